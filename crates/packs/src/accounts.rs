//! Where a workbook of final accounts holds what a form states: tables by their names, cells by their headers.

use serde::Deserialize;

use crate::set::PackSet;

/// A set of account tables and the cells of forms that come from them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Its id.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Words of a title by which the workbook is that of the body alone, without those under it.
    #[serde(default)]
    pub body_alone: Vec<String>,
    /// Its tables.
    #[serde(rename = "table")]
    pub tables: Vec<AccountTable>,
    /// What the cells of a form come from.
    #[serde(rename = "cell")]
    pub cells: Vec<FormCell>,
}

/// A table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountTable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Words that stand in its title or in the name of its sheet: one of them.
    pub names: Vec<String>,
    /// Words that stand there in other tables.
    #[serde(default)]
    pub without: Vec<String>,
    /// Places of numbers.
    #[serde(rename = "place")]
    pub places: Vec<AccountPlace>,
}

/// A number of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountPlace {
    /// Its id.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Labels of its row: one of them.
    pub rows: Vec<String>,
    /// Labels above its column: for each list one of its words, all lists.
    pub columns: Vec<Vec<String>>,
    /// It is no money but a count.
    #[serde(default)]
    pub count: bool,
}

/// What a fact of a form comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormCell {
    /// The fact.
    pub fact: String,
    /// `table.place` terms that add up; `?` before one that may be missing.
    pub sum: Vec<String>,
    /// True when the mapping was read in an official text.
    #[serde(default)]
    pub verified: bool,
}

impl FormCell {
    /// The terms: table, place, and whether it may be missing.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.sum.iter().map(|term| {
            let (bare, optional) = term.strip_prefix('?').map_or((term.as_str(), false), |bare| (bare, true));
            let (table, place) = bare.split_once('.').unwrap_or((bare, ""));
            (table, place, optional)
        })
    }
}

impl Accounts {
    /// The table of this id.
    pub fn table(&self, id: &str) -> Option<&AccountTable> {
        self.tables.iter().find(|table| table.id == id)
    }
}

impl AccountTable {
    /// The place of this id.
    pub fn place(&self, id: &str) -> Option<&AccountPlace> {
        self.places.iter().find(|place| place.id == id)
    }
}

/// What keeps accounts from being used, in words for their author.
pub(crate) fn problems(accounts: &Accounts, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    for cell in &accounts.cells {
        if set.vocabulary.fact(&cell.fact).is_none() {
            problems.push(format!("fact {} is not in the vocabulary", cell.fact));
        }
        for (table, place, _) in cell.terms() {
            if accounts.table(table).is_none_or(|table| table.place(place).is_none()) {
                problems.push(format!("{}: {table}.{place} does not exist", cell.fact));
            }
        }
        if cell.terms().all(|(_, _, optional)| optional) {
            problems.push(format!("{}: a term must be there", cell.fact));
        }
    }
    problems
}
