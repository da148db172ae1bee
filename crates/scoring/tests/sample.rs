//! Reports, scored: declared, recomputed and reviewed, each point with its way.

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::scorecard::{Level, Line, Operator, Outcome, Scorecard};
use jiheng_packs::{PackFile, PackSet};
use jiheng_samples::{pack_files, packs, root};
use jiheng_scoring::{Book, Material, scorecard};

/// A form of the kind 10/50/30/10 that claims to have spent everything.
const FORM: &str = r#"<html><body><h1>江州市临江区林业局2021年度部门（单位）整体支出绩效自评表</h1><table>
<tr><td>部门名称</td><td colspan="6">江州市临江区林业局</td></tr>
<tr><td>年度预算申请（万元）</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分</td></tr>
<tr><td>年度资金总额</td><td>4000.00</td><td>4753.66</td><td>3824.26</td><td>10</td><td>100%</td><td>10</td></tr></table>
<table><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>造林面积</td><td>≥400亩</td><td>320亩</td><td>20</td><td>20</td></tr>
<tr><td>产出指标</td><td>质量指标</td><td>造林成活率</td><td>≥85%</td><td>90%</td><td>15</td><td>15</td></tr>
<tr><td>产出指标</td><td>时效指标</td><td>完工及时性</td><td>按时完工</td><td>大部分按时</td><td>5</td><td>5</td></tr>
<tr><td>产出指标</td><td>成本指标</td><td>项目成本</td><td>≤100万元</td><td>125万元</td><td>10</td><td>10</td></tr>
<tr><td>效益指标</td><td>生态效益指标</td><td>森林覆盖率</td><td>≥60%</td><td>61%</td><td>30</td><td>30</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>群众满意度</td><td>≥95%</td><td>96%</td><td>10</td><td>8</td></tr>
<tr><td>总分</td><td></td><td></td><td></td><td></td><td>100</td><td>98</td></tr></table></body></html>"#;

fn read(packs: &PackSet, bytes: &[u8]) -> Evaluation {
    Engine::new(packs).evaluate(bytes, &Options::default()).expect("it is a document")
}

fn sample(packs: &PackSet, name: &str) -> Evaluation {
    read(packs, &std::fs::read(root().join("examples/linjiang-2021").join(name)).expect("the sample"))
}

fn card(packs: &PackSet, evaluation: &Evaluation, framework: &str, book: Option<&Book>) -> Scorecard {
    let framework = packs.frameworks.iter().find(|f| f.id == framework).expect("it is shipped");
    scorecard(framework, &Material::of_report(&evaluation.facts, packs), book)
}

fn line<'a>(card: &'a Scorecard, id: &str) -> &'a Line {
    let mut all = card.lines.iter().flat_map(|line| std::iter::once(line).chain(&line.parts));
    all.find(|line| line.id == id).unwrap_or_else(|| panic!("{id} is a line"))
}

/// Declared → recomputed.
fn columns(line: &Line) -> String {
    let text = |points: Option<String>| points.unwrap_or_else(|| "–".to_owned());
    let declared = line.declared.map(|declared| declared.points.to_string());
    format!("{} → {}", text(declared), text(line.outcome.points().map(|points| points.to_string())))
}

#[test]
fn the_sample_is_scored_with_the_way_to_each_point() {
    let packs = packs();
    let evaluation = sample(&packs, "faulty/report.docx");
    let card = card(&packs, &evaluation, "yueyang", None);
    let staff = line(&card, "staff_control_rate");
    assert_eq!(staff.sum, "58÷61×100=95.08%");
    assert!(matches!(staff.outcome, Outcome::Points(points) if points.to_string() == "5.00"));
    assert_eq!((staff.statements().len(), staff.inputs.len()), (2, 2));
    let change = line(&card, "three_public_change_rate");
    assert!(matches!(&change.outcome, Outcome::Missing(names) if names.len() == 2), "missing is never zero");
    assert_eq!(line(&card, "management_rules").outcome, Outcome::Judged);
    assert_eq!(card.declared.map(|score| score.points.to_string()).as_deref(), Some("98"));
    assert_eq!((card.computed.points.to_string(), card.computed.of.to_string()), ("9.00".to_owned(), "9".to_owned()));
}

