//! Words to index terms: a stemmed key, and behind it the form as written.
//!
//! A term of a `news` field is `key`, NUL, and what distinguishes the written form from the key, the language of the text first: a stem of
//! one language is another word in the next (`toe` and `to`). All forms of one key stand side by
//! side in the term dictionary, so a plain word is the union of one short range of terms, an exact word is a single term, and both
//! readings live in one posting list a form: nothing is indexed twice, no word occupies two positions, and the field's length is its
//! number of words. The price is paid at query time: a union of some forms instead of one list.
//!
//! Words are folded before they are stemmed, so that a word typed without its accents means the same.
//! Scripts without spaces are indexed as bigrams: each character's term is itself with its right neighbour.

use super::arabic::without_article;
use super::fold::fold_into;
use super::language::Language;

/// Parts a key from the form behind it.
pub const FORM_MARK: char = '\0';

/// Longest word that is indexed whole, in bytes; what follows is cut off. No dictionary has one, hostile files do.
pub(crate) const MAX_WORD: usize = 255;

/// Makes keys of words.
#[derive(Clone, Default)]
pub struct KeyMaker {
    folded: String,
    key: String,
}

impl KeyMaker {
    /// The key of `word` in `language`.
    pub fn key(&mut self, word: &str, language: Language) -> &str {
        self.folded.clear();
        fold_into(within(word, MAX_WORD), &mut self.folded);
        self.key = stem(&self.folded, language);
        &self.key
    }
}

fn within(word: &str, mut end: usize) -> &str {
    if word.len() <= end {
        return word;
    }
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// The key of a folded word.
fn stem(folded: &str, language: Language) -> String {
    let word = without_elision(folded, language);
    let word = word.strip_suffix("'s").filter(|rest| !rest.is_empty()).unwrap_or(word);
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.replace(',', "");
    }
    let word = if language == Language::Arabic { without_article(word) } else { word };
    match language.stemmer() {
        Some(stemmer) => stemmer.stem(word).into_owned(),
        None => word.to_owned(),
    }
}

/// A folded word without what is written on to it: an elided article, the Arabic article with what stands before it.
pub(super) fn bare(folded: &str, language: Language) -> &str {
    if language == Language::Arabic { without_article(folded) } else { without_elision(folded, language) }
}

/// A folded word without an elided article before it, in languages that have such.
fn without_elision(folded: &str, language: Language) -> &str {
    match folded.split_once('\'') {
        Some((article, rest)) if language.elides() && article.len() <= 7 && rest.len() > 1 => rest,
        _ => folded,
    }
}

/// Appends the term of the form `word` with `key` in a text of `language` to `out`.
///
/// After the mark stand one character of language and style and one of shared length, then the rest of the form. Styles: 0 the folded form is
/// as written; 1 it was written with a first capital; 2 all in capitals (ASCII only); 3 written otherwise, the whole form follows. Keeping only
/// what differs keeps the dictionary small.
pub fn write_term(key: &str, word: &str, language: Language, out: &mut String) {
    out.push_str(key);
    out.push(FORM_MARK);
    let word = within(word, MAX_WORD);
    let style = Style::of(word);
    if style == Style::Other {
        out.push(flag(language, style));
        out.extend(word.chars().filter(|&c| c != '\u{ad}').map(straight));
        return;
    }
    let shared = key.bytes().zip(word.bytes()).take_while(|(k, w)| *k == w.to_ascii_lowercase()).count();
    out.push(flag(language, style));
    if shared == key.len() {
        out.extend(word[shared..].chars().map(|c| c.to_ascii_lowercase()));
    } else {
        out.push(char::from(0x0E + (shared.min(15)) as u8));
        out.extend(word[shared.min(15)..].chars().map(|c| c.to_ascii_lowercase()));
    }
}

/// As [`write_term`], for a word whose apostrophes were written curved: that is another term of the same form.
pub fn write_curved_term(key: &str, word: &str, language: Language, out: &mut String) {
    write_term(key, &word.replace('\'', "’"), language, out);
}

/// What the terms of all forms of `key` in a language begin with, and the least string above all of them.
pub fn terms_of_key(key: &str, language: Language) -> (String, String) {
    let flag = |style| flag(language, style);
    (format!("{key}{FORM_MARK}{}", flag(Style::Small)), format!("{key}{FORM_MARK}{}", char::from(flag(Style::Other) as u8 + 1)))
}

/// Styles of each language.
const STYLES: u8 = 4;

/// The character of language and style: printable ASCII.
pub(super) fn flag(language: Language, style: Style) -> char {
    char::from(b'0' + language as u8 * STYLES + style as u8)
}

/// How an ASCII word is capitalised.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Small = 0,
    Title = 1,
    Capitals = 2,
    Other = 3,
}

