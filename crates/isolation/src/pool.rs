//! The workers of a run: as many as there are threads that ask, each with one document at a time.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use jiheng_markup::{Edit, Marked, Remark};
use jiheng_model::document::Document;
use jiheng_model::sheet::Workbook;
use jiheng_readers::Limits;
use jiheng_readers::archive::Member;

use crate::confine::Standing;
use crate::failure::Failure;
use crate::file::ArchiveFile;
use crate::keeper::{Arrival, Keeper};
use crate::message::{ANSWER_BYTES_MAX, Answer, ArchiveKey, Listing, Reading, Request, SMALL_BYTES_MAX, Task};
use crate::reader::Reader;
use crate::self_test::Attempt;
use crate::talk::Question;
use crate::worker::Worker;

/// A directory of many files takes long to read, so that its archive is opened again this often at most.
const REOPENED: u32 = 8;

/// What holds for all workers of a pool.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The binary, which becomes a worker by [`WORKER_COMMAND`](crate::WORKER_COMMAND).
    pub program: PathBuf,
    /// Address space of a worker.
    pub memory_bytes: u64,
    /// Time for one document.
    pub time: Duration,
    /// A worker is replaced after so many questions: what one document may have left in it, few others can meet.
    pub questions_per_worker: u32,
    /// Limits of the readers.
    pub limits: Limits,
}

impl Settings {
    /// The defaults, with this binary.
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            memory_bytes: 512 << 20,
            time: Duration::from_secs(10),
            questions_per_worker: 64,
            limits: Limits::default(),
        }
    }

    /// Processor time of a worker's whole life. The parent's clock is stricter; this holds when the parent is stuck.
    pub(crate) fn cpu_seconds(&self) -> u64 {
        self.time.as_secs().saturating_add(1).saturating_mul(self.questions_per_worker.into())
    }
}

/// Workers that wait, and the keeper that starts more.
#[derive(Debug)]
pub struct Pool {
    settings: Settings,
    waiting: Mutex<Vec<Waiting>>,
    keeper: Result<Option<Keeper>, String>,
    standing: OnceLock<Standing>,
}

#[derive(Debug)]
enum Waiting {
    /// Has been ordered.
    Ordered(Arrival),
    /// Has answered before.
    Idle(Box<Worker>),
}

impl Pool {
    /// A pool without workers.
    pub fn new(settings: Settings) -> Self {
        let keeper = Keeper::start(settings.clone()).map(Some).map_err(|error| error.to_string());
        Self { settings, waiting: Mutex::new(Vec::new()), keeper, standing: OnceLock::new() }
    }

    /// Orders a worker before it is needed.
    pub fn warm(&self) {
        if let Ok(Some(keeper)) = &self.keeper {
            self.waiting().push(Waiting::Ordered(keeper.order()));
        }
    }

    /// Numbers of the processes that wait for a question.
    pub fn idle_ids(&self) -> Vec<u32> {
        let id = |waiting: &Waiting| match waiting {
            Waiting::Ordered(_) => None,
            Waiting::Idle(worker) => Some(worker.id()),
        };
        self.waiting().iter().filter_map(id).collect()
    }

    /// Lets a worker try what it must not be able to do.
    ///
    /// # Errors
    /// What became of the worker.
    pub fn self_test(&self) -> Result<(Standing, Vec<Attempt>), Failure> {
        match self.ask(&mut self.question(Task::SelfTest(self.settings.memory_bytes)))? {
            Answer::Attempts(attempts) => Ok((self.standing.get().cloned().unwrap_or_default(), attempts)),
            other => Err(failure(other)),
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn worker(&self) -> Result<Box<Worker>, Failure> {
        let waiting = self.waiting().pop();
        match waiting {
            Some(Waiting::Idle(worker)) => Ok(worker),
            Some(Waiting::Ordered(arrival)) => arrived(&arrival),
            None => self.new_worker(),
        }
    }

    fn new_worker(&self) -> Result<Box<Worker>, Failure> {
        match &self.keeper {
            Ok(Some(keeper)) => arrived(&keeper.order()),
            Ok(None) => Err(not_started("stopped")),
            Err(why) => Err(not_started(why)),
        }
    }

    /// Asks a worker. One that had read other documents may have died of them, so that a new one is asked once more.
    fn ask(&self, question: &mut Question<'_>) -> Result<Answer, Failure> {
        let worker = self.worker()?;
        let is_new = worker.served == 0;
        match self.ask_one(worker, question) {
            Err(Failure::Crashed { .. } | Failure::OutOfMemory { .. } | Failure::Untrusted) if !is_new => {
                self.ask_one(self.new_worker()?, question)
            }
            outcome => outcome,
        }
    }

    fn ask_one(&self, mut worker: Box<Worker>, question: &mut Question<'_>) -> Result<Answer, Failure> {
        let answer = worker.ask(question, &self.settings)?;
        if let Some(standing) = worker.standing() {
            self.standing.get_or_init(|| standing.clone());
        }
        let is_spent = worker.served >= question.questions_per_worker;
        if !is_spent && !matches!(answer, Answer::Fault(_)) {
            self.waiting().push(Waiting::Idle(worker));
        }
        Ok(answer)
    }

    fn question<'a>(&self, task: Task) -> Question<'a> {
        Question {
            request: Request { limits: self.settings.limits.clone(), task },
            body: None,
            file: None,
            member_bytes_max: 0,
            marked_bytes_max: 0,
            member: None,
            questions_per_worker: self.settings.questions_per_worker,
        }
    }

    fn about(
        &self,
        archive: &ArchiveFile,
        task: impl FnOnce(ArchiveKey) -> Task,
    ) -> Result<Question<'static>, Failure> {
        let mut file = archive.reader();
        let length = file.length().map_err(|error| unreadable(&error))?;
        let mut question = self.question(task(ArchiveKey { id: archive.id(), length }));
        question.file = Some(file);
        question.questions_per_worker = question.questions_per_worker.max(archive.members() / REOPENED);
        Ok(question)
    }
}

impl Reader for Pool {
    fn document(&self, bytes: &[u8]) -> Result<Document, Failure> {
        let mut question = self.question(Task::Document);
        question.body = Some(bytes);
        self.ask(&mut question).and_then(document)
    }

