//! Workbooks of Excel 97 to 2003 and of WPS (.xls, .et): a stream of records inside a compound file.
//!
//! Excel 95 wrote the same records with other strings, and some programs write the stream without its container;
//! both are read as well.

mod double;
mod globals;
mod record;
mod sheet;
mod text;

use std::borrow::Cow;

use jiheng_model::document::DocumentBuilder;

use crate::compound::Compound;
use crate::error::ReadError;
use crate::left_out;
use crate::limits::Limits;
use crate::note;
use crate::workbook::{self, Budget, Numbers};
use globals::Globals;

/// Something of the workbook could not be followed; what it held is missing.
#[derive(Debug, Default)]
struct Damage {
    /// Names of the sheets concerned, or nothing when it is the workbook as a whole.
    places: Vec<String>,
}

/// True for a workbook stream that stands in no container.
pub(crate) fn is_bare_stream(bytes: &[u8]) -> bool {
    matches!(bytes.get(..6), Some([0x09, 0x08, 8 | 16, 0, 0, 5 | 6]))
}

/// Reads a workbook into the builder.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    numbers: Numbers,
    builder: &mut DocumentBuilder,
) -> Result<(), ReadError> {
    let mut damage = Damage::default();
    let mut macros = false;
    let stream = if is_bare_stream(bytes) {
        Cow::Borrowed(bytes)
    } else {
        let mut file = Compound::open(bytes)?;
        macros = file.has_storage("_VBA_PROJECT_CUR");
        // A file for both Excel 95 and 97 holds both; the newer one keeps more.
        let name = if file.has_stream("Workbook") { "Workbook" } else { "Book" };
        let stream = file.stream(name).ok_or(ReadError::DamagedCompound { part: "Workbook" })?;
        if stream.is_cut {
            damage.places.push("Workbook".to_owned());
        }
        Cow::Owned(stream.bytes)
    };
    let mut globals = Globals::read(&stream, limits)?;
    globals.formats.numbers = numbers;
    if globals.is_damaged {
        damage.places.push("Workbook".to_owned());
    }
    read_sheets(&stream, &globals, limits, &mut damage, builder)?;
    if macros {
        left_out::macros(builder);
    }
    damage.note(builder);
    Ok(())
}

fn read_sheets(
    stream: &[u8],
    globals: &Globals,
    limits: &Limits,
    damage: &mut Damage,
    builder: &mut DocumentBuilder,
) -> Result<(), ReadError> {
    let mut budget = Budget::new(limits);
    // Sheets stand one after the other; only hostile ones overlap, and would be read many times over.
    let mut unread = stream.len();
    for entry in &globals.sheets {
        let place = usize::try_from(entry.at).ok().and_then(|at| stream.get(at..)).unwrap_or_default();
        let place = place.get(..unread).unwrap_or(place);
        let read = sheet::read(place, globals, &mut budget)?;
        unread = unread.saturating_sub(read.bytes);
        if read.is_damaged {
            damage.places.push(entry.name.clone());
        }
        workbook::add_sheet(&entry.name, entry.hidden, read.sheet, limits, builder);
    }
    Ok(())
}

impl Damage {
    fn note(mut self, builder: &mut DocumentBuilder) {
        self.places.dedup();
        let Some(first) = self.places.first() else { return };
        builder.note(note(
            "damaged-part",
            format!("工作簿有损坏之处（{first}），缺少的内容按空白处理；请用 Excel 或 WPS 打开修复后另存再试。"),
            format!("the workbook is damaged ({first}); what is missing was read as blank; let Excel or WPS repair it and save it again"),
        ));
    }
}

#[cfg(test)]
mod tests;
