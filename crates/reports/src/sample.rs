//! Hand-made evaluations for the tests of the writers; everything in them is invented.

use jiheng_model::anchor::{Anchor, SourceRef};
use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::{DeclaredScore, Evaluation, FactSet, Judgement, PackIdentity, Register, ReportIdentity};
use jiheng_model::finding::{Finding, Hold, Severity, Suggestion, Verdict};
use jiheng_model::note::Note;
use jiheng_model::statement::{Approximation, Entity, FactId, Role, State, Statement, WaiverClass};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::{Dimension, Unit};

use crate::catalogue::{Catalogue, FamilySummary, RuleSummary, SourceSummary};
use crate::input::{InputReport, Refusal};

fn unit(symbol: &str) -> Option<Unit> {
    let (dimension, factor) = match symbol {
        "" => return None,
        "万元" => (Dimension::Money, 100_000_000),
        "%" => (Dimension::Rate, 100),
        _ => (Dimension::Count, 1),
    };
    Some(Unit { symbol: symbol.into(), dimension, factor, class: symbol.into(), scaled: false })
}

/// A plain number at block `id`.
pub(crate) fn number(id: u32, written: &str, symbol: &str) -> Statement {
    Statement {
        id,
        fact: None,
        entity: None,
        role: Role::Actual,
        written: written.to_owned(),
        state: State::Number,
        value: Decimal::parse(written),
        value_high: None,
        unit: unit(symbol),
        approximation: Approximation::None,
        measure: "支出".to_owned(),
        subject: String::new(),
        period: None,
        scope: None,
        class: None,
        place: Bilingual::new(format!("二、收支情况 · 第{id}段"), format!("2 Income and expenditure · paragraph {id}")),
        anchor: Anchor {
            block: id,
            row: None,
            column: None,
            chars: (0, 6),
            source: Some(SourceRef::Text { line: id + 1, column: 3 }),
        },
        digit_runs: 1,
    }
}

fn statements() -> Vec<Statement> {
    let mut personnel = number(0, "310.40", "万元");
    personnel.fact = Some(FactId::single("expenditure.basic.personnel"));
    personnel.entity = Some(Entity::Headquarters);
    personnel.anchor.row = Some(18);
    personnel.anchor.column = Some(10);
    personnel.anchor.source = Some(SourceRef::Docx { part: "word/document.xml".into(), paragraph: 133, run: 0 });
    let mut year = number(4, "2021", "");
    year.class = Some(WaiverClass::Year);
    let mut blank = number(7, "", "");
    blank.state = State::Blank;
    blank.digit_runs = 0;
    vec![
        personnel,
        number(1, "311.90", "万元"),
        number(2, "120.60", "万元"),
        number(3, "431.00", "万元"),
        year,
        number(5, "7", "个"),
        number(6, "3", "个"),
        blank,
    ]
}

fn finding(code: &str, severity: Severity, statements: &[u32]) -> Finding {
    Finding {
        id: format!("{code}-fingerprint"),
        code: code.to_owned(),
        severity,
        message: Bilingual::new(
            "人员支出在表中写作310.40，在正文写作311.90。",
            "Personnel is 310.40 here but 311.90 there.",
        ),
        remedy: Bilingual::new("以决算明细为准统一数字。", "Take the figure of the final accounts in both places."),
        sources: vec!["budget-law#75".to_owned()],
        statements: statements.to_vec(),
        calculation: "311.90 − 310.40 = 1.50".to_owned(),
        difference: Some("1.50".to_owned()),
        allowed: Some("0.01".to_owned()),
        suggestion: None,
        repairs: Vec::new(),
        question: None,
        consequences: Vec::new(),
    }
}

/// One error with a consequence, one notice, one thing that holds, one note.
pub(crate) fn evaluation() -> Evaluation {
    let mut error = finding("XREF-001", Severity::Error, &[0, 1]);
    let mut consequence = finding("XREF-002", Severity::Error, &[2]);
    consequence.suggestion = Some(Suggestion { statement: 2, written: "119.10".to_owned() });
    error.consequences.push(consequence);
    let mut notice = finding("FILL-003", Severity::Notice, &[]);
    notice.difference = None;
    notice.allowed = None;
    notice.calculation.clear();
    let hold = Hold {
        code: "SUM-001".to_owned(),
        verdict: Verdict::Exact,
        statements: vec![3, 0, 2],
        calculation: "310.40 + 120.60 = 431.00".to_owned(),
    };
    Evaluation {
        source_digest: "ab".repeat(32),
        format: "docx",
        facts: FactSet {
            report: ReportIdentity {
                entity: Some("测试局".to_owned()),
                year: Some(2021),
                form: Some("sample-form".to_owned()),
            },
            statements: statements(),
            relations: Vec::new(),
            notes: Vec::new(),
            starts: Vec::new(),
        },
        judgement: Judgement { findings: vec![error, notice], holds: vec![hold], notes: Vec::new() },
        register: Register { total: 7, bound: 4, waived: 1, unbound: 2 },
        score: DeclaredScore {
            declared: Some("98".to_owned()),
            declared_grade: Some("良".to_owned()),
            grade: Some("优".to_owned()),
        },
        packs: vec![PackIdentity { id: "national".to_owned(), version: "2026.1".to_owned(), digest: "cd".repeat(32) }],
        notes: vec![Note {
            kind: "external-relationship".into(),
            message: Bilingual::new(
                "文档引用了外部模板，未读取。",
                "The document refers to an external template; not read.",
            ),
            anchor: None,
        }],
        evidence: None,
    }
}

