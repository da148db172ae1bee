#[path = "../tests/support/mod.rs"]
mod support;
use jiheng_model::decimal::Decimal;
use jiheng_model::finding::*;
use jiheng_model::statement::*;
fn flat<'a>(f: &'a [Finding], out: &mut Vec<&'a Finding>) {
    for x in f {
        out.push(x);
        flat(&x.consequences, out);
    }
}
fn muts(t: &str) -> Vec<(&'static str, String)> {
    let b: Vec<char> = t.chars().collect();
    let mut v = Vec::new();
    let d: Vec<usize> = (0..b.len()).filter(|i| b[*i].is_ascii_digit()).collect();
    if d.is_empty() {
        return v;
    }
    let mid = d[d.len() / 2];
    let mut c = b.clone();
    c[mid] = char::from_digit((c[mid].to_digit(10).unwrap() + 3) % 10, 10).unwrap();
    v.push(("digit", c.iter().collect()));
    let mut c = b.clone();
    c[d[0]] = char::from_digit(c[d[0]].to_digit(10).unwrap() % 9 + 1, 10).unwrap();
    v.push(("digit0", c.iter().collect()));
    for w in d.windows(2) {
        if w[1] == w[0] + 1 && b[w[0]] != b[w[1]] && b[w[1]] != '0' {
            let mut c = b.clone();
            c.swap(w[0], w[1]);
            v.push(("transpose", c.iter().collect()));
            break;
        }
    }
    if let Some(p) = b.iter().position(|c| *c == '.') {
        if p > 1 {
            let mut c = b.clone();
            c.swap(p, p - 1);
            v.push(("point", c.iter().collect()));
        }
    }
    if d.len() > 2 {
        let mut c = b.clone();
        c.remove(d[1]);
        v.push(("drop", c.iter().collect()));
    }
    {
        let mut c = b.clone();
        c.insert(d[d.len() / 2], b[d[d.len() / 2]]);
        v.push(("double", c.iter().collect()));
    }
    v
}
fn main() {
    let packs = support::packs();
    let lexicon = jiheng_facts::Lexicon::new(&packs.vocabulary);
    let verbose = std::env::var_os("V").is_some();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let doc = jiheng_readers::read(&bytes, &Default::default()).unwrap();
        let facts = jiheng_facts::extract(&doc, &packs, &lexicon, None);
        let base = jiheng_checks::judge(&facts, &packs, Default::default());
        let mut codes = Vec::new();
        flat(&base.findings, &mut codes);
        let base_ids: Vec<(String, String)> = codes.iter().map(|f| (f.code.clone(), f.message.zh.clone())).collect();
        let (
            mut n,
            mut one,
            mut cross,
            mut crossok,
            mut first_ok,
            mut crosstop,
            mut unique_wrong,
            mut unique_right,
            mut leads,
        ) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        // find text positions of the number statements by line/column
        let lines: Vec<&str> = text.split('\n').collect();
        for s in &facts.statements {
            if s.state != State::Number || s.class.is_some() || s.value.is_none() {
                continue;
            }
            let Some(jiheng_model::anchor::SourceRef::Text { line, .. }) = s.anchor.source else { continue };
            // position of written in that paragraph: search after anchor
            let l = lines[line as usize - 1];
            let chars: Vec<char> = l.chars().collect();
            let w: Vec<char> = s.written.chars().collect();
            let mut pos = None;
            let occ: Vec<usize> = (0..chars.len().saturating_sub(w.len() - 1))
                .filter(|i| {
                    chars[*i..*i + w.len()] == w[..]
                        && !(*i > 0 && (chars[*i - 1].is_ascii_digit() || chars[*i - 1] == '.'))
                        && !(chars.get(*i + w.len()).is_some_and(|c| c.is_ascii_digit() || *c == '.'))
                })
                .collect();
            if occ.len() == 1 {
                pos = Some(occ[0]);
            } else {
                // nth among statements with same written on same line
                let nth = facts.statements.iter().filter(|o| o.id<s.id && o.written==s.written && matches!(o.anchor.source, Some(jiheng_model::anchor::SourceRef::Text{line: l2,..}) if l2==line)).count();
                if nth < occ.len() {
                    pos = Some(occ[nth]);
                }
            }
            let Some(pos) = pos else { continue };
            for (kind, m) in muts(&s.written) {
                if Decimal::parse(&m).is_none() {
                    continue;
                }
                let mut nl: Vec<char> = chars[..pos].to_vec();
                nl.extend(m.chars());
                nl.extend(&chars[pos + w.len()..]);
                let nl: String = nl.into_iter().collect();
                let mut t: Vec<&str> = lines.clone();
                t[line as usize - 1] = &nl;
                let t = t.join("\n");
                let doc = jiheng_readers::read(t.as_bytes(), &Default::default()).unwrap();
                let fx = jiheng_facts::extract(&doc, &packs, &lexicon, None);
                let j = jiheng_checks::judge(&fx, &packs, Default::default());
                let mut all = Vec::new();
                flat(&j.findings, &mut all);
                let new: Vec<&&Finding> = all
                    .iter()
                    .filter(|f| f.difference.is_some() && !base_ids.contains(&(f.code.clone(), f.message.zh.clone())))
                    .collect();
                if new.is_empty() {
                    continue;
                }
                n += 1;
                let hit = |id: &u32| {
                    fx.statement(*id).is_some_and(|x| {
                        x.written == m
                            && x.anchor.block == s.anchor.block
                            && x.anchor.row == s.anchor.row
                            && x.anchor.column == s.anchor.column
                    })
                };
                let top: Vec<&Finding> = j
                    .findings
                    .iter()
                    .filter(|f| {
                        (f.difference.is_some()) && {
                            let mut v = vec![];
                            flat(std::slice::from_ref(f), &mut v);
                            v.iter().any(|x| !base_ids.contains(&(x.code.clone(), x.message.zh.clone())))
                        }
                    })
                    .collect();
                leads += top.len();
                let lead = top.iter().find(|f| !f.repairs.is_empty()).or(top.first()).copied();
                let f_ok = lead.is_some_and(|f| f.statements.first().is_some_and(|i| hit(i)));
                let r_ok = lead
                    .is_some_and(|f| f.repairs.first().is_some_and(|r| r.changes.iter().any(|c| hit(&c.statement))));
                let value_ok = lead.is_some_and(|f| {
                    f.repairs.first().is_some_and(|r| {
                        r.changes.iter().any(|c| hit(&c.statement) && Decimal::parse(&c.written) == s.value)
                    })
                });
                if r_ok {
                    one += 1
                }
                if f_ok {
                    first_ok += 1
                }
                for f in &top {
                    for r in &f.repairs {
                        if r.unique {
                            if r.changes.iter().any(|c| hit(&c.statement) && (Decimal::parse(&c.written) == s.value)) {
                                unique_right += 1
                            } else {
                                unique_wrong += 1;
                                println!("UNIQUE WRONG {kind} {} -> {m} [{}] {} {:?}", s.written, s.place.zh, f.code, r)
                            }
                        }
                    }
                }
                let crossing = new.len() >= 2;
                if crossing {
                    cross += 1;
                    if r_ok {
                        crossok += 1
                    }
                    if f_ok && r_ok {
                        crosstop += 1
                    }
                }
                if verbose && (!value_ok && (crossing)) {
                    println!(
                        "{kind} {} -> {m} [{}] new {:?} top {:?} cross {crossing} f_ok {f_ok} r_ok {r_ok}",
                        s.written,
                        s.place.zh,
                        new.iter().map(|f| &f.code).collect::<Vec<_>>(),
                        top.iter()
                            .map(|f| (
                                &f.code,
                                f.consequences.iter().map(|c| &c.code).collect::<Vec<_>>(),
                                f.repairs
                                    .iter()
                                    .map(|r| format!(
                                        "{:?} {:?} m{} b{} s{} {}",
                                        r.changes
                                            .iter()
                                            .map(|c| format!(
                                                "{}:{}→{}",
                                                fx.statement(c.statement).unwrap().place.zh,
                                                fx.statement(c.statement).unwrap().written,
                                                c.written
                                            ))
                                            .collect::<Vec<_>>(),
                                        r.slip,
                                        r.mends,
                                        r.breaks,
                                        r.supports,
                                        r.unique
                                    ))
                                    .collect::<Vec<_>>()
                            ))
                            .collect::<Vec<_>>()
                    );
                }
            }
        }
        println!(
            "{path}: observable {n} repair top1 {one} first {first_ok}; cross {cross} repair top1 {crossok} both {crosstop}; unique right {unique_right} wrong {unique_wrong}; leads {leads}"
        );
    }
}
