//! Numbers of a report held against the rows of registers.
//!
//! Agreement is cheap to accept, disagreement needs a scope that is surely the same: topic, words, unit, year, and no
//! word in the clause that could narrow it. What is not sure is listed with its reason and never a finding.

use std::collections::BTreeSet;

use jiheng_model::evidence::{Assurance, Comparison, Uncompared};
use jiheng_model::finding::Finding;
use jiheng_model::relation::RelationKind;
use jiheng_model::scorecard::Given;
use jiheng_model::statement::{Entity, Role, State, Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::register::{Figure, RegisterClaim, RegisterKind};

use super::answer::{Answer, Question, names_year};
use super::scope::{Passage, Passages};
use super::{Register, place, requirement};
use crate::accounts::is_narrow;
use crate::outcome::{self, Beside, Outcome, Words};

/// Holds every number of the report against every register.
pub(crate) fn compare(beside: &Beside<'_>, registers: &[Register], first: usize) -> Outcome {
    let mut outcome = Outcome::default();
    let mut passages = Passages::new(beside.document);
    let around: Vec<(&Statement, Passage)> = beside
        .facts
        .statements
        .iter()
        .filter(|statement| speaks(statement))
        .map(|statement| (statement, passages.around(statement)))
        .collect();
    for (at, register) in registers.iter().enumerate() {
        let Some(kind) = beside.packs.registers.iter().find(|kind| kind.id == register.kind) else { continue };
        let work = Work { beside, register, kind, all: registers, file: first + at };
        for (statement, passage) in &around {
            if let Some(claim) = work.claim(statement, passage) {
                work.judge(statement, passage, claim, &mut outcome);
            }
        }
        work.rows(&mut outcome);
    }
    outcome
}

/// What the rows give for facts, whether the report states them or not. Rows that are wrong themselves give nothing.
pub(crate) fn given(beside: &Beside<'_>, registers: &[Register]) -> Vec<Given> {
    let mut given = Vec::new();
    for register in registers.iter().filter(|register| register.faults.is_empty()) {
        let Some(kind) = beside.packs.registers.iter().find(|kind| kind.id == register.kind) else { continue };
        let work = Work { beside, register, kind, all: registers, file: 0 };
        let of_claims = kind.claims.iter().filter(|claim| claim.figures.len() == 1).flat_map(|claim| {
            let figures = claim.figures.iter().filter_map(|id| kind.figure(id));
            figures.flat_map(|figure| claim.facts.iter().map(move |fact| (fact, figure)))
        });
        let own = kind.figures.iter().filter_map(|figure| Some((figure.fact.as_ref()?, figure)));
        for (fact, figure) in own.chain(of_claims) {
            given.extend(work.given(fact, figure));
        }
    }
    given
}

/// Numbers that say what was done.
fn speaks(statement: &Statement) -> bool {
    let is_number = statement.state == State::Number && statement.class.is_none();
    is_number && matches!(statement.role, Role::Actual | Role::Final)
}

/// One register against a report.
struct Work<'a> {
    beside: &'a Beside<'a>,
    register: &'a Register,
    kind: &'a RegisterKind,
    all: &'a [Register],
    file: usize,
}

/// A figure of the register and what the rows give for it.
type Reading<'a> = (&'a Figure, Result<Answer, Bilingual>);