/// The evaluation of `a.docx`.
pub(crate) fn report() -> InputReport {
    InputReport {
        path: "报告 1/a.docx".to_owned(),
        bytes: 45_493,
        sha256: Some("ab".repeat(32)),
        outcome: Ok(evaluation()),
    }
}

/// An input that was refused.
pub(crate) fn refused() -> InputReport {
    let message = Bilingual::new("文件超过20 MB，未读取；请拆分后再试。", "The file is larger than 20 MB; split it.");
    let refusal = Refusal { kind: "too-large".to_owned(), message };
    InputReport { path: "大.txt".to_owned(), bytes: 26_214_400, sha256: None, outcome: Err(refusal) }
}

/// Statements that between them carry every role, state, approximation, class and kind of source.
pub(crate) fn every_name() -> InputReport {
    let mut evaluation = evaluation();
    let classes: Vec<Option<WaiverClass>> = std::iter::once(None).chain(WaiverClass::ALL.map(Some)).collect();
    let sources = [
        None,
        Some(SourceRef::Docx { part: "word/document.xml".into(), paragraph: 1, run: 0 }),
        Some(SourceRef::Doc { paragraph: 1, position: 12 }),
        Some(SourceRef::Sheet { sheet: "表一".into(), cell: "B7".into() }),
        Some(SourceRef::Text { line: 1, column: 1 }),
        Some(SourceRef::Html { element: 9 }),
        Some(SourceRef::Json { pointer: "/blocks/3/cells/17/text".into() }),
        Some(SourceRef::Odt { paragraph: 4 }),
        Some(SourceRef::Pdf { page: 2, area: [720, 1440, 1200, 1560] }),
    ];
    evaluation.facts.statements = (0..10)
        .map(|n: usize| {
            let mut statement = number(u32::try_from(n).unwrap(), "12.50", "万元");
            statement.role = Role::ALL[n % Role::ALL.len()];
            statement.state = State::ALL[n % State::ALL.len()];
            statement.approximation = Approximation::ALL[n % Approximation::ALL.len()];
            statement.class = classes[n % classes.len()];
            statement.anchor.source = sources[n % sources.len()].clone();
            statement
        })
        .collect();
    for (verdict, severity) in
        [(Verdict::WithinRounding, Severity::Warning), (Verdict::TruncationOnly, Severity::Notice)]
    {
        let hold = Hold { code: "SUM-001".to_owned(), verdict, statements: vec![0, 99], calculation: String::new() };
        evaluation.judgement.holds.push(hold);
        evaluation.judgement.findings.push(finding("SUM-009", severity, &[1]));
    }
    InputReport { outcome: Ok(evaluation), ..report() }
}

/// Rules and sources that fit [`evaluation`].
pub(crate) fn catalogue() -> Catalogue {
    let rule = |code: &str, zh: &str, en: &str, severity| RuleSummary {
        code: code.to_owned(),
        title: Bilingual::new(zh, en),
        severity,
        sources: vec!["budget-law#75".to_owned()],
        help: format!("# {code} {zh} · {en}\n"),
    };
    Catalogue {
        rules: vec![
            rule("FILL-003", "缺少签字", "A signature is missing", Severity::Notice),
            rule("SUM-001", "合计不等于各项之和", "A total is not the sum of its parts", Severity::Error),
            rule("XREF-001", "同一数额前后不一致", "A fact disagrees with itself", Severity::Error),
            rule("XREF-002", "同一数额前后不一致（连带）", "A fact disagrees, as a consequence", Severity::Error),
        ],
        sources: vec![SourceSummary {
            id: "budget-law".to_owned(),
            title: Bilingual::new("预算法", "Budget Law"),
            document_number: Some("主席令第12号".to_owned()),
            verified: false,
        }],
        families: vec![FamilySummary {
            code: "SUM".to_owned(),
            title: Bilingual::new("合计与各项", "totals and parts"),
        }],
    }
}
