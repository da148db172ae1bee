//! What styles say that matters for reading: which of them hide their text, strike it through, raise or lower it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::ReadError;
use crate::ooxml::{Package, Tag, Token, Xml};
use crate::scripts::Script;

/// Styles may be based on each other in a circle; nobody's chain is longer than this.
const CHAIN_MAX: usize = 32;
const PART: &str = "styles.xml";
/// What a part holds that says anything of interest.
const MARKS: [&str; 4] = [":display=\"none\"", ":text-line-through-style", ":text-position=\"su", ":text-position=\"-"];

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    looks: Looks,
}

/// What a style says of its text, where it says so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Looks {
    pub(crate) hidden: Option<bool>,
    pub(crate) struck: Option<bool>,
    pub(crate) script: Option<Script>,
}

/// Styles by family and name.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_name: BTreeMap<(String, String), Style>,
    current: Option<(String, String)>,
    any_looks: bool,
}

impl Styles {
    /// Reads the named styles. The part is often larger than the document, and hardly ever hides anything.
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let limits = package.limits();
        let mut styles = Self::default();
        let Some(text) = package.text(PART)?.filter(|text| MARKS.iter().any(|mark| text.contains(mark))) else {
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
                self.by_name.insert(key.clone(), Style { parent, looks: Looks::default() });
                self.current = Some(key);
            }
            "style:default-style" => self.current = None,
            "style:text-properties" => {
                let looks = Looks::of(tag);
                self.any_looks |= looks.matter();
                if let Some(style) = self.current.as_ref().and_then(|key| self.by_name.get_mut(key)) {
                    style.looks = looks;
                }
            }
            _ => {}
        }
    }

    /// How the text of this element looks, by its style or by what that is based on.
    pub(crate) fn looks(&self, family: &str, tag: &Tag<'_>) -> Looks {
        let mut looks = Looks::default();
        let Some(name) = tag.attribute("style-name").filter(|_| self.any_looks) else { return looks };
        let mut key = (family.to_owned(), name.into_owned());
        for _ in 0..CHAIN_MAX {
            let Some(style) = self.by_name.get(&key) else { return looks };
            looks = Looks {
                hidden: looks.hidden.or(style.looks.hidden),
                struck: looks.struck.or(style.looks.struck),
                script: looks.script.or(style.looks.script),
            };
            let Some(parent) = &style.parent else { return looks };
            key.1.clone_from(parent);
        }
        looks
    }
}

impl Looks {
    fn of(tag: &Tag<'_>) -> Self {
        let script = |position: &str| match position.split_ascii_whitespace().next() {
            Some("super") => Script::Raised,
            Some("sub") => Script::Lowered,
            // Otherwise by how much, in percent of the line.
            Some(part) if part.starts_with('-') => Script::Lowered,
            Some(part) if part.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => Script::Raised,
            _ => Script::Plain,
        };
        Self {
            hidden: tag.attribute("display").map(|display| display == "none"),
            struck: tag.attribute("text-line-through-style").map(|style| style != "none"),
            script: tag.attribute("text-position").map(|position| script(&position)),
        }
    }

    fn matter(self) -> bool {
        let is_raised = self.script.is_some_and(|script| script != Script::Plain);
        self.hidden == Some(true) || self.struck == Some(true) || is_raised
    }
}
