//! A PDF: its objects are bent as text, streams inflated for it, and a new table of references is written.

use std::io::{Read, Write};

use super::{Random, by_bytes, text};

const STREAM_BYTES_MAX: u64 = 1 << 18;

/// What stands in dictionaries and contents and is worth meeting elsewhere.
const WORDS: &[&str] = &[
    "/Kids [1 0 R 2 0 R]",
    "/Count -1",
    "/Parent 2 0 R",
    "/Type /Page",
    "/Type /Pages",
    "/MediaBox [0 0 1e38 -1e38]",
    "/Rotate 90",
    "/UserUnit 1e9",
    "/Filter [/FlateDecode /FlateDecode]",
    "/Filter /ASCII85Decode",
    "/Filter /LZWDecode",
    "/Filter /RunLengthDecode",
    "/Predictor 15 /Columns 100000",
    "/Length 99999999",
    "/Type /ObjStm /N 9 /First 9",
    "/Encoding /Identity-H",
    "/Encoding /GBK-EUC-H",
    "/ToUnicode 5 0 R",
    "/W [0 65535 1000]",
    "/DW -1",
    "/Resources 1 0 R",
    " 1e38 -1e38 m ",
    " 0 0 1 1 re S ",
    " 0 0 0 0 0 0 cm ",
    " 1e30 0 0 1e30 0 0 cm ",
    " q ",
    " Q ",
    " BT ",
    " ET ",
    " /F 0 Tf ",
    " /F 1e30 Tf ",
    " 3 Tr ",
    " -1 Tz ",
    " 1e9 TL T* ",
    " [(1) -9999999 (2)] TJ ",
    " (12.50) Tj ",
    " <00010002> Tj ",
    " 1 0 0 1 1e9 1e9 Tm ",
    " /X Do ",
    " BI /W 9 /H 9 ID EI ",
    " 1e-9 w ",
    " [0 0] 0 d ",
    "999999999",
    "-1",
    "0",
    "1e38",
];

pub fn bent(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut objects = objects(bytes);
    let count = objects.len();
    if count == 0 {
        return None;
    }
    let (one, other) = (random.below(count), random.below(count));
    match random.below(12) {
        0 => drop(objects.remove(one)),
        1 => objects[one].1 = objects[other].1.clone(),
        2 => objects[one].0 = objects[other].0,
        _ => objects[one].1 = changed(&objects[one].1, random),
    }
    Some(file(&objects, root(bytes)))
}

/// Another text for an object, or for its stream.
fn changed(object: &[u8], random: &mut Random) -> Vec<u8> {
    let Some((head, data)) = stream(object) else { return words(object, random) };
    if random.one_in(3) {
        return [&words(&head, random)[..], b"stream\n".as_slice(), &data[..], b"\nendstream"].concat();
    }
    [&head[..], b"stream\n".as_slice(), &words(&data, random)[..], b"\nendstream"].concat()
}

fn words(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match random.below(3) {
        0 => by_bytes(&mut bytes),
        1 => return text::bent(&bytes, random),
        _ => {
            let spaces: Vec<usize> = (0..bytes.len()).filter(|at| b" /\n[".contains(&bytes[*at])).collect();
            if !spaces.is_empty() {
                let at = *random.of(&spaces);
                let end = if random.one_in(2) { at } else { *random.of(&spaces) };
                let end = if end < at || end - at > 40 { at } else { end };
                bytes.splice(at..end, random.of(WORDS).bytes());
            }
        }
    }
    bytes
}

/// Numbers and contents of all objects that stand by themselves.
fn objects(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let mut objects = Vec::new();
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b" 0 obj") {
        let digits = bytes[at..at + found].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&bytes[at + found - digits..at + found]).ok().and_then(|n| n.parse().ok());
        let start = at + found + b" 0 obj".len();
        let end = find(&bytes[start..], b"endobj").map_or(bytes.len(), |end| start + end);
        if let Some(number) = number {
            objects.push((number, bytes[start..end].to_vec()));
        }
        at = end;
    }
    objects
}

/// Dictionary and inflated data of a stream; what is packed otherwise stays as it is.
fn stream(object: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let at = find(object, b"stream")?;
    let (head, body) = object.split_at(at);
    let body = body.get(b"stream".len()..)?;
    let body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    let data = body.get(..find(body, b"endstream").unwrap_or(body.len()))?;
    let plain = find(head, b"/DecodeParms").is_none();
    let filters = [b"/Filter /FlateDecode".as_slice(), b"/Filter/FlateDecode"];
    let filter = filters.into_iter().find_map(|filter| Some((find(head, filter)?, filter))).filter(|_| plain);
    let Some((place, filter)) = filter else { return Some((head.to_vec(), data.to_vec())) };
    let mut inflated = Vec::new();
    flate2::read::ZlibDecoder::new(data).take(STREAM_BYTES_MAX).read_to_end(&mut inflated).ok()?;
    let head = [&head[..place], &head[place + filter.len()..]].concat();
    Some((head, inflated))
}

fn root(bytes: &[u8]) -> u32 {
    let after = find(bytes, b"/Root ").and_then(|at| bytes.get(at + 6..)).unwrap_or_default();
    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&after[..digits]).ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}

/// A file of these objects. Lengths of streams are left wrong: readers go by the end mark.
fn file(objects: &[(u32, Vec<u8>)], root: u32) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = Vec::new();
    for (number, content) in objects {
        table.extend(format!("{number} 1\n{:010} 00000 n \n", out.len()).into_bytes());
        let _ = write!(out, "{number} 0 obj");
        out.extend(content);
        out.extend(b"endobj\n");
    }
    let start = out.len();
    let size = objects.iter().map(|(number, _)| *number).max().unwrap_or(0).saturating_add(1);
    out.extend(b"xref\n");
    out.extend(table);
    let _ = write!(out, "trailer\n<</Size {size}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF");
    out
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
