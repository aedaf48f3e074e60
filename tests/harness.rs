//! A directory of its own for each test, and the real binary run in it with nothing of the outer environment.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Today, as far as the binary is told.
pub(crate) const TODAY: &str = "2018-06-15";

/// A temporary directory in which files are written and the binary is run.
pub(crate) struct Workspace {
    directory: TempDir,
    environment: Vec<(String, String)>,
}

/// What a run of the binary printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// What was typed.
    pub(crate) typed: String,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Exit code; -1 where a signal ended it.
    pub(crate) code: i32,
}

impl Workspace {
    /// An empty directory.
    pub(crate) fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), environment: Vec::new() }
    }

    /// A directory that holds these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let workspace = Self::new();
        for (path, text) in files {
            workspace.write(path, text.as_bytes());
        }
        workspace
    }

    /// Sets a variable for the runs that follow.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// The path of something in the directory.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Writes a file, its directories with it.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs the binary in the directory with these arguments, split as a shell does at white space outside `'...'`.
    pub(crate) fn run(&self, typed: &str) -> Run {
        self.run_in(".", typed)
    }

    /// Runs the binary in a directory below.
    pub(crate) fn run_in(&self, below: &str, typed: &str) -> Run {
        let output = self.command(&self.path(below), typed).output().unwrap();
        Run {
            typed: typed.to_owned(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// The binary, ready to be started.
    pub(crate) fn command(&self, directory: &Path, typed: &str) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_dateline"), directory);
        command.args(split(typed));
        command
    }

    /// A program, ready to be started in a directory with nothing of the outer environment.
    pub(crate) fn program(&self, name: &str, directory: &Path) -> Command {
        let mut command = Command::new(name);
        command.current_dir(directory).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.directory.path()).env("DATELINE_TODAY", TODAY);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Run {
    /// Asserts how it ended, and shows everything where it ended otherwise.
    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}", self.told());
        self
    }

    /// Asserts what stands on stdout, byte by byte.
    #[track_caller]
    pub(crate) fn prints(&self, expected: &str) -> &Self {
        assert_eq!(self.stdout, expected, "{}", self.told());
        self
    }

    /// Asserts that these words stand on stderr.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.stderr.contains(words), "{words:?} is not said\n{}", self.told());
        self
    }

    /// Asserts that these words do not stand on stderr.
    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.stderr.contains(words), "{words:?} is said\n{}", self.told());
        self
    }

    /// The lines of stdout.
    pub(crate) fn lines(&self) -> Vec<&str> {
        self.stdout.lines().collect()
    }

    /// Stdout as JSON, one value a line.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{}", self.told()))).collect()
    }

    /// Stdout as one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}", self.told()))
    }

    fn told(&self) -> String {
        let mut told = String::new();
        _ = write!(told, "$ dateline {}\n{}--- stderr\n{}--- exit {}", self.typed, self.stdout, self.stderr, self.code);
        told
    }
}

fn split(typed: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut argument: Option<String> = None;
    let mut quoted = false;
    for c in typed.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                argument.get_or_insert_default();
            }
            c if c.is_whitespace() && !quoted => arguments.extend(argument.take()),
            c => argument.get_or_insert_default().push(c),
        }
    }
    arguments.extend(argument);
    arguments
}

/// Copies a directory with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        match entry.path() {
            path if path.is_dir() => copy(&path, &target),
            path => _ = fs::copy(path, target).unwrap(),
        }
    }
}

/// Copies an archive without the index in it.
pub(crate) fn copy_archive(from: &Path, to: &Path) {
    copy(from, to);
    _ = fs::remove_dir_all(to.join(".dateline"));
}

/// The sample corpus, in `news`.
pub(crate) fn sample_corpus() -> Workspace {
    let workspace = Workspace::new();
    copy_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus/news"), &workspace.path("news"));
    workspace
}
