//! What the parsed file says of its streams, before any is unpacked.

use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::guard::{Budget, Counted};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;

/// An old packing whose size cannot be told without unpacking; this much of it stays small in any case.
const OLD_PACKING_BYTES: usize = 64 * 1024;
/// Graphics states that are saved and not yet restored; each is copied whole.
const SAVED_STATES: u32 = 500;
/// Drawings inside drawings.
const DEPTH: u32 = 12;

/// Every stream unpacks to no more than is allowed. Streams that the bytes alone did not show are counted here:
/// those that are encrypted, and those that are written as text.
pub(super) fn check(pdf: &Pdf, counted: &Counted<'_>, limits: &Limits) -> Result<(), ReadError> {
    if pdf.len() as u64 > limits.pdf_objects {
        return Err(ReadError::TooLarge { what: Measure::Objects, limit: limits.pdf_objects });
    }
    let mut budget = Budget::new(limits);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            check_stream(&stream, counted, &mut budget)?;
        }
    }
    Ok(())
}

fn check_stream(stream: &Stream<'_>, counted: &Counted<'_>, budget: &mut Budget<'_>) -> Result<(), ReadError> {
    let filters = stream.filters();
    let expands = |filter: &&Filter| {
        matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode | Filter::AsciiHexDecode)
    };
    let is_old = filters.iter().any(|filter| matches!(filter, Filter::LzwDecode | Filter::RunLengthDecode));
    let data = stream.raw_data();
    if filters.iter().filter(expands).count() > 1 || (is_old && data.len() > OLD_PACKING_BYTES) {
        return Err(ReadError::ZipBomb { part: "PDF".to_owned() });
    }
    let is_picture = is_picture(stream.dict());
    match filters.as_slice() {
        [Filter::Ascii85Decode, Filter::FlateDecode] => budget.inflate(&bytes_of_ascii85(&data), is_picture).map(drop),
        [Filter::FlateDecode] if counted.contains(data.as_ref()) => Ok(()),
        [Filter::FlateDecode, ..] => budget.inflate(&data, is_picture).map(drop),
        _ => Ok(()),
    }
}

fn is_picture(dictionary: &Dict<'_>) -> bool {
    dictionary.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Image")
}

/// Four bytes written as five characters.
fn bytes_of_ascii85(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    let (mut group, mut count) = (0_u32, 0);
    for byte in text.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend(group.to_be_bytes().iter().take(count - 1));
    }
    bytes
}

/// How many operations may still be run.
#[derive(Debug)]
pub(super) struct Operations {
    left: u64,
}

impl Operations {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { left: limits.pdf_operations }
    }

    /// Counts what a page does, drawings that it calls included, or tells that it is too much.
    pub(super) fn count(&mut self, page: &Page<'_>) -> bool {
        has_text_contents(page) && self.walk(page.typed_operations(), page.resources(), DEPTH)
    }

    fn walk(&mut self, mut operations: TypedIter<'_>, resources: &Resources<'_>, depth: u32) -> bool {
        let mut saved: u32 = 0;
        while let Some(operation) = operations.next() {
            let Some(left) = self.left.checked_sub(1) else { return false };
            self.left = left;
            match operation {
                TypedInstruction::SaveState(_) => saved += 1,
                TypedInstruction::RestoreState(_) => saved = saved.saturating_sub(1),
                TypedInstruction::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0)
                        && !is_picture(form.dict())
                        && !(depth > 0 && self.walk_form(&form, resources, depth - 1))
                    {
                        return false;
                    }
                }
                _ => {}
            }
            if saved > SAVED_STATES {
                return false;
            }
        }
        true
    }

    fn walk_form<'a>(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: u32) -> bool {
        let Ok(content) = form.decoded_data() else { return true };
        let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        self.walk(TypedIter::new(content.as_ref()), own.as_ref().unwrap_or(resources), depth)
    }
}

/// Contents that call themselves a picture, or are packed like one, would be unpacked beyond the caps.
fn has_text_contents(page: &Page<'_>) -> bool {
    let is_text = |stream: &Stream<'_>| {
        let plain = |filter: &Filter| {
            !matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
        };
        !is_picture(stream.dict()) && stream.filters().iter().all(plain)
    };
    if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
        return is_text(&stream);
    }
    let streams = page.raw().get::<Array<'_>>("Contents");
    streams.is_none_or(|streams| streams.iter::<Stream<'_>>().all(|stream| is_text(&stream)))
}
