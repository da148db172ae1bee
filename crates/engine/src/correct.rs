//! Which numbers are to be written instead of which: mechanical suggestions and repairs that somebody chose, with what
//! follows from them. Nothing is changed here; a correction is a list of changes.

use std::collections::BTreeSet;

use jiheng_model::evaluation::{Evaluation, FactSet};
use jiheng_model::finding::Finding;
use jiheng_model::repair::{Change, Repair};
use jiheng_model::statement::StatementId;
use jiheng_model::text::Bilingual;

use crate::evaluate::{Engine, Options};

/// More suggestions than anybody takes at once.
const SUGGESTIONS_MAX: usize = 64;

/// Letters of a finding's id that tell it from the others.
const PREFIX_MIN: usize = 4;

/// A repair that somebody chose: of this finding, the one that changes this statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id of the finding, or its beginning.
    pub finding: String,
    /// The statement to change.
    pub statement: StatementId,
}

/// What is to be corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// All suggestions that are the only ones.
    pub mechanical: bool,
    /// Repairs chosen by hand.
    pub choices: Vec<Choice>,
}

/// What to write where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// Changes that mend the findings.
    pub changes: Vec<Change>,
    /// Totals, shares and differences that follow.
    pub following: Vec<Change>,
    /// Codes of suggestions that were left, as they cannot be written or would bring up something new.
    pub left: Vec<String>,
    /// Codes of findings that come up with the changes.
    pub new: Vec<String>,
}

impl Correction {
    /// Everything to be written.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().chain(&self.following)
    }
}

/// Why a choice cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", message.en)]
pub struct NotChosen {
    /// What happened and what to do.
    pub message: Bilingual,
}

impl NotChosen {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { message: Bilingual::new(zh, en) }
    }
}

impl Engine<'_> {
    /// What to write where. `writable` tells whether a change can be written into the document at hand.
    ///
    /// # Errors
    /// A choice of a finding that there is not, that has no such repair, or that cannot be written.
    pub fn correct(
        &self,
        evaluation: &Evaluation,
        options: &Options,
        wanted: &Wanted,
        writable: &dyn Fn(&Change) -> bool,
    ) -> Result<Correction, NotChosen> {
        let attempt = Attempt { engine: self, evaluation, options, writable };
        if evaluation.facts.starts.len() > 1 {
            return if wanted.choices.is_empty() { Ok(Correction::default()) } else { Err(several()) };
        }
        let mut correction = Correction::default();
        for choice in &wanted.choices {
            attempt.choose(choice, &mut correction)?;
        }
        if wanted.mechanical {
            let findings = evaluation.judgement.findings.iter();
            for finding in findings.filter(|finding| finding.suggestion.is_some()).take(SUGGESTIONS_MAX) {
                attempt.suggested(finding, &mut correction);
            }
        }
        if !correction.changes.is_empty() {
            let known = keys(&evaluation.judgement.findings);
            let after = attempt.after(&correction);
            correction.new = keys(&after).difference(&known).map(|(code, _)| code.clone()).collect();
        }
        Ok(correction)
    }
}

struct Attempt<'a> {
    engine: &'a Engine<'a>,
    evaluation: &'a Evaluation,
    options: &'a Options,
    writable: &'a dyn Fn(&Change) -> bool,
}

