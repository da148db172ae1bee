//! Shipped frameworks give what their worked examples say; a framework with a fault does not load.

use jiheng_packs::{PackFile, PackSet};
use jiheng_samples::{pack_files, packs};
use jiheng_scoring::verify;

#[test]
fn worked_examples_of_the_shipped_frameworks_come_out() {
    let packs = packs();
    assert!(packs.frameworks.len() >= 6);
    for framework in &packs.frameworks {
        assert_eq!(verify(framework), [], "{}", framework.id);
    }
}

#[test]
fn a_wrong_example_is_told() {
    let mut list = pack_files();
    let file = list.iter_mut().find(|file| file.path.ends_with("yueyang.toml") && file.path.contains("frameworks"));
    let file = file.expect("the framework of Yueyang is shipped");
    let text = String::from_utf8(file.bytes.clone()).expect("it is text");
    file.bytes = text.replacen("measure = \"95.10\"", "measure = \"95.11\"", 1).into_bytes();
    let packs = PackSet::load(list).expect("examples are not run while loading");
    let failures: Vec<_> = packs.frameworks.iter().flat_map(verify).collect();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].actual.starts_with("95.10"), "{failures:?}");
}

const MEASURE: &str = r#"measure = { numerator = ["staff.actual"], denominator = ["staff.establishment"], nothing = "ask", from_nothing = "ask", negative = "ask" }"#;
const VECTOR: &str = "[[indicator.vector]]\nfrom = \"a\"\ninputs = { \"staff.actual\" = \"1\", \"staff.establishment\" = \"1\" }\nmeasure = \"100\"\npoints = \"100\"\n";
const STEP: &str = r#"rule = { kind = "cap_per_step", limit = "100", step = "1", deduct = "1" }"#;
const ALARM: &str = r#"[[alarm]]
id = "x"
level = "red"
zh = "x"
en = "x"
verified = false
when = { kind = "below", indicator = "b", limit = "80" }
"#;
const CAP: &str = r#"[[cap]]
id = "x"
zh = "x"
en = "x"
sources = ["mof-2020-10"]
verified = false
at_most = "80"
"#;

fn indicator(points: &str, more: &str) -> String {
    format!(
        "[[indicator]]\nid = \"a\"\nzh = \"甲\"\nen = \"A\"\ngroup = [\"g\"]\npoints = \"{points}\"\nverified = false\n{more}\n"
    )
}

fn good() -> String {
    format!("{MEASURE}\n{STEP}\n{VECTOR}")
}

fn load(body: &str) -> Result<PackSet, Vec<jiheng_packs::PackError>> {
    let head = "id = \"test\"\ntitle = \"t\"\ntitle_en = \"t\"\nsources = [\"mof-2020-10\"]\neffective_from = \"2020-01-01\"\npoints = \"100\"\n";
    let mut list = pack_files();
    let bytes = format!("{head}{body}").into_bytes();
    list.push(PackFile { path: "national/frameworks/test.toml".to_owned(), bytes });
    PackSet::load(list)
}

fn refused(cases: &[(String, &str)]) {
    assert!(load(&indicator("100", &good())).is_ok(), "the framework without a fault loads");
    for (body, expected) in cases {
        let errors = load(body).expect_err(expected);
        assert!(errors.iter().any(|error| error.to_string().contains(expected)), "{expected}: {errors:?}");
    }
}

