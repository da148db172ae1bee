//! How much two texts agree, by their pairs of neighbouring characters.

use std::collections::BTreeMap;

/// Longer texts are compared by their beginnings.
const LENGTH_MAX: usize = 20_000;

/// Share of character pairs that both texts have, in percent: 100 for equal texts, blanks aside.
pub(crate) fn agreement_percent(a: &str, b: &str) -> u32 {
    let clean = |text: &str| text.chars().filter(|c| !c.is_whitespace()).take(LENGTH_MAX).collect::<Vec<_>>();
    let (a, b) = (clean(a), clean(b));
    if a == b {
        return 100;
    }
    let (pairs_a, pairs_b) = (pairs(&a), pairs(&b));
    let total: usize = pairs_a.values().sum::<usize>() + pairs_b.values().sum::<usize>();
    if total == 0 {
        return 0;
    }
    let common: usize = pairs_a.iter().map(|(pair, n)| (*n).min(pairs_b.get(pair).copied().unwrap_or(0))).sum();
    // Never 100 for texts that differ somewhere.
    u32::try_from(2 * common * 100 / total).unwrap_or(0).min(99)
}

fn pairs(text: &[char]) -> BTreeMap<(char, char), usize> {
    let mut pairs = BTreeMap::new();
    for window in text.windows(2) {
        if let [a, b] = window {
            *pairs.entry((*a, *b)).or_insert(0) += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::agreement_percent;

    #[test]
    fn agreement_runs_from_none_to_all() {
        assert_eq!(agreement_percent("负责土地管理", "负责 土地管理"), 100);
        assert_eq!(agreement_percent("负责土地管理", "防汛抗旱"), 0);
        let near = agreement_percent("负责辖区土地管理工作和测绘管理工作", "负责辖区土地管理工作和测绘监督工作");
        assert!((70..100).contains(&near), "{near}");
    }
}
