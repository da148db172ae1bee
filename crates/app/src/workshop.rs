//! What turns bytes into findings and pages: the engine with its packs, the reader, the typesetter. Knows no database.

use std::sync::Arc;

use jiheng_documents::page::Page;
use jiheng_engine::{Engine, Options};
use jiheng_isolation::fault::guarded;
use jiheng_isolation::{Failure, Reader};
use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;
use jiheng_reports::Catalogue;

/// Sets a page as PDF, where the program was built with that.
pub trait Typesetter: Send + Sync {
    /// The official form.
    ///
    /// # Errors
    /// A sentence, when a character has no glyph.
    fn form(&self, page: &Page) -> Result<Vec<u8>, Bilingual>;
}

/// The engine with all that stands around it; made once, for as long as the program runs.
pub struct Workshop {
    packs: &'static PackSet,
    engine: Engine<'static>,
    catalogue: Catalogue,
    reader: Arc<dyn Reader + Send>,
    typesetter: Option<Box<dyn Typesetter>>,
}

impl std::fmt::Debug for Workshop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop").finish_non_exhaustive()
    }
}

impl Workshop {
    /// A workshop over packs that stay.
    pub fn new(
        packs: &'static PackSet,
        catalogue: Catalogue,
        reader: Arc<dyn Reader + Send>,
        typesetter: Option<Box<dyn Typesetter>>,
    ) -> Self {
        Self { packs, engine: Engine::new(packs), catalogue, reader, typesetter }
    }

    /// The packs in force.
    pub fn packs(&self) -> &'static PackSet {
        self.packs
    }

    /// Rules and sources, to name them.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn engine(&self) -> &Engine<'static> {
        &self.engine
    }

    pub(crate) fn reader(&self) -> &(dyn Reader + Send) {
        self.reader.as_ref()
    }

    /// What sets pages as PDF; `None` in a program without it.
    pub fn typesetter(&self) -> Option<&dyn Typesetter> {
        self.typesetter.as_deref()
    }

    /// Reads a document in a limited process. Blocks.
    ///
    /// # Errors
    /// Why it cannot be read, and what to do.
    pub fn read(&self, bytes: &[u8]) -> Result<Document, Bilingual> {
        self.reader.document(bytes).map_err(|failure| failure.message())
    }

    /// Evaluates a document. Takes some milliseconds.
    ///
    /// # Errors
    /// A fault of ours, with its place.
    pub fn evaluate(&self, document: &Document, sha256: &str, options: &Options) -> Result<Evaluation, Bilingual> {
        guarded(|| self.engine.evaluate_document(document, sha256.to_owned(), options))
            .map_err(|fault| Failure::Fault { place: fault.place }.message())
    }
}
