//! The tables of the form that the counties of the province print: basic data, money, goals, score, signatures.

use crate::document::{Cell, Piece, Quantity, RelationKind, Style, Toggle, ToggleKind};
use crate::number::{Printed, exact};
use crate::report::Report;
use crate::tables::cell;
use crate::unit::Unit;

/// Writes the cover and the four parts of the form.
pub fn write(report: &mut Report) {
    cover(report);
    let mut tables = vec![basic(report)];
    tables.extend(money(report));
    tables.push(goals(report));
    tables.push(quantified(report));
    tables.push(signatures(report));
    for table in tables {
        report.table(table);
    }
}

fn cover(report: &mut Report) {
    report.heading("{county}{year}年度部门（单位）整体支出绩效评价自评报告");
    report.paragraph("部门（单位）名称：{entity}");
    report.paragraph("预算编码：406007");
    report.paragraph("评价方式：部门（单位）绩效自评");
    report.paragraph("评价机构：部门（单位）评价组");
    report.paragraph("报告日期：{next}年5月16日");
    report.paragraph("{county}财政局（制）");
}

fn line(text: &str) -> Vec<Cell> {
    vec![Cell::text(text).spanning(1, 7)]
}

fn loose(report: &mut Report, fact: &str, unit: &str) -> Cell {
    let value = report.world.fact(fact).unwrap_or_else(|| exact(0, 1));
    let id = report.number(value, 0, unit, Some(fact));
    report.document.quantities[id].loose = true;
    report.document.quantities[id].blank = false;
    cell(id)
}

fn basic(report: &mut Report) -> Vec<Vec<Cell>> {
    let contact = report.world.members[0].clone();
    let mut rows = vec![line("一、部门（单位）基本概况")];
    rows.push(vec![
        Cell::text("联系人"),
        Cell::text(contact),
        Cell::text("联络电话"),
        Cell::text("0000-5550123").spanning(1, 4),
    ]);
    let (quota, actual) = (loose(report, "staff.quota", "人"), loose(report, "staff.actual", "人"));
    rows.push(vec![Cell::text("人员编制"), quota, Cell::text("实有人数"), actual.spanning(1, 4)]);
    let duties = report.sentence("duty").unwrap_or_default();
    rows.push(vec![Cell::text("职能职责概述"), Cell::of(duties).spanning(1, 6)]);
    let tasks = numbered(report, "任务", "：", "做好", "工作。");
    rows.push(vec![Cell::text("年度主要\n工作内容"), Cell::text(tasks).spanning(1, 6)]);
    let mut achievements = Vec::new();
    for _ in 0..3 {
        achievements.extend(report.sentence("result").unwrap_or_default());
    }
    rows.push(vec![Cell::text("年度部门（单位）总体运行\n情况及取得的成绩"), Cell::of(achievements).spanning(1, 6)]);
    rows
}

fn numbered(report: &Report, label: &str, colon: &str, before: &str, behind: &str) -> String {
    let lines = (1..).zip(&report.world.outputs).take(5);
    let lines: Vec<String> =
        lines.map(|(n, output)| format!("{label}{n}{colon}{before}{}{behind}", output.phrase)).collect();
    lines.join("\n")
}

/// A table of institutions: header rows, the facts of the columns, and which columns add up to which.
struct Money {
    header: Vec<Vec<Cell>>,
    facts: &'static [&'static str],
    sums: &'static [(usize, &'static [usize])],
    loose: bool,
}

fn money(report: &mut Report) -> Vec<Vec<Vec<Cell>>> {
    let mut income = vec![line("二、部门（单位）收支情况"), line("年度收入情况（万元）")];
    let (rows, first) = institutions(report, income_columns());
    income.extend(rows);
    let mut spending = vec![line("部门（单位）年度支出和结余情况（万元）")];
    let (rows, second) = institutions(report, spending_columns());
    spending.extend(rows);
    for (income, spent) in first.iter().zip(&second) {
        report.document.relate(RelationKind::Remainder, vec![spent[5], income[0], spent[0]]);
    }
    let (public, _) = institutions(report, public_columns());
    let (assets, _) = institutions(report, asset_columns());
    vec![income, spending, public, assets]
}

fn tall(text: &str) -> Cell {
    Cell::text(text).spanning(2, 1)
}

fn income_columns() -> Money {
    let under = ["上年结转", "公共财\n政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款", "其他\n收入"];
    Money {
        header: vec![
            vec![tall("机构名称"), tall("收入合计"), Cell::text("其中：").spanning(1, 5)],
            under.iter().map(|text| Cell::text(*text)).collect(),
        ],
        facts: &["income.total", "income.carry", "income.public", "income.fund", "income.nontax", "income.other"],
        sums: &[(0, &[1, 2, 3, 4, 5])],
        loose: false,
    }
}

