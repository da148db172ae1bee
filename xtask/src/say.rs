//! The only place that writes to the terminal.

use std::io::{self, Write as _};

/// Prints one line for the reader. A closed pipe is no reason to fail.
pub fn line(text: &str) {
    let _closed_pipe = writeln!(io::stdout(), "{text}");
}

/// Prints what went wrong.
pub fn problem(text: &str) {
    let _closed_pipe = writeln!(io::stderr(), "{text}");
}
