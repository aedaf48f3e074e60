//! Filters given as options, to the same nodes as their forms in a query: `--speaker X` is `speaker:"X"`, twice is OR,
//! `--after D` is `date:>=D`, `--before D` is `date:<=D`: both take the date itself in, so `--after 2017-09 --before 2017-11` is September
//! to November, as `--on 2017-09..2017-11` is.

use std::ops::Range;

use chrono::NaiveDate;

use super::errors::{Problems, QueryErrors};
use super::fields::{Named, Scope, named};
use super::parser::Parser;
use super::parted_names::{Doubt, parted_options};
use super::problem::{Problem, short};
use super::rewrite::{common, names_field};
use super::tree::{DateSpan, Node, Undated};
use super::words::Place;
use super::{ParseOptions, Parsed, dates, parse};
use crate::analysis::names::Title;
use crate::schema::DocumentKind;

/// Kinds of quotes, as `--kind` and `speech:` name them.
pub(super) const KINDS: [&str; 3] = ["direct", "indirect", "mixed"];

/// Filters as typed; several values of one mean any of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// `--speaker`.
    pub speaker: Vec<String>,
    /// `--place`.
    pub place: Vec<String>,
    /// `--mentions`.
    pub mentions: Vec<String>,
    /// `--source`.
    pub source: Vec<String>,
    /// `--byline`.
    pub byline: Vec<String>,
    /// `--lang`.
    pub lang: Vec<String>,
    /// `--path`, with `*` and `?`.
    pub path: Vec<String>,
    /// `--after`: from its first day on, that day included.
    pub after: Option<String>,
    /// `--before`: up to its last day, that day included.
    pub before: Option<String>,
    /// `--on`: a date or range.
    pub on: Option<String>,
    /// `--undated`.
    pub undated: Undated,
    /// `--kind` of quotes: direct, indirect, mixed, all.
    pub kinds: Vec<String>,
}

/// A condition that options add to the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// The options as they can be typed.
    pub option: String,
    /// What they mean.
    pub node: Node,
}

impl Added {
    /// Whether it stands for values of an option.
    pub fn is_of(&self, flag: &str) -> bool {
        self.option.split(' ').next() == Some(flag)
    }
}

/// A query and its filters, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Filtered {
    /// All conditions.
    pub node: Node,
    /// Those of the query alone; [`Node::All`] for an empty one.
    pub typed: Node,
    /// Those of the filters, in no query's words.
    pub added: Vec<Added>,
    /// What the user should know about how they were read, one sentence each.
    pub notes: Vec<String>,
    /// What the query may mean instead; see [`Parsed::doubts`].
    pub doubts: Vec<Vec<Doubt>>,
}

/// Reads a query and filters, as one tree of all conditions; quotes are the direct ones unless a kind is named.
///
/// # Errors
/// The query is wrong, else the filters are.
pub fn parse_filtered(text: &str, filters: &Filters, options: &ParseOptions<'_>) -> Result<Filtered, QueryErrors> {
    let Parsed { node: typed, mut notes, mut doubts } = parse(text, options)?;
    let (mut added, more_notes) = read(filters, options)?;
    notes.extend(more_notes);
    doubts.extend(parted_options(filters, text, options));
    if options.find == DocumentKind::Quote && filters.kinds.is_empty() && !names_field(&typed, "speech") {
        added.extend(one_flag("--kind", "speech", &[KINDS[0].to_owned()], options, &mut Wrong::default()));
    }
    let own = Some(typed.clone()).filter(|node| *node != Node::All);
    let nodes = own.into_iter().chain(added.iter().map(|added| added.node.clone())).collect();
    Ok(Filtered { node: Node::all_of(nodes), typed, added, notes, doubts })
}

/// Reads filters, to one node for each; dates are one.
///
/// # Errors
/// A value cannot be understood. All that are wrong are told, each under its option.
pub fn filters(filters: &Filters, options: &ParseOptions<'_>) -> Result<Vec<Node>, QueryErrors> {
    read(filters, options).map(|(added, _)| added.into_iter().map(|added| added.node).collect())
}

/// What the options add, and what the user should know about it.
fn read(filters: &Filters, options: &ParseOptions<'_>) -> Result<(Vec<Added>, Vec<String>), QueryErrors> {
    let mut wrong = Wrong::default();
    let flags: [(&str, &str, &[String]); 7] = [
        ("--speaker", "speaker", &filters.speaker),
        ("--place", "place", &filters.place),
        ("--mentions", "mentions", &filters.mentions),
        ("--source", "source", &filters.source),
        ("--byline", "byline", &filters.byline),
        ("--lang", "lang", &filters.lang),
        ("--path", "path", &filters.path),
    ];
    let mut added: Vec<Added> =
        flags.into_iter().filter_map(|(flag, field, values)| one_flag(flag, field, values, options, &mut wrong)).collect();
    added.extend(kinds(&filters.kinds, options, &mut wrong));
    added.extend(days(filters, options.today, &mut wrong));
    if wrong.problems.is_empty() {
        Ok((added, wrong.notes))
    } else {
        Err(wrong.problems.into_errors(&wrong.typed, |_| Some(Problems::default())))
    }
}

