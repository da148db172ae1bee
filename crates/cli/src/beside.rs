//! What is handed in beside reports: registers, with or without a contract.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiheng_engine::{Engine, Options};
use jiheng_evidence::Files;
use jiheng_evidence::accounts::AccountsFile;
use jiheng_evidence::previous::Previous;
use jiheng_evidence::register::{Contract, Export, Register};
use jiheng_isolation::fault::guarded;
use jiheng_isolation::{Failure, Reader};
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;
use jiheng_readers::Limits;
use jiheng_reports::digest;

use crate::archive;
use crate::exit::Code;
use crate::inputs;
use crate::output;
use crate::refusals;

/// Longest contract file that is read.
const CONTRACT_BYTES_MAX: u64 = 1 << 20;

/// Files that the numbers of reports are held against.
#[derive(Debug, Args)]
pub struct BesideArguments {
    /// 佐证台账（csv、xlsx…）或它的说明文件（toml），可以给几份 / A register, or the contract of one; may be repeated
    #[arg(long = "register", value_name = "FILE")]
    registers: Vec<PathBuf>,
    /// 部门决算报表（xlsx…），逐栏核对 / Final accounts; every cell of the form is held against them
    #[arg(long, value_name = "FILE")]
    accounts: Option<PathBuf>,
    /// 上一年的自评报告 / Last year's report
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
}

impl BesideArguments {
    /// Reads the files. One that cannot be used is told on stderr and makes the exit code that of a refusal; the run
    /// goes on without it.
    ///
    /// One report beside one register belong together because somebody put them there; of several reports only a
    /// contract says which one a register is about.
    pub fn load(
        &self,
        reports: &[PathBuf],
        reader: &dyn Reader,
        engine: &Engine<'_>,
        packs: &PackSet,
    ) -> (Arc<Files>, Code) {
        let are_several = reports.len() > 1 || reports.iter().any(|path| path.is_dir() || archive::is_named_zip(path));
        let mut files = Files::default();
        let mut code = Code::Clean;
        let mut refuse = |path: &Path, why: &Bilingual| {
            code = Code::Refused;
            output::complain(&format!("{}：{} / {}", inputs::shown(path), why.zh, why.en));
        };
        for path in &self.registers {
            match register(path, reader, packs) {
                Ok(register) if are_several && register.entity().is_none() => refuse(path, &whose()),
                Ok(register) => files.registers.push(register),
                Err(why) => refuse(path, &why),
            }
        }
        if let Some(path) = &self.accounts {
            match accounts(path, reader) {
                Ok(accounts) => files.accounts.push(accounts),
                Err(why) => refuse(path, &why),
            }
        }
        if let Some(path) = &self.previous {
            match previous(path, reader, engine) {
                Ok(previous) => files.previous = Some(previous),
                Err(why) => refuse(path, &why),
            }
        }
        (Arc::new(files), code)
    }
}

fn whose() -> Bilingual {
    Bilingual::new(
        "有几份报告时，台账要有说明文件，用 entity 写明是哪个部门的；没有使用这份台账。",
        "with several reports a register needs a contract that says whose it is (entity); it was not used",
    )
}

fn register(path: &Path, reader: &dyn Reader, packs: &PackSet) -> Result<Register, Bilingual> {
    let is_contract = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let contract = if is_contract { Some(contract(path)?) } else { None };
    let beside = |contract: &Contract| path.parent().unwrap_or_else(|| Path::new("")).join(&contract.file);
    let file = contract.as_ref().map_or_else(|| path.to_owned(), beside);
    let bytes = inputs::read_file(&file, Limits::default().file_bytes()).map_err(|(_, refusal)| refusal.message)?;
    let book = reader.sheets(&bytes).map_err(|failure| refusals::of_failure(&failure).message)?;
    let (path, sha256) = (inputs::shown(&file), digest::sha256_hex(&bytes));
    let export = Export { path: &path, sha256: &sha256, book: &book, contract: contract.as_ref() };
    Register::read(&export, packs).map_err(|unfit| unfit.0)
}

fn accounts(path: &Path, reader: &dyn Reader) -> Result<AccountsFile, Bilingual> {
    let bytes = inputs::read_file(path, Limits::default().file_bytes()).map_err(|(_, refusal)| refusal.message)?;
    let book = reader.sheets(&bytes).map_err(|failure| refusals::of_failure(&failure).message)?;
    Ok(AccountsFile { path: inputs::shown(path), sha256: digest::sha256_hex(&bytes), book })
}

fn previous(path: &Path, reader: &dyn Reader, engine: &Engine<'_>) -> Result<Previous, Bilingual> {
    let bytes = inputs::read_file(path, Limits::default().file_bytes()).map_err(|(_, refusal)| refusal.message)?;
    let document = reader.document(&bytes).map_err(|failure| refusals::of_failure(&failure).message)?;
    let sha256 = digest::sha256_hex(&bytes);
    let read = guarded(|| engine.evaluate_document(&document, sha256.clone(), &Options::default()).facts);
    let facts = read.map_err(|fault| refusals::of_failure(&Failure::Fault { place: fault.place }).message)?;
    Ok(Previous { path: inputs::shown(path), sha256, document, facts })
}

fn contract(path: &Path) -> Result<Contract, Bilingual> {
    let bytes = inputs::read_file(path, CONTRACT_BYTES_MAX).map_err(|(_, refusal)| refusal.message)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Bilingual::new("说明文件不是 UTF-8 文本，请另存为 UTF-8。", "the contract is no UTF-8 text"))?;
    Contract::parse(&text)
        .map_err(|why| Bilingual::new(format!("说明文件有误：{why}"), format!("the contract cannot be read: {why}")))
}
