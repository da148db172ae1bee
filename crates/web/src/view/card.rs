//! A finding as a card: what, where, why, and what can be done about it with one press.

use jiheng_app::Opened;
use jiheng_model::finding::Finding;
use jiheng_model::repair::Repair;
use jiheng_model::statement::StatementId;
use jiheng_model::text::Language;

use super::{End, ends};

/// A finding, ready to be shown.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Id of the finding.
    pub id: String,
    /// Class of the card.
    pub severity: &'static str,
    /// The severity in words.
    pub word: &'static str,
    /// Code of the rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// The sum, in figures.
    pub calculation: String,
    /// By how much it is off, with its unit.
    pub difference: Option<String>,
    /// The one question that would settle it.
    pub question: Option<String>,
    /// Where it stands.
    pub ends: Vec<End>,
    /// What can be taken with one press.
    pub repairs: Vec<Repaired>,
    /// Why it was put aside, if it was.
    pub aside: Option<String>,
    /// What was said about it.
    pub comments: Vec<String>,
    /// What follows from it.
    pub consequences: Vec<String>,
}

/// A repair as a button.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// The statement that it changes, which is what names it.
    pub statement: StatementId,
    /// The button.
    pub text: String,
    /// True when nothing else mends as much.
    pub unique: bool,
    /// How the number most likely went wrong, and what else speaks for it.
    pub why: String,
}

impl Card {
    /// The card of a finding.
    pub fn of(opened: &Opened, finding: &Finding, number: usize, language: Language) -> Self {
        let comments = opened.decisions_of(&finding.id).filter(|decision| decision.action.name() == "comment");
        Self {
            number,
            id: finding.id.clone(),
            severity: finding.severity.name(),
            word: finding.severity.word(language),
            code: finding.code.clone(),
            message: language.of(&finding.message).to_owned(),
            remedy: language.of(&finding.remedy).to_owned(),
            calculation: finding.calculation.clone(),
            difference: finding.difference.as_ref().map(|difference| off_by(opened, finding, difference)),
            question: finding.question.as_ref().map(|question| language.of(question).to_owned()),
            ends: ends(opened, &finding.statements, language),
            repairs: repairs(opened, finding, language),
            aside: opened.aside(&finding.id).map(|decision| format!("{}：{}", decision.author, decision.text)),
            comments: comments.map(|decision| format!("{}：{}", decision.author, decision.text)).collect(),
            consequences: finding.consequences.iter().map(|other| language.of(&other.message).to_owned()).collect(),
        }
    }
}

fn off_by(opened: &Opened, finding: &Finding, difference: &str) -> String {
    let mut statements = finding.statements.iter().filter_map(|id| opened.evaluation.facts.statement(*id));
    let unit = statements.find_map(|statement| statement.unit.as_ref()).map_or("", |unit| unit.symbol.as_ref());
    format!("{difference}{unit}")
}

/// What most other mentions speak for comes first.
fn repairs(opened: &Opened, finding: &Finding, language: Language) -> Vec<Repaired> {
    let mut repairs: Vec<&Repair> = finding.repairs.iter().collect();
    repairs.sort_by_key(|repair| (!repair.unique, std::cmp::Reverse(repair.supports)));
    repairs.into_iter().filter_map(|repair| repaired(opened, repair, language)).collect()
}

fn repaired(opened: &Opened, repair: &Repair, language: Language) -> Option<Repaired> {
    let change = repair.changes.first()?;
    let statement = opened.evaluation.facts.statement(change.statement)?;
    let unit = change.unit.as_deref().or(statement.unit.as_ref().map(|unit| unit.symbol.as_ref())).unwrap_or_default();
    let more = match repair.changes.len() {
        0 | 1 => String::new(),
        many => language.pick("（共{}处）", " ({} places)").replace("{}", &many.to_string()),
    };
    let slip = repair.slip.label();
    let supports = match repair.supports {
        0 => String::new(),
        some => language.pick("；另有{}处佐证", "; {} other mentions agree").replace("{}", &some.to_string()),
    };
    Some(Repaired {
        statement: change.statement,
        unique: repair.unique,
        text: format!("{} {} → {}{unit}{more}", language.pick("改", "Make"), statement.written, change.written),
        why: format!("{}：{}{supports}", language.of(&statement.place), language.of(&slip)),
    })
}
