//! Sentences taken over from last year with nothing but names, numbers and years changed.

use std::collections::BTreeMap;

use jiheng_model::document::{Block, Document};
use jiheng_model::text::{Bilingual, first_line};

use super::Previous;
use crate::outcome::{self, Beside, Outcome, Words};

/// Sentences quoted in a finding.
const QUOTED_MAX: usize = 3;
/// Characters of a quotation.
const QUOTE_LENGTH: usize = 30;

/// Where a sentence ends.
const ENDS: [char; 5] = ['。', '；', '！', '？', '\n'];

/// A sentence, and the number of the paragraph or table it stands in, from 1.
struct Sentence {
    masked: String,
    text: String,
    block: usize,
}

pub(crate) fn compare(beside: &Beside<'_>, previous: &Previous, outcome: &mut Outcome) {
    let number = |name: &str| outcome::parameter(beside, "copied", name).and_then(|text| text.parse::<usize>().ok());
    let (Some(length_min), Some(share_min), Some(count_min)) =
        (number("characters"), number("percent"), number("sentences"))
    else {
        return;
    };
    let entities: Vec<&str> =
        [&beside.facts.report, &previous.facts.report].iter().filter_map(|report| report.entity.as_deref()).collect();
    let statutory = beside.packs.vocabulary.list("evidence.statutory");
    let counts = |sentence: &Sentence| {
        sentence.masked.chars().count() >= length_min
            && !statutory.iter().any(|word| sentence.text.contains(word.as_str()))
    };
    let mut old: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in sentences(&previous.document, &entities) {
        old.entry(sentence.masked).or_insert(sentence.block);
    }
    let all: Vec<Sentence> = sentences(beside.document, &entities).into_iter().filter(counts).collect();
    let same: Vec<(&Sentence, usize)> =
        all.iter().filter_map(|sentence| Some((sentence, *old.get(&sentence.masked)?))).collect();
    let share = (same.len() * 100).checked_div(all.len()).unwrap_or(0);
    if same.len() < count_min || share < share_min {
        return;
    }
    let quote = |(sentence, there): &(&Sentence, usize)| {
        let text = first_line(&sentence.text, QUOTE_LENGTH);
        format!("“{text}”（本年第{}块，上年第{there}块）", sentence.block)
    };
    let quoted: Vec<String> = same.iter().take(QUOTED_MAX).map(quote).collect();
    let quoted = quoted.join("、");
    let text = |number: usize| Bilingual::new(number.to_string(), number.to_string());
    let words = Words::default()
        .with("same", text(same.len()))
        .with("all", text(all.len()))
        .with("share", text(share))
        .with("sentences", Bilingual::new(quoted.clone(), quoted))
        .with("file", Bilingual::new(previous.path.clone(), previous.path.clone()));
    let calculation = format!("{}÷{}={share}%", same.len(), all.len());
    outcome.findings.extend(outcome::finding(beside, "copied", &[], &words, &calculation));
}

fn sentences(document: &Document, entities: &[&str]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let mut add = |text: &str| {
            // Labels and titles end without a mark, and are the same every year.
            for part in text.split_inclusive(ENDS) {
                let Some(sentence) = part.strip_suffix(['。', '；', '！', '？']).map(str::trim) else { continue };
                let masked = masked(sentence, entities);
                sentences.push(Sentence { masked, text: sentence.to_owned(), block: index + 1 });
            }
        };
        match block {
            Block::Paragraph(paragraph) => add(document.text(&paragraph.text)),
            Block::Table(table) => table.cells.iter().for_each(|cell| add(document.text(&cell.text))),
        }
    }
    sentences
}

/// A sentence with every number, year and name of the department taken out, and no marks.
fn masked(sentence: &str, entities: &[&str]) -> String {
    let mut text = sentence.to_owned();
    for entity in entities {
        text = text.replace(entity, "");
    }
    text.chars().filter(|c| c.is_alphabetic()).filter(|c| !"一二三四五六七八九十百千万亿零〇两".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_and_numbers_make_no_new_sentence() {
        let entities = ["临江区某局"];
        let of = |text| masked(text, &entities);
        assert_eq!(of("2021年，临江区某局完成12项任务"), of("2020年临江区某局完成 9项任务"));
        assert_ne!(of("完成12项任务"), of("完成12项工作"));
    }
}
