//! The closed lists of the schema, taken from the model so that they cannot drift from it.

use jiheng_model::document::Format;
use jiheng_model::finding::{Severity, Verdict};
use jiheng_model::repair::Slip;
use jiheng_model::statement::{Approximation, Role, State, WaiverClass};

pub(crate) fn formats() -> [&'static str; 10] {
    [
        Format::Txt,
        Format::Doc,
        Format::Docx,
        Format::Xlsx,
        Format::Xls,
        Format::Odt,
        Format::Ods,
        Format::Html,
        Format::Pdf,
        Format::Json,
    ]
    .map(Format::name)
}

pub(crate) fn severities() -> [&'static str; 3] {
    [Severity::Error, Severity::Warning, Severity::Notice].map(Severity::name)
}

pub(crate) fn verdicts() -> [&'static str; 3] {
    [Verdict::Exact, Verdict::WithinRounding, Verdict::TruncationOnly].map(Verdict::name)
}

pub(crate) fn slips() -> [&'static str; 10] {
    Slip::ALL.map(Slip::name)
}

pub(crate) fn roles() -> [&'static str; 6] {
    Role::ALL.map(Role::name)
}

pub(crate) fn states() -> [&'static str; 4] {
    State::ALL.map(State::name)
}

pub(crate) fn approximations() -> [&'static str; 9] {
    Approximation::ALL.map(Approximation::name)
}

/// With `null`, which stands for quantities.
pub(crate) fn classes() -> Vec<Option<&'static str>> {
    WaiverClass::ALL.map(|class| Some(class.name())).into_iter().chain(std::iter::once(None)).collect()
}
