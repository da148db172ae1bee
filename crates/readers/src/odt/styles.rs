//! What styles say that matters for reading: which of them hide their text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::ReadError;
use crate::ooxml::{Package, Tag, Token, Xml};

/// Styles may be based on each other in a circle; nobody's chain is longer than this.
const CHAIN_MAX: usize = 32;
const PART: &str = "styles.xml";

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
}

/// Styles by family and name.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_name: BTreeMap<(String, String), Style>,
    current: Option<(String, String)>,
    any_hidden: bool,
}

impl Styles {
    /// Reads the named styles. The part is often larger than the document, and hardly ever hides anything.
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let limits = package.limits();
        let mut styles = Self::default();
        let Some(text) = package.text(PART)?.filter(|text| text.contains(":display=\"none\"")) else {
            return Ok(styles);
        };
        let mut xml = Xml::new(&text, PART, limits);
        loop {
            match xml.next()? {
                Token::Open(tag) => styles.take(&tag),
                Token::Close | Token::Text(_) => {}
                Token::End => return Ok(styles),
            }
        }
    }

    /// Takes in an element of a part that defines styles.
    pub(crate) fn take(&mut self, tag: &Tag<'_>) {
        match tag.full_name() {
            "style:style" => {
                let value = |local: &str| tag.attribute(local).unwrap_or_default().into_owned();
                let key = (value("family"), value("name"));
                let parent = tag.attribute("parent-style-name").map(Cow::into_owned);
                self.by_name.insert(key.clone(), Style { parent, hidden: None });
                self.current = Some(key);
            }
            "style:default-style" => self.current = None,
            "style:text-properties" => {
                let hidden = tag.attribute("display").map(|display| display == "none");
                self.any_hidden |= hidden == Some(true);
                if let Some(style) = self.current.as_ref().and_then(|key| self.by_name.get_mut(key)) {
                    style.hidden = hidden;
                }
            }
            _ => {}
        }
    }

    /// The style of this element hides its text, or shows it, by itself or by what it is based on.
    pub(crate) fn hidden(&self, family: &str, tag: &Tag<'_>) -> Option<bool> {
        if !self.any_hidden {
            return None;
        }
        let mut key = (family.to_owned(), tag.attribute("style-name")?.into_owned());
        for _ in 0..CHAIN_MAX {
            let style = self.by_name.get(&key)?;
            match (style.hidden, &style.parent) {
                (Some(hidden), _) => return Some(hidden),
                (None, Some(parent)) => key.1.clone_from(parent),
                (None, None) => return None,
            }
        }
        None
    }
}
