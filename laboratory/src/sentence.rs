//! A template filled in: nouns drawn, numbers chosen so that everything it asserts holds.

use std::collections::BTreeMap;

use crate::document::{Digits, Document, Piece, Quantity, Relation, RelationKind, Style, Toggle, ToggleKind};
use crate::expression::{decimal, evaluate};
use crate::number::{Exact, Printed, exact};
use crate::random::Random;
use crate::template::{Assertion, Definition, Markup, Source, Template};
use crate::unit::Unit;
use crate::world::World;

/// How often numbers are drawn anew until the conditions hold.
const TRIES: usize = 200;

/// A number that was chosen.
#[derive(Clone, Debug)]
struct Chosen {
    /// In base units, not rounded.
    value: Exact,
    printed: Printed,
    high: Option<i128>,
    unit: Unit,
    key: Option<String>,
}

/// Fills in the template and adds what it says to the document. `None` when its conditions cannot be met or its
/// nouns have all been used.
pub fn write(
    template: &Template,
    world: &mut World,
    document: &mut Document,
    random: &mut Random,
) -> Option<Vec<Piece>> {
    let before = document.source.clone();
    document.source.clone_from(&template.id);
    let pieces = filled(template, world, document, random);
    document.source = before;
    pieces
}

fn filled(template: &Template, world: &mut World, document: &mut Document, random: &mut Random) -> Option<Vec<Piece>> {
    let chosen = (0..TRIES).find_map(|_| choose(template, world, random))?;
    let mut writer = Writer {
        world,
        random,
        chosen: &chosen,
        ids: BTreeMap::new(),
        names: BTreeMap::new(),
        bound: BTreeMap::new(),
        lists: BTreeMap::new(),
        toggles: BTreeMap::new(),
        each: BTreeMap::new(),
        rates: BTreeMap::new(),
        document: &mut document.clone(),
    };
    writer.draw_lists(template)?;
    let mut pieces = writer.pieces(&template.text)?;
    for assertion in &template.relations {
        writer.assert(assertion)?;
    }
    writer.roughly(template);
    if let Some(denial) = &template.denial {
        let toggle = writer.toggle(ToggleKind::Nil, vec![String::new(), writer.world.filled(denial)]);
        pieces = vec![Piece::Deniable(toggle, pieces)];
    }
    writer.document.templates.push(template.id.clone());
    *document = writer.document.clone();
    Some(pieces)
}

fn choose(template: &Template, world: &World, random: &mut Random) -> Option<BTreeMap<String, Chosen>> {
    let mut chosen: BTreeMap<String, Chosen> = BTreeMap::new();
    for definition in &template.definitions {
        if !matches!(definition.source, Source::Names { .. }) {
            let number = number(definition, &chosen, world, random)?;
            chosen.insert(definition.name.clone(), number);
        }
    }
    let holds = |condition: &String| {
        let (sign, (left, right)) = ["<", ">"].iter().find_map(|sign| Some((*sign, condition.split_once(*sign)?)))?;
        let [left, right] = [left, right].map(|side| evaluate(side, &|name| lookup(name, &chosen, world)));
        Some(if sign == "<" { left? < right? } else { left? > right? })
    };
    template.conditions.iter().all(|condition| holds(condition) == Some(true)).then_some(chosen)
}

fn lookup(name: &str, chosen: &BTreeMap<String, Chosen>, world: &World) -> Option<Exact> {
    chosen.get(name).map(|number| number.value).or_else(|| world.fact(name))
}

