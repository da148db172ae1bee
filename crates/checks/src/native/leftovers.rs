//! Residue of word processors and templates. Rust: `facts` marks the places, this only tells them.

use crate::outcome::{Context, Outcome};

/// `[bookmark: _GoBack]`, `#REF!`, `XXXX年`.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    context.of("text.leftover").map(|s| Outcome::fails(vec![s.id], format!("“{}”", s.written))).collect()
}
