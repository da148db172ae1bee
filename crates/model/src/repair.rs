//! What single change would make everything hold again. Always a proposal; nothing is ever changed by itself.

use crate::statement::StatementId;
use crate::text::Bilingual;

/// How a number most likely went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// 1357.28 for 1375.28.
    Transposed,
    /// 612.25 for 617.25.
    Digit,
    /// 71.97 for 719.7.
    Point,
    /// 162.13 for 1612.13.
    Dropped,
    /// 16612.13 for 1612.13.
    Doubled,
    /// 89.57 for -89.57.
    Sign,
    /// The digits are right in another unit: 元 for 万元, 亩 for 公顷.
    Unit,
    /// Too much here and as much too little there.
    Moved,
    /// The figure of a former year left standing.
    Stale,
    /// None of these: the value was taken from elsewhere, or not computed again.
    Other,
}

impl Slip {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 10] = [
        Self::Transposed,
        Self::Digit,
        Self::Point,
        Self::Dropped,
        Self::Doubled,
        Self::Sign,
        Self::Unit,
        Self::Moved,
        Self::Stale,
        Self::Other,
    ];

    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Transposed => "transposed",
            Self::Digit => "digit",
            Self::Point => "point",
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Sign => "sign",
            Self::Unit => "unit",
            Self::Moved => "moved",
            Self::Stale => "stale",
            Self::Other => "other",
        }
    }

    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Self::Transposed => ("相邻两位数字换位", "two neighbouring digits exchanged"),
            Self::Digit => ("一位数字写错", "one digit wrong"),
            Self::Point => ("小数点移位", "decimal point moved"),
            Self::Dropped => ("漏写一位数字", "a digit dropped"),
            Self::Doubled => ("多写一位数字", "a digit too many"),
            Self::Sign => ("正负号写错", "wrong sign"),
            Self::Unit => ("计量单位写错", "wrong unit"),
            Self::Moved => ("一处多列、另一处少列同一数额", "an amount moved from one item to another"),
            Self::Stale => ("沿用了上年数", "last year's figure left standing"),
            Self::Other => ("数额不同", "another value"),
        };
        Bilingual::new(zh, en)
    }
}

/// What to write at one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The statement to change.
    pub statement: StatementId,
    /// The number to write there.
    pub written: String,
    /// The unit to write there, where it is the unit that changes.
    pub unit: Option<String>,
}

/// A change that makes broken relations hold: of one number, of equal mentions of it, or of two that exchange an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What to write where.
    pub changes: Vec<Change>,
    /// How the number most likely went wrong.
    pub slip: Slip,
    /// Broken relations that hold afterwards.
    pub mends: u32,
    /// Relations that hold now and would not any more.
    pub breaks: u32,
    /// Other mentions that speak for it.
    pub supports: u32,
    /// No other single change mends as much and breaks nothing: 应为.
    pub unique: bool,
}
