//! Migrations: numbered SQL files, each applied once, in order, with a record of what was applied.

use sqlx::{AnyConnection, Row as _};

use crate::digest::sha256;
use crate::error::{Result, StoreError};

/// One migration.
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) sql: &'static str,
}

/// All that there are, in order.
pub(crate) const MIGRATIONS: [Migration; 1] =
    [Migration { number: 1, sql: include_str!("../migrations/0001_first.sql") }];

const OWN: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL PRIMARY KEY, digest TEXT NOT NULL)";

/// The version of the data, 0 where there is none yet.
pub(crate) async fn version(connection: &mut AnyConnection) -> Result<i64> {
    sqlx::raw_sql(OWN).execute(&mut *connection).await?;
    let rows = sqlx::query("SELECT number, digest FROM schema_version ORDER BY number").fetch_all(connection).await?;
    let mut version = 0;
    for row in rows {
        version = row.try_get("number")?;
        let digest: String = row.try_get("digest")?;
        let known = MIGRATIONS.iter().find(|migration| migration.number == version);
        if known.is_some_and(|migration| sha256(migration.sql.as_bytes()) != digest) {
            return Err(StoreError::damaged(format!("schema version {version} is not the one of this program")));
        }
    }
    Ok(version)
}

/// The newest version that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// Brings the data to version `target`. Each migration is one transaction.
pub(crate) async fn migrate(connection: &mut AnyConnection, target: i64) -> Result<()> {
    let version = version(connection).await?;
    if version > newest() {
        return Err(StoreError::NewerData { data: version, program: newest() });
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.number > version && migration.number <= target) {
        sqlx::raw_sql("BEGIN").execute(&mut *connection).await?;
        match apply(connection, migration).await {
            Ok(()) => sqlx::raw_sql("COMMIT").execute(&mut *connection).await?,
            Err(error) => {
                sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await?;
                return Err(error);
            }
        };
    }
    Ok(())
}

async fn apply(connection: &mut AnyConnection, migration: &Migration) -> Result<()> {
    // Its own row first: of two programs that start at once on PostgreSQL, the second waits here and is then refused.
    sqlx::query("INSERT INTO schema_version (number, digest) VALUES ($1, $2)")
        .bind(migration.number)
        .bind(sha256(migration.sql.as_bytes()))
        .execute(&mut *connection)
        .await?;
    sqlx::raw_sql(migration.sql).execute(connection).await?;
    Ok(())
}
