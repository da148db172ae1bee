//! A panic is a fault of ours: it ends one document and is told by its place in our code, never by the text it met.

use std::cell::RefCell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Where this thread last panicked, for the sentence that asks the user to report it.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where our code gave up: file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// As `file.rs:12`.
    pub place: String,
}

/// A panic message may quote the document, so only its place in our code is told.
pub fn keep_documents_out_of_panic_messages() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(|| "?".to_owned(), |at| format!("{}:{}", at.file(), at.line()));
        // Nothing can be done about a stderr that is closed.
        let _ = writeln!(std::io::stderr().lock(), "jiheng: 内部错误 / internal fault ({place})");
        PLACE.with(|fault| fault.replace(Some(place)));
    }));
}

/// Does `work`, which only reads what it shares, so that nothing is left half done by a panic.
///
/// # Errors
/// Where it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| Fault { place: PLACE.with(|place| place.borrow_mut().take()).unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_its_place_and_without_the_documents_text() {
        keep_documents_out_of_panic_messages();
        let fault = guarded::<()>(|| panic!("人员支出 310.40")).unwrap_err();
        assert!(fault.place.contains("fault.rs:") && !fault.place.contains("310.40"), "{fault:?}");
        assert_eq!(guarded(|| 1), Ok(1));
    }
}
