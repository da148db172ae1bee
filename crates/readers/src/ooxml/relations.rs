//! Relationships between parts, and notes on what a package points to or carries but is never followed.

use jiheng_model::document::DocumentBuilder;

use super::package::Package;
use super::xml::{Token, Xml};
use crate::error::ReadError;
use crate::left_out;
use crate::note;
use crate::piece::to_u32;

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
        let target = shown(&relation.target);
        let kind = shown(&relation.kind);
        builder.note(note(
            "external-relationship",
            format!("文件引用了外部内容（{kind}）：{target}。未访问，也不影响核对。"),
            format!("the file refers to something outside ({kind}): {target}; it was not followed"),
        ));
    }
    if let Some(more) = external.len().checked_sub(NOTES_MAX).filter(|more| *more > 0) {
        builder.note(note(
            "external-relationship",
            format!("另有 {more} 处外部引用，均未访问。"),
            format!("{more} further external references, none of them followed"),
        ));
    }
    let parts: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    if parts.iter().any(|part| part.ends_with("vbaproject.bin") || part.starts_with("xl/macrosheets/")) {
        left_out::macros(builder);
    }
    left_out::objects(to_u32(parts.iter().filter(|part| is_embedded(part)).count()), builder);
    Ok(())
}

/// As much of an address as tells where it points, without characters that act on a terminal or on the order of others.
fn shown(address: &str) -> String {
    let acts = |c: &char| {
        c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    address.chars().filter(|c| !acts(c)).take(TARGET_CHARS).collect()
}

/// Each control has several parts; the one with its properties counts.
fn is_embedded(part: &str) -> bool {
    let holds = |folder: &str| part.contains(folder) && !part.contains("/_rels/");
    holds("/embeddings/") || (holds("/activex/") && part.ends_with("xml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{note_kinds, read, zip_of};

    #[test]
    fn what_a_package_carries_is_noted() {
        for (part, kinds) in [
            ("word/media/a.png", [].as_slice()),
            ("word/vbaProject.bin", &["macros"]),
            ("word/embeddings/a.xlsx", &["embedded-objects"]),
            ("word/embeddings/_rels/a.xlsx.rels", &[]),
            ("word/activeX/activeX1.xml", &["embedded-objects"]),
            ("word/activeX/activeX1.bin", &[]),
        ] {
            let main = "<w:document><w:body><w:p><w:r><w:t>12</w:t></w:r></w:p></w:body></w:document>";
            let zip = zip_of(&[("word/document.xml", main), (part, "<a/>")]);
            assert_eq!(note_kinds(&read(&zip)), kinds, "{part}");
        }
    }

    #[test]
    fn an_address_is_shown_without_what_acts_on_a_terminal() {
        assert_eq!(shown("http://a/\u{1b}[2J\u{202e}gnp"), "http://a/[2Jgnp");
        assert_eq!(shown(&"x".repeat(1000)).len(), TARGET_CHARS);
    }

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
