//! A score and the grade that the same sentence gives it.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{FactId, State};
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Finds graded scores in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some(score) = line.id(at).filter(|_| is_score(builder, line, at)) else { continue };
        let from = sentence_start(&line.text, line.start(at));
        let to = (line.end(at)..line.text.len())
            .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c) || "；;".contains(*c)))
            .unwrap_or(line.text.len());
        // 90分以上为优 states the bands, not a grade.
        let bands = line.between(from, to).windows(3).any(|w| matches!(w, ['以', '上' | '下', '为']));
        let behind = grade(builder, line, (line.end(at), to)).filter(|(start, _)| {
            // The grade goes with the score nearest to it: the points of a part come before those of the whole.
            !line.quantities().any(|other| other > at && line.end(other) <= *start && is_score(builder, line, other))
        });
        let Some((start, end)) = behind.or_else(|| before(builder, line, at, from)).filter(|_| !bands) else {
            continue;
        };
        let Some(passage) = builder.passages.get(line.index) else { continue };
        let mut statement = builder.blank_statement(passage, start, end);
        statement.state = State::Text;
        statement.fact = Some(FactId::single("score.grade.prose"));
        statement.place = builder.get(score).map(|s| s.place.clone()).unwrap_or_default();
        let grade = builder.state(statement);
        builder.relate(RelationKind::Grade { score, grade }, Origin::Sentence, true);
    }
}

/// 等级为优，得分96.50分; 等次为优（得分96.50分）: the grade stands before its score, and no other score in between.
fn before(builder: &Builder, line: &Line, at: usize, from: usize) -> Option<(usize, usize)> {
    let previous = line.quantities().rfind(|other| *other < at && line.start(*other) >= from);
    // 得96.6分，等级为优，其中产出指标得46.8分: the grade is that of the score before it.
    if previous.is_some_and(|other| is_score(builder, line, other)) {
        return None;
    }
    let floor = previous.map_or(from, |other| line.end(other).max(from));
    grade(builder, line, (floor, line.start(at)))
}

/// The score of a whole, by its fact or by the words right before it.
fn is_score(builder: &Builder, line: &Line, at: usize) -> bool {
    let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { return false };
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words: String =
        line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at)).iter().collect();
    let scored = ["得分", "总分", "评分", "得"]
        .iter()
        .any(|word| words.trim_end_matches(['为', '：', ':', ' ']).ends_with(word));
    let total = statement.fact.as_ref().is_some_and(|fact| fact.name == "score.total");
    statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Score) && (total || scored)
}

/// The grade word behind its cue: 等次为良, 评定为“优”.
fn grade(builder: &Builder, line: &Line, span: (usize, usize)) -> Option<(usize, usize)> {
    let lexicon = builder.lexicon;
    let mut at = span.0;
    while let Some((cue, length)) = lexicon.cue_grade.find(&line.text, at, span.1) {
        let mut start = cue + length;
        while line.text.get(start).is_some_and(|c| "为是：:“\"「 ".contains(*c)) {
            start += 1;
        }
        if let Some(word) = lexicon.grade_word.at(&line.text, start) {
            return Some((start, start + word));
        }
        at = cue + length;
    }
    None
}
