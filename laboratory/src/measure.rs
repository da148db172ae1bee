//! Runs the engine over invented reports and counts: what it reads, what it says of clean reports, what it finds of
//! each kind of fault.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiheng_engine::Engine;

use crate::baseline;
use crate::boundary;
use crate::document::Document;
use crate::edits;
use crate::half::Half;
use crate::mutate::{KINDS, Kind, Mutated, mutate};
use crate::random::Random;
use crate::render::{Place, Printed, print};
use crate::report::compose;
use crate::subject::{Alarm, Answer, ask};

/// What to run.
#[derive(Clone, Debug)]
pub struct Plan {
    pub documents: u64,
    pub seed: u64,
    /// Only this kind of fault.
    pub kind: Option<String>,
    pub threads: usize,
    /// Examples to keep of each kind of miss.
    pub show: usize,
}

/// Counts of one kind of fault.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    pub tried: usize,
    pub observable: usize,
    pub detected: usize,
    pub baseline: usize,
    /// Findings of a faulty report that touch no broken relation.
    pub stray: usize,
}

/// All counts.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub documents: usize,
    pub faults: BTreeMap<&'static str, Faults>,
    pub alarms: usize,
    pub documents_with_alarms: usize,
    pub baseline_alarms: usize,
    pub notices: usize,
    pub other_findings: usize,
    pub truth: usize,
    pub read: usize,
    pub right: usize,
    pub trapped: usize,
    pub register: [u64; 4],
    pub roots: usize,
    pub roots_right: usize,
    /// Leads that propose a repair, and those that propose it at the changed number.
    pub repairs: [usize; 2],
    pub boundary: boundary::Boundary,
    pub edits: BTreeMap<&'static str, [usize; 2]>,
    pub unstable: usize,
    pub templates: BTreeMap<String, usize>,
    pub layouts: BTreeMap<&'static str, usize>,
    /// By what asserts the relation that broke: observable faults, and those found.
    pub sources: BTreeMap<String, [usize; 2]>,
    /// What went wrong, by heading.
    pub examples: BTreeMap<String, Vec<String>>,
}

impl Tally {
    /// Keeps an example.
    pub fn example(&mut self, heading: String, show: usize, text: impl FnOnce() -> String) {
        if show == 0 {
            return;
        }
        let list = self.examples.entry(heading).or_default();
        if list.len() < show {
            list.push(text());
        }
    }

    fn add(&mut self, other: Self, show: usize) {
        self.documents += other.documents;
        for (code, faults) in other.faults {
            let sum = self.faults.entry(code).or_default();
            sum.tried += faults.tried;
            sum.observable += faults.observable;
            sum.detected += faults.detected;
            sum.baseline += faults.baseline;
            sum.stray += faults.stray;
        }
        self.alarms += other.alarms;
        self.documents_with_alarms += other.documents_with_alarms;
        self.baseline_alarms += other.baseline_alarms;
        self.notices += other.notices;
        self.other_findings += other.other_findings;
        self.truth += other.truth;
        self.read += other.read;
        self.right += other.right;
        self.trapped += other.trapped;
        for (sum, count) in self.register.iter_mut().zip(other.register) {
            *sum += count;
        }
        self.roots += other.roots;
        self.roots_right += other.roots_right;
        self.repairs[0] += other.repairs[0];
        self.repairs[1] += other.repairs[1];
        self.boundary.add(&other.boundary);
        for (name, [same, all]) in other.edits {
            let sum = self.edits.entry(name).or_default();
            sum[0] += same;
            sum[1] += all;
        }
        self.unstable += other.unstable;
        for (id, count) in other.templates {
            *self.templates.entry(id).or_default() += count;
        }
        for (layout, count) in other.layouts {
            *self.layouts.entry(layout).or_default() += count;
        }
        for (source, [observable, detected]) in other.sources {
            let sum = self.sources.entry(source).or_default();
            sum[0] += observable;
            sum[1] += detected;
        }
        for (heading, list) in other.examples {
            let kept = self.examples.entry(heading).or_default();
            kept.extend(list.into_iter().take(show.saturating_sub(kept.len())));
        }
    }
}

/// Runs the plan over a half on several threads; the result does not depend on their number.
///
/// # Errors
/// A document that the engine refused.
pub fn run(half: &Half, engine: &Engine<'_>, plan: &Plan) -> Result<Tally, String> {
    let threads = plan.threads.max(1) as u64;
    let shares: Vec<Result<Vec<Tally>, String>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    let numbers = (0..plan.documents).filter(|number| number % threads == thread);
                    numbers.map(|number| one(half, engine, plan, number)).collect()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".to_owned())))
            .collect()
    });
    let mut queues = Vec::new();
    for share in shares {
        queues.push(share?.into_iter());
    }
    let mut tally = Tally::default();
    for number in 0..plan.documents {
        let queue = usize::try_from(number % threads).ok().and_then(|at| queues.get_mut(at));
        if let Some(next) = queue.and_then(Iterator::next) {
            tally.add(next, plan.show);
        }
    }
    Ok(tally)
}

