//! Comparing what things are called.

use std::collections::BTreeSet;

/// Longer texts are compared by their beginnings.
const LENGTH_MAX: usize = 200;

/// Words that end a name without telling things apart.
const GENERIC: [&str; 8] = ["项目", "工程", "工作", "任务", "建设", "目标", "指标", "情况"];

/// True for the same name, empty words at its end aside.
pub(crate) fn same_subject(a: &str, b: &str) -> bool {
    let (a, b) = (stem(a), stem(b));
    a.chars().count() >= 2 && a == b
}

/// A name without 项目, 工程 and the like at its end.
pub(crate) fn stem(name: &str) -> &str {
    let mut stem = name.trim();
    while let Some(shorter) = GENERIC.iter().find_map(|word| stem.strip_suffix(word)).filter(|rest| !rest.is_empty()) {
        stem = shorter;
    }
    stem
}

/// True when both texts have a run of `least` letters.
pub(crate) fn shares(a: &str, b: &str, least: usize) -> bool {
    let chars = |text: &str| text.chars().filter(|c| !c.is_whitespace()).take(LENGTH_MAX).collect::<Vec<char>>();
    let (a, b) = (chars(a), chars(b));
    let runs = |text: &'_ [char]| -> Vec<usize> {
        let spoken =
            |from: usize| text.get(from..from + least).is_some_and(|run| run.iter().all(|c| c.is_alphabetic()));
        (0..text.len()).filter(|from| spoken(*from)).collect()
    };
    let known: BTreeSet<&[char]> = runs(&a).into_iter().filter_map(|from| a.get(from..from + least)).collect();
    least == 0 || runs(&b).into_iter().filter_map(|from| b.get(from..from + least)).any(|run| known.contains(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_generic_ends() {
        assert!(same_subject("村庄规划编制工作", "村庄规划编制任务"));
        assert!(!same_subject("东山灌区改造项目", "西山灌区改造项目"));
        assert!(!same_subject("", ""));
    }

    #[test]
    fn the_longest_run_in_common() {
        for (a, b, length) in [
            ("全区31个村庄规划编制任务", "完成全部村庄规划编制任务", 8),
            ("农村供水", "灌区改造", 0),
            ("2021年", "2021年", 1),
        ] {
            assert!(shares(a, b, length), "{a} / {b}");
            assert!(!shares(a, b, length + 1), "{a} / {b}");
        }
    }
}
