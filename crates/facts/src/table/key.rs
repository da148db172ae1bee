//! What a cell is the figure of, whichever table it stands in: 合计 × 事业收入 here is 事业收入 × 金额 there.

use std::collections::BTreeMap;

use jiheng_model::statement::{Role, StatementId};
use jiheng_model::unit::Dimension;

use super::column::{Column, Kind};
use super::entry::Entry;
use super::figure::Figure;
use super::half::Half;
use super::heading::{Fund, Side};
use super::sheet::Sheet;
use super::words::{Total, Words};

/// What tables of one document are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) fund: Fund,
    pub(crate) side: Side,
    pub(crate) role: Role,
    pub(crate) year: Option<String>,
    pub(crate) dimension: Dimension,
    pub(crate) label: String,
}

/// A figure with its key.
#[derive(Clone, Debug)]
pub(crate) struct Keyed {
    pub(crate) key: Key,
    pub(crate) sheet: usize,
    pub(crate) figure: Figure,
    /// It is the figure of a whole table, not of one of its rows.
    pub(crate) whole: bool,
    /// Its name is of one fund only, so text need not say which: the three public expenses.
    pub(crate) free: bool,
}

impl Keyed {
    pub(crate) fn id(&self) -> StatementId {
        self.figure.id
    }
}

/// All figures of a table that have a key.
pub(crate) fn keyed(sheet: &Sheet, number: usize, words: &Words) -> Vec<Keyed> {
    let mut found = Vec::new();
    let free = sheet.title.contains("三公");
    for (half, entries) in sheet.halves.iter().zip(&sheet.entries) {
        let accounts = entries.iter().any(|entry| entry.total == Some(Total::Named));
        let single = entries.iter().filter(|entry| entry.filled).count() == 1;
        // The only row of a table of staff is the department's.
        let alone = single && sheet.title.contains("人员");
        let names: BTreeMap<&str, &str> =
            entries.iter().filter(|e| e.code.len() == 5).map(|e| (e.code.as_str(), e.label.as_str())).collect();
        for entry in entries.iter().filter(|entry| entry.filled && !entry.partial) {
            for index in &half.amounts {
                let Some(column) = sheet.column(*index).filter(|column| column.kind == Kind::Amount) else { continue };
                let (Some(figure), Some(unit)) = (sheet.figure((entry.row, *index)), &column.unit) else { continue };
                let whole =
                    (entry.total == Some(Total::Grand) && !accounts) || (single && entry.label.is_empty()) || alone;
                let Some(key) = key(sheet, half, (entry, whole), column, unit.dimension, words) else { continue };
                let project = key.label == entry.label && is_project(&entry.label);
                let (whole, free) = (whole || key.label.ends_with("总计"), free || project);
                // 行政运行 stands under many accounts; the account above tells which.
                let outer = entry.code.get(..5).filter(|_| entry.code.len() == 7).and_then(|code| names.get(code));
                if let Some(outer) = outer.filter(|_| key.label == entry.label) {
                    let key = Key { label: format!("{outer}·{}", entry.label), ..key.clone() };
                    found.push(Keyed { key, sheet: number, figure, whole, free });
                }
                found.push(Keyed { key, sheet: number, figure, whole, free });
            }
        }
    }
    found
}

fn key(
    sheet: &Sheet,
    half: &Half,
    (entry, whole): (&Entry, bool),
    column: &Column,
    dimension: Dimension,
    words: &Words,
) -> Option<Key> {
    let side = side(sheet, half, entry, column);
    let fund = sheet.fund_in(half, column);
    let leaf = column.leaf();
    // In tables of expenditure a column of a fund holds the figures of its rows.
    let neutral = leaf.is_empty() || words.is_amount(leaf) || (side != Side::Income && Fund::of(leaf) != Fund::Unsaid);
    let row = if whole { "" } else { entry.label.as_str() };
    let own = match (row, neutral) {
        ("", true) => "",
        ("", false) => leaf,
        (row, true) => row,
        (row, false) => {
            return Some(Key { label: format!("{row}/{leaf}"), ..base(sheet, column, fund, side, dimension) });
        }
    };
    let restricted = ["基本支出", "项目支出", "三公"].into_iter().find(|word| sheet.title.contains(word));
    let label = match (restricted, own) {
        (Some("三公"), "") => "三公经费合计".to_owned(),
        (Some("三公"), own) => own.to_owned(),
        (Some("项目支出"), own) if is_project(own) => own.to_owned(),
        (Some(word), "") => word.to_owned(),
        (Some(word), own) => format!("{own}/{word}"),
        (None, "") => match side {
            Side::Income => "本年收入合计".to_owned(),
            Side::Expenditure => "本年支出合计".to_owned(),
            Side::Unsaid => return None,
        },
        (None, "总计" | "合计") if side != Side::Unsaid => {
            format!("{}总计", if side == Side::Income { "收入" } else { "支出" })
        }
        (None, own) => own.to_owned(),
    };
    Some(Key { label, ..base(sheet, column, fund, side, dimension) })
}

fn base(sheet: &Sheet, column: &Column, fund: Fund, side: Side, dimension: Dimension) -> Key {
    let role = column.role.or(sheet.role).unwrap_or(Role::Actual);
    let role = if role == Role::Final { Role::Actual } else { role };
    Key { fund, side, role, year: column.year.clone(), dimension, label: String::new() }
}

/// Income or expenditure: by the title, the head of the half, the column, the row.
fn side(sheet: &Sheet, half: &Half, entry: &Entry, column: &Column) -> Side {
    let texts = [half.head.as_str(), entry.label.as_str(), column.name.as_str()];
    let found = std::iter::once(sheet.side).chain(texts.into_iter().map(Side::of));
    found.into_iter().find(|side| *side != Side::Unsaid).unwrap_or_default()
}

/// The name of one project, which no other figure has.
fn is_project(label: &str) -> bool {
    label.ends_with("项目") && label.chars().count() >= 5
}
