//! Tables of final accounts, budgets and projects: clean they are silent, and one wrong figure is one finding that
//! names it. The figures are invented; the expected arithmetic was computed apart from the program.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};
use jiheng_model::finding::{Finding, Severity};

/// File, line and cell from 1, figure, what is written instead, code, calculation.
const BROKEN: &[(&str, usize, usize, &str, &str, &str, &str)] = &[
    ("accounts-appropriation", 22, 3, "32.58", "42.58", "SUM-010", "42.58+0.00=42.58 ≠ 32.58"),
    (
        "accounts-appropriation",
        16,
        6,
        "177.48",
        "277.48",
        "SUM-010",
        "1622.51+0.00+1488.16+247.42+277.48+2348.12+278.85=6262.54 ≠ 6162.54",
    ),
    ("accounts-basic-expenditure", 9, 9, "57.05", "67.05", "SUM-010", "13.91+67.05=80.96 ≠ 70.96"),
    (
        "accounts-basic-expenditure",
        11,
        6,
        "68.99",
        "78.99",
        "SUM-010",
        "52.75+6.47+72.58+26.84+52.30+78.99+71.08+23.82+51.43+16.78+72.35+45.61+14.43=585.43 ≠ 575.43",
    ),
    ("accounts-expenditure", 16, 3, "644.69", "744.69", "SUM-010", "644.69=644.69 ≠ 744.69"),
    ("accounts-expenditure", 27, 4, "855.98", "955.98", "SUM-010", "955.98=955.98 ≠ 855.98"),
    ("accounts-general-budget", 19, 3, "549.86", "649.86", "SUM-010", "938.30+649.86=1588.16 ≠ 1488.16"),
    ("accounts-general-budget", 15, 3, "938.30", "138.30", "SUM-010", "644.69+0.00+293.61=938.30 ≠ 138.30"),
    ("accounts-government-funds", 9, 7, "25.63", "35.63", "SUM-010", "35.63+151.85=187.48 ≠ 177.48"),
    ("accounts-government-funds", 7, 4, "177.48", "277.48", "SUM-010", "177.48=177.48 ≠ 277.48"),
    ("accounts-income", 16, 4, "472.48", "572.48", "SUM-010", "572.48+0.00=572.48 ≠ 472.48"),
    (
        "accounts-income",
        6,
        2,
        "6151.26",
        "7151.26",
        "SUM-010",
        "1922.10+473.05+1.30+1960.08+1794.52+0.21=6151.26 ≠ 7151.26",
    ),
    (
        "accounts-income-and-expenditure",
        18,
        6,
        "278.85",
        "378.85",
        "SUM-010",
        "1645.26+0.00+0.00+1488.16+247.42+177.48+2348.12+378.85+0.00=6285.29 ≠ 6185.29",
    ),
    ("accounts-income-and-expenditure", 22, 6, "11.87", "21.87", "SUM-010", "6185.29+21.87=6207.16 ≠ 6197.16"),
    ("accounts-three-public", 7, 7, "15.88", "25.88", "SUM-010", "6.29+4.20+5.39=15.88 ≠ 25.88"),
    (
        "budget-against-last-year",
        5,
        4,
        "10101.19",
        "20101.19",
        "SUM-010",
        "4041.96+3083.15+490.42+2165.50+320.16=10101.19 ≠ 20101.19",
    ),
    ("budget-against-last-year", 27, 7, "513.58", "613.58", "GROWTH-001", "690.85-177.27=513.58 ≠ 613.58万元"),
    ("budget-expenditure", 18, 6, "1176.68", "2176.68", "SUM-010", "641.57+535.11=1176.68 ≠ 2176.68"),
    ("budget-expenditure", 31, 7, "200.84", "300.84", "SUM-010", "300.84+119.32=420.16 ≠ 320.16"),
    (
        "budget-income-and-expenditure",
        9,
        4,
        "3042.10",
        "4042.10",
        "SUM-010",
        "5778.86+4241.56+490.42+4042.10+320.16=14873.10 ≠ 13873.10",
    ),
    (
        "budget-income-and-expenditure",
        8,
        4,
        "490.42",
        "590.42",
        "SUM-010",
        "5778.86+4241.56+590.42+3042.10+320.16=13973.10 ≠ 13873.10",
    ),
    ("budget-three-public", 4, 3, "21.96", "31.96", "SUM-010", "8.27+5.49+8.20=21.96 ≠ 31.96"),
    ("budget-three-public", 4, 2, "22.76", "32.76", "SUM-010", "1.84+7.47+13.45=22.76 ≠ 32.76"),
    (
        "institutions-two-way",
        6,
        2,
        "954.31",
        "154.31",
        "SUM-010",
        "660.29+154.31+759.18+830.50+1313.17=3717.45 ≠ 4517.45",
    ),
    (
        "institutions-two-way",
        10,
        7,
        "1635.79",
        "2635.79",
        "SUM-010",
        "9.28+443.43+529.43+418.45+235.20=1635.79 ≠ 2635.79",
    ),
    ("project-evaluation", 8, 3, "248.16", "348.16", "SUM-010", "658.13+348.16+739.66=1745.95 ≠ 1645.95"),
    ("project-evaluation", 6, 5, "1381.49", "2381.49", "SUM-010", "528.48+218.38+634.63=1381.49 ≠ 2381.49"),
    (
        "projects-rates",
        6,
        4,
        "211.77",
        "311.77",
        "SUM-010",
        "201.01+532.56+311.77+232.32+295.84+340.25+32.89=1946.64 ≠ 1846.64",
    ),
    (
        "projects-rates",
        7,
        3,
        "430.23",
        "530.23",
        "SUM-010",
        "248.16+739.66+294.12+530.23+394.46+430.69+46.33=2683.65 ≠ 2583.65",
    ),
];

fn serious(engine: &Engine, text: &str) -> Vec<Finding> {
    let evaluation = engine.evaluate(text.as_bytes(), &Options::default()).expect("plain text is read");
    evaluation.judgement.findings.into_iter().filter(|finding| finding.severity > Severity::Notice).collect()
}

fn table(name: &str) -> String {
    let path = support::root().join(format!("fixtures/tables/{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text with one cell replaced.
fn broken(text: &str, line: usize, cell: usize, from: &str, to: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut cells: Vec<&str> = text.lines().nth(line - 1).expect("the line exists").split('\t').collect();
    assert_eq!(cells[cell - 1], from, "line {line}");
    cells[cell - 1] = to;
    lines[line - 1] = cells.join("\t");
    lines.join("\n")
}

#[test]
fn clean_tables_are_silent_and_are_checked() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let folder = std::fs::read_dir(support::root().join("fixtures/tables")).expect("the folder can be read");
    let mut count = 0;
    for entry in folder {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("plain text");
        assert!(serious(&engine, &text).is_empty(), "{text}\n{:#?}", serious(&engine, &text));
        let evaluation = engine.evaluate(text.as_bytes(), &Options::default()).expect("plain text is read");
        assert!(evaluation.judgement.holds.len() >= 4, "{text}");
        count += 1;
    }
    assert!(count >= 15);
}

#[test]
fn one_wrong_figure_is_one_finding() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for (name, line, cell, from, to, code, calculation) in BROKEN {
        let findings = serious(&engine, &broken(&table(name), *line, *cell, from, to));
        let shown: Vec<(&str, &str)> = findings.iter().map(|f| (f.code.as_str(), f.calculation.as_str())).collect();
        assert_eq!(shown, [(*code, *calculation)], "{name} line {line}: {from} → {to}");
    }
}
