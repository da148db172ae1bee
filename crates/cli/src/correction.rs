//! `--fix` and `--choose`: corrections as tracked changes in the user's own Word file.

use clap::Args;
use jiheng_engine::{Choice, Correction, NotChosen, Wanted};
use jiheng_markup::{Edit, edit};
use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::repair::Change;
use jiheng_model::text::Language;

use crate::check::Run;
use crate::exit::BadInput;

/// Options of correcting.
#[derive(Debug, Args)]
pub struct CorrectionArguments {
    /// 把唯一可能的改正写成修订，用于 --format docx / Write corrections that are the only ones as tracked changes, with --format docx
    #[arg(long)]
    fix: bool,
    /// 选用一个改法，写成修订：问题编号=要改的一处；可以写几次 / Take a repair: id of the finding = statement to change; repeatable
    #[arg(long, value_name = "FINDING=STATEMENT", value_parser = choice)]
    choose: Vec<Choice>,
}

impl CorrectionArguments {
    /// What is to be corrected.
    ///
    /// # Errors
    /// When something is, and no Word files are written.
    pub fn wanted(&self, writes_word: bool) -> Result<Wanted, BadInput> {
        if (self.fix || !self.choose.is_empty()) && !writes_word {
            let why = "--fix 和 --choose 改的是 Word 文件，请同时写 --format docx --out 文件夹 / --fix and --choose correct Word files: add --format docx --out DIR";
            return Err(BadInput(why.to_owned()));
        }
        Ok(Wanted { mechanical: self.fix, choices: self.choose.clone() })
    }
}

fn choice(text: &str) -> Result<Choice, String> {
    let parts = text.split_once('=').and_then(|(finding, statement)| Some((finding, statement.parse().ok()?)));
    let (finding, statement) = parts.filter(|(finding, _)| !finding.is_empty()).ok_or_else(|| {
        "写作 问题编号=第几处，例如 818c6d66ae8dc75f=41 / write FINDING=STATEMENT, such as 818c6d66ae8dc75f=41"
            .to_owned()
    })?;
    Ok(Choice { finding: finding.to_owned(), statement })
}

/// A choice is of a finding of one report.
///
/// # Errors
/// When there are several.
pub fn refuse_choices_over_several(wanted: &Wanted, inputs: usize) -> Result<(), BadInput> {
    if wanted.choices.is_empty() || inputs <= 1 {
        return Ok(());
    }
    let why =
        "--choose 一次只用于一份报告，请只给出那一个文件 / --choose takes one report at a time: name that file alone";
    Err(BadInput(why.to_owned()))
}

/// The edits of one document, and what they are.
///
/// # Errors
/// A choice that cannot be taken.
pub fn edits(
    run: &Run<'_>,
    document: &Document,
    evaluation: &Evaluation,
    wanted: &Wanted,
) -> Result<(Vec<Edit>, Correction), NotChosen> {
    if !wanted.mechanical && wanted.choices.is_empty() {
        return Ok((Vec::new(), Correction::default()));
    }
    let of = |change: &Change| edit(document, &evaluation.facts, change);
    let correction = run.engine.correct(evaluation, run.options, wanted, &|change| of(change).is_some())?;
    let edits = correction.all().filter_map(of).collect();
    Ok((edits, correction))
}

/// Lines that tell what was corrected.
pub fn told(
    evaluation: &Evaluation,
    wanted: &Wanted,
    correction: &Correction,
    made: u32,
    language: Language,
) -> String {
    let mut lines = Vec::new();
    let mut line = |text: &str| lines.push(format!("  {text}\n"));
    if wanted.mechanical && correction.all().next().is_none() {
        line(
            "没有只有一种改法的问题，没有作修订；批注里写着各种改法，用 --choose 选定 / no finding has but one repair, nothing was corrected; the comments name the repairs, take one with --choose",
        );
    }
    let shown = |change: &Change, follows: bool| {
        let statement = evaluation.facts.statement(change.statement)?;
        let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
        let new = change.unit.as_deref().unwrap_or(unit);
        let why = if follows { language.pick("（随之改动）", " (follows)") } else { "" };
        let place = language.of(&statement.place);
        Some(format!("{}{unit} → {}{new}{why}  {place}", statement.written, change.written))
    };
    correction.changes.iter().filter_map(|change| shown(change, false)).for_each(|text| line(&text));
    correction.following.iter().filter_map(|change| shown(change, true)).for_each(|text| line(&text));
    let planned = u32::try_from(correction.all().count()).unwrap_or(u32::MAX);
    if made < planned {
        line(&format!(
            "有 {0} 处没有改成，请在 Word 里自己改 / {0} places could not be changed: change them in Word",
            planned - made
        ));
    }
    if !correction.left.is_empty() {
        line(&format!("没有自动改的建议 / suggestions left alone: {}", correction.left.join(" ")));
    }
    if !correction.new.is_empty() {
        line(&format!(
            "改后会出现别的问题，请再核对一次 / other findings come up, check the copy again: {}",
            correction.new.join(" ")
        ));
    }
    lines.concat()
}
