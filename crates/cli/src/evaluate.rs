//! One input from path to report; a fault of ours in one document never touches another.

use jiheng_engine::{Engine, Options};
use jiheng_isolation::fault::guarded;
use jiheng_isolation::{Failure, Reader, Reading};
use jiheng_reports::{InputReport, Refusal, digest};

use crate::inputs::{self, Input};
use crate::refusals;

/// Reads and evaluates one input.
pub fn evaluate(input: &Input, reader: &dyn Reader, engine: &Engine<'_>, options: &Options) -> InputReport {
    let report = |bytes, sha256, outcome| InputReport { path: input.shown.clone(), bytes, sha256, outcome };
    let refused = |bytes, refusal: Refusal| report(bytes, None, Err(refusal));
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
    let outcome = document.and_then(|document| {
        guarded(|| engine.evaluate_document(&document, sha256.clone(), options))
            .map_err(|fault| Failure::Fault { place: fault.place })
    });
    report(bytes.len() as u64, Some(sha256), outcome.map_err(|failure| refusals::of_failure(&failure)))
}
