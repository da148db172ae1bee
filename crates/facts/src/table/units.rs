//! Units of tables: in the caption, in a header, in the cell.

use jiheng_model::unit::{Dimension, Unit};

use crate::lexicon::Lexicon;

/// Texts longer than this are no captions.
const CAPTION_MAX: usize = 240;

/// The unit a caption names: `单位：万元`, `（公顷）` at its end.
pub(crate) fn caption(text: &str, lexicon: &Lexicon) -> Option<Unit> {
    if text.len() > CAPTION_MAX {
        return None;
    }
    named(text, lexicon).or_else(|| bracketed(text, lexicon))
}

/// `单位：万元`; 编制单位：… names a body, so a unit has to follow the colon.
pub(crate) fn named(text: &str, lexicon: &Lexicon) -> Option<Unit> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("单位") {
        let after = after.trim_start();
        let body = after.strip_prefix('：').or_else(|| after.strip_prefix(':')).map(str::trim_start);
        let body = body.map(|body| body.strip_prefix("人民币").unwrap_or(body));
        if let Some(unit) = body.and_then(|body| leading(body, lexicon)) {
            return Some(unit);
        }
        rest = after;
    }
    None
}

/// A unit at the start of a text, when no further word follows it.
fn leading(text: &str, lexicon: &Lexicon) -> Option<Unit> {
    let chars: Vec<char> = text.chars().take(16).collect();
    let (unit, length) = lexicon.unit_at(&chars, 0)?;
    chars.get(length).is_none_or(|c| !c.is_alphanumeric()).then_some(unit)
}

/// `投资（万元）`, `面积(亩)`, `投资/万元`, `比重%`.
pub(crate) fn header(label: &str, lexicon: &Lexicon) -> Option<Unit> {
    if label.len() > CAPTION_MAX {
        return None;
    }
    if label.ends_with(['%', '％']) {
        return lexicon.unit("%");
    }
    let divided = || label.rsplit_once(['/', '／']).and_then(|(_, tail)| whole(tail, lexicon));
    named(label, lexicon).or_else(|| bracketed(label, lexicon)).or_else(divided)
}

/// A unit that fills the last brackets of a text.
fn bracketed(text: &str, lexicon: &Lexicon) -> Option<Unit> {
    let body = text.trim_end().strip_suffix(['）', ')'])?;
    let at = body.rfind(['（', '('])?;
    let inside = body.get(at..)?.trim_start_matches(['（', '(']).trim();
    let inside = inside.strip_prefix("单位").map_or(inside, |rest| rest.trim_start_matches(['：', ':']));
    whole(inside, lexicon)
}

/// The text is one unit and nothing else.
fn whole(text: &str, lexicon: &Lexicon) -> Option<Unit> {
    let text = text.trim().trim_start_matches("人民币");
    if text.is_empty() || text.len() > 24 {
        return None;
    }
    let symbol = if text == "％" { "%" } else { text };
    lexicon.unit(symbol)
}

/// A header without its unit: 投资（万元） is 投资.
pub(crate) fn stripped(label: &str, lexicon: &Lexicon) -> String {
    let bare = if bracketed(label, lexicon).is_some() {
        label.rfind(['（', '(']).and_then(|at| label.get(..at)).filter(|head| !head.is_empty())
    } else {
        None
    };
    bare.unwrap_or(label).to_owned()
}

/// True when the unit of a caption can be that of a column of this dimension at all.
pub(crate) fn is_quantity(unit: &Unit) -> bool {
    !matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint | Dimension::Times)
}
