//! A worker as its parent sees it: a process at the other end of a pipe that is believed nothing.

use std::io::{self, BufReader, BufWriter, ErrorKind, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::confine::Standing;
use crate::failure::{Failure, printable};
use crate::frame;
use crate::message::{Answer, BLOCK_BYTES, Hello, SMALL_BYTES_MAX};
use crate::pool::Settings;
use crate::talk::Question;

/// As much of a worker's last words as tells why it ended.
const LAST_WORDS_BYTES: u64 = 4096;

/// A started process and the pipes to it. Dropping it ends the process.
#[derive(Debug)]
pub struct Worker {
    life: Arc<Life>,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
    complaints: ChildStderr,
    /// Questions answered.
    pub served: u32,
    /// Told before anything is handed to it.
    standing: Option<Standing>,
}

/// The process, shared with the keeper.
#[derive(Debug)]
pub struct Life {
    id: u32,
    child: Mutex<Child>,
    deadline: Mutex<Option<Instant>>,
    is_late: AtomicBool,
}

impl Life {
    /// Ends a process that is late; true while it may go on.
    pub fn end_if_late(&self, now: Instant) -> bool {
        // Held until the signal is sent, so that it cannot meet the next document.
        let deadline = lock(&self.deadline);
        if deadline.is_none_or(|deadline| now < deadline) {
            return true;
        }
        self.is_late.store(true, Ordering::SeqCst);
        self.end();
        false
    }

    fn end(&self) {
        // It has ended by itself otherwise.
        let _ = lock(&self.child).kill();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Worker {
    /// Starts a process: same binary, no environment, no files but three pipes.
    pub fn start(settings: &Settings) -> io::Result<Self> {
        let mut command = Command::new(&settings.program);
        command.args([crate::WORKER_COMMAND, "--memory-bytes", &settings.memory_bytes.to_string()]);
        command.args(["--cpu-seconds", &settings.cpu_seconds().to_string()]);
        command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        command.current_dir("/");
        #[cfg(windows)]
        command.envs(std::env::var_os("SystemRoot").map(|root| ("SystemRoot", root)));
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(complaints)) = pipes else { return Err(ErrorKind::BrokenPipe.into()) };
        let life = Life {
            id: child.id(),
            child: Mutex::new(child),
            deadline: Mutex::new(None),
            is_late: AtomicBool::new(false),
        };
        let input = BufWriter::with_capacity(2 * BLOCK_BYTES, input);
        let output = BufReader::with_capacity(2 * BLOCK_BYTES, output);
        Ok(Self { life: Arc::new(life), input, output, complaints, served: 0, standing: None })
    }

    /// The process, for the keeper.
    pub fn life(&self) -> &Arc<Life> {
        &self.life
    }

    /// Number of the process.
    pub fn id(&self) -> u32 {
        self.life.id
    }

    /// Its guards, once it told.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }

    /// Asks one question within the time limit.
    ///
    /// # Errors
    /// What became of the worker, which is then of no more use.
    pub fn ask(&mut self, question: &mut Question<'_>, settings: &Settings) -> Result<Answer, Failure> {
        *lock(&self.life.deadline) = Instant::now().checked_add(settings.time);
        let answer = self.greeted().and_then(|()| question.ask(&mut self.input, &mut self.output));
        *lock(&self.life.deadline) = None;
        self.served = self.served.saturating_add(1);
        if self.life.is_late.load(Ordering::SeqCst) {
            return Err(Failure::OutOfTime { limit: settings.time });
        }
        answer.map_err(|error| self.autopsy(&error, settings))
    }

    /// No byte of a stranger is handed over before the guards stand.
    fn greeted(&mut self) -> io::Result<()> {
        if self.standing.is_none() {
            let hello: Hello = frame::receive(&mut self.output, SMALL_BYTES_MAX)?.ok_or(ErrorKind::UnexpectedEof)?;
            if hello.version != env!("CARGO_PKG_VERSION") {
                return Err(io::Error::other("another version"));
            }
            self.standing = Some(hello.standing);
        }
        Ok(())
    }

    /// Tells from its remains why a worker did not answer.
    fn autopsy(&mut self, error: &io::Error, settings: &Settings) -> Failure {
        self.life.end();
        let status = lock(&self.life.child).wait();
        let mut words = Vec::new();
        // The process has ended, so that this comes to an end, too.
        let _ = self.complaints.by_ref().take(LAST_WORDS_BYTES).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        let how = || match &status {
            _ if words.contains("has overflowed its stack") => "stack overflow".to_owned(),
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        if self.standing.is_none() {
            Failure::NotStarted { why: printable(format!("{} {words}", how()).trim()) }
        } else if error.kind() == ErrorKind::InvalidData {
            Failure::Untrusted
        } else if ["memory allocation of ", "out of memory"].iter().any(|said| words.contains(said)) {
            // The second is what a buffer says that may fail to grow: the document did not even fit in.
            Failure::OutOfMemory { limit: settings.memory_bytes }
        } else {
            Failure::Crashed { how: printable(&how()) }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.life.end();
        // It was told to end; there is nobody left to tell an error.
        let _ = lock(&self.life.child).wait();
    }
}
