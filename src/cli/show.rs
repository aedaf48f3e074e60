//! `dateline show`: one article with its fields.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use dateline::article::Article;
use dateline::engine::Engine;
use dateline::present::{ArticleView, Listed, write_article, write_contract};
use dateline::query::Node;
use dateline::results::{Marks, Matched};
use dateline::schema::DocumentKind;

use super::Outcome;
use super::environment::Environment;
use super::failure::{Failure, say};
use super::filters::FilterArguments;
use super::library::{self, Asked, REASON};
use super::locate::IndexOption;
use super::output::Color;

/// Show one article: what was read out of it, and its text
///
/// ID is what `search` prints, or its first digits; the id of a quote, as `quotes` prints it, shows the article with that quote alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ShowArguments {
    /// Id of an article or quote; any unique beginning will do
    #[arg(value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    id: String,
    /// Words to mark in it, as `search` reads them
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Any of the words, not all of them
    #[arg(long, requires = "words")]
    any: bool,
    /// The words as typed: no stemming, no folding of case or diacritics
    #[arg(long, requires = "words")]
    exact: bool,
    #[command(flatten)]
    index: IndexOption,
    /// List the quotes after the text
    #[arg(long)]
    quotes: bool,
    /// Print the article as JSON, its quotes included, as `extract` does
    #[arg(long)]
    json: bool,
    /// Say for each value where it was read and by which rule
    #[arg(long)]
    explain: bool,
    /// Whether to use colour; auto honours NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  dateline show 1f00ba5e
  dateline show 1f00ba5e 'dam w/5 leak'         the text with every match marked
  dateline show 1f00ba5e --quotes --explain     who said what, and why we think so
  dateline show 1f00ba5e --json | jq .quotes";

/// Runs the command.
pub(crate) fn run(
    arguments: &ShowArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let index = arguments.index.find(environment)?;
    let engine = library::open(&index)?;
    let (id, ordinal) = split_id(&arguments.id);
    let mut article = engine.fetch(id)?;
    if let Some(ordinal) = ordinal {
        ensure_has_quote(&article, ordinal)?;
    }
    let explain = arguments.explain.then_some(REASON);
    let marks = match arguments.words.is_empty() {
        true => None,
        false => Some(marks(arguments, engine, &article, ordinal, environment, err)?),
    };
    if arguments.json {
        if let Some(ordinal) = ordinal {
            article.quotes = article.quotes.drain(ordinal - 1..ordinal).collect();
        }
        let mut line = Vec::new();
        write_contract(&article, explain, marks.as_ref(), &mut line)?;
        line.push(b'\n');
        out.write_all(&line)?;
        return Ok(Outcome::Found);
    }
    let view = ArticleView {
        look: environment.terminal.look(arguments.color),
        roots: library::roots(engine, &index, environment),
        text: ordinal.is_none(),
        marks: marks.unwrap_or_default(),
        quotes: match ordinal {
            Some(ordinal) => Listed::Only(ordinal),
            None if arguments.quotes => Listed::All,
            None => Listed::None,
        },
        joined: if arguments.quotes || ordinal.is_some() { engine.joined(&article)? } else { BTreeMap::new() },
        explain,
    };
    write_article(&article, &view, out)?;
    Ok(Outcome::Found)
}

/// Where the words typed behind the id stand; that the article does not match, or not by words, is said. Behind the id of a quote they are
/// read as `quotes` reads them, whatever kind the quote is.
fn marks(
    arguments: &ShowArguments,
    engine: &dyn Engine,
    article: &Article,
    ordinal: Option<usize>,
    environment: &Environment,
    err: &mut dyn Write,
) -> Result<Marks, Failure> {
    let ShowArguments { words, any, exact, .. } = arguments;
    let find = if ordinal.is_some() { DocumentKind::Quote } else { DocumentKind::Article };
    let asked = Asked { find, kinds: Vec::new(), any: *any, exact: *exact, all: false };
    let query = words.join(" ");
    let parsed = library::parse(&query, &FilterArguments::default(), asked, environment)?;
    for note in library::notes(engine, &parsed)? {
        say(err, "note", &note);
    }
    let node = if ordinal.is_some() { Node::Quote(Box::new(parsed.typed.clone())) } else { parsed.node.clone() };
    let Matched { matches, marks } = engine.matched(article, &node).map_err(|error| library::placed(error, &query, &parsed))?;
    let uid = article.uid;
    match (matches, marks == Marks::default()) {
        (true, false) => {}
        (true, true) => say(err, "note", &format!("article {uid} matches {query}, but by no words of its headline or text")),
        (false, true) => say(err, "note", &format!("nothing in article {uid} matches {query}")),
        (false, false) => say(err, "note", &format!("article {uid} does not match {query}; what it has of it is marked")),
    }
    Ok(marks)
}

/// The article's part of an id, and the ordinal of a quote in it.
fn split_id(id: &str) -> (&str, Option<usize>) {
    match id.split_once('-').map(|(article, ordinal)| (article, ordinal.parse())) {
        Some((article, Ok(ordinal))) => (article, Some(ordinal)),
        _ => (id, None),
    }
}

fn ensure_has_quote(article: &Article, ordinal: usize) -> Result<(), Failure> {
    let count = article.quotes.len();
    if ordinal == 0 || ordinal > count {
        return Err(Failure::Usage(format!("article {} has no quote {ordinal}: it has {count}", article.uid)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_quotes_name_the_article_and_the_quote() {
        for (id, expected) in [
            ("1f00ba5e", ("1f00ba5e", None)),
            ("1f00ba5e-2", ("1f00ba5e", Some(2))),
            ("1f00ba5e-", ("1f00ba5e-", None)),
            ("not-an-id", ("not-an-id", None)),
            ("", ("", None)),
        ] {
            assert_eq!(split_id(id), expected);
        }
    }
}
