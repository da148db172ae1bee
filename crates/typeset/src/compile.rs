//! A template and its values to the bytes of a PDF.

use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::{Array, Dict, Smart, Str, Value};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::TypesetError;
use crate::fonts::Fonts;
use crate::glyphs;
use crate::world::Closed;

/// What all templates begin with.
const COMMON: &str = include_str!("common.typ");

/// Sets a template with its values.
///
/// # Errors
/// When a character has no glyph, or the template is not taken.
pub(crate) fn compile(fonts: &Fonts, template: &str, inputs: Dict) -> Result<Vec<u8>, TypesetError> {
    let mut inputs: Dict = inputs.into_iter().map(|(name, value)| (name, glyphs::without_invisible(value))).collect();
    glyphs::check(fonts, &inputs)?;
    let families: Array = fonts.families().into_iter().map(|family| Value::Str(Str::from(family))).collect();
    inputs.insert(Str::from("fonts"), Value::Array(families));
    let world = Closed::new(fonts, &format!("{COMMON}{template}"), inputs)?;
    let _forgets = Forgets;
    let document: PagedDocument = typst::compile(&world).output.map_err(|errors| refused(&world, &errors))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some(creator())), standards: archivable()?, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| refused(&world, &errors))
}

fn creator() -> String {
    format!("Jiheng {}", env!("CARGO_PKG_VERSION"))
}

/// PDF/A-2b: to be kept for years. Tagged for screen readers beyond what that asks for.
fn archivable() -> Result<PdfStandards, TypesetError> {
    PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| TypesetError::Refused(error.message().to_string()))
}

/// What the typesetter says, with the line of the template.
fn refused(world: &Closed<'_>, errors: &EcoVec<SourceDiagnostic>) -> TypesetError {
    let message = |error: &SourceDiagnostic| match world.range(error.span) {
        Some(range) => format!("{} (line {})", error.message, world.line(range.start)),
        None => error.message.to_string(),
    };
    TypesetError::Refused(errors.iter().map(message).collect::<Vec<_>>().join("; "))
}

/// The typesetter remembers every page it ever set; a long run would fill the memory.
struct Forgets;

impl Drop for Forgets {
    fn drop(&mut self) {
        typst::comemo::evict(1);
    }
}
