//! From source to tree in small steps, so that hostile nesting is seen before it costs anything.

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use crate::error::{Measure, ReadError};
use crate::limits::Limits;

/// Between two steps the tree can grow by no more elements than this many bytes can open, times the depth.
const STEP_BYTES: usize = 1024;

/// Parses a page. The parser itself bounds nothing: unclosed elements nest without end, and each start tag
/// may cost as much as the tree is deep. So depth and size are looked at after every step.
pub(crate) fn parse(source: &str, limits: &Limits) -> Result<Html, ReadError> {
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = source;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(step_length(rest));
        rest = after;
        parser.process(StrTendril::from(step));
        check(&parser.tokenizer.sink.sink.0.borrow(), limits)?;
    }
    let tree = parser.finish();
    check(&tree, limits)?;
    Ok(tree)
}

fn step_length(rest: &str) -> usize {
    (STEP_BYTES.min(rest.len())..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len())
}

/// The parser appends at the end, so the way down the last children is as deep as it has ever been lately.
fn check(tree: &Html, limits: &Limits) -> Result<(), ReadError> {
    let depth = std::iter::successors(Some(tree.tree.root()), ego_tree::NodeRef::last_child).count();
    if depth as u64 > limits.html_depth {
        return Err(ReadError::TooDeep { part: "html".to_owned(), limit: limits.html_depth });
    }
    if tree.tree.nodes().len() as u64 > limits.html_nodes {
        return Err(ReadError::TooLarge { what: Measure::Nodes, limit: limits.html_nodes });
    }
    Ok(())
}
