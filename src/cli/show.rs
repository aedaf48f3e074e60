//! `dateline show`: one article with its fields.

use std::io::Write;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use dateline::article::Article;
use dateline::present::{ArticleView, write_article, write_contract};

use super::Outcome;
use super::environment::Environment;
use super::failure::Failure;
use super::library::{self, REASON};
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
  dateline show 1f00ba5e --quotes --explain     who said what, and why we think so
  dateline show 1f00ba5e --json | jq .quotes";

/// Runs the command.
pub(crate) fn run(arguments: &ShowArguments, environment: &Environment, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let index = arguments.index.find(environment)?;
    let engine = library::open(&index)?;
    let (id, ordinal) = split_id(&arguments.id);
    let mut article = engine.fetch(id)?;
    if let Some(ordinal) = ordinal {
        keep_quote(&mut article, ordinal)?;
    }
    let explain = arguments.explain.then_some(REASON);
    if arguments.json {
        write_contract(&article, explain, out)?;
        out.write_all(b"\n")?;
        return Ok(Outcome::Found);
    }
    let view = ArticleView {
        look: environment.terminal.look(arguments.color),
        roots: library::roots(&*engine, &index, environment),
        text: ordinal.is_none(),
        quotes: arguments.quotes || ordinal.is_some(),
        explain,
    };
    write_article(&article, &view, out)?;
    Ok(Outcome::Found)
}

/// The article's part of an id, and the ordinal of a quote in it.
fn split_id(id: &str) -> (&str, Option<usize>) {
    match id.split_once('-').map(|(article, ordinal)| (article, ordinal.parse())) {
        Some((article, Ok(ordinal))) => (article, Some(ordinal)),
        _ => (id, None),
    }
}

fn keep_quote(article: &mut Article, ordinal: usize) -> Result<(), Failure> {
    let count = article.quotes.len();
    if ordinal == 0 || ordinal > count {
        return Err(Failure::Usage(format!("article {} has no quote {ordinal}: it has {count}", article.uid)));
    }
    article.quotes.truncate(ordinal);
    article.quotes.drain(..ordinal - 1);
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
