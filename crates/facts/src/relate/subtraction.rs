//! One amount less another: A减B, A扣除B, 预算A、支出B、节约C, 计划A、实际B、超计划C.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;

use super::{Line, comparable, evidence, is_rate};
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, sentence_start};

/// Finds subtractions in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some((whole, parts)) = reading(builder, line, at) else { continue };
        let ids = parts.iter().filter_map(|part| line.id(*part)).collect::<Vec<_>>();
        let (Some(total), true) = (line.id(whole), ids.len() == 2) else { continue };
        let known = builder.facts.relations.iter().any(|relation| {
            matches!(&relation.kind, RelationKind::Sum { total: known, parts, .. }
                if *known == total && parts.len() == ids.len() && parts.iter().all(|part| ids.contains(part)))
        });
        if !known {
            builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Remainder, true);
        }
    }
}

/// The whole and its two parts, one of which the word at this quantity names.
fn reading(builder: &Builder, line: &Line, at: usize) -> Option<(usize, [usize; 2])> {
    let own: String = words(line, at);
    let (a, b, c) = three(builder, line, at)?;
    let lexicon = builder.lexicon;
    let chars: Vec<char> = own.chars().collect();
    let says = |list: &crate::wordlist::WordList| list.within(&chars, 0, chars.len());
    let planned = |q: usize| {
        let words: Vec<char> = words(line, q).chars().collect();
        lexicon.remainder_planned.within(&words, 0, words.len())
    };
    // 决算9.95万元，与上年相比增加2.20万元: another year is compared with.
    let now: Vec<char> = own.replace("上年结转", "").replace("上年结余", "").chars().collect();
    let elsewhere = lexicon.cue_former.within(&now, 0, now.len()) || own.contains("同比");
    if elsewhere {
        return None;
    }
    if at == c && says(&lexicon.remainder_saved) && planned(a) {
        return Some((a, [b, c]));
    }
    if at == c && says(&lexicon.remainder_over) && planned(a) && !planned(b) {
        return Some((b, [a, c]));
    }
    // 支出4327.83万元，超年初预算3743.49万元的部分为584.34万元.
    let over: Vec<char> = words(line, b).trim_start_matches(['，', ',']).chars().collect();
    if at == c && own.starts_with("的部分") && over.first().is_some_and(|c| "超高".contains(*c)) {
        return Some((a, [b, c]));
    }
    if !takes_away(builder, line, at, at == a) {
        return None;
    }
    let holds = |whole: usize, parts: [usize; 2]| {
        let get = |q: usize| line.id(q).and_then(|id| builder.get(id));
        let statements: Vec<&Statement> = parts.iter().filter_map(|q| get(*q)).collect();
        get(whole).is_some_and(|total| evidence::adds_up(total, &statements))
    };
    // The grammatical order: what is taken from stands before, else right behind.
    let readings = if at == a {
        [(b, [a, c]), (c, [a, b])]
    } else if at == b {
        [(a, [b, c]), (c, [a, b])]
    } else {
        [(b, [a, c]), (a, [b, c])]
    };
    readings.into_iter().find(|(whole, parts)| holds(*whole, *parts)).or(Some(readings[0]))
}

/// 扣除 at the beginning of its clause, or 减 between two amounts that no mark divides.
fn takes_away(builder: &Builder, line: &Line, at: usize, first: bool) -> bool {
    let own: Vec<char> = words(line, at).chars().collect();
    let clause = own.iter().rposition(|c| "，,；;（(：:".contains(*c)).map_or(0, |mark| mark + 1);
    let opens = builder.lexicon.remainder_less.at(&own, clause).is_some();
    opens && (clause > 0 || first || line.quantities().any(|q| line.end(q) + own.len() == line.start(at)))
}

/// The only three comparable amounts of the sentence.
fn three(builder: &Builder, line: &Line, at: usize) -> Option<(usize, usize, usize)> {
    let from = sentence_start(&line.text, line.start(at));
    let end = (line.end(at)..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c)));
    let stated = builder.get(line.id(at)?)?;
    let alike: Vec<usize> = line
        .quantities()
        .filter(|q| line.start(*q) >= from && line.end(*q) <= end.unwrap_or(line.text.len()))
        .filter(|q| !is_rate(builder, line, *q))
        .filter(|q| line.id(*q).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, stated)))
        .collect();
    let &[a, b, c] = alike.as_slice() else { return None };
    Some((a, b, c))
}

fn words(line: &Line, at: usize) -> String {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let from = sentence_start(&line.text, line.start(at)).max(floor);
    line.between(from, line.start(at)).iter().collect()
}
