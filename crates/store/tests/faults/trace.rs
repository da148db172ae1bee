//! What the program asked of the disk, in order, read from a trace of its system calls.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use jiheng_model::text::hexadecimal;

use crate::support::Scratch;
use crate::work::{self, Plan};

/// One thing that was asked, after it was done; paths are below the data folder, which itself is the empty path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Create(String),
    Folder(String),
    /// Without an offset it is at the end.
    Write(String, Option<usize>, Rc<[u8]>),
    Resize(String, usize),
    Sync(String),
    Rename(String, String),
    Remove(String),
    /// The program begins to say that something is kept.
    Said(String),
}

const CALLS: &str = "trace=openat,pwrite64,write,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,\
                     mkdir,mkdirat,pwritev,writev,fallocate,copy_file_range,link,linkat,symlink";

/// Runs the program under a trace, when nothing fails.
pub fn record(plan: Plan) -> Vec<Event> {
    let events = record_with(plan, &[]);
    let refused = events.iter().find(|event| matches!(event, Event::Said(text) if text.contains("REFUSED")));
    assert_eq!(refused, None);
    events
}

/// Runs the program under a trace with more arguments; it must not panic.
pub fn record_with(plan: Plan, arguments: &[&str]) -> Vec<Event> {
    let scratch = Scratch::new("trace");
    let (folder, output) = (scratch.path().join("data"), scratch.path().join("trace"));
    let program = work::command(&folder, plan);
    let mut traced = Command::new("strace");
    // Stops at the calls of interest only; all of every string, as numbers; the path of every descriptor.
    traced
        .args(["-f", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-e", CALLS, "-o"])
        .arg(&output)
        .args(arguments);
    traced.arg(program.get_program()).args(program.get_args());
    traced.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ran = traced.output().expect("no strace on this machine: install the package `strace`");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let trace = std::fs::read_to_string(&output).unwrap();
    events(&trace, &folder)
}

fn events(trace: &str, folder: &Path) -> Vec<Event> {
    let mut begun: HashMap<&str, String> = HashMap::new();
    let mut events = Vec::new();
    for line in trace.lines() {
        let Some((process, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if let Some(start) = call.strip_suffix("<unfinished ...>") {
            events.extend(said(start));
            begun.insert(process, start.trim_end().to_owned());
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let rest = rest.split_once(" resumed>").map_or("", |(_, rest)| rest);
            let whole = begun.remove(process).unwrap_or_default() + rest;
            events.extend(event(&whole, folder));
        } else {
            events.extend(said(call));
            events.extend(event(call, folder));
        }
    }
    events
}

/// Words count from the moment they are begun: whoever hears them may have heard them by then.
fn said(call: &str) -> Option<Event> {
    let (name, arguments) = call.split_once('(')?;
    let bytes = arguments.split('"').nth(1).map(unescaped)?;
    let text = String::from_utf8(bytes).ok()?;
    (name == "write" && arguments.starts_with("1<") && text.ends_with(" .\n")).then_some(Event::Said(text))
}

fn event(call: &str, folder: &Path) -> Option<Event> {
    let (arguments, result) = call.rsplit_once(" = ")?;
    let (name, arguments) = arguments.trim_end().strip_suffix(')')?.split_once('(')?;
    if result.starts_with('-') {
        return None;
    }
    // Every string and every path of a descriptor, and what stands between them.
    let texts: Vec<String> = arguments
        .split(['"', '<', '>'])
        .skip(1)
        .step_by(2)
        .map(|text| String::from_utf8_lossy(&unescaped(text)).into_owned())
        .collect();
    let below = |text: &String| {
        let path = Path::new(text).strip_prefix(folder).ok()?.to_str()?.to_owned();
        (!path.ends_with("-shm") && path != "jiheng.lock").then_some(path)
    };
    // The last named of a call with a folder and a name is the path.
    let last = texts.iter().filter_map(below).next_back();
    let number = |at: usize| arguments.rsplit(", ").nth(at).and_then(|text| text.parse::<usize>().ok());
    let data = || Rc::from(arguments.split('"').nth(1).map(unescaped).unwrap_or_default());
    match name {
        "openat" if arguments.contains("O_CREAT") => Some(Event::Create(last?)),
        "pwrite64" => Some(Event::Write(below(texts.first()?)?, number(0), data())),
        "write" => Some(Event::Write(below(texts.first()?)?, None, data())),
        "fsync" | "fdatasync" => Some(Event::Sync(last?)),
        "rename" | "renameat" | "renameat2" => {
            let mut paths = texts.iter().filter_map(below);
            Some(Event::Rename(paths.next()?, paths.next()?))
        }
        "unlink" | "unlinkat" => Some(Event::Remove(last?)),
        "ftruncate" => Some(Event::Resize(last?, number(0)?)),
        "mkdir" | "mkdirat" => Some(Event::Folder(last?)),
        "openat" => None,
        // A new way of writing would be a hole in the model.
        other => last.map(|path| panic!("{other} of {path} is not known to the model")),
    }
}

/// `\x41` for every byte.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).filter_map(|digits| u8::from_str_radix(digits.get(..2)?, 16).ok()).collect()
}

#[test]
fn calls_are_read_whole_or_in_two_parts() {
    let hex = |text: &str| text.bytes().fold(String::new(), |all, byte| all + "\\x" + &hexadecimal(&[byte]));
    let trace = format!(
        "7 openat(AT_FDCWD<{0}>, \"{1}\", O_RDWR|O_CREAT, 0644) = 5<{1}>\n\
         8  pwrite64(5<{1}>, \"{2}\", 2, 4096 <unfinished ...>\n\
         7  write(1<{3}>, \"{4}\", 10) = 10\n\
         8  <... pwrite64 resumed>)       = 2\n\
         8  fsync(5<{1}>)                 = 0\n\
         8  fsync(5<{1}>)                 = -1 EIO (Input/output error)\n\
         8  fsync(6<{0}>)                 = 0\n",
        hex("/d"),
        hex("/d/a"),
        hex("xy"),
        hex("pipe:[1]"),
        hex("ACK 0 k .\n"),
    );
    let expected = [
        Event::Create("a".to_owned()),
        Event::Said("ACK 0 k .\n".to_owned()),
        Event::Write("a".to_owned(), Some(4096), Rc::from(*b"xy")),
        Event::Sync("a".to_owned()),
        Event::Sync(String::new()),
    ];
    assert_eq!(events(&trace, Path::new("/d")), expected);
}
