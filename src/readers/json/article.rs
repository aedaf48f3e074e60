//! Turns a JSON object into a `RawArticle`.
//!
//! Fields are known by their names (see `names`); where several hold the same thing the best name with a value wins. Objects such as
//! `_source`, `fields` or `attributes` count as part of the record. A lead, abstract or description becomes the first paragraph where
//! the main text does not hold its words already, so that no text is lost.

use std::borrow::Cow;

use super::names::{self, Slot};
use super::node::Node;
use super::values::{date_words, location_words, many_words, text_words, words};
use crate::article::{DateFrom, DateRole, RawArticle, RawDate};
use crate::readers::fields::{FieldMap, Target};
use crate::readers::{fragment, paragraphs};

/// How deep objects are taken as part of the record.
const DEEPEST: usize = 3;

/// An object read as an article.
pub(super) struct Found {
    /// What was read; its path and record are not filled in.
    pub(super) article: RawArticle,
    /// The record's own id.
    pub(super) id: Option<String>,
    /// Whether it has main text, not a lead or description alone.
    pub(super) has_text: bool,
}

impl Found {
    /// Whether there is enough in it to be sure that it is an article: main text, or a headline with a date.
    pub(super) fn is_certain(&self) -> bool {
        self.has_text || (self.article.headline.is_some() && !self.article.dates.is_empty())
    }
}

/// Reads an object as an article; `None` if it has neither headline nor text.
pub(super) fn read(mut node: Node<'_>, map: &FieldMap) -> Option<Found> {
    let mut fields = Fields::default();
    for entry in map.entries() {
        let value = node.take(&entry.path).or_else(|| node.take(&[vec!["_source".to_owned()], entry.path.clone()].concat()));
        if let Some(value) = value {
            let (slot, name) = (slot_of(entry.target), entry.path.join("."));
            fields.values.push(Value { slot, rank: 0, name: Cow::Owned(name), node: value });
        }
    }
    fields.collect(node, "", 0);
    fields.values.sort_by_key(|value| value.rank);
    fields.into_article()
}

fn slot_of(target: Target) -> Slot {
    match target {
        Target::Headline => Slot::Headline,
        Target::Body => Slot::Body,
        Target::Date => Slot::Published,
        Target::Updated => Slot::Updated,
        Target::Byline => Slot::Byline,
        Target::Source => Slot::Source,
        Target::Section => Slot::Section,
        Target::Lang => Slot::Lang,
        Target::Url => Slot::Url,
        Target::Location => Slot::Location,
        Target::Speakers => Slot::Speakers,
        Target::Record => Slot::Record,
    }
}

/// A field whose meaning is known.
struct Value<'a> {
    slot: Slot,
    rank: u8,
    name: Cow<'a, str>,
    node: Node<'a>,
}

/// The fields of a record, sorted into known and unknown.
#[derive(Default)]
struct Fields<'a> {
    values: Vec<Value<'a>>,
    unknown: Vec<String>,
}

impl<'a> Fields<'a> {
    fn collect(&mut self, node: Node<'a>, outer: &str, depth: usize) {
        let Node::Object(members) = node else { return };
        for (name, node) in members {
            if node.is_blank() {
                continue;
            }
            match names::meaning(&name) {
                Some((slot, _)) if is_wrapper(slot, &name, &node) && depth < DEEPEST => {
                    self.collect(node, if name.starts_with('_') { "" } else { &name }, depth + 1);
                }
                Some((slot, _)) if is_unfit(slot, &node) => self.unknown.push(dotted(outer, &name)),
                Some((slot, rank)) => self.values.push(Value { slot, rank: rank + 10 * depth as u8, name, node }),
                None => self.unknown.push(dotted(outer, &name)),
            }
        }
    }

    /// The first value of a slot that gives text, best name first.
    fn first(&mut self, slot: Slot) -> Option<String> {
        self.values.iter().filter(|value| value.slot == slot).find_map(|value| line(&value.node))
    }