fn spending_columns() -> Money {
    let three = |text: &str| Cell::text(text).spanning(3, 1);
    Money {
        header: vec![
            vec![
                three("机构名称"),
                three("支出合计"),
                Cell::text("其中：").spanning(1, 4),
                Cell::text("结余").spanning(1, 2),
            ],
            vec![
                tall("基本支出"),
                Cell::text("其中：").spanning(1, 2),
                tall("项目支出"),
                tall("当年结余"),
                tall("累计结余"),
            ],
            vec![Cell::text("人员支出"), Cell::text("公用支出")],
        ],
        facts: &[
            "spend.total",
            "spend.basic",
            "spend.personnel",
            "spend.office",
            "spend.project",
            "spend.balance",
            "spend.accumulated",
        ],
        sums: &[(0, &[1, 4]), (1, &[2, 3])],
        loose: false,
    }
}

fn public_columns() -> Money {
    let under = ["公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"];
    Money {
        header: vec![
            vec![tall("机构名称"), tall("三公经费\n合计"), Cell::text("其中：").spanning(1, 4)],
            under.iter().map(|text| Cell::text(*text)).collect(),
        ],
        facts: &["public.total", "public.reception", "public.running", "public.purchase", "public.abroad"],
        sums: &[(0, &[1, 2, 3, 4])],
        loose: true,
    }
}

fn asset_columns() -> Money {
    Money {
        header: vec![
            vec![tall("机构名称"), tall("固定资产\n合计"), Cell::text("其中：").spanning(1, 2), tall("其他")],
            vec![Cell::text("在用固定资产"), Cell::text("出租固定资产")],
        ],
        facts: &["assets.total", "assets.used", "assets.leased", "assets.other"],
        sums: &[(0, &[1, 2, 3])],
        loose: true,
    }
}

fn institutions(report: &mut Report, table: Money) -> (Vec<Vec<Cell>>, Vec<Vec<usize>>) {
    let mut rows = table.header;
    let mut labels =
        vec![("局机关及二级机构汇总".to_owned(), String::new()), ("1、局机关".to_owned(), "hq.".to_owned())];
    labels.extend(
        (1..).zip(&report.world.subordinates).map(|(n, name)| (format!("{}、{name}", n + 1), format!("sub{n}."))),
    );
    let mut ids = Vec::new();
    for (label, prefix) in labels {
        let row: Vec<usize> = table.facts.iter().map(|fact| report.money(&format!("{prefix}{fact}"))).collect();
        for (total, parts) in table.sums {
            let of = std::iter::once(row[*total]).chain(parts.iter().map(|part| row[*part])).collect();
            report.document.relate(RelationKind::TableSum, of);
        }
        for id in &row {
            report.document.quantities[*id].loose = table.loose;
        }
        let mut cells = vec![Cell::text(label)];
        cells.extend(row.iter().map(|id| cell(*id)));
        rows.push(cells);
        ids.push(row);
    }
    report.columns_add(&ids);
    (rows, ids)
}

/// A mention of the result of an output.
fn result(report: &mut Report, number: usize) -> Piece {
    let output = &report.world.outputs[number];
    let mut quantity = Quantity::plain(output.actual, Unit::of(&output.unit));
    quantity.key = Some(format!("output.{}", number + 1));
    Piece::Quantity(report.document.quantity(quantity))
}

fn goals(report: &mut Report) -> Vec<Vec<Cell>> {
    let mut rows = vec![line("三、部门（单位）整体支出绩效自评情况")];
    let aims = numbered(report, "目标", "：", "做好", "工作。");
    let mut done = Vec::new();
    for number in 0..report.world.outputs.len().min(5) {
        let phrase = report.world.outputs[number].phrase.clone();
        let end = if number == 0 { "" } else { "\n" };
        done.push(Piece::Text(format!("{end}{}.做好{phrase}工作。全年{phrase}", number + 1)));
        done.push(result(report, number));
        done.push(Piece::Text("。".to_owned()));
    }
    rows.push(vec![
        tall("整体支出绩效定性目标及实施计划完成情况"),
        Cell::text("预期目标").spanning(1, 3),
        Cell::text("实际完成").spanning(1, 3),
    ]);
    rows.push(vec![Cell::text(aims).spanning(1, 3), Cell::of(done).spanning(1, 3)]);
    rows
}

