//! Formatting pages: which property list holds for which bytes of the main stream.

use std::collections::BTreeSet;

use crate::bytes::{slice_at, u8_at, u16_at, u32_at};

const PAGE_BYTES: usize = 512;
/// Page numbers have 22 bits.
const PAGE_MASK: u32 = 0x003F_FFFF;

/// What a page describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Characters,
    Paragraphs,
}

impl Kind {
    /// Bytes of an entry of a page.
    fn entry_bytes(self) -> usize {
        match self {
            Self::Characters => 1,
            Self::Paragraphs => 13,
        }
    }
}

/// Bytes of the main stream with the same properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// Where the property list lies in the main stream, and its length.
    list: (u32, u16),
    /// Style of the paragraph.
    pub(crate) style: u16,
}

impl Run {
    /// Its property list.
    pub(crate) fn list<'w>(&self, word: &'w [u8]) -> &'w [u8] {
        slice_at(word, self.list.0 as usize, usize::from(self.list.1)).unwrap_or_default()
    }
}

/// All runs of one kind, by their place.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    runs: Vec<Run>,
}

impl Runs {
    /// Reads the pages that the table stream lists; a page counts once however often it is listed.
    pub(crate) fn read(plc: &[u8], word: &[u8], kind: Kind) -> Self {
        let count = plc.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        let mut seen = BTreeSet::new();
        for index in 0..count {
            let Some(page) = u32_at(plc, (count + 1) * 4 + index * 4).map(|number| number & PAGE_MASK) else { break };
            if seen.insert(page) {
                read_page(page, word, kind, &mut runs);
            }
        }
        runs.sort_by_key(|run| run.first);
        Self { runs }
    }

    /// No page could be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The run that holds the byte at `offset`; else how far the next one is.
    pub(crate) fn at(&self, offset: u32) -> Result<Run, u32> {
        let after = self.runs.partition_point(|run| run.first <= offset);
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) if offset < run.end => Ok(*run),
            _ => Err(self.runs.get(after).map_or(u32::MAX, |run| run.first)),
        }
    }
}

fn read_page(number: u32, word: &[u8], kind: Kind, runs: &mut Vec<Run>) {
    let start = (number as usize).saturating_mul(PAGE_BYTES);
    let Some(page) = slice_at(word, start, PAGE_BYTES) else { return };
    let count = usize::from(u8_at(page, PAGE_BYTES - 1).unwrap_or_default());
    for index in 0..count {
        let ends = u32_at(page, index * 4).zip(u32_at(page, index * 4 + 4));
        let Some((first, end)) = ends else { return };
        let entry = u8_at(page, (count + 1) * 4 + index * kind.entry_bytes()).unwrap_or_default();
        let (at, length, style) = place_of_list(page, usize::from(entry) * 2, kind).unwrap_or_default();
        let list = (u32::try_from(start + at).unwrap_or(u32::MAX), length);
        if first < end {
            runs.push(Run { first, end, list, style });
        }
    }
}

/// Offset and length of a list in its page, and the style before it; an entry of zero has none.
fn place_of_list(page: &[u8], at: usize, kind: Kind) -> Option<(usize, u16, u16)> {
    if at == 0 {
        return None;
    }
    let length = usize::from(u8_at(page, at)?);
    let (start, end) = match kind {
        Kind::Characters => (at + 1, at + 1 + length),
        // Counted in words; zero says that the true count follows.
        Kind::Paragraphs if length == 0 => (at + 2, at + 2 + usize::from(u8_at(page, at + 1)?) * 2),
        Kind::Paragraphs => (at + 1, at + length * 2),
    };
    let style = if kind == Kind::Paragraphs { u16_at(page, start)? } else { 0 };
    let start = if kind == Kind::Paragraphs { start + 2 } else { start };
    let length = end.min(PAGE_BYTES - 1).checked_sub(start)?;
    Some((start, u16::try_from(length).ok()?, style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_give_runs_with_their_lists() {
        let mut page = vec![0; PAGE_BYTES];
        for (index, offset) in [1000_u32, 1010, 1030].iter().enumerate() {
            page[index * 4..index * 4 + 4].copy_from_slice(&offset.to_le_bytes());
        }
        page[12] = 100;
        page[200..206].copy_from_slice(&[3, 5, 0, 0x16, 0x24, 1]);
        page[PAGE_BYTES - 1] = 2;
        let plc: Vec<u8> = [0_u32, 5000, 5000, 0, 0].iter().flat_map(|value| value.to_le_bytes()).collect();
        let runs = Runs::read(&plc, &page, Kind::Paragraphs);
        assert_eq!(runs.runs.len(), 2);
        let run = runs.at(1009).unwrap();
        assert_eq!((run.first, run.end, run.style, run.list(&page)), (1000, 1010, 5, [0x16, 0x24, 1].as_slice()));
        assert_eq!(runs.at(1029).unwrap().list(&page), [0_u8; 0]);
        assert_eq!((runs.at(999), runs.at(1030)), (Err(1000), Err(u32::MAX)));
        assert!(Runs::read(&plc, &page[..511], Kind::Paragraphs).runs.is_empty());
    }
}
