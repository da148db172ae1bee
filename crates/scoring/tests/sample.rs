//! The sample, scored: declared, recomputed and reviewed, each point with its way.

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::scorecard::{Line, Operator, Outcome, Scorecard};
use jiheng_packs::PackSet;
use jiheng_samples::{packs, root};
use jiheng_scoring::{Book, Material, scorecard};

fn sample(packs: &PackSet, name: &str) -> Evaluation {
    let bytes = std::fs::read(root().join("examples/linjiang-2021").join(name)).expect("the sample");
    Engine::new(packs).evaluate(&bytes, &Options::default()).expect("the sample is a document")
}

fn card(packs: &PackSet, evaluation: &Evaluation, framework: &str, book: Option<&Book>) -> Scorecard {
    let framework = packs.frameworks.iter().find(|f| f.id == framework).expect("it is shipped");
    scorecard(framework, &Material::of_report(&evaluation.facts, packs), book)
}

fn line<'a>(card: &'a Scorecard, id: &str) -> &'a Line {
    let all = card.lines.iter().flat_map(|line| std::iter::once(line).chain(&line.parts));
    all.into_iter().find(|line| line.id == id).unwrap_or_else(|| panic!("{id} is a line"))
}

#[test]
fn the_sample_is_scored_with_the_way_to_each_point() {
    let packs = packs();
    let evaluation = sample(&packs, "faulty/report.docx");
    let card = card(&packs, &evaluation, "yueyang", None);
    let staff = line(&card, "staff_control_rate");
    assert_eq!(staff.sum, "58÷61×100=95.08%");
    assert!(matches!(staff.outcome, Outcome::Points(points) if points.to_string() == "5.00"));
    assert_eq!((staff.statements().len(), staff.inputs.len()), (2, 2));
    let change = line(&card, "three_public_change_rate");
    assert!(matches!(&change.outcome, Outcome::Missing(names) if names.len() == 2), "missing is never zero");
    assert_eq!(line(&card, "management_rules").outcome, Outcome::Judged);
    assert_eq!(card.declared.map(|score| score.points.to_string()).as_deref(), Some("98"));
    assert_eq!((card.computed.points.to_string(), card.computed.of.to_string()), ("9.00".to_owned(), "9".to_owned()));
}
