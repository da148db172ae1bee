//! How the two databases are opened, and the few things in which they differ.

use std::path::{Path, PathBuf};
use std::sync::Once;

use jiheng_model::text::hexadecimal;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, Connection as _, Row as _};

use crate::address::{Address, Limits};
use crate::error::{Result, StoreError};

/// The first SQLite without the known ways to lose data in WAL mode.
const SQLITE_MIN: [u32; 3] = [3, 51, 3];

/// The database in a data folder.
pub(crate) const DATABASE: &str = "jiheng.sqlite3";

/// Every connection to SQLite. `mmap_size` is 0 because a failed write through a mapping is a signal, not an error.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
     PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA busy_timeout=5000; \
     PRAGMA journal_size_limit=67108864";

/// Makes a reader unable to write, and gives it one snapshot for all queries of a transaction.
const SQLITE_READER: &str = "PRAGMA query_only=ON";
const POSTGRES_READER: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Opens connections to one address.
#[derive(Clone)]
pub(crate) struct Connector {
    pub(crate) engine: Engine,
    options: AnyConnectOptions,
    folder: PathBuf,
}

impl Connector {
    pub(crate) fn new(address: &Address) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let (engine, url) = match address {
            Address::Folder(folder) => (Engine::Sqlite, sqlite_url(&folder.join(DATABASE))?),
            Address::Postgres { url, .. } => (Engine::Postgres, url.clone()),
        };
        // The message of the parser may repeat the URL with its password.
        let options =
            url.parse().map_err(|_| StoreError::invalid("the address of the database is no postgres:// URL"))?;
        Ok(Self { engine, options, folder: address.path().to_owned() })
    }

    /// A connection that writes. The version of SQLite is asked before the first of them is used.
    pub(crate) async fn writer(&self) -> Result<AnyConnection> {
        let mut connection = AnyConnection::connect_with(&self.options).await?;
        if self.engine == Engine::Sqlite {
            assert_version(&sqlite_version(&mut connection).await?)?;
            sqlx::raw_sql(SQLITE_SETTINGS).execute(&mut connection).await?;
            assert_settings(&mut connection).await?;
        }
        Ok(connection)
    }

    /// Connections that read and cannot write.
    pub(crate) fn readers(&self, limits: &Limits) -> AnyPool {
        let engine = self.engine;
        AnyPoolOptions::new()
            .max_connections(limits.readers)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    match engine {
                        Engine::Sqlite => {
                            sqlx::raw_sql(SQLITE_SETTINGS).execute(&mut *connection).await?;
                            sqlx::raw_sql(SQLITE_READER).execute(connection).await?;
                        }
                        Engine::Postgres => {
                            sqlx::raw_sql(POSTGRES_READER).execute(connection).await?;
                        }
                    }
                    Ok(())
                })
            })
            .connect_lazy_with(self.options.clone())
    }

    /// Moves the log of SQLite into the database and empties it; PostgreSQL does so by itself.
    pub(crate) async fn checkpoint(&self, connection: &mut AnyConnection) -> Result<()> {
        if self.engine == Engine::Sqlite {
            sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await?;
        }
        Ok(())
    }

    /// Keeps a copy of the database as it is, before it is brought to a newer version; PostgreSQL has backups of its
    /// own. A copy of an attempt that failed is made anew.
    pub(crate) async fn keep_copy(&self, connection: &mut AnyConnection, version: i64) -> Result<()> {
        if self.engine == Engine::Postgres {
            return Ok(());
        }
        let copy = self.folder.join(format!("before-upgrade-{version}.sqlite3"));
        let failed = |error: std::io::Error| StoreError::file(&copy, &error);
        if copy.exists() {
            std::fs::remove_file(&copy).map_err(failed)?;
        }
        let path = copy.to_str().ok_or_else(|| StoreError::invalid("the path of the data folder is not Unicode"))?;
        sqlx::query("VACUUM INTO $1").bind(path.to_owned()).execute(connection).await?;
        std::fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(failed)?;
        crate::folder::sync(&self.folder)
    }

    /// Makes sure that the database itself is found again after a power loss, before anything in it counts: its name
    /// is in the folder, its first pages are in its file and not in the log.
    pub(crate) async fn settle(&self, connection: &mut AnyConnection) -> Result<()> {
        if self.engine == Engine::Postgres {
            return Ok(());
        }
        self.checkpoint(connection).await?;
        let database = self.folder.join(DATABASE);
        let synced = std::fs::File::open(&database).and_then(|file| file.sync_all());
        synced.map_err(|error| StoreError::file(&database, &error))?;
        crate::folder::sync(&self.folder)
    }
}

/// The version of SQLite, as `3.51.3`.
pub(crate) async fn sqlite_version(connection: &mut AnyConnection) -> Result<String> {
    Ok(sqlx::query("SELECT sqlite_version()").fetch_one(connection).await?.try_get(0)?)
}

pub(crate) fn assert_version(version: &str) -> Result<()> {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = [(); 3].map(|()| parts.next().unwrap_or(0));
    if found < SQLITE_MIN { Err(StoreError::TooOldSqlite { version: version.to_owned() }) } else { Ok(()) }
}

/// A setting that did not take is not reported as an error: `journal_mode` stays what it was, for one.
async fn assert_settings(connection: &mut AnyConnection) -> Result<()> {
    let mode: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *connection).await?.try_get(0)?;
    let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&mut *connection).await?.try_get(0)?;
    if mode != "wal" || synchronous != 2 {
        return Err(StoreError::Database { detail: format!("journal_mode={mode}, synchronous={synchronous}") });
    }
    Ok(())
}

/// The path as the URL that the driver takes apart again.
fn sqlite_url(database: &Path) -> Result<String> {
    let absolute = std::path::absolute(database).map_err(|error| StoreError::file(database, &error))?;
    let path = absolute.to_str().ok_or_else(|| StoreError::invalid("the path of the data folder is not Unicode"))?;
    let mut url = "sqlite://".to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => url.push(char::from(byte)),
            _ => url.extend(["%", &hexadecimal(&[byte])]),
        }
    }
    Ok(url + "?mode=rwc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_sqlite_is_refused() {
        for (version, is_good) in
            [("3.51.3", true), ("3.52.0", true), ("4.0.0", true), ("3.51.2", false), ("3.9.9", false), ("", false)]
        {
            assert_eq!(assert_version(version).is_ok(), is_good, "{version}");
        }
    }

    #[test]
    fn any_path_can_be_an_address() {
        assert_eq!(sqlite_url(Path::new("/d/a b?#%/x")).unwrap(), "sqlite:///d/a%20b%3f%23%25/x?mode=rwc");
    }
}
