//! From paths on the command line to files, in a fixed order; and the reading of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiheng_model::text::Bilingual;
use jiheng_reports::Refusal;

/// Folders inside folders; deeper trees are hostile or broken.
const DEPTH_MAX: usize = 64;

/// One thing to evaluate or to report as refused.
#[derive(Debug)]
pub struct Input {
    /// Path as shown in results, with `/` between its parts.
    pub shown: String,
    /// The file, or why there is none.
    pub file: Result<PathBuf, Refusal>,
}

/// All inputs of a run.
#[derive(Debug, Default)]
pub struct Gathered {
    /// In the order of the arguments; below a folder in order of their paths' bytes.
    pub inputs: Vec<Input>,
    /// Files below folders that are of no known type.
    pub skipped: usize,
}

/// Finds the files behind `paths`. A folder that holds none is an input that is refused.
pub fn gather(paths: &[PathBuf]) -> Gathered {
    let mut gathered = Gathered::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => gathered.folder(path),
            Ok(_) => gathered.inputs.push(Input { shown: shown(path), file: Ok(path.clone()) }),
            Err(error) => gathered.refuse(path, unreadable(&error)),
        }
    }
    gathered
}

impl Gathered {
    fn refuse(&mut self, path: &Path, refusal: Refusal) {
        self.inputs.push(Input { shown: shown(path), file: Err(refusal) });
    }

    fn folder(&mut self, root: &Path) {
        let mut found: BTreeMap<Vec<u8>, (PathBuf, Option<Refusal>)> = BTreeMap::new();
        let mut waiting = vec![(root.to_owned(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            match entries(&folder, depth) {
                Ok(Entries { folders, files, skipped }) => {
                    self.skipped += skipped;
                    waiting.extend(folders.into_iter().map(|folder| (folder, depth + 1)));
                    found.extend(files.into_iter().map(|file| (bytes_of(&file), (file, None))));
                }
                Err(refusal) => {
                    found.insert(bytes_of(&folder), (folder, Some(refusal)));
                }
            }
        }
        if found.is_empty() {
            self.refuse(root, empty_folder());
        }
        for (path, refusal) in found.into_values() {
            let shown = shown(&path);
            self.inputs.push(Input { shown, file: refusal.map_or(Ok(path), Err) });
        }
    }
}

/// What one folder holds.
#[derive(Default)]
struct Entries {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    skipped: usize,
}

fn entries(folder: &Path, depth: usize) -> Result<Entries, Refusal> {
    if depth > DEPTH_MAX {
        return Err(too_deep());
    }
    let mut entries = Entries::default();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(&error))? {
        let entry = entry.map_err(|error| unreadable(&error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| unreadable(&error))?;
        // A linked folder may lead back up or out of what was given; a linked file is as good as the file.
        let is_linked_folder = kind.is_symlink() && path.is_dir();
        if kind.is_dir() {
            entries.folders.push(path);
        } else if is_known(&path) && !is_linked_folder {
            entries.files.push(path);
        } else {
            entries.skipped += 1;
        }
    }
    Ok(entries)
}

/// Word leaves `~$name.docx` beside an open document, other programs leave hidden files.
fn is_known(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_leftover = name.starts_with("~$") || name.starts_with('.');
    !is_leftover && jiheng_readers::EXTENSIONS.contains(&extension.as_str())
}

/// Reads a file of at most `limit` bytes; the size is returned even when the content is refused.
///
/// # Errors
/// The size as far as known, and why the file was not read.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, (u64, Refusal)> {
    let metadata = std::fs::metadata(path).map_err(|error| (0, unreadable(&error)))?;
    // Opening a pipe or a device could wait for ever.
    if !metadata.is_file() {
        return Err((0, not_a_file()));
    }
    let size = metadata.len();
    if size > limit {
        return Err((size, too_large(size, limit)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // The file may grow while it is read.
    let mut capped = File::open(path).map_err(|error| (size, unreadable(&error)))?.take(limit + 1);
    capped.read_to_end(&mut bytes).map_err(|error| (size, unreadable(&error)))?;
    let length = bytes.len() as u64;
    if length > limit { Err((length, too_large(length, limit))) } else { Ok(bytes) }
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

fn refusal(kind: &str, zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal { kind: kind.to_owned(), message: Bilingual::new(zh, en) }
}

fn unreadable(error: &std::io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => refusal(
            "not-found",
            "找不到这个文件；请检查路径，或者它在读取前已被移走。",
            "There is no such file; check the path, or it was moved away before it could be read.",
        ),
        ErrorKind::PermissionDenied => refusal(
            "no-permission",
            "没有读取权限；请换有权限的账户，或把文件复制到自己的文件夹后再试。",
            "Reading it is not permitted; use an account that may, or copy it to a folder of yours.",
        ),
        _ => refusal(
            "unreadable",
            format!("读取失败（{error}）；请检查磁盘或网络后再试。"),
            format!("Reading failed ({error}); check the disk or the network and try again."),
        ),
    }
}

fn too_large(size: u64, limit: u64) -> Refusal {
    let [size, limit] = [size.div_ceil(1 << 20), limit >> 20];
    refusal(
        "too-large",
        format!("文件有 {size} MB，超过 {limit} MB 的上限，没有读取；请删去图片、附件或拆分后再试。"),
        format!(
            "The file has {size} MB, more than the limit of {limit} MB; it was not read. Remove pictures or split it."
        ),
    )
}

fn not_a_file() -> Refusal {
    refusal(
        "not-a-file",
        "这不是普通文件，没有读取；请给出文件或文件夹。",
        "This is no regular file; name a file or a folder.",
    )
}

fn empty_folder() -> Refusal {
    refusal(
        "empty-folder",
        "文件夹里没有能核对的文件；请放入 docx、xlsx、html 或 txt 文件。",
        "The folder holds no file that can be checked; put docx, xlsx, html or txt files into it.",
    )
}

fn too_deep() -> Refusal {
    refusal(
        "too-deep",
        format!("文件夹层数超过 {DEPTH_MAX}，更深处没有查看；请直接给出里面的文件夹。"),
        format!("Folders are nested deeper than {DEPTH_MAX}; name the inner folder instead."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_considers_documents_and_leaves_leftovers() {
        for (name, known) in [
            ("a.docx", true),
            ("A.DOCX", true),
            ("表.xlsx", true),
            ("a.htm", true),
            ("~$a.docx", false),
            (".a.txt", false),
            ("a.zip", false),
            ("a.doc", false),
            ("docx", false),
        ] {
            assert_eq!(is_known(Path::new(name)), known, "{name}");
        }
    }
}
