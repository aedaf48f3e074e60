//! Turns a JSON object into a `RawArticle`.
//!
//! Fields are known by their names (see `names`); where several hold the same thing the best name with a value wins. Objects such as
//! `_source`, `fields` or `attributes` count as part of the record. A lead, abstract or description becomes the first paragraph where
//! the main text does not hold its words already, so that no text is lost.

use std::borrow::Cow;

use super::leads::with_leads;
use super::names::{self, Slot};
use super::node::Node;
use super::values::{date_words, location_words, many_words, parted_names, text_words, words};
use crate::article::{DateFrom, DateRole, RawArticle, RawDate, ValueName};
use crate::readers::fields::{FieldMap, Target};
use crate::readers::{fragment, html, paragraphs};

/// How deep objects are taken as part of the record.
pub(super) const DEEPEST: usize = 3;

/// What each object around a field adds to the rank of its name.
const PER_DEPTH: u8 = 10;

/// An object read as an article.
pub(super) struct Found {
    /// What was read; its path and record are not filled in.
    pub(super) article: RawArticle,
    /// Whether control characters have been taken out of its body.
    pub(super) is_clean: bool,
    /// The record's own id.
    pub(super) id: Option<String>,
}

/// Reads an object as an article; `None` if it has neither headline nor text.
pub(super) fn read(mut node: Node<'_>, map: &FieldMap) -> Option<Found> {
    let mut fields = Fields::default();
    for entry in map.entries() {
        let name = entry.path.join(".");
        // A name may hold a full stop itself.
        let value = node.take(&entry.path).or_else(|| node.take(std::slice::from_ref(&name)));
        if let Some(value) = value.or_else(|| node.take(&[vec!["_source".to_owned()], entry.path.clone()].concat())) {
            fields.values.push(Value { slot: slot_of(entry.target), rank: 0, name: Cow::Owned(name), node: value });
        }
    }
    fields.collect(node, "", 0);
    fields.values.sort_by_key(|value| value.rank);
    fields.into_article()
}

/// Fields of a writer that hold the name.
const BYLINE_NAMES: &[&str] = &["name", "original", "displayname", "display_name", "full_name", "fullname"];

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
        self.values.reserve(members.len());
        for (name, node) in members {
            if node.is_blank() {
                continue;
            }
            match names::meaning(&name) {
                Some((slot, _)) if is_wrapper(slot, &name, &node) && depth < DEEPEST => {
                    self.collect(node, if name.starts_with('_') { "" } else { &name }, depth + 1);
                }
                Some((slot, _)) if is_unfit(slot, &node) => self.unknown.push(dotted(outer, &name)),
                Some((_, names::STRING_ONLY)) if !matches!(node, Node::Text(_)) => self.unknown.push(dotted(outer, &name)),
                Some((slot, rank)) => self.values.push(Value { slot, rank: rank + PER_DEPTH * depth as u8, name, node }),
                None => self.unknown.push(dotted(outer, &name)),
            }
        }
    }

    /// The first value of a slot that gives text, best name first.
    fn first(&self, slot: Slot) -> Option<String> {
        self.values.iter().filter(|value| value.slot == slot).find_map(|value| line(&value.node))
    }

    fn into_article(mut self) -> Option<Found> {
        let named = self.first(Slot::Headline);
        let kinds = || self.values.iter().filter(|value| value.slot == Slot::Kind);
        let is_article = kinds().any(|value| is_article_type(&value.node));
        let is_other = !is_article && kinds().any(|value| value.name == "@type");
        let leads = self.texts(Slot::Lead);
        let page = self.page();
        let main = self.body();
        let main = if main.is_empty() { page.as_ref().map(|page| page.body.clone()).unwrap_or_default() } else { main };
        let has_text = !main.is_empty();
        let is_clean = page.is_none();
        let body = with_leads(main, &leads);
        let only_name =
            self.values.iter().filter(|value| value.slot == Slot::Headline).all(|value| value.rank % PER_DEPTH == names::BARE_NAME);
        if !has_text && (is_other || (body.is_empty() && (named.is_none() || (only_name && !is_article)))) {
            return None;
        }
        let url = self.url();
        let mut article = RawArticle {
            headline: named,
            body,
            dates: self.dates(),
            bylines: self.lists(Slot::Byline, BYLINE_NAMES),
            source: self.source(),
            section: self.section(),
            lang: self.first(Slot::Lang),
            url,
            location: self.location(),
            speakers: self.lists(Slot::Speakers, &["name", "speaker"]).into_iter().flat_map(parted_names).collect(),
            unknown_fields: std::mem::take(&mut self.unknown),
            ..RawArticle::default()
        };
        self.note(&mut article);
        if let Some(page) = page {
            complete(&mut article, page);
        }
        // Some call their id `uri`.
        let uri = || {
            self.values
                .iter()
                .filter(|value| value.slot == Slot::Url)
                .find_map(|value| line(&value.node).filter(|words| !is_address(words)))
        };
        let id = self.first(Slot::Record).or_else(uri);
        Some(Found { article, is_clean, id })
    }

    /// Notes every field that names headline, writers or source.
    fn note(&self, article: &mut RawArticle) {
        for value in &self.values {
            let name = match value.slot {
                Slot::Headline => ValueName::Headline,
                Slot::Byline => ValueName::Byline,
                Slot::Source => ValueName::Source,
                _ => continue,
            };
            let all =
                if name == ValueName::Byline { many_words(&value.node, BYLINE_NAMES) } else { line(&value.node).into_iter().collect() };
            all.iter().for_each(|words| article.consider(name, words, &format!("field {}", value.name)));
        }
    }

    /// The main text: that of the best name, unless another field has more than twice as much.
    fn body(&mut self) -> String {
        let mut best = String::new();
        for value in self.values.iter_mut().filter(|value| matches!(value.slot, Slot::Body | Slot::Page)) {
            let words = text_words(std::mem::replace(&mut value.node, Node::Null)).filter(|text| !fragment::is_page(text));
            let text = words.map(|text| body_text(text, &value.name));
            if let Some(text) = text.filter(|text| best.is_empty() || text.len() > 2 * best.len()) {
                best = text;
            }
        }
        best
    }

    /// The article of a whole page that stands in a field.
    fn page(&self) -> Option<RawArticle> {
        let pages = self.values.iter().filter(|value| matches!(value.slot, Slot::Page | Slot::Body)).filter_map(|value| words(&value.node));
        pages.filter(|text| fragment::is_page(text)).find_map(|page| html::read(&page).ok())
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
        join_time(&mut dates);
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
        Some(match country.filter(|_| names::is_city(&value.name)) {
            Some(country) => format!("{words}, {country}"),
            None => words,
        })
    }
}

