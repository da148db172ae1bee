//! P10: PDF files that nest, run in circles, inflate, draw without end, or want something done.

use crate::hostile::case::{Answer, Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::noise;
use crate::hostile::write::markup::numbered;
use crate::hostile::write::packed::{zlib, zlib_repeated};
use crate::hostile::write::pdf::{Pdf, TEXT, packed_stream, stream, stream_of};

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [nesting(), references(), bombs(), pages(), drawings(), fonts(), actions(trap), pictures(), cut()].concat()
}

const CATALOGUE: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>";
const MEGABYTE: usize = 1 << 20;

fn damaged() -> Answer {
    refused("damaged-pdf")
}

/// A page whose contents are this stream.
fn contents(stream: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::page(TEXT);
    pdf.objects[4] = stream.to_vec();
    pdf.bytes()
}

fn nesting() -> Vec<Case> {
    let catalogue =
        |inside: &str| Pdf::page_like(&format!("<</Type/Catalog/Pages 2 0 R/X {inside}>>"), "", PAGE, TEXT).bytes();
    let loose = format!("{}{}", "[0 ".repeat(10_000), "] ".repeat(10_000));
    vec![
        Case::new("arrays-ten-thousand-deep.pdf", catalogue(&"[".repeat(10_000)), refused("too-deep")),
        Case::new("arrays-with-numbers-ten-thousand-deep.pdf", catalogue(&loose), refused("too-deep")),
        Case::new(
            "dictionaries-ten-thousand-deep.pdf",
            catalogue(&format!("{}{}", "<</A ".repeat(10_000), ">>".repeat(10_000))),
            refused("too-deep"),
        ),
        Case::new(
            "arrays-in-the-contents.pdf",
            contents(stream("", &format!("{TEXT} {} TJ", "[".repeat(10_000))).as_bytes()),
            refused("too-deep"),
        ),
        Case::new(
            "brackets-in-a-text.pdf",
            contents(
                stream("", &format!("BT /F 10 Tf 20 100 Td ({}{}) Tj ET", "(".repeat(300), ")".repeat(300))).as_bytes(),
            ),
            refused("unreadable-fonts"),
        ),
    ]
}

fn references() -> Vec<Case> {
    let trailer = |more: &str| Pdf { trailer: more.to_owned(), ..Pdf::page(TEXT) }.bytes();
    let start = Pdf::page(TEXT).bytes().len();
    let far = Pdf { start: Some(u64::MAX), ..Pdf::page(TEXT) }.bytes();
    let itself = Pdf::page(TEXT).with(b"6 0 R").bytes();
    let length = contents(b"<</Length 6 0 R>>\nstream\nBT ET\nendstream");
    let round = Pdf::page_like("<</Type/Catalog/Pages 6 0 R>>", "", PAGE, TEXT).with(b"7 0 R").with(b"6 0 R").bytes();
    vec![
        Case::new(
            "cross-references-refer-to-themselves.pdf",
            trailer(&format!("/Prev {}", place_of_references())),
            read(),
        ),
        Case::new("cross-references-lie-beyond-the-end.pdf", far, read()),
        Case::new("former-references-lie-beyond-the-end.pdf", trailer(&format!("/Prev {}", start * 1000)), read()),
        Case::new("object-is-itself.pdf", itself, read()),
        Case::new("length-is-itself.pdf", length, noted(&["no-text"])),
        Case::new("pages-in-a-circle-of-references.pdf", round, read()),
        Case::new("root-is-missing.pdf", Pdf::of(&["null"]).bytes(), damaged()),
    ]
}

/// Where the cross references of the simple page begin.
fn place_of_references() -> usize {
    let bytes = Pdf::page(TEXT).bytes();
    bytes.windows(5).rposition(|window| window == b"xref\n").unwrap_or(0)
}

