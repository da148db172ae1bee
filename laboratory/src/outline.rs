//! The order of headings, sentences and tables in a kind of report, read from the data files of a half.

use crate::document::Print;

/// One layout.
#[derive(Clone, Debug)]
pub struct Outline {
    pub name: String,
    pub print: Print,
    /// Income comes from the public budget alone.
    pub plain: bool,
    pub items: Vec<Item>,
}

/// What comes next.
#[derive(Clone, Debug)]
pub enum Item {
    /// The parts of the form that are tables.
    Form,
    Title(String),
    Heading(String),
    Text(String),
    /// What is said of the government fund, or that there is none.
    Fund(String),
    /// So many sentences of a topic, so many in a paragraph.
    Topic(String, usize, usize),
    /// A caption and its unit.
    Caption(String, String),
    /// A table whose wording is a template of this topic.
    Grid(String),
    /// A table and the words of its header.
    Table(String, Vec<String>),
}

/// Reads the outlines of a half.
///
/// # Errors
/// The first line that is not understood.
pub fn parse(file: &str) -> Result<Vec<Outline>, String> {
    let mut outlines: Vec<Outline> = Vec::new();
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let wrong = || format!("not understood: {line}");
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "layout" {
            let words: Vec<&str> = rest.split(' ').collect();
            let [name, print, income] = words.as_slice() else { return Err(wrong()) };
            let print = match *print {
                "dump" => Print::Dump,
                "html" => Print::Html,
                "text" => Print::Text,
                _ => return Err(wrong()),
            };
            outlines.push(Outline { name: (*name).to_owned(), print, plain: *income == "plain", items: Vec::new() });
            continue;
        }
        let item = item(word, rest).ok_or_else(wrong)?;
        outlines.last_mut().ok_or_else(wrong)?.items.push(item);
    }
    Ok(outlines)
}

fn item(word: &str, rest: &str) -> Option<Item> {
    let owned = rest.to_owned();
    Some(match word {
        "form" => Item::Form,
        "title" => Item::Title(owned),
        "heading" => Item::Heading(owned),
        "text" => Item::Text(owned),
        "fund" => Item::Fund(owned),
        "topic" => {
            let words: Vec<&str> = rest.split(' ').collect();
            let [topic, sentences, together] = words.as_slice() else { return None };
            Item::Topic((*topic).to_owned(), sentences.parse().ok()?, together.parse().ok()?)
        }
        "caption" => {
            let (caption, unit) = rest.split_once(" | ").unwrap_or((rest, ""));
            Item::Caption(caption.to_owned(), unit.to_owned())
        }
        "grid" => Item::Grid(owned),
        "table" => {
            let mut words = rest.split(' ').map(str::to_owned);
            Item::Table(words.next()?, words.collect())
        }
        _ => return None,
    })
}
