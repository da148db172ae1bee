//! `cargo xtask ban`: a word goes in through standard input, its hash comes out. The word is stored nowhere.

use std::io;

use crate::{say, tidy};

/// Prints the line of tidy/banned.txt for each line read.
///
/// # Errors
/// Standard input cannot be read.
pub fn run() -> Result<(), String> {
    for line in io::stdin().lines() {
        let word = line.map_err(|error| error.to_string())?;
        if !word.trim().is_empty() {
            say::line(&tidy::ban_line(&word));
        }
    }
    Ok(())
}
