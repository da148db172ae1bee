//! The same figure in several tables of one document.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, StatementId};
use jiheng_packs::vocabulary::Vocabulary;

use super::figure::Gap;
use super::heading::Fund;
use super::key::{self, Key, Keyed};
use super::sheet::Sheet;
use super::words::Words;
use crate::builder::Builder;

/// Most names of rows that a sentence is searched for.
const ROWS_MAX: usize = 512;

/// Figures of the document's tables by what text calls them.
pub(crate) struct Index {
    pub(crate) by_label: BTreeMap<Vec<char>, Vec<Keyed>>,
    /// Names of single rows with their table.
    pub(crate) rows: BTreeSet<(usize, Vec<char>)>,
}

/// Relates tables with each other; gives what text can be compared with.
pub(crate) fn relate(
    builder: &mut Builder,
    sheets: &[Sheet],
    results: Vec<Keyed>,
    vocabulary: &Vocabulary,
    words: &Words,
) -> Index {
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.title.is_empty()) {
        *titles.entry(&sheet.title).or_insert(0) += 1;
    }
    let mut all: Vec<Keyed> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        // The same table once more is another institution's.
        if titles.get(sheet.title.as_str()).is_none_or(|count| *count == 1) {
            all.extend(unique(key::keyed(sheet, number, words)));
        }
    }
    name_facts(builder, &all, vocabulary);
    let mut groups: BTreeMap<&Key, Vec<&Keyed>> = BTreeMap::new();
    for keyed in &all {
        groups.entry(&keyed.key).or_default().push(keyed);
    }
    groups.retain(|_, group| group.len() >= 2);
    let votes = votes(&groups);
    for (key, group) in &groups {
        let agrees = group.windows(2).all(|pair| matches!(pair, [a, b] if is_same(a, b)));
        let strong = agrees
            || group.windows(2).all(|pair| matches!(pair, [a, b] if is_same(a, b) || convicts(key, a, b, &votes)));
        if strong {
            let mentions: Vec<StatementId> = group.iter().map(|keyed| keyed.id()).collect();
            builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
        }
    }
    basic_spending(builder, &all);
    let named = |keyed: &Keyed| {
        let row: Vec<char> = keyed.key.label.split('/').next().unwrap_or_default().chars().collect();
        (!keyed.whole && row.len() >= 3).then_some((keyed.sheet, row))
    };
    let rows = all.iter().filter_map(named).take(ROWS_MAX).collect();
    let mut by_label: BTreeMap<Vec<char>, Vec<Keyed>> = BTreeMap::new();
    for keyed in all.into_iter().chain(unique(results)).filter(|keyed| !keyed.key.label.contains('/')) {
        let spending = if keyed.key.label == "本年支出合计" { keyed.key.fund.spending() } else { &[] };
        for name in spending {
            by_label.entry(name.chars().collect()).or_default().push(keyed.clone());
        }
        by_label.entry(keyed.key.label.chars().collect()).or_default().push(keyed);
    }
    same_names(&mut by_label, words);
    other_names(&mut by_label, vocabulary);
    Index { by_label, rows }
}

/// Text calls 本年收入合计 also 收入合计, and 收入总计 with an equal 支出总计 收、支总计.
fn same_names(by_label: &mut BTreeMap<Vec<char>, Vec<Keyed>>, words: &Words) {
    let chars = |name: &str| -> Vec<char> { name.chars().collect() };
    for (label, name) in words.same.iter().filter_map(|line| line.split_once('=')) {
        if let Some(known) = by_label.get(&chars(label)).cloned() {
            by_label.entry(chars(name)).or_insert(known);
        }
    }
    let find = |label: &str| by_label.get(&chars(label)).cloned().unwrap_or_default();
    let (incomes, expenditures) = (find("收入总计"), find("支出总计"));
    let both = |income: &Keyed| {
        expenditures.iter().any(|other| other.key.fund == income.key.fund && other.figure.value == income.figure.value)
    };
    let balanced: Vec<Keyed> = incomes.into_iter().filter(both).collect();
    for name in words.balanced.iter().filter(|_| !balanced.is_empty()) {
        by_label.entry(chars(name)).or_insert_with(|| balanced.clone());
    }
}

/// Text calls the figures of spending by other names than the tables: “三公”经费支出 for 三公经费合计.
fn other_names(by_label: &mut BTreeMap<Vec<char>, Vec<Keyed>>, vocabulary: &Vocabulary) {
    let named =
        |id: &str| ["three_public_expenses", "expenditure.basic.", "staff."].iter().any(|head| id.starts_with(head));
    for fact in vocabulary.facts.iter().filter(|fact| named(&fact.id)) {
        let aliases: Vec<Vec<char>> = fact.aliases.iter().map(|alias| alias.chars().collect()).collect();
        let known: Vec<Keyed> = aliases.iter().filter_map(|alias| by_label.get(alias)).flatten().cloned().collect();
        for alias in aliases.into_iter().filter(|_| !known.is_empty()) {
            by_label.entry(alias).or_insert_with(|| known.clone());
        }
    }
}