    fn into_article(mut self) -> Option<Found> {
        let named = self.first(Slot::Headline);
        let kinds = || self.values.iter().filter(|value| value.slot == Slot::Kind);
        let is_article = kinds().any(|value| is_article_type(&value.node));
        let is_other = !is_article && kinds().any(|value| value.name == "@type");
        let leads = self.texts(Slot::Lead);
        let main = self.body();
        let has_text = !main.is_empty();
        let body = with_leads(main, &leads);
        let only_name = self.values.iter().filter(|value| value.slot == Slot::Headline).all(|value| value.name == "name");
        if !has_text && (is_other || (body.is_empty() && (named.is_none() || (only_name && !is_article)))) {
            return None;
        }
        let url = self.url();
        let article = RawArticle {
            headline: named,
            body,
            dates: self.dates(),
            bylines: self.lists(Slot::Byline, &["name", "original", "displayname", "display_name", "full_name", "fullname"]),
            source: self.source(),
            section: self.section(),
            lang: self.first(Slot::Lang),
            url,
            location: self.location(),
            speakers: self.lists(Slot::Speakers, &["name", "speaker"]),
            unknown_fields: std::mem::take(&mut self.unknown),
            ..RawArticle::default()
        };
        Some(Found { article, id: self.first(Slot::Record), has_text })
    }

    /// The main text: that of the best name, unless another field has more than twice as much.
    fn body(&mut self) -> String {
        let mut best = String::new();
        for value in self.values.iter_mut().filter(|value| value.slot == Slot::Body) {
            let text = text_words(std::mem::replace(&mut value.node, Node::Null)).map(|text| body_text(text, &value.name));
            if let Some(text) = text.filter(|text| best.is_empty() || text.len() > 2 * best.len()) {
                best = text;
            }
        }
        if best.is_empty() {
            let page = self.values.iter().find(|value| value.slot == Slot::Page).and_then(|value| words(&value.node));
            best = page.map(|page| body_text(page, "html")).unwrap_or_default();
        }
        best
    }

    fn texts(&mut self, slot: Slot) -> Vec<String> {
        let values = self.values.iter_mut().filter(|value| value.slot == slot);
        values
            .filter_map(|value| text_words(std::mem::replace(&mut value.node, Node::Null)).map(|text| body_text(text, &value.name)))
            .collect()
    }

    fn lists(&self, slot: Slot, inner: &[&str]) -> Vec<String> {
        let of_slot = || self.values.iter().filter(|value| value.slot == slot);
        let best = of_slot().map(|value| value.rank).min();
        let mut all: Vec<String> = Vec::new();
        for value in of_slot() {
            let found = many_words(&value.node, inner);
            // Other names say the same again; names that a user gave add up.
            if (all.is_empty() || (value.rank == 0 && best == Some(0))) && !found.is_empty() {
                all.extend(found.into_iter().filter(|name| !is_address(name)));
            }
        }
        all
    }

    fn dates(&self) -> Vec<RawDate> {
        let mut dates: Vec<RawDate> = Vec::new();
        for value in &self.values {
            let role = match value.slot {
                Slot::Published => DateRole::Published,
                Slot::Date => DateRole::Unknown,
                Slot::Updated => DateRole::Updated,
                _ => continue,
            };
            if let Some(words) = date_words(&value.node) {
                dates.push(RawDate { words, from: DateFrom::Metadata, role, field: value.name.to_string() });
            }
        }
        dates.sort_by_key(|date| date.role);
        dates
    }

    fn url(&self) -> Option<String> {
        let of_slot = |slot| self.values.iter().filter(move |value| value.slot == slot).filter_map(|value| words(&value.node));
        let found = of_slot(Slot::Url).chain(of_slot(Slot::Source)).chain(of_slot(Slot::Record)).find(|words| is_address(words));
        found.map(|words| words.trim().to_owned())
    }

    fn source(&self) -> Option<String> {
        let sources = self.values.iter().filter(|value| value.slot == Slot::Source);
        sources.filter_map(|value| line(&value.node)).find(|words| !is_address(words))
    }

    fn section(&self) -> Option<String> {
        let sections = self.values.iter().filter(|value| value.slot == Slot::Section);
        sections.map(|value| many_words(&value.node, &["name", "title", "label"])).find(|list| !list.is_empty()).map(|list| list.join(", "))
    }

