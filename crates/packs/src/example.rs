//! The examples inside a rule file.

/// What an example gives to the checker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleInput {
    /// Statements, one a line.
    Facts(Vec<FactLine>),
    /// A text document that the real pipeline reads.
    Document(String),
}

/// One line of a `facts` block: place, fact id, value, unit.
///
/// `表二 expenditure.basic.personnel@headquarters 719.70 万元`; `@` names the organisation row, `:target` the role;
/// the value `空` is a blank cell and `无` an explicit nil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLine {
    /// Place name for messages.
    pub place: String,
    /// Fact id with optional instance.
    pub fact: String,
    /// Organisation row: `department`, `headquarters` or `subordinate1`.
    pub entity: Option<String>,
    /// Role, e.g. `target`.
    pub role: Option<String>,
    /// Value as written.
    pub value: String,
    /// Unit symbol with scale word.
    pub unit: Option<String>,
}

/// One example: input and the findings of this rule it must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Heading of the example.
    pub title: String,
    /// The input.
    pub input: ExampleInput,
    /// Lines `severity CODE message`; empty when the rule must stay silent.
    pub findings: Vec<String>,
    /// Evaluated as a submitted report.
    pub submitted: bool,
    /// What lies beside the report.
    pub beside: Vec<ExampleFile>,
}

/// A file beside the report of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFile {
    /// `register`, `accounts` or `previous`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: String,
}

impl FactLine {
    /// Reads one line; the error says what is missing.
    pub(crate) fn parse(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let (Some(place), Some(key), Some(value)) = (words.next(), words.next(), words.next()) else {
            return Err(format!("facts line {line:?} needs a place, a fact id and a value"));
        };
        let (key, role) = match key.split_once(':') {
            Some((key, role)) => (key, Some(role.to_owned())),
            None => (key, None),
        };
        let (fact, entity) = match key.split_once('@') {
            Some((fact, entity)) => (fact, Some(entity.to_owned())),
            None => (key, None),
        };
        Ok(Self {
            place: place.to_owned(),
            fact: fact.to_owned(),
            entity,
            role,
            value: value.to_owned(),
            unit: words.next().map(str::to_owned),
        })
    }
}
