//! Tables with a caption: rows, totals, shares, scores.

use crate::document::{Block, Cell, Piece, Quantity, RelationKind, Style};
use crate::number::{Exact, Printed, exact};
use crate::report::{Report, Zero};
use crate::unit::Unit;

/// Writes the table of this name; `words` are its header and the names of its total rows.
pub fn write(report: &mut Report, name: &str, words: &[String]) {
    match name {
        "staff" => staff(report, words),
        "balance" => balance(report, words),
        "projects" => projects(report, words),
        "assets" => assets(report, words),
        "change" => change(report, words),
        "towns" => towns(report, words),
        "indicators" => indicators(report, words),
        "procure" => procure(report, words),
        _ => {}
    }
}

impl Report<'_> {
    /// A number cell. `fact` becomes its key.
    pub fn number(&mut self, value: Exact, scale: u32, unit: &str, fact: Option<&str>) -> usize {
        let unit = Unit::of(unit);
        let mut quantity = Quantity::plain(Printed::rounded(value / unit.factor, scale), unit);
        quantity.style = Style::Bare;
        quantity.cell = true;
        quantity.key = fact.map(|fact| self.world.canonical(fact));
        if quantity.printed.mantissa == 0 {
            match self.zero {
                Zero::Blank => quantity.blank = true,
                Zero::Digit => quantity.printed.scale = 0,
                Zero::Decimal => {}
            }
        }
        self.document.quantity(quantity)
    }

    /// A cell of 万元 with two places for a fact of the world.
    pub fn money(&mut self, fact: &str) -> usize {
        let value = self.world.fact(fact).unwrap_or_else(|| exact(0, 1));
        self.number(value, 2, "万元", Some(fact))
    }

    /// A cell of a rate.
    fn rate(&mut self, value: Exact) -> usize {
        let id = self.number(value, 2, "%", None);
        self.document.quantities[id].style = Style::Plain;
        self.document.quantities[id].blank = false;
        id
    }

    /// Adds a table.
    pub fn table(&mut self, rows: Vec<Vec<Cell>>) {
        self.document.blocks.push(Block::Table(rows));
    }

    /// Names of the rows of institutions and the prefixes of their facts.
    pub fn institutions(&self) -> Vec<(String, String)> {
        let office = self.world.word("office").unwrap_or_default();
        let mut rows = vec![("合计".to_owned(), String::new()), (format!("{office}机关"), "hq.".to_owned())];
        rows.extend((1..).zip(&self.world.subordinates).map(|(n, name)| (name.clone(), format!("sub{n}."))));
        rows
    }

    /// Each column of `ids`: the first row is the sum of the others.
    pub fn columns_add(&mut self, ids: &[Vec<usize>]) {
        let width = ids.first().map_or(0, Vec::len);
        for column in 0..width {
            let of = ids.iter().map(|row| row[column]).collect();
            self.document.relate(RelationKind::TableSum, of);
        }
    }
}

/// A cell that holds one quantity.
pub fn cell(id: usize) -> Cell {
    Cell::of(vec![Piece::Quantity(id)])
}

/// Cells with these texts.
pub fn texts(words: &[String]) -> Vec<Cell> {
    words.iter().map(|word| Cell::text(word.clone())).collect()
}

fn labelled(label: &str, ids: &[usize]) -> Vec<Cell> {
    let mut row = vec![Cell::text(label)];
    row.extend(ids.iter().map(|id| cell(*id)));
    row
}

fn staff(report: &mut Report, words: &[String]) {
    let ids: Vec<usize> = ["staff.quota", "staff.actual", "staff.officials", "staff.others"]
        .iter()
        .map(|fact| {
            let value = report.world.fact(fact).unwrap_or_else(|| exact(0, 1));
            report.number(value, 0, "人", Some(fact))
        })
        .collect();
    report.document.relate(RelationKind::TableSum, vec![ids[1], ids[2], ids[3]]);
    let entity = report.world.word("entity").unwrap_or_default();
    let [item, quota, actual, under, officials, others] = words else { return };
    let tall = |word: &String| Cell::text(word.clone()).spanning(2, 1);
    let header = vec![tall(item), tall(quota), tall(actual), Cell::text(under.clone()).spanning(1, 2)];
    report.table(vec![header, texts(&[officials.clone(), others.clone()]), labelled(&entity, &ids)]);
}

