//! Runs the examples inside rule files with the real pipeline: packs prove themselves.

use std::sync::Arc;

use jiheng_evidence::Files;
use jiheng_evidence::accounts::AccountsFile;
use jiheng_evidence::previous::Previous;
use jiheng_evidence::register::{Export, Register};
use jiheng_facts::Reading;
use jiheng_model::document::Document;
use jiheng_model::evaluation::{FactSet, Stage};
use jiheng_model::finding::Finding;
use jiheng_packs::example::{Example, ExampleFile, ExampleInput};
use jiheng_packs::{Check, Rule};

use crate::digest;
use crate::evaluate::{Engine, Options};

/// An example that did not give what its rule file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// File of the rule.
    pub path: String,
    /// Heading of the example.
    pub title: String,
    /// What the file expects, one finding a line.
    pub expected: Vec<String>,
    /// What came out.
    pub actual: Vec<String>,
}

/// Runs every example of every rule; only findings of the rule itself count.
pub fn verify(engine: &Engine) -> Vec<ExampleFailure> {
    let mut failures = Vec::new();
    for rule in &engine.packs().rules {
        if let Check::Native(name) = &rule.check
            && !jiheng_checks::native_names().contains(&name.as_str())
        {
            failures.push(failure(rule, "check", vec![], vec![format!("native:{name} does not exist")]));
        }
        for example in &rule.examples {
            let actual = run(engine, rule, example).unwrap_or_else(|message| vec![message]);
            if actual != example.findings {
                failures.push(failure(rule, &example.title, example.findings.clone(), actual));
            }
        }
    }
    failures
}

fn failure(rule: &Rule, title: &str, expected: Vec<String>, actual: Vec<String>) -> ExampleFailure {
    ExampleFailure { path: rule.path.clone(), title: title.to_owned(), expected, actual }
}

fn run(engine: &Engine, rule: &Rule, example: &Example) -> Result<Vec<String>, String> {
    let stage = if example.submitted { Stage::Submitted } else { Stage::Draft };
    if !example.beside.is_empty() {
        return beside(engine, rule, example, stage);
    }
    let facts = facts(engine, example)?;
    let judgement = jiheng_checks::judge(&facts, engine.packs(), stage);
    let mut lines = Vec::new();
    for finding in &judgement.findings {
        collect(finding, rule, &mut lines);
    }
    Ok(lines)
}

/// A document with files beside it goes the whole way.
fn beside(engine: &Engine, rule: &Rule, example: &Example, stage: Stage) -> Result<Vec<String>, String> {
    let ExampleInput::Document(text) = &example.input else {
        return Err("an example with files beside it needs a document".to_owned());
    };
    let limits = jiheng_readers::Limits::default();
    let mut files = Files::default();
    for file in &example.beside {
        let sha256 = digest::sha256(file.content.as_bytes());
        let book = jiheng_readers::read_sheets(file.content.as_bytes(), &limits).map_err(|e| e.message().en)?;
        let export = Export { path: &file.name, sha256: &sha256, book: &book, contract: None };
        match file.kind.as_str() {
            "register" => files.registers.push(Register::read(&export, engine.packs()).map_err(|unfit| unfit.0.zh)?),
            "accounts" => {
                let (path, book) = (file.name.clone(), book);
                files.accounts.push(AccountsFile { path, sha256, book });
            }
            "previous" => files.previous = Some(previous(engine, file, sha256)?),
            other => return Err(format!("{other} is no kind of file")),
        }
    }
    let options = Options { stage, beside: Arc::new(files), ..Options::default() };
    let evaluation = engine.evaluate(text.as_bytes(), &options).map_err(|refused| refused.message.en)?;
    let mut lines = Vec::new();
    for finding in &evaluation.judgement.findings {
        collect(finding, rule, &mut lines);
    }
    Ok(lines)
}

fn previous(engine: &Engine, file: &ExampleFile, sha256: String) -> Result<Previous, String> {
    let document = read(&file.content)?;
    let facts = jiheng_facts::extract(&document, engine.packs(), engine.lexicon(), Reading::default());
    Ok(Previous { path: file.name.clone(), sha256, document, facts })
}

fn read(text: &str) -> Result<Document, String> {
    jiheng_readers::read(text.as_bytes(), &jiheng_readers::Limits::default()).map_err(|error| error.message().en)
}

fn collect(finding: &Finding, rule: &Rule, lines: &mut Vec<String>) {
    if finding.code == rule.code {
        lines.push(format!("{} {} {}", finding.severity.name(), finding.code, finding.message.zh));
    }
    for consequence in &finding.consequences {
        collect(consequence, rule, lines);
    }
}

fn facts(engine: &Engine, example: &Example) -> Result<FactSet, String> {
    match &example.input {
        ExampleInput::Facts(lines) => {
            let mut facts = jiheng_facts::from_lines(lines, engine.lexicon())?;
            // Examples of facts stand for a recognised form.
            facts.report.form = engine.packs().forms.first().map(|form| form.id.clone());
            Ok(facts)
        }
        ExampleInput::Document(text) => {
            let document = read(text)?;
            Ok(jiheng_facts::extract(&document, engine.packs(), engine.lexicon(), Reading::default()))
        }
    }
}
