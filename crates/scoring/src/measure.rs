//! Facts to a rate.

use jiheng_model::exact::{self, Exact, whole};
use jiheng_packs::framework::{FromNothing, Measure, Negative, Nothing, Term};

/// What measuring gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A rate in percent, or the value itself where nothing stands below the line.
    Value(Exact),
    /// 0 ÷ 0 where nothing was to be done.
    NothingToDo,
    /// Something of nothing: no points, until a person says otherwise.
    FromNothing,
    /// A rate of something to nothing or less; a person has to say.
    Undefined,
    /// These inputs are not stated.
    Missing(Vec<Term>),
    /// The numbers are too large to reckon with.
    Overflow,
}

/// Measures with inputs from anywhere.
pub fn measure(measure: &Measure, input: impl Fn(&Term) -> Option<Exact>) -> Measured {
    let mut missing: Vec<Term> = Vec::new();
    for term in measure.terms().filter(|term| input(term).is_none()) {
        if !missing.iter().any(|known| known.key() == term.key()) {
            missing.push(term.clone());
        }
    }
    if !missing.is_empty() {
        return Measured::Missing(missing);
    }
    let total = |terms: &[Term]| {
        terms.iter().try_fold(whole(0), |sum, term| {
            let value = input(term)?;
            if term.minus { exact::subtract(sum, value) } else { exact::add(sum, value) }
        })
    };
    let (Some(above), Some(below)) = (total(&measure.numerator), total(&measure.denominator)) else {
        return Measured::Overflow;
    };
    let nothing = whole(0);
    if above < nothing && measure.negative != Some(Negative::Counts) {
        return Measured::Undefined;
    }
    if measure.denominator.is_empty() {
        return Measured::Value(above);
    }
    if below == nothing {
        return of_nothing(measure, above == nothing);
    }
    if below < nothing {
        return Measured::Undefined;
    }
    let rate = exact::divide(above, below).and_then(|rate| exact::multiply(rate, whole(100)));
    rate.map_or(Measured::Overflow, Measured::Value)
}

fn of_nothing(measure: &Measure, is_nothing: bool) -> Measured {
    if is_nothing {
        return if measure.nothing == Some(Nothing::Full) { Measured::NothingToDo } else { Measured::Undefined };
    }
    if measure.from_nothing == Some(FromNothing::Zero) { Measured::FromNothing } else { Measured::Undefined }
}
