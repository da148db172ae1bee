//! Kinds of departments and the nouns of their work, read from the data files of a half.

use std::collections::BTreeMap;

/// One kind of department.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    pub name: String,
    /// Nouns that are used up: each stands once in a report.
    pub once: BTreeMap<String, Vec<String>>,
    /// Nouns that may come again in another sentence: places, schools, firms.
    pub again: BTreeMap<String, Vec<String>>,
}

/// Reads `kind 名称`, then `list: a、b、c` and `*list: a、b、c`; the kind `*` is shared by all.
///
/// # Errors
/// The first line that is not understood.
pub fn parse(file: &str) -> Result<Vec<Kind>, String> {
    let mut kinds: Vec<Kind> = Vec::new();
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("kind ") {
            kinds.push(Kind { name: name.to_owned(), ..Kind::default() });
            continue;
        }
        let kind = kinds.last_mut().ok_or_else(|| format!("before any kind: {line}"))?;
        let (list, nouns) = line.split_once(": ").ok_or_else(|| format!("no list: {line}"))?;
        let nouns = nouns.split('、').map(|noun| noun.trim().to_owned()).collect();
        match list.strip_prefix('*') {
            Some(list) => kind.again.insert(list.to_owned(), nouns),
            None => kind.once.insert(list.to_owned(), nouns),
        };
    }
    let shared = kinds.iter().position(|kind| kind.name == "*").map(|at| kinds.remove(at)).unwrap_or_default();
    for kind in &mut kinds {
        for (from, to) in [(&shared.once, &mut kind.once), (&shared.again, &mut kind.again)] {
            for (list, nouns) in from {
                to.entry(list.clone()).or_default().extend(nouns.iter().cloned());
            }
        }
    }
    Ok(kinds)
}
