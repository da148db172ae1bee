//! One rule is one Markdown file: data, documentation, `explain` text and test.

use std::collections::BTreeMap;

use jiheng_model::finding::Severity;
use jiheng_model::text::Bilingual;
use serde::Deserialize;

use crate::example::{Example, ExampleFile, ExampleInput, FactLine};
use crate::expression::{self, Expression};
use crate::set::PackError;

/// What a rule asks.
#[derive(Clone, Debug)]
pub enum Check {
    /// An expression over fact ids that must hold for every institution.
    Expression(Expression),
    /// Relations of this kind that `facts` found must hold.
    Relation(String),
    /// A claim in words, and what it cannot stand beside.
    Claim(String, Against),
    /// A named check in `checks/src/native/`.
    Native(String),
    /// `evidence:<kind>`: the report against what lies beside it: `register`, `rows`, `accounts`, `opening` …
    Evidence(String),
}

/// What a claim is held against.
#[derive(Clone, Debug)]
pub enum Against {
    /// `claim:a excludes b`: the two claims cannot both stand.
    Claim(String),
    /// `claim:a requires <expression>`: the figures must bear it out.
    Figures(Expression),
    /// `claim:a never`: it cannot stand by itself.
    Nothing,
}

/// A loaded rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Family and number; never reused.
    pub code: String,
    /// Title in both languages; states the fault.
    pub title: Bilingual,
    /// Slug.
    pub name: String,
    /// `preview`, `stable`, `deprecated` or `removed`.
    pub status: String,
    /// How much a finding matters in a draft.
    pub severity: Severity,
    /// How much it matters once the report is handed in.
    pub severity_submitted: Severity,
    /// Source ids.
    pub sources: Vec<String>,
    /// What is asked.
    pub check: Check,
    /// Restricts a relation check: origins, units' dimensions.
    pub filter: BTreeMap<String, Vec<String>>,
    /// Dated thresholds and other numbers the check needs, as decimal text.
    pub parameters: BTreeMap<String, String>,
    /// Message template.
    pub message: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
    /// Examples, firing and silent.
    pub examples: Vec<Example>,
    /// The whole Markdown file.
    pub text: String,
    /// Relative path of the file.
    pub path: String,
    /// Pack it belongs to.
    pub pack: String,
}

impl Rule {
    /// Removed rules keep their code and text but do not run.
    pub fn is_active(&self) -> bool {
        self.status != "removed"
    }

