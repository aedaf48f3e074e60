//! What to do about each thing that can be wrong with a query.

use super::fields;
use super::problem::{Problem, SEVERAL, TypedAs};
use super::values::SHARES;

impl Problem {
    /// What would be right, or what to try, where it is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnclosedQuote => "close it, or write \\\" where the mark itself is meant".into(),
            Self::StrayQuote => "leave it out, or open one before it".into(),
            Self::UnclosedParenthesis => "close it".into(),
            Self::StrayParenthesis => "leave it out, or open one before it".into(),
            Self::TrailingBackslash => "write \\\\ for a backslash".into(),
            Self::Dangling { operator, .. } if operator.contains('/') => {
                format!("write what it stands between, a {operator} b; to search for the word, quote it: \"{operator}\"")
            }
            Self::Dangling { operator, .. } => format!("to search for the word, quote it: \"{operator}\""),
            Self::TwoOperators { .. } => "one of them, or a word between them".into(),
            Self::NothingToFind { .. } | Self::EmptyGroup | Self::EmptyPhrase => "leave it out".into(),
            Self::Foreign { advice, .. } => advice.clone(),
            Self::Parted { sign } => format!("write it right after the word or phrase, or \\{sign} where the sign is meant"),
            Self::UnknownField { nearest: Some(nearest), .. } => format!("did you mean {nearest}? To search for the words, quote them"),
            Self::UnknownField { typed_as: TypedAs::Words, .. } => {
                "a colon makes the word before it a field; quote it to search for the words".into()
            }
            Self::UnknownField { name, .. } if fields::is_form(name) => {
                "the form that is typed and no other is asked for by = before the word: =Apple".into()
            }
            Self::UnknownField { typed_as: TypedAs::Call, .. } => {
                format!("fields are {}; to search for the word, put a blank before the parenthesis", fields::list())
            }
            Self::UnknownField { .. } => format!("fields are {}; to search for the words, quote them", fields::list()),
            Self::FieldWithoutValue { field } => {
                format!("write the value right after the colon, or \\: where the colon is meant: {field}\\:")
            }
            Self::FieldInField { inner, .. } => format!("close the parenthesis before {inner}:"),
            Self::NotSearched { .. } => format!("fields are {}", fields::list()),
            Self::NotOfQuotes { .. } => "write it outside of quote:( )".into(),
            Self::OnlyOfQuotes { asked, .. } => format!("write {asked}, or search quotes with `dateline quotes`"),
            Self::QuoteInQuote => "leave the inner one out".into(),
            Self::Date(error) => error.hint(),
            Self::NoNumber { field, .. } if field == "quote" => {
                "for example quote:>=3; conditions on one and the same quote stand in parentheses: quote:(speaker:merkel)".into()
            }
            Self::NoNumber { field, takes: SHARES, .. } => format!("for example {field}:>=.8, {field}:<.6, {field}:.6..0.8"),
            Self::NoNumber { field, .. } => format!("for example {field}:500, {field}:>500, {field}:100..500"),
            Self::EmptyRange { .. } => "the smaller number comes first".into(),
            Self::NotText { operator, .. } => format!("leave {operator} out"),
            Self::RangeOnText { .. } => "ranges work on date:, words:, quote: and confidence:; to search for the words, quote them".into(),
            Self::RangeWithoutField { dated: true, text } => format!("did you mean date:{text}? To search for the words, quote them"),
            Self::RangeWithoutField { .. } => "for example date:>=2017 or words:>500; to search for the words, quote them".into(),
            Self::Brackets { range } => format!("did you mean {range}?"),
            Self::PresenceOfWhat { nearest: Some(nearest), .. } => format!("did you mean {nearest}?"),
            Self::PresenceOfWhat { .. } => format!("fields are {}", fields::list()),
            Self::Slop { .. } => "for example \"dam burst\"~5".into(),
            Self::FuzzyDistance { .. } => "that many letters may differ; write \\~ where the sign is meant".into(),
            Self::Together { .. } => "leave one of them out".into(),
            Self::PatternTooWide { .. } => "write more of the word; one word between two others is a pre/2 b".into(),
            Self::FuzzyTooShort { .. } | Self::PatternTooLong { .. } => "write more of the word".into(),
            Self::PatternUnparted { .. } => "leave the sign out: the characters are found wherever they stand in a row".into(),
            Self::FuzzyUnparted { .. } => "leave it out, or give what may stand there: 東京都 OR 東京市".into(),
            Self::TooWide { .. } => "give it more letters; by itself, or joined by AND, it may stand for any number of words".into(),
            Self::PhraseTooLong { .. } => "a part of it that is rare finds it as well".into(),
            Self::PhraseTooLoose { .. } => "or fewer words".into(),
            Self::TooManyOpen { .. } | Self::TooManyPatterns { .. } => {
                "words of the archive are tried on each of them: begin them with more letters, or split the query".into()
            }
            Self::Weight { .. } => "for example dam^2 or dam^0.5; write \\^ where the sign is meant".into(),
            Self::WordTooLong { .. } => "put blanks where words end".into(),
            Self::TooDeep { .. } | Self::TooLong { .. } | Self::TooManyWords { .. } => "split it into several queries".into(),
            Self::NoLanguage { .. } => "languages are two letters: en, de, fr".into(),
            Self::ForeignDate { meant } => format!("did you mean {meant}?"),
            Self::OptionWithoutValue { .. } => "give a name or value, or leave the option out".into(),
            Self::NoKind { .. } => "kinds are direct, indirect and mixed".into(),
            Self::RangeInFlag { .. } => "ranges go to --on, as in --on 2017-09..2017-11".into(),
            other => return other.hint_on_operators(),
        })
    }

    /// The same about proximity and counts.
    fn hint_on_operators(&self) -> Option<String> {
        Some(match self {
            Self::Distance { .. } => "w/1 is side by side; for one sentence write w/s, for one paragraph w/p".into(),
            Self::NearWhat { what, .. } if *what == SEVERAL => {
                "words that must all be near have an operator each; alternatives are joined by OR, words in a row quoted".into()
            }
            Self::NearWhat { what: "a weight", operator } => format!("a weight counts for the whole: (a {operator} b)^2"),
            Self::NearWhat { what: "a count", .. } => "a count stands outside: atleast3(a) AND (a w/5 b)".into(),
            Self::NearWhat { what: "*", .. } => "every word is near some other: leave both out".into(),
            Self::NearWhat { what: "an exclusion", .. } => "some a that has no b so near is a not w/5 b".into(),
            Self::NearWhat { .. } => "other conditions stand outside: (a w/5 b) AND c".into(),
            Self::NearExclusion { .. } => "some a that has no b so near is a not w/5 b".into(),
            Self::NearFields { .. } => "name the field once around both, body:(a w/5 b), or let one condition stand outside".into(),
            Self::ChainTooLong { .. } => "alternatives belong in a group: a w/5 (b OR c)".into(),
            Self::AtLeastWithout { typed } => format!("for example {typed}(word); to search for the word, quote it"),
            Self::AtLeastCount { .. } => "for example atleast3(word)".into(),
            Self::AtLeastWhat { what, .. } if *what == SEVERAL => {
                "words that must all be there have a count each; alternatives are joined by OR: atleast3(dam OR reservoir)".into()
            }
            Self::AtLeastWhat { .. } => "for example atleast3(dam OR reservoir)".into(),
            Self::TooManyNear { .. } => "alternatives belong in a group: a w/5 (b OR c)".into(),
            _ => return None,
        })
    }
}
