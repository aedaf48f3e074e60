//! Names, values and words of a query that nothing in the archive has, and what it has that is most like them.
//!
//! Asked only where a query finds nothing, so it may look through whole dictionaries. Alike is what begins with what was typed, or differs
//! from it by a letter; by two where it is long.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocSet, TERMINATED};

use super::collect::count;
use super::lower::Lowering;
use crate::analysis::fold::fold;
use crate::analysis::terms::read_form;
use crate::analysis::tokenizer::name_words;
use crate::analysis::words::is_within;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{Text, Word};
use crate::results::Absent;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, Field, FieldType};

/// Most conditions of a query that are looked at.
const MAX_CONDITIONS: usize = 20;
/// Values that are named.
const NAMED: usize = 3;
/// Values of a field of few that are named where none is alike.
const NAMED_OF_ALL: usize = 5;
/// Most terms of a dictionary that are looked up, for one word.
const MAX_TERMS: usize = 100;
/// Fields whose values are so few that the commonest help whoever guesses.
const OF_FEW_VALUES: [&str; 3] = ["source", "section", "lang"];

/// See [`Engine::absent`](crate::engine::Engine::absent).
pub(super) fn absent(lowering: &Lowering<'_>, query: &Node) -> Result<Vec<Absent>> {
    let mut conditions = Vec::new();
    gather(query, &mut conditions);
    let lowering = lowering.unscored();
    let failed = |error| lowering.damaged(&error);
    let mut found: Vec<Absent> = Vec::new();
    for node in conditions.into_iter().take(MAX_CONDITIONS) {
        let Some(asked) = Asked::of(&lowering, node) else { continue };
        let of_its_kind = match asked.field {
            Some((_, field)) if !field.on.contains(&DocumentKind::Article) => lowering.of_quotes(),
            _ => lowering.of_articles_alone(),
        };
        let query = of_its_kind.lower(node)?;
        let absent = Absent { field: asked.name(), value: asked.value.clone(), alike: Vec::new(), others: Vec::new() };
        if found.contains(&absent) || count(lowering.searcher(), &query, of_its_kind.finds()).map_err(failed)? > 0 {
            continue;
        }
        let alike = asked.alike(&lowering)?;
        let others = if alike.is_empty() { asked.commonest(&lowering).map_err(failed)? } else { Vec::new() };
        found.push(Absent { alike, others, ..absent });
    }
    Ok(found)
}

/// Conditions that name something; what is negated may well be absent.
fn gather<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match node {
        Node::Text(_) | Node::Value(_) => found.push(node),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(part, found)),
        Node::Near(near) => {
            [&near.left, &near.right].into_iter().take(if near.negated { 1 } else { 2 }).for_each(|side| gather(side, found))
        }
        Node::Boost { node, .. } | Node::Quote(node) | Node::AtLeast { node, .. } => gather(node, found),
        Node::All | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Not(_) => {}
    }
}

/// What one condition asks for.
struct Asked {
    /// The field with its place in the declaration; `None` for a word of running text.
    field: Option<(usize, &'static Field)>,
    /// As the query has it.
    value: String,
    /// Whether it is spelled out, so that others can be like it.
    literal: bool,
}

impl Asked {
    fn of(lowering: &Lowering<'_>, node: &Node) -> Option<Self> {
        let field = |name: &str| lowering.schema().place(name).map(|place| (place, &lowering.schema().fields()[place]));
        match node {
            Node::Value(value) => {
                Some(Self { field: Some(field(&value.field)?), value: value.values.first()?.clone(), literal: !value.pattern })
            }
            Node::Text(text) => {
                let named = match text.fields.as_slice() {
                    [] => None,
                    [name, others @ ..] => Some(field(name)?).filter(|(_, field)| !others.is_empty() || field.kind != FieldType::News),
                };
                let literal = text.words.iter().all(|word| matches!(word, Word::Plain(_) | Word::Exact(_)));
                let is_word = text.words.len() == 1 && text.fields.is_empty();
                let is_name = named.is_some_and(|(_, field)| field.kind != FieldType::News);
                (is_word || is_name).then(|| Self { field: named, value: written(text), literal })
            }
            _ => None,
        }
    }

