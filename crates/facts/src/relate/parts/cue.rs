//! Places at which parts are announced.

use super::super::Line;
use crate::builder::Builder;
use crate::phrase::is_sentence_end;

/// One place.
#[expect(clippy::struct_excessive_bools, reason = "four independent pieces of evidence, not states")]
pub(super) struct Cue {
    pub(super) at: usize,
    pub(super) end: usize,
    /// The word promises a complete list: 分别为, 由…组成.
    pub(super) explicit: bool,
    /// 经核实 and the like: the frame survives the full stop before it.
    pub(super) recheck: bool,
    /// 经核实 stands before it: things looked into one by one are listed one by one.
    pub(super) verified: bool,
    /// A bracket or colon right behind a quantity that holds nothing but its parts: 115场（线上32场、线下83场）.
    pub(super) bare: bool,
}

/// All cues of a line, in order.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<Cue> {
    let lexicon = builder.lexicon;
    let mut cues = Vec::new();
    let mut at = 0;
    let mut starts_sentence = true;
    while let Some(&here) = line.text.get(at) {
        let recheck = starts_sentence.then(|| lexicon.cue_recheck.at(&line.text, at)).flatten();
        starts_sentence = is_sentence_end(here) || (starts_sentence && here.is_whitespace());
        let Some(length) = recheck.or_else(|| lexicon.cue_parts.at(&line.text, at)) else {
            cues.extend(bare(line, at, here));
            at += 1;
            continue;
        };
        if is_usable(line, at, length) {
            let explicit = lexicon.cue_complete.at(&line.text, at).is_some() || line.text.get(at) == Some(&'由');
            let from = crate::phrase::sentence_start(&line.text, at);
            let verified =
                line.between(from, at).windows(3).any(|w| matches!(w, ['经', '核' | '复' | '审', '实' | '核' | '查']));
            cues.push(Cue { at, end: at + length, explicit, recheck: recheck.is_some(), verified, bare: false });
        }
        at += length;
    }
    cues
}

/// A bracket right behind a quantity, a colon behind it and its noun, or a division said in words.
fn bare(line: &Line, at: usize, here: char) -> Option<Cue> {
    let behind = |q: usize| line.between(line.end(q), at);
    let (opens, explicit) = match here {
        '（' | '(' => (line.quantities().any(|q| line.end(q) == at), false),
        '：' | ':' => {
            let last = line.quantities().rfind(|q| line.end(*q) <= at)?;
            // 10:15 is a time; what is made up of parts has a unit.
            line.mentions.get(last)?.quantity()?.unit.as_ref()?;
            let noun = behind(last);
            let plain = noun.len() <= 6 && !noun.iter().any(|c| "，,。；;、（(".contains(*c));
            (plain || divides(noun), divides(noun))
        }
        '，' | ',' => {
            let last = line.quantities().rfind(|q| line.end(*q) < at)?;
            (divides(behind(last)), true)
        }
        _ => (false, false),
    };
    opens.then_some(Cue { at: at + 1, end: at + 1, explicit, recheck: false, verified: false, bare: true })
}

/// ，分三批实施, ，按支出性质分, ，分为两类: the words promise a division of the whole.
fn divides(words: &[char]) -> bool {
    let Some(clause) = words.strip_prefix(&['，']).or_else(|| words.strip_prefix(&[','])) else { return false };
    let whole =
        |tail: &[char]| clause.first() == Some(&'按') && (tail.ends_with(&['分']) || tail.ends_with(&['划', '分']));
    let counted = clause.first() == Some(&'分') && clause.iter().any(|c| "批类期步段项".contains(*c));
    clause.len() <= 10 && !clause.iter().any(|c| "，,。；;、".contains(*c)) && (whole(clause) || counted)
}

/// 含 only in a bracket, 由 only before 组成 or 构成.
fn is_usable(line: &Line, at: usize, length: usize) -> bool {
    let word = line.between(at, at + length);
    match word {
        ['含'] => at > 0 && line.text.get(at - 1).is_some_and(|c| "（(".contains(*c)),
        ['由'] => line.between(at, line.text.len()).windows(2).any(|w| matches!(w, ['组' | '构', '成'])),
        _ => true,
    }
}

/// Where the bracket closes that the cue opens, `（其中…）`.
pub(super) fn bracket_end(line: &Line, cue: &Cue) -> Option<usize> {
    let opened = cue.at > 0 && line.text.get(cue.at - 1).is_some_and(|c| "（(".contains(*c));
    opened.then(|| (cue.end..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| "）)".contains(*c)))).flatten()
}

/// End of the sentence after `at`.
pub(super) fn sentence_end(line: &Line, at: usize) -> usize {
    (at..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c))).unwrap_or(line.text.len())
}
