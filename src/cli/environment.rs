//! What the program takes from its surroundings, read once: today, the directory it stands in, the index named by the environment,
//! and what the terminal can show.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use chrono::NaiveDate;
use dateline::error::Error;
use dateline::present::Look;

use super::failure::Failure;
use super::output::Color;

/// The surroundings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// The civil day here; relative dates in queries count from it. `DATELINE_TODAY` sets it, for tests.
    pub(crate) today: NaiveDate,
    /// The directory that the program was started in.
    pub(crate) here: PathBuf,
    /// `DATELINE_INDEX`, unless empty.
    pub(crate) index: Option<PathBuf>,
    /// What stdout is.
    pub(crate) terminal: Terminal,
    /// Whether stderr is a terminal that can redraw a line.
    pub(crate) err_is_terminal: bool,
}

/// What stdout is, as far as can be told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Terminal {
    /// Columns, if it is a terminal.
    width: Option<usize>,
    /// What colour would be used by `--color auto`.
    color: bool,
    /// It is a terminal that is known to understand hyperlinks.
    links: bool,
}

/// Wider lines are hard to read.
const WIDEST: usize = 100;

impl Environment {
    /// Reads the surroundings.
    pub(crate) fn read() -> Result<Self, Failure> {
        let here = env::current_dir().map_err(|source| Error::Io {
            path: PathBuf::from("."),
            action: "cannot tell which directory this is",
            source,
        })?;
        Ok(Self {
            today: today()?,
            here,
            index: set("DATELINE_INDEX").map(PathBuf::from),
            terminal: Terminal::read(),
            err_is_terminal: io::stderr().is_terminal() && !is_dumb(),
        })
    }
}

#[cfg(test)]
impl Environment {
    /// A pipe on 2017-09-06, standing in `here`.
    pub(crate) fn for_tests(here: &std::path::Path) -> Self {
        let today = NaiveDate::from_ymd_opt(2017, 9, 6).unwrap();
        Self { today, here: here.to_owned(), index: None, terminal: Terminal::default(), err_is_terminal: false }
    }
}

impl Terminal {
    fn read() -> Self {
        let is_terminal = io::stdout().is_terminal();
        let width = is_terminal.then(|| {
            let known = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
            known.filter(|&width| width > 0).unwrap_or(80).min(WIDEST)
        });
        let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let color = set("NO_COLOR").is_none() && (forced || (is_terminal && !is_dumb()));
        Self { width, color, links: is_terminal && knows_links() }
    }

    /// How text looks under this choice of colour.
    pub(crate) fn look(self, color: Color) -> Look {
        let color = match color {
            Color::Auto => self.color,
            Color::Always => true,
            Color::Never => false,
        };
        Look { color, links: self.links && color, width: self.width }
    }
}

fn today() -> Result<NaiveDate, Failure> {
    let Some(today) = set("DATELINE_TODAY") else { return Ok(chrono::Local::now().date_naive()) };
    let text = today.to_string_lossy();
    text.parse().map_err(|_| Failure::Usage(format!("DATELINE_TODAY: not a day like 2017-09-06: {text}")))
}

/// A variable that is there and not empty.
fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    set("TERM").is_some_and(|term| term == "dumb")
}

/// Whether the terminal is one of those that show OSC 8 hyperlinks; others may print the address or worse.
fn knows_links() -> bool {
    let is_any = |name: &str, known: &[&str]| set(name).is_some_and(|value| known.iter().any(|known| value == *known));
    let is_late_vte = set("VTE_VERSION").is_some_and(|version| version.to_string_lossy().parse().is_ok_and(|version: u32| version >= 5000));
    is_any("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"])
        || is_any("TERM", &["xterm-kitty", "alacritty", "foot", "foot-extra", "wezterm", "xterm-ghostty", "contour"])
        || set("WT_SESSION").is_some()
        || set("KONSOLE_VERSION").is_some()
        || is_late_vte
}

/// How many threads can run at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
