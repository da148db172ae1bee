//! A report before it is printed: text, quantities that can be changed, and the relations between them.

use crate::number::{Approximation, Interval, Mode, Printed, capital, numeral};
use crate::unit::{Dimension, Unit};

/// How a quantity is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Number and unit.
    Plain,
    /// The number alone: table cells, all but the last of a list.
    Bare,
    /// 大写.
    Capital,
    /// 三次.
    Numeral,
}

/// How digits are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    Plain,
    /// 1,234.56
    Separated,
    /// １２３
    Wide,
}

/// One number of the report.
#[derive(Clone, Debug)]
pub struct Quantity {
    pub printed: Printed,
    /// Upper end of a range, in the same places.
    pub high: Option<i128>,
    pub unit: Unit,
    pub style: Style,
    /// Approximation word before the number.
    pub before: String,
    /// 余 or 多, between number and unit.
    pub between: String,
    /// Approximation word behind the unit.
    pub behind: String,
    /// An empty cell.
    pub blank: bool,
    /// In a table of numbers.
    pub cell: bool,
    /// No unit is printed anywhere near, so that either answer is right.
    pub loose: bool,
    /// What it says, where the same is said elsewhere.
    pub key: Option<String>,
    pub digits: Digits,
}

impl Quantity {
    /// A plain quantity.
    pub fn plain(printed: Printed, unit: Unit) -> Self {
        Self {
            printed,
            high: None,
            unit,
            style: Style::Plain,
            before: String::new(),
            between: String::new(),
            behind: String::new(),
            blank: false,
            cell: false,
            loose: false,
            key: None,
            digits: Digits::Plain,
        }
    }

    /// How exactly it is meant.
    pub fn approximation(&self) -> Approximation {
        if self.high.is_some() {
            return Approximation::Range;
        }
        let words = [&self.before, &self.between, &self.behind];
        words
            .iter()
            .map(|word| Approximation::of(word))
            .find(|a| *a != Approximation::None)
            .unwrap_or(Approximation::None)
    }

    /// What it stands for in base units; `None` for an empty cell.
    pub fn interval(&self, mode: Mode) -> Option<Interval> {
        (!self.blank).then(|| self.printed.interval(self.high, &self.unit, self.approximation(), mode))
    }

    /// The number alone, as in the text.
    pub fn number(&self) -> String {
        let plain = match self.style {
            Style::Capital => return capital(self.cents()),
            Style::Numeral => return numeral(self.printed.mantissa),
            Style::Plain | Style::Bare => self.printed.digits(),
        };
        let mut text = if self.digits == Digits::Separated { separated(&plain) } else { plain };
        if let Some(high) = self.high {
            let high = Printed { mantissa: high, scale: self.printed.scale }.digits();
            let rate = if self.unit.symbol == "%" { "%" } else { "" };
            text = format!("{text}{rate}{}{high}", if rate.is_empty() { "—" } else { "~" });
        }
        if self.digits == Digits::Wide { text.chars().map(widened).collect() } else { text }
    }

    fn cents(&self) -> i128 {
        Printed::rounded(self.printed.value() * self.unit.factor, 2).mantissa
    }

    /// The whole mention.
    pub fn text(&self) -> String {
        if self.blank {
            return String::new();
        }
        let unit = match self.style {
            Style::Bare | Style::Capital => "",
            Style::Plain | Style::Numeral => self.unit.symbol.as_str(),
        };
        [self.before.as_str(), &self.number(), &self.between, unit, &self.behind].concat()
    }

    /// A plain count that is meant exactly.
    pub fn is_count(&self) -> bool {
        self.printed.scale == 0
            && self.unit.is_counted()
            && self.unit.dimension == Dimension::Count
            && self.high.is_none()
    }
}

fn separated(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    fraction.map_or(text.clone(), |fraction| format!("{text}.{fraction}"))
}

fn widened(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c),
        '.' => '．',
        other => other,
    }
}

/// A word that a fault can turn into another.
#[derive(Clone, Debug)]
pub struct Toggle {
    pub kind: ToggleKind,
    pub options: Vec<String>,
    /// Which one is printed.
    pub at: usize,
    /// Which one is right.
    pub right: usize,
}

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToggleKind {
    /// 增长 or 下降.
    Direction,
    /// 优 良 中 差.
    Grade,
    /// Two dates in order, or the other way round.
    Period,
    /// A sentence, or its denial: 无……支出.
    Nil,
}

/// A piece of text.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    Quantity(usize),
    Toggle(usize),
    /// A list of names, joined by 、 or the sign given, the last two by the word given.
    Names(usize, String),
    /// A part of a whole with everything that goes when the part goes.
    Part(usize, Vec<Piece>),
    /// Shown while the toggle is as it should be; the denial of the toggle otherwise.
    Deniable(usize, Vec<Piece>),
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    pub pieces: Vec<Piece>,
    pub rows: usize,
    pub columns: usize,
}

impl Cell {
    /// A cell of one row and column.
    pub fn of(pieces: Vec<Piece>) -> Self {
        Self { pieces, rows: 1, columns: 1 }
    }

    /// A cell with this text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(vec![Piece::Text(text.into())])
    }

    /// Spans rows and columns.
    pub fn spanning(mut self, rows: usize, columns: usize) -> Self {
        self.rows = rows;
        self.columns = columns;
        self
    }
}

