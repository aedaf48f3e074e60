//! Conditions on text to queries: words, phrases, proximity, counts, one query a field.

use tantivy::query::Query;

use super::asked::AskedQuery;
use super::at_least::{AtLeastQuery, FieldMatches};
use super::beside::{RowsQuery, Wanted};
use super::forms::{FormsQuery, Scored};
use super::full_names::Asked;
use super::lower::{LEAD, Lowering, any_of, keyword_selector, unsupported};
use super::name_pattern::NamePatternQuery;
use super::selector::{Selector, Selectors, name_selectors, news_selectors};
use super::spans::{Place, SpansQuery, Tree};
use super::stretches::Stretch;
use super::text_query::TextQuery;
use crate::analysis::spans::{Nearness, Reach, Sequence};
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{Near, Text, Within, Word};
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, Field, FieldType};

/// A field with its place in the declaration.
pub(super) type Placed = (usize, &'static Field);

impl Lowering<'_> {
    /// Documents that hold a text in any of its fields.
    pub(super) fn text(&self, text: &Text) -> Result<Box<dyn Query>> {
        let asked = match NameSought::of(text) {
            NameSought::Person(asked) => return Ok(Box::new(AskedQuery { find: self.finds(), asked })),
            NameSought::Words(asked) => asked,
        };
        let (mut fields, mut echoes) = (Vec::new(), Vec::new());
        for field in self.fields_of(text)? {
            let is_echo = text.fields.is_empty() && field.1.name == LEAD;
            if let Some(query) = self.text_in(text, field) {
                if is_echo { &mut echoes } else { &mut fields }.push(query);
            }
        }
        if let Some(asked) = asked {
            fields.push(Box::new(AskedQuery { find: self.finds(), asked }));
        }
        Ok(if echoes.is_empty() { any_of(fields) } else { Box::new(TextQuery { fields, echoes }) })
    }

    /// The text in one field; `None` where it holds no word.
    fn text_in(&self, text: &Text, placed: Placed) -> Option<Box<dyn Query>> {
        let place = self.place_of(placed.1);
        if self.finds() == DocumentKind::Quote && placed.1.kind == FieldType::Keyword {
            let wanted = Wanted::Keywords(keyword_selector(&text.words));
            return Some(Box::new(RowsQuery { field: placed.1.name.clone(), wanted }));
        }
        let indexed = engine_field(self.indexed(placed));
        match self.words_in(text, placed) {
            Tree::Words(words, _) if words.is_empty() => None,
            Tree::Words(words, sequence) if words.len() == 1 && matches!(place, Place::Rows(Stretch::Speaker | Stretch::Role)) => {
                let (selector, field) = (words[0].selector.clone(), placed.1.name.as_str());
                let spans = SpansQuery { field: indexed, tree: Tree::Words(words, sequence), has_breaks: false, place };
                Some(Box::new(NamePatternQuery { spans: AtLeastQuery::once([spans]), selector, field }))
            }
            Tree::Words(mut words, _) if words.len() == 1 && place == Place::Documents => {
                words.pop().map(|word| Box::new(word) as Box<dyn Query>)
            }
            tree => {
                let query = SpansQuery { field: indexed, tree, has_breaks: false, place };
                Some(Box::new(AtLeastQuery::once([query])))
            }
        }
    }

    /// Where words of a field are looked for.
    fn place_of(&self, field: &Field) -> Place {
        match Stretch::of_field(&field.name) {
            Some(stretch) if self.finds() == DocumentKind::Quote => Place::Rows(stretch),
            _ => Place::Documents,
        }
    }

    /// The place in the declaration of the field in which the words of a field are indexed: itself, or the one that it is a stretch of.
    pub(super) fn indexed(&self, (place, field): Placed) -> usize {
        field.within.as_ref().and_then(|whole| self.schema().place(whole)).unwrap_or(place)
    }

    fn words_in(&self, text: &Text, (place, field): Placed) -> Tree<FormsQuery> {
        let place = self.indexed((place, field));
        let Selectors { words, width } = match field.kind {
            FieldType::News => news_selectors(&text.words, self.languages()),
            FieldType::Keyword | FieldType::Place => Selectors { words: vec![(0, keyword_selector(&text.words))], width: 1 },
            _ => name_selectors(&text.words),
        };
        let scored = (field.kind == FieldType::News).then_some(Scored { documents: self.articles(), boost: field.boost });
        let (offsets, words) =
            words.into_iter().map(|(offset, selector)| (offset, FormsQuery { field: engine_field(place), selector, scored })).unzip();
        Tree::Words(words, Sequence { offsets, width, slop: text.slop })
    }

    /// Documents in which texts stand as a [`Node::Near`] says.
    pub(super) fn near(&self, node: &Node) -> Result<Box<dyn Query>> {
        let queries = self.spans_queries(node)?;
        Ok(Box::new(AtLeastQuery::once(queries.into_iter().map(|(_, query)| query))))
    }

    /// Documents in which a text occurs so often. What the lead holds is counted in the body, if there.
    pub(super) fn at_least(&self, count: u32, node: &Node) -> Result<Box<dyn Query>> {
        let queries = self.spans_queries(node)?;
        let has_body = queries.iter().any(|(field, _)| field.name == "body");
        let counts = |field: &Field| !(has_body && field.name == "lead");
        let fields = queries.into_iter().map(|(field, query)| FieldMatches { query, counts: counts(field) }).collect();
        Ok(Box::new(AtLeastQuery { count: count as usize, fields }))
    }

    /// The condition in each of its fields.
    pub(super) fn spans_queries(&self, node: &Node) -> Result<Vec<(&'static Field, SpansQuery)>> {
        let mut texts = Vec::new();
        texts_of(node, &mut texts)?;
        let Some((first, others)) = texts.split_first() else { return Ok(Vec::new()) };
        if others.iter().any(|text| text.fields != first.fields) {
            return Err(unsupported("proximity of words in different fields"));
        }
        let mut queries = Vec::new();
        for (place, field) in self.fields_of(first)? {
            if !matches!(field.kind, FieldType::News | FieldType::Name) {
                return Err(unsupported(format!("positions in {}, which holds whole values", field.name)));
            }
            let tree = self.tree(node, (place, field))?;
            let query = SpansQuery {
                field: engine_field(self.indexed((place, field))),
                tree,
                has_breaks: has_breaks(field),
                place: self.place_of(field),
            };
            queries.push((field, query));
        }
        Ok(queries)
    }

    fn tree(&self, node: &Node, field: Placed) -> Result<Tree<FormsQuery>> {
        Ok(match node {
            Node::Text(text) => self.words_in(text, field),
            Node::Or(parts) => Tree::Any(joined(parts.iter().map(|part| self.tree(part, field)).collect::<Result<_>>()?)),
            Node::Near(near) => {
                let nearness = nearness(near);
                Tree::Near(Box::new(self.tree(&near.left, field)?), Box::new(self.tree(&near.right, field)?), nearness)
            }
            _ => return Err(no_positions()),
        })
    }
}

