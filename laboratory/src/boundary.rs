//! Boundary controls: a number moved as far as rounding allows must stay silent, one step beyond all doubt must not.

use jiheng_engine::Engine;

use crate::document::{Document, RelationKind};
use crate::judge::{Reading, broken};
use crate::measure::{Clean, Plan, Tally, described, new_alarms};
use crate::mutate::{Edit, apply};
use crate::random::Random;
use crate::render::print;
use crate::subject::ask;

/// Counts of controls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Boundary {
    pub inside: usize,
    pub silent: usize,
    pub beyond: usize,
    pub fired: usize,
}

impl Boundary {
    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        self.inside += other.inside;
        self.silent += other.silent;
        self.beyond += other.beyond;
        self.fired += other.fired;
    }
}

/// Steps that are tried before a relation counts as too wide.
const STEPS: i128 = 4_000;

/// Moves one number of the document up to its tolerance and beyond.
///
/// # Errors
/// A document that the engine refused.
pub fn run(
    clean: &Clean<'_>,
    engine: &Engine<'_>,
    plan: &Plan,
    number: u64,
    random: &mut Random,
    tally: &mut Tally,
) -> Result<(), String> {
    let kinds = [RelationKind::Sum, RelationKind::TableSum, RelationKind::Share, RelationKind::Growth];
    let relations: Vec<_> = clean.document.relations.iter().filter(|relation| kinds.contains(&relation.kind)).collect();
    let Some(relation) = random.pick(&relations) else { return Ok(()) };
    let id = match relation.kind {
        RelationKind::Sum | RelationKind::TableSum => relation.of[0],
        _ => relation.of[2],
    };
    let quantity = &clean.document.quantities[id];
    if quantity.blank || quantity.is_count() {
        return Ok(());
    }
    let direction = if random.chance(50) { 1 } else { -1 };
    let moved = |steps: i128| {
        let mantissa = quantity.printed.mantissa + direction * steps;
        apply(clean.document, &Edit::Number(id, mantissa, quantity.printed.scale)).0
    };
    let Some(first) = (1..STEPS).find(|steps| !broken(&moved(*steps), Reading::Rounded).is_empty()) else {
        return Ok(());
    };
    let inside = moved(first - 1);
    let (alarms, text) = new(&inside, clean, engine, number)?;
    tally.boundary.inside += 1;
    tally.boundary.silent += usize::from(alarms == 0);
    if alarms > 0 {
        tally.example("alarm within tolerance".to_owned(), plan.show, || text);
    }
    let Some(beyond) = (first..STEPS).find(|steps| !broken(&moved(*steps), Reading::Generous).is_empty()) else {
        return Ok(());
    };
    let (alarms, _) = new(&moved(beyond), clean, engine, number)?;
    tally.boundary.beyond += 1;
    tally.boundary.fired += usize::from(alarms > 0);
    if alarms == 0 {
        let place = clean.printed.places[id];
        let sentence = place.map_or_else(String::new, |place| print(&moved(beyond)).text_at(&place).to_owned());
        tally.example("silent beyond tolerance".to_owned(), plan.show, || {
            format!("document {number}: {:?} {} by {beyond} steps\n    {sentence}", relation.kind, quantity.text())
        });
    }
    Ok(())
}

fn new(document: &Document, clean: &Clean<'_>, engine: &Engine<'_>, number: u64) -> Result<(usize, String), String> {
    let printed = print(document);
    let answer = ask(engine, &printed.bytes)?;
    let alarms = new_alarms(&answer, &clean.answer, false);
    let text = alarms.first().map(|alarm| described(alarm, &printed, number)).unwrap_or_default();
    Ok((alarms.len(), text))
}
