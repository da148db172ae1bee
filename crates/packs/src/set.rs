//! All packs of an installation, loaded and proven.

use std::collections::BTreeMap;

use jiheng_model::evaluation::PackIdentity;
use jiheng_model::text::hexadecimal;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::accounts::Accounts;
use crate::bands::GradeBands;
use crate::form::Form;
use crate::framework::Framework;
use crate::lint;
use crate::publication::Publication;
use crate::register::RegisterKind;
use crate::review::ReviewRules;
use crate::rule::{self, Rule};
use crate::sheet::Sheet;
use crate::source::Source;
use crate::vocabulary::Vocabulary;

/// One file of a pack. `path` is relative to the packs folder, with `/`: `national/rules/SUM-001-….md`.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Relative path.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Why a pack file was refused, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct PackError {
    /// The file.
    pub path: String,
    /// What is wrong with it and what to do.
    pub message: String,
}

impl PackError {
    pub(crate) fn new(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into() }
    }
}

/// The head of a pack: `pack.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Pack id, e.g. `hunan/yueyang`; equals its folder.
    pub id: String,
    /// Who made it.
    pub publisher: String,
    /// Version, `year.month[.n]`.
    pub version: String,
    /// First day it applies to, ISO date.
    pub effective_from: String,
    /// The pack it is an overlay on.
    #[serde(default)]
    pub extends: Option<String>,
}

/// Loaded and proven packs.
#[derive(Clone, Debug)]
pub struct PackSet {
    /// All rules in order of their codes.
    pub rules: Vec<Rule>,
    /// All form definitions.
    pub forms: Vec<Form>,
    /// Tables handed in beside the report.
    pub sheets: Vec<Sheet>,
    /// Scoring frameworks.
    pub frameworks: Vec<Framework>,
    /// Account tables and what comes from them.
    pub accounts: Vec<Accounts>,
    /// Kinds of registers.
    pub registers: Vec<RegisterKind>,
    /// Grade bands in force by default.
    pub bands: GradeBands,
    /// Reasons for which a review cuts points.
    pub review: ReviewRules,
    /// Words and units.
    pub vocabulary: Vocabulary,
    /// What a public edition may say.
    pub publication: Publication,
    sources: BTreeMap<String, Source>,
    identities: Vec<PackIdentity>,
}

impl PackSet {
    /// Loads and proves packs. Every problem of every file is reported, not only the first.
    ///
    /// # Errors
    /// All problems found, each with its file.
    pub fn load(mut files: Vec<PackFile>) -> Result<Self, Vec<PackError>> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut loading = Loading::default();
        for file in &files {
            if let Err(error) = loading.file(file) {
                loading.errors.push(error);
            }
        }
        let set = Self {
            identities: identities(&loading.heads, &files),
            rules: {
                loading.rules.sort_by(|a, b| a.code.cmp(&b.code));
                loading.rules
            },
            forms: loading.forms,
            sheets: loading.sheets,
            frameworks: loading.frameworks,
            accounts: loading.accounts,
            registers: loading.registers,
            bands: loading.bands.unwrap_or_default(),
            review: loading.review,
            vocabulary: loading.vocabulary,
            publication: loading.publication,
            sources: loading.sources,
        };
        loading.errors.extend(lint::check(&set));
        if loading.errors.is_empty() { Ok(set) } else { Err(loading.errors) }
    }

    /// The rule of this code.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// The framework of this id.
    pub fn framework(&self, id: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|framework| framework.id == id)
    }

    /// The framework that reports of a form are scored by.
    pub fn framework_of(&self, form: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|framework| framework.forms.iter().any(|id| id == form))
    }

    /// Which packs these are.
    pub fn identities(&self) -> Vec<PackIdentity> {
        self.identities.clone()
    }
}

#[derive(Default)]
struct Loading {
    heads: Vec<PackHead>,
    rules: Vec<Rule>,
    forms: Vec<Form>,
    sheets: Vec<Sheet>,
    frameworks: Vec<Framework>,
    accounts: Vec<Accounts>,
    registers: Vec<RegisterKind>,
    bands: Option<GradeBands>,
    review: ReviewRules,
    vocabulary: Vocabulary,
    publication: Publication,
    sources: BTreeMap<String, Source>,
    errors: Vec<PackError>,
}

impl Loading {
    fn file(&mut self, file: &PackFile) -> Result<(), PackError> {
        let path = file.path.as_str();
        let text = std::str::from_utf8(&file.bytes)
            .map_err(|_| PackError::new(path, "is not UTF-8; save it as UTF-8 without a byte order mark"))?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (pack, section) = folder.rsplit_once('/').unwrap_or(("", folder));
        match (section, name) {
            (_, "pack.toml") => self.heads.push(parse(path, text)?),
            ("rules", name) if name.strip_suffix(".md").is_some() => self.rules.push(rule::parse(path, pack, text)?),
            ("sources", _) => {
                let source: Source = parse(path, text)?;
                self.sources.insert(source.id.clone(), source);
            }
            ("sheets", _) => self.sheets.push(parse(path, text)?),
            ("forms", _) => self.forms.push(parse(path, text)?),
            ("frameworks", "grades.toml") => self.bands = Some(parse::<GradeBands>(path, text)?.proven(path)?),
            ("frameworks", "review.toml") => self.review = parse(path, text)?,
            ("frameworks", _) => self.frameworks.push(parse(path, text)?),
            ("accounts", _) => self.accounts.push(parse(path, text)?),
            ("registers", _) => self.registers.push(parse(path, text)?),
            ("vocabulary", _) => self.vocabulary.extend(parse(path, text)?),
            ("publication", _) => self.publication = parse(path, text)?,
            (_, "README.md") => {}
            _ => return Err(PackError::new(path, "is in no known place of a pack; see CONTRIBUTING.md")),
        }
        Ok(())
    }
}

fn parse<T: for<'de> Deserialize<'de>>(path: &str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|error| PackError::new(path, error.to_string()))
}

/// The digest of a pack is over the names and contents of all its files, in order of their paths.
fn identities(heads: &[PackHead], files: &[PackFile]) -> Vec<PackIdentity> {
    heads
        .iter()
        .map(|head| {
            let mut hasher = Sha256::new();
            for file in files.iter().filter(|file| belongs(&head.id, &file.path)) {
                hasher.update(file.path.as_bytes());
                hasher.update([0]);
                hasher.update((file.bytes.len() as u64).to_be_bytes());
                hasher.update(&file.bytes);
            }
            let digest = hexadecimal(&hasher.finalize());
            PackIdentity { id: head.id.clone(), version: head.version.clone(), digest }
        })
        .collect()
}

/// A file belongs to the pack whose folder holds its section folder.
fn belongs(pack: &str, path: &str) -> bool {
    path.strip_prefix(pack).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| rest.matches('/').count() <= 1)
        && path.strip_prefix(pack).is_some_and(|rest| {
            let section = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
            section == "pack.toml"
                || section == "README.md"
                || [
                    "rules",
                    "sources",
                    "forms",
                    "sheets",
                    "frameworks",
                    "accounts",
                    "registers",
                    "vocabulary",
                    "publication",
                ]
                .contains(&section)
        })
}
