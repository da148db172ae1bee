//! The power goes: 500 disks as they may be found, and the mistakes in durability that must not pass.

use std::time::{Duration, Instant};

use jiheng_model::text::hexadecimal;
use sha2::{Digest as _, Sha256};

use crate::Numbers;
use crate::disk::{Disk, Loss};
use crate::support::Scratch;
use crate::trace::{self, Event};
use crate::work::{Plan, acknowledged, bytes_of, fault_of};

const DATABASE: &str = "jiheng.sqlite3";
const LOG: &str = "jiheng.sqlite3-wal";

/// A folder has to be ready within this time.
const READY: Duration = Duration::from_secs(2);

/// What is found wrong on the first of so many disks, and on which.
pub async fn first_fault(events: &[Event], images: usize, seed: u64) -> Option<(usize, String)> {
    let (scratch, mut numbers) = (Scratch::in_memory("power"), Numbers(seed));
    let said = events.iter().enumerate().filter(|(_, event)| matches!(event, Event::Said(_)));
    let said: Vec<usize> = said.map(|(at, _)| at).collect();
    for image in 0..images {
        // Half of them at any moment, half around a moment at which somebody was told that it is kept.
        let cut = match numbers.below(2) {
            1 if !said.is_empty() => (said[numbers.below(said.len())] + 2).saturating_sub(numbers.below(16)),
            _ => numbers.below(events.len() + 1),
        };
        let cut = cut.min(events.len());
        let mut disk = Disk::new();
        for event in &events[..cut] {
            disk.apply(event);
        }
        let loss = [Loss::All, Loss::None, Loss::Some, Loss::Some][numbers.below(4)];
        let target = scratch.path().join(image.to_string());
        disk.lose_power(loss, &mut numbers, &target);
        let begun = Instant::now();
        let fault = fault_of(&target, &acknowledged(&disk.said)).await;
        if let Some(fault) = fault {
            return Some((image, format!("cut at {cut} of {}: {fault}", events.len())));
        }
        assert!(begun.elapsed() < READY, "image {image}: {:?}", begun.elapsed());
        std::fs::remove_dir_all(&target).unwrap();
    }
    None
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_and_fifty_disks_lose_nothing() {
    assert_eq!(first_fault(&trace::record(Plan::Short), 250, 1).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_and_fifty_more_lose_nothing() {
    assert_eq!(first_fault(&trace::record(Plan::Short), 250, 2).await, None);
}

/// The trace without the syncs that a program with this fault would not have made.
fn without_sync(events: &[Event], leaves_out: impl Fn(&str) -> bool) -> Vec<Event> {
    let is_left_out = |event: &&Event| matches!(event, Event::Sync(path) if leaves_out(path));
    events.iter().filter(|event| !is_left_out(event)).cloned().collect()
}

/// `synchronous=NORMAL`: the log is synced only before it goes into the database.
fn synchronous_normal(events: &[Event]) -> Vec<Event> {
    let writes = |event: &Event| match event {
        Event::Write(path, ..) if path == LOG || path == DATABASE => Some(path == DATABASE),
        _ => None,
    };
    let mut kept = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let is_log_sync = *event == Event::Sync(LOG.to_owned());
        if !is_log_sync || events[at..].iter().find_map(writes) == Some(true) {
            kept.push(event.clone());
        }
    }
    kept
}

/// Every word is said one commit too early.
fn said_before_commit(events: &[Event]) -> Vec<Event> {
    let mut early: Vec<Event> = Vec::new();
    for event in events {
        let syncs = early.iter().enumerate().rev().filter(|(_, event)| **event == Event::Sync(LOG.to_owned()));
        match (event, syncs.map(|(at, _)| at).nth(1)) {
            (Event::Said(_), Some(at)) => early.insert(at + 1, event.clone()),
            _ => early.push(event.clone()),
        }
    }
    early
}

/// The file of an attachment is written, and all of it synced, after its row was committed.
fn row_before_file(events: &[Event]) -> Vec<Event> {
    let digest = |text: &str| {
        let (key, _) = acknowledged(text).into_iter().find(|(_, kind)| *kind == 2)?;
        Some(hexadecimal(&Sha256::digest(bytes_of(&key))))
    };
    let is_of = |event: &Event, digest: &str| match event {
        Event::Create(path) | Event::Write(path, ..) | Event::Sync(path) | Event::Rename(path, _) => {
            path.contains(digest)
        }
        _ => false,
    };
    let mut late = events.to_vec();
    for said in events {
        let Event::Said(text) = said else { continue };
        let Some(digest) = digest(text) else { continue };
        let at = late.iter().position(|event| event == said).unwrap();
        let (mut file, mut before): (Vec<_>, Vec<_>) = late.drain(..at).partition(|event| is_of(event, &digest));
        file.push(Event::Sync(format!("attachments/{}", &digest[..2])));
        file.push(Event::Sync("attachments".to_owned()));
        before.extend(file);
        before.append(&mut late);
        late = before;
    }
    late
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_in_durability_are_seen() {
    let events = trace::record(Plan::Short);
    let is_attachment = |path: &str| path.starts_with("attachments/incoming/");
    let is_folder = |path: &str| path.is_empty() || path.starts_with("attachments") && !is_attachment(path);
    let mistakes: [(&str, Vec<Event>); 9] = [
        ("synchronous=OFF", without_sync(&events, |path| path.starts_with(DATABASE))),
        ("synchronous=NORMAL", synchronous_normal(&events)),
        ("attachment not synced", without_sync(&events, is_attachment)),
        ("no folder synced", without_sync(&events, is_folder)),
        ("data folder not synced", without_sync(&events, str::is_empty)),
        ("checkpoint not synced", without_sync(&events, |path| path == DATABASE)),
        ("said before the commit", said_before_commit(&events)),
        ("row before file", row_before_file(&events)),
        ("audit outside the transaction", trace::record(Plan::SplitAudit)),
    ];
    for (name, events) in mistakes {
        let found = first_fault(&events, 500, 3).await;
        assert!(found.is_some(), "{name}: not seen on 500 disks");
        eprintln!("{name}: {found:?}");
    }
}
