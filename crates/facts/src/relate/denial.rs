//! 年末无结余资金 beside a surplus of 20.10万元: what a sentence denies is stated somewhere with an amount.

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, FactId, State, Statement, StatementId};

use super::Line;
use crate::builder::Builder;
use crate::phrase::{clause_start, segment_start};
use crate::wordlist::WordList;

/// Places of a denied amount that are kept.
const PLACES_MAX: usize = 8;

/// What a narrative denies most often.
const FUNDS: &str = "expenditure.government_funds_budget";

/// Figures of the whole department, of which a denied amount is a part or the rest.
const WHOLES: [&str; 4] = ["income.total", "expenditure.total", "budget.initial", "budget.adjusted"];

/// A denial: where it stands and what it denies.
struct Denial<'v> {
    passage: usize,
    span: (usize, usize),
    name: &'v str,
}

/// Relates every denial to the amounts of what it denies.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line], groups: &BTreeMap<String, Vec<StatementId>>) {
    let lexicon = builder.lexicon;
    let passages = 0..builder.passages.len();
    let denials: Vec<Denial> = passages.flat_map(|passage| denials(builder, passage, &lexicon.denied_names)).collect();
    for denial in denials {
        let facts = lexicon.denial_facts.iter().filter(|(name, _)| name == denial.name).map(|(_, fact)| fact.as_str());
        let mut ids: Vec<StatementId> =
            std::iter::once(denial.name).chain(facts).flat_map(|name| cells(builder, name)).collect();
        ids.extend(groups.get(denial.name).into_iter().flatten());
        let inside = beside_whole(builder, lines, groups, denial.name);
        ids.extend(&inside);
        ids.sort_unstable();
        ids.dedup();
        let stated = |id: &&StatementId| {
            builder.get(**id).is_some_and(|s| is_something(s) && (inside.contains(id) || opens(builder, lines, s)))
        };
        let mut mentions: Vec<StatementId> = ids.iter().filter(stated).take(PLACES_MAX).copied().collect();
        // A rule of its own asks for the money that came in.
        let told = denial.name == FUNDS && builder.facts.of(FUNDS).next().is_none();
        let wanted = told || !mentions.is_empty();
        let Some(passage) = builder.passages.get(denial.passage).filter(|_| wanted) else { continue };
        let mut statement = builder.blank_statement(passage, denial.span.0, denial.span.1);
        statement.state = State::Nil;
        statement.fact = builder.english.contains_key(denial.name).then(|| FactId::single(denial.name));
        statement.place = super::super::sentence::place_of(&passage.path, &passage.text, denial.span);
        let id = builder.state(statement);
        if mentions.is_empty() {
            continue;
        }
        mentions.push(id);
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, true);
    }
}

/// 预算2754.05万元已支出2716.82万元，结余37.23万元; 总收入3293.01万元，构成如下：上年结转结余21.31万元: a relation with a figure of the whole
/// department says whose the amount of this name is.
fn beside_whole(
    builder: &Builder,
    lines: &[Line],
    groups: &BTreeMap<String, Vec<StatementId>>,
    name: &str,
) -> Vec<StatementId> {
    let lexicon = builder.lexicon;
    let lists = lexicon.loose_names.iter().chain(&lexicon.denied_names).filter(|(own, _)| own == name);
    let names: Vec<&WordList> = lists.map(|(_, names)| names).collect();
    let wholes: Vec<StatementId> = WHOLES.iter().filter_map(|whole| groups.get(*whole)).flatten().copied().collect();
    let mut found: Vec<StatementId> = Vec::new();
    for relation in builder.facts.relations.iter().filter(|relation| relation.strong) {
        let members = match &relation.kind {
            RelationKind::Sum { .. } | RelationKind::Share { .. } => relation.kind.statements(),
            _ => continue,
        };
        if members.iter().any(|id| wholes.contains(id)) {
            found.extend(members.iter().filter(|id| !wholes.contains(id)));
        }
    }
    found.sort_unstable();
    found.dedup();
    let called = |id: &StatementId| {
        let place =
            lines.iter().find_map(|line| line.quantities().find(|at| line.id(*at) == Some(*id)).map(|at| (line, at)));
        place.is_some_and(|(line, at)| {
            let floor = clause_start(&line.text, line.start(at)).max(line.floor(at));
            let words = line.between(floor, line.start(at));
            let head = |names: &&WordList| words.get(..words.len() - names.before(words, words.len())?);
            names.iter().filter_map(head).any(|head| super::naming::stripped(builder, head).is_empty())
        })
    };
    found.retain(called);
    found
}

