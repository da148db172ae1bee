//! Rules in words.

use jiheng_model::decimal::Decimal;
use jiheng_model::scorecard::Operator;
use jiheng_model::text::Bilingual;

use super::{Better, Number, Scoring, StepMode, Tier};
use crate::bands::Band;

/// What the rule says.
pub fn rule(rule: &Scoring, full: Option<Decimal>) -> Bilingual {
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
        Scoring::Tiers { tiers } => bands(tiers),
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
        Scoring::Unseen { what } => {
            Bilingual::new(format!("按当年评分表逐项计分：{what}"), format!("by the scoring table of the year: {what}"))
        }
        Scoring::Reference { better, aspects } => reference(*better, aspects),
    }
}

fn bands(tiers: &[Tier]) -> Bilingual {
    let band = |tier: &Tier| match tier.to {
        Some(to) => format!("{}{}%：{}", if tier.includes { "≤" } else { "<" }, to.0, tier.points.0),
        None => format!("其上：{}", tier.points.0),
    };
    let text = tiers.iter().map(band).collect::<Vec<_>>().join("，");
    Bilingual::new(format!("分档得分（{text}）"), format!("by bands ({})", text.replace("其上", "above")))
}

/// Points in proportion to a target.
pub fn ratio(lower: bool) -> Bilingual {
    if lower {
        Bilingual::new(
            "达到目标得满分，没有达到按目标值÷完成值计分",
            "full points where the target holds, else target ÷ result",
        )
    } else {
        Bilingual::new(
            "达到目标得满分，没有达到按完成值÷目标值计分",
            "full points where the target is met, else result ÷ target",
        )
    }
}

/// Points of an indicator without number, by bands.
pub fn words(bands: &[Band]) -> Bilingual {
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
    Bilingual::new(
        format!("参考指标，分值和标准自定，{zh}{list}"),
        format!("a reference, its points are set by who uses it; {en}{list}"),
    )
}
