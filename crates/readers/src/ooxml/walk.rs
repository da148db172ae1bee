//! One pass over a part by someone who keeps in mind which elements are open.

use super::xml::{Tag, Token, Xml};
use crate::error::ReadError;
use crate::limits::Limits;

/// Who walks over the elements of a part.
pub(crate) trait Walk {
    /// What an open element means for what is inside it and for its end.
    type Open;

    /// The elements that are open.
    fn open(&mut self) -> &mut Vec<Self::Open>;

    /// An element opens.
    fn enter(&mut self, tag: &Tag<'_>) -> Result<Self::Open, ReadError>;

    /// An element closes.
    fn leave(&mut self, open: Self::Open) -> Result<(), ReadError>;

    /// Text between elements.
    fn text(&mut self, text: &str);
}

/// Walks over a part from its first element to its last.
pub(crate) fn walk(text: &str, part: &str, limits: &Limits, walker: &mut impl Walk) -> Result<(), ReadError> {
    let mut xml = Xml::new(text, part, limits);
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let open = walker.enter(&tag)?;
                walker.open().push(open);
            }
            Token::Close => {
                if let Some(open) = walker.open().pop() {
                    walker.leave(open)?;
                }
            }
            Token::Text(text) => walker.text(&text),
            Token::End => return Ok(()),
        }
    }
}
