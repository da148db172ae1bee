//! What the laboratory has to prove of itself before it may judge anything else.

use std::collections::BTreeSet;

use crate::document::{Document, Piece, Print};
use crate::half::Half;
use crate::judge::{Reading, broken, holds};
use crate::mutate::{KINDS, mutate};
use crate::random::Random;
use crate::render::{Printed, print};
use crate::report::compose;
use crate::sentence;
use crate::world::World;

const SEED: u64 = 11;

fn halves() -> [Half; 3] {
    [Half::development().unwrap(), Half::sealed().unwrap(), Half::variety().unwrap()]
}

/// The text that stands where a quantity is said to stand.
fn slice(printed: &Printed, place: &crate::render::Place) -> String {
    let [from, to] = [place.chars.0, place.chars.1].map(|n| usize::try_from(n).unwrap());
    printed.text_at(place).chars().skip(from).take(to - from).collect()
}

fn spans_are_right(document: &Document) {
    let printed = print(document);
    for (quantity, place) in document.quantities.iter().zip(&printed.places) {
        if let Some(place) = place {
            assert_eq!(slice(&printed, place), quantity.text());
        } else {
            assert!(quantity.blank, "{} is not printed", quantity.text());
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for half in halves() {
        for number in 0..6 {
            let bytes = || print(&compose(&half, SEED, number)).bytes;
            assert_eq!(bytes(), bytes());
        }
        assert_ne!(print(&compose(&half, SEED, 0)).bytes, print(&compose(&half, SEED + 1, 0)).bytes);
    }
}

#[test]
fn the_halves_are_large_enough_and_share_nothing() {
    let [development, sealed, variety] = halves();
    let sentences = |half: &Half| half.templates.iter().map(|t| format!("{:?}", t.text)).collect::<BTreeSet<_>>();
    for (one, other) in [(&development, &sealed), (&development, &variety), (&variety, &sealed)] {
        let (first, second) = (sentences(one), sentences(other));
        assert!(first.len() >= 100 && second.len() >= 100, "{} {}", first.len(), second.len());
        assert_eq!(first.intersection(&second).count(), 0);
    }
    for half in [&development, &sealed, &variety] {
        assert!(half.kinds.len() >= 8 && half.outlines.len() >= 5);
    }
    let kinds = |half: &Half| half.kinds.iter().map(|kind| kind.name.clone()).collect::<BTreeSet<_>>();
    assert_eq!(kinds(&development).intersection(&kinds(&sealed)).count(), 0);
    assert_eq!(kinds(&development).intersection(&kinds(&variety)).count(), 0);
}

#[test]
fn every_template_can_be_filled_in_and_is_true() {
    for half in halves() {
        for template in &half.templates {
            let mut written = 0;
            for number in 0..60 {
                if written == 20 {
                    break;
                }
                let mut random = Random::split(SEED, number);
                let kind = &half.kinds[random.below(half.kinds.len())];
                let mut world = World::invent(kind, number % 2 == 0, &mut random);
                let mut document = Document::new(Print::Text, "test");
                let Some(pieces) = sentence::write(template, &mut world, &mut document, &mut random) else { continue };
                written += 1;
                assert!(!pieces.is_empty());
                document.blocks.push(crate::document::Block::Paragraph { pieces, movable: false });
                spans_are_right(&document);
                for relation in &document.relations {
                    assert!(holds(&document, relation, Reading::Rounded), "{}: {relation:?}", template.id);
                }
            }
            assert!(written > 0, "{} cannot be filled in", template.id);
        }
    }
}

#[test]
fn every_relation_of_a_clean_report_holds_and_every_number_stands_where_it_should() {
    for half in halves() {
        for number in 0..48 {
            let document = compose(&half, SEED, number);
            spans_are_right(&document);
            let broken: Vec<String> = broken(&document, Reading::Rounded)
                .into_iter()
                .map(|index| {
                    let relation = &document.relations[index];
                    let of: Vec<String> = relation.of.iter().map(|id| document.quantities[*id].text()).collect();
                    format!("{} {:?} {}", relation.source, relation.kind, of.join(" "))
                })
                .collect();
            assert_eq!(broken, [""; 0], "{} {number}", half.name);
        }
    }
}

#[test]
fn no_word_of_a_template_is_left_unfilled() {
    for half in halves() {
        for number in 0..24 {
            let document = compose(&half, SEED, number);
            document.for_each_piece(&mut |piece| {
                if let Piece::Text(text) = piece {
                    assert!(!text.contains(['{', '}', '|', '«']), "{text}");
                }
            });
        }
    }
}

#[test]
fn every_kind_of_fault_can_be_observed_somewhere() {
    for half in halves() {
        for kind in &KINDS {
            let observed = (0..60).any(|number| {
                let document = compose(&half, SEED, number);
                mutate(kind, &document, &mut Random::split(SEED, number)).mutated.is_some()
            });
            assert!(observed, "{} in {}", kind.code, half.name);
        }
    }
}

#[test]
fn corrections_can_be_rejected_and_accepted() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let packs = crate::subject::packs(&root).unwrap();
    let engine = jiheng_engine::Engine::new(&packs);
    let soaked = crate::soak::run(&Half::development().unwrap(), &engine, SEED, 10).unwrap();
    assert_eq!(soaked.corrected, 10);
    assert_eq!(soaked.findings[0], soaked.findings[1], "{soaked:?}");
}
