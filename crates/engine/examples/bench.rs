use std::time::Instant;
#[path = "../tests/support/mod.rs"]
mod support;
fn main() {
    let packs = support::packs();
    let lexicon = jiheng_facts::Lexicon::new(&packs.vocabulary);
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let limits = jiheng_readers::Limits::default();
        let n = 300u32;
        let t = Instant::now();
        for _ in 0..n {
            std::hint::black_box(jiheng_readers::read(&bytes, &limits).unwrap());
        }
        let read = t.elapsed() / n;
        let doc = jiheng_readers::read(&bytes, &limits).unwrap();
        let t = Instant::now();
        for _ in 0..n {
            std::hint::black_box(jiheng_facts::extract(&doc, &packs, &lexicon, None));
        }
        let ex = t.elapsed() / n;
        let facts = jiheng_facts::extract(&doc, &packs, &lexicon, None);
        let t = Instant::now();
        let loops = std::env::var("LOOPS").ok().and_then(|s| s.parse().ok()).unwrap_or(n);
        for _ in 0..loops {
            std::hint::black_box(jiheng_checks::judge(&facts, &packs, Default::default()));
        }
        let judge = t.elapsed() / loops;
        println!(
            "{path}: read {read:?} facts {ex:?} judge {judge:?} statements {} relations {}",
            facts.statements.len(),
            facts.relations.len()
        );
    }
}
