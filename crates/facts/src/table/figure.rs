//! Numbers of a table as whole multiples of one small amount, so that thousands of sums are cheap and exact.

use jiheng_model::statement::{Approximation, State, Statement, StatementId};

/// Digits after the point that are kept; a number with more takes part in no sum.
const PLACES: u32 = 8;

/// A printed number and half a unit of its last digit, in 10⁻⁸ of half a base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) id: StatementId,
    pub(crate) value: i128,
    pub(crate) half: i128,
}

impl Figure {
    /// The figure of a statement that is a plain number.
    pub(crate) fn of(statement: &Statement) -> Option<Self> {
        if statement.state != State::Number || statement.approximation != Approximation::None {
            return None;
        }
        let decimal = statement.value?;
        let places = PLACES.checked_sub(decimal.scale())?;
        let unit = 10_i128.checked_pow(places)?.checked_mul(statement.factor())?;
        let value = decimal.mantissa().checked_mul(unit)?.checked_mul(2)?;
        let half = if statement.is_exact_count() { 0 } else { unit };
        Some(Self { id: statement.id, value, half })
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.value == 0
    }
}

/// How a stated value stands to a computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Stated minus computed.
    pub(crate) size: i128,
    /// The most that rounding, or cutting off of digits on one side, explains.
    pub(crate) allowed: i128,
}

impl Gap {
    /// `stated` against the sum of `parts`; `None` on overflow.
    pub(crate) fn of(stated: &Figure, parts: &[Figure]) -> Option<Self> {
        let mut size = stated.value;
        let mut half: i128 = 0;
        for part in parts {
            size = size.checked_sub(part.value)?;
            half = half.checked_add(part.half)?;
        }
        let allowed = stated.half.checked_add(half)?.checked_add(stated.half.max(half))?;
        Some(Self { size, allowed })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.size.abs() <= self.allowed
    }
}
