//! From the cells of an export to a register.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiheng_model::evidence::{LeftOut, Mapped};
use jiheng_model::sheet::{Sheet, Workbook, letters};
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;
use jiheng_packs::register::{Holds, RegisterKind};

use super::column::{Collector, Mark};
use super::contract::Contract;
use super::head::{self, Head};
use super::{Fault, Register, totals};
use crate::label;
use crate::units::{self, Measure};

/// An export as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// Path as shown.
    pub path: &'a str,
    /// SHA-256 of the bytes.
    pub sha256: &'a str,
    /// Its cells.
    pub book: &'a Workbook,
    /// What is said of it.
    pub contract: Option<&'a Contract>,
}

/// Why an export is no register that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub Bilingual);

impl Unfit {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Bilingual::new(zh, en))
    }
}

impl Register {
    /// Recognises an export by its headers and reads its rows.
    ///
    /// # Errors
    /// When it fits no kind of register, or more than one.
    pub fn read(export: &Export<'_>, packs: &PackSet) -> Result<Self, Unfit> {
        kept_word(export)?;
        let (kind, sheet, head) = recognised(export, packs)?;
        let mut import =
            Import { export, kind, sheet, head: &head, packs, left_out: Vec::new(), covered: covered(sheet) };
        let rows = import.rows();
        import.register(&rows)
    }
}

/// What the contract says of the file must be so.
fn kept_word(export: &Export<'_>) -> Result<(), Unfit> {
    let wanted = export.contract.and_then(|contract| contract.sha256.as_deref());
    if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(export.sha256)) {
        return Err(Unfit::new(
            "台账的 SHA-256 与说明文件所写的不同，可能不是同一份导出；请核对后改正说明文件。",
            "its SHA-256 is not that of the contract: it may be another export",
        ));
    }
    Ok(())
}

fn recognised<'a>(export: &Export<'a>, packs: &'a PackSet) -> Result<(&'a RegisterKind, &'a Sheet, Head), Unfit> {
    let asked = export.contract.and_then(|contract| contract.kind.as_deref());
    if let Some(id) = asked.filter(|id| !packs.registers.iter().any(|kind| kind.id == **id)) {
        let known: Vec<&str> = packs.registers.iter().map(|kind| kind.id.as_str()).collect();
        let known = known.join(" ");
        return Err(Unfit::new(
            format!("没有“{id}”这种台账；现有：{known}"),
            format!("there is no register {id}; there are: {known}"),
        ));
    }
    let named = export.contract.and_then(|contract| contract.sheet.as_deref());
    let mut found: Vec<(usize, &RegisterKind, &Sheet, Head)> = Vec::new();
    for sheet in export.book.sheets.iter().filter(|sheet| named.is_none_or(|name| name == sheet.name)) {
        for kind in packs.registers.iter().filter(|kind| asked.is_none_or(|id| id == kind.id)) {
            if let Some(head) = head::find(sheet, kind, export.contract) {
                let titled = is_titled(export, sheet, &head, kind);
                found.push((head.columns.len() + usize::from(titled) * TITLE_WEIGHT, kind, sheet, head));
            }
        }
    }
    let most = found.iter().map(|(score, ..)| *score).max().unwrap_or(0);
    found.retain(|(score, ..)| *score == most);
    let (many, best) = (found.len() > 1, found.pop());
    match best {
        Some((_, kind, sheet, head)) if !many => Ok((kind, sheet, head)),
        Some(_) => Err(Unfit::new(
            "不止一种台账或不止一个工作表符合，请在说明文件中写明 kind 或 sheet。",
            "more than one kind of register or sheet fits; name kind or sheet in a contract",
        )),
        None => Err(unrecognised(asked.and_then(|id| packs.registers.iter().find(|kind| kind.id == id)))),
    }
}

/// A title with the subject of a register says more than two columns.
const TITLE_WEIGHT: usize = 3;

