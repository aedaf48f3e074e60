//! `dateline status`: what the index holds.

use std::io::Write;

use clap::Args;
use dateline::present::{write_status, write_status_json};

use super::Outcome;
use super::environment::Environment;
use super::failure::Failure;
use super::library;
use super::locate::IndexOption;

/// Say what the index holds
///
/// Directories, files, articles, days, quotes, and how much could not be read.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct StatusArguments {
    #[command(flatten)]
    index: IndexOption,
    /// Print it as one JSON object
    #[arg(long)]
    json: bool,
    /// Print instead one number for everything that the index holds, equal for equal content; reads all of it
    #[arg(long, conflicts_with = "json")]
    digest: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline status
  dateline status --json | jq .articles
  dateline status --digest                  the same archive gives the same number anywhere";

/// Runs the command.
pub(crate) fn run(arguments: &StatusArguments, environment: &Environment, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let index = arguments.index.find(environment)?;
    if arguments.digest {
        writeln!(out, "{}", library::digest(&index)?)?;
        return Ok(Outcome::Found);
    }
    let status = library::open(&index)?.status()?;
    if arguments.json {
        write_status_json(&status, out)?;
    } else {
        write_status(&status, out)?;
    }
    Ok(Outcome::Found)
}
