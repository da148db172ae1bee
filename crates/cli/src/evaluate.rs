//! One input from path to report; a fault of ours in one document never touches another.

use std::cell::RefCell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiheng_engine::{Engine, Options};
use jiheng_model::text::Bilingual;
use jiheng_reports::{InputReport, Refusal, digest};

use crate::exit::INTERNAL;
use crate::inputs::{self, Input};

thread_local! {
    /// Where this thread last panicked, for the sentence that asks the user to report it.
    static FAULT_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic message may quote the document, so only its place in our code is told.
pub fn keep_documents_out_of_panic_messages() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(|| "?".to_owned(), |at| format!("{}:{}", at.file(), at.line()));
        // Nothing can be done about a stderr that is closed.
        let _ = writeln!(std::io::stderr().lock(), "jiheng: 内部错误 / internal fault ({place})");
        FAULT_PLACE.with(|fault| fault.replace(Some(place)));
    }));
}

/// Reads and evaluates one input.
pub fn evaluate(input: &Input, engine: &Engine<'_>, options: &Options) -> InputReport {
    let path = input.shown.clone();
    let refused =
        |bytes, refusal| InputReport { path: input.shown.clone(), bytes, sha256: None, outcome: Err(refusal) };
    let source = match &input.source {
        Ok(source) => source,
        Err(refusal) => return refused(0, refusal.clone()),
    };
    // Which of the two limits holds is known only from the content; the reader applies it.
    let limit = options.limits.package_bytes.max(options.limits.text_bytes).max(options.limits.pdf_bytes);
    let bytes = match inputs::read(source, limit) {
        Ok(bytes) => bytes,
        Err((size, refusal)) => return refused(size, refusal),
    };
    let size = bytes.len() as u64;
    let outcome = guarded(|| {
        engine
            .evaluate(&bytes, options)
            .map_err(|refused| Refusal { kind: refused.kind.to_owned(), message: refused.message })
    });
    let sha256 = match &outcome {
        Ok(evaluation) => evaluation.source_digest.clone(),
        Err(_) => digest::sha256_hex(&bytes),
    };
    InputReport { path, bytes: size, sha256: Some(sha256), outcome }
}

/// A panic inside `work` becomes a refusal. `work` only reads what it shares, so nothing is left half done.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault()))
}

fn fault() -> Refusal {
    let place = FAULT_PLACE.with(|fault| fault.borrow_mut().take()).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    Refusal {
        kind: INTERNAL.to_owned(),
        message: Bilingual::new(
            format!(
                "程序内部出错（版本 {version}，{place}），不是文件的问题，其他文件不受影响；请把这句话连同文件类型报告给我们。"
            ),
            format!(
                "This is our fault, not the file's (version {version}, {place}); other files are not affected. \
                 Please report this sentence together with the file's type."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_is_told_as_such_and_without_the_documents_text() {
        keep_documents_out_of_panic_messages();
        let refusal = guarded::<()>(|| panic!("人员支出 310.40")).unwrap_err();
        assert_eq!(refusal.kind, INTERNAL);
        assert!(refusal.message.zh.contains("evaluate.rs:") && !refusal.message.zh.contains("310.40"));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }
}
