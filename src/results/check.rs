//! What a check of an index found.

use std::fmt;

use serde::Serialize;

/// Answer of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Files of the index that are as they were written.
    pub index_files: usize,
    /// Their bytes.
    pub index_bytes: u64,
    /// Files of the archive that the index has.
    pub files: usize,
    /// Articles that were looked at.
    pub articles: usize,
    /// Quotes of whole articles.
    pub quotes: usize,
    /// Whether the last run of `index` came to its end; one that did not is finished by the next.
    pub is_complete: bool,
    /// What is not as it should be.
    pub flaws: Vec<Flaw>,
    /// How many more there are.
    pub untold: usize,
}

impl Check {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.flaws.is_empty()
    }

    /// How many flaws there are.
    pub fn count(&self) -> usize {
        self.flaws.len() + self.untold
    }
}

/// Something in an index that is not as it should be; written as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A file of the index is not as it was written, or cannot be read.
    #[error("{file}: altered, cut short or unreadable: {detail}")]
    Altered {
        /// Name of the file.
        file: String,
        /// What was met.
        detail: String,
    },
    /// A file of the index is not there.
    #[error("{file}: missing")]
    Missing {
        /// Name of the file.
        file: String,
    },
    /// The files are as they were written, but make no sense.
    #[error("the files are whole but make no sense: {detail}")]
    Senseless {
        /// What was met.
        detail: String,
    },
    /// An article cannot be read back whole, or its quotes lie outside it.
    #[error("article {id}: {detail}")]
    Article {
        /// Its id.
        id: String,
        /// What was met.
        detail: String,
    },
    /// A file of the archive has not as many articles as its row says, or two rows.
    #[error("{root}: {path}: {}", RowFlaw { said: *.said, found: *.found, is_twice: *.is_twice })]
    File {
        /// Name of its root.
        root: String,
        /// Path relative to the root.
        path: String,
        /// Articles that it is said to have.
        said: usize,
        /// Articles that are there.
        found: usize,
        /// Whether there is another row of it.
        is_twice: bool,
    },
    /// Articles of no file.
    #[error("{articles} articles belong to no file of the archive")]
    NoFile {
        /// How many.
        articles: usize,
    },
}

impl Serialize for Flaw {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is wrong with a row.
struct RowFlaw {
    said: usize,
    found: usize,
    is_twice: bool,
}

impl fmt::Display for RowFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_twice {
            true => write!(f, "remembered twice"),
            false => write!(f, "{} of its {} articles are there", self.found, self.said),
        }
    }
}
