//! The page as a workbook: cover, form and narrative on a sheet each, figures as numbers.

use jiheng_model::text::plain as plain_text;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::page::{Cell, Cover, Grid, Kind, Page, Piece, Row};
use crate::workbook;

/// Width of the whole form in widths of a digit, as a printed A4 page holds it.
const WIDTH_DIGITS: u32 = 96;
/// Columns of a sheet of lines and tables.
const COLUMNS: usize = 24;
/// Height of one line of text in points.
const LINE_POINTS: u32 = 16;
/// The highest row that a workbook knows, in points.
const ROW_POINTS_MAX: u32 = 409;

/// Writes a page as xlsx.
///
/// # Errors
/// When the workbook cannot be written to memory, or a cell holds more than a workbook's cell can.
pub fn write(page: &Page) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook::titled(&page.title)?;
    let mut form = Filling::new("自评表", page)?;
    let mut text = Filling::new("综述", page)?;
    let mut annexes = Vec::new();
    for piece in &page.pieces {
        match piece {
            Piece::Cover(lines) => {
                workbook.push_worksheet(cover(lines, &page.footer)?);
            }
            Piece::Grid(grid) => form.table(grid)?,
            Piece::Line(line) => form.line(line, &plain())?,
            Piece::Narrative(paragraphs) | Piece::Prose(paragraphs) => {
                for paragraph in paragraphs {
                    let format = if paragraph.heading.is_some() { plain().set_bold() } else { plain() };
                    text.line(&paragraph.text, &format)?;
                }
            }
            Piece::Inset(grid) => text.table(&spread(grid))?,
            Piece::Annex(above, grid) => annexes.push((above, grid)),
        }
    }
    workbook.push_worksheet(form.sheet);
    if text.row > 0 {
        workbook.push_worksheet(text.sheet);
    }
    for (number, (above, grid)) in annexes.into_iter().enumerate() {
        let mut annex = Filling::new(&format!("附表{}", number + 1), page)?;
        annex.widths(&spread(grid))?;
        for line in above {
            annex.line(line, &plain().set_bold())?;
        }
        annex.table(&spread(grid))?;
        workbook.push_worksheet(annex.sheet);
    }
    workbook.save_to_buffer()
}

/// A sheet that is filled from the top.
struct Filling {
    sheet: Worksheet,
    /// The next free row.
    row: u32,
    /// Columns that a line is written across; 0 before any width was set.
    columns: u16,
}

impl Filling {
    fn new(name: &str, page: &Page) -> Result<Self, XlsxError> {
        Ok(Self { sheet: new_sheet(name, &page.footer)?, row: 0, columns: 0 })
    }

    fn widths(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        self.columns = narrow(grid.columns());
        set_widths(&mut self.sheet, grid)
    }

    fn table(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        if self.columns == 0 {
            self.widths(grid)?;
        }
        self.row = table(&mut self.sheet, grid, self.row)?;
        Ok(())
    }

    /// A line across the sheet.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        if self.columns == 0 {
            self.widths(&Grid { name: String::new(), weights: vec![1; COLUMNS], rows: Vec::new() })?;
        }
        merge(&mut self.sheet, (self.row, 0), (self.row, self.columns - 1), text, format)?;
        let needed = lines_in(text, WIDTH_DIGITS) * LINE_POINTS;
        self.sheet.set_row_height(self.row, needed.min(ROW_POINTS_MAX))?;
        self.row += 1;
        Ok(())
    }
}

/// A narrow table over the columns of a sheet that also holds lines; what is left over goes to its last column.
fn spread(grid: &Grid) -> Grid {
    let own = grid.weights.len().max(1);
    let share = u32::try_from((COLUMNS / own).max(1)).unwrap_or(1);
    let all = u32::try_from(COLUMNS.max(own)).unwrap_or(u32::MAX);
    let at = |column: u32| if column as usize >= own { all } else { column * share };
    let mut wide = grid.clone();
    wide.weights = vec![1; COLUMNS.max(own)];
    for cell in wide.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let end = at(cell.column + cell.column_span);
        cell.column = at(cell.column);
        cell.column_span = end.saturating_sub(cell.column).max(1);
    }
    wide
}

fn new_sheet(name: &str, footer: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    set_margins(&mut sheet);
    // & opens a code in a footer.
    sheet.set_footer(format!("&L{}&R第 &P 页，共 &N 页", footer.replace('&', "&&")));
    Ok(sheet)
}

/// Half an inch at the sides, as the widths are reckoned for.
#[expect(clippy::disallowed_types, reason = "the library takes margins as floats; none of them is an amount")]
fn set_margins(sheet: &mut Worksheet) {
    const SIDE: f64 = 0.5;
    const END: f64 = 0.75;
    sheet.set_margins(SIDE, SIDE, END, END, 0.3, 0.3);
}