fn quantified(report: &mut Report) -> Vec<Vec<Cell>> {
    let count = report.world.outputs.len();
    let rows_below = count + 3;
    let mut rows = vec![vec![
        Cell::text("整体支出\n绩效定量目标及实施计划完成情况").spanning(rows_below, 1),
        Cell::text("评价内容").spanning(1, 2),
        Cell::text("绩效目标").spanning(1, 2),
        Cell::text("完成情况").spanning(1, 2),
    ]];
    for number in 0..count {
        let output = report.world.outputs[number].clone();
        let mut target = Quantity::plain(output.target, Unit::of(&output.unit));
        "不少于".clone_into(&mut target.before);
        let target = report.document.quantity(target);
        let actual = result(report, number);
        if let Piece::Quantity(id) = actual {
            report.document.relate(RelationKind::Target, vec![target, id]);
        }
        let text = Piece::Text(format!("指标{}：{}", number + 1, output.phrase));
        let mut row = Vec::new();
        if number == 0 {
            row.push(Cell::text("产出目标").spanning(count + 1, 1));
            row.push(Cell::text("数量指标").spanning(count, 1));
        }
        row.push(Cell::of(vec![text, Piece::Quantity(target)]).spanning(1, 2));
        let done = Piece::Text(format!("全年{}", output.phrase));
        row.push(Cell::of(vec![done, actual, Piece::Text("。".to_owned())]).spanning(1, 2));
        rows.push(row);
    }
    rows.push(cost(report));
    let satisfaction = report.sentence("satisfaction").unwrap_or_default();
    rows.push(vec![
        Cell::text("效益目标"),
        Cell::text("服务对象满意度"),
        Cell::text("指标1：服务对象满意度较高").spanning(1, 2),
        Cell::of(satisfaction).spanning(1, 2),
    ]);
    rows.extend(verdict(report));
    rows
}

fn cost(report: &mut Report) -> Vec<Cell> {
    let spent = report.world.amount("spend.personnel").unwrap_or(Printed { mantissa: 0, scale: 2 });
    let wan = Unit::of("万元");
    let ceiling = Printed { mantissa: spent.mantissa / 1_000 * 1_000 + 1_000, scale: 2 };
    let mut target = Quantity::plain(ceiling, wan.clone());
    "不超过".clone_into(&mut target.before);
    let mut actual = Quantity::plain(spent, wan);
    actual.key = Some("spend.personnel".to_owned());
    let [target, actual] = [target, actual].map(|quantity| report.document.quantity(quantity));
    report.document.relate(RelationKind::Target, vec![target, actual]);
    vec![
        Cell::text("成本指标"),
        Cell::of(vec![Piece::Text("指标1：人员经费".to_owned()), Piece::Quantity(target)]).spanning(1, 2),
        Cell::of(vec![Piece::Text("全年人员经费支出".to_owned()), Piece::Quantity(actual)]).spanning(1, 2),
    ]
}

fn verdict(report: &mut Report) -> Vec<Vec<Cell>> {
    let mut score = Quantity::plain(Printed { mantissa: report.world.score, scale: 2 }, Unit::of("分"));
    score.style = Style::Bare;
    score.cell = true;
    score.loose = true;
    score.key = Some("score".to_owned());
    let score = report.document.quantity(score);
    let options: Vec<String> = ["优", "良", "中", "差"].iter().map(|grade| (*grade).to_owned()).collect();
    let grade = report.world.word("grade").unwrap_or_default();
    let right = options.iter().position(|option| *option == grade).unwrap_or(0);
    report.document.toggles.push(Toggle { kind: ToggleKind::Grade, options, at: right, right });
    let toggle = report.document.toggles.len() - 1;
    report.document.relate(RelationKind::Grade, vec![score]);
    if let Some(relation) = report.document.relations.last_mut() {
        relation.toggle = Some(toggle);
    }
    vec![
        vec![Cell::text("绩效自评综合得分").spanning(1, 3), cell(score).spanning(1, 4)],
        vec![Cell::text("评价等次").spanning(1, 3), Cell::of(vec![Piece::Toggle(toggle)]).spanning(1, 4)],
    ]
}

fn signatures(report: &mut Report) -> Vec<Vec<Cell>> {
    let entity = report.world.word("entity").unwrap_or_default();
    let date = report.world.filled("{next}年5月16日");
    let mut rows = vec![line("四、评价人员")];
    rows.push(["姓  名", "职务/职称", "单  位", "签  字"].iter().map(|text| Cell::text(*text)).collect());
    let posts = ["副局长", "办公室主任", "计划财务股股长", "财务人员"];
    for (name, post) in report.world.members.iter().rev().zip(posts) {
        rows.push([name.as_str(), post, &entity, name].iter().map(|text| Cell::text(*text)).collect());
    }
    let [leader, contact] = [&report.world.members[3], &report.world.members[0]];
    rows.push(vec![Cell::text(format!("评价组组长（签字）：{leader}\n  {date}")).spanning(1, 7)]);
    for text in [
        format!("部门（单位）意见：数据真实完整，同意报送。\n  部门（单位）负责人（签章）：{leader}\n  {date}"),
        format!("财政部门归口业务股室意见：同意。\n  财政部门归口业务股室负责人（签章）：{leader}\n  {date}"),
        format!("填报人（签名）：{contact}  联系电话：0000-5550123"),
    ] {
        rows.push(vec![Cell::text(text).spanning(1, 7)]);
    }
    rows
}
