//! What can be wrong with a query or a filter, each with its sentence and its advice.

use super::dates::DateErrorKind;

/// How many characters of what was typed a message repeats.
const REPEATED: usize = 40;

/// The text as a message repeats it.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What an unknown field looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedAs {
    /// A name with a value.
    Field,
    /// A name before a parenthesis.
    Call,
    /// Running text, an address or a time.
    Words,
}

/// Several words that must all be there, as proximity and counts name them.
pub(super) const SEVERAL: &str = "several words that must all be there";

/// Something that is wrong with a query.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// A quotation mark without its second.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// An opening parenthesis without its second.
    #[error("this parenthesis is never closed")]
    UnclosedParenthesis,
    /// A closing parenthesis without its first.
    #[error("this parenthesis closes nothing")]
    StrayParenthesis,
    /// `()`.
    #[error("there is nothing between these parentheses")]
    EmptyGroup,
    /// `""`.
    #[error("there is nothing between these quotation marks")]
    EmptyPhrase,
    /// A backslash at the end.
    #[error("the backslash at the end stands before nothing")]
    TrailingBackslash,
    /// An operator that lacks a side.
    #[error("{operator} needs something on its {side}")]
    Dangling {
        /// The operator as typed.
        operator: String,
        /// `left` or `right`.
        side: &'static str,
    },
    /// Two operators without anything between.
    #[error("{first} and {second} stand side by side")]
    TwoOperators {
        /// As typed.
        first: String,
        /// As typed.
        second: String,
    },
    /// Punctuation that cannot be found.
    #[error("{text:?} has no letter or digit, so it cannot be found")]
    NothingToFind {
        /// As typed.
        text: String,
    },
    /// A sign that other programs read as an operator.
    #[error("{typed} is no operator here")]
    Foreign {
        /// As typed.
        typed: String,
        /// What to write.
        advice: String,
    },
    /// A weight or fuzziness that a blank parts from its word.
    #[error("{sign} stands apart from its word")]
    Parted {
        /// `^` or `~`.
        sign: char,
    },
    /// A field that does not exist.
    #[error("no field is called {name:?}")]
    UnknownField {
        /// As typed.
        name: String,
        /// What may be meant.
        nearest: Option<String>,
        /// What it looks like.
        typed_as: TypedAs,
    },
    /// A field and nothing after it.
    #[error("{field}: has nothing to look for")]
    FieldWithoutValue {
        /// The field as typed.
        field: String,
    },
    /// A field inside another field's value.
    #[error("{inner}: stands inside {outer}:")]
    FieldInField {
        /// As typed.
        inner: String,
        /// As typed.
        outer: String,
    },
    /// A field that is kept only to be shown.
    #[error("{field}: is kept to be shown, it cannot be searched")]
    NotSearched {
        /// The field.
        field: String,
    },
    /// An article's field inside `quote:( )`.
    #[error("{field}: belongs to articles, not to a quote")]
    NotOfQuotes {
        /// The field.
        field: String,
    },
    /// `quote:( )` within itself.
    #[error("quote:( ) stands inside quote:( )")]
    QuoteInQuote,
    /// A date that cannot be read.
    #[error("{0}")]
    Date(DateErrorKind),
    /// No whole number.
    #[error("{field}: takes whole numbers, and {text:?} is none")]
    NoNumber {
        /// The field.
        field: String,
        /// As typed.
        text: String,
    },
    /// A range of numbers that ends before it begins, or has no ends.
    #[error("no number lies in the range {text}")]
    EmptyRange {
        /// As typed.
        text: String,
    },
    /// A text operator on a field that is no text.
    #[error("{operator} works on text, and {field}: holds {holds}")]
    NotText {
        /// The operator as typed, or its name.
        operator: String,
        /// The field.
        field: String,
        /// What the field holds (`dates`, `numbers`, `whole values`).
        holds: &'static str,
    },
    /// A range or comparison on a text field.
    #[error("{field}: holds text, which has no ranges")]
    RangeOnText {
        /// The field.
        field: String,
    },
    /// A range or comparison without a field.
    #[error("{text} needs a field before it")]
    RangeWithoutField {
        /// As typed.
        text: String,
        /// Whether it looks like a date.
        dated: bool,
    },
    /// A range in brackets.
    #[error("ranges are not written in brackets")]
    Brackets {
        /// The range as it should be written.
        range: String,
    },
    /// A field that cannot be asked for presence.
    #[error("{typed}: takes the name of a field, and {text:?} is none")]
    PresenceOfWhat {
        /// `has` or `no`.
        typed: String,
        /// As typed.
        text: String,
        /// What may be meant.
        nearest: Option<String>,
    },
    /// A distance out of bounds.
    #[error("{operator}: distances go from 1 to {max}")]
    Distance {
        /// As typed.
        operator: String,
        /// The largest.
        max: u32,
    },
    /// Something beside a proximity operator that has no position.
    #[error("{operator} stands between words, phrases and groups of alternatives, not {what}")]
    NearWhat {
        /// As typed.
        operator: String,
        /// What was found.
        what: &'static str,
    },
    /// An exclusion beside a proximity operator.
    #[error("{operator} has an exclusion beside it")]
    NearExclusion {
        /// As typed.
        operator: String,
    },
    /// Sides in different fields.
    #[error("{operator} has its two sides in different fields")]
    NearFields {
        /// As typed.
        operator: String,
    },
    /// Too many proximity operators in a row.
    #[error("more than {max} proximity operators in a row")]
    ChainTooLong {
        /// The limit.
        max: usize,
    },
    /// `atleast3` without parentheses.
    #[error("{typed} counts what follows in parentheses")]
    AtLeastWithout {
        /// As typed.
        typed: String,
    },
    /// Number out of bounds.
    #[error("{typed}: counts go from 1 to {max}")]
    AtLeastCount {
        /// As typed.
        typed: String,
        /// The largest.
        max: u32,
    },
    /// Content that cannot be counted.
    #[error("{typed} counts a word, a phrase or alternatives, not {what}")]
    AtLeastWhat {
        /// As typed.
        typed: String,
        /// What was found.
        what: &'static str,
    },
    /// Looseness of a phrase.
    #[error("{typed}: a phrase is loosened by ~0 to ~{max}")]
    Slop {
        /// As typed.
        typed: String,
        /// The largest.
        max: u32,
    },
    /// Fuzziness of a word.
    #[error("{typed}: a word takes ~1 or ~2")]
    FuzzyDistance {
        /// As typed.
        typed: String,
    },
    /// A word shorter than its fuzziness.
    #[error("{text} is too short: with so many letters changed it would be any word")]
    FuzzyTooShort {
        /// As typed.
        text: String,
    },
    /// Two operators on one word that contradict.
    #[error("{one} and {other} do not go together on one word")]
    Together {
        /// Name of the one.
        one: &'static str,
        /// Name of the other.
        other: &'static str,
    },
    /// A pattern without letters.
    #[error("{text} fits every word")]
    PatternTooWide {
        /// As typed.
        text: String,
    },
    /// A pattern with too many signs or letters.
    #[error("a pattern may have {signs} wildcards and {letters} characters, not more")]
    PatternTooLong {
        /// Limit of wildcards.
        signs: usize,
        /// Limit of characters.
        letters: usize,
    },
    /// A `?` at the end of one part of a hyphenated word, which a phrase would take for punctuation.
    #[error("in {text} the ? ends a part of the word")]
    PatternInParts {
        /// As typed.
        text: String,
    },
    /// A word without an end.
    #[error("a word may have {max} characters, not more")]
    WordTooLong {
        /// The limit.
        max: usize,
    },
    /// A factor that is none.
    #[error("{typed}: a weight is a number above 0 and up to 1000")]
    Weight {
        /// As typed.
        typed: String,
    },
    /// Too many levels.
    #[error("more than {max} levels of parentheses")]
    TooDeep {
        /// The limit.
        max: usize,
    },
    /// Too many bytes.
    #[error("the query has {bytes} bytes; at most {max} are read")]
    TooLong {
        /// How many there are.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// Too many words.
    #[error("the query has more than {max} words and operators")]
    TooManyWords {
        /// The limit.
        max: usize,
    },
    /// A language that is not known.
    #[error("{text:?} is no language")]
    NoLanguage {
        /// As typed.
        text: String,
    },
    /// A kind of quote that does not exist.
    #[error("{text:?} is no kind of quote")]
    NoKind {
        /// As typed.
        text: String,
    },
    /// A range where one date is wanted.
    #[error("{flag} takes one date, not a range")]
    RangeInFlag {
        /// The flag.
        flag: &'static str,
    },
    /// Date flags that leave no day.
    #[error("no day passes {one} {one_value} and {other} {other_value}")]
    NoDayLeft {
        /// The flag.
        one: &'static str,
        /// Its value.
        one_value: String,
        /// The flag.
        other: &'static str,
        /// Its value.
        other_value: String,
    },
}

