//! The shipped sample as other programs and other hands write it: whatever the variation, the findings are the same.

#[path = "support/shown.rs"]
mod shown;
use jiheng_samples as support;

use std::io::{Cursor, Read as _, Write as _};

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use shown::shown;

const DOCX: &str = "examples/linjiang-2021/faulty/report.docx";
const HTML: &str = "examples/linjiang-2021/faulty/report.html";
const XLSX: &str = "examples/linjiang-2021/faulty/report.xlsx";

/// A variation: its name, the file, and the kinds of notes that say what was left out.
type Row = (&'static str, Vec<u8>, &'static [&'static str]);

fn evaluate(engine: &Engine, name: &str, bytes: &[u8]) -> Evaluation {
    engine.evaluate(bytes, &Options::default()).unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

fn sample(path: &str) -> Vec<u8> {
    std::fs::read(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every row gives the findings of the plain sample, and says what it left out. All failures are told at once.
fn check(plain: &str, rows: Vec<Row>) {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let original = shown(&evaluate(&engine, plain, &sample(plain)));
    let mut wrong = Vec::new();
    for (name, bytes, notes) in rows {
        let evaluation = evaluate(&engine, name, &bytes);
        let seen = shown(&evaluation);
        let kinds: Vec<&str> = evaluation.notes.iter().map(|note| note.kind.as_ref()).collect();
        if kinds != notes {
            wrong.push(format!("{name}: the notes are {kinds:?}"));
        }
        if seen != original {
            let missing = original.lines().filter(|line| !seen.contains(line)).count();
            let new: Vec<&str> = seen.lines().filter(|line| !original.contains(line)).take(3).collect();
            wrong.push(format!("{name}: {missing} lines are missing, new are {new:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The parts of a package, in order.
fn parts(package: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("the sample is a package");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a part can be opened");
            let name = file.name().expect("a part has a name").into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a part is text");
            (name, text)
        })
        .collect()
}

/// The package with some parts changed, and further ones at its end.
fn package(path: &str, change: impl Fn(&str, String) -> String, further: &[(&str, String)]) -> Vec<u8> {
    let options = zip::write::SimpleFileOptions::default();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        writer.start_file(name, options).expect("a part can be added");
        writer.write_all(text.as_bytes()).expect("its text can be written");
    };
    for (name, text) in parts(&sample(path)) {
        let changed = change(&name, text);
        add(&name, &changed);
    }
    for (name, text) in further {
        add(name, text);
    }
    writer.finish().expect("the package ends").into_inner()
}

/// The sample with another body.
fn docx(change: impl Fn(&str) -> String) -> Vec<u8> {
    let vary = |name: &str, text: String| {
        if name != "word/document.xml" {
            return text;
        }
        let start = text.find("<w:body>").expect("a body starts") + "<w:body>".len();
        let end = text.find("<w:sectPr>").expect("it ends with its section");
        format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
    };
    package(DOCX, vary, &[])
}

/// Every innermost stretch from `open` to `close` as `change` has it.
fn each(text: &str, open: &str, close: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let Some(end) = rest[start..].find(close).map(|at| start + at + close.len()) else { break };
        out += &rest[..start];
        out += &change(&rest[start..end]);
        rest = &rest[end..];
    }
    out + rest
}

/// Every run that is a number and nothing else.
fn each_number(body: &str, change: impl Fn(&str) -> String) -> String {
    each(body, "<w:r><w:t xml:space=\"preserve\">", "</w:r>", |run| {
        if run.contains(|char: char| char.is_ascii_digit()) { change(run) } else { run.to_owned() }
    })
}

fn control(inside: &str) -> String {
    format!("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

fn table_of(rows: &[String]) -> String {
    format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", rows.join("</w:tr><w:tr>"))
}

fn cell(inside: &str) -> String {
    format!("<w:tc>{inside}</w:tc>")
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn text_box(inside: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent xmlns:mc=\"urn:mc\"><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx xmlns:wps=\"urn:wps\">\
         <w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v=\"urn:v\">\
         <w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

fn field_mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

/// The form's table parted before the row that holds `label`, with what a page break leaves between.
fn parted(body: &str, label: &str) -> String {
    let at = body.find(label).and_then(|at| body[..at].rfind("<w:tr>")).expect("the row is there");
    let head = &body[body.find("<w:tbl>").expect("a table starts")..body.find("<w:tr>").expect("its first row starts")];
    format!("{}</w:tbl><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>{head}{}", &body[..at], &body[at..])
}

/// Some rows from the one with `first` on repeated before the next row with `label`, as a page break does.
fn again(body: &str, first: &str, count: usize, label: &str) -> String {
    let row_of = |text: &str, from: usize| {
        let at = body[from..].find(text).map(|at| at + from).expect("the text is there");
        body[..at].rfind("<w:tr>").expect("it stands in a row")
    };
    let start = row_of(first, 0);
    let end = body[start..]
        .match_indices("</w:tr>")
        .nth(count - 1)
        .map(|(at, row)| start + at + row.len())
        .expect("as many rows");
    let before = row_of(label, end);
    format!("{}{}{}", &body[..before], &body[start..end], &body[before..])
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn a_word_document_gives_the_same_findings_however_it_was_made() {
    let row = |inside: &str| format!("<w:trPr><w:del w:id=\"7\"/></w:trPr>{inside}");
    let old = "<w:del w:id=\"1\"><w:r><w:delText>9</w:delText></w:r></w:del>";
    let nested_field = |run: &str| {
        let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
        let inner =
            [field_mark("begin"), code("MERGEFIELD a"), field_mark("separate"), paragraphless("77"), field_mark("end")];
        [
            field_mark("begin"),
            code("IF "),
            inner.concat(),
            code(" = 1"),
            field_mark("separate"),
            run.to_owned(),
            field_mark("end"),
        ]
        .concat()
    };
    let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>";
    let struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>715.70</w:t></w:r>";
    let after = |body: &str, number: &str, what: &str| {
        let run = format!("{number}</w:t></w:r>");
        // In the two cells of the table; in a sentence the unit follows.
        body.replacen(&run, &format!("{run}{what}"), 2)
    };
    let contents = |body: &str| {
        let lines = [
            "一、部门（单位）基本概况",
            "二、部门（单位）收支情况",
            "三、部门（单位）整体支出绩效自评情况",
            "五、评价报告综述",
            "七、存在的问题及原因分析",
        ];
        let line = |(page, text): (usize, &&str)| {
            format!(
                "<w:p><w:hyperlink w:anchor=\"_Toc\"><w:r><w:t>{text}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{page}</w:t></w:r></w:hyperlink></w:p>"
            )
        };
        paragraph("目录") + &lines.iter().enumerate().map(line).collect::<String>() + body
    };
    check(
        DOCX,
        vec![
            ("plain", docx(str::to_owned), &[]),
            ("content control around everything", docx(control), &[]),
            ("content control around each run", docx(|body| each(body, "<w:r>", "</w:r>", control)), &[]),
            ("content control around each cell", docx(|body| each(body, "<w:tc>", "</w:tc>", control)), &[]),
            ("content control around each row", docx(|body| each(body, "<w:tr>", "</w:tr>", control)), &[]),
            (
                "numbers inserted",
                docx(|body| each_number(body, |run| format!("{old}<w:ins w:id=\"2\">{run}</w:ins>"))),
                &["tracked-changes"],
            ),
            (
                "numbers moved",
                docx(|body| {
                    each_number(body, |run| {
                        format!("<w:moveFrom w:id=\"1\">{run}</w:moveFrom><w:moveTo w:id=\"2\">{run}</w:moveTo>")
                    })
                }),
                &["tracked-changes"],
            ),
            (
                "a deleted row after each",
                docx(|body| body.replace("</w:tr>", &format!("</w:tr><w:tr>{}</w:tr>", row(&cell(&paragraph("7")))))),
                &["tracked-changes"],
            ),
            (
                "numbers in simple fields",
                docx(|body| {
                    each_number(body, |run| format!("<w:fldSimple w:instr=\" =SUM(ABOVE) \">{run}</w:fldSimple>"))
                }),
                &[],
            ),
            ("numbers in nested fields", docx(|body| each_number(body, nested_field)), &[]),
            (
                "footnotes after numbers",
                docx(|body| each_number(body, |run| format!("{run}<w:r><w:footnoteReference w:id=\"2\"/></w:r>"))),
                &["footnotes"],
            ),
            (
                "comments on numbers",
                docx(|body| each_number(body, |run| format!("{run}<w:r><w:commentReference w:id=\"1\"/></w:r>"))),
                &["comments"],
            ),
            ("a raised mark after a number", docx(|body| after(body, "719.70", raised)), &[]),
            ("a number struck through", docx(|body| after(body, "719.70", struck)), &["struck-text"]),
            (
                "hidden text",
                docx(|body| after(body, "719.70", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>715.70</w:t></w:r>")),
                &["hidden-text"],
            ),
            (
                "the end of a page in numbers",
                docx(|body| {
                    body.replace("9.70</w:t>", "9</w:t><w:softHyphen/><w:lastRenderedPageBreak/><w:t>.70</w:t>")
                }),
                &[],
            ),
            ("everything in a frame", docx(|body| table_of(&[cell(body)])), &[]),
            ("a title above the frame", docx(|body| table_of(&[cell(&paragraph("附件")), cell(body)])), &[]),
            ("a frame with margins", docx(|body| table_of(&[cell("<w:p/>") + &cell(body) + &cell("<w:p/>")])), &[]),
            ("everything in a text box", docx(text_box), &[]),
            ("parted between tables", docx(|body| parted(body, "部门（单位）年度支出和结余情况")), &[]),
            ("parted inside a table", docx(|body| parted(body, "、二级机构")), &[]),
            ("parted inside the goals", docx(|body| parted(body, "数量指标")), &[]),
            (
                "the head of a table again",
                docx(|body| again(body, "部门（单位）年度支出和结余情况", 4, "、二级机构")),
                &[],
            ),
            ("the head of the targets again", docx(|body| again(body, "绩效定量目标", 1, "闲置土地处置率")), &[]),
            ("a table of contents", docx(contents), &[]),
            (
                "the narrative's first section called like the form's first part",
                docx(|body| {
                    let at = body.rfind("<w:tbl>").expect("the narrative is a table");
                    format!("{}{}", &body[..at], body[at..].replace("一、部门（单位）概况", "一、部门基本概况"))
                }),
                &[],
            ),
            (
                "as WPS writes",
                docx(|body| {
                    body
                .replace("<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>", "<w:rPr><w:rFonts w:hint=\"eastAsia\" w:ascii=\"宋体\"/><w:b w:val=\"0\"/><w:strike w:val=\"0\"/><w:vanish w:val=\"0\"/><w:vertAlign w:val=\"baseline\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr>")
                .replace("<w:pPr>", "<w:pPr><w:keepNext w:val=\"0\"/><w:pageBreakBefore w:val=\"0\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:outlineLvl w:val=\"9\"/>")
                }),
                &[],
            ),
            ("numbers as wide as characters", docx(|body| each_amount(body, wide)), &[]),
            ("a mark of a note after a number", docx(|body| after(body, "719.70", &paragraphless("①"))), &[]),
            ("blanks that do not break around numbers", docx(|body| each_amount(body, padded)), &[]),
            (
                "a line broken inside labels",
                docx(|body| body.replace("人员支出</w:t>", "人员</w:t><w:br/><w:t>支出</w:t>")),
                &[],
            ),
            (
                "a unit in every heading",
                docx(|body| {
                    let headings = ["支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "收入合计"];
                    headings.iter().fold(body.to_owned(), |body, heading| {
                        body.replace(&format!(">{heading}</w:t>"), &format!(">{heading}（万元）</w:t>"))
                    })
                }),
                &[],
            ),
            (
                "the rest of a table below the words that say so",
                docx(|body| {
                    let parted = parted(body, "、二级机构");
                    parted.replace("<w:br w:type=\"page\"/>", "<w:br w:type=\"page\"/><w:t>续表</w:t>")
                }),
                &[],
            ),
            ("tasks and goals numbered automatically", numbered_automatically(), &[]),
            ("runs of one character", docx(one_run_a_character), &[]),
            (
                "bookmarks and marks of the spelling",
                docx(|body| {
                    body.replace("<w:r>", "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:bookmarkEnd w:id=\"1\"/><w:proofErr w:type=\"gramStart\"/><w:r>")
                }),
                &[],
            ),
            (
                "headings wider than the table",
                docx(|body| body.replace("<w:gridSpan w:val=\"24\"/>", "<w:gridSpan w:val=\"63\"/>")),
                &[],
            ),
            (
                "headings without a span",
                docx(|body| body.replace("<w:gridSpan w:val=\"24\"/>", "<w:gridSpan w:val=\"0\"/>")),
                &[],
            ),
            ("merged in the old way", docx(merged_in_the_old_way), &[]),
            (
                "strict names",
                package(
                    DOCX,
                    |_, text| {
                        text.replace(
                            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                            "http://purl.oclc.org/ooxml/wordprocessingml/main",
                        )
                        .replace(
                            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                            "http://purl.oclc.org/ooxml/officeDocument/relationships",
                        )
                    },
                    &[],
                ),
                &[],
            ),
        ],
    );
}

/// Findings and what holds, sorted, without the number of the report.
fn sorted(evaluation: &Evaluation) -> Vec<String> {
    let text = shown(evaluation).replace("第1份报告 · ", "").replace("第2份报告 · ", "");
    let mut lines: Vec<String> = text.lines().filter(|line| *line != "holds:").map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn several_reports_in_one_file_are_checked_each_on_its_own() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let clean = DOCX.replace("faulty", "clean");
    let body_of = |path: &str| {
        let text =
            parts(&sample(path)).into_iter().find(|(name, _)| name == "word/document.xml").expect("a main part").1;
        let start = text.find("<w:body>").expect("a body starts") + "<w:body>".len();
        text[start..text.find("<w:sectPr>").expect("it ends")].to_owned()
    };
    let (first, second) = (evaluate(&engine, DOCX, &sample(DOCX)), evaluate(&engine, &clean, &sample(&clean)));
    let mixed: Vec<String> = {
        let mut lines = [sorted(&first), sorted(&second)].concat();
        lines.sort_unstable();
        lines
    };
    let twice: Vec<String> = sorted(&first).into_iter().flat_map(|line| [line.clone(), line]).collect();
    let other = body_of(&clean);
    for (name, bytes, expected) in [
        ("two departments", docx(|body| body.to_owned() + &other), &mixed),
        (
            "a table of contents before both",
            docx(|body| {
                paragraph("一、部门（单位）基本概况")
                    + &paragraph("二、部门（单位）收支情况")
                    + body
                    + &other
            }),
            &mixed,
        ),
        ("two sheets", with_sheet("副本", "visible", str::to_owned, str::to_owned), &twice),
        ("two pages in one", html(|page| page.to_owned() + page), &twice),
    ] {
        let evaluation = evaluate(&engine, name, &bytes);
        assert_eq!(evaluation.facts.starts.len(), 2, "{name}: {:?}", evaluation.facts.starts);
        assert!(evaluation.notes.iter().any(|note| note.kind == "several-reports"), "{name}");
        assert_eq!(&sorted(&evaluation), expected, "{name}");
        let statements = &evaluation.facts.statements;
        assert!(statements.iter().enumerate().all(|(at, statement)| usize::try_from(statement.id) == Ok(at)), "{name}");
        let register = evaluation.register;
        assert_eq!(register.bound + register.waived + register.unbound, register.total, "{name}");
        let mut ids: Vec<&str> = evaluation.judgement.findings.iter().map(|finding| finding.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}: fingerprints are told apart");
    }
}

/// The sample with the numbers of its tasks, goals and problems as those of lists.
fn numbered_automatically() -> Vec<u8> {
    let lists = [("任务", "任务%1："), ("目标", "目标%1："), ("", "%1、")];
    let list = |(id, (_, text)): (usize, &(&str, &str))| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
             <w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>"
        )
    };
    let used = |(id, _): (usize, _)| format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{id}\"/></w:num>", id + 1);
    let definitions: String = lists.iter().enumerate().map(list).collect();
    let uses: String = lists.iter().enumerate().map(used).collect();
    let numbering = format!("<w:numbering xmlns:w=\"urn:w\">{definitions}{uses}</w:numbering>");
    let relation = "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let number = |paragraph: &str| {
        let text = each(paragraph, "<", ">", |_| String::new());
        let found = lists.iter().enumerate().find_map(|(id, (word, format))| {
            let rest = text.strip_prefix(word)?;
            let digits = rest.find(|char: char| !char.is_ascii_digit()).filter(|at| *at > 0)?;
            let rest = rest[digits..].strip_prefix(format.chars().last()?)?;
            // Short ones are the rows of institutions: 1、局机关.
            (!word.is_empty() || rest.chars().count() > 12).then(|| (id + 1, rest.to_owned()))
        });
        let Some((id, rest)) = found else { return paragraph.to_owned() };
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">{rest}</w:t></w:r></w:p>"
        )
    };
    let vary = |name: &str, text: String| match name {
        "word/document.xml" => each(&text, "<w:p>", "</w:p>", number),
        "word/_rels/document.xml.rels" => text.replace("</Relationships>", relation),
        _ => text,
    };
    package(DOCX, vary, &[("word/numbering.xml", numbering)])
}

/// Every cell of a table that is a number and nothing else.
fn each_amount(body: &str, change: impl Fn(&str) -> String) -> String {
    let open = "<w:jc w:val=\"center\"/></w:pPr><w:r><w:t xml:space=\"preserve\">";
    each(body, open, "</w:t>", |run| {
        let text = &run[open.len()..run.len() - "</w:t>".len()];
        let is_number = text.contains('.') && text.chars().all(|char| char.is_ascii_digit() || char == '.');
        if is_number { format!("{open}{}</w:t>", change(text)) } else { run.to_owned() }
    })
}

/// Digits and points as wide as Chinese characters.
fn wide(number: &str) -> String {
    let wide = |char: char| match char {
        '0'..='9' => char::from_u32(u32::from(char) - u32::from('0') + u32::from('０')).unwrap_or(char),
        _ => '．',
    };
    number.chars().map(wide).collect()
}

/// A number between blanks that do not break, as copied from a sheet.
fn padded(number: &str) -> String {
    format!("\u{a0}{number}\u{a0}\u{2003}")
}

/// A run alone.
fn paragraphless(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn one_run_a_character(body: &str) -> String {
    each(body, "<w:r>", "</w:r>", |run| {
        let Some(start) = run.find("\"preserve\">").map(|at| at + "\"preserve\">".len()) else { return run.to_owned() };
        let text = &run[start..run.find("</w:t>").unwrap_or(start)];
        if text.contains('&') {
            return run.to_owned();
        }
        text.chars()
            .map(|char| format!("<w:r><w:t xml:space=\"preserve\">{char}</w:t></w:r>"))
            .collect::<Vec<_>>()
            .concat()
    })
}

/// Cells merged across as single cells that go on, as Word 97 and some converters write them.
fn merged_in_the_old_way(body: &str) -> String {
    each(body, "<w:tc>", "</w:tc>", |cell| {
        let Some(at) = cell.find("<w:gridSpan w:val=\"") else { return cell.to_owned() };
        let value = &cell[at + "<w:gridSpan w:val=\"".len()..];
        let (number, rest) = value.split_once("\"/>").expect("the value ends");
        let vertical = ["<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>"].into_iter().find(|merge| cell.contains(merge));
        let more = format!("<w:tc><w:tcPr><w:hMerge/>{}</w:tcPr><w:p/></w:tc>", vertical.unwrap_or_default());
        let count: usize = number.parse().expect("a number of columns");
        format!("{}<w:hMerge w:val=\"restart\"/>{rest}{}", &cell[..at], more.repeat(count - 1))
    })
}

/// The page with another body, and with more in its head.
fn html(change: impl Fn(&str) -> String) -> Vec<u8> {
    let page = String::from_utf8(sample(HTML)).expect("the page is UTF-8");
    let start = page.find("<body").and_then(|at| page[at..].find('>').map(|end| at + end + 1)).expect("a body starts");
    let end = page.find("</body>").expect("it ends");
    format!("{}{}{}", &page[..start], change(&page[start..end]), &page[end..]).into_bytes()
}

const SITE_ABOVE: &str = r#"<script>var year = 2020 + 1;</script>
<div class="header"><div class="logo"><a href="/">临江区人民政府</a></div><p>今天是2022年3月25日 星期五 晴 3～12℃</p>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/bs">办事服务</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/cz">财政信息</a> &gt; 2020年度部门决算</div>
<div class="article-info">发布时间：2022-03-25 10:21 来源：区财政局 浏览次数：<span id="hits">312</span>次</div>"#;

const SITE_BELOW: &str = r#"<div class="bdsharebuttonbox"><a>分享到</a><a>微信</a></div>
<div class="xglj"><h3>相关链接</h3><ul><li><a href="/1">区教育局2020年度支出合计3012.55万元</a></li><li><a href="/2">区民政局自评得分95分</a></li>
<li><a href="/3">人员经费721.85万元的说明</a></li></ul></div>
<div class="footer"><p>主办单位：临江区人民政府办公室 联系电话：8880000</p><p>版权所有 2015-2022 备案号05000618</p><p>您是第1234567位访问者</p></div>"#;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn a_page_gives_the_same_findings_whatever_site_stands_around_it() {
    let number = |page: &str, what: &str| {
        let plain = "719.70</p>";
        assert!(page.contains(plain), "the number stands in a paragraph of its own");
        page.replacen(plain, &format!("{what}</p>"), 1)
    };
    check(
        HTML,
        vec![
            ("plain", html(str::to_owned), &[]),
            (
                "a site of divisions",
                html(|page| format!("{SITE_ABOVE}<div class=\"content\">{page}</div>{SITE_BELOW}")),
                &["page-furniture"],
            ),
            (
                "a site of named elements",
                html(|page| {
                    format!(
                        "<header><nav><a href=\"/\">首页</a><a href=\"/b\">2020年预算</a></nav></header><main><article>{page}</article></main>\
                         <aside>2021年支出合计1.00万元</aside><footer>联系电话：8880000</footer>"
                    )
                }),
                &["page-furniture"],
            ),
            (
                "a site of tables",
                html(|page| {
                    format!(
                        "<table><tr><td><table><tr><td><a href=1>2020年预算</a></td></tr><tr><td><a href=2>2019年决算</a></td></tr>\
                         <tr><td><a href=3>通知公告</a></td></tr></table></td><td>{page}</td></tr><tr><td colspan=2>版权所有</td></tr></table>"
                    )
                }),
                &["page-furniture"],
            ),
            (
                "a grid around it",
                html(|page| {
                    format!(
                        "<table><tr><td>首页</td><td>公开</td></tr><tr><td>栏目</td><td>互动</td></tr><tr><td>左</td><td>{page}</td></tr></table>"
                    )
                }),
                &[],
            ),
            (
                "a small table in a cell",
                html(|page| number(page, "</p><table><tr><td>719.70</td><td> </td></tr></table><p>")),
                &[],
            ),
            (
                "what Word leaves behind",
                html(|page| {
                    format!(
                        "<!--[if gte mso 9]><xml><w:Zoom>100</w:Zoom></xml><![endif]--><![if !supportEmptyParas]>&nbsp;<![endif]><xml><w:Zoom>100</w:Zoom></xml>{}",
                        page.replace("</p>", "<o:p></o:p></p>")
                    )
                }),
                &[],
            ),
            (
                "changes tracked by Word",
                html(|page| {
                    number(
                        page,
                        "<span class=msoDel><del>1719.70</del></span><span class=msoIns><ins>719.70</ins></span>",
                    )
                }),
                &["struck-text"],
            ),
            (
                "a comment in Word",
                html(|page| {
                    number(
                        page,
                        "719.70<span class=MsoCommentReference><a class=msocomanchor href=\"#_msocom_1\">[A1]</a></span>",
                    ) + "<div style='mso-element:comment-list'><p class=MsoCommentText>人员支出应为721.85万元</p></div>"
                }),
                &["comments"],
            ),
            (
                "struck through",
                html(|page| number(page, "<s>1719.70</s><span style=\"text-decoration: line-through\">5</span>719.70")),
                &["struck-text"],
            ),
            ("a raised mark", html(|page| number(page, "719.70<sup>1</sup>")), &[]),
            (
                "hidden text",
                html(|page| {
                    page.to_owned()
                        + "<p style=\"visibility: hidden\">人员经费1.00万元</p><p style=\"mso-hide: all\">人员经费1.00万元</p>"
                }),
                &["hidden-text"],
            ),
            ("characters nobody sees", html(|page| page.replace("9.70", "9&shy;.<wbr>70")), &[]),
            (
                "a field that was filled in",
                html(|page| number(page, "<input type=text value=\"719.70\"><input type=hidden value=\"1\">")),
                &[],
            ),
            (
                "a list of which one is chosen",
                html(|page| {
                    page.replace(
                        "良</font>",
                        "<select><option>优</option><option selected>良</option><option>中</option></select></font>",
                    )
                }),
                &[],
            ),
            (
                "spans with a unit",
                html(|page| {
                    page.replace("colspan=\"24\"", "colspan=\"24px\"").replace("colspan=\"4\"", "colspan=\" 4% \"")
                }),
                &[],
            ),
            (
                "spans around the parts of numbers",
                html(|page| {
                    page.replace("9.70</p>", "9<span style=\"font-family:宋体;font-size:16px\">.<o:p></o:p></span><span lang=\"EN-US\">70</span></p>")
                }),
                &[],
            ),
            (
                "blanks around numbers",
                html(|page| {
                    page.replace("719.70</p>", "&nbsp;&nbsp;719.70&emsp;</p>")
                        .replace("1243.40</p>", "&ensp;1243.40&#12288;</p>")
                }),
                &[],
            ),
            (
                "a head and a body of a table",
                html(|page| {
                    page.replacen("<tr valign=\"top\">", "<thead><tr valign=\"top\">", 1)
                        .replacen("</tr>", "</tr></thead><tbody>", 1)
                        .replace("</table>", "</tbody></table>")
                }),
                &[],
            ),
            (
                "a table in a box that scrolls",
                html(|page| {
                    format!("<div style=\"overflow:auto;width:100%\"><div class=\"TRS_Editor\">{page}</div></div>")
                }),
                &[],
            ),
            (
                "cells without paragraphs",
                html(|page| {
                    page.replace("</p>\n\t\t</td>", "</td>").replace("</p>\n\t\t\t<p align=\"left\">", "<br/>")
                }),
                &[],
            ),
            (
                "a row that is not shown",
                html(|page| {
                    page.replacen(
                        "</tr>",
                        "</tr><tr style=\"display:none\"><td colspan=\"24\"><p>人员经费1.00万元</p></td></tr>",
                        8,
                    )
                }),
                &["hidden-text"],
            ),
            (
                "a number in a table of its own",
                html(|page| {
                    page.replace("719.70</p>", "</p><table><tbody><tr><td><p>719.70</p></td></tr></tbody></table>")
                }),
                &[],
            ),
            ("ends left out", html(|page| page.replace("</td>", "").replace("</tr>", "").replace("</p>", "")), &[]),
            ("GBK by its declaration", encoded_in_gbk(), &[]),
        ],
    );
}

fn encoded_in_gbk() -> Vec<u8> {
    let page =
        String::from_utf8(html(str::to_owned)).expect("the page is UTF-8").replace("charset=utf-8", "charset=gbk");
    encoding_rs::GBK.encode(&page).0.into_owned()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn xlsx(change: impl Fn(&str) -> String) -> Vec<u8> {
    package(XLSX, |name, text| if name == SHEET { change(&text) } else { text }, &[])
}

/// The sample with a further sheet of this state.
fn with_sheet(name: &str, state: &str, first: impl Fn(&str) -> String, second: impl Fn(&str) -> String) -> Vec<u8> {
    let sheet = parts(&sample(XLSX)).into_iter().find(|(name, _)| name == SHEET).expect("the sheet is there").1;
    let relation = "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
    let entry = format!("<sheet name=\"{name}\" sheetId=\"9\" state=\"{state}\" r:id=\"rId99\"/></sheets>");
    let vary = |part: &str, text: String| match part {
        SHEET => first(&text),
        "xl/workbook.xml" => text.replace("</sheets>", &entry),
        "xl/_rels/workbook.xml.rels" => text.replace("</Relationships>", relation),
        _ => text,
    };
    package(XLSX, vary, &[("xl/worksheets/sheet2.xml", second(&sheet))])
}

/// The rows of a sheet from one on, up to another; they keep their numbers.
fn rows(sheet: &str, from: usize, to: usize) -> String {
    let out = each(sheet, "<row ", "</row>", |row| {
        let number: usize = row["<row r=\"".len()..].split('"').next().and_then(|text| text.parse().ok()).unwrap_or(0);
        if (from..to).contains(&number) { row.to_owned() } else { String::new() }
    });
    each(&out, "<mergeCell ", "/>", |merge| {
        let number: String =
            merge.chars().skip_while(|char| !char.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if (from..to).contains(&number.parse().unwrap_or(0)) { merge.to_owned() } else { String::new() }
    })
}

/// The last row, which holds the narrative, as one row for each of its lines.
fn line_by_line(sheet: &str) -> String {
    let strings =
        parts(&sample(XLSX)).into_iter().find(|(name, _)| name == "xl/sharedStrings.xml").expect("texts are shared").1;
    let start = sheet.rfind("<row ").expect("there are rows");
    let end = sheet.find("</sheetData>").expect("they end");
    let index =
        sheet[start..end].split_once("t=\"s\"><v>").and_then(|(_, rest)| rest.split_once("</v>")).expect("a text").0;
    let item = strings.split("<si>").nth(index.parse::<usize>().expect("a number") + 1).expect("the text is there");
    let text = each(item, "<", ">", |_| String::new());
    let rows: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(nth, line)| {
            let row = 63 + nth;
            format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{line}</t></is></c></row>")
        })
        .collect();
    format!("{}{}{}", &sheet[..start], rows.concat(), sheet[end..].replace("<mergeCell ref=\"A63:X63\"/>", ""))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn a_workbook_gives_the_same_findings_however_it_was_filled_in() {
    let amount = |sheet: &str, change: &dyn Fn(&str, &str) -> String| {
        each(sheet, "<c r=", "</c>", |cells| {
            // Blank cells before it have no end of their own.
            let (blank, cell) = cells.split_at(cells.rfind("<c r=").expect("a cell begins"));
            let value = cell.split_once("<v>").and_then(|(_, rest)| rest.split_once("</v>")).map(|(value, _)| value);
            match value {
                Some(value) if cell.contains("s=\"2\"") && !cell.contains("t=\"s\"") => {
                    format!("{blank}{}", change(cell, value))
                }
                _ => cells.to_owned(),
            }
        })
    };
    let head = |cell: &str| cell[..cell.find('>').expect("the tag ends")].to_owned();
    let two_places = |value: &str| {
        let (whole, part) = value.split_once('.').unwrap_or((value, ""));
        format!("{whole}.{part:0<2.2}")
    };
    let as_text = |cell: &str, text: &str| {
        format!("{} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>", head(cell))
    };
    let hidden = |sheet: &str| sheet.replace("<row r=\"2", "<row hidden=\"1\" r=\"2");
    check(
        XLSX,
        vec![
            ("plain", xlsx(str::to_owned), &[]),
            ("noise of binary numbers", xlsx(|sheet| sheet.replace("<v>719.7</v>", "<v>719.70000000000005</v>")), &[]),
            (
                "numbers as text",
                xlsx(|sheet| {
                    amount(sheet, &|cell, value| {
                        if value.starts_with('-') {
                            cell.to_owned()
                        } else {
                            as_text(cell, &format!(" {} ", two_places(value)))
                        }
                    })
                }),
                &[],
            ),
            (
                "units in cells",
                xlsx(|sheet| {
                    amount(sheet, &|cell, value| {
                        if value.starts_with('7') {
                            as_text(cell, &format!("{}万元", two_places(value)))
                        } else {
                            cell.to_owned()
                        }
                    })
                }),
                &[],
            ),
            (
                "formulas with results",
                xlsx(|sheet| {
                    amount(sheet, &|cell, value| format!("{}><f>SUM(A1:A2)</f><v>{value}</v></c>", head(cell)))
                }),
                &[],
            ),
            (
                "thousands in text",
                xlsx(|sheet| {
                    amount(sheet, &|cell, value| {
                        let text = two_places(value);
                        match text.split_once('.') {
                            Some((whole, part)) if whole.len() == 4 => {
                                as_text(cell, &format!("{},{}.{part}", &whole[..1], &whole[1..]))
                            }
                            _ => cell.to_owned(),
                        }
                    })
                }),
                &[],
            ),
            (
                "a hidden column beside the form",
                xlsx(|sheet| {
                    sheet.replace(
                        "<sheetData>",
                        "<cols><col min=\"26\" max=\"26\" width=\"9\" hidden=\"1\"/></cols><sheetData>",
                    )
                }),
                &[],
            ),
            (
                "an accountant's format",
                package(
                    XLSX,
                    |name, text| {
                        if name == "xl/styles.xml" {
                            text.replace("<fonts", "<numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ \"/></numFmts><fonts")
                                .replace("<xf numFmtId=\"2\"", "<xf numFmtId=\"176\"")
                        } else {
                            text
                        }
                    },
                    &[],
                ),
                &[],
            ),
            (
                "a colour for what is negative",
                package(
                    XLSX,
                    |name, text| {
                        if name == "xl/styles.xml" {
                            text.replace("<fonts", "<numFmts count=\"1\"><numFmt numFmtId=\"177\" formatCode=\"0.00_ ;[Red]\\-0.00\\ \"/></numFmts><fonts")
                                .replace("<xf numFmtId=\"2\"", "<xf numFmtId=\"177\"")
                        } else {
                            text
                        }
                    },
                    &[],
                ),
                &[],
            ),
            ("a row for each line of the narrative", xlsx(line_by_line), &[]),
            ("hidden rows", xlsx(hidden), &["hidden-cells"]),
            (
                "last year in a hidden sheet",
                with_sheet("上年", "hidden", str::to_owned, |sheet| sheet.replace("719.7", "700.1")),
                &["hidden-sheet"],
            ),
            (
                "a list in a very hidden sheet",
                with_sheet("选项", "veryHidden", str::to_owned, |sheet| rows(sheet, 19, 20)),
                &["hidden-sheet"],
            ),
            (
                "two sheets parted between tables",
                with_sheet("续表", "visible", |sheet| rows(sheet, 1, 35), |sheet| rows(sheet, 35, 99)),
                &[],
            ),
            (
                "two sheets parted before the narrative",
                with_sheet("综述", "visible", |sheet| rows(sheet, 1, 63), |sheet| rows(sheet, 63, 99)),
                &[],
            ),
        ],
    );
}
