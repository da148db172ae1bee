//! Idempotency keys: a reply that got lost is given again, and nothing is done twice.

use sqlx::Row as _;

use crate::error::{Result, StoreError};
use crate::rows::Rows as _;
use crate::unit::Unit;

/// The reply of an earlier request with the key of this one.
pub(crate) async fn reply_of(unit: &mut Unit) -> Result<Option<String>> {
    let Some(key) = unit.request.key.clone() else { return Ok(None) };
    let query = sqlx::query("SELECT digest, reply FROM request WHERE region = $1 AND actor = $2 AND request_key = $3")
        .bind(unit.here())
        .bind(unit.actor().name.clone())
        .bind(key);
    let Some(row) = query.fetch_optional(unit.connection()).await? else { return Ok(None) };
    let digest: String = row.try_get("digest")?;
    if digest != unit.request.digest {
        return Err(StoreError::KeyReused);
    }
    Ok(Some(row.try_get("reply")?))
}

/// Keeps the reply, in the transaction of what it tells of.
pub(crate) async fn keep(unit: &mut Unit, reply: &str) -> Result<()> {
    let Some(key) = unit.request.key.clone() else { return Ok(()) };
    sqlx::query(
        "INSERT INTO request (region, actor, request_key, digest, reply, at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(unit.here())
    .bind(unit.actor().name.clone())
    .bind(key)
    .bind(unit.request.digest.clone())
    .bind(reply.to_owned())
    .bind(unit.at_ms())
    .execute(unit.connection())
    .await?;
    Ok(())
}

/// Housekeeping of the keys.
pub trait ChangeRequests {
    /// Forgets the replies of requests before a time. Returns how many there were.
    ///
    /// # Errors
    /// When the database does not take it.
    fn forget_requests(&mut self, before_ms: i64) -> impl Future<Output = Result<u64>> + Send;
}

impl ChangeRequests for Unit {
    async fn forget_requests(&mut self, before_ms: i64) -> Result<u64> {
        let query =
            sqlx::query("DELETE FROM request WHERE region = $1 AND at_ms < $2").bind(self.here()).bind(before_ms);
        self.change(query).await
    }
}
