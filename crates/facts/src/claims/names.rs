//! Names of institutions in the text: the department's own, and another's where its own should stand.

use super::part::Part;
use crate::builder::Builder;
use crate::organisation;
use crate::passage::{Passage, Zone};

/// Characters of a name.
const NAME_MAX: usize = 26;

/// Rows of institutions that are kept in mind.
const INSTITUTIONS_MAX: usize = 200;

/// Lines at the beginning among which the title stands.
const TITLE_LINES: usize = 12;

pub(super) fn state(builder: &mut Builder, parts: &[Part]) {
    let known = builder.facts.report.entity.clone();
    let Some(department) = known.clone().or_else(|| titled(builder)) else { return };
    let suffix = builder.lexicon.claims.self_words_of(&department);
    let names = builder.facts.of("institution.name").map(|s| s.written.trim().to_owned());
    let institutions: Vec<String> = names.filter(|name| !name.is_empty()).take(INSTITUTIONS_MAX).collect();
    let own = known.and_then(|_| Own::of(&department));
    let passages = std::mem::take(&mut builder.passages);
    for (passage, part) in passages.iter().zip(parts) {
        let printed = !matches!(passage.zone, Zone::Label | Zone::NumericCell | Zone::People | Zone::Cover);
        if let Some(own) = own.as_ref().filter(|_| printed) {
            own_region(builder, passage, own, &department);
        }
        foreign(builder, passage, &department, &institutions);
        if *part != Part::Silent {
            self_words(builder, passage, &suffix);
        }
    }
    builder.passages = passages;
}

/// The name in the title of a report without a known form: 南浦县水利局2021年度部门整体支出绩效自评报告.
fn titled(builder: &Builder) -> Option<String> {
    builder.passages.iter().take(TITLE_LINES).find_map(|passage| {
        let title = passage.string();
        (title.contains("自评报告") || title.contains("绩效自评") || title.contains("绩效评价报告")).then_some(())?;
        let at = title.find(|c: char| c.is_ascii_digit()).or_else(|| title.find("部门整体"))?;
        let name = title.get(..at)?.trim();
        let (regions, core) = organisation::split(name);
        let ends =
            builder.lexicon.claims.self_suffix.before(&name.chars().collect::<Vec<char>>(), name.chars().count());
        (!regions.is_empty() && core.chars().count() >= 2 && ends.is_some()).then(|| name.to_owned())
    })
}

/// Another institution's name right before 整体支出, 部门决算, 职能配置: where only the department's own can stand.
fn foreign(builder: &mut Builder, passage: &Passage, department: &str, institutions: &[String]) {
    let text = &passage.text;
    let book = &builder.lexicon.claims;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 1..text.len() {
        if book.self_after.at(text, at).is_none() {
            continue;
        }
        let end = without_year(text, at);
        if book.self_suffix.before(text, end).is_none() {
            continue;
        }
        let length =
            text.iter().take(end).rev().take(NAME_MAX + 1).take_while(|c| c.is_alphabetic() && !c.is_ascii()).count();
        let start = end - length;
        let name: String = text.get(start..end).unwrap_or_default().iter().collect();
        let again = found.last() == Some(&(start, end));
        if length <= NAME_MAX && !again && is_foreign(institutions, department, &name) {
            found.push((start, end));
        }
    }
    for range in found {
        super::state(builder, passage, range, "organisation.foreign");
    }
}

/// Back over 2021年 and 2021年度.
fn without_year(text: &[char], at: usize) -> usize {
    let mut end = at;
    for unit in ['度', '年'] {
        if end.checked_sub(1).and_then(|at| text.get(at)) == Some(&unit) {
            end -= 1;
        }
    }
    let digits = text.iter().take(end).rev().take_while(|c| crate::numeral::is_digit(**c)).count();
    if digits == 4 { end - 4 } else { at }
}

