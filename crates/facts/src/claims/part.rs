//! Which part of the report a passage speaks in: duties and law, aims, results, problems or measures. What is aimed at
//! is not claimed, and what is admitted among the problems contradicts what is claimed among the results.

use jiheng_packs::form::Form;

use crate::label::{is_short, strip_number};
use crate::lexicon::Lexicon;
use crate::passage::{Passage, Zone};

/// A part of the report by what is said in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Labels, figures, names: nothing is said.
    Silent,
    /// Duties and quoted law.
    Law,
    /// Aims, plans and targets.
    Goals,
    /// What was done.
    Results,
    /// Problems admitted.
    Problems,
    /// Measures announced.
    Measures,
}

impl Part {
    /// The name packs use.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Law => "law",
            Self::Goals => "goals",
            Self::Results => "results",
            Self::Problems => "problems",
            Self::Measures => "measures",
        }
    }
}

/// Characters of a heading; longer lines are text.
const HEADING_MAX: usize = 40;

/// A part opened by a heading, until a heading of the same or a higher level.
struct Open {
    part: Part,
    level: u8,
}

/// The part of each passage, in their order.
pub(crate) fn parts(passages: &[Passage], form: Option<&Form>, lexicon: &Lexicon) -> Vec<Part> {
    let mut open: Option<Open> = None;
    let mut zone: Option<&Zone> = None;
    passages
        .iter()
        .map(|passage| {
            if zone != Some(&passage.zone) && !matches!((zone, &passage.zone), (Some(Zone::Free), Zone::Free)) {
                open = None;
            }
            zone = Some(&passage.zone);
            let own = of_zone(&passage.zone, form);
            if !matches!(own, Part::Results) {
                return own;
            }
            match heading(passage, lexicon) {
                Some((level, part)) => {
                    if let Some(part) = part {
                        open = Some(Open { part, level });
                    } else if open.as_ref().is_some_and(|open| level > open.level) {
                        // An item without a full stop belongs to its section.
                        return open.as_ref().map_or(own, |open| open.part);
                    } else {
                        open = None;
                    }
                    Part::Silent
                }
                None => open.as_ref().map_or(own, |open| open.part),
            }
        })
        .collect()
}

fn of_zone(zone: &Zone, form: Option<&Form>) -> Part {
    match zone {
        Zone::Label | Zone::NumericCell | Zone::People | Zone::Cover => Part::Silent,
        Zone::Field(fact) if fact.ends_with("duties") => Part::Law,
        Zone::Field(fact) if fact.ends_with("tasks") => Part::Goals,
        Zone::Expected | Zone::IndicatorTarget(_) => Part::Goals,
        Zone::Section(index) => {
            let fact = form.and_then(|form| form.sections.get(*index)).map_or("", |section| section.fact.as_str());
            match fact.rsplit('.').next() {
                Some("overview") => Part::Law,
                Some("problems") => Part::Problems,
                Some("measures") => Part::Measures,
                _ => Part::Results,
            }
        }
        Zone::Free | Zone::Field(_) | Zone::Completion | Zone::IndicatorResult(_) => Part::Results,
    }
}

/// A numbered short line without a full stop: its level, and the part it opens.
pub(crate) fn heading(passage: &Passage, lexicon: &Lexicon) -> Option<(u8, Option<Part>)> {
    if passage.cell.is_some() || passage.text.len() > HEADING_MAX * 4 {
        return None;
    }
    let line = passage.string();
    let line = line.trim();
    if passage.cell.is_some() || !is_short(line) || line.chars().count() > HEADING_MAX {
        return None;
    }
    if line.ends_with(['。', '；', '，', '：', ':', ';']) {
        return None;
    }
    let title = strip_number(line);
    let first = line.chars().next()?;
    let level = match first {
        _ if title == line => 0,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => 1,
        '（' | '(' => 2,
        _ => 3,
    };
    let chars: Vec<char> = title.chars().collect();
    let has = |list: &crate::wordlist::WordList| list.within(&chars, 0, chars.len());
    let opens = lexicon.claims.headings.iter().find(|(words, _)| has(words)).map(|(_, part)| *part);
    if level == 0 && opens.is_none_or(|part| part == Part::Results) {
        return None;
    }
    Some((level.max(1), opens.filter(|part| *part != Part::Results)))
}
