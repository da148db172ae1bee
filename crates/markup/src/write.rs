//! Comments and tracked changes into the bytes of a Word document.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Edit;
use crate::insert::Insertions;
use crate::package::Package;
use crate::remark::{Remark, Spot};
use crate::revise::{RUNS_MAX, Revisions};
use crate::runs::{self, Run};
use crate::{comments, place};

const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "/officeDocument/2006/relationships/comments";
const RELATION_FULL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";

/// Why a document could not be marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The archive.
    #[error("zip: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The XML of the main part.
    #[error("xml: {0}")]
    Xml(#[from] quick_xml::Error),
    /// A part that a Word document has is missing or of another make.
    #[error("{0} is missing or not in UTF-8")]
    Part(String),
}

/// A marked document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The file.
    pub bytes: Vec<u8>,
    /// Comments that found their place.
    pub comments: u32,
    /// Edits that were made.
    pub edits: u32,
}

/// Puts a comment at each remark about the main part, makes the edits in it, and returns the file.
///
/// # Errors
/// When a part of the package is missing, broken, or not in UTF-8.
pub fn write(bytes: &[u8], remarks: &[Remark], edits: &[Edit]) -> Result<Marked, MarkError> {
    let mut package = Package::open(bytes)?;
    let parts = remarks.iter().map(|remark| &remark.part).chain(edits.iter().map(|edit| &edit.part));
    let Some(main) = parts.into_iter().next().cloned() else {
        return Ok(Marked { bytes: bytes.to_vec(), comments: 0, edits: 0 });
    };
    let document = required(&mut package, &main)?;
    let remarks: Vec<&Remark> = remarks.iter().filter(|remark| remark.part == main).collect();
    let edits: Vec<&Edit> = edits.iter().filter(|edit| edit.part == main).collect();
    let part = runs::find(&document, &wanted(&remarks, &edits))?;
    let sheet = Sheet { xml: &document, prefix: &part.prefix, runs: part.runs.iter().map(|r| (r.key, r)).collect() };
    let first_id = comments::free_id(&document, &part.prefix);
    let revisions = Revisions::plan(sheet.xml, sheet.prefix, &sheet.runs, &edits, first_id);
    let mut insertions = Insertions::default();
    revisions.insert(sheet.xml, sheet.prefix, &sheet.runs, &mut insertions);
    let mut changed = Vec::new();
    let mut count = 0;
    if !remarks.is_empty() {
        let store = Store::find(&mut package, &main)?;
        let (texts, written) = mark(&sheet, &remarks, &store, &revisions, &mut insertions);
        changed.extend(store.changed(&texts)?);
        count = written;
    }
    changed.insert(0, (main, insertions.apply(&document)));
    let edits = u32::try_from(revisions.count()).unwrap_or(u32::MAX);
    Ok(Marked { bytes: package.with(&changed)?, comments: count, edits })
}

/// The text of the main part with the runs that matter.
struct Sheet<'a> {
    xml: &'a str,
    prefix: &'a str,
    runs: BTreeMap<(u32, u32), &'a Run>,
}

fn key(spot: &Spot) -> (u32, u32) {
    (spot.paragraph, spot.run)
}

/// The runs at either end of each remark, and all that an edit goes through.
fn wanted(remarks: &[&Remark], edits: &[&Edit]) -> BTreeSet<(u32, u32)> {
    let through = |edit: &&Edit| {
        let (from, last) = (edit.from, edit.to.run.min(edit.from.run.saturating_add(RUNS_MAX)));
        (from.run..=last).map(move |run| (from.paragraph, run))
    };
    remarks.iter().flat_map(|r| [key(&r.from), key(&r.to)]).chain(edits.iter().flat_map(through)).collect()
}

fn required(package: &mut Package<'_>, name: &str) -> Result<String, MarkError> {
    package.text(name)?.ok_or_else(|| MarkError::Part(name.to_owned()))
}

