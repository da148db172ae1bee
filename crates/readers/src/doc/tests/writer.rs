//! Writes small Word 97 documents, so that each test shows the marks and properties it is about.

use crate::testing::compound_of;

/// Text begins here; the head lies before it.
const TEXT_AT: usize = 0x600;
const PAGE: usize = 512;
pub(crate) const CELL: &str = "\u{7}";

/// Characters with the same properties.
#[derive(Clone)]
struct Run {
    text: String,
    look: Vec<u8>,
}

/// A paragraph, cell or row end with its mark.
#[derive(Clone)]
pub(crate) struct Paragraph {
    runs: Vec<Run>,
    pub(crate) style: u16,
    look: Vec<u8>,
    /// Written one byte a character.
    pub(crate) narrow: bool,
    /// Changed properties of its piece.
    pub(crate) modifier: u16,
}

/// A document in the making.
#[derive(Clone)]
pub(crate) struct Writer {
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Paragraphs of text boxes after the main text.
    pub(crate) boxes: Vec<Paragraph>,
    /// The pieces lie in the file from last to first, as after a fast save.
    pub(crate) reversed: bool,
    pub(crate) version: u16,
    pub(crate) flags: u16,
    pub(crate) data: Vec<u8>,
    pub(crate) styles: Vec<u8>,
    /// Lists that modifiers refer to.
    pub(crate) lists: Vec<Vec<u8>>,
    /// Positions after section marks.
    pub(crate) sections: Vec<u32>,
}

/// A paragraph of one run that ends with `mark`.
pub(crate) fn paragraph(text: &str, mark: &str, look: &[u8]) -> Paragraph {
    runs(&[(text, &[]), (mark, &[])], look)
}

/// A paragraph of the body.
pub(crate) fn plain(text: &str) -> Paragraph {
    paragraph(text, "\r", &[])
}

/// A paragraph of runs with properties; the last holds the mark.
pub(crate) fn runs(runs: &[(&str, &[u8])], look: &[u8]) -> Paragraph {
    let runs = runs.iter().map(|(text, look)| Run { text: (*text).to_owned(), look: look.to_vec() }).collect();
    Paragraph { runs, style: 0, look: look.to_vec(), narrow: false, modifier: 0 }
}

/// In a table, so many deep.
pub(crate) fn at_depth(depth: u8) -> Vec<u8> {
    vec![0x16, 0x24, 1, 0x49, 0x66, depth, 0, 0, 0]
}

/// The cells of a row and its end, with cells between these edges, merged by these bits.
pub(crate) fn row(cells: &[&str], edges: &[i16], merges: &[u16]) -> Vec<Paragraph> {
    let mut row: Vec<Paragraph> = cells.iter().map(|text| paragraph(text, CELL, &at_depth(1))).collect();
    row.push(row_end(&define(edges, merges)));
    row
}

/// The mark that ends a row.
pub(crate) fn row_end(shape: &[u8]) -> Paragraph {
    paragraph("", CELL, &[at_depth(1).as_slice(), &[0x17, 0x24, 1], shape].concat())
}

/// The entry that defines the cells of a row.
pub(crate) fn define(edges: &[i16], merges: &[u16]) -> Vec<u8> {
    let mut operand = vec![u8::try_from(edges.len() - 1).unwrap()];
    operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for bits in merges {
        operand.extend(bits.to_le_bytes());
        operand.extend([0; 18]);
    }
    let length = u16::try_from(operand.len() + 1).unwrap();
    [[0x08, 0xD6].as_slice(), &length.to_le_bytes(), &operand].concat()
}

/// A style sheet entry: kind 1 for paragraphs, 2 for characters; 0xFFF bases it on nothing.
pub(crate) fn style(kind: u16, based_on: u16, name: &str, paragraph: &[u8], character: &[u8]) -> Vec<u8> {
    let mut entry = vec![0xFE, 0x0F];
    entry.extend((kind | (based_on << 4)).to_le_bytes());
    entry.extend([0; 6]);
    entry.extend(u16::try_from(name.encode_utf16().count()).unwrap().to_le_bytes());
    entry.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
    let lists: &[Vec<u8>] = &[[&[0, 0], paragraph].concat(), character.to_vec()];
    for list in lists.iter().skip(usize::from(kind == 2)) {
        entry.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
        entry.extend(list);
        entry.resize(entry.len() + list.len() % 2, 0);
    }
    [u16::try_from(entry.len()).unwrap().to_le_bytes().as_slice(), &entry].concat()
}

