//! One input from path to report; a fault of ours in one document never touches another.

use jiheng_engine::{Engine, Options};
use jiheng_isolation::fault::guarded;
use jiheng_isolation::{Failure, Reader, Reading};
use jiheng_model::document::Document;
use jiheng_reports::{InputReport, Refusal, digest};

use crate::inputs::{self, Input};
use crate::refusals;

/// One input, evaluated, with what it was read from.
pub struct Evaluated {
    /// The outcome.
    pub report: InputReport,
    /// The bytes and the document, where both are known.
    pub read: Option<(Vec<u8>, Document)>,
}

/// Reads and evaluates one input.
pub fn evaluate(input: &Input, reader: &dyn Reader, engine: &Engine<'_>, options: &Options) -> InputReport {
    evaluate_keeping(input, reader, engine, options).report
}

/// Reads and evaluates one input, and keeps what was read.
pub fn evaluate_keeping(input: &Input, reader: &dyn Reader, engine: &Engine<'_>, options: &Options) -> Evaluated {
    let report = |bytes, sha256, outcome| InputReport { path: input.shown.clone(), bytes, sha256, outcome };
    let refused = |bytes, refusal: Refusal| Evaluated { report: report(bytes, None, Err(refusal)), read: None };
    let source = match &input.source {
        Ok(source) => source,
        Err(refusal) => return refused(0, refusal.clone()),
    };
    // Which of the two limits holds is known only from the content; the reader applies it.
    let limit = options.limits.file_bytes();
    let Reading { bytes, document } = match inputs::read(source, reader, limit) {
        Ok(reading) => reading,
        Err((size, refusal)) => return refused(size, refusal),
    };
    let sha256 = digest::sha256_hex(&bytes);
    let size = bytes.len() as u64;
    let outcome = document.and_then(|document| {
        guarded(|| engine.evaluate_document(&document, sha256.clone(), options))
            .map(|evaluation| (document, evaluation))
            .map_err(|fault| Failure::Fault { place: fault.place })
    });
    match outcome {
        Ok((document, evaluation)) => {
            Evaluated { report: report(size, Some(sha256), Ok(evaluation)), read: Some((bytes, document)) }
        }
        Err(failure) => {
            Evaluated { report: report(size, Some(sha256), Err(refusals::of_failure(&failure))), read: None }
        }
    }
}