/// Most alternatives that are words of their own. More are looked for as the forms of one word, which takes no longer the more they are; what
/// they add to a score is then that of a word as common as all of them.
const FEW_ALTERNATIVES: usize = if cfg!(test) { 2 } else { 16 };
/// Most words that are joined so: their forms must be few enough to be looked at side by side.
const JOINED: usize = 250;

/// The alternatives, those that are single words joined where there are many.
fn joined(alternatives: Vec<Tree<FormsQuery>>) -> Vec<Tree<FormsQuery>> {
    let is_word = |tree: &Tree<FormsQuery>| matches!(tree, Tree::Words(words, Sequence { width: 1, .. }) if matches!(words.as_slice(), [word] if word.selector.is_untested()));
    if alternatives.iter().filter(|tree| is_word(tree)).count() <= FEW_ALTERNATIVES {
        return alternatives;
    }
    let (words, mut others): (Vec<_>, Vec<_>) = alternatives.into_iter().partition(is_word);
    let words: Vec<FormsQuery> =
        words.into_iter().filter_map(|tree| if let Tree::Words(words, _) = tree { Some(words) } else { None }).flatten().collect();
    for words in words.chunks(JOINED) {
        let selector = Selector::any_of(words.iter().map(|word| word.selector.clone()));
        let one = words.iter().take(1).map(|word| FormsQuery { selector: selector.clone(), ..word.clone() });
        others.push(Tree::Words(one.collect(), Sequence { offsets: vec![0], width: 1, slop: 0 }));
    }
    others
}

