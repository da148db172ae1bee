//! A disk that keeps what was synced, and of the rest whatever it likes.
//!
//! Of each file: the bytes as of its last sync, and the writes since. Of each folder: the names as of its last sync,
//! and the names that came and went since. A power loss keeps of the writes any, in any order, or parts of them by the
//! sector; of the names the first few.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use crate::Numbers;
use crate::trace::Event;

const SECTOR: usize = 512;

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Rc<[u8]>),
    Resize(usize),
}

#[derive(Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Change>,
    /// How long it is for the program.
    length: usize,
}

#[derive(Clone, Copy)]
enum Node {
    File(usize),
    Folder,
}

#[derive(Default)]
struct Folder {
    durable: BTreeMap<String, Node>,
    pending: Vec<(String, Option<Node>)>,
}

/// What a power loss does to writes that were not synced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    All,
    None,
    Some,
}

/// The disk, as far as the program has come.
pub struct Disk {
    files: Vec<File>,
    folders: BTreeMap<String, Folder>,
    /// The files as the program sees them.
    seen: BTreeMap<String, usize>,
    /// Everything that the program has said.
    pub said: String,
}

impl Disk {
    pub fn new() -> Self {
        let folders = BTreeMap::from([(String::new(), Folder::default())]);
        Self { files: Vec::new(), folders, seen: BTreeMap::new(), said: String::new() }
    }

    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Create(path) => {
                if !self.seen.contains_key(path) {
                    self.files.push(File::default());
                    let file = self.files.len() - 1;
                    self.seen.insert(path.clone(), file);
                    self.name(path, Some(Node::File(file)));
                }
            }
            Event::Folder(path) => {
                self.folders.entry(path.clone()).or_default();
                self.name(path, Some(Node::Folder));
            }
            Event::Write(path, offset, bytes) => {
                let file = &mut self.files[self.seen[path]];
                let offset = offset.unwrap_or(file.length);
                file.length = file.length.max(offset + bytes.len());
                file.pending.push(Change::Write(offset, Rc::clone(bytes)));
            }
            Event::Resize(path, length) => {
                let file = &mut self.files[self.seen[path]];
                file.length = *length;
                file.pending.push(Change::Resize(*length));
            }
            Event::Sync(path) => self.sync(path),
            Event::Rename(from, to) => {
                let file = self.seen.remove(from).unwrap();
                self.seen.insert(to.clone(), file);
                self.name(from, None);
                self.name(to, Some(Node::File(file)));
            }
            Event::Remove(path) => {
                self.seen.remove(path);
                self.name(path, None);
            }
            Event::Said(text) => self.said.push_str(text),
        }
    }

    fn name(&mut self, path: &str, node: Option<Node>) {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        // The data folder itself is there before anything is in it.
        if !path.is_empty() {
            self.folders.get_mut(parent).unwrap().pending.push((name.to_owned(), node));
        }
    }

    fn sync(&mut self, path: &str) {
        if let Some(folder) = self.folders.get_mut(path) {
            let pending = std::mem::take(&mut folder.pending);
            for (name, node) in pending {
                entry(&mut folder.durable, name, node);
            }
        } else {
            let file = &mut self.files[self.seen[path]];
            let pending = std::mem::take(&mut file.pending);
            for change in pending {
                change.apply(&mut file.durable, |_| true);
            }
        }
    }

    /// What is found after the power has come back, in an empty folder.
    pub fn lose_power(&self, loss: Loss, numbers: &mut Numbers, target: &Path) {
        self.write_folder("", loss, numbers, target);
    }

    fn write_folder(&self, path: &str, loss: Loss, numbers: &mut Numbers, target: &Path) {
        std::fs::create_dir_all(target).unwrap();
        let folder = &self.folders[path];
        let mut names = folder.durable.clone();
        let kept = match loss {
            Loss::All => 0,
            Loss::None => folder.pending.len(),
            Loss::Some => numbers.below(folder.pending.len() + 1),
        };
        for (name, node) in &folder.pending[..kept] {
            entry(&mut names, name.clone(), *node);
        }
        for (name, node) in names {
            let at = target.join(&name);
            match node {
                Node::File(file) => std::fs::write(at, self.files[file].after(loss, numbers)).unwrap(),
                Node::Folder if path.is_empty() => self.write_folder(&name, loss, numbers, &at),
                Node::Folder => self.write_folder(&format!("{path}/{name}"), loss, numbers, &at),
            }
        }
    }
}

impl File {
    fn after(&self, loss: Loss, numbers: &mut Numbers) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        for change in &self.pending {
            match (loss, numbers.below(3)) {
                (Loss::None, _) | (Loss::Some, 0) => change.apply(&mut bytes, |_| true),
                // Some of its sectors only.
                (Loss::Some, 1) => change.apply(&mut bytes, |_| numbers.below(2) == 0),
                _ => {}
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>, mut keeps: impl FnMut(usize) -> bool) {
        match self {
            Self::Resize(length) => {
                if keeps(0) {
                    file.resize(*length, 0);
                }
            }
            Self::Write(offset, bytes) => {
                for (number, sector) in bytes.chunks(SECTOR).enumerate().filter(|(number, _)| keeps(*number)) {
                    let start = offset + number * SECTOR;
                    file.resize(file.len().max(start + sector.len()), 0);
                    file[start..start + sector.len()].copy_from_slice(sector);
                }
            }
        }
    }
}

fn entry(names: &mut BTreeMap<String, Node>, name: String, node: Option<Node>) {
    match node {
        Some(node) => names.insert(name, node),
        None => names.remove(&name),
    };
}

#[test]
fn what_was_synced_is_kept_and_the_rest_may_not_be() {
    let write = |bytes: &[u8]| Event::Write("a".to_owned(), Some(0), Rc::from(bytes));
    let (create, name) = (Event::Create("a".to_owned()), || "a".to_owned());
    let scratch = crate::support::Scratch::in_memory("disk");
    for (number, (events, lost, kept)) in [
        (vec![create.clone(), write(b"x"), Event::Sync(name())], None, Some("x")),
        (vec![create.clone(), write(b"x"), Event::Sync(name()), Event::Sync(String::new())], Some("x"), Some("x")),
        (vec![create.clone(), Event::Sync(String::new()), write(b"x")], Some(""), Some("x")),
        (
            vec![create, write(b"x"), Event::Sync(name()), Event::Sync(String::new()), Event::Remove(name())],
            Some("x"),
            None,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut disk = Disk::new();
        for event in &events {
            disk.apply(event);
        }
        for (loss, expected) in [(Loss::All, lost), (Loss::None, kept)] {
            let target = scratch.path().join(format!("{number} {expected:?} {}", loss == Loss::All));
            disk.lose_power(loss, &mut Numbers(1), &target);
            assert_eq!(std::fs::read_to_string(target.join("a")).ok().as_deref(), expected, "{number}");
        }
    }
}
