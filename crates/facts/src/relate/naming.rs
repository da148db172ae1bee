//! One figure of the department under its many names: 总支出, 支出决算, 累计支出, 3917.81万元的总支出.
//!
//! The names are wide, so agreement alone is taken from them. They contradict only where the numbers themselves say that
//! both are one figure: a slip of a key or of the unit apart, or a rough number beside the exact one; and never where the
//! gap between them is itself stated, for then it has a reason.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::exact::{Exact, whole};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Entity, FactId, Role, State, Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedMul, CheckedSub, Signed};

use super::{Line, fit};
use crate::builder::Builder;
use crate::lexicon::Lexicon;
use crate::phrase::clause_start;
use crate::wordlist::WordList;

/// Mentions of one figure that are compared; no honest report has more.
const MENTIONS_MAX: usize = 64;
/// So many places that agree are right.
const SUPPORT_MIN: usize = 3;
/// Longest bracket between a name and its number.
const BRACKET_MAX: usize = 24;
/// Words around a number that are taken off before its name.
const STEPS_MAX: usize = 6;

/// Relates mentions of one figure.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line], two_sets: bool) {
    let lexicon = builder.lexicon;
    let names = &lexicon.loose_names;
    let mut groups: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
    for line in lines {
        for at in line.quantities().filter(|at| !line.is_change(*at)) {
            let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { continue };
            let yearly = says_year(builder, line, at);
            let name = named(builder, line, at, names).filter(|name| is_own(builder, statement, name, yearly));
            let name = name.map(str::to_owned).or_else(|| title(builder, line, at, statement));
            if let Some(name) = name {
                groups.entry(name).or_default().push(statement.id);
            }
        }
    }
    for statement in builder.facts.statements.iter().filter(|s| s.anchor.row.is_some() && !s.subject.is_empty()) {
        let name = named_cell(builder, statement, lexicon).filter(|name| is_own(builder, statement, name, false));
        if let Some(name) = name.map(str::to_owned).or_else(|| row_title(builder, statement)) {
            groups.entry(name).or_default().push(statement.id);
        }
    }
    for (name, id) in staff_cells(builder).into_iter().chain(by_position(builder)) {
        groups.entry(name).or_default().push(id);
    }
    super::denial::relate(builder, lines, &groups);
    join(builder, &mut groups);
    let stated = Stated::new(builder);
    let found: Vec<(String, Vec<StatementId>)> = groups
        .into_iter()
        .filter(|(_, ids)| ids.len() >= 2)
        .filter_map(|(name, mut ids)| {
            ids.sort_unstable();
            ids.dedup();
            ids.truncate(MENTIONS_MAX);
            Some((name, contradictions(builder, &ids, &stated)?))
        })
        .collect();
    for (name, mentions) in found {
        // The finding calls the figure by its name in the vocabulary.
        for id in mentions.iter().filter(|_| builder.english.contains_key(&name)) {
            if let Some(statement) = builder.facts.statements.get_mut(*id as usize).filter(|s| s.fact.is_none()) {
                statement.fact = Some(FactId::single(name.clone()));
            }
        }
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, !two_sets);
    }
}

/// Cells of a known form that count the department's people; of its headquarters where only those are counted.
fn staff_cells(builder: &Builder) -> Vec<(String, StatementId)> {
    let cells = |entity: Entity| -> Vec<(String, StatementId)> {
        let own = |s: &&Statement| s.entity == Some(entity) && s.state == State::Number && s.role == Role::Actual;
        let named = |s: &Statement| {
            let name = s.fact.as_ref().filter(|fact| fact.instance.is_none())?.name.clone();
            (name.starts_with("staff.") && is_own(builder, s, &name, false)).then_some((name, s.id))
        };
        builder.facts.statements.iter().filter(own).filter_map(named).collect()
    };
    let department = cells(Entity::Department);
    if department.is_empty() { cells(Entity::Headquarters) } else { department }
}

/// 公务接待费、公务用车运行费分别支出4.81万元、7.34万元: figures of the department that are named by their place in a list.
pub(super) fn by_position(builder: &Builder) -> Vec<(String, StatementId)> {
    let mut found = Vec::new();
    for relation in builder.facts.relations.iter().filter(|relation| relation.strong) {
        let RelationKind::Respectively { names, values, .. } = &relation.kind else { continue };
        if names.len() != values.len() {
            continue;
        }
        for (name, id) in names.iter().zip(values) {
            let words: Vec<char> = name.chars().filter(|c| !is_mark(*c)).collect();
            let name = of(builder, &words, &builder.lexicon.loose_names);
            let own = |name: &&str| builder.get(*id).is_some_and(|s| is_own(builder, s, name, false));
            found.extend(name.filter(own).map(|name| (name.to_owned(), *id)));
        }
    }
    found
}

