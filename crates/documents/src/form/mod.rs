//! The official form, laid out from its definition: each part of it in a file of its own.

mod accounts;
mod basic;
mod check_code;
mod copy;
mod cover;
mod evaluators;
mod goals;
mod headers;
mod indicators;
mod narrative;
mod sheet;
mod sign_off;

pub use sheet::fill;

use jiheng_packs::form::Form;
use jiheng_packs::label::Labels;
use jiheng_packs::layout::Layout;

use crate::content::Content;
use crate::page::{Grid, Kind, Page, Piece, Row};

/// Why a form cannot be laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The definition only serves recognition.
    #[error("form {0} has no layout")]
    NoLayout(String),
}

/// Lays a form out with what a report says.
///
/// # Errors
/// When the definition has no layout.
pub fn lay_out(form: &Form, content: Content<'_>) -> Result<Page, Unfit> {
    let layout = form.layout.as_ref().ok_or_else(|| Unfit::NoLayout(form.id.clone()))?;
    let sheet = Sheet { form, layout, content };
    let mut pieces = vec![Piece::Cover(cover::cover(&sheet)), Piece::Grid(basic::grid(&sheet))];
    pieces.extend(accounts::grids(&sheet).into_iter().map(Piece::Grid));
    pieces.push(Piece::Grid(goals::grid(&sheet)));
    pieces.push(Piece::Grid(indicators::grid(&sheet)));
    pieces.push(Piece::Grid(evaluators::grid(&sheet)));
    pieces.push(Piece::Line(sign_off::preparer(&sheet)));
    pieces.extend(narrative::pieces(&sheet));
    let annexes = content.annexes(&narrative::facts(&sheet)).into_iter();
    pieces.extend(annexes.map(|(above, table)| Piece::Annex(above, copy::grid(content, table))));
    let code = content.code().map_or_else(|| check_code::of(&pieces), str::to_owned);
    let footer = format!("绩衡 {} · 校验码 {code}", env!("CARGO_PKG_VERSION"));
    Ok(Page { title: cover::title(&sheet), pieces, footer })
}

/// What every part of the form is laid out from.
struct Sheet<'a> {
    form: &'a Form,
    layout: &'a Layout,
    content: Content<'a>,
}

impl Sheet<'_> {
    fn grid(&self, name: &str, rows: Vec<Row>) -> Grid {
        Grid { name: name.to_owned(), weights: self.layout.column_weights.clone(), rows }
    }

    fn columns(&self) -> u32 {
        u32::try_from(self.layout.column_weights.len()).unwrap_or(u32::MAX)
    }

    /// 一、部门（单位）基本概况 across the table.
    fn banner(&self, part: &str) -> Row {
        Row::of([(self.columns(), Kind::Banner, self.part_heading(part))])
    }

    fn part_heading(&self, part: &str) -> String {
        let at = self.form.parts.iter().position(|known| known.id == part).unwrap_or(0);
        let heading = self.form.parts.get(at).map_or("", |known| first(&known.labels));
        format!("{}、{heading}", ordinal(at))
    }

    /// The label of a field, as first named in the definition.
    fn label(&self, fact: &str) -> String {
        let field = self.form.fields.iter().find(|field| field.fact == fact);
        field.map_or("", |field| first(&field.labels)).to_owned()
    }
}

/// The label that is printed; the others are only recognised.
fn first(labels: &Labels) -> &str {
    labels.iter().next().map_or("", String::as_str)
}

/// 一 to 十, for the n-th from 0.
fn ordinal(at: usize) -> char {
    "一二三四五六七八九十".chars().nth(at).unwrap_or('〇')
}