fn balance(report: &mut Report, words: &[String]) {
    const FACTS: [&str; 7] = [
        "income.total",
        "spend.total",
        "spend.basic",
        "spend.personnel",
        "spend.office",
        "spend.project",
        "spend.balance",
    ];
    let mut rows = vec![texts(words)];
    let mut ids = Vec::new();
    for (label, prefix) in report.institutions() {
        let row: Vec<usize> = FACTS.iter().map(|fact| report.money(&format!("{prefix}{fact}"))).collect();
        report.document.relate(RelationKind::TableSum, vec![row[1], row[2], row[5]]);
        report.document.relate(RelationKind::TableSum, vec![row[2], row[3], row[4]]);
        report.document.relate(RelationKind::Remainder, vec![row[6], row[0], row[1]]);
        rows.push(labelled(&label, &row));
        ids.push(row);
    }
    report.columns_add(&ids);
    report.table(rows);
}

fn projects(report: &mut Report, words: &[String]) {
    let Some((total_label, header)) = words.split_last() else { return };
    let names = report.world.each("projects");
    let zero = exact(0, 1);
    let mut ids: Vec<Vec<usize>> = vec![Vec::new()];
    let (mut budget, mut spent) = (zero, zero);
    for (_, fact) in &names {
        let value = report.world.fact(fact).unwrap_or(zero);
        // In whole 100 元, so that two places of 万元 are exact.
        let planned =
            (value * exact(report.random.between(1_000, 1_120), 1_000) / exact(100, 1)).ceil() * exact(100, 1);
        ids.push(vec![report.number(planned, 2, "万元", None), report.money(fact), report.rate(value / planned)]);
        budget += planned;
        spent += value;
    }
    ids[0] = vec![report.number(budget, 2, "万元", None), report.money("spend.own"), report.rate(spent / budget)];
    for row in &ids {
        report.document.relate(RelationKind::Share, vec![row[1], row[0], row[2]]);
    }
    let money: Vec<Vec<usize>> = ids.iter().map(|row| row[..2].to_vec()).collect();
    report.columns_add(&money);
    let mut rows = vec![texts(header)];
    rows.extend(names.iter().zip(&ids[1..]).map(|((name, _), row)| labelled(name, row)));
    rows.push(labelled(total_label, &ids[0]));
    report.table(rows);
}

fn assets(report: &mut Report, words: &[String]) {
    let [kind, amount, share, houses, cars, equipment, total] = words else { return };
    let all = report.world.fact("assets.total").unwrap_or_else(|| exact(1, 1));
    let whole = report.money("assets.total");
    let mut rows = vec![texts(&[kind.clone(), amount.clone(), share.clone()])];
    let (mut of, mut rates) = (vec![whole], Vec::new());
    for (label, fact) in [(houses, "assets.houses"), (cars, "assets.cars"), (equipment, "assets.equipment")] {
        let value = report.world.fact(fact).unwrap_or_else(|| exact(0, 1));
        let (id, rate) = (report.money(fact), report.rate(value / all));
        report.document.relate(RelationKind::Share, vec![id, whole, rate]);
        of.push(id);
        rates.push(rate);
        rows.push(labelled(label, &[id, rate]));
    }
    let hundred = report.rate(exact(1, 1));
    report.document.relate(RelationKind::TableSum, of);
    rows.push(labelled(total, &[whole, hundred]));
    report.document.relate(RelationKind::Hundred, rates);
    report.table(rows);
}

fn change(report: &mut Report, words: &[String]) {
    let Some((header, labels)) = words.split_at_checked(5) else { return };
    let mut rows = vec![texts(header)];
    for (label, pair) in labels.iter().zip([("income.total", "prior.income"), ("spend.total", "prior.spend")]) {
        let value = |fact: &str| report.world.fact(fact).unwrap_or_else(|| exact(1, 1));
        let (now, before) = (value(pair.0), value(pair.1));
        let after = report.money(pair.0);
        let prior = report.money(pair.1);
        let difference = report.number(now - before, 2, "万元", None);
        let rate = report.rate((now - before) / before);
        report.document.relate(RelationKind::Change, vec![prior, after, difference]);
        report.document.relate(RelationKind::Growth, vec![prior, after, rate]);
        rows.push(labelled(label, &[after, prior, difference, rate]));
    }
    report.table(rows);
}

