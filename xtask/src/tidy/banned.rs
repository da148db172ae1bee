//! Names of real people, places and telephones that must never enter the repository.
//!
//! The words themselves would be in the repository if they stood here, so banned.txt keeps salted SHA-256 hashes.
//! Every window of the right length in every file is compared with them: text files, names of files, and the parts
//! inside containers (docx, xlsx, doc), and what the pages of a PDF show. White space, markup and full-width forms do not hide a name.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use jiheng_model::document::Block;
use sha2::{Digest as _, Sha256};

use super::{Repository, Tidy};

const SALT: &str = "jiheng banned words 1:";
const TABLE: &str = include_str!("banned.txt");

/// Inflated parts beyond this are not ours; no fixture comes near it.
const PART_BYTES_MAX: u64 = 16 << 20;

/// How a PDF begins.
const PDF: &[u8] = b"%PDF";

/// How doc and xls begin.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// One banned word: how long it is, a cheap check that spares most windows the hash, and the hash.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    length: usize,
    quick: u16,
    hash: String,
}

/// Reports every file that holds a banned word, without printing the word.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    let words = match table(TABLE) {
        Ok(words) => words,
        Err(error) => return tidy.problem(error),
    };
    for file in &repository.files {
        let mut texts = vec![(String::new(), file.path.clone())];
        if file.bytes.starts_with(b"PK\x03\x04") {
            match parts(&file.bytes) {
                Ok(parts) => texts.extend(parts),
                // Deliberately broken containers are fixtures too; what cannot be unpacked is read as it is.
                Err(_) => texts.push((String::new(), decoded(&file.bytes))),
            }
        } else if file.bytes.starts_with(COMPOUND) {
            texts.extend(streams(&file.bytes).unwrap_or_default());
            texts.push((String::new(), binary(&file.bytes)));
        } else if file.bytes.starts_with(PDF) {
            match shown(&file.bytes) {
                Ok(text) => texts.push((String::new(), text)),
                // Made from invented text by a script beside them, so that reading them is refused.
                Err(_) if file.path.starts_with("fixtures/pdf/cases/") => {}
                Err(error) => tidy.problem(format!("{}: no name can be searched for: {error}", file.path)),
            }
        } else {
            texts.push((String::new(), decoded(&file.bytes)));
        }
        for (part, text) in texts {
            if let Some(at) = find(&text, &words) {
                let part = if part.is_empty() { part } else { format!(" ({part})") };
                tidy.problem(format!("{}{part}: holds a banned name or number {at}; invent another", file.path));
            }
        }
    }
}

/// The line of banned.txt for a word.
pub fn line(word: &str) -> String {
    let characters: Vec<char> = normal(word).collect();
    format!("{} {:04x} {}", characters.len(), quick(&characters), hash(&characters))
}

fn table(text: &str) -> Result<BTreeSet<Word>, String> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split(' ');
            let word = (|| {
                let length = fields.next()?.parse().ok()?;
                let quick = u16::from_str_radix(fields.next()?, 16).ok()?;
                Some(Word { length, quick, hash: fields.next()?.to_owned() })
            })();
            word.ok_or_else(|| format!("xtask/src/tidy/banned.txt: this line has another form: {line}"))
        })
        .collect()
}

/// Where the first banned word stands, with markup and without.
fn find(text: &str, words: &BTreeSet<Word>) -> Option<String> {
    find_plain(text, words).or_else(|| text.contains('<').then(|| find_plain(&without_markup(text), words)).flatten())
}

fn find_plain(text: &str, words: &BTreeSet<Word>) -> Option<String> {
    let (lines, characters): (Vec<usize>, Vec<char>) =
        text.lines().enumerate().flat_map(|(line, text)| normal(text).map(move |c| (line + 1, c))).unzip();
    let longest = words.iter().map(|word| word.length).max().unwrap_or(0);
    // The quick checks of each length, side by side: this loop runs for every character of the repository.
    let mut suspects: Vec<Vec<u16>> = vec![Vec::new(); longest + 1];
    for word in words {
        suspects[word.length].push(word.quick);
    }
    for start in 0..characters.len() {
        let rest = &characters[start..characters.len().min(start + longest)];
        let mut sum = QUICK_START;
        for (length, c) in (1..).zip(rest) {
            sum = quick_step(sum, *c);
            let quick = quick_end(sum);
            if suspects[length].contains(&quick) && words.contains(&Word { length, quick, hash: hash(&rest[..length]) })
            {
                return Some(format!("of {length} characters in line {}", lines[start]));
            }
        }
    }
    None
}

