//! The reading side of a region: one snapshot, for as long as it is held.

use sqlx::{Any, AnyConnection, Transaction};

use crate::rows::Rows;

/// A snapshot of one region. What is written while it is held is not seen.
pub struct Reading {
    pub(crate) region: String,
    pub(crate) transaction: Transaction<'static, Any>,
}

impl Rows for Reading {
    fn region(&self) -> &str {
        &self.region
    }

    fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}
