//! Claims, names and residue in the text that rules ask for and that are no numbers.

use jiheng_model::note::Note;
use jiheng_model::statement::{FactId, StatementId};
use jiheng_model::text::Bilingual;

use crate::builder::Builder;
use crate::organisation;
use crate::passage::Zone;

/// States what was observed, passage by passage.
pub(crate) fn observe(builder: &mut Builder) {
    let department = builder.facts.report.entity.clone();
    for index in 0..builder.passages.len() {
        let Some(passage) = builder.passages.get(index).cloned() else { continue };
        leftovers(builder, &passage);
        residue(builder, &passage);
        if matches!(passage.zone, Zone::Label | Zone::NumericCell | Zone::People | Zone::Cover) {
            continue;
        }
        claims(builder, &passage);
        if let Some(department) = &department {
            names(builder, &passage, department);
        }
    }
}

fn state(builder: &mut Builder, passage: &crate::passage::Passage, range: (usize, usize), fact: &str) -> StatementId {
    let mut statement = builder.blank_statement(passage, range.0, range.1);
    statement.fact = Some(FactId::single(fact));
    statement.place = passage.path.clone();
    if statement.place.zh.is_empty() {
        let block = passage.block + 1;
        statement.place = Bilingual::new(format!("第{block}块"), format!("block {block}"));
    }
    builder.state(statement)
}

fn leftovers(builder: &mut Builder, passage: &crate::passage::Passage) {
    let text = &passage.text;
    let mut at = 0;
    while let Some((start, length)) = builder.lexicon.leftover.find(text, at, text.len()) {
        state(builder, passage, (start, start + length), "text.leftover");
        at = start + length;
    }
}

/// `[bookmark: _GoBack]` comes from the export to text, not from the writer: a note, no finding.
fn residue(builder: &mut Builder, passage: &crate::passage::Passage) {
    let text = &passage.text;
    let Some((start, length)) = builder.lexicon.residue.find(text, 0, text.len()) else { return };
    let end = text.iter().skip(start).take(40).position(|c| *c == ']').map_or(start + length, |i| start + i + 1);
    let written: String = text.get(start..end).unwrap_or_default().iter().collect();
    let chars = (crate::builder::offset(passage.base + start), crate::builder::offset(passage.base + end));
    builder.facts.notes.push(Note {
        kind: "extraction-residue",
        message: Bilingual::new(
            format!("“{written}”是导出文本时带出的书签，未作为正文。"),
            format!("“{written}” is a bookmark left by the export to text and was not read as text."),
        ),
        anchor: Some(builder.document.anchor((passage.block, passage.cell), &passage.span, chars)),
    });
}

/// 全局及二级机构, and any word about other income.
fn claims(builder: &mut Builder, passage: &crate::passage::Passage) {
    let text = &passage.text;
    if let Some((start, length)) = builder.lexicon.org_whole.find(text, 0, text.len()) {
        let words: String = text.iter().skip(start).take(length).collect();
        if words.contains("二级机构") {
            state(builder, passage, (start, start + length), "claim.subordinates");
        }
    }
    let line = passage.string();
    if let Some(at) = line.find("其他收入").or_else(|| line.find("其他资金")) {
        let start = line.get(..at).map_or(0, |head| head.chars().count());
        state(builder, passage, (start, start + 4), "claim.other_income");
    }
}

/// Names that carry the department's own region and core word: its own, or another institution's.
fn names(builder: &mut Builder, passage: &crate::passage::Passage, department: &str) {
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
        state(builder, passage, (start, end), if own { "organisation.own" } else { "organisation.other" });
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
