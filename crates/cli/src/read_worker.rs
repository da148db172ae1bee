//! `jiheng read-worker`: the limited process that reads the bytes of strangers. Started by `check` and `facts`, and by
//! administrators with `--self-test`.

use clap::Args;
use jiheng_isolation::{Attempt, Confinement, Pool, Settings, Standing, serve};

use crate::exit::Code;
use crate::{output, reading};

/// 受限的读取进程，由 check 和 facts 启动 / The limited process that reads files, started by check and facts
#[derive(Debug, Args)]
pub struct ReadWorkerArguments {
    /// 内存上限（字节） / Memory limit in bytes
    #[arg(long, default_value_t = 512 << 20)]
    memory_bytes: u64,
    /// 处理器时间上限（秒） / Processor time limit in seconds
    #[arg(long, default_value_t = 640)]
    cpu_seconds: u64,
    /// 试一试本机上哪些限制有效 / Try which limits are in force on this machine
    #[arg(long)]
    self_test: bool,
}

/// Runs the command.
///
/// # Errors
/// When the pipe to the parent breaks.
pub fn run(arguments: &ReadWorkerArguments) -> anyhow::Result<Code> {
    let confinement = Confinement { memory_bytes: arguments.memory_bytes, cpu_seconds: arguments.cpu_seconds };
    if arguments.self_test {
        // Not this process: the worker that a check would start.
        let pool =
            Pool::new(Settings { memory_bytes: arguments.memory_bytes, ..Settings::new(reading::own_program()?) });
        let (standing, attempts) = pool.self_test().map_err(|failure| anyhow::anyhow!(failure.message().zh))?;
        output::print(&told(&standing, &attempts))?;
        let is_tight = standing.missing.is_empty() && attempts.iter().all(|attempt| attempt.refused.is_some());
        return Ok(if is_tight { Code::Clean } else { Code::Findings });
    }
    serve(&confinement)?;
    Ok(Code::Clean)
}

fn told(standing: &Standing, attempts: &[Attempt]) -> String {
    let up = standing.up.iter().map(|guard| format!("有效 / in force   {}\n", guard.name()));
    let missing = standing.missing.iter().map(|(guard, why)| format!("缺少 / missing    {}: {why}\n", guard.name()));
    let tried = attempts.iter().map(|Attempt { what, refused }| match refused {
        Some(why) => format!("已拒绝 / refused  {what}: {why}\n"),
        None => format!("未拒绝 / POSSIBLE {what}\n"),
    });
    up.chain(missing).chain(tried).collect()
}
