//! Failures as a person reads them: `error:` what and where, `hint:` what to do next.

use std::io::{self, Write};

use dateline::error::Error;
use dateline::present::{WriteError, visible};

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library says why.
    Known(Error),
    /// What was found cannot be written.
    Output(io::Error),
    /// What was typed contradicts itself or cannot be used here.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Known(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Results(error) => Self::Known(error),
            WriteError::Output(error) => Self::Output(error),
        }
    }
}

/// Writes a failure for people.
pub(crate) fn report(failure: &Failure, err: &mut dyn Write) {
    let (message, hint) = match failure {
        Failure::Known(error) => (error.to_string(), error.hint()),
        Failure::Output(error) => (format!("cannot write the output: {error}"), None),
        Failure::Usage(message) => (message.clone(), None),
    };
    say(err, "error", &message);
    if let Some(hint) = hint {
        say(err, "hint", &hint);
    }
}

/// Writes a message, its further lines as they stand, safe for terminals; nothing can be done where stderr is closed.
pub(crate) fn say(err: &mut dyn Write, label: &str, message: &str) {
    let mut lines = message.lines();
    let first = lines.next().unwrap_or_default();
    _ = writeln!(err, "{}", visible(&format!("{label}: {first}")).trim_end());
    for line in lines {
        _ = writeln!(err, "{}", visible(line));
    }
}
