//! Holds a run against what has to come of it.

use serde_json::Value;

use super::case::Answer;
use super::ground::SONG;
use super::process::Run;

/// Wall time of one file.
pub const MILLISECONDS_MAX: u64 = 10_000;
/// Resident memory of the program or of a child of it.
pub const KILOBYTES_MAX: u64 = 512 << 10;

/// Kinds of refusals that are faults of ours, or that only say that something went wrong.
const FAULTS: [&str; 6] = [
    "internal",
    "reader-crashed",
    "reader-untrusted",
    "reader-out-of-time",
    "reader-out-of-memory",
    "reader-not-started",
];
/// Notes that say nothing of the file itself.
const NEUTRAL: [&str; 1] = ["form-not-recognised"];

/// What one line of output says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Path of the document.
    pub path: String,
    /// What became of it.
    pub answer: Answer,
    /// At least one finding is an error.
    pub has_errors: bool,
}

/// The lines that a run printed, when it ended as it should.
///
/// # Errors
/// What is wrong about its end, its output or its sentences.
pub fn lines(run: &Run) -> Result<Vec<Line>, String> {
    if let Some(signal) = run.signal {
        return Err(format!("ended by signal {signal} after {} ms", run.milliseconds));
    }
    // Files of other types in a folder or a zip are counted there; nothing else is.
    if !run.stderr.trim().lines().all(|line| line.starts_with("jiheng: 跳过 ")) {
        return Err(format!("complained: {}", run.stderr.trim()));
    }
    if run.stdout.contains(SONG) || run.stdout.contains("730519.28") {
        return Err("the canary was read".to_owned());
    }
    let lines = run.stdout.lines().map(line).collect::<Result<Vec<_>, _>>()?;
    let refused = lines.iter().any(|line| matches!(line.answer, Answer::Refused(_)));
    let expected = if refused { 2 } else { i32::from(lines.iter().any(|line| line.has_errors)) };
    if run.code != Some(expected) {
        return Err(format!("exit code {:?} where {expected} is documented", run.code));
    }
    Ok(lines)
}

fn line(text: &str) -> Result<Line, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("a line is no JSON: {error}"))?;
    let path = value["source"]["path"].as_str().unwrap_or_default().to_owned();
    let answer = match value.get("error") {
        Some(error) => Answer::Refused(refusal(error)?),
        None => Answer::Read(notes(&value["notes"])?),
    };
    let findings = value["findings"].as_array();
    let has_errors = findings.is_some_and(|findings| findings.iter().any(|finding| finding["severity"] == "error"));
    Ok(Line { path, answer, has_errors })
}

fn refusal(error: &Value) -> Result<String, String> {
    let kind = error["kind"].as_str().unwrap_or_default();
    let message = sentence(error)?;
    if FAULTS.contains(&kind) {
        return Err(format!("{kind}: {message}"));
    }
    if !message.contains('请') {
        return Err(format!("{kind}: the sentence does not say what to do: {message}"));
    }
    Ok(kind.to_owned())
}

fn notes(notes: &Value) -> Result<Vec<String>, String> {
    let mut kinds = Vec::new();
    for note in notes.as_array().into_iter().flatten() {
        sentence(note)?;
        let kind = note["kind"].as_str().unwrap_or_default().to_owned();
        if !NEUTRAL.contains(&kind.as_str()) && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.sort();
    Ok(kinds)
}

/// A sentence in Chinese with its English twin, of characters that do nothing to a terminal.
fn sentence(value: &Value) -> Result<String, String> {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let (zh, en) = (text("message"), text("message_en"));
    let is_chinese = zh.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && zh.ends_with('。');
    if !is_chinese || en.is_empty() {
        return Err(format!("no sentence in both languages: {zh:?} {en:?}"));
    }
    if let Some(character) = zh.chars().chain(en.chars()).find(|c| acts(*c)) {
        return Err(format!("a sentence holds {character:?}: {zh:?}"));
    }
    Ok(zh)
}

/// Characters that do something to a terminal or to the order of what is shown.
pub fn acts(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a run was quick and small.
///
/// # Errors
/// What it took.
pub fn thrift(run: &Run) -> Result<(), String> {
    if run.milliseconds > MILLISECONDS_MAX {
        return Err(format!("took {} ms, more than {MILLISECONDS_MAX}", run.milliseconds));
    }
    if run.peak_kilobytes > KILOBYTES_MAX {
        return Err(format!("took {} MB, more than {}", run.peak_kilobytes >> 10, KILOBYTES_MAX >> 10));
    }
    Ok(())
}

/// Whether the answers are those of the table.
///
/// # Errors
/// Both.
pub fn same(expected: &[Answer], lines: &[Line]) -> Result<(), String> {
    let is_same =
        expected.len() == lines.len() && expected.iter().zip(lines).all(|(expected, line)| *expected == line.answer);
    if is_same {
        return Ok(());
    }
    let actual: Vec<String> = lines.iter().map(|line| format!("{:?}", line.answer)).collect();
    Err(format!("expected {expected:?}, got [{}]", actual.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(code: i32, stdout: &str) -> Run {
        Run { code: Some(code), stdout: stdout.to_owned(), ..Run::default() }
    }

    const REFUSED: &str =
        r#"{"source":{"path":"a"},"error":{"kind":"empty","message":"文件是空的，请重新导出。","message_en":"x"}}"#;

    #[test]
    fn a_refusal_and_a_result_are_told_apart() {
        let read = r#"{"source":{"path":"a"},"findings":[{"severity":"error"}],"notes":[{"kind":"macros","message":"含有宏。","message_en":"x"}]}"#;
        assert_eq!(lines(&run(2, REFUSED)).unwrap()[0].answer, Answer::Refused("empty".to_owned()));
        assert_eq!(lines(&run(1, read)).unwrap()[0].answer, Answer::Read(vec!["macros".to_owned()]));
        assert_eq!(lines(&run(2, &format!("{read}\n{REFUSED}"))).unwrap().len(), 2);
    }

    #[test]
    fn what_must_not_be_is_told() {
        for (run, part) in [
            (run(0, REFUSED), "exit code"),
            (run(2, &REFUSED.replace("请重新导出", "不读")), "what to do"),
            (run(2, &REFUSED.replace("\"empty\"", "\"internal\"")), "internal"),
            (run(2, &REFUSED.replace("文件是空的", "\\u001b[2J文件")), "holds"),
            (run(2, &REFUSED.replace("文件是空的", SONG)), "canary"),
            (run(0, "x"), "JSON"),
            (Run { signal: Some(11), ..Run::default() }, "signal 11"),
            (Run { stderr: "jiheng: 跳过 3 个\njiheng: 内部错误".to_owned(), ..run(2, REFUSED) }, "complained"),
        ] {
            let said = lines(&run).unwrap_err();
            assert!(said.contains(part), "{said}");
        }
        assert!(thrift(&Run { milliseconds: 10_001, ..Run::default() }).is_err());
        assert!(thrift(&Run { peak_kilobytes: 600 << 10, ..Run::default() }).is_err());
    }
}
