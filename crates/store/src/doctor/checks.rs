//! The checks.

use std::collections::BTreeSet;

use jiheng_model::text::Bilingual;
use sqlx::{AnyConnection, Row as _};

use super::{Check, CheckState};
use crate::attachments;
use crate::audit::VerifyAudit as _;
use crate::connect::{Engine, sqlite_version};
use crate::error::{Result, StoreError};
use crate::folder;
use crate::schema;
use crate::store::Store;

const DAY_MS: i64 = 86_400_000;
const BACKUP_DAYS_MAX: i64 = 7;
const FREE_WARNING: u64 = 1 << 30;

/// The audit event by which a backup is known to have been made; the caller records it.
const BACKUP_EVENT: &str = "backup.ok";

type Words<'a> = (&'a str, &'a str);

/// How a check is put into words.
struct Subject {
    id: &'static str,
    title: Words<'static>,
    fix: Words<'static>,
}

impl Subject {
    fn check(&self, state: CheckState, zh: impl Into<String>, en: impl Into<String>) -> Check {
        Check {
            id: self.id.to_owned(),
            state,
            title: Bilingual::new(self.title.0, self.title.1),
            found: Bilingual::new(zh, en),
            fix: (state != CheckState::Good).then(|| Bilingual::new(self.fix.0, self.fix.1)),
        }
    }

    /// A check that could not be made is a fault: what cannot be looked at is not well.
    fn of(&self, outcome: Result<Check>) -> Check {
        outcome.unwrap_or_else(|error| {
            let text = error.text();
            self.check(CheckState::Fault, text.zh, text.en)
        })
    }
}

pub(super) async fn version(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "version",
        title: ("版本", "Versions"),
        fix: ("换用正式发布的程序。", "Use a released program."),
    };
    SUBJECT.of(async {
        let mut transaction = store.readers.begin().await?;
        let connection: &mut AnyConnection = &mut transaction;
        let (engine, data) = (server(store, connection).await?, schema::newest());
        let (zh, en) = (format!("{engine}，数据版本 {data}。"), format!("{engine}, data version {data}."));
        Ok(SUBJECT.check(CheckState::Good, zh, en))
    }
    .await)
}

async fn server(store: &Store, connection: &mut AnyConnection) -> Result<String> {
    Ok(match store.connector.engine {
        Engine::Sqlite => format!("SQLite {}", sqlite_version(connection).await?),
        Engine::Postgres => {
            let version: String = sqlx::query("SELECT version()").fetch_one(connection).await?.try_get(0)?;
            version.split(" on ").next().unwrap_or_default().to_owned()
        }
    })
}

pub(super) async fn integrity(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "integrity",
        title: ("数据库完整性", "Integrity of the database"),
        fix: (
            "停止使用，复制数据文件夹留存，再从最近的备份恢复。",
            "Stop using it, keep a copy of the data folder, restore the latest backup.",
        ),
    };
    SUBJECT.of(async {
        if store.connector.engine == Engine::Postgres {
            return Ok(SUBJECT.check(CheckState::Good, "由 PostgreSQL 服务器负责。", "PostgreSQL sees to it."));
        }
        let mut found: Vec<String> = Vec::new();
        for row in sqlx::query("PRAGMA integrity_check").fetch_all(&store.readers).await? {
            found.push(row.try_get(0)?);
        }
        let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_all(&store.readers).await?.len();
        if found == ["ok"] && dangling == 0 {
            return Ok(SUBJECT.check(CheckState::Good, "完好。", "It is whole."));
        }
        let detail = found.into_iter().take(3).collect::<Vec<_>>().join("; ");
        let zh = format!("有损坏：{detail}；{dangling} 条记录所指的记录不存在。");
        Ok(SUBJECT.check(CheckState::Fault, zh, format!("Damaged: {detail}; {dangling} records point at none.")))
    }
    .await)
}

pub(super) async fn audit(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "audit",
        title: ("审计日志", "Audit log"),
        fix: (
            "保留现状，交由审计管理员用存放在别处的校验点核对。",
            "Leave it as it is and have it held against a checkpoint that was kept elsewhere.",
        ),
    };
    SUBJECT.of(async {
        let (mut records, mut faults) = (0, Vec::new());
        for region in store.regions().await? {
            let verification = store.read(&region).await?.verify_audit(&[]).await?;
            records += verification.records;
            faults.extend(verification.faults);
        }
        let Some(first) = faults.first() else {
            let en = format!("{records} records, each following the one before it.");
            return Ok(SUBJECT.check(CheckState::Good, format!("{records} 条记录，前后相接。"), en));
        };
        Ok(SUBJECT.check(CheckState::Fault, first.text().zh, first.text().en))
    }
    .await)
}

