//! `policy show` and `policy check`.

use super::arguments::{PolicyArgs, PolicyCommand};
use super::files;
use paysieve::error::Result;
use paysieve::policy::Policy;
use std::io::Write;
use std::path::Path;

/// Prints the policy in force, or says that a policy file is good.
pub fn run(arguments: &PolicyArgs) -> Result<u8> {
    let text = match &arguments.command {
        PolicyCommand::Show { policy } => read(policy.as_deref())?.to_toml(),
        PolicyCommand::Check { file } => {
            read(Some(file))?;
            format!("{}: good\n", files::shown_name(file))
        }
    };
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(0)
}

/// The policy of a file, or the built-in one.
pub fn read(path: Option<&Path>) -> Result<Policy> {
    match path {
        None => Ok(Policy::default()),
        Some(path) => Policy::read(&files::read_text(path)?).map_err(|error| error.at(path.display())),
    }
}
