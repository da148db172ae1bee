//! The worker's own ends of the pipes, without the line buffer that would cut a frame in two.

use std::io::{BufReader, BufWriter, Read, Result, Write};

use crate::message::BLOCK_BYTES;

/// Enough for most documents in one piece.
const BUFFER_BYTES: usize = 4 * BLOCK_BYTES;

/// Standard input and output.
pub fn ends() -> (impl Read, impl Write) {
    (BufReader::with_capacity(BUFFER_BYTES, Input), BufWriter::with_capacity(BUFFER_BYTES, Output))
}

#[derive(Debug)]
struct Input;

#[derive(Debug)]
struct Output;

#[cfg(unix)]
impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        Ok(rustix::io::read(rustix::stdio::stdin(), buffer)?)
    }
}

#[cfg(unix)]
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(not(unix))]
impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        std::io::stdin().lock().read(buffer)
    }
}

#[cfg(not(unix))]
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        std::io::stdout().lock().write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        std::io::stdout().lock().flush()
    }
}
