//! The way to a point in words: the rule, and the sum with its numbers.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::Exact;
use jiheng_model::scorecard::Operator;
use jiheng_model::text::Bilingual;
use jiheng_packs::bands::Band;
use jiheng_packs::framework::{Better, Measure, Number, Scoring, StepMode, Term};

/// What the rule says.
pub(crate) fn rule(rule: &Scoring, full: Option<Decimal>) -> Bilingual {
    let full = full.unwrap_or(Decimal::ZERO);
    let step = |step: &Number, deduct: &Number, mode: &StepMode| {
        let (zh, en) = match mode {
            StepMode::FullSteps => ("满", "whole"),
            StepMode::StartedSteps => ("每不足也算，", "begun"),
            StepMode::Proportional => ("按比例，", "proportional"),
        };
        (
            format!("{zh}{}个百分点扣{}分", step.0, deduct.0),
            format!("{} less for each {en} step of {} points", deduct.0, step.0),
        )
    };
    match rule {
        Scoring::CapPerStep { limit, step: size, deduct, mode } => {
            let (zh, en) = step(size, deduct, mode);
            Bilingual::new(
                format!("不超过{}%得{full}分，每超过{zh}", limit.0),
                format!("{full} up to {}%, above it {en}", limit.0),
            )
        }
        Scoring::FloorPerStep { limit, step: size, deduct, mode } => {
            let (zh, en) = step(size, deduct, mode);
            Bilingual::new(
                format!("达到{}%得{full}分，每低于{zh}", limit.0),
                format!("{full} from {}% on, below it {en}", limit.0),
            )
        }
        Scoring::DeviationPerStep { center, step: size, deduct, mode } => {
            let (zh, en) = step(size, deduct, mode);
            Bilingual::new(
                format!("{}%得{full}分，每偏离{zh}", center.0),
                format!("{full} at {}%, away from it {en}", center.0),
            )
        }
        Scoring::Tiers { tiers } => {
            let band = |to: Option<Number>, includes: bool, points: Decimal| match to {
                Some(to) => format!("{}{}%：{points}", if includes { "≤" } else { "<" }, to.0),
                None => format!("其上：{points}"),
            };
            let bands: Vec<String> = tiers.iter().map(|tier| band(tier.to, tier.includes, tier.points.0)).collect();
            let text = bands.join("，");
            Bilingual::new(format!("分档得分（{text}）"), format!("by bands ({})", text.replace("其上", "above")))
        }
        Scoring::ExecutionRate { .. } => {
            Bilingual::new(format!("{full}分×比率，最多{full}分"), format!("{full} × the rate, at most {full}"))
        }
        Scoring::RatioToTarget { op, .. } => ratio(matches!(op.0, Operator::AtMost | Operator::Below)),
        Scoring::Indicators { bands, .. } => {
            let (number, word) = (ratio(false), words(bands));
            Bilingual::new(
                format!("各项指标得分合计：{}；{}", number.zh, word.zh),
                format!("the points of its indicators: {}; {}", number.en, word.en),
            )
        }
        Scoring::Banded { bands } => words(bands),
        Scoring::Checklist { items } => {
            let list: Vec<String> = items.iter().map(|item| format!("{}（{}分）", item.zh, item.points.0)).collect();
            Bilingual::new(format!("逐项判断：{}", list.join("；")), format!("items to tick: {}", list.join("; ")))
        }
        Scoring::Violations { deduct, tests } => Bilingual::new(
            format!("发现一起扣{}分，扣完为止：{}", deduct.0, tests.join("；")),
            format!("{} less for each case: {}", deduct.0, tests.join("; ")),
        ),
        Scoring::External { by } => Bilingual::new(
            format!("按{by}的得分折算，满分{full}分"),
            format!("the score given by {by} in proportion to {full}"),
        ),
        Scoring::Judged { items } => {
            let list: Vec<String> = items.iter().map(|item| format!("{}{}分", item.zh, item.points.0)).collect();
            Bilingual::new(format!("由评价组判断：{}", list.join("，")), format!("to be judged: {}", list.join(", ")))
        }
        Scoring::Unseen { what } => Bilingual::new(
            format!("按当年评分表逐项计分：{what}"),
            format!("by the scoring table of the year: {what}"),
        ),
        Scoring::Reference { better, aspects } => reference(*better, aspects),
    }
}

/// Points in proportion to a target.
pub(crate) fn ratio(lower: bool) -> Bilingual {
    if lower {
        Bilingual::new("达到目标得满分，没有达到按目标值÷完成值计分", "full points where the target holds, else target ÷ result")
    } else {
        Bilingual::new("达到目标得满分，没有达到按完成值÷目标值计分", "full points where the target is met, else result ÷ target")
    }
}

/// Points of an indicator without number, by bands.
pub(crate) fn words(bands: &[Band]) -> Bilingual {
    let list: Vec<String> = bands.iter().map(|band| format!("{}{}–{}%", band.grade, band.high, band.low)).collect();
    Bilingual::new(
        format!("定性目标由评价组判断：{}", list.join("，")),
        format!("without a number it is judged: {}", list.join(", ")),
    )
}

fn reference(better: Better, aspects: &[String]) -> Bilingual {
    let (zh, en) = match better {
        Better::Higher => ("越高越好", "the higher the better"),
        Better::Lower => ("越低越好", "the lower the better"),
        Better::Nearer => ("越接近100%越好", "the nearer to 100 % the better"),
    };
    let list = if aspects.is_empty() { String::new() } else { format!("：{}", aspects.join("；")) };
    Bilingual::new(format!("参考指标，分值和标准自定，{zh}{list}"), format!("a reference, its points are set by who uses it; {en}{list}"))
}

/// `58÷61×100=95.08%`, with the names of what is not stated in their place.
pub(crate) fn sum(measure: &Measure, shown: impl Fn(&Term) -> String, value: Option<Exact>, places: u32) -> String {
    let side = |terms: &[Term]| {
        let mut text = String::new();
        for (at, term) in terms.iter().enumerate() {
            text.push_str(match (term.minus, at) {
                (true, _) => "-",
                (false, 0) => "",
                (false, _) => "+",
            });
            text.push_str(&shown(term));
        }
        if terms.len() > 1 { format!("({text})") } else { text }
    };
    let left = if measure.denominator.is_empty() {
        side(&measure.numerator)
    } else {
        format!("{}÷{}×100", side(&measure.numerator), side(&measure.denominator))
    };
    match value.and_then(|value| Decimal::round_half_up(value, places)) {
        Some(value) => format!("{left}={value}%"),
        None => left,
    }
}
