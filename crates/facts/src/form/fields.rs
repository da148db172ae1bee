//! Labelled values: 联系人 | 张三, and 填报人：张三 in running text.

use jiheng_model::document::Cell;
use jiheng_model::statement::{FactId, State, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::form::Field;

use super::Recogniser;
use crate::builder::offset;
use crate::cell;
use crate::grid::Row;
use crate::passage::Zone;

impl<'b, 'a> Recogniser<'b, 'a> {
    /// Label cells with their value in the next cell of the row.
    pub(super) fn labelled_values(&mut self, block: u32, row: &Row<'a>) {
        let mut at = 0;
        while let (Some((label_cell, _)), Some(key)) = (row.cells.get(at).copied(), row.keys().get(at)) {
            let field = self.field(key);
            let value = row.cells.get(at + 1).copied();
            at += 1;
            if let (Some(field), Some((value_cell, text))) = (field, value) {
                at += 1;
                let path = self.path(field.labels.first().map_or("", String::as_str), &self.english(&field.fact));
                self.mark(block, label_cell, &Zone::Label, &path);
                self.field_value(block, value_cell, text, field, &path);
            }
        }
    }

    /// The field of a label. A field that was read already gives way to the next of the same label.
    fn field(&self, key: &str) -> Option<&'b Field> {
        let fits = |field: &&Field| field.labels.hold(key);
        let read = |field: &&Field| self.builder.facts.of(&field.fact).next().is_some();
        let form = self.form;
        let fields = &form.fields;
        fields.iter().filter(fits).find(|field| !read(field)).or_else(|| fields.iter().find(fits))
    }

    pub(super) fn english(&self, fact: &str) -> String {
        self.builder.english.get(fact).cloned().unwrap_or_else(|| fact.to_owned())
    }

    fn field_value(&mut self, block: u32, value_cell: &Cell, text: &str, field: &Field, path: &Bilingual) {
        let mut statement = self.cell_statement(block, value_cell, text, path.clone());
        statement.fact = Some(FactId::single(field.fact.clone()));
        let numeric = field.fact.starts_with("staff.") || field.fact == "score.total";
        let value = cell::read(text, self.builder.lexicon);
        if numeric && value.state != State::Text {
            let digits = crate::numeral::digit_runs(&text.chars().collect::<Vec<_>>());
            statement.state = value.state;
            statement.value = value.value;
            statement.written = value.written;
            statement.unit = value
                .unit
                .or_else(|| self.builder.lexicon.unit(if field.fact == "score.total" { "分" } else { "人" }));
            statement.digit_runs = digits;
            self.builder.state(statement);
            self.mark(block, value_cell, &Zone::NumericCell, path);
            return;
        }
        if value.state == State::Nil {
            statement.state = State::Nil;
        }
        self.builder.state(statement);
        self.mark(block, value_cell, &Zone::Field(field.fact.clone()), path);
        if matches!(field.fact.as_str(), "basic.phone" | "preparer.phone" | "cover.budget_code") {
            for at in self.passages_of(block, value_cell) {
                if let Some(passage) = self.builder.passages.get_mut(at) {
                    passage.phone = true;
                }
            }
        }
        if field.fact == "basic.tasks" {
            self.mark_role(block, value_cell, jiheng_model::statement::Role::Target);
            self.tasks = self.numbered_lines(block, value_cell, "task", path);
        }
    }

    /// One text statement for each numbered line of a cell; lines without number belong to the one before. Lines of
    /// which none is numbered cannot be counted: nothing comes back.
    pub(super) fn numbered_lines(&mut self, block: u32, cell: &Cell, fact: &str, path: &Bilingual) -> Vec<StatementId> {
        let mut ids = Vec::new();
        let mut numbered = false;
        for at in self.passages_of(block, cell) {
            let Some(passage) = self.builder.passages.get(at) else { continue };
            let text = passage.string();
            numbered |= is_numbered(&text);
            if !is_numbered(&text) && !ids.is_empty() {
                continue;
            }
            let number = offset(ids.len() + 1);
            let place = Bilingual::new(format!("{} · 第{number}项", path.zh), format!("{} · item {number}", path.en));
            let range = (0, passage.text.len());
            let statement = self.line_statement(at, range, place, FactId::nth(fact, number));
            ids.extend(statement.map(|statement| self.builder.state(statement)));
        }
        if !numbered {
            ids.clear();
        }
        ids
    }

    /// `填报人（签名）：张三    联系电话：0790-8000000` and cover lines.
    pub(super) fn text_fields(&mut self, at: usize, text: &str) {
        let fields: Vec<Field> = self.form.fields.iter().filter(|field| field.in_text).cloned().collect();
        let mut found: Vec<(usize, usize, Field)> = Vec::new();
        let chars: Vec<char> = text.chars().collect();
        for field in fields {
            let hit = field.labels.iter().filter_map(|label| label_position(&chars, label)).min();
            if let Some((start, end)) = hit {
                found.push((start, end, field));
            }
        }
        found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        found.dedup_by_key(|(start, _, _)| *start);
        let preparer = found.iter().any(|(_, _, field)| field.fact == "preparer.name");
        for index in 0..found.len() {
            let Some((_, end, field)) = found.get(index) else { continue };
            if field.fact == "preparer.phone" && !preparer {
                continue;
            }
            let limit = found.get(index + 1).map_or(chars.len(), |(next, _, _)| *next);
            let (from, to) = trimmed(&chars, *end, limit);
            let title = field.labels.first().cloned().unwrap_or_default();
            let part = match field.part.as_str() {
                "cover" => ("封面", "Cover"),
                _ => ("填报人栏", "Preparer"),
            };
            let english = self.english(&field.fact);
            let place = Bilingual::new(format!("{} · {title}", part.0), format!("{} · {english}", part.1));
            let zone = if field.part == "cover" { Zone::Cover } else { Zone::People };
            let fact = FactId::single(field.fact.clone());
            let phone = field.fact == "preparer.phone" || field.fact == "cover.budget_code";
            if let Some(statement) = self.line_statement(at, (from, to), place.clone(), fact) {
                self.builder.state(statement);
            }
            if let Some(passage) = self.builder.passages.get_mut(at) {
                passage.zone = zone;
                passage.path = place;
                passage.phone |= phone;
            }
        }
    }
}

