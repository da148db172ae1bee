//! Fields: an instruction that nobody sees, and its result that everybody does.

use super::piece_table::Character;
use crate::left_out;

const BEGIN: char = '\u{13}';
const SEPARATOR: char = '\u{14}';
const END: char = '\u{15}';
/// Fields inside fields; more at once are no document.
const OPEN_MAX: usize = 1000;
/// Enough of an instruction to tell what it is.
const INSTRUCTION_CHARS: usize = 40;

/// The instructions of a text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    /// First position and the one after the last, in order, not overlapping.
    hidden: Vec<(u32, u32)>,
    /// Fields that hold a formula object.
    pub(crate) formulas: u32,
    /// Fields that would call a program or take in a file.
    pub(crate) active: u32,
}

#[derive(Debug)]
struct Open {
    first: u32,
    separator: Option<u32>,
    instruction: String,
}

impl Fields {
    /// Pairs the marks. A field that does not end hides nothing: the marks are damaged, the text is not.
    pub(crate) fn find(text: impl Iterator<Item = Character>) -> Self {
        let mut fields = Self::default();
        let mut open: Vec<Open> = Vec::new();
        for Character { position, value, .. } in text {
            match value {
                BEGIN if open.len() >= OPEN_MAX => {}
                BEGIN => open.push(Open { first: position, separator: None, instruction: String::new() }),
                SEPARATOR => {
                    if let Some(field) = open.last_mut() {
                        field.separator.get_or_insert(position);
                    }
                }
                END => {
                    if let Some(field) = open.pop() {
                        fields.hidden.push((field.first, field.separator.unwrap_or(position)));
                        let is_formula = field.instruction.trim_start().starts_with("EMBED Equation");
                        fields.formulas = fields.formulas.saturating_add(u32::from(is_formula));
                        let is_active = left_out::is_active(&field.instruction);
                        fields.active = fields.active.saturating_add(u32::from(is_active));
                    }
                }
                value => {
                    if let Some(field) = open.last_mut()
                        && field.separator.is_none()
                        && field.instruction.len() < INSTRUCTION_CHARS
                    {
                        field.instruction.push(value);
                    }
                }
            }
        }
        fields.join();
        fields
    }

    /// The position lies in an instruction.
    pub(crate) fn hides(&self, position: u32) -> bool {
        let after = self.hidden.partition_point(|(first, _)| *first <= position);
        after.checked_sub(1).and_then(|index| self.hidden.get(index)).is_some_and(|(_, end)| position < *end)
    }

    fn join(&mut self) {
        self.hidden.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(self.hidden.len());
        for (first, end) in self.hidden.drain(..) {
            match joined.last_mut() {
                Some(last) if first <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((first, end)),
            }
        }
        self.hidden = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_hidden_and_results_are_not() {
        for (text, shown, formulas) in [
            ("a[DATE|2021]b", "a2021b", 0),
            ("[FORMCHECKBOX]b", "b", 0),
            ("[IF [PAGE|3] = 1|yes [X|no]]", "yes no", 0),
            ("a[b", "ab", 0),
            ("a]b|c", "abc", 0),
            ("a[b[C|d]", "abd", 0),
            ("[ EMBED Equation.3 |x]", "x", 1),
        ] {
            let characters = text.chars().zip(0..).map(|(value, position)| {
                let value = match value {
                    '[' => BEGIN,
                    '|' => SEPARATOR,
                    ']' => END,
                    other => other,
                };
                Character { position, offset: 0, value }
            });
            let fields = Fields::find(characters.clone());
            let seen: String =
                characters.filter(|c| c.value >= ' ' && !fields.hides(c.position)).map(|c| c.value).collect();
            assert_eq!((seen.as_str(), fields.formulas), (shown, formulas), "{text}");
        }
    }
}