fn bombs() -> Vec<Case> {
    let blanks = |megabytes| zlib_repeated(&vec![b' '; MEGABYTE], megabytes);
    let flate = "/Filter/FlateDecode";
    let twice = zlib(&blanks(500));
    let chain = format!("/Filter[{}]", "/FlateDecode".repeat(10));
    let objects = stream_of(&format!("/Type/ObjStm/N 1000000/First 10{flate}"), &blanks(1000));
    let itself = stream_of("/Type/ObjStm/N 1/First 5/Extends 6 0 R", b"6 0 <</Type/Catalog>>");
    let lzw = stream_of("/Filter/LZWDecode", &noise(3, 300_000));
    let run = stream_of("/Filter/RunLengthDecode", &[129, b' '].repeat(200_000));
    vec![
        Case::new("contents-of-a-gigabyte.pdf", contents(&stream_of(flate, &blanks(1000))), refused("too-large")),
        Case::new(
            "contents-packed-twice.pdf",
            contents(&stream_of("/Filter[/FlateDecode/FlateDecode]", &twice)),
            refused("zip-bomb"),
        ),
        Case::new(
            "contents-packed-ten-times.pdf",
            contents(&stream_of(&chain, &zlib(TEXT.as_bytes()))),
            refused("zip-bomb"),
        ),
        Case::new("objects-of-a-gigabyte.pdf", Pdf::page(TEXT).with(&objects).bytes(), refused("too-large")),
        Case::new("objects-hold-themselves.pdf", Pdf::page(TEXT).with(&itself).bytes(), read()),
        Case::new("old-packing.pdf", contents(&lzw), refused("zip-bomb")),
        Case::new("runs-of-blanks.pdf", contents(&run), refused("zip-bomb")),
        Case::new("packing-is-noise.pdf", contents(&stream_of(flate, &noise(4, 5000))), noted(&["no-text"])),
    ]
}

fn pages() -> Vec<Case> {
    let tree = |pages: &str| Pdf::of(&[CATALOGUE, pages]).bytes();
    let many = |count: usize| {
        let kids = numbered(count, |_| "3 0 R ".to_owned());
        Pdf::of(&[
            CATALOGUE,
            &format!("<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 9 9]>>"),
            "<</Type/Page/Parent 2 0 R>>",
        ])
        .bytes()
    };
    let fan: Vec<String> =
        (0..9).map(|level| format!("<</Type/Pages/Kids[{}]>>", format!("{} 0 R ", level + 3).repeat(10))).collect();
    let fan: Vec<&str> =
        [CATALOGUE].into_iter().chain(fan.iter().map(String::as_str)).chain(["<</Type/Page>>"]).collect();
    let objects = Pdf { objects: [Pdf::page(TEXT).objects, vec![b"0".to_vec(); 200_001]].concat(), ..Pdf::page(TEXT) };
    let boxed = |media: &str| {
        Pdf::page_like(
            CATALOGUE,
            "",
            &format!("<</Type/Page/Parent 2 0 R/Contents 5 0 R/MediaBox[{media}]/UserUnit 1e30>>"),
            TEXT,
        )
        .bytes()
    };
    vec![
        Case::new("pages-hold-themselves.pdf", tree("<</Type/Pages/Kids[2 0 R]/Count 1>>"), damaged()),
        Case::new("count-of-two-billion.pdf", tree("<</Type/Pages/Kids[]/Count 2147483647>>"), noted(&["no-text"])),
        Case::new("five-hundred-and-one-pages.pdf", many(501), refused("too-large")),
        Case::new("a-hundred-thousand-pages.pdf", many(100_000), refused("too-large")),
        Case::new("a-billion-pages-by-fans.pdf", Pdf::of(&fan).bytes(), refused("too-large")),
        Case::new("more-objects-than-are-read.pdf", objects.bytes(), refused("too-large")),
        Case::new("page-of-no-size.pdf", boxed("0 0 0 0"), noted(&["no-text"])),
        Case::new("page-of-astronomic-size.pdf", boxed("-1e38 -1e38 1e38 1e38"), noted(&["no-text"])),
    ]
}

