//! The command line as it is typed: what commands there are, and their help.

use std::borrow::Cow;
use std::io::Write;
use std::{env, io};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use dateline::present::{Rows, columns, visible};
use dateline::query::{FIELD_ALIKES, SYNTAX};
use dateline::schema::{DocumentKind, FieldType, IndexSchema};

use super::failure::say;
use super::{batch, check, completions, extract, index, quotes, schema, search, show, status, values};

/// Full-text search for news archives: when, where, and who said what.
///
/// Point it at a directory of articles; it reads out of each when it was published, where it was filed from and who said what, and
/// answers questions about them. The archive itself is never changed, but for one directory `.dateline` that holds the index.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dateline index ~/news                                    read an archive
  cd ~/news
  dateline search sanctions --speaker putin --after 2017-09
  dateline quotes inflation --speaker merkel               what she said about it
  dateline speakers --place \"south korea\" --on 2017        who speaks in stories from there
  dateline extract story.html                              what would be read out of a file

Exit status: 0 something was found, 1 nothing was found, 2 an error.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Index(index::IndexArguments),
    #[command(visible_alias = "query")]
    Search(search::SearchArguments),
    Quotes(quotes::QuotesArguments),
    Batch(batch::BatchArguments),
    Show(show::ShowArguments),
    Extract(extract::ExtractArguments),
    /// List who speaks, with counts
    ///
    /// Counts are of articles that match the query and the filters, and of this speaker's direct quotes in them; most frequent first.
    #[command(after_help = values::SPEAKERS_EXAMPLES)]
    Speakers(values::ValuesArguments),
    Places(values::PlacesArguments),
    /// List outlets and agencies, with counts
    ///
    /// Counts are of articles that match the query and the filters; most frequent first.
    #[command(after_help = values::SOURCES_EXAMPLES)]
    Sources(values::ValuesArguments),
    Status(status::StatusArguments),
    Check(check::CheckArguments),
    Schema(schema::SchemaArguments),
    Completions(completions::CompletionsArguments),
}

/// Words to search for.
#[derive(Debug, Args)]
pub(crate) struct QueryArguments {
    /// What to search for; several arguments are joined by spaces.
    ///
    /// `a b` both, `a OR b`, `NOT a`, `-a`, `( )`, `"a phrase"`, `a w/5 b`, `headline:word`, `date:2020-03..2020-06`, `has:quote`; `dateline
    /// search --help` lists all that can be written. A query that begins with a hyphen goes after `--`.
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
}

impl QueryArguments {
    /// The query as one text.
    pub(crate) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// The command line without the long parts of its help; of options that commands share, each shows those that it takes.
fn bare_command() -> clap::Command {
    let hide = |batch: clap::Command, name| batch.mut_arg(name, |option| option.hide(true));
    Arguments::command().mut_subcommand("batch", |batch| ["files", "null", "explain"].into_iter().fold(batch, hide))
}

/// The command line with its help.
pub(crate) fn command() -> clap::Command {
    bare_command()
        .mut_subcommand("search", |search| search.after_long_help(help_of(search::EXAMPLES, Rows::Articles)))
        .mut_subcommand("quotes", |quotes| quotes.after_long_help(help_of(quotes::EXAMPLES, Rows::Quotes)))
        .mut_subcommand("batch", |batch| batch.after_long_help(help_of(batch::EXAMPLES, Rows::Articles)))
}

/// Parses the command line; on `--help` or a mistake it prints and exits.
pub(crate) fn parse() -> Arguments {
    let asked = env::args_os().nth(1).and_then(|name| one_command(name.to_str()?));
    if let Some(Ok(matches)) = asked.map(clap::Command::try_get_matches)
        && let Ok(arguments) = Arguments::from_arg_matches(&matches)
    {
        return arguments;
    }
    let is_help = |argument: &std::ffi::OsString| argument == "--help" || argument == "help";
    let command = if env::args_os().any(|argument| is_help(&argument)) { command() } else { bare_command() };
    let matches = command.try_get_matches().unwrap_or_else(|error| exit(&error));
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| exit(&error))
}

/// The command line with one of its commands alone, for those that are over before all are described. It reads what is right; what is wrong with
/// the rest is for the whole to tell.
fn one_command(name: &str) -> Option<clap::Command> {
    let command = match name {
        "search" => search::SearchArguments::augment_args(clap::Command::new("search")),
        "quotes" => quotes::QuotesArguments::augment_args(clap::Command::new("quotes")),
        "show" => show::ShowArguments::augment_args(clap::Command::new("show")),
        _ => return None,
    };
    Some(clap::Command::new("dateline").disable_help_subcommand(true).subcommand(command))
}

