//! Edits that mean nothing: they must not change what is found, neither in a clean report nor in a faulty one.

use jiheng_engine::Engine;

use crate::document::{Block, Digits, Document, Piece, Style};
use crate::judge::{Reading, broken};
use crate::measure::{Clean, Plan, Tally};
use crate::mutate::Mutated;
use crate::number::Printed;
use crate::render::print;
use crate::subject::{Answer, ask};
use crate::unit::Unit;

/// An edit without meaning.
pub struct Harmless {
    pub name: &'static str,
    pub zh: &'static str,
    change: fn(&mut Document),
}

/// All of them.
pub const HARMLESS: [Harmless; 8] = [
    Harmless { name: "full-width digits", zh: "全角数字", change: wide },
    Harmless { name: "thousands separators", zh: "千分位逗号", change: separators },
    Harmless { name: "万元 to 元", zh: "万元改为元", change: yuan },
    Harmless { name: "extra paragraph", zh: "多一段无关文字", change: extra },
    Harmless { name: "order of paragraphs", zh: "独立段落换序", change: order },
    Harmless { name: "numbering style", zh: "编号样式", change: numbering },
    Harmless { name: "“已审计无误”", zh: "加注“已审计无误”", change: audited },
    Harmless { name: "alias", zh: "同义名称", change: alias },
];

/// Applies every edit to the clean report and to one faulty report.
///
/// # Errors
/// A document that the engine refused.
pub fn run(
    clean: &Clean<'_>,
    faulty: Option<&Mutated>,
    engine: &Engine<'_>,
    plan: &Plan,
    number: u64,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut documents = vec![(clean.document.clone(), clean.answer.clone())];
    if let Some(mutated) = faulty {
        let answer = ask(engine, &print(&mutated.document).bytes)?;
        documents.push((mutated.document.clone(), answer));
    }
    for (document, answer) in documents {
        let before = broken(&document, Reading::Generous);
        for edit in &HARMLESS {
            let mut changed = document.clone();
            (edit.change)(&mut changed);
            // A number printed more exactly may show what rounding hid; then the edit has a meaning.
            if broken(&changed, Reading::Generous) != before {
                continue;
            }
            let after = ask(engine, &print(&changed).bytes)?;
            let same = codes(&after) == codes(&answer);
            let counts = tally.edits.entry(edit.name).or_default();
            counts[0] += usize::from(same);
            counts[1] += 1;
            if !same {
                tally.example(format!("changed by {}", edit.name), plan.show, || {
                    let new = after
                        .alarms
                        .iter()
                        .filter(|alarm| alarm.counts() && !answer.alarms.iter().any(|old| old.id == alarm.id));
                    let new: Vec<String> = new.map(|alarm| format!("{} {}", alarm.code, alarm.message)).collect();
                    format!(
                        "document {number}: {:?} -> {:?}\n    {}",
                        codes(&answer),
                        codes(&after),
                        new.join("\n    ")
                    )
                });
            }
        }
    }
    Ok(())
}

fn codes(answer: &Answer) -> Vec<&str> {
    let mut codes: Vec<&str> =
        answer.alarms.iter().filter(|alarm| alarm.counts()).map(|alarm| alarm.code.as_str()).collect();
    codes.sort_unstable();
    codes
}

fn wide(document: &mut Document) {
    for quantity in &mut document.quantities {
        if matches!(quantity.style, Style::Plain | Style::Bare) {
            quantity.digits = Digits::Wide;
        }
    }
}

fn separators(document: &mut Document) {
    for quantity in &mut document.quantities {
        if quantity.high.is_none() && matches!(quantity.style, Style::Plain | Style::Bare) {
            quantity.digits = Digits::Separated;
        }
    }
}

fn yuan(document: &mut Document) {
    for quantity in &mut document.quantities {
        let plain = quantity.style == Style::Plain && quantity.between.is_empty() && quantity.before.is_empty();
        if plain && quantity.unit.symbol == "万元" && quantity.printed.scale == 2 {
            quantity.printed = Printed { mantissa: quantity.printed.mantissa * 100, scale: 0 };
            quantity.unit = Unit::of("元");
        }
    }
}

fn paragraph(document: &mut Document, text: &str) {
    let pieces = vec![Piece::Text(text.to_owned())];
    document.blocks.push(Block::Paragraph { pieces, movable: false });
}

fn extra(document: &mut Document) {
    paragraph(document, "全体干部职工将继续发扬求真务实的作风，为高质量发展作出新的贡献。");
}

fn audited(document: &mut Document) {
    paragraph(document, "以上数据已审计无误。");
}

fn order(document: &mut Document) {
    let movable = |block: &Block| matches!(block, Block::Paragraph { movable: true, .. });
    let mut at = 0;
    while at < document.blocks.len() {
        let run = document.blocks[at..].iter().take_while(|block| movable(block)).count();
        document.blocks[at..at + run].reverse();
        at += run.max(1);
    }
}

fn each_text(document: &mut Document, change: &dyn Fn(&mut String)) {
    for block in &mut document.blocks {
        if let Block::Heading(pieces) | Block::Paragraph { pieces, .. } = block {
            for piece in pieces {
                if let Piece::Text(text) = piece {
                    change(text);
                }
            }
        }
    }
}

fn numbering(document: &mut Document) {
    each_text(document, &|text| {
        for n in 1..=9 {
            if let Some(rest) = text.strip_prefix(&format!("{n}.")) {
                *text = format!("{n}、{rest}");
                return;
            }
        }
    });
}

fn alias(document: &mut Document) {
    each_text(document, &|text| {
        *text = text.replace("人员经费", "人员支出").replace("日常公用经费", "公用经费");
    });
}