fn towns(report: &mut Report, words: &[String]) {
    let [first, total] = words else { return };
    let (mut towns, mut things) = (Vec::new(), Vec::new());
    let (mut used_towns, mut used) = (Vec::new(), Vec::new());
    for _ in 0..4 {
        towns.extend(report.world.draw("town", &mut used_towns, &mut report.random));
    }
    for _ in 0..2 {
        things.extend(report.world.draw("floor", &mut used, &mut report.random));
    }
    if things.len() < 2 {
        return;
    }
    let mut values: Vec<Vec<i128>> =
        towns.iter().map(|_| vec![report.random.between(800, 9_000), report.random.between(400, 5_000)]).collect();
    for row in &mut values {
        row.insert(0, row.iter().sum());
    }
    let sums: Vec<i128> = (0..3).map(|column| values.iter().map(|row| row[column]).sum()).collect();
    values.insert(0, sums);
    let mut ids = Vec::new();
    for row in &values {
        let cells: Vec<usize> = row.iter().map(|v| report.number(exact(*v, 10), 1, "平方米", None)).collect();
        report.document.relate(RelationKind::TableSum, cells.clone());
        ids.push(cells);
    }
    report.columns_add(&ids);
    let mut rows = vec![texts(&[first.clone(), total.clone(), things[0].clone(), things[1].clone()])];
    rows.push(labelled(total, &ids[0]));
    rows.extend(towns.iter().zip(&ids[1..]).map(|(town, row)| labelled(town, row)));
    report.table(rows);
}

fn procure(report: &mut Report, words: &[String]) {
    let Some((header, labels)) = words.split_at_checked(2) else { return };
    let facts = ["procure.total", "procure.goods", "procure.works", "procure.services"];
    let ids: Vec<usize> = facts.iter().map(|fact| report.money(fact)).collect();
    report.document.relate(RelationKind::TableSum, ids.clone());
    let mut rows = vec![texts(header)];
    rows.extend(labels.iter().zip(&ids).map(|(label, id)| labelled(label, &[*id])));
    report.table(rows);
}

fn indicators(report: &mut Report, words: &[String]) {
    let mut rows = vec![texts(words)];
    let score = |report: &mut Report, mantissa: i128, scale: u32| {
        let id = report.number(exact(mantissa, crate::number::power(scale)), scale, "分", None);
        report.document.quantities[id].loose = true;
        report.document.quantities[id].blank = false;
        id
    };
    let total = [score(report, 100, 0), score(report, report.world.score, 2)];
    report.document.quantities[total[1]].key = Some("score".to_owned());
    let (mut weights, mut scores) = (vec![total[0]], vec![total[1]]);
    let label = |a: &str, b: &str| vec![Cell::text(a), Cell::text(b)];
    let execution = report.world.fact("execution").unwrap_or_else(|| exact(1, 1));
    let mut row = label("投入指标", "预算执行");
    let [target, actual] = [report.rate(exact(1, 1)), report.rate(execution)];
    report.document.quantities[target].printed = Printed { mantissa: 100, scale: 0 };
    let [weight, points] = [score(report, 10, 0), score(report, report.world.execution_score, 2)];
    row.extend([Cell::text("预算执行率"), cell(target), cell(actual), cell(weight), cell(points)]);
    rows.push(row);
    weights.push(weight);
    scores.push(points);
    report.document.relate(RelationKind::ScoreCap, vec![points, weight]);
    for (number, output) in (1..).zip(report.world.outputs.clone()) {
        let unit = Unit::of(&output.unit);
        let mut target = Quantity::plain(output.target, unit.clone());
        "≥".clone_into(&mut target.before);
        target.cell = true;
        let mut actual = Quantity::plain(output.actual, unit);
        actual.cell = true;
        actual.key = Some(format!("output.{number}"));
        let [target, actual] = [target, actual].map(|quantity| report.document.quantity(quantity));
        // A shortfall that costs points contradicts nothing.
        if output.score == output.weight * 10 {
            report.document.relate(RelationKind::Target, vec![target, actual]);
        }
        let [weight, points] = [score(report, output.weight, 0), score(report, output.score, 1)];
        report.document.relate(RelationKind::ScoreCap, vec![points, weight]);
        weights.push(weight);
        scores.push(points);
        let mut row = label("产出指标", "数量指标");
        row.extend([Cell::text(output.phrase), cell(target), cell(actual), cell(weight), cell(points)]);
        rows.push(row);
    }
    let mut row = vec![Cell::text("合计"), Cell::text(""), Cell::text(""), Cell::text(""), Cell::text("")];
    row.extend(total.map(cell));
    rows.push(row);
    report.document.relate(RelationKind::ScoreSum, weights);
    report.document.relate(RelationKind::ScoreSum, scores);
    report.table(rows);
}
