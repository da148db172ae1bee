//! What a public edition may say: an allow-list of facts, and the facts that are names of people.

use serde::Deserialize;

/// The allow-list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Facts that are published; one that ends with a dot stands for all below it.
    pub fields: Vec<String>,
    /// Facts about evaluators, published when somebody asks for it.
    pub evaluators: Vec<String>,
    /// Facts that are names of people.
    pub names: Vec<String>,
}

impl Publication {
    /// True when a fact may be published.
    pub fn allows(&self, fact: &str, with_evaluators: bool) -> bool {
        let listed = |field: &String| field == fact || field.ends_with('.') && fact.starts_with(field.as_str());
        self.fields.iter().any(listed) || with_evaluators && self.evaluators.iter().any(listed)
    }
}
