//! A question to an engine and its answer on stdout, for `search` and `quotes`.

use std::io::Write;
use std::path::Path;

use dateline::engine::PassageOptions;
use dateline::present::{Options, Rows, heading, left_out, other_kinds, presenter};
use dateline::query::outline;
use dateline::results::Expansion;
use dateline::schema::DocumentKind;

use super::Outcome;
use super::environment::Environment;
use super::failure::{Failure, say};
use super::filters::{FilterArguments, Undated};
use super::library::{self, Asked, Understood};
use super::output::ResultArguments;

/// What is asked, and how the answer is to be shown.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) find: DocumentKind,
    pub(crate) rows: Rows,
    pub(crate) query: String,
    pub(crate) filters: FilterArguments,
    /// Kinds of quotes; empty for articles.
    pub(crate) kinds: Vec<String>,
    pub(crate) passages: PassageOptions,
    pub(crate) results: ResultArguments,
}

/// Asks and answers: hits to `out`, what is said about them to `err`.
pub(crate) fn answer(
    index: &Path,
    question: Question,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let Question { find, rows, query, filters, kinds, passages, results } = question;
    let columns = results.shape.columns(rows)?;
    let passages = library::needed(passages, rows, columns.as_deref());
    let engine = library::open(index)?;
    let undated = filters.undated;
    let asked = Asked { find, kinds, any: results.any, exact: results.exact, all: results.all };
    let parsed = library::parse(&query, &filters, asked.clone(), environment)?;
    for note in library::notes(engine, &parsed)? {
        say(err, "note", &note);
    }
    if results.explain {
        say(err, "query", &format!("\n{}", outline(&parsed.typed)));
        let flags: Vec<String> =
            flags(&parsed, undated, &results).into_iter().map(|(flag, means)| format!("\n  {flag}  {means}")).collect();
        if !flags.is_empty() {
            say(err, "flags", &flags.concat());
        }
    }
    let explain = results.explain;
    let request = results.request(parsed.node.clone(), find, passages, environment.today);
    let found = engine.search(&request).map_err(|error| library::placed(error, &query, &parsed))?;
    for expansion in &found.expansions {
        say(err, "forms", &forms(expansion));
    }
    let summary = found.summary.clone();
    let shown = found.shown;
    for note in left_out(&summary) {
        say(err, "note", &note);
    }
    library::absent(engine, &summary, &request.query, find)?.iter().for_each(|note| say(err, "note", note));
    if summary.total == 0 && parsed.is_of_usual_kind {
        let of_all = library::parse(&query, &filters, Asked { kinds: vec!["all".into()], ..asked }, environment)?;
        let more = library::count(engine, &of_all.node, find)?;
        if let Some(note) = other_kinds(more) {
            say(err, "note", &note);
        }
    }
    if results.count {
        writeln!(out, "{}", summary.total)?;
        return Ok(Outcome::of(summary.total));
    }
    if results.shape.is_text() && !results.wants_files() {
        // At once: stderr gathers nothing.
        _ = err.write_all((heading(&summary, rows, shown, results.offset) + "\n").as_bytes());
    }
    let look = environment.terminal.look(results.shape.color);
    let roots = library::roots(engine, index, environment);
    presenter(results.format(), Options { rows, columns, explained: explain, look, roots }).write(found, out)?;
    Ok(Outcome::of(shown))
}

/// What each option does to the query and to the order of hits.
fn flags(parsed: &Understood, undated: Option<Undated>, results: &ResultArguments) -> Vec<(String, String)> {
    let said = |flag: &str, means: &str| (flag.to_owned(), means.to_owned());
    let mut flags = Vec::new();
    if results.any {
        flags.push(said("--any", "words side by side are alternatives"));
    }
    if results.exact {
        flags.push(said("--exact", "words in the form typed alone"));
    }
    flags.extend(parsed.added.iter().map(|added| (added.option.clone(), added.node.to_string())));
    if undated == Some(Undated::Include) {
        flags.push(said("--undated include", "what is undated passes every date"));
    }
    if let Some(days) = results.half_life() {
        flags.push((
            format!("--recent={days}"),
            format!("scores twice as high for today, what is added halved with every {days} days of age"),
        ));
    }
    flags
}

/// What a pattern stands for, in a line.
fn forms(expansion: &Expansion) -> String {
    let Expansion { word, forms, others, counted } = expansion;
    let mut list: Vec<String> = forms.iter().map(|(form, documents)| format!("{form} {documents}")).collect();
    if *others > 0 {
        list.push(format!("and {others} more"));
    }
    if list.is_empty() {
        return format!("{word} stands for nothing that the index has");
    }
    format!("{word} stands for {} (numbers of {counted})", list.join(", "))
}