/// Wrong options as typed, and what is wrong with them; notes on the others.
#[derive(Default)]
struct Wrong {
    typed: String,
    problems: Problems,
    notes: Vec<String>,
}

impl Wrong {
    /// Writes the option down and tells where its value begins.
    fn option(&mut self, flag: &str, value: &str) -> usize {
        if !self.typed.is_empty() {
            self.typed.push(' ');
        }
        self.typed.push_str(flag);
        self.typed.push(' ');
        let at = self.typed.len();
        self.typed.push_str(value);
        at
    }

    fn push(&mut self, flag: &str, value: &str, problem: Problem) {
        let at = self.option(flag, value);
        self.problems.push(problem, at..at + value.len(), None);
    }
}

fn one_flag(flag: &str, field: &str, values: &[String], options: &ParseOptions<'_>, wrong: &mut Wrong) -> Option<Added> {
    let nodes: Vec<Node> = values.iter().filter_map(|value| one_value(flag, field, value, options, wrong)).collect();
    if nodes.is_empty() {
        return None;
    }
    Some(Added { option: typed_again(values.iter().map(|value| (flag, value.as_str()))), node: Node::any_of(nodes).without_spans() })
}

/// Titles that stand before names and are no part of them, folded. Not `pope` or `king`, by which and a first name somebody speaks.
const TITLES: [&str; 11] = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "congressman", "congresswoman", "prof"];

/// Offices that do.
const OFFICES: [&str; 25] = [
    "president",
    "vice",
    "prime",
    "minister",
    "chancellor",
    "premier",
    "secretary",
    "senator",
    "sen",
    "representative",
    "rep",
    "governor",
    "gov",
    "mayor",
    "judge",
    "justice",
    "general",
    "gen",
    "colonel",
    "col",
    "lieutenant",
    "lt",
    "sergeant",
    "sgt",
    "professor",
];

/// Whether an office and the word behind it are one office, and no name: `prime minister`, `lieutenant governor`.
fn is_one_office(first: &str, second: &str) -> bool {
    match first {
        "prime" | "vice" => OFFICES.contains(&second),
        "lieutenant" | "lt" => matches!(second, "governor" | "gov" | "general" | "gen" | "colonel" | "col"),
        "secretary" => second == "general",
        _ => false,
    }
}

/// A name with blanks in place of the titles before it: articles' speakers have none. One that only a man or only a woman has stays, since it tells
/// who is meant; that an office is passed over is noted. Places in the value stay what they are.
fn without_titles(value: &str, notes: &mut Vec<String>) -> String {
    let mut rest = value.trim_start();
    let mut titles = " ".repeat(value.len() - rest.len());
    let mut offices: Vec<&str> = Vec::new();
    while let Some((typed, name)) = rest.split_once(char::is_whitespace) {
        let (title, name) = (typed.trim_end_matches('.').to_lowercase(), name.trim_start());
        let is_office = OFFICES.contains(&title.as_str());
        if name.is_empty() || !(is_office || TITLES.contains(&title.as_str())) {
            break;
        }
        if is_one_office(&title, &name.trim_end_matches('.').to_lowercase()) {
            return value.to_owned();
        }
        if is_office {
            offices.push(typed);
        } else if Title::of(&title).is_some() {
            titles.push_str(typed);
        }
        titles.push_str(&" ".repeat(value.len() - name.len() - titles.len()));
        rest = name;
    }
    if !offices.is_empty() {
        let (typed, role) = (offices.join(" "), offices.join(" ").replace('.', "").to_lowercase());
        let role = if offices.len() > 1 { format!("\"{role}\"") } else { role };
        notes.push(format!("{typed} is no part of a speaker's name and passed over; role:{role} asks how quotes call their speaker"));
    }
    titles + rest
}

/// A name whose surname was typed first, with a comma behind it, in the order in which articles have it: `Clinton, Hillary`.
fn in_order(value: &str) -> Option<String> {
    let (surname, given) = value.split_once(',')?;
    let (surname, given) = (surname.trim(), given.trim());
    let is_name = |part: &str| {
        part.starts_with(char::is_alphabetic) && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
    };
    let is_suffix = ["jr", "sr", "ii", "iii", "iv"].contains(&given.trim_end_matches('.').to_lowercase().as_str());
    (is_name(surname) && is_name(given) && !is_suffix).then(|| format!("{given} {surname}"))
}

