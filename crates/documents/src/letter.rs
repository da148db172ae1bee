//! The letter to the department (问询单): one numbered question for each finding, with what, where, why, what would
//! settle it, and by when. What other findings follow from comes first.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};
use jiheng_model::statement::{State, Statement};
use jiheng_model::text::{Language, first_line};
use jiheng_packs::PackSet;

use crate::page::{Page, Paragraph, Piece};

/// Places that one question names; the rest is counted.
const PLACES_MAX: usize = 8;

/// Characters shown of a longer quotation.
const SHOWN: usize = 32;

/// What the letter is made from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Name of the report's file.
    pub name: &'a str,
    /// What was found.
    pub evaluation: &'a Evaluation,
    /// Rules and sources, to name them.
    pub packs: &'a PackSet,
    /// The day by which an answer is asked for, as it is to be printed; filled in by hand where it is empty.
    pub due: &'a str,
    /// Language of everything that is not quoted.
    pub language: Language,
}

/// The letter as a page.
pub fn letter(asked: Asked<'_>) -> Page {
    let language = asked.language;
    let mut prose = opening(&asked);
    let mut number = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
        let mut findings: Vec<&Finding> =
            asked.evaluation.judgement.findings.iter().filter(|finding| finding.severity == severity).collect();
        if findings.is_empty() {
            continue;
        }
        findings.sort_by_key(|finding| finding.consequences.is_empty());
        prose.push(heading(1, part(severity, language).to_owned()));
        for finding in findings {
            number += 1;
            prose.extend(question(&asked, finding, number));
        }
    }
    prose.extend(closing(&asked));
    let digest: String = asked.evaluation.source_digest.chars().take(16).collect();
    let footer =
        format!("绩衡 {} · {} {digest}", env!("CARGO_PKG_VERSION"), language.pick("所核文件摘要", "report digest"));
    Page { title: title(language).to_owned(), pieces: vec![Piece::Prose(prose)], footer }
}

fn title(language: Language) -> &'static str {
    language.pick("绩效自评报告问询单", "Questions on the self-evaluation report")
}

fn part(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => language.pick("一、须改正的", "Must be mended"),
        Severity::Warning => language.pick("二、须改正或者说明的", "Mend or explain"),
        Severity::Notice => language.pick("三、请核实的", "Please confirm"),
    }
}

fn opening(asked: &Asked<'_>) -> Vec<Paragraph> {
    let report = &asked.evaluation.facts.report;
    let language = asked.language;
    let entity = report.entity.as_deref().unwrap_or("________________");
    let year =
        report.year.map(|year| language.pick("{}年度", "{} ").replace("{}", &year.to_string())).unwrap_or_default();
    let count = asked.evaluation.judgement.findings.len();
    let sentences = match language {
        Language::Zh if count == 0 => {
            format!("你单位报送的{year}部门整体支出绩效自评报告（{}）经核对，没有需要询问的问题。", asked.name)
        }
        Language::Zh => format!(
            "你单位报送的{year}部门整体支出绩效自评报告（{}）经核对，有下列{count}个问题。请逐条更正或者说明，于{}前书面答复，并附改正后的报告。",
            asked.name,
            due(asked)
        ),
        Language::En if count == 0 => {
            format!("Your {year}self-evaluation report ({}) was checked; there is nothing to ask.", asked.name)
        }
        Language::En => format!(
            "Your {year}self-evaluation report ({}) was checked and {count} questions came up. Please mend or explain each of them in writing by {}, with the mended report.",
            asked.name,
            due(asked)
        ),
    };
    vec![
        heading(0, title(language).to_owned()),
        heading(2, format!("{entity}{}", language.pick("：", ":"))),
        line(sentences),
    ]
}

fn due<'a>(asked: &Asked<'a>) -> &'a str {
    if asked.due.is_empty() { asked.language.pick("____年__月__日", "____-__-__") } else { asked.due }
}

