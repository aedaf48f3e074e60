//! Which terms of a dictionary a word of the query stands for.

use std::io;

use rustc_hash::FxHashSet;
use tantivy::TantivyError;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

use crate::analysis::fold::fold;
use crate::analysis::language::Language;
use crate::analysis::pattern::Pattern;
use crate::analysis::segment::{TokenKind, for_each_token};
use crate::analysis::terms::{KeyMaker, read_form, term_language, terms_of_key, write_bigram, write_curved_term, write_term};
use crate::analysis::tokenizer::name_words;
use crate::analysis::words::{self, WordTest};
use crate::query::tree::Word;

/// Most terms of an index that one word may stand for, where each is looked at by itself.
pub(super) const MAX_TERMS: usize = 20_000;

/// A word that stands for too many others to be looked for by its place in the text.
///
/// How many they are is counted over the whole index, whatever segments it is parted in. Words of deleted documents count until their
/// segments are merged.
#[derive(Debug, thiserror::Error)]
#[error("{word} fits too many words")]
pub(super) struct TooWide {
    /// As the query writes it.
    pub(super) word: String,
}

impl TooWide {
    /// What the engine is told; [`TooWide::within`] finds it there.
    pub(super) fn into_engine_error(self) -> TantivyError {
        TantivyError::from(io::Error::other(self))
    }

    /// The reason of an error of the engine, if it is this one.
    pub(super) fn within(error: &TantivyError) -> Option<&Self> {
        match error {
            TantivyError::IoError(error) => error.get_ref()?.downcast_ref(),
            _ => None,
        }
    }
}

/// Ranges of a term dictionary, and what a term in them must pass.
#[derive(Debug, Clone)]
pub(super) struct Selector {
    ranges: Vec<Range>,
    test: Option<WordTest>,
    /// What is tested for, as the query writes it; nothing where there is no test.
    typed: String,
}

/// Terms from `from` on that stay below `below`.
#[derive(Debug, Clone)]
struct Range {
    from: String,
    below: Option<String>,
}

impl Range {
    fn only(term: String) -> Self {
        let below = format!("{term}\0");
        Self { from: term, below: Some(below) }
    }

    /// All forms of a key in a language.
    fn key(key: &str, language: Language) -> Self {
        let (from, below) = terms_of_key(key, language);
        Self { from, below: Some(below) }
    }

    fn prefix(prefix: &str) -> Self {
        Self { from: prefix.to_owned(), below: after(prefix) }
    }
}