    fn location(&self) -> Option<String> {
        let value =
            self.values.iter().filter(|value| value.slot == Slot::Location).find_map(|value| Some((value, location_words(&value.node)?)));
        let (value, words) = value?;
        let country = self.values.iter().find(|value| value.slot == Slot::Country).and_then(|value| location_words(&value.node));
        Some(match country.filter(|_| value.name.eq_ignore_ascii_case("city")) {
            Some(country) => format!("{words}, {country}"),
            None => words,
        })
    }
}

fn dotted(outer: &str, name: &str) -> String {
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

fn is_wrapper(slot: Slot, name: &str, node: &Node<'_>) -> bool {
    let Node::Object(members) = node else { return false };
    let holds_text =
        || members.iter().any(|(name, _)| matches!(names::meaning(name), Some((Slot::Headline | Slot::Body, rank)) if rank < 6));
    slot == Slot::Wrapper || name == "_source" || (name == "content" && holds_text() && node.get("rendered").is_none())
}

/// Whether a value cannot be what its name says: a number for an author or a section, an object for a wrapper that is none.
fn is_unfit(slot: Slot, node: &Node<'_>) -> bool {
    let number = |node: &Node<'_>| matches!(node, Node::Integer(_) | Node::Float(_) | Node::Bool(_));
    match (slot, node) {
        (Slot::Wrapper, _) => true,
        (Slot::Published | Slot::Date | Slot::Updated | Slot::Record, Node::Bool(_)) => true,
        (Slot::Published | Slot::Date | Slot::Updated | Slot::Record | Slot::Kind, _) => false,
        (_, Node::List(items)) => items.iter().all(number),
        (_, node) => number(node),
    }
}

fn is_article_type(node: &Node<'_>) -> bool {
    let names = |text: &str| ["Article", "NewsArticle", "BlogPosting", "Posting", "Report", "Note"].iter().any(|end| text.ends_with(end));
    match node {
        Node::Text(text) => names(text),
        Node::List(items) => items.iter().any(is_article_type),
        _ => false,
    }
}

fn is_address(words: &str) -> bool {
    let words = words.trim_start();
    words.get(..8).is_some_and(|start| {
        let start = start.to_ascii_lowercase();
        start.starts_with("http://") || start.starts_with("https://") || start.starts_with("//")
    })
}

/// A value on one line: markup gone, white space single.
fn line(node: &Node<'_>) -> Option<String> {
    let text = fragment::plain(words(node)?);
    let normal = paragraphs::normalised(text);
    let single = if normal.contains(['\n', '\t']) { normal.split_whitespace().collect::<Vec<_>>().join(" ") } else { normal.into_owned() };
    (!single.is_empty()).then_some(single)
}

/// Main text of a field in paragraphs.
fn body_text(text: Cow<'_, str>, name: &str) -> String {
    let html = name.to_ascii_lowercase().contains("html") || fragment::is_html(&text);
    let text = if html { Cow::Owned(fragment::fragment_text(&text)) } else { text };
    let normal = paragraphs::normalised(text);
    match without_count(&normal) {
        Some(rest) => rest.to_owned(),
        None => normal.into_owned(),
    }
}

/// Text without the mark of a cut (`… [+3532 chars]`) that some services put at its end.
fn without_count(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(" chars]")?;
    let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix("[+")?;
    Some(rest.trim_end())
}

/// Puts leads whose words the text does not hold before it.
fn with_leads(body: String, leads: &[String]) -> String {
    if leads.is_empty() {
        return body;
    }
    let mut held = letters(&body);
    let mut opening = String::new();
    for paragraph in leads.iter().flat_map(|lead| lead.split("\n\n")) {
        let words = letters(without_ellipsis(paragraph));
        if !words.is_empty() && memchr::memmem::find(held.as_bytes(), words.as_bytes()).is_none() {
            held.push(' ');
            held.push_str(&words);
            opening.push_str(paragraph);
            opening.push_str("\n\n");
        }
    }
    opening.push_str(&body);
    opening.truncate(opening.trim_end().len());
    opening
}

fn without_ellipsis(text: &str) -> &str {
    let mut text = text.trim_end();
    for end in ["Read more", "Continue reading", "[&hellip;]"] {
        text = text.strip_suffix(end).unwrap_or(text).trim_end();
    }
    text.trim_end_matches(['.', '…', '[', ']', ' '])
}

/// Letters and digits only, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
