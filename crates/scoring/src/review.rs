//! A review held against the points: every cut has a reason, the reason allows the cut, and the points stay in bounds.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::scorecard::{Line, Outcome, Remark, ReviewProblem, Reviewed, Scorecard, Tally};
use jiheng_model::text::Bilingual;
use jiheng_packs::framework::{Framework, Rounding, Scoring};
use jiheng_packs::review::{Effect, ReviewRule, ReviewRules};

use crate::attain::attainable;
use crate::book::{Book, Entry};
use crate::declared::bare;

/// Takes every entry that can stand into the card, and tells why the others cannot.
pub(crate) fn apply(card: &mut Scorecard, framework: &Framework, rules: &ReviewRules, book: &Book) {
    for (at, entry) in book.entries.iter().enumerate() {
        if let Err(message) = take(card, framework, rules, entry) {
            card.problems.push(ReviewProblem { entry: at + 1, indicator: entry.indicator.clone(), message });
        }
    }
}

/// The points of all reviewed indicators.
pub(crate) fn tally(lines: &[Line]) -> Tally {
    let mut tally = Tally::NONE;
    for line in lines {
        let own = if line.reviewed.is_some() { std::slice::from_ref(line) } else { line.parts.as_slice() };
        for line in own {
            let (Some(reviewed), Some(full)) = (&line.reviewed, line.full) else { continue };
            let sums = (tally.points.checked_add(reviewed.points), tally.of.checked_add(full));
            if let (Some(points), Some(of)) = sums {
                tally = Tally { points, of };
            }
        }
    }
    tally
}

fn take(card: &mut Scorecard, framework: &Framework, rules: &ReviewRules, entry: &Entry) -> Result<(), Bilingual> {
    let rule = match entry.reason.trim() {
        "" => None,
        code => Some(rules.rule(code).ok_or_else(|| unknown_code(code, rules))?),
    };
    if entry.indicator.trim().is_empty() {
        let rule = rule.filter(|rule| rule.effect == Effect::Report && entry.points.trim().is_empty());
        let rule =
            rule.ok_or_else(|| Bilingual::new("没有写明是哪项指标", "it does not say which indicator it is about"))?;
        let words = if entry.words.is_empty() { &rule.zh } else { &entry.words };
        let words_en = if entry.words.is_empty() { &rule.en } else { &entry.words };
        card.remarks.push(Remark { code: rule.code.clone(), message: Bilingual::new(words, words_en) });
        return Ok(());
    }
    let (parent, part) = find(&card.lines, entry.indicator.trim())?;
    let indicator = framework.indicators.get(parent).ok_or_else(Bilingual::default)?;
    let line = card.lines.get_mut(parent).ok_or_else(Bilingual::default)?;
    if part.is_some() && line.reviewed.is_some() || part.is_none() && line.parts.iter().any(|p| p.reviewed.is_some()) {
        return Err(Bilingual::new(
            "这项指标和它的明细不能都复核",
            "an indicator and its parts cannot both be reviewed",
        ));
    }
    let line = match part {
        Some(part) => line.parts.get_mut(part).ok_or_else(Bilingual::default)?,
        None => line,
    };
    if line.reviewed.is_some() {
        return Err(Bilingual::new("这项指标复核了两次", "this indicator is reviewed twice"));
    }
    line.reviewed = Some(checked(line, &indicator.rule, &framework.rounding, rule, entry)?);
    Ok(())
}

fn unknown_code(code: &str, rules: &ReviewRules) -> Bilingual {
    let known: Vec<&str> = rules.rules.iter().map(|rule| rule.code.as_str()).collect();
    let known = known.join(" ");
    Bilingual::new(
        format!("没有原因代码“{code}”；有：{known}"),
        format!("there is no reason {code}; there are: {known}"),
    )
}

/// The line of an id, else the one of a name.
fn find(lines: &[Line], wanted: &str) -> Result<(usize, Option<usize>), Bilingual> {
    let places = || {
        lines.iter().enumerate().flat_map(|(at, line)| {
            let parts = line.parts.iter().enumerate().map(move |(part, line)| (at, Some(part), line));
            std::iter::once((at, None, line)).chain(parts)
        })
    };
    if let Some((at, part, _)) = places().find(|(_, _, line)| line.id == wanted) {
        return Ok((at, part));
    }
    let name = bare(wanted);
    let named: Vec<(usize, Option<usize>)> =
        places().filter(|(_, _, line)| bare(&line.name.zh) == name).map(|(at, part, _)| (at, part)).collect();
    match named.as_slice() {
        [one] => Ok(*one),
        [] => Err(Bilingual::new("这套评分办法里没有这项指标", "the framework has no such indicator")),
        _ => Err(Bilingual::new("不止一项指标叫这个名称，请写编号", "several indicators are called so; name the id")),
    }
}