/// A report, its print, and what the engine says of it.
pub struct Clean<'a> {
    pub document: &'a Document,
    pub printed: Printed,
    pub answer: Answer,
}

fn one(half: &Half, engine: &Engine<'_>, plan: &Plan, number: u64) -> Result<Tally, String> {
    let document = compose(half, plan.seed, number);
    let printed = print(&document);
    let answer = ask(engine, &printed.bytes)?;
    let mut tally = Tally { documents: 1, ..Tally::default() };
    for id in &document.templates {
        *tally.templates.entry(id.clone()).or_default() += 1;
    }
    *tally.layouts.entry(document.layout).or_default() += 1;
    tally.unstable += usize::from(ask(engine, &printed.bytes)?.trace != answer.trace);
    let clean = Clean { document: &document, printed, answer };
    statements(&clean, plan, &mut tally);
    clean_alarms(&clean, plan, number, &mut tally);
    let mut random = Random::split(plan.seed ^ 0x00FA_0175, number);
    let mut first = None;
    for kind in KINDS.iter().filter(|kind| plan.kind.as_deref().is_none_or(|code| code == kind.code)) {
        let found = fault(kind, &clean, engine, plan, number, &mut random, &mut tally)?;
        first = first.or(found);
    }
    if plan.kind.is_none() {
        boundary::run(&clean, engine, plan, number, &mut random, &mut tally)?;
        edits::run(&clean, first.as_ref(), engine, plan, number, &mut tally)?;
    }
    Ok(tally)
}

fn statements(clean: &Clean<'_>, plan: &Plan, tally: &mut Tally) {
    let mut numbers = clean.answer.numbers.clone();
    for (quantity, place) in clean.document.quantities.iter().zip(&clean.printed.places) {
        let Some(place) = place else { continue };
        tally.truth += 1;
        let at = numbers.iter().position(|read| read.place == *place);
        let read = at.map(|at| numbers.remove(at));
        let right = read.as_ref().is_some_and(|read| {
            // 三成 is 30 %: both name the unit.
            let symbol = if quantity.unit.symbol == "成" { "%" } else { &quantity.unit.symbol };
            let unit = read.unit.as_deref() == Some(symbol) || (quantity.loose && read.unit.is_none());
            unit && read.approximation == quantity.approximation().name()
                && written(&read.written) == written(&quantity.number())
        });
        tally.read += usize::from(read.is_some());
        tally.right += usize::from(right);
        if !right {
            let read = read.map_or_else(
                || {
                    clean
                        .answer
                        .numbers
                        .iter()
                        .find(|read| read.place.overlaps(place))
                        .map_or("nothing".to_owned(), |read| format!("{read:?}"))
                },
                |read| format!("{read:?}"),
            );
            tally.example("statements that are read differently".to_owned(), plan.show, || {
                format!("{:?} {} — {read}\n    {}", place, quantity.text(), clean.printed.text_at(place))
            });
        }
    }
    for read in numbers {
        tally.read += 1;
        if !clean.printed.places.iter().flatten().any(|place| place.overlaps(&read.place)) {
            tally.trapped += 1;
            tally.example("numbers read where there is none".to_owned(), plan.show, || {
                format!("{read:?}\n    {}", clean.printed.text_at(&read.place))
            });
        }
    }
    for (sum, count) in tally.register.iter_mut().zip(clean.answer.register) {
        *sum += u64::from(count);
    }
}

fn written(text: &str) -> String {
    text.replace([',', '，', '%', '成'], "").replace(['~', '—', '－'], "-")
}

fn clean_alarms(clean: &Clean<'_>, plan: &Plan, number: u64, tally: &mut Tally) {
    let mut any = false;
    for alarm in &clean.answer.alarms {
        if alarm.counts() {
            tally.alarms += 1;
            any = true;
            tally
                .example(format!("false alarm {}", alarm.code), plan.show, || described(alarm, &clean.printed, number));
        } else if alarm.is_arithmetic() {
            tally.notices += 1;
            tally.example(format!("notice {}", alarm.code), plan.show, || described(alarm, &clean.printed, number));
        } else {
            tally.other_findings += 1;
            tally.example(format!("other {}", alarm.code), plan.show, || described(alarm, &clean.printed, number));
        }
    }
    tally.documents_with_alarms += usize::from(any);
    tally.baseline_alarms += baseline::alarms(&clean.printed).len();
}

/// An alarm with its sentences.
pub fn described(alarm: &Alarm, printed: &Printed, number: u64) -> String {
    let mut texts: Vec<&str> =
        alarm.places.iter().map(|place| printed.text_at(place)).filter(|text| text.chars().count() > 12).collect();
    texts.dedup();
    format!("document {number}: {} {}\n    {}", alarm.code, alarm.message, texts.join("\n    "))
}

