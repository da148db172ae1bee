//! What a worker takes from itself before it reads its first byte. Whatever a system does not offer is told to the
//! parent and the rest goes on.

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
mod calls;
#[cfg(unix)]
mod limits;

use serde::{Deserialize, Serialize};

/// How tight a worker is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Address space.
    pub memory_bytes: u64,
    /// Processor time of its whole life.
    pub cpu_seconds: u64,
}

/// One thing that a worker cannot do any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guard {
    /// Use more memory than the limit.
    Memory,
    /// Use more processor time than the limit.
    ProcessorTime,
    /// Write to files.
    FileSize,
    /// Open a file, a socket or anything else that has a number.
    OpenFiles,
    /// Start processes.
    Processes,
    /// Leave its memory on disk.
    CoreDump,
    /// Gain rights by starting a program.
    NewRights,
    /// Outlive its parent.
    Parent,
    /// Be looked into by other processes.
    Inspection,
    /// Call the system for anything but memory, the pipe and its own end: no file, no network, no process.
    SystemCalls,
}

impl Guard {
    /// All guards, in the order in which they are put up.
    pub const ALL: [Self; 10] = [
        Self::Memory,
        Self::ProcessorTime,
        Self::FileSize,
        Self::OpenFiles,
        Self::Processes,
        Self::CoreDump,
        Self::NewRights,
        Self::Parent,
        Self::Inspection,
        Self::SystemCalls,
    ];

    /// In Chinese and English, as lists print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "内存上限 / memory limit",
            Self::ProcessorTime => "处理器时间上限 / processor time limit",
            Self::FileSize => "不能写文件 / no writing to files",
            Self::OpenFiles => "不能打开文件和连接 / no opening of files or sockets",
            Self::Processes => "不能启动进程 / no starting of processes",
            Self::CoreDump => "不留内存转储 / no core dumps",
            Self::NewRights => "不能取得新权限 / no new rights",
            Self::Parent => "随父进程结束 / ends with its parent",
            Self::Inspection => "不受其他进程查看 / no inspection by others",
            Self::SystemCalls => "系统调用只限内存和管道 / system calls for memory and the pipe only",
        }
    }
}

/// The guards of a worker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Those that stand.
    pub up: Vec<Guard>,
    /// Those that could not be put up, and why.
    pub missing: Vec<(Guard, String)>,
}

/// Puts up every guard that this system offers.
pub(crate) fn confine(confinement: &Confinement) -> Standing {
    let mut standing = Standing::default();
    for guard in Guard::ALL {
        match raise(guard, confinement) {
            Ok(()) => standing.up.push(guard),
            Err(why) => standing.missing.push((guard, why)),
        }
    }
    standing
}

#[cfg(unix)]
fn raise(guard: Guard, confinement: &Confinement) -> Result<(), String> {
    match guard {
        Guard::SystemCalls => system_calls(),
        other => limits::raise(other, confinement),
    }
}

#[cfg(not(unix))]
fn raise(_: Guard, _: &Confinement) -> Result<(), String> {
    Err(UNKNOWN.to_owned())
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
fn system_calls() -> Result<(), String> {
    calls::filter().map_err(|error| error.to_string())
}

#[cfg(all(
    unix,
    not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))
))]
fn system_calls() -> Result<(), String> {
    Err(UNKNOWN.to_owned())
}

/// Why a guard is missing where nobody has written it.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))))]
const UNKNOWN: &str = "not on this system";
