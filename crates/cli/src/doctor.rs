//! `jiheng doctor`: how the data is, each line with what to do.

use clap::Args;
use jiheng_model::text::Language;
use jiheng_store::{Address, CheckState, doctor};

use crate::data::{self, DataArgument};
use crate::exit::Code;
use crate::language::LanguageArgument;
use crate::output;

/// 检查数据的状况：版本、完整性、审计、附件、磁盘、备份，每一条都写明怎么办 / Look after the data; every line says what to do
#[derive(Debug, Args)]
pub struct DoctorArguments {
    #[command(flatten)]
    data: DataArgument,
    /// 文字输出的语言 / Language of text output
    #[arg(long, value_enum, default_value_t)]
    lang: LanguageArgument,
}

/// Runs the command.
///
/// # Errors
/// When the user's folder is not known.
pub fn run(arguments: &DoctorArguments) -> anyhow::Result<Code> {
    let language: Language = arguments.lang.into();
    let folder = arguments.data.folder()?;
    data::wait(async {
        let mut code = Code::Clean;
        for check in doctor(&Address::folder(&folder), data::now_ms()).await {
            let mark = match check.state {
                CheckState::Good => "✓",
                CheckState::Warning => "▲",
                CheckState::Fault => "●",
            };
            if check.state == CheckState::Fault {
                code = Code::Findings;
            }
            let fix = check.fix.as_ref().map(|fix| format!("\n    → {}", language.of(fix))).unwrap_or_default();
            output::print(&format!("{mark} {}：{}{fix}\n", language.of(&check.title), language.of(&check.found)))?;
        }
        Ok(code)
    })
}
