//! The language of what people read.

use clap::ValueEnum;
use jiheng_model::text::Language;

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
