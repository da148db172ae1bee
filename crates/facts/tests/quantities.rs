//! Which numerals of a sentence are quantities, and which never are.

mod support;

use jiheng_facts::Lexicon;
use jiheng_model::statement::{State, Statement, WaiverClass};

fn shown(statement: &Statement) -> String {
    let unit = statement.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    let approximation = match statement.approximation.name() {
        "none" => String::new(),
        other => format!(" {other}"),
    };
    format!("{}{unit}{approximation}", statement.written)
}

#[test]
fn quantities_are_read_with_unit_and_approximation() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    for (text, expected) in [
        ("全年投入资金1,286.50万元，惠及群众3.2万人次。", "1286.50万元|3.2万人次"),
        ("新建管网约18公里，改造近600户，完成200多万元。", "18公里 about|600户 near|200万元 plus"),
        ("审批压缩至3—5个工作日，补助标准为10%~15%。", "3—5个工作日 range|10%~15% range"),
        ("按期办结率95%以上，超支不超过2.5个百分点。", "95% at_least|2.5个百分点 at_most"),
        ("青山、白塔、红桥分别修渠12、15、18公里。", "12公里|15公里|18公里"),
        ("召开两次调度会，走访三十五户。", "两次|三十五户"),
        ("当年结余为-42.16万元。", "-42.16万元"),
        ("综述称“支出增长率-5.2%”。", "-5.2%"),
        ("占地１２．５亩，均价３６００元。", "１２．５亩|３６００元"),
        ("较上年下降0.3个百分点，同比增长12‰。", "0.3个百分点|12‰"),
        ("项目支出２７０５１６００．００元。", "２７０５１６００．００元"),
        ("比上年1667.00万元多415万元，未超过3000万元。", "1667.00万元|415万元|3000万元 at_most"),
    ] {
        let facts = support::facts(&packs, &lexicon, text);
        let quantities: Vec<String> =
            facts.statements.iter().filter(|s| s.state == State::Number && s.class.is_none()).map(shown).collect();
        let plain = |text: &str| text.replace(',', "");
        assert_eq!(plain(&quantities.join("|")), expected, "{text}");
    }
}

#[test]
fn names_dates_and_numbers_of_papers_are_no_quantities() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    for (text, classes) in [
        ("依据江财绩〔2022〕18号文件，于2022年5月9日前报送。", "doc_number date"),
        ("1.推进“210”改革，开通12345热线。", "list_no name_numeral name_numeral"),
        ("落实三公经费管理，完成一张图建设，学习十九届六中全会精神。", ""),
        ("联系电话：0790-5550123，手机13900000000。", "phone phone"),
        ("位列全市第2名，完成第3次普查。", "ordinal ordinal"),
        ("2020—2022年连续三年，3月开工，S207线通车。", "period date name_numeral"),
        ("预算编码：906017。", "identifier"),
        ("目标3：完成2021年度任务。", "list_no year"),
        ("表1-1 部门收支情况", "list_no"),
        ("严格执行预算法第五十七条。", ""),
    ] {
        let facts = support::facts(&packs, &lexicon, text);
        let quantities: Vec<String> =
            facts.statements.iter().filter(|s| s.state == State::Number && s.class.is_none()).map(shown).collect();
        assert!(quantities.is_empty(), "{text}: {quantities:?}");
        let found: Vec<&str> = facts.statements.iter().filter_map(|s| s.class.map(WaiverClass::name)).collect();
        assert_eq!(found.join(" "), classes, "{text}");
    }
}

#[test]
fn every_digit_run_belongs_to_exactly_one_statement() {
    let packs = support::packs();
    let lexicon = Lexicon::new(&packs.vocabulary);
    let text = "1.江财绩〔2022〕18号：2021年完成3—5项，投入1,200.5万元（占10.5%）。\n电话0790-5550123，S207线2.5公里，12345热线。\n";
    let facts = support::facts(&packs, &lexicon, text);
    // 1, 2022, 18, 2021, 3, 5, 1,200.5, 10.5, 0790, 5550123, 207, 2.5, 12345
    assert_eq!(facts.statements.iter().map(|s| s.digit_runs).sum::<u32>(), 13);
}