/// Options with their values, quoted where a shell would part them.
fn typed_again<'a>(options: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let bare =
        |value: &str| !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '*' | '?'));
    let each = options.map(|(flag, value)| if bare(value) { format!("{flag} {value}") } else { format!("{flag} {value:?}") });
    each.collect::<Vec<_>>().join(" ")
}

fn one_value(flag: &str, field: &str, value: &str, options: &ParseOptions<'_>, wrong: &mut Wrong) -> Option<Node> {
    let Named::Scope(scope) = named(field, false) else { return None };
    if value.trim().is_empty() {
        wrong.push(flag, value, Problem::OptionWithoutValue { option: flag.to_owned() });
        return None;
    }
    let mut problems = Problems::default();
    let (turned, untitled);
    let value = match flag {
        "--speaker" => {
            turned = in_order(value).unwrap_or_else(|| value.to_owned());
            untitled = without_titles(&turned, &mut wrong.notes);
            untitled.as_str()
        }
        _ => value,
    };
    // Names and whole values have no exact forms.
    let options = &ParseOptions { exact: false, ..*options };
    let mut parser = Parser::new(value, &[], options, &mut problems);
    parser.scope = scope;
    let span = 0..value.len();
    let node = match parser.scope.clone() {
        Scope::Text(_) if value.trim() == "*" => Some(parser.anything()),
        Scope::Text(_) => match whole_name(flag, value) {
            Some(whole) => parser.quoted_text(whole, Place::QuotedExact, 0, span),
            None => parser.quoted_text(span.clone(), Place::Option, 0, span),
        },
        scope => parser.value(&scope, value, span, true),
    };
    wrong.notes.append(&mut parser.notes);
    if !problems.is_empty() {
        let at = wrong.option(flag, value);
        wrong.problems.extend(problems, at);
    }
    node
}

/// Where the name stands in `=NAME` or `="NAME"`, which is asked for as a whole.
fn whole_name(flag: &str, value: &str) -> Option<Range<usize>> {
    let name = value.trim().strip_prefix('=').filter(|_| flag == "--speaker")?;
    let bare = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
    let start = value.find(bare).filter(|_| !bare.trim().is_empty())?;
    Some(start..start + bare.len())
}

fn kinds(typed: &[String], options: &ParseOptions<'_>, wrong: &mut Wrong) -> Option<Added> {
    let named: Vec<String> = typed.iter().filter(|kind| *kind != "all").cloned().collect();
    one_flag("--kind", "speech", &named, options, wrong).filter(|_| named.len() == typed.len())
}

/// The days that all date options allow.
fn days(filters: &Filters, today: NaiveDate, wrong: &mut Wrong) -> Option<Added> {
    let ends = [
        ("--after", &filters.after, after as fn(&str, NaiveDate) -> Result<DateSpan, Problem>, "--after"),
        ("--before", &filters.before, before, "--before"),
        ("--on", &filters.on, on, "--on"),
    ];
    let mut found: Vec<(&'static str, &str, DateSpan)> = Vec::new();
    for (flag, value, read, name) in ends {
        let Some(value) = value else { continue };
        match read(value, today) {
            Ok(span) => found.push((name, value, span)),
            Err(problem) => wrong.push(flag, value, problem),
        }
    }
    if filters.undated == Undated::Only {
        return Some(Added { option: "--undated only".into(), node: Node::Date(DateSpan::UNDATED) });
    }
    let (first, others) = found.split_first()?;
    let mut span = first.2;
    for (flag, value, other) in others {
        span = common(span, *other);
        if span.first.zip(span.last).is_some_and(|(first, last)| first > last) {
            let (one, one_value) = (first.0, short(first.1));
            let problem = Problem::NoDayLeft { one, one_value, other: flag, other_value: short(value) };
            wrong.push(flag, value, problem);
            return None;
        }
    }
    let option = typed_again(found.iter().map(|&(flag, value, _)| (flag, value)));
    Some(Added { option, node: Node::Date(DateSpan { undated: filters.undated, ..span }) })
}

fn point(flag: &'static str, text: &str, today: NaiveDate) -> Result<dates::Span, Problem> {
    if text.contains("..") && dates::span(text, today).is_ok() {
        return Err(Problem::RangeInFlag { flag });
    }
    dates::point(text, today).map_err(|error| Problem::Date(error.kind))
}

fn after(text: &str, today: NaiveDate) -> Result<DateSpan, Problem> {
    point("--after", text, today).map(|span| DateSpan { first: Some(span.first), last: None, undated: Undated::Exclude })
}

fn before(text: &str, today: NaiveDate) -> Result<DateSpan, Problem> {
    point("--before", text, today).map(|span| DateSpan { first: None, last: Some(span.last), undated: Undated::Exclude })
}

fn on(text: &str, today: NaiveDate) -> Result<DateSpan, Problem> {
    dates::span(text, today).map_err(|error| Problem::Date(error.kind))
}
