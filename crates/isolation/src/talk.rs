//! One question and its answer, on the side that believes nothing.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};

use crate::file::FileReader;
use crate::frame;
use crate::message::{ANSWER_BYTES_MAX, Answer, BLOCK_BYTES, Request};
use crate::remote::STATUS_BYTES;

/// What a worker is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// The question itself.
    pub request: Request,
    /// The bytes of a document.
    pub body: Option<&'a [u8]>,
    /// The archive that it is about.
    pub file: Option<FileReader>,
    /// Most bytes that a member may have.
    pub member_bytes_max: usize,
    /// Most bytes that a marked document may have; 0 where none is asked for.
    pub marked_bytes_max: usize,
    /// The member, kept even when reading it fails; or the marked document.
    pub member: Option<Vec<u8>>,
    /// After how many questions its worker is replaced.
    pub questions_per_worker: u32,
}

impl Question<'_> {
    /// Asks over a pipe; `input` is the worker's.
    ///
    /// # Errors
    /// `InvalidData` when the worker says what it may not say, everything else when the pipe breaks.
    pub fn ask(&mut self, input: &mut impl Write, output: &mut impl Read) -> io::Result<Answer> {
        self.member = None;
        frame::send(input, &self.request)?;
        if let Some(body) = self.body {
            frame::write(input, body)?;
        }
        input.flush()?;
        loop {
            let answer = frame::receive(output, ANSWER_BYTES_MAX)?.ok_or(ErrorKind::UnexpectedEof)?;
            match (answer, &mut self.file) {
                (Answer::Want { offset, length }, Some(file)) => {
                    frame::write(input, &block(file, offset, length))?;
                    input.flush()?;
                }
                (Answer::Member, Some(_)) if self.member.is_none() => {
                    let bytes = frame::read(output, self.member_bytes_max)?;
                    self.member = Some(bytes.ok_or(ErrorKind::UnexpectedEof)?);
                }
                (Answer::Marked { comments, edits }, _) if self.marked_bytes_max > 0 => {
                    let bytes = frame::read(output, self.marked_bytes_max)?;
                    self.member = Some(bytes.ok_or(ErrorKind::UnexpectedEof)?);
                    return Ok(Answer::Marked { comments, edits });
                }
                (Answer::Want { .. } | Answer::Member | Answer::Marked { .. }, _) => {
                    return Err(ErrorKind::InvalidData.into());
                }
                (answer, _) => return Ok(answer),
            }
        }
    }
}

/// A block of an archive behind the number of the system's error, which is zero if there was none.
fn block(file: &mut FileReader, offset: u64, length: u32) -> Vec<u8> {
    let length = usize::try_from(length).unwrap_or(usize::MAX).min(BLOCK_BYTES);
    let mut block = vec![0; STATUS_BYTES];
    let read =
        file.seek(SeekFrom::Start(offset)).and_then(|_| file.by_ref().take(length as u64).read_to_end(&mut block));
    if let Err(error) = read {
        return error.raw_os_error().unwrap_or(i32::MAX).to_le_bytes().to_vec();
    }
    block
}

#[cfg(test)]
mod tests {
    use jiheng_model::text::Bilingual;
    use jiheng_readers::Limits;

    use super::*;
    use crate::file::ArchiveFile;
    use crate::message::Task;

    fn asked(answers: &[u8], file: Option<FileReader>) -> (io::Result<Answer>, Vec<u8>, Option<Vec<u8>>) {
        let request = Request { limits: Limits::default(), task: Task::Document };
        let mut question = Question {
            request,
            body: None,
            file,
            member_bytes_max: 4,
            marked_bytes_max: 0,
            member: None,
            questions_per_worker: 1,
        };
        let mut sent = Vec::new();
        let answer = question.ask(&mut sent, &mut &*answers);
        let request = frame::encoded(&question.request).unwrap();
        (answer, sent.split_off(request.len()), question.member)
    }

    fn kind(answers: &[u8], file: Option<FileReader>) -> ErrorKind {
        asked(answers, file).0.unwrap_err().kind()
    }

    fn said(answers: &[Answer]) -> Vec<u8> {
        answers.iter().flat_map(|answer| frame::encoded(answer).unwrap()).collect()
    }

    fn refusal() -> Answer {
        Answer::Refused { kind: "empty".to_owned(), message: Bilingual::default() }
    }

    fn archive(name: &str) -> (std::path::PathBuf, FileReader) {
        let path = std::env::temp_dir().join(format!("jiheng-talk-{name}-{}", std::process::id()));
        std::fs::write(&path, b"0123456789").unwrap();
        let reader = ArchiveFile::new(&path).reader();
        (path, reader)
    }

    #[test]
    fn blocks_are_handed_over_within_the_file_and_no_longer_than_a_block() {
        let (path, file) = archive("blocks");
        let wants = [(8, u32::MAX), (1 << 40, 1), (2, 3)];
        let mut answers: Vec<Answer> = wants.map(|(offset, length)| Answer::Want { offset, length }).into();
        answers.push(refusal());
        let (answer, sent, _) = asked(&said(&answers), Some(file));
        assert!(matches!(answer.unwrap(), Answer::Refused { .. }));
        let blocks: [&[u8]; 3] = [b"\0\0\0\x0089", b"\0\0\0\0", b"\0\0\0\x00234"];
        let mut expected = Vec::new();
        for block in blocks {
            frame::write(&mut expected, block).unwrap();
        }
        assert_eq!(sent, expected);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_worker_gets_nothing_that_the_question_is_not_about() {
        let (path, file) = archive("nothing");
        let want = Answer::Want { offset: 0, length: 1 };
        assert_eq!(kind(&said(&[want]), None), ErrorKind::InvalidData);
        assert_eq!(kind(&said(&[Answer::Member]), None), ErrorKind::InvalidData);
        let mut long = said(&[Answer::Member]);
        frame::write(&mut long, b"12345").unwrap();
        assert_eq!(kind(&long, Some(file)), ErrorKind::InvalidData);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_member_is_kept_when_reading_it_fails() {
        let (path, file) = archive("member");
        let mut answers = said(&[Answer::Member]);
        frame::write(&mut answers, b"1234").unwrap();
        let (answer, _, member) = asked(&answers, Some(file));
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(member.as_deref(), Some(b"1234".as_slice()));
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn nonsense_is_told_from_silence() {
        assert_eq!(kind(b"", None), ErrorKind::UnexpectedEof);
        assert_eq!(kind(&[0xff; 64], None), ErrorKind::InvalidData);
        assert_eq!(kind(&[1, 0, 0, 0, 0xff], None), ErrorKind::InvalidData);
    }
}
