//! Readings of a run of amounts as a whole and its parts.

use super::super::super::{Line, comparable, is_rate};
use super::super::PARTS_MAX;
use super::super::levels::is_level;
use super::gap::{self, Gap};
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, sentence_start};

/// Where the parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind the whole.
    After,
    /// In a bracket behind the whole.
    Bracket,
    /// The whole stands behind them.
    Behind,
}

/// One reading.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent pieces of evidence, not states")]
pub(super) struct Candidate {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
    pub(super) names: Vec<Vec<char>>,
    pub(super) place: Place,
    /// Words before the list, and between its last part and a whole behind it.
    pub(super) lead: String,
    /// Those of the sentence that holds the list.
    pub(super) near_lead: String,
    pub(super) closing: String,
    pub(super) colon: bool,
    /// How many parts the words promise.
    pub(super) counted: Option<usize>,
    /// The amount before the list could be one of its parts as well: it may add up, but convict nobody.
    pub(super) loose: bool,
    /// A full stop and nothing else divides the whole from the list.
    pub(super) bare: bool,
    /// Every part is an item of a numbered list.
    pub(super) numbered: bool,
    /// 其中, 包括 or 含 right before the first name.
    pub(super) of_which: bool,
    /// The list ends before a stronger mark than its own.
    pub(super) enclosed: bool,
    /// Rates beside the parts.
    pub(super) rates: Vec<usize>,
    /// Where the words of the whole begin.
    pub(super) whole_from: usize,
    /// End of the last part, and of the text it stands in.
    pub(super) end: usize,
    pub(super) limit: usize,
}

/// Amounts of one kind, one after the other, with what stands before each.
pub(super) struct Run {
    pub(super) members: Vec<usize>,
    pub(super) gaps: Vec<Gap>,
    /// The bracket they stand in closes here; otherwise the end of the line.
    limit: usize,
    /// The first member stands before the bracket that holds the rest.
    bracketed: bool,
}

/// All runs of a line: of the text outside brackets, and of each bracket with the amount before it.
pub(super) fn runs(builder: &Builder, line: &Line) -> Vec<Run> {
    let homes = homes(line);
    let mut runs = Vec::new();
    let mut brackets: Vec<Option<(usize, usize)>> = homes.clone();
    brackets.sort_unstable();
    brackets.dedup();
    if !brackets.contains(&None) {
        brackets.push(None);
    }
    for home in brackets {
        let mut members: Vec<usize> = line
            .quantities()
            .zip(&homes)
            .filter(|(at, own)| **own == home && is_amount(builder, line, *at))
            .map(|(at, _)| at)
            .collect();
        if let Some((open, _)) = home {
            let before = line.quantities().rfind(|at| line.end(*at) <= open && is_amount(builder, line, *at));
            let near = before.filter(|at| {
                let noun = line.between(line.end(*at), open);
                noun.len() <= 8 && !noun.iter().any(|c| "，,。；;、：:）)".contains(*c))
            });
            members.splice(..0, near);
        }
        split(builder, line, &members, home, &mut runs);
    }
    runs
}

/// The bracket that each quantity stands in; none where it is all that the bracket holds.
fn homes(line: &Line) -> Vec<Option<(usize, usize)>> {
    line.quantities()
        .map(|at| {
            let bracket = |c: &char| gap::opens(*c) || gap::closes(*c);
            let open = (0..line.start(at)).rev().find(|i| line.text.get(*i).is_some_and(bracket))?;
            line.text.get(open).filter(|c| gap::opens(**c))?;
            let close = (line.end(at)..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| gap::closes(*c)))?;
            let alone = !line.quantities().any(|q| q != at && line.start(q) > open && line.end(q) <= close);
            let short = line.start(at) - open <= 2 && close - line.end(at) <= 1;
            (!(alone && short)).then_some((open, close))
        })
        .collect()
}

/// A level that can be a whole or a part: no rate, no change, no count of parts.
fn is_amount(builder: &Builder, line: &Line, at: usize) -> bool {
    let in_words = line
        .mentions
        .get(at)
        .and_then(|mention| line.text.get(mention.number_start))
        .is_some_and(|c| !crate::numeral::is_digit(*c));
    !in_words && !is_rate(builder, line, at) && is_level(line, at)
}

