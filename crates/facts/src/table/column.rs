//! Columns of a table: their header path and what stands in them.

use jiheng_model::document::Table;
use jiheng_model::statement::Role;
use jiheng_model::unit::{Dimension, Unit};

use super::grid::Band;
use super::units;
use super::words::Words;
use crate::grid::{self, Row};
use crate::label::normal;
use crate::lexicon::Lexicon;

/// Wider tables are read up to here.
const COLUMNS_MAX: usize = 256;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words: names of rows, remarks.
    Words,
    /// Account codes.
    Code,
    /// 行次, 序号.
    Ordinal,
    /// Years.
    Year,
    /// Numbers that can be added up.
    Amount,
    /// Numbers that cannot: unit prices, averages, standards.
    Loose,
    /// Shares and rates.
    Rate,
    /// A change against another column, as amount or rate.
    Change,
    /// 分值.
    Weight,
    /// 得分.
    Score,
}

impl Kind {
    /// Columns whose totals are sums.
    pub(crate) fn is_additive(self) -> bool {
        matches!(self, Self::Amount | Self::Weight | Self::Score)
    }

    /// Columns whose numbers identify and count nothing.
    pub(crate) fn is_identifier(self) -> bool {
        matches!(self, Self::Code | Self::Ordinal | Self::Year)
    }
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Grid column, or ordinal in a ragged table.
    pub(crate) at: u32,
    /// Labels above it, outermost first, normalised and without units; 其中 stands as itself.
    pub(crate) path: Vec<String>,
    /// The same as people read it.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) unit: Option<Unit>,
    pub(crate) role: Option<Role>,
    pub(crate) year: Option<String>,
}

