//! Where a query's words stand in one article.

use super::hits::characters;
use super::needles::needles;
use crate::analysis::highlight::{Source, marks};
use crate::analysis::language::Language;
use crate::article::Article;
use crate::query::Node;
use crate::results::Marks;

/// All matches of a query in an article; what was said counts where it was said.
pub(super) fn marks_of(article: &Article, query: &Node, languages: &[Language]) -> Marks {
    let language = Language::from_code(article.lang.as_deref());
    let found = |text: &str, lead: usize, fields: &[&str]| {
        characters(text, 0, &marks(Source { text, language, lead }, &needles(query, fields, languages)))
    };
    Marks {
        headline: article.headline.as_deref().map_or(Vec::new(), |headline| found(headline, headline.len(), &["headline"])),
        body: found(&article.body, article.lead_len, &["body", "lead", "said"]),
    }
}
