//! Wholes and parts that only marks, names and numbers tell, and lists that look like one and are none.

mod support;

use jiheng_facts::Lexicon;
use jiheng_model::relation::RelationKind;

/// Sums, balances and products of a text, the ones that may convict.
fn claims(text: &str) -> String {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    let facts = support::facts(&packs, &lexicon, text);
    let written = |id: &u32| facts.statement(*id).map(|s| s.written.clone()).unwrap_or_default();
    let shown = facts.relations.iter().filter(|relation| relation.strong).filter_map(|relation| {
        let ids = relation.kind.statements();
        let numbers: Vec<String> = ids.iter().map(written).collect();
        let kind = relation.kind.name();
        let arithmetic = matches!(
            relation.kind,
            RelationKind::Sum { .. } | RelationKind::Balance { .. } | RelationKind::Product { .. }
        );
        arithmetic.then(|| format!("{kind} {}", numbers.join(" ")))
    });
    shown.collect::<Vec<String>>().join("; ")
}

#[test]
fn lists_are_read_with_and_without_their_words() {
    for (text, expected) in [
        ("投入养护经费90.50万元，资金来自：县级60.25万元、乡镇30.25万元。", "sum 90.50 60.25 30.25"),
        // The error is seen because the words promise all parts.
        ("投入养护经费90.50万元，资金来自：县级60.25万元、乡镇31.75万元。", "sum 90.50 60.25 31.75"),
        ("修复河堤三段——上段12处，中段9处，下段7处，总计28处。", "sum 28 12 9 7"),
        ("上半年拨付320.15万元，下半年拨付401.22万元，全年拨付721.73万元。", "sum 721.73 320.15 401.22"),
        ("回访群众640户，城镇210户、农村430户。", "sum 640 210 430"),
        ("首先，桥梁检测投入8.20万元；其次，隧道检测投入5.10万元。以上两项总计13.30万元。", "sum 13.30 8.20 5.10"),
        (
            "受训学员300人，按性别分，男性140人、女性160人；按岗位分，管理岗90人、技术岗210人。",
            "sum 300 140 160; sum 300 90 210",
        ),
    ] {
        assert_eq!(claims(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_list_claims_nothing() {
    for text in [
        // Deeds one after the other.
        "全年受理咨询500件，回复投诉20件、转办举报31件。",
        // Examples.
        "购置设备86台，主要有水泵20台、电机15台。",
        // Each amount holds the one before.
        "各季度末累计支出10.00万元、25.00万元、40.00万元，预算总额45.00万元。",
        // Two years and what lies between them.
        "两年收入分别为466.15万元和392.07万元，相差74.08万元。",
        // People are counted under several heads.
        "现有职工120人，党员80人、女职工66人。",
    ] {
        assert_eq!(claims(text), "", "{text}");
    }
}

#[test]
fn flows_subtractions_and_products_are_read() {
    for (text, expected) in [
        ("年初在库12件，本年新收40件，办结35件，年末在库18件。", "balance 12 40 35 18"),
        // What went out is not said: the list may have left it out.
        ("年初在库12件，本年新收40件，年末在库18件。", ""),
        ("年末职工85人，比年初的79人净增6人。", "balance 79 6 85"),
        ("工程送审价482.10万元，审定价440.60万元，核减41.60万元。", "sum 482.10 440.60 41.60"),
        ("水费减免应办249户，已办190户，未办60户。", "sum 249 190 60"),
        ("巡护员每人每月600元，30人，发放12个月，共计21.60万元。", "product 600 30 12 21.60"),
    ] {
        assert_eq!(claims(text), expected, "{text}");
    }
}
