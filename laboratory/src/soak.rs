//! Corrections in many Word documents: rejected they must leave the text as it was, accepted they must mend what they
//! were made for, and nothing else may be touched.

use jiheng_engine::{Choice, Engine, Options, Wanted};
use jiheng_markup::{Edit, Settled, edit, remarks, settle, write};
use jiheng_model::document::{Block, Document};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Finding;
use jiheng_model::repair::Change;
use jiheng_model::text::Language;
use jiheng_readers::{Limits, read};

use crate::half::Half;
use crate::mutate::{KINDS, mutate};
use crate::random::Random;
use crate::render;
use crate::report::compose;
use crate::word::{self, MAIN};

/// Choices taken in one document.
const CHOICES_MAX: usize = 3;

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Soaked {
    /// Documents with at least one correction.
    pub corrected: u64,
    /// Documents in which nothing could be corrected.
    pub without: u64,
    /// Corrections made.
    pub edits: u64,
    /// Findings that were to be mended, and those that were.
    pub findings: [u64; 2],
}

impl Soaked {
    /// One line of figures.
    pub fn line(&self) -> String {
        format!(
            "{} documents corrected ({} more had nothing to correct): {} changes; rejected all give the text before, accepted all that was written; {} of {} findings are gone\n",
            self.corrected, self.without, self.edits, self.findings[1], self.findings[0]
        )
    }
}

/// Corrects so many documents of a half.
///
/// # Errors
/// The first document that was not as it has to be.
pub fn run(half: &Half, engine: &Engine<'_>, seed: u64, documents: u64) -> Result<Soaked, String> {
    let mut soaked = Soaked::default();
    let mut number = 0;
    while soaked.corrected < documents {
        one(half, engine, seed, number, &mut soaked).map_err(|why| format!("{} {number}: {why}", half.name))?;
        number += 1;
        if number > documents * 40 + 100 {
            return Err(format!("only {} of {number} documents had something to correct", soaked.corrected));
        }
    }
    Ok(soaked)
}

fn one(half: &Half, engine: &Engine<'_>, seed: u64, number: u64, soaked: &mut Soaked) -> Result<(), String> {
    let mut random = Random::split(seed ^ 0x50AC, number);
    let clean = compose(half, seed, number);
    let Some(kind) = random.pick(&KINDS) else { return Ok(()) };
    let Some(mutated) = mutate(kind, &clean, &mut random).mutated else { return Ok(()) };
    let bytes = word::print(&render::print(&mutated.document), &mut random)?;
    let document = opened(&bytes)?;
    let options = Options::default();
    let evaluation = engine.evaluate_document(&document, String::new(), &options);
    let edit_of = |change: &Change| edit(&document, &evaluation.facts, change);
    let (wanted, chosen) = wanted(engine, &evaluation, &options, &|change| edit_of(change).is_some());
    let correction = engine
        .correct(&evaluation, &options, &wanted, &|change| edit_of(change).is_some())
        .map_err(|error| error.to_string())?;
    let edits: Vec<Edit> = correction.all().filter_map(edit_of).collect();
    if edits.is_empty() {
        soaked.without += 1;
        return Ok(());
    }
    let marked = write(&bytes, &remarks(&document, &evaluation, Language::Zh), &edits).map_err(|e| e.to_string())?;
    if marked.edits as usize != edits.len() {
        return Err(format!("{} of {} changes were made", marked.edits, edits.len()));
    }
    let [accepted, rejected] = [Settled::Accepted, Settled::Rejected].map(|how| settle(&marked.bytes, MAIN, how));
    let (accepted, rejected) = (accepted.map_err(|e| e.to_string())?, rejected.map_err(|e| e.to_string())?);
    if texts(&opened(&rejected)?) != texts(&document) {
        return Err("rejected, the text is not what it was".to_owned());
    }
    let after = opened(&accepted)?;
    if texts(&after) != corrected(&document, &evaluation, &edits, &correction.all().cloned().collect::<Vec<_>>()) {
        return Err("accepted, the text is not what was to be written".to_owned());
    }
    let again = engine.evaluate_document(&after, String::new(), &options);
    let suggested = evaluation.judgement.findings.iter().filter(|finding| {
        finding.suggestion.as_ref().is_some_and(|s| correction.all().any(|change| change.statement == s.statement))
    });
    let mut ids: Vec<&str> =
        suggested.map(|finding| finding.id.as_str()).chain(chosen.iter().map(String::as_str)).collect();
    ids.sort_unstable();
    ids.dedup();
    soaked.findings[0] += ids.len() as u64;
    soaked.findings[1] += ids.iter().filter(|id| !again.judgement.findings.iter().any(|f| has(f, id))).count() as u64;
    soaked.corrected += 1;
    soaked.edits += u64::from(marked.edits);
    Ok(())
}

fn has(finding: &Finding, id: &str) -> bool {
    finding.id == id || finding.consequences.iter().any(|inner| has(inner, id))
}

/// Everything mechanical, and the first repair of the first findings that have one.
fn wanted(
    engine: &Engine<'_>,
    evaluation: &Evaluation,
    options: &Options,
    writable: &dyn Fn(&Change) -> bool,
) -> (Wanted, Vec<String>) {
    let mut wanted = Wanted { mechanical: true, choices: Vec::new() };
    for finding in &evaluation.judgement.findings {
        let first = finding.repairs.first().and_then(|repair| repair.changes.first());
        let Some(change) = first.filter(|_| wanted.choices.len() < CHOICES_MAX) else { continue };
        let mut tried = wanted.clone();
        tried.choices.push(Choice { finding: finding.id.clone(), statement: change.statement });
        if engine.correct(evaluation, options, &tried, writable).is_ok() {
            wanted = tried;
        }
    }
    let chosen = wanted.choices.iter().map(|choice| choice.finding.clone()).collect();
    (wanted, chosen)
}

fn opened(bytes: &[u8]) -> Result<Document, String> {
    read(bytes, &Limits::default()).map_err(|error| error.message().en)
}

/// Every text by its place.
fn texts(document: &Document) -> Vec<((usize, u32, u32), String)> {
    let mut texts = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => texts.push(((at, 0, 0), document.text(&paragraph.text).to_owned())),
            Block::Table(table) => {
                let cells = table.cells.iter();
                texts.extend(cells.map(|c| ((at, c.row, c.column), document.text(&c.text).to_owned())));
            }
        }
    }
    texts
}

/// The texts of a document with the changes made, without the help of any markup.
fn corrected(
    document: &Document,
    evaluation: &Evaluation,
    edits: &[Edit],
    changes: &[Change],
) -> Vec<((usize, u32, u32), String)> {
    let mut texts = texts(document);
    let mut made: Vec<(&Change, &Edit)> = changes.iter().zip(edits).collect();
    // From the back, so that no place moves before it is used.
    let anchor = |change: &Change| evaluation.facts.statement(change.statement).map(|s| s.anchor.clone());
    made.sort_by_key(|(change, _)| std::cmp::Reverse(anchor(change).map(|a| (a.block, a.row, a.column, a.chars.0))));
    for (change, edit) in made {
        let Some(anchor) = anchor(change) else { continue };
        let place = (anchor.block as usize, anchor.row.unwrap_or(0), anchor.column.unwrap_or(0));
        let Some((_, text)) = texts.iter_mut().find(|(other, _)| *other == place) else { continue };
        let from = text.chars().take(anchor.chars.0 as usize).map(char::len_utf8).sum::<usize>();
        let (before, after) = text.split_at(from);
        *text = format!("{before}{}", after.replacen(&edit.text, &edit.replacement, 1));
    }
    texts
}