/// Fills in from a page what the record's own fields leave open.
fn complete(article: &mut RawArticle, page: RawArticle) {
    article.headline = article.headline.take().or(page.headline);
    article.source = article.source.take().or(page.source);
    article.section = article.section.take().or(page.section);
    article.lang = article.lang.take().or(page.lang);
    article.url = article.url.take().or(page.url);
    article.location = article.location.take().or(page.location);
    article.dates.extend(page.dates);
    article.considered.extend(page.considered);
    article.dates.sort_by_key(|date| date.role);
    if article.bylines.is_empty() {
        article.bylines = page.bylines;
    }
}

/// Joins a time that stands in a field of its own to the date it belongs to.
fn join_time(dates: &mut Vec<RawDate>) {
    let is_time = |words: &str| words.len() <= 8 && words.contains(':') && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let Some(at) = dates.iter().position(|date| date.field.eq_ignore_ascii_case("time") && is_time(&date.words)) else { return };
    let time = dates.remove(at).words;
    if let Some(date) = dates.iter_mut().find(|date| date.field.eq_ignore_ascii_case("date") && !date.words.contains(':')) {
        date.words = format!("{} {time}", date.words);
        date.field = format!("{}, time", date.field);
    }
}

fn dotted(outer: &str, name: &str) -> String {
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

pub(super) fn is_wrapper(slot: Slot, name: &str, node: &Node<'_>) -> bool {
    let Node::Object(members) = node else { return false };
    let holds_text =
        || members.iter().any(|(name, _)| matches!(names::meaning(name), Some((Slot::Headline | Slot::Body, rank)) if rank < 6));
    slot == Slot::Wrapper || name == "_source" || (name == "content" && holds_text() && node.get("rendered").is_none())
}

/// Whether a value cannot be what its name says: a number for an author or a section, an object for a wrapper that is none.
pub(super) fn is_unfit(slot: Slot, node: &Node<'_>) -> bool {
    let number = |node: &Node<'_>| matches!(node, Node::Integer(_) | Node::Float(_) | Node::Bool(_));
    match (slot, node) {
        (Slot::Wrapper, _) => true,
        (Slot::Published | Slot::Date | Slot::Updated | Slot::Record, Node::Bool(_)) => true,
        (Slot::Published | Slot::Date | Slot::Updated | Slot::Record | Slot::Kind, _) => false,
        (_, Node::List(items)) => items.iter().all(number),
        (_, node) => number(node),
    }
}

pub(super) fn is_article_type(node: &Node<'_>) -> bool {
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
        let begins = |with: &str| start.as_bytes()[..with.len()].eq_ignore_ascii_case(with.as_bytes());
        begins("http://") || begins("https://") || begins("//")
    })
}

/// A value on one line: markup gone, white space single.
fn line(node: &Node<'_>) -> Option<String> {
    let text = fragment::plain(words(node)?);
    let normal = paragraphs::normalised(text);
    let single = if memchr::memchr2(b'\n', b'\t', normal.as_bytes()).is_some() {
        normal.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        normal.into_owned()
    };
    (!single.is_empty()).then_some(single)
}

/// Main text of a field in paragraphs.
fn body_text(text: Cow<'_, str>, name: &str) -> String {
    let is_html = name.to_ascii_lowercase().contains("html") || fragment::is_html(&text);
    let text = if is_html { Cow::Owned(fragment::text_of(&text)) } else { text };
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

#[cfg(test)]
mod tests;
