//! Frames on a pipe: four bytes of length, then that many bytes. Whoever reads says how many it takes.

use std::io::{Error, ErrorKind, Read, Result, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of the length.
const PREFIX: usize = 4;

/// A length is believed up to here; memory for more is taken only as the bytes arrive.
const BELIEVED: usize = 1 << 20;

/// Writes raw bytes; whoever has said all flushes.
pub fn write(out: &mut impl Write, payload: &[u8]) -> Result<()> {
    out.write_all(&prefix(payload.len())?)?;
    out.write_all(payload)
}

/// A value as a whole frame.
pub fn encoded(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut frame = postcard::to_extend(value, vec![0; PREFIX]).map_err(|_| Error::from(ErrorKind::InvalidData))?;
    let length = prefix(frame.len() - PREFIX)?;
    frame.iter_mut().zip(length).for_each(|(slot, byte)| *slot = byte);
    Ok(frame)
}

/// Writes a value; whoever has said all flushes.
pub fn send(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    out.write_all(&encoded(value)?)
}

/// Reads raw bytes, at most `cap` of them; `None` when the other side has closed.
pub fn read(input: &mut impl Read, cap: usize) -> Result<Option<Vec<u8>>> {
    let mut prefix = [0; PREFIX];
    if !filled(input, &mut prefix)? {
        return Ok(None);
    }
    let length = usize::try_from(u32::from_le_bytes(prefix)).unwrap_or(usize::MAX);
    if length > cap {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut payload = Vec::with_capacity(length.min(BELIEVED));
    input.take(length as u64).read_to_end(&mut payload)?;
    if payload.len() < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(Some(payload)) }
}

/// Reads a value of at most `cap` bytes; bytes behind it are as wrong as missing ones.
pub fn receive<T: DeserializeOwned>(input: &mut impl Read, cap: usize) -> Result<Option<T>> {
    let Some(payload) = read(input, cap)? else { return Ok(None) };
    match postcard::take_from_bytes(&payload) {
        Ok((value, [])) => Ok(Some(value)),
        _ => Err(ErrorKind::InvalidData.into()),
    }
}

fn prefix(length: usize) -> Result<[u8; PREFIX]> {
    u32::try_from(length).map(u32::to_le_bytes).map_err(|_| ErrorKind::InvalidData.into())
}

/// False when the input ended before the first byte.
fn filled(input: &mut impl Read, buffer: &mut [u8]) -> Result<bool> {
    let mut first = [0; 1];
    loop {
        match input.read(&mut first) {
            Ok(0) => return Ok(false),
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let Some((head, rest)) = buffer.split_first_mut() else { return Ok(true) };
    [*head] = first;
    input.read_exact(rest)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind<T: std::fmt::Debug>(result: Result<T>) -> ErrorKind {
        result.unwrap_err().kind()
    }

    #[test]
    fn what_was_sent_is_received() {
        let mut pipe = Vec::new();
        send(&mut pipe, &("核对", 7_u32)).unwrap();
        write(&mut pipe, b"raw").unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(receive::<(String, u32)>(&mut input, 64).unwrap(), Some(("核对".to_owned(), 7)));
        assert_eq!(read(&mut input, 3).unwrap(), Some(b"raw".to_vec()));
        assert_eq!(read(&mut input, 3).unwrap(), None);
    }

    #[test]
    fn a_frame_is_refused_by_its_length_before_it_is_read() {
        assert_eq!(kind(read(&mut [0xff, 0xff, 0xff, 0xff].as_slice(), 1 << 20)), ErrorKind::InvalidData);
    }

    #[test]
    fn a_frame_that_breaks_off_or_goes_on_is_refused() {
        let frame = encoded(&7_u32).unwrap();
        for length in 1..frame.len() {
            assert_eq!(kind(receive::<u32>(&mut &frame[..length], 64)), ErrorKind::UnexpectedEof, "{length}");
        }
        let longer = [2, 0, 0, 0, 7, 0];
        assert_eq!(kind(receive::<u32>(&mut longer.as_slice(), 64)), ErrorKind::InvalidData);
        let wrong = [1, 0, 0, 0, 0xff];
        assert_eq!(kind(receive::<String>(&mut wrong.as_slice(), 64)), ErrorKind::InvalidData);
    }
}
