//! Evaluators and sign-off boxes.

use jiheng_model::document::{Cell, Table};
use jiheng_model::statement::{FactId, State};
use jiheng_model::text::Bilingual;
use jiheng_packs::form::SignBox;
use jiheng_packs::label::Labels;

use super::Recogniser;
use crate::builder::offset;
use crate::grid::Row;
use crate::label::normal;
use crate::numeral::is_digit;
use crate::passage::Zone;

impl<'b, 'a> Recogniser<'b, 'a> {
    /// 姓名 | 职务/职称 | 单位 | 签字 with a person in each row below it.
    pub(super) fn evaluator_rows(&mut self, block: u32, table: &Table, rows: &[Row<'a>], at: usize) -> Option<usize> {
        let header = rows.get(at)?;
        let labels = &self.form.evaluators;
        let column = |known: &Labels| {
            let at = header.position(known)?;
            header.cells.get(at).map(|(cell, _)| (at, cell.column))
        };
        let (name, signature) = (column(&labels.name)?, column(&labels.signature)?);
        let columns = [
            ("name", "姓名", "name", Some(name)),
            ("post", "职务/职称", "post", column(&labels.post)),
            ("entity", "单位", "institution", column(&labels.entity)),
            ("signature", "签字", "signature", Some(signature)),
        ];
        let mut taken = 1;
        let mut number = 0;
        for row in rows.iter().skip(at + 1) {
            if row.cells.len() < 2 || row.visible().iter().any(|(_, text)| self.starts_sign_box(text).is_some()) {
                break;
            }
            taken += 1;
            if row.visible().is_empty() {
                continue;
            }
            number += 1;
            for (fact, zh, en, place) in columns {
                let Some((ordinal, column)) = place else { continue };
                let cell = if table.ragged { row.cells.get(ordinal).copied() } else { row.at(column) };
                let Some((cell, text)) = cell else { continue };
                let path = self.path(&format!("第{number}人 · {zh}"), &format!("person {number} · {en}"));
                let mut statement = self.cell_statement(block, cell, text, path.clone());
                statement.fact = Some(FactId::nth(format!("evaluator.{fact}"), number));
                self.builder.state(statement);
                self.mark(block, cell, &Zone::People, &path);
            }
        }
        Some(taken)
    }

    fn starts_sign_box(&self, text: &str) -> Option<&'b SignBox> {
        let form = self.form;
        let start = normal(text);
        form.signs.iter().find(|sign| {
            sign.labels.normal().iter().any(|label| {
                start
                    .strip_prefix(label.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('：') || !sign.opinion)
            })
        })
    }

    /// A box with opinion, signature and date in one cell.
    pub(super) fn sign_box(&mut self, block: u32, cell: &Cell, text: &str) -> bool {
        let Some(sign) = self.starts_sign_box(text) else { return false };
        if self.seen_sign.contains(&sign.fact) {
            return false;
        }
        self.seen_sign.push(sign.fact.clone());
        let chars: Vec<char> = text.chars().collect();
        let heading_end = chars.iter().position(|c| matches!(*c, ':' | '：')).map_or(chars.len(), |at| at + 1);
        let signature_label = sign.signature.iter().filter_map(|label| find_label(&chars, label, heading_end)).min();
        let date_start = date_start(&chars, heading_end);
        let title = sign.labels.first().map_or("", |label| label.trim_end_matches("（签字）")).to_owned();
        let (opinion_end, signature_start) = signature_label.unwrap_or((date_start, date_start));
        if sign.opinion {
            self.sign_part(
                block,
                cell,
                (&chars, heading_end, opinion_end),
                sign,
                &title,
                ("opinion", "意见", "opinion"),
            );
        }
        let from = if sign.opinion { signature_start } else { heading_end };
        self.sign_part(
            block,
            cell,
            (&chars, from, date_start.max(from)),
            sign,
            &title,
            ("signature", "签章", "signature or seal"),
        );
        self.sign_part(block, cell, (&chars, date_start, chars.len()), sign, &title, ("date", "日期", "date"));
        let path = self.path(&title, &sign.en);
        self.mark(block, cell, &Zone::People, &path);
        true
    }

