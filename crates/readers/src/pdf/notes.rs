//! Pages that cannot be read as they are, and what is said about them.

use std::fmt::Write as _;

use jiheng_model::document::DocumentBuilder;

use super::garbage::is_garbage;
use super::page::{Glyph, Page};
use crate::error::ReadError;
use crate::note;

/// Fewer visible characters than this on a page of pictures are a stamp or a page number.
const FEW: usize = 10;
/// A picture that covers this much of a page, in percent, is the page.
const WHOLE: u32 = 50;
/// Letters drawn as shapes are many shapes.
const MANY_SHAPES: u32 = 200;
/// This many pages are named.
const NAMED: usize = 20;

/// Page numbers of what was left out or is doubtful.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Pages that draw too much.
    pub(super) busy: Vec<u32>,
    pub(super) scanned: Vec<u32>,
    pub(super) recognised: Vec<u32>,
    pub(super) hidden: Vec<u32>,
    pub(super) undecoded: Vec<u32>,
    /// Pages whose characters make no text.
    pub(super) garbled: Vec<u32>,
    /// Pages with text at an angle that stands in no table.
    pub(super) turned: Vec<u32>,
    /// Pages with tables that no lines show.
    pub(super) aligned: Vec<u32>,
    /// Headers, footers and page numbers.
    pub(super) furniture: usize,
}

/// Decides for each page what counts as its text, and refuses files that have none.
pub(super) fn judge(pages: &mut [Page], left_out: &mut LeftOut) -> Result<(), ReadError> {
    let (mut written, mut undecoded, mut garbled) = (0, 0, 0);
    for page in pages.iter_mut() {
        choose_text(page, left_out);
        if is_garbage(visible(page)) {
            garbled += visible(page).count();
            for text in page.texts_mut() {
                text.seen.clear();
            }
            left_out.garbled.push(page.number);
            continue;
        }
        let seen = visible(page).count();
        if seen < FEW && (page.pictures >= WHOLE || page.shapes >= MANY_SHAPES) {
            left_out.scanned.push(page.number);
        } else {
            written += seen;
        }
        let unknown = visible(page).filter(|character| *character == '\u{FFFD}').count();
        if unknown > 0 {
            left_out.undecoded.push(page.number);
        }
        undecoded += unknown;
        if page.slanted > 0 {
            left_out.turned.push(page.number);
        }
    }
    if written == 0 && !left_out.scanned.is_empty() {
        return Err(ReadError::ScannedPdf);
    }
    // A page that makes no text is left out and named, unless it is most of the file.
    if undecoded * 2 > written || garbled > written {
        return Err(ReadError::UnreadableFonts);
    }
    Ok(())
}

/// A page that shows next to nothing of its text is a scan with what was recognised in it.
fn choose_text(page: &mut Page, left_out: &mut LeftOut) {
    let count = |glyphs: &[Glyph]| glyphs.iter().filter(|glyph| !glyph.is_blank()).count();
    let seen: usize = page.texts_mut().iter().map(|text| count(&text.seen)).sum();
    let unseen: usize = page.texts_mut().iter().map(|text| count(&text.unseen)).sum();
    if unseen == 0 {
        return;
    }
    if seen * 5 >= unseen {
        left_out.hidden.push(page.number);
        return;
    }
    for text in page.texts_mut() {
        text.seen.append(&mut text.unseen);
    }
    left_out.recognised.push(page.number);
}

/// All that can be read of a page.
fn visible(page: &Page) -> impl Iterator<Item = char> {
    let glyphs = page.upright.seen.iter().chain(&page.climbing.seen).chain(&page.falling.seen);
    glyphs.filter(|glyph| !glyph.is_blank()).map(|glyph| glyph.character)
}

impl LeftOut {
    /// Writes the notes.
    pub(super) fn tell(&self, builder: &mut DocumentBuilder) {
        let notes: [(&'static str, &[u32], &str, &str); 8] = [
            (
                "scanned-pages",
                &self.scanned,
                "是图片，没有文字，未核对；请提供有文字的文件",
                "pictures without text, not checked",
            ),
            (
                "recognised-text",
                &self.recognised,
                "是扫描件，按其中文字识别的结果核对，识别可能有误",
                "scans; what was recognised in them is read and may be wrong",
            ),
            ("hidden-text", &self.hidden, "有看不见的文字，未计入核对", "invisible text was left out"),
            (
                "undecoded-text",
                &self.undecoded,
                "有的字体没有写明字形代表什么字，这些字读作“\u{FFFD}”",
                "fonts that do not say which characters they draw; these read as U+FFFD",
            ),
            (
                "garbled-text",
                &self.garbled,
                "的文字层与显示的字对不上（乱码），不可采信，未读取；请提供 Word 文件，或用 Word、WPS 重新导出 PDF",
                "the characters under what is drawn make no text; they are not trusted and were not read",
            ),
            (
                "aligned-tables",
                &self.aligned,
                "有没有画全表格线的表，按对齐的位置还原",
                "tables without lines between their columns, rebuilt from what is aligned",
            ),
            ("turned-text", &self.turned, "有斜排或竖排的文字，未读取", "text at an angle was not read"),
            (
                "busy-pages",
                &self.busy,
                "的绘图内容过多或不合规范，未读取",
                "draws too much, or not as a page of text does, and was not read",
            ),
        ];
        for (kind, pages, zh, en) in notes {
            if !pages.is_empty() {
                let list = list(pages);
                builder.note(note(kind, format!("第 {list} 页{zh}。"), format!("page {list}: {en}")));
            }
        }
        if self.furniture > 0 {
            let count = self.furniture;
            builder.note(note(
                "page-furniture",
                format!("页眉、页脚和页码共 {count} 行，未计入核对。"),
                format!("{count} lines of headers, footers and page numbers were left out"),
            ));
        }
    }
}

/// `1、3、5`, and no endless list.
fn list(pages: &[u32]) -> String {
    let mut list = String::new();
    for (index, page) in pages.iter().take(NAMED).enumerate() {
        let comma = if index > 0 { "、" } else { "" };
        let _ = write!(list, "{comma}{page}");
    }
    if pages.len() > NAMED {
        list.push('…');
    }
    list
}
