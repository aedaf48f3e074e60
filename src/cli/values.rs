//! `dateline speakers`, `places` and `sources`: values with counts, under the same filters as a search.

use std::io::Write;

use clap::{Args, ValueEnum};
use dateline::engine::{PlaceLevel, Values, ValuesRequest};
use dateline::present::{Rows, heading, left_out, write_values};
use dateline::results::{Summary, ValueCounts};
use dateline::schema::DocumentKind;

use super::Outcome;
use super::arguments::QueryArguments;
use super::environment::Environment;
use super::failure::{Failure, say};
use super::filters::FilterArguments;
use super::library::{self, Asked};
use super::locate::IndexOption;
use super::output::{ShapeArguments, one_or_more};

/// Which values to list.
#[derive(Debug, Args)]
pub(crate) struct ValuesArguments {
    #[command(flatten)]
    query: QueryArguments,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterArguments,
    #[command(flatten)]
    listing: ListingArguments,
}

/// List where stories were filed from or are set in, with counts
///
/// Counts are of articles that match the query and the filters; most frequent first.
#[derive(Debug, Args)]
#[command(after_help = PLACES_EXAMPLES)]
pub(crate) struct PlacesArguments {
    /// How finely places are told apart
    #[arg(long, value_enum, default_value_t)]
    level: Level,
    #[command(flatten)]
    values: ValuesArguments,
}

pub(crate) const SPEAKERS_EXAMPLES: &str = "\
Examples:
  dateline speakers                                    everybody, most quoted articles first
  dateline speakers sanctions --place russia --on 2017
  dateline speakers --speaker merkel                   those who are called so
  dateline speakers speaker:merkel                     who speaks in the articles in which she speaks
  dateline speakers --all --format csv > speakers.csv";

const PLACES_EXAMPLES: &str = "\
Examples:
  dateline places --level country
  dateline places flood --after 2018 --format jsonl";

pub(crate) const SOURCES_EXAMPLES: &str = "\
Examples:
  dateline sources
  dateline sources --speaker merkel --on 2015";

/// How much of the list to show.
#[derive(Debug, Args)]
#[command(next_help_heading = "Results")]
struct ListingArguments {
    /// How many to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = one_or_more(), conflicts_with_all = ["all", "count"])]
    limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, conflicts_with = "count")]
    offset: usize,
    /// Show all of them
    #[arg(long)]
    all: bool,
    /// Any of the words, not all of them
    #[arg(long)]
    any: bool,
    /// The words as typed: no stemming, no folding of case or diacritics
    #[arg(long)]
    exact: bool,
    /// Print the number of different values and nothing else
    #[arg(short = 'c', long, conflicts_with = "fields")]
    count: bool,
    #[command(flatten)]
    shape: ShapeArguments,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Cities, else the finest level known
    #[default]
    City,
    /// States, provinces and regions, else countries
    Region,
    /// Countries
    Country,
    /// Continents
    Continent,
}

/// Runs `speakers`.
pub(crate) fn run_speakers(
    arguments: ValuesArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    run(arguments, Values::Speakers, environment, out, err)
}

/// Runs `sources`.
pub(crate) fn run_sources(
    arguments: ValuesArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    run(arguments, Values::Sources, environment, out, err)
}

/// Runs `places`.
pub(crate) fn run_places(
    arguments: PlacesArguments,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let level = match arguments.level {
        Level::City => PlaceLevel::City,
        Level::Region => PlaceLevel::Region,
        Level::Country => PlaceLevel::Country,
        Level::Continent => PlaceLevel::Continent,
    };
    run(arguments.values, Values::Places(level), environment, out, err)
}

fn run(
    arguments: ValuesArguments,
    values: Values,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let ValuesArguments { query, index, filters, listing } = arguments;
    let rows = match values {
        Values::Speakers => Rows::Speakers,
        Values::Places(_) => Rows::Places,
        Values::Sources => Rows::Sources,
    };
    let columns = listing.shape.columns(rows)?;
    let engine = library::open(&index.find(environment)?)?;
    let asked = Asked { find: DocumentKind::Article, kinds: Vec::new(), any: listing.any, exact: listing.exact, all: true };
    let typed = query.text();
    let parsed = library::parse(&typed, &filters, asked, environment)?;
    for note in library::notes(engine, &parsed)? {
        say(err, "note", &note);
    }
    let limit = match () {
        () if listing.count => Some(0),
        () if listing.all => None,
        () => Some(listing.limit),
    };
    // `--speaker` lists those who are called so; in the query `speaker:` is about articles, and lists all who speak in them.
    let called = parsed.added.iter().find(|added| values == Values::Speakers && added.is_of("--speaker")).map(|added| added.node.clone());
    let request = ValuesRequest { query: parsed.node.clone(), values, called, limit, offset: listing.offset };
    let counts = engine.count_values(&request).map_err(|error| library::placed(error, &typed, &parsed))?;
    for note in left_out(&counts.summary) {
        say(err, "note", &note);
    }
    library::absent(engine, &counts.summary, &request.query, DocumentKind::Article)?.iter().for_each(|note| say(err, "note", note));
    if listing.count {
        writeln!(out, "{}", counts.total)?;
        return Ok(Outcome::of(counts.total));
    }
    if listing.shape.is_text() {
        _ = writeln!(err, "{}", headline(&counts, rows, listing.offset));
    }
    let look = environment.terminal.look(listing.shape.color);
    write_values(&counts, rows, columns, listing.shape.value_format(), look, out)?;
    Ok(Outcome::of(counts.values.len()))
}

/// `20 of 134 speakers in 1,210 articles, 17 of them without any`.
fn headline(counts: &ValueCounts, rows: Rows, offset: usize) -> String {
    if counts.summary.total == 0 {
        return heading(&counts.summary, Rows::Articles, 0, 0);
    }
    let different = Summary { total: counts.total, ..Summary::default() };
    let listed = heading(&different, rows, counts.values.len(), offset);
    let articles = heading(&counts.summary, Rows::Articles, counts.summary.total, 0);
    match counts.without {
        0 => format!("{listed} in {articles}"),
        without => format!("{listed} in {articles}, {without} of them without any"),
    }
}
