//! `dateline check`: whether the index is whole, and mending it.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use dateline::error::Error;
use dateline::indexing::Repair;
use dateline::present::{counted, visible, write_check, write_check_json};
use dateline::results::Check;

use super::Outcome;
use super::environment::Environment;
use super::failure::Failure;
use super::library;
use super::locate::IndexOption;
use super::progress::Bar;
use super::summary;

/// Check that the index is whole, and mend it
///
/// Every file of the index is read and must be as it was written; every article must be there with its quotes inside it, and every file of the
/// archive with all its articles. Exit status: 0 if it is sound, 2 if it is damaged or cannot be checked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    index: IndexOption,
    /// Read what is lost from the archive again, and say what was done; 0 if the index is sound then
    #[arg(long)]
    repair: bool,
    /// Print what was found as one JSON object
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline check
  dateline check --repair
  dateline check --json | jq -r '.flaws[]'";

/// Runs the command.
pub(crate) fn run(
    arguments: &CheckArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let index = arguments.index.find(environment)?;
    let checked = library::check(&index)?;
    if arguments.repair && !checked.check.is_sound() {
        if !arguments.json {
            write_check(&checked.check, out)?;
        }
        let started = Instant::now();
        let bar = Bar::new(environment.err_is_terminal);
        let repaired = library::repair(&index, checked, &bar);
        bar.finish();
        tell(&repaired?, started, err);
        return judge(&index, arguments, out);
    }
    show(&index, &checked.check, arguments, out)
}

/// Checks once more.
fn judge(index: &Path, arguments: &CheckArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    show(index, &library::check(index)?.check, arguments, out)
}

fn show(index: &Path, check: &Check, arguments: &CheckArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    if arguments.json {
        write_check_json(check, out)?
    } else {
        write_check(check, out)?
    }
    if check.is_sound() {
        return Ok(Outcome::Found);
    }
    out.flush()?;
    Err(Error::Damaged { path: index.to_owned(), detail: format!("a check found {}", counted(check.count(), "flaw")) }.into())
}

/// Says what a repair did.
fn tell(done: &Repair, started: Instant, err: &mut dyn Write) {
    let Repair { segments, files, rebuilt, assumed, report } = done;
    let first = match assumed {
        _ if !rebuilt => {
            format!("repaired: {} left out, {} read again", counted(*segments, "damaged segment"), counted(*files, "other file"))
        }
        Some(home) => format!(
            "repaired: the index was built anew from {}; directories elsewhere and options such as --map are not known any more: index them again",
            home.display()
        ),
        None => "repaired: the index was built anew".to_owned(),
    };
    for line in [first].into_iter().chain(summary::lines(report, false, started.elapsed())) {
        _ = writeln!(err, "{}", visible(&line));
    }
}