/// Not the department, none of its institutions, and no longer name of either.
fn is_foreign(institutions: &[String], department: &str, name: &str) -> bool {
    let (regions, core) = organisation::split(name);
    let (own_regions, own_core) = organisation::split(department);
    if regions.is_empty() || core.chars().count() < 2 || organisation::is_same(department, name) {
        return false;
    }
    let own_stem: String = own_core.chars().take(4).collect();
    let same_place = regions.last().is_some_and(|region| own_regions.iter().any(|own| own.ends_with(region.as_str())));
    // Another name with the own core word in the own region is BASIS-001's.
    if same_place && (name.contains(&own_stem) || name.contains(&own_core)) {
        return false;
    }
    let words = ["根据", "按照", "依据", "关于", "组织", "对", "由", "和", "与", "及", "向", "经", "报", "督促"];
    let within = institutions.iter().any(|known| known.contains(name) || name.contains(known.as_str()));
    !within && !words.iter().any(|word| name.starts_with(word)) && !name.contains('的')
}

/// 我委 in the report of a 局, 我县 in that of a 区.
fn self_words(builder: &mut Builder, passage: &Passage, words: &crate::wordlist::WordList) {
    let text = &passage.text;
    let mut at = 0;
    let mut quoted = false;
    while let Some((start, length)) = words.find(text, at, text.len()) {
        let between = text.get(at..start).unwrap_or_default();
        quoted = between.iter().fold(quoted, |quoted, c| (quoted || *c == '“') && *c != '”');
        // 我院长, 我县长, 我区域 are other words.
        let longer = text.get(start + length).is_some_and(|c| matches!(*c, '长' | '域' | '内' | '委' | '办'));
        if !quoted && !longer {
            super::state(builder, passage, (start, start + length), "text.self_word");
        }
        at = start + length;
    }
}

/// What a department's own names carry.
struct Own {
    regions: Vec<Vec<char>>,
    stem: String,
    region_stem: String,
}

impl Own {
    fn of(department: &str) -> Option<Self> {
        let (regions, core) = organisation::split(department);
        let (Some(region), true) = (regions.last(), core.chars().count() >= 3) else { return None };
        let stem = core.trim_end_matches('局').trim_end_matches("委员会").chars().take(4).collect();
        let region_stem: String = region.chars().take(region.chars().count().saturating_sub(1)).collect();
        let regions = regions.iter().map(|region| region.chars().collect()).collect();
        (region_stem.chars().count() >= 2).then_some(Self { regions, stem, region_stem })
    }
}

/// Names that carry the department's own region and core word: its own, or another institution's.
fn own_region(builder: &mut Builder, passage: &Passage, own: &Own, department: &str) {
    for (start, end) in candidates(&passage.text, &own.regions) {
        let name: String = passage.text.get(start..end).unwrap_or_default().iter().collect();
        if !name.contains(&own.stem) || !name.contains(&own.region_stem) {
            continue;
        }
        let own = organisation::is_same(department, &name);
        super::state(builder, passage, (start, end), if own { "organisation.own" } else { "organisation.other" });
    }
}

/// From a region word to the first 局 or the like; 局…区分局 goes on to the branch.
fn candidates(text: &[char], regions: &[Vec<char>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let region = regions.iter().find(|r| text.get(at..).is_some_and(|t| t.starts_with(r)));
        let Some(region) = region else {
            at += 1;
            continue;
        };
        let stop = |i: usize| {
            text.get(i).is_none_or(|c| {
                !c.is_alphabetic()
                    || matches!(*c, '的' | '和' | '与' | '及' | '在' | '是' | '为') && *c != '和'
                    || c.is_ascii()
            })
        };
        let run = (at..text.len().min(at + 30)).find(|i| stop(*i)).unwrap_or_else(|| text.len().min(at + 30));
        let suffix = (at + region.len()..run)
            .find(|i| text.get(*i) == Some(&'局') || text.get(i.saturating_sub(2)..=*i) == Some(&['委', '员', '会']));
        let Some(suffix) = suffix else {
            at += region.len();
            continue;
        };
        let branch = (suffix + 2..run.min(suffix + 9)).find(|i| text.get(i - 1..=*i) == Some(&['分', '局']));
        let end = branch.unwrap_or(suffix) + 1;
        found.push((at, end));
        at = end;
    }
    found
}