impl Style {
    pub(super) fn of(word: &str) -> Self {
        if !word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'.' | b',' | b'&')) {
            return Self::Other;
        }
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        let first = word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
        match capitals {
            0 => Self::Small,
            1 if first => Self::Title,
            _ if !word.bytes().any(|byte| byte.is_ascii_lowercase()) => Self::Capitals,
            _ => Self::Other,
        }
    }
}

/// The language of the texts that a term stands for; `None` for a term without form.
pub fn term_language(term: &str) -> Option<Language> {
    let (_, form) = term.split_once(FORM_MARK)?;
    let flag = form.bytes().next()?.checked_sub(b'0')?;
    Language::ALL.get(usize::from(flag / STYLES)).copied()
}

/// The form that stands behind the key of a term; `None` for a term without form.
pub fn read_form(term: &str) -> Option<(&str, String)> {
    let (key, form) = term.split_once(FORM_MARK)?;
    let mut chars = form.chars();
    let style = u8::try_from(chars.next()?).ok()?.checked_sub(b'0')? % STYLES;
    if style == Style::Other as u8 {
        return Some((key, chars.as_str().to_owned()));
    }
    let rest = chars.as_str();
    let mut word = String::with_capacity(key.len() + rest.len());
    match rest.bytes().next() {
        Some(shared @ 0x0E..0x1E) => {
            word.push_str(key.get(..usize::from(shared - 0x0E))?);
            word.push_str(&rest[1..]);
        }
        _ => {
            word.push_str(key);
            word.push_str(rest);
        }
    }
    match style {
        1 => {
            let first = word.chars().next()?;
            word.replace_range(..first.len_utf8(), &first.to_ascii_uppercase().to_string());
        }
        2 => word.make_ascii_uppercase(),
        _ => {}
    }
    Some((key, word))
}

/// The form of a word as terms keep it: apostrophes straight, soft hyphens gone.
pub fn written_form(word: &str) -> String {
    within(word, MAX_WORD).chars().filter(|&c| c != '\u{ad}').map(straight).collect()
}

fn straight(c: char) -> char {
    if matches!(c, '’' | 'ʼ' | '＇') { '\'' } else { c }
}

/// Appends the bigram key of an ideograph and its right neighbour.
pub fn write_bigram(character: &str, next: Option<&str>, out: &mut String) {
    fold_into(character, out);
    if let Some(next) = next {
        fold_into(next, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(word: &str, language: Language) -> String {
        KeyMaker::default().key(word, language).to_owned()
    }

    #[test]
    fn keys_join_what_a_reader_joins() {
        use Language::{Arabic, English, French, German, Other, Russian, Spanish};
        for (a, b, language) in [
            ("Sanctions", "sanction", English),
            ("Putin’s", "Putin", English),
            ("Häuser", "Haus", German),
            ("l’économie", "economie", French),
            ("naciones", "nación", Spanish),
            ("санкции", "санкций", Russian),
            ("1,234", "1234", English),
            ("والحكومة", "حكومة", Arabic),
            ("للمدينة", "المدينة", Arabic),
            ("Putin’s", "putin", Other),
        ] {
            assert_eq!(key(a, language), key(b, language), "{a} {b}");
        }
        assert_ne!(key("sanctions", Other), key("sanction", Other));
    }

    #[test]
    fn forms_are_read_back() {
        for word in ["Sanctions", "SANCTIONS", "sanction", "McDonald", "Putin's", "universities", "U.S", "ties", "a", "Über", "1,234"] {
            let key = key(word, Language::English);
            let mut term = String::new();
            write_term(&key, word, Language::English, &mut term);
            assert_eq!(read_form(&term), Some((key.as_str(), word.to_owned())), "{term:?}");
        }
    }

    #[test]
    fn terms_of_a_key_are_those_of_its_language() {
        for language in Language::ALL {
            let (from, below) = terms_of_key("to", language);
            for other in Language::ALL {
                for word in ["to", "To", "TO", "tO", "toes", "töe"] {
                    let mut term = String::new();
                    write_term("to", word, other, &mut term);
                    assert_eq!((from.as_str()..below.as_str()).contains(&term.as_str()), other == language, "{term:?}");
                    assert_eq!(read_form(&term), Some(("to", word.to_owned())));
                    assert_eq!(term_language(&term), Some(other));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn every_word_is_read_back(word in "[A-Za-zà-ÿА-я0-9'.]{1,300}") {
            let key = key(&word, Language::English);
            let mut term = String::new();
            write_term(&key, &word, Language::English, &mut term);
            let (read_key, form) = read_form(&term).unwrap();
            prop_assert_eq!(read_key, key);
            prop_assert_eq!(form, written_form(&word));
        }
    }
}
