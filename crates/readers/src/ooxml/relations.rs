//! Relationships between parts, and notes on what a package points to or carries but is never followed.

use jiheng_model::document::DocumentBuilder;

use super::package::Package;
use super::xml::{Token, Xml};
use crate::error::ReadError;
use crate::note;

/// More notes of one kind would only bury the others.
const NOTES_MAX: usize = 100;
/// Of a target this much is shown.
const TARGET_CHARS: usize = 200;

/// One relationship of a part.
#[derive(Debug)]
pub(crate) struct Relationship {
    /// Its id within the part.
    pub(crate) id: String,
    /// Last segment of its type: `styles`, `worksheet` …
    pub(crate) kind: String,
    /// Name of the target part; for external ones the target as written.
    pub(crate) target: String,
    /// Points outside the package.
    pub(crate) external: bool,
}

/// The relationships of a part; of the package itself when `part` is empty.
pub(crate) fn relationships(package: &mut Package<'_>, part: &str) -> Result<Vec<Relationship>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let separator = if folder.is_empty() { "" } else { "/" };
    read_relationships(package, &format!("{folder}{separator}_rels/{file}.rels"), folder)
}

/// The part that holds the document, by its relationship, else where it usually stands.
pub(crate) fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, ReadError> {
    let known = relationships(package, "")?;
    let main = known.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.external);
    Ok(main.map_or_else(|| usual.to_owned(), |relation| relation.target))
}

fn read_relationships(package: &mut Package<'_>, name: &str, folder: &str) -> Result<Vec<Relationship>, ReadError> {
    let limits = package.limits();
    let Some(text) = package.text(name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, name, limits);
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name().1 == "Relationship" => {
                let value = |local: &str| tag.attribute(local).unwrap_or_default().into_owned();
                let external = value("TargetMode").eq_ignore_ascii_case("External");
                let target = value("Target");
                found.push(Relationship {
                    id: value("Id"),
                    kind: value("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                    target: if external { target } else { resolve(folder, &target) },
                    external,
                });
            }
            Token::Open(_) | Token::Close | Token::Text(_) => {}
            Token::End => return Ok(found),
        }
    }
}

/// A target relative to the folder of its source, as a part name.
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.starts_with('/');
    let mut segments: Vec<&str> = if absolute { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments.join("/")
}

/// Notes on external relationships of every part, and on macros.
pub(crate) fn notes_on_package(package: &mut Package<'_>, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut external = Vec::new();
    for name in names.iter().filter(|name| name.to_ascii_lowercase().ends_with(".rels")) {
        match read_relationships(package, name, "") {
            Ok(found) => external.extend(found.into_iter().filter(|relation| relation.external)),
            // Parts that are not needed for the text may be damaged; only what is hostile refuses the file.
            Err(ReadError::DamagedXml { .. } | ReadError::DamagedArchive { .. }) => {}
            Err(hostile) => return Err(hostile),
        }
    }
    for relation in external.iter().take(NOTES_MAX) {
        let target: String = relation.target.chars().take(TARGET_CHARS).collect();
        builder.note(note(
            "external-relationship",
            format!("文件引用了外部内容（{}）：{target}。未访问，也不影响核对。", relation.kind),
            format!("the file refers to something outside ({}): {target}; it was not followed", relation.kind),
        ));
    }
    if let Some(more) = external.len().checked_sub(NOTES_MAX).filter(|more| *more > 0) {
        builder.note(note(
            "external-relationship",
            format!("另有 {more} 处外部引用，均未访问。"),
            format!("{more} further external references, none of them followed"),
        ));
    }
    if names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        builder.note(note(
            "macros",
            "文件含有宏，未运行，也未读取。",
            "the file carries macros; they were neither run nor read",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_part_names() {
        for (folder, target, name) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("", "../../../etc/x", "etc/x"),
            ("a/b", "./c//d", "a/b/c/d"),
        ] {
            assert_eq!(resolve(folder, target), name);
        }
    }
}
