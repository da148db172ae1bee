//! What can go wrong, by what the caller can do about it; each with a sentence that says so.

use std::path::Path;

use jiheng_model::text::Bilingual;

use crate::edits::Conflict;

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why something was not done. Nothing of it was kept, unless a variant says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum StoreError {
    /// Too much waits, or another writer was faster; the same request may be sent again.
    Busy,
    /// No room on the disk, or less than is kept free.
    Full,
    /// Another process has the data folder.
    Locked {
        /// Its process number, where it could be read.
        process: Option<u32>,
    },
    /// The SQLite in this program is older than what is known to keep data.
    TooOldSqlite {
        /// Its version.
        version: String,
    },
    /// A newer program has written the data.
    NewerData {
        /// The version of the data.
        data: i64,
        /// The newest that this program knows.
        program: i64,
    },
    /// The folder lies where locks and syncs cannot be relied on.
    UnsafeFolder {
        /// The folder.
        path: String,
        /// Why.
        why: UnsafeFolder,
    },
    /// Somebody else has changed the same places.
    Conflict(Vec<Conflict>),
    /// The record has been changed since it was read.
    Stale {
        /// The version that was read.
        expected: i64,
        /// The version that it has.
        actual: i64,
    },
    /// No such record.
    NotFound {
        /// Which kind of record.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A record of this id is there, or one that is pointed at is not.
    Refused {
        /// What the database said.
        detail: String,
    },
    /// The idempotency key belongs to another request.
    KeyReused,
    /// Something was changed and no audit event says so: a fault of the program.
    Unaudited,
    /// What was asked for does not fit what is there.
    Invalid {
        /// What is wrong.
        detail: String,
    },
    /// What is kept is not what was written.
    Damaged {
        /// What is damaged.
        what: String,
    },
    /// A backup is not what was written.
    BadArchive {
        /// What is wrong with it.
        detail: String,
    },
    /// There is data where a backup should be restored to.
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// The database cannot be reached. Whether a write was kept is unknown; the same request may be sent again with its
    /// key.
    Unreachable {
        /// What the system said.
        detail: String,
    },
    /// A file cannot be read or written.
    File {
        /// The file.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// The disk did not confirm a write: nothing more is written until the program has started again.
    Stopped,
    /// The store was closed.
    Closed,
    /// The work of a unit panicked or took too long; it was rolled back.
    Abandoned,
    /// Everything else that the database said.
    Database {
        /// What it said.
        detail: String,
    },
}

/// Why a folder is no place for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsafeFolder {
    /// On another machine.
    Network,
    /// Copied elsewhere by a program while it is written.
    Synchronised,
}

impl StoreError {
    /// The sentence: what happened, and what to do.
    pub fn text(&self) -> Bilingual {
        let (zh, en) = self.sentence();
        Bilingual::new(zh, en)
    }

    fn sentence(&self) -> (String, String) {
        let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Busy => plain(
                "正在写入的人太多，这一次没有保存；请稍等再试。",
                "Too many writes at once; nothing was saved this time. Try again in a moment.",
            ),
            Self::Full => plain(
                "磁盘空间不足，这一次没有保存，已保存的内容不受影响；请腾出空间后再试，不必重新启动。",
                "The disk is full; nothing was saved this time, what was saved before is safe. Make room and try again, no restart is needed.",
            ),
            Self::Locked { process } => locked(*process),
            Self::UnsafeFolder { path, why } => unsafe_folder(path, *why),
            Self::Conflict(conflicts) => (
                format!("有 {} 处同时被别人改过，没有保存；请对照后选定。", conflicts.len()),
                format!(
                    "{} places were changed by somebody else at the same time; nothing was saved. Compare and choose.",
                    conflicts.len()
                ),
            ),
            Self::Stale { expected, actual } => (
                format!("内容已被别人更新（读到的是第 {expected} 版，现在是第 {actual} 版）；请刷新后再试。"),
                format!(
                    "It was changed in the meantime (version {expected} was read, {actual} is there); load it again."
                ),
            ),
            Self::NotFound { what, id } => {
                (format!("没有找到{} {id}。", in_chinese(what)), format!("There is no {what} {id}."))
            }
            Self::KeyReused => plain(
                "同一个请求编号用在了两个不同的请求上，没有保存；请刷新页面后再试。",
                "One request key was used for two different requests; nothing was saved. Load the page again.",
            ),
            Self::Closed => plain("存储已经关闭；请重新启动程序。", "The store is closed; start the program again."),
            Self::Abandoned => plain(
                "这一步没有做完，已全部撤回；请再试一次，仍然如此请报告这个问题。",
                "This step did not come to its end and was taken back; try again, and report it if it happens again.",
            ),
            Self::Unaudited => plain(
                "程序有误：改动没有留下审计记录，已全部撤回；请报告这个问题。",
                "A fault of the program: a change left no audit record and was taken back; please report it.",
            ),
            Self::Stopped => plain(
                "磁盘没有确认写入，为保护数据已停止写入，仍可查看；请检查磁盘后重新启动程序。",
                "The disk did not confirm a write; to protect the data nothing more is written, reading still works. Check the disk and start the program again.",
            ),
            Self::TooOldSqlite { .. } | Self::NewerData { .. } => self.sentence_of_versions(),
            _ => self.sentence_of_details(),
        }
    }

    fn sentence_of_versions(&self) -> (String, String) {
        match self {
            Self::NewerData { data, program } => (
                format!(
                    "数据由更新的程序写成（数据版本 {data}，本程序只认识到 {program}），没有打开；请换用新的程序。"
                ),
                format!(
                    "The data was written by a newer program (version {data}, this one knows up to {program}) and was not opened; use the newer program."
                ),
            ),
            Self::TooOldSqlite { version } => (
                format!("程序内的 SQLite {version} 过旧，可能丢失数据，没有打开；请换用正式发布的程序。"),
                format!(
                    "The SQLite {version} inside the program is too old and may lose data; nothing was opened. Use a released program."
                ),
            ),
            _ => self.sentence_of_details(),
        }
    }

    fn sentence_of_details(&self) -> (String, String) {
        match self {
            Self::Refused { detail } => (
                format!("数据库没有接受这条记录（{detail}）；它可能已经存在，或者所指的记录不存在。"),
                format!(
                    "The database did not take the record ({detail}); it is there already, or what it points at is not."
                ),
            ),
            Self::Invalid { detail } => {
                (format!("请求不成立：{detail}。"), format!("The request does not fit: {detail}."))
            }
            Self::Damaged { what } => (
                format!("数据已损坏：{what}；请停止使用，用 doctor 检查，并从备份恢复。"),
                format!("Damaged: {what}. Stop using it, run doctor, and restore a backup."),
            ),
            Self::BadArchive { detail } => (
                format!("备份文件不完整或被改动过（{detail}），没有恢复；请换一个备份。"),
                format!("The backup is incomplete or was changed ({detail}); nothing was restored. Use another one."),
            ),
            Self::NotEmpty { path } => (
                format!("{path} 里已经有数据，没有恢复；请选一个空文件夹或空数据库。"),
                format!("There is data in {path}; nothing was restored. Choose an empty folder or database."),
            ),
            Self::Unreachable { detail } => (
                format!("连不上数据库（{detail}）；请检查数据库是否在运行，然后用同一个请求再试。"),
                format!(
                    "The database cannot be reached ({detail}); see that it runs, then send the same request again."
                ),
            ),
            Self::File { path, detail } => (
                format!("文件 {path} 无法读写（{detail}）；请检查权限和磁盘。"),
                format!("The file {path} cannot be read or written ({detail}); check permissions and the disk."),
            ),
            Self::Database { detail } => {
                (format!("数据库报告了错误：{detail}。"), format!("The database reported an error: {detail}."))
            }
            _ => (String::new(), String::new()),
        }
    }

    /// A problem with a file of the data folder.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) {
            return Self::Full;
        }
        Self::File { path: path.display().to_string(), detail: error.to_string() }
    }

    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::Invalid { detail: detail.into() }
    }

    pub(crate) fn archive(detail: impl Into<String>) -> Self {
        Self::BadArchive { detail: detail.into() }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

/// What can be missing.
fn in_chinese(what: &str) -> &str {
    match what {
        "report" => "报告",
        "evidence" => "佐证材料",
        "revision" => "版本",
        "signature" => "签字",
        "attachment" => "附件",
        "data" => "数据，文件夹",
        other => other,
    }
}

fn locked(process: Option<u32>) -> (String, String) {
    let (zh, en) = process.map_or_else(Default::default, |id| (format!("（进程号 {id}）"), format!(" (process {id})")));
    (
        format!("数据文件夹正被另一个程序使用{zh}；请先关闭它，再打开。"),
        format!("Another program is using the data folder{en}; close it first."),
    )
}

fn unsafe_folder(path: &str, why: UnsafeFolder) -> (String, String) {
    match why {
        UnsafeFolder::Network => (
            format!("{path} 在网络盘上，写入不可靠，没有打开；请把数据文件夹放在本机磁盘上。"),
            format!(
                "{path} is on a network drive, where writes cannot be relied on; keep the data folder on a local disk."
            ),
        ),
        UnsafeFolder::Synchronised => (
            format!("{path} 在同步盘的文件夹里，边写边同步会损坏数据，没有打开；请换一个文件夹。"),
            format!("{path} is in a folder that a program synchronises, which damages data; choose another folder."),
        ),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default();
                // SQLSTATE has five characters, an extended result code of SQLite has at most four digits.
                let known = if code.len() == 5 { of_postgres(&code) } else { of_sqlite(&code) };
                known(error.message().to_owned())
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Closed,
            sqlx::Error::Io(error) => Self::Unreachable { detail: error.to_string() },
            error @ (sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::Configuration(_)) => {
                Self::Unreachable { detail: error.to_string() }
            }
            error => Self::Database { detail: error.to_string() },
        }
    }
}

