//! Places at which parts are announced.

use super::super::Line;
use crate::builder::Builder;
use crate::phrase::is_sentence_end;

/// One place.
pub(super) struct Cue {
    pub(super) at: usize,
    pub(super) end: usize,
    /// The word promises a complete list: 分别为, 由…组成.
    pub(super) explicit: bool,
    /// 经核实 and the like: the frame survives the full stop before it.
    pub(super) recheck: bool,
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
            cues.push(Cue { at, end: at + length, explicit, recheck: recheck.is_some(), bare: false });
        }
        at += length;
    }
    cues
}

/// A bracket right behind a quantity, or a colon behind it and its noun.
fn bare(line: &Line, at: usize, here: char) -> Option<Cue> {
    let opens = match here {
        '（' | '(' => line.quantities().any(|q| line.end(q) == at),
        '：' | ':' => line.quantities().any(|q| {
            let noun = line.between(line.end(q), at);
            line.end(q) <= at
                && noun.len() <= 6
                && !noun.iter().any(|c| matches!(*c, '，' | ',' | '。' | '；' | ';' | '、' | '（' | '('))
        }),
        _ => false,
    };
    opens.then_some(Cue { at: at + 1, end: at + 1, explicit: false, recheck: false, bare: true })
}

/// 含 only in a bracket, 由 only before 组成 or 构成.
fn is_usable(line: &Line, at: usize, length: usize) -> bool {
    let word = line.between(at, at + length);
    match word {
        ['含'] => at > 0 && line.text.get(at - 1).is_some_and(|c| matches!(*c, '（' | '(')),
        ['由'] => line.between(at, line.text.len()).windows(2).any(|w| matches!(w, ['组', '成'] | ['构', '成'])),
        _ => true,
    }
}

/// Where the bracket closes that the cue opens, `（其中…）`.
pub(super) fn bracket_end(line: &Line, cue: &Cue) -> Option<usize> {
    let opened = cue.at > 0 && line.text.get(cue.at - 1).is_some_and(|c| matches!(*c, '（' | '('));
    opened
        .then(|| (cue.end..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| matches!(*c, '）' | ')'))))
        .flatten()
}

/// End of the sentence after `at`.
pub(super) fn sentence_end(line: &Line, at: usize) -> usize {
    (at..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c))).unwrap_or(line.text.len())
}
