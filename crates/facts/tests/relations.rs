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
fn rough_numbers_aims_points_and_dates_are_read_in_any_order() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    for (text, expected) in [
        ("设备更新支出近700万元（账面数682.07万元）。", "restatement 700 682.07"),
        ("补助资金到位1582.41万元，逾1500万元。", "restatement 1582.41 1500"),
        // Two things of two sizes, and a limit that is not the amount.
        ("拨付资金1200万元，约50万元。", ""),
        ("供水户数3265户，超过3500户的设计规模。", ""),
        ("巡查河道年度目标221公里，完成223公里，目标完成率100.9%。", "target 221 223"),
        ("实际清运412车次，超过398车次的年度目标。", "target 398 412"),
        ("走访农户计划205户，实际315户，超计划110户。", "sum 315 205 110; target 205 315"),
        // Costs are kept low, and what was not reached is not claimed.
        ("维修成本目标300万元，实际支出280万元，完成目标。", ""),
        ("走访农户计划205户，实际180户，完成计划的87.8%。", ""),
        ("预算执行得10分，履职产出得87.5分，综合得分97.5分。", "sum 97.5 10 87.5"),
        ("满分100分，扣3.5分，得96.5分。", "sum 100 96.5 3.5"),
        // A choice of parts is not all of them.
        ("自评得分97分，其中产出指标得45分，效益指标得29分。", ""),
        ("水渠改造自2022年9月启动，至2021年6月结束。", "sequence 2022年9月 2021年6月"),
        ("泵站5月8日开标，9月12日验收。", "sequence 5月8日 9月12日"),
        ("水渠改造2021年11月开工，次年3月完工。", ""),
    ] {
        let facts = support::facts(&packs, &lexicon, text);
        let claims = ["restatement", "target", "sum", "sequence"];
        let told = facts.relations.iter().filter(|r| claims.contains(&r.kind.name()) && r.strong);
        let found: Vec<String> = told.map(|r| shown(&facts, r)).collect();
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
