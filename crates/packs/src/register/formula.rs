//! The small language of register rules: `share(sum(area where state = closed), sum(area))`.
//!
//! Total: every formula reads every row a fixed number of times and ends.

use serde::Deserialize;

/// Formulas inside formulas.
const DEPTH_MAX: usize = 8;

/// How a figure follows from the rows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Formula {
    /// `count(where …)`: rows.
    Count(Vec<Condition>),
    /// `sum(column where …)`.
    Sum(String, Vec<Condition>),
    /// `distinct(column where …)`: different values.
    Distinct(String, Vec<Condition>),
    /// `names(column where …)`: the values themselves, to be held against a list.
    Names(String, Vec<Condition>),
    /// `share(part, whole)`: a rate.
    Share(Box<Formula>, Box<Formula>),
    /// `a + b`.
    Plus(Box<Formula>, Box<Formula>),
    /// `a - b`.
    Minus(Box<Formula>, Box<Formula>),
}

/// What a row must be to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The column looked at.
    pub column: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what.
    pub operand: Operand,
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Differs,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `in`
    In,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The year of the report: `closed_on in year`.
    Year,
    /// Something is written: `closed_on = present`.
    Present,
    /// Values of a category: `state = closed`, `state in [closed, open]`.
    Values(Vec<String>),
    /// Another column of the row: `farmland <= area`.
    Column(String),
    /// The values of a column of another register: `contract in land_supply.contract`.
    Other {
        /// Id of the register.
        register: String,
        /// Its column.
        column: String,
    },
}

/// What must hold of the rows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Requirement {
    /// `every(farmland <= area)`: of every row that states both.
    Every(Vec<Condition>),
    /// `equal(due, reduced + paid)`: of every row that states all: the first column is the sum of the others.
    Equal(String, Vec<String>),
    /// `partition(class)`: every row has one of the known values.
    Partition(String),
}

impl TryFrom<String> for Formula {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut tokens = Tokens::new(&text)?;
        let formula = tokens.formula(0)?;
        tokens.end().map(|()| formula)
    }
}

impl TryFrom<String> for Requirement {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut tokens = Tokens::new(&text)?;
        let name = tokens.word()?;
        tokens.expect("(")?;
        let requirement = match name.as_str() {
            "every" => Self::Every(tokens.conditions()?),
            "partition" => Self::Partition(tokens.word()?),
            "equal" => {
                let total = tokens.word()?;
                tokens.expect(",")?;
                let mut parts = vec![tokens.word()?];
                while tokens.take("+") {
                    parts.push(tokens.word()?);
                }
                Self::Equal(total, parts)
            }
            other => return Err(format!("{other:?} is none of every, equal, partition")),
        };
        tokens.expect(")")?;
        tokens.end().map(|()| requirement)
    }
}

/// Words and marks of a formula.
struct Tokens {
    all: Vec<String>,
    at: usize,
    text: String,
}

impl Tokens {
    fn new(text: &str) -> Result<Self, String> {
        let mut all: Vec<String> = Vec::new();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            let length = if is_word(first) {
                rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
            } else if ["<=", ">=", "!="].iter().any(|mark| rest.starts_with(mark)) {
                2
            } else if "()[],=+-".contains(first) {
                1
            } else {
                return Err(format!("{text:?}: {first:?} has no meaning here"));
            };
            let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            all.push(token.to_owned());
            rest = after.trim_start();
        }
        Ok(Self { all, at: 0, text: text.to_owned() })
    }

    fn peek(&self) -> &str {
        self.all.get(self.at).map_or("", String::as_str)
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.peek() == mark;
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.take(mark) {
            Ok(())
        } else {
            Err(format!("{:?}: {mark:?} is missing before {:?}", self.text, self.peek()))
        }
    }

    fn word(&mut self) -> Result<String, String> {
        let word = self.peek().to_owned();
        if !word.starts_with(|c: char| c.is_alphanumeric()) {
            return Err(format!("{:?}: a name is missing before {word:?}", self.text));
        }
        self.at += 1;
        Ok(word)
    }

    fn end(&self) -> Result<(), String> {
        if self.at == self.all.len() { Ok(()) } else { Err(format!("{:?}: {:?} is too much", self.text, self.peek())) }
    }

    fn formula(&mut self, depth: usize) -> Result<Formula, String> {
        if depth > DEPTH_MAX {
            return Err(format!("{:?} is nested too deeply", self.text));
        }
        let mut formula = self.term(depth)?;
        loop {
            if self.take("+") {
                formula = Formula::Plus(Box::new(formula), Box::new(self.term(depth)?));
            } else if self.take("-") {
                formula = Formula::Minus(Box::new(formula), Box::new(self.term(depth)?));
            } else {
                return Ok(formula);
            }
        }
    }

    fn term(&mut self, depth: usize) -> Result<Formula, String> {
        let name = self.word()?;
        self.expect("(")?;
        let formula = match name.as_str() {
            "count" => Formula::Count(self.filter()?),
            "sum" => Formula::Sum(self.word()?, self.filter()?),
            "distinct" => Formula::Distinct(self.word()?, self.filter()?),
            "names" => Formula::Names(self.word()?, self.filter()?),
            "share" => {
                let part = self.formula(depth + 1)?;
                self.expect(",")?;
                Formula::Share(Box::new(part), Box::new(self.formula(depth + 1)?))
            }
            other => return Err(format!("{other:?} is none of count, sum, distinct, names, share")),
        };
        self.expect(")").map(|()| formula)
    }

    fn filter(&mut self) -> Result<Vec<Condition>, String> {
        if self.take("where") { self.conditions() } else { Ok(Vec::new()) }
    }

    fn conditions(&mut self) -> Result<Vec<Condition>, String> {
        let mut conditions = vec![self.condition()?];
        while self.take("and") {
            conditions.push(self.condition()?);
        }
        Ok(conditions)
    }

    fn condition(&mut self) -> Result<Condition, String> {
        let column = self.word()?;
        let comparison = match self.peek() {
            "=" => Comparison::Equal,
            "!=" => Comparison::Differs,
            "<=" => Comparison::AtMost,
            ">=" => Comparison::AtLeast,
            "in" => Comparison::In,
            other => return Err(format!("{:?}: {other:?} compares nothing", self.text)),
        };
        self.at += 1;
        let operand = if self.take("[") {
            let mut values = vec![self.word()?];
            while self.take(",") {
                values.push(self.word()?);
            }
            self.expect("]")?;
            Operand::Values(values)
        } else {
            operand(self.word()?, comparison)
        };
        Ok(Condition { column, comparison, operand })
    }
}

