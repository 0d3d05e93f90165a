//! The `paysieve` command: arguments in, exit code out.

fn main() {}
