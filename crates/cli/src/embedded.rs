//! The packs inside the binary, or those of a folder instead.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use jiheng_model::text::Bilingual;
use jiheng_packs::vocabulary::FamilyEntry;
use jiheng_packs::{PackError, PackFile, PackSet, Rule};
use jiheng_reports::{Catalogue, FamilySummary, RuleSummary, SourceSummary};
use rust_embed::RustEmbed;

use crate::exit::BadInput;

/// Pack files are short texts; anything longer is no pack file.
const FILE_BYTES_MAX: u64 = 4 << 20;

#[derive(RustEmbed)]
#[folder = "../../packs/"]
struct Embedded;

/// `--packs`.
#[derive(Debug, Args)]
pub struct PacksArgument {
    /// 改用这个文件夹里的规则包 / Use the packs of this folder instead of the built-in ones
    #[arg(long = "packs", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// Loads the built-in packs, or those of `folder`.
///
/// # Errors
/// Every problem of every file. In a folder they are its author's; in the built-in packs ours.
pub fn load(folder: Option<&Path>) -> anyhow::Result<PackSet> {
    match folder {
        Some(folder) => {
            let files = files_in(folder).map_err(|error| BadInput(format!("{}: {error}", folder.display())))?;
            PackSet::load(files).map_err(|errors| BadInput(sentence(&errors)).into())
        }
        None => PackSet::load(built_in()).map_err(|errors| anyhow::anyhow!(sentence(&errors))).context(
            "内置规则包不能载入，这是程序的错误，请报告 / the built-in packs do not load; this is our fault, please report it",
        ),
    }
}

/// What the writers need to know of the packs.
pub fn catalogue(packs: &PackSet) -> Catalogue {
    let mut sources: Vec<SourceSummary> = Vec::new();
    for reference in packs.rules.iter().flat_map(|rule| &rule.sources) {
        let id = reference.split_once('#').map_or(reference.as_str(), |(id, _)| id);
        if sources.iter().all(|known| known.id != id) {
            sources.extend(packs.source(id).map(|source| SourceSummary {
                id: source.id.clone(),
                title: Bilingual::new(source.title.clone(), source.title_en.clone()),
                document_number: source.document_number.clone(),
                verified: source.verified,
            }));
        }
    }
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    let family = |entry: &FamilyEntry| FamilySummary {
        code: entry.code.clone(),
        title: Bilingual::new(entry.zh.clone(), entry.en.clone()),
    };
    let families = packs.vocabulary.families.iter().map(family).collect();
    Catalogue { rules: packs.rules.iter().map(summary).collect(), sources, families }
}

fn summary(rule: &Rule) -> RuleSummary {
    RuleSummary {
        code: rule.code.clone(),
        title: rule.title.clone(),
        severity: rule.severity,
        sources: rule.sources.clone(),
        help: rule.text.clone(),
    }
}

fn sentence(errors: &[PackError]) -> String {
    let lines: Vec<_> = errors.iter().map(PackError::to_string).collect();
    format!("规则包被拒绝 / the packs were refused:\n{}", lines.join("\n"))
}

fn built_in() -> Vec<PackFile> {
    let mut files: Vec<PackFile> = Embedded::iter()
        .filter(|path| !is_leftover(path))
        .filter_map(|path| Some(PackFile { bytes: Embedded::get(&path)?.data.into_owned(), path: path.into_owned() }))
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn files_in(root: &Path) -> std::io::Result<Vec<PackFile>> {
    let mut files = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            let kind = entry.file_type()?;
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if is_leftover(&relative) {
                continue;
            }
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                files.push(PackFile { bytes: read(&path)?, path: relative });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if std::fs::metadata(path)?.len() > FILE_BYTES_MAX {
        return Err(std::io::Error::other(format!(
            "{} 太大，不是规则包文件 / is too large for a pack",
            path.display()
        )));
    }
    std::fs::read(path)
}

/// Editors and systems leave hidden and backup files beside pack files.
fn is_leftover(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.')) || path.ends_with('~')
}
