//! The package around the parts: what is not changed is copied as it is packed.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Most bytes that a part to be changed may unpack to.
const PART_BYTES_MAX: u64 = 64 << 20;

/// An opened package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> ZipResult<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let names = archive.file_names_raw().map(|raw| normal(&String::from_utf8_lossy(raw))).collect();
        Ok(Self { archive, names })
    }

    /// The text of a part in UTF-8, `None` when there is none of this name.
    pub(crate) fn text(&mut self, name: &str) -> ZipResult<Option<String>> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let file = self.archive.by_index(index)?;
        let mut bytes = Vec::new();
        file.take(PART_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > PART_BYTES_MAX {
            return Err(ZipError::InvalidArchive("a part is larger than is marked".into()));
        }
        Ok(String::from_utf8(bytes).ok())
    }

    /// True when a part of this name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// The package with some parts replaced or added; the others as they are packed, in their order.
    pub(crate) fn with(mut self, changed: &[(String, String)]) -> ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = |modified| {
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(modified)
        };
        for index in 0..self.archive.len() {
            let name = self.names.get(index).cloned().unwrap_or_default();
            let file = self.archive.by_index_raw(index)?;
            match changed.iter().find(|(part, _)| part.eq_ignore_ascii_case(&name)) {
                None => writer.raw_copy_file(file)?,
                Some((_, text)) => {
                    writer.start_file(name, options(file.last_modified().unwrap_or_default()))?;
                    writer.write_all(text.as_bytes())?;
                }
            }
        }
        for (name, text) in
            changed.iter().filter(|(name, _)| !self.names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        {
            writer.start_file(name.as_str(), options(DateTime::default()))?;
            writer.write_all(text.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}
