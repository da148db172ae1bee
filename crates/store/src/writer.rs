//! The one writer: takes the units that wait, each in a savepoint, and commits them together.
//!
//! A commit waits for the disk, and while it waits the next units line up: the more people write, the more of them
//! share a sync. Nobody is told "saved" before the commit that holds his unit has returned.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::AnyConnection;
use tokio::sync::{mpsc, oneshot};

use crate::audit::Head;
use crate::connect::Connector;
use crate::error::{Result, StoreError};
use crate::folder::Folder;
use crate::requests;
use crate::unit::{Outcome, Unit, Work, WriteRequest};

/// Units are taken into a transaction for at most so long, so that the first of them does not wait for the last.
const WINDOW: Duration = Duration::from_millis(5);

/// What the writer is asked.
pub(crate) enum Message {
    /// Do this unit.
    Work(Box<dyn Job>),
    /// Take over what the log of the database holds, and let it begin anew.
    Checkpoint(oneshot::Sender<Result<()>>),
    /// Close the connection and end.
    Close(oneshot::Sender<Result<()>>),
}

/// What becomes of the savepoint of a unit.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// It stays.
    Keep,
    /// Nothing of it stays.
    TakeBack,
}

/// A unit of work whose types only the one who asked knows.
pub(crate) trait Job: Send {
    fn request(&self) -> &WriteRequest;
    fn run<'u>(&'u mut self, unit: &'u mut Unit, limit: Duration) -> BoxFuture<'u, Step>;
    fn fail(&mut self, error: StoreError);
    fn answer(self: Box<Self>);
}

/// The work, and where its outcome goes.
pub(crate) struct Asked<T, E, F> {
    pub(crate) request: WriteRequest,
    pub(crate) work: Option<F>,
    pub(crate) outcome: Option<std::result::Result<Outcome<T>, E>>,
    pub(crate) answer: oneshot::Sender<std::result::Result<Outcome<T>, E>>,
}

impl<T, E, F> Asked<T, E, F>
where
    T: Serialize + DeserializeOwned + Send,
    E: From<StoreError> + Send,
    F: for<'u> FnOnce(&'u mut Unit) -> Work<'u, T, E> + Send,
{
    async fn outcome(work: Option<F>, unit: &mut Unit) -> std::result::Result<Outcome<T>, E> {
        if let Some(reply) = requests::reply_of(unit).await? {
            let value = serde_json::from_str(&reply).map_err(|_| StoreError::damaged("a stored reply"))?;
            return Ok(Outcome { value, replayed: true });
        }
        let work = work.ok_or(StoreError::Abandoned)?;
        let value = work(unit).await?;
        if unit.changes > 0 && unit.events == 0 {
            return Err(StoreError::Unaudited.into());
        }
        let reply = serde_json::to_string(&value).map_err(|error| StoreError::invalid(error.to_string()))?;
        requests::keep(unit, &reply).await?;
        Head::store(unit).await?;
        Ok(Outcome { value, replayed: false })
    }
}

impl<T, E, F> Job for Asked<T, E, F>
where
    T: Serialize + DeserializeOwned + Send,
    E: From<StoreError> + Send,
    F: for<'u> FnOnce(&'u mut Unit) -> Work<'u, T, E> + Send,
{
    fn request(&self) -> &WriteRequest {
        &self.request
    }

    fn run<'u>(&'u mut self, unit: &'u mut Unit, limit: Duration) -> BoxFuture<'u, Step> {
        Box::pin(async move {
            let work = AssertUnwindSafe(Self::outcome(self.work.take(), unit)).catch_unwind();
            let outcome = match tokio::time::timeout(limit, work).await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) | Err(_) => Err(StoreError::Abandoned.into()),
            };
            let step =
                if outcome.as_ref().is_ok_and(|outcome| !outcome.replayed) { Step::Keep } else { Step::TakeBack };
            self.outcome = Some(outcome);
            step
        })
    }

    fn fail(&mut self, error: StoreError) {
        // Whoever failed by himself knows better why.
        if !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Err(error.into()));
        }
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // Whoever asked may have gone; what was kept is kept.
            self.answer.send(outcome).ok();
        }
    }
}

/// The loop. It ends when it is closed or when nobody can ask any more.
pub(crate) struct Writer {
    pub(crate) connector: Connector,
    pub(crate) connection: Option<AnyConnection>,
    /// Nobody else may have the folder while there is a writer.
    pub(crate) _folder: Arc<Folder>,
    /// How long the work of a unit may take.
    pub(crate) work: Duration,
    /// Set once the disk has not confirmed a write.
    pub(crate) is_stopped: bool,
}

