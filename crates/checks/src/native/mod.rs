//! Checks that an expression cannot say. One file each; the file says why it needs Rust.

mod assess;
mod blank_fields;
mod budget_data;
mod claim_figures;
mod coverage_claim;
pub(crate) mod dates;
mod deficit;
mod fund_spending;
mod general_budget;
mod goal_cells;
mod grade;
mod institution_names;
mod leftovers;
mod missing_points;
mod nil_claim;
mod observed;
mod other_income;
mod people;
mod project_coverage;
mod ranges;
mod remarks;
mod score_table;
mod sections;
mod sign_off;
mod target_repeats;
mod years;

use jiheng_model::statement::{Entity, Role, State, Statement};

use crate::outcome::{Context, Outcome};

pub(crate) use assess::{Indicator, indicators};

type Native = fn(&Context) -> Vec<Outcome>;

/// Every native check by the name rules use.
const CHECKS: [(&str, Native); 55] = [
    ("budget_data_missing", budget_data::check),
    ("claimed_all_met", claim_figures::all_met),
    ("claimed_falling", claim_figures::falling),
    ("claimed_within_budget", claim_figures::within_budget),
    ("contact_differs_from_preparer", people::contact),
    ("contact_phone_differs", people::phone),
    ("cost_as_lower_limit", assess::as_lower_limit),
    ("cost_without_limit", assess::without_limit),
    ("cover_incomplete", blank_fields::cover),
    ("date_does_not_exist", dates::check),
    ("coverage_claim_without_data", coverage_claim::check),
    ("deed_without_money", project_coverage::unlisted),
    ("deficit_without_source", deficit::check),
    ("direction_against_sense", assess::against_sense),
    ("evidence_missing", assess::evidence_missing),
    ("foreign_institution", observed::foreign_name),
    ("fund_spending_exceeds_appropriation", fund_spending::check),
    ("general_budget_exceeds_appropriation", general_budget::check),
    ("grade_out_of_band", grade::check),
    ("grade_unknown", grade::unknown),
    ("heading_of_another_year", observed::heading_year),
    ("indicator_blank", assess::blank),
    ("institution_has_two_names", institution_names::check),
    ("leftover_text", leftovers::check),
    ("marks_unpaired", observed::unpaired),
    ("measure_without_problem", remarks::unasked),
    ("money_as_quantity", assess::money_as_quantity),
    ("nil_claim_against_amount", nil_claim::check),
    ("one_person_in_many_roles", people::roles),
    ("other_income_unexplained", other_income::check),
    ("output_as_benefit", assess::output_as_benefit),
    ("paragraph_repeated", observed::repeated),
    ("problem_without_measure", remarks::unanswered),
    ("project_without_indicator", project_coverage::check),
    ("range_runs_backwards", ranges::check),
    ("required_cell_blank", blank_fields::required),
    ("result_without_figure", goal_cells::result),
    ("same_indicator_twice", assess::same_twice),
    ("satisfaction_without_rate", assess::satisfaction_without_rate),
    ("satisfaction_without_survey", assess::satisfaction_without_survey),
    ("score_above_weight", score_table::within),
    ("score_differs_from_table", score_table::total),
    ("score_without_points", missing_points::check),
    ("section_missing", sections::check),
    ("self_word_of_another", observed::self_word),
    ("several_targets", assess::several),
    ("sign_off_blank", sign_off::check),
    ("span_runs_backwards", dates::spans),
    ("target_not_measurable", goal_cells::target),
    ("target_repeats_result", target_repeats::check),
    ("target_without_baseline", assess::without_baseline),
    ("target_without_unit", assess::without_unit),
    ("timeliness_without_time", assess::timeliness_without_time),
    ("words_doubled", observed::doubled),
    ("year_disagrees", years::check),
];

/// Runs a native check; an unknown name does nothing, and `names` lets the engine refuse such a rule.
pub(crate) fn run(name: &str, context: &Context) -> Vec<Outcome> {
    CHECKS.iter().find(|(known, _)| *known == name).map(|(_, check)| check(context)).unwrap_or_default()
}

/// Names of all native checks.
pub fn names() -> Vec<&'static str> {
    CHECKS.iter().map(|(name, _)| *name).collect()
}

/// The cell of a fact in the department's row, or in the headquarters' where that row is missing or blank.
fn cell<'a>(context: &Context<'a>, fact: &str) -> Option<&'a Statement> {
    let of = |entity: Entity| context.of(fact).find(|s| s.entity == Some(entity));
    let (department, headquarters) = (of(Entity::Department), of(Entity::Headquarters));
    let filled = |s: &&Statement| s.state != State::Blank;
    department.filter(filled).or_else(|| headquarters.filter(filled)).or(department).or(headquarters)
}

/// The only statement of a fact without rows.
fn single<'a>(context: &Context<'a>, fact: &str) -> Option<&'a Statement> {
    context.of(fact).find(|s| s.role == Role::Actual && s.entity.is_none())
}

/// True when a form was recognised: a missing part can only be missed in a form.
fn is_form(context: &Context) -> bool {
    context.facts.report.form.is_some()
}
