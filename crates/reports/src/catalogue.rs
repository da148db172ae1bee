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

/// A family of rules and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySummary {
    /// As in codes, e.g. `SUM`.
    pub code: String,
    /// What its rules check.
    pub title: Bilingual,
}

/// Rules and sources of the packs in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Rules in order of their codes.
    pub rules: Vec<RuleSummary>,
    /// Sources in order of their ids.
    pub sources: Vec<SourceSummary>,
    /// Families of rules, in the order in which charts show them.
    pub families: Vec<FamilySummary>,
}

impl Catalogue {
    /// The rule of this code.
    pub fn rule(&self, code: &str) -> Option<&RuleSummary> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The family of a code: `SUM-001`, or `X-SUM-001` of another publisher.
    pub fn family(&self, code: &str) -> Option<&FamilySummary> {
        let (family, _) = code.rsplit_once('-')?;
        let family = family.rsplit('-').next()?;
        self.families.iter().find(|known| known.code == family)
    }

    /// The source behind a reference `id` or `id#article`, and the article.
    pub fn source<'a>(&'a self, reference: &'a str) -> (Option<&'a SourceSummary>, Option<&'a str>) {
        let (id, article) = reference.split_once('#').map_or((reference, None), |(id, article)| (id, Some(article)));
        (self.sources.iter().find(|source| source.id == id), article)
    }
}
