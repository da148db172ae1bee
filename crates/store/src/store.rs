//! The store: opened once, asked by many.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{AnyPool, Row as _};
use tokio::sync::{mpsc, oneshot};

use crate::address::{Address, Limits};
use crate::attachments;
use crate::connect::Connector;
use crate::error::{Result, StoreError};
use crate::folder::Folder;
use crate::reading::Reading;
use crate::schema;
use crate::unit::{Outcome, Unit, Work, WriteRequest};
use crate::writer::{Asked, Message, Writer};

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store {
    pub(crate) readers: AnyPool,
    pub(crate) connector: Connector,
    pub(crate) limits: Limits,
    /// Held for as long as anybody can write.
    pub(crate) folder: Arc<Folder>,
    /// One at a time renames attachments or sweeps them.
    pub(crate) renames: Arc<std::sync::Mutex<()>>,
    messages: mpsc::Sender<Message>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("engine", &self.connector.engine)
            .field("folder", &self.folder.path)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens or creates the store. Needs a tokio runtime, in which the writer then lives.
    ///
    /// # Errors
    /// When another process has the folder, the SQLite is too old, the data newer than the program, the folder on a
    /// network drive, or the database cannot be reached.
    pub async fn open(address: &Address) -> Result<Self> {
        Self::open_with(address, Limits::default()).await
    }

    /// The same with other bounds.
    ///
    /// # Errors
    /// See [`Store::open`].
    pub async fn open_with(address: &Address, limits: Limits) -> Result<Self> {
        let folder = Arc::new(match address {
            Address::Folder(path) => Folder::take(path)?,
            Address::Postgres { folder, .. } => Folder::share(folder)?,
        });
        attachments::prepare(&folder.path)?;
        let connector = Connector::new(address)?;
        let mut connection = connector.writer().await?;
        schema::upgrade(&connector, &mut connection).await?;
        connector.settle(&mut connection).await?;
        let (messages, asked) = mpsc::channel(limits.waiting.max(1));
        let writer = Writer {
            connector: connector.clone(),
            connection: Some(connection),
            _folder: Arc::clone(&folder),
            work: limits.work,
            is_stopped: false,
        };
        tokio::spawn(writer.run(asked));
        let readers = connector.readers(&limits);
        Ok(Self { readers, connector, limits, folder, renames: Arc::default(), messages })
    }

    /// Does one unit of work. The answer comes after it is on disk, with the audit events it appended; a unit that
    /// fails, panics or changes something without an audit event leaves nothing behind. The same key again gives the
    /// reply of the first time.
    ///
    /// # Errors
    /// What the work returned, or why it could not be kept.
    pub async fn write<T, E, F>(&self, request: WriteRequest, work: F) -> std::result::Result<Outcome<T>, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'u> FnOnce(&'u mut Unit) -> Work<'u, T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let asked = Asked { request, work: Some(work), outcome: None, answer };
        self.messages.try_send(Message::Work(Box::new(asked))).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// A snapshot of a region, to read from.
    ///
    /// # Errors
    /// When no connection is free in time, or the database cannot be reached.
    pub async fn read(&self, region: &str) -> Result<Reading> {
        Ok(Reading { region: region.to_owned(), transaction: self.readers.begin().await? })
    }

    /// All regions that have an audit log, which is all that were ever written to.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn regions(&self) -> Result<Vec<String>> {
        let rows = sqlx::query("SELECT region FROM audit_head WHERE sequence > 0 ORDER BY region")
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Moves the log of the database into it, after large imports for example.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub async fn checkpoint(&self) -> Result<()> {
        self.ask(Message::Checkpoint).await
    }

    /// Finishes what was asked for, and closes. What is asked for afterwards is refused. Waits for every [`Reading`] to
    /// be dropped.
    ///
    /// # Errors
    /// When the database could not be closed in order; nothing is lost by that.
    pub async fn close(self) -> Result<()> {
        self.readers.close().await;
        self.ask(Message::Close).await
    }

    async fn ask(&self, message: fn(oneshot::Sender<Result<()>>) -> Message) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        self.messages.send(message(answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}
