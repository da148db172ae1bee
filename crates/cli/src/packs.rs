//! `jiheng packs`: which packs there are, what is in them, whether they load.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiheng_engine::{Engine, ExampleFailure};
use jiheng_packs::{PackSet, Rule};
use jiheng_scoring::VectorFailure;

use crate::embedded::{self, PacksArgument};
use crate::exit::{BadInput, Code};
use crate::output;

/// 规则包：列出、查看、检验 / Packs: list, show, verify
#[derive(Debug, Args)]
pub struct PacksArguments {
    #[command(subcommand)]
    command: PacksCommand,
}

#[derive(Debug, Subcommand)]
enum PacksCommand {
    /// 列出规则包、版本和校验值 / List packs with version and digest
    List {
        #[command(flatten)]
        packs: PacksArgument,
    },
    /// 查看一个规则包里的规则 / Show the rules of one pack
    Show {
        /// 规则包编号，如 national / Id of the pack, e.g. national
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        packs: PacksArgument,
    },
    /// 检验规则包能否载入，列出每一处问题 / Check that packs load; every problem is listed
    Verify {
        /// 规则包文件夹，默认检验内置的 / Folder of packs; the built-in ones by default
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// Runs the command.
///
/// # Errors
/// When packs do not load, the pack is unknown, or stdout does not take the output.
pub fn run(arguments: &PacksArguments) -> anyhow::Result<Code> {
    let text = match &arguments.command {
        PacksCommand::List { packs } => list(&embedded::load(packs.folder.as_deref())?),
        PacksCommand::Show { id, packs } => show(&embedded::load(packs.folder.as_deref())?, id)?,
        PacksCommand::Verify { folder } => verified(&embedded::load(folder.as_deref())?)?,
    };
    output::print(&text)?;
    Ok(Code::Clean)
}

fn list(packs: &PackSet) -> String {
    let mut text = String::new();
    for pack in packs.identities() {
        let rules = packs.rules.iter().filter(|rule| rule.pack == pack.id).count();
        let line = [pack.id, pack.version, format!("{rules} 条规则 / rules"), pack.digest].join("  ");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn show(packs: &PackSet, id: &str) -> anyhow::Result<String> {
    let identities = packs.identities();
    let Some(pack) = identities.iter().find(|pack| pack.id == id) else {
        let ids: Vec<_> = identities.iter().map(|pack| pack.id.as_str()).collect();
        let message = format!("没有规则包 {id}；现有 / there is no pack {id}; there are: {}", ids.join(" "));
        return Err(BadInput(message).into());
    };
    let rules: String = packs.rules.iter().filter(|rule| rule.pack == id).map(rule_line).collect();
    Ok(format!("{}  {}\n{}\n\n{rules}", pack.id, pack.version, pack.digest))
}

fn rule_line(rule: &Rule) -> String {
    format!("{}  {}  {} / {}\n", rule.code, rule.severity.name(), rule.title.zh, rule.title.en)
}

/// Packs that load still have to do what their examples say.
fn verified(packs: &PackSet) -> anyhow::Result<String> {
    let examples = jiheng_engine::verify(&Engine::new(packs));
    let vectors: Vec<VectorFailure> = packs.frameworks.iter().flat_map(jiheng_scoring::verify).collect();
    if examples.is_empty() && vectors.is_empty() {
        let [count, rules, frameworks] = [packs.identities().len(), packs.rules.len(), packs.frameworks.len()];
        return Ok(format!(
            "规则包没有问题：{count} 个包，{rules} 条规则，{frameworks} 套评分办法 / the packs are in order: {count} packs, {rules} rules, {frameworks} frameworks\n"
        ));
    }
    let lines: Vec<_> = examples.iter().map(failure).chain(vectors.iter().map(miscounted)).collect();
    let message = format!("例子与结果不符 / examples do not give what they say:\n{}", lines.join("\n"));
    Err(BadInput(message).into())
}

fn miscounted(failure: &VectorFailure) -> String {
    let VectorFailure { at, from, expected, actual } = failure;
    format!("{at}: {from}\n 应为 / expected {expected}\n 实为 / actual {actual}")
}

fn failure(failure: &ExampleFailure) -> String {
    let list = |findings: &[String]| match findings {
        [] => "  （无 / none）".to_owned(),
        findings => findings.iter().map(|finding| format!("  {finding}")).collect::<Vec<_>>().join("\n"),
    };
    let ExampleFailure { path, title, expected, actual } = failure;
    format!("{path}: {title}\n 应为 / expected\n{}\n 实为 / actual\n{}", list(expected), list(actual))
}
