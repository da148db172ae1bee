//! Formulas as they are written.

use std::fmt::{Display, Formatter, Result};

use super::{Comparison, Condition, Formula, Operand, Requirement};

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Count(filter) => write!(f, "count({})", Filter(filter)),
            Self::Sum(column, filter) => write!(f, "sum({column}{}{})", space(filter), Filter(filter)),
            Self::Distinct(column, filter) => write!(f, "distinct({column}{}{})", space(filter), Filter(filter)),
            Self::Names(column, filter) => write!(f, "names({column}{}{})", space(filter), Filter(filter)),
            Self::Share(part, all) => write!(f, "share({part}, {all})"),
            Self::Plus(a, b) => write!(f, "{a} + {b}"),
            Self::Minus(a, b) => write!(f, "{a} - {b}"),
        }
    }
}

impl Display for Requirement {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Every(conditions) => write!(f, "every({})", All(conditions)),
            Self::Equal(total, parts) => write!(f, "equal({total}, {})", parts.join(" + ")),
            Self::Partition(column) => write!(f, "partition({column})"),
        }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let comparison = match self.comparison {
            Comparison::Equal => "=",
            Comparison::Differs => "!=",
            Comparison::AtMost => "<=",
            Comparison::AtLeast => ">=",
            Comparison::In => "in",
        };
        write!(f, "{} {comparison} ", self.column)?;
        match &self.operand {
            Operand::Year => f.write_str("year"),
            Operand::Present => f.write_str("present"),
            Operand::Values(values) => match values.as_slice() {
                [only] if self.comparison != Comparison::In => f.write_str(only),
                values => write!(f, "[{}]", values.join(", ")),
            },
            Operand::Column(column) => f.write_str(column),
            Operand::Other { register, column } => write!(f, "{register}.{column}"),
        }
    }
}

fn space(filter: &[Condition]) -> &'static str {
    if filter.is_empty() { "" } else { " " }
}

/// `where …`, or nothing.
struct Filter<'a>(&'a [Condition]);

impl Display for Filter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "where {}", All(self.0)) }
    }
}

/// Conditions that all have to be met.
struct All<'a>(&'a [Condition]);

impl Display for All<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let conditions: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&conditions.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_shown_as_they_are_written() {
        for text in [
            "count()",
            "count(where closed_on in year and state = closed)",
            "share(sum(area where state != open), sum(area))",
            "distinct(household where kind in [x, y]) - names(village)",
            "sum(paid where contract in land.contract and done = present)",
        ] {
            assert_eq!(Formula::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["every(farmland <= area and a >= b)", "equal(due, reduced + paid)", "partition(class)"] {
            assert_eq!(Requirement::try_from(text.to_owned()).unwrap().to_string(), text);
        }
    }
}
