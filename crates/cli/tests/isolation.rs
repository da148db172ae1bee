//! Reading in limited processes: what they cannot do, what becomes of them, and that nothing else changes.

#[cfg(test)]
mod common;

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use common::{Folder, good_text, lines, run};
use jiheng_isolation::{Failure, Pool, Reader, Settings};
use jiheng_readers::Limits;
use made::{costly_page, kinds, sample, settings, zip_of};
use serde_json::Value;

#[test]
fn a_document_that_takes_too_much_memory_costs_itself_alone() {
    let folder = Folder::new();
    folder.file("a.txt", good_text().as_bytes());
    folder.file("b.html", &costly_page());
    folder.file("c.docx", &sample("docx"));
    for jobs in ["1", "3"] {
        let arguments = ["check", folder.path(), "--format", "jsonl", "--memory-limit", "128", "--jobs", jobs];
        let outcome = run(&arguments);
        assert_eq!(kinds(&outcome.stdout), [None, Some("reader-out-of-memory".to_owned()), None], "{outcome:?}");
        assert_eq!(outcome.code, 2);
        let line = &lines(&outcome.stdout)[1];
        assert!(line["error"]["message"].as_str().is_some_and(|text| text.contains("128 MB")), "{line}");
        assert!(line["source"]["sha256"].is_string(), "{line}");
        assert!(outcome.stderr.is_empty(), "{outcome:?}");
    }
}

#[test]
fn a_document_that_takes_too_long_costs_itself_alone() {
    let pool = Pool::new(Settings { time: Duration::from_millis(40), ..settings() });
    let limit = Duration::from_millis(40);
    assert_eq!(pool.document(&costly_page()).unwrap_err(), Failure::OutOfTime { limit });
    let patient = Pool::new(settings());
    assert!(patient.document(good_text().as_bytes()).is_ok());
}

#[test]
fn a_reader_that_cannot_be_started_is_no_reason_to_read_without() {
    let pool = Pool::new(Settings { program: "/nonexistent/jiheng".into(), ..settings() });
    let Failure::NotStarted { why } = pool.document(b"x").unwrap_err() else { unreachable!("there is no such file") };
    assert!(!why.is_empty());
    // It starts and greets nobody.
    let other = Pool::new(Settings { program: "/bin/true".into(), ..settings() });
    assert!(matches!(other.document(b"x").unwrap_err(), Failure::NotStarted { .. }));
}

#[test]
fn what_a_reader_refuses_is_told_in_its_own_words() {
    let pool = Pool::new(settings());
    for (bytes, kind) in [(b"".as_slice(), "empty"), (b"PK\x03\x04", "truncated"), (b"%PDF-1.7", "damaged-pdf")] {
        assert_eq!(pool.document(bytes).unwrap_err().kind(), kind);
    }
}

#[test]
fn a_document_comes_through_the_pipe_as_it_was_read() {
    let pool = Pool::new(Settings { questions_per_worker: 3, ..settings() });
    for format in ["docx", "xlsx", "html", "txt", "docx", "txt"] {
        let bytes = sample(format);
        assert_eq!(pool.document(&bytes).unwrap(), jiheng_readers::read(&bytes, &Limits::default()).unwrap());
    }
}

