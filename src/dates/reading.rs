//! A text as the scanner sees it: its tokens beside its words, with what is known about it.

use std::cell::Cell;

use super::Hints;
use super::token::{Kind, Token, Unit, look};

/// Tokens of a text with the hints for reading them.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) hints: &'a Hints<'a>,
    /// The whole text is claimed to be one date.
    whole: Cell<bool>,
    /// Whether that was asked.
    asked_whole: Cell<bool>,
    /// Primary subtag of the language.
    pub(super) lang: Option<String>,
    /// See [`Hints::order`].
    pub(super) order: Option<bool>,
    /// The text is written in Thai.
    pub(super) thai: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, hints: &'a Hints<'a>) -> Self {
        let thai = !text.is_ascii() && text.contains(|c: char| ('\u{e01}'..='\u{e4e}').contains(&c));
        let (whole, asked_whole) = (Cell::new(false), Cell::new(false));
        let mut reading =
            Self { text, tokens: super::token::lex(text), hints, whole, asked_whole, lang: hints.language(), order: hints.order(), thai };
        if reading.order.is_none() && hints.region().is_none() && text.contains('/') {
            reading.order = reading.order_of_zone();
        }
        reading
    }

    /// Whether the whole text is claimed to be one date.
    pub(super) fn is_whole(&self) -> bool {
        self.asked_whole.set(true);
        self.whole.get()
    }

    /// Claims that the whole text is one date; answers whether what was found so far may have to be found anew.
    pub(super) fn claim_whole(&self) -> bool {
        !self.whole.replace(true) && self.asked_whole.get()
    }

    /// Whether the day stands first where the zone beside a time is in use; `None` without such a zone.
    fn order_of_zone(&self) -> Option<bool> {
        let timed = |i: usize| match self.kind(i) {
            Some(Kind::Number(..) | Kind::Sign('.')) => true,
            Some(Kind::Word) => self.word(i).is_some_and(|word| word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm")),
            _ => false,
        };
        let mut zones = (1..self.len()).filter(|&i| timed(i - 1)).filter_map(|i| self.word(i));
        zones.find_map(|zone| match zone {
            "ET" | "EST" | "EDT" | "CDT" | "MST" | "MDT" | "PT" | "PST" | "PDT" => Some(false),
            "BST" | "CET" | "CEST" | "MEZ" | "MESZ" | "EET" | "EEST" | "IST" | "AEST" | "AEDT" | "NZST" | "NZDT" => Some(true),
            _ => None,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `i`; every look at one goes through here.
    fn token(&self, i: usize) -> Option<&Token> {
        look();
        self.tokens.get(i)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|token| token.kind)
    }

    /// Value and number of digits.
    pub(super) fn number(&self, i: usize) -> Option<(u64, u8)> {
        match self.kind(i) {
            Some(Kind::Number(value, digits)) => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn word(&self, i: usize) -> Option<&'a str> {
        let token = self.token(i).filter(|token| token.kind == Kind::Word)?;
        Some(&self.text[token.start..token.end])
    }

    pub(super) fn sign(&self, i: usize) -> Option<char> {
        match self.kind(i) {
            Some(Kind::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn is_counter(&self, i: usize, unit: Unit) -> bool {
        self.kind(i) == Some(Kind::Counter(unit))
    }

    /// Whether nothing stands between tokens `i - 1` and `i`.
    pub(super) fn glued(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.glued)
    }

    pub(super) fn start(&self, i: usize) -> Option<usize> {
        self.token(i).map(|token| token.start)
    }

    pub(super) fn end(&self, i: usize) -> Option<usize> {
        self.token(i).map(|token| token.end)
    }

    /// Whether the number at `i` continues a longer one, a code or an amount (`v2.`, `$`, `12-`, `ab`).
    pub(super) fn follows_amount(&self, i: usize) -> bool {
        if i == 0 || !self.glued(i) {
            return false;
        }
        match self.kind(i - 1) {
            Some(Kind::Word) => {
                let parts_time = matches!(self.word(i - 1), Some("T" | "t")) && self.glued(i - 1) && i >= 2 && self.number(i - 2).is_some();
                !parts_time && self.text[..self.tokens[i - 1].end].ends_with(|c: char| c.is_ascii_alphanumeric())
            }
            Some(Kind::Sign('$' | '€' | '£' | '¥' | '#' | '@' | '_' | '=' | '&' | '%' | '+')) => true,
            Some(Kind::Sign('-' | '–' | '.' | '/' | ':' | ',')) => {
                i >= 2 && self.glued(i - 1) && matches!(self.kind(i - 2), Some(Kind::Number(..)))
            }
            Some(Kind::Number(..)) => true,
            _ => false,
        }
    }

    /// Whether the number before token `i` goes on there (`-12`, `.5`, `ab`).
    pub(super) fn goes_on(&self, i: usize) -> bool {
        if !self.glued(i) {
            return false;
        }
        match self.kind(i) {
            Some(Kind::Word) => {
                let word = &self.text[self.tokens[i].start..];
                word.starts_with(|c: char| c.is_ascii_alphanumeric()) && !word.starts_with(['T', 't'])
            }
            Some(Kind::Sign('%' | '_' | '°')) => true,
            Some(Kind::Sign('-' | '/' | '.' | ':')) => self.glued(i + 1) && matches!(self.kind(i + 1), Some(Kind::Number(..))),
            Some(Kind::Number(..)) => true,
            _ => false,
        }
    }
}
