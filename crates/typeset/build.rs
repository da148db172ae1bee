//! Fetches the pinned font packages where they are absent, and tells the crate where the fonts lie.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Name of the variable that carries the path of a font, and its path below `node_modules`.
const FONTS: [(&str, &str); 3] = [
    ("JIHENG_FONT_REGULAR", "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"),
    ("JIHENG_FONT_BOLD", "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf"),
    ("JIHENG_FONT_SYMBOLS", "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf"),
];

/// A folder of one's own with the same files, for a build without npm or network.
const FOLDER: &str = "JIHENG_FONTS";

fn main() {
    println!("cargo::rerun-if-env-changed={FOLDER}");
    println!("cargo::rerun-if-changed=fonts/package-lock.json");
    match fonts() {
        Ok(paths) => {
            for (name, path) in paths {
                println!("cargo::rerun-if-changed={}", path.display());
                println!("cargo::rustc-env={name}={}", path.display());
            }
        }
        Err(why) => println!("cargo::error={why}"),
    }
}

fn fonts() -> Result<Vec<(&'static str, PathBuf)>, String> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let folder = match env::var_os(FOLDER) {
        Some(own) => PathBuf::from(own),
        None => fetched(&manifest.join("fonts"))?,
    };
    let paths = FONTS.map(|(name, path)| (name, folder.join(path.rsplit('/').next().unwrap_or(path))));
    match paths.iter().find(|(_, path)| !path.is_file()) {
        Some((_, path)) => Err(format!("there is no font {}; {FOLDER} names a folder that holds it", path.display())),
        None => Ok(paths.into()),
    }
}

/// The folder of fonts of this lock file, filled by npm where it is not there yet.
fn fetched(manifests: &Path) -> Result<PathBuf, String> {
    let text = |error: io::Error| format!("the fonts could not be fetched: {error}");
    let lock = fs::read(manifests.join("package-lock.json")).map_err(text)?;
    let files = manifests.join("files");
    if fs::read(files.join("package-lock.json")).is_ok_and(|known| known == lock) {
        return Ok(files);
    }
    let work = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?).join("fonts");
    fs::create_dir_all(&work).map_err(text)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(manifests.join(name), work.join(name)).map_err(text)?;
    }
    install(&work)?;
    fs::create_dir_all(&files).map_err(text)?;
    for (_, path) in FONTS {
        let name = path.rsplit('/').next().unwrap_or(path);
        fs::rename(work.join("node_modules").join(path), files.join(name)).map_err(text)?;
    }
    // Last, so that an interrupted build begins anew.
    fs::copy(work.join("package-lock.json"), files.join("package-lock.json")).map_err(text)?;
    fs::remove_dir_all(&work).map_err(text)?;
    Ok(files)
}

/// npm holds what it fetches against the digests of the lock file and runs nothing of it.
fn install(folder: &Path) -> Result<(), String> {
    let remedy = format!(
        "install Node.js with npm, or set {FOLDER} to a folder with these fonts, or build without --features pdf"
    );
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("the fonts of the PDF files come from npm, which does not run ({error}); {remedy}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().filter(|line| !line.trim().is_empty()).take(3).collect::<Vec<_>>().join(" ");
    Err(format!("npm could not fetch the fonts of the PDF files ({said}); {remedy}"))
}
