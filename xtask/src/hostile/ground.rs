//! The folders of a run: the hostile files, empty rooms to run in, and a canary that nobody has a reason to open.

use std::collections::BTreeMap;
use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::inotify::{self, CreateFlags, Reader, WatchFlags};

/// What the canary says; no answer may hold it.
pub const SONG: &str = "绝不可读730519.28万元";

/// The folders, watched.
#[derive(Debug)]
pub struct Ground {
    /// Above all of them.
    pub root: PathBuf,
    /// The hostile files.
    pub files: PathBuf,
    /// Where the program runs.
    pub work: PathBuf,
    /// What it is told is its home.
    pub home: PathBuf,
    /// Where it may write for a moment.
    pub temporary: PathBuf,
    /// Points to nothing in this.
    pub canary: PathBuf,
    watch: OwnedFd,
    before: BTreeMap<PathBuf, String>,
}

impl Ground {
    /// Makes the folders below a new or empty one.
    ///
    /// # Errors
    /// When they cannot be made or watched.
    pub fn new(root: &Path) -> Result<Self, String> {
        let make = |name: &str| {
            let folder = root.join(name);
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            Ok::<_, String>(folder)
        };
        let (files, work, home, temporary) = (make("files")?, make("work")?, make("home")?, make("tmp")?);
        let canary = make("canary")?.join("canary.txt");
        fs::write(&canary, SONG).map_err(|error| format!("{}: {error}", canary.display()))?;
        let watch = watch(&[&work, &home, &temporary], &canary)
            .map_err(|error| format!("folders cannot be watched: {error}"))?;
        let mut ground =
            Self { root: root.to_owned(), files, work, home, temporary, canary, watch, before: BTreeMap::new() };
        ground.before = ground.listing()?;
        ground.drain();
        Ok(ground)
    }

    /// Whether nobody wrote into the rooms or opened the canary since the last time.
    ///
    /// # Errors
    /// What happened.
    pub fn is_untouched(&self) -> Result<(), String> {
        let seen = self.drain();
        if seen.is_empty() {
            Ok(())
        } else {
            Err(format!("somebody touched the canary or wrote into an empty folder: {}", seen.join(", ")))
        }
    }

    /// Whether everything lies as it lay in the beginning.
    ///
    /// # Errors
    /// What is different.
    pub fn is_as_before(&self) -> Result<(), String> {
        let now = self.listing()?;
        self.drain();
        if now == self.before { Ok(()) } else { Err(format!("the folders changed from {:?} to {now:?}", self.before)) }
    }

    /// Every path below the rooms and beside the canary, with size, time of change and what a link points to.
    fn listing(&self) -> Result<BTreeMap<PathBuf, String>, String> {
        let beside = self.canary.parent().unwrap_or(&self.root);
        let mut found = BTreeMap::new();
        let mut waiting = vec![self.work.clone(), self.home.clone(), self.temporary.clone(), beside.to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?.flatten() {
                let path = entry.path();
                let metadata = entry.metadata().map_err(|error| format!("{}: {error}", path.display()))?;
                if metadata.is_dir() {
                    waiting.push(path.clone());
                }
                found.insert(
                    path,
                    format!("{:?} {} {:?}", metadata.file_type(), metadata.len(), metadata.modified().ok()),
                );
            }
        }
        Ok(found)
    }

    fn drain(&self) -> Vec<String> {
        let mut buffer = [MaybeUninit::uninit(); 16 << 10];
        let mut events = Reader::new(&self.watch, &mut buffer);
        let mut seen = Vec::new();
        while let Ok(event) = events.next() {
            let name = event.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            seen.push(format!("{:?} {name}", event.events()));
        }
        seen
    }
}

fn watch(rooms: &[&PathBuf], canary: &Path) -> rustix::io::Result<OwnedFd> {
    let watch = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
    let written = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MODIFY | WatchFlags::MOVE | WatchFlags::ATTRIB;
    for room in rooms {
        inotify::add_watch(&watch, room.as_path(), written)?;
    }
    inotify::add_watch(&watch, canary, written | WatchFlags::OPEN | WatchFlags::ACCESS)?;
    Ok(watch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_written_or_a_canary_opened_is_noticed() {
        let root = std::env::temp_dir().join(format!("jiheng-ground-{}", std::process::id()));
        let ground = Ground::new(&root).unwrap();
        assert_eq!((ground.is_untouched(), ground.is_as_before()), (Ok(()), Ok(())));
        let stray = ground.temporary.join("x");
        fs::write(&stray, "x").unwrap();
        assert!(ground.is_as_before().is_err());
        fs::remove_file(&stray).unwrap();
        // Gone again, and noticed all the same.
        assert!(ground.is_untouched().is_err() && ground.is_as_before().is_ok());
        assert!(fs::read(&ground.canary).is_ok() && ground.is_untouched().is_err());
        fs::remove_dir_all(&root).unwrap();
    }
}
