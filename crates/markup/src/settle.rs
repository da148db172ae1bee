//! What becomes of a document when its reader accepts or rejects the corrections in it: the proof that nothing else
//! was changed. Tracked changes of other people stay.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::comments::AUTHOR;
use crate::package::Package;
use crate::runs::{local, position};
use crate::write::MarkError;

/// What the reader says to all corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// They hold.
    Accepted,
    /// They do not.
    Rejected,
}

/// The document with every correction of ours in this part settled.
///
/// # Errors
/// When the part is missing, broken, or not in UTF-8.
pub fn settle(bytes: &[u8], part: &str, how: Settled) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open(bytes)?;
    let text = package.text(part)?.ok_or_else(|| MarkError::Part(part.to_owned()))?;
    let settled = settled(&text, how)?;
    Ok(package.with(&[(part.to_owned(), settled)])?)
}

fn settled(xml: &str, how: Settled) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut result = String::with_capacity(xml.len());
    // For each open element: is it a correction whose tags go. What is dropped is not looked into.
    let mut open: Vec<bool> = Vec::new();
    let mut dropped: Option<usize> = None;
    loop {
        let start = position(&reader);
        let event = reader.read_event()?;
        let piece = xml.get(start..position(&reader)).unwrap_or_default();
        let is_tag_gone = match &event {
            Event::Start(tag) => {
                let ours = is_ours(tag);
                let out = ours && goes(tag, how);
                if out && dropped.is_none() {
                    dropped = Some(open.len());
                }
                open.push(ours);
                ours
            }
            Event::End(_) => open.pop().unwrap_or_default(),
            Event::Eof => return Ok(result),
            _ => false,
        };
        if dropped.is_none() && !is_tag_gone {
            let restored = how == Settled::Rejected && open.contains(&true);
            result.push_str(&if restored { piece.replacen("delText", "t", 1) } else { piece.to_owned() });
        }
        if matches!(event, Event::End(_)) && dropped == Some(open.len()) {
            dropped = None;
        }
    }
}

fn is_ours(tag: &BytesStart<'_>) -> bool {
    let is_change = matches!(local(tag), "ins" | "del");
    let by = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        attribute.key.as_ref().ends_with("author") && attribute.value.as_ref() == AUTHOR
    };
    is_change && tag.attributes().flatten().any(by)
}

fn goes(tag: &BytesStart<'_>, how: Settled) -> bool {
    (local(tag) == "del") == (how == Settled::Accepted)
}
