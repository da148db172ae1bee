//! Which finding of one cause shows it best.

use std::cmp::Reverse;

use jiheng_model::finding::Finding;

/// `SUM` of `SUM-007` and of `hunan-SUM-007`.
pub(super) fn family(finding: &Finding) -> &str {
    finding.code.rsplit_once('-').map_or("", |(family, _)| family.rsplit('-').next().unwrap_or_default())
}

/// The finding that leads, the others as its consequences.
pub(super) fn fold(mut group: Vec<Finding>, in_table: bool) -> Option<Finding> {
    group.sort_by_key(|f| (Reverse(f.severity), rank(f, in_table), Reverse(f.statements.len())));
    let mut group = group.into_iter();
    let mut lead = group.next()?;
    lead.consequences.extend(group);
    Some(lead)
}

/// A cell is convicted best by the sum of its own table, a figure in a sentence by the two versions side by side; what
/// is derived comes after.
fn rank(finding: &Finding, in_table: bool) -> usize {
    let order = if in_table { ["UNIT", "SUM", "XREF"] } else { ["UNIT", "XREF", "SUM"] };
    let derived = ["SCORE", "COUNT", "RATE", "GROWTH"];
    order.iter().chain(&derived).position(|f| *f == family(finding)).unwrap_or(9)
}
