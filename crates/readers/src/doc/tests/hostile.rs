//! Damaged and hostile files: refused or read in part, never a panic, never a long loop.

use super::writer::{Paragraph, Writer, at_depth, define, paragraph, plain, row, row_end, runs, style};
use super::{DELETED, HIDDEN};
use crate::testing::{compound_of, note_kinds, tree};
use crate::{Limits, ReadError};

/// A document with something of everything.
fn rich() -> Writer {
    let inner = |text: &str| paragraph(text, "\r", &[at_depth(2).as_slice(), &[0x4B, 0x24, 1]].concat());
    let inner_end = [at_depth(2).as_slice(), &[0x4B, 0x24, 1, 0x4C, 0x24, 1], &define(&[0, 400], &[])].concat();
    let mut narrow = paragraph("3.14 (narrow)", "\r", &[]);
    narrow.narrow = true;
    narrow.modifier = 1;
    let paragraphs: Vec<Paragraph> = [
        vec![plain("一、概况"), runs(&[("旧", DELETED), ("隐", HIDDEN), ("\u{13} PAGE \u{14}4\u{15}\r", &[])], &[])],
        row(&["甲", "乙"], &[0, 900, 1800], &[0x60, 0]),
        row(&["", "", "丙"], &[0, 900, 1300, 1800], &[0x20, 1, 2]),
        vec![inner("内"), paragraph("", "\r", &inner_end), paragraph("外", "\u{7}", &at_depth(1))],
        vec![row_end(&[0x46, 0x66, 0, 0, 0, 0]), narrow, plain("末")],
    ]
    .concat();
    let mut writer =
        Writer::new(paragraphs).styled(&[style(1, 0xFFF, "Normal", &[], &[]), style(1, 0, "heading 1", &[], &[])]);
    writer.boxes = vec![plain("框")];
    writer.lists = vec![vec![0x01, 0x08, 1]];
    writer.data = [[13, 0].as_slice(), &[0x21, 0x76, 0, 2, 9, 0], &[0x24, 0x56, 0, 2], &[0x17, 0x24, 1]].concat();
    writer.reversed = true;
    writer
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit
    }

    /// Changes a few bytes: a bit, an extreme value, or a copy from elsewhere.
    fn change(&mut self, bytes: &mut [u8]) {
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = [0, 1, 0x7F, 0x80, 0xFF][self.below(5)],
                2 => bytes[at..].iter_mut().take(4).for_each(|byte| *byte = 0xFF),
                _ => bytes[at] = bytes[self.below(bytes.len())],
            }
        }
    }
}

fn read_somehow(bytes: &[u8]) -> Result<usize, ReadError> {
    crate::read(bytes, &Limits::default()).map(|document| document.blocks.len())
}

#[test]
fn no_changed_stream_panics() {
    let writer = rich();
    let (word, table) = writer.streams();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut read = 0;
    for round in 0..4000 {
        let mut streams = [word.clone(), table.clone(), writer.data.clone()];
        // The head is small and decides most, so it is changed on its own in turn.
        match round % 4 {
            0 => dice.change(&mut streams[0][..0x400]),
            1 => dice.change(&mut streams[0]),
            2 => dice.change(&mut streams[1]),
            _ => dice.change(&mut streams[2]),
        }
        let file = compound_of(&[("WordDocument", &streams[0]), ("1Table", &streams[1]), ("Data", &streams[2])]);
        read += usize::from(read_somehow(&file).is_ok());
    }
    assert!(read > 2000, "{read}");
}

#[test]
fn no_changed_or_cut_file_panics() {
    let another: &[u8] = include_bytes!("../../../../../fixtures/documents/features.doc");
    let mut dice = Dice(7);
    for whole in [rich().file(), another.to_vec()] {
        for _ in 0..2000 {
            let mut changed = whole.clone();
            dice.change(&mut changed);
            let _outcome = read_somehow(&changed);
        }
        for end in (0..whole.len()).step_by(101) {
            let _outcome = read_somehow(&whole[..end]);
        }
    }
}

#[test]
fn a_stream_cut_short_is_read_as_far_as_it_goes() {
    let (word, table) = Writer::new((0..40).map(|number| plain(&format!("第{number}段"))).collect()).streams();
    let document =
        crate::read(&compound_of(&[("WordDocument", &word[..0x600 + 30]), ("1Table", &table)]), &Limits::default())
            .unwrap();
    assert!(tree(&document).starts_with("p 第0段\np 第1段\np 第2段\n"));
    assert_eq!(note_kinds(&document), ["damaged-text", "damaged-format"]);
}

#[test]
fn too_many_cells_or_paragraphs_are_refused() {
    let file = Writer::new(row(&["1", "2", "3", "4", "5", "6"], &[0, 1, 2, 3, 4, 5, 6], &[])).file();
    for limits in [Limits { table_cells: 5, ..Limits::default() }, Limits { paragraphs: 5, ..Limits::default() }] {
        assert_eq!(crate::read(&file, &limits).unwrap_err().kind(), "too-large");
    }
}

#[test]
fn lists_that_refer_to_a_long_list_again_and_again_stay_bounded() {
    let refer = [0x46, 0x66, 0, 0, 0, 0];
    let mut writer = Writer::new((0..300).map(|_| paragraph("甲", "\r", &refer)).collect());
    writer.data = [60_000_u16.to_le_bytes().as_slice(), &[0x16, 0x24, 0].repeat(20_000)].concat();
    let limits = Limits { total_bytes: 1_000_000, ..Limits::default() };
    let document = crate::read(&writer.file(), &limits).unwrap();
    assert_eq!(note_kinds(&document), ["damaged-format"]);
    assert_eq!(document.blocks.len(), 300);
}
