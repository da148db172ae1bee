//! Whether a log is what was recorded.

use jiheng_model::text::{Bilingual, hexadecimal};
use serde::{Deserialize, Serialize};

use super::checkpoint::{Checkpoint, Checkpoints as _};
use super::merkle::{self, Hash};
use super::record::{Audit as _, AuditFilter, AuditRecord};
use crate::error::Result;
use crate::rows::{FromRow, Rows, integer, one, text};

/// A log with more faults than this needs no further list.
const FAULTS_MAX: usize = 50;

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditFault {
    /// A record is not where its number says: some are missing, were put in, or changed places.
    Order {
        /// The number that should stand here.
        expected: i64,
        /// The number that does.
        found: i64,
    },
    /// A record is not what its digest says.
    Changed {
        /// Its number.
        sequence: i64,
    },
    /// A record does not hold the digest of the one before it.
    Unlinked {
        /// Its number.
        sequence: i64,
    },
    /// The log does not end where it should.
    End {
        /// The last number that was kept beside the log.
        expected: i64,
        /// The last number of the log.
        found: i64,
    },
    /// A checkpoint is of records that are not there any more.
    CutOff {
        /// Its number.
        sequence: i64,
    },
    /// A checkpoint is of other records than those that are there.
    Rewritten {
        /// Its number.
        sequence: i64,
    },
}

impl AuditFault {
    /// The sentence.
    pub fn text(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::Order { expected, found } => (
                format!("审计记录的编号不连续：应为第 {expected} 条，实为第 {found} 条。"),
                format!("The audit log is out of order: record {expected} should stand where {found} does."),
            ),
            Self::Changed { sequence } => (
                format!("第 {sequence} 条审计记录被改动过。"),
                format!("Record {sequence} of the audit log was changed."),
            ),
            Self::Unlinked { sequence } => (
                format!("第 {sequence} 条审计记录与前一条接不上。"),
                format!("Record {sequence} of the audit log does not follow the one before it."),
            ),
            Self::End { expected, found } => (
                format!("审计日志应止于第 {expected} 条，实止于第 {found} 条。"),
                format!("The audit log should end with record {expected} and ends with {found}."),
            ),
            Self::CutOff { sequence } => (
                format!("审计日志的末尾被截去：校验点记到第 {sequence} 条，日志里没有。"),
                format!(
                    "The end of the audit log was cut off: a checkpoint knows record {sequence}, the log does not."
                ),
            ),
            Self::Rewritten { sequence } => (
                format!("审计日志与第 {sequence} 条处的校验点不符，曾被改写。"),
                format!("The audit log is not the one of the checkpoint at record {sequence}; it was rewritten."),
            ),
        };
        Bilingual::new(zh, en)
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How many records there are.
    pub records: i64,
    /// The digest of the last.
    pub digest: String,
    /// How many checkpoints were held against them.
    pub checkpoints: usize,
    /// What is wrong; empty when all is well.
    pub faults: Vec<AuditFault>,
}

/// Takes the records of one log in their order; knows no database, so that an exported log is verified alike.
#[derive(Debug, Default)]
pub struct Verifier {
    /// The digests as they should be.
    digests: Vec<Hash>,
    previous: String,
    faults: Vec<AuditFault>,
}

impl Verifier {
    /// The next record.
    pub fn push(&mut self, record: &AuditRecord) {
        let expected = i64::try_from(self.digests.len()).unwrap_or(i64::MAX - 1) + 1;
        if record.sequence != expected {
            self.fault(AuditFault::Order { expected, found: record.sequence });
        }
        if record.previous != self.previous {
            self.fault(AuditFault::Unlinked { sequence: record.sequence });
        }
        let digest = record.expected_digest();
        if digest.as_ref() != Some(&record.digest) {
            self.fault(AuditFault::Changed { sequence: record.sequence });
        }
        self.previous.clone_from(&record.digest);
        self.digests.push(digest.as_deref().and_then(merkle::bytes).unwrap_or_default());
    }

    /// Holds the log against checkpoints, those that lie beside it and those that were kept elsewhere.
    pub fn finish(mut self, checkpoints: &[Checkpoint]) -> Verification {
        for checkpoint in checkpoints {
            let (first, last) = (usize::try_from(checkpoint.first), usize::try_from(checkpoint.sequence));
            let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
            if last > self.digests.len() {
                self.fault(AuditFault::CutOff { sequence: checkpoint.sequence });
                continue;
            }
            let below = first.checked_sub(1).and_then(|start| self.digests.get(start..last)).unwrap_or_default();
            let digest = below.last().map(|digest| hexadecimal(digest));
            if digest.as_ref() != Some(&checkpoint.digest) || hexadecimal(&merkle::root(below)) != checkpoint.root {
                self.fault(AuditFault::Rewritten { sequence: checkpoint.sequence });
            }
        }
        Verification {
            records: i64::try_from(self.digests.len()).unwrap_or(i64::MAX),
            digest: self.previous,
            checkpoints: checkpoints.len(),
            faults: self.faults,
        }
    }

    fn fault(&mut self, fault: AuditFault) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(fault);
        }
    }
}

struct End(i64, String);

impl FromRow for End {
    fn from_row(row: &sqlx::any::AnyRow) -> Result<Self> {
        Ok(Self(integer(row, "sequence")?, text(row, "digest")?))
    }
}

/// Verifies the audit log of a region.
pub trait VerifyAudit: Rows {
    /// Reads the whole log and holds it against its own checkpoints and those given, which were kept elsewhere.
    ///
    /// # Errors
    /// When the database cannot be asked; what is wrong with the log is no error but part of the answer.
    fn verify_audit(&mut self, kept: &[Checkpoint]) -> impl Future<Output = Result<Verification>> + Send;
}

impl<R: Rows> VerifyAudit for R {
    async fn verify_audit(&mut self, kept: &[Checkpoint]) -> Result<Verification> {
        let mut verifier = Verifier::default();
        let mut filter = AuditFilter { after: i64::MIN, ..AuditFilter::default() };
        loop {
            let records = self.audit(&filter).await?;
            let Some(last) = records.last() else { break };
            filter.after = last.sequence;
            for record in &records {
                verifier.push(record);
            }
        }
        let mut checkpoints = self.checkpoints(i64::MIN).await?;
        checkpoints.extend(kept.iter().filter(|kept| kept.region == self.region()).cloned());
        let mut verification = verifier.finish(&checkpoints);
        let query = sqlx::query("SELECT sequence, digest FROM audit_head WHERE region = $1");
        let query = query.bind(self.region().to_owned());
        let End(sequence, digest) = one(self.connection(), query).await?.unwrap_or(End(0, String::new()));
        if sequence != verification.records || digest != verification.digest {
            verification.faults.push(AuditFault::End { expected: sequence, found: verification.records });
        }
        Ok(verification)
    }
}

#[cfg(test)]
mod tests;
