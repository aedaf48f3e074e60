//! What the patterns and fuzzy words of a query stand for in the index, those that are negated and those asked of quotes included.

use rustc_hash::FxHashMap;

use super::collect::count;
use super::explain::has_words;
use super::lower::Lowering;
use super::selector::value_selector;
use crate::analysis::terms::read_form;
use crate::error::Result;
use crate::query::tree::{Text, Value, Word};
use crate::query::{Node, print};
use crate::results::Expansion;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, FieldType};

/// Forms of a pattern that are shown.
const SHOWN_FORMS: usize = 20;

/// The words and values that each of them stands for, with the number of articles, or of quotes where only quotes have the field.
pub(super) fn expansions(lowering: &Lowering<'_>, query: &Node) -> Result<Vec<Expansion>> {
    let mut patterns = Vec::new();
    gather(query, &mut patterns);
    let mut found: Vec<Expansion> = Vec::new();
    for pattern in patterns {
        let word = print(&pattern);
        if found.iter().any(|other| other.word == word) {
            continue;
        }
        let articles = lowering.of_articles_alone();
        let is_of_articles = fields_of(&pattern)
            .iter()
            .all(|name| articles.schema().field(name).is_some_and(|field| field.on.contains(&DocumentKind::Article)));
        let lowering = if is_of_articles { articles } else { lowering.of_quotes() }.unscored();
        if let Some(forms) = forms(&lowering, &pattern)? {
            found.push(expansion(&lowering, &pattern, word, forms)?);
        }
    }
    Ok(found)
}

/// Each pattern and fuzzy word as a condition of its own.
fn gather(node: &Node, patterns: &mut Vec<Node>) {
    match node {
        Node::Text(text) => {
            for word in text.words.iter().filter(|word| matches!(word, Word::Pattern(_) | Word::Fuzzy(..))) {
                patterns.push(Node::Text(Text { fields: text.fields.clone(), words: vec![word.clone()], slop: 0, span: None }));
            }
        }
        Node::Value(value) if value.pattern => patterns.push(node.clone().without_spans()),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| gather(part, patterns)),
        Node::Near(near) => {
            gather(&near.left, patterns);
            gather(&near.right, patterns);
        }
        Node::AtLeast { node, .. } | Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => gather(node, patterns),
        Node::All | Node::Value(_) | Node::Date(_) | Node::Number(_) | Node::Has { .. } => {}
    }
}

fn fields_of(pattern: &Node) -> &[String] {
    match pattern {
        Node::Text(text) => &text.fields,
        Node::Value(value) => std::slice::from_ref(&value.field),
        _ => &[],
    }
}

/// The forms of a pattern, each with the number of documents that its terms name, which may count one twice; `None` where its field has no words.
fn forms(lowering: &Lowering<'_>, pattern: &Node) -> Result<Option<FxHashMap<String, u64>>> {
    let failed = |error| lowering.damaged(&error);
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    if let Node::Value(value) = pattern {
        let Some(place) = lowering.schema().place(&value.field) else { return Ok(None) };
        let selector = value_selector(&value.values, true);
        for reader in lowering.searcher().segment_readers() {
            let inverted = reader.inverted_index(engine_field(place)).map_err(failed)?;
            let visited = selector.for_each(inverted.terms(), |term, info| {
                *counts.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
                true
            });
            visited.map_err(|error| failed(error.into()))?;
        }
        return Ok(Some(counts));
    }
    if !has_words(lowering, pattern) {
        return Ok(None);
    }
    for (field, query) in lowering.spans_queries(pattern)? {
        let has_forms = field.kind == FieldType::News;
        for (term, documents) in query.terms(lowering.searcher()).map_err(failed)? {
            let form = if has_forms { read_form(&term).map_or_else(|| term.clone(), |(_, form)| form) } else { term };
            *counts.entry(form).or_default() += documents;
        }
    }
    Ok(Some(counts))
}

/// The commonest of the forms, counted anew one by one.
fn expansion(lowering: &Lowering<'_>, pattern: &Node, word: String, forms: FxHashMap<String, u64>) -> Result<Expansion> {
    let mut forms: Vec<(String, u64)> = forms.into_iter().collect();
    let commonest_first = |a: &(String, u64), b: &(String, u64)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    forms.sort_unstable_by(commonest_first);
    let others = forms.len().saturating_sub(SHOWN_FORMS);
    forms.truncate(SHOWN_FORMS);
    // Names have one form, and an exact one is a whole name.
    let are_words = |name: &String| lowering.schema().field(name).is_none_or(|field| field.kind == FieldType::News);
    let has_forms = fields_of(pattern).iter().all(are_words);
    for (form, documents) in &mut forms {
        let word = if has_forms { Word::Exact(form.clone()) } else { Word::Plain(form.clone()) };
        let one = match pattern {
            Node::Value(value) => Node::Value(Value { values: vec![form.clone()], pattern: false, ..value.clone() }),
            _ => Node::Text(Text { fields: fields_of(pattern).to_vec(), words: vec![word], slop: 0, span: None }),
        };
        let query = lowering.lower(&one)?;
        *documents = count(lowering.searcher(), &query, lowering.finds()).map_err(|error| lowering.damaged(&error))? as u64;
    }
    forms.retain(|(_, documents)| *documents > 0);
    forms.sort_unstable_by(commonest_first);
    let counted = if lowering.finds() == DocumentKind::Quote { "quotes" } else { "articles" };
    Ok(Expansion { word, forms, others, counted })
}
