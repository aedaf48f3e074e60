//! The command-line program: one file for each sub-command. It sees the library by its public names only, and it alone reads the
//! environment, the clock and the terminal.

mod answer;
mod arguments;
mod batch;
mod check;
mod completions;
mod environment;
mod extract;
mod failure;
mod filters;
mod index;
mod library;
mod locate;
mod output;
mod progress;
mod queries;
mod quotes;
mod schema;
mod search;
mod show;
mod status;
mod summary;
mod values;

use std::io::{self, BufWriter, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::Mutex;

use arguments::{Arguments, Command};
use environment::Environment;
use failure::{Failure, report, say};

/// What a command found; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something: 0.
    Found,
    /// Nothing: 1.
    Nothing,
    /// Something failed that has been reported already: 2.
    Failed,
}

impl Outcome {
    /// Found, if there is any.
    pub(crate) fn of(count: usize) -> Self {
        if count > 0 { Self::Found } else { Self::Nothing }
    }
}

/// Runs the program; a fault of ours ends as one line and exit code 2, not as a backtrace.
pub(crate) fn run_guarded() -> ExitCode {
    static FAULT: Mutex<Option<String>> = Mutex::new(None);
    // The hook keeps the words and prints nothing: who catches the panic speaks. Who asks for backtraces gets them.
    if std::env::var_os("RUST_BACKTRACE").is_none_or(|wanted| wanted == "0") {
        panic::set_hook(Box::new(|fault| {
            if let Ok(mut kept) = FAULT.lock() {
                *kept = Some(fault.to_string().replace('\n', " "));
            }
        }));
    }
    panic::catch_unwind(run).unwrap_or_else(|_| {
        let words = FAULT.lock().ok().and_then(|mut kept| kept.take()).unwrap_or_default();
        let mut err = io::stderr();
        say(&mut err, "error", &format!("internal fault: {words}"));
        say(&mut err, "hint", "this is a mistake in dateline; please report it with what you typed");
        ExitCode::from(2)
    })
}

/// Parses the arguments, runs the command, reports, and says how to exit.
fn run() -> ExitCode {
    let arguments = arguments::parse();
    let mut err = io::stderr();
    let result = Environment::read().and_then(|environment| {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
        let outcome = dispatch(arguments, &environment, &mut out, &mut err)?;
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure, &mut err);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments, environment: &Environment, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    match arguments.command {
        Command::Index(arguments) => index::run(arguments, environment, err),
        Command::Search(arguments) => search::run(arguments, environment, out, err),
        Command::Quotes(arguments) => quotes::run(arguments, environment, out, err),
        Command::Batch(arguments) => batch::run(arguments, environment, out, err),
        Command::Show(arguments) => show::run(&arguments, environment, out, err),
        Command::Extract(arguments) => extract::run(arguments, environment, out, err),
        Command::Speakers(arguments) => values::run_speakers(arguments, environment, out, err),
        Command::Places(arguments) => values::run_places(arguments, environment, out, err),
        Command::Sources(arguments) => values::run_sources(arguments, environment, out, err),
        Command::Status(arguments) => status::run(&arguments, environment, out),
        Command::Check(arguments) => check::run(&arguments, environment, out, err),
        Command::Schema(arguments) => schema::run(&arguments, out),
        Command::Completions(arguments) => completions::run(&arguments, out),
    }
}
