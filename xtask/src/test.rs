//! `cargo xtask test`: every step in turn; the first that fails stops, with the command that repeats it.

use std::path::Path;
use std::time::Instant;

use crate::{browser, fixtures, generate, say, tidy, tools};

mod advisories;

type Own = fn(&Path) -> Result<(), String>;

/// What a step does.
enum Work {
    /// A cargo command, with environment variables.
    Cargo(&'static [&'static str], &'static [(&'static str, &'static str)]),
    /// A function of this crate.
    Own(Own),
    /// Nothing, because a program is missing that the project can do without on this machine.
    Skip(&'static str),
}

/// One thing that must hold.
struct Step {
    name: &'static str,
    /// What to type to repeat it alone.
    repeat: &'static str,
    work: Work,
}

/// Runs all steps.
///
/// # Errors
/// The first step that failed, how to repeat it, or which tool to install.
pub fn run(root: &Path) -> Result<(), String> {
    tools::component("rustfmt", "fmt")?;
    tools::component("clippy", "clippy")?;
    let begin = Instant::now();
    let steps = steps();
    let count = steps.len();
    for (index, step) in steps.iter().enumerate() {
        say::line(&format!("[{}/{count}] {}", index + 1, step.name));
        let start = Instant::now();
        let outcome = match &step.work {
            Work::Cargo(arguments, variables) => tools::run(root, "cargo", arguments, variables),
            Work::Own(function) => function(root),
            Work::Skip(why) => {
                say::line(&format!("      skipped: {why}"));
                continue;
            }
        };
        let seconds = start.elapsed().as_secs_f32();
        outcome.map_err(|error| {
            format!("{error}\nstep `{}` failed after {seconds:.1} s; repeat it with: {}", step.name, step.repeat)
        })?;
        // The last step ends with the test runner's own summary; its time is in the closing line.
        if index + 1 < count {
            say::line(&format!("      {} ok, {seconds:.1} s", step.name));
        }
    }
    say::line(&format!("all {count} steps done in {:.1} s", begin.elapsed().as_secs_f32()));
    Ok(())
}

/// All steps, cheapest first, the tests last so that their summary is what stays on the screen.
fn steps() -> Vec<Step> {
    let mut steps = vec![
        cargo("fmt", "cargo fmt --all", &["fmt", "--all", "--check"]),
        own("tidy", "cargo xtask tidy", tidy::run),
        cargo(
            "clippy",
            "cargo clippy --workspace --all-targets -- -D warnings",
            &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        ),
        cargo(
            "clippy of PDF",
            "cargo clippy -p jiheng-cli --features pdf --all-targets -- -D warnings",
            &["clippy", "--package", "jiheng-cli", "--features", "pdf", "--all-targets", "--", "-D", "warnings"],
        ),
        own("fixtures --check", "cargo xtask fixtures", |root| fixtures::run(root, true)),
        own("gen --check", "cargo xtask gen", |root| generate::run(root, true)),
        Step {
            name: "doc",
            repeat: "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps",
            work: Work::Cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")]),
        },
    ];
    steps.extend(deny());
    #[cfg(target_os = "linux")]
    steps.push(own("hostile files", "cargo xtask hostile", crate::hostile::small));
    steps.push(own("browser", "cargo xtask browser", browser::run));
    steps.extend(tests());
    steps
}

/// Licences, duplicates and origins of the dependencies.
fn deny() -> Vec<Step> {
    if !tools::cargo_has("deny") {
        let why = "cargo-deny is not installed; install it with: cargo install --locked cargo-deny";
        return vec![Step { name: "deny", repeat: "", work: Work::Skip(why) }];
    }
    let command = &["deny", "--log-level", "error", "check", "licenses", "bans", "sources"];
    vec![
        cargo("deny", "cargo deny check licenses bans sources", command),
        own("advisories", "cargo xtask test", advisories::check),
    ]
}

/// The test runner that is there. nextest leaves doc tests to cargo, so they go first.
fn tests() -> Vec<Step> {
    if tools::cargo_has("nextest") {
        return vec![
            cargo("doc tests", "cargo test --workspace --doc", &["test", "--workspace", "--doc", "--quiet"]),
            cargo("tests", "cargo nextest run --workspace", &["nextest", "run", "--workspace", "--no-fail-fast"]),
        ];
    }
    vec![cargo("tests", "cargo test --workspace", &["test", "--workspace", "--no-fail-fast"])]
}

fn cargo(name: &'static str, repeat: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { name, repeat, work: Work::Cargo(arguments, &[]) }
}

fn own(name: &'static str, repeat: &'static str, function: Own) -> Step {
    Step { name, repeat, work: Work::Own(function) }
}
