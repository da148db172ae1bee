//! Why a page could not be set.

/// Why a page could not be set. The text is for users: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// A character that no font has; it would be an empty box on paper.
    #[error(
        "字体里没有“{character}”（U+{:04X}，在“{near}”里），不能写成 PDF；请用 --font 指定一个有这个字的字体文件，或改用 docx / no font has this character; name a font file that has it with --font, or write docx",
        u32::from(*character)
    )]
    NoGlyph {
        /// The character.
        character: char,
        /// The words around it.
        near: String,
    },
    /// A font file that cannot be used.
    #[error(
        "第 {number} 个字体文件读不了，需要 ttf、otf 或 ttc / font file {number} cannot be read; ttf, otf or ttc is needed"
    )]
    NotAFont {
        /// Its number among those given, from 1.
        number: usize,
    },
    /// The typesetter did not take our template, which is a fault of ours.
    #[error("排版没有成功，请报告 / typesetting failed, please report it: {0}")]
    Refused(String),
}
