//! Which relations a sentence claims, and which it does not.

mod support;

use jiheng_facts::Lexicon;
use jiheng_model::evaluation::FactSet;
use jiheng_model::relation::{Relation, RelationKind};

fn shown(facts: &FactSet, relation: &Relation) -> String {
    let written = |id: &u32| facts.statement(*id).map(|s| s.written.clone()).unwrap_or_default();
    let list: Vec<String> = relation.kind.statements().iter().map(written).collect();
    let extra = match &relation.kind {
        RelationKind::Enumeration { names, .. } => format!(" {}", names.join("、")),
        _ => String::new(),
    };
    format!("{} {}{extra}", relation.kind.name(), list.join(" "))
}

#[test]
fn sentences_claim_what_readers_take_them_to_claim() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    for (text, expected) in [
        ("全年支出860.4万元，其中办公费300.1万元、差旅费560.3万元。", "sum 860.4 300.1 560.3"),
        // A list that is not complete only says that no part exceeds the whole.
        ("排查隐患点92处，其中公路边坡18处，学校周边6处。", "part_of 18 92; part_of 6 92"),
        // The frame survives the full stop; counts are exact, so a gap of one in a long list is an error.
        ("移交线索51条。经核实，其中12条不属实；15条已办结；13条移送；10条在办。", "sum 51 12 15 13 10"),
        (
            "项目资金580万元，其中省级180万元（含奖补60万元、贴息120万元）、市级400万元。",
            "sum 580 180 400; sum 180 60 120",
        ),
        ("新建村级站点3个（桃溪村、竹山村、石桥村），改造2个。", "enumeration 3 桃溪村、竹山村、石桥村"),
        ("编制了道路图、水系图和绿地图等3项成果。", ""),
        ("成果包括道路图、水系图和绿地图等3项。", "enumeration 3 道路图、水系图、绿地图"),
        (
            "基本支出合计200万元，其中人员经费150万元、占75%，公用经费50万元，占25%。",
            "sum 200 150 50; share 150 200 75; share 50 200 25; hundred 75 25",
        ),
        ("受理来信共80件，按期办结76件，办结率95%。", "part_of 76 80; rate_base 76 80 95; granularity 95 80"),
        ("修渠长度3公里、5公里、9公里，共计17公里。", "sum 17 3 5 9"),
        ("由30户增加到45户，增长50%。", "direction 30 45; growth 30 45 50"),
        ("高标准农田40公顷（合600亩）。", "restatement 40 600"),
        // Different things with equal numbers are no restatement.
        ("核发许可证24个，更换井盖24个。", ""),
    ] {
        let facts = support::facts(&packs, &lexicon, text);
        let found: Vec<String> = facts.relations.iter().map(|r| shown(&facts, r)).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

#[test]
fn repeated_clauses_are_one_fact_at_two_places() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    let text = "全年清运建筑垃圾26车次，占地87亩。\n据台账，全年清运建筑垃圾26车次，占地总面积85.73亩。\n";
    let facts = support::facts(&packs, &lexicon, text);
    let found: Vec<String> =
        facts.relations.iter().filter(|r| r.kind.name() == "restatement").map(|r| shown(&facts, r)).collect();
    assert!(found.contains(&"restatement 26 26".to_owned()), "{found:?}");
}
