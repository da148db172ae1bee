//! What a worker says: answers are mixed with those of honest workers about small documents.

use std::sync::LazyLock;

use jiheng_readers::Limits;

use super::{Random, by_bytes};

const DOCUMENTS: &[&str] = &[
    "一、概况\n人员支出12.50万元，其中工资8.30万元、津贴4.20万元。\n",
    "项目\t预算数\t决算数\n人员支出\t12.50\t12.40\n公用支出\t3.00\t2.90\n合计\t15.50\t15.30\n",
    "<h1>收支</h1><table><tr><td colspan=2>合计<td>12.5<tr><td rowspan=2>工资<td>8.3<td>万元<tr><td>4.2<td>万元</table>",
];

/// Answers to be mixed with.
static ANSWERS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let read = |text: &&str| jiheng_readers::read(text.as_bytes(), &Limits::default());
    let documents = DOCUMENTS.iter().filter_map(|text| read(text).ok());
    let mut answers: Vec<Vec<u8>> = documents.filter_map(|document| jiheng_isolation::said(document).ok()).collect();
    answers.extend((0..8).map(|kind| vec![3, 0, 0, 0, kind, 4, 4]));
    answers
});

pub fn bent(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut frames = frames(bytes);
    if frames.is_empty() || random.one_in(16) {
        frames.insert(0, random.of(&ANSWERS)[4..].to_vec());
    }
    let at = random.below(frames.len());
    match random.below(8) {
        0 => frames.push(random.of(&ANSWERS)[4..].to_vec()),
        1 => drop(frames.remove(at)),
        _ => by_bytes(&mut frames[at]),
    }
    Some(frames.iter().flat_map(|frame| [&(frame.len() as u32).to_le_bytes()[..], frame.as_slice()].concat()).collect())
}

fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut rest = bytes;
    while let Some((head, after)) = rest.split_first_chunk::<4>() {
        let (frame, next) = after.split_at((u32::from_le_bytes(*head) as usize).min(after.len()));
        frames.push(frame.to_vec());
        rest = next;
    }
    frames
}
