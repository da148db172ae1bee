//! The page as one self-contained web page that prints on A4.

use jiheng_model::text::is_steering;

use crate::page::{Cell, Cover, Grid, Kind, Page, Paragraph, Piece, Row};
use crate::xml::{each, escape};

const STYLE: &str = include_str!("html/page.css");

/// Writes a page as html; everything it needs stands in it.
pub fn write(page: &Page) -> String {
    let body = each(&page.pieces, piece);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(&page.title),
        footer(&page.footer)
    )
}

/// The foot of every printed page and the end of the web page, as a rule of style: it is no text of the report.
fn footer(text: &str) -> String {
    let quoted: String = text.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '\n') && !is_steering(*c)).collect();
    format!(
        "@page {{ @bottom-left {{ content: \"{quoted}\"; font-size: 9pt; }} @bottom-right {{ content: \"第 \" counter(page) \" 页，共 \" counter(pages) \" 页\"; font-size: 9pt; }} }}\n@page :first {{ @bottom-left {{ content: none; }} @bottom-right {{ content: none; }} }}\n@media screen {{ body::after {{ content: \"{quoted}\"; }} }}\n"
    )
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Cover(lines) => cover(lines),
        Piece::Grid(grid) | Piece::Inset(grid) => table(grid),
        Piece::Annex(above, grid) => {
            let lines = each(above, |line| format!("<p class=\"line\">{}</p>\n", escape(line)));
            format!("{lines}{}", table(grid))
        }
        Piece::Line(line) => format!("<p class=\"line\">{}</p>\n", escape(line)),
        Piece::Prose(paragraphs) => each(paragraphs, narrative),
        Piece::Narrative(paragraphs) => format!("<section>\n{}</section>\n", each(paragraphs, narrative)),
    }
}

fn cover(cover: &Cover) -> String {
    let line = |(label, value): &(String, String)| format!("<p>{}：{}</p>\n", escape(label), escape(value));
    format!(
        "<header>\n<h1>{}</h1>\n{}<p class=\"issuer\">{}</p>\n</header>\n",
        escape(&cover.title),
        each(&cover.lines, line),
        escape(&cover.issuer)
    )
}

fn narrative(paragraph: &Paragraph) -> String {
    let tag = match paragraph.heading {
        Some(0) => "h1",
        Some(1) => "h2",
        Some(_) => "h3",
        None => "p",
    };
    format!("<{tag}>{}</{tag}>\n", escape(&paragraph.text))
}

fn table(grid: &Grid) -> String {
    let total = grid.weights.iter().sum::<u32>().max(1);
    let column = |weight: &u32| {
        let hundredths = weight * 10_000 / total;
        format!("<col style=\"width:{}.{:02}%\">", hundredths / 100, hundredths % 100)
    };
    let opening = grid.rows.iter().take_while(|row| row.header).count();
    let (head, body) = grid.rows.split_at(opening);
    let group = |tag: &str, rows: &[Row]| {
        if rows.is_empty() { String::new() } else { format!("<{tag}>\n{}</{tag}>\n", each(rows, table_row)) }
    };
    format!(
        "<table>\n<colgroup>{}</colgroup>\n{}{}</table>\n",
        each(&grid.weights, column),
        group("thead", head),
        group("tbody", body)
    )
}

fn table_row(row: &Row) -> String {
    let height = if row.height_mm > 0 { format!(" style=\"height:{}mm\"", row.height_mm) } else { String::new() };
    format!("<tr{height}>{}</tr>\n", each(&row.cells, table_cell))
}

fn table_cell(cell: &Cell) -> String {
    let (tag, class) = match cell.kind {
        Kind::Banner => ("th", "banner"),
        Kind::Label => ("th", "label"),
        Kind::Number => ("td", "number"),
        Kind::Text => ("td", "text"),
        Kind::Sign => ("td", "sign"),
    };
    let span = |name: &str, value: u32| if value > 1 { format!(" {name}=\"{value}\"") } else { String::new() };
    let lines = cell.text.split('\n').map(|line| escape(line)).collect::<Vec<_>>().join("<br>");
    format!(
        "<{tag} class=\"{class}\"{}{}>{lines}</{tag}>",
        span("colspan", cell.column_span),
        span("rowspan", cell.row_span)
    )
}
