//! The disk is full: it is said so, what was kept is kept, and it goes on as soon as there is room.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use jiheng_store::{
    Address, AuditEvent, ChangeSettings as _, Limits, RecordAudit as _, Settings as _, Store, StoreError,
};

use crate::support::{Scratch, request};
use crate::work::{fault_of, limits};

/// A small disk of its own.
struct SmallDisk(Scratch);

impl SmallDisk {
    /// `None` where this process may not mount.
    fn new() -> Option<Self> {
        let scratch = Scratch::new("full");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"]).arg(scratch.path()).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(scratch))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.0.path()).status().ok();
    }
}

async fn write(store: &Store, number: usize) -> Result<(), StoreError> {
    let written = store.write(request("R", "陈", 5), move |unit| {
        Box::pin(async move {
            unit.set(&format!("op-{number}"), &"值".repeat(2000)).await?;
            unit.record(AuditEvent::ok("work", number.to_string())).await.map(drop)
        })
    });
    written.await.map(drop)
}

async fn write_much(store: &Store) -> Result<(), StoreError> {
    let written = store.write(request("R", "陈", 5), |unit| {
        Box::pin(async move {
            for number in 0..1000 {
                unit.set(&format!("much-{number}"), &"值".repeat(2000)).await?;
            }
            unit.record(AuditEvent::ok("work", "much")).await.map(drop)
        })
    });
    written.await.map(drop)
}

/// Keys that can be read back.
async fn kept(store: &Store) -> usize {
    store.read("R").await.unwrap().settings().await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::new() else {
        // Without the right to mount, the bound is that of the store itself.
        return a_reserve_is_kept_free().await;
    };
    let folder = disk.path().join("data");
    let store = Store::open_with(&Address::folder(&folder), limits()).await.unwrap();
    let ballast = disk.path().join("ballast");
    let mut number = 0;
    for round in 0..3 {
        std::fs::write(&ballast, vec![1; 2 << 20]).unwrap();
        let before = number;
        let error = loop {
            match write(&store, number).await {
                Ok(()) => number += 1,
                Err(error) => break error,
            }
            assert!(number - before < 5000, "the disk never gets full");
        };
        assert_eq!(error, StoreError::Full, "round {round}");
        assert_eq!(write(&store, number).await, Err(StoreError::Full));
        // More than the cache of the database holds, so that the disk is met before the commit.
        assert_eq!(write_much(&store).await, Err(StoreError::Full));
        assert_eq!(store.put_attachment(vec![7; 3 << 20]).await, Err(StoreError::Full));
        // Reading works, and everything that was acknowledged is there.
        assert_eq!(kept(&store).await, number);
        std::fs::remove_file(&ballast).unwrap();
        write(&store, number).await.unwrap();
        number += 1;
        assert_eq!(kept(&store).await, number);
        store.checkpoint().await.unwrap();
        forget(&store, number).await;
    }
    store.close().await.unwrap();
    assert_eq!(fault_of(&folder, &BTreeMap::new()).await.filter(|fault| !fault.starts_with("half")), None);
}

/// Makes room inside the database for the next round.
async fn forget(store: &Store, count: usize) {
    let written = store.write(request("R", "陈", 6), move |unit| {
        Box::pin(async move {
            for number in 0..count {
                unit.set(&format!("op-{number}"), "").await?;
            }
            unit.record(AuditEvent::ok("config.change", "settings")).await.map(drop)
        })
    });
    written.await.unwrap_or_else(|error: StoreError| panic!("{error:?}"));
    store.checkpoint().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attachment_leaves_the_reserve_free() {
    a_reserve_is_kept_free().await;
}

async fn a_reserve_is_kept_free() {
    let scratch = Scratch::new("reserve");
    let address = Address::folder(scratch.path().join("data"));
    let limits = Limits { reserve_bytes: u64::MAX / 2, ..Limits::default() };
    let store = Store::open_with(&address, limits).await.unwrap();
    assert_eq!(store.put_attachment(vec![7]).await, Err(StoreError::Full));
    write(&store, 1).await.unwrap();
    store.close().await.unwrap();
}
