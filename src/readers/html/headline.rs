//! The headline: what the page's data, its headings and its title agree on, without the site's name.

use super::meta::Facts;
use super::tree::{Id, Tag};

/// What sites put between headline and their name.
const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ", " / ", "｜", " ― "];

/// Finds the headline: as the page's data have it, else what it gives to be shared, else as printed.
pub(super) fn headline(facts: &Facts<'_, '_>, source: Option<&str>) -> Option<String> {
    let nodes = || facts.page.nodes.iter().enumerate();
    let h1s: Vec<String> =
        nodes().filter(|(_, n)| n.tag == Tag::H1).map(|(id, _)| facts.page.line(id, 400)).filter(|t| !t.is_empty()).take(20).collect();
    let title = nodes().find(|(_, n)| n.tag == Tag::Title).map(|(id, _)| facts.page.line(id, 600));
    let marked = facts.with_itemprop("headline").map(|id| facts.page.line(id, 400)).find(|t| !t.is_empty());
    let stated = facts.article().and_then(|a| a.headline.clone()).map(|h| super::meta::plain(&h));
    let social = facts.meta(&["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"]);
    let printed = h1s.iter().find(|h| [&stated, &social, &title].into_iter().flatten().any(|t| agree(h, t))).or(h1s.first()).cloned();
    let is_site = |text: &str| source.is_some_and(|s| letters(s) == letters(text));
    let clean = |text: String| Some(without_site(&text, source, &h1s).to_owned()).filter(|t| !t.is_empty() && !is_site(t));
    let [stated, social, marked, printed, title] = [stated, social, marked, printed, title].map(|text| text.and_then(clean));
    let agree = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if letters(a) == letters(b));
    // The page's title is worded for search engines; data that agree with it alone are too.
    if agree(&stated, &title) && agree(&printed, &social) {
        return printed;
    }
    // What is shared leaves out the words that some houses put before a headline.
    let shorter = |whole: &str, part: &str| {
        let (whole, part) = (letters(whole), letters(part));
        part.chars().count() >= 20 && whole.len() > part.len() && whole.ends_with(&part)
    };
    if matches!((&stated, &social), (Some(whole), Some(part)) if shorter(whole, part)) {
        return social;
    }
    [stated, social, marked, printed, title].into_iter().flatten().next()
}

/// The heading that shows the headline, else the first heading of the first rank.
pub(super) fn place(facts: &Facts<'_, '_>, headline: Option<&str>) -> Option<Id> {
    let wanted = letters(headline?);
    let headings = |tags: &'static [Tag]| facts.page.nodes.iter().enumerate().filter(|(_, n)| tags.contains(&n.tag)).map(|(id, _)| id);
    let shows = |id: &Id| {
        let shown = letters(&facts.page.line(*id, 400));
        shown.len() >= 8 && (shown.starts_with(&wanted) || wanted.starts_with(&shown))
    };
    headings(&[Tag::H1])
        .take(20)
        .find(shows)
        .or_else(|| headings(&[Tag::Heading]).take(60).find(shows))
        .or_else(|| headings(&[Tag::H1]).next())
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
fn without_site<'t>(text: &'t str, source: Option<&str>, h1s: &[String]) -> &'t str {
    let text = text.trim();
    for separator in SEPARATORS {
        for (at, _) in text.rmatch_indices(separator) {
            let (head, tail) = (text[..at].trim(), text[at + separator.len()..].trim());
            let named = source.is_some_and(|s| {
                let (site, tail) = (letters(s), letters(tail));
                !tail.is_empty() && (site == tail || site.contains(&tail) || (tail.contains(&site) && site.len() >= 3))
            });
            if !head.is_empty() && (named || h1s.iter().any(|h| letters(h) == letters(head))) {
                return without_site(head, source, &[]);
            }
            let (first, rest) = (head, tail);
            if source.is_some_and(|s| letters(s) == letters(first)) && !rest.is_empty() {
                return rest;
            }
        }
    }
    text
}