    fn name(&self) -> String {
        self.field.map(|(_, field)| field.name.clone()).unwrap_or_default()
    }

    /// What the archive has that is most like it, most alike first, each with the number of articles.
    fn alike(&self, lowering: &Lowering<'_>) -> Result<Vec<(String, usize)>> {
        if !self.literal {
            return Ok(Vec::new());
        }
        let alike = match self.field {
            None => words_alike(lowering, &self.value),
            Some((_, field)) if matches!(field.name.as_str(), "path" | "url" | "lang") => Ok(Vec::new()),
            Some((place, field)) if field.kind == FieldType::Name => names_alike(lowering, (place, field), &self.value),
            Some((place, _)) => values_alike(lowering, place, &self.value),
        };
        let failed = |error| lowering.damaged(&error);
        let mut alike = alike.map_err(failed)?;
        alike.sort_by(|a, b| a.1.cmp(&b.1).then(b.2.cmp(&a.2)).then_with(|| a.0.cmp(&b.0)));
        alike.truncate(NAMED);
        if self.field.is_none() {
            // Counted by form so far, and an article may hold several.
            for (word, _, articles) in &mut alike {
                let text = Text { fields: Vec::new(), words: vec![Word::Plain(word.clone())], slop: 0, span: None };
                *articles = count(lowering.searcher(), &lowering.text(&text)?, DocumentKind::Article).map_err(failed)?;
            }
        }
        Ok(alike.into_iter().map(|(value, _, articles)| (value, articles)).collect())
    }

