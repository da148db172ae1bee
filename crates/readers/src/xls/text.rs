//! Strings of a workbook: by the character in Excel 97 and later, by the byte before.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

use super::record::Record;

/// Bits of the byte in front of the characters.
const WIDE: u8 = 0x01;
const EXTENDED: u8 = 0x04;
const RICH: u8 = 0x08;

/// How a stream writes its strings.
#[derive(Clone, Copy, Debug)]
pub(super) enum Writing {
    /// As UTF-16, or its lower bytes.
    Unicode,
    /// As bytes of this encoding.
    Bytes(&'static Encoding),
}

impl Writing {
    /// The encoding of a code page.
    pub(super) fn of_code_page(page: u16) -> Self {
        Self::Bytes(match page {
            // What says nothing is taken for Chinese: this is who the reports are written by.
            936 | 54936 | 0 => GB18030,
            950 => BIG5,
            _ => WINDOWS_1252,
        })
    }
}

/// The bytes of a record and of those that continue it.
#[derive(Debug)]
pub(super) struct Segments<'r, 'a> {
    current: &'a [u8],
    rest: std::slice::Iter<'r, &'a [u8]>,
}

impl<'r, 'a> Segments<'r, 'a> {
    /// From byte `at` of the record on.
    pub(super) fn of(record: &'r Record<'a>, at: usize) -> Self {
        Self { current: record.data.get(at..).unwrap_or_default(), rest: record.continued.iter() }
    }

    /// True when nothing is left.
    pub(super) fn is_over(&mut self) -> bool {
        self.fill().is_none()
    }

    fn fill(&mut self) -> Option<()> {
        while self.current.is_empty() {
            self.current = self.rest.next()?;
        }
        Some(())
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.fill()?;
        let (first, rest) = self.current.split_first()?;
        self.current = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.fill()?;
            let step = count.min(self.current.len());
            self.current = self.current.get(step..)?;
            count -= step;
        }
        Some(())
    }

    /// A string whose length stands in front of it.
    pub(super) fn string(&mut self, writing: Writing) -> Option<String> {
        let length = self.u16()?;
        self.characters(usize::from(length), writing)
    }

    /// A string of this many characters.
    pub(super) fn characters(&mut self, length: usize, writing: Writing) -> Option<String> {
        let Writing::Bytes(encoding) = writing else { return self.unicode(length) };
        let mut bytes = Vec::new();
        while bytes.len() < length {
            self.fill()?;
            let step = self.current.len().min(length - bytes.len());
            let (taken, rest) = self.current.split_at_checked(step)?;
            bytes.extend_from_slice(taken);
            self.current = rest;
        }
        Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }

    fn unicode(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & RICH != 0 { usize::from(self.u16()?) } else { 0 };
        let extension = if flags & EXTENDED != 0 { usize::try_from(self.u32()?).ok()? } else { 0 };
        let text = self.units(length, flags & WIDE != 0)?;
        // What is lost behind the characters costs only the strings that follow.
        let _over = self.skip(runs * 4).and_then(|()| self.skip(extension));
        Some(text)
    }

    /// Characters that run on into the next record start there with a byte that says anew how wide they are.
    fn units(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let missing = length - units.len();
            if wide {
                let (pairs, _) = self.current.as_chunks::<2>();
                units.extend(pairs.iter().take(missing).map(|pair| u16::from_le_bytes(*pair)));
                self.current = self.current.get(2 * missing.min(pairs.len())..)?;
            } else {
                units.extend(self.current.iter().take(missing).map(|byte| u16::from(*byte)));
                self.current = self.current.get(missing.min(self.current.len())..)?;
            }
            if units.len() >= length {
                return Some(String::from_utf16_lossy(&units));
            }
            self.current = self.rest.next()?;
            wide = self.byte()? & WIDE != 0;
        }
    }
}

/// A workbook breaks lines with a line feed; the carriage returns of some programs are dropped.
pub(super) fn without_returns(text: String) -> String {
    if text.contains('\r') { text.replace('\r', "") } else { text }
}
