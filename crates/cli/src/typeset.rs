//! PDF out, where the program was built with it, and the fonts that the user adds.

use std::path::PathBuf;

use clap::Args;

/// Fonts beside those inside the program.
#[derive(Clone, Debug, Default, Args)]
pub struct FontArguments {
    /// 写 PDF 时补字的字体文件（ttf、otf、ttc），可以多次给出 / A font file for characters that PDF lacks; may be repeated
    #[arg(long = "font", value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[cfg(feature = "pdf")]
pub use with::Typesetter;
#[cfg(not(feature = "pdf"))]
pub use without::Typesetter;

#[cfg(feature = "pdf")]
mod with {
    use std::path::PathBuf;

    use anyhow::Context as _;
    use jiheng_documents::page::Page;
    use jiheng_reports::text::Paper;
    use jiheng_typeset::{Fonts, TypesetError};

    use super::FontArguments;
    use crate::exit::BadInput;

    /// Sets pages in the fonts that there are.
    #[derive(Debug)]
    pub struct Typesetter(Fonts);

    impl FontArguments {
        /// Reads the fonts.
        ///
        /// # Errors
        /// When a font file cannot be read or is none.
        pub fn typesetter(&self) -> anyhow::Result<Typesetter> {
            let read = |path: &PathBuf| {
                std::fs::read(path).with_context(|| format!("{}: 读不了 / cannot be read", path.display()))
            };
            let further: Vec<Vec<u8>> = self.files.iter().map(read).collect::<anyhow::Result<_>>()?;
            Ok(Typesetter(Fonts::with(further).map_err(told)?))
        }
    }

    impl Typesetter {
        /// The official form.
        ///
        /// # Errors
        /// When a character has no glyph, or typesetting fails.
        pub fn form(&self, page: &Page) -> anyhow::Result<Vec<u8>> {
            jiheng_typeset::form(page, &self.0).map_err(told)
        }

        /// The working paper.
        ///
        /// # Errors
        /// When a character has no glyph, or typesetting fails.
        pub fn paper(&self, paper: &Paper) -> anyhow::Result<Vec<u8>> {
            jiheng_typeset::paper(paper, &self.0).map_err(told)
        }
    }

    fn told(error: TypesetError) -> anyhow::Error {
        match error {
            TypesetError::Refused(_) => error.into(),
            TypesetError::NoGlyph { .. } | TypesetError::NotAFont { .. } => BadInput(error.to_string()).into(),
        }
    }
}

#[cfg(not(feature = "pdf"))]
mod without {
    use jiheng_documents::page::Page;
    use jiheng_reports::text::Paper;

    use super::FontArguments;
    use crate::exit::BadInput;

    /// There is none in this program.
    #[derive(Debug)]
    pub enum Typesetter {}

    impl FontArguments {
        /// Nothing can be set.
        ///
        /// # Errors
        /// Always.
        pub fn typesetter(&self) -> anyhow::Result<Typesetter> {
            let _ = &self.files;
            let why = "这个程序编译时没有带 PDF，请改用 docx，或用 cargo build --release --features pdf 重新编译 / this program was built without PDF; write docx, or build it with: cargo build --release --features pdf";
            Err(BadInput(why.to_owned()).into())
        }
    }

    impl Typesetter {
        /// Cannot be called.
        ///
        /// # Errors
        /// Never.
        pub fn form(&self, _page: &Page) -> anyhow::Result<Vec<u8>> {
            match *self {}
        }

        /// Cannot be called.
        ///
        /// # Errors
        /// Never.
        pub fn paper(&self, _paper: &Paper) -> anyhow::Result<Vec<u8>> {
            match *self {}
        }
    }
}
