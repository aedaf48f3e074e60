//! Text to [`Node`]: the query language, its dates, and the resolving of names against the schema.
//!
//! | write | means |
//! | --- | --- |
//! | `a b` | both (with [`ParseOptions::any`]: either; exclusions and conditions on fields other than text still hold all) |
//! | `a AND b`, `a OR b`, `NOT a`, `-a`, `( )` | operators in capitals only |
//! | `"a b"`, `“a b”`, `„a b“`, `«a b»` | the words in a row; `!` and a `?` that ends a word are punctuation in it; `*`, other `?`, `=a` and `a~1` mean what they mean outside |
//! | `"a b"~5` | in a row, but for five moves of a word by one place |
//! | `a w/5 b`, `a near/5 b` | at most five words on, in any order; any case; up to 1000 |
//! | `a pre/5 b` | in this order |
//! | `a not w/5 b`, `a not pre/5 b` | some a has no b so near |
//! | `a w/s b`, `a w/p b` (`w/sent`, `w/para`, `near/s`, `pre/s`, ...) | in one sentence, in one paragraph |
//! | `recycl*`, `recycl!`, `wom?n` | any characters, the same as Lexis writes it, one character |
//! | `covid-1?`, `j.kenn*` | words in a row, where analysis would part what the pattern fits; a `*` alone before or behind them asks for nothing |
//! | `colour~1`, `colour~2` | so many letters changed |
//! | `=word`, `="Exact Words"` | this form and no other |
//! | `atleast3(dam OR reservoir)` | three times or more |
//! | `headline:x`, `headline:"x y"`, `headline:(x OR y)` | in a field: those of `fields.toml` by name or alias, in any case, and `hlead` (headline or lead) |
//! | `HLEAD(x)`, `byline(x)` | the same, the parenthesis right after the name |
//! | `place:"new york"`, `place:(new york OR paris)` | whole values; words side by side in the parentheses make one |
//! | `path:2017/*`, `url:*example.com*` | whole values with wildcards |
//! | `quote:(speaker:merkel said:inflation)` | conditions on one and the same quote; bare words in it were said |
//! | `date:2017`, `date:2017-09..2017-11`, `date:>=2020`, `date:<2020`, `date:"6 September 2017"`, `date:7d` | days; a start rounds down, an end up |
//! | `words:>1200`, `words:100..500`, `quote:>=3` | numbers |
//! | `has:quote`, `no:date`, `headline:*` | the field has a value, or none |
//! | `*` | everything |
//! | `dam^2`, `(a OR b)^0.5` | weights, above 0 and up to 1000 |
//! | `\x` | x itself, whatever it would mean |
//! | `（dam　ＯＲ　leak）`, `headline：dam`, `「dam leak」` | the same in full width |
//!
//! From tight to loose: field, `=`, `~` and `^`; proximity, from left to right; NOT and `-`; AND and blanks; OR. So `-a w/5 b` leaves out
//! what has a near b. Where OR meets AND or proximity without parentheses, [`Parsed::notes`] holds the reading. In proximity each side is
//! a word, phrase or pattern, alternatives of such in parentheses, or another proximity, all in the same fields.
//!
//! A word keeps its inner punctuation (`U.S.`, `AT&T`, `3.5`, `Jae-in`): analysis parts it. Nothing typed is passed over: what cannot be
//! found, or would be an operator elsewhere (`&&`, `+word`, `/5`), is an error with advice. A colon makes the word before it a field, so
//! addresses and times are quoted. Reading is linear in the text; what is bounded (text of 256 KiB, 10,000 words, 200 levels, distances,
//! wildcards in a word, words that begin with one, words of a phrase and its looseness, conditions of nearness) says so.

mod acronyms;
mod bounds;
mod date_error;
pub mod dates;
mod errors;
mod fields;
pub mod filters;
mod foreign;
mod foreign_dates;
mod fullwidth;
mod group;
mod hint;
mod languages;
mod leaf;
mod lexer;
mod near;
mod near_mended;
mod outline;
mod parser;
mod parted_names;
mod pattern_parts;
mod print;
mod problem;
mod rewrite;
mod sequence;
mod syntax;
mod too_wide;
pub mod tree;
mod values;
mod wording;
mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use acronyms::with_acronyms;
pub use dates::{DateError, DateErrorKind};
pub use errors::{QueryError, QueryErrors};
pub use filters::{Added, Filtered, Filters, filters, parse_filtered};
pub use outline::outline;
pub use parted_names::Doubt;
pub use print::print;
pub use problem::Problem;
pub use rewrite::{keeping_undated, keeping_vague, names_field};
pub use syntax::{FIELD_ALIKES, SYNTAX};
pub use too_wide::too_wide;
pub use tree::Node;

use crate::schema::DocumentKind;
use errors::Problems;

/// Longest query, in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// Most words and operators of a query.
const MAX_TOKENS: usize = 10_000;
/// Longest reading that a note prints, in characters.
const MAX_NOTE: usize = 1000;
/// How many words that look like operators are told of, each by itself.
const MAX_ALIKE: usize = 5;

/// How to read a query.
#[derive(Clone, Copy)]
pub struct ParseOptions<'a> {
    /// Words side by side are alternatives.
    pub any: bool,
    /// Every plain word of running text means its exact form.
    pub exact: bool,
    /// What is searched: a bare word in quotes was said.
    pub find: DocumentKind,
    /// What relative dates count from.
    pub today: NaiveDate,
    /// The folded names under which a place typed so is found; none where it is not known. What one of these names would give is
    /// among them, so that canonical text keeps its meaning.
    pub canonical_place: &'a dyn Fn(&str) -> Vec<String>,
}

