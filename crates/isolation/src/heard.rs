//! What a parent makes of the bytes of a worker, without a worker: for tests that make the bytes up.

use std::io::{self, ErrorKind};

use jiheng_model::document::Document;
use jiheng_readers::Limits;

use crate::failure::Failure;
use crate::file::ArchiveFile;
use crate::frame;
use crate::message::{Answer, Request, Task};
use crate::pool;
use crate::talk::Question;

/// What a member may have in these tests.
const MEMBER_BYTES_MAX: usize = 1 << 20;

/// The document that a parent would believe, when it asked for one alone or for a member of an archive.
///
/// # Errors
/// What the parent would say of the worker.
pub fn heard(bytes: &[u8], archive: Option<&ArchiveFile>) -> Result<Document, Failure> {
    let mut question = Question {
        request: Request { limits: Limits::default(), task: Task::Document },
        body: None,
        file: archive.map(ArchiveFile::reader),
        member_bytes_max: MEMBER_BYTES_MAX,
        marked_bytes_max: 0,
        member: None,
        questions_per_worker: 1,
    };
    match question.ask(&mut io::sink(), &mut &*bytes) {
        Ok(answer) => pool::document(answer),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(Failure::Untrusted),
        Err(error) => Err(Failure::Crashed { how: error.to_string() }),
    }
}

/// What a worker says of a document.
///
/// # Errors
/// When it is longer than a frame.
pub fn said(document: Document) -> io::Result<Vec<u8>> {
    frame::encoded(&Answer::Document(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard_and_nothing_else_is_believed() {
        let document = jiheng_readers::read("人员支出12.50万元".as_bytes(), &Limits::default()).unwrap();
        let bytes = said(document.clone()).unwrap();
        assert_eq!(heard(&bytes, None), Ok(document));
        assert_eq!(heard(&[1, 0, 0, 0, 0xFF], None), Err(Failure::Untrusted));
        assert!(matches!(heard(&bytes[..9], None), Err(Failure::Crashed { .. })));
    }
}
