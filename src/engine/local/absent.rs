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
use super::elsewhere::{elsewhere, elsewhere_of_kinds};
use super::lower::Lowering;
use crate::analysis::fold::fold;
use crate::analysis::latin::in_latin;
use crate::analysis::names::Title;
use crate::analysis::terms::read_form;
use crate::analysis::tokenizer::name_words;
use crate::analysis::words::is_within;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{Text, Value, Word};
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
    let lowering = lowering.unscored();
    let (find, mut conditions) = (lowering.finds(), Vec::new());
    let lowering = lowering.of_articles_alone();
    gather(&lowering, query, &mut conditions);
    let failed = |error| lowering.damaged(&error);
    let mut found: Vec<Absent> = Vec::new();
    for asked in conditions.into_iter().take(MAX_CONDITIONS) {
        let of_its_kind = asked.lowering(&lowering);
        let (field, value) = (asked.name.clone(), asked.value());
        let absent = Absent { field, value, of_kinds: false, alike: Vec::new(), others: Vec::new(), elsewhere: None };
        let alone = of_its_kind.lower(&asked.node)?;
        if found.iter().any(|told| told.field == absent.field && told.value == absent.value) {
            continue;
        }
        if count(lowering.searcher(), &alone, of_its_kind.finds()).map_err(failed)? > 0 {
            if let (Node::Text(text), What::Word(_), DocumentKind::Quote) = (&asked.node, &asked.what, find)
                && let Some(elsewhere) = elsewhere_of_kinds(&lowering, query, text)?
            {
                found.push(Absent { of_kinds: true, elsewhere: Some(elsewhere), ..absent });
            }
            continue;
        }
        let alike = asked.alike(&of_its_kind)?;
        let others = if alike.is_empty() { asked.commonest(&lowering).map_err(failed)? } else { Vec::new() };
        let elsewhere = match &asked.node {
            Node::Text(text) if !matches!(asked.what, What::Pattern(_)) => elsewhere(&lowering, find, query, text)?,
            _ => None,
        };
        found.push(Absent { alike, others, elsewhere, ..absent });
    }
    Ok(found)
}

/// What a query names, each name and word by itself; what is negated may well be absent.
fn gather(lowering: &Lowering<'_>, node: &Node, found: &mut Vec<Asked>) {
    match node {
        Node::Text(text) => Asked::add_text(lowering, text, found),
        Node::Value(value) => found.extend(Asked::value_of(lowering, value)),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(lowering, part, found)),
        Node::Near(near) => {
            let sides = [&near.left, &near.right].into_iter().take(if near.negated { 1 } else { 2 });
            sides.for_each(|side| gather(lowering, side, found));
        }
        Node::Boost { node, .. } | Node::Quote(node) | Node::AtLeast { node, .. } => gather(lowering, node, found),
        Node::All | Node::Date(_) | Node::Number(_) | Node::Has { .. } | Node::Not(_) => {}
    }
}

/// What one condition asks for.
struct Asked {
    /// The name, value or word as a condition of its own.
    node: Node,
    /// The field, as the query calls it; nothing for a word of running text.
    name: String,
    /// The first of its fields with its place in the declaration; the body for a word of running text.
    field: (usize, &'static Field),
    what: What,
}

/// What is asked for in a field.
enum What {
    /// A name or value as the query has it, where it is spelled out.
    Value(String),
    /// A word of running text.
    Word(Word),
    /// What is not spelled out, so that nothing can be like it.
    Pattern(String),
}

impl Asked {
    fn value_of(lowering: &Lowering<'_>, value: &Value) -> Option<Self> {
        let typed = value.values.first()?.clone();
        let what = if value.pattern { What::Pattern(typed) } else { What::Value(typed) };
        Some(Self { node: Node::Value(value.clone()), name: value.field.clone(), field: placed(lowering, &value.field)?, what })
    }

