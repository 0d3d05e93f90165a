//! The command line: the only code that opens files and prints.

pub mod lists;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Sieves payment flows for sanctions exposure.
#[derive(Debug, Parser)]
#[command(name = "paysieve", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The list archive.
    Lists(lists::ListsArgs),
}

/// Runs the program and gives its exit code.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Lists(args) => lists::run(&args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
