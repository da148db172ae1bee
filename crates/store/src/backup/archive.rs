//! The archive as a file: written piece by piece, sealed with its own digest, believed only as a whole.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiheng_model::text::hexadecimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::BackupSummary;
use crate::error::{Result, StoreError};
use crate::folder;

pub(super) const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "jiheng-backup 1";
const SEAL: &str = "sha256:";
const HEX: u64 = 64;

/// More than the manifest of a million attachments.
const MANIFEST_MAX: u64 = 256 << 20;

/// What the archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: String,
    program: String,
    pub(super) summary: BackupSummary,
    pub(super) entries: Vec<Entry>,
}

/// One file in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) size_bytes: u64,
    pub(super) sha256: String,
}

/// An archive that is being written, under a name of its own until it is whole.
pub(super) struct Writing {
    zip: ZipWriter<BufWriter<File>>,
    target: PathBuf,
    partial: PathBuf,
    entries: Vec<Entry>,
    open: Option<(String, u64, Sha256)>,
}

impl Writing {
    pub(super) fn create(target: &Path) -> Result<Self> {
        if target.exists() {
            return Err(StoreError::invalid(format!("{} is there already; choose another name", target.display())));
        }
        let mut name = target.as_os_str().to_owned();
        name.push(".partial");
        let partial = PathBuf::from(name);
        // Read again when it is sealed.
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&partial);
        let file = file.map_err(|error| StoreError::file(&partial, &error))?;
        let zip = ZipWriter::new(BufWriter::with_capacity(1 << 20, file));
        Ok(Self { zip, target: target.to_owned(), partial, entries: Vec::new(), open: None })
    }

    /// Begins a file; texts are packed, attachments mostly are already.
    pub(super) fn begin(&mut self, name: &str, is_text: bool) -> Result<()> {
        self.end();
        let method = if is_text { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(name, options).map_err(|error| self.failed(&error))?;
        self.open = Some((name.to_owned(), 0, Sha256::new()));
        Ok(())
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if let Some((_, size_bytes, digest)) = &mut self.open {
            *size_bytes += bytes.len() as u64;
            digest.update(bytes);
        }
        self.zip.write_all(bytes).map_err(|error| StoreError::file(&self.partial, &error))
    }

    fn end(&mut self) {
        if let Some((name, size_bytes, digest)) = self.open.take() {
            self.entries.push(Entry { name, size_bytes, sha256: hexadecimal(&digest.finalize()) });
        }
    }

    /// Writes the manifest and the seal, and gives the archive its name. Returns the summary with the seal in it.
    pub(super) fn finish(mut self, mut summary: BackupSummary) -> Result<BackupSummary> {
        self.end();
        let entries = std::mem::take(&mut self.entries);
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let manifest = Manifest { format: FORMAT.to_owned(), program, summary: summary.clone(), entries };
        let manifest = serde_json::to_vec(&manifest).map_err(|error| StoreError::invalid(error.to_string()))?;
        self.begin(MANIFEST, true)?;
        self.write(&manifest)?;
        self.zip.set_comment(format!("{SEAL}{}", "0".repeat(64))).map_err(|error| self.failed(&error))?;
        let Self { zip, target, partial, .. } = self;
        let failed = |error: std::io::Error| StoreError::file(&partial, &error);
        let written = zip.finish().map_err(|error| failed(std::io::Error::other(error)))?;
        let mut file = written.into_inner().map_err(|error| failed(error.into_error()))?;
        let size_bytes = file.metadata().map_err(failed)?.len();
        summary.digest = digest_of(&mut file, size_bytes - HEX).map_err(failed)?;
        let sealed =
            file.seek(SeekFrom::Start(size_bytes - HEX)).and_then(|_| file.write_all(summary.digest.as_bytes()));
        sealed.and_then(|()| file.sync_all()).and_then(|()| std::fs::rename(&partial, &target)).map_err(failed)?;
        match target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(parent) => folder::sync(parent)?,
            None => folder::sync(Path::new("."))?,
        }
        Ok(summary)
    }

    fn failed(&self, error: &zip::result::ZipError) -> StoreError {
        StoreError::file(&self.partial, &std::io::Error::other(error.to_string()))
    }
}

/// An archive whose seal is whole.
pub(super) struct Archive {
    zip: ZipArchive<File>,
    pub(super) manifest: Manifest,
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| StoreError::file(path, &error);
        let mut file = File::open(path).map_err(failed)?;
        let size_bytes = file.metadata().map_err(failed)?.len();
        let seal_bytes = HEX + SEAL.len() as u64;
        let body = size_bytes.checked_sub(seal_bytes).ok_or_else(|| StoreError::archive("too short"))?;
        let digest = digest_of(&mut file, body + SEAL.len() as u64).map_err(failed)?;
        let mut seal = String::new();
        file.seek(SeekFrom::Start(body)).map_err(failed)?;
        let has_seal = file.read_to_string(&mut seal).is_ok() && seal == format!("{SEAL}{digest}");
        if !has_seal {
            return Err(StoreError::archive("its digest is not the one it was sealed with"));
        }
        let mut zip = ZipArchive::new(file).map_err(|error| StoreError::archive(error.to_string()))?;
        let mut text = Vec::new();
        let entry = zip.by_name(MANIFEST).map_err(|error| StoreError::archive(error.to_string()))?;
        entry.take(MANIFEST_MAX).read_to_end(&mut text).map_err(|error| StoreError::archive(error.to_string()))?;
        let mut manifest: Manifest =
            serde_json::from_slice(&text).map_err(|error| StoreError::archive(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(StoreError::archive(format!("it is a {} and not a {FORMAT}", manifest.format)));
        }
        manifest.summary.digest = digest;
        Ok(Self { zip, manifest })
    }

    /// Reads an entry from end to end and holds it against the manifest.
    pub(super) fn check(&mut self, entry: &Entry) -> Result<()> {
        let failed = |why: String| StoreError::archive(format!("{}: {why}", entry.name));
        let file = self.zip.by_name(&entry.name).map_err(|error| failed(error.to_string()))?;
        let (size_bytes, digest) =
            digest(file.take(entry.size_bytes + 1)).map_err(|error| failed(error.to_string()))?;
        if size_bytes != entry.size_bytes || digest != entry.sha256 {
            return Err(failed("not what the manifest says".to_owned()));
        }
        Ok(())
    }

    /// An entry, to be read piece by piece.
    pub(super) fn entry(&mut self, entry: &Entry) -> Result<impl BufRead + '_> {
        let file = self.zip.by_name(&entry.name);
        let file = file.map_err(|error| StoreError::archive(format!("{}: {error}", entry.name)))?;
        Ok(BufReader::with_capacity(1 << 16, file.take(entry.size_bytes)))
    }
}

/// The digest of the first bytes of a file.
fn digest_of(file: &mut File, bytes: u64) -> std::io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    Ok(digest(file.take(bytes))?.1)
}

/// How much there is to read, and the digest of it.
fn digest(mut from: impl Read) -> std::io::Result<(u64, String)> {
    let (mut digest, mut piece, mut size_bytes) = (Sha256::new(), vec![0; 1 << 20], 0);
    loop {
        match from.read(&mut piece)? {
            0 => return Ok((size_bytes, hexadecimal(&digest.finalize()))),
            count => {
                digest.update(&piece[..count]);
                size_bytes += count as u64;
            }
        }
    }
}
