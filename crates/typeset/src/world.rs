//! What a template can see: its values and the fonts. No file, no package, no clock.

use std::path::PathBuf;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::error::TypesetError;
use crate::fonts::Fonts;

/// One constant name: names are kept for good by the typesetter, and there is room for 65,535.
const MAIN: &str = "main.typ";

pub(crate) struct Closed<'a> {
    fonts: &'a Fonts,
    library: LazyHash<Library>,
    source: Source,
}

impl<'a> Closed<'a> {
    pub(crate) fn new(fonts: &'a Fonts, template: &str, inputs: Dict) -> Result<Self, TypesetError> {
        let path = VirtualPath::new(MAIN).map_err(|error| TypesetError::Refused(error.to_string()))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        Ok(Self { fonts, library, source: Source::new(id, template.to_owned()) })
    }
}

impl Closed<'_> {
    /// The line of a byte of the template, from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.source.text().bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }
}

impl World for Closed<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = PathBuf::from(id.get().vpath().get_with_slash());
        Err(FileError::NotFound(name))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
