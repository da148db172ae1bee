//! The halves of the laboratory: data to tune on, data in many more wordings, and data that is only run to report.

use crate::nouns::{self, Kind};
use crate::outline::{self, Outline};
use crate::template::{self, Template};

/// Everything a half consists of.
#[derive(Clone, Debug)]
pub struct Half {
    pub name: &'static str,
    pub kinds: Vec<Kind>,
    pub templates: Vec<Template>,
    pub outlines: Vec<Outline>,
}

impl Half {
    /// The half that developers look at.
    ///
    /// # Errors
    /// A line of its files that is not understood.
    pub fn development() -> Result<Self, String> {
        Self::read(
            "development",
            include_str!("../halves/development/kinds.txt"),
            include_str!("../halves/development/templates.txt"),
            include_str!("../halves/development/outline.txt"),
        )
    }

    /// The same in many more wordings, to see how far what was tuned carries.
    ///
    /// # Errors
    /// A line of its files that is not understood.
    pub fn variety() -> Result<Self, String> {
        Self::read(
            "variety",
            include_str!("../halves/variety/kinds.txt"),
            include_str!("../halves/variety/templates.txt"),
            include_str!("../halves/variety/outline.txt"),
        )
    }

    /// The half that is only run to report.
    ///
    /// # Errors
    /// A line of its files that is not understood.
    pub fn sealed() -> Result<Self, String> {
        Self::read(
            "sealed",
            include_str!("../halves/sealed/kinds.txt"),
            include_str!("../halves/sealed/templates.txt"),
            include_str!("../halves/sealed/outline.txt"),
        )
    }

    fn read(name: &'static str, kinds: &str, templates: &str, outline: &str) -> Result<Self, String> {
        Ok(Self {
            name,
            kinds: nouns::parse(kinds)?,
            templates: template::parse(templates)?,
            outlines: outline::parse(outline)?,
        })
    }
}