/// A query that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The conditions; [`Node::All`] for an empty query.
    pub node: Node,
    /// What the user should know about how it was read, one sentence each.
    pub notes: Vec<String>,
    /// What may be meant instead, the likelier first; to be told where the archive has it.
    pub doubts: Vec<Vec<Doubt>>,
}

/// Reads a query.
///
/// # Errors
/// The query breaks the language's rules; all its errors are told at once.
pub fn parse(text: &str, options: &ParseOptions<'_>) -> Result<Parsed, QueryErrors> {
    let text = fullwidth::narrowed(text);
    let reread = |mended: &str| parse_once(&fullwidth::narrowed(mended), options).err();
    let mut parsed = parse_once(&text, options).map_err(|problems| problems.into_errors(&text, reread))?;
    parsed.doubts = parted_names::parted_names(&text, &lexer::lex(&text, &mut Problems::default()), options);
    Ok(parsed)
}

fn parse_once(text: &str, options: &ParseOptions<'_>) -> Result<Parsed, Problems> {
    let mut problems = Problems::default();
    if text.len() > MAX_BYTES {
        problems.push(Problem::TooLong { bytes: text.len(), max: MAX_BYTES }, 0..0, None);
        return Err(problems);
    }
    let tokens = lexer::lex(text, &mut problems);
    if let Some(token) = tokens.get(MAX_TOKENS) {
        problems.push(Problem::TooManyWords { max: MAX_TOKENS }, token.span.clone(), None);
        return Err(problems);
    }
    if tokens.is_empty() && problems.is_empty() {
        return Ok(Parsed { node: Node::All, notes: Vec::new(), doubts: Vec::new() });
    }
    let mut parser = parser::Parser::new(text, &tokens, options, &mut problems);
    let node = parser.query();
    let (mixed, mut notes) = (parser.mixed, std::mem::take(&mut parser.notes));
    match node {
        Some(node) if problems.is_empty() => {
            add_notes(&mut notes, text, &tokens, &node, mixed);
            Ok(Parsed { node, notes, doubts: Vec::new() })
        }
        _ => Err(problems),
    }
}

/// Says how a query was read where that may surprise.
fn add_notes(notes: &mut Vec<String>, text: &str, tokens: &[lexer::Token], node: &Node, mixed: bool) {
    if mixed {
        let mut reading: String = print(node);
        if let Some((at, _)) = reading.char_indices().nth(MAX_NOTE) {
            reading.truncate(at);
            reading.push('…');
        }
        notes.push(format!("AND and w/n bind tighter than OR; read as: {reading}"));
    }
    let apart = tokens.windows(2).find(|pair| {
        let name = &text[pair[0].span.clone()];
        pair[0].kind == lexer::Kind::Word && pair[1].kind == lexer::Kind::Open && foreign::is_field_apart(name)
    });
    if let Some([name, _]) = apart {
        let name = &text[name.span.clone()];
        notes.push(format!(
            "\"{name}\" is searched as a word; a field has no blank behind it: {name}(word) or {}:word",
            name.to_lowercase()
        ));
    }
    // The `not` of `not w/5` is an operator in any case.
    let is_word = |at: usize, token: &lexer::Token| {
        let next = tokens.get(at + 1).map(|next| &next.kind);
        token.kind == lexer::Kind::Word
            && !(matches!(next, Some(lexer::Kind::Near { .. })) && text[token.span.clone()].eq_ignore_ascii_case("not"))
    };
    let words = tokens.iter().enumerate().filter(|&(at, token)| is_word(at, token)).map(|(_, token)| &text[token.span.clone()]);
    let words: Vec<&str> = words.collect();
    let mut told = std::collections::HashSet::new();
    let alike = words.iter().filter_map(|word| foreign::word_alike(word).map(|ours| (word, ours))).filter(|(word, _)| told.insert(*word));
    let alike: Vec<_> = alike.collect();
    for (word, ours) in alike.iter().take(MAX_ALIKE) {
        notes.push(format!("\"{word}\" is searched as a word; the operator is written {ours}"));
    }
    if alike.len() > MAX_ALIKE {
        notes.push(format!("{} more words are searched as words that look like operators", alike.len() - MAX_ALIKE));
    }
    if let [Some(before), Some(same), Some(after)] = [0, 1, 2].map(|at| tokens.get(at).filter(|_| tokens.len() == 3))
        && [before, after].iter().all(|side| matches!(side.kind, lexer::Kind::Word | lexer::Kind::Phrase { .. }))
        && &text[same.span.clone()] == "same"
    {
        notes.push("\"same\" is searched as a word; in one paragraph is written w/p".into());
    }
    for pair in words.windows(2) {
        if let Some(ours) = foreign::words_alike(pair[0], pair[1]).filter(|_| foreign::word_alike(pair[0]).is_none()) {
            notes.push(format!("\"{}\" is searched as words; the operator is written {ours}", pair.join(" ")));
        }
    }
    if let Some(word) = words.last().filter(|word| text.ends_with(*word) && word.ends_with('?') && word.matches('?').count() == 1) {
        let bare = &word[..word.len() - 1];
        notes.push(format!("{word} means {bare} and one more character; leave the ? out to search for {bare}"));
    }
    let opens = words.iter().position(|word| word.starts_with(['\'', '‘']));
    let closes = words.iter().rposition(|word| word.ends_with(['\'', '’']));
    if opens.zip(closes).is_some_and(|(opens, closes)| opens < closes) {
        notes.push("single quotation marks do not make a phrase; double ones do".into());
    }
}
