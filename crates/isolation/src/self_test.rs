//! A worker that tries what it must not be able to do, for administrators and for tests.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::Command;

use serde::{Deserialize, Serialize};

/// Something that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What, in Chinese and English.
    pub what: String,
    /// How it was refused; `None` when it was possible.
    pub refused: Option<String>,
}

type Try = fn() -> io::Result<()>;

/// What is tried to be made, in the folder that a worker is started in.
const NEW: &str = "jiheng-self-test";

const TRIES: &[(&str, Try)] = &[
    ("读文件 / read a file", || File::open(own_program()).map(drop)),
    ("建文件 / create a file", || File::create(NEW).map(drop)),
    ("追加文件 / append to a file", || OpenOptions::new().append(true).open(own_program()).map(drop)),
    ("列出文件夹 / list a folder", || fs::read_dir("/").map(drop)),
    ("查看文件属性 / look at a file", || fs::metadata(own_program()).map(drop)),
    ("建文件夹 / create a folder", || fs::create_dir(NEW)),
    ("改名 / rename a file", || fs::rename(NEW, "jiheng-self-test-renamed")),
    ("删文件 / remove a file", || fs::remove_file(NEW)),
    ("改文件夹 / change the folder", || std::env::set_current_dir("/")),
    ("连接网络 / connect to a host", || TcpStream::connect(("127.0.0.1", 9)).map(drop)),
    ("开监听端口 / listen on a port", || TcpListener::bind(("127.0.0.1", 0)).map(drop)),
    ("发数据报 / open a datagram socket", || UdpSocket::bind(("127.0.0.1", 0)).map(drop)),
    ("启动程序 / start a program", || Command::new(own_program()).arg("--version").spawn().map(drop)),
    ("启动线程 / start a thread", || std::thread::Builder::new().spawn(|| ()).map(drop)),
];

/// Tries everything, in a process that has taken its rights from itself and may use `memory_bytes`.
pub(crate) fn attempts(memory_bytes: u64) -> Vec<Attempt> {
    let mut attempts: Vec<Attempt> = TRIES.iter().map(|(what, attempt)| tried(what, attempt())).collect();
    let mut hoard: Vec<u8> = Vec::new();
    let memory = usize::try_from(memory_bytes).unwrap_or(usize::MAX);
    let hoarded = hoard.try_reserve_exact(memory).map_err(io::Error::other);
    attempts.push(tried("超限内存 / take more memory than allowed", hoarded));
    #[cfg(unix)]
    attempts.extend(of_unix());
    attempts
}

fn tried(what: &'static str, outcome: io::Result<()>) -> Attempt {
    Attempt { what: what.to_owned(), refused: outcome.err().map(|error| error.to_string()) }
}

/// A file that is there on every system.
fn own_program() -> &'static str {
    if cfg!(target_os = "linux") { "/proc/self/exe" } else { "/" }
}

#[cfg(unix)]
fn of_unix() -> Vec<Attempt> {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixStream;

    use rustix::process::{Pid, Resource, Rlimit, setrlimit, test_kill_process};

    let raised = Rlimit { current: None, maximum: None };
    let signalled = test_kill_process(Pid::INIT).map_err(io::Error::from);
    vec![
        tried("本机套接字 / open a local socket", UnixStream::pair().map(drop)),
        tried("建链接 / create a link", symlink("/", NEW)),
        tried("提高内存上限 / raise the memory limit", setrlimit(Resource::As, raised).map_err(io::Error::from)),
        tried("向其他进程发信号 / signal another process", signalled),
        tried("改优先级 / change its priority", rustix::process::nice(1).map(drop).map_err(io::Error::from)),
    ]
}