fn number(
    definition: &Definition,
    chosen: &BTreeMap<String, Chosen>,
    world: &World,
    random: &mut Random,
) -> Option<Chosen> {
    // `o3` stands for the unit and the places of the third output.
    let output =
        definition.unit.strip_prefix('o').and_then(|n| world.outputs.get(n.parse::<usize>().ok()?.checked_sub(1)?));
    let unit = Unit::of(output.map_or(definition.unit.as_str(), |output| output.unit.as_str()));
    let scale = output.map_or(definition.scale, |output| output.actual.scale);
    if definition.unit.starts_with('o') && output.is_none() {
        return None;
    }
    let place = |value: Exact| Printed::rounded(value / unit.factor, scale);
    let bound = |text: &str| {
        decimal(text).map(|v| v * unit.factor).or_else(|| evaluate(text, &|name| lookup(name, chosen, world)))
    };
    let plain = |printed: Printed| Chosen {
        value: printed.value() * unit.factor,
        printed,
        high: None,
        unit: unit.clone(),
        key: None,
    };
    Some(match &definition.source {
        Source::Random(low, high) => {
            let [low, high] = [place(bound(low)?), place(bound(high)?)];
            if low.mantissa > high.mantissa {
                return None;
            }
            plain(Printed { mantissa: random.between(low.mantissa, high.mantissa), scale })
        }
        Source::Computed(text) => {
            let value = evaluate(text, &|name| lookup(name, chosen, world))?;
            Chosen { value, ..plain(place(value)) }
        }
        Source::Fact(name) => {
            let value = world.fact(name)?;
            Chosen { value, key: Some(world.canonical(name)), ..plain(place(value)) }
        }
        Source::Rough { word, of, step } => {
            let value = lookup(of, chosen, world)? / unit.factor;
            let printed = Printed::rounded(rough(word, value, decimal(step)?)?, scale);
            let key = chosen.get(of).map_or_else(|| Some(world.canonical(of)), |number| number.key.clone());
            Chosen { key, value: value * unit.factor, ..plain(printed) }
        }
        Source::Range(low, high) => {
            let ends = |text: &str| text.split_once("..").and_then(|(a, b)| Some((place(bound(a)?), place(bound(b)?))));
            let (low, high) = (ends(low)?, ends(high)?);
            let mut from = |(a, b): (Printed, Printed)| random.between(a.mantissa, b.mantissa);
            let (low, high) = (from(low), from(high));
            Chosen { high: Some(high), ..plain(Printed { mantissa: low, scale }) }
        }
        Source::Names { .. } => return None,
    })
}

/// The value in steps, so that the word is true of it; `None` when no step fits.
fn rough(word: &str, value: Exact, step: Exact) -> Option<Exact> {
    let below = (value / step).floor() * step;
    let above = (value / step).ceil() * step;
    let fits = match word {
        "plus" | "over" => (below < value && *below.numer() > 0).then_some(below),
        "under" => (above > value).then_some(above),
        "near" => (above > value && value >= above * exact(95, 100)).then_some(above),
        _ => {
            let nearest = (value / step + exact(1, 2)).floor() * step;
            let gap = if nearest > value { nearest - value } else { value - nearest };
            (gap <= nearest / exact(100, 1)).then_some(nearest)
        }
    }?;
    // 余 and 多 count from the last digit that is not 0, so the step has to be that digit's.
    ((fits / step).to_integer() % 10 != 0 || word == "about").then_some(fits)
}

struct Writer<'w> {
    world: &'w mut World,
    random: &'w mut Random,
    chosen: &'w BTreeMap<String, Chosen>,
    /// Quantities printed, by name.
    ids: BTreeMap<String, usize>,
    /// Nouns bound in this sentence.
    names: BTreeMap<String, String>,
    /// Places already used in this sentence.
    bound: BTreeMap<String, Vec<String>>,
    lists: BTreeMap<String, usize>,
    toggles: BTreeMap<String, usize>,
    each: BTreeMap<String, Vec<usize>>,
    /// The shares of the members of a list.
    rates: BTreeMap<String, Vec<usize>>,
    document: &'w mut Document,
}

