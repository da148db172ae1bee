//! A counter on the terminal for runs that take more than a second; never in a pipe.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

const QUIET_FOR: Duration = Duration::from_secs(1);
const REDRAW_AFTER: Duration = Duration::from_millis(100);

/// Counts inputs on stderr.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    done: usize,
    next_draw: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// A counter up to `total`; silent unless stderr is a terminal.
    pub fn new(total: usize) -> Self {
        let is_shown = total > 1 && std::io::stderr().is_terminal();
        Self { total, done: 0, next_draw: is_shown.then(|| Instant::now() + QUIET_FOR), drawn: false }
    }

    /// Removes the counter so that a result can be printed in its place.
    pub fn clear(&mut self) {
        if self.drawn {
            self.draw("\r\u{1b}[K");
            self.drawn = false;
        }
    }

    /// One more input is done.
    pub fn advance(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if self.next_draw.is_some_and(|at| now >= at) && self.done < self.total {
            self.draw(&format!("\r已处理 {}/{}", self.done, self.total));
            self.drawn = true;
            self.next_draw = Some(now + REDRAW_AFTER);
        }
    }

    fn draw(&mut self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        // A counter that cannot be shown is given up; the results matter, not it.
        if stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).is_err() {
            self.next_draw = None;
        }
    }
}
