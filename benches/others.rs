//! Other programs that make text searchable, measured where they are installed: SQLite's full-text table, Xapian and recoll.
//!
//! Each is fed as its own papers advise, from a file in its own format that is written before the clock starts, or from the text tree.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::archive::Archive;
use crate::bare::records;
use crate::indexing::Subject;
use crate::process::{Spent, watched};
use crate::question::{Class, Question};

/// Whether a program is there.
pub(crate) fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|directory| directory.join(program).is_file()))
}

/// Has SQLite import an archive into a full-text table.
pub(crate) fn build_sqlite(archive: &Archive, work: &Path) -> Result<Spent> {
    let input = work.join("articles.csv");
    write_csv(archive, &input)?;
    let table = "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, body, date UNINDEXED, location, source, speakers, \
                 tokenize='porter unicode61')";
    let import = format!(".import --csv \"{}\" docs", input.display());
    let (spent, _) = watched(Command::new("sqlite3").arg(Subject::Sqlite.place(work)).arg(table).arg(import))?;
    fs::remove_file(input)?;
    Ok(spent)
}

fn write_csv(archive: &Archive, path: &Path) -> Result<()> {
    let mut csv = csv::Writer::from_path(path)?;
    for record in records(&archive.json)? {
        let record = record?;
        let speakers = record.speakers.join("; ");
        csv.write_record([&record.id, &record.title, &record.body, &record.date, &record.location, &record.source, &speakers])?;
    }
    Ok(csv.flush()?)
}

/// What becomes of the fields: title and body in English stems with positions, the first 300 bytes kept to be shown as `omindex` does, the
/// rest as terms to filter by.
const SCRIPT: &str = "\
id : field boolean=Q
title : field index=S index
body : index truncate=300 field=sample
date : field date=yyyymmdd
location : field boolean=XL
speaker : field boolean=XS
source : field boolean=XA
";

/// Has Xapian's `scriptindex` read an archive's fields.
pub(crate) fn build_xapian(archive: &Archive, work: &Path) -> Result<Spent> {
    let (input, script) = (work.join("articles.dump"), work.join("articles.script"));
    fs::write(&script, SCRIPT)?;
    write_dump(archive, &input)?;
    let (spent, _) = watched(Command::new("scriptindex").arg(Subject::Xapian.place(work)).arg(script).arg(&input))?;
    fs::remove_file(input)?;
    Ok(spent)
}

/// Fields as `name=value` lines, further lines of a value after `=`, an empty line after each record.
fn write_dump(archive: &Archive, path: &Path) -> Result<()> {
    let mut dump = BufWriter::new(File::create(path)?);
    for record in records(&archive.json)? {
        let record = record?;
        let day: String = record.date.chars().take(10).filter(char::is_ascii_digit).collect();
        writeln!(dump, "id={}\ntitle={}\ndate={day}\nlocation={}\nsource={}", record.id, record.title, record.location, record.source)?;
        for speaker in &record.speakers {
            writeln!(dump, "speaker={speaker}")?;
        }
        writeln!(dump, "body={}\n", record.body.replace('\n', "\n="))?;
    }
    Ok(dump.flush()?)
}

/// Has Xapian's `omindex` read a text tree.
pub(crate) fn build_omindex(tree: &Path, work: &Path) -> Result<Spent> {
    Ok(watched(Command::new("omindex").args(["--url", "/", "--db"]).arg(Subject::Omindex.place(work)).arg(tree))?.0)
}

/// Has recoll read a text tree. Its index stands below its configuration.
pub(crate) fn build_recoll(tree: &Path, work: &Path) -> Result<Spent> {
    let place = Subject::Recoll.place(work);
    fs::create_dir_all(&place)?;
    let tree = tree.canonicalize()?;
    fs::write(place.join("recoll.conf"), format!("topdirs = \"{}\"\nnoaspell = 1\nloglevel = 1\n", tree.display()))?;
    Ok(watched(Command::new("recollindex").arg("-c").arg(place))?.0)
}

/// The command that has `sqlite3` answer a question.
pub(crate) fn ask_sqlite(question: &Question, work: &Path) -> Command {
    let mut command = Command::new("sqlite3");
    command.arg(Subject::Sqlite.place(work)).arg(question.sql());
    command
}

/// The command that has Xapian's `quest` answer a question; `None` of one with a filter, of which its parser knows too little.
pub(crate) fn ask_quest(question: &Question, work: &Path) -> Option<Command> {
    let mut command = Command::new("quest");
    command.arg("-d").arg(Subject::Xapian.place(work)).args(["-m", "10", "-s", "english", "-o"]);
    command.arg(if question.class == Class::Or { "or" } else { "and" }).arg(words_or_phrase(question)?);
    Some(command)
}

/// The command that has `recollq` answer a question; `None` of one with a filter.
pub(crate) fn ask_recoll(question: &Question, work: &Path) -> Option<Command> {
    let mut command = Command::new("recollq");
    command.arg("-c").arg(Subject::Recoll.place(work)).args(["-n", "10"]).arg(words_or_phrase(question)?);
    Some(command)
}

/// In the words that both understand: words side by side are joined by AND, `OR` and quotation marks are what they are to dateline.
fn words_or_phrase(question: &Question) -> Option<String> {
    question.is_text_alone().then(|| question.dateline_text())
}