/// The digests of all attachments that a record points at.
async fn known(store: &Store) -> Result<BTreeSet<String>> {
    let rows = sqlx::query("SELECT DISTINCT digest FROM attachment").fetch_all(&store.readers).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(super) async fn attachments(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "attachments",
        title: ("附件", "Attachments"),
        fix: ("从备份恢复，或者重新上传同一份文件。", "Restore a backup, or upload the same file again."),
    };
    SUBJECT.of(async {
        let known = known(store).await?;
        let (mut missing, mut damaged) = (0, 0);
        for digest in &known {
            match store.get_attachment(digest).await {
                Ok(_) => {}
                Err(StoreError::NotFound { .. }) => missing += 1,
                Err(_) => damaged += 1,
            }
        }
        let count = known.len();
        if missing + damaged == 0 {
            return Ok(SUBJECT.check(
                CheckState::Good,
                format!("{count} 份，内容完好。"),
                format!("{count}, all whole."),
            ));
        }
        let zh = format!("{count} 份中缺失 {missing} 份，损坏 {damaged} 份。");
        Ok(SUBJECT.check(CheckState::Fault, zh, format!("Of {count}, {missing} are missing and {damaged} damaged.")))
    }
    .await)
}

pub(super) async fn orphans(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "orphans",
        title: ("无主文件", "Files of no record"),
        fix: (
            "运行清理；它只删除一天以前没有完成的上传。",
            "Run the sweep; it deletes uploads that were not finished a day ago.",
        ),
    };
    SUBJECT.of(async {
        let known = known(store).await?;
        let files = attachments::files(&store.folder.path)?;
        let is_known = |path: &std::path::PathBuf| {
            path.file_name().is_some_and(|name| known.contains(name.to_string_lossy().as_ref()))
        };
        let count = files.iter().filter(|path| !is_known(path)).count();
        let state = if count == 0 { CheckState::Good } else { CheckState::Warning };
        Ok(SUBJECT.check(state, format!("{count} 个。"), format!("{count}.")))
    }
    .await)
}

pub(super) fn disk(store: &Store) -> Check {
    const SUBJECT: Subject = Subject {
        id: "disk",
        title: ("磁盘空间", "Disk space"),
        fix: ("腾出空间；可用空间过少时不再接收附件。", "Make room; with too little left no attachment is taken."),
    };
    let Some(free) = folder::free_bytes(&store.folder.path) else {
        return SUBJECT.check(
            CheckState::Warning,
            "系统没有给出可用空间。",
            "The system does not say how much is free.",
        );
    };
    let state = match free {
        _ if free < store.limits.reserve_bytes => CheckState::Fault,
        _ if free < FREE_WARNING => CheckState::Warning,
        _ => CheckState::Good,
    };
    let free = free >> 20;
    SUBJECT.check(state, format!("可用 {free} MB。"), format!("{free} MB are free."))
}

/// The time of the newest audit record of an event, of any event where none is named.
async fn newest(store: &Store, event: &'static str) -> Result<Option<i64>> {
    let query = sqlx::query("SELECT MAX(at_ms) FROM audit WHERE $1 = '' OR event = $1").bind(event);
    Ok(query.fetch_one(&store.readers).await?.try_get(0)?)
}

pub(super) async fn clock(store: &Store, now_ms: i64) -> Check {
    const SUBJECT: Subject = Subject {
        id: "clock",
        title: ("时钟", "Clock"),
        fix: (
            "校准本机时钟；记录的先后以编号为准，不受影响。",
            "Set the clock of this machine; records are in the order of their numbers, whatever it says.",
        ),
    };
    SUBJECT.of(async {
        let ahead = newest(store, "").await?.map_or(0, |newest| newest.saturating_sub(now_ms));
        if ahead < DAY_MS {
            return Ok(SUBJECT.check(CheckState::Good, "与最近的记录相符。", "It agrees with the newest record."));
        }
        let days = ahead / DAY_MS;
        let en = format!("It is {days} days behind the newest record.");
        Ok(SUBJECT.check(CheckState::Warning, format!("比最近的记录晚了 {days} 天。"), en))
    }
    .await)
}

pub(super) async fn backups(store: &Store, now_ms: i64) -> Check {
    const SUBJECT: Subject = Subject {
        id: "backups",
        title: ("备份", "Backups"),
        fix: (
            "立即备份，并把备份文件存放到另一台机器或移动介质上。",
            "Make a backup now, and keep it on another machine or medium.",
        ),
    };
    SUBJECT.of(async {
        let Some(last) = newest(store, BACKUP_EVENT).await? else {
            let (records, none) = (newest(store, "").await?, ("还没有备份过。", "There was none yet."));
            let state = if records.is_some() { CheckState::Warning } else { CheckState::Good };
            return Ok(SUBJECT.check(state, none.0, none.1));
        };
        let days = now_ms.saturating_sub(last) / DAY_MS;
        let state = if days > BACKUP_DAYS_MAX { CheckState::Warning } else { CheckState::Good };
        Ok(SUBJECT.check(state, format!("上次备份在 {days} 天以前。"), format!("The last one was {days} days ago.")))
    }
    .await)
}

pub(super) fn lock(store: &Store) -> Check {
    const SUBJECT: Subject =
        Subject {
            id: "lock", title: ("占用", "Lock"), fix: ("关闭另一个程序。", "Close the other program.")
        };
    let (zh, en) = match store.connector.engine {
        Engine::Sqlite => ("只有本程序在写入。", "This program alone writes."),
        Engine::Postgres => ("由 PostgreSQL 服务器排队。", "PostgreSQL keeps writers in order."),
    };
    SUBJECT.check(CheckState::Good, zh, en)
}
