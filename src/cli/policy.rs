//! `policy show` and `policy check`.

use super::arguments::{PolicyArgs, PolicyCommand};
use super::files;
use paysieve::digest::Digest;
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
    Ok(read_with_digest(path)?.0)
}

/// The policy of a file with the digest of the bytes it was read from; the built-in one has none.
pub fn read_with_digest(path: Option<&Path>) -> Result<(Policy, Option<Digest>)> {
    let Some(path) = path else { return Ok((Policy::default(), None)) };
    let bytes = files::read(path)?;
    let policy = Policy::read(&files::text(path, &bytes)?).map_err(|error| error.at(path.display()))?;
    Ok((policy, Some(Digest::of(&bytes))))
}