    fn sign_part(
        &mut self,
        block: u32,
        cell: &Cell,
        text: (&[char], usize, usize),
        sign: &SignBox,
        title: &str,
        part: (&str, &str, &str),
    ) {
        let (chars, from, to) = text;
        let (mut from, mut to) = (from, to.max(from));
        let skip = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace() || matches!(*c, '_' | '：' | ':'));
        while from < to && skip(from) {
            from += 1;
        }
        while to > from && skip(to - 1) {
            to -= 1;
        }
        let written: String = chars.get(from..to).unwrap_or_default().iter().collect();
        let blank = if part.0 == "date" { !written.chars().any(is_digit) } else { written.is_empty() };
        let path = self.path(&format!("{title} · {}", part.1), &format!("{} · {}", sign.en, part.2));
        let mut statement = self.cell_statement(block, cell, &written, path);
        statement.anchor = self.builder.document.anchor(
            (block, Some((cell.row, cell.column))),
            &cell.text,
            (offset(from), offset(to)),
        );
        statement.state = if blank { State::Blank } else { State::Text };
        if blank {
            statement.written = String::new();
        }
        statement.fact = Some(FactId::single(format!("{}.{}", sign.fact, part.0)));
        self.builder.state(statement);
    }

    /// A box that the document does not show at all is stated as blank at the end of the form.
    pub(super) fn people_finish(&mut self) {
        let missing: Vec<SignBox> =
            self.form.signs.iter().filter(|sign| !self.seen_sign.contains(&sign.fact)).cloned().collect();
        for sign in missing {
            let title = sign.labels.first().cloned().unwrap_or_default();
            self.missing(
                &format!("{}.signature", sign.fact),
                &Bilingual::new(format!("四、评价人员 · {title}"), format!("4 Evaluators · {}", sign.en)),
            );
        }
    }

    /// Cover lines that the document does not show are stated as blank at its beginning.
    pub(super) fn cover_finish(&mut self) {
        let fields = self.form.fields.iter().filter(|field| field.part == "cover" && field.required);
        let missing: Vec<_> =
            fields.filter(|field| self.builder.facts.of(&field.fact).next().is_none()).cloned().collect();
        for field in missing {
            let title = field.labels.first().cloned().unwrap_or_default();
            let place = Bilingual::new(format!("封面 · {title}"), format!("Cover · {}", self.english(&field.fact)));
            self.missing_at(0, &field.fact, &place);
        }
    }

    /// A blank statement for something the form should hold but does not, at its last heading.
    pub(super) fn missing(&mut self, fact: &str, place: &Bilingual) {
        let anchor_at = self.builder.passages.iter().rposition(|p| p.zone == Zone::Label).unwrap_or(0);
        self.missing_at(anchor_at, fact, place);
    }

    fn missing_at(&mut self, anchor_at: usize, fact: &str, place: &Bilingual) {
        if let Some(mut statement) = self.line_statement(anchor_at, (0, 0), place.clone(), FactId::single(fact)) {
            statement.state = State::Blank;
            self.builder.state(statement);
        }
    }
}

fn find_label(chars: &[char], label: &str, from: usize) -> Option<(usize, usize)> {
    let wanted: Vec<char> = normal(label).chars().collect();
    (from..chars.len()).find_map(|start| {
        let fits = wanted.iter().enumerate().all(|(i, want)| {
            chars.get(start + i).is_some_and(|c| matches!((c, want), ('(', '（') | (')', '）')) || c == want)
        });
        let end = start + wanted.len();
        fits.then(|| (start, end + usize::from(chars.get(end).is_some_and(|c| matches!(*c, ':' | '：')))))
    })
}

/// Where the date at the end of a box begins: before `年 月 日`, filled or not.
fn date_start(chars: &[char], from: usize) -> usize {
    let year = (from..chars.len())
        .rev()
        .find(|at| chars.get(*at) == Some(&'年') && chars.iter().skip(*at).take(12).any(|c| *c == '月'));
    match year {
        Some(year) => {
            let digits = chars.iter().take(year).rev().take_while(|c| is_digit(**c) || c.is_whitespace()).count();
            (year - digits).max(from)
        }
        None => dashed_date(chars, from).unwrap_or(chars.len()),
    }
}

/// 2022-05-12, 2022.5.12.
fn dashed_date(chars: &[char], from: usize) -> Option<usize> {
    (from..chars.len()).find(|at| {
        let four = chars.get(*at..*at + 4).is_some_and(|c| c.iter().copied().all(is_digit));
        let first = *at == 0 || !chars.get(*at - 1).copied().is_some_and(is_digit);
        four && first && chars.get(*at + 4).is_some_and(|c| matches!(*c, '-' | '.' | '/'))
    })
}