fn of_sqlite(code: &str) -> fn(String) -> StoreError {
    const SYNC: [u32; 3] = [1034, 1290, 1546];
    let code: u32 = code.parse().unwrap_or_default();
    match code & 0xff {
        5 | 6 => |_| StoreError::Busy,
        // Fsync, fsync of a folder, truncate: the kernel may have dropped what it could not write.
        10 if SYNC.contains(&code) => |_| StoreError::Stopped,
        11 | 26 => StoreError::damaged,
        13 => |_| StoreError::Full,
        19 => |detail| StoreError::Refused { detail },
        _ => |detail| StoreError::Database { detail },
    }
}

fn of_postgres(code: &str) -> fn(String) -> StoreError {
    match code {
        "40001" | "40P01" | "55P03" | "53300" => |_| StoreError::Busy,
        "53100" => |_| StoreError::Full,
        "57P01" | "57P02" | "57P03" => |detail| StoreError::Unreachable { detail },
        "XX001" | "XX002" => StoreError::damaged,
        _ if code.starts_with("08") || code.starts_with("28") => |detail| StoreError::Unreachable { detail },
        _ if code.starts_with("23") => |detail| StoreError::Refused { detail },
        _ => |detail| StoreError::Database { detail },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_what_a_caller_can_act_on() {
        for (code, expected) in [
            ("13", StoreError::Full),
            ("53100", StoreError::Full),
            ("517", StoreError::Busy),
            ("40001", StoreError::Busy),
            ("1034", StoreError::Stopped),
            ("778", StoreError::Database { detail: "x".to_owned() }),
            ("11", StoreError::damaged("x")),
            ("23505", StoreError::Refused { detail: "x".to_owned() }),
            ("1555", StoreError::Refused { detail: "x".to_owned() }),
        ] {
            let found = if code.len() == 5 { of_postgres(code) } else { of_sqlite(code) };
            assert_eq!(found("x".to_owned()), expected, "{code}");
        }
    }

    #[test]
    fn every_error_says_what_to_do_in_both_languages() {
        let errors = [
            StoreError::Busy,
            StoreError::Locked { process: Some(7) },
            StoreError::NewerData { data: 2, program: 1 },
            StoreError::TooOldSqlite { version: "3.40.1".to_owned() },
            StoreError::Stale { expected: 1, actual: 2 },
            StoreError::damaged("x"),
            StoreError::invalid("x"),
            StoreError::Database { detail: "x".to_owned() },
            StoreError::UnsafeFolder { path: "x".to_owned(), why: UnsafeFolder::Network },
        ];
        for error in errors {
            let text = error.text();
            assert!(text.zh.ends_with('。') && text.en.ends_with('.'), "{text:?}");
        }
    }
}
