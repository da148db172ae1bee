//! The worker: takes every right from itself, then reads what it is handed until the pipe closes.

use std::cell::RefCell;
use std::io::{ErrorKind, Read, Result, Write};
use std::rc::Rc;
use std::sync::Arc;

use jiheng_markup::{Edit, Remark};
use jiheng_readers::Limits;
use jiheng_readers::archive::{Archive, ArchiveError, Member};

use crate::archives::{self, Archives};
use crate::confine::{self, Confinement, Standing};
use crate::failure;
use crate::fault::{Fault, guarded};
use crate::frame;
use crate::message::{ANSWER_BYTES_MAX, Answer, ArchiveKey, Hello, Request, SMALL_BYTES_MAX, Task};
use crate::pipe;
use crate::remote::{Channel, RemoteFile};
use crate::self_test::attempts;

/// Serves the parent at the other end of stdin and stdout.
///
/// # Errors
/// When the pipe breaks or the parent asks what no parent would.
pub fn serve(confinement: &Confinement) -> Result<()> {
    let standing = confine::confine(confinement);
    let (input, output) = pipe::ends();
    run(Channel::new(input, output), standing)
}

fn run<I: Read, O: Write>(mut channel: Channel<I, O>, standing: Standing) -> Result<()> {
    channel.send(&Hello { version: env!("CARGO_PKG_VERSION").to_owned(), standing })?;
    let mut desk = Desk { channel: Rc::new(RefCell::new(channel)), archives: Archives::new() };
    loop {
        let request = frame::receive(desk.channel.borrow_mut().input(), SMALL_BYTES_MAX)?;
        let Some(Request { limits, task }) = request else { return Ok(()) };
        let said = desk.answer(&limits, task)?;
        desk.channel.borrow_mut().flush()?;
        if said == Said::Fault {
            return Ok(());
        }
    }
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// As it should.
    Answer,
    /// With a panic; what that leaves behind is not used again.
    Fault,
}

/// Where questions are answered.
struct Desk<I, O> {
    channel: Rc<RefCell<Channel<I, O>>>,
    archives: Archives<RemoteFile<I, O>>,
}

impl<I: Read, O: Write> Desk<I, O> {
    fn answer(&mut self, limits: &Limits, task: Task) -> Result<Said> {
        match task {
            Task::SelfTest(memory_bytes) => self.say(|| Answer::Attempts(attempts(memory_bytes))),
            Task::Document => {
                let most = usize::try_from(limits.file_bytes()).unwrap_or(usize::MAX);
                let bytes = frame::read(self.channel.borrow_mut().input(), most)?.ok_or(ErrorKind::UnexpectedEof)?;
                self.say(|| read(&bytes, limits))
            }
            Task::Sheets => {
                let most = usize::try_from(limits.file_bytes()).unwrap_or(usize::MAX);
                let bytes = frame::read(self.channel.borrow_mut().input(), most)?.ok_or(ErrorKind::UnexpectedEof)?;
                self.say(|| read_sheets(&bytes, limits))
            }
            Task::Mark { remarks, edits } => {
                let most = usize::try_from(limits.file_bytes()).unwrap_or(usize::MAX);
                let bytes = frame::read(self.channel.borrow_mut().input(), most)?.ok_or(ErrorKind::UnexpectedEof)?;
                self.mark(&bytes, &remarks, &edits)
            }
            Task::List(key) => {
                let listed = guarded(|| self.open(key, limits).map(|archive| archives::listing(&archive)));
                self.say_outcome(listed.map(|listed| listed.map(Answer::Listing)))
            }
            Task::Member { archive, member, limit } => self.member(archive, &member, limit, limits),
        }
    }

    fn member(&mut self, key: ArchiveKey, member: &Member, limit: u64, limits: &Limits) -> Result<Said> {
        match guarded(|| self.open(key, limits).and_then(|archive| archive.read(member, limit))) {
            Ok(Ok(bytes)) => {
                self.say(|| Answer::Member)?;
                self.channel.borrow_mut().write(&bytes)?;
                self.say(|| read(&bytes, limits))
            }
            Ok(Err(error)) => self.say_outcome(Ok(Err(error))),
            Err(fault) => self.say_outcome(Err(fault)),
        }
    }

    fn mark(&mut self, bytes: &[u8], remarks: &[Remark], edits: &[Edit]) -> Result<Said> {
        match guarded(|| jiheng_markup::write(bytes, remarks, edits)) {
            Ok(Ok(marked)) => {
                let (comments, edits) = (marked.comments, marked.edits);
                let said = self.say(|| Answer::Marked { comments, edits })?;
                self.channel.borrow_mut().write(&marked.bytes)?;
                Ok(said)
            }
            Ok(Err(error)) => self.say(|| {
                let (kind, message) = failure::unmarked(&error);
                Answer::Refused { kind, message }
            }),
            Err(fault) => self.confess(fault),
        }
    }

    fn open(&mut self, key: ArchiveKey, limits: &Limits) -> std::result::Result<Remote<I, O>, ArchiveError> {
        self.archives.open(key.id, RemoteFile::new(&self.channel, key), limits)
    }

    fn say_outcome(
        &self,
        outcome: std::result::Result<std::result::Result<Answer, ArchiveError>, Fault>,
    ) -> Result<Said> {
        match outcome {
            Ok(Ok(answer)) => self.say(|| answer),
            Ok(Err(error)) => self.say(|| {
                let (kind, message) = archives::words(&error);
                Answer::Refused { kind, message }
            }),
            Err(fault) => self.confess(fault),
        }
    }

    fn say(&self, answer: impl FnOnce() -> Answer) -> Result<Said> {
        match guarded(|| framed(&answer())) {
            Ok(frame) => self.channel.borrow_mut().write_frame(&frame).map(|()| Said::Answer),
            Err(fault) => self.confess(fault),
        }
    }

    fn confess(&self, fault: Fault) -> Result<Said> {
        self.channel.borrow_mut().write_frame(&framed(&Answer::Fault(fault.place))).map(|()| Said::Fault)
    }
}

/// An archive at the other end of the pipe.
type Remote<I, O> = Arc<Archive<RemoteFile<I, O>>>;

fn read(bytes: &[u8], limits: &Limits) -> Answer {
    match jiheng_readers::read(bytes, limits) {
        Ok(document) => Answer::Document(document),
        Err(error) => Answer::Refused { kind: error.kind().to_owned(), message: error.message() },
    }
}

fn read_sheets(bytes: &[u8], limits: &Limits) -> Answer {
    match jiheng_readers::read_sheets(bytes, limits) {
        Ok(book) => Answer::Sheets(book),
        Err(error) => Answer::Refused { kind: error.kind().to_owned(), message: error.message() },
    }
}

/// An answer that is too long is replaced by saying so.
fn framed(answer: &Answer) -> Vec<u8> {
    let frame = frame::encoded(answer).ok().filter(|frame| frame.len() <= ANSWER_BYTES_MAX);
    frame.or_else(|| frame::encoded(&Answer::TooMuch).ok()).unwrap_or_default()
}
