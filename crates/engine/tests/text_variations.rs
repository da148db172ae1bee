//! The ways in which the same report reaches us as text: each changes a sample by one small function, and the findings
//! must be those of the plain sample, or a note or refusal must say what could not be read.

use jiheng_samples as support;

use std::collections::BTreeSet;

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};

/// What must come of a changed text.
#[derive(Clone, Copy, Debug)]
enum Expect {
    /// The findings of the plain text, and what holds there.
    Same,
    /// The same, and a note of this kind says what was done.
    Said(&'static str),
    /// Nothing beyond the findings of the plain text, and a note of this kind says what was left.
    Noted(&'static str),
    /// Not read at all, for this reason.
    Refused(&'static str),
}

use Expect::{Noted, Refused, Said, Same};

/// Name, samples, the change, what must come of it.
type Variation = (&'static str, &'static [Sample], fn(&str) -> String, Expect);

/// A text that is changed: a file, and one figure of it exchanged so that there is something to find.
type Sample = (&'static str, &'static str, &'static str);

const FAULTY: Sample = ("examples/linjiang-2021/faulty/report.txt", "", "");
const CLEAN: Sample = ("examples/linjiang-2021/clean/report.txt", "", "");
const REPORTS: &[Sample] = &[FAULTY, CLEAN];
const TWO_WAY: Sample = ("fixtures/tables/institutions-two-way.txt", "\t954.31", "\t854.31");
const PROJECTS: Sample = ("fixtures/tables/projects-rates.txt", "\t211.77", "\t201.77");
const BALANCE: Sample = ("fixtures/tables/accounts-income-and-expenditure.txt", "\t278.85", "\t378.85");
const THREE_PUBLIC: Sample = ("fixtures/tables/accounts-three-public.txt", "\t15.88", "\t25.88");
const BASIC: Sample = ("fixtures/tables/accounts-basic-expenditure.txt", "\t57.05", "\t67.05");
const TABLES: &[Sample] = &[TWO_WAY, PROJECTS, BALANCE, THREE_PUBLIC, BASIC];
const ALL: &[Sample] = &[FAULTY, CLEAN, TWO_WAY, PROJECTS, BALANCE, THREE_PUBLIC, BASIC];

const VARIATIONS: &[Variation] = &[
    // Cells and lines.
    ("cells between bars", ALL, |t| rows_as(t, "| ", " | ", " |"), Same),
    ("cells divided by full-width bars", TABLES, |t| rows_as(t, "", "｜", ""), Same),
    ("cells in a drawn frame", TABLES, |t| ruled(&rows_as(t, "│", "│", "│"), "├──┼──┤"), Same),
    ("a Markdown table", TABLES, |t| ruled(&rows_as(t, "|", "|", "|"), "|---|---|"), Same),
    (
        "one cell per line, rows not divided",
        &[TWO_WAY, PROJECTS],
        |t| rows_as(t, "", "\n", ""),
        Noted("cells-one-per-line"),
    ),
    (
        "one cell per line, rows divided by blank lines",
        REPORTS,
        |t| t.replace("\n\t", "\n"),
        Noted("cells-one-per-line"),
    ),
    ("paragraphs broken at a fixed width", REPORTS, |t| wrapped(t, 35), Same),
    ("lines broken at a narrow width", REPORTS, |t| wrapped(t, 22), Same),
    (
        "numbers broken before the point",
        &[TWO_WAY, PROJECTS, BALANCE, BASIC],
        |t| cells(t, |n| n.replace('.', "\n.")),
        Same,
    ),
    // Years.
    ("blanks between the digits of years", REPORTS, |t| t.replace("2021年", "2 0 2 1年"), Same),
    ("a blank in the middle of years", REPORTS, |t| t.replace("2021年", "20 21 年"), Same),
    ("a blank before 年", REPORTS, |t| t.replace("2021年", "2021 年"), Same),
    ("full-width digits", REPORTS, |t| figures(&t.replace("2021年", "２０２１年"), wide), Same),
    // Decimals.
    ("six decimals", ALL, |t| figures(t, |n| format!("{n}0000")), Same),
    ("binary noise above", ALL, |t| figures(t, |n| format!("{n}00000000001")), Same),
    ("binary noise below", ALL, |t| figures(t, below), Same),
    ("no decimals", &[CLEAN], |t| in_accounts(t, |a| cells(a, rounded)), Same),
    // Units.
    ("units inside the cells", REPORTS, |t| in_accounts(t, |a| cells(a, |n| format!("{n}万元"))), Same),
    ("units inside the cells after a blank", REPORTS, |t| in_accounts(t, |a| cells(a, |n| format!("{n} 万元"))), Same),
    (
        "tables in 元 under captions that say so",
        REPORTS,
        |t| in_accounts(t, |a| in_yuan(&a.replace("万元", "元"))),
        Same,
    ),
    (
        "tables in 元 under captions that say nothing",
        REPORTS,
        |t| in_accounts(t, |a| in_yuan(&a.replace("（万元）", ""))),
        Said("unit-by-comparison"),
    ),
    ("units after a blank that does not break", ALL, |t| figures(t, |n| format!("{n}\u{a0}")), Same),
    // Separators.
    ("thousands", ALL, |t| figures(t, |n| grouped(n, ",")), Same),
    ("thousands after a full-width comma", ALL, |t| figures(t, |n| grouped(n, "，")), Same),
    ("thousands after a blank", ALL, |t| figures(t, |n| grouped(n, " ")), Same),
    ("separators at the wrong places", ALL, |t| figures(t, misgrouped), Noted("number-unclear")),
    ("trailing dots", TABLES, |t| cells(t, |n| format!("{n}.")), Same),
    // Nothing, said in many ways.
    ("/ for nothing", TABLES, |t| blanks(t, "/"), Same),
    ("—— for nothing", TABLES, |t| blanks(t, "——"), Same),
    ("无 for nothing", TABLES, |t| blanks(t, "无"), Same),
    ("…… for nothing", TABLES, |t| blanks(t, "……"), Same),
    ("a long dash for nothing", TABLES, |t| blanks(t, "———"), Same),
    ("0 for nothing", &[BALANCE, THREE_PUBLIC], |t| blanks(t, "0"), Same),
    // Percents.
    ("percents without a sign", &[PROJECTS], |t| t.replace('%', ""), Said("rate-by-comparison")),
    ("percents as fractions", &[PROJECTS], fractions, Said("rate-by-comparison")),
    // Characters.
    ("traditional characters", ALL, traditional, Said("traditional-characters")),
    ("O for 0 in every figure that has one", ALL, |t| figures(t, |n| n.replace('0', "O")), Noted("number-unclear")),
    ("l for 1", TABLES, |t| figures(t, |n| n.replace('1', "l")), Noted("number-unclear")),
    ("〇 for 0", TABLES, |t| figures(t, |n| n.replace('0', "〇")), Noted("number-unclear")),
    ("S for 5", TABLES, |t| figures(t, |n| n.replace('5', "S")), Noted("number-unclear")),
    // Print.
    ("values printed twice", TABLES, |t| cells(t, |n| format!("{n} {n}")), Said("printed-twice")),
    ("a value printed over another", &[PROJECTS], |t| t.replace("340.25", "340.25 1.23"), Noted("number-unclear")),
    ("rows printed twice", TABLES, |t| doubled(t, |line| line.contains('\t')), Said("printed-twice")),
    ("pages with header and number", REPORTS, |t| paged(t, 40), Same),
    ("pages with form feeds", REPORTS, |t| paged(t, 40).replace("\n— ", "\n\u{c}— "), Same),
    // What is no report, or more than one.
    (
        "two reports in one file",
        &[FAULTY],
        // The second report is checked as well and has findings of its own.
        |t| format!("{t}\n{}", read("fixtures/reports/clean/market.txt")),
        Noted("several-reports"),
    ),
    ("all digits gone", &[FAULTY], |t| t.chars().filter(|c| !c.is_ascii_digit()).collect(), Refused("numbers-lost")),
    ("UTF-8 read as GBK", REPORTS, |t| encoding_rs::GBK.decode(t.as_bytes()).0.into_owned(), Refused("garbled")),
    (
        "GBK read as Latin",
        REPORTS,
        |t| encoding_rs::GBK.encode(t).0.iter().map(|b| char::from(*b)).collect(),
        Refused("garbled"),
    ),
    (
        "GBK saved as UTF-8 with its losses",
        REPORTS,
        |t| String::from_utf8_lossy(&encoding_rs::GBK.encode(t).0).into_owned(),
        Refused("garbled"),
    ),
    ("a package in letters", &[FAULTY], base64, Refused("not-text")),
];

fn read(path: &str) -> String {
    std::fs::read_to_string(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn plain((path, from, to): Sample) -> String {
    let text = read(path);
    assert!(text.contains(from), "{path} does not hold {from:?}");
    if from.is_empty() { text } else { text.replacen(from, to, 1) }
}

/// Severity, code and number of statements of every finding, consequences indented.
fn shown(findings: &[Finding], depth: usize) -> Vec<String> {
    let one = |finding: &Finding| {
        let head =
            format!("{}{} {} {}", "  ".repeat(depth), finding.severity.name(), finding.code, finding.statements.len());
        std::iter::once(head).chain(shown(&finding.consequences, depth + 1)).collect::<Vec<_>>()
    };
    findings.iter().flat_map(one).collect()
}

fn holds(evaluation: &Evaluation) -> Vec<&str> {
    let mut codes: Vec<&str> = evaluation.judgement.holds.iter().map(|hold| hold.code.as_str()).collect();
    codes.sort_unstable();
    codes
}

fn codes(evaluation: &Evaluation) -> BTreeSet<String> {
    let lines = shown(&evaluation.judgement.findings, 0).into_iter();
    lines.filter_map(|line| line.trim_start().split(' ').nth(1).map(str::to_owned)).collect()
}

/// What is not as expected.
fn problems(engine: &Engine, sample: Sample, change: fn(&str) -> String, expect: Expect) -> Vec<String> {
    let text = plain(sample);
    let before = engine.evaluate(text.as_bytes(), &Options::default()).expect("the sample is read");
    let changed = change(&text);
    let after = match (engine.evaluate(changed.as_bytes(), &Options::default()), expect) {
        (Err(refused), Refused(kind)) if refused.kind == kind => return Vec::new(),
        (Err(refused), _) => return vec![format!("refused: {refused}")],
        (Ok(after), _) => after,
    };
    let mut problems = Vec::new();
    let (old, new) = (shown(&before.judgement.findings, 0), shown(&after.judgement.findings, 0));
    let has = |kind: &str| after.notes.iter().any(|note| note.kind == kind);
    match expect {
        Same | Said(_) => {
            let (gone, come) = (missing(&old, &new), missing(&new, &old));
            problems.extend(gone.into_iter().map(|line| format!("lost: {line}")));
            problems.extend(come.into_iter().map(|line| format!("beyond: {line}")));
            let (old, new): (Vec<String>, Vec<String>) = (
                holds(&before).iter().map(|s| (*s).to_owned()).collect(),
                holds(&after).iter().map(|s| (*s).to_owned()).collect(),
            );
            problems.extend(missing(&old, &new).into_iter().map(|line| format!("no longer holds: {line}")));
        }
        Noted(_) => {
            let known = codes(&before);
            let beyond = after.judgement.findings.iter().filter(|finding| !known.contains(&finding.code));
            problems.extend(beyond.map(|finding| format!("beyond: {} {}", finding.code, finding.message.zh)));
        }
        Refused(kind) => problems.push(format!("not refused as {kind}")),
    }
    if let Said(kind) | Noted(kind) = expect
        && !has(kind)
    {
        problems.push(format!("no note {kind}"));
    }
    problems
}

/// Lines of the first list that the second does not have as often.
fn missing(of: &[String], from: &[String]) -> Vec<String> {
    let mut rest = from.to_vec();
    of.iter()
        .filter(|line| match rest.iter().position(|other| other == *line) {
            Some(at) => {
                rest.swap_remove(at);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}

#[test]
fn a_report_says_the_same_however_its_text_is_set() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let mut all = Vec::new();
    for (name, samples, change, expect) in VARIATIONS {
        // Not every sample holds what a variation changes.
        let changed: Vec<&Sample> =
            samples.iter().filter(|sample| change(&plain(**sample)) != plain(**sample)).collect();
        assert!(!changed.is_empty(), "{name} changes nothing");
        let found = changed.into_iter().flat_map(|sample| {
            let found = problems(&engine, *sample, *change, *expect);
            found.into_iter().map(|problem| format!("{name} · {}: {problem}", sample.0))
        });
        all.extend(found);
    }
    assert!(all.is_empty(), "{} problems\n{}", all.len(), all.join("\n"));
}

/// A report as counties publish it: the notes that say what was done or left, a figure, what is written instead, and the
/// calculation of the only finding then.
type Published = (&'static str, &'static [&'static str], &'static str, &'static str, &'static str);

const PUBLISHED: &[Published] = &[
    ("printed-pages", &["page-furniture"], "| 802.10 ", "| 812.10 ", "812.10"),
    ("printed-pages", &["page-furniture"], "1421.35万\n元", "1412.35万\n元", "1412.35"),
    ("printed-pages", &["page-furniture"], "森林防火415.60万元", "森林防火451.60万元", "451.60"),
    ("cells-one-per-line", &[], "\n301.55\n", "\n310.55\n", "310.55"),
    ("cells-one-per-line", &[], "项目支出990.73万元", "项目支出909.73万元", "909.73"),
    ("digits-apart", &[], "1 105.20万元、", "1 150.20万元、", "1150.20"),
    ("digits-apart", &[], "8 6 2 . 4 7", "8 2 6 . 4 7", "826.47"),
    ("digits-apart", &[], "\t287.50.", "\t278.50.", "278.50"),
    ("nothing-in-many-ways", &[], "\t1.35\t", "\t1.53\t", "1.53"),
    ("traditional", &["traditional-characters"], "\t186.95", "\t168.95", "168.95"),
    ("traditional", &["traditional-characters"], "1206.35萬元", "1260.35萬元", "1260.35"),
    ("recognised-from-a-scan", &["number-unclear"], "", "", ""),
    ("yuan-beside-wanyuan", &[], "\t1625000.00", "\t1652000.00", "1652000.00"),
    ("yuan-beside-wanyuan", &[], "\t176.20", "\t167.20", "167.20"),
];

#[test]
fn published_reports_are_silent_and_one_wrong_figure_is_found() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let mut problems = Vec::new();
    for (name, notes, from, to, said) in PUBLISHED {
        let text = read(&format!("fixtures/variations/{name}.txt"));
        let found = |text: &str| {
            let evaluation = engine.evaluate(text.as_bytes(), &Options::default()).expect("the text is read");
            let serious = evaluation.judgement.findings.iter().filter(|f| f.severity > Severity::Notice);
            let lines: Vec<String> =
                serious.map(|f| format!("{} {} {}", f.code, f.message.zh, f.calculation)).collect();
            (lines, evaluation)
        };
        let (clean, evaluation) = found(&text);
        problems.extend(clean.iter().map(|line| format!("{name} is not silent: {line}")));
        let kinds: Vec<&str> = evaluation.notes.iter().map(|note| note.kind.as_ref()).collect();
        problems
            .extend(notes.iter().filter(|kind| !kinds.contains(kind)).map(|kind| format!("{name}: no note {kind}")));
        if from.is_empty() {
            continue;
        }
        assert!(text.contains(from), "{name} does not hold {from:?}");
        let (wrong, _) = found(&text.replacen(from, to, 1));
        let plain =
            |line: &String| line.chars().filter(|c| !matches!(c, ' ' | '，')).collect::<String>().contains(said);
        if wrong.is_empty() || !wrong.iter().any(plain) {
            problems.push(format!("{name}: {to:?} is not found: {wrong:?}"));
        }
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

// ---- The changes. ----

fn map_chars(text: &str, change: impl Fn(char) -> char) -> String {
    text.chars().map(change).collect()
}

/// A character of a range as its fellow in the range that begins with `to`.
fn shifted(c: char, from: std::ops::RangeInclusive<char>, to: char) -> char {
    if !from.contains(&c) {
        return c;
    }
    char::from_u32(u32::from(c) - u32::from(*from.start()) + u32::from(to)).unwrap_or(c)
}

/// Digits as wide as Chinese characters.
fn wide(number: &str) -> String {
    map_chars(number, |c| shifted(c, '0'..='9', '０'))
}

/// Every cell that is a number with decimals and nothing else, changed.
fn cells(text: &str, change: impl Fn(&str) -> String) -> String {
    let is_figure = |cell: &str| {
        cell.contains('.') && cell.strip_prefix('-').unwrap_or(cell).chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let line = |line: &str| {
        let cell = |cell: &str| if is_figure(cell) { change(cell) } else { cell.to_owned() };
        if line.contains('\t') { line.split('\t').map(cell).collect::<Vec<_>>().join("\t") } else { line.to_owned() }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Every number with two decimals that is no percentage, changed, in cells and sentences alike.
fn figures(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() || (c == '.' && !run.is_empty()) {
            run.push(c);
            continue;
        }
        let two = run
            .split_once('.')
            .is_some_and(|(_, decimals)| decimals.len() == 2 && decimals.chars().all(|c| c.is_ascii_digit()));
        out.push_str(&if two && c != '%' { change(&run) } else { run.clone() });
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// The tables of income and expenditure, changed.
fn in_accounts(text: &str, change: impl Fn(&str) -> String) -> String {
    let from = text.find("收支情况").expect("part two");
    let to = text.find("三、部门（单位）整体支出").expect("part three");
    format!("{}{}{}", &text[..from], change(&text[from..to]), &text[to..])
}

/// Rows of tables on one line each. A row of a dump is the lines up to a blank one; breaks inside a cell are `<br>`.
fn rows_as(text: &str, before: &str, between: &str, after: &str) -> String {
    let row = |cells: &[String]| format!("{before}{}{after}", cells.join(between));
    if text.split('\n').any(|line| line.trim_start().contains('\t')) {
        let line = |line: &str| {
            if line.contains('\t') {
                row(&line.split('\t').map(str::to_owned).collect::<Vec<_>>())
            } else {
                line.to_owned()
            }
        };
        return text.split('\n').map(line).collect::<Vec<_>>().join("\n");
    }
    let mut out = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let lines: Vec<&str> = text.split('\n').collect();
    let cell_of = |line: &&str| line.trim_start_matches(' ').starts_with('\t');
    for (at, line) in lines.iter().enumerate() {
        let cell = line.trim_start_matches(' ').strip_prefix('\t');
        // Below a place for a signature the cell goes on after blank lines.
        let next = lines.iter().skip(at).find(|line| cell_of(line) || !line.trim().is_empty());
        let goes_on = next.is_some_and(|next| next.starts_with("  ") && !cell_of(next));
        match (cell, open.last_mut()) {
            (Some(cell), _) => open.push(cell.to_owned()),
            (None, Some(_)) if line.trim().is_empty() && goes_on => {}
            (None, Some(last)) if !line.trim().is_empty() => *last = format!("{last}<br>{line}"),
            _ => {
                flush(&mut open, &mut out, &row);
                out.push((*line).to_owned());
            }
        }
    }
    flush(&mut open, &mut out, &row);
    out.join("\n")
}

fn flush(open: &mut Vec<String>, out: &mut Vec<String>, row: &impl Fn(&[String]) -> String) {
    match open.len() {
        0 => {}
        // A bare cell has no bar.
        1 if row(open) == open.concat() => out.push(open.concat().replace("<br>", "\n")),
        _ => out.push(row(open)),
    }
    open.clear();
}

/// A rule under the first row of bars.
fn ruled(text: &str, rule: &str) -> String {
    let is_row = |line: &&str| line.contains('|') || line.contains('│');
    let at = text.split('\n').position(|line| is_row(&line)).expect("a row");
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.insert(at + 1, rule);
    lines.join("\n")
}

/// Lines longer than a width broken there, as a typewriter does.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        // A signature set to the right is no running text.
        let broken = !line.contains("    ");
        for (at, c) in line.chars().enumerate() {
            if broken && at > 0 && at % width == 0 {
                out.push('\n');
            }
            out.push(c);
        }
        out.push('\n');
    }
    out
}

/// 719.70 as a double just below prints.
fn below(number: &str) -> String {
    let cents: i64 = number.replace('.', "").parse().expect("digits");
    if cents == 0 {
        return number.to_owned();
    }
    let less = cents - 1;
    format!("{}.{:02}9999999999", less / 100, less % 100)
}

fn rounded(number: &str) -> String {
    let cents: i64 = number.replace('.', "").parse().expect("digits");
    ((cents + 50) / 100).to_string()
}

/// Cells ten thousand times as large, in whole numbers of two decimals.
fn in_yuan(text: &str) -> String {
    cells(text, |n| match n.split_once('.') {
        Some((whole, decimals)) => {
            let digits = format!("{whole}{decimals}{}", "0".repeat(4 - decimals.len()));
            let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
            let bare = digits.trim_start_matches('0');
            format!("{sign}{}.00", if bare.is_empty() { "0" } else { bare })
        }
        None => n.to_owned(),
    })
}

fn grouped(number: &str, by: &str) -> String {
    let (whole, decimals) = number.split_once('.').expect("a point");
    let (head, tail) = whole.split_at(whole.len().saturating_sub(3));
    if head.is_empty() { number.to_owned() } else { format!("{head}{by}{tail}.{decimals}") }
}

/// 2855.53 as 2,85,5.53.
fn misgrouped(number: &str) -> String {
    let (whole, decimals) = number.split_once('.').expect("a point");
    if whole.len() < 4 {
        return number.to_owned();
    }
    format!("{},{},{}.{decimals}", &whole[..1], &whole[1..3], &whole[3..])
}

/// Empty cells between filled ones.
fn blanks(text: &str, with: &str) -> String {
    let once = text.replace("\t\t", &format!("\t{with}\t"));
    let twice = once.replace("\t\t", &format!("\t{with}\t"));
    // The head of a table keeps its blanks: they belong to merged labels.
    let keep = text.split('\n').position(|line| line.contains('.')).unwrap_or(0);
    text.split('\n').take(keep).chain(twice.split('\n').skip(keep)).collect::<Vec<_>>().join("\n")
}

/// 79.83% as 0.7983.
fn fractions(text: &str) -> String {
    let line = |line: &str| {
        let cell = |cell: &str| match cell.strip_suffix('%') {
            Some(rate) => {
                let digits = rate.replace('.', "");
                let scale = rate.split_once('.').map_or(0, |(_, decimals)| decimals.len()) + 2;
                let digits = format!("{digits:0>width$}", width = scale + 1);
                let (whole, decimals) = digits.split_at(digits.len() - scale);
                format!("{whole}.{decimals}")
            }
            None => cell.replace('%', ""),
        };
        line.split('\t').map(cell).collect::<Vec<_>>().join("\t")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

const SIMPLE: &str = "万亿总决财务绩效项评门单产费资业与经营预计余额补贴结转级机构应实际说问题对过数据标准质时区县设备检测协议调整统审议开发动关员优组长备买车运维护购国际学习术团体会务费办标题际选举线内层级优势农业军队转让证券宾馆宁静续约岁无专项户间两";
const TRADITIONAL: &str = "萬億總決財務績效項評門單產費資業與經營預計餘額補貼結轉級機構應實際說問題對過數據標準質時區縣設備檢測協議調整統審議開發動關員優組長備買車運維護購國際學習術團體會務費辦標題際選舉線內層級優勢農業軍隊轉讓證券賓館寧靜續約歲無專項戶間兩";

fn traditional(text: &str) -> String {
    map_chars(text, |c| SIMPLE.chars().position(|s| s == c).and_then(|at| TRADITIONAL.chars().nth(at)).unwrap_or(c))
}

/// Lines of a kind, each twice.
fn doubled(text: &str, which: impl Fn(&str) -> bool) -> String {
    let twice = |line: &str| if which(line) { format!("{line}\n{line}") } else { line.to_owned() };
    text.split('\n').map(twice).collect::<Vec<_>>().join("\n")
}

/// A page number and the running header after every so many lines, and in the middle of long lines.
fn paged(text: &str, height: usize) -> String {
    let mut out = String::new();
    let mut page = 0;
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 && at % height == 0 {
            page += 1;
            let border = format!("\n— {page} —\n临江区2021年度部门整体支出绩效评价自评报告\n");
            let length = line.chars().count();
            if length > 60 && !line.contains('\t') {
                let head: String = line.chars().take(length / 2).collect();
                let tail: String = line.chars().skip(length / 2).collect();
                out = format!("{out}{head}{border}{tail}\n");
                continue;
            }
            out.push_str(border.trim_start_matches('\n'));
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Letters and digits only, in long lines, as mail programs write packages.
fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = text.bytes().map(|byte| char::from(LETTERS[usize::from(byte % 64)]));
    letters.enumerate().flat_map(|(at, c)| if at > 0 && at % 76 == 0 { vec!['\n', c] } else { vec![c] }).collect()
}
