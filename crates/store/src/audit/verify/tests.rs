use super::*;
use crate::audit::{Actor, AuditEvent};
use crate::digest::sha256;

/// A small generator of numbers, the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn log(length: i64) -> Vec<AuditRecord> {
    let mut records: Vec<AuditRecord> = Vec::new();
    for sequence in 1..=length {
        records.push(AuditRecord {
            region: "r".to_owned(),
            sequence,
            at_ms: sequence * 10,
            actor: Actor { name: "陈".to_owned(), ..Actor::default() },
            request: format!("k{sequence}"),
            event: AuditEvent::ok("document.edit", "report/1"),
            algorithm: "sha256".to_owned(),
            previous: records.last().map(|last| last.digest.clone()).unwrap_or_default(),
            digest: String::new(),
        });
        seal(records.last_mut().unwrap());
    }
    records
}

fn seal(record: &mut AuditRecord) {
    record.digest = sha256(record.canonical().as_bytes());
}

/// What somebody does who knows how the chain is made and may write everything in the database.
fn seal_all(records: &mut [AuditRecord]) {
    let mut previous = String::new();
    for (sequence, record) in (1..).zip(records) {
        (record.sequence, record.previous) = (sequence, std::mem::take(&mut previous));
        seal(record);
        previous.clone_from(&record.digest);
    }
}

fn checkpoint(records: &[AuditRecord]) -> Checkpoint {
    let leaves: Vec<Hash> = records.iter().map(|record| merkle::bytes(&record.digest).unwrap()).collect();
    Checkpoint {
        region: "r".to_owned(),
        first: 1,
        sequence: records.last().unwrap().sequence,
        root: hexadecimal(&merkle::root(&leaves)),
        digest: records.last().unwrap().digest.clone(),
        algorithm: "sha256".to_owned(),
        at_ms: 1,
    }
}

fn verify(records: &[AuditRecord], checkpoints: &[Checkpoint]) -> Verification {
    let mut verifier = Verifier::default();
    for record in records {
        verifier.push(record);
    }
    verifier.finish(checkpoints)
}

/// Changes one field of one record.
fn change(record: &mut AuditRecord, field: usize) {
    match field {
        0 => record.at_ms += 1,
        1 => record.actor.name.push('x'),
        2 => record.actor.role.push('x'),
        3 => record.actor.address.push('x'),
        4 => record.request.push('x'),
        5 => record.event.event.push('x'),
        6 => record.event.object.push('x'),
        7 => record.event.digest_after.push('x'),
        8 => record.event.reason.push('x'),
        9 => record.event.rules.push('x'),
        10 => record.algorithm.push('x'),
        _ => record.digest.replace_range(..1, if record.digest.starts_with('0') { "1" } else { "0" }),
    }
}

#[test]
fn ten_thousand_ways_of_tampering_are_all_seen() {
    const LENGTH: usize = 9;
    let whole = log(9);
    let kept = [checkpoint(&whole)];
    assert_eq!(verify(&whole, &kept).faults, []);
    let mut numbers = Numbers(7);
    for round in 0..10_000 {
        let mut records = whole.clone();
        let at = numbers.below(LENGTH);
        let kind = numbers.below(5);
        match kind {
            0 => change(&mut records[at], numbers.below(12)),
            1 => drop(records.remove(at)),
            2 => records.insert(at, whole[numbers.below(LENGTH)].clone()),
            3 => records.swap(at, (at + 1 + numbers.below(LENGTH - 1)) % LENGTH),
            _ => records.truncate(at),
        }
        if numbers.below(2) == 0 {
            seal_all(&mut records);
        }
        // What only grew behind the checkpoint is a log that went on.
        let is_whole = records.starts_with(&whole);
        assert!(is_whole || !verify(&records, &kept).faults.is_empty(), "round {round}, kind {kind}, at {at}");
    }
}

#[test]
fn the_chain_alone_sees_neither_a_cut_nor_a_new_log() {
    let whole = log(20);
    let mut anew = whole.clone();
    change(&mut anew[3], 8);
    seal_all(&mut anew);
    for (records, fault) in
        [(&whole[..15], AuditFault::CutOff { sequence: 20 }), (&anew[..], AuditFault::Rewritten { sequence: 20 })]
    {
        assert_eq!(verify(records, &[]).faults, []);
        assert_eq!(verify(records, &[checkpoint(&whole)]).faults, [fault]);
    }
}

#[test]
fn no_value_passes_for_another_field() {
    let mut left = log(1).remove(0);
    let mut right = left.clone();
    left.event.reason = "a\nrules 1:b".to_owned();
    right.event.reason = "a".to_owned();
    right.event.rules = "b".to_owned();
    assert_ne!(left.canonical(), right.canonical());
}