    fn sheets(&self, bytes: &[u8]) -> Result<Workbook, Failure> {
        let mut question = self.question(Task::Sheets);
        question.body = Some(bytes);
        match self.ask(&mut question)? {
            Answer::Sheets(book) => Ok(book),
            other => Err(failure(other)),
        }
    }

    fn list(&self, archive: &ArchiveFile) -> Result<Listing, Failure> {
        match self.ask(&mut self.about(archive, Task::List)?)? {
            Answer::Listing(listing) if listing.members.len() as u64 <= self.settings.limits.archive_entries => {
                archive.set_members(listing.members.len());
                Ok(listing)
            }
            other => Err(failure(other)),
        }
    }

    fn member(&self, archive: &ArchiveFile, member: &Member, limit: u64) -> Result<Reading, Failure> {
        let mut question = self.about(archive, |archive| Task::Member { archive, member: member.clone(), limit })?;
        question.member_bytes_max = usize::try_from(limit).unwrap_or(usize::MAX);
        let document = self.ask(&mut question).and_then(document);
        match question.member {
            Some(bytes) => Ok(Reading { bytes, document }),
            None => Err(document.err().unwrap_or(Failure::Untrusted)),
        }
    }

    fn mark(&self, bytes: &[u8], remarks: Vec<Remark>, edits: Vec<Edit>) -> Result<Marked, Failure> {
        let mut question = self.question(Task::Mark { remarks, edits });
        question.body = Some(bytes);
        // Comments make a document longer by what they say, never by more than the question may have.
        question.marked_bytes_max = bytes.len().saturating_add(SMALL_BYTES_MAX.saturating_mul(2));
        match self.ask(&mut question)? {
            Answer::Marked { comments, edits } => {
                question.member.map(|bytes| Marked { bytes, comments, edits }).ok_or(Failure::Untrusted)
            }
            other => Err(failure(other)),
        }
    }

    fn standing(&self) -> Option<&Standing> {
        self.standing.get()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.waiting().clear();
        if let Ok(keeper) = &mut self.keeper
            && let Some(keeper) = keeper.take()
        {
            keeper.stop();
        }
    }
}

/// The document of an answer, if it is one and sound.
pub(crate) fn document(answer: Answer) -> Result<Document, Failure> {
    match answer {
        Answer::Document(document) if document.check().is_ok() => Ok(document),
        other => Err(failure(other)),
    }
}

fn arrived(arrival: &Arrival) -> Result<Box<Worker>, Failure> {
    match arrival.recv() {
        Ok(Ok(worker)) => Ok(Box::new(worker)),
        Ok(Err(error)) => Err(not_started(&error.to_string())),
        Err(_) => Err(not_started("stopped")),
    }
}

fn not_started(why: &str) -> Failure {
    Failure::NotStarted { why: crate::failure::printable(why) }
}

/// The archive itself cannot be read, which the reader of archives says best.
fn unreadable(error: &std::io::Error) -> Failure {
    let (kind, message) =
        crate::archives::words(&jiheng_readers::archive::ArchiveError::Unreadable { why: error.to_string() });
    Failure::Refused { kind, message }
}

/// What an answer means that is not the one hoped for.
fn failure(answer: Answer) -> Failure {
    match answer {
        Answer::Refused { kind, message } => Failure::told(kind, message),
        Answer::Fault(place) => Failure::fault(&place),
        Answer::TooMuch => Failure::TooMuch { limit: ANSWER_BYTES_MAX as u64 },
        Answer::Document(_)
        | Answer::Sheets(_)
        | Answer::Listing(_)
        | Answer::Attempts(_)
        | Answer::Member
        | Answer::Marked { .. }
        | Answer::Want { .. } => Failure::Untrusted,
    }
}