/// A visible block.
#[derive(Clone, Debug)]
pub enum Block {
    Heading(Vec<Piece>),
    Paragraph {
        pieces: Vec<Piece>,
        /// Its neighbours that are movable too may stand in another order.
        movable: bool,
    },
    Table(Vec<Vec<Cell>>),
}

/// How the document is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// Tables as tab-led lines, one cell a line.
    Dump,
    /// A web page.
    Html,
    /// Text, tables as lines with tabs.
    Text,
}

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// of\[0\] = Σ of\[1..\]
    Sum,
    /// of\[0\] = of\[1\] − of\[2..\]
    Remainder,
    /// of\[0\] = of\[1\] + of\[2\] − of\[3\]: what was there, what came and what went
    Flow,
    /// of\[0\] / of\[1\] = of\[2\]
    Share,
    /// Σ of = 100 %
    Hundred,
    /// The product of all but the last is the last.
    Product,
    /// of\[1\] = of\[0\] × (1 + of\[2\])
    Growth,
    /// of\[1\] − of\[0\] = of\[2\]
    Change,
    /// of\[0\] − of\[1\] = before, of\[1\] / before = of\[2\]
    ChangeRate,
    /// of\[1\] − of\[0\] = of\[2\] points
    Points,
    /// of\[1\] = of\[0\] × of\[2\], or twice of\[0\] when the text says so in a word
    Times,
    /// All the same.
    Same,
    /// of\[0\] names are listed.
    Listed,
    /// At most of\[0\] names are listed (等).
    ListedOpen,
    /// of\[0\] ≤ of\[1\]
    Within,
    /// of\[1\] meets of\[0\], as the text says.
    Target,
    /// The grade follows from of\[0\].
    Grade,
    /// The toggle is as it should be; of are denied by it.
    Nil,
    /// The two dates are in order.
    Order,
    /// of\[0\] = Σ of\[1..\], of points.
    ScoreSum,
    /// The points of\[0\] are at most the weight of\[1\].
    ScoreCap,
    /// The same amount in words.
    Words,
    /// of\[0\] = Σ of\[1..\] in a table.
    TableSum,
}

/// A relation that the text asserts.
#[derive(Clone, Debug)]
pub struct Relation {
    pub kind: RelationKind,
    pub of: Vec<usize>,
    pub toggle: Option<usize>,
    pub list: Option<usize>,
    /// The text says that it fell, as long as the toggle is right.
    pub falling: bool,
    /// 其中 without a word that the list is complete: a part that is left out contradicts nothing.
    pub open: bool,
    /// The template or table that asserts it.
    pub source: String,
}

/// A report and all that is true of it.
#[derive(Clone, Debug)]
pub struct Document {
    pub print: Print,
    pub layout: &'static str,
    pub blocks: Vec<Block>,
    pub quantities: Vec<Quantity>,
    pub toggles: Vec<Toggle>,
    pub lists: Vec<Vec<String>>,
    pub relations: Vec<Relation>,
    /// Ids of the sentence templates used.
    pub templates: Vec<String>,
    /// What is being written, for the relations that come of it.
    pub source: String,
}

impl Document {
    /// An empty one.
    pub fn new(print: Print, layout: &'static str) -> Self {
        Self {
            print,
            layout,
            blocks: Vec::new(),
            quantities: Vec::new(),
            toggles: Vec::new(),
            lists: Vec::new(),
            relations: Vec::new(),
            templates: Vec::new(),
            source: String::new(),
        }
    }

    /// Keeps a quantity.
    pub fn quantity(&mut self, quantity: Quantity) -> usize {
        self.quantities.push(quantity);
        self.quantities.len() - 1
    }

    /// States a relation.
    pub fn relate(&mut self, kind: RelationKind, of: Vec<usize>) {
        let source = self.source.clone();
        self.relations.push(Relation { kind, of, toggle: None, list: None, falling: false, open: false, source });
    }

    /// Quantities with the same key say the same.
    pub fn relate_keys(&mut self) {
        let mut relations = Vec::new();
        for (a, first) in self.quantities.iter().enumerate() {
            for (b, second) in self.quantities.iter().enumerate().skip(a + 1) {
                if first.key.is_some() && first.key == second.key {
                    relations.push(vec![a, b]);
                }
            }
        }
        for of in relations {
            let key = self.quantities[of[0]].key.as_deref().unwrap_or_default();
            self.source = format!("same:{}", key.trim_end_matches(|c: char| c.is_ascii_digit()));
            self.relate(RelationKind::Same, of);
        }
    }

    /// All pieces of the document, cells included, in order.
    pub fn for_each_piece<'a>(&'a self, visit: &mut dyn FnMut(&'a Piece)) {
        for block in &self.blocks {
            match block {
                Block::Heading(pieces) | Block::Paragraph { pieces, .. } => walk(pieces, visit),
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| walk(&cell.pieces, visit)),
            }
        }
    }
}

fn walk<'a>(pieces: &'a [Piece], visit: &mut dyn FnMut(&'a Piece)) {
    for piece in pieces {
        visit(piece);
        if let Piece::Part(_, inner) | Piece::Deniable(_, inner) = piece {
            walk(inner, visit);
        }
    }
}
