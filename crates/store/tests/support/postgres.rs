//! A PostgreSQL server for one test, in a folder of its own, on a socket of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Scratch;

/// A running server; it is stopped when dropped.
pub struct Postgres {
    scratch: Scratch,
    server: Child,
}

impl Postgres {
    pub fn start() -> Self {
        let scratch = Scratch::new("postgres");
        let programs = programs();
        let data = scratch.path().join("data");
        if is_root() {
            std::os::unix::fs::chown(scratch.path(), Some(user_id("-u")), Some(user_id("-g"))).unwrap();
        }
        let mut initdb = command(&programs.join("initdb"));
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        let made = initdb.arg(&data).output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let mut server = command(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(scratch.path());
        // No port of the network: the socket in the folder is the only door.
        server.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=40"]);
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let postgres = Self { scratch, server };
        postgres.wait(&programs);
        postgres
    }

    fn wait(&self, programs: &Path) {
        let ready = || {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.arg("--quiet").arg("--timeout=1").arg("-h").arg(self.scratch.path()).status().unwrap().success()
        };
        assert!((0..2000).any(|_| ready()), "PostgreSQL does not come up in {}", self.scratch.path().display());
    }

    /// The address of a database on it.
    pub fn url(&self, database: &str) -> String {
        let folder = self.scratch.path().to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}/{database}")
    }

    /// Makes an empty database.
    pub fn create(&self, database: &str) -> String {
        self.run(&format!("CREATE DATABASE {database}"));
        self.url(database)
    }

    /// Ends all connections but the one that asks.
    pub fn end_connections(&self) {
        self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
    }

    fn run(&self, statement: &str) {
        let mut asked = Command::new(programs().join("psql"));
        let ran = asked.arg("-h").arg(self.scratch.path()).args(["-U", "postgres", "-c", statement]).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT: the server ends its processes and itself at once.
        let id = self.server.id().to_string();
        Command::new("kill").args(["-QUIT", &id]).status().ok();
        self.server.wait().ok();
    }
}

/// Where the programs of the server are.
fn programs() -> PathBuf {
    let asked = Command::new("pg_config").arg("--bindir").output();
    let told = asked.ok().map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = told.into_iter().chain(versions.map(|version| version.path().join("bin")));
    let found = found.filter(|folder| folder.join("initdb").is_file()).max();
    found.expect("no PostgreSQL server on this machine: install the package `postgresql` (apt-get install postgresql)")
}

/// The server refuses to run as root; then it runs as the user that its package made.
fn command(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command.current_dir(std::env::temp_dir());
    command
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn user_id(which: &str) -> u32 {
    let output = Command::new("id").args([which, "postgres"]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("the user `postgres`, which the package makes")
}
