//! The records of a workbook stream.

use crate::bytes::u16_at;

pub(super) const BEGIN: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const HEAD_BYTES: usize = 4;

/// A record with those that continue it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) continued: Vec<&'a [u8]>,
}

/// Walks along a stream.
#[derive(Debug)]
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    /// Bytes read so far.
    pub(super) at: usize,
    /// The stream ended within a record.
    pub(super) is_cut: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, is_cut: false }
    }

    fn single(&mut self) -> Option<(u16, &'a [u8])> {
        let head = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (Some(kind), Some(length)) = (u16_at(head, 0), u16_at(head, 2)) else {
            self.is_cut = true;
            return None;
        };
        let end = HEAD_BYTES + usize::from(length);
        let Some(data) = head.get(HEAD_BYTES..end) else {
            self.is_cut = true;
            return None;
        };
        self.at += end;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.single()?;
        let mut continued = Vec::new();
        while self.bytes.get(self.at..).and_then(|rest| u16_at(rest, 0)) == Some(CONTINUE) {
            let Some((_, more)) = self.single() else { break };
            continued.push(more);
        }
        Some(Record { kind, data, continued })
    }
}
