//! What could not be read or judged. A note is never a finding and never an error.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::text::Bilingual;

/// Something the reader or the checker had to leave out, with a place where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Stable kind, e.g. `external-relationship`, `form-not-recognised`.
    pub kind: Cow<'static, str>,
    /// What happened and what to do.
    pub message: Bilingual,
    /// Where, when it has a place.
    pub anchor: Option<Anchor>,
}
