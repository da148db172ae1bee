//! What a report says for each place of a form, as it was written.

use jiheng_model::decimal::Decimal;
use jiheng_model::document::{Block, Cell, Document, Table};
use jiheng_model::evaluation::FactSet;
use jiheng_model::statement::{Entity, Role, State, Statement};
use jiheng_packs::vocabulary::Vocabulary;

/// The report behind a form to be written.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    document: &'a Document,
    facts: &'a FactSet,
    vocabulary: &'a Vocabulary,
    code: Option<&'a str>,
}

/// What stands in a cell for a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// As printed; empty for a blank.
    pub text: String,
    /// Its number, where the text is nothing but one.
    pub number: Option<Decimal>,
}

/// A piece of the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written<'a> {
    /// One line of text.
    Text(String),
    /// A table between the lines.
    Table(&'a Table),
}

impl<'a> Content<'a> {
    /// The facts of a document, the document for the words around them, and the units they are in.
    pub fn new(document: &'a Document, facts: &'a FactSet, vocabulary: &'a Vocabulary) -> Self {
        Self { document, facts, vocabulary, code: None }
    }

    /// The same under a check code that the caller keeps, instead of one of what is printed.
    #[must_use]
    pub fn coded(self, code: &'a str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// The check code at the foot of every page.
    pub(crate) fn code(&self) -> Option<&'a str> {
        self.code
    }

