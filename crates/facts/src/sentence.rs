//! Statements from running text.

use jiheng_model::statement::{Approximation, FactId, Role, State, StatementId, WaiverClass};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;

use crate::builder::Builder;
use crate::lexicon::Alias;
use crate::numeral::digit_runs;
use crate::passage::{Passage, Zone};
use crate::phrase::{self, Phrase};
use crate::scan::{self, Mention, MentionKind};

/// Characters of a clause shown before its number.
const CLAUSE_SHOWN: usize = 18;

/// Turns every numeral of every passage that is not a cell of its own into a statement.
pub(crate) fn read_all(builder: &mut Builder) {
    builder.mentions = vec![Vec::new(); builder.passages.len()];
    let mut passages = std::mem::take(&mut builder.passages);
    for (index, passage) in passages.iter_mut().enumerate().filter(|(_, p)| p.zone != Zone::NumericCell) {
        let (ids, mentions) = read(builder, passage);
        passage.statements = ids;
        if let Some(slot) = builder.mentions.get_mut(index) {
            *slot = mentions;
        }
    }
    builder.passages = passages;
}

fn read(builder: &mut Builder, passage: &Passage) -> (Vec<StatementId>, Vec<Mention>) {
    let mut mentions = if passage.cell.is_some() && !passage.phone && scan::is_unclear_cell(&passage.text) {
        let end = passage.text.len();
        vec![Mention { start: 0, end, number_start: 0, number_end: end, kind: MentionKind::Unclear }]
    } else {
        scan::scan(&passage.text, builder.lexicon)
    };
    if passage.phone {
        mentions.iter_mut().filter(|m| m.quantity().is_some_and(|q| q.unit.is_none())).for_each(|mention| {
            mention.kind = MentionKind::Waived(WaiverClass::Phone);
        });
    }
    let mut subject = String::new();
    let mut foreign = false;
    let mut last_end = 0;
    let mut ids = Vec::with_capacity(mentions.len());
    for at in 0..mentions.len() {
        let Some(mention) = mentions.get(at) else { break };
        if passage
            .text
            .get(last_end..mention.start)
            .unwrap_or_default()
            .iter()
            .any(|c| phrase::is_sentence_end(*c) || matches!(*c, '；' | ';'))
        {
            subject.clear();
            foreign = false;
        }
        last_end = mention.end;
        let words = phrase::read(&passage.text, &mentions, at, builder.lexicon, &subject);
        ids.push(state(builder, passage, mention, &words, &mut foreign));
        if mention.quantity().is_some() && !words.subject.is_empty() {
            subject.clone_from(&words.subject);
        }
    }
    (ids, mentions)
}

fn state(
    builder: &mut Builder,
    passage: &Passage,
    mention: &Mention,
    words: &Phrase,
    foreign: &mut bool,
) -> StatementId {
    let mut statement = builder.blank_statement(passage, mention.start, mention.end);
    statement.digit_runs = digit_runs(passage.text.get(mention.start..mention.end).unwrap_or_default());
    statement.place = place(&passage.path, &passage.text, mention);
    statement.state = State::Number;
    match &mention.kind {
        MentionKind::Waived(class) => {
            statement.class = Some(*class);
            statement.state = State::Text;
            if *class == WaiverClass::DocNumber {
                (statement.measure, statement.subject) = citation(&passage.text, mention);
            }
        }
        MentionKind::Unclear => statement.state = State::Text,
        MentionKind::Quantity(quantity) => {
            statement.written =
                passage.text.get(mention.number_start..mention.number_end).unwrap_or_default().iter().collect();
            statement.value = Some(quantity.value);
            statement.value_high = quantity.high;
            statement.unit.clone_from(&quantity.unit);
            statement.approximation = quantity.approximation;
            statement.measure.clone_from(&words.measure);
            statement.subject.clone_from(&words.subject);
            statement.period.clone_from(&words.period);
            let role = words.role.filter(|_| passage.role.is_none());
            statement.role = role.unwrap_or(statement.role);
            if let Some((fact, scope)) = fact_of(builder, passage, mention, words, foreign) {
                statement.fact = Some(FactId::single(fact));
                statement.scope = scope
                    .or_else(|| head_scope(builder, &passage.text, mention.start))
                    .or_else(|| passage.scope.clone());
            }
            if matches!(statement.approximation, Approximation::AtLeast | Approximation::AtMost)
                && statement.role == Role::Actual
                && matches!(passage.zone, Zone::IndicatorTarget(_))
            {
                statement.role = Role::Target;
            }
        }
    }
    builder.state(statement)
}

