//! Documents as a reader under foreign control might hand them over: what passes the check makes nobody panic.

use std::io::Cursor;

use jiheng_engine::{Engine, Options};
use jiheng_isolation::fault::guarded;
use jiheng_model::document::Document;
use jiheng_readers::Limits;
use serde_json::Value;

/// A paragraph, a table with a merged cell and a list, all with numbers.
const PAGE: &str = "<html><body><p>全年支出合计431.00万元，其中人员支出310.40万元，公用支出120.60万元。</p>\
    <table><tr><td rowspan=2>项目</td><td>预算</td><td>决算</td></tr><tr><td>12.5</td><td>13</td></tr>\
    <tr><td>合计</td><td>12.5</td><td>13</td></tr></table><p>完成率104%。</p></body></html>";

/// Paths to every number of a value.
fn numbers(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| numbers(item, &format!("{path}/{index}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| numbers(field, &format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_document_with_any_number_changed_is_refused_or_evaluated() {
    let packs = made::packs();
    let engine = Engine::new(&packs);
    let page = jiheng_readers::read(PAGE.as_bytes(), &Limits::default()).unwrap();
    let text = jiheng_readers::read(
        "\t项目\n\t预算\n\t决算\n\n\t工资\n\t1.5\n\t2\n\n\t合计\n\t1.5\n\t2\n".as_bytes(),
        &Limits::default(),
    )
    .unwrap();
    let [mut refused, mut evaluated] = [0, 0];
    for document in [page, text] {
        let value = serde_json::to_value(&document).unwrap();
        let mut places = Vec::new();
        numbers(&value, "", &mut places);
        assert!(places.iter().any(|place| place.contains("Table")), "{places:?}");
        for place in places {
            for number in [0, 1, 2, 5, 200, u64::from(u32::MAX) - 1, u64::from(u32::MAX), u64::MAX] {
                let mut changed = value.clone();
                *changed.pointer_mut(&place).unwrap() = Value::from(number);
                let Ok(changed) = serde_json::from_reader::<_, Document>(Cursor::new(changed.to_string())) else {
                    continue;
                };
                if changed.check().is_err() {
                    refused += 1;
                    continue;
                }
                evaluated += 1;
                let options = Options::default();
                let outcome = guarded(|| engine.evaluate_document(&changed, String::new(), &options));
                assert!(outcome.is_ok(), "{place} = {number}");
            }
        }
    }
    assert!(refused > 50 && evaluated > 50, "{refused} {evaluated}");
}

#[cfg(test)]
mod made {
    //! The packs of this repository.

    use jiheng_packs::{PackFile, PackSet};

    pub fn packs() -> PackSet {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let mut files = Vec::new();
        let mut waiting = vec![root.clone()];
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                    files.push(PackFile { path: name, bytes: std::fs::read(&path).unwrap() });
                }
            }
        }
        PackSet::load(files).unwrap()
    }
}
