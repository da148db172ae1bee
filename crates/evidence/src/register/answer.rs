//! What the rows give: a formula of a pack over the columns of a register.

use std::collections::HashSet;

use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;
use jiheng_packs::register::{Comparison, Condition, Formula, Operand};

use super::Register;
use super::column::{Column, Data, Mark};
use crate::cell;

/// Base units of a rate in the whole: one is a ten-thousandth.
const WHOLE_RATE: i128 = 10_000;
/// Decimals shown of a number that does not end.
const PLACES: u32 = 4;

/// What the rows give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// In base units of its dimension.
    pub(crate) value: Exact,
    /// What it measures.
    pub(crate) dimension: Dimension,
    /// The rows that count, in order; of a share those of the part.
    pub(crate) rows: Vec<usize>,
    /// How it came about: `18÷19`, `19行合计1187亩`.
    pub(crate) calculation: String,
    /// The names of `names(…)`.
    pub(crate) names: Vec<String>,
}

/// What is asked, and of which registers.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    /// The rows.
    pub(crate) register: &'a Register,
    /// All registers, for joins.
    pub(crate) all: &'a [Register],
    /// Year of the report.
    pub(crate) year: u16,
}

impl Question<'_> {
    /// Reckons a formula.
    ///
    /// # Errors
    /// Why the rows do not give it: a missing column, a blank, a number that cannot be read, nothing to divide by.
    pub(crate) fn answer(&self, formula: &Formula) -> Result<Answer, Bilingual> {
        match formula {
            Formula::Count(filter) => {
                let rows = self.selected(filter)?;
                let calculation = format!("{}行", rows.len());
                Ok(Answer { value: count(rows.len()), dimension: Dimension::Count, rows, calculation, names: vec![] })
            }
            Formula::Sum(column, filter) => self.sum(column, self.selected(filter)?),
            Formula::Distinct(column, filter) => {
                let (names, rows) = self.distinct(column, filter)?;
                let calculation = format!("{}行中不同的有{}个", rows.len(), names.len());
                let value = count(names.len());
                Ok(Answer { value, dimension: Dimension::Count, rows, calculation, names: vec![] })
            }
            Formula::Names(column, filter) => {
                let (names, rows) = self.distinct(column, filter)?;
                let value = count(names.len());
                let calculation = names.join("、");
                Ok(Answer { value, dimension: Dimension::Count, rows, calculation, names })
            }
            Formula::Share(part, all) => self.share(part, all),
            Formula::Plus(a, b) => self.joined(a, b, '+', exact::add),
            Formula::Minus(a, b) => self.joined(a, b, '-', exact::subtract),
        }
    }

    fn share(&self, part: &Formula, all: &Formula) -> Result<Answer, Bilingual> {
        let (part, all) = (self.answer(part)?, self.answer(all)?);
        let rate = exact::divide(part.value, all.value).and_then(|rate| exact::multiply(rate, whole(WHOLE_RATE)));
        let nothing = || Bilingual::new("分母是0，比率不适用", "there is nothing to divide by");
        let value = rate.ok_or_else(nothing)?;
        let calculation = format!("{}÷{}", self.short(&part), self.short(&all));
        Ok(Answer { value, dimension: Dimension::Rate, rows: part.rows, calculation, names: vec![] })
    }

    fn joined(
        &self,
        a: &Formula,
        b: &Formula,
        sign: char,
        combine: fn(Exact, Exact) -> Option<Exact>,
    ) -> Result<Answer, Bilingual> {
        let (a, b) = (self.answer(a)?, self.answer(b)?);
        let value = combine(a.value, b.value).ok_or_else(too_large)?;
        let calculation = format!("{}{sign}{}", self.short(&a), self.short(&b));
        let rows: std::collections::BTreeSet<usize> = a.rows.into_iter().chain(b.rows).collect();
        Ok(Answer { value, dimension: a.dimension, rows: rows.into_iter().collect(), calculation, names: vec![] })
    }

    /// The number alone, for a calculation.
    fn short(&self, answer: &Answer) -> String {
        let factor = self.unit_of(answer.dimension).map_or(1, |(_, factor)| factor);
        exact::divide(answer.value, whole(factor)).map_or_else(String::new, |value| exact::to_text(value, 0, PLACES))
    }

    /// The unit in which the register itself states a dimension.
    fn unit_of(&self, dimension: Dimension) -> Option<(&str, i128)> {
        let mut units = self.register.columns.values().filter_map(|column| column.unit.as_ref());
        units.find(|unit| unit.dimension == dimension).map(|unit| (unit.symbol.as_str(), unit.factor))
    }

    fn sum(&self, id: &str, rows: Vec<usize>) -> Result<Answer, Bilingual> {
        let column = self.column(id)?;
        let Data::Amounts(amounts) = &column.data else { return Err(self.missing(id)) };
        if column.lacks_unit {
            return Err(Bilingual::new(
                format!("“{}”列没有写明单位；请在列名里写明，或在说明文件中写 unit", column.zh),
                format!("nothing says in which unit {id} is; name the unit in the contract"),
            ));
        }
        let mut sum: i128 = 0;
        for row in &rows {
            match column.marks.get(*row) {
                Some(Mark::Value) => {
                    let value = amounts.values.get(*row).copied().unwrap_or(0);
                    sum = sum.checked_add(value).ok_or_else(too_large)?;
                }
                Some(Mark::Nil) => {}
                _ => return Err(self.hole(column, *row)),
            }
        }
        let scale = 10_i128.checked_pow(amounts.scale).ok_or_else(too_large)?;
        let value = exact::fraction(sum, scale).ok_or_else(too_large)?;
        let dimension = column.kind.dimension().unwrap_or(Dimension::Other);
        let (symbol, factor) = column.unit.as_ref().map_or(("", 1), |unit| (unit.symbol.as_str(), unit.factor));
        let shown = exact::divide(value, whole(factor)).map_or_else(String::new, |v| exact::to_text(v, 0, PLACES));
        let calculation = format!("{}行合计{shown}{symbol}", rows.len());
        Ok(Answer { value, dimension, rows, calculation, names: vec![] })
    }

    fn distinct(&self, id: &str, filter: &[Condition]) -> Result<(Vec<String>, Vec<usize>), Bilingual> {
        let rows = self.selected(filter)?;
        let column = self.column(id)?;
        let Data::Words { ids, words } = &column.data else { return Err(self.missing(id)) };
        let mut seen = HashSet::new();
        let mut names = Vec::new();
        for row in &rows {
            if column.marks.get(*row) != Some(&Mark::Value) {
                return Err(self.hole(column, *row));
            }
            let Some(word) = ids.get(*row) else { continue };
            if seen.insert(*word) {
                names.extend(words.get(*word as usize).cloned());
            }
        }
        Ok((names, rows))
    }

    /// The rows that meet all conditions.
    pub(crate) fn selected(&self, filter: &[Condition]) -> Result<Vec<usize>, Bilingual> {
        let mut rows = Rows::All(self.register.lines.len());
        for condition in filter {
            let column = self.column(&condition.column)?;
            rows = Rows::Some(self.those(rows, column, condition)?);
        }
        Ok(rows.listed())
    }

    fn those(&self, rows: Rows, column: &Column, condition: &Condition) -> Result<Vec<usize>, Bilingual> {
        let differs = condition.comparison == Comparison::Differs;
        let mark = |row: usize| column.marks.get(row).copied().unwrap_or(Mark::Blank);
        let needs_value = !matches!(condition.operand, Operand::Present);
        if let Some(first) = column.unreadable.filter(|_| needs_value)
            && let Some(row) = rows.first_from(first, |row| mark(row) == Mark::Unreadable)
        {
            return Err(self.hole(column, row));
        }
        match &condition.operand {
            Operand::Present => Ok(rows.kept(|row| matches!(mark(row), Mark::Value | Mark::Unreadable) != differs)),
            Operand::Year => {
                let Data::Days(days) = &column.data else { return Err(self.missing(&condition.column)) };
                let year = u32::from(self.year);
                let is_in =
                    |row: usize| mark(row) == Mark::Value && days.get(row).is_some_and(|day| cell::year(*day) == year);
                Ok(rows.kept(is_in))
            }
            Operand::Values(values) => {
                let Data::Words { ids, words } = &column.data else { return Err(self.missing(&condition.column)) };
                let wanted: Vec<bool> = words.iter().map(|word| values.contains(word)).collect();
                let is_wanted = |id: &u32| wanted.get(*id as usize).copied().unwrap_or(false);
                let fits = |row: usize| mark(row) == Mark::Value && ids.get(row).is_some_and(is_wanted);
                Ok(rows.kept(|row| fits(row) != differs))
            }
            Operand::Column(other) => {
                let other = self.column(other)?;
                let order = |row: usize| {
                    let order = super::requirement::order(column, other, row);
                    order.is_some_and(|order| super::requirement::holds(order, condition.comparison))
                };
                Ok(rows.kept(order))
            }
            Operand::Other { register, column: other } => {
                let there = self.words_of(register, other)?;
                Ok(rows.kept(|row| mark(row) == Mark::Value && there.contains(column.data.word(row))))
            }
        }
    }

    /// The values of a column of another register.
    pub(crate) fn words_of(&self, register: &str, column: &str) -> Result<HashSet<&str>, Bilingual> {
        let other = self.all.iter().find(|other| other.kind == register);
        let other = other.and_then(|other| Some((other, other.column(column)?)));
        let Some((other, column)) = other else {
            return Err(Bilingual::new(
                format!("需要另一份台账（{register}）的“{column}”列"),
                format!("it needs {column} of another register, {register}"),
            ));
        };
        Ok((0..other.lines.len()).map(|row| column.data.word(row)).filter(|word| !word.is_empty()).collect())
    }

    fn column(&self, id: &str) -> Result<&Column, Bilingual> {
        if let Some(headers) = self.register.doubtful.get(id) {
            let headers = headers.join("、");
            return Err(Bilingual::new(
                format!("不止一列可能是要用的列（{headers}）；请在说明文件中写明"),
                format!("more than one column may be {id} ({headers}); name it in the contract"),
            ));
        }
        self.register.column(id).ok_or_else(|| self.missing(id))
    }

    fn missing(&self, id: &str) -> Bilingual {
        let zh = self.register.names.get(id).map_or(id, String::as_str);
        Bilingual::new(format!("台账里没有“{zh}”列"), format!("the register has no column {id}"))
    }

    fn hole(&self, column: &Column, row: usize) -> Bilingual {
        let line = self.register.lines.get(row).copied().unwrap_or(0);
        let (what, what_en) = match column.marks.get(row) {
            Some(Mark::Unreadable) => ("不能读取", "cannot be read"),
            _ => ("是空白", "is blank"),
        };
        Bilingual::new(format!("第{line}行“{}”{what}", column.zh), format!("{} in line {line} {what_en}", column.zh))
    }
}