#[test]
fn results_are_the_same_bytes_with_and_without_limited_processes() {
    let folder = Folder::new();
    folder.folder("empty");
    for format in ["docx", "xlsx", "html", "txt"] {
        folder.file(&format!("{format}/report.{format}"), &sample(format));
    }
    folder.file("broken.docx", b"PK\x03\x04broken");
    folder.file(
        "many.zip",
        &zip_of(&[("a.txt", good_text().as_bytes()), ("b.docx", &sample("docx")), ("c.docx", b"PK")]),
    );
    folder.file("cut.zip", b"PK\x03\x04");
    for (command, format) in [("check", "text"), ("check", "json"), ("check", "sarif"), ("facts", "jsonl")] {
        let one = run(&[command, folder.path(), "--format", format, "--in-process"]);
        for jobs in ["1", "4"] {
            let other = run(&[command, folder.path(), "--format", format, "--jobs", jobs]);
            assert_eq!((one.code, &one.stdout, &one.stderr), (other.code, &other.stdout, &other.stderr), "{format}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_can_do_nothing_but_read_what_it_is_handed() {
    let (standing, attempts) = Pool::new(settings()).self_test().unwrap();
    assert_eq!(standing.missing, []);
    assert_eq!(attempts.len(), 20);
    for attempt in attempts {
        let refused = attempt.refused.unwrap_or_default();
        let is_refused = refused.contains("not permitted") || refused.contains("allocat");
        assert!(is_refused, "{}: {refused}", attempt.what);
    }
    let told = run(&["read-worker", "--self-test"]);
    assert_eq!((told.code, told.stdout.contains("POSSIBLE")), (0, false), "{told:?}");
    assert!(!run(&["--help"]).stdout.contains("read-worker"));
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod signals {
    //! Workers that are ended or stopped from outside.

    use std::io::Read as _;

    use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};

    use super::common::jiheng;
    use super::*;

    fn pid(id: u32) -> Pid {
        Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
    }

    /// A pool whose one worker has read a document, and the worker.
    fn warm_pool(settings: Settings) -> (Pool, Pid) {
        let pool = Pool::new(settings);
        pool.document(good_text().as_bytes()).unwrap();
        let ids = pool.idle_ids();
        assert_eq!(ids.len(), 1);
        (pool, pid(ids[0]))
    }

    #[test]
    fn a_worker_that_died_while_it_waited_is_replaced_without_a_word() {
        let (pool, worker) = warm_pool(settings());
        kill_process(worker, Signal::KILL).unwrap();
        assert!(pool.document(good_text().as_bytes()).is_ok());
        assert_ne!(pool.idle_ids(), [u32::try_from(worker.as_raw_pid()).unwrap()]);
    }

    #[test]
    fn a_worker_that_is_stopped_is_out_of_time_and_is_replaced() {
        let time = Duration::from_millis(1500);
        let (pool, worker) = warm_pool(Settings { time, ..settings() });
        kill_process(worker, Signal::STOP).unwrap();
        assert_eq!(pool.document(good_text().as_bytes()).unwrap_err(), Failure::OutOfTime { limit: time });
        assert!(pool.document(good_text().as_bytes()).is_ok());
    }

    #[test]
    fn a_worker_that_is_killed_while_it_reads_costs_that_document_alone() {
        // The signal of an abort, and the one that the system sends when memory runs out.
        for (signal, name, memory_bytes) in
            [(Signal::ABORT, "SIGABRT", 501 << 20), (Signal::KILL, "SIGKILL", 502 << 20)]
        {
            let pool = Pool::new(Settings { memory_bytes, ..settings() });
            let outcome = std::thread::scope(|scope| {
                let reading = scope.spawn(|| pool.document(&costly_page()));
                let worker = worker_of(std::process::id(), memory_bytes);
                kill_process(worker, signal).unwrap();
                reading.join().unwrap()
            });
            match outcome.unwrap_err() {
                Failure::Crashed { how } => assert!(how.contains(name), "{how}"),
                // The signal came before the worker had said hello.
                Failure::NotStarted { why } => assert!(why.contains(name), "{why}"),
                other => unreachable!("{other:?}"),
            }
            assert!(pool.document(good_text().as_bytes()).is_ok());
        }
    }

    /// The worker of this process that was started with this limit, as soon as there is one.
    fn worker_of(parent: u32, memory_bytes: u64) -> Pid {
        let words = [jiheng_isolation::WORKER_COMMAND, "--memory-bytes", &memory_bytes.to_string()].join("\0");
        loop {
            for entry in std::fs::read_dir("/proc").unwrap().flatten() {
                let text = |file: &str| std::fs::read_to_string(entry.path().join(file)).unwrap_or_default();
                let is_child = text("status").lines().any(|line| line == format!("PPid:\t{parent}"));
                if is_child && text("cmdline").contains(&words) {
                    return pid(entry.file_name().to_str().unwrap().parse().unwrap());
                }
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn no_worker_outlives_a_run_that_is_broken_off() {
        let folder = Folder::new();
        for number in 0..40 {
            folder.file(&format!("{number}.txt"), good_text().repeat(60).as_bytes());
        }
        for signal in [Signal::INT, Signal::KILL] {
            let mut run = jiheng(&["check", folder.path(), "--format", "jsonl", "--jobs", "2"])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            // From here on the run waits for somebody to take its output.
            let mut first = [0; 1];
            run.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
            let worker = worker_of(run.id(), 512 << 20);
            let handle = pidfd_open(worker, PidfdFlags::empty()).unwrap();
            kill_process(pid(run.id()), signal).unwrap();
            assert!(!run.wait().unwrap().success());
            // Readable when the process has ended.
            let mut ended = [rustix::event::PollFd::new(&handle, rustix::event::PollFlags::IN)];
            let patience = rustix::time::Timespec { tv_sec: 20, tv_nsec: 0 };
            assert_eq!(rustix::event::poll(&mut ended, Some(&patience)), Ok(1), "{signal:?}");
        }
    }
}

#[test]
fn what_is_piped_in_is_read_in_a_limited_process_too() {
    let mut piped = common::jiheng(&["check", "-", "--format", "jsonl", "--fail-on", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    piped.stdin.take().unwrap().write_all(&sample("docx")).unwrap();
    let output = piped.wait_with_output().unwrap();
    let folder = Folder::new();
    let path = folder.file("report.docx", &sample("docx"));
    let named = run(&["check", &path, "--format", "jsonl", "--fail-on", "never"]);
    let [piped, named] = [String::from_utf8(output.stdout).unwrap(), named.stdout].map(|text| lines(&text).remove(0));
    assert_eq!(piped["source"]["path"], "-");
    assert_eq!(piped["source"]["sha256"], named["source"]["sha256"]);
    // Not compared as values: a difference would print both.
    assert!(piped["findings"] == named["findings"], "the findings differ");
}

#[test]
fn the_values_of_limits_are_held_within_reason() {
    let folder = Folder::new();
    let path = folder.file("a.txt", good_text().as_bytes());
    for arguments in [["--memory-limit", "1"], ["--time-limit", "0"], ["--time-limit", "x"]] {
        let outcome = run(&["check", &path, arguments[0], arguments[1]]);
        assert_eq!(outcome.code, 2, "{outcome:?}");
    }
    let outcome = run(&["check", &path, "--format", "jsonl", "--verbose", "--time-limit", "60"]);
    let line: &Value = &lines(&outcome.stdout)[0];
    assert_eq!((outcome.code, line.get("error")), (0, None), "{outcome:?}");
}

#[cfg(test)]
mod made {
    //! Settings and documents of these tests.

    use std::io::Write as _;

    use jiheng_isolation::Settings;

    use super::common::lines;

    pub fn settings() -> Settings {
        Settings::new(env!("CARGO_BIN_EXE_jiheng").into())
    }

    /// A page of very many elements: within the limits of the reader, and costly.
    pub fn costly_page() -> Vec<u8> {
        let mut page = b"<html><body>".to_vec();
        while page.len() < 8 << 20 {
            page.extend_from_slice(b"<p><b>1</b><i>2</i></p>\n");
        }
        page
    }

    pub fn sample(format: &str) -> Vec<u8> {
        let path = format!("{}/../../examples/linjiang-2021/faulty/report.{format}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).unwrap()
    }

    pub fn kinds(stdout: &str) -> Vec<Option<String>> {
        lines(stdout).iter().map(|line| line["error"]["kind"].as_str().map(str::to_owned)).collect()
    }

    pub fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}
