//! Migrations: numbered SQL files, each applied once, in order, with a record of what was applied.

use sqlx::{AnyConnection, Row as _};

use crate::connect::Connector;
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

/// Of several programs that open a new database at once, one makes the tables and the others find them.
const ATTEMPTS: usize = 5;

/// The newest version that this program knows.
pub(crate) fn newest() -> i64 {
    newest_of(&MIGRATIONS)
}

/// The version of the data, 0 where there is none yet.
pub(crate) async fn version(connection: &mut AnyConnection) -> Result<i64> {
    version_by(connection, &MIGRATIONS).await
}

/// Brings an empty database to a version.
pub(crate) async fn migrate(connection: &mut AnyConnection, target: i64) -> Result<()> {
    migrate_by(connection, &MIGRATIONS, target).await
}

/// Brings the data to the newest version. Before data of an older one is touched, a copy of it is kept.
pub(crate) async fn upgrade(connector: &Connector, connection: &mut AnyConnection) -> Result<()> {
    let mut result = Ok(());
    for _ in 0..ATTEMPTS {
        result = upgrade_by(connector, connection, &MIGRATIONS).await;
        if !matches!(result, Err(StoreError::Refused { .. } | StoreError::Busy)) {
            break;
        }
    }
    result
}

async fn upgrade_by(connector: &Connector, connection: &mut AnyConnection, migrations: &[Migration]) -> Result<()> {
    let (version, newest) = (version_by(connection, migrations).await?, newest_of(migrations));
    if version > 0 && version < newest {
        connector.keep_copy(connection, version).await?;
    }
    migrate_by(connection, migrations, newest).await
}

fn newest_of(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |migration| migration.number)
}

async fn version_by(connection: &mut AnyConnection, migrations: &[Migration]) -> Result<i64> {
    sqlx::raw_sql(OWN).execute(&mut *connection).await?;
    let rows = sqlx::query("SELECT number, digest FROM schema_version ORDER BY number").fetch_all(connection).await?;
    let mut version = 0;
    for row in rows {
        version = row.try_get("number")?;
        let digest: String = row.try_get("digest")?;
        let known = migrations.iter().find(|migration| migration.number == version);
        if known.is_some_and(|migration| migration.digest() != digest) {
            return Err(StoreError::damaged(format!("schema version {version} is not the one of this program")));
        }
    }
    Ok(version)
}

/// Each migration is one transaction: old or new, nothing between.
async fn migrate_by(connection: &mut AnyConnection, migrations: &[Migration], target: i64) -> Result<()> {
    let (version, newest) = (version_by(connection, migrations).await?, newest_of(migrations));
    if version > newest {
        return Err(StoreError::NewerData { data: version, program: newest });
    }
    for migration in migrations.iter().filter(|migration| migration.number > version && migration.number <= target) {
        sqlx::raw_sql("BEGIN").execute(&mut *connection).await?;
        let applied = migration.apply(connection).await;
        let end = if applied.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = sqlx::raw_sql(end).execute(&mut *connection).await;
        applied?;
        ended?;
    }
    Ok(())
}

impl Migration {
    async fn apply(&self, connection: &mut AnyConnection) -> Result<()> {
        // Its own row first: of two programs that start at once on PostgreSQL, the second waits here and is refused.
        sqlx::query("INSERT INTO schema_version (number, digest) VALUES ($1, $2)")
            .bind(self.number)
            .bind(self.digest())
            .execute(&mut *connection)
            .await?;
        sqlx::raw_sql(self.sql).execute(connection).await?;
        Ok(())
    }

    /// The same for every way of ending lines.
    fn digest(&self) -> String {
        sha256(self.sql.replace('\r', "").as_bytes())
    }
}

#[cfg(test)]
mod tests;
