//! What can become of a reading, in words that say what to do.

use std::time::Duration;

use jiheng_markup::MarkError;
use jiheng_model::text::Bilingual;

/// Longest kind of a refusal, and longest sentence, that are taken over from a worker.
const KIND_CHARS_MAX: usize = 64;
const SENTENCE_CHARS_MAX: usize = 2_000;

/// Kind of refusal that only the parent gives: a fault of ours.
const RESERVED_KIND: &str = "internal";

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The reader says that the file cannot be read.
    Refused {
        /// Stable kind.
        kind: String,
        /// What happened and what to do.
        message: Bilingual,
    },
    /// The reader panicked: a fault of ours.
    Fault {
        /// File and line of our code.
        place: String,
    },
    /// The worker asked for more memory than it may have.
    OutOfMemory {
        /// The limit in bytes.
        limit: u64,
    },
    /// The worker took too long and was ended.
    OutOfTime {
        /// The limit.
        limit: Duration,
    },
    /// The worker ended without an answer.
    Crashed {
        /// What the system says of its end.
        how: String,
    },
    /// The worker answered what no reader would.
    Untrusted,
    /// The document is larger than is taken over.
    TooMuch {
        /// The limit in bytes.
        limit: u64,
    },
    /// No worker could be started.
    NotStarted {
        /// What the system says.
        why: String,
    },
}

impl Failure {
    /// A refusal in a worker's words, unless they are none that a reader would use.
    pub(crate) fn told(kind: String, message: Bilingual) -> Self {
        let is_kind = kind.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && (1..=KIND_CHARS_MAX).contains(&kind.len())
            && kind != RESERVED_KIND;
        let is_sentence =
            |text: &str| text.chars().count() <= SENTENCE_CHARS_MAX && !text.chars().any(char::is_control);
        if is_kind && is_sentence(&message.zh) && is_sentence(&message.en) {
            Self::Refused { kind, message }
        } else {
            Self::Untrusted
        }
    }

    /// A fault at a place that a worker names.
    pub(crate) fn fault(place: &str) -> Self {
        Self::Fault { place: printable(place) }
    }

    /// Stable kebab-case kind, for machines.
    pub fn kind(&self) -> &str {
        match self {
            Self::Refused { kind, .. } => kind,
            Self::Fault { .. } => RESERVED_KIND,
            Self::OutOfMemory { .. } => "reader-out-of-memory",
            Self::OutOfTime { .. } => "reader-out-of-time",
            Self::Crashed { .. } => "reader-crashed",
            Self::Untrusted => "reader-untrusted",
            Self::TooMuch { .. } => "too-large",
            Self::NotStarted { .. } => "reader-not-started",
        }
    }

    /// What happened and what to do.
    pub fn message(&self) -> Bilingual {
        Bilingual::new(self.chinese(), self.english())
    }

