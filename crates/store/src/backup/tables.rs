//! The tables as lines of text, without a list of their columns: each table says itself which it has.

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, AssertSqlSafe, Column as _, Row as _};

use crate::error::{Result, StoreError};

/// All tables, those that are pointed at first.
pub(super) const TABLES: [&str; 12] = [
    "report",
    "edit",
    "decision",
    "attachment",
    "evidence",
    "revision",
    "signature",
    "setting",
    "request",
    "audit_head",
    "audit",
    "audit_checkpoint",
];

/// Lines are handed over in pieces of this size.
const PIECE: usize = 64 << 10;

/// Reads a table as lines: the names of the columns, then the rows. Returns how many rows there are.
pub(super) async fn lines<F>(connection: &mut AnyConnection, table: &'static str, mut take: F) -> Result<u64>
where
    F: AsyncFnMut(Vec<u8>) -> Result<()>,
{
    // The key of every table is among its first three columns.
    let mut rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY 1, 2, 3"))).fetch(connection);
    let (mut piece, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        if count == 0 {
            append(&mut piece, &columns(&row))?;
        }
        append(&mut piece, &values(&row)?)?;
        count += 1;
        if piece.len() >= PIECE {
            take(std::mem::take(&mut piece)).await?;
        }
    }
    take(piece).await?;
    Ok(count)
}

fn append<T: Serialize>(piece: &mut Vec<u8>, values: &[T]) -> Result<()> {
    serde_json::to_writer(&mut *piece, values).map_err(|error| StoreError::invalid(error.to_string()))?;
    piece.push(b'\n');
    Ok(())
}

fn values(row: &AnyRow) -> Result<Vec<Value>> {
    let value = |column: &Column| {
        Ok(match column.1 {
            Kind::Number => row.try_get::<Option<i64>, _>(column.0.as_str())?.into(),
            Kind::Text => row.try_get::<Option<String>, _>(column.0.as_str())?.into(),
        })
    };
    columns(row).iter().map(value).collect()
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Text,
    Number,
}

/// A column: its name, and what it holds, which a server has to be told also of what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Column(String, Kind);

fn columns(row: &AnyRow) -> Vec<Column> {
    let kind = |kind| if kind == AnyTypeInfoKind::BigInt { Kind::Number } else { Kind::Text };
    row.columns().iter().map(|column| Column(column.name().to_owned(), kind(column.type_info().kind()))).collect()
}

/// Takes the rows of one table.
pub(super) struct Insert {
    statement: String,
    columns: Vec<Column>,
}

impl Insert {
    /// For a table, by its first line; `None` when that names no columns.
    pub(super) fn new(table: &'static str, first_line: &str) -> Option<Self> {
        let columns: Vec<Column> = serde_json::from_str(first_line).ok()?;
        // Names go into the statement as they are, and an archive may come from anywhere.
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if columns.is_empty() || !columns.iter().all(|column| is_name(&column.0)) {
            return None;
        }
        let names: Vec<&str> = columns.iter().map(|column| column.0.as_str()).collect();
        let places: Vec<String> = (1..=columns.len()).map(|number| format!("${number}")).collect();
        let statement = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        Some(Self { statement, columns })
    }

    /// Writes one row.
    pub(super) async fn write(&self, connection: &mut AnyConnection, line: &str) -> Result<()> {
        let values: Vec<Value> = serde_json::from_str(line).map_err(|error| StoreError::archive(error.to_string()))?;
        if values.len() != self.columns.len() {
            return Err(StoreError::archive("a row has more or fewer values than the table has columns"));
        }
        let mut query = sqlx::query(AssertSqlSafe(self.statement.clone()));
        for (column, value) in self.columns.iter().zip(&values) {
            query = match column.1 {
                Kind::Number => query.bind(value.as_i64()),
                Kind::Text => query.bind(value.as_str().map(str::to_owned)),
            };
        }
        query.execute(connection).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::MIGRATIONS;

    #[test]
    fn no_table_is_left_out_of_a_backup() {
        let sql: String = MIGRATIONS.iter().map(|migration| migration.sql).collect();
        let made: BTreeSet<&str> =
            sql.split("CREATE TABLE ").skip(1).filter_map(|rest| rest.split(' ').next()).collect();
        assert_eq!(made, BTreeSet::from(TABLES));
    }

    #[test]
    fn nothing_but_a_name_gets_into_a_statement() {
        let good = Insert::new("edit", r#"[["region","text"],["undone_ms","number"]]"#).unwrap();
        assert_eq!(good.statement, "INSERT INTO edit (region, undone_ms) VALUES ($1, $2)");
        for line in ["", "[]", r#"[["a) SELECT 1; --","text"]]"#, r#"[["","text"]]"#, r#"[["a","blob"]]"#] {
            assert!(Insert::new("edit", line).is_none(), "{line}");
        }
    }
}
