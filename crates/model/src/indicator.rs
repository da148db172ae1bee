//! An indicator of the form or of any indicator table, with its cells and the numbers in them.

use std::collections::BTreeMap;

use crate::evaluation::FactSet;
use crate::statement::{Role, State, Statement, StatementId};
use crate::text::Bilingual;

/// What an indicator is meant to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 数量.
    Quantity,
    /// 质量.
    Quality,
    /// 时效.
    Timeliness,
    /// 成本.
    Cost,
    /// 效益, 可持续影响.
    Benefit,
    /// 满意度.
    Satisfaction,
    /// None of these.
    Other,
}

impl Kind {
    /// All that a table names.
    pub const ALL: [Self; 6] =
        [Self::Quantity, Self::Quality, Self::Timeliness, Self::Cost, Self::Benefit, Self::Satisfaction];

    /// Name used by packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Quality => "quality",
            Self::Timeliness => "timeliness",
            Self::Cost => "cost",
            Self::Benefit => "benefit",
            Self::Satisfaction => "satisfaction",
            Self::Other => "other",
        }
    }

    /// What it is called.
    pub fn words(self) -> Bilingual {
        let (zh, en) = match self {
            Self::Quantity => ("数量指标", "quantity"),
            Self::Quality => ("质量指标", "quality"),
            Self::Timeliness => ("时效指标", "timeliness"),
            Self::Cost => ("成本指标", "cost"),
            Self::Benefit => ("效益指标", "benefit"),
            Self::Satisfaction => ("满意度指标", "satisfaction"),
            Self::Other => ("其他指标", "other"),
        };
        Bilingual::new(zh, en)
    }
}

/// One indicator.
#[derive(Clone, Debug)]
pub struct Indicator<'a> {
    /// What it is meant to measure.
    pub kind: Kind,
    /// The cell with its name, where the table has one.
    pub name: Option<&'a Statement>,
    /// The cell of the target.
    pub target: Option<&'a Statement>,
    /// The cell of the result.
    pub result: Option<&'a Statement>,
    /// The cell of the unit.
    pub unit: Option<&'a Statement>,
    /// The cell of the evidence.
    pub evidence: Option<&'a Statement>,
    /// Numbers in the target cell.
    pub targets: Vec<&'a Statement>,
    /// Numbers in the result cell.
    pub results: Vec<&'a Statement>,
}

/// Block, row and column of a cell.
type Place = (u32, Option<u32>, Option<u32>);

fn place(statement: &Statement) -> Place {
    (statement.anchor.block, statement.anchor.row, statement.anchor.column)
}

/// All indicators of the report.
pub fn indicators(facts: &FactSet) -> Vec<Indicator<'_>> {
    let mut numbers: BTreeMap<Place, Vec<&Statement>> = BTreeMap::new();
    for statement in facts.statements.iter().filter(|s| s.state == State::Number && s.class.is_none()) {
        numbers.entry(place(statement)).or_default().push(statement);
    }
    let inside = |cell: Option<&Statement>| cell.and_then(|c| numbers.get(&place(c))).cloned().unwrap_or_default();
    let mut cells: BTreeMap<(bool, String, u32), BTreeMap<&str, &Statement>> = BTreeMap::new();
    let mut order: Vec<(bool, String, u32)> = Vec::new();
    for statement in facts.statements.iter().filter(|s| s.state != State::Number) {
        let Some(fact) = &statement.fact else { continue };
        let Some(instance) = fact.instance else { continue };
        let (key, part) = if let Some(part) = fact.name.strip_prefix("indicator_table.") {
            ((true, String::new(), instance), part)
        } else if fact.name.starts_with("indicator.") {
            let part = if statement.role == Role::Target { "target" } else { "result" };
            ((false, fact.name.clone(), instance), part)
        } else {
            continue;
        };
        if !cells.contains_key(&key) {
            order.push(key.clone());
        }
        cells.entry(key).or_default().insert(part, statement);
    }
    order
        .iter()
        .filter_map(|key| {
            let parts = cells.get(key)?;
            let get = |part: &str| parts.get(part).copied();
            let (name, target, result) = (get("name"), get("target"), get("result"));
            let dimension = if key.0 { name.map_or("", |s| s.subject.as_str()) } else { key.1.as_str() };
            Some(Indicator {
                kind: kind(dimension),
                name,
                target,
                result,
                unit: get("unit"),
                evidence: get("evidence"),
                targets: inside(target),
                results: inside(result),
            })
        })
        .collect()
}

/// The kind a dimension's name or fact id tells.
fn kind(dimension: &str) -> Kind {
    let table: [(&[&str], Kind); 6] = [
        (&["quantity", "数量"], Kind::Quantity),
        (&["quality", "质量"], Kind::Quality),
        (&["timeliness", "时效"], Kind::Timeliness),
        (&["cost", "成本"], Kind::Cost),
        (&["satisfaction", "满意"], Kind::Satisfaction),
        (&["benefit", "效益", "可持续"], Kind::Benefit),
    ];
    let fits = |words: &[&str]| words.iter().any(|word| dimension.contains(word));
    table.iter().find(|(words, _)| fits(words)).map_or(Kind::Other, |(_, kind)| *kind)
}

impl Indicator<'_> {
    /// Name and target as one text.
    pub fn text(&self) -> String {
        let of = |s: Option<&Statement>| s.map(|s| s.written.trim().to_owned()).unwrap_or_default();
        format!("{}{}", of(self.name), of(self.target))
    }

    /// The target as written.
    pub fn target_text(&self) -> &str {
        self.target.map_or("", |s| s.written.trim())
    }

    /// The result as written.
    pub fn result_text(&self) -> &str {
        self.result.map_or("", |s| s.written.trim())
    }

    /// What the indicator is called, without 指标1：.
    pub fn title(&self) -> String {
        let text = self.name.map_or_else(|| self.target_text(), |name| name.written.trim());
        let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        match line.split_once(['：', ':']) {
            Some((label, rest)) if label.starts_with("指标") && !rest.trim().is_empty() => rest.trim().to_owned(),
            _ => line.to_owned(),
        }
    }

    /// The title, shortened for messages.
    pub fn short(&self) -> String {
        let title = self.title();
        let cut: String = title.chars().take(18).collect();
        if cut.len() < title.len() { format!("{cut}…") } else { cut }
    }

    /// Where it stands.
    pub fn place(&self) -> Option<StatementId> {
        self.target.or(self.name).or(self.result).map(|s| s.id)
    }

    /// The unit the table gives beside the target.
    pub fn unit_text(&self) -> &str {
        self.unit.map_or("", |s| s.written.trim())
    }
}