#[test]
fn a_framework_with_a_fault_is_refused_with_the_right_sentence() {
    let tiers = |list: &str| format!("{MEASURE}\nrule = {{ kind = \"tiers\", tiers = [{list}] }}\n{VECTOR}");
    let rule = |rule: &str| indicator("100", &format!("rule = {{ {rule} }}"));
    refused(&[
        (indicator("90", &good()), "do not add up to 100"),
        (indicator("50", &good()).repeat(2), "is listed twice"),
        (indicator("100", STEP), "its rule needs a measure"),
        (indicator("100", &format!("{MEASURE}\n{STEP}")), "has no worked example"),
        (
            indicator("100", &good().replace("staff.actual\"]", "staff.ghosts\"]")),
            "fact staff.ghosts is not in the vocabulary",
        ),
        (indicator("100", &good().replace("staff.actual\"]", "staff.actual@ghost\"]")), "names no role"),
        (indicator("100", &good().replace("step = \"1\"", "step = \"0\"")), "must be above zero"),
        (indicator("100", &good().replace("cap_per_step", "no_such_kind")), "no_such_kind"),
        (indicator("100", &tiers(r#"{ to = "90", points = "0" }, { to = "95", points = "100" }"#)), "no upper end"),
        (
            indicator("100", &tiers(r#"{ to = "90", points = "0" }, { to = "80", points = "1" }, { points = "100" }"#)),
            "must rise",
        ),
        (indicator("100", &tiers(r#"{ to = "90", points = "0" }, { points = "90" }"#)), "no band has the full"),
        (rule(r#"kind = "checklist", items = [{ zh = "甲", points = "99" }]"#), "do not add up to 100"),
        (rule(r#"kind = "judged", items = []"#), "lists nothing to judge"),
        (rule(r#"kind = "violations", deduct = "1", tests = []"#), "has no worked example"),
        (rule(r#"kind = "reference", better = "higher""#), "a reference gives no points"),
        (
            indicator("100", &format!("{MEASURE}\nrule = {{ kind = \"external\", by = \"a\" }}")),
            "take the measure away",
        ),
    ]);
}

#[test]
fn a_formula_says_what_it_gives_outside_its_range() {
    let without = |part: &str| indicator("100", &good().replace(part, ""));
    let banded = |low: &str, second: &str, to: &str| {
        let bands = format!(
            r#"{{ grade = "a", low = "{low}", high = "100" }}, {{ grade = "b", low = "{second}", high = "{to}" }}"#
        );
        let vector = "[[indicator.vector]]\nfrom = \"a\"\nfound = \"50\"\npoints = \"50\"\n";
        indicator("100", &format!("rule = {{ kind = \"banded\", bands = [{bands}] }}\n{vector}"))
    };
    let executed = format!("{MEASURE}\nrule = {{ kind = \"execution_rate\" }}\n{VECTOR}");
    refused(&[
        (without(" nothing = \"ask\","), "nothing of nothing"),
        (without(" from_nothing = \"ask\","), "something of nothing"),
        (without(", negative = \"ask\""), "below zero"),
        (indicator("100", &executed), "more than 100 % gives"),
        (banded("80", "60", "79"), "leaves a gap"),
        (banded("80", "60", "85"), "overlaps"),
        (banded("80", "60", "80"), "do not reach down to 0"),
        (indicator("100", &good()) + ALARM, "there is no indicator b"),
        (indicator("100", &good()) + &CAP.replace("mof-2020-10", "ghost"), "source ghost does not exist"),
        (
            indicator("100", &good()) + &CAP.replace("at_most", "group = \"h\"\nat_most"),
            "no indicator stands in its group",
        ),
    ]);
}

#[test]
fn review_rules_with_a_fault_are_refused() {
    for (old, new, expected) in [
        ("code = \"R02\"", "code = \"R01\"", "R01 is listed twice"),
        ("shares = [\"100\"]", "shares = []", "a rule that cuts has shares"),
        ("shares = [\"30\"]", "shares = [\"130\"]", "not above 100"),
        ("of = [\"timeliness\"]", "of = [\"speed\"]", "names no kind of indicator"),
        ("sources = [\"district", "sources = [\"ghost", "does not exist"),
    ] {
        let mut list = pack_files();
        let file = list.iter_mut().find(|file| file.path.ends_with("review.toml")).expect("it is shipped");
        let text = String::from_utf8(file.bytes.clone()).expect("it is text").replacen(old, new, 1);
        file.bytes = text.into_bytes();
        let errors = PackSet::load(list).expect_err(expected);
        assert!(errors.iter().any(|error| error.to_string().contains(expected)), "{expected}: {errors:?}");
    }
}
