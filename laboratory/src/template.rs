//! Sentence templates as data: the wording, where its numbers come from, and what it asserts.
//!
//! ```text
//! @fund-split any
//! 全年落实{fund}{T}，其中中央补助{A}、省级补助{B}<C:、县级配套{C}>。
//! A 30..600 .2 万元
//! B 30..600 .2 万元
//! C 30..600 .2 万元
//! T = A+B+C .2 万元
//! sum T A B C
//! ```
//!
//! The wording of a table goes on in lines that start with `¶`, one for each row; `│` parts its cells.

/// A sentence template.
#[derive(Clone, Debug)]
pub struct Template {
    pub id: String,
    /// Where such a sentence stands in a report.
    pub topic: String,
    pub text: Vec<Markup>,
    pub definitions: Vec<Definition>,
    pub relations: Vec<Assertion>,
    pub conditions: Vec<String>,
    /// What the sentence says when it denies.
    pub denial: Option<String>,
}

/// A piece of the wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup {
    Text(String),
    /// `{约A左右}`: approximation words and the name of a number.
    Quantity {
        before: String,
        name: String,
        behind: String,
    },
    /// `{town}`, `{town/a}`: the next noun of a list, and the name under which it comes again.
    Noun {
        list: String,
        bound: String,
    },
    /// `[甲|乙]`
    Choice(Vec<Vec<Markup>>),
    /// `<C:、县级配套{C}>`
    Part {
        name: String,
        inner: Vec<Markup>,
    },
    /// `«d:增长/下降»`
    Toggle {
        name: String,
        options: Vec<String>,
    },
    /// `{*projects|、|%n%q}`
    Each {
        list: String,
        joint: String,
        item: String,
    },
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub name: String,
    pub source: Source,
    pub scale: u32,
    pub unit: String,
}

/// Kinds of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `A 30..600`: any, in units.
    Random(String, String),
    /// `T = A+B`
    Computed(String),
    /// `X is spend.basic`: what the report says elsewhere too.
    Fact(String),
    /// `A plus V 100`: V as people write it roughly, in steps of so many units.
    Rough { word: String, of: String, step: String },
    /// `R range 3..5 6..9`
    Range(String, String),
    /// `L names N village`
    Names { count: String, list: String },
}

/// `sum T A B C`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    pub kind: String,
    pub of: Vec<String>,
}

/// Reads a file of templates. A fault in it is a fault of ours.
///
/// # Errors
/// The first line that is not understood.
pub fn parse(file: &str) -> Result<Vec<Template>, String> {
    let mut templates: Vec<Template> = Vec::new();
    let mut expects_text = false;
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('@') {
            let (id, topic) = head.split_once(' ').ok_or_else(|| format!("no topic: {line}"))?;
            templates.push(Template {
                id: id.to_owned(),
                topic: topic.trim().to_owned(),
                text: Vec::new(),
                definitions: Vec::new(),
                relations: Vec::new(),
                conditions: Vec::new(),
                denial: None,
            });
            expects_text = true;
            continue;
        }
        let template = templates.last_mut().ok_or_else(|| format!("before any template: {line}"))?;
        if line.starts_with('¶') {
            template.text.extend(markup(line)?);
            expects_text = false;
        } else if expects_text {
            template.text = markup(line)?;
            expects_text = false;
        } else {
            read_line(line, template)?;
        }
    }
    Ok(templates)
}

const KINDS: [&str; 29] = [
    "sum",
    "partly",
    "remain",
    "flow",
    "share",
    "shares",
    "hundred",
    "product",
    "growth",
    "fall",
    "change",
    "less",
    "gain",
    "loss",
    "points",
    "drop",
    "times",
    "same",
    "count",
    "countopen",
    "within",
    "target",
    "grade",
    "words",
    "period",
    "score",
    "cap",
    "double",
    "average",
];

fn read_line(line: &str, template: &mut Template) -> Result<(), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match words.as_slice() {
        ["?", ..] => template.conditions.push(line[1..].trim().to_owned()),
        ["nil", denial] => template.denial = Some((*denial).to_owned()),
        [kind, of @ ..] if KINDS.contains(kind) => {
            template.relations.push(Assertion { kind: (*kind).to_owned(), of: owned(of) });
        }
        [name, "names", count, list] => template.definitions.push(Definition {
            name: (*name).to_owned(),
            source: Source::Names { count: (*count).to_owned(), list: (*list).to_owned() },
            scale: 0,
            unit: String::new(),
        }),
        [name, middle @ .., scale, unit] if scale.starts_with('.') => {
            let source = source(middle).ok_or_else(|| format!("{}: not understood: {line}", template.id))?;
            let scale = scale[1..].parse().map_err(|_| format!("{}: no scale: {line}", template.id))?;
            template.definitions.push(Definition { name: (*name).to_owned(), source, scale, unit: (*unit).to_owned() });
        }
        _ => return Err(format!("{}: not understood: {line}", template.id)),
    }
    Ok(())
}

