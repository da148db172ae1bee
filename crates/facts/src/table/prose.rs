//! Figures of the text against the tables: the words before a number are the name of a row or column.

use jiheng_model::decimal::Decimal;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement, StatementId};

use super::account;
use super::agreement::Index;
use super::figure::Figure;
use super::heading::{self, Fund};
use super::key::Keyed;
use super::words::Words;
use crate::builder::Builder;
use crate::passage::Zone;
use crate::phrase::{clause_start, sentence_start};
use crate::relate::evidence;

/// Longest name looked for, in characters.
const NAME_MAX: usize = 28;
/// Words between a name and its number are taken off at most this often.
const STEPS_MAX: usize = 5;
/// Compares every amount of the text that names a figure of a table.
pub(crate) fn relate(builder: &mut Builder, index: &Index, words: &Words) {
    if index.by_label.is_empty() {
        return;
    }
    let mut heading = Heading::default();
    let mut found: Vec<(Vec<StatementId>, bool)> = Vec::new();
    for (at, passage) in builder.passages.iter().enumerate() {
        if passage.cell.is_some()
            || matches!(passage.zone, Zone::NumericCell | Zone::Label | Zone::Cover | Zone::People)
        {
            continue;
        }
        heading.read(&passage.text);
        let fund = heading.fund;
        let before = at.checked_sub(1).and_then(|at| builder.passages.get(at)).map_or(&[][..], |p| p.text.as_slice());
        let mentions = builder.mentions.get(at).map_or(&[][..], Vec::as_slice);
        for (mention, id) in mentions.iter().zip(&passage.statements) {
            let Some(statement) = builder.get(*id).filter(|s| is_plain(s)) else { continue };
            let direct = name(&passage.text, mention.start, index, words);
            let account = || account::named(&passage.text, mention.start, index);
            let above = || account::announced(before, &passage.text, mention.start, index);
            let Some((name, start)) = direct.or_else(account).or_else(above) else { continue };
            let account = direct.is_none();
            let said = Said { account, ..context(&passage.text, start, fund, words) };
            let relation = compare(builder, statement, name, &said);
            let other = |(mentions, strong): &(Vec<StatementId>, bool)| {
                *strong && !account && is_of_a_row(&passage.text, start, mentions, name, index)
            };
            found.extend(relation.filter(|relation| !other(relation)));
        }
    }
    for (mentions, strong) in found {
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
    }
}

fn is_plain(statement: &Statement) -> bool {
    statement.approximation == Approximation::None
        && statement.class.is_none()
        && matches!(statement.role, Role::Actual | Role::Final)
        && statement.unit.is_some()
}

/// The heading above a passage.
#[derive(Clone, Copy, Default)]
struct Heading {
    fund: Fund,
    level: Option<u8>,
}

impl Heading {
    /// （一）财政拨款支出 below 五、一般公共预算 is of the general budget.
    fn read(&mut self, text: &[char]) {
        let Some(said) = heading_fund(text) else { return };
        let level = super::entry::level(&text.iter().take(8).collect::<String>());
        let below = matches!((self.level, level), (Some(above), Some(own)) if own > above);
        if !(below && said == Fund::Fiscal && self.fund.scope().is_some()) {
            *self = Self { fund: said, level };
        }
    }
}

/// The fund that a heading announces for what follows.
fn heading_fund(text: &[char]) -> Option<Fund> {
    let short = text.len() <= 48 && !text.iter().any(|c| "。；，".contains(*c));
    let line: String = text.iter().collect();
    let heads = crate::label::strip_number(&line) != line.trim_start() || line.contains("情况说明");
    if !short || !heads {
        return None;
    }
    match Fund::of(&line) {
        Fund::Unsaid if heading::is_accounts(&line) || line.contains("收支") => Some(Fund::All),
        fund => Some(fund),
    }
}

/// What is said before a name: the fund, and whether the sentence can contradict at all.
struct Said {
    fund: Fund,
    guarded: bool,
    /// The number is named by its account, not by the words before it.
    account: bool,
}

fn context(text: &[char], start: usize, heading: Fund, words: &Words) -> Said {
    let sentence: String = text.get(sentence_start(text, start)..start).unwrap_or_default().iter().collect();
    let clause: String = text.get(clause_start(text, start)..start).unwrap_or_default().iter().collect();
    let own = Fund::of(&sentence);
    let guarded = words.is_guarded(&clause);
    Said { fund: if own == Fund::Unsaid { heading } else { own }, guarded, account: false }
}

