//! What is looked at before the file is parsed, because a parser that runs out of stack or memory cannot be caught.
//!
//! The parser follows page trees without asking whether they run in a circle, follows nested arrays as deep as
//! they go, and inflates a stream whole. So the bytes are scanned first, without trusting their cross references:
//! every stream is inflated under caps, and every list of pages is followed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::piece::to_u32;

/// More brackets than this in a row, none closed in between, are no document.
const OPEN_BRACKETS: u32 = 400;
/// Page trees of large documents are four or five levels deep.
const TREE_DEPTH: u32 = 100;
/// How far before a stream its dictionary is looked for.
const DICTIONARY_BYTES: usize = 8192;

/// The data of streams that were inflated and counted; the same bytes need not be inflated for that again.
pub(super) type Counted<'a> = BTreeSet<&'a [u8]>;

/// Looks at the bytes of a file.
pub(super) fn check<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Counted<'a>, ReadError> {
    let mut budget = Budget::new(limits);
    let mut tree = BTreeMap::new();
    let mut counted = Counted::new();
    let mut rest = bytes;
    loop {
        let found = find(rest, b"stream");
        let head = rest.get(..found.unwrap_or(rest.len())).unwrap_or_default();
        check_nesting(head)?;
        collect_kids(head, &mut tree);
        let Some(found) = found else { break };
        let body = rest.get(found + b"stream".len()..).unwrap_or_default();
        if head.ends_with(b"end") {
            rest = body;
            continue;
        }
        let end = find(body, b"endstream").unwrap_or(body.len());
        let (data, after) = body.split_at(end);
        counted.extend(check_stream(head, data, &mut budget, &mut tree)?);
        rest = after;
    }
    check_tree(&tree, limits)?;
    Ok(counted)
}

/// How much may still be inflated.
#[derive(Debug)]
pub(super) struct Budget<'a> {
    limits: &'a Limits,
    left: u64,
    /// Pictures of honest scans are large; they are never inflated here, only by whoever lies about what they are.
    left_for_pictures: u64,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, left: limits.pdf_inflated_bytes, left_for_pictures: limits.pdf_inflated_bytes }
    }

    /// The inflated bytes, which are counted.
    pub(super) fn inflate(&mut self, data: &[u8], is_picture: bool) -> Result<Vec<u8>, ReadError> {
        let left = if is_picture { &mut self.left_for_pictures } else { &mut self.left };
        let inflated = inflate(data, *left + 1);
        let length = inflated.len() as u64;
        let Some(rest) = left.checked_sub(length) else {
            if is_picture {
                *left = 0;
                return Ok(Vec::new());
            }
            return Err(ReadError::TooLarge { what: Measure::InflatedBytes, limit: self.limits.pdf_inflated_bytes });
        };
        *left = rest;
        let is_bomb = length > self.limits.ratio_floor_bytes && length / self.limits.ratio > data.len() as u64;
        if is_bomb && !is_picture {
            return Err(ReadError::ZipBomb { part: "PDF".to_owned() });
        }
        Ok(inflated)
    }
}

/// Inflates up to a cap; what is not compressed gives nothing.
fn inflate(data: &[u8], cap: u64) -> Vec<u8> {
    let mut inflated = Vec::new();
    let is_zlib = matches!(data, [first, second, ..]
        if first & 0x0F == 8 && (u32::from(*first) << 8 | u32::from(*second)).is_multiple_of(31));
    // A damaged end is no reason to distrust what came before it.
    let _ = if is_zlib {
        flate2::read::ZlibDecoder::new(data).take(cap).read_to_end(&mut inflated)
    } else {
        flate2::read::DeflateDecoder::new(data).take(cap).read_to_end(&mut inflated)
    };
    inflated
}

fn check_stream<'a>(
    head: &[u8],
    data: &'a [u8],
    budget: &mut Budget<'_>,
    tree: &mut BTreeMap<u32, Vec<u32>>,
) -> Result<Option<&'a [u8]>, ReadError> {
    let from = head.len().saturating_sub(DICTIONARY_BYTES);
    let dictionary = head.get(from..).unwrap_or_default();
    let dictionary = dictionary.get(find_last(dictionary, b"obj").unwrap_or(0)..).unwrap_or_default();
    let is_picture = find(dictionary, b"/Image").is_some();
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    let data = data.strip_prefix(b"\n").unwrap_or(data);
    let is_packed = find(dictionary, b"/Fl").is_some() || matches!(data, [first, ..] if first & 0x0F == 8);
    let inflated = if is_packed { budget.inflate(data, is_picture)? } else { Vec::new() };
    let content = if inflated.is_empty() { data } else { &inflated };
    if !is_picture {
        check_nesting(content)?;
    }
    if let (Some(count), Some(first)) = (number_after(dictionary, b"/N"), number_after(dictionary, b"/First")) {
        collect_from_stream(content, count, first, tree);
    }
    // The line's end before `endstream` belongs to it or not; declared lengths mostly leave it out.
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    Ok((is_packed && !is_picture).then_some(data.strip_suffix(b"\r").unwrap_or(data)))
}

