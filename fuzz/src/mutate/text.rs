//! Text: clauses, words of the vocabulary and numbers change places; markup moves as whole tags.

use std::sync::LazyLock;

use super::{Random, by_bytes};
use crate::targets;

/// Numbers that lie at an edge of something.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "-1",
    "100",
    "0.00",
    "100%",
    "99.995",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "18446744073709551615",
    "170141183460469231731687303715884105727",
    "99999999999999999999999999999999999999",
    "0.00000000000000000000000000000000001",
    "1,234.50",
    "12,34",
    "１２．５",
    "2021",
    "一百二十三",
    "两千零五十",
    "三成五",
    "壹仟贰佰叁拾元肆角伍分",
    "十",
];

/// Everything that stands in quotes in the vocabulary, the forms and the labels.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let packs = targets::root().join("packs");
    let mut words = Vec::new();
    for folder in ["national/vocabulary", "hunan/yueyang/forms", "national/frameworks"] {
        let Ok(entries) = std::fs::read_dir(packs.join(folder)) else { continue };
        let texts = entries.flatten().filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
        words.extend(texts.flat_map(|text| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()));
    }
    words.sort();
    words.dedup();
    words
});

/// A longer text is not bent further.
const LONG_BYTES: usize = 1 << 18;

/// The text, changed at one to four places.
pub fn bent(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        bytes = once(bytes, random);
        // Repeated twice over, pieces would outgrow the memory of the target itself.
        if bytes.len() > LONG_BYTES {
            break;
        }
    }
    bytes
}

fn once(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&bytes) else {
        by_bytes(&mut bytes);
        return bytes;
    };
    let mut pieces = pieces(text);
    let count = pieces.len();
    let some = random.piece(count, 8);
    match random.below(12) {
        0 => drop(pieces.drain(some)),
        1 | 2 => {
            // Often once; at times as often as it takes to meet a limit, of depth or of time.
            let times = if random.one_in(4) { random.below(300) } else { 1 };
            let copy = pieces[some].repeat(times);
            let at = random.below(count + 1);
            pieces.splice(at..at, copy);
        }
        3 | 4 if count > 0 => pieces.swap(random.below(count), random.below(count)),
        5 if count > 0 => {
            let copy = pieces[random.below(count)];
            pieces[random.below(count)] = copy;
        }
        6 | 7 => {
            let numbers: Vec<usize> = (0..count).filter(|at| pieces[*at].starts_with(is_digit)).collect();
            match numbers.is_empty() {
                true => pieces.insert(random.below(count + 1), random.of(NUMBERS)),
                false => pieces[*random.of(&numbers)] = random.of(NUMBERS),
            }
        }
        8..=10 => pieces.insert(random.below(count + 1), random.of(&WORDS)),
        _ => {
            by_bytes(&mut bytes);
            return bytes;
        }
    }
    pieces.concat().into_bytes()
}

/// Tags, numbers, marks, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => rest.find('>').map(|at| at + 1),
            c if is_digit(c) => rest.find(|c: char| !is_digit(c) && c != '.'),
            c if is_mark(c) => Some(c.len_utf8()),
            _ => rest.find(|c: char| is_mark(c) || is_digit(c) || c == '<'),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_mark(c: char) -> bool {
    !is_digit(c) && c != '<' && c != '_' && !c.is_alphanumeric()
}
