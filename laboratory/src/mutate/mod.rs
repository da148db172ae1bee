//! One fault put into a report: M1 to M26. A fault counts when it is observable: some relation that the text asserts
//! can no longer hold, however generously the last digits are read.

use crate::document::{Document, Relation, RelationKind};
use crate::judge::{Reading, broken};
use crate::random::Random;

mod digits;
mod edit;
mod pairs;
mod values;
mod words;

pub use edit::{Edit, apply};

/// A kind of fault.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `M7`
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// The labelled cases give such faults a notice, not a warning.
    pub minor: bool,
    candidates: fn(&Document, &mut Random) -> Vec<Edit>,
}

/// All kinds of faults.
pub const KINDS: [Kind; 26] = [
    Kind {
        code: "M1", zh: "写错一位数字", en: "one digit substituted", minor: false, candidates: digits::substituted
    },
    Kind {
        code: "M2",
        zh: "相邻两位颠倒",
        en: "adjacent digits transposed",
        minor: false,
        candidates: digits::transposed,
    },
    Kind { code: "M3", zh: "小数点错位", en: "decimal point shifted", minor: false, candidates: digits::shifted },
    Kind { code: "M4", zh: "漏写一位数字", en: "digit dropped", minor: false, candidates: digits::dropped },
    Kind { code: "M5", zh: "单位写错", en: "unit slip", minor: false, candidates: values::unit_slip },
    Kind { code: "M6", zh: "漏列一个分项", en: "part dropped", minor: false, candidates: words::part_dropped },
    Kind {
        code: "M7", zh: "重复列一个分项", en: "part listed twice", minor: false, candidates: words::part_doubled
    },
    Kind { code: "M8", zh: "合计写错", en: "total changed", minor: false, candidates: values::total },
    Kind {
        code: "M9", zh: "正负号丢失或多出", en: "sign lost or added", minor: false, candidates: values::sign
    },
    Kind {
        code: "M10",
        zh: "同一数字一处写错",
        en: "one restatement changed",
        minor: false,
        candidates: values::restatement,
    },
    Kind {
        code: "M11",
        zh: "比率用错基数",
        en: "ratio from another base",
        minor: false,
        candidates: pairs::other_base,
    },
    Kind {
        code: "M12",
        zh: "百分点写成百分比",
        en: "percent for percentage points",
        minor: true,
        candidates: values::points,
    },
    Kind { code: "M13", zh: "个数差一", en: "count off by one", minor: false, candidates: values::count },
    Kind {
        code: "M14", zh: "漏列一个名称", en: "listed name dropped", minor: false, candidates: words::name_dropped
    },
    Kind { code: "M15", zh: "等次写错", en: "grade changed", minor: false, candidates: words::grade },
    Kind {
        code: "M16", zh: "分值或得分写错", en: "score or weight changed", minor: false, candidates: values::score
    },
    Kind {
        code: "M17",
        zh: "增减方向写反",
        en: "direction of growth flipped",
        minor: false,
        candidates: words::direction,
    },
    Kind { code: "M18", zh: "增减数写错", en: "growth value changed", minor: false, candidates: values::growth },
    Kind {
        code: "M19", zh: "约数不实", en: "approximate number made false", minor: true, candidates: values::rough
    },
    Kind {
        code: "M20",
        zh: "数字错填到旁边一格",
        en: "cell moved to the next column",
        minor: false,
        candidates: pairs::moved,
    },
    Kind {
        code: "M21",
        zh: "大小写金额不一致",
        en: "amount in words differs",
        minor: false,
        candidates: values::in_words,
    },
    Kind { code: "M22", zh: "剩余数写错", en: "remainder changed", minor: false, candidates: values::remainder },
    Kind {
        code: "M23",
        zh: "有数却说无",
        en: "nil statement against a value",
        minor: false,
        candidates: words::denial,
    },
    Kind {
        code: "M24",
        zh: "两个分项此增彼减",
        en: "compensating pair",
        minor: false,
        candidates: pairs::compensating,
    },
    Kind { code: "M25", zh: "时期或先后颠倒", en: "periods swapped", minor: true, candidates: pairs::periods },
    Kind {
        code: "M26",
        zh: "未达目标却称完成",
        en: "target missed but claimed",
        minor: false,
        candidates: pairs::missed,
    },
];

/// A report with one fault.
#[derive(Clone, Debug)]
pub struct Mutated {
    pub document: Document,
    /// Quantities that were changed.
    pub touched: Vec<usize>,
    /// Relations that can no longer hold.
    pub broken: Vec<usize>,
    pub edit: Edit,
}

/// How the search for an observable fault went.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// Edits tried.
    pub tried: usize,
    /// The first one that can be observed.
    pub mutated: Option<Mutated>,
}

/// Edits that are tried before a kind is given up for a document.
const TRIES: usize = 10;

/// Puts a fault of this kind into the document.
pub fn mutate(kind: &Kind, document: &Document, random: &mut Random) -> Attempt {
    let mut edits = (kind.candidates)(document, random);
    random.shuffle(&mut edits);
    let mut attempt = Attempt::default();
    for edit in edits.into_iter().take(TRIES) {
        attempt.tried += 1;
        let (mutated, touched) = apply(document, &edit);
        let broken = broken(&mutated, Reading::Generous);
        if !broken.is_empty() {
            attempt.mutated = Some(Mutated { document: mutated, touched, broken, edit });
            break;
        }
    }
    attempt
}

/// Relations of these kinds.
fn of_kind<'d>(document: &'d Document, kinds: &[RelationKind]) -> Vec<&'d Relation> {
    document.relations.iter().filter(|relation| kinds.contains(&relation.kind)).collect()
}

/// Quantities that are printed, by index.
fn visible(document: &Document) -> Vec<usize> {
    (0..document.quantities.len()).filter(|id| !document.quantities[*id].blank).collect()
}
