//! Lines of an export as a person looks them up.

/// Runs of lines, first and last of each.
pub(crate) fn runs(lines: &[u32]) -> Vec<(u32, u32)> {
    let mut sorted = lines.to_vec();
    sorted.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for line in sorted {
        match runs.last_mut() {
            Some((_, last)) if line <= last.saturating_add(1) => *last = line,
            _ => runs.push((line, line)),
        }
    }
    runs
}

/// Runs shown before the rest is only counted.
const RUNS_MAX: usize = 6;

/// `第3—8、11行`, with the sheet in front where there is one.
pub(crate) fn shown(sheet: &str, runs: &[(u32, u32)]) -> String {
    let one = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}—{to}") };
    let mut parts: Vec<String> = runs.iter().take(RUNS_MAX).map(one).collect();
    if runs.len() > RUNS_MAX {
        parts.push("…".to_owned());
    }
    let sheet = if sheet.is_empty() { String::new() } else { format!("“{sheet}”") };
    format!("{sheet}第{}行", parts.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_follow_each_other_are_one_run() {
        let runs = runs(&[3, 4, 5, 8, 10, 9, 20]);
        assert_eq!(runs, [(3, 5), (8, 10), (20, 20)]);
        assert_eq!(shown("", &runs), "第3—5、8—10、20行");
        assert_eq!(shown("台账", &[(2, 2)]), "“台账”第2行");
    }
}
