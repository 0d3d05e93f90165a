//! The only code that opens files, prints, and chooses exit codes.

mod arguments;
mod explain;
mod files;
mod lists;
mod match_names;
mod policy;
mod progress;
mod run_folder;
mod screen;
mod table;
mod watchlist;

use arguments::{Arguments, Command};
use clap::Parser;
use paysieve::error::Error;
use std::io::Write;

/// Could not run: usage, unreadable policy, broken list.
const EXIT_COULD_NOT_RUN: u8 = 2;

/// Runs the command that the process was started with; the answer is its exit code.
pub fn run() -> u8 {
    // Usage errors end the process here, with exit code 2.
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Screen(screen) => screen::run(&screen),
        Command::Match(names) => match_names::run(&names),
        Command::Explain(names) => explain::run(&names),
        Command::Lists(lists) => lists::run(&lists),
        Command::Policy(policy) => policy::run(&policy),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            report_error(&error);
            EXIT_COULD_NOT_RUN
        }
    }
}

/// One message on stderr. A closed stderr changes nothing about the exit code.
fn report_error(error: &Error) {
    let message = paysieve::report::visible::visible_lines(&error.to_string());
    let _ = writeln!(std::io::stderr(), "error: {message}");
}
