//! Inputs that once went wrong, found by the fuzz targets, are handed to their targets again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[path = "../../../fuzz/src/targets.rs"]
mod targets;

/// What lies in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The inputs of all folders below `folder` that went wrong, or whose folder is named after no target.
fn wrong(folder: &str) -> Vec<PathBuf> {
    let folders = entries(&targets::root().join(folder)).into_iter().filter(|path| path.is_dir());
    let inputs = folders.flat_map(|folder| entries(&folder).into_iter().map(move |path| (stem(&folder), path)));
    let fails = |target: &str, path: &Path| {
        let bytes = std::fs::read(path).expect("an input can be read");
        !catch_unwind(AssertUnwindSafe(|| targets::run(target, &bytes))).unwrap_or(false)
    };
    inputs.filter(|(target, path)| fails(target, path)).map(|(_, path)| path).collect()
}

#[test]
fn inputs_that_once_went_wrong_do_so_no_more() {
    assert_eq!(wrong("fixtures/crashes"), [""; 0].map(PathBuf::from));
}

#[test]
fn the_seeds_that_are_kept_go_well() {
    assert_eq!(wrong("fuzz/seeds"), [""; 0].map(PathBuf::from));
}

#[test]
fn every_target_is_known_and_takes_an_empty_input() {
    let names: Vec<String> =
        entries(&targets::root().join("fuzz/fuzz_targets")).iter().map(|path| stem(path)).collect();
    assert_eq!(names.len(), 17, "{names:?}");
    let unknown: Vec<&String> = names.iter().filter(|name| !targets::run(name, b"")).collect();
    assert_eq!(unknown, [""; 0]);
}
