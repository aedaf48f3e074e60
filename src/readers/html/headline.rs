//! The headline: what the page's data, its headings and its title agree on, without the site's name.

use super::meta::Facts;
use super::tree::Tag;

/// What sites put between headline and their name.
const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ", " / ", "｜", " ― "];

/// Finds the headline.
pub(super) fn headline(facts: &Facts<'_, '_>, source: Option<&str>) -> Option<String> {
    let h1s: Vec<String> = facts
        .page
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, n)| n.tag == Tag::H1)
        .map(|(id, _)| facts.page.line(id, 400))
        .filter(|t| !t.is_empty())
        .collect();
    let title = facts.page.nodes.iter().position(|n| n.tag == Tag::Title).map(|id| facts.page.line(id, 600)).filter(|t| !t.is_empty());
    let marked = facts.with_itemprop("headline").map(|id| facts.page.line(id, 400)).find(|t| !t.is_empty());
    let stated = facts.article().and_then(|a| a.headline.clone()).map(|h| super::meta::plain(&h));
    let social = facts.meta(&["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"]);
    let is_site = |text: &str| source.is_some_and(|s| letters(s) == letters(text));
    let clean = |text: String| {
        let cut = without_site(&text, source, &h1s, title.as_deref());
        Some(cut.to_owned()).filter(|t| !t.is_empty() && !is_site(t))
    };
    let h1 = h1s.iter().find(|h| [&stated, &social, &title].into_iter().flatten().any(|t| agree(h, t))).cloned();
    let only_h1 = (h1s.len() == 1).then(|| h1s[0].clone()).filter(|h| !is_site(h));
    stated
        .and_then(clean)
        .or_else(|| social.and_then(clean))
        .or(marked)
        .or(h1)
        .or(only_h1)
        .or_else(|| title.clone().and_then(clean))
        .or_else(|| h1s.first().cloned())
}

/// The letters and digits of a text, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether one text begins with the other.
fn agree(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    a.len() >= 8 && b.len() >= 8 && (a.starts_with(&b) || b.starts_with(&a))
}

/// A title without the site's name at its end or beginning.
fn without_site<'t>(text: &'t str, source: Option<&str>, h1s: &[String], title: Option<&str>) -> &'t str {
    let text = text.trim();
    for separator in SEPARATORS {
        for (at, _) in text.rmatch_indices(separator) {
            let (head, tail) = (text[..at].trim(), text[at + separator.len()..].trim());
            let named = source.is_some_and(|s| {
                let (site, tail) = (letters(s), letters(tail));
                !tail.is_empty() && (site == tail || site.contains(&tail) || (tail.contains(&site) && site.len() >= 3))
            });
            if !head.is_empty() && (named || h1s.iter().any(|h| letters(h) == letters(head))) {
                return without_site(head, source, &[], None);
            }
            let (first, rest) = (head, tail);
            if source.is_some_and(|s| letters(s) == letters(first)) && !rest.is_empty() {
                return rest;
            }
        }
    }
    let _ = title;
    text
}