impl Writer {
    pub(crate) fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self {
            paragraphs,
            boxes: Vec::new(),
            reversed: false,
            version: 0xC1,
            flags: 1 << 9,
            data: Vec::new(),
            styles: Vec::new(),
            lists: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// With these entries as its style sheet.
    pub(crate) fn styled(mut self, entries: &[Vec<u8>]) -> Self {
        self.styles = [[2, 0, u8::try_from(entries.len()).unwrap(), 0].as_slice(), &entries.concat()].concat();
        self.styles = [[18_u8, 0].as_slice(), &self.styles[2..4], &[10, 0], &[0; 14], &self.styles[4..]].concat();
        self
    }

    /// The file.
    pub(crate) fn file(&self) -> Vec<u8> {
        let (word, table) = self.streams();
        compound_of(&[("WordDocument", &word), ("1Table", &table), ("Data", &self.data)])
    }

    /// Main stream and table stream.
    pub(crate) fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut word = vec![0; TEXT_AT];
        let all: Vec<&Paragraph> = self.paragraphs.iter().chain(&self.boxes).collect();
        let mut offsets = vec![0; all.len()];
        let mut order: Vec<usize> = (0..all.len()).collect();
        if self.reversed {
            order.reverse();
        }
        let (mut characters, mut paragraphs) = (Vec::new(), Vec::new());
        for index in order {
            let paragraph = all[index];
            offsets[index] = word.len();
            for run in &paragraph.runs {
                let first = word.len();
                word.extend(encoded(&run.text, paragraph.narrow));
                if word.len() > first {
                    characters.push((first, word.len(), character_list(&run.look)));
                }
            }
            paragraphs.push((offsets[index], word.len(), paragraph_list(paragraph)));
        }
        let mut table = Vec::new();
        let mut places = vec![(0, 0); 93];
        places[1] = append(&mut table, &self.styles);
        places[6] = append(&mut table, &self.section_plc());
        let pages = pages_of(&mut word, &characters, 1);
        places[12] = append(&mut table, &pages);
        let pages = pages_of(&mut word, &paragraphs, 13);
        places[13] = append(&mut table, &pages);
        places[33] = append(&mut table, &self.piece_table(&all, &offsets));
        self.write_head(&mut word, &places);
        (word, table)
    }

    fn section_plc(&self) -> Vec<u8> {
        let positions = std::iter::once(0).chain(self.sections.iter().copied());
        let mut plc: Vec<u8> = positions.flat_map(u32::to_le_bytes).collect();
        plc.resize(plc.len() + 12 * self.sections.len(), 0);
        plc
    }

    fn piece_table(&self, all: &[&Paragraph], offsets: &[usize]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for list in &self.lists {
            bytes.push(1);
            bytes.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
            bytes.extend(list);
        }
        bytes.push(2);
        bytes.extend(u32::try_from(4 + all.len() * 12).unwrap().to_le_bytes());
        let mut position = 0;
        bytes.extend(0_u32.to_le_bytes());
        for paragraph in all {
            position += units(std::slice::from_ref(*paragraph));
            bytes.extend(position.to_le_bytes());
        }
        for (paragraph, offset) in all.iter().zip(offsets) {
            let offset = u32::try_from(*offset).unwrap();
            bytes.extend([0, 0]);
            bytes.extend(if paragraph.narrow { (offset * 2) | 1 << 30 } else { offset }.to_le_bytes());
            bytes.extend(paragraph.modifier.to_le_bytes());
        }
        bytes
    }

    fn write_head(&self, word: &mut [u8], places: &[(u32, u32)]) {
        let mut head = vec![0xEC, 0xA5];
        head.extend(self.version.to_le_bytes());
        head.extend([0; 6]);
        head.extend(self.flags.to_le_bytes());
        head.resize(32, 0);
        head.extend([14, 0]);
        head.resize(head.len() + 28, 0);
        head.extend([22, 0]);
        let mut longs = [0_u32; 22];
        longs[3] = units(&self.paragraphs);
        longs[9] = units(&self.boxes);
        head.extend(longs.iter().flat_map(|long| long.to_le_bytes()));
        head.extend(u16::try_from(places.len()).unwrap().to_le_bytes());
        head.extend(places.iter().flat_map(|(at, length)| [at.to_le_bytes(), length.to_le_bytes()]).flatten());
        word[..head.len()].copy_from_slice(&head);
    }
}

fn units(paragraphs: &[Paragraph]) -> u32 {
    let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    u32::try_from(runs.map(|run| run.text.encode_utf16().count()).sum::<usize>()).unwrap()
}

fn encoded(text: &str, narrow: bool) -> Vec<u8> {
    if narrow {
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
    } else {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }
}

fn append(table: &mut Vec<u8>, bytes: &[u8]) -> (u32, u32) {
    let at = table.len();
    table.extend(bytes);
    (u32::try_from(at).unwrap(), u32::try_from(bytes.len()).unwrap())
}

fn character_list(look: &[u8]) -> Vec<u8> {
    if look.is_empty() {
        return Vec::new();
    }
    [&[u8::try_from(look.len()).unwrap()], look].concat()
}

/// Counted in words, with a zero before the count where that does not come out even.
fn paragraph_list(paragraph: &Paragraph) -> Vec<u8> {
    let mut list = [&paragraph.style.to_le_bytes(), paragraph.look.as_slice()].concat();
    if list.len() % 2 == 1 {
        return [[u8::try_from(list.len().div_ceil(2)).unwrap()].as_slice(), &list].concat();
    }
    let words = u8::try_from(list.len() / 2).unwrap();
    list.splice(0..0, [0, words]);
    list
}

/// One page for each run, and the list of the pages.
fn pages_of(word: &mut Vec<u8>, runs: &[(usize, usize, Vec<u8>)], entry_bytes: usize) -> Vec<u8> {
    let mut sorted = runs.to_vec();
    sorted.sort();
    let mut numbers: Vec<u8> = Vec::new();
    let mut firsts: Vec<u8> = Vec::new();
    for (first, end, list) in sorted {
        word.resize(word.len().next_multiple_of(PAGE), 0);
        numbers.extend(u32::try_from(word.len() / PAGE).unwrap().to_le_bytes());
        let [first, end] = [first, end].map(|at| u32::try_from(at).unwrap().to_le_bytes());
        firsts.extend(first);
        let mut page = [first, end].concat();
        page.push(if list.is_empty() { 0 } else { 16 });
        page.resize(8 + entry_bytes, 0);
        page.resize(32, 0);
        page.extend(&list);
        page.resize(PAGE - 1, 0);
        page.push(1);
        word.extend(page);
    }
    firsts.extend(u32::MAX.to_le_bytes());
    [firsts, numbers].concat()
}
