//! The filter of system calls: what is not listed is answered with "not permitted".
//!
//! A list of what is allowed cannot forget a way to open a file, a socket or a process. Refusing instead of killing
//! lets a library that asks for something harmless go on without it.

use std::collections::BTreeMap;

use seccompiler::SeccompCmpArgLen::Dword;
use seccompiler::SeccompCmpOp::{Eq, MaskedEq};
use seccompiler::{BpfProgram, Error, SeccompAction, SeccompCondition, SeccompFilter, SeccompRule};

/// `mmap` without a file behind it.
const ANONYMOUS: u64 = libc::MAP_ANONYMOUS as u64;

/// Memory that can be run.
const RUNNABLE: u64 = libc::PROT_EXEC as u64;

/// Memory, time, chance, signals of one's own, the end: nothing that reaches outside.
const HARMLESS: [i64; 16] = [
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_clock_gettime,
    libc::SYS_getrandom,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Puts the filter in force, for good.
pub fn filter() -> Result<(), Error> {
    seccompiler::apply_filter(&program()?)
}

fn program() -> Result<BpfProgram, Error> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = HARMLESS.iter().map(|call| (*call, Vec::new())).collect();
    let is = |argument, value| SeccompCondition::new(argument, Dword, Eq, value);
    let has = |argument, mask, value| SeccompCondition::new(argument, Dword, MaskedEq(mask), value);
    // A file that somebody left open when starting this process has another number than the pipes.
    rules.insert(libc::SYS_read, vec![SeccompRule::new(vec![is(0, 0)?])?]);
    for call in [libc::SYS_write, libc::SYS_writev] {
        rules.insert(call, vec![SeccompRule::new(vec![is(0, 1)?])?, SeccompRule::new(vec![is(0, 2)?])?]);
    }
    let anonymous = vec![has(2, RUNNABLE, 0)?, has(3, ANONYMOUS, ANONYMOUS)?];
    rules.insert(libc::SYS_mmap, vec![SeccompRule::new(anonymous)?]);
    rules.insert(libc::SYS_mprotect, vec![SeccompRule::new(vec![has(2, RUNNABLE, 0)?])?]);
    // How a process aborts.
    let own = u64::from(std::process::id());
    rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![is(0, own)?])?]);
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?;
    Ok(filter.try_into()?)
}