/// The figure of the department that a number in prose is called after.
pub(super) fn in_prose(builder: &Builder, line: &Line, at: usize) -> Option<String> {
    let statement = line.id(at).and_then(|id| builder.get(id))?;
    let name = named(builder, line, at, &builder.lexicon.loose_names)?;
    is_own(builder, statement, name, says_year(builder, line, at)).then(|| format!("={name}"))
}

/// The figure of the department that a cell is called after.
pub(super) fn in_cell(builder: &Builder, statement: &Statement) -> Option<String> {
    let name = named_cell(builder, statement, builder.lexicon)?;
    is_own(builder, statement, name, false).then(|| format!("={name}"))
}

/// The figure that the words before or behind a number name.
fn named<'b>(builder: &Builder, line: &Line, at: usize, names: &'b [(String, WordList)]) -> Option<&'b str> {
    let previous = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let before = line.between(clause_start(&line.text, line.start(at)).max(previous), line.start(at));
    let before: Vec<char> = before.iter().copied().filter(|c| !is_mark(*c)).collect();
    let own = of(builder, &before, names)
        .or_else(|| of(builder, &before_bracket(line, at), names))
        .or_else(|| of(builder, of_years(line, at, &before), names));
    if own.is_some() {
        return own;
    }
    let next = line.mentions.get(at + 1).map_or(line.text.len(), |mention| mention.start);
    let behind: Vec<char> =
        line.between(line.end(at), next).iter().copied().filter(|c| !matches!(c, '“' | '”' | '"')).collect();
    // 其余21.31万元为出租固定资产.
    let rest =
        behind.strip_prefix(&['为']).or_else(|| behind.strip_prefix(&['是'])).filter(|_| is_rest(builder, &before));
    let left = rest.is_some();
    let behind = rest.or_else(|| behind.strip_prefix(&['的'])).unwrap_or(&behind);
    let bare = left || stripped(builder, &before).is_empty();
    names
        .iter()
        .find(|(_, list)| bare && list.at(behind, 0).is_some_and(|length| ends_name(behind, length)))
        .map(|(name, _)| name.as_str())
}

/// 收入合计（含上年结转3.06万元）3299.32万元: the name stands before the bracket.
fn before_bracket(line: &Line, at: usize) -> Vec<char> {
    let closed = line.start(at).checked_sub(1).filter(|close| line.text.get(*close) == Some(&'）'));
    let open = closed
        .and_then(|close| (close.saturating_sub(BRACKET_MAX)..close).rev().find(|i| line.text.get(*i) == Some(&'（')));
    let Some(open) = open else { return Vec::new() };
    let floor = line.quantities().rfind(|q| line.end(*q) <= open).map_or(0, |previous| line.end(previous));
    let words = line.between(clause_start(&line.text, open).max(floor), open);
    words.iter().copied().filter(|c| !is_mark(*c)).collect()
}

/// 2019年、2018年收入分别为A和B: the name of the first of a list of years.
fn of_years<'w>(line: &Line, at: usize, before: &'w [char]) -> &'w [char] {
    let start = clause_start(&line.text, line.start(at));
    let listed = start >= 2 && matches!(line.between(start - 2, start), ['年' | '度', '、']);
    let digits = before.iter().take_while(|c| c.is_ascii_digit()).count();
    let rest = before.get(digits..).filter(|_| listed && digits == 4).and_then(|rest| rest.strip_prefix(&['年']));
    let rest = rest.map(|rest| rest.strip_prefix(&['度']).unwrap_or(rest));
    rest.and_then(|rest| rest.strip_suffix(&['分', '别', '为']).or_else(|| rest.strip_suffix(&['分', '别', '是'])))
        .unwrap_or_default()
}

/// 3937.91万元的全年预算中, 2859万元收入、: the name ends where the words do, or before one that goes on from it.
fn ends_name(words: &[char], length: usize) -> bool {
    words.get(length).is_none_or(|c| "，,。；;、：:（）()中里内由用已和与等构占为发".contains(*c))
}

/// 其余, 余下: the number has no name before it.
fn is_rest(builder: &Builder, words: &[char]) -> bool {
    words.is_empty() || builder.lexicon.names.rest.at(words, 0) == Some(words.len())
}

fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '“' | '”' | '"' | '/' | '÷' | '=' | '＝' | '+' | '＋' | '-' | '－' | '—' | '①'..='⑳')
}