/// The money that a sentence without a known form says it speaks of, before its first number.
fn head_scope(builder: &Builder, text: &[char], at: usize) -> Option<String> {
    if builder.facts.report.form.is_some() {
        return None;
    }
    let from = phrase::sentence_start(text, at);
    let year = text.iter().skip(from).take_while(|c| crate::numeral::is_digit(**c)).count();
    let head = text.get(from + year..at)?;
    let end = head.iter().position(|c| crate::numeral::is_digit(*c)).unwrap_or(head.len());
    crate::scope::of(builder, head.get(..end)?)
}

/// The issuer's mark before a document number and the title in 《》 after it.
fn citation(text: &[char], mention: &Mention) -> (String, String) {
    let mark: Vec<char> = text
        .iter()
        .take(mention.start)
        .rev()
        .take(6)
        .take_while(|c| c.is_alphabetic() && !matches!(**c, '据' | '按' | '照' | '和' | '及'))
        .copied()
        .collect();
    let rest = text.get(mention.end..).unwrap_or_default();
    let title: String = match rest.first() {
        Some('《') => rest.iter().skip(1).take_while(|c| **c != '》').collect(),
        _ => String::new(),
    };
    (mark.into_iter().rev().collect(), title)
}

/// The fact a label names, and the scope it adds. `foreign` remembers that the sentence speaks of somebody else.
fn fact_of(
    builder: &Builder,
    passage: &Passage,
    mention: &Mention,
    words: &Phrase,
    foreign: &mut bool,
) -> Option<(String, Option<String>)> {
    let dimension = mention.quantity()?.unit.as_ref()?.dimension;
    if matches!(passage.zone, Zone::Cover | Zone::Label | Zone::People) {
        return None;
    }
    let label: Vec<char> = words.label.iter().copied().filter(|c| !matches!(*c, '“' | '”' | '"')).collect();
    let whole = alias_of(builder, &words.full_label, dimension);
    let found = whole.or_else(|| alias_of(builder, &label, dimension));
    // 县党史研究室支出86.55万元，其中基本支出…: the sentence goes on about somebody else.
    let spending: &[char] = &['支', '出'];
    if found.is_none() && (label.ends_with(spending) || label.ends_with(&['收', '入'])) {
        *foreign = true;
    }
    let (alias, label) = found?;
    let rest = label.get(..label.len() - alias.words.len()).unwrap_or_default();
    // 新增固定资产18.2万元 is a change of the fact, not the fact.
    let raw = &words.full_label;
    if builder.lexicon.fact_changer.within(raw, 0, raw.len().saturating_sub(alias.words.len())) {
        return None;
    }
    // “三公”经费…，全年支出6.89万元: in the middle of a sentence such words go with what was spoken of.
    let opens = opens_sentence(builder, &passage.text, mention.start);
    if builder.lexicon.alias_generic.at(&alias.words, 0) == Some(alias.words.len()) && !opens {
        return None;
    }
    match residual(builder, rest) {
        Residual::Department(scope) => (!*foreign).then(|| (alias.fact.clone(), scope)),
        Residual::Other => {
            *foreign = true;
            None
        }
    }
}