fn checked(
    line: &Line,
    scoring: &Scoring,
    rounding: &Rounding,
    rule: Option<&ReviewRule>,
    entry: &Entry,
) -> Result<Reviewed, Bilingual> {
    let points = Decimal::parse(entry.points.trim()).ok_or_else(|| {
        Bilingual::new(format!("“{}”不是得分", entry.points), format!("{:?} is no number of points", entry.points))
    })?;
    let full = line.full.ok_or_else(|| {
        Bilingual::new("这项指标没有分值，不能计分", "nothing says how many points this indicator has")
    })?;
    if points.to_exact() < whole(0) || points.to_exact() > full.to_exact() {
        return Err(Bilingual::new(
            format!("得分{points}不在0至满分{full}之间"),
            format!("{points} does not lie between 0 and the full {full}"),
        ));
    }
    let base = line.declared_alike().unwrap_or(full);
    match rule {
        None if points.to_exact() != base.to_exact() => {
            return Err(Bilingual::new(
                format!("复核得分{points}与自评{base}不同，须写原因代码"),
                format!("{points} differs from the declared {base}, so it needs the code of a reason"),
            ));
        }
        None => {}
        Some(rule) => allowed(line, scoring, rounding, rule, entry, (points, base, full))?,
    }
    let reason = rule.map(|rule| (rule.code.clone(), Bilingual::new(rule.zh.clone(), rule.en.clone())));
    Ok(Reviewed { points, reason, words: entry.words.clone() })
}

fn allowed(
    line: &Line,
    scoring: &Scoring,
    rounding: &Rounding,
    rule: &ReviewRule,
    entry: &Entry,
    (points, base, full): (Decimal, Decimal, Decimal),
) -> Result<(), Bilingual> {
    let code = &rule.code;
    if !rule.of.is_empty() && rule.of.iter().all(|kind| kind != line.kind.name()) {
        return Err(Bilingual::new(
            format!("原因{code}不适用于这类指标"),
            format!("reason {code} is not for this kind of indicator"),
        ));
    }
    match rule.effect {
        Effect::Report => Err(Bilingual::new(
            format!("原因{code}是对整份报告的，不能用来扣一项指标的分"),
            format!("reason {code} is about the report and cuts no indicator"),
        )),
        Effect::Keep if points.to_exact() == base.to_exact() => Ok(()),
        Effect::Keep => Err(Bilingual::new(
            format!("按{code}不扣分，得分应为{base}"),
            format!("by {code} nothing is cut; the points stay {base}"),
        )),
        Effect::Computed => match &line.outcome {
            Outcome::Points(computed) if computed.to_exact() == points.to_exact() => Ok(()),
            Outcome::Points(computed) => Err(Bilingual::new(
                format!("重算得分是{computed}，不是{points}"),
                format!("recomputed it is {computed} and not {points}"),
            )),
            _ => Err(Bilingual::new("这项指标没有能重算出来的得分", "this indicator could not be recomputed")),
        },
        Effect::Standard => standard(line, scoring, points, full),
        Effect::Cut => cut(rounding, rule, entry, (points, base, full)),
    }
}

fn standard(line: &Line, scoring: &Scoring, points: Decimal, full: Decimal) -> Result<(), Bilingual> {
    if let Outcome::Points(computed) = &line.outcome
        && computed.to_exact() != points.to_exact()
    {
        return Err(Bilingual::new(
            format!("按标准重算是{computed}，不是{points}"),
            format!("by the standard it is {computed} and not {points}"),
        ));
    }
    if attainable(scoring, full, points) {
        return Ok(());
    }
    Err(Bilingual::new(
        format!("按评分标准得不出{points}分（{}）", line.rule.zh),
        format!("the standard does not give {points} ({})", line.rule.en),
    ))
}

/// The ratio of the reason is what was really cut: of the points of the indicator, or of what was declared.
fn cut(
    rounding: &Rounding,
    rule: &ReviewRule,
    entry: &Entry,
    (points, base, full): (Decimal, Decimal, Decimal),
) -> Result<(), Bilingual> {
    let code = &rule.code;
    if entry.words.trim().is_empty() {
        return Err(Bilingual::new("扣分要写明原因", "a cut needs the reviewer's own words"));
    }
    let left = |share: Exact, of: Decimal| -> Option<Decimal> {
        let taken = exact::divide(exact::multiply(of.to_exact(), share)?, whole(100))?;
        let left = exact::subtract(base.to_exact(), taken)?.max(whole(0));
        Decimal::round_half_up(left, rounding.points_places)
    };
    let readings =
        rule.shares.iter().flat_map(|share| [left(share.0.to_exact(), full), left(share.0.to_exact(), base)]);
    let readings: Vec<Decimal> = readings.flatten().collect();
    if readings.iter().any(|left| left.to_exact() == points.to_exact()) {
        return Ok(());
    }
    let shares: Vec<String> = rule.shares.iter().map(|share| format!("{}%", share.0)).collect();
    let mut texts: Vec<String> = readings.iter().map(|left| left.trimmed(0).to_string()).collect();
    texts.dedup();
    let (shares, texts) = (shares.join("、"), texts.join("、"));
    Err(Bilingual::new(
        format!("按{code}扣{shares}，得分应为{texts}，不是{points}"),
        format!("{code} cuts {shares}, which leaves {texts} and not {points}"),
    ))
}