/// Findings that the clean report did not have.
pub fn new_alarms<'a>(answer: &'a Answer, clean: &Answer, minor: bool) -> Vec<&'a Alarm> {
    let known = |alarm: &Alarm| {
        clean.alarms.iter().any(|old| old.id == alarm.id || (old.code == alarm.code && old.places == alarm.places))
    };
    let counts = |alarm: &&Alarm| alarm.counts() || (minor && alarm.is_arithmetic());
    answer.alarms.iter().filter(counts).filter(|alarm| !known(alarm)).collect()
}

/// Places that a fault concerns: what was changed, and all numbers of the relations that broke.
fn concerned(mutated: &Mutated, printed: &Printed) -> (Vec<Place>, Vec<Place>) {
    let at = |id: &usize| printed.places.get(*id).copied().flatten();
    let touched: Vec<Place> = mutated.touched.iter().filter_map(at).collect();
    let relations = mutated.broken.iter().flat_map(|index| mutated.document.relations[*index].of.iter());
    let mut all: Vec<Place> = relations.filter_map(at).collect();
    all.extend(&touched);
    (touched, all)
}

fn fault(
    kind: &Kind,
    clean: &Clean<'_>,
    engine: &Engine<'_>,
    plan: &Plan,
    number: u64,
    random: &mut Random,
    tally: &mut Tally,
) -> Result<Option<Mutated>, String> {
    let attempt = mutate(kind, clean.document, random);
    let faults = tally.faults.entry(kind.code).or_default();
    faults.tried += attempt.tried;
    let Some(mutated) = attempt.mutated else { return Ok(None) };
    faults.observable += 1;
    let printed = print(&mutated.document);
    let answer = ask(engine, &printed.bytes)?;
    let (touched, concerned) = concerned(&mutated, &printed);
    // A word that turned (优, a date) has no number of its own; then the relation's block must do.
    let blocks: Vec<u32> = changed_blocks(&clean.printed, &printed);
    let involves = |alarm: &&Alarm| {
        alarm.places.iter().any(|place| {
            concerned.iter().any(|other| other.overlaps(place))
                || (concerned.is_empty() && blocks.contains(&place.block))
        })
    };
    let new = new_alarms(&answer, &clean.answer, kind.minor);
    let relevant: Vec<&Alarm> = new.iter().copied().filter(|alarm| involves(alarm)).collect();
    faults.stray += new.len() - relevant.len();
    faults.baseline += usize::from(baseline::detects(&clean.printed, &printed, &concerned));
    let source = mutated.document.relations[mutated.broken[0]].source.clone();
    let counts = tally.sources.entry(source).or_default();
    counts[0] += 1;
    counts[1] += usize::from(!relevant.is_empty());
    if relevant.is_empty() {
        tally.example(format!("missed {} {}", kind.code, kind.en), plan.show, || {
            missed(&mutated, clean, &printed, number)
        });
        return Ok(None);
    }
    faults.detected += 1;
    if mutated.broken.len() >= 2 && mutated.touched.len() == 1 && touched.len() == 1 {
        let lead = relevant[0];
        let named = lead.lead.iter().any(|place| place.overlaps(&touched[0]));
        let repaired = lead.suggested.map(|place| place.overlaps(&touched[0]));
        let right = named && repaired != Some(false);
        tally.repairs[0] += usize::from(repaired.is_some());
        tally.repairs[1] += usize::from(repaired == Some(true));
        tally.roots += 1;
        tally.roots_right += usize::from(right);
        if !right {
            tally.example("root cause elsewhere".to_owned(), plan.show, || {
                format!("{}\n  led by {}", missed(&mutated, clean, &printed, number), described(lead, &printed, number))
            });
        }
    }
    Ok(Some(mutated))
}

fn changed_blocks(before: &Printed, after: &Printed) -> Vec<u32> {
    after.texts.iter().filter(|text| !before.texts.contains(text)).map(|(block, _, _)| *block).collect()
}

fn missed(mutated: &Mutated, clean: &Clean<'_>, printed: &Printed, number: u64) -> String {
    let mut text = format!("document {number} ({}): {:?}", mutated.document.layout, mutated.edit);
    let changed = printed.texts.iter().filter(|text| !clean.printed.texts.contains(text));
    for (_, cell, after) in changed.take(3) {
        let _ = write!(text, "\n    {}{after}", cell.map_or(String::new(), |cell| format!("{cell:?} ")));
    }
    for index in mutated.broken.iter().take(3) {
        let relation = &mutated.document.relations[*index];
        let of: Vec<String> = relation.of.iter().map(|id| mutated.document.quantities[*id].text()).collect();
        let _ = write!(text, "\n    broken: [{}] {:?} {}", relation.source, relation.kind, of.join(" ; "));
        for place in relation.of.iter().filter_map(|id| printed.places.get(*id).copied().flatten()).take(2) {
            let _ = write!(text, "\n      at {}", printed.text_at(&place));
        }
    }
    text
}