/// Puts the markers of comments in; gives the comments' own text, and how many there are.
fn mark(
    sheet: &Sheet<'_>,
    remarks: &[&Remark],
    store: &Store,
    revisions: &Revisions,
    insertions: &mut Insertions,
) -> (String, u32) {
    let Sheet { xml, prefix, runs } = sheet;
    let mut texts = String::new();
    let mut id = store.next_id;
    for remark in remarks {
        let (Some(first), Some(last)) = (runs.get(&key(&remark.from)), runs.get(&key(&remark.to))) else { continue };
        let found = place::mention(first, remark.from.offset, &remark.text);
        let start = found.map_or(0, |(from, _)| from);
        let end = match found {
            Some((from, common)) if first.key == last.key => from + common,
            Some(_) => remark.to.offset as usize + 1,
            None => usize::MAX,
        };
        let reference = format!(r#"<{prefix}r><{prefix}commentReference {prefix}id="{id}"/></{prefix}r>"#);
        let begins = format!(r#"<{prefix}commentRangeStart {prefix}id="{id}"/>"#);
        let ends = format!(r#"<{prefix}commentRangeEnd {prefix}id="{id}"/>{reference}"#);
        insertions.start(place::before(xml, prefix, first, start, revisions), &begins);
        insertions.end(place::after(xml, prefix, last, end, revisions), &ends);
        texts.push_str(&comments::comment(&store.prefix, id, remark));
        id = id.saturating_add(1);
    }
    (texts, id - store.next_id)
}

/// Where the comments' text is kept, and what has to be changed for it.
struct Store {
    name: String,
    existing: Option<String>,
    prefix: String,
    next_id: u32,
    /// Parts that have to name a new one: content types and relationships.
    named_in: Vec<(String, String)>,
}

impl Store {
    fn find(package: &mut Package<'_>, main: &str) -> Result<Self, MarkError> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let within = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let relations_name = within(&format!("_rels/{file}.rels"));
        let relations = package.text(&relations_name)?;
        let target = relations.as_deref().and_then(comments_target);
        if let Some(target) = target {
            let name = target.strip_prefix('/').map_or_else(|| within(&target), str::to_owned);
            let text = required(package, &name)?;
            let (prefix, next_id) = comments::existing(&text).ok_or_else(|| MarkError::Part(name.clone()))?;
            return Ok(Self { name, existing: Some(text), prefix, next_id, named_in: Vec::new() });
        }
        let free = (0..100)
            .map(|number| if number == 0 { "comments.xml".to_owned() } else { format!("comments{number}.xml") });
        let file = free.into_iter().find(|name| !package.has(&within(name))).unwrap_or_default();
        let relations = relations.unwrap_or_else(empty_relations);
        let types = required(package, "[Content_Types].xml")?;
        let name = within(&file);
        let relation =
            format!(r#"<Relationship Id="{}" Type="{RELATION_FULL}" Target="{file}"/>"#, free_id(&relations));
        let kind = format!(r#"<Override PartName="/{name}" ContentType="{COMMENTS_TYPE}"/>"#);
        let named_in = vec![
            (
                relations_name.clone(),
                appended(&relations, "Relationships", &relation).ok_or(MarkError::Part(relations_name))?,
            ),
            (
                "[Content_Types].xml".to_owned(),
                appended(&types, "Types", &kind).ok_or_else(|| MarkError::Part("[Content_Types].xml".to_owned()))?,
            ),
        ];
        Ok(Self { name, existing: None, prefix: "w:".to_owned(), next_id: 0, named_in })
    }

    fn changed(&self, texts: &str) -> Result<Vec<(String, String)>, MarkError> {
        let part = match &self.existing {
            None => comments::new_part(texts),
            Some(part) => {
                comments::extended(part, &self.prefix, texts).ok_or_else(|| MarkError::Part(self.name.clone()))?
            }
        };
        Ok(self.named_in.iter().cloned().chain([(self.name.clone(), part)]).collect())
    }
}

/// The target of the relationship to comments, if there is one.
fn comments_target(relations: &str) -> Option<String> {
    let at = relations.match_indices(RELATION).find(|(at, text)| {
        relations.get(at + text.len()..).is_some_and(|rest| rest.starts_with('"') || rest.starts_with('\''))
    })?;
    let start = relations.get(..at.0)?.rfind('<')?;
    let element = relations.get(start..)?.split('>').next()?;
    let value = element.split("Target=").nth(1)?;
    let quote = value.chars().next()?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}

/// Puts an element before the end of the root element of this local name, which may have a prefix.
fn appended(part: &str, root: &str, element: &str) -> Option<String> {
    let end = part.rfind("</")?;
    let name = part.get(end + 2..)?.split('>').next()?.trim();
    (name.rsplit(':').next() == Some(root)).then_some(())?;
    let prefix = name.strip_suffix(root)?;
    let element = element.replacen('<', &format!("<{prefix}"), 1);
    Some(format!("{}{element}{}", part.get(..end)?, part.get(end..)?))
}

fn empty_relations() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
}

fn free_id(relations: &str) -> String {
    let free = (1..10_000).map(|number| format!("rIdJiheng{number}"));
    free.into_iter().find(|id| !relations.contains(&format!("\"{id}\""))).unwrap_or_default()
}