/// The figure whose name the words are, whatever empty words stand around it.
fn of<'b>(builder: &Builder, words: &[char], names: &'b [(String, WordList)]) -> Option<&'b str> {
    let mut words = tail_stripped(builder, words);
    for _ in 0..STEPS_MAX {
        let whole = |list: &WordList| !words.is_empty() && list.at(words, 0) == Some(words.len());
        if let Some((name, _)) = names.iter().find(|(_, list)| whole(list)) {
            return Some(name);
        }
        let length = head(builder, words)?;
        words = words.get(length..)?;
    }
    None
}

/// Length of an empty word at the front: 全年, 我局, 占.
fn head(builder: &Builder, words: &[char]) -> Option<usize> {
    let lexicon = &builder.lexicon;
    let entity = builder.facts.report.entity.as_deref().map(|name| name.chars().collect::<Vec<char>>());
    let own = entity.filter(|name| !name.is_empty() && words.starts_with(name)).map(|name| name.len());
    own.or_else(|| lexicon.name_lead.at(words, 0)).or_else(|| lexicon.time_lead.at(words, 0))
}

fn tail_stripped<'w>(builder: &Builder, words: &'w [char]) -> &'w [char] {
    let mut words = words;
    for _ in 0..STEPS_MAX {
        let Some(length) = builder.lexicon.name_tail.before(words, words.len()) else { break };
        words = words.get(..words.len() - length).unwrap_or_default();
    }
    words
}

/// What is left of words when all empty ones are taken off their front.
pub(super) fn stripped<'w>(builder: &Builder, words: &'w [char]) -> &'w [char] {
    let mut words = words;
    for _ in 0..STEPS_MAX {
        let Some(length) = head(builder, words).filter(|length| *length > 0) else { break };
        words = words.get(length..).unwrap_or_default();
    }
    words
}

/// The figure of a cell: its row or its column is the name, and the other says nothing more.
fn named_cell<'b>(builder: &Builder, statement: &Statement, lexicon: &'b Lexicon) -> Option<&'b str> {
    let names = &lexicon.loose_names;
    // 账面价值（万元）: the unit is no part of the name.
    let chars = |text: &str| -> Vec<char> {
        let name = lexicon.names.unit_tail.iter().find_map(|unit| text.strip_suffix(unit.as_str())).unwrap_or(text);
        name.chars().filter(|c| !is_mark(*c)).collect()
    };
    let (row, column) = (chars(&statement.subject), chars(&statement.measure));
    let empty = |words: &[char]| {
        words.is_empty()
            || lexicon.cell_empty.at(words, 0) == Some(words.len())
            || builder
                .facts
                .report
                .entity
                .as_deref()
                .is_some_and(|name| words.iter().collect::<String>().starts_with(name))
    };
    let by_title =
        titled(lexicon, statement).filter(|_| lexicon.table_total.at(&row, 0) == Some(row.len()) && empty(&column));
    if by_title.is_some() {
        return by_title;
    }
    let by_row = of(builder, &row, names).filter(|_| empty(&column));
    let by_column = || of(builder, &column, names).filter(|_| empty(&row));
    by_row.or_else(by_column).filter(|name| titled(lexicon, statement).is_none_or(|title| title == *name))
}

/// The figure that the total of a table is, by its title: 政府采购实施情况.
fn titled<'b>(lexicon: &'b Lexicon, statement: &Statement) -> Option<&'b str> {
    let title: Vec<char> = statement.place.zh.split(" · ").next().unwrap_or_default().chars().collect();
    let titles = &lexicon.loose_titles;
    titles.iter().find(|(_, words)| words.within(&title, 0, title.len())).map(|(name, _)| name.as_str())
}

/// 全年, 年末: the number is of the whole year, whatever part of it was spoken of before.
fn says_year(builder: &Builder, line: &Line, at: usize) -> bool {
    let words = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    let names = &builder.lexicon.names;
    let own = names.whole_year.within(words, 0, words.len());
    // 截至年底，…; 截至2021年12月31日，…: the end of the year is no part of it.
    let from = crate::phrase::sentence_start(&line.text, line.start(at));
    let before = line.between(from, line.start(at));
    let closing = names.year_end.within(before, 0, before.len());
    own || (closing && !names.year_part.within(before, 0, before.len()))
}

/// Shorter names of projects and the like may be of two things.
const TITLE_MIN: usize = 4;

