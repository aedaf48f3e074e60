//! Bounds on the work that one query asks of an archive: far beyond what people write, far below what would keep a machine busy.

use std::ops::Range;

use super::parser::Parser;
use super::problem::Problem;
use super::tree::Word;

/// Most words of a query that every word of the archive is tried on.
const MAX_OPEN: usize = 30;
/// Most words with wildcards: a few milliseconds each.
const MAX_PATTERNS: usize = 500;
/// Most words of a phrase.
const MAX_PHRASE: usize = 100;
/// The largest product of a phrase's words and its looseness.
const MAX_LOOSENESS: usize = 2_000;
/// Most conditions of nearness of a query.
const MAX_NEAR: usize = 100;

impl Parser<'_> {
    /// Whether a text is within bounds, those read before it counted; else says what is too much, once.
    pub(super) fn is_text_within_bounds(&mut self, words: &[Word], slop: u32, span: &Range<usize>) -> bool {
        let before = self.open_words;
        self.open_words += words.iter().filter(|word| is_open(word)).count();
        let patterns_before = self.patterns;
        self.patterns += words.iter().filter(|word| matches!(word, Word::Pattern(_))).count();
        let loose = words.len().saturating_mul(slop as usize);
        let (problem, fix) = if words.len() > MAX_PHRASE {
            (Problem::PhraseTooLong { words: words.len(), max: MAX_PHRASE }, None)
        } else if loose > MAX_LOOSENESS && words.len() > 1 {
            let max = MAX_LOOSENESS / words.len();
            let tilde = self.slice(span).rfind('~').map_or(span.end, |at| span.start + at);
            (Problem::PhraseTooLoose { words: words.len(), max }, Some((tilde..span.end, format!("~{max}"))))
        } else if before <= MAX_OPEN && self.open_words > MAX_OPEN {
            (Problem::TooManyOpen { max: MAX_OPEN }, None)
        } else if patterns_before <= MAX_PATTERNS && self.patterns > MAX_PATTERNS {
            (Problem::TooManyPatterns { max: MAX_PATTERNS }, None)
        } else {
            return true;
        };
        self.fail(problem, span.clone(), fix.as_ref().map(|(range, with)| (range.clone(), with.as_str())));
        false
    }

    /// Counts a condition of nearness; says once that there are too many.
    pub(super) fn is_near_within_bounds(&mut self, operator: &Range<usize>) -> bool {
        self.near_conditions += 1;
        if self.near_conditions == MAX_NEAR + 1 {
            self.fail(Problem::TooManyNear { max: MAX_NEAR }, operator.clone(), None);
        }
        self.near_conditions <= MAX_NEAR
    }
}

/// Whether no first letter narrows down what a word may stand for.
fn is_open(word: &Word) -> bool {
    match word {
        Word::Pattern(pattern) => pattern.starts_with(['*', '?']),
        Word::Fuzzy(..) => true,
        Word::Plain(_) | Word::Exact(_) => false,
    }
}
