//! The worker: takes every right from itself, then reads what it is handed until the pipe closes.

use std::cell::RefCell;
use std::io::{ErrorKind, Read, Result, Write};
use std::rc::Rc;

use jiheng_readers::Limits;

use crate::archives::{self, Archives};
use crate::confine::{self, Confinement, Standing};
use crate::fault::guarded;
use crate::frame;
use crate::message::{ANSWER_BYTES_MAX, Answer, Hello, Request, SMALL_BYTES_MAX, Task};
use crate::remote::{Channel, RemoteFile};
use crate::self_test::attempts;

/// Serves the parent at the other end of stdin and stdout.
///
/// # Errors
/// When the pipe breaks or the parent asks what no parent would.
pub fn serve(confinement: &Confinement) -> Result<()> {
    let standing = confine::confine(confinement);
    // The locks must not outlive this function's guards, nor be taken before them.
    run(Channel::new(std::io::stdin().lock(), std::io::stdout().lock()), standing)
}

fn run<I: Read, O: Write>(mut channel: Channel<I, O>, standing: Standing) -> Result<()> {
    channel.send(&Hello { version: env!("CARGO_PKG_VERSION").to_owned(), standing })?;
    let channel = Rc::new(RefCell::new(channel));
    let mut archives = Archives::new();
    loop {
        let request = frame::receive(channel.borrow_mut().input(), SMALL_BYTES_MAX)?;
        let Some(Request { limits, task }) = request else { return Ok(()) };
        let answered = match task {
            Task::Document => document(&channel, &limits)?,
            Task::SelfTest(memory_bytes) => Ok((framed(&Answer::Attempts(attempts(memory_bytes))), None)),
            Task::List(_) | Task::Member { .. } => guarded(|| archive(&channel, &mut archives, &limits, &task)),
        };
        match answered {
            Ok((frame, member)) => {
                let mut channel = channel.borrow_mut();
                channel.write_frame(&frame)?;
                if let Some(bytes) = member {
                    channel.write(&bytes)?;
                }
            }
            // What a panic leaves behind is not used again.
            Err(fault) => return channel.borrow_mut().send(&Answer::Fault(fault.place)),
        }
    }
}

/// The frame of an answer, and the raw frame behind it.
type Framed = (Vec<u8>, Option<Vec<u8>>);

fn document<I: Read, O: Write>(
    channel: &RefCell<Channel<I, O>>,
    limits: &Limits,
) -> Result<std::result::Result<Framed, crate::fault::Fault>> {
    let most = usize::try_from(limits.package_bytes.max(limits.text_bytes)).unwrap_or(usize::MAX);
    let bytes = frame::read(channel.borrow_mut().input(), most)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok(guarded(|| {
        let answer = match jiheng_readers::read(&bytes, limits) {
            Ok(document) => Answer::Document(document),
            Err(error) => Answer::Refused { kind: error.kind().to_owned(), message: error.message() },
        };
        (framed(&answer), None)
    }))
}

fn archive<I: Read, O: Write>(
    channel: &Rc<RefCell<Channel<I, O>>>,
    archives: &mut Archives<RemoteFile<I, O>>,
    limits: &Limits,
    task: &Task,
) -> Framed {
    let (key, wanted) = match task {
        Task::List(key) => (*key, None),
        Task::Member { archive, member, limit } => (*archive, Some((member, *limit))),
        Task::Document | Task::SelfTest(_) => unreachable!("they are not about an archive"),
    };
    let outcome = archives.open(key.id, RemoteFile::new(channel, key), limits).and_then(|archive| match wanted {
        None => Ok((Answer::Listing(archives::listing(&archive)), None)),
        Some((member, limit)) => archive.read(member, limit).map(|bytes| (Answer::Member, Some(bytes))),
    });
    let (answer, bytes) = outcome.unwrap_or_else(|error| {
        let (kind, message) = archives::words(&error);
        (Answer::Refused { kind, message }, None)
    });
    (framed(&answer), bytes)
}

/// An answer that is too long is replaced by saying so.
fn framed(answer: &Answer) -> Vec<u8> {
    let frame = frame::encoded(answer).ok().filter(|frame| frame.len() <= ANSWER_BYTES_MAX);
    frame.or_else(|| frame::encoded(&Answer::TooMuch).ok()).unwrap_or_default()
}
