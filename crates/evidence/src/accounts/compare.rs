//! Cells of the form against final accounts.

use jiheng_model::evidence::{Assurance, Comparison, Mapped, Uncompared};
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::finding::{Finding, Verdict};
use jiheng_model::interval::Interval;
use jiheng_model::scorecard;
use jiheng_model::sheet::Sheet;
use jiheng_model::statement::{Entity, Role, State, Statement};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;
use jiheng_packs::accounts::{Accounts, FormCell};

use super::AccountsFile;
use super::locate::{self, Found};
use crate::cell::plain;
use crate::outcome::{self, Beside, Outcome, Words};

/// Holds every cell of the form that accounts know against them.
pub(crate) fn compare(beside: &Beside<'_>, file: &AccountsFile, at: usize) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(accounts) = beside.packs.accounts.first() else { return outcome };
    let mut mapped = Vec::new();
    for cell in &accounts.cells {
        let work = Work { beside, file, accounts, cell, at };
        work.judge(&mut outcome, &mut mapped);
    }
    outcome.files.push(file.told(Bilingual::new(accounts.zh.clone(), accounts.en.clone()), mapped));
    outcome
}

struct Work<'a> {
    beside: &'a Beside<'a>,
    file: &'a AccountsFile,
    accounts: &'a Accounts,
    cell: &'a FormCell,
    at: usize,
}

/// What the accounts give for facts, whether the report states them or not; nothing where they are of the body alone, or
/// at odds with more cells than they agree with: then they may be another body's.
pub(crate) fn given(beside: &Beside<'_>, file: &AccountsFile) -> Vec<scorecard::Given> {
    let Some(accounts) = beside.packs.accounts.first() else { return Vec::new() };
    let comparisons = compare(beside, file, 0).comparisons;
    let agreeing = comparisons.iter().filter(|comparison| comparison.agrees).count();
    if comparisons.len() > 2 * agreeing {
        return Vec::new();
    }
    let of_cell = |cell: &FormCell| {
        let work = Work { beside, file, accounts, cell, at: 0 };
        if work.is_alone() {
            return None;
        }
        let given = work.scope().and_then(|()| work.given()).ok()?;
        let count = given.terms.first().is_some_and(|term| term.unit == "人");
        let dimension = if count { Dimension::Count } else { Dimension::Money };
        let (name, path, sum) = (&accounts.zh, &file.path, calculation(&given, None));
        Some(scorecard::Given {
            fact: cell.fact.clone(),
            role: Role::Actual,
            value: given.value,
            written: outcome::in_common_unit(given.value, dimension),
            place: Bilingual::new(format!("{name}（{path}）{sum}"), format!("{} ({path}) {sum}", accounts.en)),
            assurance: Assurance::Official,
        })
    };
    accounts.cells.iter().filter_map(of_cell).collect()
}

/// What the accounts give for a fact.
struct Given {
    interval: Interval,
    value: Exact,
    terms: Vec<Found>,
    names: Vec<Bilingual>,
}

