//! Measures searching in whole processes, files in the page cache.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bare::Bare;
use crate::indexing::Subject;
use crate::others;
use crate::process::timed;
use crate::question::{Class, Question};
use crate::{DATELINE, Result};

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answerer {
    Dateline,
    Bare,
    Sqlite,
    Quest,
    Recoll,
}

impl Answerer {
    pub(crate) const ALL: [Self; 5] = [Self::Dateline, Self::Bare, Self::Sqlite, Self::Quest, Self::Recoll];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dateline => "dateline",
            Self::Bare => "bare",
            Self::Sqlite => "SQLite",
            Self::Quest => "quest",
            Self::Recoll => "recollq",
        }
    }

    /// Whose index it asks.
    pub(crate) fn subject(self) -> Subject {
        match self {
            Self::Dateline => Subject::Json,
            Self::Bare => Subject::BareStemmed,
            Self::Sqlite => Subject::Sqlite,
            Self::Quest => Subject::Xapian,
            Self::Recoll => Subject::Recoll,
        }
    }

    /// The command that answers a question, ten hits of it; `None` where the program has no such question.
    fn command(self, question: &Question, work: &Path, installed: &Installed) -> Result<Option<Command>> {
        let place = self.subject().place(work);
        Ok(match self {
            Self::Dateline => Some(ask_dateline(question, &place, installed)),
            Self::Bare => {
                let mut command = Command::new(&installed.bare);
                command.arg("bare-query").arg(place).args(question.columns());
                Some(command)
            }
            Self::Sqlite => Some(others::ask_sqlite(question, work)),
            Self::Quest => others::ask_quest(question, work),
            Self::Recoll => others::ask_recoll(question, work),
        })
    }
}

/// Copies of the programs that were built here, as installing makes them: pages of a file that a linker has just written cost more to map.
struct Installed {
    dateline: PathBuf,
    bare: PathBuf,
}

impl Installed {
    fn below(work: &Path) -> Result<Self> {
        let copy = |program: &Path, name: &str| -> Result<PathBuf> {
            let installed = work.join(name);
            fs::copy(program, &installed)?;
            Ok(installed)
        };
        Ok(Self { dateline: copy(Path::new(DATELINE), "dateline")?, bare: copy(&std::env::current_exe()?, "bare-program")? })
    }
}

fn ask_dateline(question: &Question, index: &Path, installed: &Installed) -> Command {
    let mut command = Command::new(&installed.dateline);
    command.arg("search").arg(question.dateline_text()).arg("--index").arg(index);
    let filters = [
        ("--after", question.from.clone()),
        ("--before", question.last_day()),
        ("--speaker", question.speaker.clone()),
        ("--place", question.place.clone()),
    ];
    for (option, value) in filters {
        if let Some(value) = value {
            command.arg(option).arg(value);
        }
    }
    command
}

/// Seconds of one answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answered {
    pub(crate) answerer: Answerer,
    pub(crate) class: Class,
    pub(crate) seconds: f64,
}

/// Asks every question once of every answerer that has an index below `work`, each time in a process of its own.
pub(crate) fn cold(questions: &[Question], answerers: &[Answerer], work: &Path) -> Result<Vec<Answered>> {
    let installed = Installed::below(work)?;
    let mut answered = Vec::new();
    for question in questions {
        for &answerer in answerers.iter().filter(|answerer| answerer.subject().place(work).exists()) {
            if let Some(mut command) = answerer.command(question, work, &installed)? {
                answered.push(Answered { answerer, class: question.class, seconds: timed(&mut command)? });
            }
        }
    }
    Ok(answered)
}

/// Runs the bare query program: an index directory, then the columns of a question.
pub(crate) fn bare_query(arguments: &[String], out: &mut dyn Write) -> Result<()> {
    let (index, columns) = arguments.split_first().ok_or("bare-query needs an index and a question")?;
    let question = Question::from_columns(&columns.iter().map(String::as_str).collect::<Vec<_>>())?;
    Bare::open(Path::new(index))?.answer(&question, out)
}