/// The words before an amount as a name of its own: 食品安全抽检 of ④食品安全抽检223.58万元.
fn title(builder: &Builder, line: &Line, at: usize, statement: &Statement) -> Option<String> {
    let previous = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let before = line.between(clause_start(&line.text, line.start(at)).max(previous), line.start(at));
    let words: Vec<char> = before.iter().copied().filter(|c| !is_mark(*c)).collect();
    title_key(builder, statement, tail_stripped(builder, stripped(builder, &words)))
}

/// The row of a cell as a name, where its column adds nothing.
fn row_title(builder: &Builder, statement: &Statement) -> Option<String> {
    let chars = |text: &str| -> Vec<char> { text.chars().filter(|c| !is_mark(*c)).collect() };
    let column = chars(&statement.measure);
    let empty = column.is_empty() || builder.lexicon.cell_empty.at(&column, 0) == Some(column.len());
    title_key(builder, statement, &chars(&statement.subject)).filter(|_| empty)
}

fn title_key(builder: &Builder, statement: &Statement, words: &[char]) -> Option<String> {
    let money = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let actual = statement.role == Role::Actual && statement.state == State::Number && statement.fact.is_none();
    let digits = statement.value.map_or(0, |value| value.mantissa().unsigned_abs().to_string().len());
    let named: String = words.iter().collect();
    let tails = builder.lexicon.names.title_tail.iter();
    let named = tails.fold(named.as_str(), |name, tail| name.strip_suffix(tail.as_str()).unwrap_or(name));
    let plain = statement.approximation == Approximation::None && statement.period.is_none();
    (money && actual && plain && digits >= 5 && named.chars().count() >= TITLE_MIN).then(|| format!("={named}"))
}

/// The budget at the year's end is as a rule all the income: joined where nothing speaks against it.
fn join(builder: &Builder, groups: &mut BTreeMap<String, Vec<StatementId>>) {
    let (Some(income), Some(budget)) = (groups.get("income.total"), groups.get("budget.adjusted")) else { return };
    let get = |ids: &[StatementId]| -> Vec<&Statement> { ids.iter().filter_map(|id| builder.get(*id)).collect() };
    let (incomes, budgets) = (get(income), get(budget));
    let meets = |a: &Statement, b: &Statement| a.interval().zip(b.interval()).is_some_and(|(a, b)| a.meets(&b));
    let support = |s: &&&Statement| incomes.iter().filter(|other| meets(s, other)).count();
    let Some(centre) = incomes.iter().max_by_key(support).filter(|centre| support(centre) >= 2) else { return };
    if budgets.iter().all(|s| meets(s, centre) || fit::is_slip_of_one(s, centre)) {
        let more = budget.clone();
        groups.entry("income.total".to_owned()).or_default().extend(more);
        groups.remove("budget.adjusted");
    }
}

/// An outcome of this year, of money or of people, and of no part of the money.
fn is_own(builder: &Builder, statement: &Statement, name: &str, yearly: bool) -> bool {
    let year = builder.facts.report.year.map(|year| year.to_string());
    let dimension = statement.unit.as_ref().map(|unit| unit.dimension);
    let counted = name.starts_with("staff") || name == "fixed_assets.vehicles";
    let symbol: Option<Vec<char>> = statement.unit.as_ref().map(|unit| unit.symbol.chars().collect());
    let staff = |symbol: Vec<char>| builder.lexicon.names.staff_unit.at(&symbol, 0) == Some(symbol.len());
    if name.starts_with("staff") && symbol.is_some_and(|symbol| !staff(symbol)) {
        return false;
    }
    let kind = if counted { Dimension::Count } else { Dimension::Money };
    // A table of staff need not say 人 in every cell.
    let is_kind =
        dimension == Some(kind) || (dimension.is_none() && kind == Dimension::Count && statement.anchor.row.is_some());
    let quarter = name.starts_with("quarter");
    let part = statement.period.as_ref().is_some_and(|period| !period.starts_with(|c: char| c.is_ascii_digit()));
    let now = statement.period.is_none() || statement.period == year || quarter || (yearly && part);
    let budget = name.starts_with("budget");
    // 上年结转 speaks of last year and is a figure of this one.
    let prior = statement.role == Role::Prior && name != "income.carryover";
    let role = !prior
        && statement.role != Role::Target
        && (budget
            || !matches!(statement.role, Role::BudgetInitial | Role::BudgetAdjusted)
            || name.starts_with("income"));
    let own = matches!(statement.entity, None | Some(Entity::Department | Entity::Headquarters));
    statement.state == State::Number && statement.class.is_none() && is_kind && now && role && own
}