/// The cells of a fact: those of the department; where it has none that are filled, those of its headquarters.
fn cells(builder: &Builder, name: &str) -> Vec<StatementId> {
    let of = |headquarters: bool| -> Vec<StatementId> {
        let own = |s: &&Statement| (s.entity == Some(Entity::Headquarters)) == headquarters && is_department(s);
        builder.facts.of(name).filter(|s| s.anchor.row.is_some() && is_something(s)).filter(own).map(|s| s.id).collect()
    };
    let department = of(false);
    if department.is_empty() { of(true) } else { department }
}

fn is_department(statement: &Statement) -> bool {
    matches!(statement.entity, None | Some(Entity::Department | Entity::Headquarters))
}

fn is_something(statement: &Statement) -> bool {
    statement.state == State::Number && statement.value.is_some_and(|value| !value.is_zero())
}

/// A cell, or the first amount of its part of the sentence: behind others the words may be of what was spoken of.
fn opens(builder: &Builder, lines: &[Line], statement: &Statement) -> bool {
    if statement.anchor.row.is_some() {
        return true;
    }
    let place = lines.iter().find_map(|line| {
        let at = line.quantities().find(|at| line.id(*at) == Some(statement.id))?;
        Some((line, at))
    });
    place.is_some_and(|(line, at)| {
        let from = segment_start(&line.text, line.start(at));
        let clause = clause_start(&line.text, line.start(at));
        let lead = line.between(from, clause);
        clause == from
            || named_behind(line, at)
            || matches!(line.between(clause, clause + 2), [n, '是'] if "一二三四五六七八九".contains(*n))
            || builder.lexicon.nil.within(lead, 0, lead.len())
            || !lead.iter().any(|c| crate::numeral::is_digit(*c))
    })
}

/// 其余21.31万元为出租固定资产: the number is called by what stands behind it.
fn named_behind(line: &Line, at: usize) -> bool {
    let clause = clause_start(&line.text, line.start(at));
    let before: String = line.between(clause, line.start(at)).iter().collect();
    matches!(before.as_str(), "其余" | "余下" | "剩余" | "另有" | "还有")
        && line.text.get(line.end(at)).is_some_and(|c| matches!(c, '为' | '是'))
}

/// The denials of a passage: an empty word of time, a word of nothing, the name, and then its clause ends.
fn denials<'v>(builder: &Builder, index: usize, names: &'v [(String, WordList)]) -> Vec<Denial<'v>> {
    let Some(passage) = builder.passages.get(index).filter(|passage| passage.cell.is_none()) else { return Vec::new() };
    let text = &passage.text;
    let lexicon = builder.lexicon;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, length)) = lexicon.nil.find(text, at, text.len()) {
        at = start + length;
        let clause = clause_start(text, start);
        let before: Vec<char> =
            text.iter().take(start).skip(clause).copied().filter(|c| !crate::numeral::is_digit(*c)).collect();
        if !super::naming::stripped(builder, &before).is_empty() {
            continue;
        }
        let mut from = at;
        while let Some(length) = lexicon.denied_lead.at(text, from) {
            from += length;
        }
        let named = names.iter().find_map(|(name, list)| list.at(text, from).map(|length| (name, from + length)));
        let Some((name, mut end)) = named else { continue };
        while let Some(length) = lexicon.denied_tail.at(text, end) {
            end += length;
        }
        if text.get(end).is_none_or(|c| "，,。；;".contains(*c)) {
            found.push(Denial { passage: index, span: (start, end), name });
        }
    }
    found
}
