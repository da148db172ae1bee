//! What the writers of workbooks share: numbers as they were printed, and properties without a clock.

use jiheng_model::decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// A workbook with a title and a fixed date, so that the same content is the same file.
pub(crate) fn titled(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let dated = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&dated));
    Ok(workbook)
}

/// Writes a number with its printed decimals as format.
#[expect(
    clippy::disallowed_types,
    reason = "a workbook stores numbers as floats; the printed decimals go along as its format"
)]
pub(crate) fn put_number(
    sheet: &mut Worksheet,
    place: (u32, u16),
    number: Decimal,
    format: &Format,
) -> Result<(), XlsxError> {
    let places = number.scale() as usize;
    let shown = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
    if let Ok(stored) = number.to_string().parse::<f64>() {
        sheet.write_number_with_format(place.0, place.1, stored, &format.clone().set_num_format(shown))?;
    }
    Ok(())
}
