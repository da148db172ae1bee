//! Tables that go on over the page: without a header, or with the header repeated.

use super::region::Region;
use super::units;
use super::words::{Total, Words};
use crate::label::normal;
use crate::lexicon::Lexicon;

/// Texts between two tables that do not divide them are at most this long, in bytes.
const BETWEEN_MAX: usize = 60;

/// Joins `next` to the region before it where it is its continuation; gives it back otherwise.
pub(crate) fn join<'a>(
    before: Option<&mut Region<'a>>,
    next: Region<'a>,
    between: &[&str],
    words: &Words,
    lexicon: &Lexicon,
) -> Option<Region<'a>> {
    let Some(before) = before else { return Some(next) };
    let neutral = between.iter().all(|text| is_neutral(text, words, lexicon));
    let same_width = before.table.columns == next.table.columns && before.table.ragged == next.table.ragged;
    if !before.closes || !neutral || !same_width {
        return Some(next);
    }
    let continued = between.iter().chain(&next.captions).any(|text| words.is_continued(text));
    let headless = next.opens && next.header.is_empty();
    let repeated = !next.header.is_empty()
        && labels(before) == labels(&next)
        && next.captions.iter().all(|text| is_neutral(text, words, lexicon));
    let ended = ends_in_total(before, words);
    let begun = before.body.first().is_some_and(|band| is_total(band, words));
    let joined = (headless && (!ended || begun || continued))
        || (repeated && (continued || (!ended && (begun || has_total(&next, words)))));
    if !joined {
        return Some(next);
    }
    before.assumed |= !headless && !continued;
    before.body.extend(next.body);
    before.ordinals.extend(next.ordinals);
    before.ordinals.extend(next.header);
    before.closes = next.closes;
    None
}

/// Page numbers, units and 续表 between two tables.
fn is_neutral(text: &str, words: &Words, lexicon: &Lexicon) -> bool {
    let bare = normal(text);
    let page = bare.chars().all(|c| c.is_ascii_digit() || "—-－–第页共/·".contains(c));
    text.len() <= BETWEEN_MAX && (page || words.is_continued(text) || units::named(text, lexicon).is_some())
}

fn labels(region: &Region) -> Vec<String> {
    region.header.iter().flat_map(|band| band.visible().map(|spot| normal(spot.text))).collect()
}

fn is_total(band: &super::grid::Band, words: &Words) -> bool {
    band.spots.iter().any(|spot| spot.value.is_none() && words.total(&normal(spot.text)) == Some(Total::Grand))
}

fn ends_in_total(region: &Region, words: &Words) -> bool {
    region.body.last().is_some_and(|band| is_total(band, words))
}

fn has_total(region: &Region, words: &Words) -> bool {
    region.body.iter().any(|band| is_total(band, words))
}
