//! Where most of several numbers can be of one value: the point of maximum overlap.

use std::collections::BTreeSet;

use jiheng_model::exact::Exact;
use jiheng_model::interval::Interval;

/// Indices of the largest set of intervals that share a value; among equally large ones the set with the earliest.
pub(crate) fn majority(intervals: &[Interval]) -> Vec<usize> {
    // At one point what ends open leaves first, then what starts closed comes, then what ends closed leaves.
    let mut events: Vec<(Option<Exact>, u8, usize)> = Vec::with_capacity(intervals.len() * 2);
    for (at, interval) in intervals.iter().enumerate() {
        events.push((interval.low, if interval.low_open { 3 } else { 1 }, at));
        if let Some(high) = interval.high {
            events.push((Some(high), if interval.high_open { 0 } else { 2 }, at));
        }
    }
    events.sort_unstable();
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let mut best = (0, usize::MAX);
    let mut at_best = 0;
    for (step, (_, kind, at)) in events.iter().enumerate() {
        if matches!(kind, 1 | 3) {
            active.insert(*at);
            let first = active.first().copied().unwrap_or(usize::MAX);
            if active.len() > best.0 || (active.len() == best.0 && first < best.1) {
                best = (active.len(), first);
                at_best = step;
            }
        } else {
            active.remove(at);
        }
    }
    let mut chosen: BTreeSet<usize> = BTreeSet::new();
    for (_, kind, at) in events.iter().take(at_best + 1) {
        if matches!(kind, 1 | 3) {
            chosen.insert(*at);
        } else {
            chosen.remove(at);
        }
    }
    chosen.into_iter().collect()
}

/// The values that all of them can have together; `None` when there is none.
pub(crate) fn common<'a>(intervals: impl IntoIterator<Item = &'a Interval>) -> Option<Interval> {
    let mut intervals = intervals.into_iter();
    let first = *intervals.next()?;
    intervals.try_fold(first, |shared, next| {
        if !shared.meets(next) {
            return None;
        }
        let (low, low_open) = match (shared.low, next.low) {
            (Some(a), Some(b)) if a == b => (Some(a), shared.low_open || next.low_open),
            (Some(a), Some(b)) if a > b => (Some(a), shared.low_open),
            (_, Some(b)) => (Some(b), next.low_open),
            (a, None) => (a, shared.low_open),
        };
        let (high, high_open) = match (shared.high, next.high) {
            (Some(a), Some(b)) if a == b => (Some(a), shared.high_open || next.high_open),
            (Some(a), Some(b)) if a < b => (Some(a), shared.high_open),
            (_, Some(b)) => (Some(b), next.high_open),
            (a, None) => (a, shared.high_open),
        };
        Some(Interval { low, low_open, high, high_open })
    })
}

#[cfg(test)]
mod tests {
    use jiheng_model::exact::whole;

    use super::*;

    fn closed(low: i128, high: i128) -> Interval {
        Interval::closed(whole(low), whole(high))
    }

    #[test]
    fn the_most_that_share_a_value_are_found() {
        for (intervals, expected) in [
            (vec![closed(1, 2), closed(2, 3), closed(9, 9)], vec![0, 1]),
            (vec![closed(5, 5), closed(7, 7), closed(7, 7)], vec![1, 2]),
            // A draw goes to the earliest.
            (vec![closed(7, 7), closed(5, 5)], vec![0]),
            (vec![closed(5, 5), closed(7, 7), closed(5, 5), closed(7, 7)], vec![0, 2]),
            (vec![Interval::at_least(whole(4)), closed(1, 2), closed(6, 8)], vec![0, 2]),
            (vec![closed(1, 2).open_high(), closed(2, 3)], vec![0]),
        ] {
            assert_eq!(majority(&intervals), expected, "{intervals:?}");
        }
    }

    #[test]
    fn the_common_part_is_the_narrower_end_on_both_sides() {
        let wide = Interval::at_least(whole(1));
        assert_eq!(common([&wide, &closed(0, 5), &closed(3, 9)]), Some(closed(3, 5)));
        assert_eq!(common([&closed(0, 1), &closed(2, 3)]), None);
    }
}
