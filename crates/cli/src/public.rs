//! The public edition of a report: the file, its figures as a table, and the description of the table beside it.

use std::path::Path;

use jiheng_documents::{COLUMNS, Remains, long_table};
use jiheng_model::evaluation::FactSet;
use jiheng_packs::vocabulary::Vocabulary;
use jiheng_reports::digest;
use serde_json::json;

use crate::exit::BadInput;
use crate::write;

/// Places that are named; the rest is counted.
const SHOWN_MAX: usize = 20;

/// Refuses to publish while personal data is left.
///
/// # Errors
/// When there is some, with its places.
pub fn refuse_remains(remains: &[Remains]) -> Result<(), BadInput> {
    if remains.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> =
        remains.iter().take(SHOWN_MAX).map(|r| format!("  {}（{}）：…{}…", r.kind, r.place, r.text)).collect();
    let rest = remains.len().saturating_sub(SHOWN_MAX);
    let more = if rest == 0 { String::new() } else { format!("\n  另有 {rest} 处 / {rest} more") };
    Err(BadInput(format!(
        "还有个人信息，公开版没有写；请在报告里删去或改写这些地方再试 / personal data is left and nothing was written; remove it from the report:\n{}{more}",
        lines.join("\n")
    )))
}

/// Writes the table and its description beside the edition.
///
/// # Errors
/// When the folder does not take them.
pub fn write_data(out: &Path, facts: &FactSet, vocabulary: &Vocabulary) -> anyhow::Result<()> {
    let table = out.with_extension("csv");
    let bytes = long_table(facts, vocabulary).into_bytes();
    let name = table.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let fields: Vec<serde_json::Value> = COLUMNS
        .iter()
        .map(|(name, is_number)| json!({ "name": name, "type": if *is_number { "number" } else { "string" } }))
        .collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "self-evaluation-figures",
        "title": "部门整体支出绩效自评数据",
        "resources": [{
            "profile": "tabular-data-resource",
            "name": "figures",
            "path": name,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes.len(),
            "hash": format!("sha256:{}", digest::sha256_hex(&bytes)),
            "schema": { "fields": fields, "missingValues": [""] },
        }],
    });
    write::put(&table, &bytes)?;
    write::put(&out.with_file_name("datapackage.json"), format!("{package:#}\n").as_bytes())
}
