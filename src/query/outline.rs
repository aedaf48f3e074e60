//! The query as an indented tree in words, for people who ask how it was understood.

use std::fmt::Write;

use super::print::number_text;
use super::tree::{DateSpan, Near, Node, Text, Undated, Value, Within, Word};

/// One line for each condition, those inside it indented by two spaces; ends without a line break.
pub fn outline(node: &Node) -> String {
    let mut out = String::new();
    write_node(node, 0, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.extend(std::iter::repeat_n("  ", depth));
    out.push_str(text);
    out.push('\n');
}

fn write_node(node: &Node, depth: usize, out: &mut String) {
    let mut inside = |title: &str, nodes: &[Node]| {
        line(out, depth, title);
        nodes.iter().for_each(|node| write_node(node, depth + 1, out));
    };
    match node {
        Node::And(nodes) => inside("all of", nodes),
        Node::Or(nodes) => inside("any of", nodes),
        Node::Not(node) => inside("not", std::slice::from_ref(node)),
        Node::Quote(node) => inside("in one quote", std::slice::from_ref(node)),
        Node::AtLeast { count, node } => inside(&format!("at least {count} times"), std::slice::from_ref(node)),
        Node::Boost { factor, node } => inside(&format!("weighted {factor}"), std::slice::from_ref(node)),
        Node::Near(near) => {
            line(out, depth, &near_title(near));
            write_node(&near.left, depth + 1, out);
            write_node(&near.right, depth + 1, out);
        }
        Node::All => line(out, depth, "everything"),
        Node::Has { field } => line(out, depth, &format!("{field}: any value")),
        Node::Text(text) => line(out, depth, &text_line(text)),
        Node::Value(value) => line(out, depth, &value_line(value)),
        Node::Date(span) => line(out, depth, &date_line(*span)),
        Node::Number(range) => {
            let number = |number: Option<i64>| number.map(|number| number_text(&range.field, number));
            let ends = match (number(range.min), number(range.max)) {
                (Some(min), Some(max)) if min == max => min,
                (Some(min), Some(max)) => format!("{min} to {max}"),
                (Some(min), None) => format!("{min} or more"),
                (None, Some(max)) => format!("{max} or less"),
                (None, None) => "any number".into(),
            };
            line(out, depth, &format!("{}: {ends}", range.field));
        }
    }
}

fn near_title(near: &Near) -> String {
    let order = if near.ordered { ", in this order" } else { "" };
    let within = match near.within {
        Within::Words(1) => "side by side".to_owned(),
        Within::Words(n) => format!("within {n} words"),
        Within::Sentence => "in one sentence".to_owned(),
        Within::Paragraph => "in one paragraph".to_owned(),
    };
    if near.negated { format!("the first at least once without the second {within}{order}") } else { format!("{within}{order}") }
}

fn text_line(text: &Text) -> String {
    let mut out = String::new();
    if !text.fields.is_empty() {
        let _ = write!(out, "{}: ", text.fields.join(" or "));
    }
    for (i, word) in text.words.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        let _ = match word {
            Word::Plain(word) => write!(out, "\"{word}\""),
            Word::Exact(word) => write!(out, "exactly \"{word}\""),
            Word::Pattern(pattern) => write!(out, "pattern {pattern}"),
            Word::Fuzzy(word, 1) => write!(out, "\"{word}\" but for one letter"),
            Word::Fuzzy(word, edits) => write!(out, "\"{word}\" but for {edits} letters"),
        };
    }
    if text.words.len() > 1 {
        out.push_str(" in a row");
    }
    if text.slop > 0 {
        let _ = write!(out, ", or up to {} moves apart", text.slop);
    }
    out
}

fn value_line(value: &Value) -> String {
    let values: Vec<String> = value.values.iter().map(|text| if value.pattern { text.clone() } else { format!("\"{text}\"") }).collect();
    format!("{}: {}{}", value.field, if value.pattern { "pattern " } else { "" }, values.join(" or "))
}

fn date_line(span: DateSpan) -> String {
    let days = match (span.first, span.last) {
        (Some(first), Some(last)) if first == last => format!("date: {first}"),
        (Some(first), Some(last)) => format!("date: {first} to {last}"),
        (Some(first), None) => format!("date: {first} or later"),
        (None, Some(last)) => format!("date: {last} or earlier"),
        (None, None) => "date: any".into(),
    };
    match span.undated {
        Undated::Exclude => days,
        Undated::Include => format!("{days}, or undated"),
        Undated::Only => "date: none".into(),
    }
}
