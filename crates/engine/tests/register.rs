//! The number register counts every run of Arabic digits of the visible text once, in every format.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};
use jiheng_model::document::{Block, Document};
use jiheng_readers::Limits;

/// All visible text, one paragraph or cell after the other.
fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![document.text(&paragraph.text)],
            Block::Table(table) => table.cells.iter().map(|cell| document.text(&cell.text)).collect(),
        })
        .collect()
}

/// Runs of digits, with one decimal point and with separators of thousands inside; counted anew here on purpose.
fn runs(text: &str) -> u32 {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
    let group = |at: usize| (1..=3).all(|step| is_digit(at + step)) && !is_digit(at + 4);
    let (mut count, mut at) = (0, 0);
    while at < chars.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        count += 1;
        let mut points = 0;
        let joins = |at: usize, points: &mut u32| match chars.get(at) {
            Some('.' | '．') if *points == 0 && is_digit(at + 1) => {
                *points += 1;
                true
            }
            Some(',' | '，') => *points == 0 && group(at),
            _ => false,
        };
        while is_digit(at) || joins(at, &mut points) {
            at += 1;
        }
    }
    count
}

#[test]
fn runs_are_counted_as_readers_see_them() {
    for (text, count) in [
        ("", 0),
        ("无", 0),
        ("共719.70万元", 1),
        ("1,243.40和56", 2),
        ("2021年3月", 2),
        ("1.2.3", 2),
        ("１２３人", 1),
        ("12,5", 2),
    ] {
        assert_eq!(runs(text), count, "{text}");
    }
}

#[test]
fn every_run_of_the_samples_belongs_to_one_class() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for twin in ["clean", "faulty"] {
        for format in ["txt", "docx", "xlsx", "html"] {
            let path = format!("examples/linjiang-2021/{twin}/report.{format}");
            let bytes = std::fs::read(support::root().join(&path)).expect("the sample can be read");
            let document = jiheng_readers::read(&bytes, &Limits::default()).expect("the sample is a document");
            let visible: u32 = texts(&document).into_iter().map(runs).sum();
            let evaluation = engine.evaluate(&bytes, &Options::default()).expect("the sample is a document");
            let register = evaluation.register;
            assert_eq!(register.total, visible, "{path}");
            assert_eq!(register.bound + register.waived + register.unbound, register.total, "{path}");
            let classes: u32 =
                evaluation.facts.statements.iter().filter(|s| s.class.is_some()).map(|s| s.digit_runs).sum();
            assert_eq!(register.waived, classes, "{path}");
        }
    }
}

#[test]
fn awkward_digits_are_counted_once() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for text in [
        "全年支出1,243.40万元，占94.74%，较上年增长3—5个百分点。",
        "江〔2021〕32号、第3号、2021—2023年、2021年3月10日、2021-03-10、2021.3.10。",
        "电话0000-5550123、13800000000，账号6222020000000000000，代码A-12-34。",
        "1.2.3，12,5，1,2,34，0.5.，.5，5.，３．５公顷，１２３人。",
        "约20余户、近3年、不超过5个工作日、3至5天、12、15、18公里。",
        "“160”改革、5G、1号楼2单元301室、7×24小时、3/4、1:2.5、2021年度1至6月。",
        "目标1：完成10次；目标2：完成3次，得分98分，98.00分，-89.57万元。",
        "12345678901234567890123456789012345678901234567890万元",
    ] {
        let register =
            engine.evaluate(text.as_bytes(), &Options::default()).expect("a sentence is a document").register;
        assert_eq!(register.total, runs(text), "{text}");
        assert_eq!(register.bound + register.waived + register.unbound, register.total, "{text}");
    }
}

#[test]
fn numerals_in_words_are_listed_with_their_class_and_not_counted() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let options = Options { spelled: true, ..Options::default() };
    let cases: [(&str, &[(&str, &str)]); 12] = [
        ("“三公”经费按一般公共预算列示。", &[("三公", "name_numeral"), ("一般公共预算", "name_numeral")]),
        ("一、基本情况", &[("一", "list_no")]),
        ("（二）项目管理", &[("二", "list_no")]),
        ("一是加强管理；二是压缩开支。", &[("一是", "list_no"), ("二是", "list_no")]),
        ("第三季度完成。", &[("第三季度", "period")]),
        ("依据第五十七条。", &[("第五十七条", "doc_number")]),
        ("第三次调查完成。", &[("第三次", "ordinal")]),
        ("近三年持续下降。", &[("三年", "period")]),
        ("“十四五”时期的任务。", &[("十四五", "period")]),
        ("二〇二一年三月印发。", &[("二〇二一年", "year"), ("三月", "date")]),
        ("召开会议四次，共30人。", &[]),
        ("建成十二个站点。", &[]),
    ];
    for (line, expected) in cases {
        let evaluation = engine.evaluate(line.as_bytes(), &options).expect("a line is a document");
        let runs: u32 = evaluation.facts.statements.iter().map(|s| s.digit_runs).sum();
        let found: Vec<(&str, &str)> = evaluation
            .facts
            .statements
            .iter()
            .filter(|s| s.digit_runs == 0)
            .filter_map(|s| Some((s.written.as_str(), s.class?.name())))
            .collect();
        assert_eq!(found, expected, "{line}");
        assert_eq!(evaluation.register.total, runs, "{line}");
    }
}