impl Writer<'_> {
    fn draw_lists(&mut self, template: &Template) -> Option<()> {
        for definition in &template.definitions {
            if let Source::Names { count, list } = &definition.source {
                let count = usize::try_from(self.chosen.get(count)?.printed.mantissa).ok()?;
                let names = (0..count).map(|_| self.noun(list)).collect::<Option<Vec<_>>>()?;
                self.document.lists.push(names);
                self.lists.insert(definition.name.clone(), self.document.lists.len() - 1);
            }
        }
        Some(())
    }

    fn noun(&mut self, list: &str) -> Option<String> {
        self.world.draw(list, self.bound.entry(list.to_owned()).or_default(), self.random)
    }

    fn pieces(&mut self, markup: &[Markup]) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        for piece in markup {
            match piece {
                Markup::Text(text) => pieces.push(Piece::Text(text.clone())),
                Markup::Quantity { before, name, behind } => pieces.push(self.quantity(before, name, behind)?),
                Markup::Noun { list, bound } => pieces.push(Piece::Text(self.named(list, bound)?)),
                Markup::Choice(options) => {
                    let option = self.random.pick(options)?.clone();
                    pieces.extend(self.pieces(&option)?);
                }
                Markup::Part { name, inner } => {
                    let inner = self.pieces(inner)?;
                    pieces.push(Piece::Part(*self.ids.get(name)?, inner));
                }
                Markup::Toggle { name, options } => {
                    let kind = if name.starts_with('g') {
                        ToggleKind::Grade
                    } else if name.starts_with('p') {
                        ToggleKind::Period
                    } else {
                        ToggleKind::Direction
                    };
                    let options = options.iter().map(|option| self.world.filled(option)).collect();
                    let id = self.toggle(kind, options);
                    self.toggles.insert(name.clone(), id);
                    pieces.push(Piece::Toggle(id));
                }
                Markup::Each { list, joint, item } => pieces.extend(self.each(list, joint, item)?),
            }
        }
        Some(pieces)
    }

    fn toggle(&mut self, kind: ToggleKind, options: Vec<String>) -> usize {
        let right = if kind == ToggleKind::Grade {
            let grade = self.world.word("grade").unwrap_or_default();
            options.iter().position(|option| option.starts_with(&grade)).unwrap_or(0)
        } else {
            0
        };
        self.document.toggles.push(Toggle { kind, options, at: right, right });
        self.document.toggles.len() - 1
    }

    fn named(&mut self, list: &str, bound: &str) -> Option<String> {
        if let Some(name) = self.names.get(list).cloned().or_else(|| self.world.word(list)) {
            return Some(name);
        }
        let name = self.noun(list)?;
        if !bound.is_empty() {
            self.names.insert(bound.to_owned(), name.clone());
        }
        Some(name)
    }

    fn quantity(&mut self, before: &str, name: &str, behind: &str) -> Option<Piece> {
        if let Some(list) = self.lists.get(name) {
            return Some(Piece::Names(*list, behind.to_owned()));
        }
        let chosen = self.chosen.get(name)?;
        let mut quantity = Quantity::plain(chosen.printed, chosen.unit.clone());
        quantity.high = chosen.high;
        quantity.key.clone_from(&chosen.key);
        before.clone_into(&mut quantity.before);
        let behind = match behind.strip_suffix([',', '全']) {
            Some(rest) => {
                quantity.digits = if behind.ends_with(',') { Digits::Separated } else { Digits::Wide };
                rest
            }
            None => behind,
        };
        match behind {
            "-" => quantity.style = Style::Bare,
            "大写" => quantity.style = Style::Capital,
            "汉" => quantity.style = Style::Numeral,
            "余" | "多" => behind.clone_into(&mut quantity.between),
            other => other.clone_into(&mut quantity.behind),
        }
        let capital = quantity.style == Style::Capital;
        let id = self.document.quantity(quantity);
        // The first mention of a name stands for it; a second one in words or the like says the same.
        match self.ids.get(name).copied() {
            Some(first) => {
                let kind = if capital { RelationKind::Words } else { RelationKind::Same };
                self.document.relate(kind, vec![first, id]);
            }
            None => {
                self.ids.insert(name.to_owned(), id);
            }
        }
        Some(Piece::Quantity(id))
    }

    /// All of a list of the world, such as the projects with their spending: `%n` is the name, `%q` the amount, `%r`
    /// its share in the whole, `%i` and `%o` the number of the item.
    fn each(&mut self, list: &str, joint: &str, item: &str) -> Option<Vec<Piece>> {
        let (list, unit) = list.split_once('/').unwrap_or((list, "万元"));
        let unit = Unit::of(unit);
        let members = self.world.each(list);
        if members.len() < 2 {
            return None;
        }
        let values = members.iter().map(|(_, fact)| self.world.fact(fact)).collect::<Option<Vec<_>>>()?;
        let whole: Exact = values.iter().sum();
        let (mut pieces, mut ids, mut rates) = (Vec::new(), Vec::new(), Vec::new());
        for (index, ((name, fact), value)) in members.into_iter().zip(values).enumerate() {
            let mut quantity = Quantity::plain(Printed::rounded(value / unit.factor, 2), unit.clone());
            quantity.key = Some(fact);
            let id = self.document.quantity(quantity);
            ids.push(id);
            let mut inner = Vec::new();
            for (mark, text) in marked(item) {
                match mark {
                    Some('q') => inner.push(Piece::Quantity(id)),
                    Some('r') => {
                        let rate = Printed::rounded(value / whole * exact(100, 1), 2);
                        rates.push(self.document.quantity(Quantity::plain(rate, Unit::of("%"))));
                        inner.extend(rates.last().map(|rate| Piece::Quantity(*rate)));
                    }
                    Some('i') => inner.push(Piece::Text((index + 1).to_string())),
                    Some('o') => inner.extend("①②③④⑤⑥⑦⑧⑨".chars().nth(index).map(|c| Piece::Text(c.to_string()))),
                    Some(_) => inner.push(Piece::Text(name.clone())),
                    None => {}
                }
                inner.push(Piece::Text(text));
            }
            if index > 0 {
                inner.insert(0, Piece::Text(joint.to_owned()));
                inner = vec![Piece::Part(id, inner)];
            }
            pieces.extend(inner);
        }
        self.each.insert(list.to_owned(), ids);
        self.rates.insert(list.to_owned(), rates);
        Some(pieces)
    }

    /// `shares projects T`: each member over the whole is the rate printed with it.
    fn shares(&mut self, of: &[String]) -> Option<()> {
        let [list, whole] = of else { return None };
        let whole = *self.ids.get(whole)?;
        for (part, rate) in self.each.get(list)?.iter().zip(self.rates.get(list)?) {
            self.document.relate(RelationKind::Share, vec![*part, whole, *rate]);
        }
        Some(())
    }

    fn assert(&mut self, assertion: &Assertion) -> Option<()> {
        if assertion.kind == "shares" {
            return self.shares(&assertion.of);
        }
        let mut of = Vec::new();
        let (mut toggle, mut list) = (None, None);
        for name in &assertion.of {
            if let Some(all) = name.strip_prefix('*') {
                of.extend(self.each.get(all)?);
            } else if let Some(id) = self.ids.get(name) {
                of.push(*id);
            } else if let Some(id) = self.toggles.get(name) {
                toggle = Some(*id);
            } else {
                list = Some(*self.lists.get(name)?);
            }
        }
        let kind = kind(&assertion.kind)?;
        let falling = matches!(assertion.kind.as_str(), "fall" | "less" | "loss" | "drop");
        if assertion.kind == "average" {
            // average T N U reads: T over N people is U each.
            of = vec![of[2], of[1], of[0]];
        }
        let source = self.document.source.clone();
        let open = assertion.kind == "partly";
        self.document.relations.push(Relation { kind, of, toggle, list, falling, open, source });
        Some(())
    }

    /// What is written roughly says the same as the number it comes from, where that is printed too.
    fn roughly(&mut self, template: &Template) {
        for definition in &template.definitions {
            if let Source::Rough { of, .. } = &definition.source
                && let (Some(rough), Some(number)) = (self.ids.get(&definition.name), self.ids.get(of))
                && self.document.quantities[*number].key.is_none()
            {
                self.document.relate(RelationKind::Same, vec![*rough, *number]);
            }
        }
    }
}

