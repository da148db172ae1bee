//! 12、15和18公里: numbers of a list without unit take that of the last.

use super::{Mention, MentionKind};

/// Hands units down from right to left.
pub(super) fn share_last_unit(text: &[char], mentions: &mut [Mention]) {
    for index in (1..mentions.len()).rev() {
        let (head, tail) = mentions.split_at_mut(index);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        let between = text.get(left.end..right.start).unwrap_or_default();
        let listed = matches!(between, ['、' | ',' | '，' | '和' | '及' | '与' | '/' | '+' | '＋' | '=' | '＝']);
        let MentionKind::Quantity(right_quantity) = &right.kind else { continue };
        if let MentionKind::Quantity(left_quantity) = &mut left.kind
            && listed
            && left_quantity.unit.is_none()
        {
            left_quantity.unit.clone_from(&right_quantity.unit);
        }
    }
}
