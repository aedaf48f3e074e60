//! Reads plain text as saved from a news site.

use crate::article::RawArticle;

use super::paragraphs;

/// Reads the article of a text: its first paragraph is the headline.
pub fn read(text: &str) -> Vec<RawArticle> {
    let text = paragraphs::normalise(text);
    if text.is_empty() {
        return Vec::new();
    }
    let (headline, body) = text.split_once("\n\n").unwrap_or(("", &text));
    vec![RawArticle { headline: Some(headline.to_owned()).filter(|line| !line.is_empty()), body: body.to_owned(), ..RawArticle::default() }]
}
