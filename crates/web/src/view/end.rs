//! One end of a finding: a number, its place, and the way to it.

use jiheng_app::Opened;
use jiheng_model::statement::{State, StatementId};
use jiheng_model::text::{Language, first_line};

/// Characters shown of a longer quotation.
const SHOWN: usize = 40;

/// A statement to go to.
#[derive(Clone, Debug)]
pub struct End {
    /// Where the link leads.
    pub href: String,
    /// Where it stands, in words.
    pub place: String,
    /// What stands there.
    pub quoted: String,
}

/// The ends of a finding or of what holds, in order.
pub fn ends(opened: &Opened, statements: &[StatementId], language: Language) -> Vec<End> {
    let end = |id: &StatementId| {
        let statement = opened.evaluation.facts.statement(*id)?;
        let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
        let quoted = match statement.state {
            State::Blank => language.pick("（空白）", "(blank)").to_owned(),
            _ => format!("{}{unit}", first_line(&statement.written, SHOWN)),
        };
        Some(End { href: format!("#s{id}"), place: language.of(&statement.place).to_owned(), quoted })
    };
    statements.iter().filter_map(end).collect()
}
