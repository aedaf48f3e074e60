//! The analysis as tokenizers of the local engine, one for each type of field.
//!
//! Names are part of the index: `dateline_news`, `dateline_name`, `dateline_keyword`, `dateline_keywords`, `dateline_breaks`.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::breaks::read_breaks;
use super::fold::fold_into;
use super::language::Language;
use super::segment::{self, TokenKind, for_each_token};
use super::term_maker::TermMaker;
use super::terms::write_bigram;

/// Name of the tokenizer of running text.
pub const NEWS: &str = "dateline_news";
/// Name of the tokenizer of names.
pub const NAME: &str = "dateline_name";
/// Name of the tokenizer of whole values.
pub const KEYWORD: &str = "dateline_keyword";

/// Name of the tokenizer of several whole values in one string.
pub const KEYWORDS: &str = "dateline_keywords";
/// Name of the tokenizer of paragraph starts.
pub const BREAKS: &str = "dateline_breaks";

/// Parts the values of a field of whole values that come as one string.
pub const PART: char = '\u{1f}';

/// Term of the positions at which paragraphs begin, the first left out.
pub const PARAGRAPH_BREAK: &str = "p";

/// The tokenizers under their names.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(NEWS, NewsTokenizer::default());
    manager.register(NAME, NameTokenizer::default());
    manager.register(KEYWORD, KeywordTokenizer::default());
    manager.register(KEYWORDS, KeywordTokenizer { parts: true, ..KeywordTokenizer::default() });
    manager.register(BREAKS, BreaksTokenizer::default());
    manager
}

/// Makes terms of key and form of a text that begins with its language's mark.
#[derive(Clone, Default)]
pub struct NewsTokenizer {
    terms: TermMaker,
    words: Vec<segment::Token>,
    token: Token,
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'a> = NewsTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokenStream<'a> {
        let (language, text) = Language::split(text);
        self.words.clear();
        for_each_token(text, |word| self.words.push(word));
        self.token.reset();
        NewsTokenStream { tokenizer: self, text, language, next: 0 }
    }
}

/// See [`NewsTokenizer`].
pub struct NewsTokenStream<'a> {
    tokenizer: &'a mut NewsTokenizer,
    text: &'a str,
    language: Language,
    next: usize,
}

impl TokenStream for NewsTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let NewsTokenizer { terms, words, token } = &mut *self.tokenizer;
        let Some(word) = words.get(self.next) else { return false };
        stand_for(token, word, self.next);
        if word.kind == TokenKind::Ideograph {
            let neighbour = words.get(self.next + 1).filter(|next| next.kind == TokenKind::Ideograph && next.start == word.end);
            write_bigram(word.text(self.text), neighbour.map(|next| next.text(self.text)), &mut token.text);
        } else {
            terms.write(word.text(self.text), self.language, &mut token.text);
        }
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

/// Makes a token stand where a word stands; its text is yet to be written.
fn stand_for(token: &mut Token, word: &segment::Token, position: usize) {
    token.text.clear();
    token.position = position;
    token.offset_from = word.start as usize;
    token.offset_to = word.end as usize;
}

/// Cuts names into folded words.
#[derive(Clone, Default)]
pub struct NameTokenizer {
    words: Vec<segment::Token>,
    token: Token,
}

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = NameTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameTokenStream<'a> {
        self.words.clear();
        for_each_token(text, |word| self.words.push(word));
        self.token.reset();
        NameTokenStream { tokenizer: self, text, next: 0 }
    }
}

/// See [`NameTokenizer`].
pub struct NameTokenStream<'a> {
    tokenizer: &'a mut NameTokenizer,
    text: &'a str,
    next: usize,
}

impl TokenStream for NameTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let NameTokenizer { words, token } = &mut *self.tokenizer;
        let Some(word) = words.get(self.next) else { return false };
        stand_for(token, word, self.next);
        fold_into(word.text(self.text), &mut token.text);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

/// The words of a name as [`NameTokenizer`] makes them.
pub fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for_each_token(name, |word| {
        let mut folded = String::new();
        fold_into(word.text(name), &mut folded);
        words.push(folded);
    });
    words
}

/// Longest word that the engine indexes, in bytes of its folded form; it leaves out longer ones.
const LONGEST: usize = u16::MAX as usize - 5;

