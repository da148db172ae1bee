//! One unit of work: what changes together, with the audit events that say so.

use futures_util::future::BoxFuture;
use sqlx::AnyConnection;

use crate::audit::{Actor, Head};
use crate::error::{Result, StoreError};
use crate::rows::{Query, Rows};

/// What the work of a unit is, as a future that borrows the unit.
pub type Work<'u, T, E = StoreError> = BoxFuture<'u, std::result::Result<T, E>>;

/// Who wants to write what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteRequest {
    /// The region that the unit sees.
    pub region: String,
    /// Who does it; goes into every audit event.
    pub actor: Actor,
    /// The key that the client made for this request; the same key again gives the reply of the first time.
    pub key: Option<String>,
    /// The digest of what is asked for, so that a key cannot be used for something else.
    pub digest: String,
    /// Now, in milliseconds since 1970.
    pub at_ms: i64,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The reply.
    pub value: T,
    /// True when it is the reply of an earlier request with this key, and nothing was done this time.
    pub replayed: bool,
}

/// The writing side of a region, for the length of one unit of work.
pub struct Unit {
    pub(crate) connection: AnyConnection,
    pub(crate) request: WriteRequest,
    pub(crate) head: Head,
    /// Rows that the unit has changed, the audit log not counted.
    pub(crate) changes: u64,
    /// Audit events that it has appended.
    pub(crate) events: u64,
}

impl Rows for Unit {
    fn region(&self) -> &str {
        &self.request.region
    }

    fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

impl Unit {
    /// Whom the unit works for.
    pub fn actor(&self) -> &Actor {
        &self.request.actor
    }

    /// When the request was made.
    pub fn at_ms(&self) -> i64 {
        self.request.at_ms
    }

    /// The region as a value to bind.
    pub(crate) fn here(&self) -> String {
        self.request.region.clone()
    }

    /// Runs a statement that changes records, and counts them.
    pub(crate) async fn change(&mut self, query: Query) -> Result<u64> {
        let rows = query.execute(&mut self.connection).await?.rows_affected();
        self.changes += rows;
        Ok(rows)
    }

    /// The same, where exactly one record has to be there.
    pub(crate) async fn change_one(&mut self, query: Query, what: &'static str, id: &str) -> Result<()> {
        match self.change(query).await? {
            0 => Err(StoreError::NotFound { what, id: id.to_owned() }),
            _ => Ok(()),
        }
    }
}