/// Prints what is wrong and exits; a word that was to be left out looks like an option.
fn exit(error: &clap::Error) -> ! {
    if matches!(
        error.kind(),
        ErrorKind::UnknownArgument | ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::ArgumentConflict
    ) && let Some(word) = texts_of_arguments().find(|argument| is_word_left_out(argument))
    {
        let mut err = io::stderr();
        say(&mut err, "error", &format!("{word} is read as options"));
        say(&mut err, "hint", &format!("to leave out a word, write the whole query in quotes (\"dam {word}\"), or NOT {}", &word[1..]));
        std::process::exit(2);
    }
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(query) = texts_of_arguments().find(|argument| is_query_with_hyphen(argument))
    {
        let mut err = io::stderr();
        say(&mut err, "error", &format!("{query} is read as options"));
        say(&mut err, "hint", &format!("a query that begins with a hyphen goes after --, behind all options: -- '{query}'"));
        std::process::exit(2);
    }
    if let Some(hint) = hint(error) {
        let mut err = io::stderr();
        let first = error.render().to_string();
        let first = first.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let first =
            if error.kind() == ErrorKind::ValueValidation { first.rsplit_once(": ").map_or(first, |(what, _)| what) } else { first };
        say(&mut err, "error", first);
        say(&mut err, "hint", &hint);
        std::process::exit(2);
    }
    // What was typed may come from a list of somebody else's; it is repeated as it stands, colours apart.
    let plain = error.render().to_string();
    if error.use_stderr() && plain.lines().any(|line| matches!(visible(line), Cow::Owned(_))) {
        let mut err = io::stderr();
        plain.lines().for_each(|line| _ = writeln!(err, "{}", visible(line)));
        std::process::exit(2);
    }
    error.exit()
}

/// The arguments behind the command, as far as they are text.
fn texts_of_arguments() -> impl Iterator<Item = String> {
    env::args_os().skip(2).filter_map(|argument| argument.into_string().ok())
}

/// What to type instead, where that is known.
fn hint(error: &clap::Error) -> Option<String> {
    let texts = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.as_str()],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let typed = texts(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let name = typed.first()?.strip_prefix("--")?;
            let command = env::args_os().nth(1)?;
            of_another_command(command.to_str()?, name)
        }
        ErrorKind::ArgumentConflict => {
            let both = [typed, texts(ContextKind::PriorArg)].concat();
            let has = |option: &str| both.iter().any(|text| text.starts_with(option));
            Some(match () {
                () if has("--count") && (has("--limit") || has("--offset")) => {
                    "-c counts all that match, however many are shown: leave the other option out".into()
                }
                () if has("--limit") && has("--all") => {
                    "--all shows every match; leave one of them out ('*' as the query finds everything)".into()
                }
                () => "leave one of them out".into(),
            })
        }
        ErrorKind::ValueValidation => {
            let wrong = error.render().to_string();
            let wrong = wrong.lines().next().unwrap_or_default();
            match () {
                () if wrong.ends_with("is not in 1..18446744073709551615") || wrong.ends_with("is not in 1..=4294967295") => {
                    Some("give a whole number, 1 or more".into())
                }
                () if wrong.contains(" is not in ") => {
                    let (least, most) = wrong.rsplit_once(" is not in ")?.1.split_once("..=")?;
                    Some(format!("give a whole number from {least} to {most}"))
                }
                () if wrong.ends_with("invalid digit found in string") => {
                    let is_negative = texts(ContextKind::InvalidValue).first().is_some_and(|value| value.starts_with('-'));
                    Some(if is_negative { "give a whole number that is not negative" } else { "give a whole number" }.into())
                }
                () => None,
            }
        }
        _ => None,
    }
}

/// What to type in place of an option that a command does not have: a condition of the query, the form of its output, or the commands that have it.
fn of_another_command(command: &str, name: &str) -> Option<String> {
    let all = bare_command();
    let own = all.find_subcommand(command)?;
    let has = |command: &clap::Command, name: &str| {
        command.get_arguments().any(|option| option.get_long() == Some(name) && !option.is_hide_set())
    };
    if let Some(format) = ["json", "jsonl", "csv", "tsv"].into_iter().find(|format| *format == name && has(own, "format")) {
        return Some(format!("write --format {format}"));
    }
    if name == "format" && has(own, "json") {
        return Some("it is printed for people, or with --json".into());
    }
    if name == "quotes" && has(own, "speaker") {
        return Some("quotes are searched with `dateline quotes`".into());
    }
    if let Some(condition) = condition_of(command, name) {
        return Some(format!("write it in the query: {condition}"));
    }
    let having: Vec<String> =
        all.get_subcommands().filter(|other| has(other, name)).map(|other| format!("`dateline {}`", other.get_name())).collect();
    let (last, others) = having.split_last()?;
    let listed = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!("it is an option of {listed}"))
}

