//! Reads documents of strangers in limited child processes of the same binary, so that a reader that goes wrong
//! costs one document and reaches nothing else.
//!
//! [`Pool`] is the parent's side: it starts workers, hands them bytes over a pipe and checks what comes back.
//! [`serve`] is the worker's side: it takes every right from itself, then reads. Both see only the [`Reader`] trait's
//! three questions. Why the document crosses the pipe and nothing else does: docs/adr/0006.
// Tests may index: there a panic is a failure and nothing else.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod archives;
mod confine;
mod failure;
pub mod fault;
mod file;
mod frame;
mod heard;
mod in_process;
mod keeper;
mod message;
mod pipe;
mod pool;
mod reader;
mod remote;
mod self_test;
mod serve;
mod talk;
mod worker;

pub use confine::{Confinement, Guard, Standing};
pub use failure::Failure;
pub use file::ArchiveFile;
pub use heard::{heard, said};
pub use in_process::InProcess;
pub use message::{Listing, Reading};
pub use pool::{Pool, Settings};
pub use reader::Reader;
pub use self_test::Attempt;
pub use serve::serve;

/// The hidden subcommand by which a binary becomes a worker.
pub const WORKER_COMMAND: &str = "read-worker";