fn question(asked: &Asked<'_>, finding: &Finding, number: usize) -> Vec<Paragraph> {
    let language = asked.language;
    let rule = asked.packs.rule(&finding.code).map_or("", |rule| language.of(&rule.title));
    let mut lines = vec![heading(2, format!("{number}．{rule}（{}）", finding.code))];
    let colon = language.pick("：", ": ");
    let mut labelled = |zh, en, text: &str| {
        if !text.is_empty() {
            lines.push(line(format!("{}{colon}{text}", language.pick(zh, en))));
        }
    };
    labelled("问题", "what", language.of(&finding.message));
    labelled("位置", "where", &places(asked, finding));
    labelled("理由", "why", &reasons(asked, finding));
    for follower in &finding.consequences {
        labelled("由此引起", "follows from it", &format!("{} {}", follower.code, language.of(&follower.message)));
    }
    let settles = finding.question.as_ref().map_or("", |question| language.of(question));
    labelled("请答复", "please answer", settles);
    labelled("怎样了结", "what settles it", language.of(&finding.remedy));
    labelled("期限", "by when", due(asked));
    labelled("答复", "answer", "________________________________________________");
    lines
}

fn places(asked: &Asked<'_>, finding: &Finding) -> String {
    let language = asked.language;
    let stated: Vec<&Statement> =
        finding.statements.iter().filter_map(|id| asked.evaluation.facts.statement(*id)).collect();
    let mut places: Vec<String> =
        stated.iter().take(PLACES_MAX).map(|statement| mention(statement, language)).collect();
    if stated.len() > PLACES_MAX {
        let rest = (stated.len() - PLACES_MAX).to_string();
        places.push(language.pick("另有{}处", "{} more").replace("{}", &rest));
    }
    places.join(language.pick("；", "; "))
}

fn mention(statement: &Statement, language: Language) -> String {
    let place = language.of(&statement.place);
    if statement.state == State::Blank {
        return format!("{place}{}", language.pick("（空白）", " (blank)"));
    }
    // A place in running text ends with the words themselves.
    if place.ends_with('”') {
        return place.to_owned();
    }
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    format!("{place} “{}”{unit}", first_line(&statement.written, SHOWN))
}

/// The arithmetic, the difference and what the rule rests on.
fn reasons(asked: &Asked<'_>, finding: &Finding) -> String {
    let language = asked.language;
    let mut reasons = Vec::new();
    if !finding.calculation.is_empty() {
        reasons.push(finding.calculation.clone());
    }
    if let Some(difference) = &finding.difference {
        reasons.push(language.pick("差额{}", "off by {}").replace("{}", difference));
    }
    let named: Vec<String> = finding.sources.iter().filter_map(|source| basis(asked, source)).collect();
    if !named.is_empty() {
        reasons.push(format!("{}{}", language.pick("依据", "basis: "), named.join(language.pick("、", ", "))));
    }
    reasons.join(language.pick("；", "; "))
}

/// A source and the article of a reference `id#article`.
fn basis(asked: &Asked<'_>, reference: &str) -> Option<String> {
    let (id, article) = reference.split_once('#').unwrap_or((reference, ""));
    let source = asked.packs.source(id)?;
    let title = asked.language.pick(&source.title, &source.title_en).trim_matches(['《', '》']);
    let number = source.document_number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    let is_paper = source.document_number.is_some() || !source.verified;
    let title = if is_paper && asked.language == Language::Zh { format!("《{title}》") } else { title.to_owned() };
    let unverified =
        if source.verified { "" } else { asked.language.pick("（原文待核）", " (wording not verified)") };
    Some(format!("{title}{number}{article}{unverified}"))
}

fn closing(asked: &Asked<'_>) -> Vec<Paragraph> {
    let language = asked.language;
    let lines = [
        language.pick("询问单位（盖章）：", "asked by (seal):"),
        language.pick("联系人、电话：", "contact, telephone:"),
        language.pick("日期：    年  月  日", "date:"),
    ];
    std::iter::once(line(String::new())).chain(lines.map(|text| line(text.to_owned()))).collect()
}

fn heading(level: u8, text: String) -> Paragraph {
    Paragraph { text, heading: Some(level) }
}

fn line(text: String) -> Paragraph {
    Paragraph { text, heading: None }
}
