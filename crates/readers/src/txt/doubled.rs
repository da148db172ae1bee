//! Rows of a table that were printed one over the other: the same row twice, one below the other.

use super::bars;
use super::line::Line;

/// Rows with fewer figures may be alike by chance.
const FIGURES_MIN: usize = 2;

/// Takes the second of two equal rows out and tells how many those were. A row entered twice would look the same, and
/// what cannot be told apart convicts nobody.
pub(super) fn remove(lines: &mut Vec<Line<'_>>) -> usize {
    let before = lines.len();
    let mut last = "";
    lines.retain(|line| {
        let again = line.text == last && is_row(line);
        if !line.is_blank() {
            last = line.text;
        }
        !again
    });
    before - lines.len()
}

/// A row with several figures, or a row of labels, on one line.
fn is_row(line: &Line<'_>) -> bool {
    let divided = line.has_inner_tab() || bars::separator(line.text).is_some();
    let digits = line.text.bytes().any(|byte| byte.is_ascii_digit());
    let labels = !digits && line.text.chars().any(char::is_alphabetic);
    divided && (labels || figures(line.text) >= FIGURES_MIN)
}

/// Runs of digits that are not zero.
fn figures(text: &str) -> usize {
    let word = |c: char| !c.is_ascii_digit() && c != '.' && c != ',';
    text.split(word).filter(|run| run.bytes().any(|byte| (b'1'..=b'9').contains(&byte))).count()
}
