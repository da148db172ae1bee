//! Automatic numbers: what stands before a numbered paragraph though nobody typed it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::ReadError;
use crate::limits::Limits;
use crate::numerals::numeral;
use crate::ooxml::{Space, Tag, Token, Xml};

/// Levels of a list.
const LEVELS: usize = 9;
/// More lists and levels than this are no document's.
const LISTS_MAX: usize = 20_000;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2` stands for the numbers of the first two levels.
    text: String,
    /// Whatever the levels above use, their numbers are written in digits here.
    is_legal: bool,
    has_no_gap: bool,
    /// The paragraph style that is numbered by this level.
    style: Option<String>,
}

/// A list as one paragraph after the other uses it: its definition, and where some levels start anew.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    definitions: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<u32, List>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<u32>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            is_legal: false,
            has_no_gap: false,
            style: None,
        }
    }
}

/// Where in the part the reader stands.
#[derive(Debug, Default)]
struct Place {
    definition: Option<String>,
    list: Option<u32>,
    level: Option<(usize, Level)>,
    override_of: Option<usize>,
}

impl Numbering {
    /// Reads the numbering part.
    pub(crate) fn read(text: &str, part: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, part, limits);
        let mut numbering = Self::default();
        let mut place = Place::default();
        let mut open: Vec<bool> = Vec::new();
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let is_level = tag.name() == (Space::Main, "lvl");
                    if tag.name().0 == Space::Main {
                        numbering.enter(&tag, &mut place);
                    }
                    open.push(is_level);
                }
                Token::Close => {
                    if open.pop() == Some(true) {
                        numbering.finish_level(&mut place);
                    }
                }
                Token::Text(_) => {}
                Token::End => return Ok(numbering),
            }
        }
    }

    fn enter(&mut self, tag: &Tag<'_>, place: &mut Place) {
        let value = || tag.attribute("val").unwrap_or_default().into_owned();
        let level_number = || tag.number("ilvl").and_then(|level| usize::try_from(level).ok()).unwrap_or(0);
        match (tag.name().1, &mut place.level) {
            ("abstractNum", _) => {
                *place = Place { definition: tag.attribute("abstractNumId").map(Cow::into_owned), ..Place::default() };
            }
            ("num", _) => *place = Place { list: tag.number("numId"), ..Place::default() },
            ("abstractNumId", None) => {
                if let Some(list) = place.list.filter(|_| self.lists.len() < LISTS_MAX) {
                    self.lists.entry(list).or_default().definition = value();
                }
            }
            ("lvlOverride", _) => place.override_of = Some(level_number()),
            ("startOverride", None) => {
                if let (Some(list), Some(level)) =
                    (place.list.and_then(|id| self.lists.get_mut(&id)), place.override_of)
                {
                    list.starts.insert(level, tag.number("val").unwrap_or(1));
                }
            }
            ("lvl", _) => place.level = Some((level_number(), Level::default())),
            ("start", Some((_, level))) => level.start = tag.number("val").unwrap_or(1),
            ("numFmt", Some((_, level))) => level.format = value(),
            ("lvlText", Some((_, level))) => level.text = value(),
            ("isLgl", Some((_, level))) => level.is_legal = tag.is_on(),
            ("suff", Some((_, level))) => level.has_no_gap = value() == "nothing",
            ("pStyle", Some((_, level))) => level.style = Some(value()),
            _ => {}
        }
    }

    fn finish_level(&mut self, place: &mut Place) {
        let Some((number, level)) = place.level.take().filter(|(number, _)| *number < LEVELS) else { return };
        if let Some(list) = place.list.and_then(|id| self.lists.get_mut(&id)) {
            list.levels.insert(number, level);
        } else if let Some(definition) = place.definition.clone().filter(|_| self.definitions.len() < LISTS_MAX) {
            self.definitions.entry(definition).or_default().insert(number, level);
        }
    }

    /// Counts one more paragraph of this list and gives what stands before it. Without a level of its own, the
    /// paragraph is of the level that numbers its style.
    pub(crate) fn next(&mut self, list_id: u32, level: Option<u32>, style: Option<&str>) -> Option<String> {
        let list = self.lists.get(&list_id)?;
        let defined = self.definitions.get(&list.definition);
        let level_of = |number: usize| list.levels.get(&number).or_else(|| defined?.get(&number));
        let by_style = || {
            (0..LEVELS).find(|number| style.is_some() && level_of(*number).is_some_and(|l| l.style.as_deref() == style))
        };
        let number = level.and_then(|level| usize::try_from(level).ok()).or_else(by_style).unwrap_or(0);
        let shown = level_of(number)?;
        let counted = self.counted.entry(list.definition.clone()).or_default();
        if self.begun.insert(list_id) {
            for level in list.starts.keys() {
                if let Some(count) = counted.get_mut(*level) {
                    *count = None;
                }
            }
        }
        let start = |number: usize| {
            let declared = level_of(number).map_or(1, |level| level.start);
            list.starts.get(&number).copied().unwrap_or(declared)
        };
        for (at, count) in counted.iter_mut().enumerate() {
            match at.cmp(&number) {
                std::cmp::Ordering::Less => *count = count.or(Some(start(at))),
                std::cmp::Ordering::Equal => *count = Some(count.map_or(start(at), |count| count.saturating_add(1))),
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let counts = *counted;
        let format_of = |at: usize| {
            let is_digits = shown.is_legal && at != number;
            if is_digits { "decimal" } else { level_of(at).map_or("decimal", |level| level.format.as_str()) }
        };
        shown.label(|at| Some(numeral(counts.get(at).copied().flatten()?, format_of(at))))
    }
}

impl Level {
    /// The text of the level with the numbers in it; a bullet says nothing.
    fn label(&self, number: impl Fn(usize) -> Option<String>) -> Option<String> {
        if self.format == "bullet" || self.format == "none" && !self.text.contains('%') {
            return None;
        }
        let mut label = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(char) = chars.next() {
            let level = (char == '%').then(|| chars.peek().and_then(|next| next.to_digit(10))).flatten();
            match level.and_then(|level| usize::try_from(level).ok()?.checked_sub(1)) {
                Some(level) => {
                    chars.next();
                    label.push_str(&number(level)?);
                }
                None => label.push(char),
            }
        }
        let last = label.trim_end().chars().last()?;
        // A blank keeps the number apart from digits that follow.
        let needs_gap =
            last.is_ascii_alphanumeric() || matches!(last, '.' | ',' | '-') || !self.has_no_gap && last.is_ascii();
        Some(if needs_gap { label.trim_end().to_owned() + " " } else { label })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: u32, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{number}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
        )
    }

    fn lists() -> Numbering {
        let text = format!(
            "<w:numbering><w:abstractNum w:abstractNumId='5'>{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId='6'>{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='3'/></w:lvlOverride></w:num>\
             <w:num w:numId='3'><w:abstractNumId w:val='6'/></w:num></w:numbering>",
            level(0, "chineseCountingThousand", "%1、", "<w:suff w:val='nothing'/>"),
            level(1, "decimal", "（%2）", "<w:pStyle w:val='two'/>"),
            level(2, "decimal", "%1.%3", "<w:isLgl/>"),
            level(0, "bullet", "", ""),
        );
        Numbering::read(&text, "numbering", &Limits::default()).unwrap()
    }

    #[test]
    fn paragraphs_count_on_in_their_list() {
        let mut lists = lists();
        let shown: Vec<_> = [
            (1, Some(0), None),
            (1, Some(1), None),
            (1, None, Some("two")),
            (1, Some(2), None),
            (1, Some(0), None),
            (1, Some(1), None),
            (2, Some(0), None),
            (1, None, None),
            (3, Some(0), None),
            (9, Some(0), None),
            (1, Some(99), None),
        ]
        .into_iter()
        .map(|(list, level, style)| lists.next(list, level, style).unwrap_or_default())
        .collect();
        assert_eq!(shown, ["一、", "（1）", "（2）", "1.1 ", "二、", "（1）", "三、", "四、", "", "", ""]);
    }
}