/// How many positions a name takes in the engine: one for each word, those left out that follow the last one it indexes.
pub fn name_positions(name: &str) -> usize {
    let mut positions = 0;
    // Folding makes eighteen letters of one at the most, of three bytes each.
    if name.len() < LONGEST / 54 {
        for_each_token(name, |_| positions += 1);
        return positions;
    }
    let words = name_words(name);
    words.iter().rposition(|word| word.len() <= LONGEST).map_or(0, |last| last + 1)
}

/// Folds a whole value into one token; where values come as one string, each of them.
#[derive(Clone, Default)]
pub struct KeywordTokenizer {
    token: Token,
    /// Whether values are parted by [`PART`].
    parts: bool,
}

impl Tokenizer for KeywordTokenizer {
    type TokenStream<'a> = KeywordTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> KeywordTokenStream<'a> {
        self.token.reset();
        KeywordTokenStream { token: &mut self.token, rest: Some(text), parts: self.parts }
    }
}

/// See [`KeywordTokenizer`].
pub struct KeywordTokenStream<'a> {
    token: &'a mut Token,
    /// The values that are yet to be given.
    rest: Option<&'a str>,
    parts: bool,
}

impl TokenStream for KeywordTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.rest.take() else { return false };
        let value = match rest.split_once(PART) {
            Some((value, rest)) if self.parts => {
                self.rest = Some(rest);
                value
            }
            _ => rest,
        };
        self.token.position = 0;
        self.token.text.clear();
        fold_into(value, &mut self.token.text);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Makes a token of each place at which a paragraph begins, with the position of the word that stands there; they come as
/// [`write_breaks`](super::breaks::write_breaks) writes them.
#[derive(Clone, Default)]
pub struct BreaksTokenizer {
    breaks: Vec<u32>,
    token: Token,
}

impl Tokenizer for BreaksTokenizer {
    type TokenStream<'a> = BreaksTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BreaksTokenStream<'a> {
        self.breaks.clear();
        self.breaks.extend(read_breaks(text));
        self.token.reset();
        BreaksTokenStream { tokenizer: self, next: 0 }
    }
}

/// See [`BreaksTokenizer`].
pub struct BreaksTokenStream<'a> {
    tokenizer: &'a mut BreaksTokenizer,
    next: usize,
}

impl TokenStream for BreaksTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let BreaksTokenizer { breaks, token } = &mut *self.tokenizer;
        let Some(&position) = breaks.get(self.next) else { return false };
        token.text.clear();
        token.text.push_str(PARAGRAPH_BREAK);
        token.position = position as usize;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::breaks::write_breaks;
    use crate::analysis::terms::read_form;

    fn tokens(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = NewsTokenizer::default();
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            let text = read_form(&token.text).map_or(token.text.clone(), |(key, form)| format!("{key}={form}"));
            found.push((token.position, text));
        }
        found
    }

    #[test]
    fn a_word_is_one_position_with_key_and_form() {
        let text = format!("{}Sanctions bite", Language::English.mark());
        assert_eq!(tokens(&text), [(0, "sanction=Sanctions".into()), (1, "bite=bite".into())]);
    }

    #[test]
    fn ideographs_become_bigrams_and_the_last_stands_alone() {
        let expected = ["東京", "京都", "都", "kyoto=Kyoto", "京"];
        let found: Vec<_> = tokens("東京都 Kyoto 京").into_iter().map(|(_, term)| term).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn breaks_stand_at_the_words_that_open() {
        let mut tokenizer = BreaksTokenizer::default();
        let mut breaks = String::new();
        write_breaks(&segment::segment("The dam burst. Rain fell.\n\nThe river rose."), &mut breaks);
        let mut stream = tokenizer.token_stream(&breaks);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        assert_eq!(found, [(5, "p".into())]);
    }

    #[test]
    fn names_and_keywords_are_folded() {
        assert_eq!(name_words("Moon Jae-in"), ["moon", "jae", "in"]);
        for (parts, expected) in [(false, vec!["sao paulo\u{1f}bresil"]), (true, vec!["sao paulo", "bresil"])] {
            let mut tokenizer = KeywordTokenizer { parts, ..KeywordTokenizer::default() };
            let mut stream = tokenizer.token_stream("São Paulo\u{1f}Brésil");
            let mut found = Vec::new();
            while stream.advance() {
                found.push(stream.token().text.clone());
            }
            assert_eq!(found, expected);
        }
    }
}
