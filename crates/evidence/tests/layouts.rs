//! One register in many layouts: what an export looks like does not change what its rows give.

use jiheng_evidence::register::{Contract, Export, Register, Unfit};
use jiheng_packs::PackSet;
use jiheng_readers::Limits;

fn read(packs: &PackSet, path: &str, text: &str, contract: Option<&Contract>) -> Result<Register, Unfit> {
    let book = jiheng_readers::read_sheets(text.as_bytes(), &Limits::default()).expect("it is a text");
    Register::read(&Export { path, sha256: "ab", book: &book, contract }, packs)
}

fn columns(register: &Register) -> Vec<(&str, &str, Option<&str>)> {
    register.mapped.iter().map(|c| (c.id.as_str(), c.header.as_str(), c.unit.as_deref())).collect()
}

#[test]
fn headers_are_found_below_titles_and_in_two_rows() {
    let packs = jiheng_samples::packs();
    let text = "2021年度闲置土地台账,,,,\n填报单位：某局,,,单位：亩,\n序号,宗地,,处置情况,\n,编号,土地面积,状态,日期\n\
                1,甲-1,１，０００．５,已销号,2021年3月5日\n2,甲-2,5.25,未销号,\n,,,,\n合计,,1005.75,,\n制表人：某,,,,\n";
    let register = read(&packs, "a.csv", text, None).unwrap();
    assert_eq!(
        columns(&register),
        [
            ("parcel", "编号", None),
            ("area", "土地面积", Some("亩")),
            ("state", "状态", None),
            ("closed_on", "日期", None)
        ]
    );
    assert_eq!((register.rows_read, register.rows_used()), (4, 2));
    let left: Vec<&str> = register.left_out.iter().map(|left| left.place.as_str()).collect();
    assert_eq!(left, ["第8行", "第9行"]);
}

#[test]
fn corrected_and_void_rows_do_not_count_and_are_listed() {
    let packs = jiheng_samples::packs();
    let text = "宗地编号,面积（亩）,处置状态,更正编号,作废原因\n甲-1,10,已销号,,\n甲-2,20,未销号,,\n\
                甲-2改,21,未销号,甲-2,\n甲-3,30,未销号,,重复录入\n甲-4,40,待定,甲-9,\n";
    let register = read(&packs, "闲置土地.csv", text, None).unwrap();
    assert_eq!(register.rows_used(), 2);
    let left: Vec<(&str, &str, bool)> =
        register.left_out.iter().map(|l| (l.place.as_str(), l.reason.zh.as_str(), l.unreadable)).collect();
    assert_eq!(
        left,
        [
            ("第3行", "已由第4行更正", false),
            ("第5行", "已作废：重复录入", false),
            ("第6行", "写明更正“甲-9”，但没有唯一的这一行", true),
        ]
    );
}

#[test]
fn a_contract_overrides_the_guess_and_is_held_to_its_word() {
    let packs = jiheng_samples::packs();
    let text = "地块,大小,进展\n甲-1,1.5,办完\n甲-2,2,没办\n";
    assert!(read(&packs, "a.csv", text, None).is_err());
    let contract = |extra: &str| {
        let toml = format!(
            "file = \"a.csv\"\nkind = \"idle_land\"\nyear = 2021\n{extra}\n[columns]\nparcel = \"地块\"\n\
             area = {{ header = \"大小\", unit = \"公顷\" }}\n\
             state = {{ header = \"进展\", values = {{ \"办完\" = \"closed\", \"没办\" = \"open\" }} }}\n"
        );
        Contract::parse(&toml).unwrap()
    };
    let register = read(&packs, "a.csv", text, Some(&contract(""))).unwrap();
    assert_eq!(register.rows_used(), 2);
    assert!(register.left_out.is_empty(), "{:?}", register.left_out);
    assert_eq!(columns(&register)[1], ("area", "大小", Some("公顷")));
    for extra in ["rows = 3", "sha256 = \"00\""] {
        assert!(read(&packs, "a.csv", text, Some(&contract(extra))).is_err(), "{extra}");
    }
    assert!(Contract::parse("file = \"a\"\ncolor = \"red\"").is_err());
}

#[test]
fn what_is_no_register_is_told() {
    let packs = jiheng_samples::packs();
    for text in ["", "甲,乙\n1,2\n", "宗地编号,成交日期\n1,2021-01-01\n"] {
        let book = jiheng_readers::read_sheets(text.as_bytes(), &Limits::default());
        let unfit = book.ok().map(|book| {
            Register::read(&Export { path: "a.csv", sha256: "", book: &book, contract: None }, &packs).is_err()
        });
        assert_ne!(unfit, Some(false), "{text}");
    }
}
