//! The language of what people read.

use clap::ValueEnum;
use jiheng_markup::Wording;
use jiheng_reports::text::Language;

/// `--lang`.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum LanguageArgument {
    /// 中文 / Chinese
    #[default]
    Zh,
    /// 英文 / English
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Zh => Self::Zh,
            LanguageArgument::En => Self::En,
        }
    }
}

impl From<LanguageArgument> for Wording {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Zh => Self::Chinese,
            LanguageArgument::En => Self::English,
        }
    }
}
