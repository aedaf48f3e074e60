//! What a query has to do with one article: whether it matches, and where the query's words stand.

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, TantivyError};

use super::branches::Branch;
use super::explain::is_at;
use super::hits::characters;
use super::lower::Lowering;
use super::said::said_needles;
use crate::analysis::highlight::{Source, marks};
use crate::analysis::language::Language;
use crate::article::Article;
use crate::error::Result;
use crate::query::Node;
use crate::results::{Marks, Matched};

/// Judges the article at `address`; what is asked of quotes is marked in the quotes that meet all of it.
pub(super) fn matched(lowering: &Lowering<'_>, article: &Article, address: DocAddress, query: &Node) -> Result<Matched> {
    let failed = |error: TantivyError| lowering.damaged(&error);
    let searcher = lowering.searcher();
    let language = Language::from_code(article.lang.as_deref());
    let weight = lowering.lower(query)?.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(failed)?;
    let mut documents = weight.scorer(searcher.segment_reader(address.segment_ord), 0.0).map_err(failed)?;
    let matches = is_at(&mut *documents, address.doc_id);
    let branch = Branch::of(lowering, query)?;
    let marked = if matches { branch.at(searcher, address).map_err(failed)? } else { branch.anywhere() };
    let mut of_body = marked.needles.body.clone();
    of_body.extend(said_needles(&marked.quotes, searcher, address, &article.quotes).map_err(failed)?);
    let headline = article.headline.as_deref().unwrap_or_default();
    let of_headline = &marked.needles.headline;
    let marks = Marks {
        headline: characters(headline, 0, &marks(Source { text: headline, language, lead: headline.len() }, of_headline)),
        body: characters(&article.body, 0, &marks(Source { text: &article.body, language, lead: article.lead_len }, &of_body)),
    };
    Ok(Matched { matches, marks })
}