fn split(builder: &Builder, line: &Line, members: &[usize], home: Option<(usize, usize)>, runs: &mut Vec<Run>) {
    let limit = home.map_or(line.text.len(), |(_, close)| close);
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let mut run: Option<Run> = None;
    for (index, at) in members.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|i| members.get(i)).copied();
        let linked = previous.filter(|p| get(*p).zip(get(*at)).is_some_and(|(a, b)| comparable(a, b)));
        let gap = linked.and_then(|previous| gap::read(builder, line, line.end(previous), line.start(*at)));
        let whole = run.as_ref().is_none_or(|run| run.members.len() <= PARTS_MAX);
        match (run.as_mut(), gap) {
            (Some(run), Some(gap)) if whole => {
                run.members.push(*at);
                run.gaps.push(gap);
            }
            _ => {
                runs.extend(run.take());
                let opening = sentence_start(&line.text, line.start(*at));
                let floor = line
                    .quantities()
                    .rfind(|q| {
                        line.end(*q) <= line.start(*at)
                            && !is_rate(builder, line, *q)
                            && *q != *at
                            && is_amount(builder, line, *q)
                    })
                    .map_or(0, |q| line.end(q));
                let first = gap::read(builder, line, opening.max(floor), line.start(*at)).unwrap_or_default();
                let bracketed = index == 0 && home.is_some_and(|(open, _)| line.end(*at) <= open);
                run = Some(Run { members: vec![*at], gaps: vec![first], limit, bracketed });
            }
        }
    }
    runs.extend(run);
}

impl Run {
    /// Index one after the last item of the list that starts at `from`.
    fn list_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        let mut mark = 0;
        while let Some(gap) = self.gaps.get(end) {
            let same = mark == 0 || gap.mark == mark || gap.joint;
            if !gap.is_item() || !same {
                break;
            }
            mark = mark.max(if gap.joint { 0 } else { gap.mark });
            end += 1;
        }
        end
    }

    /// Index of the first item of the list that ends before `whole`.
    fn list_start(&self, whole: usize) -> usize {
        let mut mark = 0;
        let mut start = whole.saturating_sub(1);
        while let Some(gap) = self.gaps.get(start).filter(|_| start > 0) {
            let same = mark == 0 || gap.mark == mark || gap.joint;
            if !gap.is_item() || !same {
                break;
            }
            mark = mark.max(if gap.joint { 0 } else { gap.mark });
            start -= 1;
        }
        start
    }

    /// 按性别分，…；按岗位分，…: a second division of the first amount.
    fn divided_again(&self, line: &Line) -> Vec<Candidate> {
        let again = |start: &usize| self.gaps.get(*start).is_some_and(|gap| gap.mark >= 3 && gap.is_division());
        let starts = (2..self.members.len()).filter(again);
        starts
            .filter_map(|start| {
                let end = self.list_end(start);
                if end >= start + 2 { self.after(line, 0, start..end) } else { None }
            })
            .collect()
    }

    /// All readings.
    pub(super) fn candidates(&self, line: &Line) -> Vec<Candidate> {
        let mut all = Vec::new();
        for whole in 0..self.members.len() {
            let end = self.list_end(whole + 1);
            let again = whole > 0 && self.gaps.get(whole + 1).is_some_and(|gap| gap.mark == 3 && gap.is_division());
            if end >= whole + 3 && self.may_open(whole, end) && !again {
                all.extend(self.after(line, whole, whole + 1..end));
            }
        }
        for whole in 2..self.members.len() {
            let start = self.list_start(whole);
            // The first of them may itself be a whole: 投资9万元，甲3万元，乙6万元，共9万元.
            for from in start..(start + 2).min(whole - 1) {
                if whole - from >= 2 && self.is_named(line, whole) {
                    let found = self.behind(line, from..whole, whole);
                    all.extend(found.map(|found| Candidate { loose: from > start, ..found }));
                }
            }
        }
        all.extend(self.divided_again(line));
        all
    }

    /// Words stand before the member, if only 全年累计.
    fn is_named(&self, line: &Line, at: usize) -> bool {
        let pair = at.checked_sub(1).and_then(|before| self.members.get(before)).zip(self.members.get(at));
        pair.is_some_and(|(before, own)| {
            line.between(line.end(*before), line.start(*own)).iter().any(|c| !"，,、；;和及与 ".contains(*c))
        })
    }

    /// A whole divided from its list more strongly than the parts from each other, or the first of its sentence.
    fn may_open(&self, whole: usize, end: usize) -> bool {
        let Some(gap) = self.gaps.get(whole + 1) else { return false };
        let inner = self.gaps.get(whole + 2..end).unwrap_or_default().iter().map(|gap| gap.mark).max().unwrap_or(0);
        let first = whole == 0 || self.gaps.get(whole).is_some_and(|gap| gap.mark >= 3);
        gap.colon.is_some()
            || gap.opens
            || gap.mark > inner
            || gap.words.len() >= 2
            || (first && (gap.mark >= inner || inner == 3))
    }

    fn after(&self, line: &Line, whole: usize, list: std::ops::Range<usize>) -> Option<Candidate> {
        let gap = self.gaps.get(list.start)?;
        // 任务数分别为9、8户，完成数分别为7、6户: the last of a list without names is no whole.
        if whole > 0 && self.gaps.get(whole).is_some_and(|own| own.words.is_empty()) {
            return None;
        }
        // 幸福院86所、照料中心24个，床位分别为860张、480张: one list goes with the other.
        let row = (0..=whole)
            .rev()
            .take_while(|at| self.gaps.get(*at).is_some_and(|gap| *at > 0 && gap.is_item() && gap.mark == 1));
        let matched = row.count() + 1 == list.len() && list.len() >= 2;
        if matched && gap.name().windows(2).any(|w| w == ['分', '别']) {
            return None;
        }
        let place = if self.bracketed && whole == 0 { Place::Bracket } else { Place::After };
        let mut candidate = self.list(line, list.clone())?;
        candidate.whole = *self.members.get(whole)?;
        candidate.whole_from = clause_of(line, candidate.whole);
        candidate.lead = gap.lead();
        candidate.near_lead = gap.near_lead();
        candidate.colon = gap.colon.is_some();
        candidate.counted = gap.counted;
        candidate.place = place;
        zipped(&mut candidate);
        candidate.bare = gap.mark == 4 && candidate.near_lead.is_empty() && !candidate.colon;
        let inner = self.gaps.get(list.start + 1).map_or(0, |gap| gap.mark);
        candidate.enclosed =
            self.gaps.get(list.end).is_some_and(|next| (next.mark > inner || next.colon.is_some()) && inner > 0);
        Some(candidate)
    }

    fn behind(&self, line: &Line, list: std::ops::Range<usize>, whole: usize) -> Option<Candidate> {
        let (first, last) = (self.gaps.get(list.start)?, self.gaps.get(whole)?);
        let mut candidate = self.list(line, list.clone())?;
        candidate.whole = *self.members.get(whole)?;
        candidate.whole_from = line.end(*candidate.parts.last()?);
        candidate.lead = first.lead();
        let raw: String = line.between(candidate.whole_from, line.start(candidate.whole)).iter().collect();
        raw.trim_end().clone_into(&mut candidate.closing);
        candidate.colon = false;
        candidate.counted = last.counted.or(first.counted);
        candidate.place = Place::Behind;
        let counted = candidate.counted;
        zipped(&mut candidate);
        candidate.counted = counted;
        candidate.bare = last.mark == 4;
        let called = ["项合计", "合计", "共计", "总计", "项共"].iter().any(|word| candidate.closing.contains(word));
        (last.mark > 0 || last.colon.is_some() || called).then_some(candidate)
    }

    fn list(&self, line: &Line, list: std::ops::Range<usize>) -> Option<Candidate> {
        let parts = self.members.get(list.clone())?.to_vec();
        let gaps = self.gaps.get(list.clone())?;
        let mut rates: Vec<usize> = gaps.iter().flat_map(|gap| gap.rates.clone()).collect();
        let end = line.end(*parts.last()?);
        let limit =
            (end..self.limit).find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c))).unwrap_or(self.limit);
        let next = self.members.get(list.end).map_or(limit, |next| line.start(*next));
        rates.extend(line.quantities().filter(|q| line.start(*q) >= end && line.end(*q) <= next.min(limit)));
        Some(Candidate {
            whole: 0,
            names: gaps.iter().map(|gap| gap.name().to_vec()).collect(),
            parts,
            place: Place::After,
            lead: String::new(),
            near_lead: String::new(),
            closing: String::new(),
            colon: false,
            counted: None,
            loose: false,
            bare: false,
            numbered: gaps.iter().all(|gap| gap.numbered),
            of_which: gaps.first().is_some_and(|gap| gap.of_which),
            enclosed: false,
            rates,
            whole_from: 0,
            end,
            limit,
        })
    }
}