/// Rows that were not yet told apart, or some of them.
enum Rows {
    /// As many, from the first.
    All(usize),
    /// These, in order.
    Some(Vec<usize>),
}

impl Rows {
    fn kept(self, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        match self {
            Self::All(count) => (0..count).filter(|row| fits(*row)).collect(),
            Self::Some(mut rows) => {
                rows.retain(|row| fits(*row));
                rows
            }
        }
    }

    fn listed(self) -> Vec<usize> {
        match self {
            Self::All(count) => (0..count).collect(),
            Self::Some(rows) => rows,
        }
    }

    /// The first of these rows, none before `from`, that fits.
    fn first_from(&self, from: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        match self {
            Self::All(count) => (from..*count).find(|row| fits(*row)),
            Self::Some(rows) => rows.iter().copied().find(|row| *row >= from && fits(*row)),
        }
    }
}

fn count(number: usize) -> Exact {
    whole(i128::try_from(number).unwrap_or(i128::MAX))
}

fn too_large() -> Bilingual {
    Bilingual::new("数字太大，无法计算", "the numbers are too large to reckon with")
}

/// True when every part of a formula looks at the year of the report itself.
pub(crate) fn names_year(formula: &Formula) -> bool {
    match formula {
        Formula::Count(filter) | Formula::Sum(_, filter) | Formula::Distinct(_, filter) | Formula::Names(_, filter) => {
            filter.iter().any(|condition| condition.operand == Operand::Year)
        }
        Formula::Share(a, b) | Formula::Plus(a, b) | Formula::Minus(a, b) => names_year(a) && names_year(b),
    }
}