fn plain() -> Format {
    Format::new().set_font_name("宋体").set_text_wrap().set_align(FormatAlign::Top)
}

fn cover(cover: &Cover, footer: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = new_sheet("封面", footer)?;
    let large = plain().set_font_size(20).set_bold().set_align(FormatAlign::Center);
    sheet.set_column_width(0, 24)?.set_column_width(1, 64)?;
    merge(&mut sheet, (1, 0), (1, 1), &cover.title, &large)?;
    let middle = plain().set_font_size(14);
    let mut row = 3;
    for (label, value) in &cover.lines {
        merge(&mut sheet, (row, 0), (row, 1), &format!("{label}：{value}"), &middle)?;
        row += 2;
    }
    merge(&mut sheet, (row + 1, 0), (row + 1, 1), &cover.issuer, &middle.set_align(FormatAlign::Center))?;
    Ok(sheet)
}

fn set_widths(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let total = grid.weights.iter().sum::<u32>().max(1);
    for (column, weight) in (0_u16..).zip(&grid.weights) {
        // Seven pixels to a digit.
        sheet.set_column_width_pixels(column, (WIDTH_DIGITS * 7 * weight).div_ceil(total))?;
    }
    Ok(())
}

/// Writes a table from a row on; returns the row after it.
///
/// A row that needs more height than a workbook's row can have stands on several, merged.
fn table(sheet: &mut Worksheet, grid: &Grid, from: u32) -> Result<u32, XlsxError> {
    let points: Vec<u32> = grid.rows.iter().map(|row| points(grid, row)).collect();
    let mut starts = vec![from];
    for needed in &points {
        let start = starts.last().copied().unwrap_or(from);
        starts.push(start + needed.div_ceil(ROW_POINTS_MAX));
    }
    let start = |row: usize| starts.get(row).or(starts.last()).copied().unwrap_or(from);
    for (at, row) in grid.rows.iter().enumerate() {
        let (first, after) = (start(at), start(at + 1));
        let needed = points.get(at).copied().unwrap_or(LINE_POINTS);
        for part in first..after {
            sheet.set_row_height(part, needed.div_ceil(after - first))?;
        }
        for cell in &row.cells {
            put(sheet, (first, start(at + cell.row_span as usize) - 1), cell)?;
        }
    }
    Ok(start(grid.rows.len()))
}

/// Height that a row needs for its own cells; those that reach further down have the rows below as well.
fn points(grid: &Grid, row: &Row) -> u32 {
    let lines = row.cells.iter().filter(|cell| cell.row_span == 1).map(|cell| lines_of(grid, cell)).max().unwrap_or(1);
    let asked = row.height_mm * 72 * 10 / 254;
    (lines * LINE_POINTS).max(asked)
}

/// Lines that the text takes in the width of its cell; a Chinese character is two digits wide.
fn lines_of(grid: &Grid, cell: &Cell) -> u32 {
    let total = grid.weights.iter().sum::<u32>().max(1);
    let weight: u32 = grid.weights.iter().skip(cell.column as usize).take(cell.column_span as usize).sum();
    lines_in(&cell.text, WIDTH_DIGITS * weight / total)
}

/// Lines of a text in so many digits; a line may end early, where no character fits any more.
fn lines_in(text: &str, room: u32) -> u32 {
    let room = room.saturating_sub(2).max(2);
    let digits = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    text.split('\n').map(|line| digits(line).div_ceil(room).max(1)).sum()
}

fn put(sheet: &mut Worksheet, (row, last_row): (u32, u32), cell: &Cell) -> Result<(), XlsxError> {
    let format = format_of(cell);
    let column = narrow(cell.column);
    let last = (last_row, narrow(cell.column + cell.column_span - 1));
    merge(sheet, (row, column), last, &cell.text, &format)?;
    if let Some(number) = cell.number {
        workbook::put_number(sheet, (row, column), number, &format)?;
    }
    Ok(())
}

fn format_of(cell: &Cell) -> Format {
    let format = plain().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    match cell.kind {
        Kind::Banner => format.set_bold(),
        Kind::Label | Kind::Number => format.set_align(FormatAlign::Center),
        Kind::Text => format,
        Kind::Sign => format.set_align(FormatAlign::Top),
    }
}

/// Writes text across cells; one cell alone is not merged.
fn merge(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = plain_text(text);
    let text = text.as_ref();
    if first != last {
        sheet.merge_range(first.0, first.1, last.0, last.1, text, format)?;
    } else if text.is_empty() {
        sheet.write_blank(first.0, first.1, format)?;
    } else {
        sheet.write_string_with_format(first.0, first.1, text, format)?;
    }
    Ok(())
}

fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
