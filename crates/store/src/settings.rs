//! Settings of a region.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::error::Result;
use crate::rows::{FromRow, Rows, all, integer, one, text};
use crate::unit::Unit;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// When it was set.
    pub at_ms: i64,
}

impl FromRow for Setting {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self { key: text(row, "name")?, value: text(row, "value")?, at_ms: integer(row, "at_ms")? })
    }
}

/// Reads settings.
pub trait Settings: Rows {
    /// One setting.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn setting(&mut self, key: &str) -> impl Future<Output = Result<Option<Setting>>> + Send;

    /// All settings, by key.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn settings(&mut self) -> impl Future<Output = Result<Vec<Setting>>> + Send;
}

impl<R: Rows> Settings for R {
    async fn setting(&mut self, key: &str) -> Result<Option<Setting>> {
        let query = sqlx::query("SELECT name, value, at_ms FROM setting WHERE region = $1 AND name = $2");
        let query = query.bind(self.region().to_owned()).bind(key.to_owned());
        one(self.connection(), query).await
    }

    async fn settings(&mut self) -> Result<Vec<Setting>> {
        let query = sqlx::query("SELECT name, value, at_ms FROM setting WHERE region = $1 ORDER BY name");
        let query = query.bind(self.region().to_owned());
        all(self.connection(), query).await
    }
}

/// Changes settings.
pub trait ChangeSettings {
    /// Sets one.
    ///
    /// # Errors
    /// When the database does not take it.
    fn set(&mut self, key: &str, value: &str) -> impl Future<Output = Result<()>> + Send;

    /// Takes one away; nothing happens where there is none.
    ///
    /// # Errors
    /// When the database does not take it.
    fn unset(&mut self, key: &str) -> impl Future<Output = Result<()>> + Send;
}

impl ChangeSettings for Unit {
    async fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let query = sqlx::query(
            "INSERT INTO setting (region, name, value, at_ms) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (region, name) DO UPDATE SET value = excluded.value, at_ms = excluded.at_ms",
        )
        .bind(self.here())
        .bind(key.to_owned())
        .bind(value.to_owned())
        .bind(self.at_ms());
        self.change(query).await.map(drop)
    }

    async fn unset(&mut self, key: &str) -> Result<()> {
        let query =
            sqlx::query("DELETE FROM setting WHERE region = $1 AND name = $2").bind(self.here()).bind(key.to_owned());
        self.change(query).await.map(drop)
    }
}
