//! Names that 和, 及 or 与 join, or that only hold such a character: 甲镇和乙镇, 永和镇.

/// Words that join two names, the longest first.
const JOINTS: [&str; 4] = ["以及", "和", "及", "与"];

/// Divides as many of the names as it takes to have `wanted` of them, where both sides can be names; else as they are.
pub(super) fn divided(names: &[String], wanted: usize) -> Vec<String> {
    let mut divided: Vec<String> = names.to_vec();
    while divided.len() < wanted {
        let best = last(&divided);
        let Some(split) = best else { break };
        divided.splice(split.at..=split.at, [split.left, split.right]);
    }
    if divided.len() == wanted { divided } else { names.to_vec() }
}

/// How many names there can be at most.
pub(super) fn most(names: &[String]) -> usize {
    let mut divided: Vec<String> = names.to_vec();
    while let Some(split) = (0..divided.len()).rev().flat_map(|at| splits(&divided, at)).max_by_key(|split| split.rank)
    {
        divided.splice(split.at..=split.at, [split.left, split.right]);
    }
    divided.len()
}

/// The best division of the last name: joints close a list.
fn last(names: &[String]) -> Option<Split> {
    splits(names, names.len().checked_sub(1)?).into_iter().max_by_key(|split| split.rank)
}

struct Split {
    at: usize,
    left: String,
    right: String,
    /// Both end like the other names; one does; neither.
    rank: usize,
}

/// All ways to divide one name; a single character is no name.
fn splits(names: &[String], at: usize) -> Vec<Split> {
    let Some(name) = names.get(at) else { return Vec::new() };
    let ends: Vec<char> =
        names.iter().enumerate().filter(|(i, _)| *i != at).filter_map(|(_, n)| n.chars().last()).collect();
    let mut found = Vec::new();
    for joint in JOINTS {
        for (position, _) in name.match_indices(joint) {
            let (left, right) =
                (name.get(..position).unwrap_or_default(), name.get(position + joint.len()..).unwrap_or_default());
            // 财政局、信访局、发展和改革局: where all end alike, 发展 is no name.
            let one_end = ends.len() >= 2 && ends.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
            let name = |side: &str| side.chars().last().is_some_and(|c| ends.contains(&c));
            let both = [left, right].iter().all(|side| side.chars().count() >= 2) && (!one_end || name(left));
            let alike = |side: &str| side.chars().last().is_some_and(|c| ends.contains(&c));
            let rank = usize::from(alike(left))
                + usize::from(alike(right))
                + usize::from(left.chars().last() == right.chars().last());
            if both {
                found.push(Split { at, left: left.to_owned(), right: right.to_owned(), rank });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_inside_a_name_is_part_of_it() {
        for (names, wanted, expected) in [
            ("东岭镇、永和镇和新民街道", 3, "东岭镇、永和镇、新民街道"),
            ("先锋村、和平村和东风村", 3, "先锋村、和平村、东风村"),
            ("纪委监委、发展和改革局", 2, "纪委监委、发展和改革局"),
            ("办公室、财务和人事股", 2, "办公室、财务和人事股"),
            ("甲村、乙村及丙村", 3, "甲村、乙村、丙村"),
        ] {
            let list: Vec<String> = names.split('、').map(str::to_owned).collect();
            assert_eq!(divided(&list, wanted).join("、"), expected, "{names}");
        }
    }
}
