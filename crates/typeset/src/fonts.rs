//! The fonts that pages are set in: those inside the program, and those that the user names.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::error::TypesetError;

/// Song type in two weights for everything, and signs that it lacks, as ballot boxes.
const EMBEDDED: [&[u8]; 3] = [
    include_bytes!(env!("JIHENG_FONT_REGULAR")),
    include_bytes!(env!("JIHENG_FONT_BOLD")),
    include_bytes!(env!("JIHENG_FONT_SYMBOLS")),
];

/// Fonts in the order in which they are asked for a character.
#[derive(Debug)]
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// The embedded fonts, and further ones for characters that those lack.
    ///
    /// # Errors
    /// When one of the further files is no font.
    pub fn with(further: Vec<Vec<u8>>) -> Result<Self, TypesetError> {
        let mut fonts: Vec<Font> = EMBEDDED.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        for (at, data) in further.into_iter().enumerate() {
            let known = fonts.len();
            fonts.extend(Font::iter(Bytes::new(data)));
            if fonts.len() == known {
                return Err(TypesetError::NotAFont { number: at + 1 });
            }
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { book, fonts })
    }

    /// Names of the families, each once.
    pub(crate) fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for font in &self.fonts {
            if !families.contains(&font.info().family.as_str()) {
                families.push(&font.info().family);
            }
        }
        families
    }

    /// True where a font can draw the character, or there is nothing to draw.
    pub(crate) fn have(&self, character: char) -> bool {
        let code = u32::from(character);
        self.fonts.iter().any(|font| font.info().coverage.contains(code))
    }
}
