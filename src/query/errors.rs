//! All that is wrong with a query at once, shown as a good compiler would: what, where, and what to type instead.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::problem::Problem;

/// How many errors of one query are kept; the rest is counted.
const KEPT: usize = 20;
/// How many of them are shown; the rest is counted.
const SHOWN: usize = 10;
/// How many times a query is mended and read again for what is wrong with it then.
const ROUNDS: usize = 4;
/// Columns of the query shown on either side of an error.
const AROUND: usize = 48;

/// Everything that is wrong with a query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryErrors {
    /// The query as typed; for filters, the options that are at fault, as typed.
    pub query: String,
    /// In the order of their places; never empty.
    pub errors: Vec<QueryError>,
    /// How many more there are.
    pub more: usize,
    /// The query with every error mended, where all have a known remedy and it parses then.
    pub fixed: Option<String>,
}

/// One error.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryError {
    /// What is wrong.
    pub problem: Problem,
    /// Byte range of the query at fault.
    pub span: Range<usize>,
    /// What to put where, to mend it.
    pub(super) fix: Option<Fix>,
    /// Whether what mends it is known only when what is broken inside it has been mended.
    pub(super) waits: bool,
}

/// A change to the query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fix {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// Errors as they are found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    errors: Vec<QueryError>,
    more: usize,
}

impl Problems {
    pub(super) fn push(&mut self, problem: Problem, span: Range<usize>, fix: Option<Fix>) {
        if self.errors.len() < KEPT {
            self.errors.push(QueryError { problem, span, fix, waits: false });
        } else {
            self.more += 1;
        }
    }

    /// Notes an error around others, which are to be mended first.
    pub(super) fn push_waiting(&mut self, problem: Problem, span: Range<usize>) {
        self.push(problem, span, None);
        if let Some(error) = self.errors.last_mut().filter(|_| self.more == 0) {
            error.waits = true;
        }
    }

