//! Names of institutions in the text: the department's own, and another's where its own should stand.

use crate::builder::Builder;
use crate::organisation;
use crate::passage::{Passage, Zone};

pub(super) fn state(builder: &mut Builder) {
    let Some(department) = builder.facts.report.entity.clone() else { return };
    for index in 0..builder.passages.len() {
        let Some(passage) = builder.passages.get(index).cloned() else { continue };
        if !matches!(passage.zone, Zone::Label | Zone::NumericCell | Zone::People | Zone::Cover) {
            own_region(builder, &passage, &department);
        }
    }
}

/// Names that carry the department's own region and core word: its own, or another institution's.
fn own_region(builder: &mut Builder, passage: &Passage, department: &str) {
    let (regions, core) = organisation::split(department);
    let (Some(region), true) = (regions.last(), core.chars().count() >= 3) else { return };
    let stem: String = core.trim_end_matches('局').trim_end_matches("委员会").chars().take(4).collect();
    let region_stem: String = region.chars().take(region.chars().count().saturating_sub(1)).collect();
    for (start, end) in candidates(&passage.text, &regions) {
        let name: String = passage.text.get(start..end).unwrap_or_default().iter().collect();
        if !name.contains(&stem) || region_stem.chars().count() < 2 || !name.contains(&region_stem) {
            continue;
        }
        let own = organisation::is_same(department, &name);
        super::state(builder, passage, (start, end), if own { "organisation.own" } else { "organisation.other" });
    }
}

/// From a region word to the first 局 or the like; 局…区分局 goes on to the branch.
fn candidates(text: &[char], regions: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let region = regions
            .iter()
            .map(|r| r.chars().collect::<Vec<_>>())
            .find(|r| text.get(at..).is_some_and(|t| t.starts_with(r)));
        let Some(region) = region else {
            at += 1;
            continue;
        };
        let stop = |i: usize| {
            text.get(i)
                .is_none_or(|c| !c.is_alphabetic() || "的和与及在是为".contains(*c) && *c != '和' || c.is_ascii())
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
