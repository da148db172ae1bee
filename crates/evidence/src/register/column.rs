//! A column with its values, all of one kind, so that a hundred thousand rows are read fast.

use std::collections::HashMap;

use jiheng_model::decimal::Decimal;
use jiheng_packs::register::{ColumnKind, Holds};

use super::contract::ContractColumn;
use crate::cell::{self, Day, Said};
use crate::units::{Amounts, Measure};

/// What a row says in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Value,
    Blank,
    Nil,
    Unreadable,
}

/// A column with its values.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) kind: Holds,
    pub(crate) zh: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) data: Data,
    /// Unit of its numbers; `None` where nothing says.
    pub(crate) unit: Option<Measure>,
    /// Numbers stand in it whose unit nothing says.
    pub(crate) lacks_unit: bool,
    /// The first row that cannot be read.
    pub(crate) unreadable: Option<usize>,
}

/// The values, row by row.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// Words by their number.
    Words { ids: Vec<u32>, words: Vec<String> },
    /// Days.
    Days(Vec<Day>),
    /// Numbers in base units.
    Amounts(Amounts),
}

impl Data {
    pub(crate) fn word(&self, row: usize) -> &str {
        let Self::Words { ids, words } = self else { return "" };
        ids.get(row).and_then(|id| words.get(*id as usize)).map_or("", String::as_str)
    }
}

/// Collects the values of a column.
pub(crate) struct Collector<'a> {
    kind: &'a ColumnKind,
    said: Option<&'a ContractColumn>,
    unit: Option<Measure>,
    /// Words of a category to the id of their value.
    values: HashMap<String, &'a str>,
    marks: Vec<Mark>,
    ids: Vec<u32>,
    words: Vec<String>,
    numbers_of_words: HashMap<String, u32>,
    days: Vec<Day>,
    amounts: Vec<Option<(Decimal, i128)>>,
    lacks_unit: bool,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(kind: &'a ColumnKind, said: Option<&'a ContractColumn>, unit: Option<Measure>) -> Self {
        let own = |(id, words): (&'a String, &'a Vec<String>)| {
            words.iter().map(move |word| (cell::plain(word), id.as_str())).collect::<Vec<_>>()
        };
        Self {
            kind,
            said,
            unit,
            values: kind.values.iter().flat_map(own).collect(),
            marks: Vec::new(),
            ids: Vec::new(),
            words: Vec::new(),
            numbers_of_words: HashMap::new(),
            days: Vec::new(),
            amounts: Vec::new(),
            lacks_unit: false,
        }
    }

    /// Takes the cell of the next row.
    pub(crate) fn take(&mut self, text: &str, measure_of: &impl Fn(&str) -> Option<Measure>) {
        let mark = match self.kind.holds {
            Holds::Text | Holds::Replaces | Holds::Void => self.text(text),
            Holds::Category => self.category(text),
            Holds::Date => {
                let said = cell::date(text);
                self.days.push(if let Said::Value(day) = said { day } else { 0 });
                mark(&said)
            }
            Holds::Count | Holds::Money | Holds::Area => self.number(text, measure_of),
        };
        self.marks.push(mark);
    }

    fn text(&mut self, text: &str) -> Mark {
        let said = cell::text(text);
        let word = if let Said::Value(word) = said { cell::plain(word) } else { String::new() };
        self.intern(word);
        mark(&said)
    }

    fn category(&mut self, text: &str) -> Mark {
        let said = cell::text(text);
        let Said::Value(word) = said else {
            self.intern(String::new());
            return mark(&said);
        };
        let plain = cell::plain(word);
        let by_contract = self.said.and_then(|said| said.value(word.trim()).or_else(|| said.value(&plain)));
        let id = by_contract.or_else(|| self.values.get(&plain).copied()).map(str::to_owned);
        let known = id.is_some();
        self.intern(id.unwrap_or(plain));
        if known { Mark::Value } else { Mark::Unreadable }
    }

    fn number(&mut self, text: &str, measure_of: &impl Fn(&str) -> Option<Measure>) -> Mark {
        let said = cell::number(text);
        let Said::Value((value, behind)) = &said else {
            self.amounts.push(None);
            return mark(&said);
        };
        // A unit in the cell goes before that of the column; a counted thing may be called by any name.
        self.lacks_unit |= behind.is_empty() && self.unit.is_none() && self.kind.holds != Holds::Count;
        let factor = if behind.is_empty() || self.kind.holds == Holds::Count {
            Some(self.unit.as_ref().map_or(1, |unit| unit.factor))
        } else {
            measure_of(behind)
                .filter(|unit| Some(unit.dimension) == self.kind.holds.dimension())
                .map(|unit| unit.factor)
        };
        self.amounts.push(factor.map(|factor| (*value, factor)));
        if factor.is_some() { Mark::Value } else { Mark::Unreadable }
    }

    fn intern(&mut self, word: String) {
        if let Some(id) = self.numbers_of_words.get(&word) {
            self.ids.push(*id);
            return;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.clone());
        self.numbers_of_words.insert(word, next);
        self.ids.push(next);
    }

    /// The finished column; `None` when its numbers are too large to reckon with.
    pub(crate) fn finish(self) -> Option<Column> {
        let data = match self.kind.holds {
            Holds::Date => Data::Days(self.days),
            Holds::Count | Holds::Money | Holds::Area => Data::Amounts(Amounts::new(&self.amounts)?),
            Holds::Text | Holds::Category | Holds::Replaces | Holds::Void => {
                Data::Words { ids: self.ids, words: self.words }
            }
        };
        let Self { kind, marks, unit, lacks_unit, .. } = self;
        let unreadable = marks.iter().position(|mark| *mark == Mark::Unreadable);
        Some(Column { kind: kind.holds, zh: kind.zh.clone(), marks, data, unit, lacks_unit, unreadable })
    }
}

fn mark<T>(said: &Said<T>) -> Mark {
    match said {
        Said::Value(_) => Mark::Value,
        Said::Blank => Mark::Blank,
        Said::Nil => Mark::Nil,
        Said::Unreadable => Mark::Unreadable,
    }
}