/// The longest name of a fact that ends the label; 人员经费共支出 is tried without its last verb as well.
fn alias_of<'b>(builder: &'b Builder, label: &[char], dimension: Dimension) -> Option<(&'b Alias, Vec<char>)> {
    let lexicon = builder.lexicon;
    let score = dimension == Dimension::Score;
    if !score && dimension != Dimension::Money {
        return None;
    }
    if let Some(alias) = lexicon.alias_before(label, score) {
        return Some((alias, label.to_vec()));
    }
    let mut shorter = label.to_vec();
    while let Some(length) = lexicon.verb.before(&shorter, shorter.len()) {
        shorter.truncate(shorter.len() - length);
        shorter = phrase::strip(&shorter, lexicon);
    }
    // 公务接待费支出决算: the same figure under its longer name.
    if let Some(length) = lexicon.fact_tail.before(label, label.len()) {
        let name: Vec<char> = label.iter().take(label.len() - length).copied().collect();
        let spending = label.windows(2).any(|w| w == ['支', '出']);
        let alias = lexicon.alias_before(&name, score).filter(|alias| !(spending && alias.fact.starts_with("income")));
        return alias.map(|alias| (alias, name));
    }
    // 财政拨款支出 is spending, not the appropriation.
    let spending = lexicon.alias_before(&shorter, score).filter(|alias| alias.fact.starts_with("expenditure"));
    spending.map(|alias| (alias, shorter))
}

/// True when nothing but years, brackets and the department's own name stands before the clause of `at`.
fn opens_sentence(builder: &Builder, text: &[char], at: usize) -> bool {
    let clause = phrase::clause_start(text, at);
    let mut depth = 0_u32;
    let mut words: Vec<char> = Vec::new();
    let sentence = phrase::sentence_start(text, at);
    let start = (sentence..clause)
        .rev()
        .find(|i| text.get(*i).is_some_and(|c| matches!(*c, '；' | ';')))
        .map_or(sentence, |i| i + 1);
    for c in text.get(start..clause).unwrap_or_default() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 && !c.is_whitespace() && !matches!(*c, '，' | ',' | '、') => words.push(*c),
            _ => {}
        }
    }
    let digits = words.iter().take_while(|c| crate::numeral::is_digit(**c)).count();
    let rest = words.get(digits..).unwrap_or_default();
    let rest = if digits == 4 {
        rest.strip_prefix(&['年', '度']).or_else(|| rest.strip_prefix(&['年'])).unwrap_or(rest)
    } else {
        rest
    };
    matches!(residual(builder, rest), Residual::Department(None))
}

enum Residual {
    /// The department as a whole, with a restriction of scope.
    Department(Option<String>),
    /// A project, another institution, another year.
    Other,
}

/// What stands before the name of a fact: nothing, the department's name, or something else.
fn residual(builder: &Builder, words: &[char]) -> Residual {
    let lexicon = builder.lexicon;
    let mut rest = phrase::strip(words, lexicon);
    if let Some((at, length)) = lexicon.org_whole.find(&rest, 0, rest.len()) {
        rest.drain(at..at + length);
    }
    rest = phrase::strip(&rest, lexicon);
    while let Some(length) = lexicon.verb.before(&rest, rest.len()) {
        rest.truncate(rest.len() - length);
        rest = phrase::strip(&rest, lexicon);
    }
    let text: String = rest.iter().collect();
    if text.is_empty() {
        return Residual::Department(None);
    }
    if matches!(text.as_str(), "一般公共预算" | "一般公共预算拨款" | "一般公共预算财政拨款") {
        return Residual::Department(Some("general_public_budget".to_owned()));
    }
    let own = lexicon.org_suffix.before(&rest, rest.len()).is_some()
        && builder.facts.report.entity.as_deref().is_some_and(|entity| crate::organisation::is_same(entity, &text));
    if own { Residual::Department(None) } else { Residual::Other }
}

/// Path of the passage and the clause the number stands in.
fn place(path: &Bilingual, text: &[char], mention: &Mention) -> Bilingual {
    place_of(path, text, (mention.start, mention.end))
}

/// Path of the passage and the clause that ends with these characters.
pub(crate) fn place_of(path: &Bilingual, text: &[char], span: (usize, usize)) -> Bilingual {
    let start = phrase::clause_start(text, span.0);
    let from = start.max(span.0.saturating_sub(CLAUSE_SHOWN));
    let clause: String = text.get(from..span.1).unwrap_or_default().iter().collect();
    let cut = if from > start { "…" } else { "" };
    let quoted = format!("“{cut}{}”", clause.trim());
    let join = |path: &str| if path.is_empty() { quoted.clone() } else { format!("{path} · {quoted}") };
    Bilingual::new(join(&path.zh), join(&path.en))
}