    /// Fact ids named by an expression check.
    pub fn facts(&self) -> Vec<String> {
        match &self.check {
            Check::Expression(expression) | Check::Claim(_, Against::Figures(expression)) => expression.facts(),
            Check::Relation(_) | Check::Native(_) | Check::Evidence(_) | Check::Claim(..) => Vec::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    name: String,
    status: String,
    #[expect(dead_code, reason = "documentation for readers of the file; required so that nobody forgets it")]
    since: String,
    severity: String,
    #[serde(default)]
    severity_submitted: Option<String>,
    sources: Vec<String>,
    check: String,
    #[serde(default, rename = "where")]
    filter: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    message: Pair,
    remedy: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    zh: String,
    en: String,
}

impl From<Pair> for Bilingual {
    fn from(pair: Pair) -> Self {
        Self { zh: pair.zh, en: pair.en }
    }
}

/// A fenced block of the file with the headings above it.
struct Block {
    section: String,
    title: String,
    language: String,
    content: String,
}

/// Reads a rule file.
///
/// # Errors
/// The file and what is wrong with it.
pub fn parse(path: &str, pack: &str, text: &str) -> Result<Rule, PackError> {
    let fail = |message: String| PackError::new(path, message);
    let (code, title) = heading(text).map_err(fail)?;
    let blocks = blocks(text);
    let head = blocks
        .iter()
        .find(|block| block.language == "toml rule")
        .ok_or_else(|| fail("has no ```toml rule block".to_owned()))?;
    let head: Head = toml::from_str(&head.content).map_err(|error| fail(error.to_string()))?;
    let severity = |name: &str| {
        Severity::parse(name).ok_or_else(|| fail(format!("severity {name:?} is none of error, warning, notice")))
    };
    let base = severity(&head.severity)?;
    let submitted = head.severity_submitted.as_deref().map_or(Ok(base), severity)?;
    Ok(Rule {
        check: check(&head.check).map_err(fail)?,
        examples: examples(&blocks).map_err(fail)?,
        code,
        title,
        name: head.name,
        status: head.status,
        severity: base,
        severity_submitted: submitted,
        sources: head.sources,
        filter: head.filter,
        parameters: head.parameters,
        message: head.message.into(),
        remedy: head.remedy.into(),
        text: text.to_owned(),
        path: path.to_owned(),
        pack: pack.to_owned(),
    })
}

/// `# CODE 中文 · English`.
fn heading(text: &str) -> Result<(String, Bilingual), String> {
    let line = text.lines().find(|line| line.starts_with("# ")).ok_or("has no title line `# CODE 中文 · English`")?;
    let (code, titles) = line[2..].split_once(' ').ok_or("the title line has no code")?;
    let (zh, en) = titles.split_once(" · ").ok_or("the title needs Chinese and English, divided by ` · `")?;
    Ok((code.to_owned(), Bilingual::new(zh.trim(), en.trim())))
}

fn check(text: &str) -> Result<Check, String> {
    if let Some(kind) = text.strip_prefix("relation:") {
        return Ok(Check::Relation(kind.to_owned()));
    }
    if let Some(name) = text.strip_prefix("native:") {
        return Ok(Check::Native(name.to_owned()));
    }
    if let Some(kind) = text.strip_prefix("evidence:") {
        return Ok(Check::Evidence(kind.to_owned()));
    }
    if let Some(claim) = text.strip_prefix("claim:") {
        return claim_check(claim);
    }
    expression::parse(text).map(Check::Expression)
}

fn claim_check(text: &str) -> Result<Check, String> {
    let (claim, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (verb, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let against = match (verb, rest.trim()) {
        ("never", "") => Against::Nothing,
        ("excludes", other) if !other.is_empty() => Against::Claim(other.to_owned()),
        ("requires", figures) if !figures.is_empty() => Against::Figures(expression::parse(figures)?),
        _ => return Err(format!("claim:{text} is none of `a excludes b`, `a requires <expression>`, `a never`")),
    };
    Ok(Check::Claim(claim.to_owned(), against))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut section, mut title) = (String::new(), String::new());
    let mut open: Option<Block> = None;
    for line in text.lines() {
        if let Some(mut block) = open.take() {
            if line.trim_end() == "```" {
                blocks.push(block);
            } else {
                block.content.push_str(line);
                block.content.push('\n');
                open = Some(block);
            }
        } else if let Some(language) = line.strip_prefix("```") {
            let language = language.trim().to_owned();
            open = Some(Block { section: section.clone(), title: title.clone(), language, content: String::new() });
        } else if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut section);
            heading.clone_into(&mut title);
        } else if let Some(heading) = line.strip_prefix("### ") {
            heading.clone_into(&mut title);
        }
    }
    blocks
}

/// An input block followed by a `findings` block is an example.
fn examples(blocks: &[Block]) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let mut pending: Option<(&Block, ExampleInput)> = None;
    let mut beside: Vec<ExampleFile> = Vec::new();
    for block in blocks {
        match block.language.split_whitespace().next() {
            Some("facts") => {
                let lines = block.content.lines().filter(|line| !line.trim().is_empty());
                pending = Some((block, ExampleInput::Facts(lines.map(FactLine::parse).collect::<Result<_, _>>()?)));
            }
            Some("document") => pending = Some((block, ExampleInput::Document(block.content.clone()))),
            Some(kind @ ("register" | "accounts" | "previous")) => {
                let name = block.language.split_once(' ').map_or("", |(_, name)| name.trim()).to_owned();
                beside.push(ExampleFile { kind: kind.to_owned(), name, content: block.content.clone() });
            }
            Some("findings") => {
                let (input_block, input) =
                    pending.take().ok_or("a findings block stands without a facts or document block before it")?;
                let findings: Vec<String> =
                    block.content.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
                let fails = input_block.section.contains("不通过");
                if fails == findings.is_empty() {
                    return Err(format!("example {:?}: 不通过 needs findings, 通过 must have none", input_block.title));
                }
                let submitted = input_block.language.contains("submitted");
                let (title, beside) = (input_block.title.clone(), std::mem::take(&mut beside));
                examples.push(Example { title, input, findings, submitted, beside });
            }
            _ => {}
        }
    }
    Ok(examples)
}
