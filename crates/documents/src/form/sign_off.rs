//! Sign-off boxes with room for opinion, signature or seal and date; and the line of whoever filled the form in.

use jiheng_packs::form::SignBox;

use super::{Sheet, first};
use crate::page::{Kind, Row};

/// Room to write a date in.
const DATE: &str = "年    月    日";

pub(super) fn row(sheet: &Sheet<'_>, sign: &SignBox) -> Row {
    let part = |name: &str| sheet.content.field(&format!("{}.{name}", sign.fact));
    let date = part("date");
    let date = if date.is_empty() { DATE.to_owned() } else { date };
    let (opening, signature) = if sign.opinion {
        (part("opinion"), format!("{}：{}", first(&sign.signature), part("signature")))
    } else {
        (part("signature"), String::new())
    };
    let heading = format!("{}：{opening}", first(&sign.labels));
    let lines = [heading, String::new(), signature, date];
    let text: Vec<&str> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| *at == 1 || !line.is_empty())
        .map(|(_, line)| line.as_str())
        .collect();
    let mut row = Row::of([(sheet.columns(), Kind::Sign, text.join("\n"))]);
    row.height_mm = sheet.layout.sign_height_mm;
    row
}

/// 填报人（签名）：张三    联系电话：…
pub(super) fn preparer(sheet: &Sheet<'_>) -> String {
    let filled = |fact: &String| format!("{}：{}", sheet.label(fact), sheet.content.field(fact));
    sheet.layout.preparer.iter().map(filled).collect::<Vec<_>>().join("    ")
}