#[test]
fn indicators_of_the_report_are_scored_by_their_targets() {
    let packs = packs();
    let evaluation = sample(&packs, "clean/report.docx");
    let card = card(&packs, &evaluation, "self-evaluation-2020", None);
    for (id, expected) in [("output", "49.79 → 50.00"), ("benefit", "29.33 → 30.00"), ("satisfaction", "9.58 → 10.00")]
    {
        assert_eq!(columns(line(&card, id)), expected, "{id}");
    }
    let land = line(&card, "output[5]");
    assert_eq!(columns(land), "3.79 → 4.00");
    let target = land.target.as_ref().expect("it has one");
    assert_eq!(
        (target.operator, target.value.to_string(), target.unit.as_str()),
        (Operator::AtLeast, "65".to_owned(), "%")
    );
    assert_eq!(land.remarks.len(), 1, "far above its target");
    assert_eq!(land.deviation_computed.map(|d| d.difference.to_string()).as_deref(), Some("-0.21"));
    assert_eq!(columns(line(&card, "execution_rate")), "9.86 → –");
}

#[test]
fn spending_that_was_claimed_and_not_done_raises_the_red_alarm() {
    let packs = packs();
    let evaluation = read(&packs, FORM.as_bytes());
    let card = card(&packs, &evaluation, "self-evaluation-2020", None);
    for (id, expected) in [
        ("execution_rate", "10 → 8.04"),
        ("output[1]", "20 → 16.00"),
        ("output[2]", "15 → 15.00"),
        ("output[3]", "5 → –"),
        ("output[4]", "10 → 8.00"),
        ("output", "50 → –"),
        ("satisfaction", "8 → 10.00"),
    ] {
        assert_eq!(columns(line(&card, id)), expected, "{id}");
    }
    assert_eq!(line(&card, "execution_rate").sum, "3824.26÷4753.66×100=80.45%");
    assert_eq!(line(&card, "output[3]").outcome, Outcome::Judged);
    assert_eq!(card.declared.map(|score| score.points.to_string()).as_deref(), Some("98"));
    let deviation = line(&card, "execution_rate").deviation_computed.expect("both are known");
    assert_eq!(
        (deviation.difference.to_string(), deviation.rate.map(|rate| rate.to_string())),
        ("1.96".to_owned(), Some("19.60".to_owned()))
    );
    let alarms: Vec<(&str, Level)> = card.alarms.iter().map(|alarm| (alarm.id.as_str(), alarm.level)).collect();
    assert_eq!(alarms, [("score_outruns_execution", Level::Red)]);
    assert_eq!(card.alarms[0].calculation, "自评：88÷90×100=97.78% > 80.45%×1.05=84.47%");
    let low = FORM.replace("3824.26", "3000.00").replace("<td>100%</td>", "<td>63.11%</td>");
    let evaluation = read(&packs, low.as_bytes());
    let card = self::card(&packs, &evaluation, "self-evaluation-2020", None);
    assert!(card.alarms.iter().any(|alarm| alarm.level == Level::Yellow && alarm.calculation == "63.11% < 80%"));
    let good = FORM.replace("3824.26", "4700.00").replace("<td>100%</td>", "<td>98.87%</td>");
    let evaluation = read(&packs, good.as_bytes());
    assert_eq!(self::card(&packs, &evaluation, "self-evaluation-2020", None).alarms, []);
}

#[test]
fn a_budget_of_nothing_is_asked_about_and_never_scored() {
    let packs = packs();
    let form = FORM.replace("<td>4000.00</td><td>4753.66</td><td>3824.26</td>", "<td>0</td><td>0</td><td>0</td>");
    let evaluation = read(&packs, form.replace("<td>100%</td><td>10</td>", "<td>0</td><td>0</td>").as_bytes());
    let card = card(&packs, &evaluation, "self-evaluation-2020", None);
    let line = line(&card, "execution_rate");
    assert_eq!((&line.outcome, columns(line)), (&Outcome::Undefined, "0 → –".to_owned()));
    let alarms: Vec<&str> = card.alarms.iter().map(|alarm| alarm.id.as_str()).collect();
    assert_eq!(alarms, ["large_balance"]);
}

#[test]
fn points_of_a_score_table_stand_beside_the_recomputed_ones() {
    const TABLE: &str = "<html><body><h1>江州市临江区林业局2021年度部门整体支出绩效评价评分表</h1><p>人员编制100人，实有人数103人。</p><table>\
        <tr><td>一级指标</td><td>三级指标</td><td>评分标准</td><td>分值</td><td>自评得分</td></tr>\
        <tr><td>投入</td><td>财政供养人员控制率</td><td>不超过100%</td><td>5</td><td>5</td></tr>\
        <tr><td>投入</td><td>“三公经费”变动率</td><td>不增长</td><td>5</td><td>5</td></tr>\
        <tr><td>过程</td><td>资金使用合规性</td><td>每起扣1分</td><td>4</td><td>3</td></tr></table></body></html>";
    let packs = packs();
    let evaluation = read(&packs, TABLE.as_bytes());
    let card = card(&packs, &evaluation, "yueyang", None);
    let staff = line(&card, "staff_control_rate");
    assert_eq!((columns(staff), staff.sum.as_str()), ("5 → 3.50".to_owned(), "103÷100×100=103.00%"));
    assert_eq!(staff.deviation_computed.and_then(|d| d.rate).map(|rate| rate.to_string()).as_deref(), Some("30.00"));
    assert_eq!(columns(line(&card, "three_public_change_rate")), "5 → –");
    let fund = line(&card, "fund_compliance");
    assert_eq!((columns(fund), fund.remarks.len()), ("3 → –".to_owned(), 1), "the table has other full points");
    assert_eq!(fund.declared_alike(), None, "points of another scale are not compared");
}

