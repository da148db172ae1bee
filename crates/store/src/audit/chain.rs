//! The head of a region's log, which is also the lock of the region.

use sqlx::Row as _;

use crate::error::{Result, StoreError};
use crate::rows::Rows as _;
use crate::unit::Unit;

/// Where the log of a region ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) sequence: i64,
    pub(crate) digest: String,
}

impl Head {
    /// Reads the head for a unit and keeps its row locked: on PostgreSQL, where several programs write, a region has
    /// one writer at a time, so that what a unit has read is still so when it writes.
    pub(crate) async fn lock(unit: &mut Unit) -> Result<()> {
        let region = unit.here();
        let locked =
            sqlx::query("UPDATE audit_head SET sequence = sequence WHERE region = $1 RETURNING sequence, digest")
                .bind(region.clone())
                .fetch_optional(unit.connection())
                .await?;
        if let Some(row) = locked {
            unit.head = Self { sequence: row.try_get("sequence")?, digest: row.try_get("digest")? };
            return Ok(());
        }
        let made = sqlx::query(
            "INSERT INTO audit_head (region, sequence, digest) VALUES ($1, 0, '') ON CONFLICT (region) DO NOTHING",
        )
        .bind(region)
        .execute(unit.connection())
        .await?;
        // Another program made it in this moment; the next attempt finds it.
        if made.rows_affected() == 0 { Err(StoreError::Busy) } else { Ok(()) }
    }

    /// Keeps where the log of the unit's region ends now.
    pub(crate) async fn store(unit: &mut Unit) -> Result<()> {
        if unit.events == 0 {
            return Ok(());
        }
        sqlx::query("UPDATE audit_head SET sequence = $2, digest = $3 WHERE region = $1")
            .bind(unit.here())
            .bind(unit.head.sequence)
            .bind(unit.head.digest.clone())
            .execute(unit.connection())
            .await?;
        Ok(())
    }
}