impl Problem {
    /// What would be right, or what to try, where it is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnclosedQuote => "close it, or write \\\" where the mark itself is meant".into(),
            Self::UnclosedParenthesis => "close it".into(),
            Self::StrayParenthesis => "leave it out, or open one before it".into(),
            Self::TrailingBackslash => "write \\\\ for a backslash".into(),
            Self::Dangling { operator, .. } => format!("to search for the word, quote it: \"{operator}\""),
            Self::TwoOperators { .. } => "one of them, or a word between them".into(),
            Self::NothingToFind { .. } | Self::EmptyGroup | Self::EmptyPhrase => "leave it out".into(),
            Self::Foreign { advice, .. } => advice.clone(),
            Self::Parted { sign } => format!("write it right after the word or phrase, or \\{sign} where the sign is meant"),
            Self::UnknownField { nearest: Some(nearest), .. } => format!("did you mean {nearest}? To search for the words, quote them"),
            Self::UnknownField { typed_as: TypedAs::Words, .. } => {
                "a colon makes the word before it a field; quote it to search for the words".into()
            }
            Self::UnknownField { typed_as: TypedAs::Call, .. } => {
                format!("fields are {}; to search for the word, put a blank before the parenthesis", super::fields::list())
            }
            Self::UnknownField { .. } => format!("fields are {}; to search for the words, quote them", super::fields::list()),
            Self::FieldWithoutValue { field } => {
                format!("write the value right after the colon, or \\: where the colon is meant: {field}\\:")
            }
            Self::FieldInField { inner, .. } => format!("close the parenthesis before {inner}:"),
            Self::NotSearched { .. } => format!("fields are {}", super::fields::list()),
            Self::NotOfQuotes { .. } => "write it outside of quote:( )".into(),
            Self::QuoteInQuote => "leave the inner one out".into(),
            Self::Date(error) => error.hint(),
            Self::NoNumber { field, .. } if field == "quote" => {
                "for example quote:>=3; conditions on one and the same quote stand in parentheses: quote:(speaker:merkel)".into()
            }
            Self::NoNumber { field, .. } => format!("for example {field}:500, {field}:>500, {field}:100..500"),
            Self::EmptyRange { .. } => "the smaller number comes first".into(),
            Self::NotText { operator, .. } => format!("leave {operator} out"),
            Self::RangeOnText { .. } => "ranges work on date:, words: and quote:; to search for the words, quote them".into(),
            Self::RangeWithoutField { dated: true, text } => format!("did you mean date:{text}? To search for the words, quote them"),
            Self::RangeWithoutField { .. } => "for example date:>=2017 or words:>500; to search for the words, quote them".into(),
            Self::Brackets { range } => format!("did you mean {range}?"),
            Self::PresenceOfWhat { nearest: Some(nearest), .. } => format!("did you mean {nearest}?"),
            Self::PresenceOfWhat { .. } => format!("fields are {}", super::fields::list()),
            Self::Distance { .. } => "w/1 is side by side; for one sentence write w/s, for one paragraph w/p".into(),
            Self::NearWhat { what, .. } if *what == SEVERAL => {
                "alternatives are joined by OR, a w/5 (b OR c), and words in a row quoted".into()
            }
            Self::NearWhat { .. } => "other conditions stand outside: (a w/5 b) AND c".into(),
            Self::NearExclusion { .. } => "some a that has no b so near is a not w/5 b".into(),
            Self::NearFields { .. } => "name the field once around both: body:(a w/5 b)".into(),
            Self::ChainTooLong { .. } => "alternatives belong in a group: a w/5 (b OR c)".into(),
            Self::AtLeastWithout { typed } => format!("for example {typed}(word); to search for the word, quote it"),
            Self::AtLeastCount { .. } => "for example atleast3(word)".into(),
            Self::AtLeastWhat { .. } => "for example atleast3(dam OR reservoir)".into(),
            Self::Slop { .. } => "for example \"dam burst\"~5".into(),
            Self::FuzzyDistance { .. } => "that many letters may differ; write \\~ where the sign is meant".into(),
            Self::Together { .. } => "leave one of them out".into(),
            Self::FuzzyTooShort { .. } | Self::PatternTooWide { .. } | Self::PatternTooLong { .. } => "write more of the word".into(),
            Self::PatternInParts { .. } => "write * there".into(),
            Self::Weight { .. } => "for example dam^2 or dam^0.5; write \\^ where the sign is meant".into(),
            Self::WordTooLong { .. } => "put blanks where words end".into(),
            Self::TooDeep { .. } | Self::TooLong { .. } | Self::TooManyWords { .. } => "split it into several queries".into(),
            Self::NoLanguage { .. } => "languages are two letters: en, de, fr".into(),
            Self::NoKind { .. } => "kinds are direct, indirect and mixed".into(),
            Self::RangeInFlag { .. } => "ranges go to --on, as in --on 2017-09..2017-11".into(),
            Self::NoDayLeft { .. } => return None,
        })
    }
}
