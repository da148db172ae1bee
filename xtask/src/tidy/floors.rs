//! A crate imports only what lies on a lower floor. The table in ARCHITECTURE.md says so; cargo says what is so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Repository, Tidy};
use crate::tools;

const PAGE: &str = "ARCHITECTURE.md";
const HEADER: &str = "| Floor | Crate | Purpose | May import |";
const PREFIX: &str = "jiheng-";

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    /// `None` for tools that stand outside the house.
    floor: Option<u32>,
    may_import: BTreeSet<String>,
}

type Table = BTreeMap<String, Row>;
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Compares the table with `cargo metadata`.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    let outcome = repository.text(PAGE).and_then(table).and_then(|table| {
        let metadata = tools::output(&repository.root, "cargo", &["metadata", "--format-version", "1", "--no-deps"])?;
        let metadata = serde_json::from_slice(&metadata).map_err(|error| error.to_string())?;
        Ok((table, imports(&metadata)))
    });
    match outcome {
        Ok((table, imports)) => compare(&table, &imports, tidy),
        Err(error) => tidy.problem(error),
    }
}

/// Reads the floors table: `| 2 | `facts` | … | `model` `packs` |`.
fn table(page: &str) -> Result<Table, String> {
    let mut lines = page.lines().skip_while(|line| line.trim() != HEADER);
    if lines.next().is_none() {
        return Err(format!("{PAGE} has no table with the header {HEADER}"));
    }
    let mut table = Table::new();
    for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [floor, name, _purpose, may_import] = cells.as_slice() else {
            return Err(format!("{PAGE}: this row of the floors table does not have four cells: {line}"));
        };
        let row = Row { floor: floor.parse().ok(), may_import: quoted(may_import) };
        table.insert(name.trim_matches('`').to_owned(), row);
    }
    Ok(table)
}

/// The words between backticks.
fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Which crate of the workspace imports which, tests aside: tests may look sideways.
fn imports(metadata: &Value) -> Imports {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let short = |name: &str| name.strip_prefix(PREFIX).unwrap_or(name).to_owned();
    let mut imports = Imports::new();
    for package in packages {
        let dependencies = package["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
        let normal = dependencies
            .iter()
            .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|name| names.contains(name))
            .map(short)
            .collect();
        if let Some(name) = package["name"].as_str() {
            imports.insert(short(name), normal);
        }
    }
    imports
}

fn compare(table: &Table, imports: &Imports, tidy: &mut Tidy) {
    for name in imports.keys().filter(|name| !table.contains_key(*name)) {
        tidy.problem(format!("crate {name} exists but is not in the floors table of {PAGE}"));
    }
    for (name, row) in table {
        let Some(imported) = imports.get(name) else {
            tidy.problem(format!("the floors table of {PAGE} lists {name}, which does not exist"));
            continue;
        };
        for other in imported.difference(&row.may_import) {
            tidy.problem(format!("crate {name} imports {other}; {PAGE} does not allow that"));
        }
        for other in &row.may_import {
            let above = row.floor.is_some_and(|floor| {
                // Unknown and floorless crates are above everybody.
                table.get(other).and_then(|row| row.floor).is_none_or(|lower| lower >= floor)
            });
            if above {
                tidy.problem(format!("{PAGE} lets {name} import {other}, which is not on a lower floor"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(page: &str, imports: &[(&str, &[&str])]) -> Vec<String> {
        let imports = imports
            .iter()
            .map(|(name, others)| ((*name).to_owned(), others.iter().map(|other| (*other).to_owned()).collect()))
            .collect();
        let mut tidy = Tidy::default();
        compare(&table(&format!("{HEADER}\n|---|---|---|---|\n{page}")).unwrap(), &imports, &mut tidy);
        tidy.problems
    }

    #[test]
    fn what_looks_downstairs_passes() {
        let page = "| 1 | `packs` | data | `model` |\n| 0 | `model` | nouns | – |\n| – | `xtask` | tools | `packs` |";
        assert_eq!(problems(page, &[("packs", &["model"]), ("model", &[]), ("xtask", &["packs"])]), [""; 0]);
    }

    #[test]
    fn an_arrow_that_the_table_does_not_allow_is_a_problem() {
        let page = "| 2 | `facts` | – | `model` |\n| 0 | `model` | – | – |";
        let found = problems(page, &[("facts", &[]), ("model", &["facts"])]);
        assert_eq!(found, ["crate model imports facts; ARCHITECTURE.md does not allow that"]);
    }

    #[test]
    fn the_table_itself_cannot_allow_a_neighbour() {
        let page = "| 2 | `facts` | – | `checks` |\n| 2 | `checks` | – | – |";
        let found = problems(page, &[("facts", &["checks"]), ("checks", &[])]);
        assert_eq!(found, ["ARCHITECTURE.md lets facts import checks, which is not on a lower floor"]);
    }

    #[test]
    fn crates_and_rows_are_the_same_set() {
        let found = problems("| 0 | `model` | – | – |\n| 3 | `store` | – | – |", &[("model", &[]), ("packs", &[])]);
        assert_eq!(
            found,
            [
                "crate packs exists but is not in the floors table of ARCHITECTURE.md",
                "the floors table of ARCHITECTURE.md lists store, which does not exist",
            ]
        );
    }

    #[test]
    fn tests_may_look_sideways() {
        let metadata = serde_json::json!({"packages": [
            {"name": "jiheng-facts", "dependencies": [
                {"name": "jiheng-model", "kind": null}, {"name": "jiheng-readers", "kind": "dev"}, {"name": "serde", "kind": null}]},
            {"name": "jiheng-model", "dependencies": []},
            {"name": "jiheng-readers", "dependencies": []},
        ]});
        assert_eq!(imports(&metadata)["facts"], BTreeSet::from(["model".to_owned()]));
    }
}
