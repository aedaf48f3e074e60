//! Names whose words the blank has parted: `speaker:wade hollister` asks for a speaker called Wade and for the word hollister.
//!
//! That may be meant, so it is read as it stands. Only the archive knows whether it has somebody of the whole name; whoever can ask it is told
//! what to ask.

use super::errors::Problems;
use super::fields::{Named, Scope, named};
use super::filters::Filters;
use super::lexer::{Kind, Token, lex};
use super::tree::Node;
use super::{ParseOptions, parse_once};

/// Fields whose values are names of several words.
const FIELDS: [&str; 5] = ["speaker", "byline", "source", "place", "mentions"];
/// Most words of such a name behind the first.
const MAX_WORDS: usize = 3;
/// Most fields of a query that are looked at.
const MAX_FIELDS: usize = 4;

/// A condition that may be meant where another was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What may be meant.
    pub node: Node,
    /// What to say where the archive has it.
    pub note: String,
}

/// The names that fields and the words behind them would make, longer ones first.
pub(super) fn parted_names(text: &str, tokens: &[Token], options: &ParseOptions<'_>) -> Vec<Vec<Doubt>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Field { name } = &token.kind else { continue };
        let Some(field) = name_field(&text[name.clone()]) else { continue };
        let is_word = |token: &&Token| token.kind == Kind::Word && is_plain(&text[token.span.clone()]);
        let words = tokens[at + 1..].iter().take(1 + MAX_WORDS).take_while(is_word).count();
        let longer = (2..=words).rev().filter_map(|count| doubt(text, &tokens[at + 1..=at + count], field, options));
        let longer: Vec<Doubt> = longer.collect();
        if !longer.is_empty() && found.len() < MAX_FIELDS {
            found.push(longer);
        }
    }
    found
}

fn doubt(text: &str, words: &[Token], field: &str, options: &ParseOptions<'_>) -> Option<Doubt> {
    let (first, others) = words.split_first()?;
    let slice = |token: &Token| &text[token.span.clone()];
    let (whole, node) = whole_name(field, &words.iter().map(slice).collect::<Vec<_>>().join(" "), options)?;
    let apart = others.iter().map(slice).collect::<Vec<_>>().join(" ");
    let note = format!("{field}: takes {} alone, and {apart} is searched as text; for the whole name write {whole}", slice(first));
    Some(Doubt { node, note })
}

/// The names that options and words of the query would make: a shell parts `--speaker wade hollister` where its user did not mean to.
pub(super) fn parted_options(filters: &Filters, text: &str, options: &ParseOptions<'_>) -> Vec<Vec<Doubt>> {
    let tokens = lex(text, &mut Problems::default());
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| &text[token.span.clone()]);
    let words: Vec<&str> = words.filter(|word| is_plain(word)).take(MAX_WORDS).collect();
    let named = FIELDS.into_iter().zip([&filters.speaker, &filters.byline, &filters.source, &filters.place, &filters.mentions]);
    let typed = named.flat_map(|(field, values)| values.iter().map(move |value| (field, value)));
    let of_value = |(field, value): (&'static str, &String)| -> Vec<Doubt> {
        let doubt = |word: &&str| {
            let (_, node) = whole_name(field, &format!("{value} {word}"), options)?;
            let note = format!(
                "--{field} takes {value} alone, and {word} is searched as text; for the whole name write --{field} \"{value} {word}\""
            );
            Some(Doubt { node, note })
        };
        words.iter().filter_map(doubt).collect()
    };
    typed.filter(|(_, value)| is_plain(value)).take(MAX_FIELDS).map(of_value).filter(|doubts| !doubts.is_empty()).collect()
}

/// A name as a condition of its field, and how it is written; an unknown place has none.
fn whole_name(field: &str, name: &str, options: &ParseOptions<'_>) -> Option<(String, Node)> {
    if matches!(field, "place" | "mentions") && (options.canonical_place)(name).is_empty() {
        return None;
    }
    let whole = format!("{field}:\"{name}\"");
    let parsed = parse_once(&whole, &ParseOptions { exact: false, ..*options }).ok()?;
    Some((whole, parsed.node))
}

/// The canonical name of a field of names.
fn name_field(typed: &str) -> Option<&'static str> {
    let name = match named(typed, false) {
        Named::Scope(Scope::Text(text)) => text.name,
        Named::Scope(Scope::Whole(field)) => &field.name,
        _ => return None,
    };
    FIELDS.into_iter().find(|field| *field == name)
}

/// Whether a word is nothing but letters and what joins them in names.
fn is_plain(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use crate::query::{Filters, parse, parse_filtered, tests::options};

    #[test]
    fn what_a_name_and_the_words_behind_it_may_mean_is_asked() {
        for (query, expected) in [
            ("speaker:wade hollister", vec!["speaker:\"wade hollister\""]),
            ("-speaker:wade hollister leak", vec!["speaker:\"wade hollister leak\"", "speaker:\"wade hollister\""]),
            ("byline:jo AND marsh", vec![]),
            ("by:jo marsh", vec!["byline:\"jo marsh\""]),
            ("speaker:\"wade\" hollister", vec![]),
            ("speaker:wade (hollister)", vec![]),
            ("speaker:wade* hollister", vec![]),
            ("speaker:wade -hollister", vec![]),
            ("headline:dam leak", vec![]),
        ] {
            let parsed = parse(query, &options()).unwrap();
            let found: Vec<String> = parsed.doubts.iter().flatten().map(|doubt| doubt.node.to_string()).collect();
            assert_eq!(found, expected, "{query}");
        }
        let parsed = parse("speaker:wade hollister", &options()).unwrap();
        let expected = "speaker: takes wade alone, and hollister is searched as text; for the whole name write speaker:\"wade hollister\"";
        assert_eq!(parsed.doubts[0][0].note, expected);
        let filters = Filters { speaker: vec!["wade".into()], place: vec!["atlantis".into(), "a b".into()], ..Filters::default() };
        let parsed = parse_filtered("leak hollister -\"dam\"", &filters, &options()).unwrap();
        let found: Vec<String> = parsed.doubts.iter().flatten().map(|doubt| doubt.node.to_string()).collect();
        assert_eq!(found, ["speaker:\"wade leak\"", "speaker:\"wade hollister\""]);
        let expected =
            "--speaker takes wade alone, and hollister is searched as text; for the whole name write --speaker \"wade hollister\"";
        assert_eq!(parsed.doubts[0][1].note, expected);
    }
}
