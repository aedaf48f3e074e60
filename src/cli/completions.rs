//! `dateline completions`: what a shell needs to complete our commands.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;

use super::Outcome;
use super::arguments::command;
use super::failure::Failure;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CompletionsArguments {
    /// Which shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish";

/// Runs the command.
pub(crate) fn run(arguments: &CompletionsArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    // The generator panics where its writer fails, so it gets one that cannot.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "dateline", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Found)
}