/// All numbers of the text in base units, and the counts of people among them: a gap that is stated has its reason, but 3 is
/// stated everywhere.
struct Stated {
    all: BTreeSet<Exact>,
    people: BTreeSet<Exact>,
}

impl Stated {
    fn new(builder: &Builder) -> Self {
        let numbers = || builder.facts.statements.iter().filter(|s| s.state == State::Number);
        let person = |s: &&Statement| s.unit.as_ref().is_some_and(|unit| &*unit.class == "person");
        Self {
            all: numbers().filter_map(Statement::exact).collect(),
            people: numbers().filter(person).filter_map(Statement::exact).collect(),
        }
    }
}

/// The mentions that agree with the most others, with each that contradicts them beyond doubt.
fn contradictions(builder: &Builder, ids: &[StatementId], stated: &Stated) -> Option<Vec<StatementId>> {
    let all: Vec<&Statement> = ids.iter().filter_map(|id| builder.get(*id)).collect();
    let exact: Vec<&Statement> = all.iter().copied().filter(|s| s.approximation == Approximation::None).collect();
    let agree =
        |a: &Statement, b: &Statement| a.interval().zip(b.interval()).is_some_and(|(a, b)| a.meets(&b)) || is_cut(a, b);
    let support = |of: &Statement| exact.iter().filter(|s| agree(s, of)).count();
    // A coarse number (0.45亿元) agrees with right and wrong alike: what most places print comes first, then what is printed finest.
    let equal = |of: &Statement| exact.iter().filter(|s| s.exact() == of.exact()).count();
    let place = |s: &Statement| s.value.and_then(|value| s.last_digit_of(value)).map(std::cmp::Reverse);
    let centre = exact.iter().copied().max_by_key(|s| (equal(s), place(s), support(s), std::cmp::Reverse(s.id)))?;
    let major: Vec<StatementId> = exact.iter().filter(|s| agree(s, centre)).map(|s| s.id).collect();
    let apart = |s: &&&Statement| {
        !agree(s, centre)
            && same_scope(s, centre)
            && s.anchor != centre.anchor
            && is_beyond_doubt(s, centre, &exact, stated)
    };
    let outliers: Vec<StatementId> = all.iter().filter(apart).map(|s| s.id).collect();
    if outliers.is_empty() {
        return None;
    }
    let mut mentions: Vec<StatementId> = major.into_iter().chain(outliers).collect();
    mentions.sort_unstable();
    Some(mentions)
}

fn same_scope(a: &Statement, b: &Statement) -> bool {
    a.scope == b.scope || a.scope.is_none() || b.scope.is_none()
}

/// One is the other with digits cut off.
pub(super) fn is_cut(a: &Statement, b: &Statement) -> bool {
    let (Some(x), Some(y)) = (a.exact(), b.exact()) else { return false };
    let digit = |s: &Statement| s.value.and_then(|value| s.last_digit_of(value));
    let coarse = digit(a).into_iter().chain(digit(b)).max().unwrap_or_else(|| whole(0));
    x.checked_sub(&y).is_some_and(|gap| gap.abs() < coarse)
}

/// A slip of a key or unit apart with no stated gap, or a rough number of the same size.
fn is_beyond_doubt(other: &Statement, centre: &Statement, exact: &[&Statement], stated: &Stated) -> bool {
    let (Some(a), Some(b)) = (other.exact(), centre.exact()) else { return false };
    if other.approximation != Approximation::None {
        let rough = matches!(
            other.approximation,
            Approximation::About | Approximation::Near | Approximation::Plus | Approximation::Over
        );
        let met = exact.iter().any(|s| other.interval().zip(s.interval()).is_some_and(|(a, b)| a.meets(&b)));
        return rough && !met && within_double(a, b) && within_double(b, a);
    }
    let counted = other.is_exact_count() && centre.is_exact_count();
    let known = if counted { &stated.people } else { &stated.all };
    let explained = a.checked_sub(&b).is_none_or(|gap| known.contains(&gap.abs()));
    // Where several places agree, the one that does not needs no other reason.
    let support = exact.iter().filter(|s| s.exact() == centre.exact()).count();
    let exchanged = other.value.zip(centre.value).is_some_and(|(a, b)| super::evidence::is_exchange(a, b));
    (!explained || support >= SUPPORT_MIN || exchanged) && fit::is_slip_of_one(other, centre)
}

/// `|a| ≤ 2 |b|`.
fn within_double(a: Exact, b: Exact) -> bool {
    b.abs().checked_mul(&whole(2)).is_some_and(|double| a.abs() <= double)
}
