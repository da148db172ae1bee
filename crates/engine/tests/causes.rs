//! One wrong number is one finding that names it; two of them are two.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Finding;

/// Spending of a department in three rows and three columns, then the same in words.
const REPORT: &str = "\t一、部门（单位）基本概况

\t二、部门（单位）收支情况

\t部门（单位）年度支出和结余情况（万元）

\t机构名称
\t支出合计
\t基本支出
\t项目支出

\t局机关及二级机构汇总
\t2186.80
\t926.45
\t1260.35

\t1、局机关
\t1522.30
\t612.25
\t910.05

\t2、水库管理所
\t664.50
\t314.20
\t350.30

五、评价报告综述
六、部门整体支出绩效情况
全年整体支出2186.80万元，其中基本支出926.45万元，项目支出1260.35万元。
";

/// The report with some numbers exchanged, each the n-th of its kind, from 0.
fn evaluated(changes: &[(&str, usize, &str)]) -> Evaluation {
    let mut text = REPORT.to_owned();
    for (from, nth, to) in changes {
        let at = text.match_indices(from).nth(*nth).map(|(at, _)| at).expect("the number stands in the report");
        text.replace_range(at..at + from.len(), to);
    }
    let packs = support::packs();
    Engine::new(&packs).evaluate(text.as_bytes(), &Options::default()).expect("the text can be read")
}

/// Findings with a difference: code, codes folded under it, and the first repair as `old→new slip`.
fn shown(evaluation: &Evaluation) -> Vec<String> {
    let written = |id: u32| evaluation.facts.statement(id).map(|s| s.written.clone()).unwrap_or_default();
    let one = |finding: &Finding| {
        let folded: Vec<&str> = finding.consequences.iter().map(|next| next.code.as_str()).collect();
        let repair = finding.repairs.first().map_or_else(String::new, |repair| {
            let changes: Vec<String> = repair
                .changes
                .iter()
                .map(|c| format!("{}→{}{}", written(c.statement), c.written, c.unit.clone().unwrap_or_default()))
                .collect();
            let sure = if repair.unique { "!" } else { "?" };
            format!(" {} {}{sure}", changes.join("+"), repair.slip.name())
        });
        format!("{}({}){repair}", finding.code, folded.join(" "))
    };
    let arithmetic = |finding: &&Finding| finding.difference.is_some() && !finding.code.starts_with("MONEY");
    evaluation.judgement.findings.iter().filter(arithmetic).map(one).collect()
}

#[test]
fn a_clean_report_has_nothing_to_repair() {
    assert_eq!(shown(&evaluated(&[])), Vec::<String>::new());
}

#[test]
fn one_wrong_number_is_one_finding_that_names_it() {
    for (change, expected) in [
        // A cell breaks its row and its column.
        (("910.05", 0, "901.05"), "SUM-002(SUM-003) 901.05→910.05 transposed!"),
        (("314.20", 0, "374.20"), "SUM-002(SUM-003) 374.20→314.20 digit!"),
        (("350.30", 0, "35.30"), "SUM-002(SUM-003) 35.30→350.30 dropped!"),
        (("664.50", 0, "6645.0"), "SUM-002(SUM-003) 6645.0→664.5 point!"),
        // A cell of the first row also disagrees with the narrative.
        (("926.45", 0, "926.54"), "SUM-002(SUM-003 XREF-001) 926.54→926.45 transposed!"),
        // A number in words disagrees with the table and with its sentence.
        (("1260.35", 1, "1206.35"), "XREF-001(SUM-007) 1206.35→1260.35 transposed!"),
        (("2186.80万元", 0, "2186.80元"), "UNIT-002(UNIT-001) 2186.80→2186.80万元 unit!"),
    ] {
        let shown = shown(&evaluated(&[change]));
        assert_eq!(shown.first().map(String::as_str), Some(expected), "{change:?} {shown:?}");
        assert_eq!(shown.len(), 1, "{change:?} {shown:?}");
    }
}

#[test]
fn two_wrong_numbers_that_share_an_innocent_total_are_two_findings() {
    let shown = shown(&evaluated(&[("612.25", 0, "621.25"), ("350.30", 0, "350.80")]));
    assert_eq!(
        shown,
        ["SUM-002(SUM-003) 621.25→612.25 transposed!", "SUM-002(SUM-003) 350.80→350.30 digit!"],
        "{shown:?}"
    );
}

#[test]
fn an_amount_moved_between_two_items_is_one_story() {
    let evaluation = evaluated(&[("926.45", 1, "928.60"), ("1260.35", 1, "1258.20")]);
    let shown = shown(&evaluation);
    assert_eq!(shown, ["XREF-001(XREF-001) 928.60→926.45+1258.20→1260.35 moved?"], "{shown:?}");
}

#[test]
fn the_suspect_stands_first() {
    let evaluation = evaluated(&[("910.05", 0, "901.05")]);
    let lead = evaluation.judgement.findings.iter().find(|f| f.code == "SUM-002").expect("the column does not add up");
    let first = lead.statements.first().and_then(|id| evaluation.facts.statement(*id));
    assert_eq!(first.map(|s| s.written.as_str()), Some("901.05"));
    assert_eq!(lead.suggestion.as_ref().map(|suggestion| suggestion.written.as_str()), Some("910.05"));
}
