//! Progress on stderr, for work that takes long.

use super::arguments::{TerminalOptions, When};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// Where progress is shown.
pub struct Progress {
    bar: ProgressBar,
    prints_lines: bool,
}

impl Progress {
    /// A bar on a terminal; plain lines where progress is asked for and stderr is no terminal; else nothing.
    pub fn new(options: &TerminalOptions) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let wanted = !options.quiet && options.progress != When::Never;
        let target = if wanted && is_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}") {
            bar.set_style(style);
        }
        let prints_lines = !options.quiet && options.progress == When::Always && !is_terminal;
        Self { bar, prints_lines }
    }

    /// Begins a stage.
    pub fn stage(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        if self.prints_lines {
            let _ = writeln!(std::io::stderr(), "{what}");
        }
    }

    /// `done` of `total` of the stage are done.
    pub fn advance(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        // Threads report out of order: the bar never goes back.
        if done > self.bar.position() {
            self.bar.set_position(done);
        }
    }

    /// Takes the bar off the terminal.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