fn is_titled(export: &Export<'_>, sheet: &Sheet, head: &Head, kind: &RegisterKind) -> bool {
    let speaks = |text: &str| kind.topics.iter().any(|topic| text.contains(topic.as_str()));
    let name = export.path.rsplit(['/', '\\']).next().unwrap_or_default();
    speaks(name)
        || speaks(&sheet.name)
        || (0..head.first).any(|row| sheet.row(row).any(speaks))
        || head.headers.iter().any(|header| speaks(&header.label))
}

fn unrecognised(kind: Option<&RegisterKind>) -> Unfit {
    let Some(kind) = kind else {
        return Unfit::new(
            "没有认出这是哪一种台账：没有找到足够的列名；请在说明文件中写明 kind 和 columns。",
            "no kind of register was recognised by its headers; name kind and columns in a contract",
        );
    };
    let required = kind.columns.iter().filter(|column| column.required);
    let names: Vec<&str> = required.map(|column| column.zh.as_str()).collect();
    let names = names.join("、");
    Unfit::new(
        format!("作为“{}”，没有找到必需的列：{names}；请在说明文件的 columns 中写明它们在表中的列名。", kind.zh),
        format!("as {} it lacks required columns: {names}; name them in the contract", kind.en),
    )
}

/// Cells under merged ones that are filled in; more are no register.
const COVERED_MAX: usize = 1_000_000;

/// Cells that a merged one reaches down over, with the row that holds their text.
fn covered(sheet: &Sheet) -> HashMap<(usize, usize), usize> {
    let mut covered = HashMap::new();
    for merge in sheet.merges.iter().filter(|merge| merge.rows > 1 && merge.columns == 1) {
        let (row, column) = (merge.row as usize, merge.column as usize);
        for below in (row + 1..row + merge.rows as usize).take_while(|below| *below < sheet.rows()) {
            if covered.len() >= COVERED_MAX {
                return covered;
            }
            covered.insert((below, column), row);
        }
    }
    covered
}

/// The work on one sheet.
struct Import<'a> {
    export: &'a Export<'a>,
    kind: &'a RegisterKind,
    sheet: &'a Sheet,
    head: &'a Head,
    packs: &'a PackSet,
    left_out: Vec<LeftOut>,
    covered: HashMap<(usize, usize), usize>,
}

/// Rows below the header by what they are.
#[derive(Default)]
struct Rows {
    data: Vec<usize>,
    totals: Vec<usize>,
    read: usize,
}

