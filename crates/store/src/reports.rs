//! Reports: what is worked on, with the version that grows by each write to anything of it.

use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::error::{Result, StoreError};
use crate::rows::{FromRow, Rows, all, integer, maybe_integer, maybe_text, one, text};
use crate::unit::Unit;

/// One report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The region.
    pub region: String,
    /// The id, unique in the region.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The entity (单位) it is of, where the report says so.
    pub entity: Option<String>,
    /// The year it is of, where the report says so.
    pub year: Option<i64>,
    /// The name of the file it came from.
    pub source_name: String,
    /// The digest of that file, which is kept as an attachment.
    pub source_digest: String,
    /// The format of that file.
    pub format: String,
    /// True for one of the samples that come with the program.
    pub sample: bool,
    /// Where it stands in its course.
    pub state: String,
    /// Grows by each write.
    pub version: i64,
    /// When it was taken in.
    pub created_ms: i64,
    /// When something of it was written last.
    pub updated_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT region, id, title, entity, year, source_name, source_digest, format, sample, state, version, ",
            "created_ms, updated_ms FROM report ",
            $rest
        )
    };
}

impl FromRow for Report {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            region: text(row, "region")?,
            id: text(row, "id")?,
            title: text(row, "title")?,
            entity: maybe_text(row, "entity")?,
            year: maybe_integer(row, "year")?,
            source_name: text(row, "source_name")?,
            source_digest: text(row, "source_digest")?,
            format: text(row, "format")?,
            sample: integer(row, "sample")? != 0,
            state: text(row, "state")?,
            version: integer(row, "version")?,
            created_ms: integer(row, "created_ms")?,
            updated_ms: integer(row, "updated_ms")?,
        })
    }
}

/// Reads reports.
pub trait Reports: Rows {
    /// One report.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn report(&mut self, id: &str) -> impl Future<Output = Result<Option<Report>>> + Send;

    /// All reports, the one written to last first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn reports(&mut self) -> impl Future<Output = Result<Vec<Report>>> + Send;
}

impl<R: Rows> Reports for R {
    async fn report(&mut self, id: &str) -> Result<Option<Report>> {
        let query = sqlx::query(select!("WHERE region = $1 AND id = $2"));
        let query = query.bind(self.region().to_owned()).bind(id.to_owned());
        one(self.connection(), query).await
    }

    async fn reports(&mut self) -> Result<Vec<Report>> {
        let query = sqlx::query(select!("WHERE region = $1 ORDER BY updated_ms DESC, id"));
        let query = query.bind(self.region().to_owned());
        all(self.connection(), query).await
    }
}

/// Changes reports.
pub trait ChangeReports {
    /// Takes a report in. Region, version and times are those of the unit, whatever the record says.
    ///
    /// # Errors
    /// When a report of this id is there.
    fn add_report(&mut self, report: &Report) -> impl Future<Output = Result<Report>> + Send;

    /// Writes title, entity, year, state and source anew; the version of the record is the one that was read. Returns
    /// the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else has written in the meantime.
    fn change_report(&mut self, report: &Report) -> impl Future<Output = Result<i64>> + Send;

    /// Says where it stands now. Returns the new version.
    ///
    /// # Errors
    /// When there is no such report.
    fn set_report_state(&mut self, id: &str, state: &str) -> impl Future<Output = Result<i64>> + Send;
}

impl ChangeReports for Unit {
    async fn add_report(&mut self, report: &Report) -> Result<Report> {
        let at_ms = self.at_ms();
        let report = Report { region: self.here(), version: 1, created_ms: at_ms, updated_ms: at_ms, ..report.clone() };
        let query = sqlx::query(
            "INSERT INTO report (region, id, title, entity, year, source_name, source_digest, format, sample, state, \
             version, created_ms, updated_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(report.region.clone())
        .bind(report.id.clone())
        .bind(report.title.clone())
        .bind(report.entity.clone())
        .bind(report.year)
        .bind(report.source_name.clone())
        .bind(report.source_digest.clone())
        .bind(report.format.clone())
        .bind(i64::from(report.sample))
        .bind(report.state.clone())
        .bind(report.version)
        .bind(report.created_ms)
        .bind(report.updated_ms);
        self.change(query).await?;
        Ok(report)
    }

    async fn change_report(&mut self, report: &Report) -> Result<i64> {
        let version = touch(self, &report.id).await?;
        if version != report.version + 1 {
            return Err(StoreError::Stale { expected: report.version, actual: version - 1 });
        }
        let query = sqlx::query(
            "UPDATE report SET title = $3, entity = $4, year = $5, source_name = $6, source_digest = $7, format = $8, \
             state = $9 WHERE region = $1 AND id = $2",
        )
        .bind(self.here())
        .bind(report.id.clone())
        .bind(report.title.clone())
        .bind(report.entity.clone())
        .bind(report.year)
        .bind(report.source_name.clone())
        .bind(report.source_digest.clone())
        .bind(report.format.clone())
        .bind(report.state.clone());
        self.change_one(query, "report", &report.id).await?;
        Ok(version)
    }

    async fn set_report_state(&mut self, id: &str, state: &str) -> Result<i64> {
        let version = touch(self, id).await?;
        let query = sqlx::query("UPDATE report SET state = $3 WHERE region = $1 AND id = $2")
            .bind(self.here())
            .bind(id.to_owned())
            .bind(state.to_owned());
        self.change_one(query, "report", id).await?;
        Ok(version)
    }
}

/// Lets the version of a report grow, and makes sure that there is one. Returns the new version.
pub(crate) async fn touch(unit: &mut Unit, id: &str) -> Result<i64> {
    let query = sqlx::query(
        "UPDATE report SET version = version + 1, updated_ms = $3 WHERE region = $1 AND id = $2 RETURNING version",
    )
    .bind(unit.here())
    .bind(id.to_owned())
    .bind(unit.at_ms());
    let row = query.fetch_optional(unit.connection()).await?;
    let row = row.ok_or_else(|| StoreError::NotFound { what: "report", id: id.to_owned() })?;
    unit.changes += 1;
    Ok(row.try_get(0)?)
}
