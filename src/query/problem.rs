//! What can be wrong with a query or a filter, each with its sentence.

use super::dates::DateErrorKind;
pub(super) use super::wording::{SEVERAL, TypedAs, short};

/// Something that is wrong with a query.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// A quotation mark without its second.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// A quotation mark at the end, without its first.
    #[error("this quotation mark closes nothing")]
    StrayQuote,
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
    #[error("\"{text}\" has no letter or digit, so it cannot be found")]
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
    #[error("no field is called \"{name}\"")]
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
    /// A field that only quotes have, asked of articles.
    #[error("{field}: belongs to quotes, and articles are searched")]
    OnlyOfQuotes {
        /// The field.
        field: String,
        /// The condition as it is asked of one quote.
        asked: String,
    },
    /// `quote:( )` within itself.
    #[error("quote:( ) stands inside quote:( )")]
    QuoteInQuote,
    /// A date that cannot be read.
    #[error("{0}")]
    Date(DateErrorKind),
    /// No number, or none such as the field takes.
    #[error("{field}: takes {takes}, and \"{text}\" is none")]
    NoNumber {
        /// The field.
        field: String,
        /// Which numbers it takes.
        takes: &'static str,
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
    #[error("{typed}: takes the name of a field, and \"{text}\" is none")]
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
    #[error("{text} could be any word")]
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
    /// A pattern in a script that is searched by characters, not by words.
    #[error("in {text} a wildcard meets a script that is searched by characters, not by words")]
    PatternUnparted {
        /// As typed.
        text: String,
    },
    /// A fuzzy word in a script that is searched by characters, not by words.
    #[error("in {text} the ~ meets a script that is searched by characters, not by words")]
    FuzzyUnparted {
        /// As typed.
        text: String,
    },
    /// A pattern or fuzzy word that fits too many words of the archive.
    #[error("{text} fits more than {most} different words of this archive, too many to look where each stands")]
    TooWide {
        /// As typed.
        text: String,
        /// The limit.
        most: usize,
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
    /// A phrase of more words than anybody remembers.
    #[error("a phrase may have {max} words, and this one has {words}")]
    PhraseTooLong {
        /// How many there are.
        words: usize,
        /// The limit.
        max: usize,
    },
    /// A phrase whose many words may stand too far apart.
    #[error("a phrase of {words} words is loosened by ~{max} at most")]
    PhraseTooLoose {
        /// How many there are.
        words: usize,
        /// The limit for so many.
        max: usize,
    },
    /// Too many words that every word of the archive is tried on.
    #[error("more than {max} words begin with * or ?, or are fuzzy (~)")]
    TooManyOpen {
        /// The limit.
        max: usize,
    },
    /// Too many patterns.
    #[error("the query has more than {max} words with wildcards")]
    TooManyPatterns {
        /// The limit.
        max: usize,
    },
    /// Too many conditions of nearness.
    #[error("the query has more than {max} conditions of nearness")]
    TooManyNear {
        /// The limit.
        max: usize,
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
    #[error("\"{text}\" is no language")]
    NoLanguage {
        /// As typed.
        text: String,
    },
    /// A condition on the date as other programs write it.
    #[error("dates are asked for in another way here")]
    ForeignDate {
        /// What to write.
        meant: String,
    },
    /// An option without a value.
    #[error("{option} has nothing to look for")]
    OptionWithoutValue {
        /// Its name.
        option: String,
    },
    /// A kind of quote that does not exist.
    #[error("\"{text}\" is no kind of quote")]
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