    /// A name as a whole, or each word of running text by itself.
    fn add_text(lowering: &Lowering<'_>, text: &Text, found: &mut Vec<Self>) {
        let first = text.fields.first().map_or("body", String::as_str);
        let Some(field) = placed(lowering, first) else { return };
        if field.1.kind != FieldType::News {
            let literal = text.words.iter().all(|word| matches!(word, Word::Plain(_) | Word::Exact(_)));
            let what = if literal { What::Value(written(text)) } else { What::Pattern(written(text)) };
            return found.push(Self { node: Node::Text(text.clone()), name: first.to_owned(), field, what });
        }
        let name = if text.fields.len() > 1 { text.fields.join(" or ") } else { text.fields.concat() };
        for word in &text.words {
            let one = Text { fields: text.fields.clone(), words: vec![word.clone()], slop: 0, span: None };
            let what = match word {
                Word::Plain(_) | Word::Exact(_) => What::Word(word.clone()),
                Word::Pattern(_) | Word::Fuzzy(..) => What::Pattern(written(&one)),
            };
            found.push(Self { node: Node::Text(one), name: name.clone(), field, what });
        }
    }

    /// As the query has it.
    fn value(&self) -> String {
        match &self.what {
            What::Value(name) if self.is_exact() => format!("={name}"),
            What::Value(value) | What::Pattern(value) => value.clone(),
            What::Word(word) => as_typed(word),
        }
    }

    /// Whether a name is asked for as the whole one.
    fn is_exact(&self) -> bool {
        matches!(&self.node, Node::Text(text) if self.name == "speaker" && is_exact(text))
    }

