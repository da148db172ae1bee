//! The worker's end of the pipe, and archives whose bytes stay with the parent: the worker asks for blocks.

use std::cell::RefCell;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::rc::Rc;

use serde::Serialize;

use crate::frame;
use crate::message::{Answer, ArchiveKey, BLOCK_BYTES};

/// Bytes before the content of a block: the number of the system's error, or zero.
pub const STATUS_BYTES: usize = 4;

/// Both directions of the pipe.
#[derive(Debug)]
pub struct Channel<I, O> {
    input: I,
    output: O,
}

impl<I: Read, O: Write> Channel<I, O> {
    /// A pipe.
    pub fn new(input: I, output: O) -> Self {
        Self { input, output }
    }

    /// Where questions come from.
    pub fn input(&mut self) -> &mut I {
        &mut self.input
    }

    /// Says something, now.
    pub fn send(&mut self, value: &impl Serialize) -> Result<()> {
        frame::send(&mut self.output, value)?;
        self.output.flush()
    }

    /// Says raw bytes, with what follows.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        frame::write(&mut self.output, bytes)
    }

    /// Says a whole frame, with what follows.
    pub fn write_frame(&mut self, frame: &[u8]) -> Result<()> {
        self.output.write_all(frame)
    }

    /// Hands over what was said.
    pub fn flush(&mut self) -> Result<()> {
        self.output.flush()
    }

    fn block(&mut self, offset: u64) -> Result<Vec<u8>> {
        self.send(&Answer::Want { offset, length: u32::try_from(BLOCK_BYTES).unwrap_or(u32::MAX) })?;
        let block = frame::read(&mut self.input, STATUS_BYTES + BLOCK_BYTES)?;
        let mut block = block.ok_or(ErrorKind::UnexpectedEof)?;
        let (status, _) = block.split_first_chunk::<STATUS_BYTES>().ok_or(ErrorKind::InvalidData)?;
        match i32::from_le_bytes(*status) {
            0 => Ok(block.split_off(STATUS_BYTES)),
            code => Err(Error::from_raw_os_error(code)),
        }
    }
}

/// An archive at the other end of the pipe. A clone reads from the start and shares the last block: members that
/// follow each other often lie in one.
#[derive(Debug)]
pub struct RemoteFile<I, O> {
    channel: Rc<RefCell<Channel<I, O>>>,
    length: u64,
    at: u64,
    /// The last block, and where it begins.
    block: Rc<RefCell<(u64, Vec<u8>)>>,
}

impl<I, O> RemoteFile<I, O> {
    /// The archive that the parent speaks of.
    pub fn new(channel: &Rc<RefCell<Channel<I, O>>>, archive: ArchiveKey) -> Self {
        Self { channel: Rc::clone(channel), length: archive.length, at: 0, block: Rc::default() }
    }
}

/// What a block holds from `at` on.
fn held((start, bytes): &(u64, Vec<u8>), at: u64) -> &[u8] {
    let from = at.checked_sub(*start).and_then(|from| usize::try_from(from).ok());
    from.and_then(|from| bytes.get(from..)).unwrap_or_default()
}

impl<I, O> Clone for RemoteFile<I, O> {
    fn clone(&self) -> Self {
        Self { channel: Rc::clone(&self.channel), length: self.length, at: 0, block: Rc::clone(&self.block) }
    }
}

impl<I: Read, O: Write> Read for RemoteFile<I, O> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut block = self.block.borrow_mut();
        if held(&block, self.at).is_empty() && self.at < self.length {
            *block = (self.at, self.channel.borrow_mut().block(self.at)?);
        }
        let held = held(&block, self.at);
        let count = held.len().min(buffer.len());
        buffer.iter_mut().zip(held).for_each(|(slot, byte)| *slot = *byte);
        self.at += count as u64;
        Ok(count)
    }
}

impl<I, O> Seek for RemoteFile<I, O> {
    fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        let target = match position {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(step) => self.at.checked_add_signed(step),
            SeekFrom::End(step) => self.length.checked_add_signed(step),
        };
        self.at = target.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