impl<'a> Work<'a> {
    /// The claim that a number of the report is, by its unit and the words around it.
    fn claim(&self, statement: &Statement, passage: &Passage) -> Option<&'a RegisterClaim> {
        let unit = statement.unit.as_ref()?;
        let bare = unit.symbol.trim_start_matches(['百', '千', '万', '亿']);
        let own = statement.fact.as_ref().filter(|_| matches!(statement.entity, None | Some(Entity::Department)));
        let fits = |claim: &&RegisterClaim| {
            if !claim.facts.is_empty() {
                return own.is_some_and(|fact| claim.facts.contains(&fact.name));
            }
            let has = |words: &[String]| words.iter().any(|word| passage.clause.contains(word.as_str()));
            claim.units.iter().any(|symbol| symbol == bare || **symbol == *unit.symbol)
                && (claim.words.is_empty() || has(&claim.words))
                && !has(&claim.without)
                && self.is_about(passage, claim.carries)
        };
        self.kind.claims.iter().find(fits)
    }

    /// The topic of this register stands in the sentence, or in the one before where the words are plain enough; and
    /// no other register's topic stands between.
    fn is_about(&self, passage: &Passage, carries: bool) -> bool {
        let sentence = format!("{}{}", passage.sentence, passage.clause);
        let last =
            |text: &str, kind: &RegisterKind| kind.topics.iter().filter_map(|topic| text.rfind(topic.as_str())).max();
        let leads = |text: &str| {
            let own = last(text, self.kind)?;
            let others = self.beside.packs.registers.iter().filter(|kind| kind.id != self.kind.id);
            let other = others.filter_map(|kind| last(text, kind)).max();
            Some(other.is_none_or(|other| other <= own))
        };
        if let Some(leads) = leads(&sentence) {
            return leads;
        }
        let mut all = self.beside.packs.registers.iter();
        carries && all.all(|kind| last(&sentence, kind).is_none()) && leads(&passage.before) == Some(true)
    }

    fn judge(&self, statement: &Statement, passage: &Passage, claim: &RegisterClaim, outcome: &mut Outcome) {
        let name = Bilingual::new(claim.zh.clone(), claim.en.clone());
        let leave = |outcome: &mut Outcome, reason: Bilingual| {
            outcome.uncompared.push(Uncompared {
                statement: Some(statement.id),
                file: self.file,
                name: name.clone(),
                reason,
            });
        };
        let year = match self.year(statement.period.as_deref()) {
            Ok(year) => year,
            Err(reason) => return leave(outcome, reason),
        };
        let readings = self.readings(claim, passage, year);
        if claim.names {
            return self.judge_names(statement, claim, &readings, outcome);
        }
        let agreeing = readings.iter().find_map(|(figure, answer)| {
            let answer = answer.as_ref().ok()?;
            outcome::verdict(statement, answer.value).map(|_| (*figure, answer))
        });
        if let Some((figure, answer)) = agreeing {
            let mut comparison = self.comparison(statement, figure, answer, true);
            comparison.calculation.push_str(&otherwise(statement, figure, &readings));
            outcome.comparisons.push(comparison);
            return;
        }
        if let Some(reason) = readings.iter().find_map(|(_, answer)| answer.as_ref().err()) {
            return leave(outcome, reason.clone());
        }
        if readings.iter().flat_map(|(_, answer)| answer).all(|answer| answer.rows.is_empty()) {
            let reason =
                Bilingual::new("台账里没有这样的行，可能不在这份台账里", "no such row: another register may hold them");
            return leave(outcome, reason);
        }
        if let Some(fault) = self.register.faults.first() {
            let zh = format!("台账自身先要改正：{}", fault.zh);
            return leave(outcome, Bilingual::new(zh, format!("the register has to be mended first: {}", fault.en)));
        }
        if !claim.facts.is_empty() && is_narrow(statement) {
            let reason = Bilingual::new("口径限于一部分资金", "it speaks of some of the money only");
            return leave(outcome, reason);
        }
        if let Some(rest) = self.rest(passage, claim).filter(|_| claim.facts.is_empty()) {
            let zh = format!("句中有“{rest}”，不能确定与台账是同一范围");
            return leave(outcome, Bilingual::new(zh, format!("“{rest}” may narrow the scope of the clause")));
        }
        self.contradicted(statement, &readings, outcome);
    }

    /// The year that the number and the rows have in common.
    fn year(&self, period: Option<&str>) -> Result<u16, Bilingual> {
        let Some(year) = self.beside.facts.report.year else {
            return Err(Bilingual::new("报告年度没有识别", "the year of the report is not known"));
        };
        let said = super::scope::years_in(period.unwrap_or_default());
        if said.iter().any(|said| *said != year) {
            return Err(Bilingual::new("说的是另一个年度", "it speaks of another year"));
        }
        let entity = self.register.contract.entity.as_deref();
        let own = self.beside.facts.report.entity.as_deref();
        if let (Some(entity), Some(own)) = (entity, own)
            && !own.contains(entity)
            && !entity.contains(own)
        {
            let reason = format!("台账是“{entity}”的，报告是“{own}”的");
            return Err(Bilingual::new(reason, format!("the register is that of {entity}, the report that of {own}")));
        }
        Ok(year)
    }

    /// What the rows give for a fact; nothing where they are of another year or body, or do not give it.
    fn given(&self, fact: &str, figure: &Figure) -> Option<Given> {
        let year = self.year(None).ok()?;
        let question = Question { register: self.register, all: self.all, year };
        let covered = names_year(&figure.value) || self.covers(year).is_ok();
        let answer = question.answer(&figure.value).ok().filter(|answer| covered && !answer.rows.is_empty())?;
        let lines: Vec<u32> = answer.rows.iter().filter_map(|row| self.register.lines.get(*row).copied()).collect();
        let lines = place::shown(&self.register.sheet, &place::runs(&lines));
        let (zh, en, path, sum) = (&self.kind.zh, &self.kind.en, &self.register.path, &answer.calculation);
        Some(Given {
            fact: fact.to_owned(),
            role: Role::Actual,
            value: answer.value,
            written: outcome::in_common_unit(answer.value, answer.dimension),
            place: Bilingual::new(format!("{zh}（{path}）{lines}，{sum}"), format!("{en} ({path}) {lines}, {sum}")),
            assurance: self.proof(),
        })
    }

    /// How far rows prove what they agree with.
    fn proof(&self) -> Assurance {
        let seen = !self.register.seen.is_empty() && self.register.contract.seen.is_some();
        if seen { Assurance::Seen } else { Assurance::Recomputed }
    }

    /// What the rows give for each figure that the words may mean.
    fn readings(&self, claim: &RegisterClaim, passage: &Passage, year: u16) -> Vec<Reading<'a>> {
        let named = |id: &String| {
            claim.basis.get(id).is_some_and(|words| words.iter().any(|word| passage.sentence.contains(word.as_str())))
        };
        let only: Vec<&String> = claim.figures.iter().filter(|id| named(id)).collect();
        let chosen = if only.is_empty() { claim.figures.iter().collect() } else { only };
        let question = Question { register: self.register, all: self.all, year };
        let figures = chosen.into_iter().filter_map(|id| self.kind.figure(id));
        figures
            .map(|figure| {
                let covered = if names_year(&figure.value) { Ok(()) } else { self.covers(year) };
                (figure, covered.and_then(|()| question.answer(&figure.value)))
            })
            .collect()
    }

    /// The rows are those of this year.
    fn covers(&self, year: u16) -> Result<(), Bilingual> {
        let other =
            |found: u16| Bilingual::new(format!("台账是{found}年的"), format!("the register is that of {found}"));
        if let Some(said) = self.register.contract.year {
            return if said == year { Ok(()) } else { Err(other(said)) };
        }
        if let Some(years) = self.kind.year.as_deref().and_then(|id| self.register.years_of(id)) {
            return match years.as_slice() {
                [only] if *only == year => Ok(()),
                [only] => Err(other(*only)),
                _ => Err(Bilingual::new(
                    "台账里有几个年度的行，又没有说明文件写明范围",
                    "the rows are of several years and no contract says which of them count",
                )),
            };
        }
        match self.register.years.as_slice() {
            [only] if *only == year => Ok(()),
            [only] => Err(other(*only)),
            _ => Err(Bilingual::new(
                "台账没有写明年度；请在标题、文件名或说明文件中写明",
                "nothing says of which year the register is; write it into the title, the name or a contract",
            )),
        }
    }

    /// What is left of the clause once all known words are taken away.
    fn rest(&self, passage: &Passage, claim: &RegisterClaim) -> Option<String> {
        let common = self.beside.packs.vocabulary.list("evidence.filler").iter();
        let mut words: Vec<&str> = common
            .chain(&self.kind.filler)
            .chain(&self.kind.topics)
            .chain(&claim.words)
            .chain(claim.basis.values().flatten())
            .chain(&claim.units)
            .map(String::as_str)
            .collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut rest = passage.clause.clone();
        if let Some(year) = self.beside.facts.report.year {
            rest = rest.replace(&year.to_string(), "");
        }
        for word in words {
            rest = rest.replace(word, "\u{1}");
        }
        let rest: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
        (!rest.is_empty()).then_some(rest)
    }

    fn comparison(&self, statement: &Statement, figure: &Figure, answer: &Answer, agrees: bool) -> Comparison {
        let unit = statement.unit.as_ref();
        let lines: Vec<u32> = answer.rows.iter().filter_map(|row| self.register.lines.get(*row).copied()).collect();
        Comparison {
            code: outcome::code(self.beside, "register"),
            statements: vec![statement.id],
            file: self.file,
            figure: format!("{}.{}", self.kind.id, figure.id),
            name: Bilingual::new(figure.zh.clone(), figure.en.clone()),
            calculation: calculation(statement, answer),
            value: outcome::exact_text(answer.value, statement.factor()),
            unit: unit.map(|unit| unit.symbol.to_string()).unwrap_or_default(),
            lines: place::runs(&lines),
            sheet: self.register.sheet.clone(),
            agrees,
            verdict: outcome::verdict(statement, answer.value).filter(|_| agrees),
            assurance: if agrees { self.proof() } else { Assurance::Contradicted },
            finding: None,
        }
    }

    fn contradicted(&self, statement: &Statement, readings: &[Reading<'_>], outcome: &mut Outcome) {
        let answered: Vec<(&Figure, &Answer)> =
            readings.iter().filter_map(|(figure, answer)| Some((*figure, answer.as_ref().ok()?))).collect();
        let Some((first, answer)) = answered.first() else { return };
        let said = |pick: fn(&Figure) -> &str| {
            let one = |(figure, answer): &(&Figure, &Answer)| {
                format!("{} {}", pick(figure), outcome::shown(answer.value, statement))
            };
            answered.iter().map(one).collect::<Vec<_>>()
        };
        if self.said_again(statement, first, outcome) {
            return;
        }
        let (zh, en) = (said(|figure| &figure.zh).join("，"), said(|figure| &figure.en).join(", "));
        let mut comparison = self.comparison(statement, first, answer, false);
        let lines = place::shown(&self.register.sheet, &comparison.lines);
        let calculations: Vec<String> = answered.iter().map(|(_, answer)| calculation(statement, answer)).collect();
        let words = Words::default()
            .with("register", Bilingual::new(self.kind.zh.clone(), self.kind.en.clone()))
            .with("figures", Bilingual::new(zh, en))
            .with("lines", Bilingual::new(lines.clone(), lines))
            .with("file", Bilingual::new(self.register.path.clone(), self.register.path.clone()));
        let difference = outcome::difference(statement, answer.value);
        let finding = outcome::finding(
            self.beside,
            "register",
            &[statement.id],
            &words,
            &format!("{} ≠ {}", calculations.join("；"), outcome::value_text(statement)),
        );
        let Some(finding) = finding else { return };
        comparison.finding = Some(finding.id.clone());
        outcome.findings.push(Finding { difference, ..finding });
        outcome.comparisons.push(comparison);
    }

    /// The same number at another place is another place of the same finding.
    fn said_again(&self, statement: &Statement, figure: &Figure, outcome: &mut Outcome) -> bool {
        let figure = format!("{}.{}", self.kind.id, figure.id);
        let is_same = |comparison: &&mut Comparison| {
            let first = comparison.statements.first().and_then(|id| self.beside.facts.statement(*id));
            comparison.file == self.file
                && comparison.figure == figure
                && !comparison.agrees
                && first.is_some_and(|first| outcome::value_text(first) == outcome::value_text(statement))
        };
        let Some(comparison) = outcome.comparisons.iter_mut().find(is_same) else { return false };
        comparison.statements.push(statement.id);
        let id = comparison.finding.clone();
        for finding in outcome.findings.iter_mut().filter(|finding| Some(&finding.id) == id.as_ref()) {
            finding.statements.push(statement.id);
        }
        true
    }

    fn judge_names(
        &self,
        statement: &Statement,
        claim: &RegisterClaim,
        readings: &[Reading<'_>],
        outcome: &mut Outcome,
    ) {
        let name = Bilingual::new(claim.zh.clone(), claim.en.clone());
        let mut leave = |reason: Bilingual| {
            let statement = Some(statement.id);
            outcome.uncompared.push(Uncompared { statement, file: self.file, name: name.clone(), reason });
        };
        let Some((names, open)) = listed(self.beside, statement.id) else { return };
        let (figure, answer) = match readings.first() {
            Some((figure, Ok(answer))) => (*figure, answer),
            Some((_, Err(reason))) => return leave(reason.clone()),
            None => return,
        };
        let missing: Vec<&str> =
            answer.names.iter().map(String::as_str).filter(|name| !names.iter().any(|known| known == name)).collect();
        let extra: Vec<&str> =
            names.iter().map(String::as_str).filter(|name| !answer.names.iter().any(|known| known == name)).collect();
        if extra.is_empty() && (open || missing.is_empty()) {
            outcome.comparisons.push(self.comparison(statement, figure, answer, true));
            return;
        }
        // Another way of writing a name is no other thing.
        let is_near = |name: &&str| {
            answer
                .names
                .iter()
                .chain(names)
                .any(|other| *other != **name && (other.contains(*name) || name.contains(other.as_str())))
        };
        if missing.iter().chain(&extra).any(is_near) {
            return leave(Bilingual::new("名称写法不同，不能确定是否同一个", "names are written in other ways"));
        }
        let list = |names: &[&str]| if names.is_empty() { "无".to_owned() } else { names.join("、") };
        let zh = format!("报告有而台账没有：{}；台账有而报告没有：{}", list(&extra), list(&missing));
        let en = format!("only in the report: {}; only in the register: {}", list(&extra), list(&missing));
        let mut comparison = self.comparison(statement, figure, answer, false);
        let lines = place::shown(&self.register.sheet, &comparison.lines);
        let words = Words::default()
            .with("register", Bilingual::new(self.kind.zh.clone(), self.kind.en.clone()))
            .with("figures", Bilingual::new(zh.clone(), en))
            .with("lines", Bilingual::new(lines.clone(), lines))
            .with("file", Bilingual::new(self.register.path.clone(), self.register.path.clone()));
        if let Some(finding) = outcome::finding(self.beside, "register", &[statement.id], &words, &zh) {
            comparison.finding = Some(finding.id.clone());
            outcome.findings.push(finding);
            outcome.comparisons.push(comparison);
        }
    }

    /// What is wrong with the rows themselves.
    fn rows(&self, outcome: &mut Outcome) {
        let found = requirement::faults(self.register, self.all, self.kind);
        for fault in self.register.faults.iter().chain(&found) {
            let lines = place::shown(&self.register.sheet, &place::runs(&fault.lines));
            let words = Words::default()
                .with("register", Bilingual::new(self.kind.zh.clone(), self.kind.en.clone()))
                .with("fault", Bilingual::new(fault.zh.clone(), fault.en.clone()))
                .with("lines", Bilingual::new(lines.clone(), lines.clone()))
                .with("file", Bilingual::new(self.register.path.clone(), self.register.path.clone()));
            let key = format!("{}/{}/{lines}", self.kind.id, fault.id);
            outcome.findings.extend(outcome::finding(self.beside, "rows", &[], &words, &key));
        }
    }
}

/// `18÷19=94.74%`; a count or sum says it all itself.
fn calculation(statement: &Statement, answer: &Answer) -> String {
    if answer.calculation.contains(['÷', '+', '-']) {
        format!("{}={}", answer.calculation, outcome::shown(answer.value, statement))
    } else {
        answer.calculation.clone()
    }
}

/// What the other readings of the same words give: true by area, false by count.
fn otherwise(statement: &Statement, chosen: &Figure, readings: &[Reading<'_>]) -> String {
    let others = readings.iter().filter(|(figure, _)| figure.id != chosen.id);
    let of = |(figure, answer): &Reading<'_>| {
        let answer = answer.as_ref().ok()?;
        let fits = outcome::verdict(statement, answer.value).is_some();
        (!fits).then(|| format!("；{}则为{}", figure.zh, outcome::shown(answer.value, statement)))
    };
    others.filter_map(of).collect()
}

/// The names listed beside a stated count; and whether 等 ends the list.
fn listed<'f>(beside: &'f Beside<'_>, id: StatementId) -> Option<(&'f [String], bool)> {
    beside.facts.relations.iter().find_map(|relation| match &relation.kind {
        RelationKind::Enumeration { stated, names, open } if *stated == id => Some((names.as_slice(), *open)),
        _ => None,
    })
}

impl Register {
    /// The years of a column of days, each once; `None` when it has none, or says nothing in some row.
    fn years_of(&self, id: &str) -> Option<Vec<u16>> {
        let column = self.column(id)?;
        let super::column::Data::Days(days) = &column.data else { return None };
        let mut years = BTreeSet::new();
        for (day, mark) in days.iter().zip(&column.marks) {
            if *mark != super::column::Mark::Value {
                return None;
            }
            years.insert(u16::try_from(crate::cell::year(*day)).ok()?);
        }
        (!years.is_empty()).then(|| years.into_iter().collect())
    }
}
