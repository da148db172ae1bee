//! The score of a report: declared and recomputed, with the way to every point.

use jiheng_engine::Options;
use jiheng_evidence::{Beside, given};
use jiheng_model::scorecard::Scorecard;
use jiheng_scoring::{Material, scorecard};

use crate::opened::Opened;
use crate::workbench::Workbench;

impl Workbench {
    /// The scorecard by the framework of this id, else by that of the form; `None` when there is no such framework.
    pub fn score(&self, opened: &Opened, framework: Option<&str>) -> Option<Scorecard> {
        let packs = self.workshop.packs();
        let form = opened.evaluation.facts.report.form.as_deref();
        let framework = match framework {
            Some(id) => packs.framework(id)?,
            None => packs.framework_of(form?)?,
        };
        let evaluation = &opened.evaluation;
        let facts = &evaluation.facts;
        let options = Options::default();
        let beside = Beside { facts, document: &opened.document, packs, stage: options.stage };
        let given = given(&beside, &opened.files);
        Some(scorecard(framework, &Material { facts, given: &given, assurance: &opened.assurance, packs }, None))
    }
}
