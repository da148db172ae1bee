//! Where a result stands, in the terms of SARIF.

use jiheng_model::anchor::SourceRef;
use jiheng_model::evaluation::FactSet;
use jiheng_model::finding::Finding;
use jiheng_model::statement::Statement;

use super::shape::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, PlaceProperties, Region, Text};

/// A location that is the file and nothing closer.
pub(super) fn whole_file(uri: &str) -> Location {
    Location {
        id: None,
        message: None,
        physical_location: PhysicalLocation { artifact_location: artifact(uri), region: None },
        logical_locations: Vec::new(),
        properties: None,
    }
}

pub(super) fn artifact(uri: &str) -> ArtifactLocation {
    ArtifactLocation { uri: uri.to_owned() }
}

/// The places of a finding, then those of its consequences, each once; all but the first are numbered from 1.
pub(super) fn of(finding: &Finding, facts: &FactSet, uri: &str, is_text: bool) -> Vec<Location> {
    let mut ids = Vec::new();
    let mut waiting = vec![finding];
    let mut next = 0;
    while let Some(finding) = waiting.get(next).copied() {
        for id in &finding.statements {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        waiting.extend(&finding.consequences);
        next += 1;
    }
    let statements = ids.into_iter().filter_map(|id| facts.statement(id));
    statements.enumerate().map(|(index, statement)| location(index, statement, uri, is_text)).collect()
}

fn location(index: usize, statement: &Statement, uri: &str, is_text: bool) -> Location {
    let region = match statement.anchor.source {
        Some(SourceRef::Text { line, column }) if is_text => Some(Region { start_line: line, start_column: column }),
        _ => None,
    };
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    Location {
        id: (index > 0).then_some(index),
        message: Some(Text::plain(&format!("{}{unit}", statement.written))),
        physical_location: PhysicalLocation { artifact_location: artifact(uri), region },
        logical_locations: vec![LogicalLocation { fully_qualified_name: statement.place.zh.clone() }],
        properties: Some(PlaceProperties {
            place_en: statement.place.en.clone(),
            statement: statement.id,
            anchor: serde_json::to_value(crate::shape::AnchorShape::from(&statement.anchor)).unwrap_or_default(),
        }),
    }
}

/// A path as a URI reference: relative paths stay relative, absolute ones become `file:` URIs.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let has_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let prefix = match (has_drive, path.starts_with('/')) {
        (true, _) => "file:///",
        (false, true) => "file://",
        (false, false) => "",
    };
    let mut uri = String::from(prefix);
    for (index, byte) in path.bytes().enumerate() {
        let keep = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (has_drive && index == 1);
        if keep {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.push_str(&format_hex(byte));
        }
    }
    uri
}

/// Two upper-case hex digits, as RFC 3986 wants them.
fn format_hex(byte: u8) -> String {
    format!("{byte:02X}")
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("a.docx", "a.docx"),
            ("b/a 1.txt", "b/a%201.txt"),
            ("/data/a.txt", "file:///data/a.txt"),
            ("C:\\data\\a.txt", "file:///C:/data/a.txt"),
            ("a:b#c?d%.txt", "a%3Ab%23c%3Fd%25.txt"),
            ("局.txt", "%E5%B1%80.txt"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
