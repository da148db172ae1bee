//! What follows a changed number: totals, shares, differences and other mentions, and nothing else.

use jiheng_engine::{Engine, Options};
use jiheng_model::repair::Change;
use jiheng_samples::packs;

/// A text, a number in it and what it becomes, and what becomes of others.
type Case = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

#[test]
fn what_is_computed_from_a_number_follows_it() {
    let packs = packs();
    let engine = Engine::new(&packs);
    let cases: [Case; 7] = [
        // The shares of a whole follow it, its parts do not.
        (
            "基本支出合计1243.40万元，其中人员经费721.85万元，占58.05%，公用经费521.55万元，占41.95%。",
            "1243.40",
            "1250.40",
            &[("58.05", "57.73"), ("41.95", "41.71")],
        ),
        // A total follows a part and its share follows both.
        (
            "全年支出合计100.00万元，其中人员支出60.00万元，公用支出40.00万元。",
            "60.00",
            "65.00",
            &[("100.00", "105.00")],
        ),
        // A rate whose base is not stated may be of something else.
        ("共检查企业20家，合格15家，合格率75%。", "15", "18", &[]),
        // An amount of change is a difference.
        (
            "本年支出120.00万元，比上年的100.00万元增加20.00万元，增长20%。",
            "120.00",
            "130.00",
            &[("20.00", "30.00"), ("20", "30")],
        ),
        // A part does not follow its total.
        ("全年支出合计100.00万元，其中人员支出60.00万元，公用支出40.00万元。", "100.00", "120.00", &[]),
        // What does not hold now stays for its own finding.
        ("全年支出合计200.00万元，其中人员支出60.00万元，公用支出40.00万元。", "60.00", "65.00", &[]),
        // The rounded mention still holds.
        ("完成率为92.3%，即13处中完成12处。", "92.3", "92.31", &[]),
    ];
    let mut wrong = Vec::new();
    for (text, from, to, expected) in cases {
        let evaluation = engine.evaluate(text.as_bytes(), &Options::default()).unwrap();
        let facts = &evaluation.facts;
        let statement = facts.statements.iter().find(|s| s.written == from).unwrap();
        let change = Change { statement: statement.id, written: to.to_owned(), unit: None };
        let following = jiheng_checks::dependants(facts, &packs, &[change]);
        let shown: Vec<(&str, &str)> = following
            .iter()
            .map(|change| (facts.statement(change.statement).unwrap().written.as_str(), change.written.as_str()))
            .collect();
        if shown != expected {
            wrong.push(format!("{text}: {shown:?}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