/// The lowest string above all that begin with `prefix`; `None` where there is none.
fn after(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

impl Selector {
    /// The selector of terms in these ranges.
    fn of(ranges: impl IntoIterator<Item = Range>) -> Self {
        Self { ranges: ranges.into_iter().collect(), test: None, typed: String::new() }
    }

    /// The terms of the selector in the dictionary of each segment; `None` where the index has too many different ones for them to be looked
    /// at side by side.
    pub(super) fn select(&self, dictionaries: &[&TermDictionary]) -> io::Result<Option<Vec<Vec<TermInfo>>>> {
        let mut all = Vec::with_capacity(dictionaries.len());
        for terms in dictionaries {
            let mut found = Vec::new();
            self.for_each(terms, |_, info| {
                found.push(info.clone());
                found.len() <= MAX_TERMS
            })?;
            if found.len() > MAX_TERMS {
                return Ok(None);
            }
            all.push(found);
        }
        let is_few = all.iter().map(Vec::len).sum::<usize>() <= MAX_TERMS || self.has_few_terms(dictionaries)?;
        Ok(is_few.then_some(all))
    }

    /// Whether the different terms in all dictionaries together are few enough.
    fn has_few_terms(&self, dictionaries: &[&TermDictionary]) -> io::Result<bool> {
        let mut different = FxHashSet::default();
        for terms in dictionaries {
            self.for_each(terms, |term, _| {
                if !different.contains(term) {
                    different.insert(term.to_owned());
                }
                different.len() <= MAX_TERMS
            })?;
        }
        Ok(different.len() <= MAX_TERMS)
    }

    /// Whether no term in its ranges is tried, so that it can be one with others.
    pub(super) fn is_untested(&self) -> bool {
        self.test.is_none()
    }

    /// The terms of all of these, none of which tests them.
    pub(super) fn any_of(selectors: impl IntoIterator<Item = Self>) -> Self {
        let mut ranges: Vec<Range> = selectors.into_iter().flat_map(|selector| selector.ranges).collect();
        ranges.sort_unstable_by(|a, b| a.from.cmp(&b.from));
        let mut merged: Vec<Range> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                // A term that two of them have is one term.
                Some(last) if last.below.as_ref().is_none_or(|below| range.from < *below) => {
                    last.below = last.below.take().zip(range.below).map(|(a, b)| a.max(b));
                }
                _ => merged.push(range),
            }
        }
        Self::of(merged)
    }

    /// Whether a term is one of those.
    pub(super) fn takes(&self, term: &str) -> bool {
        let is_in = |range: &Range| range.from.as_str() <= term && range.below.as_deref().is_none_or(|below| term < below);
        self.ranges.iter().any(is_in) && self.test.as_ref().is_none_or(|test| passes(test, term))
    }

    /// That the word stands for too many others.
    pub(super) fn too_wide(&self) -> TooWide {
        TooWide { word: self.typed.clone() }
    }

    /// Calls `visit` with each term until it answers false.
    pub(super) fn for_each(&self, terms: &TermDictionary, mut visit: impl FnMut(&str, &TermInfo) -> bool) -> io::Result<()> {
        for range in &self.ranges {
            let mut builder = terms.range().ge(range.from.as_bytes());
            if let Some(below) = &range.below {
                builder = builder.lt(below.as_bytes());
            }
            let mut stream = builder.into_stream()?;
            while let Some((bytes, info)) = stream.next() {
                let Ok(term) = std::str::from_utf8(bytes) else { continue };
                if self.test.as_ref().is_none_or(|test| passes(test, term)) && !visit(term, info) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn passes(test: &WordTest, term: &str) -> bool {
    match read_form(term) {
        Some((_, form)) => test.accepts_form(term_language(term).unwrap_or(Language::Other), &form),
        None => test.accepts_form(Language::Other, term),
    }
}

/// Words in sequence: the selector of each, where it stands behind the first, and how many positions the whole covers.
#[derive(Debug, Default)]
pub(super) struct Selectors {
    pub(super) words: Vec<(u32, Selector)>,
    pub(super) width: u32,
}

impl Selectors {
    fn push(&mut self, selector: Selector) {
        self.words.push((self.width, selector));
        self.width += 1;
    }
}

/// The selectors of words in running text: several for one where analysis parts it (`Jae-in`, ideographs).
pub(super) fn news_selectors(words: &[Word], languages: &[Language]) -> Selectors {
    let mut selectors = Selectors::default();
    for word in words {
        match word {
            Word::Plain(text) => text_selectors(&words::joined(text), &mut selectors, |token, keys| {
                Selector::of(languages.iter().map(|&language| Range::key(keys.key(token, language), language)))
            }),
            Word::Exact(text) => text_selectors(text, &mut selectors, |token, keys| {
                let mut terms: Vec<String> = Vec::new();
                for &language in languages {
                    let key = keys.key(token, language);
                    for write in [write_term, write_curved_term] {
                        let mut term = String::new();
                        write(key, token, language, &mut term);
                        terms.push(term);
                    }
                }
                terms.sort_unstable();
                terms.dedup();
                Selector::of(terms.into_iter().map(Range::only))
            }),
            Word::Pattern(pattern) => selectors.push(scan(words::pattern(pattern), pattern.clone(), shared_letters(pattern, languages))),
            Word::Fuzzy(text, edits) => words::fuzzy(text, *edits).into_iter().for_each(|test| {
                selectors.push(match test {
                    WordTest::Folded(part) => Selector::of([Range::prefix(&part)]),
                    test => scan(test, format!("{text}~{edits}"), 0),
                });
            }),
        }
    }
    selectors
}

/// How many first letters a key surely shares with its forms: stemming changes the ends of words (`dying`, `die`), in some languages the
/// beginnings too, and elision takes off an article.
fn shared_letters(pattern: &str, languages: &[Language]) -> usize {
    let elided = pattern.contains(['\'', '’']) && languages.iter().any(|language| language.elides());
    usize::from(!elided && languages.iter().all(|language| language.keeps_first_letters()))
}

/// Tests the terms that share the first letters with what is wanted: at most `letters` of them, since stemming changes the ends of words.
fn scan(test: WordTest, typed: String, letters: usize) -> Selector {
    let literal: String = test.literal_prefix().chars().take(letters).collect();
    let range = if literal.is_empty() { Range { from: String::new(), below: None } } else { Range::prefix(&literal) };
    Selector { ranges: vec![range], test: Some(test), typed }
}

fn text_selectors(text: &str, selectors: &mut Selectors, mut select: impl FnMut(&str, &mut KeyMaker) -> Selector) {
    let mut keys = KeyMaker::default();
    let mut tokens = Vec::new();
    for_each_token(text, |token| tokens.push(token));
    let from = selectors.width;
    for (i, token) in tokens.iter().enumerate() {
        selectors.width = from + i as u32;
        if token.kind != TokenKind::Ideograph {
            selectors.push(select(token.text(text), &mut keys));
            continue;
        }
        let adjoins = |a: usize, b: usize| tokens[a].end == tokens[b].start && tokens[b].kind == TokenKind::Ideograph;
        let character = token.text(text);
        let mut term = String::new();
        if i + 1 < tokens.len() && adjoins(i, i + 1) {
            write_bigram(character, Some(tokens[i + 1].text(text)), &mut term);
            selectors.push(Selector::of([Range::only(term)]));
        } else if i == 0 || tokens[i - 1].kind != TokenKind::Ideograph || !adjoins(i - 1, i) {
            write_bigram(character, None, &mut term);
            selectors.push(Selector::of([Range::prefix(&term)]));
        }
    }
    selectors.width = from + tokens.len() as u32;
}

/// The selectors of words in a field of names.
pub(super) fn name_selectors(words: &[Word]) -> Selectors {
    let mut selectors = Selectors::default();
    for word in words {
        match word {
            Word::Plain(text) | Word::Exact(text) => {
                name_words(text)
                    .into_iter()
                    .for_each(|term| selectors.push(Selector::of(initials_alike(term).into_iter().map(Range::only))));
            }
            Word::Pattern(pattern) => selectors.push(scan(words::pattern(pattern), pattern.clone(), usize::MAX)),
            Word::Fuzzy(text, edits) => {
                words::fuzzy(text, *edits).into_iter().for_each(|test| selectors.push(scan(test, format!("{text}~{edits}"), 0)))
            }
        }
    }
    selectors
}

/// Letters of the longest name that is written with stops and without.
const LONGEST_INITIALS: usize = 5;

/// A word of a name, and the same initials with stops or without: `FBI` and `F.B.I` are one. In order.
fn initials_alike(term: String) -> Vec<String> {
    let is_short = (2..=LONGEST_INITIALS).contains(&term.len());
    let other = match () {
        () if is_short && term.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            term.split("").filter(|c| !c.is_empty()).collect::<Vec<_>>().join(".")
        }
        () if term.contains('.') && term.split('.').all(|part| part.len() == 1) => term.replace('.', ""),
        () => return vec![term],
    };
    let mut both = vec![term, other];
    both.sort_unstable();
    both
}

/// The selector of whole values.
pub(super) fn value_selector(values: &[String], pattern: bool) -> Selector {
    if !pattern {
        let mut terms: Vec<String> = values.iter().map(|value| fold(value)).collect();
        terms.sort_unstable();
        terms.dedup();
        return Selector::of(terms.into_iter().map(Range::only));
    }
    let test = WordTest::Patterns(values.iter().map(|value| Pattern::new(&fold(value))).collect());
    scan(test, values.join(" "), usize::MAX)
}
