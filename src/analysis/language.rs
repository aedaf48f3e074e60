//! Languages whose words can be stemmed, and the mark by which a text tells the index its language.
//!
//! The engine's tokenizers see a field's text and nothing else, so the language travels in front of the text as one private-use
//! character. It is stored with the text and taken off when the text is read back.

use frostem::{Algorithm, Stemmer};

/// First of the private-use characters that stand for a language: U+E000 + the language's place in [`Language::ALL`].
const FIRST_MARK: u32 = 0xE000;

/// A language with a Snowball stemmer, or [`Language::Other`] for all the rest.
///
/// The order is part of the index format: append, never insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    Other,
    Arabic,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Turkish,
}

impl Language {
    /// All of them, in the order of their marks.
    pub const ALL: [Self; 18] = [
        Self::Other,
        Self::Arabic,
        Self::Danish,
        Self::Dutch,
        Self::English,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Swedish,
        Self::Turkish,
    ];

    /// The language of an ISO 639-1 code; [`Language::Other`] where no stemmer knows it.
    pub fn from_code(code: Option<&str>) -> Self {
        match code {
            Some("ar") => Self::Arabic,
            Some("da") => Self::Danish,
            Some("nl") => Self::Dutch,
            Some("en") => Self::English,
            Some("fi") => Self::Finnish,
            Some("fr") => Self::French,
            Some("de") => Self::German,
            Some("el") => Self::Greek,
            Some("hu") => Self::Hungarian,
            Some("it") => Self::Italian,
            Some("no" | "nb" | "nn") => Self::Norwegian,
            Some("pt") => Self::Portuguese,
            Some("ro") => Self::Romanian,
            Some("ru") => Self::Russian,
            Some("es") => Self::Spanish,
            Some("sv") => Self::Swedish,
            Some("tr") => Self::Turkish,
            _ => Self::Other,
        }
    }

    /// The character that stands for this language in front of a text.
    pub fn mark(self) -> char {
        char::from_u32(FIRST_MARK + self as u32).unwrap_or('\u{E000}')
    }

    /// Parts a text as stored from its mark; a text without one is in [`Language::Other`].
    pub fn split(text: &str) -> (Self, &str) {
        let mut chars = text.chars();
        let language = chars.next().and_then(|mark| u32::from(mark).checked_sub(FIRST_MARK));
        match language.and_then(|place| Self::ALL.get(place as usize)) {
            Some(&language) => (language, chars.as_str()),
            None => (Self::Other, text),
        }
    }

    /// Whether an article before a vowel is written on to the word (`l'homme`, `dell'arte`).
    pub(crate) fn elides(self) -> bool {
        matches!(self, Self::French | Self::Italian)
    }

    /// Whether a word's key begins as its folded form does, but for elided articles.
    pub(crate) fn keeps_first_letters(self) -> bool {
        !matches!(self, Self::Arabic | Self::Dutch)
    }

    /// Whether the second letter of a word's key, if it has one, is that of its folded form, or `i` where that has `y` (`tying`, `tie`).
    pub(crate) fn keeps_second_letters(self) -> bool {
        self == Self::English
    }

    /// The stemmer; `None` for [`Language::Other`].
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        let algorithm = match self {
            Self::Other => return None,
            Self::Arabic => Algorithm::Arabic,
            Self::Danish => Algorithm::Danish,
            Self::Dutch => Algorithm::Dutch,
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Greek => Algorithm::Greek,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Italian => Algorithm::Italian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Romanian => Algorithm::Romanian,
            Self::Russian => Algorithm::Russian,
            Self::Spanish => Algorithm::Spanish,
            Self::Swedish => Algorithm::Swedish,
            Self::Turkish => Algorithm::Turkish,
        };
        Some(Stemmer::new(algorithm))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_tells_its_language() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
            let text = format!("{}Text", language.mark());
            assert_eq!(Language::split(&text), (language, "Text"));
        }
        assert_eq!(Language::split("plain"), (Language::Other, "plain"));
        assert_eq!(Language::split(""), (Language::Other, ""));
        assert_eq!(Language::split("\u{E7FF}x"), (Language::Other, "\u{E7FF}x"));
    }
}
