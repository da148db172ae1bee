//! A file that is taken along: always a download, never something that runs here.

use std::fmt::Write as _;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

/// Letters that stand for themselves in a name of RFC 5987.
const PLAIN: &[u8] = b"!#$&+-.^_`|~";

/// The media type of a file that nobody looked into.
pub const UNKNOWN: &str = "application/octet-stream";

/// A file as a download.
pub fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    // A page that was made from somebody's document may run nothing when it is opened from here.
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// A file name of any letters for browsers old and new (RFC 6266).
fn disposition(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    let ascii: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut encoded = String::new();
    for byte in name.bytes().filter(|byte| !byte.is_ascii_control() && !b"/\\".contains(byte)) {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"report.{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_of_any_letters_comes_through() {
        for (name, encoded) in [
            ("自评表.docx", "%E8%87%AA%E8%AF%84%E8%A1%A8.docx"),
            ("a b\".docx", "a%20b%22.docx"),
            ("a\r\nSet-Cookie: x.docx", "aSet-Cookie%3A%20x.docx"),
            ("../../etc/passwd.txt", "....etcpasswd.txt"),
        ] {
            let ending = name.rsplit('.').next().unwrap_or_default();
            assert_eq!(
                disposition(name),
                format!("attachment; filename=\"report.{ending}\"; filename*=UTF-8''{encoded}")
            );
        }
    }
}