fn operand(word: String, comparison: Comparison) -> Operand {
    match (word.as_str(), word.split_once('.'), comparison) {
        ("year", _, Comparison::In) => Operand::Year,
        ("present", _, _) => Operand::Present,
        (_, Some((register, column)), Comparison::In) => {
            Operand::Other { register: register.to_owned(), column: column.to_owned() }
        }
        (_, _, Comparison::Equal | Comparison::Differs | Comparison::In) => Operand::Values(vec![word]),
        (_, _, Comparison::AtMost | Comparison::AtLeast) => Operand::Column(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(text: &str) -> Result<Formula, String> {
        Formula::try_from(text.to_owned())
    }

    #[test]
    fn formulas_are_what_they_say() {
        let closed = Condition {
            column: "state".to_owned(),
            comparison: Comparison::Equal,
            operand: Operand::Values(vec!["closed".to_owned()]),
        };
        let area = |filter: &[Condition]| Box::new(Formula::Sum("area".to_owned(), filter.to_vec()));
        for (text, expected) in [
            ("count()", Formula::Count(vec![])),
            (
                "share(sum(area where state = closed), sum(area))",
                Formula::Share(area(std::slice::from_ref(&closed)), area(&[])),
            ),
            ("sum(area) - sum(area where state = closed)", Formula::Minus(area(&[]), area(&[closed]))),
        ] {
            assert_eq!(formula(text), Ok(expected), "{text}");
        }
        let Ok(Formula::Count(conditions)) =
            formula("count(where closed_on in year and a != present and p in land.parcel and kind in [x, y])")
        else {
            panic!("it is a count")
        };
        let operands: Vec<&Operand> = conditions.iter().map(|condition| &condition.operand).collect();
        let other = Operand::Other { register: "land".to_owned(), column: "parcel".to_owned() };
        let values = Operand::Values(vec!["x".to_owned(), "y".to_owned()]);
        assert_eq!(operands, [&Operand::Year, &Operand::Present, &other, &values]);
    }

    #[test]
    fn what_is_no_formula_is_told() {
        for text in
            ["", "count", "count(", "sum()", "total(area)", "count() count()", "sum(area where x)", "sum(area;)"]
        {
            assert!(formula(text).is_err(), "{text}");
        }
        let deep = format!("{}count(){}", "share(".repeat(20), ", count())".repeat(20));
        assert!(formula(&deep).is_err());
    }

    #[test]
    fn requirements_are_what_they_say() {
        let parsed = |text: &str| Requirement::try_from(text.to_owned());
        assert_eq!(
            parsed("equal(due, reduced + paid)"),
            Ok(Requirement::Equal("due".to_owned(), vec!["reduced".to_owned(), "paid".to_owned()]))
        );
        assert_eq!(parsed("partition(class)"), Ok(Requirement::Partition("class".to_owned())));
        assert!(matches!(parsed("every(farmland <= area)"), Ok(Requirement::Every(_))));
        assert!(parsed("some(a = b)").is_err());
    }
}
