//! A run of the program, measured. A small process between the two waits for it, because the system tells the peak of
//! memory only of all children together.

use std::io::Read;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::network::PORT;
use crate::say;

/// A parent that takes more than this is ended, to spare the machine.
const ADDRESS_BYTES: u64 = 6 << 30;

/// What became of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Run {
    /// Exit code, unless it was ended by a signal.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Time on the wall.
    pub milliseconds: u64,
    /// Largest resident memory of the program or of one of its children.
    pub peak_kilobytes: u64,
    /// What it printed.
    pub stdout: String,
    /// What it complained.
    pub stderr: String,
}

/// How programs are run.
#[derive(Clone, Debug)]
pub struct Runner {
    /// The program.
    pub program: PathBuf,
    /// Ended after this time.
    pub patience: Duration,
}

impl Runner {
    /// Runs the program with these arguments in the empty folders of `ground`.
    ///
    /// # Errors
    /// When it could not be started or measured.
    pub fn run(&self, ground: &Ground, arguments: &[&str]) -> Result<Run, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let address = format!("http://127.0.0.1:{PORT}");
        let output = Command::new(own)
            .args(["measured", "--seconds", &self.patience.as_secs().to_string(), "--"])
            .arg(&self.program)
            .args(arguments)
            .current_dir(&ground.work)
            .env_clear()
            .env("HOME", &ground.home)
            .env("TMPDIR", &ground.temporary)
            // Whatever fetches anything does so through the listener.
            .envs(["http_proxy", "https_proxy", "all_proxy"].map(|name| (name, address.as_str())))
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{}: {error}", self.program.display()))?;
        serde_json::from_slice(&output.stdout).map_err(|error| {
            format!("the measuring process failed: {error}: {}", String::from_utf8_lossy(&output.stderr))
        })
    }
}

/// The process between: runs a program and prints what became of it.
///
/// # Errors
/// When the program cannot be started.
pub fn measured(command: &[String], seconds: u64) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("no program")?;
    let _as_far_as_permitted = setrlimit(Resource::RLIMIT_AS, ADDRESS_BYTES, ADDRESS_BYTES);
    let _as_well = setrlimit(Resource::RLIMIT_CORE, 0, 0);
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let (stdout, stderr) = printed(&mut child, Duration::from_secs(seconds));
    let status = child.wait().map_err(|error| error.to_string())?;
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let run = Run {
        code: status.code(),
        signal: status.signal(),
        milliseconds,
        peak_kilobytes: u64::try_from(usage.max_rss()).unwrap_or(0),
        stdout,
        stderr,
    };
    say::line(&serde_json::to_string(&run).map_err(|error| error.to_string())?);
    Ok(())
}

/// Both outputs to their ends; a program that is not done in time is ended.
fn printed(child: &mut Child, patience: Duration) -> (String, String) {
    fn all(mut pipe: impl Read) -> String {
        let mut bytes = Vec::new();
        // What came before an error is kept.
        let _cut = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (done, waiting) = channel();
    let complaints = std::thread::spawn(move || stderr.map(all).unwrap_or_default());
    let prints = std::thread::spawn(move || {
        let text = stdout.map(all).unwrap_or_default();
        // Nobody waits any more when time was up.
        let _late = done.send(());
        text
    });
    if waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
        // It has ended by itself otherwise.
        let _gone = child.kill();
    }
    (prints.join().unwrap_or_default(), complaints.join().unwrap_or_default())
}