    /// Takes over the errors of a text that stands at `offset` of this one.
    pub(super) fn extend(&mut self, others: Self, offset: usize) {
        for QueryError { problem, span, .. } in others.errors {
            self.push(problem, span.start + offset..span.end + offset, None);
        }
        self.more += others.more;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether what is open stays open because of another error: too many levels, or a quotation mark that swallows the rest.
    pub(super) fn is_open_ended(&self) -> bool {
        self.errors.iter().any(|error| matches!(error.problem, Problem::TooDeep { .. } | Problem::UnclosedQuote))
    }

    /// The errors of `query`, with the query in which all are mended: `reread` tells what is wrong with one that was.
    pub(super) fn into_errors(mut self, query: &str, reread: impl Fn(&str) -> Option<Self>) -> QueryErrors {
        self.errors.sort_by_key(|error| (error.span.start, error.span.end));
        let fixed = self.mended(query, reread);
        QueryErrors { query: query.to_owned(), errors: self.errors, more: self.more, fixed }
    }

    /// The query without its errors, those included that are seen only when others are mended; `None` where any has no remedy.
    fn mended(&self, query: &str, reread: impl Fn(&str) -> Option<Self>) -> Option<String> {
        let mut mended = self.mend(query)?;
        for _ in 0..ROUNDS {
            let Some(left) = reread(&mended) else { return Some(mended) };
            mended = left.mend(&mended)?;
        }
        None
    }

    /// The query with what can be mended at once: half a remedy would be typed only to be refused again, so each error has one, or waits for others.
    fn mend(&self, query: &str) -> Option<String> {
        let is_whole = self.more == 0 && self.errors.iter().all(|error| error.fix.is_some() || error.waits);
        if !is_whole {
            return None;
        }
        let mut fixes: Vec<&Fix> = self.errors.iter().filter_map(|error| error.fix.as_ref()).collect();
        // The smaller ones first: what is inside of something is mended before it.
        fixes.sort_by_key(|fix| (fix.range.len(), fix.range.start));
        let mut chosen: Vec<&Fix> = Vec::new();
        for fix in fixes {
            if !chosen.iter().any(|other| overlap(&other.range, &fix.range)) {
                chosen.push(fix);
            }
        }
        chosen.sort_by_key(|fix| (fix.range.start, fix.range.end));
        apply(query, &chosen)
    }
}

/// Whether two changes touch the same text; what is put between its characters stands inside of it.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The query with changes that do not overlap, in order.
fn apply(query: &str, fixes: &[&Fix]) -> Option<String> {
    if fixes.is_empty() {
        return None;
    }
    let mut fixed = String::with_capacity(query.len());
    let mut at = 0;
    let mut leaves_out = false;
    for fix in fixes {
        push_spaced(&mut fixed, query.get(at..fix.range.start)?, leaves_out);
        if fix.with.starts_with(')') {
            fixed.truncate(fixed.trim_end().len());
        }
        fixed.push_str(&fix.with);
        leaves_out = fix.with.is_empty();
        at = fix.range.end;
    }
    push_spaced(&mut fixed, query.get(at..)?, leaves_out);
    Some(fixed.trim().to_owned()).filter(|fixed| !fixed.is_empty())
}

/// Adds what follows a change; where something was left out, so is one of the blanks around it.
fn push_spaced(fixed: &mut String, rest: &str, left_out: bool) {
    let opened = fixed.is_empty() || fixed.ends_with([' ', '(']);
    if left_out && rest.starts_with(')') {
        fixed.truncate(fixed.trim_end().len());
    }
    fixed.push_str(if left_out && opened { rest.trim_start() } else { rest });
}

impl std::error::Error for QueryErrors {}

impl fmt::Display for QueryErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for error in self.errors.iter().take(SHOWN) {
            write!(f, "{separator}{}", visible(&error.problem.to_string()))?;
            write_place(f, &self.query, &error.span)?;
            if let Some(hint) = error.problem.hint() {
                write!(f, "\n  {}", visible(&hint))?;
            }
            separator = "\nerror: ";
        }
        let more = self.more + self.errors.len().saturating_sub(SHOWN);
        if more > 0 {
            write!(f, "\n{more} more error{}", if more == 1 { "" } else { "s" })?;
        }
        if let Some(fixed) = self.fixed.as_ref().filter(|fixed| fixed.chars().count() <= 4 * AROUND) {
            // A line to paste: what parts words is a blank in it, and what would have to be written out is no longer what is meant.
            let line = fixed.replace(['\n', '\r', '\t'], " ");
            if visible(&line) == line {
                write!(f, "\ntry: {line}")?;
            }
        }
        Ok(())
    }
}

impl QueryErrors {
    /// Column of an error, counted in characters from 1.
    pub fn column(&self, error: &QueryError) -> usize {
        self.query[..floor(&self.query, error.span.start)].chars().count() + 1
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes the column, then the query around `span` with a line of carets under it.
fn write_place(f: &mut fmt::Formatter<'_>, query: &str, span: &Range<usize>) -> fmt::Result {
    let (start, end) = (floor(query, span.start), floor(query, span.end.max(span.start)));
    write!(f, " (column {})", query[..start].chars().count() + 1)?;
    let before = last_columns(&query[..start]);
    let shown_end = start + first_columns(&query[start..end.max(start)]);
    let after = if shown_end < end { "" } else { &query[end..end + first_columns(&query[end..])] };
    let opening = if before.len() < start { "…" } else { "" };
    let closing = if shown_end < end || end + after.len() < query.len() { "…" } else { "" };
    let (before, marked) = (visible(before), visible(&query[start..shown_end]));
    write!(f, "\n    {opening}{before}{marked}{}{closing}", visible(after))?;
    let indent = width(opening) + width(&before);
    write!(f, "\n    {}{}", " ".repeat(indent), "^".repeat(width(&marked).max(1)))
}

fn last_columns(text: &str) -> &str {
    let kept = text.char_indices().rev().take(AROUND).last().map_or(text.len(), |(at, _)| at);
    &text[kept..]
}

fn first_columns(text: &str) -> usize {
    text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at)
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The text with tabs, line ends, controls and invisible characters written out, so that a terminal shows it as it is.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('␡'),
            '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                shown.extend(c.escape_unicode());
            }
            _ => shown.push(c),
        }
    }
    shown
}