/// 甲项目预算50万元，实际支出48万元: the sentence speaks of one row, so the total of a column is not meant.
fn is_of_a_row(text: &[char], start: usize, mentions: &[StatementId], named: &[Keyed], index: &Index) -> bool {
    let Some(cell) = named.iter().find(|keyed| mentions.contains(&keyed.id())).filter(|keyed| keyed.whole) else {
        return false;
    };
    let before = text.get(sentence_start(text, start)..start).unwrap_or_default();
    let rows = index.rows.iter().filter(|(sheet, _)| *sheet == cell.sheet);
    rows.map(|(_, row)| row).any(|row| before.windows(row.len()).any(|words| words == row.as_slice()))
}

/// The longest name of a figure that ends before `end`, fillers aside, and where it starts.
fn name<'i>(text: &[char], end: usize, index: &'i Index, words: &Words) -> Option<(&'i [Keyed], usize)> {
    let mut end = end;
    for _ in 0..STEPS_MAX {
        while end > 0 && text.get(end - 1).is_some_and(|c| c.is_whitespace() || "：:“”\"".contains(*c)) {
            end -= 1;
        }
        let floor = end.saturating_sub(NAME_MAX);
        let named = (floor..end.saturating_sub(2)).find_map(|from| {
            let keyed = index.by_label.get(text.get(from..end)?)?;
            begins(text, from, words).then_some((keyed.as_slice(), from))
        });
        if named.is_some() {
            return named;
        }
        let head = text.get(..end)?;
        end -= words.between(head)?;
    }
    None
}

/// A name is not the tail of a longer one: 其他教育支出 is not 教育支出.
fn begins(text: &[char], from: usize, words: &Words) -> bool {
    let Some(before) = from.checked_sub(1).and_then(|at| text.get(at)) else { return true };
    let head = text.get(..from).unwrap_or_default();
    !before.is_alphabetic() || words.is_before(head)
}

fn compare(builder: &Builder, statement: &Statement, keyed: &[Keyed], said: &Said) -> Option<(Vec<StatementId>, bool)> {
    let figure = Figure::of(statement)?;
    let year = builder.facts.report.year.map(|year| year.to_string());
    let current = |keyed: &&Keyed| {
        let period = statement.period.as_ref().or(year.as_ref());
        keyed.key.year.is_none() || period.is_none() || keyed.key.year.as_ref() == period
    };
    let comparable = |keyed: &&Keyed| builder.get(keyed.id()).is_some_and(|cell| super::is_comparable(cell, statement));
    let candidates: Vec<&Keyed> =
        keyed.iter().filter(|keyed| keyed.key.role == Role::Actual).filter(current).filter(comparable).collect();
    let same = |keyed: &&&Keyed| {
        keyed.figure.value.saturating_sub(figure.value).abs() <= keyed.figure.half.saturating_add(figure.half)
    };
    if let Some(agreeing) = candidates.iter().find(same) {
        return Some((vec![agreeing.id(), statement.id], false));
    }
    let unsaid = said.fund == Fund::Unsaid;
    // Where neither text nor heading names a fund, a figure is meant that only one fund has.
    let only = candidates.first().is_some_and(|first| {
        candidates.iter().all(|keyed| keyed.figure.value == first.figure.value)
            && (said.account || (first.whole && first.key.label.chars().count() >= 4))
    });
    let fits = |keyed: &&&Keyed| keyed.free || keyed.key.fund == said.fund || (unsaid && only);
    let scoped: Vec<&&Keyed> = candidates.iter().filter(fits).collect();
    let first = scoped.first()?;
    let one_value = scoped.iter().all(|keyed| keyed.figure.value == first.figure.value);
    let alone = first.free || !unsaid || only;
    let cell = builder.get(first.id())?;
    let sized = is_same_size(&figure, &first.figure) || is_slip(statement, cell);
    (one_value && alone && sized && !said.guarded).then(|| (vec![first.id(), statement.id], true))
}

/// Another version of the figure: of its size, or a slip of a key apart.
pub(crate) fn is_version(builder: &Builder, statement: &Statement, figure: Figure) -> bool {
    let near = Figure::of(statement).is_some_and(|own| is_same_size(&own, &figure));
    near || builder.get(figure.id).is_some_and(|cell| is_slip(statement, cell))
}

/// A slip of a key apart, in whichever units both are printed.
fn is_slip(a: &Statement, b: &Statement) -> bool {
    let digits = |s: &Statement| {
        let mut mantissa = s.value?.mantissa();
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
        }
        Decimal::new(mantissa, 0)
    };
    digits(a).zip(digits(b)).is_some_and(|(a, b)| evidence::is_one_edit(a, b))
}

/// Within half and double of each other, or a unit of money apart.
fn is_same_size(a: &Figure, b: &Figure) -> bool {
    let (a, b) = (a.value.unsigned_abs(), b.value.unsigned_abs());
    let (small, large) = (a.min(b), a.max(b));
    large <= small.saturating_mul(2) || (small > 0 && large == small.saturating_mul(10_000))
}
