//! Problems against measures. Rust: items are paired by the topics and words they have in common.

use jiheng_model::statement::Statement;

use crate::outcome::{Context, Outcome};
use crate::words::shares;

/// Characters of an item shown in a message.
const TITLE_MAX: usize = 24;

/// Every problem is taken up by some measure.
pub(super) fn unanswered(context: &Context) -> Vec<Outcome> {
    compare(context, ("remark.problem", "remark.measure"), "每个问题都有对应的措施")
}

/// Every measure answers some problem.
pub(super) fn unasked(context: &Context) -> Vec<Outcome> {
    compare(context, ("remark.measure", "remark.problem"), "每条措施都有对应的问题")
}

fn compare(context: &Context, (ours, theirs): (&str, &str), holds: &str) -> Vec<Outcome> {
    let items: Vec<&Statement> = context.of(ours).collect();
    let others: Vec<&Statement> = context.of(theirs).collect();
    if items.is_empty() || others.is_empty() {
        return Vec::new();
    }
    let shared_min = usize::try_from(context.parameter("shared_min", 4)).unwrap_or(4);
    let plains: Vec<String> = others.iter().map(|other| plain(context, &other.written)).collect();
    let answered = |item: &Statement| {
        let words = plain(context, &item.written);
        others.iter().zip(&plains).any(|(other, plain)| related(item, other) || shares(&words, plain, shared_min))
    };
    let lonely: Vec<&&Statement> = items.iter().filter(|item| !answered(item)).collect();
    if lonely.is_empty() {
        return vec![Outcome::holds(items.iter().chain(&others).map(|s| s.id).collect(), holds)];
    }
    let titles: Vec<String> = lonely.iter().map(|s| format!("“{}”", title(&s.written))).collect();
    let mut topics: Vec<&str> = lonely.iter().flat_map(|s| s.subject.split('、')).collect();
    topics.sort_unstable();
    topics.dedup();
    let mut outcome =
        Outcome::fails(lonely.iter().map(|s| s.id).collect(), format!("{}条中{}条没有对应", items.len(), lonely.len()));
    outcome.say_same("titles", titles.join("、"));
    outcome.say_same("lonely", lonely.len().to_string());
    outcome.say_same("all", items.len().to_string());
    vec![outcome]
}

/// A topic in common, or the one names the other by its number. Items without a known topic are never called lonely.
fn related(item: &Statement, other: &Statement) -> bool {
    let named = other.written.contains("对应问题") || item.written.contains("对应问题");
    named
        || item.subject.is_empty()
        || item.subject.split('、').any(|topic| other.subject.split('、').any(|known| known == topic))
}

/// A text in which 进一步 and the like hold nothing together.
fn plain(context: &Context, text: &str) -> String {
    let words = context.packs.vocabulary.list("remark.boilerplate");
    words
        .iter()
        .filter(|word| text.contains(word.as_str()))
        .fold(text.to_owned(), |text, word| text.replace(word.as_str(), "，"))
}

/// The first clause of an item, without its number.
fn title(text: &str) -> String {
    let body = text.trim_start_matches(|c: char| c.is_ascii_digit() || "（）().、．一二三四五六七八九十 ".contains(c));
    let clause = body.split(['。', '，', '；', '：']).next().unwrap_or(body);
    if clause.chars().count() > TITLE_MAX {
        format!("{}…", clause.chars().take(TITLE_MAX).collect::<String>())
    } else {
        clause.to_owned()
    }
}
