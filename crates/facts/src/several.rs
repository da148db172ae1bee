//! Several reports in one file: numbers of different departments contradict each other and nothing is wrong.

use crate::builder::Builder;
use crate::identity::year_at;
use crate::organisation::{is_same, split};

/// Longer lines are no titles, in characters.
const TITLE_MAX: usize = 60;
/// So much text before it makes a report of its own, in characters: a list of titles is no report.
const BEFORE_MIN: usize = 400;
/// Titles that are looked at.
const TITLES_MAX: usize = 16;

/// The blocks at which reports begin: the first of the file, and each title of another department or another year after
/// a report that is under way.
pub(crate) fn starts(builder: &Builder) -> Vec<u32> {
    let mut own: Option<(String, Option<u16>)> =
        builder.facts.report.entity.clone().map(|entity| (entity, builder.facts.report.year));
    let mut starts = vec![0];
    let (mut before, mut titles) = (0, 0);
    for passage in &builder.passages {
        let short = passage.cell.is_none() && passage.text.len() <= TITLE_MAX && titles < TITLES_MAX;
        let found = short.then(|| title(builder, &passage.text));
        if let Some((entity, year)) = found.flatten() {
            titles += 1;
            let is_further = own.as_ref().is_some_and(|(known, known_year)| {
                let other = !is_same(known, &entity) && !is_named_before(builder, passage.block, &entity);
                let later = titles > 1 && is_same(known, &entity) && known_year.is_some_and(|known| known != year);
                (other || later) && before >= BEFORE_MIN
            });
            if is_further {
                starts.push(passage.block);
                before = 0;
            }
            if is_further || own.is_none() {
                own = Some((entity, Some(year)));
            }
        }
        before += passage.text.len();
    }
    starts
}

/// A department that was spoken of before, by its name without region, may be this one under another name.
fn is_named_before(builder: &Builder, block: u32, entity: &str) -> bool {
    let (_, core) = split(entity);
    builder.passages.iter().take_while(|passage| passage.block < block).any(|passage| passage.string().contains(&core))
}

/// 南屏区市场监督管理局2021年度部门整体支出绩效自评报告: the institution and the year.
fn title(builder: &Builder, line: &[char]) -> Option<(String, u16)> {
    if !line.iter().rev().find(|c| !c.is_whitespace()).is_some_and(|c| matches!(*c, '告' | '表')) {
        return None;
    }
    let text: String = line.iter().filter(|c| !c.is_whitespace()).collect();
    let ends = ["自评报告", "评价报告", "自评表"].iter().any(|end| text.ends_with(end));
    if !ends || text.contains(['。', '；', '，', '《', '：']) || crate::label::is_numbered(&text) {
        return None;
    }
    let (at, _, year) = (0..line.len()).find_map(|at| year_at(line, at))?;
    let name: Vec<char> = line.get(..at)?.iter().copied().filter(|c| !c.is_whitespace()).collect();
    let institution = (4..=30).contains(&name.len()) && builder.lexicon.org_suffix.before(&name, name.len()).is_some();
    institution.then(|| (name.into_iter().collect(), year))
}