#[test]
fn a_result_without_unit_is_in_the_unit_of_its_target() {
    let packs = packs();
    let evaluation = read(&packs, FORM.replace("<td>90%</td>", "<td>68</td>").as_bytes());
    let card = card(&packs, &evaluation, "self-evaluation-2020", None);
    assert_eq!(columns(line(&card, "output[2]")), "15 → 12.00");
}

#[test]
fn points_are_added_up_before_or_after_rounding_as_the_pack_says() {
    for (total, expected) in [("before", "3.34"), ("after", "3.32")] {
        let mut files = pack_files();
        let indicator = |id: &str| {
            format!(
                "[[indicator]]\nid = \"{id}\"\nzh = \"{id}\"\nen = \"{id}\"\ngroup = [\"g\"]\npoints = \"1\"\nverified = false\nmeasure = {{ numerator = [\"staff.actual\"], denominator = [\"staff.establishment\"], nothing = \"ask\", from_nothing = \"ask\", negative = \"ask\" }}\nrule = {{ kind = \"execution_rate\", overshoot = \"full\" }}\n[[indicator.vector]]\nfrom = \"a\"\ninputs = {{ \"staff.actual\" = \"1\", \"staff.establishment\" = \"1\" }}\nmeasure = \"100\"\npoints = \"1\"\n"
            )
        };
        let head = format!(
            "id = \"test\"\ntitle = \"t\"\ntitle_en = \"t\"\nsources = [\"mof-2020-10\"]\neffective_from = \"2020-01-01\"\npoints = \"4\"\nrounding = {{ total = \"{total}\" }}\n"
        );
        let body = ["a", "b", "c", "d"].map(indicator).concat();
        files.push(PackFile { path: "national/frameworks/test.toml".to_owned(), bytes: (head + &body).into_bytes() });
        let packs = PackSet::load(files).expect("it loads");
        let report = "江州市临江区林业局2021年度部门整体支出绩效自评报告\n人员编制1200人，实有人数1001人。\n";
        let card = card(&packs, &read(&packs, report.as_bytes()), "test", None);
        assert_eq!(card.computed.points.to_string(), expected, "{total}: {:?}", card.lines[0].outcome);
    }
}

#[test]
fn a_local_cap_cuts_what_it_says_and_nothing_else() {
    let mut files = pack_files();
    let file = files.iter_mut().find(|file| file.path.ends_with("self-evaluation-2020.toml")).expect("it is shipped");
    let text = String::from_utf8(file.bytes.clone())
        .expect("it is text")
        .replace("id = \"self-evaluation-2020\"", "id = \"local\"");
    let caps = r#"
[[cap]]
id = "low_execution"
zh = "执行率低于90%的，总分不超过60分"
en = "below an execution rate of 90 % the total is 60 at most"
sources = ["mof-2020-10"]
verified = false
when = { kind = "below", indicator = "execution_rate", limit = "90" }
at_most = "60"

[[cap]]
id = "benefit_most"
zh = "效益不超过25分"
en = "25 for benefit at most"
sources = ["mof-2020-10"]
verified = false
group = "效益"
at_most = "25"

[[cap]]
id = "lower_still"
zh = "执行率低于50%的，总分不超过10分"
en = "below an execution rate of 50 % the total is 10 at most"
sources = ["mof-2020-10"]
verified = false
when = { kind = "below", indicator = "execution_rate", limit = "50" }
at_most = "10"
"#;
    files.push(PackFile {
        path: "national/frameworks/local.toml".to_owned(),
        bytes: format!("{text}{caps}").into_bytes(),
    });
    let packs = PackSet::load(files).expect("the overlay loads");
    let card = card(&packs, &read(&packs, FORM.as_bytes()), "local", None);
    let told: Vec<String> =
        card.caps.iter().map(|cap| format!("{} {:?} {}→{}", cap.id, cap.column, cap.before, cap.after)).collect();
    assert_eq!(
        told,
        [
            "low_execution Declared 98→60",
            "low_execution Computed 87.04→60",
            "benefit_most Declared 30→25",
            "benefit_most Computed 30.00→25"
        ]
    );
}

