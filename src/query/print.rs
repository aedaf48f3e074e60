//! The query written out in one canonical form, which parses again to the same tree whatever the default operator is.
//!
//! Operators are all written; parentheses stand wherever AND, OR and proximity meet. Two things have no form of their own and are
//! written by what they mean: no alternatives at all (`NOT *`), and text in fields that no single name stands for.

use std::fmt::{self, Write};

use super::foreign::{is_near_alike, is_segment};
use super::fullwidth::{is_wide, narrow_text};
use super::lexer::{at_least_digits, near_operator};
use super::tree::{DateSpan, Near, Node, NumberRange, Text, Undated, Value, Within, Word};
use crate::schema::{FieldType, IndexSchema};

/// The canonical text of a query.
pub fn print(node: &Node) -> String {
    node.to_string()
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Text(text) => write_text(f, text),
            Self::Near(near) => write_near(f, near),
            Self::AtLeast { count, node } => write!(f, "atleast{count}({node})"),
            Self::Value(value) => write_value(f, value),
            Self::Date(span) => write_date(f, *span),
            Self::Number(range) => write_number(f, range),
            Self::Has { field } => write!(f, "has:{field}"),
            Self::And(nodes) if nodes.is_empty() => f.write_str("*"),
            Self::Or(nodes) if nodes.is_empty() => f.write_str("NOT *"),
            Self::And(nodes) => write_joined(f, nodes, " AND "),
            Self::Or(nodes) => write_joined(f, nodes, " OR "),
            Self::Not(node) => {
                f.write_str("NOT ")?;
                write_operand(f, node)
            }
            Self::Quote(node) => write!(f, "quote:({node})"),
            Self::Boost { factor, node } => match &**node {
                Self::Text(text) if text.fields.len() < 2 && text.slop == 0 => write!(f, "{node}^{factor}"),
                node => write!(f, "({node})^{factor}"),
            },
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], operator: &str) -> fmt::Result {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            f.write_str(operator)?;
        }
        write_operand(f, node)?;
    }
    Ok(())
}

/// A node beside an operator: in parentheses where it is made by another operator.
fn write_operand(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(nodes) | Node::Or(nodes) if !nodes.is_empty() => write!(f, "({node})"),
        Node::Near(_) => write!(f, "({node})"),
        _ => write!(f, "{node}"),
    }
}

fn write_near(f: &mut fmt::Formatter<'_>, near: &Near) -> fmt::Result {
    write_operand(f, &near.left)?;
    f.write_str(if near.negated { " not " } else { " " })?;
    f.write_str(if near.ordered { "pre/" } else { "w/" })?;
    match near.within {
        Within::Words(n) => write!(f, "{n} ")?,
        Within::Sentence => f.write_str("s ")?,
        Within::Paragraph => f.write_str("p ")?,
    }
    write_operand(f, &near.right)
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &Text) -> fmt::Result {
    match text.fields.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => write_words(f, text),
        ["headline", "lead"] => {
            f.write_str("hlead:")?;
            write_words(f, text)
        }
        [field] => {
            write!(f, "{field}:")?;
            write_words(f, text)
        }
        fields => {
            for (i, field) in fields.iter().enumerate() {
                f.write_str(if i == 0 { "(" } else { " OR " })?;
                write!(f, "{field}:")?;
                write_words(f, text)?;
            }
            f.write_char(')')
        }
    }
}

fn write_words(f: &mut fmt::Formatter<'_>, text: &Text) -> fmt::Result {
    if let ([word], 0) = (text.words.as_slice(), text.slop) {
        return write_bare(f, word);
    }
    if text.words.iter().any(Word::is_open_ended) {
        // The parts of one word as typed.
        return text.words.iter().enumerate().try_for_each(|(i, word)| {
            f.write_str(if i > 0 { "-" } else { "" })?;
            write_bare(f, word)
        });
    }
    let exact = text.words.iter().all(|word| matches!(word, Word::Exact(_)));
    f.write_str(if exact { "=\"" } else { "\"" })?;
    for (i, word) in text.words.iter().enumerate() {
        if i > 0 {
            f.write_char(' ')?;
        }
        match word {
            Word::Plain(text) => write_quoted(f, text)?,
            Word::Exact(text) => {
                f.write_str(if exact { "" } else { "=" })?;
                write_quoted(f, text)?;
            }
            Word::Pattern(pattern) => write_pattern(f, pattern, quoted_special)?,
            Word::Fuzzy(text, edits) => {
                write_quoted(f, text)?;
                write!(f, "~{edits}")?;
            }
        }
    }
    f.write_char('"')?;
    if text.slop > 0 { write!(f, "~{}", text.slop) } else { Ok(()) }
}

