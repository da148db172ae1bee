//! Writes a whole report about a world, following an outline.

use crate::document::{Block, Document, Piece, Relation, RelationKind};
use crate::form;
use crate::grid;
use crate::half::Half;
use crate::outline::{Item, Outline};
use crate::random::Random;
use crate::sentence;
use crate::tables;
use crate::world::World;

/// A report being written.
pub struct Report<'h> {
    pub half: &'h Half,
    pub world: World,
    pub document: Document,
    pub random: Random,
    /// Templates not used yet, shuffled.
    waiting: Vec<usize>,
    /// What stands where there is nothing: nothing, 0 or 0.00.
    pub zero: Zero,
}

/// How a report writes that there was nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zero {
    Blank,
    Digit,
    Decimal,
}

/// The n-th report of a half for a seed.
pub fn compose(half: &Half, seed: u64, number: u64) -> Document {
    let mut random = Random::split(seed, number);
    let at = usize::try_from(number).unwrap_or(0);
    let outline = &half.outlines[at % half.outlines.len()];
    let kind = &half.kinds[random.below(half.kinds.len())];
    let world = World::invent(kind, outline.plain, &mut random);
    let mut waiting: Vec<usize> = (0..half.templates.len()).collect();
    random.shuffle(&mut waiting);
    let zero = [Zero::Blank, Zero::Digit, Zero::Decimal][random.below(3)];
    let document = Document::new(outline.print, outline.name.clone().leak());
    let mut report = Report { half, world, document, random, waiting, zero };
    report.follow(outline);
    report.document.relate_keys();
    relate_denials(&mut report.document);
    report.document
}

impl Report<'_> {
    fn follow(&mut self, outline: &Outline) {
        for item in &outline.items {
            match item {
                Item::Form => {
                    "form".clone_into(&mut self.document.source);
                    form::write(self);
                }
                Item::Title(text) | Item::Heading(text) => self.heading(text),
                Item::Text(text) => self.paragraph(text),
                Item::Fund(denial) => {
                    if self.world.fact("spend.fund").is_some() {
                        self.topic("fund", 1, 1);
                    } else {
                        self.paragraph(denial);
                    }
                }
                Item::Topic(topic, sentences, together) => self.topic(topic, *sentences, *together),
                Item::Caption(caption, unit) => {
                    self.paragraph(caption);
                    if !unit.is_empty() {
                        self.paragraph(unit);
                    }
                }
                Item::Grid(topic) => grid::write(self, topic),
                Item::Table(name, words) => {
                    self.document.source = format!("table {name}");
                    tables::write(self, name, words);
                }
            }
        }
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        let text = self.world.filled(text);
        self.document.blocks.push(Block::Heading(vec![Piece::Text(text)]));
    }

    /// A paragraph without numbers of ours.
    pub fn paragraph(&mut self, text: &str) {
        let text = self.world.filled(text);
        self.document.blocks.push(Block::Paragraph { pieces: vec![Piece::Text(text)], movable: false });
    }

    /// Paragraphs of sentences of a topic.
    fn topic(&mut self, topic: &str, sentences: usize, together: usize) {
        let mut left = sentences;
        while left > 0 {
            let size = if together > 1 { 1 + self.random.below(together) } else { 1 }.min(left);
            let mut pieces = Vec::new();
            for _ in 0..size {
                pieces.extend(self.sentence(topic).unwrap_or_default());
            }
            left -= size;
            if !pieces.is_empty() {
                self.document.blocks.push(Block::Paragraph { pieces, movable: topic == "result" });
            }
        }
    }

    /// The next sentence of a topic that fits the world.
    pub fn sentence(&mut self, topic: &str) -> Option<Vec<Piece>> {
        let half = self.half;
        for at in 0..self.waiting.len() {
            let template = &half.templates[self.waiting[at]];
            if template.topic != topic {
                continue;
            }
            let pieces = sentence::write(template, &mut self.world, &mut self.document, &mut self.random);
            if let Some(pieces) = pieces {
                self.waiting.remove(at);
                return Some(pieces);
            }
        }
        None
    }
}

/// A sentence that can be denied is contradicted by what stands elsewhere under the same key.
fn relate_denials(document: &mut Document) {
    let mut denials = Vec::new();
    document.for_each_piece(&mut |piece| {
        if let Piece::Deniable(toggle, inner) = piece {
            denials.push((*toggle, quantities(inner)));
        }
    });
    for (toggle, inside) in denials {
        let keys: Vec<String> = inside.iter().filter_map(|id| document.quantities[*id].key.clone()).collect();
        let same =
            |key: &str| keys.iter().any(|inside| inside == key || (inside == "spend.fund" && key == "income.fund"));
        let of: Vec<usize> = (0..document.quantities.len())
            .filter(|id| !inside.contains(id))
            .filter(|id| document.quantities[*id].key.as_deref().is_some_and(same))
            .collect();
        let source = "denial".to_owned();
        let toggle = Some(toggle);
        document.relations.push(Relation {
            kind: RelationKind::Nil,
            of,
            toggle,
            list: None,
            falling: false,
            open: false,
            source,
        });
    }
}

/// All quantities among the pieces.
pub fn quantities(pieces: &[Piece]) -> Vec<usize> {
    let mut ids = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Quantity(id) => ids.push(*id),
            Piece::Part(_, inner) | Piece::Deniable(_, inner) => ids.extend(quantities(inner)),
            _ => {}
        }
    }
    ids
}
