//! The figures as a long table: one row for each number, as comma-separated values.

use jiheng_model::evaluation::FactSet;
use jiheng_model::statement::{Entity, State};
use jiheng_model::text::plain;
use jiheng_packs::vocabulary::Vocabulary;

/// Names of the columns, and whether one holds numbers.
pub const COLUMNS: [(&str, bool); 8] = [
    ("entity", false),
    ("year", true),
    ("fact", false),
    ("name", false),
    ("institution", false),
    ("role", false),
    ("value", true),
    ("unit", false),
];

/// The table with its head; every number of a fact that `facts` holds.
pub fn long_table(facts: &FactSet, vocabulary: &Vocabulary) -> String {
    let head = COLUMNS.map(|(name, _)| name.to_owned()).join(",");
    let entity = facts.report.entity.clone().unwrap_or_default();
    let year = facts.report.year.map(|year| year.to_string()).unwrap_or_default();
    let rows = facts.statements.iter().filter_map(|statement| {
        let fact = statement.fact.as_ref()?;
        let value = statement.value.filter(|_| statement.state == State::Number && statement.class.is_none())?;
        let name = vocabulary.facts.iter().find(|entry| entry.id == fact.name).map_or("", |entry| entry.zh.as_str());
        let institution = statement.entity.map(Entity::name).unwrap_or_default();
        let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
        let cells = [
            text(&entity),
            year.clone(),
            text(&fact.to_string()),
            text(name),
            text(&institution),
            text(statement.role.name()),
            value.to_string(),
            text(unit),
        ];
        Some(cells.join(","))
    });
    let lines: Vec<String> = std::iter::once(head).chain(rows).collect();
    lines.join("\r\n") + "\r\n"
}

/// A text that no program takes for a formula, quoted where it has to be.
fn text(text: &str) -> String {
    let text = plain(text);
    let starts = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
    let guard = if text.starts_with(starts) { "'" } else { "" };
    let guarded = format!("{guard}{text}");
    if guarded.contains([',', '"', '\n']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_stays_text() {
        for (from, to) in [
            ("某局", "某局"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "'+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\u{fffd}=1"),
            ("甲\u{202e}乙", "甲\u{fffd}乙"),
        ] {
            assert_eq!(text(from), to);
        }
    }
}