    /// The lowering for what has the field.
    fn lowering<'l>(&self, lowering: &Lowering<'l>) -> Lowering<'l> {
        let on_articles = self.field.1.on.contains(&DocumentKind::Article);
        if on_articles { lowering.of_articles_alone() } else { lowering.of_quotes() }
    }

    /// What the archive has that is most like it, most alike first, each with the number of articles; of quotes where only these have the field.
    fn alike(&self, lowering: &Lowering<'_>) -> Result<Vec<(String, usize)>> {
        let (place, field) = self.field;
        let alike = match &self.what {
            What::Pattern(_) => Ok(Vec::new()),
            What::Word(word) => return self.words_alike(lowering, word),
            What::Value(_) if matches!(field.name.as_str(), "path" | "url" | "lang") => Ok(Vec::new()),
            What::Value(value) if field.kind == FieldType::Name => names_alike(lowering, self.field, value),
            What::Value(value) => values_alike(lowering, place, value),
        };
        let mut alike = alike.map_err(|error| lowering.damaged(&error))?;
        keep_most_alike(&mut alike);
        if field.kind != FieldType::Name {
            // Counted by term so far, which files and what was deleted may have too.
            for (value, _, documents) in &mut alike {
                let one = Value { field: field.name.clone(), values: vec![value.clone()], pattern: false, span: None };
                let query = lowering.lower(&Node::Value(one))?;
                *documents = count(lowering.searcher(), &query, lowering.finds()).map_err(|error| lowering.damaged(&error))?;
            }
            alike.retain(|(_, _, documents)| *documents > 0);
        }
        Ok(alike.into_iter().map(|(value, _, documents)| (value, documents)).collect())
    }

    /// Words like the one typed, as they are written; exact ones in the form that is asked for.
    fn words_alike(&self, lowering: &Lowering<'_>, word: &Word) -> Result<Vec<(String, usize)>> {
        let Node::Text(text) = &self.node else { return Ok(Vec::new()) };
        let mut alike = words_alike(lowering, lowering.indexed(self.field), word).map_err(|error| lowering.damaged(&error))?;
        keep_most_alike(&mut alike);
        let mut counted = Vec::new();
        for (form, ..) in alike {
            let like = if matches!(word, Word::Exact(_)) { Word::Exact(form) } else { Word::Plain(form) };
            let typed = as_typed(&like);
            // Counted by form so far, and an article may hold several.
            let query = lowering.lower(&Node::Text(Text { words: vec![like], ..text.clone() }))?;
            let documents = count(lowering.searcher(), &query, lowering.finds()).map_err(|error| lowering.damaged(&error))?;
            counted.extend((documents > 0).then_some((typed, documents)));
        }
        Ok(counted)
    }

    /// The commonest values of a field that has few.
    fn commonest(&self, lowering: &Lowering<'_>) -> tantivy::Result<Vec<(String, usize)>> {
        let (_, field) = self.field;
        if !OF_FEW_VALUES.contains(&field.name.as_str()) {
            return Ok(Vec::new());
        }
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

fn placed(lowering: &Lowering<'_>, name: &str) -> Option<(usize, &'static Field)> {
    lowering.schema().place(name).map(|place| (place, &lowering.schema().fields()[place]))
}

fn keep_most_alike(alike: &mut Vec<Alike>) {
    alike.sort_by(|a, b| a.1.cmp(&b.1).then(b.2.cmp(&a.2)).then_with(|| a.0.cmp(&b.0)));
    alike.truncate(NAMED);
}

/// A word as a query writes it.
fn as_typed(word: &Word) -> String {
    match word {
        Word::Exact(form) => format!("={form}"),
        Word::Plain(text) | Word::Pattern(text) => text.clone(),
        Word::Fuzzy(text, edits) => format!("{text}~{edits}"),
    }
}

/// Whether all words are asked for in one form.
pub(super) fn is_exact(text: &Text) -> bool {
    text.words.iter().all(|word| matches!(word, Word::Exact(_)))
}

/// The words of a name or value, as an option takes them.
pub(super) fn written(text: &Text) -> String {
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

/// The same of names, which may be written in other letters.
fn how_far_in_names(typed: &str, word: &str) -> Option<usize> {
    how_far(typed, word).or_else(|| match (in_latin(typed), in_latin(word)) {
        (Some(typed), None) => how_far(&typed, word),
        (None, Some(word)) => how_far(typed, &word),
        _ => None,
    })
}

/// Names some words of which are like those typed. The distance counts words that are not there first.
fn names_alike(lowering: &Lowering<'_>, (place, field): (usize, &Field), typed: &str) -> tantivy::Result<Vec<Alike>> {
    let mut typed = name_words(typed);
    typed.retain(|word| Title::of(word).is_none());
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for reader in lowering.searcher().segment_readers() {
        let Some(column) = reader.fast_fields().str(&field.name)? else { continue };
        let inverted = reader.inverted_index(engine_field(place))?;
        let mut found = Vec::new();
        let mut stream = inverted.terms().stream()?;
        while let Some((term, info)) = stream.next() {
            let Ok(term) = std::str::from_utf8(term) else { continue };
            let far = typed.iter().filter_map(|word| how_far_in_names(word, term)).min();
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
        let each = typed.iter().map(|typed| words.iter().filter_map(|word| how_far_in_names(typed, word)).min());
        let missing = each.clone().filter(Option::is_none).count();
        // Of several words a first name in common makes nobody alike, a surname does.
        let surnames = typed.last().zip(words.last());
        let is_near =
            missing == 0 || missing * 2 <= typed.len() && surnames.is_some_and(|(typed, word)| how_far_in_names(typed, word).is_some());
        is_near.then(|| missing * 100 + each.flatten().sum::<usize>())
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

/// Words of a field that are like the one typed and begin with its first letter, or with its second, each as it is written.
fn words_alike(lowering: &Lowering<'_>, place: usize, word: &Word) -> tantivy::Result<Vec<Alike>> {
    let (Word::Plain(typed) | Word::Exact(typed)) = word else { return Ok(Vec::new()) };
    let is_exact = matches!(word, Word::Exact(_));
    let typed = fold(typed);
    if !typed.chars().all(char::is_alphabetic) {
        return Ok(Vec::new());
    }
    let mut counts: FxHashMap<String, FxHashMap<String, (usize, usize)>> = FxHashMap::default();
    for reader in lowering.searcher().segment_readers() {
        let inverted = reader.inverted_index(engine_field(place))?;
        for first in typed.chars().take(2) {
            let (from, below) = (first.to_string(), format!("{first}{}", char::MAX));
            let mut stream = inverted.terms().range().ge(from.as_bytes()).lt(below.as_bytes()).into_stream()?;
            while let Some((term, info)) = stream.next() {
                let Some((key, form)) = std::str::from_utf8(term).ok().and_then(read_form) else { continue };
                if let Some(far) = how_far(&typed, &fold(&form)) {
                    // Forms of one word are one: the commonest of the nearest stands for them.
                    let group = if is_exact { form.as_str() } else { key };
                    let forms = counts.entry(group.to_owned()).or_default();
                    forms.entry(form).or_insert((far, 0)).1 += info.doc_freq as usize;
                }
            }
            if typed.chars().nth(1) == Some(first) {
                break;
            }
        }
    }
    let alike = counts.into_values().filter_map(|forms| {
        let articles = forms.values().map(|(_, articles)| articles).sum();
        let nearest = forms
            .into_iter()
            .min_by(|(a, (far, most)), (b, (other_far, other_most))| far.cmp(other_far).then(other_most.cmp(most)).then_with(|| a.cmp(b)));
        nearest.map(|(form, (far, _))| (form, far, articles))
    });
    Ok(alike.collect())
}