    /// The commonest values of a field that has few.
    fn commonest(&self, lowering: &Lowering<'_>) -> tantivy::Result<Vec<(String, usize)>> {
        let Some((_, field)) = self.field.filter(|(_, field)| OF_FEW_VALUES.contains(&field.name.as_str())) else { return Ok(Vec::new()) };
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for reader in lowering.searcher().segment_readers() {
            let Some(column) = reader.fast_fields().str(&field.name)? else { continue };
            tally(reader, &column, 0..reader.max_doc(), &mut counts)?;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(NAMED_OF_ALL);
        Ok(counts)
    }
}

fn written(text: &Text) -> String {
    let words = text.words.iter().map(|word| match word {
        Word::Plain(word) | Word::Exact(word) | Word::Pattern(word) => word.clone(),
        Word::Fuzzy(word, edits) => format!("{word}~{edits}"),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A value that is like another: how far it is from it, and the number of articles that have it.
type Alike = (String, usize, usize);

/// How far a word of the archive is from one that was typed, where it is like it; both folded.
fn how_far(typed: &str, word: &str) -> Option<usize> {
    let letters = typed.chars().count();
    if typed == word {
        return Some(0);
    }
    if letters < 3 || typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let most = if letters < 6 { 1 } else { 2 };
    let edits = (1..=most).find(|&edits| is_within(typed, word, edits));
    edits.or_else(|| (letters > 3 && word.starts_with(typed)).then_some(most))
}

/// Names some words of which are like those typed. The distance counts words that are not there first.
fn names_alike(lowering: &Lowering<'_>, (place, field): (usize, &Field), typed: &str) -> tantivy::Result<Vec<Alike>> {
    let typed = name_words(typed);
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for reader in lowering.searcher().segment_readers() {
        let Some(column) = reader.fast_fields().str(&field.name)? else { continue };
        let inverted = reader.inverted_index(engine_field(place))?;
        let mut found = Vec::new();
        let mut stream = inverted.terms().stream()?;
        while let Some((term, info)) = stream.next() {
            let Ok(term) = std::str::from_utf8(term) else { continue };
            let far = typed.iter().filter_map(|word| how_far(word, term)).min();
            found.extend(far.map(|far| (far, info.clone())));
        }
        found.sort_by_key(|(far, info)| (*far, Reverse(info.doc_freq)));
        let mut documents = BitSet::with_max_value(reader.max_doc());
        for (_, info) in found.iter().take(MAX_TERMS) {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                documents.insert(postings.doc());
                postings.advance();
            }
        }
        tally(reader, &column, (0..reader.max_doc()).filter(|&doc| documents.contains(doc)), &mut counts)?;
    }
    let far = |name: &str| {
        let words = name_words(name);
        let each = typed.iter().map(|typed| words.iter().filter_map(|word| how_far(typed, word)).min());
        let missing = each.clone().filter(Option::is_none).count();
        (missing < typed.len()).then(|| missing * 100 + each.flatten().sum::<usize>())
    };
    Ok(counts.into_iter().filter_map(|(name, count)| far(&name).map(|far| (name, far, count))).collect())
}

/// Counts the values of documents.
fn tally(
    reader: &SegmentReader,
    column: &StrColumn,
    documents: impl Iterator<Item = u32>,
    counts: &mut FxHashMap<String, usize>,
) -> tantivy::Result<()> {
    let mut of_ord: FxHashMap<u64, usize> = FxHashMap::default();
    for doc in documents.filter(|&doc| !reader.is_deleted(doc)) {
        column.term_ords(doc).for_each(|ord| *of_ord.entry(ord).or_default() += 1);
    }
    for (ord, count) in of_ord {
        let mut value = String::new();
        column.ord_to_str(ord, &mut value)?;
        *counts.entry(value).or_default() += count;
    }
    Ok(())
}

/// Whole values that are like the one typed.
fn values_alike(lowering: &Lowering<'_>, place: usize, typed: &str) -> tantivy::Result<Vec<Alike>> {
    let typed = fold(typed);
    let mut counts: FxHashMap<String, Alike> = FxHashMap::default();
    for reader in lowering.searcher().segment_readers() {
        let inverted = reader.inverted_index(engine_field(place))?;
        let mut stream = inverted.terms().stream()?;
        while let Some((term, info)) = stream.next() {
            let Ok(term) = std::str::from_utf8(term) else { continue };
            if let Some(far) = how_far(&typed, term) {
                let (_, _, count) = counts.entry(term.to_owned()).or_insert_with(|| (term.to_owned(), far, 0));
                *count += info.doc_freq as usize;
            }
        }
    }
    Ok(counts.into_values().collect())
}

/// Words of the text that are like the one typed and begin with its first letter, or with its second.
fn words_alike(lowering: &Lowering<'_>, typed: &str) -> tantivy::Result<Vec<Alike>> {
    let typed = fold(typed);
    if !typed.chars().all(char::is_alphabetic) {
        return Ok(Vec::new());
    }
    let place = lowering.schema().place("body").unwrap_or_default();
    let mut counts: FxHashMap<String, Alike> = FxHashMap::default();
    for reader in lowering.searcher().segment_readers() {
        let inverted = reader.inverted_index(engine_field(place))?;
        for first in typed.chars().take(2) {
            let (from, below) = (first.to_string(), format!("{first}{}", char::MAX));
            let mut stream = inverted.terms().range().ge(from.as_bytes()).lt(below.as_bytes()).into_stream()?;
            while let Some((term, info)) = stream.next() {
                let Some((key, form)) = std::str::from_utf8(term).ok().and_then(read_form) else { continue };
                let form = fold(&form);
                if let Some(far) = how_far(&typed, &form) {
                    // Forms of one word are one: the commonest stands for them.
                    let alike = counts.entry(key.to_owned()).or_insert_with(|| (form.clone(), far, 0));
                    if far < alike.1 {
                        (alike.0, alike.1) = (form, far);
                    }
                    alike.2 += info.doc_freq as usize;
                }
            }
            if typed.chars().nth(1) == Some(first) {
                break;
            }
        }
    }
    Ok(counts.into_values().collect())
}