impl<'a> Import<'a> {
    fn cell(&self, row: usize, column: usize) -> &'a str {
        // Most sheets have no merged cells, and a lookup for each of a million costs.
        let above = if self.covered.is_empty() { None } else { self.covered.get(&(row, column)) };
        let row = above.copied().unwrap_or(row);
        self.sheet.cell(row, column)
    }

    fn leave(&mut self, row: usize, zh: impl Into<String>, en: impl Into<String>, unreadable: bool) {
        let place = self.sheet.place(row, None).to_string();
        self.left_out.push(LeftOut { place, reason: Bilingual::new(zh, en), unreadable });
    }

    /// Tells data from totals and from what stands below the table.
    fn rows(&mut self) -> Rows {
        let mut rows = Rows::default();
        for row in self.head.row + 1..self.sheet.rows() {
            let first = self.sheet.row(row).find(|cell| !cell.is_empty()).unwrap_or_default();
            let filled = self.head.columns.values().filter(|column| !self.cell(row, **column).is_empty()).count();
            if first.is_empty() {
                continue;
            }
            rows.read += 1;
            if self.sheet.row(row).any(label::is_total) {
                self.leave(row, "合计行，不计入", "a total, not counted", false);
                if !self.sheet.row(row).any(label::is_partial_total) {
                    rows.totals.push(row);
                }
            } else if filled <= 1 && label::is_footer(first) {
                self.leave(row, "表后说明，不计入", "a remark below the table, not counted", false);
            } else if self.repeats_header(row) {
                self.leave(row, "重复的表头，不计入", "the header again, not counted", false);
            } else if filled == 0 {
                self.leave(row, "没有一列能读", "nothing in it could be read", true);
            } else {
                rows.data.push(row);
            }
        }
        rows
    }

    /// Printed exports have the header on every page.
    fn repeats_header(&self, row: usize) -> bool {
        self.head
            .columns
            .values()
            .all(|column| self.sheet.cell(row, *column) == self.sheet.cell(self.head.row, *column))
    }

    fn register(mut self, rows: &Rows) -> Result<Register, Unfit> {
        let mut faults = Vec::new();
        let data = self.current(&rows.data, &mut faults);
        let mut columns = BTreeMap::new();
        let mut mapped = Vec::new();
        let measure_of = |symbol: &str| units::measure(symbol, &self.packs.vocabulary);
        for kind in &self.kind.columns {
            let Some(at) = self.head.columns.get(&kind.id).copied() else { continue };
            let said = self.export.contract.and_then(|contract| contract.columns.get(&kind.id));
            let unit = self.unit(at, kind.holds, said.and_then(super::ContractColumn::unit));
            let mut collector = Collector::new(kind, said, unit.clone());
            for row in &data {
                collector.take(self.cell(*row, at), &measure_of);
            }
            let Some(column) = collector.finish() else {
                let why = format!("“{}”列的数字太大，无法计算。", kind.zh);
                return Err(Unfit::new(why, format!("numbers of {} are too large", kind.en)));
            };
            let header = self.sheet.cell(self.head.row, at);
            let header = if header.is_empty() { self.sheet.cell(self.head.first, at) } else { header }.to_owned();
            let unit = unit.filter(|_| kind.holds != Holds::Count).map(|unit| unit.symbol);
            mapped.push(Mapped { id: kind.id.clone(), header, letter: letters(at), unit });
            columns.insert(kind.id.clone(), column);
        }
        for (kind, column) in self.kind.columns.iter().filter_map(|kind| Some((kind, columns.get(&kind.id)?))) {
            for (row, _) in column.marks.iter().enumerate().filter(|(_, mark)| **mark == Mark::Unreadable) {
                let Some(source) = data.get(row) else { continue };
                let at = self.head.columns.get(&kind.id).copied();
                let place = self.sheet.place(*source, at).to_string();
                let written = at.map_or("", |at| self.cell(*source, at));
                let reason = Bilingual::new(
                    format!("“{}”写作“{written}”，不能读取；用到这一列的数不比较", kind.zh),
                    format!(
                        "{} reads {written:?}, which means nothing here; figures that need it are not compared",
                        kind.en
                    ),
                );
                self.left_out.push(LeftOut { place, reason, unreadable: true });
            }
        }
        totals::check(self.sheet, self.head, &rows.totals, &columns, &mut faults);
        let contract = self.export.contract.cloned().unwrap_or_default();
        if contract.rows.is_some_and(|wanted| wanted != rows.data.len()) {
            let (wanted, found) = (contract.rows.unwrap_or(0), rows.data.len());
            return Err(Unfit::new(
                format!("说明文件写明 {wanted} 行，台账有 {found} 行；请核对是否导出完整。"),
                format!("the contract says {wanted} rows, there are {found}: is the export complete?"),
            ));
        }
        let keys = self.head.columns.get(&self.kind.key).copied();
        let seen: BTreeSet<&str> = contract.seen.iter().flat_map(|seen| seen.keys.iter().map(String::as_str)).collect();
        let is_seen = |row: usize| keys.is_some_and(|at| seen.contains(self.cell(row, at)));
        Ok(Register {
            path: self.export.path.to_owned(),
            sha256: self.export.sha256.to_owned(),
            format: self.export.book.format.clone(),
            encoding: self.export.book.encoding.clone(),
            kind: self.kind.id.clone(),
            rows_read: rows.read,
            mapped,
            faults,
            columns,
            names: self.kind.columns.iter().map(|column| (column.id.clone(), column.zh.clone())).collect(),
            doubtful: self.head.doubtful.clone(),
            sheet: self.sheet.name.clone(),
            lines: data.iter().map(|row| self.sheet.line(*row)).collect(),
            seen: data.iter().enumerate().filter(|(_, row)| is_seen(**row)).map(|(at, _)| at).collect(),
            years: self.years(),
            contract,
            left_out: self.left_out,
        })
    }

    /// Rows that count: not void, not replaced by a later row.
    fn current(&mut self, data: &[usize], faults: &mut Vec<Fault>) -> Vec<usize> {
        let of = |holds: Holds| {
            let kind = self.kind.columns.iter().find(|column| column.holds == holds)?;
            self.head.columns.get(&kind.id).copied()
        };
        let (void, replaces) = (of(Holds::Void), of(Holds::Replaces));
        let key = self.head.columns.get(&self.kind.key).copied();
        let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
        if let Some(key) = key.filter(|_| replaces.is_some()) {
            for row in data {
                rows.entry(self.cell(*row, key)).or_default().push(*row);
            }
        }
        let mut gone: BTreeMap<usize, (Bilingual, bool)> = BTreeMap::new();
        for row in data {
            let void = void.map(|at| self.cell(*row, at)).filter(|text| !matches!(*text, "" | "否" | "无" | "—" | "/"));
            if let Some(reason) = void {
                gone.insert(*row, (Bilingual::new(format!("已作废：{reason}"), format!("void: {reason}")), false));
            }
            let Some(replaced) = replaces.map(|at| self.cell(*row, at)).filter(|text| !text.is_empty()) else {
                continue;
            };
            let earlier: Vec<usize> =
                rows.get(replaced).into_iter().flatten().copied().filter(|other| other != row).collect();
            if let [earlier] = earlier.as_slice() {
                let by = self.sheet.place(*row, None);
                let reason = Bilingual::new(format!("已由{by}更正"), format!("replaced by {by}"));
                gone.insert(*earlier, (reason, false));
            } else {
                let reason = Bilingual::new(
                    format!("写明更正“{replaced}”，但没有唯一的这一行"),
                    format!("says that it replaces {replaced:?}, but there is not one such row"),
                );
                gone.insert(*row, (reason, true));
            }
        }
        let kept: Vec<usize> = data.iter().copied().filter(|row| !gone.contains_key(row)).collect();
        for (row, (reason, unreadable)) in gone {
            self.leave(row, reason.zh, reason.en, unreadable);
        }
        if let Some(key) = key {
            self.unique(&kept, key, faults);
        }
        kept
    }

    /// Every key names one row.
    fn unique(&self, rows: &[usize], key: usize, faults: &mut Vec<Fault>) {
        let mut first: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
        let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for row in rows {
            let value = self.cell(*row, key);
            let earlier = *first.entry(value).or_insert(*row);
            if earlier != *row {
                lines.entry(value).or_insert_with(|| vec![self.sheet.line(earlier)]).push(self.sheet.line(*row));
            }
        }
        let column = self.kind.column(&self.kind.key);
        let (zh, en) = column.map_or(("", ""), |column| (column.zh.as_str(), column.en.as_str()));
        for (value, lines) in lines.into_iter().filter(|(value, _)| !value.is_empty()) {
            faults.push(Fault {
                id: "key".to_owned(),
                zh: format!("{zh}“{value}”出现 {} 次", lines.len()),
                en: format!("{en} {value} stands {} times", lines.len()),
                lines,
            });
        }
    }

    /// The unit of a column: by contract, in its header, in the line above the table.
    fn unit(&self, column: usize, holds: Holds, said: Option<&str>) -> Option<Measure> {
        let dimension = holds.dimension()?;
        let of =
            |symbol: &str| units::measure(symbol, &self.packs.vocabulary).filter(|unit| unit.dimension == dimension);
        let above = || {
            let rows = (0..self.head.first).chain([self.head.first]);
            let mut lines = rows.flat_map(|row| self.sheet.row(row)).filter_map(label::unit_line);
            lines.find_map(|unit| of(&unit))
        };
        let remark = self.head.headers.get(column).map_or("", |header| header.remark.as_str());
        said.and_then(of).or_else(|| of(remark)).or_else(above)
    }

    /// Years that stand in the title, the name of the sheet or the name of the file.
    fn years(&self) -> Vec<u16> {
        let name = self.export.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let titles = (0..self.head.first).flat_map(|row| self.sheet.row(row));
        let texts = titles.chain([name, self.sheet.name.as_str()]);
        let years: BTreeSet<u16> = texts.flat_map(super::scope::years_in).collect();
        years.into_iter().collect()
    }
}
