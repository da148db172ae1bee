//! What a form with a file brings.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::http::StatusCode;

use crate::error::PageError;

/// The fields of a form, and its file.
#[derive(Debug, Default)]
pub struct Received {
    /// Texts by the names of their fields.
    pub texts: BTreeMap<String, String>,
    /// Name and bytes of the file; `None` when none was chosen, or it is empty.
    pub file: Option<(String, Vec<u8>)>,
}

impl Received {
    /// Takes a form in; the file is in the field `file`.
    ///
    /// # Errors
    /// When the upload breaks off, or is larger than may be.
    pub async fn from(mut form: Multipart) -> Result<Self, PageError> {
        let broken = |_| {
            PageError::new(
                StatusCode::BAD_REQUEST,
                "上传中断了，或者文件超过 64 MB；请再试一次，或删去图片后再试。",
                "The upload broke off, or the file has more than 64 MB; try again, or remove its pictures.",
            )
        };
        let mut received = Self::default();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let path = field.file_name().unwrap_or_default();
                let own = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                received.file = Some((own, bytes)).filter(|(_, bytes)| !bytes.is_empty());
            } else {
                received.texts.insert(name, field.text().await.map_err(broken)?);
            }
        }
        Ok(received)
    }

    /// The text of a field, once; `None` where there is no such field.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.texts.remove(name)
    }
}

/// A form without its file.
pub fn no_file() -> PageError {
    PageError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "没有选择文件，或者文件是空的。",
        "No file was chosen, or it is empty.",
    )
}
