//! Reads web pages.

use crate::article::RawArticle;

use crate::readers::fragment;

/// Reads the article of a page.
pub fn read(html: &str) -> Vec<RawArticle> {
    let body = fragment::fragment_text(html);
    if body.is_empty() {
        return Vec::new();
    }
    vec![RawArticle { body, ..RawArticle::default() }]
}
