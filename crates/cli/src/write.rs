//! Files that are written whole or not at all, and the folders for them.

use std::path::Path;

use anyhow::Context as _;

/// Makes a folder and those above it, unless they are there.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: 不能建立文件夹 / the folder cannot be made", folder.display()))
}

/// Writes beside the target first, so that a full disk leaves no half file under its name.
///
/// # Errors
/// When the folder does not take it.
pub fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".tmp");
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is of no use to anybody.
        drop(std::fs::remove_file(&beside));
    }
    written.with_context(|| format!("{}: 写不进去 / cannot be written", path.display()))
}
