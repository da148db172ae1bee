//! `jiheng explain`: one rule: why, source, examples.

use clap::Args;
use jiheng_model::finding::Severity;
use jiheng_packs::{PackSet, Rule};
use jiheng_reports::text::Language;

use crate::embedded::{self, PacksArgument};
use crate::exit::{BadInput, Code};
use crate::language::LanguageArgument;
use crate::output;

/// 解释一条规则：为什么、依据、通过和不通过的例子 / Explain one rule: why, its sources, examples
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// 规则编号，如 SUM-001 / Code of the rule, e.g. SUM-001
    #[arg(value_name = "CODE")]
    code: String,
    /// 语言 / Language
    #[arg(long, value_enum, default_value_t)]
    lang: LanguageArgument,
    #[command(flatten)]
    packs: PacksArgument,
}

/// Runs the command.
///
/// # Errors
/// When packs do not load, the code is unknown, or stdout does not take the output.
pub fn run(arguments: &ExplainArguments) -> anyhow::Result<Code> {
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let code = arguments.code.trim().to_uppercase();
    let rule = packs.rule(&code).ok_or_else(|| BadInput(unknown(&code, &packs)))?;
    output::print(&page(rule, &packs, arguments.lang.into()))?;
    Ok(Code::Clean)
}

/// Rules of the same family help somebody who mistyped the number.
fn unknown(code: &str, packs: &PackSet) -> String {
    let family = code.split('-').next().unwrap_or_default();
    let all = packs.rules.iter().map(|rule| rule.code.as_str());
    let near: Vec<_> = all.clone().filter(|known| known.split('-').next() == Some(family)).collect();
    let codes = if near.is_empty() { all.collect() } else { near };
    format!("没有规则 {code}；现有 / there is no rule {code}; there are: {}", codes.join(" "))
}

fn page(rule: &Rule, packs: &PackSet, language: Language) -> String {
    let labels = [
        (language.pick("严重程度", "Severity"), severities(rule, language)),
        (language.pick("依据", "Sources"), sources(rule, packs, language)),
        (language.pick("信息", "Message"), language.pick(&rule.message.zh, &rule.message.en).to_owned()),
        (language.pick("处理建议", "Remedy"), language.pick(&rule.remedy.zh, &rule.remedy.en).to_owned()),
        (language.pick("规则文件", "Rule file"), rule.path.clone()),
    ];
    let title = language.pick(&rule.title.zh, &rule.title.en);
    let colon = language.pick("：", ": ");
    let head = labels.map(|(label, text)| format!("{label}{colon}{text}\n")).concat();
    format!("{} {title}\n\n{head}\n{}\n", rule.code, body(&rule.text).trim())
}

fn severities(rule: &Rule, language: Language) -> String {
    let word = |severity| match severity {
        Severity::Error => language.pick("错误", "error"),
        Severity::Warning => language.pick("警告", "warning"),
        Severity::Notice => language.pick("提示", "notice"),
    };
    if rule.severity == rule.severity_submitted {
        return word(rule.severity).to_owned();
    }
    let submitted = word(rule.severity_submitted);
    format!(
        "{}{}",
        word(rule.severity),
        language.pick("（提交后为{}）", " ({} once submitted)").replace("{}", submitted)
    )
}

fn sources(rule: &Rule, packs: &PackSet, language: Language) -> String {
    let names: Vec<String> = rule
        .sources
        .iter()
        .map(|reference| {
            let (id, article) = reference.split_once('#').unwrap_or((reference, ""));
            let source = packs.source(id);
            let title = source.map_or(id, |source| language.pick(&source.title, &source.title_en));
            let is_remembered = source.is_some_and(|source| !source.verified);
            let mark = if is_remembered { language.pick("（原文待核）", " (wording not verified)") } else { "" };
            let article = if article.is_empty() { String::new() } else { format!(" {article}") };
            format!("{title}{article}{mark}")
        })
        .collect();
    names.join(language.pick("；", "; "))
}

/// The rule file without its title and its data, both of which are told above.
fn body(text: &str) -> &str {
    let after_title = text.split_once('\n').map_or("", |(_, rest)| rest);
    match after_title.split_once("\n```\n") {
        Some((data, rest)) if data.trim_start().starts_with("```toml rule") => rest,
        _ => after_title,
    }
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn the_body_is_what_follows_the_data() {
        let text = "# X-1 题 · Title\n\n```toml rule\nname = \"x\"\n```\n\n## 为什么 · Why\nw\n```facts\n1\n```\n";
        assert_eq!(body(text).trim(), "## 为什么 · Why\nw\n```facts\n1\n```");
        assert_eq!(body("# X-1\nplain").trim(), "plain");
    }
}