/// The text of an item cut at its marks: each piece with the mark before it.
fn marked(item: &str) -> Vec<(Option<char>, String)> {
    let mut pieces = item.split('%');
    let mut all = vec![(None, pieces.next().unwrap_or_default().to_owned())];
    all.extend(pieces.map(|piece| {
        let mut chars = piece.chars();
        (chars.next(), chars.collect())
    }));
    all
}

fn kind(name: &str) -> Option<RelationKind> {
    Some(match name {
        "sum" | "partly" => RelationKind::Sum,
        "remain" => RelationKind::Remainder,
        "flow" => RelationKind::Flow,
        "share" => RelationKind::Share,
        "hundred" => RelationKind::Hundred,
        "product" | "average" => RelationKind::Product,
        "growth" | "fall" => RelationKind::Growth,
        "change" | "less" => RelationKind::Change,
        "gain" | "loss" => RelationKind::ChangeRate,
        "points" | "drop" => RelationKind::Points,
        "times" | "double" => RelationKind::Times,
        "same" => RelationKind::Same,
        "count" => RelationKind::Listed,
        "countopen" => RelationKind::ListedOpen,
        "within" => RelationKind::Within,
        "target" => RelationKind::Target,
        "grade" => RelationKind::Grade,
        "words" => RelationKind::Words,
        "period" => RelationKind::Order,
        "score" => RelationKind::ScoreSum,
        "cap" => RelationKind::ScoreCap,
        _ => return None,
    })
}
