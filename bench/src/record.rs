//! The table, and its place among the recorded measurements.

use std::path::Path;
use std::time::SystemTime;

use crate::Row;
use crate::corpus::Corpus;

const PAGE: &str = "docs/dev/measurements.md";
const BEGIN: &str = "<!-- bench -->";
const END: &str = "<!-- /bench -->";

/// The figures as Markdown, with what they were measured on.
pub fn table(corpus: &Corpus, rows: &[Row]) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let machine = processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let mut lines = vec![
        format!("{}, on {cores} cores of {machine}, {}.", corpus.origin, today()),
        String::new(),
        "| What | Figure | Goal |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(rows.iter().map(|Row { what, figure, goal }| format!("| {what} | {figure} | {goal} |")));
    lines.join("\n")
}

/// Puts the table between its marks on the page.
///
/// # Errors
/// When the page or its marks are missing.
pub fn write(root: &Path, table: &str) -> Result<(), String> {
    let path = root.join(PAGE);
    let page = std::fs::read_to_string(&path).map_err(|error| format!("{PAGE}: {error}"))?;
    let marked = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = marked.ok_or_else(|| format!("{PAGE} lacks the marks {BEGIN} and {END}"))?;
    std::fs::write(&path, format!("{before}{BEGIN}\n{table}\n{END}{after}")).map_err(|error| format!("{PAGE}: {error}"))
}

/// The name of the processor, where the system tells it in a file.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let (year, month, day) = date(seconds / 86_400);
    format!("{year}-{month:02}-{day:02}")
}

/// The calendar date of a day counted from 1970-01-01.
fn date(days: u64) -> (u64, u64, u64) {
    // Years are counted from March, so that the leap day is the last; 719,468 days lie between the two beginnings.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, expected) in [(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (20_781, (2026, 11, 24))] {
            assert_eq!(date(days), expected);
        }
    }
}
