//! Where quotes have what nothing has in the field that was asked: a word that nobody says may be a speaker's name, a name that nobody has a role,
//! and the other way.

use super::absent::{is_exact, written};
use super::collect::count;
use super::lower::Lowering;
use super::roles::is_article;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{Text, Word};
use crate::results::Elsewhere;
use crate::schema::DocumentKind;

/// Where documents of a kind have it that nothing has which `text` asks for, a part of `query`; as many as the same command finds there.
pub(super) fn elsewhere(lowering: &Lowering<'_>, find: DocumentKind, query: &Node, text: &Text) -> Result<Option<Elsewhere>> {
    let field = match text.fields.first().map(String::as_str) {
        None | Some("said" | "role") => "speaker",
        // Who asks for a whole name asks for no role.
        Some("speaker") if !is_exact(text) => "role",
        Some(_) => return Ok(None),
    };
    let words: Vec<Word> = text.words.iter().map(as_any_form).collect();
    let is_small = |word: &Word| matches!(word, Word::Plain(word) if is_article(word));
    if words.iter().all(is_small) {
        return Ok(None);
    }
    // `the mayor` is asked for as a speaker, and roles have it without the article.
    let shorter = words.split_first().filter(|(first, rest)| !rest.is_empty() && is_small(first));
    for words in [Some(words.as_slice()), shorter.map(|(_, rest)| rest)].into_iter().flatten() {
        let asked = Text { fields: vec![field.to_owned()], words: words.to_vec(), slop: 0, span: None };
        let (value, asked) = (written(&asked), Node::Text(asked));
        let counted = if find == DocumentKind::Quote { "quote" } else { "article" };
        let told =
            |asked: &Node, found, any_kind| Elsewhere { field, value: value.clone(), query: asked.to_string(), counted, any_kind, found };
        if find != DocumentKind::Quote {
            let asked = if field == "role" { Node::Quote(Box::new(asked)) } else { asked };
            match found(&lowering.of_articles_alone(), asked.clone())? {
                0 => continue,
                articles => return Ok(Some(told(&asked, articles, false))),
            }
        }
        let kinds = kinds(query);
        let of_kinds = Node::all_of([vec![asked.clone()], kinds.clone()].concat());
        for (node, any_kind) in [Some((of_kinds, false)), (!kinds.is_empty()).then(|| (asked.clone(), true))].into_iter().flatten() {
            match found(&lowering.of_quotes(), node)? {
                0 => {}
                quotes => return Ok(Some(told(&asked, quotes, any_kind))),
            }
        }
    }
    Ok(None)
}

/// Whose name a word is that quotes say, but none of the kinds that are looked for.
pub(super) fn elsewhere_of_kinds(lowering: &Lowering<'_>, query: &Node, text: &Text) -> Result<Option<Elsewhere>> {
    let kinds = kinds(query);
    if kinds.is_empty() || text.fields != ["said"] {
        return Ok(None);
    }
    match found(&lowering.of_quotes(), Node::all_of([vec![Node::Text(text.clone())], kinds].concat()))? {
        0 => elsewhere(lowering, DocumentKind::Quote, query, text),
        _ => Ok(None),
    }
}

fn found(lowering: &Lowering<'_>, node: Node) -> Result<usize> {
    let query = lowering.lower(&node)?;
    count(lowering.searcher(), &query, lowering.finds()).map_err(|error| lowering.damaged(&error))
}

/// The word in whatever form and case: of names and roles nothing else is asked.
fn as_any_form(word: &Word) -> Word {
    if let Word::Exact(form) = word { Word::Plain(form.clone()) } else { word.clone() }
}

/// What a query asks of how quotes are given.
fn kinds(query: &Node) -> Vec<Node> {
    let parts = if let Node::And(parts) = query { parts.as_slice() } else { std::slice::from_ref(query) };
    parts.iter().filter(|part| is_of_kinds(part)).cloned().collect()
}

fn is_of_kinds(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.fields == ["speech"],
        Node::Value(value) => value.field == "speech",
        Node::Or(parts) => !parts.is_empty() && parts.iter().all(is_of_kinds),
        _ => false,
    }
}