/// Arrays in arrays are parsed by recursion.
fn check_nesting(bytes: &[u8]) -> Result<(), ReadError> {
    let mut open: u32 = 0;
    for byte in bytes {
        match byte {
            b'[' | b'<' => open += 1,
            b']' | b'>' => open = 0,
            _ => {}
        }
        if open > OPEN_BRACKETS {
            return Err(ReadError::TooDeep { part: "PDF".to_owned(), limit: u64::from(OPEN_BRACKETS) });
        }
    }
    Ok(())
}

/// The lists of pages among plain objects.
fn collect_kids(bytes: &[u8], tree: &mut BTreeMap<u32, Vec<u32>>) {
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| find(rest, b"/Kids")) {
        let at = from + found;
        from = at + b"/Kids".len();
        let before = bytes.get(..at).unwrap_or_default();
        let owner = find_last(before, b"obj").and_then(|end| object_number(before.get(..end).unwrap_or_default()));
        if let Some(owner) = owner {
            let kids = references(bytes.get(from..).unwrap_or_default());
            tree.entry(owner).or_default().extend(kids);
        }
    }
}

/// The lists of pages among the objects of an object stream, which begins with their numbers and places.
fn collect_from_stream(content: &[u8], count: u32, first: u32, tree: &mut BTreeMap<u32, Vec<u32>>) {
    let mut numbers = content.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).map(number);
    let mut from: Option<(u32, usize)> = None;
    let mut take = |from: Option<(u32, usize)>, to: usize| {
        let Some((owner, start)) = from else { return };
        let object = content.get(start..to).unwrap_or_default();
        if let Some(at) = find(object, b"/Kids") {
            let kids = references(object.get(at + b"/Kids".len()..).unwrap_or_default());
            tree.entry(owner).or_default().extend(kids);
        }
    };
    for _ in 0..count {
        let (Some(Some(owner)), Some(Some(offset))) = (numbers.next(), numbers.next()) else { break };
        let start = usize::try_from(u64::from(first) + u64::from(offset)).unwrap_or(usize::MAX);
        take(from, start);
        from = Some((owner, start));
    }
    take(from, content.len());
}

/// The object numbers of `[1 0 R 2 0 R]`.
fn references(bytes: &[u8]) -> Vec<u32> {
    let list = bytes.get(..bytes.iter().position(|byte| *byte == b']').unwrap_or(0)).unwrap_or_default();
    let words: Vec<&[u8]> = list
        .split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'[' | b'R'))
        .filter(|word| !word.is_empty())
        .collect();
    words.chunks(2).filter_map(|pair| number(pair.first()?)).collect()
}

/// The number of `… 12 0 ` before `obj`.
fn object_number(before: &[u8]) -> Option<u32> {
    let tail = before.get(before.len().saturating_sub(32)..)?;
    let mut words = tail.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let _generation = number(words.next()?)?;
    let word = words.next()?;
    let digits = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    number(word.get(word.len() - digits..)?)
}

fn number_after(bytes: &[u8], key: &[u8]) -> Option<u32> {
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| find(rest, key)) {
        from += found + key.len();
        let rest = bytes.get(from..)?.trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if let Some(number) = number(rest.get(..digits)?) {
            return Some(number);
        }
    }
    None
}

fn number(word: &[u8]) -> Option<u32> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

/// No page stands above itself, and there are not more pages than are read.
fn check_tree(tree: &BTreeMap<u32, Vec<u32>>, limits: &Limits) -> Result<(), ReadError> {
    let mut pages: BTreeMap<u32, u64> = BTreeMap::new();
    for root in tree.keys() {
        let count = count_pages(*root, tree, &mut pages, 0).ok_or(ReadError::DamagedPdf)?;
        if count > limits.pdf_pages {
            return Err(ReadError::TooLarge { what: Measure::Pages, limit: limits.pdf_pages });
        }
    }
    Ok(())
}

/// Pages below an object; nothing when the way down runs in a circle, which is endlessly deep.
fn count_pages(object: u32, tree: &BTreeMap<u32, Vec<u32>>, pages: &mut BTreeMap<u32, u64>, depth: u32) -> Option<u64> {
    if let Some(known) = pages.get(&object) {
        return Some(*known);
    }
    let Some(kids) = tree.get(&object) else { return Some(1) };
    if depth > TREE_DEPTH || to_u32(kids.len()) == u32::MAX {
        return None;
    }
    let mut count: u64 = 0;
    for kid in kids {
        count = count.saturating_add(count_pages(*kid, tree, pages, depth + 1)?);
    }
    pages.insert(object, count);
    Some(count)
}
