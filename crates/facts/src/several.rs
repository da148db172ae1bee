//! Several reports in one file: numbers of different departments contradict each other and nothing is wrong.

use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;

use crate::builder::Builder;
use crate::identity::year_at;
use crate::organisation::{is_same, split};

/// Longer lines are no titles, in characters.
const TITLE_MAX: usize = 60;
/// So much text before it makes a report of its own, in characters: a list of titles is no report.
const BEFORE_MIN: usize = 400;
/// Titles that are looked at.
const TITLES_MAX: usize = 16;

/// The title of a further report: whose it is, of which year, and the block it opens.
pub(crate) struct Further {
    pub(crate) block: u32,
    pub(crate) title: String,
}

/// The first title of another department or another year, after a report that is under way.
pub(crate) fn find(builder: &Builder) -> Option<Further> {
    let mut own: Option<(String, Option<u16>)> =
        builder.facts.report.entity.clone().map(|entity| (entity, builder.facts.report.year));
    let mut before = 0;
    let mut titles = 0;
    for passage in &builder.passages {
        let short = passage.cell.is_none() && passage.text.len() <= TITLE_MAX && titles < TITLES_MAX;
        let found = short.then(|| title(builder, &passage.text));
        if let Some((entity, year)) = found.flatten() {
            match &own {
                None => own = Some((entity, Some(year))),
                Some((known, known_year)) => {
                    let other = !is_same(known, &entity) && !is_named_before(builder, passage.block, &entity);
                    let later = titles > 0 && is_same(known, &entity) && known_year.is_some_and(|known| known != year);
                    if (other || later) && before >= BEFORE_MIN {
                        return Some(Further { block: passage.block, title: passage.string().trim().to_owned() });
                    }
                }
            }
            titles += 1;
        }
        before += passage.text.len();
    }
    None
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

/// Says that only the first report was read.
pub(crate) fn note(title: &str) -> Note {
    Note {
        kind: "several-reports".into(),
        message: Bilingual::new(
            format!("文件里不止一份报告（从“{title}”起是另一份），只核对了第一份；请把各份报告分别保存后再核对。"),
            format!(
                "the file holds more than one report (another begins with “{title}”); only the first was checked; save each as a file of its own"
            ),
        ),
        anchor: None,
    }
}
