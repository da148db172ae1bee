//! The checking itself, in this process and on one core.

use std::time::{Duration, Instant};

use jiheng_engine::{Engine, Options};
use jiheng_packs::{PackFile, PackSet};
use jiheng_readers::Limits;
use jiheng_reports::{InputReport, Refusal, json};

use crate::Row;
use crate::corpus::{Corpus, FORMATS};

/// Every set of documents is gone through this often; the fastest pass counts, the others warmed up or were disturbed.
const PASSES: usize = 3;

/// Rows for each format that the corpus holds.
///
/// # Errors
/// When the packs do not load or a document cannot be written out.
pub fn measure(corpus: &Corpus, packs: Vec<PackFile>) -> Result<Vec<Row>, String> {
    let start = Instant::now();
    let packs = PackSet::load(packs).map_err(|errors| format!("the packs do not load: {errors:?}"))?;
    let engine = Engine::new(&packs);
    let mut rows = vec![Row::new("packs loaded, proven and made ready", millis(start.elapsed()), "")];
    for format in FORMATS {
        let documents = corpus.of(format);
        if documents.is_empty() {
            continue;
        }
        let goal = match format {
            "txt" => "≥ 5,000 reports/s",
            "docx" => "≥ 300 reports/s",
            _ => "",
        };
        let passes = (0..PASSES).map(|_| one_pass(&engine, &documents)).collect::<Result<Vec<_>, _>>()?;
        if let Some(best) = passes.into_iter().min_by_key(Pass::total) {
            rows.extend(best.rows(format, &documents, goal));
        }
    }
    Ok(rows)
}

/// Times of each document, and sums over all of them.
struct Pass {
    each: Vec<Duration>,
    reading: Duration,
    evaluating: Duration,
    writing: Duration,
    written: usize,
}

fn one_pass(engine: &Engine<'_>, documents: &[&[u8]]) -> Result<Pass, String> {
    let options = Options::default();
    let limits = Limits::default();
    let mut pass = Pass {
        each: Vec::with_capacity(documents.len()),
        reading: Duration::ZERO,
        evaluating: Duration::ZERO,
        writing: Duration::ZERO,
        written: 0,
    };
    for bytes in documents {
        let start = Instant::now();
        let read = jiheng_readers::read(bytes, &limits);
        pass.reading += start.elapsed();
        drop(read);
        let start = Instant::now();
        let outcome = engine.evaluate(bytes, &options);
        let evaluated = start.elapsed();
        let outcome = outcome.map_err(|refused| Refusal { kind: refused.kind.to_owned(), message: refused.message });
        let sha256 = outcome.as_ref().ok().map(|evaluation| evaluation.source_digest.clone());
        let report = InputReport { path: "report".to_owned(), bytes: bytes.len() as u64, sha256, outcome };
        let line = json::check_line(&report).map_err(|error| error.to_string())?;
        let written = start.elapsed();
        drop(report);
        let all = start.elapsed();
        // What was evaluated also has to be given back.
        pass.evaluating += evaluated + all.saturating_sub(written);
        pass.writing += written.saturating_sub(evaluated);
        pass.written += line.len();
        pass.each.push(all);
    }
    pass.each.sort();
    Ok(pass)
}

impl Pass {
    fn total(&self) -> Duration {
        self.evaluating + self.writing
    }

    fn rows(&self, format: &str, documents: &[&[u8]], goal: &'static str) -> Vec<Row> {
        let count = documents.len();
        let size: usize = documents.iter().map(|bytes| bytes.len()).sum();
        let total = self.total();
        let each = |duration: Duration| micros(duration / u32::try_from(count).unwrap_or(u32::MAX));
        vec![
            Row::new(
                format!("{format} to JSON on one core, {count} of {} KB on average", size / count / 1_000),
                format!("{} reports/s, {} MB/s", per_second(count, total), tenths(per_second(size / 100_000, total))),
                goal,
            ),
            Row::new(
                format!("one check of {format}, p50 and p99"),
                format!("{}, {}", micros(self.percentile(50)), micros(self.percentile(99))),
                "",
            ),
            Row::new(
                format!("of it for {format}: reading; facts and checks; JSON of {} KB", self.written / count / 1_000),
                [self.reading, self.evaluating.saturating_sub(self.reading), self.writing].map(each).join(", "),
                "",
            ),
        ]
    }

    fn percentile(&self, percent: usize) -> Duration {
        self.each.get(self.each.len() * percent / 100).or(self.each.last()).copied().unwrap_or_default()
    }
}

/// Whole items a second.
pub fn per_second(count: usize, duration: Duration) -> u128 {
    (count as u128 * 1_000_000).checked_div(duration.as_micros()).unwrap_or(0)
}

/// A number of tenths as text with one decimal.
pub fn tenths(number: u128) -> String {
    format!("{}.{}", number / 10, number % 10)
}

/// In milliseconds with one decimal.
pub fn millis(duration: Duration) -> String {
    format!("{} ms", tenths(duration.as_micros() / 100))
}

fn micros(duration: Duration) -> String {
    format!("{} µs", duration.as_micros())
}
