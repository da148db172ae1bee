//! The classes of hostile files, each a table of files with the answers that they must get.

use super::case::{Case, Trap};

mod active_content;
mod compound_files;
mod external;
mod invisible;
mod locked;
mod nested;
mod package_lies;
mod pdfs;
mod workbooks;
mod xml_entities;
mod xml_excess;
mod zip_bombs;
mod zip_names;

/// A kind of attack.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// As `--class` takes it.
    pub id: &'static str,
    /// In a few words.
    pub title: &'static str,
    cases: fn(&Trap) -> Vec<Case>,
}

/// The classes that a reader of documents meets; the gaps are those of servers and writers.
pub const CLASSES: [Class; 13] = [
    Class { id: "P1", title: "zip bombs and lies about sizes", cases: zip_bombs::cases },
    Class { id: "P2", title: "names inside zips", cases: zip_names::cases },
    Class { id: "P3", title: "document types and entities", cases: xml_entities::cases },
    Class { id: "P4", title: "excess of XML, markup and text", cases: xml_excess::cases },
    Class { id: "P5", title: "templates, pictures and links outside", cases: external::cases },
    Class { id: "P6", title: "macros, fields, controls", cases: active_content::cases },
    Class { id: "P7", title: "packages that lie", cases: package_lies::cases },
    Class { id: "P8", title: "workbooks beyond measure", cases: workbooks::cases },
    Class { id: "P9", title: "compound files of doc and xls", cases: compound_files::cases },
    Class { id: "P10", title: "PDF", cases: pdfs::cases },
    Class { id: "P14", title: "invisible characters and look-alikes", cases: invisible::cases },
    Class { id: "P15", title: "passwords and rights", cases: locked::cases },
    Class { id: "P17", title: "nested archives and documents", cases: nested::cases },
];

impl Class {
    /// Its files, named after it so that a folder of all of them keeps their order.
    pub fn cases(&self, trap: &Trap) -> Vec<Case> {
        let number = self.id.trim_start_matches('P');
        let mut cases = (self.cases)(trap);
        for case in &mut cases {
            case.name = format!("p{number:0>2}-{}", case.name);
        }
        cases
    }
}
