//! All files one by one, then all of them as one folder with good files among them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use super::case::{Answer, Case, Trap, refused};
use super::classes::{CLASSES, Class};
use super::ground::Ground;
use super::judge::{self, Line};
use super::network::{Network, PORT};
use super::process::{Run, Runner};
use crate::say;

/// Good files, by where they come in the order of names, and the sample that they are.
const GOOD: [(&str, &str); 3] = [("00-good.docx", "docx"), ("p08-good.xlsx", "xlsx"), ("zz-good.txt", "txt")];
/// Fewer files are no class.
const FILES_MIN: usize = 12;
/// The whole folder is given up after this long.
const BATCH_PATIENCE: Duration = Duration::from_mins(15);

/// What is run, and where.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Runs the program.
    pub runner: Runner,
    /// Reports as they should be.
    pub samples: PathBuf,
    /// One class only.
    pub class: Option<String>,
    /// Files whose names hold this only.
    pub name: Option<String>,
    /// Files of at most so many bytes only.
    pub most_bytes: usize,
    /// The first of them, then the one so many further on, and so forth.
    pub step: usize,
    /// New and empty.
    pub folder: PathBuf,
}

/// What the files of a class took.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    refused: usize,
    partial: usize,
    slowest: (u64, String),
    largest: (u64, String),
}

impl Suite {
    /// Runs everything.
    ///
    /// # Errors
    /// Every file whose answer was not the expected one.
    pub fn run(&self) -> Result<(), String> {
        let classes = self.classes()?;
        let ground = Ground::new(&self.folder)?;
        let network = Network::enter()?;
        if let Some(why) = &network.shared {
            say::line(&format!("no network of its own ({why}); only the listener on the loopback watches"));
        }
        let trap = Trap { port: PORT, canary: ground.canary.clone() };
        let mut failures = Vec::new();
        let mut known = BTreeMap::new();
        for class in classes {
            let cases = class.cases(&trap);
            failures.extend(are_enough(&class, &cases).err());
            let cases = cases.into_iter().filter(|case| self.takes(case)).step_by(self.step);
            let mut tally = Tally::default();
            for case in cases {
                let path = ground.files.join(&case.name);
                fs::write(&path, &case.bytes).map_err(|error| format!("{}: {error}", path.display()))?;
                match self.one(&case, &ground, &network, &mut tally) {
                    Ok(lines) => drop(known.insert(case.name.clone(), lines)),
                    Err(why) => {
                        say::line(&format!("      {}: {why}", case.name));
                        failures.push(format!("{}: {why}", case.name));
                    }
                }
            }
            say::line(&tally.told(&class));
        }
        if let Err(why) = self.batch(&known, &ground, &network) {
            failures.push(format!("all files as one folder: {why}"));
        }
        ground.is_as_before().unwrap_or_else(|why| failures.push(why));
        if failures.is_empty() {
            Ok(())
        } else {
            Err(format!("{} of the hostile files or runs failed:\n{}", failures.len(), failures.join("\n")))
        }
    }

    fn takes(&self, case: &Case) -> bool {
        case.bytes.len() <= self.most_bytes && self.name.as_ref().is_none_or(|name| case.name.contains(name))
    }

    fn classes(&self) -> Result<Vec<Class>, String> {
        let Some(wanted) = &self.class else { return Ok(CLASSES.to_vec()) };
        let class = CLASSES.iter().find(|class| class.id.eq_ignore_ascii_case(wanted));
        let all: Vec<&str> = CLASSES.iter().map(|class| class.id).collect();
        class
            .map(|class| vec![*class])
            .ok_or_else(|| format!("there is no class {wanted}; there are {}", all.join(", ")))
    }

    /// One file alone.
    fn one(&self, case: &Case, ground: &Ground, network: &Network, tally: &mut Tally) -> Result<Vec<Line>, String> {
        let path = ground.files.join(&case.name);
        let run = self.runner.run(ground, &["check", &path.to_string_lossy(), "--format", "jsonl"])?;
        let lines = judge::lines(&run);
        tally.add(case, &run, lines.as_deref().unwrap_or_default());
        let lines = lines?;
        judge::thrift(&run)?;
        judge::same(&case.expected, &lines)?;
        network.is_quiet()?;
        ground.is_untouched()?;
        Ok(lines)
    }

