//! Passages: the lines of text a document consists of, each with its way back.

use jiheng_model::document::{Block, Document, TextSpan};
use jiheng_model::statement::{Role, StatementId};
use jiheng_model::text::Bilingual;

use crate::numeral::is_digit;
use crate::phrase::{is_clause_stop, is_sentence_end};

/// A longer line is read as several passages, so that no step has to be quick on lines of any length.
const LINE_MAX: usize = 8_192;

/// So is a line of more numbers: each is held against what stands around it, up to the ends of its line.
const NUMBERS_MAX: usize = 300;

/// Which part of the report a passage belongs to. Two mentions in one zone are one writer's one text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Zone {
    /// Not recognised, or a document without known form.
    Free,
    /// A label, heading or header cell.
    Label,
    /// Cover page.
    Cover,
    /// A labelled value; the fact id says which.
    Field(String),
    /// Expected goals.
    Expected,
    /// Completion of goals.
    Completion,
    /// Target cell of the n-th indicator.
    IndicatorTarget(usize),
    /// Result cell of the n-th indicator.
    IndicatorResult(usize),
    /// A cell whose number is a statement already.
    NumericCell,
    /// Evaluators and sign-off.
    People,
    /// The n-th narrative section of the form.
    Section(usize),
}

/// One line of text: a paragraph, or a line of a cell.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    pub(crate) block: u32,
    pub(crate) cell: Option<(u32, u32)>,
    pub(crate) span: TextSpan,
    /// Offset of the line in the text of its cell or paragraph, in characters.
    pub(crate) base: usize,
    pub(crate) text: Vec<char>,
    pub(crate) zone: Zone,
    /// Where this is, in words.
    pub(crate) path: Bilingual,
    /// A telephone number is expected here.
    pub(crate) phone: bool,
    /// Scope of the department's figures in it, where its section says so.
    pub(crate) scope: Option<String>,
    /// Role of all numbers in it, where the form says so.
    pub(crate) role: Option<Role>,
    /// Statements found in it, with the index of their mention.
    pub(crate) statements: Vec<StatementId>,
}

impl Passage {
    pub(crate) fn string(&self) -> String {
        self.text.iter().collect()
    }
}

/// Every line of the document in reading order.
pub(crate) fn passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        match block {
            Block::Paragraph(paragraph) => lines(document, &paragraph.text, (index, None), &mut passages),
            Block::Table(table) => {
                for cell in &table.cells {
                    lines(document, &cell.text, (index, Some((cell.row, cell.column))), &mut passages);
                }
            }
        }
    }
    passages
}

fn lines(document: &Document, span: &TextSpan, place: (u32, Option<(u32, u32)>), into: &mut Vec<Passage>) {
    let mut base = 0;
    for line in document.text(span).split('\n') {
        if line.len() <= LINE_MAX && has_few_numbers(line) {
            let text: Vec<char> = line.chars().collect();
            let length = text.len();
            if !line.trim().is_empty() {
                into.push(passage(span, place, base, text));
            }
            base += length + 1;
            continue;
        }
        let text: Vec<char> = line.chars().collect();
        let mut rest = text.as_slice();
        while !rest.iter().all(|c| c.is_whitespace()) {
            let (head, tail) = rest.split_at(piece(rest));
            into.push(passage(span, place, base + text.len() - rest.len(), head.to_vec()));
            rest = tail;
        }
        base += text.len() + 1;
    }
}

fn passage(span: &TextSpan, place: (u32, Option<(u32, u32)>), base: usize, text: Vec<char>) -> Passage {
    Passage {
        block: place.0,
        cell: place.1,
        span: span.clone(),
        base,
        text,
        zone: Zone::Free,
        path: Bilingual::default(),
        phone: false,
        scope: None,
        role: None,
        statements: Vec::new(),
    }
}

/// Two bytes are the least that a number takes.
fn has_few_numbers(line: &str) -> bool {
    line.len() < 2 * NUMBERS_MAX || numbers_end(line.chars()).is_none()
}

/// Where the numbers become too many for one passage.
fn numbers_end(line: impl Iterator<Item = char>) -> Option<usize> {
    let mut inside = false;
    let mut begins = line.enumerate().filter(|(_, c)| {
        let was_inside = std::mem::replace(&mut inside, is_digit(*c));
        inside && !was_inside
    });
    begins.nth(NUMBERS_MAX).map(|(at, _)| at)
}

/// Characters that are read at once: all of a line, or as many whole sentences of it as one passage may hold.
fn piece(line: &[char]) -> usize {
    let most = line.len().min(LINE_MAX);
    let end = numbers_end(line.iter().take(most).copied()).unwrap_or(most);
    match line.get(..end).filter(|head| head.len() < line.len()) {
        None => line.len(),
        Some(head) => {
            let after = |ends: fn(char) -> bool| head.iter().rposition(|c| ends(*c)).map(|at| at + 1);
            after(is_sentence_end).or_else(|| after(is_clause_stop)).unwrap_or(end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_after_a_sentence_when_it_is_long_or_full_of_numbers() {
        let length = |line: &str| piece(&line.chars().collect::<Vec<_>>());
        let sentence = "支出12万元。";
        assert_eq!(length(&sentence.repeat(5)), 7 * 5);
        assert_eq!(length(&sentence.repeat(NUMBERS_MAX)), 7 * NUMBERS_MAX);
        assert_eq!(length(&sentence.repeat(NUMBERS_MAX + 1)), 7 * NUMBERS_MAX);
        assert_eq!(length(&"1,".repeat(1000)), 2 * NUMBERS_MAX);
        assert_eq!(length(&"1 ".repeat(1000)), 2 * NUMBERS_MAX);
        assert_eq!(length(&"概".repeat(LINE_MAX + 1)), LINE_MAX);
        assert!(has_few_numbers(&sentence.repeat(NUMBERS_MAX)) && !has_few_numbers(&sentence.repeat(NUMBERS_MAX + 1)));
    }
}
