//! What the writers need to know about rules and sources to name them to people.

use jiheng_model::finding::Severity;
use jiheng_model::text::Bilingual;

/// One rule, as far as a reader of results needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSummary {
    /// Family and number.
    pub code: String,
    /// The fault it finds.
    pub title: Bilingual,
    /// How much a finding matters in a draft.
    pub severity: Severity,
    /// Ids of its legal sources.
    pub sources: Vec<String>,
    /// The rule file, Markdown.
    pub help: String,
}

/// One legal source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSummary {
    /// Id as rules name it.
    pub id: String,
    /// Title in both languages.
    pub title: Bilingual,
    /// 文号, where it has one.
    pub document_number: Option<String>,
    /// True when its content was read in the official text.
    pub verified: bool,
}

/// Rules and sources of the packs in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Rules in order of their codes.
    pub rules: Vec<RuleSummary>,
    /// Sources in order of their ids.
    pub sources: Vec<SourceSummary>,
}

impl Catalogue {
    /// The rule of this code.
    pub fn rule(&self, code: &str) -> Option<&RuleSummary> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The source behind a reference `id` or `id#article`, and the article.
    pub fn source<'a>(&'a self, reference: &'a str) -> (Option<&'a SourceSummary>, Option<&'a str>) {
        let (id, article) = reference.split_once('#').map_or((reference, None), |(id, article)| (id, Some(article)));
        (self.sources.iter().find(|source| source.id == id), article)
    }
}
