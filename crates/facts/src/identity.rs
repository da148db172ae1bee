//! Whose report a free document is, and of which year: its title says so.

use crate::builder::Builder;

/// Passages at the beginning among which the title stands.
const TITLE_WITHIN: usize = 12;
/// Longer lines are no titles.
const TITLE_MAX: usize = 60;
/// Characters of a year.
const YEAR: usize = 4;

/// Fills in what no form told.
pub(crate) fn recognise(builder: &mut Builder) {
    let lines: Vec<Vec<char>> =
        builder.passages.iter().take(TITLE_WITHIN).map(|passage| passage.text.clone()).collect();
    for (position, line) in lines.iter().enumerate() {
        let Some((at, year)) = title_year(builder, line) else { continue };
        let before = line.get(..at).unwrap_or_default();
        let above = position.checked_sub(1).and_then(|above| lines.get(above)).map(Vec::as_slice).unwrap_or_default();
        let name = institution(builder, before).or_else(|| institution(builder, above).filter(|_| before.is_empty()));
        let report = &mut builder.facts.report;
        report.year.get_or_insert(year);
        if report.entity.is_none() {
            report.entity = name;
        }
        return;
    }
}

/// Where the year of a title stands, and the year.
fn title_year(builder: &Builder, line: &[char]) -> Option<(usize, u16)> {
    if line.len() > TITLE_MAX || line.iter().any(|c| "。；，,".contains(*c)) {
        return None;
    }
    let (at, end, year) = (0..line.len()).find_map(|at| year_at(line, at))?;
    let rest = line.get(end..)?;
    let titled = builder.lexicon.title_word.within(rest, 0, rest.len());
    ((1990..=2099).contains(&year) && titled).then_some((at, year))
}

/// Where a year with 年 behind it begins and its digits end, and the year; blanks between the digits are allowed.
pub(crate) fn year_at(line: &[char], at: usize) -> Option<(usize, usize, u16)> {
    if let Some((end, year)) = crate::numeral::spaced_year(line, at) {
        return Some((at, end, year));
    }
    let digits: String = line.get(at..at + YEAR)?.iter().copied().map_while(crate::numeral::digit).collect();
    let year = digits.parse().ok().filter(|_| digits.len() == YEAR && line.get(at + YEAR) == Some(&'年'))?;
    Some((at, at + YEAR, year))
}

/// A name that ends like an institution's.
fn institution(builder: &Builder, words: &[char]) -> Option<String> {
    let name: Vec<char> = words.iter().copied().filter(|c| !c.is_whitespace() && !"《“\"（(".contains(*c)).collect();
    let ends = builder.lexicon.org_suffix.before(&name, name.len()).is_some();
    ((4..=30).contains(&name.len()) && ends).then(|| name.into_iter().collect())
}
