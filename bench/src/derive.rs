//! A document like the sample, but another department's: other names, other amounts that still add up, prose in
//! another order. The same number always gives the same document.

use std::io::{Cursor, Read as _, Write as _};

use zip::ZipArchive;
use zip::write::SimpleFileOptions;

/// Characters that names of places are made of.
const NAMES: [char; 20] = [
    '安', '宁', '平', '和', '永', '兴', '文', '德', '明', '昌', '隆', '康', '泰', '新', '祥', '丰', '华', '清', '嘉',
    '顺',
];

/// Document `number` made from a sample in this format.
///
/// # Errors
/// When the sample is not what its name says.
pub fn document(sample: &[u8], format: &str, number: usize) -> Result<Vec<u8>, String> {
    match format {
        "txt" => Ok(rotated(&scaled(&renamed(&text(sample)?, number), number), number).into_bytes()),
        "html" => Ok(scaled(&renamed(&text(sample)?, number), number).into_bytes()),
        "docx" => repacked(sample, &|text| scaled(&renamed(text, number), number)),
        // A workbook keeps amounts as binary numbers with a format of their own; only its words change.
        _ => repacked(sample, &|text| renamed(text, number)),
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())
}

/// Other names for the places, so that every document is its own.
fn renamed(text: &str, number: usize) -> String {
    let letter = |index: usize| NAMES[index % NAMES.len()];
    let place = |from: usize| format!("{}{}", letter(number + from), letter(number / NAMES.len() + from));
    let serial = format!("{}{}", letter(number / NAMES.len() / NAMES.len()), letter(number));
    text.replace("临江", &place(0)).replace("江州", &place(7)).replace("沈佳禾", &format!("沈{serial}"))
}

/// Amounts of three digits and two decimals times a small whole number: what added up adds up.
fn scaled(text: &str, number: usize) -> String {
    let factor = u64::try_from(number % 9 + 1).unwrap_or(1);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(from.len());
        let (written, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(&times(written, factor).filter(|_| !after.starts_with('%')).unwrap_or_else(|| written.to_owned()));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn times(written: &str, factor: u64) -> Option<String> {
    let (whole, decimals) =
        written.split_once('.').filter(|(whole, decimals)| whole.len() >= 3 && decimals.len() == 2)?;
    let hundredths = format!("{whole}{decimals}").parse::<u64>().ok()?.checked_mul(factor)?;
    Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

/// The paragraphs after the last table in another order.
fn rotated(text: &str, number: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let prose = lines.iter().rposition(|line| line.starts_with('\t')).map_or(0, |at| at + 1);
    let paragraphs = &mut lines[prose..];
    if !paragraphs.is_empty() {
        let by = number % paragraphs.len();
        paragraphs.rotate_left(by);
    }
    lines.join("\n") + "\n"
}

/// The same package with the text of its parts changed.
fn repacked(package: &[u8], change: &dyn Fn(&str) -> String) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(Cursor::new(package)).map_err(|error| error.to_string())?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).map_err(|error| error.to_string())?;
        let holds_text = name.ends_with("document.xml") || name.ends_with("sharedStrings.xml");
        let content = if holds_text { change(&content) } else { content };
        writer.start_file(name, SimpleFileOptions::default()).map_err(|error| error.to_string())?;
        writer.write_all(content.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(writer.finish().map_err(|error| error.to_string())?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_that_add_up_still_do_and_nothing_else_changes() {
        for (text, expected) in [
            ("支出431.00万元，其中310.40和120.60。", "支出862.00万元，其中620.80和241.20。"),
            ("占94.74%，得9.33分，2021年1.2.3", "占94.74%，得9.33分，2021年1.2.3"),
        ] {
            assert_eq!(scaled(text, 1), expected);
        }
    }

    #[test]
    fn tables_stay_and_prose_moves_on() {
        assert_eq!(rotated("\t甲\n乙\n丙\n", 1), "\t甲\n丙\n乙\n");
    }
}
