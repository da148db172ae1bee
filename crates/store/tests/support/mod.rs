//! What the tests of the store share: folders, requests, an invented report, a PostgreSQL of their own.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiheng_store::{Actor, AuditEvent, Report, WriteRequest};

pub mod postgres;

/// A folder that goes with the test.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), name)
    }

    /// The same in memory, where the disk itself is not what is tested.
    pub fn in_memory(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        let free = rustix::fs::statvfs(memory).map_or(0, |found| found.f_bavail * found.f_frsize);
        // Containers often have hardly any.
        if free > 512 << 20 { Self::below(memory, name) } else { Self::new(name) }
    }

    fn below(parent: &Path, name: &str) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("jiheng-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

pub fn actor(name: &str) -> Actor {
    Actor { name: name.to_owned(), role: "editor".to_owned(), ..Actor::default() }
}

pub fn request(region: &str, name: &str, at_ms: i64) -> WriteRequest {
    WriteRequest { region: region.to_owned(), actor: actor(name), at_ms, ..WriteRequest::default() }
}

pub fn event(name: &str) -> AuditEvent {
    AuditEvent::ok(name, "report/r1")
}

pub fn report(id: &str) -> Report {
    Report {
        region: String::new(),
        id: id.to_owned(),
        title: "临江区自然资源局 2021 年度自评".to_owned(),
        entity: Some("临江区自然资源局".to_owned()),
        year: Some(2021),
        source_name: "自评报告.docx".to_owned(),
        source_digest: "0".repeat(64),
        format: "docx".to_owned(),
        sample: false,
        state: "draft".to_owned(),
        version: 0,
        created_ms: 0,
        updated_ms: 0,
    }
}
