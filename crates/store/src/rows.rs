//! What both sides, reading and writing, have: a connection and the one region that they see.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use crate::error::Result;

/// Somebody who can run queries over one region. Nobody outside can name this trait, so that nobody runs queries of
/// their own.
pub trait Rows: Send {
    /// The region.
    fn region(&self) -> &str;
    /// The connection, inside a transaction.
    fn connection(&mut self) -> &mut AnyConnection;
}

/// A record that a row can be read as.
pub(crate) trait FromRow: Sized {
    /// Reads the columns by name.
    fn from_row(row: &AnyRow) -> Result<Self>;
}

pub(crate) type Query = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

/// At most one record.
pub(crate) async fn one<R: FromRow>(connection: &mut AnyConnection, query: Query) -> Result<Option<R>> {
    query.fetch_optional(connection).await?.as_ref().map(R::from_row).transpose()
}

/// All records.
pub(crate) async fn all<R: FromRow>(connection: &mut AnyConnection, query: Query) -> Result<Vec<R>> {
    query.fetch_all(connection).await?.iter().map(R::from_row).collect()
}

/// The number in the first column of the only row; an aggregate over nothing is 0.
pub(crate) async fn number(connection: &mut AnyConnection, query: Query) -> Result<i64> {
    Ok(query.fetch_one(connection).await?.try_get::<Option<i64>, _>(0)?.unwrap_or(0))
}

pub(crate) fn text(row: &AnyRow, name: &'static str) -> Result<String> {
    Ok(row.try_get(name)?)
}

pub(crate) fn maybe_text(row: &AnyRow, name: &'static str) -> Result<Option<String>> {
    Ok(row.try_get(name)?)
}

pub(crate) fn integer(row: &AnyRow, name: &'static str) -> Result<i64> {
    Ok(row.try_get(name)?)
}

pub(crate) fn maybe_integer(row: &AnyRow, name: &'static str) -> Result<Option<i64>> {
    Ok(row.try_get(name)?)
}