/// Text with white space dropped, full-width forms made plain and letters made small.
fn normal(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').map(|c| {
        let full_width = ('\u{ff01}'..='\u{ff5e}').contains(&c);
        let plain = if full_width { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c };
        plain.to_ascii_lowercase()
    })
}

/// Drops everything between angle brackets, so that a name cut up by runs or elements joins again.
fn without_markup(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .filter(|c| {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    return false;
                }
                _ => {}
            }
            !inside
        })
        .collect()
}

fn hash(characters: &[char]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(SALT);
    hasher.update(characters.iter().collect::<String>());
    hasher.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// FNV-1a folded to 16 bits. Nothing rests on it: it only spares 65,535 of 65,536 windows the real hash.
fn quick(characters: &[char]) -> u16 {
    quick_end(characters.iter().fold(QUICK_START, |sum, c| quick_step(sum, *c)))
}

const QUICK_START: u32 = 0x811c_9dc5;

fn quick_step(sum: u32, c: char) -> u32 {
    (sum ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

fn quick_end(sum: u32) -> u16 {
    u16::try_from((sum >> 16) ^ (sum & 0xffff)).unwrap_or_default()
}

/// UTF-8, or else GB18030: some fixtures are deliberately in the older encoding.
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}

/// Names and texts of the files in a zip container.
fn parts(bytes: &[u8]) -> Result<Vec<(String, String)>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut content = Vec::new();
        part.take(PART_BYTES_MAX).read_to_end(&mut content)?;
        parts.push((name, decoded(&content)));
    }
    Ok(parts)
}

/// What the pages of a PDF show: its bytes hold numbers of glyphs, not characters.
fn shown(bytes: &[u8]) -> Result<String, jiheng_readers::ReadError> {
    let document = jiheng_readers::read(bytes, &jiheng_readers::Limits::default())?;
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(document.text(&paragraph.text)),
            Block::Table(table) => table.cells.iter().for_each(|cell| {
                text.push_str(document.text(&cell.text));
                text.push('\n');
            }),
        }
        text.push('\n');
    }
    Ok(text)
}

/// Names and texts of the streams in a compound file.
fn streams(bytes: &[u8]) -> std::io::Result<Vec<(String, String)>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))?;
    let paths: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut streams = Vec::new();
    for path in paths {
        let mut content = Vec::new();
        file.open_stream(&path)?.take(PART_BYTES_MAX).read_to_end(&mut content)?;
        streams.push((path.display().to_string(), binary(&content)));
    }
    Ok(streams)
}

/// All that bytes could say: as UTF-16 from either side of a byte, and as one of the encodings of text files.
fn binary(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8]| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    [wide(bytes), wide(bytes.get(1..).unwrap_or_default()), decoded(bytes)].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> BTreeSet<Word> {
        table(&format!("# invented\n{}\n{}\n", line("张不存在"), line("5550123"))).unwrap()
    }

    #[test]
    fn a_banned_word_is_found_however_it_is_set() {
        for text in [
            "联系人：张不存在，电话不详",
            "张 不\n存　在",
            "<w:t>张不</w:t></w:r><w:r><w:t>存在</w:t>",
            "0730-5550123",
            "５５５０１２３",
        ] {
            assert!(find(text, &words()).is_some(), "{text}");
        }
    }

    #[test]
    fn other_words_pass() {
        for text in ["", "张存在", "555012", "5550124", "不存在的人"] {
            assert_eq!(find(text, &words()), None, "{text}");
        }
    }

    #[test]
    fn older_encodings_and_containers_are_looked_into() {
        let (bytes, ..) = encoding_rs::GB18030.encode("联系人张不存在");
        assert!(find(&decoded(&bytes), &words()).is_some());

        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, "<w:t>张不存在</w:t>".as_bytes()).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let parts = parts(&bytes).unwrap();
        assert_eq!(parts[0].0, "word/document.xml");
        assert!(find(&parts[0].1, &words()).is_some());
    }

    #[test]
    fn compound_files_are_looked_into() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let wide: Vec<u8> = "x张不存在".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, content) in [("Even", wide.as_slice()), ("Odd", &wide[1..]), ("Plain", b"555-0123")] {
            std::io::Write::write_all(&mut file.create_stream(name).unwrap(), content).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        assert!(bytes.starts_with(COMPOUND));
        let streams = streams(&bytes).unwrap();
        let found: Vec<bool> = streams.iter().map(|(_, text)| find(text, &words()).is_some()).collect();
        assert_eq!(found, [true, true, false], "{streams:?}");
    }

    #[test]
    fn the_table_of_the_repository_can_be_read() {
        assert!(table(TABLE).is_ok_and(|words| !words.is_empty()));
        assert!(table("seven").is_err());
    }
}
