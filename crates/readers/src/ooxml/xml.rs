//! XML parts as a stream of few tokens, within limits and without document types.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;

/// Which vocabulary a name belongs to. Namespaces are told by their prefix: the root of every part we read is
/// in the main namespace, and markup compatibility is `mc`, or what the root calls it: Word 2007 wrote `ve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// The namespace of the root element.
    Main,
    /// Markup compatibility.
    Compatibility,
    /// Drawings, math and everything else.
    Other,
}

/// An element that opens.
pub(crate) struct Tag<'a> {
    start: BytesStart<'a>,
    local_at: usize,
    space: Space,
}

impl Tag<'_> {
    /// Its vocabulary and local name.
    pub(crate) fn name(&self) -> (Space, &str) {
        (self.space, self.start.name().0.get(self.local_at..).unwrap_or_default())
    }

    /// The name as written, with its prefix.
    pub(crate) fn full_name(&self) -> &str {
        self.start.name().0
    }

    /// The value of an attribute by its local name.
    pub(crate) fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        let found = self.start.attributes().with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.0;
            key.strip_suffix(local).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'))
        })?;
        let plain = found.value.clone();
        Some(found.normalized_value(XmlVersion::Implicit1_0).map_or(plain, |value| Cow::Owned(value.into_owned())))
    }

    /// An attribute that holds a whole number.
    pub(crate) fn number(&self, local: &str) -> Option<u32> {
        self.attribute(local)?.trim().parse().ok()
    }

    /// An on/off property: present means on unless its value says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !self.attribute("val").is_some_and(|value| is_off(&value))
    }
}

fn is_off(value: &str) -> bool {
    matches!(value, "0" | "false" | "off" | "none")
}

/// What a part consists of. Comments and processing instructions are not passed on.
pub(crate) enum Token<'a> {
    /// An element opens; one that is empty opens and closes.
    Open(Tag<'a>),
    /// The innermost open element closes.
    Close,
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// A part being read.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    limits: &'a Limits,
    prefix: Option<String>,
    compatibility: String,
    depth: u64,
}

const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

impl<'a> Xml<'a> {
    /// A reader of this part's text; `part` is its name for messages.
    pub(crate) fn new(text: &'a str, part: &'a str, limits: &'a Limits) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, limits, prefix: None, compatibility: "mc".to_owned(), depth: 0 }
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            match self.reader.read_event().map_err(|_| self.damaged())? {
                Event::Start(start) => return self.open(start).map(Token::Open),
                Event::Empty(_) => return Err(self.damaged()),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => return self.text(text.xml10_content()),
                Event::CData(data) => return self.text(data.xml10_content()),
                Event::GeneralRef(reference) => return self.entity(&reference).map(Token::Text),
                Event::DocType(_) => return Err(ReadError::XmlDtd { part: self.part.to_owned() }),
                Event::Eof if self.depth > 0 || self.prefix.is_none() => return Err(self.damaged()),
                Event::Eof => return Ok(Token::End),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            }
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Tag<'a>, ReadError> {
        self.depth += 1;
        if self.depth > self.limits.xml_depth {
            return Err(ReadError::TooDeep { part: self.part.to_owned(), limit: self.limits.xml_depth });
        }
        self.check_attributes(&start)?;
        let name = start.name().0;
        let (prefix, local_at) = name.find(':').map_or(("", 0), |at| (name.get(..at).unwrap_or_default(), at + 1));
        if self.prefix.is_none() {
            self.prefix = Some(prefix.to_owned());
            self.compatibility = compatibility_prefix(&start).unwrap_or_else(|| "mc".to_owned());
        }
        let space = match prefix {
            prefix if Some(prefix) == self.prefix.as_deref() => Space::Main,
            prefix if prefix == self.compatibility => Space::Compatibility,
            _ => Space::Other,
        };
        Ok(Tag { start, local_at, space })
    }

    /// The shortest attribute takes five bytes, so most elements need no count.
    fn check_attributes(&self, start: &BytesStart<'a>) -> Result<(), ReadError> {
        let limit = self.limits.xml_attributes;
        if start.attributes_raw().len() as u64 / 5 < limit {
            return Ok(());
        }
        let count = start.attributes().with_checks(false).take(usize::try_from(limit).unwrap_or(usize::MAX)).count();
        if count as u64 >= limit {
            return Err(ReadError::TooLarge { what: Measure::Attributes, limit });
        }
        Ok(())
    }

