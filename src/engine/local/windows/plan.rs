//! A query looked up: which parts of it are read a window at a time, and which document by document.

use tantivy::index::SegmentReader;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Weight};

use super::matcher::{AllMatcher, AnyMatcher, DocsMatcher, Matcher};
use crate::engine::local::at_least::AtLeastQuery;
use crate::engine::local::forms::{FormsQuery, FormsWeight, searcher_of};
use crate::engine::local::spans::SpansWeight;
use crate::engine::local::text_query::TextQuery;

/// A query, looked up.
pub(super) enum Plan {
    Word(FormsWeight),
    Phrase(SpansWeight),
    /// Of `echoes` every document matches one of the others, so that they add to scores alone.
    Any {
        parts: Vec<Plan>,
        echoes: Vec<Plan>,
    },
    All {
        parts: Vec<Plan>,
        without: Vec<Plan>,
    },
    Docs {
        weight: Box<dyn Weight>,
        is_scored: bool,
    },
}

impl Plan {
    pub(super) fn of(query: &dyn Query, scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        let is_scored = scoring.is_scoring_enabled();
        let each =
            |queries: &[Box<dyn Query>]| queries.iter().map(|query| Self::of(&**query, scoring)).collect::<tantivy::Result<Vec<_>>>();
        if let Some(text) = query.downcast_ref::<TextQuery>() {
            let echoes = if is_scored { each(&text.echoes)? } else { Vec::new() };
            return Ok(Self::Any { parts: each(&text.fields)?, echoes });
        }
        if let Some(word) = query.downcast_ref::<FormsQuery>()
            && let Some(weight) = word.weight_of_few(searcher_of(&scoring)?, is_scored)?
        {
            return Ok(Self::Word(weight));
        }
        if let Some(phrase) = query.downcast_ref::<AtLeastQuery>().and_then(AtLeastQuery::phrase) {
            let weight = phrase.spans_weight(searcher_of(&scoring)?)?;
            return Ok(Self::Phrase(if is_scored { weight } else { weight.unscored() }));
        }
        if let Some(clauses) = query.downcast_ref::<BooleanQuery>().map(BooleanQuery::clauses).filter(|clauses| !clauses.is_empty()) {
            let of = |wanted| clauses.iter().filter(move |(occur, _)| *occur == wanted);
            let each = |wanted| of(wanted).map(|(_, query)| Self::of(&**query, scoring)).collect::<tantivy::Result<Vec<_>>>();
            match (of(Occur::Must).count(), of(Occur::Should).count()) {
                (0, should) if should == clauses.len() => return Ok(Self::Any { parts: each(Occur::Should)?, echoes: Vec::new() }),
                (must, 0) if must > 0 => return Ok(Self::All { parts: each(Occur::Must)?, without: each(Occur::MustNot)? }),
                _ => {}
            }
        }
        Ok(Self::Docs { weight: query.weight(scoring)?, is_scored })
    }

    /// The query in one segment.
    pub(super) fn matcher(&self, reader: &SegmentReader) -> tantivy::Result<Matcher> {
        let each = |plans: &[Self]| plans.iter().map(|plan| plan.matcher(reader)).collect::<tantivy::Result<Vec<_>>>();
        Ok(match self {
            Self::Word(weight) => weight.word_matcher(reader)?.map_or_else(Matcher::nothing, |word| Matcher::Word(Box::new(word))),
            Self::Phrase(weight) => {
                weight.phrase_matcher(reader)?.map_or_else(Matcher::nothing, |phrase| Matcher::Phrase(Box::new(phrase)))
            }
            Self::Any { parts, echoes } => Matcher::Any(AnyMatcher { parts: each(parts)?, echoes: each(echoes)? }),
            Self::All { parts, without } => Matcher::All(AllMatcher::new(each(parts)?, each(without)?)),
            Self::Docs { weight, is_scored } => Matcher::Docs(DocsMatcher::new(weight.scorer(reader, 1.0)?, *is_scored)),
        })
    }
}
