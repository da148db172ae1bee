//! How the bytes of strangers are read: in limited processes, unless the user says otherwise.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiheng_isolation::{InProcess, Pool, Reader, Settings, Standing};
use jiheng_readers::Limits;

use crate::output;

/// Options of reading, for `check` and `facts` alike.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// 读取一个文件可用的内存（MB） / Memory for reading one file, in MB
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u32).range(32..=65536))]
    memory_limit: u32,
    /// 读取一个文件可用的时间（秒） / Time for reading one file, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=3600))]
    time_limit: u32,
    /// 不用受限进程，在本进程内读取；只用于自己的文件和排查问题 / Read without a limited process; for files of your own and debugging only
    #[arg(long)]
    in_process: bool,
}

impl ReadingArguments {
    /// The reader that these options ask for. Its first worker is on its way when this returns.
    ///
    /// # Errors
    /// When the program does not know its own file.
    pub fn reader(&self, limits: &Limits) -> std::io::Result<Box<dyn Reader>> {
        if self.in_process {
            return Ok(Box::new(InProcess::new(limits.clone())));
        }
        let pool = Pool::new(Settings {
            memory_bytes: u64::from(self.memory_limit) << 20,
            time: Duration::from_secs(self.time_limit.into()),
            limits: limits.clone(),
            ..Settings::new(own_program()?)
        });
        pool.warm();
        Ok(Box::new(pool))
    }
}

/// The file behind this process; it stays the same one when the program is replaced while it runs.
pub fn own_program() -> std::io::Result<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && link.exists() { Ok(link) } else { std::env::current_exe() }
}

/// Tells which guards a system does not offer.
pub fn tell_missing(standing: Option<&Standing>) {
    for (guard, why) in standing.iter().flat_map(|standing| &standing.missing) {
        output::complain(&format!("读取进程缺少一项限制 / the reading process lacks a guard: {}: {why}", guard.name()));
    }
}
