//! The data folder: who has it, and whether it is a place where writes can be relied on.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError, UnsafeFolder};

const LOCK: &str = "jiheng.lock";

/// Names of folders that synchronising programs make, in small letters.
const SYNCHRONISED: [&str; 9] =
    ["dropbox", "onedrive", "google drive", "icloud drive", "nutstore", "坚果云", "baidunetdisk", "百度网盘", "微云"];

/// File systems of other machines, by the number that the kernel gives: NFS, SMB, CIFS, SMB2, AFS, 9P, Ceph.
#[cfg(target_os = "linux")]
const REMOTE: [u32; 7] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x0102_1997, 0x00c3_6400];

/// A folder that this process alone writes to; the system gives it free when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    _lock: Option<File>,
}

impl Folder {
    /// Creates the folder where it is missing, and takes it.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| StoreError::file(path, &error);
        if let Some(name) = synchronised(path) {
            return Err(StoreError::UnsafeFolder { path: name, why: UnsafeFolder::Synchronised });
        }
        create(path)?;
        if is_remote(path) {
            return Err(StoreError::UnsafeFolder { path: path.display().to_string(), why: UnsafeFolder::Network });
        }
        let name = path.join(LOCK);
        let mut lock =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&name).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { process: holder(&mut lock) }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        lock.set_len(0).and_then(|()| lock.rewind()).map_err(failed)?;
        write!(lock, "{}", std::process::id()).map_err(failed)?;
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            sync(parent)?;
        }
        Ok(Self { path: path.to_owned(), _lock: Some(lock) })
    }

    /// A folder beside a database that has its own order of writers.
    pub(crate) fn share(path: &Path) -> Result<Self> {
        create(path)?;
        Ok(Self { path: path.to_owned(), _lock: None })
    }
}

/// A new folder is for its owner alone: there are names and telephone numbers in it.
fn create(path: &Path) -> Result<()> {
    let failed = |error: std::io::Error| StoreError::file(path, &error);
    if path.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(path).map_err(failed)?;
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(failed)?;
    Ok(())
}

/// Makes the names in a folder durable.
pub(crate) fn sync(folder: &Path) -> Result<()> {
    // Only Unix opens a folder as a file; elsewhere the file system keeps names by itself.
    if cfg!(not(unix)) {
        return Ok(());
    }
    File::open(folder).and_then(|file| file.sync_all()).map_err(|error| StoreError::file(folder, &error))
}

fn holder(lock: &mut File) -> Option<u32> {
    let mut text = String::new();
    lock.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn synchronised(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let is_known =
        |name: &str| SYNCHRONISED.iter().any(|known| name == *known || name.starts_with(&format!("{known} - ")));
    absolute.iter().any(|part| is_known(&part.to_string_lossy().to_lowercase())).then(|| absolute.display().to_string())
}

#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    // The type is signed or not, and 32 or 64 bits, by machine; its low 32 bits are the number.
    rustix::fs::statfs(path).is_ok_and(|found| {
        let bytes = found.f_type.to_le_bytes();
        REMOTE.contains(&u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    })
}

#[cfg(not(target_os = "linux"))]
fn is_remote(path: &Path) -> bool {
    path.to_string_lossy().starts_with(r"\\")
}

/// Bytes that are free on the disk of a folder; `None` where the system does not say.
#[cfg(unix)]
pub(crate) fn free_bytes(path: &Path) -> Option<u64> {
    rustix::fs::statvfs(path).ok().map(|found| found.f_bavail.saturating_mul(found.f_frsize))
}

/// Bytes that are free on the disk of a folder; `None` where the system does not say.
#[cfg(not(unix))]
pub(crate) fn free_bytes(_path: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::synchronised;
    use std::path::Path;

    #[test]
    fn folders_of_synchronising_programs_are_known_by_name() {
        for (path, found) in [
            ("/d/OneDrive - 某局/绩衡", true),
            ("/d/坚果云/绩衡", true),
            ("/d/dropbox", true),
            ("/d/绩衡", false),
            ("/d/onedriver/绩衡", false),
        ] {
            assert_eq!(synchronised(Path::new(path)).is_some(), found, "{path}");
        }
    }
}