fn drawings() -> Vec<Case> {
    let form = |inside: &str| {
        stream("/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 6 0 R/Y 7 0 R>>>>", inside)
    };
    let with_forms = |one: &str, two: &str| {
        Pdf::page_like(CATALOGUE, "/XObject<</X 6 0 R/Y 7 0 R>>", PAGE, &format!("{TEXT} /X Do"))
            .with(form(one).as_bytes())
            .with(form(two).as_bytes())
            .bytes()
    };
    let level = |level: usize| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", level + 7),
            &"/X Do ".repeat(20),
        )
    };
    let laughs = (0..11)
        .fold(Pdf::page_like(CATALOGUE, "/XObject<</X 6 0 R>>", PAGE, &format!("{TEXT} /X Do")), |pdf, index| {
            pdf.with(level(index).as_bytes())
        });
    let pattern = stream(
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1e-9/YStep 1e-9/Resources<</Pattern<</P 6 0 R>>>>",
        "/Pattern cs /P scn 0 0 9 9 re f",
    );
    let tiled =
        Pdf::page_like(CATALOGUE, "/Pattern<</P 6 0 R>>", PAGE, &format!("{TEXT} /Pattern cs /P scn 0 0 400 200 re f"))
            .with(pattern.as_bytes());
    let far = "BT /F 10 Tf 1e38 0 0 1e38 1e38 -1e38 Tm (12.5) Tj 1 0 0 1 99999999999 5 Tm (7) Tj ET 1e38 1e38 m -1e38 -1e38 l S";
    let grid = numbered(30_000, |n| format!("{0} 0 m {0} 200 l S 0 {0} m 400 {0} l S ", n % 400));
    vec![
        Case::new("drawing-draws-itself.pdf", with_forms("/X Do", ""), read()),
        Case::new("drawings-draw-each-other.pdf", with_forms("/Y Do", "/X Do"), read()),
        Case::new("drawings-of-drawings-of-drawings.pdf", laughs.bytes(), noted(&["busy-pages", "no-text"])),
        Case::new(
            "states-saved-without-end.pdf",
            Pdf::page(&format!("{}{TEXT}", "q ".repeat(100_000))).bytes(),
            noted(&["busy-pages", "no-text"]),
        ),
        Case::new(
            "millions-of-operations.pdf",
            contents(&packed_stream("", "0 0 m 9 9 l S ".repeat(1_200_000).as_bytes())),
            noted(&["busy-pages", "no-text"]),
        ),
        Case::new("tiles-of-tiles.pdf", tiled.bytes(), read()),
        Case::new("text-beyond-the-stars.pdf", Pdf::page(&format!("{TEXT} {far}")).bytes(), noted(&["page-furniture"])),
        Case::new("sixty-thousand-lines.pdf", Pdf::page(&format!("{TEXT} {grid}")).bytes(), read()),
        Case::new(
            "hundreds-of-thousands-of-characters-on-one-spot.pdf",
            contents(&packed_stream(
                "",
                format!("BT /F 1 Tf {} ET", "1 0 0 1 9 100 Tm (1 2 3 4 5 6 7 8 9 ) Tj ".repeat(20_000)).as_bytes(),
            )),
            read(),
        ),
        Case::new(
            "hundreds-of-thousands-of-characters.pdf",
            contents(&packed_stream(
                "",
                format!("BT /F 1 Tf 0 100 Td {} ET", "(1 2 3 4 5 6 7 8 9 ) Tj ".repeat(20_000)).as_bytes(),
            )),
            read(),
        ),
    ]
}

fn fonts() -> Vec<Case> {
    let with_font = |font: &str, more: &[u8]| {
        let mut pdf = Pdf::page(TEXT);
        pdf.objects[2] = font.as_bytes().to_vec();
        pdf.with(more).bytes()
    };
    let helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>";
    let ranges = format!(
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange {} endcmap",
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange ".repeat(20_000)
    );
    let composite = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/DescendantFonts[3 0 R]>>";
    let drawn = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[32/a/a/a]>>/FirstChar 32/LastChar 34/Widths[9 9 9]/Resources<</Font<</F 3 0 R>>>>>>";
    let file = "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</FontFile2 6 0 R/Flags 4>>>>";
    vec![
        Case::new(
            "character-map-of-countless-ranges.pdf",
            with_font(helvetica, stream("", &ranges).as_bytes()),
            read(),
        ),
        Case::new(
            "character-map-uses-itself.pdf",
            with_font(composite, stream("/UseCMap 6 0 R", "/X usecmap begincmap endcmap").as_bytes()),
            read(),
        ),
        Case::new(
            "character-draws-itself.pdf",
            with_font(drawn, stream("", "BT /F 1 Tf (   ) Tj ET").as_bytes()),
            refused("unreadable-fonts"),
        ),
        Case::new("font-file-is-noise.pdf", with_font(file, &stream_of("", &noise(5, 20_000))), read()),
    ]
}

