//! Decisions on findings: ignored with a reason, commented, opened again. All of them stay; the last one counts.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::error::{Result, StoreError};
use crate::reports;
use crate::rows::{FromRow, Rows, all, integer, number, text};
use crate::unit::Unit;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionAction {
    /// The finding does not count, for the reason given.
    Ignore,
    /// Something was said of it.
    Comment,
    /// It counts again.
    Reopen,
}

impl DecisionAction {
    /// Its name in the database and in the audit log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Comment => "comment",
            Self::Reopen => "reopen",
        }
    }

    fn parse(name: &str) -> Result<Self> {
        [Self::Ignore, Self::Comment, Self::Reopen]
            .into_iter()
            .find(|action| action.name() == name)
            .ok_or_else(|| StoreError::damaged(format!("decision action {name}")))
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The report.
    pub report: String,
    /// Its number among the decisions of the report.
    pub sequence: i64,
    /// The id of the finding.
    pub finding: String,
    /// What was decided.
    pub action: DecisionAction,
    /// The reason or the comment.
    pub text: String,
    /// By whom.
    pub author: String,
    /// When.
    pub at_ms: i64,
}

impl FromRow for Decision {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            report: text(row, "report")?,
            sequence: integer(row, "sequence")?,
            finding: text(row, "finding")?,
            action: DecisionAction::parse(&text(row, "action")?)?,
            text: text(row, "body")?,
            author: text(row, "author")?,
            at_ms: integer(row, "at_ms")?,
        })
    }
}

/// Reads decisions.
pub trait Decisions: Rows {
    /// All decisions on a report, in their order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn decisions(&mut self, report: &str) -> impl Future<Output = Result<Vec<Decision>>> + Send;
}

impl<R: Rows> Decisions for R {
    async fn decisions(&mut self, report: &str) -> Result<Vec<Decision>> {
        let query = sqlx::query(
            "SELECT report, sequence, finding, action, body, author, at_ms FROM decision \
             WHERE region = $1 AND report = $2 ORDER BY sequence",
        );
        let query = query.bind(self.region().to_owned()).bind(report.to_owned());
        all(self.connection(), query).await
    }
}

/// Adds decisions; none is ever changed.
pub trait ChangeDecisions {
    /// Adds a decision of the unit's actor.
    ///
    /// # Errors
    /// When there is no such report, or an ignored finding is given no reason.
    fn add_decision(
        &mut self,
        report: &str,
        finding: &str,
        action: DecisionAction,
        text: &str,
    ) -> impl Future<Output = Result<Decision>> + Send;
}

impl ChangeDecisions for Unit {
    async fn add_decision(
        &mut self,
        report: &str,
        finding: &str,
        action: DecisionAction,
        text: &str,
    ) -> Result<Decision> {
        if text.trim().is_empty() && action != DecisionAction::Reopen {
            return Err(StoreError::invalid("a finding is ignored with a reason, and a comment has words"));
        }
        reports::touch(self, report).await?;
        let newest = sqlx::query("SELECT MAX(sequence) FROM decision WHERE region = $1 AND report = $2");
        let newest = newest.bind(self.here()).bind(report.to_owned());
        let decision = Decision {
            report: report.to_owned(),
            sequence: number(self.connection(), newest).await? + 1,
            finding: finding.to_owned(),
            action,
            text: text.to_owned(),
            author: self.actor().name.clone(),
            at_ms: self.at_ms(),
        };
        let query = sqlx::query(
            "INSERT INTO decision (region, report, sequence, finding, action, body, author, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(self.here())
        .bind(decision.report.clone())
        .bind(decision.sequence)
        .bind(decision.finding.clone())
        .bind(action.name())
        .bind(decision.text.clone())
        .bind(decision.author.clone())
        .bind(decision.at_ms);
        self.change(query).await?;
        Ok(decision)
    }
}
