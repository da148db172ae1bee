//! The nine sections of the narrative.

use jiheng_model::document::Block;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{FactId, State, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::form::Part;

use super::Recogniser;
use crate::label::{candidate, normal, strip_number};
use crate::passage::Zone;

/// Where the narrative stands.
#[derive(Default)]
pub(crate) struct Progress {
    pub(super) inside: bool,
    /// Block of its heading.
    block: u32,
    section: Option<usize>,
    seen: Vec<(usize, StatementId)>,
    nil: Vec<usize>,
    overview: String,
    overview_at: Option<usize>,
}

impl Recogniser<'_, '_> {
    /// The heading 五、评价报告综述 was met.
    pub(super) fn narrative_open(&mut self) {
        self.narrative.inside = true;
        self.narrative.section = None;
        self.narrative.block = self.block;
    }

    /// The narrative has begun and none of its sections has: its first section may be called like the form's first
    /// part. After a table of contents, the form stands in a table.
    pub(super) fn begins_narrative(&self, part: &Part) -> bool {
        let is_first = self.form.parts.first().is_some_and(|first| first.id == part.id);
        let block = |at: u32| usize::try_from(at).ok().and_then(|at| self.builder.document.blocks.get(at));
        let is_near = match (block(self.narrative.block), block(self.block)) {
            (Some(Block::Paragraph(_)), Some(Block::Paragraph(_))) => true,
            _ => self.narrative.block == self.block,
        };
        self.narrative.inside && self.narrative.seen.is_empty() && is_first && is_near
    }

    /// Takes a line as part of the narrative when it is one.
    pub(super) fn narrative_line(&mut self, at: usize, line: &str) -> bool {
        if let Some(section) = self.section_of(line)
            && (self.narrative.inside || self.narrative.seen.len() + 1 >= section)
        {
            self.narrative.inside = true;
            self.open_section(at, section, line);
            return true;
        }
        let Some(section) = self.narrative.section.filter(|_| self.narrative.inside) else { return false };
        let path = self.section_path(section);
        if let Some(passage) = self.builder.passages.get_mut(at) {
            passage.zone = Zone::Section(section);
            passage.path = path.clone();
            passage.scope = self.form.sections.get(section).and_then(|definition| definition.scope.clone());
        }
        if section == 0 {
            self.narrative.overview.push_str(line.trim());
            self.narrative.overview_at.get_or_insert(at);
        }
        self.nil_claim(at, section, line, path);
        true
    }

    /// Only a numbered line is a heading: 六、部门整体支出绩效情况.
    fn section_of(&self, line: &str) -> Option<usize> {
        if !crate::label::is_short(line) {
            return None;
        }
        let numbered = strip_number(line) != line.trim_start();
        let label = normal(line);
        let key = candidate(label.trim_end_matches('。'));
        self.form.sections.iter().position(|section| section.labels.hold(&key) && (numbered || self.narrative.inside))
    }

    fn open_section(&mut self, at: usize, section: usize, line: &str) {
        self.narrative.section = Some(section);
        self.zone(at, Zone::Label);
        let Some(definition) = self.form.sections.get(section) else { return };
        let fact = FactId::single(definition.fact.clone());
        let path = self.section_path(section);
        let length = line.chars().count();
        if let Some(statement) = self.line_statement(at, (0, length), path, fact) {
            let id = self.builder.state(statement);
            self.narrative.seen.push((section, id));
        }
    }

    fn section_path(&self, section: usize) -> Bilingual {
        let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let definition = self.form.sections.get(section);
        let label = definition.and_then(|d| d.labels.first()).cloned().unwrap_or_default();
        let number = numerals.get(section).copied().unwrap_or_default();
        Bilingual::new(
            format!("五、评价报告综述 · {number}、{label}"),
            format!("5 Narrative · {} {}", section + 1, definition.map(|d| d.en.clone()).unwrap_or_default()),
        )
    }

    /// 2021年无政府性基金预算支出: an explicit nil.
    fn nil_claim(&mut self, at: usize, section: usize, line: &str, path: Bilingual) {
        let fact = self.form.sections.get(section).and_then(|definition| definition.nil_fact.clone());
        let Some(fact) = fact.filter(|_| !self.narrative.nil.contains(&section)) else { return };
        let chars: Vec<char> = line.chars().collect();
        let Some((from, length)) = self.builder.lexicon.nil.find(&chars, 0, chars.len()) else { return };
        let money = ["万元", "亿元", "元"].iter().any(|unit| line.contains(unit));
        if money {
            return;
        }
        self.narrative.nil.push(section);
        if let Some(mut statement) = self.line_statement(at, (from, from + length), path, FactId::single(fact)) {
            statement.state = State::Nil;
            self.builder.state(statement);
        }
    }

    /// Missing sections are stated as blank; the overview is compared with the duties.
    pub(super) fn narrative_finish(&mut self) {
        for section in 0..self.form.sections.len() {
            if !self.narrative.seen.iter().any(|(seen, _)| *seen == section) {
                let path = self.section_path(section);
                let fact = self.form.sections.get(section).map(|d| d.fact.clone()).unwrap_or_default();
                self.missing(&fact, &path);
            }
        }
        self.compare_overview();
    }

    fn compare_overview(&mut self) {
        let duties = self.builder.facts.of("basic.duties").next().map(|s| (s.id, s.written.clone()));
        let (Some((duties, text)), Some(at)) = (duties, self.narrative.overview_at) else { return };
        let overview = std::mem::take(&mut self.narrative.overview);
        let path = self.section_path(0);
        let length = self.builder.passages.get(at).map_or(0, |passage| passage.text.len());
        let Some(mut statement) =
            self.line_statement(at, (0, length), path, FactId::single("narrative.overview.duties"))
        else {
            return;
        };
        statement.written.clone_from(&overview);
        let id = self.builder.state(statement);
        let agreement_percent = crate::similar::agreement_percent(&text, &overview);
        let mentions = vec![duties, id];
        self.builder.relate(RelationKind::TextRestatement { mentions, agreement_percent }, Origin::Key, true);
    }
}