impl Attempt<'_> {
    fn facts(&self) -> &FactSet {
        &self.evaluation.facts
    }

    fn choose(&self, choice: &Choice, correction: &mut Correction) -> Result<(), NotChosen> {
        let finding = find(&self.evaluation.judgement.findings, &choice.finding)?;
        let repair = repair(finding, choice.statement)?;
        for change in &repair.changes {
            let other = correction.changes.iter().find(|known| known.statement == change.statement);
            if other.is_some_and(|other| other != change) {
                return Err(contradicting(finding, change));
            }
            if !(self.writable)(change) {
                return Err(self.unwritable(finding, change));
            }
            if other.is_none() {
                correction.changes.push(change.clone());
            }
        }
        self.follow(correction);
        match correction.following.iter().find(|change| !(self.writable)(change)) {
            Some(change) => Err(self.unwritable(finding, change)),
            None => Ok(()),
        }
    }

    fn follow(&self, correction: &mut Correction) {
        correction.following = jiheng_checks::dependants(self.facts(), self.engine.packs(), &correction.changes);
    }

    /// Takes a suggestion that mends its finding and brings up nothing new.
    fn suggested(&self, finding: &Finding, correction: &mut Correction) {
        let Some(suggestion) = &finding.suggestion else { return };
        if correction.all().any(|change| change.statement == suggestion.statement) {
            return;
        }
        let change = Change { statement: suggestion.statement, written: suggestion.written.clone(), unit: None };
        let mut tried = correction.clone();
        tried.changes.push(change);
        self.follow(&mut tried);
        let before = keys(&self.evaluation.judgement.findings);
        let after = keys(&self.after(&tried));
        let mended = !after.contains(&key(finding)) && after.is_subset(&before);
        if mended && tried.all().all(|change| (self.writable)(change)) {
            *correction = tried;
        } else {
            correction.left.push(finding.code.clone());
        }
    }

    /// What is found once the changes are made.
    fn after(&self, correction: &Correction) -> Vec<Finding> {
        let changes: Vec<Change> = correction.all().cloned().collect();
        let facts = jiheng_checks::changed(self.facts(), &changes);
        jiheng_checks::judge(&facts, self.engine.packs(), self.options.stage).findings
    }

    fn unwritable(&self, finding: &Finding, change: &Change) -> NotChosen {
        let place =
            self.facts().statement(change.statement).map(|statement| statement.place.clone()).unwrap_or_default();
        NotChosen::new(
            format!(
                "问题 {}（{}）要改的一处不能自动改写（{}）：那里的数字不是连续的阿拉伯数字，或者计量单位写在别处；请在 Word 里自己改",
                finding.id, finding.code, place.zh
            ),
            format!(
                "a place that finding {} ({}) changes cannot be written ({}): its number is not in plain digits or its unit stands elsewhere; change it in Word",
                finding.id, finding.code, place.en
            ),
        )
    }
}

/// Code and places: what stays the same of a finding when numbers change.
type Key = (String, Vec<StatementId>);

fn key(finding: &Finding) -> Key {
    let mut statements = finding.statements.clone();
    statements.sort_unstable();
    (finding.code.clone(), statements)
}

fn keys(findings: &[Finding]) -> BTreeSet<Key> {
    let inner = findings.iter().flat_map(|finding| keys(&finding.consequences));
    findings.iter().map(key).chain(inner).collect()
}

/// The finding of this id, or of the only one that begins so.
fn find<'e>(findings: &'e [Finding], id: &str) -> Result<&'e Finding, NotChosen> {
    if let Some(finding) = findings.iter().find(|finding| finding.id == id) {
        return Ok(finding);
    }
    let mut alike = findings.iter().filter(|finding| id.len() >= PREFIX_MIN && finding.id.starts_with(id));
    match (alike.next(), alike.next()) {
        (Some(finding), None) => Ok(finding),
        (Some(_), Some(_)) => Err(NotChosen::new(
            format!("有几个问题的编号以 {id} 开头；请把编号写全"),
            format!("several findings have ids that begin with {id}; write the whole id"),
        )),
        (None, _) => Err(NotChosen::new(
            format!("没有编号为 {id} 的问题；编号写在批注的“选用”后面，也是 --format json 里的 id"),
            format!("there is no finding {id}; ids stand in the comments and as id in --format json"),
        )),
    }
}

/// The repair of a finding that changes this statement.
fn repair(finding: &Finding, statement: StatementId) -> Result<&Repair, NotChosen> {
    let changes = |repair: &&Repair| repair.changes.iter().any(|change| change.statement == statement);
    if let Some(repair) = finding.repairs.iter().find(changes) {
        return Ok(repair);
    }
    let (id, code) = (&finding.id, &finding.code);
    if finding.repairs.is_empty() {
        return Err(NotChosen::new(
            format!("问题 {id}（{code}）没有可以选用的改法；请按它的处理建议自己改"),
            format!("finding {id} ({code}) has no repair to choose; change it as its remedy says"),
        ));
    }
    let choices: Vec<String> = finding
        .repairs
        .iter()
        .filter_map(|repair| repair.changes.first())
        .map(|change| format!("{id}={} ({})", change.statement, change.written))
        .collect();
    let choices = choices.join(", ");
    Err(NotChosen::new(
        format!("问题 {id}（{code}）没有改第 {statement} 处的改法；可以选：{choices}"),
        format!("finding {id} ({code}) has no repair that changes statement {statement}; choose one of: {choices}"),
    ))
}

fn contradicting(finding: &Finding, change: &Change) -> NotChosen {
    let (id, statement) = (&finding.id, change.statement);
    NotChosen::new(
        format!("问题 {id} 的改法要改第 {statement} 处，另一个选用的改法已把它改成别的数；请只选一个"),
        format!(
            "the repair of finding {id} changes statement {statement}, which another choice makes something else; choose one of them"
        ),
    )
}

fn several() -> NotChosen {
    NotChosen::new(
        "文件里有几份报告，不能选用改法；请一份存成一个文件再选",
        "the file holds several reports and no repair can be chosen; save each as a file of its own",
    )
}