/// By what a text finds speakers.
pub(super) enum NameSought {
    /// By who they are alone: a title, or a name that is whole, leaves out some of those whose name has the words.
    Person(Asked),
    /// By the words of a name, and by who they are where the name is a full one.
    Words(Option<Asked>),
}

impl NameSought {
    pub(super) fn of(text: &Text) -> Self {
        match (speaker_asked(text), exact_speaker(text)) {
            (Some(asked), _) if asked.title.is_some() => Self::Person(asked),
            (_, Some(exact)) => Self::Person(exact),
            (asked, None) => Self::Words(asked.filter(Asked::is_full)),
        }
    }
}

/// The speaker that a text asks for by name.
fn speaker_asked(text: &Text) -> Option<Asked> {
    let words = text.words.iter().map(|word| match word {
        Word::Plain(word) => Some(word.clone()),
        Word::Exact(_) | Word::Pattern(_) | Word::Fuzzy(..) => None,
    });
    Asked::of(&words.collect::<Option<Vec<_>>>()?).filter(|_| asks_for_speaker(text))
}

/// The speaker that a text asks for under one name alone: `speaker:="Clinton"`.
fn exact_speaker(text: &Text) -> Option<Asked> {
    let words = text.words.iter().map(|word| match word {
        Word::Exact(word) => Some(word.clone()),
        Word::Plain(_) | Word::Pattern(_) | Word::Fuzzy(..) => None,
    });
    Asked::exactly(&words.collect::<Option<Vec<_>>>()?).filter(|_| asks_for_speaker(text))
}

/// Whether a text is looked for among speakers alone, its words in a row.
fn asks_for_speaker(text: &Text) -> bool {
    text.fields.len() == 1 && text.fields[0] == "speaker" && text.slop == 0
}

/// What a [`Near`] asks of two matches.
pub(super) fn nearness(near: &Near) -> Nearness {
    let reach = match near.within {
        Within::Words(most) => Reach::Words(most),
        Within::Sentence => Reach::Sentence,
        Within::Paragraph => Reach::Paragraph,
    };
    Nearness { reach, ordered: near.ordered, negated: near.negated }
}

/// The first text of a condition on positions.
pub(super) fn first_text(node: &Node) -> Option<&Text> {
    match node {
        Node::Text(text) => Some(text),
        Node::Or(parts) => parts.iter().find_map(first_text),
        Node::Near(near) => first_text(&near.left),
        Node::AtLeast { node, .. } => first_text(node),
        _ => None,
    }
}

fn texts_of<'n>(node: &'n Node, texts: &mut Vec<&'n Text>) -> Result<()> {
    match node {
        Node::Text(text) => texts.push(text),
        Node::Or(parts) => parts.iter().try_for_each(|part| texts_of(part, texts))?,
        Node::Near(near) => {
            texts_of(&near.left, texts)?;
            texts_of(&near.right, texts)?;
        }
        _ => return Err(no_positions()),
    }
    Ok(())
}

fn no_positions() -> crate::error::Error {
    unsupported("proximity of anything but words, phrases and alternatives of them")
}

/// Whether sentences and paragraphs of a field are in the index. A headline is one sentence.
fn has_breaks(field: &Field) -> bool {
    matches!(field.name.as_str(), "body" | "lead" | "said")
}
