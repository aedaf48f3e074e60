//! What a failure to write an index means, in the terms of the user.

use std::io;
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::OpenWriteError;

use crate::error::Error;

/// A failure of the engine over the index at `path`.
pub(super) fn of_engine(path: &Path, error: &TantivyError) -> Error {
    let refused = match error {
        TantivyError::LockFailure(..) => return Error::Locked { path: path.to_owned() },
        // Some kinds are lost where the engine's own threads hand a failure on; its words never are.
        TantivyError::IoError(refused) => Some(system(refused)),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => Some(system(io_error)),
        other => refusal_in(&other.to_string()),
    };
    match refused {
        Some(source) => Error::Io { path: path.to_owned(), action: "cannot write the index", source },
        None => Error::Engine { path: path.to_owned(), detail: error.to_string() },
    }
}

/// A failure that is known by its words.
pub(super) fn of_words(path: &Path, detail: String) -> Error {
    match refusal_in(&detail) {
        Some(source) => Error::Io { path: path.to_owned(), action: "cannot write the index", source },
        None => Error::Engine { path: path.to_owned(), detail },
    }
}

fn system(refused: &io::Error) -> io::Error {
    let words = refused.to_string();
    refusal_in(&words).unwrap_or_else(|| io::Error::new(refused.kind(), words))
}

/// The operating system's answer that words tell of by its number.
fn refusal_in(words: &str) -> Option<io::Error> {
    let number = words.split("(os error ").nth(1)?.split(')').next()?.parse().ok()?;
    Some(io::Error::from_raw_os_error(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_the_system_is_said() {
        let path = Path::new("x");
        let inner = || io::Error::from_raw_os_error(28);
        let failed = "x: cannot write the index: No space left on device (os error 28)";
        for (error, expected) in [
            (TantivyError::from(inner()), failed),
            (OpenWriteError::wrap_io_error(inner(), "f".into()).into(), failed),
            (TantivyError::InternalError(inner().to_string()), failed),
            (TantivyError::InternalError("no".into()), "x: Internal error: 'no'"),
        ] {
            assert_eq!(of_engine(path, &error).to_string(), expected);
        }
        assert_eq!(of_words(path, format!("An IO error occurred: '{}'", inner())).to_string(), failed);
    }
}
