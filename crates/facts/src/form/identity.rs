//! Whose report this is, and of which year.

use std::collections::BTreeMap;

use jiheng_model::statement::State;

use super::Recogniser;
use crate::numeral::is_digit;
use crate::passage::Zone;

/// Longer passages, in characters, are no titles.
const TITLE_MAX: usize = 60;

impl Recogniser<'_, '_> {
    pub(super) fn identity_finish(&mut self) {
        self.builder.facts.report.entity = self.entity();
        self.builder.facts.report.year = self.title_year().or_else(|| self.usual_year());
    }

    /// The cover's name, or the subject of the duties.
    fn entity(&self) -> Option<String> {
        let cover = self.builder.facts.of("cover.entity").find(|s| s.state == State::Text);
        if let Some(cover) = cover {
            return Some(cover.written.trim().to_owned());
        }
        let duties = self.builder.facts.of("basic.duties").next().map(|s| s.written.clone())?;
        let overview = self.builder.facts.of("narrative.overview.duties").next().map(|s| s.written.clone());
        before_cue(&duties, &["职能配置", "主要职责内设机构", "三定"])
            .or_else(|| first_institution(&duties))
            .or_else(|| overview.and_then(|text| first_institution(&text)))
    }

    /// 临江区2021年度部门整体支出绩效评价自评报告.
    fn title_year(&self) -> Option<u16> {
        self.builder.passages.iter().filter(|passage| passage.text.len() <= TITLE_MAX).find_map(|passage| {
            let text = passage.string();
            let title = ["自评报告", "自评表", "绩效评价报告"].iter().any(|word| text.contains(word));
            title.then(|| years(&passage.text).into_iter().next()).flatten()
        })
    }

    /// The year most often named in the goals, indicators and narrative; the later one when equal.
    fn usual_year(&self) -> Option<u16> {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        for passage in self.builder.passages.iter().filter(|p| !matches!(p.zone, Zone::People | Zone::Cover)) {
            for year in years(&passage.text) {
                *counts.entry(year).or_insert(0) += 1;
            }
        }
        counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
    }
}

/// Years written with 年 in a text.
fn years(text: &[char]) -> Vec<u16> {
    let mut years: Vec<u16> = Vec::new();
    // 2 0 2 1年: blanks between the digits.
    if text.contains(&' ') {
        years.extend((0..text.len()).filter_map(|at| crate::numeral::spaced_year(text, at)).map(|(_, year)| year));
    }
    for (at, window) in text.windows(5).enumerate() {
        let Some((_, digits)) = window.split_last().filter(|(sign, _)| **sign == '年') else { continue };
        let first = at == 0 || !text.get(at - 1).copied().is_some_and(is_digit);
        if first && digits.iter().copied().all(is_digit) {
            let digits: String = digits.iter().filter_map(|c| crate::numeral::digit(*c)).collect();
            years.extend(digits.parse::<u16>().ok().filter(|year| (1990..=2099).contains(year)));
        }
    }
    years
}

/// The first institution named in a text with its region: 江州市临江区自然资源局列入区人民政府工作部门.
fn first_institution(text: &str) -> Option<String> {
    const SUFFIXES: [&str; 8] = ["局", "委员会", "办公室", "联合会", "中心", "人民政府", "协会", "委"];
    const CLAUSES_MAX: usize = 12;
    let clauses = text
        .split(|c: char| {
            matches!(
                c,
                '。' | '；'
                    | '！'
                    | '\n'
                    | '，'
                    | '、'
                    | '《'
                    | '》'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '“'
                    | '”'
                    | '：'
                    | '〔'
                    | '〕'
            )
        })
        .map(str::trim);
    clauses.take(CLAUSES_MAX).find_map(|clause| {
        let end = SUFFIXES.iter().filter_map(|suffix| clause.find(suffix).map(|at| at + suffix.len())).min()?;
        let name = clause.get(..end)?;
        let party = ["中共", "根据", "依据", "按照"].iter().any(|lead| name.starts_with(lead));
        let (regions, core) = crate::organisation::split(name);
        let fits = !party && !regions.is_empty() && core.chars().count() >= 2 && name.chars().count() <= 24;
        fits.then(|| name.to_owned())
    })
}

/// The name before a cue word, back to the punctuation before it.
fn before_cue(text: &str, cues: &[&str]) -> Option<String> {
    cues.iter().find_map(|cue| {
        let head = text.get(..text.find(cue)?)?;
        let name = head.rsplit(['《', '，', '。', '、', '；', '：', '（', '”', '“', ' ', '\n']).next()?;
        let name = name.trim();
        (3..=30).contains(&name.chars().count()).then(|| name.to_owned())
    })
}