    /// The facts alone.
    pub fn facts(&self) -> &'a FactSet {
        self.facts
    }

    /// The text of a labelled field; empty where it is blank or missing. What running text says of it does not fill it in.
    pub fn field(&self, fact: &str) -> String {
        let is_field = |s: &&Statement| s.entity.is_none() && s.fact.as_ref().is_some_and(|f| f.instance.is_none());
        let stated = self.facts.of(fact).find(is_field).filter(|s| s.state != State::Blank);
        stated.map(|s| self.whole(s)).unwrap_or_default()
    }

    /// The n-th of a repeated fact, as text.
    pub fn nth(&self, fact: &str, instance: u32, role: Role) -> Option<String> {
        let is_nth = |s: &&Statement| s.fact.as_ref().is_some_and(|f| f.instance == Some(instance));
        let found = self.instances(fact, role).find(is_nth)?;
        Some(if found.state == State::Blank { String::new() } else { self.whole(found) })
    }

    /// Numbers of a repeated fact.
    pub fn numbers(&self, fact: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.facts.of(fact).filter_map(|s| s.fact.as_ref()?.instance).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// All that was written about goals in one role, each cell once.
    pub fn goals(&self, role: Role) -> String {
        let mut seen: Vec<(u32, Option<u32>, Option<u32>)> = Vec::new();
        let mut lines: Vec<String> = Vec::new();
        for statement in self.instances("goal", role) {
            let place = place(statement);
            if place.1.is_some() && seen.contains(&place) {
                continue;
            }
            seen.push(place);
            lines.push(self.cell(statement).map_or_else(|| statement.written.clone(), str::to_owned));
        }
        lines.join("\n")
    }

    /// The text of a labelled field, with its number where the field holds nothing else.
    pub fn field_amount(&self, fact: &str) -> Amount {
        let text = self.field(fact);
        // A telephone number is no number to reckon with.
        let counted = self.facts.of(fact).any(|s| s.state == State::Number && s.class.is_none());
        let number = Decimal::parse(&text).filter(|_| counted);
        Amount { text, number }
    }

    /// A figure of an institution in a table that is printed in `unit`.
    pub fn amount(&self, fact: &str, entity: Entity, unit: &str) -> Amount {
        let stated = self.facts.of(fact).find(|s| s.entity == Some(entity));
        let Some(statement) = stated.filter(|s| s.state != State::Blank) else { return Amount::default() };
        let Some(value) = statement.value else { return Amount { text: self.whole(statement), number: None } };
        let from = statement.unit.as_ref().filter(|printed| *printed.symbol != *unit).map(|printed| printed.factor);
        let converted = from.zip(factor(self.vocabulary, unit)).and_then(|(from, to)| convert(value, from, to));
        if let Some(value) = converted {
            return Amount { text: value.to_string(), number: Some(value) };
        }
        let text = self.whole(statement);
        let plain = Decimal::parse(&text).is_some_and(|read| read == value);
        Amount { text, number: plain.then_some(value) }
    }

    /// The subordinate institutions with their names, in order.
    pub fn subordinates(&self) -> Vec<(u32, String)> {
        let mut found: Vec<(u32, String)> = Vec::new();
        for statement in self.facts.of("institution.name") {
            if let Some(Entity::Subordinate(number)) = statement.entity
                && !found.iter().any(|(known, _)| *known == number)
            {
                found.push((number, self.whole(statement)));
            }
        }
        found.sort_unstable_by_key(|(number, _)| *number);
        found
    }

    /// What stands below the heading that this fact is, up to the next of `headings` or the annexes.
    pub fn section(&self, fact: &str, headings: &[&str]) -> Vec<Written<'a>> {
        let Some(heading) = self.facts.of(fact).next() else { return Vec::new() };
        let others: Vec<&Statement> =
            headings.iter().filter_map(|other| self.facts.of(other).next()).filter(|s| s.id != heading.id).collect();
        match self.cell(heading) {
            Some(text) => {
                let from = heading.anchor.chars.1 as usize;
                let same = |s: &&&Statement| place(s) == place(heading);
                let next = others.iter().filter(same).map(|s| s.anchor.chars.0 as usize).filter(|at| *at >= from).min();
                let inside: String = text.chars().take(next.unwrap_or(usize::MAX)).skip(from).collect();
                let below = if next.is_none() { self.rows_below(heading, &others) } else { Vec::new() };
                lines(&inside).map(Written::Text).chain(below).collect()
            }
            None => self.blocks_after(heading, &others),
        }
    }

    /// In a sheet whose lines are rows: the rows down to that of the next heading.
    fn rows_below(&self, heading: &Statement, others: &[&Statement]) -> Vec<Written<'a>> {
        let (block, Some(row)) = (heading.anchor.block, heading.anchor.row) else { return Vec::new() };
        let Some(Block::Table(table)) = self.document.blocks.get(block as usize) else { return Vec::new() };
        let below = others.iter().filter(|s| s.anchor.block == block).filter_map(|s| s.anchor.row);
        let next = below.filter(|other| *other > row).min().unwrap_or(u32::MAX);
        let cells = table.cells.iter().filter(|cell| (row + 1..next).contains(&cell.row));
        cells.flat_map(|cell| lines(self.text_of(cell)).map(Written::Text)).collect()
    }

    fn blocks_after(&self, heading: &Statement, others: &[&Statement]) -> Vec<Written<'a>> {
        let from = heading.anchor.block as usize + 1;
        let next = others.iter().map(|s| s.anchor.block as usize).filter(|at| *at >= from).min();
        let end = next.unwrap_or_else(|| self.annex_from(from));
        let blocks = self.document.blocks.iter().take(end).skip(from);
        let written = blocks.flat_map(|block| match block {
            Block::Paragraph(paragraph) => lines(self.document.text(&paragraph.text)).map(Written::Text).collect(),
            Block::Table(table) => vec![Written::Table(table)],
        });
        written.collect()
    }

    /// The first block from `from` on that opens an annex: a line that says so, or a table after the last heading.
    fn annex_from(&self, from: usize) -> usize {
        let opens = |block: &Block| match block {
            Block::Paragraph(paragraph) => self.document.text(&paragraph.text).starts_with('附'),
            Block::Table(_) => true,
        };
        let blocks = self.document.blocks.iter().skip(from);
        from + blocks.take_while(|block| !opens(block)).count()
    }

    /// Tables that belong to no part of the form, behind everything that does, each with the lines above it.
    pub fn annexes(&self, headings: &[&str]) -> Vec<(Vec<String>, &'a Table)> {
        let of_form = self.facts.statements.iter().filter(|s| s.fact.is_some() && s.class.is_none());
        let narrative =
            headings.iter().filter_map(|heading| self.facts.of(heading).next()).map(|s| s.anchor.block).max();
        let parts = ["score.", "evaluator.", "signoff.", "preparer.", "basic.", "cover.", "indicator."];
        let written = of_form.filter(|s| {
            let name = s.fact.as_ref().map_or("", |fact| fact.name.as_str());
            s.entity.is_some() || parts.iter().any(|part| name.starts_with(part))
        });
        let last = written.map(|s| s.anchor.block).chain(narrative).max().unwrap_or(0);
        let from = self.annex_from(last as usize + 1);
        let mut above = Vec::new();
        let mut annexes = Vec::new();
        for block in self.document.blocks.iter().skip(from) {
            match block {
                Block::Paragraph(paragraph) => above.extend(lines(self.document.text(&paragraph.text))),
                Block::Table(table) => annexes.push((std::mem::take(&mut above), table)),
            }
        }
        annexes
    }

    /// The document's own text of a cell.
    pub fn text_of(&self, cell: &Cell) -> &'a str {
        self.document.text(&cell.text)
    }

    fn instances<'s>(&'s self, fact: &'s str, role: Role) -> impl Iterator<Item = &'s Statement> {
        self.facts.of(fact).filter(move |s| s.role == role)
    }

    /// The words of a statement with what stands around its number in the same cell.
    fn whole(&self, statement: &Statement) -> String {
        let spans_cell = statement.value.is_some();
        let cell = self.cell(statement).filter(|_| spans_cell);
        cell.map_or_else(|| statement.written.clone(), |text| text.trim().to_owned())
    }

    /// The text of the cell a statement stands in.
    fn cell(&self, statement: &Statement) -> Option<&'a str> {
        let (row, column) = (statement.anchor.row?, statement.anchor.column?);
        let Block::Table(table) = self.document.blocks.get(statement.anchor.block as usize)? else { return None };
        let at = table.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column)).ok()?;
        table.cells.get(at).map(|cell| self.document.text(&cell.text))
    }
}

/// Lines with visible text, trimmed.
fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// Where a statement stands: block, row, column.
fn place(statement: &Statement) -> (u32, Option<u32>, Option<u32>) {
    (statement.anchor.block, statement.anchor.row, statement.anchor.column)
}

/// Base units in one `symbol`, with 万 or 亿 before the name of a unit.
fn factor(vocabulary: &Vocabulary, symbol: &str) -> Option<i128> {
    let scaled = [("万", 10_000), ("亿", 100_000_000)];
    let (name, scale) =
        scaled.iter().find_map(|(word, scale)| Some((symbol.strip_prefix(word)?, *scale))).unwrap_or((symbol, 1));
    let unit = vocabulary.units.iter().find(|unit| unit.symbol == name)?;
    i128::from(unit.factor).checked_mul(scale)
}

/// A value in another unit of the same kind, written out; `None` where that is no decimal.
fn convert(value: Decimal, from: i128, to: i128) -> Option<Decimal> {
    let base = value.mantissa().checked_mul(from)?;
    let (mut scale, mut mantissa) = (value.scale(), base);
    while mantissa % to != 0 {
        mantissa = mantissa.checked_mul(10)?;
        scale = scale.checked_add(1).filter(|scale| *scale <= 12)?;
    }
    Decimal::new(mantissa / to, scale).map(|value| value.trimmed(2))
}
