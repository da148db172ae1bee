//! Findings that follow from another without arithmetic of their own.

use std::cmp::Reverse;

use jiheng_model::finding::Finding;

use super::lead::family;

/// Folds grades under their scores, and two findings on one gap of funding into one.
pub(super) fn all(findings: Vec<Finding>) -> Vec<Finding> {
    grades(gaps(findings))
}

/// A score that its points do not give has no grade of its own to be judged.
fn grades(findings: Vec<Finding>) -> Vec<Finding> {
    let (grades, mut rest): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|f| family(f) == "SCORE" && f.difference.is_none());
    for grade in grades {
        let cause = rest
            .iter_mut()
            .find(|other| family(other) == "SCORE" && other.statements.iter().any(|id| grade.statements.contains(id)));
        match cause {
            Some(cause) => cause.consequences.push(grade),
            None => rest.push(grade),
        }
    }
    rest
}

/// Two findings on funding that miss the same amount are one gap.
fn gaps(findings: Vec<Finding>) -> Vec<Finding> {
    let (mut funding, mut rest): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|f| family(f) == "MONEY" && f.difference.is_some());
    funding.sort_by_key(|f| Reverse(f.severity));
    for finding in funding {
        let same = rest.iter_mut().find(|f| family(f) == "MONEY" && f.difference == finding.difference);
        match same {
            Some(same) if same.severity >= finding.severity => same.consequences.push(finding),
            _ => rest.push(finding),
        }
    }
    rest
}
