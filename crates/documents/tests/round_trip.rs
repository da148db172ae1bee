//! What is written reads back as the same facts: every format, the shipped samples and reports made at random.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiheng_documents::page::Page;
use jiheng_documents::{Content, Format, lay_out, write};
use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::statement::{Entity, State};
use jiheng_packs::PackSet;
use jiheng_readers::Limits;
use jiheng_samples::{packs, root};
use jiheng_typeset::Fonts;

/// What a page is written as; `None` is PDF, which another crate sets.
const FORMATS: [Option<Format>; 5] =
    [Some(Format::Docx), Some(Format::Xlsx), Some(Format::Html), Some(Format::Json), None];

/// Reports made at random for each run of the tests.
const SEEDS: u64 = 12;

/// Of those, how many are set as PDF, too.
const SEEDS_SET: u64 = 4;

/// Evaluates a report, and writes it anew in these formats.
fn written(
    engine: &Engine<'_>,
    packs: &PackSet,
    bytes: &[u8],
    formats: &[Option<Format>],
) -> (Evaluation, Vec<Vec<u8>>) {
    let document = jiheng_readers::read(bytes, &Limits::default()).expect("the report is a document");
    let evaluation = engine.evaluate_document(&document, String::new(), &Options::default());
    let id = evaluation.facts.report.form.clone().expect("the report is of a known form");
    let form = packs.forms.iter().find(|form| form.id == id).expect("its form is among the packs");
    let page =
        lay_out(form, Content::new(&document, &evaluation.facts, &packs.vocabulary)).expect("the form has a layout");
    let files = formats.iter().map(|&format| {
        let file = file(&page, format);
        // For PDF, `typeset` asserts it; setting a page is slow in a debug build.
        let same = format.is_none() || file == self::file(&page, format);
        assert!(same, "{format:?}: the same page gives the same bytes");
        file
    });
    (evaluation, files.collect())
}

fn file(page: &Page, format: Option<Format>) -> Vec<u8> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::with(Vec::new()).expect("the fonts can be read"));
    match format {
        Some(format) => write(page, format).expect("the page can be written"),
        None => jiheng_typeset::form(page, &FONTS).expect("the page can be set"),
    }
}

/// What a report states: facts with their state and value, and the numbers between them, each with how often.
///
/// The cover is left out (the writer fills in a name that the report has elsewhere), and the rows that the form has for
/// institutions nobody named.
fn stated(evaluation: &Evaluation) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for statement in &evaluation.facts.statements {
        let unit = statement.unit.as_ref().map_or("", |unit| &unit.symbol);
        let key = match &statement.fact {
            Some(fact) if fact.name.starts_with("cover.") || fact.name.starts_with("organisation.") => continue,
            Some(_) if matches!(statement.entity, Some(Entity::Subordinate(_))) && statement.state != State::Number => {
                continue;
            }
            Some(fact) => {
                let (entity, role, state) =
                    (statement.entity.map(Entity::name), statement.role.name(), statement.state.name());
                format!("{fact} {entity:?} {role} {state} {} {unit}", statement.written)
            }
            None if statement.class.is_some() => continue,
            None => format!("{} {unit}", statement.written),
        };
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn codes(evaluation: &Evaluation) -> Vec<String> {
    let kept =
        evaluation.judgement.findings.iter().map(|finding| finding.code.clone()).filter(|code| code != "FILL-003");
    let mut codes: Vec<String> = kept.collect();
    codes.sort();
    codes
}

fn assert_round_trip(engine: &Engine<'_>, packs: &PackSet, bytes: &[u8], name: &str, formats: &[Option<Format>]) {
    let (before, files) = written(engine, packs, bytes, formats);
    let (facts, findings) = (stated(&before), codes(&before));
    for (format, file) in formats.iter().zip(files) {
        let after = engine.evaluate(&file, &Options::default()).expect("what was written can be read");
        assert_eq!(stated(&after), facts, "{name} as {format:?}");
        assert_eq!(codes(&after), findings, "{name} as {format:?}");
    }
}

#[test]
fn samples_come_back_from_every_format() {
    let packs = packs();
    let engine = Engine::new(&packs);
    for twin in ["clean", "faulty"] {
        for source in ["docx", "txt", "xlsx"] {
            let name = format!("examples/linjiang-2021/{twin}/report.{source}");
            let bytes = std::fs::read(root().join(&name)).expect("the sample can be read");
            assert_round_trip(&engine, &packs, &bytes, &name, &FORMATS);
        }
    }
}

/// Numbers that look like chance and are the same each time (Vigna, xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}

/// Every amount of the sample replaced: other digits and decimals, 0, a blank, 无, a dash.
fn varied(text: &str, seed: u64) -> String {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let is_amount =
        |cell: &str| cell.contains('.') && cell.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.');
    let lines = text.lines().map(|line| match line.strip_prefix('\t').filter(|cell| is_amount(cell)) {
        None => line.to_owned(),
        Some(_) => match chance.below(12) {
            0 => "\t".to_owned(),
            1 => "\t0".to_owned(),
            2 => "\t无".to_owned(),
            3 => "\t—".to_owned(),
            4 => format!("\t-{}.{:02}", chance.below(900) + 1, chance.below(100)),
            5 => format!("\t{}", chance.below(90_000) + 1),
            6 => format!("\t{}.{:06}", chance.below(9_000), chance.below(1_000_000)),
            _ => format!("\t{}.{:02}", chance.below(90_000), chance.below(100)),
        },
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn reports_made_at_random_come_back_from_every_format() {
    let packs = packs();
    let engine = Engine::new(&packs);
    let sample =
        std::fs::read_to_string(root().join("examples/linjiang-2021/clean/report.txt")).expect("the sample is text");
    for seed in 1..=SEEDS {
        let formats = if seed <= SEEDS_SET { &FORMATS[..] } else { &FORMATS[..4] };
        assert_round_trip(&engine, &packs, varied(&sample, seed).as_bytes(), &format!("seed {seed}"), formats);
    }
}
