//! PDF files of objects written as text.

use super::packed;

/// A sentence on a page.
pub const TEXT: &str = "BT /F 10 Tf 20 100 Td (Total 431.00 of which 310.40 and 120.60) Tj ET";
/// What every page here draws its text with.
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
/// The objects before the contents of the first page.
const PAGE: &str = "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>";

/// Objects, numbered from 1; the first is the catalogue.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The objects' bytes.
    pub objects: Vec<Vec<u8>>,
    /// Further entries of the trailer.
    pub trailer: String,
    /// What is said to lie where the cross references begin, when it is a lie.
    pub start: Option<u64>,
}

impl Pdf {
    /// Of these objects.
    pub fn of(objects: &[&str]) -> Self {
        let objects = objects.iter().map(|object| object.as_bytes().to_vec()).collect();
        Self { objects, trailer: String::new(), start: None }
    }

    /// One page with these contents; objects 1 to 5.
    pub fn page(contents: &str) -> Self {
        Self::page_like("<</Type/Catalog/Pages 2 0 R>>", "", PAGE, contents)
    }

    /// One page: the catalogue, further resources, the page, its contents.
    pub fn page_like(catalogue: &str, resources: &str, page: &str, contents: &str) -> Self {
        let pages = format!(
            "<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 400 200]/Resources<</Font<</F 3 0 R>>{resources}>>>>"
        );
        Self::of(&[catalogue, &pages, FONT, page, &stream("", contents)])
    }

    /// With one more object.
    pub fn with(mut self, object: &[u8]) -> Self {
        self.objects.push(object.to_vec());
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n", index + 1).bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = self.start.unwrap_or(out.len() as u64);
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        for place in &places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let (size, more) = (places.len() + 1, &self.trailer);
        out.extend(format!("trailer\n<</Size {size}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF").bytes());
        out
    }
}

/// A stream with these entries beside its length.
pub fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// The same with bytes.
pub fn stream_of(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A packed stream.
pub fn packed_stream(entries: &str, content: &[u8]) -> Vec<u8> {
    stream_of(&format!("{entries}/Filter/FlateDecode"), &packed::zlib(content))
}