/// 目标1： 任务2： 1. 2、 （三）.
fn is_numbered(text: &str) -> bool {
    let labelled = ["目标", "任务"].iter().any(|word| {
        text.trim_start().strip_prefix(word).is_some_and(|rest| {
            rest.starts_with(|c: char| {
                c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
            })
        })
    });
    let ordinal = text.trim_start();
    let spoken = ordinal.chars().nth(1) == Some('是')
        && ordinal.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let circled = ordinal.starts_with(|c: char| ('①'..='⑳').contains(&c)) || ordinal.starts_with('第');
    labelled || spoken || circled || crate::label::strip_number(text) != text.trim_start()
}

/// Where a label followed by a colon stands in a line: its start and the position after the colon.
fn label_position(chars: &[char], label: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = crate::label::normal(label).chars().collect();
    (0..chars.len()).find_map(|start| {
        let mut at = start;
        for want in &wanted {
            while chars.get(at).is_some_and(|c| c.is_whitespace()) && at > start {
                at += 1;
            }
            let got = match chars.get(at)? {
                '(' => '（',
                ')' => '）',
                c => *c,
            };
            if got != *want {
                return None;
            }
            at += 1;
        }
        while chars.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        let preceded = start > 0
            && chars
                .get(start - 1)
                .is_some_and(|c| !c.is_whitespace() && !matches!(*c, '　' | '；' | ';' | '，' | ',' | ']' | '】'));
        (chars.get(at).is_some_and(|c| matches!(*c, ':' | '：')) && !preceded).then_some((start, at + 1))
    })
}

fn trimmed(chars: &[char], from: usize, to: usize) -> (usize, usize) {
    let (mut from, mut to) = (from, to);
    let blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace() || *c == '_' || *c == '　');
    while from < to && blank(from) {
        from += 1;
    }
    while to > from && blank(to - 1) {
        to -= 1;
    }
    (from, to)
}
