//! What styles say that matters for reading: headings, automatic lists, hidden text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::ReadError;
use crate::headings::{heading_by_name, outline_level};
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Token, Xml};

/// Styles may be based on each other in a circle; nobody's chain is longer than this.
const CHAIN_MAX: usize = 32;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    heading: Option<u8>,
    /// The list that numbers its paragraphs; 0 says that none does.
    list: Option<u32>,
    level: Option<u32>,
    hidden: Option<bool>,
}

/// The styles of a document by their id.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: BTreeMap<String, Style>,
}

impl Styles {
    /// Reads the styles part.
    pub(crate) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, part, limits);
        let mut styles = BTreeMap::new();
        let mut current: Option<(String, Style)> = None;
        let mut depth = 0_u32;
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    depth += 1;
                    match (&mut current, tag.name()) {
                        (None, (Space::Main, "style")) if depth == 2 => {
                            let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                            current = Some((id, Style::default()));
                        }
                        (Some((_, style)), (Space::Main, _)) => style.take(&tag),
                        _ => {}
                    }
                }
                Token::Close => {
                    if depth == 2
                        && let Some((id, style)) = current.take()
                    {
                        styles.insert(id, style);
                    }
                    depth -= 1;
                }
                Token::Text(_) => {}
                Token::End => return Ok(Self { styles }),
            }
        }
    }

    /// Heading level from 1, by the style or what it is based on.
    pub(crate) fn heading(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| style.heading).filter(|level| *level > 0)
    }

    /// The list that numbers paragraphs of the style, and their level in it; 0 is no list.
    pub(crate) fn list(&self, id: &str) -> Option<(u32, Option<u32>)> {
        let list = self.chain(id).find_map(|style| style.list)?;
        Some((list, self.chain(id).find_map(|style| style.level)))
    }

    /// Some style numbers its paragraphs.
    pub(crate) fn any_list(&self) -> bool {
        self.styles.values().any(|style| style.list.is_some())
    }

    /// The style hides its text.
    pub(crate) fn hidden(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.hidden)
    }

    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        std::iter::successors(self.styles.get(id), |style| self.styles.get(style.based_on.as_deref()?)).take(CHAIN_MAX)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name().1 {
            "name" => {
                let level = tag.attribute("val").and_then(|name| heading_by_name(&name));
                self.heading = self.heading.or(level);
            }
            "basedOn" => self.based_on = tag.attribute("val").map(Cow::into_owned),
            "outlineLvl" => self.heading = outline_level(tag.number("val")),
            "numId" => self.list = Some(tag.number("val").unwrap_or(0)),
            "ilvl" => self.level = tag.number("val"),
            "vanish" => self.hidden = Some(tag.is_on()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_hidden_text_come_from_styles() {
        let text = r#"<w:styles>
            <w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
            <w:style w:styleId="2"><w:name w:val="标题 2"/></w:style>
            <w:style w:styleId="a"><w:name w:val="mine"/><w:basedOn w:val="2"/></w:style>
            <w:style w:styleId="b"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
            <w:style w:styleId="c"><w:basedOn w:val="b"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
            <w:style w:styleId="d"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="e"><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="f"><w:basedOn w:val="g"/></w:style>
            <w:style w:styleId="g"><w:basedOn w:val="f"/></w:style>
        </w:styles>"#;
        let styles = Styles::read(text, "styles", &Limits::default()).unwrap();
        let headings = ["1", "2", "a", "b", "c", "d", "f", "none"].map(|id| styles.heading(id));
        assert_eq!(headings, [Some(1), Some(2), Some(2), Some(4), None, None, None, None]);
        assert_eq!((styles.list("d"), styles.list("1")), (Some((4, Some(1))), None));
        assert_eq!((styles.hidden("e"), styles.hidden("1")), (Some(true), None));
    }
}
