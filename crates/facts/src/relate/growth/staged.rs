//! The only two levels of a part of a sentence, one of which its words call the former one or what is compared with:
//! 合格率94.5%，提高3个百分点（上年91.5%）; 年初1607万元，净增67万元，年末达到1674万元，增长4.17%.

use jiheng_model::unit::Dimension;

use super::super::Line;
use super::change::Change;
use super::levels::Pair;
use super::stage::{self, Stage};
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, segment_start, sentence_start};

/// More levels than this are looked at by nobody.
const LEVELS_MAX: usize = 3;

/// Words that open a comparison in the part of the sentence of the change.
const OPENERS: &str = "比较与同距于出过";

/// The pair of a change, when its part of the sentence, or the whole sentence, has two levels and no more.
pub(super) fn find(builder: &Builder, line: &Line, change: &Change, fits: &impl Fn(&usize) -> bool) -> Option<Pair> {
    let start = line.start(change.at);
    let end = |stops: &str| {
        (line.end(change.at)..line.text.len())
            .find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c) || stops.contains(*c)))
            .unwrap_or(line.text.len())
    };
    let part = (segment_start(&line.text, start), end("；;"));
    let sentence = (sentence_start(&line.text, start), end(""));
    [part, sentence].into_iter().find_map(|span| {
        let inside = line.quantities_within(span.0, span.1).filter(|at| *at != change.at);
        let levels: Vec<usize> = super::levels::of_points(builder, line, change.at, inside.filter(fits))
            .into_iter()
            .take(LEVELS_MAX)
            .collect();
        let &[first, second] = levels.as_slice() else { return None };
        pair(builder, line, change, (first, second))
    })
}

fn pair(builder: &Builder, line: &Line, change: &Change, levels: (usize, usize)) -> Option<Pair> {
    let (first, second) = levels;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let base = base(builder, line, change, levels)?;
    let (one, two) = (stage::of(builder, line, first), stage::of(builder, line, second));
    let stage_of_base = match &base {
        Base::Stage(stage) => Some(stage.clone()),
        _ => None,
    };
    let before = match base {
        Base::Level(at) => at,
        Base::Stage(wanted) => match (
            is_like(builder, &wanted, one.as_ref(), two.as_ref()),
            is_like(builder, &wanted, two.as_ref(), one.as_ref()),
        ) {
            (true, false) => first,
            (false, true) => second,
            _ => return None,
        },
        Base::Unsaid => match (&one, &two) {
            (Some(Stage::Year(a)), Some(Stage::Year(b))) if a != b => {
                if a < b {
                    first
                } else {
                    second
                }
            }
            (Some(Stage::Year(_)), None) if is_like(builder, &Stage::Past, one.as_ref(), None) => first,
            (None, Some(Stage::Year(_))) if is_like(builder, &Stage::Past, two.as_ref(), None) => second,
            (Some(Stage::Past), other) if is_now(other.as_ref()) => first,
            (other, Some(Stage::Past)) if is_now(other.as_ref()) => second,
            _ => return None,
        },
    };
    let after = if before == first { second } else { first };
    let later = if after == first { &one } else { &two };
    let aimed = matches!(&stage_of_base, Some(Stage::Aim));
    if !is_now(later.as_ref()) || !(aimed || is_one_thing(builder, line, levels)) {
        return None;
    }
    let rate = |at: usize| get(at).and_then(|s| s.unit.as_ref()).is_some_and(|unit| unit.dimension == Dimension::Rate);
    Some(Pair { before, after, strong: !(change.plain && rate(before) && rate(change.at)) })
}

/// What a change says it is compared with.
enum Base {
    /// This level, which stands in its own part.
    Level(usize),
    Stage(Stage),
    Unsaid,
}

fn base(builder: &Builder, line: &Line, change: &Change, levels: (usize, usize)) -> Option<Base> {
    let stop = line.text.get(..change.cue)?.iter().rposition(|c| "，,。；;：:、！？".contains(*c));
    let part = stop.map_or(0, |at| at + 1);
    let opener = |to: usize| line.between(part, to).iter().any(|c| OPENERS.contains(*c));
    let inside: Vec<usize> =
        [levels.0, levels.1].into_iter().filter(|at| line.start(*at) >= part && *at < change.at).collect();
    match inside.as_slice() {
        // 较上年（38.2%）提高3.5个百分点.
        &[level] if opener(line.start(level)) => return Some(Base::Level(level)),
        [] => {}
        _ => return None,
    }
    let to = line.start(change.at);
    if let Some(stage) = stage::said(builder, line, part, to).filter(|stage| *stage != Stage::Present) {
        return Some(Base::Stage(stage));
    }
    let words = line.between(part, to);
    let yearly = words.windows(2).any(|w| matches!(w, ['同', '比']));
    Some(if yearly { Base::Stage(Stage::Past) } else { Base::Unsaid })
}

/// A level of this stage is what a change with this base is compared with: 较上年 with 2021年 in a report of 2022.
fn is_like(builder: &Builder, wanted: &Stage, level: Option<&Stage>, other: Option<&Stage>) -> bool {
    let report = builder.facts.report.year.map(|year| year.to_string());
    let earlier = match (level, other) {
        (Some(Stage::Year(year)), Some(Stage::Year(other))) => year < other,
        (Some(Stage::Year(year)), _) => report.is_some_and(|report| *year < report),
        _ => false,
    };
    level == Some(wanted) || (*wanted == Stage::Past && earlier)
}

/// Nothing speaks against its being the level of now.
fn is_now(stage: Option<&Stage>) -> bool {
    matches!(stage, None | Some(Stage::Present | Stage::Year(_)))
}

/// The second level has no name of its own, or one that stands in the words of the first.
fn is_one_thing(builder: &Builder, line: &Line, levels: (usize, usize)) -> bool {
    let (one, two) = (name(builder, line, levels.0), name(builder, line, levels.1));
    let holds = |long: &[char], short: &[char]| long.windows(short.len()).any(|window| window == short);
    one.is_empty() || two.is_empty() || holds(&one, &two) || holds(&two, &one)
}

/// What the words before a level name.
pub(super) fn name(builder: &Builder, line: &Line, at: usize) -> Vec<char> {
    let (start, end) = stage::lead(line, at);
    let floor = line.floor(at).max(start);
    named(builder, line.between(floor.min(end), end))
}

/// The words without those of time, comparison and reaching.
fn named(builder: &Builder, words: &[char]) -> Vec<char> {
    let lexicon = builder.lexicon;
    let lists = [
        &lexicon.stage_past,
        &lexicon.stage_part,
        &lexicon.stage_present,
        &lexicon.stage_mean,
        &lexicon.stage_aim,
        &lexicon.aim_word,
        &lexicon.time_lead,
        &lexicon.comparison_word,
        &lexicon.cue_compared,
        &lexicon.cue_rise,
        &lexicon.cue_fall,
        &lexicon.filler,
    ];
    let mut name = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if let Some(length) = lists.iter().filter_map(|list| list.at(words, at)).max() {
            at += length;
        } else {
            if c.is_alphabetic() && !"从由自至到距高低于超出只仅".contains(*c) {
                name.push(*c);
            }
            at += 1;
        }
    }
    name
}