fn actions(trap: &Trap) -> Vec<Case> {
    let (url, path) = (trap.url("x"), trap.path());
    let opening = |action: &str| {
        Pdf::page_like(&format!("<</Type/Catalog/Pages 2 0 R/OpenAction {action}>>"), "", PAGE, TEXT).bytes()
    };
    let annotated = |action: &str| {
        Pdf::page_like(CATALOGUE, "", &format!("<</Type/Page/Parent 2 0 R/Contents 5 0 R/AA<</O {action}>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A {action}>>]>>"), TEXT).bytes()
    };
    let outside = Pdf::page_like(CATALOGUE, "", "<</Type/Page/Parent 2 0 R/Contents 6 0 R>>", TEXT)
        .with(format!("<</Length 0/F({path})/FFilter/FlateDecode>>\nstream\n\nendstream").as_bytes());
    let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 6 0 R/Fields[]>>>>";
    let form = Pdf::page_like(form, "", PAGE, TEXT)
        .with(stream("", &format!("<!DOCTYPE x SYSTEM \"{url}\"><xdp/>")).as_bytes());
    let active = || noted(&["active-content"]);
    vec![
        Case::new("script-on-opening.pdf", opening(&format!("<</S/JavaScript/JS(app.launchURL('{url}'))>>")), active()),
        Case::new(
            "program-on-opening.pdf",
            opening("<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)/P(/k calc)>>>>"),
            active(),
        ),
        Case::new("address-on-opening.pdf", opening(&format!("<</S/URI/URI({url})>>")), read()),
        Case::new("form-sent-on-opening.pdf", annotated(&format!("<</S/SubmitForm/F({url})>>")), active()),
        Case::new("another-file-on-opening.pdf", annotated(&format!("<</S/GoToR/F({path})/D[0/Fit]>>")), read()),
        Case::new("contents-are-the-canary.pdf", outside.bytes(), noted(&["no-text"])),
        Case::new("form-with-a-type.pdf", form.bytes(), active()),
    ]
}

fn pictures() -> Vec<Case> {
    let drawn = |picture: &[u8], more: &str| {
        let pdf =
            Pdf::page_like(CATALOGUE, "/XObject<</I 6 0 R>>", PAGE, &format!("{more} q 400 0 0 200 0 0 cm /I Do Q"));
        pdf.with(picture).bytes()
    };
    let picture = |entries: &str, data: &[u8]| {
        stream_of(&format!("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8{entries}"), data)
    };
    let flood = picture("/Width 100000/Height 100000/Filter/FlateDecode", &zlib_repeated(&vec![0; MEGABYTE], 900));
    let jpeg = picture("/Width 60000/Height 60000/Filter/DCTDecode", b"\xFF\xD8\xFF\xC0\0\x11\x08\xEA\x60\xEA\x60\x03");
    vec![
        Case::new("pictures-only.pdf", drawn(&picture("/Width 1/Height 1", b"x"), ""), refused("scanned-pdf")),
        Case::new("picture-of-ten-billion-points.pdf", drawn(&flood, TEXT), noted(&["recognised-text"])),
        Case::new("picture-cut-after-its-head.pdf", drawn(&jpeg, TEXT), noted(&["recognised-text"])),
        Case::new(
            "mask-is-itself.pdf",
            drawn(&picture("/Width 1/Height 1/SMask 6 0 R", b"x"), TEXT),
            noted(&["recognised-text"]),
        ),
    ]
}

fn cut() -> Vec<Case> {
    let whole = Pdf::page(TEXT).bytes();
    vec![
        Case::new("only-a-header.pdf", b"%PDF-1.7\n".to_vec(), damaged()),
        Case::new("ends-in-the-middle.pdf", whole[..whole.len() / 2].to_vec(), damaged()),
        Case::new("header-after-noise.pdf", [noise(6, 900).as_slice(), &whole].concat(), read()),
        Case::new("header-and-noise.pdf", [b"%PDF-1.7\n".as_slice(), &noise(7, 50_000)].concat(), damaged()),
    ]
}
