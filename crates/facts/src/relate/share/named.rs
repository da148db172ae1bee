//! A whole that another line names: 占本年支出合计的93%, 占一般公共预算财政拨款支出的12%.

use std::collections::BTreeMap;

use jiheng_model::statement::{Role, State, Statement, StatementId};

use super::super::{Line, comparable, fit};
use crate::builder::Builder;

/// More mentions of one name than a report makes.
const MENTIONS_MAX: usize = 12;
/// Shorter names name nothing in particular.
const NAME_MIN: usize = 3;

/// Amounts by the words right before them, quotes and years dropped.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    by_words: BTreeMap<String, Vec<StatementId>>,
}

impl Labels {
    /// Every named amount of the lines.
    pub(crate) fn new(builder: &Builder, lines: &[Line]) -> Self {
        let mut labels = Self::default();
        for line in lines {
            for at in line.quantities().filter(|at| !line.is_change(*at)) {
                let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { continue };
                let name = format!("{}{}", statement.subject, statement.measure);
                let mentions = labels.by_words.entry(plain(&name)).or_default();
                if mentions.len() < MENTIONS_MAX && statement.role == Role::Actual {
                    mentions.push(statement.id);
                }
            }
        }
        labels
    }

    /// The whole of this name, and whether it is the only value that goes by it.
    pub(super) fn whole(
        &self,
        builder: &Builder,
        part: &Statement,
        rate: &Statement,
        name: &[char],
    ) -> Option<(StatementId, bool)> {
        let text: String = name.iter().collect();
        let mut candidates: Vec<&Statement> =
            self.by_words.get(&plain(&text)).into_iter().flatten().filter_map(|id| builder.get(*id)).collect();
        let called = |words: &[char]| {
            name.strip_suffix(words).is_some_and(|rest| matches!(rest, [] | ['本' | '全' | '当', '年'] | ['年', '度']))
        };
        for alias in builder.lexicon.aliases.iter().filter(|alias| called(&alias.words)) {
            let stated = builder.facts.of(&alias.fact);
            candidates.extend(stated.filter(|s| s.state == State::Number && s.role == Role::Actual).take(MENTIONS_MAX));
        }
        candidates.retain(|whole| {
            whole.id != part.id
                && comparable(whole, part)
                && (whole.scope == part.scope || whole.scope.is_none() || part.scope.is_none())
        });
        if name.len() < NAME_MIN {
            return None;
        }
        let fitting = candidates.iter().find(|whole| fit::ratio(part, whole, rate));
        if let Some(whole) = fitting {
            return Some((whole.id, true));
        }
        let first = candidates.first()?;
        let alone = candidates.iter().all(|whole| whole.exact() == first.exact());
        Some((first.id, alone))
    }
}

/// Letters only, without the words that come and go.
fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphabetic()).collect();
    letters
        .trim_start_matches("本年度")
        .trim_start_matches("年度")
        .trim_start_matches("本年")
        .replace("支出支出", "支出")
}