fn source(words: &[&str]) -> Option<Source> {
    let range = |text: &str| text.split_once("..").map(|(low, high)| (low.to_owned(), high.to_owned()));
    match words {
        ["=", rest @ ..] => Some(Source::Computed(rest.concat())),
        ["is", fact] => Some(Source::Fact((*fact).to_owned())),
        ["range", low, high] => Some(Source::Range((*low).to_owned(), (*high).to_owned())),
        [word @ ("plus" | "near" | "about" | "over" | "under"), of, step] => {
            Some(Source::Rough { word: (*word).to_owned(), of: (*of).to_owned(), step: (*step).to_owned() })
        }
        [span] => range(span).map(|(low, high)| Source::Random(low, high)),
        _ => None,
    }
}

/// Reads the wording.
///
/// # Errors
/// Brackets that do not close.
pub fn markup(text: &str) -> Result<Vec<Markup>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let pieces = read_until(&chars, &mut at, &[])?;
    if at == chars.len() { Ok(pieces) } else { Err(format!("a bracket closes that was not opened: {text}")) }
}

fn read_until(chars: &[char], at: &mut usize, ends: &[char]) -> Result<Vec<Markup>, String> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    while let Some(c) = chars.get(*at).copied() {
        if ends.contains(&c) {
            break;
        }
        *at += 1;
        let piece = match c {
            '{' => slot(&raw(chars, at, '}')?),
            '«' => toggle(&raw(chars, at, '»')?)?,
            '[' => choice(chars, at)?,
            '<' => {
                let name = raw(chars, at, ':')?;
                let inner = read_until(chars, at, &['>'])?;
                closed(chars, at)?;
                Markup::Part { name, inner }
            }
            other => {
                plain.push(other);
                continue;
            }
        };
        if !plain.is_empty() {
            pieces.push(Markup::Text(std::mem::take(&mut plain)));
        }
        pieces.push(piece);
    }
    if !plain.is_empty() {
        pieces.push(Markup::Text(plain));
    }
    Ok(pieces)
}

fn closed(chars: &[char], at: &mut usize) -> Result<(), String> {
    if *at < chars.len() {
        *at += 1;
        return Ok(());
    }
    Err(format!("a bracket is not closed: {}", chars.iter().collect::<String>()))
}

fn raw(chars: &[char], at: &mut usize, end: char) -> Result<String, String> {
    let rest = &chars[*at..];
    let length =
        rest.iter().position(|c| *c == end).ok_or_else(|| format!("no {end}: {}", rest.iter().collect::<String>()))?;
    *at += length + 1;
    Ok(rest[..length].iter().collect())
}

fn choice(chars: &[char], at: &mut usize) -> Result<Markup, String> {
    let mut options = Vec::new();
    loop {
        options.push(read_until(chars, at, &['|', ']'])?);
        let end = chars.get(*at).copied();
        closed(chars, at)?;
        if end == Some(']') {
            return Ok(Markup::Choice(options));
        }
    }
}

fn toggle(text: &str) -> Result<Markup, String> {
    let (name, options) = text.split_once(':').ok_or_else(|| format!("a toggle without name: {text}"))?;
    Ok(Markup::Toggle { name: name.to_owned(), options: options.split('/').map(str::to_owned).collect() })
}

fn slot(text: &str) -> Markup {
    if let Some(each) = text.strip_prefix('*') {
        let mut parts = each.split('|').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        return Markup::Each { list: next(), joint: next(), item: next() };
    }
    let name: String = text.chars().filter(|c| c.is_ascii_uppercase() || c.is_ascii_digit()).collect();
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        let (before, behind) = text.split_once(name.as_str()).unwrap_or((text, ""));
        return Markup::Quantity { before: before.to_owned(), name, behind: behind.to_owned() };
    }
    let (list, bound) = text.split_once('/').unwrap_or((text, ""));
    Markup::Noun { list: list.to_owned(), bound: bound.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wording_is_read_into_pieces() {
        let pieces = markup("[全年|本年]投入{约A左右}<C:、{town/t}{C-}>，«d:增长/下降»").unwrap();
        assert_eq!(pieces.len(), 6);
        assert_eq!(
            pieces[2],
            Markup::Quantity { before: "约".to_owned(), name: "A".to_owned(), behind: "左右".to_owned() }
        );
        assert!(matches!(&pieces[3], Markup::Part { name, inner } if name == "C" && inner.len() == 3));
        assert!(markup("{A").is_err());
        assert!(markup("[甲|乙").is_err());
    }
}