    fn text(&self, text: Cow<'a, str>) -> Result<Token<'a>, ReadError> {
        let limit = self.limits.xml_text_bytes;
        if text.len() as u64 > limit {
            return Err(ReadError::TooLarge { what: Measure::TextRun, limit });
        }
        Ok(Token::Text(text))
    }

    /// Without a DTD there are only character references and the five predefined entities.
    fn entity(&self, reference: &BytesRef<'a>) -> Result<Cow<'a, str>, ReadError> {
        if let Some(char) = reference.resolve_char_ref().map_err(|_| self.damaged())? {
            return Ok(Cow::Owned(char.to_string()));
        }
        quick_xml::escape::resolve_predefined_entity(reference).map(Cow::Borrowed).ok_or_else(|| self.damaged())
    }

    fn damaged(&self) -> ReadError {
        ReadError::DamagedXml { part: self.part.to_owned() }
    }
}

/// What the root calls markup compatibility.
fn compatibility_prefix(root: &BytesStart<'_>) -> Option<String> {
    let declares = |value: &str| value == COMPATIBILITY;
    let found = root.attributes().with_checks(false).flatten().find(|attribute| declares(&attribute.value))?;
    found.key.0.strip_prefix("xmlns:").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::numbered;

    fn outcome(text: &str) -> Result<String, &'static str> {
        let limits = Limits { xml_text_bytes: 50, ..Limits::default() };
        let mut xml = Xml::new(text, "part", &limits);
        let mut seen = String::new();
        loop {
            match xml.next().map_err(|error| error.kind())? {
                Token::Open(tag) => seen.extend(["<", tag.name().1, ">"]),
                Token::Close => seen += "</>",
                Token::Text(text) => seen += &text,
                Token::End => return Ok(seen),
            }
        }
    }

    #[test]
    fn parts_are_read_or_refused() {
        let deep = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        let many = |count: u32| format!("<a {}/>", numbered(count, |n| format!("a{n}='' ")));
        let long = format!("<a>{}</a>", "x".repeat(60));
        let cases: &[(&str, Result<&str, &str>)] = &[
            ("<?xml version='1.0'?><w:a><!-- c --><w:b/>1&#20013;&amp;</w:a>", Ok("<a><b></>1中&</>")),
            ("<a><![CDATA[<x>]]></a>", Ok("<a><x></>")),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", Err("xml-dtd")),
            ("<a>&x;</a>", Err("damaged-xml")),
            ("<a><b></a>", Err("damaged-xml")),
            ("<a><b>", Err("damaged-xml")),
            ("", Err("damaged-xml")),
            (&deep(257), Err("too-deep")),
            (&many(300), Err("too-large")),
            (&many(20_000), Err("too-large")),
            (&long, Err("too-large")),
        ];
        for (text, expected) in cases {
            assert_eq!(outcome(text).as_deref(), expected.as_ref().map(|seen| *seen), "{text:.60}");
        }
        assert!(outcome(&deep(256)).is_ok());
        assert!(outcome(&many(200)).is_ok());
    }

    #[test]
    fn names_and_attributes_are_told_apart_by_prefix() {
        let limits = Limits::default();
        let text = "<w:a w:val='1' r:id='7' id='8'><mc:Choice/><a:t x='&#22;'/><w:b w:val='false'/></w:a>";
        let mut xml = Xml::new(text, "part", &limits);
        let mut seen = Vec::new();
        while let Ok(token) = xml.next() {
            match token {
                Token::Open(tag) => {
                    let id = tag.attribute("id").map(Cow::into_owned);
                    seen.push((tag.name().0, tag.name().1.to_owned(), id, tag.is_on()));
                }
                Token::End => break,
                _ => {}
            }
        }
        assert_eq!(
            seen,
            [
                (Space::Main, "a".to_owned(), Some("7".to_owned()), true),
                (Space::Compatibility, "Choice".to_owned(), None, true),
                (Space::Other, "t".to_owned(), None, true),
                (Space::Main, "b".to_owned(), None, false),
            ]
        );
    }
}
