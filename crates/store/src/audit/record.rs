//! A record of the log: its canonical text, how it is appended, how the log is read.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use super::checkpoint::{CheckpointAudit as _, EVERY};
use super::event::{Actor, AuditEvent};
use crate::digest::sha256;
use crate::error::{Result, StoreError};
use crate::rows::{FromRow, Rows, all, integer, text};
use crate::unit::Unit;

/// The name of the digest of new records; each record says which one it has.
pub(crate) const ALGORITHM: &str = "sha256";

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// The region.
    pub region: String,
    /// Its number in the log of the region, from 1 without a gap.
    pub sequence: i64,
    /// When, by the clock of the machine; the order is that of the numbers.
    pub at_ms: i64,
    /// Who.
    pub actor: Actor,
    /// The key of the request, empty without one.
    pub request: String,
    /// What.
    pub event: AuditEvent,
    /// The digest that seals it.
    pub algorithm: String,
    /// The digest of the record before it; empty for the first.
    pub previous: String,
    /// The digest of its canonical text.
    pub digest: String,
}

impl AuditRecord {
    /// What the digest is taken of: every field but the digest, in this order, as `name length:value` and a line end,
    /// the length in bytes. No value can be taken for another field.
    pub fn canonical(&self) -> String {
        let (sequence, at_ms) = (self.sequence.to_string(), self.at_ms.to_string());
        let fields = [
            ("algorithm", self.algorithm.as_str()),
            ("previous", &self.previous),
            ("region", &self.region),
            ("sequence", &sequence),
            ("at_ms", &at_ms),
            ("actor", &self.actor.name),
            ("role", &self.actor.role),
            ("entity", &self.actor.entity),
            ("session", &self.actor.session),
            ("address", &self.actor.address),
            ("request", &self.request),
            ("event", &self.event.event),
            ("object", &self.event.object),
            ("version", &self.event.version),
            ("digest_before", &self.event.digest_before),
            ("digest_after", &self.event.digest_after),
            ("result", &self.event.result),
            ("reason", &self.event.reason),
            ("rules", &self.event.rules),
        ];
        fields.into_iter().fold(String::new(), |all, (name, value)| all + &format!("{name} {}:{value}\n", value.len()))
    }

    /// The digest that the record should have; `None` for an algorithm that this program does not know.
    pub fn expected_digest(&self) -> Option<String> {
        (self.algorithm == ALGORITHM).then(|| sha256(self.canonical().as_bytes()))
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT region, sequence, at_ms, actor, role, entity, session, address, request, event, object, version, ",
            "digest_before, digest_after, result, reason, rules, algorithm, previous, digest FROM audit ",
            $rest
        )
    };
}

impl FromRow for AuditRecord {
    fn from_row(row: &AnyRow) -> Result<Self> {
        let actor = Actor {
            name: text(row, "actor")?,
            role: text(row, "role")?,
            entity: text(row, "entity")?,
            session: text(row, "session")?,
            address: text(row, "address")?,
        };
        let event = AuditEvent {
            event: text(row, "event")?,
            object: text(row, "object")?,
            version: text(row, "version")?,
            digest_before: text(row, "digest_before")?,
            digest_after: text(row, "digest_after")?,
            result: text(row, "result")?,
            reason: text(row, "reason")?,
            rules: text(row, "rules")?,
        };
        Ok(Self {
            region: text(row, "region")?,
            sequence: integer(row, "sequence")?,
            at_ms: integer(row, "at_ms")?,
            actor,
            request: text(row, "request")?,
            event,
            algorithm: text(row, "algorithm")?,
            previous: text(row, "previous")?,
            digest: text(row, "digest")?,
        })
    }
}

/// Which records; an empty text stands for any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFilter {
    /// Records after this number.
    pub after: i64,
    /// Not before this time.
    pub from_ms: i64,
    /// Before this time.
    pub until_ms: i64,
    /// Of this event.
    pub event: String,
    /// Of this object.
    pub object: String,
    /// By this account.
    pub actor: String,
    /// At most so many, from the first on.
    pub limit: i64,
}

impl Default for AuditFilter {
    fn default() -> Self {
        let any = String::new;
        Self { after: 0, from_ms: i64::MIN, until_ms: i64::MAX, event: any(), object: any(), actor: any(), limit: 1000 }
    }
}

/// Reads the audit log.
pub trait Audit: Rows {
    /// Records in their order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn audit(&mut self, filter: &AuditFilter) -> impl Future<Output = Result<Vec<AuditRecord>>> + Send;
}

impl<R: Rows> Audit for R {
    async fn audit(&mut self, filter: &AuditFilter) -> Result<Vec<AuditRecord>> {
        let query = sqlx::query(select!(
            "WHERE region = $1 AND sequence > $2 AND at_ms >= $3 AND at_ms < $4 \
             AND ($5 = '' OR event = $5) AND ($6 = '' OR object = $6) AND ($7 = '' OR actor = $7) \
             ORDER BY sequence LIMIT $8"
        ));
        let query = query.bind(self.region().to_owned()).bind(filter.after).bind(filter.from_ms).bind(filter.until_ms);
        let query = query.bind(filter.event.clone()).bind(filter.object.clone()).bind(filter.actor.clone());
        all(self.connection(), query.bind(filter.limit)).await
    }
}

/// Appends to the audit log.
pub trait RecordAudit {
    /// Appends an event of the unit's actor. Returns its number.
    ///
    /// # Errors
    /// When the database does not take it.
    fn record(&mut self, event: AuditEvent) -> impl Future<Output = Result<i64>> + Send;
}

impl RecordAudit for Unit {
    async fn record(&mut self, event: AuditEvent) -> Result<i64> {
        if event.event.is_empty() {
            return Err(StoreError::invalid("an audit event without a name"));
        }
        let mut record = AuditRecord {
            region: self.here(),
            sequence: self.head.sequence + 1,
            at_ms: self.at_ms(),
            actor: self.actor().clone(),
            request: self.request.key.clone().unwrap_or_default(),
            event,
            algorithm: ALGORITHM.to_owned(),
            previous: self.head.digest.clone(),
            digest: String::new(),
        };
        record.digest = sha256(record.canonical().as_bytes());
        insert(self.connection(), &record).await?;
        self.head.sequence = record.sequence;
        self.head.digest = record.digest;
        self.events += 1;
        if self.head.sequence % EVERY == 0 {
            self.checkpoint_audit().await?;
        }
        Ok(record.sequence)
    }
}

async fn insert(connection: &mut sqlx::AnyConnection, record: &AuditRecord) -> Result<()> {
    let AuditRecord { actor, event, .. } = record;
    let mut query = sqlx::query(
        "INSERT INTO audit (region, sequence, at_ms, actor, role, entity, session, address, request, event, object, \
         version, digest_before, digest_after, result, reason, rules, algorithm, previous, digest) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    )
    .bind(record.region.clone())
    .bind(record.sequence)
    .bind(record.at_ms);
    for value in [
        &actor.name,
        &actor.role,
        &actor.entity,
        &actor.session,
        &actor.address,
        &record.request,
        &event.event,
        &event.object,
        &event.version,
        &event.digest_before,
        &event.digest_after,
        &event.result,
        &event.reason,
        &event.rules,
        &record.algorithm,
        &record.previous,
        &record.digest,
    ] {
        query = query.bind(value.clone());
    }
    query.execute(connection).await?;
    Ok(())
}
