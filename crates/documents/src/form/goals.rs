//! 三、整体支出绩效自评: expected goals beside what was done.

use jiheng_model::statement::Role;

use super::{Sheet, first};
use crate::page::{Grid, Kind, Row};

pub(super) fn grid(sheet: &Sheet<'_>) -> Grid {
    let [label, expected, actual] = sheet.layout.goals.spans;
    let words = &sheet.form.goals;
    let mut header = Row::of([
        (label, Kind::Label, sheet.layout.goals.heading.clone()),
        (expected, Kind::Label, first(&words.expected).to_owned()),
        (actual, Kind::Label, first(&words.actual).to_owned()),
    ]);
    if let Some(cell) = header.cells.first_mut() {
        cell.row_span = 2;
    }
    let mut written = Row::of([
        (label, Kind::Label, String::new()),
        (expected, Kind::Text, sheet.content.goals(Role::Target)),
        (actual, Kind::Text, sheet.content.goals(Role::Actual)),
    ]);
    // The label reaches down from the header.
    written.cells.remove(0);
    sheet.grid(&sheet.part_heading("self_evaluation"), vec![sheet.banner("self_evaluation"), header, written])
}
