//! A progress bar on the terminal for runs that take more than a second; never in a pipe.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const QUIET_FOR: Duration = Duration::from_secs(1);

/// Colours only where the terminal takes them; `{eta}` is the time left.
const TEMPLATE: &str = "{wide_bar} {pos}/{len} 份 · 还需 {eta}";

/// Counts inputs on stderr.
pub struct Progress {
    bar: ProgressBar,
    /// When to begin to show it; `None` once shown, or never.
    show_at: Option<Instant>,
    /// Results go to a terminal, too, and must not run into the bar.
    shares_screen: bool,
}

impl Progress {
    /// A bar up to `total`; silent unless stderr is a terminal.
    pub fn new(total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        let is_shown = total > 1 && std::io::stderr().is_terminal();
        let show_at = is_shown.then(|| Instant::now() + QUIET_FOR);
        Self { bar, show_at, shares_screen: std::io::stdout().is_terminal() }
    }

    /// Does `write`, which prints the result of one more input, with the bar out of its way.
    pub fn around<T>(&mut self, write: impl FnOnce() -> T) -> T {
        if self.show_at.is_some_and(|at| Instant::now() >= at) {
            self.show_at = None;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let written = if self.shares_screen { self.bar.suspend(write) } else { write() };
        self.bar.inc(1);
        written
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