/// 基本支出 of the table by accounts is 人员经费合计 and 公用经费合计 of the table by economic kinds.
fn basic_spending(builder: &mut Builder, all: &[Keyed]) {
    let find = |fund: Fund, label: &str| {
        let mut found = all.iter().filter(|k| k.key.fund == fund && k.key.role == Role::Actual && k.key.label == label);
        found.next().filter(|_| found.next().is_none())
    };
    for fund in [Fund::General, Fund::Fiscal] {
        let total = all.iter().find(|k| k.key.fund == fund && k.key.label == "基本支出" && k.whole);
        let parts = (find(fund, "人员经费合计/基本支出"), find(fund, "公用经费合计/基本支出"));
        let (Some(total), (Some(a), Some(b))) = (total, parts) else { continue };
        let strong = Gap::of(&total.figure, &[a.figure, b.figure])
            .is_some_and(|gap| gap.size.unsigned_abs() <= total.figure.value.unsigned_abs() / 10);
        let kind = RelationKind::Sum { total: total.id(), parts: vec![a.id(), b.id()], complete: true };
        builder.relate(kind, Origin::Table, strong);
    }
}

/// Figures whose key stands once in their table.
fn unique(keyed: Vec<Keyed>) -> Vec<Keyed> {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for one in &keyed {
        *counts.entry(one.key.clone()).or_insert(0) += 1;
    }
    keyed.into_iter().filter(|one| counts.get(&one.key) == Some(&1)).collect()
}

fn is_same(a: &Keyed, b: &Keyed) -> bool {
    let half = a.figure.half.saturating_add(b.figure.half);
    a.figure.value.saturating_sub(b.figure.value).abs() <= half.saturating_mul(2)
}

/// How often two tables agree and disagree on what both state, and by what they disagree where that is one amount.
#[derive(Clone, Copy, Default)]
struct Vote {
    agree: usize,
    disagree: usize,
    gap: Option<i128>,
    several: bool,
}

fn votes(groups: &BTreeMap<&Key, Vec<&Keyed>>) -> BTreeMap<(usize, usize), Vote> {
    let mut votes: BTreeMap<(usize, usize), Vote> = BTreeMap::new();
    for pair in groups.values().flat_map(|group| group.windows(2)) {
        let [a, b] = pair else { continue };
        let vote = votes.entry((a.sheet, b.sheet)).or_default();
        if is_same(a, b) {
            // Zeros agree everywhere.
            vote.agree += usize::from(!a.figure.is_zero());
        } else {
            let gap = a.figure.value.saturating_sub(b.figure.value);
            vote.disagree += 1;
            vote.several |= vote.gap.replace(gap).is_some_and(|known| known != gap);
        }
    }
    votes
}

/// Two tables that agree on most figures contradict each other on the rest; so do totals of one fund that are near, when
/// all that differs differs by their gap.
fn convicts(key: &Key, a: &Keyed, b: &Keyed, votes: &BTreeMap<(usize, usize), Vote>) -> bool {
    let Vote { agree, disagree, several, .. } = votes.get(&(a.sheet, b.sheet)).copied().unwrap_or_default();
    let gap = a.figure.value.saturating_sub(b.figure.value).unsigned_abs();
    let near = gap <= a.figure.value.unsigned_abs() / 10 && !a.figure.is_zero() && !b.figure.is_zero();
    if key.fund == Fund::Unsaid {
        return agree >= 3 && agree >= 4 * disagree && key.label.contains('/');
    }
    (agree >= 1 && agree >= 2 * disagree) || (near && !several && (a.whole || b.whole))
}

/// Figures of the department's accounts carry the fact of the vocabulary that their label names.
fn name_facts(builder: &mut Builder, all: &[Keyed], vocabulary: &Vocabulary) {
    let accounts = |keyed: &&Keyed| keyed.key.fund == Fund::All;
    let labels: BTreeSet<&str> = all.iter().filter(accounts).map(|keyed| keyed.key.label.as_str()).collect();
    if labels.is_empty() {
        return;
    }
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for fact in vocabulary.facts.iter().filter(|fact| fact.kind == "money") {
        names.extend(
            fact.aliases
                .iter()
                .filter(|alias| labels.contains(alias.as_str()))
                .map(|alias| (alias.as_str(), fact.id.as_str())),
        );
    }
    for keyed in all.iter().filter(accounts) {
        let role = builder.get(keyed.id()).map(|statement| statement.role);
        if let Some(fact) =
            names.get(keyed.key.label.as_str()).filter(|_| role.is_some_and(|role| role != Role::Actual))
        {
            Sheet::set_fact(builder, keyed.id(), fact);
        }
    }
}