#[test]
fn a_review_has_a_reason_for_every_cut() {
    let packs = packs();
    let evaluation = read(&packs, FORM.as_bytes());
    let taken = [
        ("execution_rate", "8.04", "RC", ""),
        ("output[1]", "16", "RS", ""),
        ("output[2]", "0", "R01", "没有验收材料"),
        ("完工及时性", "3.5", "R07", "两项工作中一项晚了"),
        ("output[4]", "4", "R03", "没有写明成本口径，扣60%"),
        ("benefit[1]", "30", "", ""),
        ("satisfaction", "0", "R04", "没有问卷"),
        ("", "", "R12", "占比合计不是100%"),
    ];
    let card = card(&packs, &evaluation, "self-evaluation-2020", Some(&book(&taken)));
    assert_eq!(card.problems, []);
    let reviewed = card.reviewed.expect("it was reviewed");
    assert_eq!((reviewed.points.to_string(), reviewed.of.to_string()), ("61.54".to_owned(), "100".to_owned()));
    let deviation = card.deviation.expect("all was reviewed");
    assert_eq!(
        (deviation.difference.to_string(), deviation.rate.map(|r| r.to_string())),
        ("36.46".to_owned(), Some("37.20".to_owned()))
    );
    assert_eq!(card.remarks.len(), 1);
    let refused = [
        ("output[2]", "12", "", "", "须写原因代码"),
        ("output[2]", "12", "R99", "x", "没有原因代码"),
        ("output[2]", "0", "R01", "", "写明原因"),
        ("output[2]", "12", "R01", "x", "得分应为0"),
        ("output[2]", "10.5", "R07", "x", "不适用于这类指标"),
        ("output[2]", "16", "RS", "x", "不在0至满分"),
        ("output[2]", "12", "R11", "x", "对整份报告"),
        ("output[1]", "18", "RC", "", "重算得分是16"),
        ("output[1]", "18", "RS", "", "按标准重算是16"),
        ("benefit[1]", "20", "R08", "x", "不扣分"),
        ("output[3]", "4", "RC", "", "没有能重算出来"),
        ("roads", "4", "R01", "x", "没有这项指标"),
        ("output[3]", "many", "R01", "x", "不是得分"),
        ("", "3", "R01", "x", "没有写明是哪项指标"),
    ];
    for (indicator, points, reason, words, expected) in refused {
        let card =
            self::card(&packs, &evaluation, "self-evaluation-2020", Some(&book(&[(indicator, points, reason, words)])));
        let told: Vec<&str> = card.problems.iter().map(|problem| problem.message.zh.as_str()).collect();
        assert!(told.len() == 1 && told[0].contains(expected), "{indicator} {points} {reason}: {told:?}");
        assert_eq!(card.reviewed.map(|tally| tally.of.to_string()).as_deref(), Some("0"), "{indicator}");
    }
    let twice = [("output[2]", "0", "R01", "x"), ("output[2]", "0", "R01", "x"), ("output", "50", "", "")];
    let card = self::card(&packs, &evaluation, "self-evaluation-2020", Some(&book(&twice)));
    let told: Vec<usize> = card.problems.iter().map(|problem| problem.entry).collect();
    assert_eq!(told, [2, 3]);
}

#[test]
fn a_review_gives_what_the_standard_can_give() {
    let packs = packs();
    let evaluation = sample(&packs, "faulty/report.docx");
    let cases = [
        ("management_rules", "2", "RS", true),
        ("management_rules", "1.5", "RS", false),
        ("fund_compliance", "1", "RS", true),
        ("fund_compliance", "0.5", "RS", false),
        ("budget_adjustment_rate", "0.5", "RS", true),
        ("budget_adjustment_rate", "1.5", "RS", false),
        ("benefit", "8", "RS", true),
        ("benefit", "9", "RS", false),
        ("key_work", "6.3", "RS", true),
        ("staff_control_rate", "5", "RC", true),
        ("staff_control_rate", "4.5", "RS", false),
    ];
    for (indicator, points, reason, stands) in cases {
        let card = card(&packs, &evaluation, "yueyang", Some(&book(&[(indicator, points, reason, "")])));
        assert_eq!(card.problems.is_empty(), stands, "{indicator} {points}: {:?}", card.problems);
    }
}

fn book(entries: &[(&str, &str, &str, &str)]) -> Book {
    let one = |(indicator, points, reason, words): &(&str, &str, &str, &str)| {
        format!(
            "[[entry]]\nindicator = \"{indicator}\"\npoints = \"{points}\"\nreason = \"{reason}\"\nwords = \"{words}\"\n"
        )
    };
    Book::parse(&entries.iter().map(one).collect::<String>()).expect("it is a review")
}
