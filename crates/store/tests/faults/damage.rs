//! Files that were damaged: the store refuses or reads on, but a revision is never read as what it was not.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiheng_store::{Address, Edits as _, Reports as _, Revisions as _, Store, StoreError};

use crate::Numbers;
use crate::support::Scratch;
use crate::work::{self, Plan, limits};

const DAMAGES: usize = 150;

/// What a killed program leaves, with a log beside the database.
fn left_behind(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut program = work::command(folder, Plan::Endless).spawn().unwrap();
    let mut output = [0; 4096];
    program.stdout.take().unwrap().read_exact(&mut output).unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    let names = ["jiheng.sqlite3", "jiheng.sqlite3-wal"];
    names.iter().map(|name| (folder.join(name), std::fs::read(folder.join(name)).unwrap())).collect()
}

/// The content of every revision that can be read.
async fn revisions(folder: &Path) -> Result<BTreeMap<i64, String>, StoreError> {
    let store = Store::open_with(&Address::folder(folder), limits()).await?;
    let read = async {
        let mut reading = store.read("R").await?;
        reading.reports().await?;
        reading.live_edits("r1").await?;
        let revisions = reading.revisions("r1").await?;
        Ok(revisions.into_iter().map(|revision| (revision.number, revision.content)).collect())
    };
    let result = read.await;
    store.doctor(1).await;
    store.close().await.ok();
    result
}

fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len());
    match numbers.below(5) {
        0 | 1 => bytes[at] ^= 1 << numbers.below(8),
        2 => bytes[at..].iter_mut().take(4096).for_each(|byte| *byte = 0),
        3 => bytes[at..].iter_mut().take(16).for_each(|byte| *byte = 0xff),
        _ => bytes.truncate(at),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_revision_is_never_read_as_another() {
    let scratch = Scratch::in_memory("damage");
    let original = scratch.path().join("original");
    let files = left_behind(&original);
    let whole = revisions(&original).await.unwrap();
    assert!(whole.len() > 5, "{}", whole.len());
    let (mut numbers, mut refused) = (Numbers(5), 0);
    for round in 0..DAMAGES {
        let folder = scratch.path().join(round.to_string());
        std::fs::create_dir_all(&folder).unwrap();
        let which = numbers.below(files.len());
        for (number, (path, bytes)) in files.iter().enumerate() {
            let mut bytes = bytes.clone();
            if number == which {
                damage(&mut bytes, &mut numbers);
            }
            std::fs::write(folder.join(path.file_name().unwrap()), bytes).unwrap();
        }
        match revisions(&folder).await {
            Ok(read) => assert!(read.iter().all(|(number, text)| whole.get(number) == Some(text)), "round {round}"),
            Err(error) => {
                refused += 1;
                assert!(!error.text().zh.is_empty(), "round {round}");
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
    assert!(refused > 10, "hardly any damage was met: {refused}");
}