impl Writer {
    pub(crate) async fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        while let Some(message) = messages.recv().await {
            let mut next = Some(message);
            while let Some(message) = next.take() {
                match message {
                    Message::Work(job) => next = self.commit_together(job, &mut messages).await,
                    Message::Checkpoint(answer) => {
                        answer.send(self.checkpoint().await).ok();
                    }
                    Message::Close(answer) => {
                        let result = self.close().await;
                        // Whoever is told that it is closed may open it again.
                        drop(self);
                        answer.send(result).ok();
                        return;
                    }
                }
            }
        }
        self.close().await.ok();
    }

    /// One transaction: the first unit and those that wait behind it. Returns a message that is no unit.
    async fn commit_together(
        &mut self,
        first: Box<dyn Job>,
        messages: &mut mpsc::Receiver<Message>,
    ) -> Option<Message> {
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        let mut other = None;
        let mut result = self.begin().await;
        let begun = Instant::now();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            if result.is_ok() {
                result = self.step(job.as_mut()).await;
            }
            done.push(job);
            if result.is_ok() && begun.elapsed() < WINDOW {
                match messages.try_recv() {
                    Ok(Message::Work(job)) => next = Some(job),
                    Ok(message) => other = Some(message),
                    Err(_) => {}
                }
            }
        }
        if result.is_ok() {
            result = self.finish("COMMIT").await;
        }
        if let Err(error) = &result {
            self.recover(error).await;
            for job in &mut done {
                job.fail(error.clone());
            }
        }
        done.into_iter().for_each(Job::answer);
        other
    }

    async fn begin(&mut self) -> Result<()> {
        if self.is_stopped {
            return Err(StoreError::Stopped);
        }
        if self.connection.is_some() {
            match self.finish("BEGIN").await {
                // The server has gone and may have come back; no unit has run yet, so that nothing is done twice.
                Err(StoreError::Unreachable { .. } | StoreError::Closed) => self.connection = None,
                result => return result,
            }
        }
        self.connection = Some(self.connector.writer().await?);
        self.finish("BEGIN").await
    }

    async fn finish(&mut self, statement: &'static str) -> Result<()> {
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        sqlx::raw_sql(statement).execute(connection).await?;
        Ok(())
    }

    /// One unit in its savepoint. An error here is one of the whole transaction.
    async fn step(&mut self, job: &mut dyn Job) -> Result<()> {
        let mut connection = self.connection.take().ok_or(StoreError::Closed)?;
        let opened = sqlx::raw_sql("SAVEPOINT unit").execute(&mut connection).await;
        let request = job.request().clone();
        let mut unit = Unit { connection, request, head: Head::default(), changes: 0, events: 0 };
        let step = match opened {
            Ok(_) => match Head::lock(&mut unit).await {
                Ok(()) => job.run(&mut unit, self.work).await,
                Err(error) => {
                    job.fail(error);
                    Step::TakeBack
                }
            },
            Err(error) => {
                self.connection = Some(unit.connection);
                return Err(error.into());
            }
        };
        let statement = match step {
            Step::Keep => "RELEASE SAVEPOINT unit",
            Step::TakeBack => "ROLLBACK TO SAVEPOINT unit; RELEASE SAVEPOINT unit",
        };
        let closed = sqlx::raw_sql(statement).execute(&mut unit.connection).await;
        self.connection = Some(unit.connection);
        match (step, closed) {
            (_, Ok(_)) => Ok(()),
            // The database has given up the whole transaction (a full disk), so that there is no savepoint any more:
            // nothing of the units before this one is kept either, and they may come again.
            (Step::TakeBack, Err(_)) => Err(StoreError::Busy),
            (Step::Keep, Err(error)) => Err(error.into()),
        }
    }

    /// After a failure: nothing of the transaction may stay, and a connection that is not known to be sound goes.
    async fn recover(&mut self, error: &StoreError) {
        let rolled_back = self.finish("ROLLBACK").await;
        self.is_stopped |= *error == StoreError::Stopped || rolled_back == Err(StoreError::Stopped);
        let is_sound = matches!(error, StoreError::Full | StoreError::Busy | StoreError::Refused { .. });
        if (!is_sound || rolled_back.is_err())
            && let Some(connection) = self.connection.take()
        {
            sqlx::Connection::close(connection).await.ok();
        }
    }

    async fn checkpoint(&mut self) -> Result<()> {
        if self.is_stopped {
            return Err(StoreError::Stopped);
        }
        let Some(connection) = self.connection.as_mut() else { return Ok(()) };
        let result = self.connector.checkpoint(connection).await;
        self.is_stopped |= result == Err(StoreError::Stopped);
        result
    }

    async fn close(&mut self) -> Result<()> {
        let result = self.checkpoint().await;
        if let Some(connection) = self.connection.take() {
            sqlx::Connection::close(connection).await?;
        }
        result
    }
}
