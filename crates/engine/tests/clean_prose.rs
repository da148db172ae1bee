//! Honest reports of six invented departments, full of near misses: aims, law, other bodies, former years, complaints
//! about others. What is asserted in words must stay silent there, and speak once a contradiction is put in.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};

/// Families that judge words, names and indicators; figures are tested elsewhere.
const FAMILIES: [&str; 8] = ["CLAIM", "GOAL", "FILL", "BASIS", "TEXT", "MONEY", "PERIOD", "DUTY"];

const REPORTS: [&str; 6] = ["agriculture", "civil-affairs", "education", "health", "market", "transport"];

fn read(name: &str) -> String {
    let path = support::root().join(format!("fixtures/reports/clean/{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Codes and messages of the families above.
fn findings(engine: &Engine, text: &str) -> Vec<String> {
    let evaluation = engine.evaluate(text.as_bytes(), &Options::default()).expect("a text can be read");
    let judged = |code: &str| code.split_once('-').is_some_and(|(family, _)| FAMILIES.contains(&family));
    let findings = evaluation.judgement.findings.iter().filter(|f| judged(&f.code));
    findings.map(|f| format!("{} {}", f.code, f.message.zh)).collect()
}

#[test]
fn honest_reports_are_left_in_peace() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for name in REPORTS {
        let found = findings(&engine, &read(name));
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn one_changed_line_is_found_in_each() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for (name, from, to, code) in [
        ("market", "1.基层所执法力量薄弱", "1.部分办案经费未纳入年初预算，基层所执法力量薄弱", "CLAIM-001"),
        ("market", "年末无结转结余", "年末无结转结余。年末结转资金36万元", "CLAIM-027"),
        ("market", "2021年未发生公务接待", "2021年未发生公务接待。公务接待6批次、48人次", "CLAIM-015"),
        ("market", "全局干部职工未发生", "给予党纪处分1人。全局干部职工未发生", "CLAIM-010"),
        ("education", "4.群众满意度提高。", "4.群众满意度提高，位居全市前列。", "CLAIM-009"),
        (
            "education",
            "2.部分学校固定资产登记不及时。",
            "2.大班额问题没有化解，信访矛盾突出。\n3.资金支付进度缓慢。",
            "FILL-007",
        ),
        ("health", "≥95%\n\t97.3%\n\t免疫规划系统", "≤95%\n\t97.3%\n\t", "GOAL-016"),
        ("health", "≤160元", "≥160元", "GOAL-010"),
        ("civil-affairs", "建成。", "建成。适老化改造____户。", "TEXT-001"),
        ("civil-affairs", "云岭县民政局负责", "根据《云川县民政局职能配置规定》，负责", "BASIS-002"),
        ("transport", "二、预算执行情况", "二、2020年预算执行情况", "PERIOD-002"),
        ("transport", "较大以上事故。水上", "较大以上事故。水上交通（含渡口实现零事故。水上", "TEXT-004"),
        ("agriculture", "6月30日前", "及时", "GOAL-015"),
        ("agriculture", "较上年增长5%", "增长5%", "GOAL-008"),
    ] {
        let text = read(name);
        assert!(text.contains(from), "{name} does not hold {from:?}");
        let found = findings(&engine, &text.replacen(from, to, 1));
        assert!(found.iter().any(|line| line.starts_with(code)), "{name} · {code}: {found:#?}");
    }
}

#[test]
fn lines_without_end_give_a_bounded_number_of_findings() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let title = "南浦县水利局2021年度部门整体支出绩效自评报告\n";
    for piece in ["零投诉位居全市前列，", "____ 合计", "（", "我委整体支出望江县水利局整体支出", "XX市"]
    {
        let found = findings(&engine, &format!("{title}{}\n", piece.repeat(20_000)));
        assert!(found.len() <= 10, "{piece}: {} findings", found.len());
    }
}