    fn chinese(&self) -> String {
        match self {
            Self::Refused { message, .. } => message.zh.clone(),
            Self::Fault { place } => format!(
                "程序内部出错（版本 {VERSION}，{place}），不是文件的问题，其他文件不受影响；请把这句话连同文件类型报告给我们。"
            ),
            Self::OutOfMemory { limit } => format!(
                "读取这个文件需要的内存超过 {} MB 的上限，已停止读取，其他文件不受影响；请删去图片、附件或拆分后再试，确认文件可靠时可用 --memory-limit 提高上限。",
                limit >> 20
            ),
            Self::OutOfTime { limit } => format!(
                "读取这个文件超过 {} 的时限，已停止读取，其他文件不受影响；请用 Word、Excel 或 WPS 打开后另存再试，确认文件可靠时可用 --time-limit 延长时限。",
                seconds(*limit, "秒")
            ),
            Self::Crashed { how } => format!(
                "读取这个文件时，读取进程意外终止（{how}），其他文件不受影响；请用 Word、Excel 或 WPS 打开后另存再试，仍然如此请把这句话连同文件类型报告给我们。"
            ),
            Self::Untrusted => "读取这个文件时，读取进程给出的内容不合规定，已弃用，其他文件不受影响；文件可能带有攻击内容，请核实来源，并把这句话连同文件类型报告给我们。".to_owned(),
            Self::TooMuch { limit } => format!(
                "文件展开后的内容超过 {} MB 的上限，没有核对；请拆分文件，或删去不属于报告的内容。",
                limit >> 20
            ),
            Self::NotStarted { why } => format!(
                "不能启动受限的读取进程（{why}），为安全起见没有读取这个文件；请检查系统的进程数和内存限制后再试。"
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Refused { message, .. } => message.en.clone(),
            Self::Fault { place } => format!(
                "This is our fault, not the file's (version {VERSION}, {place}); other files are not affected. \
                 Please report this sentence together with the file's type."
            ),
            Self::OutOfMemory { limit } => format!(
                "Reading this file takes more than the {} MB of memory that are allowed; it was stopped, other files are not \
                 affected. Remove pictures or split it; for a file you trust, raise --memory-limit.",
                limit >> 20
            ),
            Self::OutOfTime { limit } => format!(
                "Reading this file takes longer than the {} allowed; it was stopped, other files are not affected. Save it \
                 again from Word, Excel or WPS; for a file you trust, raise --time-limit.",
                seconds(*limit, "s")
            ),
            Self::Crashed { how } => format!(
                "The process that read this file ended unexpectedly ({how}); other files are not affected. Save it again \
                 from Word, Excel or WPS; if that does not help, please report this sentence together with the file's type."
            ),
            Self::Untrusted => {
                "The process that read this file answered what no reader would; the answer was dropped, other \
                 files are not affected. The file may carry an attack: make sure where it comes from, and please \
                 report this sentence together with the file's type."
                    .to_owned()
            }
            Self::TooMuch { limit } => format!(
                "The content of the file is more than the limit of {} MB; it was not checked. Split it, or remove what \
                 does not belong to the report.",
                limit >> 20
            ),
            Self::NotStarted { why } => format!(
                "The limited process that reads files cannot be started ({why}); for safety the file was not read. Check \
                 the limits of the system on processes and memory and try again."
            ),
        }
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn seconds(time: Duration, unit: &str) -> String {
    if time.as_secs() == 0 { format!("{} ms", time.as_millis()) } else { format!("{} {unit}", time.as_secs()) }
}

/// What a process says of itself may hold anything; only plain characters of it are shown.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(200).collect()
}

/// A document that was read and yet cannot be marked.
pub fn unmarked(error: &MarkError) -> (String, Bilingual) {
    let why = printable(&error.to_string());
    let message = Bilingual::new(
        format!("这个 Word 文档可以读，但不能写批注（{why}）；请在 Word 里另存一份再试，核对结果不受影响。"),
        format!(
            "This Word document can be read but not marked ({why}); save it anew in Word and try again. The findings are not affected."
        ),
    );
    ("not-markable".to_owned(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workers_words_are_taken_over_only_when_a_reader_could_have_said_them() {
        let message = Bilingual::new("文件是空的。", "the file is empty");
        let told = |kind: &str, message: &Bilingual| Failure::told(kind.to_owned(), message.clone());
        assert_eq!(told("empty", &message).kind(), "empty");
        let long = Bilingual::new("空".repeat(SENTENCE_CHARS_MAX + 1), "");
        let escape = Bilingual::new("", "\u{1b}[2J");
        for (kind, message) in [
            ("internal", &message),
            ("", &message),
            ("Empty", &message),
            ("空", &message),
            (&*"a".repeat(KIND_CHARS_MAX + 1), &message),
            ("empty", &long),
            ("empty", &escape),
        ] {
            assert_eq!(told(kind, message), Failure::Untrusted, "{kind}");
        }
        assert_eq!(Failure::fault("a.rs:1\u{1b}\n"), Failure::Fault { place: "a.rs:1".to_owned() });
    }

    #[test]
    fn every_failure_says_what_happened_and_what_to_do_in_both_languages() {
        for failure in [
            Failure::Fault { place: "a.rs:1".to_owned() },
            Failure::OutOfMemory { limit: 512 << 20 },
            Failure::OutOfTime { limit: Duration::from_secs(10) },
            Failure::Crashed { how: "signal: 9 (SIGKILL)".to_owned() },
            Failure::Untrusted,
            Failure::TooMuch { limit: 64 << 20 },
            Failure::NotStarted { why: "EAGAIN".to_owned() },
        ] {
            let Bilingual { zh, en } = failure.message();
            assert!(zh.ends_with('。') && zh.contains('请') && en.ends_with('.') && en.is_ascii(), "{zh} {en}");
        }
    }
}