impl Column {
    /// The innermost label.
    pub(crate) fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// Numbers and words of a column.
#[derive(Clone, Copy, Default)]
struct Content {
    numbers: usize,
    words: usize,
    /// Whole numbers of 3, 5 or 7 digits.
    codes: usize,
    years: usize,
    /// Percentages.
    rates: usize,
    /// One more than the number above.
    steps: usize,
    last: Option<i128>,
}

/// The columns of a body under its header.
pub(crate) fn columns(
    table: &Table,
    header: &[Band],
    body: &[Band],
    caption: Option<&Unit>,
    words: &Words,
    lexicon: &Lexicon,
) -> Vec<Column> {
    let mut starts: Vec<u32> = body.iter().flat_map(|band| band.spots.iter().map(|spot| spot.column)).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.truncate(COLUMNS_MAX);
    let rows: Vec<Row> =
        header.iter().map(|band| Row::new(band.spots.iter().map(|s| (s.cell, s.text)).collect())).collect();
    let paths = grid::header_paths(table, &rows, &starts);
    let content = content(body, &starts);
    let mut columns: Vec<Column> = Vec::with_capacity(paths.len());
    for (index, (at, path)) in paths.into_iter().enumerate() {
        let content = content.get(index).copied().unwrap_or_default();
        columns.push(column(at, &path, content, caption, words, lexicon));
    }
    second_look(&mut columns, &content);
    columns
}

fn content(body: &[Band], starts: &[u32]) -> Vec<Content> {
    let mut content = vec![Content::default(); starts.len()];
    for spot in body.iter().flat_map(|band| &band.spots) {
        let Ok(index) = starts.binary_search(&spot.column) else { continue };
        let Some(column) = content.get_mut(index) else { continue };
        match &spot.value {
            None if spot.is_words() => column.words += 1,
            None => {}
            Some(value) => {
                let Some(decimal) = value.value else { continue };
                let plain = decimal.scale() == 0 && value.unit.is_none() && decimal.mantissa() >= 0;
                column.numbers += 1;
                column.years += usize::from(plain && super::grid::is_year(value));
                column.codes += usize::from(plain && matches!(value.written.len(), 3 | 5 | 7));
                column.rates += usize::from(value.unit.as_ref().is_some_and(|u| u.dimension == Dimension::Rate));
                let next = column.last.is_some_and(|last| plain && decimal.mantissa() == last + 1);
                column.steps += usize::from(next);
                column.last = Some(decimal.mantissa());
            }
        }
    }
    content
}

fn column(
    at: u32,
    path: &[String],
    content: Content,
    caption: Option<&Unit>,
    words: &Words,
    lexicon: &Lexicon,
) -> Column {
    let own = path.iter().rev().find_map(|label| units::header(label, lexicon));
    let mut name: Vec<String> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for label in path {
        let printed = normal(label);
        if words.is_partial(&printed) && printed.chars().count() <= 2 {
            labels.push("其中".to_owned());
            continue;
        }
        if name.last() != Some(&printed) {
            labels.push(units::stripped(&printed, lexicon));
            name.push(printed);
        }
    }
    let leaf = labels.last().cloned().unwrap_or_default();
    let lost = at >= super::ragged::NOWHERE;
    let kind = if lost { Kind::Loose } else { kind(&labels, &leaf, content, words) };
    let unit = unit(kind, &labels, own, caption, words, lexicon);
    let text: Vec<char> = name.join(" ").chars().collect();
    let role = lexicon.roles.iter().find(|(list, _)| list.within(&text, 0, text.len())).map(|(_, role)| *role);
    let year = labels.iter().rev().find_map(|label| year_in(label));
    Column { at, path: labels, name: name.join(" · "), kind, unit, role, year }
}

/// The year a header names: 2021年决算数.
pub(super) fn year_in(label: &str) -> Option<String> {
    let chars: Vec<char> = label.chars().collect();
    let run = chars
        .windows(4)
        .position(|w| matches!(w, ['1' | '2', '9' | '0', _, _]) && w.iter().all(char::is_ascii_digit))?;
    let after = chars.get(run + 4);
    let year = after.is_none_or(|c| !c.is_ascii_digit())
        && (run == 0 || !chars.get(run - 1).is_some_and(char::is_ascii_digit));
    year.then(|| chars.iter().skip(run).take(4).collect())
}

fn kind(path: &[String], leaf: &str, content: Content, words: &Words) -> Kind {
    let says = |test: &dyn Fn(&str) -> bool| path.iter().any(|label| test(label));
    if content.words > content.numbers {
        return if says(&|l| words.is_code(l)) && content.codes > 0 { Kind::Code } else { Kind::Words };
    }
    let all = |count: usize| content.numbers > 0 && count == content.numbers;
    if words.is_ordinal(leaf) || (leaf.is_empty() && content.numbers >= 3 && content.steps + 1 == content.numbers) {
        return Kind::Ordinal;
    }
    if words.is_code(leaf) && (content.codes > 0 || content.numbers == 0 || leaf.chars().count() > 1) {
        return Kind::Code;
    }
    if all(content.codes) && content.numbers >= 2 && (leaf.contains("科目") || leaf.contains("分类")) {
        return Kind::Code;
    }
    if all(content.years) && matches!(leaf, "年度" | "年份" | "年" | "") {
        return Kind::Year;
    }
    if all(content.rates) && !says(&|l| words.is_change(l)) {
        return Kind::Rate;
    }
    if words.is_score(leaf) {
        return Kind::Score;
    }
    if words.is_weight(leaf) {
        return Kind::Weight;
    }
    if says(&|l| words.is_change(l)) {
        return Kind::Change;
    }
    if words.is_ratio(leaf) || all(content.rates) {
        return Kind::Rate;
    }
    if words.is_loose(leaf) { Kind::Loose } else { Kind::Amount }
}

fn unit(
    kind: Kind,
    path: &[String],
    own: Option<Unit>,
    caption: Option<&Unit>,
    words: &Words,
    lexicon: &Lexicon,
) -> Option<Unit> {
    if kind.is_identifier() || kind == Kind::Words {
        return None;
    }
    if matches!(kind, Kind::Weight | Kind::Score) {
        return lexicon.unit("分");
    }
    let leaf = path.last().map_or("", String::as_str);
    if own.is_some() || kind == Kind::Rate || (kind == Kind::Change && words.is_ratio(leaf)) {
        return own;
    }
    let counted = path.iter().any(|label| words.is_count(label));
    caption.filter(|unit| units::is_quantity(unit) && !(counted && unit.dimension == Dimension::Money)).cloned()
}

/// Without a header word the first numbers of a row may be codes or a running number: words follow them.
fn second_look(columns: &mut [Column], content: &[Content]) {
    // An empty column left of all numbers is what remains of a merged label.
    let first = content.iter().position(|column| column.numbers > 0).unwrap_or(0);
    for (column, _) in columns.iter_mut().zip(content).take(first).filter(|(_, content)| content.words == 0) {
        column.kind = Kind::Words;
        column.unit = None;
    }
    for index in 0..columns.len() {
        let Some(own) = content.get(index).copied() else { continue };
        let words_next = columns.get(index + 1).is_some_and(|next| next.kind == Kind::Words);
        let Some(column) = columns.get_mut(index) else { continue };
        let unnamed = column.path.is_empty() || column.leaf() == "项目" || column.leaf() == "其中";
        if column.kind != Kind::Amount || own.numbers < 2 || !words_next || !unnamed {
            continue;
        }
        if own.codes == own.numbers {
            column.kind = Kind::Code;
            column.unit = None;
        } else if own.steps + 1 == own.numbers {
            column.kind = Kind::Ordinal;
            column.unit = None;
        }
    }
}