    /// The whole folder: every file gets the answer that it got alone, and good files give their findings.
    fn batch(&self, known: &BTreeMap<String, Vec<Line>>, ground: &Ground, network: &Network) -> Result<(), String> {
        let mut findings = BTreeMap::new();
        for (name, format) in GOOD {
            let sample = self.samples.join(format!("report.{format}"));
            let path = ground.files.join(name);
            fs::copy(&sample, &path).map_err(|error| format!("{}: {error}", sample.display()))?;
            let run = self.runner.run(ground, &["check", &path.to_string_lossy(), "--format", "jsonl"])?;
            findings.insert(
                path.to_string_lossy().into_owned(),
                findings_of(run.stdout.lines().next().unwrap_or_default())?,
            );
        }
        let folder = ground.files.to_string_lossy().into_owned();
        let runner = Runner { patience: BATCH_PATIENCE, ..self.runner.clone() };
        let run = runner.run(ground, &["check", &folder, "--format", "jsonl"])?;
        let lines = judge::lines(&run)?;
        for line in &lines {
            compare(line, known, &folder).map_err(|why| format!("{}: {why}", line.path))?;
        }
        for (path, expected) in &findings {
            let found = run.stdout.lines().zip(&lines).find(|(_, line)| line.path == *path);
            let (text, _) = found.ok_or_else(|| format!("{path}: no answer"))?;
            if findings_of(text)? != *expected {
                return Err(format!("{path}: the findings of a good file differ"));
            }
        }
        self.shown(&folder, ground)?;
        network.is_quiet()?;
        ground.is_untouched()?;
        let (documents, seconds, peak) = (lines.len(), run.milliseconds / 1000, run.peak_kilobytes >> 10);
        say::line(&format!(
            "all as one folder: {documents} documents in {seconds} s, peak {peak} MB; the good files among them give their findings"
        ));
        Ok(())
    }

    /// What is shown to people holds nothing that acts on a terminal.
    fn shown(&self, folder: &str, ground: &Ground) -> Result<(), String> {
        let runner = Runner { patience: BATCH_PATIENCE, ..self.runner.clone() };
        let run = runner.run(ground, &["check", folder, "--format", "text"])?;
        match run.stdout.lines().find(|line| line.chars().any(judge::acts)) {
            Some(line) => Err(format!("a line of text acts on the terminal: {line:?}")),
            None => Ok(()),
        }
    }
}

/// A class is known by a dozen files, each under a name of its own.
fn are_enough(class: &Class, cases: &[Case]) -> Result<(), String> {
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    if names.len() < cases.len() {
        return Err(format!("{}: two files have one name", class.id));
    }
    if names.len() < FILES_MIN { Err(format!("{}: fewer than {FILES_MIN} files", class.id)) } else { Ok(()) }
}

/// The answer of a batch is the one that the file got alone. What lies in a zip is compared by its number of lines
/// elsewhere; here only that it is among them.
fn compare(line: &Line, known: &BTreeMap<String, Vec<Line>>, folder: &str) -> Result<(), String> {
    let below = line.path.strip_prefix(folder).unwrap_or(&line.path).trim_start_matches('/');
    let name = below.split('/').next().unwrap_or_default();
    let Some(alone) = known.get(name) else { return Ok(()) };
    let answers: Vec<&Answer> =
        alone.iter().filter(|other| other.path == line.path).map(|other| &other.answer).collect();
    // A zip that is called a document is looked into only when it is named; in a folder it is read as what it is called.
    let is_called_otherwise =
        line.answer == refused("unknown-archive") && (answers.is_empty() || answers == [&refused("empty-archive")]);
    if answers.contains(&&line.answer) || is_called_otherwise {
        Ok(())
    } else {
        Err(format!("alone it got {answers:?}, in the folder {:?}", line.answer))
    }
}

fn findings_of(line: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("a line is no JSON: {error}"))?;
    let findings = value["findings"].clone();
    if findings.as_array().is_some_and(|findings| !findings.is_empty()) {
        Ok(findings)
    } else {
        Err("a good file has no findings".to_owned())
    }
}

impl Tally {
    fn add(&mut self, case: &Case, run: &Run, lines: &[Line]) {
        self.files += 1;
        let is_refused = |line: &Line| matches!(line.answer, Answer::Refused(_));
        let is_partial = |line: &Line| matches!(&line.answer, Answer::Read(notes) if !notes.is_empty());
        let (any, all) = (lines.iter().any(is_refused), lines.iter().all(is_refused));
        self.refused += usize::from(any && all);
        self.partial += usize::from((any && !all) || lines.iter().any(is_partial));
        self.slowest = std::mem::take(&mut self.slowest).max((run.milliseconds, case.name.clone()));
        self.largest = std::mem::take(&mut self.largest).max((run.peak_kilobytes, case.name.clone()));
    }

    fn told(&self, class: &Class) -> String {
        let Self { files, refused, partial, slowest, largest } = self;
        let (milliseconds, slow) = slowest;
        let (megabytes, large) = (largest.0 >> 10, &largest.1);
        let read = files - refused - partial;
        format!(
            "{:<4} {files:>3} files: {refused} refused, {partial} partial, {read} read; slowest {milliseconds} ms ({slow}); peak {megabytes} MB ({large}); {}",
            class.id, class.title
        )
    }
}
