//! The tables that are handed in beside the report, filled from the sample.

use jiheng_documents::page::Piece;
use jiheng_documents::{Content, Format, fill, write};
use jiheng_engine::{Engine, Options};
use jiheng_readers::Limits;
use jiheng_samples::{packs, root};

#[test]
fn every_sheet_is_filled_and_written_in_every_format() {
    let packs = packs();
    let bytes = std::fs::read(root().join("examples/linjiang-2021/clean/report.docx")).expect("the sample can be read");
    let document = jiheng_readers::read(&bytes, &Limits::default()).expect("the sample is a document");
    let facts = Engine::new(&packs).evaluate_document(&document, String::new(), &Options::default()).facts;
    for (id, texts) in [
        ("hunan-self-evaluation", &["2021年度部门整体支出绩效自评表", "2855.53", "1612.13", "98.56", "年度指标值"][..]),
        ("hunan-base-data", &["6.89", "61", "164.74", "政府采购金额"]),
        ("project-self-evaluation", &["项目名称", "产出指标（50分）", "可持续影响指标"]),
    ] {
        let sheet = packs.sheets.iter().find(|sheet| sheet.id == id).expect("the sheet is among the packs");
        let page = fill(sheet, Content::new(&document, &facts, &packs.vocabulary));
        let Some(Piece::Grid(grid)) = page.pieces.first() else { panic!("{id} is one table") };
        let cells: Vec<&str> = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
        for text in texts {
            assert!(cells.contains(text), "{id}: {text}");
        }
        for format in [Format::Docx, Format::Xlsx, Format::Html, Format::Json] {
            let file = write(&page, format).expect("the sheet can be written");
            jiheng_readers::read(&file, &Limits::default()).expect("and read");
        }
    }
}
