//! `jiheng report --public`: nothing of a person leaves, and nothing is written while something of one is left.

#[cfg(test)]
mod common;

use std::path::Path;

use common::{Folder, good_text, lines, run};

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty").join(name);
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// What the report says of people, by the names of the facts.
fn of_people(input: &str, facts: &[&str]) -> Vec<String> {
    let report = &lines(&run(&["facts", input, "--format", "jsonl"]).stdout)[0];
    let statements = report["statements"].as_array().expect("a list");
    let is_asked = |fact: &str| facts.iter().any(|asked| fact.split('[').next() == Some(asked));
    let of = statements.iter().filter(|s| s["fact"].as_str().is_some_and(is_asked));
    of.filter_map(|s| s["written"].as_str()).filter(|text| !text.trim().is_empty()).map(str::to_owned).collect()
}

#[test]
fn no_name_telephone_or_signature_leaves_and_the_figures_lie_beside() {
    let folder = Folder::new();
    let input = sample("report.docx");
    let out = format!("{}/公开.html", folder.path());
    assert_eq!(run(&["report", &input, "--public", "--out", &out]).code, 0);
    let page = std::fs::read_to_string(&out).unwrap();
    let table = std::fs::read_to_string(format!("{}/公开.csv", folder.path())).unwrap();
    let people =
        of_people(&input, &["basic.contact", "basic.phone", "preparer.name", "preparer.phone", "evaluator.name"]);
    assert!(people.len() >= 4, "{people:?}");
    for text in &people {
        assert!(!page.contains(text.as_str()) && !table.contains(text.as_str()), "{text}");
    }
    assert!(table.starts_with("entity,year,fact,name,institution,role,value,unit\r\n"), "{table}");
    assert!(table.contains("expenditure.total,支出合计,department,actual,2855.53,万元"), "{table}");
    let package = std::fs::read_to_string(format!("{}/datapackage.json", folder.path())).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["resources"][0]["path"], "公开.csv");
    assert_eq!(package["resources"][0]["bytes"].as_u64().unwrap(), table.len() as u64);
    // Evaluators are named when somebody asks for it; contact and telephone never are.
    assert_eq!(run(&["report", &input, "--public", "--with-evaluators", "--out", &out]).code, 0);
    let page = std::fs::read_to_string(&out).unwrap();
    assert!(of_people(&input, &["evaluator.name"]).iter().all(|name| page.contains(name.as_str())));
    assert!(of_people(&input, &["basic.phone", "preparer.phone"]).iter().all(|phone| !page.contains(phone.as_str())));
}

#[test]
fn personal_data_left_in_a_text_is_refused_with_its_place() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(sample("report.txt")).unwrap();
    let name = of_people(&sample("report.txt"), &["basic.contact"]).remove(0);
    let added = format!("专款专用，由{name}负责，邮箱someone@example.org，手机13800000000");
    let input = folder.file("a.txt", text.replacen("专款专用", &added, 1).as_bytes());
    let out = folder.folder("out") + "/a.docx";
    let outcome = run(&["report", &input, "--public", "--out", &out]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    for kind in ["手机号码", "电子邮箱", "没有公开的人名"] {
        assert!(outcome.stderr.contains(kind), "{kind}: {outcome:?}");
    }
    assert_eq!(std::fs::read_dir(folder.folder("out")).unwrap().count(), 0, "nothing is written");
    let formless = folder.file("b.txt", good_text().as_bytes());
    assert_eq!(
        run(&["report", &formless, "--public", "--out", &out]).code,
        2,
        "a text of no form has no fields to allow"
    );
    assert_eq!(run(&["report", &input, "--out", &out]).code, 0, "the edition that is not public is");
}