/// 货物、工程、服务分别为1、2、3万元: the names stand before the values.
fn zipped(candidate: &mut Candidate) {
    let first: String = candidate.names.first().map(|name| name.iter().collect()).unwrap_or_default();
    let bare = candidate.names.iter().skip(1).all(Vec::is_empty);
    let Some(cut) = ["分别", "依次"].iter().find_map(|word| first.find(word)).filter(|_| bare) else { return };
    let head = first.get(..cut).unwrap_or_default();
    let listed: Vec<&str> = candidate.lead.rsplit('，').take(candidate.parts.len()).collect();
    let mut names: Vec<String> = vec![head.to_owned()];
    names.extend(listed.iter().map(|name| (*name).to_owned()));
    names.reverse();
    let names: Vec<String> = names.iter().flat_map(|name| name.split(['和', '与', '及'])).map(str::to_owned).collect();
    let from = names.len().saturating_sub(candidate.parts.len());
    if names.len() >= candidate.parts.len() {
        candidate.names = names.iter().skip(from).map(|name| name.chars().collect()).collect();
        candidate.counted = Some(candidate.parts.len());
        candidate.lead.push_str("分别");
    }
}

fn clause_of(line: &Line, at: usize) -> usize {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    crate::phrase::clause_start(&line.text, line.start(at)).max(floor)
}
