//! Words of what was there, what came in, what went out and what is there.

use crate::wordlist::WordList;

/// The lists `flow.*`.
#[derive(Clone, Debug)]
pub(crate) struct FlowWords {
    /// What there is at one time, what came in, what went out.
    pub(crate) stock: WordList,
    pub(crate) inward: WordList,
    pub(crate) outward: WordList,
    /// The stock at the beginning and at the end, when both are called so.
    pub(crate) opening: WordList,
    pub(crate) closing: WordList,
    /// The same by time alone.
    pub(crate) early: WordList,
    pub(crate) late: WordList,
    /// A budget after it was moved, and the moves.
    pub(crate) adjusted: WordList,
    pub(crate) added: WordList,
    pub(crate) net: WordList,
    /// What a number grew to, what it was before, and what is counted.
    pub(crate) reached: WordList,
    pub(crate) former: WordList,
    pub(crate) count: WordList,
    pub(crate) base: WordList,
    /// Words that count an amount within another one.
    pub(crate) nested: WordList,
}

impl FlowWords {
    pub(super) fn new(list: impl Fn(&str) -> WordList) -> Self {
        Self {
            stock: list("flow.stock"),
            inward: list("flow.in"),
            outward: list("flow.out"),
            opening: list("flow.opening"),
            closing: list("flow.closing"),
            early: list("flow.early"),
            late: list("flow.late"),
            adjusted: list("flow.adjusted"),
            added: list("flow.added"),
            net: list("flow.net"),
            reached: list("flow.reached"),
            former: list("flow.former"),
            count: list("flow.count"),
            base: list("flow.base"),
            nested: list("flow.nested"),
        }
    }
}