fn write_bare(f: &mut fmt::Formatter<'_>, word: &Word) -> fmt::Result {
    match word {
        Word::Plain(text) => write_escaped(f, text),
        Word::Exact(text) => {
            f.write_char('=')?;
            write_escaped(f, text)
        }
        Word::Pattern(pattern) => write_pattern(f, pattern, bare_special),
        Word::Fuzzy(text, edits) => {
            write_escaped(f, text)?;
            write!(f, "~{edits}")
        }
    }
}

fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for (at, c) in text.char_indices() {
        if bare_special(c) || matches!(c, '*' | '?' | '\\') || (at == 0 && is_reserved(text)) {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

/// Characters that mean something in a bare word, wherever it may stand.
fn bare_special(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '(' | ')' | ':' | '^' | '~' | '!' | '=' | '<' | '>' | '≤' | '≥')
        || matches!(c, '+' | '-' | '–' | '—' | '−' | '「' | '『')
        || is_wide(c) && !c.is_alphanumeric()
}

/// Whether a word would be read as an operator or a range.
fn is_reserved(text: &str) -> bool {
    if text.chars().any(is_wide) && is_reserved(&narrow_text(text)) {
        return true;
    }
    matches!(text, "AND" | "OR" | "NOT")
        || text.eq_ignore_ascii_case("not")
        || text.contains("..")
        || text.starts_with('/')
        || text.ends_with('/')
        || near_operator(text).is_some()
        || is_near_alike(text)
        || is_segment(text)
        || at_least_digits(text).is_some()
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for (at, c) in text.char_indices() {
        if quoted_special(c) || matches!(c, '*' | '?' | '\\') || (at == 0 && c == '=') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

fn quoted_special(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '~')
}

/// A pattern, whose own escapes are kept.
fn write_pattern(f: &mut fmt::Formatter<'_>, pattern: &str, special: fn(char) -> bool) -> fmt::Result {
    let ranged = pattern.contains("..");
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                f.write_char('\\')?;
                f.write_char(chars.next().unwrap_or('\\'))?;
            }
            c => {
                if special(c) || (ranged && c == '.') {
                    f.write_char('\\')?;
                }
                f.write_char(c)?;
            }
        }
    }
    Ok(())
}

fn write_value(f: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
    write!(f, "{}:", value.field)?;
    let parentheses = value.values.len() != 1;
    for (i, text) in value.values.iter().enumerate() {
        f.write_str(if i > 0 {
            " OR "
        } else if parentheses {
            "("
        } else {
            ""
        })?;
        let bare = |c: char| c.is_alphanumeric() && !is_wide(c) || matches!(c, '/' | '.' | '_') || value.pattern && c == '*';
        if !text.is_empty() && text.chars().all(bare) && !is_reserved(text) {
            f.write_str(text)?;
            continue;
        }
        f.write_char('"')?;
        if value.pattern {
            write_pattern(f, text, |c| c == '"')?;
        } else {
            for c in text.chars() {
                if matches!(c, '"' | '\\' | '*' | '?') {
                    f.write_char('\\')?;
                }
                f.write_char(c)?;
            }
        }
        f.write_char('"')?;
    }
    f.write_str(if parentheses { ")" } else { "" })
}

fn write_date(f: &mut fmt::Formatter<'_>, span: DateSpan) -> fmt::Result {
    let range = match (span.first, span.last) {
        (None, None) => None,
        (Some(first), Some(last)) if first == last => Some(first.to_string()),
        (first, last) => {
            let end = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            Some(format!("{}..{}", end(first), end(last)))
        }
    };
    match (span.undated, range) {
        (Undated::Only, _) => f.write_str("no:date"),
        (Undated::Exclude, Some(range)) => write!(f, "date:{range}"),
        (Undated::Exclude, None) => f.write_str("has:date"),
        (Undated::Include, Some(range)) => write!(f, "(date:{range} OR no:date)"),
        (Undated::Include, None) => f.write_str("(has:date OR no:date)"),
    }
}

fn write_number(f: &mut fmt::Formatter<'_>, range: &NumberRange) -> fmt::Result {
    let NumberRange { field, min, max } = range;
    let number = |number: i64| number_text(field, number);
    match (*min, *max) {
        (Some(min), Some(max)) if min == max => write!(f, "{field}:{}", number(min)),
        (Some(min), Some(max)) => write!(f, "{field}:{}..{}", number(min), number(max)),
        (Some(min), None) => write!(f, "{field}:{}..", number(min)),
        (None, Some(max)) => write!(f, "{field}:..{}", number(max)),
        (None, None) => write!(f, "({field}:..0 OR {field}:0..)"),
    }
}

/// A number as its field takes it.
pub(super) fn number_text(field: &str, number: i64) -> String {
    let is_share = IndexSchema::get().field(field).is_some_and(|field| field.kind == FieldType::Share);
    if is_share { share_text(number) } else { number.to_string() }
}

/// Hundredths as a share: `0.8`, `0.85`, `1`.
pub(super) fn share_text(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
