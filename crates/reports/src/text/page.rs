//! A page of text in the making: headings, labelled lines with a hanging indent, colours.

use anstyle::{AnsiColor, Style as Ansi};
use jiheng_model::finding::Severity;
use jiheng_model::statement::{State, Statement};
use jiheng_model::text::Bilingual;

use super::Style;
use super::wrap::{clean, columns, shortened, wrapped};

/// Longer quotations are cut; the place leads to the rest.
const QUOTE_LENGTH: usize = 60;

/// Columns of the label beside the details of a finding.
pub(super) const LABEL_WIDTH: usize = 10;

pub(super) const BOLD: Ansi = Ansi::new().bold();
pub(super) const DIM: Ansi = Ansi::new().dimmed();

/// Collects lines.
pub(super) struct Page {
    pub style: Style,
    text: String,
}

impl Page {
    pub(super) fn new(style: &Style) -> Self {
        Self { style: *style, text: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.style.language.pick(zh, en)
    }

    pub(super) fn pick<'a>(&self, text: &'a Bilingual) -> &'a str {
        self.say(&text.zh, &text.en)
    }

    pub(super) fn blank_line(&mut self) {
        self.text.push('\n');
    }

    /// A line of its own in `ansi`, wrapped.
    pub(super) fn line(&mut self, ansi: Ansi, text: &str) {
        self.hanging(0, "", ansi, ansi, text);
    }

    /// `label` in a column of `label_width` after `indent` blanks, the text beside it.
    pub(super) fn labelled(&mut self, indent: usize, label_width: usize, label: &str, text: &str) {
        let padding = " ".repeat(label_width.saturating_sub(columns(label)));
        let prefix = format!("{}{label}{padding}", " ".repeat(indent));
        self.hanging(indent + label_width, &prefix, DIM, Ansi::new(), text);
    }

    /// `prefix` in its own colour, then the text; further lines are indented by `indent`.
    pub(super) fn hanging(&mut self, indent: usize, prefix: &str, ansi: Ansi, text_ansi: Ansi, text: &str) {
        let text = clean(text);
        // The first line may start further right than the others when the prefix is longer than the indent.
        let excess = columns(prefix).saturating_sub(indent);
        let filled = format!("{}{text}", "\u{a0}".repeat(excess));
        let lines = wrapped(&filled, self.style.width.saturating_sub(indent));
        for (number, line) in lines.iter().enumerate() {
            if number == 0 {
                self.painted(ansi, prefix);
                self.painted(text_ansi, line.trim_start_matches('\u{a0}'));
            } else {
                self.text.push_str(&" ".repeat(indent));
                self.painted(text_ansi, line);
            }
            self.text.push('\n');
        }
        if lines.is_empty() {
            self.painted(ansi, prefix.trim_end());
            self.text.push('\n');
        }
    }

    fn painted(&mut self, ansi: Ansi, text: &str) {
        if self.style.colour && !text.is_empty() && ansi != Ansi::new() {
            let painted = format!("{}{text}{}", ansi.render(), ansi.render_reset());
            self.text.push_str(&painted);
        } else {
            self.text.push_str(text);
        }
    }

    /// Place and what stands there: `二、… · 人员支出：“719.70”万元`.
    pub(super) fn mention(&self, statement: &Statement) -> String {
        format!("{}{}{}", self.pick(&statement.place), self.say("：", ": "), self.quoted(statement))
    }

    /// What stands at a place, in quotation marks, with its unit.
    pub(super) fn quoted(&self, statement: &Statement) -> String {
        if statement.state == State::Blank {
            return self.say("（空白）", "(blank)").to_owned();
        }
        let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
        let written = shortened(&clean(&statement.written), QUOTE_LENGTH);
        format!("“{written}”{unit}")
    }

    pub(super) fn severity_word(&self, severity: Severity) -> &'static str {
        severity.word(self.style.language)
    }
}

pub(super) fn severity_colour(severity: Severity) -> Ansi {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Notice => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}
