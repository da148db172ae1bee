//! The head of the pages of one report, with the way to its other pages.

use jiheng_app::Opened;
use jiheng_model::text::Language;

/// A page of a report.
#[derive(Clone, Debug)]
pub struct Section {
    /// Key of its name.
    pub key: &'static str,
    /// Where it is.
    pub href: String,
    /// True for the page that is shown.
    pub current: bool,
}

/// What stands above every page of a report.
#[derive(Clone, Debug)]
pub struct Head {
    /// Id of the report.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Department, year, file.
    pub about: String,
    /// True for the shipped sample.
    pub sample: bool,
    /// Its pages.
    pub sections: Vec<Section>,
}

/// Key of the name and last part of the address of each page of a report.
const SECTIONS: [(&str, &str); 5] = [
    ("section.check", ""),
    ("section.score", "score"),
    ("section.evidence", "evidence"),
    ("section.compare", "compare"),
    ("section.sign", "sign"),
];

impl Head {
    /// The head over the page with this last part of its address.
    pub fn of(opened: &Opened, page: &str, language: Language) -> Self {
        let report = &opened.report;
        let year = opened.year().map(|year| language.pick("{}年度", "{}").replace("{}", &year.to_string()));
        let about = [report.entity.clone(), year, Some(report.source_name.clone())];
        let id = &report.id;
        let section = |(key, part): (&'static str, &str)| {
            let href = if part.is_empty() { format!("/reports/{id}") } else { format!("/reports/{id}/{part}") };
            Section { key, href, current: part == page }
        };
        Self {
            id: id.clone(),
            title: report.title.clone(),
            about: about.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            sample: report.sample,
            sections: SECTIONS.map(section).into(),
        }
    }
}