impl Work<'_> {
    fn judge(&self, outcome: &mut Outcome, mapped: &mut Vec<Mapped>) {
        let statements: Vec<&Statement> =
            self.beside.facts.of(&self.cell.fact).filter(|statement| self.is_own(statement)).collect();
        if statements.is_empty() {
            return;
        }
        let name = self.beside.packs.vocabulary.fact(&self.cell.fact);
        let name = name.map_or_else(Bilingual::default, |fact| Bilingual::new(fact.zh.clone(), fact.en.clone()));
        let given = self.scope().and_then(|()| self.given());
        let given = match given {
            Ok(given) => given,
            Err(reason) => {
                let statement = statements.first().map(|statement| statement.id);
                outcome.uncompared.push(Uncompared { statement, file: self.at, name, reason });
                return;
            }
        };
        for (found, term) in given.terms.iter().zip(&given.names) {
            mapped.push(Mapped {
                id: self.cell.fact.clone(),
                header: term.zh.clone(),
                letter: found.place.clone(),
                unit: Some(found.unit.clone()),
            });
        }
        let mut differing: Vec<&Statement> = Vec::new();
        for statement in statements {
            let Some(interval) = statement.interval() else { continue };
            if interval.meets(&given.interval) {
                outcome.comparisons.push(self.comparison(&[statement], &name, &given, true));
            } else if is_narrow(statement) {
                let reason = Bilingual::new("口径限于一部分资金", "it speaks of some of the money only");
                let statement = Some(statement.id);
                outcome.uncompared.push(Uncompared { statement, file: self.at, name: name.clone(), reason });
            } else {
                differing.push(statement);
            }
        }
        self.contradicted(&differing, &name, &given, outcome);
    }

    /// The figure of the department, or of the body alone where the accounts are its own.
    fn is_own(&self, statement: &Statement) -> bool {
        let alone = self.is_alone();
        let entity = if alone { Entity::Headquarters } else { Entity::Department };
        let is_said = matches!(statement.state, State::Number | State::Nil);
        let year = self.beside.facts.report.year.map(|year| year.to_string());
        let of_year = statement.period.as_deref().is_none_or(|said| year.as_deref() == Some(said));
        let is_whole = statement.entity.is_none() && !alone;
        is_said
            && of_year
            && matches!(statement.role, Role::Actual | Role::Final)
            && (statement.entity == Some(entity) || is_whole)
    }

    /// The accounts are those of the body without the ones under it.
    fn is_alone(&self) -> bool {
        self.titles().any(|title| self.accounts.body_alone.iter().any(|word| title.contains(word.as_str())))
    }

    fn titles(&self) -> impl Iterator<Item = String> {
        let rows =
            |sheet: &Sheet| (0..sheet.rows().min(6)).flat_map(|row| sheet.row(row)).map(plain).collect::<Vec<_>>();
        self.file.book.sheets.iter().flat_map(rows)
    }

    /// The accounts are those of the year.
    fn scope(&self) -> Result<(), Bilingual> {
        let Some(year) = self.beside.facts.report.year else {
            return Err(Bilingual::new("报告年度没有识别", "the year of the report is not known"));
        };
        let name = self.file.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let mut years: Vec<u16> =
            self.titles().chain([name]).flat_map(|title| crate::register::years_in(&title)).collect();
        years.sort_unstable();
        years.dedup();
        match years.as_slice() {
            [only] if *only == year => Ok(()),
            [] => Err(Bilingual::new(
                "决算报表没有写明年度；请在标题或文件名中写明",
                "nothing says of which year the accounts are",
            )),
            years if !years.contains(&year) => {
                Err(Bilingual::new("决算报表是另一年的", "the accounts are those of another year"))
            }
            _ => Err(Bilingual::new("决算报表的标题里有几个年度", "the titles of the accounts name several years")),
        }
    }

    fn given(&self) -> Result<Given, Bilingual> {
        let (mut interval, mut value) = (Interval::point(whole(0)), whole(0));
        let (mut terms, mut names) = (Vec::new(), Vec::new());
        let too_large = || Bilingual::new("数字太大，无法计算", "the numbers are too large to reckon with");
        for (table, place, optional) in self.cell.terms() {
            let Some(table) = self.accounts.table(table) else { continue };
            let Some(place) = table.place(place) else { continue };
            let sheets = locate::sheets(&self.file.book.sheets, table);
            let found = match sheets.as_slice() {
                [sheet] => locate::find(sheet, place, &self.beside.packs.vocabulary),
                [] => Err(Bilingual::new(format!("没有“{}”", table.zh), format!("there is no table {}", table.en))),
                _ => Err(Bilingual::new(
                    format!("不止一张“{}”", table.zh),
                    format!("there is more than one table {}", table.en),
                )),
            };
            let found = match found {
                Ok(found) => found,
                Err(_) if optional => continue,
                Err(reason) => return Err(reason),
            };
            let exact = exact::multiply(found.value.to_exact(), whole(found.factor)).ok_or_else(too_large)?;
            let digit = exact::multiply(found.value.last_digit(), whole(found.factor)).ok_or_else(too_large)?;
            let half = exact::divide(digit, whole(2)).ok_or_else(too_large)?;
            let own = if place.count || found.value.is_zero() {
                Interval::point(exact)
            } else {
                Interval::closed(exact - half, exact + half)
            };
            interval = interval.plus(&own).ok_or_else(too_large)?;
            value = exact::add(value, exact).ok_or_else(too_large)?;
            names.push(Bilingual::new(format!("{}·{}", table.zh, place.zh), format!("{} · {}", table.en, place.en)));
            terms.push(found);
        }
        Ok(Given { interval, value, terms, names })
    }

    fn comparison(&self, statements: &[&Statement], name: &Bilingual, given: &Given, agrees: bool) -> Comparison {
        let first = statements.first();
        let (factor, unit) = first.map_or((1, String::new()), |statement| {
            (statement.factor(), statement.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default())
        });
        let exact = first.is_some_and(|statement| statement.exact() == Some(given.value));
        let verdict = if exact { Verdict::Exact } else { Verdict::WithinRounding };
        let lines: Vec<u32> = given.terms.iter().map(|term| term.line).collect();
        Comparison {
            code: outcome::code(self.beside, "accounts"),
            statements: statements.iter().map(|statement| statement.id).collect(),
            file: self.at,
            figure: self.cell.fact.clone(),
            name: name.clone(),
            calculation: calculation(given, first.copied()),
            value: outcome::exact_text(given.value, factor),
            unit,
            lines: crate::register::runs(&lines),
            sheet: given.terms.first().and_then(|term| term.place.split_once('!')).map_or("", |(s, _)| s).to_owned(),
            agrees,
            verdict: Some(verdict).filter(|_| agrees),
            assurance: if agrees { Assurance::Official } else { Assurance::Contradicted },
            finding: None,
        }
    }

    fn contradicted(&self, differing: &[&Statement], name: &Bilingual, given: &Given, outcome: &mut Outcome) {
        let Some(first) = differing.first() else { return };
        let ids: Vec<u32> = differing.iter().map(|statement| statement.id).collect();
        let calculation = calculation(given, Some(first));
        let said = format!("{calculation} ≠ {}", outcome::value_text(first));
        let words = Words::default()
            .with("accounts", Bilingual::new(self.accounts.zh.clone(), self.accounts.en.clone()))
            .with("name", name.clone())
            .with("given", Bilingual::new(outcome::shown(given.value, first), outcome::shown(given.value, first)))
            .with("file", Bilingual::new(self.file.path.clone(), self.file.path.clone()));
        let Some(finding) = outcome::finding(self.beside, "accounts", &ids, &words, &said) else { return };
        let mut comparison = self.comparison(differing, name, given, false);
        comparison.finding = Some(finding.id.clone());
        let difference = outcome::difference(first, given.value);
        outcome.findings.push(Finding { difference, ..finding });
        outcome.comparisons.push(comparison);
    }
}

/// `收入支出决算总表·本年收入合计 D12 2765.96+… = 2895.96万元`.
fn calculation(given: &Given, statement: Option<&Statement>) -> String {
    let one =
        |(found, name): (&Found, &Bilingual)| format!("{}（{}）{}{}", name.zh, found.place, found.value, found.unit);
    let terms: Vec<String> = given.terms.iter().zip(&given.names).map(one).collect();
    let sum = terms.join("＋");
    match statement {
        Some(statement) => format!("{sum}＝{}", outcome::shown(given.value, statement)),
        None => sum,
    }
}

/// A statement of some of the money: 一般公共预算支出. Indicators are places, no scopes.
pub(crate) fn is_narrow(statement: &Statement) -> bool {
    statement.scope.as_deref().is_some_and(|scope| !scope.starts_with("indicator."))
}
