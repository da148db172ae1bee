//! The runs of a part with the bytes they stand on, found in one pass over its XML.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A run, and what its text is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Paragraph and run, as the reader counts them.
    pub(crate) key: (u32, u32),
    /// All of its bytes, tags included.
    pub(crate) span: Range<usize>,
    /// Its properties, tags included; empty without any.
    pub(crate) properties: Range<usize>,
    /// The tag of somebody's insertion directly around it; empty without one.
    pub(crate) inserted_by: Range<usize>,
    /// Its characters in order.
    pub(crate) pieces: Vec<Piece>,
}

/// A stretch of characters of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Bytes of the text between its tags, or of the whole element that stands for one character.
    pub(crate) span: Range<usize>,
    /// As read.
    pub(crate) text: String,
    /// Text that can be split, and whether blanks at its ends are kept.
    pub(crate) splits: Option<Blanks>,
}

/// What becomes of blanks at the ends of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blanks {
    /// `xml:space="preserve"`.
    Kept,
    /// A reader may drop them.
    Dropped,
}

/// The name in front of the elements of a part, and the runs that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// `w:` in most documents.
    pub(crate) prefix: String,
    pub(crate) runs: Vec<Run>,
}

/// Finds runs by their keys. Counting is that of the docx reader: a run in a text box also counts in the paragraphs
/// around the box.
///
/// # Errors
/// When the XML is broken, which a part that was read before is not.
pub(crate) fn find(xml: &str, wanted: &BTreeSet<(u32, u32)>) -> Result<Part, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk { xml, wanted, part: Part::default(), paragraphs: 0, open: Vec::new(), frames: Vec::new() };
    loop {
        let before = position(&reader);
        let event = reader.read_event()?;
        let span = before..position(&reader);
        match event {
            Event::Start(tag) => walk.start(&tag, span),
            Event::Empty(tag) => walk.empty(&tag, span),
            Event::End(_) => walk.end(&span),
            Event::Eof => return Ok(walk.part),
            _ => {}
        }
    }
}

pub(crate) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// An open element that matters.
enum Open {
    Other,
    Paragraph,
    /// Somebody's insertion, with the place of its tag.
    Insertion(Range<usize>),
    Run(Run),
    Properties(usize),
    Text(usize, Blanks),
}

struct Walk<'a> {
    xml: &'a str,
    wanted: &'a BTreeSet<(u32, u32)>,
    part: Part,
    paragraphs: u32,
    open: Vec<Open>,
    /// Index of each open paragraph, and how many runs began in it.
    frames: Vec<(u32, u32)>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, span: Range<usize>) {
        let in_run = matches!(self.open.last(), Some(Open::Run(_)));
        let open = match local(tag) {
            "document" if self.open.is_empty() => {
                self.part.prefix = prefix(tag);
                Open::Other
            }
            "p" if self.is_word(tag) => {
                self.frames.push((self.paragraphs, 0));
                self.paragraphs = self.paragraphs.saturating_add(1);
                Open::Paragraph
            }
            "r" if self.is_word(tag) => self.run(span.start),
            "ins" | "moveTo" if self.is_word(tag) => Open::Insertion(span),
            "rPr" if in_run => Open::Properties(span.start),
            "t" if in_run => Open::Text(span.end, blanks(tag)),
            _ => Open::Other,
        };
        self.open.push(open);
    }

    fn empty(&mut self, tag: &BytesStart<'_>, span: Range<usize>) {
        match local(tag) {
            "p" if self.is_word(tag) => self.paragraphs = self.paragraphs.saturating_add(1),
            "r" if self.is_word(tag) => {
                self.run(span.start);
            }
            name => {
                if let Some(Open::Run(run)) = self.open.last_mut()
                    && let Some(text) = character(name)
                {
                    run.pieces.push(Piece { span, text: text.to_owned(), splits: None });
                }
            }
        }
    }

    fn end(&mut self, span: &Range<usize>) {
        match self.open.pop() {
            Some(Open::Paragraph) => {
                self.frames.pop();
            }
            Some(Open::Run(mut run)) => {
                run.span.end = span.end;
                if self.wanted.contains(&run.key) {
                    self.part.runs.push(run);
                }
            }
            Some(Open::Properties(start)) => {
                if let Some(Open::Run(run)) = self.open.last_mut() {
                    run.properties = start..span.end;
                }
            }
            Some(Open::Text(start, blanks)) => {
                let raw = self.xml.get(start..span.start).unwrap_or_default();
                // What holds more than text and entities is left in one piece.
                let plain = quick_xml::escape::unescape(raw).ok().filter(|_| !raw.contains('<'));
                if let Some(Open::Run(run)) = self.open.last_mut() {
                    let splits = plain.as_ref().map(|_| blanks);
                    let text = plain.unwrap_or_default().into_owned();
                    run.pieces.push(Piece { span: start..span.start, text, splits });
                }
            }
            Some(Open::Other | Open::Insertion(_)) | None => {}
        }
    }

    /// Opens a run in every paragraph around it.
    fn run(&mut self, start: usize) -> Open {
        for frame in &mut self.frames {
            frame.1 = frame.1.saturating_add(1);
        }
        let (paragraph, runs) = self.frames.last().copied().unwrap_or((u32::MAX, 1));
        let inserted_by = match self.open.last() {
            Some(Open::Insertion(tag)) => tag.clone(),
            _ => start..start,
        };
        Open::Run(Run {
            key: (paragraph, runs - 1),
            span: start..start,
            properties: start..start,
            inserted_by,
            pieces: Vec::new(),
        })
    }

    /// Elements of other vocabularies may be called `p` and `r` as well.
    fn is_word(&self, tag: &BytesStart<'_>) -> bool {
        prefix(tag) == self.part.prefix
    }
}

pub(crate) fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

/// The name before the colon, the colon included.
fn prefix(tag: &BytesStart<'_>) -> String {
    let name = tag.name().into_inner();
    name.find(':').and_then(|at| name.get(..=at)).unwrap_or_default().to_owned()
}

fn blanks(tag: &BytesStart<'_>) -> Blanks {
    let kept = tag.try_get_attribute("xml:space").ok().flatten().is_some_and(|value| &*value.value == "preserve");
    if kept { Blanks::Kept } else { Blanks::Dropped }
}

/// Elements that the reader takes for a character.
fn character(name: &str) -> Option<&'static str> {
    match name {
        "tab" | "ptab" => Some("\t"),
        "br" | "cr" => Some("\n"),
        "noBreakHyphen" => Some("-"),
        _ => None,
    }
}
