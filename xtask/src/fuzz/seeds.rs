//! Where the search of each target begins: the sample files of its format, or pieces of the rules and cases.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;

use crate::tidy::Repository;

/// Where the files of the repository lie that are read as they are.
const SAMPLES: [&str; 2] = ["examples/", "fixtures/"];

/// Larger samples only slow the search down.
const SAMPLE_BYTES_MAX: usize = 80 << 10;

/// True when the inputs are short texts.
pub fn is_text(target: &str) -> bool {
    matches!(target, "engine" | "expression" | "numerals" | "pack" | "pipe" | "rule")
}

/// Writes the seeds of a target into its corpus; gives their number.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write(root: &Path, target: &str) -> Result<usize, String> {
    let repository = Repository::read(root)?;
    let folder = root.join("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let seeds = seeds(&repository, target);
    for (index, bytes) in seeds.iter().enumerate() {
        let path = folder.join(format!("seed-{index:04}"));
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(seeds.len())
}

fn seeds(repository: &Repository, target: &str) -> Vec<Vec<u8>> {
    let texts = |folder: &'static str, extension: &'static str| {
        let files = repository.files.iter().filter(move |file| file.path.starts_with(folder) && file.is(extension));
        files.filter_map(|file| Some((file.path.as_str(), file.text()?)))
    };
    let own = format!("fuzz/seeds/{target}/");
    let known = format!("fixtures/crashes/{target}/");
    let kept = repository.files.iter().filter(|file| file.path.starts_with(&own) || file.path.starts_with(&known));
    let mut seeds: Vec<Vec<u8>> = kept.map(|file| file.bytes.clone()).collect();
    match target {
        "archive" => seeds.push(archive(texts("fixtures/tables", "txt"))),
        "engine" | "numerals" => {
            seeds.extend(texts("fixtures/tables", "txt").map(|(_, text)| text.into()));
            seeds.extend(texts("fixtures/cases", "toml").filter_map(|(_, text)| quoted(text)));
            seeds.extend(texts("packs/", "md").flat_map(|(_, text)| documents(text)));
        }
        "sheets" => seeds.extend(texts("examples/", "csv").map(|(_, text)| text.into())),
        "expression" => seeds.extend(texts("packs/", "md").filter_map(|(_, text)| check(text))),
        "rule" => seeds.extend(texts("packs/", "md").map(|(_, text)| text.into())),
        "pack" => seeds.extend(texts("packs/", "toml").map(|(path, text)| {
            let path = path.strip_prefix("packs/").unwrap_or(path);
            format!("=== {path}\n{text}").into()
        })),
        // A printed report takes a second to read under the sanitizer; small ones with the same parts are kept.
        "pdf" => {}
        _ => {
            let is_sample = |path: &str| SAMPLES.iter().any(|folder| path.starts_with(folder));
            let files = repository.files.iter().filter(|file| file.is(target) && is_sample(&file.path));
            let small = files.filter(|file| file.bytes.len() <= SAMPLE_BYTES_MAX && !file.path.starts_with(&known));
            seeds.extend(small.map(|file| file.bytes.clone()));
        }
    }
    seeds
}

/// What stands between three quotes.
fn quoted(text: &str) -> Option<Vec<u8>> {
    text.split("'''").nth(1).map(Into::into)
}

/// The `document` blocks of a rule.
fn documents(text: &str) -> Vec<Vec<u8>> {
    let blocks = text.split("```document").skip(1).filter_map(|rest| rest.split_once('\n')?.1.split_once("```"));
    blocks.map(|(content, _)| content.into()).collect()
}

/// What a rule asks.
fn check(text: &str) -> Option<Vec<u8>> {
    let line = text.lines().find_map(|line| line.strip_prefix("check = \""))?;
    line.strip_suffix('"').map(Into::into)
}

/// A zip of these texts, the second of them deflated.
fn archive<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let methods = [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated];
    for ((path, text), method) in texts.zip(methods) {
        let options = SimpleFileOptions::default().compression_method(method);
        let written = zip.start_file(path, options).is_ok() && zip.write_all(text.as_bytes()).is_ok();
        debug_assert!(written, "memory takes everything");
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
