//! Where a marker goes: between two runs, or between two characters of one.

use crate::revise::Revisions;
use crate::runs::{Blanks, Piece, Run};

/// A place in the bytes of a part at which markers can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) at: usize,
    /// What closes the run before the markers, and what opens it again after them; empty between runs.
    pub(crate) closes: String,
    pub(crate) opens: String,
}

/// The place before character `offset` of a run; its ends where it cannot be split there.
pub(crate) fn before(xml: &str, prefix: &str, run: &Run, offset: usize, revisions: &Revisions) -> Place {
    split(xml, prefix, run, offset, revisions).unwrap_or_else(|| Place {
        at: run.span.start,
        closes: String::new(),
        opens: revisions.tag(run.key, 0).unwrap_or_default().to_owned(),
    })
}

/// The place after the first `offset` characters of a run.
pub(crate) fn after(xml: &str, prefix: &str, run: &Run, offset: usize, revisions: &Revisions) -> Place {
    split(xml, prefix, run, offset, revisions).unwrap_or_else(|| {
        let gone = length(run).checked_sub(1).is_some_and(|last| revisions.tag(run.key, last).is_some());
        Place { at: run.span.end, closes: closed(prefix, gone), opens: String::new() }
    })
}

fn length(run: &Run) -> usize {
    run.pieces.iter().map(|piece| piece.text.chars().count()).sum()
}

fn closed(prefix: &str, is_deleted: bool) -> String {
    if is_deleted { format!("</{prefix}del>") } else { String::new() }
}

/// `None` at either end of the run, and where it cannot be split without losing a blank.
fn split(xml: &str, prefix: &str, run: &Run, offset: usize, revisions: &Revisions) -> Option<Place> {
    if offset == 0 || offset >= length(run) {
        return None;
    }
    let (left_tag, right_tag) = (revisions.tag(run.key, offset - 1), revisions.tag(run.key, offset));
    let mut left = offset;
    for piece in &run.pieces {
        let length = piece.text.chars().count();
        if left == 0 {
            return Some(Place {
                at: element_start(xml, piece)?,
                closes: format!("</{prefix}r>{}", closed(prefix, left_tag.is_some())),
                opens: format!("{}<{prefix}r>{}", right_tag.unwrap_or_default(), xml.get(run.properties.clone())?),
            });
        }
        if left < length {
            let is_edge = left_tag != right_tag;
            return inside(xml, prefix, (run, piece), left, is_edge).map(|(at, opens)| {
                let text = |tag: Option<&str>| if tag.is_some() { "delText" } else { "t" };
                Place {
                    at,
                    closes: format!("</{prefix}{}></{prefix}r>{}", text(left_tag), closed(prefix, left_tag.is_some())),
                    opens: format!(
                        r#"{}{opens}<{prefix}{} xml:space="preserve">"#,
                        right_tag.unwrap_or_default(),
                        text(right_tag)
                    ),
                }
            });
        }
        left -= length;
    }
    None
}

/// Where the element of a piece begins.
fn element_start(xml: &str, piece: &Piece) -> Option<usize> {
    match piece.splits {
        None => Some(piece.span.start),
        // The text begins behind its tag.
        Some(_) => xml.get(..piece.span.start)?.rfind('<'),
    }
}

/// Where a text is cut, and the beginning of the run behind it. The edge of a change is cut beside a blank, too: its
/// text keeps blanks.
fn inside(
    xml: &str,
    prefix: &str,
    (run, piece): (&Run, &Piece),
    offset: usize,
    is_edge: bool,
) -> Option<(usize, String)> {
    let blanks = piece.splits?;
    let mut around = piece.text.chars().skip(offset - 1);
    let (left, right) = (around.next()?, around.next()?);
    if blanks == Blanks::Dropped && !is_edge && (left.is_whitespace() || right.is_whitespace()) {
        return None;
    }
    let raw = xml.get(piece.span.clone())?;
    let at = piece.span.start + raw_offset(raw, offset)?;
    Some((at, format!("<{prefix}r>{}", xml.get(run.properties.clone())?)))
}

/// Bytes of escaped text before its character `offset`; an entity is one character.
fn raw_offset(raw: &str, offset: usize) -> Option<usize> {
    let mut at = 0;
    for _ in 0..offset {
        let rest = raw.get(at..)?;
        let first = rest.chars().next()?;
        at += if first == '&' { rest.find(';')? + 1 } else { first.len_utf8() };
    }
    Some(at)
}

/// How many characters of a run stand before the mention, and how many of it stand in the run.
pub(crate) fn mention(run: &Run, offset: u32, text: &str) -> Option<(usize, usize)> {
    let own: Vec<char> = run.pieces.iter().flat_map(|piece| piece.text.chars()).collect();
    let sought: Vec<char> = text.chars().collect();
    let fits = |from: usize| {
        let rest = own.get(from..)?;
        let common = rest.len().min(sought.len());
        (common > 0 && rest.get(..common) == sought.get(..common)).then_some((from, common))
    };
    let told = usize::try_from(offset).ok()?;
    // A list number before the text moves what was counted; then the first that reads the same is meant.
    fits(told).or_else(|| (0..own.len()).find_map(|from| fits(from).filter(|(_, common)| *common == sought.len())))
}
