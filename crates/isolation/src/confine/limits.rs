//! Resource limits, and on Linux what the process says of itself to the kernel.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{Confinement, Guard};

/// The three pipes and nothing else.
const OPEN_FILES: u64 = 3;

/// Puts up every guard but the filter of system calls.
pub fn raise(guard: Guard, confinement: &Confinement) -> Result<(), String> {
    match guard {
        Guard::Memory => limit(Resource::As, confinement.memory_bytes),
        Guard::ProcessorTime => limit(Resource::Cpu, confinement.cpu_seconds),
        Guard::FileSize => limit(Resource::Fsize, 0),
        Guard::OpenFiles => limit(Resource::Nofile, OPEN_FILES),
        Guard::Processes => limit(Resource::Nproc, 0),
        Guard::CoreDump => limit(Resource::Core, 0),
        Guard::NewRights | Guard::Parent | Guard::Inspection | Guard::SystemCalls => to_kernel(guard),
    }
}

/// Soft and hard, so that it cannot be raised again; a tighter limit that already holds stays.
fn limit(resource: Resource, most: u64) -> Result<(), String> {
    let most = getrlimit(resource).maximum.map_or(most, |hard| hard.min(most));
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(|error| error.to_string())
}

#[cfg(target_os = "linux")]
fn to_kernel(guard: Guard) -> Result<(), String> {
    use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal};
    let told = match guard {
        Guard::NewRights => rustix::thread::set_no_new_privs(true),
        Guard::Parent => set_parent_process_death_signal(Some(Signal::KILL)),
        Guard::Inspection => set_dumpable_behavior(DumpableBehavior::NotDumpable),
        _ => return Err("no such guard here".to_owned()),
    };
    told.map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
fn to_kernel(_: Guard) -> Result<(), String> {
    Err(super::UNKNOWN.to_owned())
}