/// The condition of a query that somebody means who types the name of a field, or nearly, as an option of a command that takes a query.
fn condition_of(command: &str, option: &str) -> Option<String> {
    let searched = match command {
        "quotes" => DocumentKind::Quote,
        "search" | "query" | "batch" | "speakers" | "places" | "sources" => DocumentKind::Article,
        _ => return None,
    };
    let name = option.strip_prefix("min-").unwrap_or(option);
    let field = IndexSchema::get().queried(name)?;
    let value = match field.kind {
        FieldType::Day => ">=2017-09",
        FieldType::Number => ">100",
        FieldType::Share => ">=.8",
        _ => "…",
    };
    let condition = format!("{}:{value}", field.name);
    let is_inside = searched == DocumentKind::Article && !field.on.contains(&searched);
    Some(if is_inside { format!("quote:({condition})") } else { condition })
}

/// Whether an argument reads like `-word` rather than like short options in a row.
fn is_word_left_out(argument: &str) -> bool {
    let word = argument.strip_prefix('-').unwrap_or_default();
    word.chars().count() > 2 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-')) && !word.starts_with('-')
}

/// Whether an argument is a whole query that begins by leaving out a word.
fn is_query_with_hyphen(argument: &str) -> bool {
    argument
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '(')) && rest.contains(' '))
}

/// Width of help, in columns.
const WIDTH: usize = 100;

/// Examples, what can be typed in a query, its fields, and those that can be shown.
fn help_of(examples: &str, rows: Rows) -> String {
    let mut help = format!("{examples}\n\nThe query language:\n");
    SYNTAX.iter().for_each(|(written, means)| add_row(written, means, 26, &mut help));
    help.push_str("\nFields in a query (field:word):\n");
    for field in IndexSchema::get().fields().iter().filter(|field| field.query && field.kind != FieldType::Stored) {
        let names = [std::slice::from_ref(&field.name), &field.aliases].concat().join(", ");
        add_row(&names, &field.help, 34, &mut help);
    }
    FIELD_ALIKES.iter().for_each(|(name, means)| add_row(name, means, 34, &mut help));
    help.push_str("\nFields of --fields, csv and tsv:\n");
    columns::all(rows).for_each(|column| add_row(column.name, column.help, 14, &mut help));
    help
}

/// A row of two columns, the first so wide; what does not fit goes on below.
fn add_row(first: &str, second: &str, wide: usize, help: &mut String) {
    help.push_str(&format!("  {first:<wide$}"));
    let mut used = 2 + first.len().max(wide);
    for word in second.split(' ') {
        if used + 1 + word.len() > WIDTH || used > 2 + wide && used == 2 + first.len() {
            help.push_str(&format!("\n  {:wide$}", ""));
            used = 2 + wide;
        }
        help.push(' ');
        help.push_str(word);
        used += 1 + word.len();
    }
    help.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(command: clap::Command, line: &str) -> Option<String> {
        let matches = command.try_get_matches_from(line.split(' ')).ok()?;
        Some(format!("{:?}", Arguments::from_arg_matches(&matches).ok()?))
    }

    #[test]
    fn an_option_of_another_command_is_told_of() {
        for (command, option, expected) in [
            ("speakers", "kind", "it is an option of `dateline quotes` and `dateline batch`"),
            ("speakers", "sort", "it is an option of `dateline search`, `dateline quotes` and `dateline batch`"),
            ("show", "kwic", "it is an option of `dateline search`, `dateline quotes` and `dateline batch`"),
            ("search", "quotes", "quotes are searched with `dateline quotes`"),
            ("search", "csv", "write --format csv"),
            ("status", "format", "it is printed for people, or with --json"),
            ("search", "role", "write it in the query: quote:(role:…)"),
            ("search", "nonsense", ""),
            ("nonsense", "kind", ""),
        ] {
            assert_eq!(of_another_command(command, option).unwrap_or_default(), expected, "{command} {option}");
        }
    }

    #[test]
    fn a_command_alone_reads_what_the_whole_reads() {
        for (line, is_right) in [
            ("dateline search", true),
            ("dateline search help dam -n 5 --after 2017 --color=always --format json --fields day,headline", true),
            ("dateline search -l0 --all -- -dam", true),
            ("dateline quotes dam --speaker jo --speaker anna --all", true),
            ("dateline show 1f00ba5e --index news", true),
            ("dateline search --help", false),
            ("dateline search --nonsense", false),
            ("dateline search dam -n 0", false),
            ("dateline quotes --format verse", false),
            ("dateline show", false),
        ] {
            let name = line.split(' ').nth(1).unwrap();
            let alone = read(one_command(name).unwrap(), line);
            assert_eq!(alone, read(bare_command(), line), "{line}");
            assert_eq!(alone.is_some(), is_right, "{line}");
        }
    }
}
