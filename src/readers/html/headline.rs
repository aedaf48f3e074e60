//! The headline: what the page's data, its headings and its title agree on, without the site's name.

use super::meta::Facts;
use super::tree::{Id, Page, Tag};
use crate::readers::text::is_label;

/// What sites put between headline and their name.
const SEPARATORS: [&str; 14] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ", " / ", "｜", " ― ", "_", "-"];

/// How many headings of lower ranks may show the headline of a page that has none of the first.
const HEADINGS: usize = 6;

/// What a page says for its headline.
pub(super) struct Headlines {
    pub(super) chosen: Option<String>,
    /// Everything that was found, without the site's name, with where it stands.
    pub(super) considered: Vec<(&'static str, String)>,
}

/// What the places are called that a headline may stand in, in order of trust.
const PLACES: [&str; 5] = ["JSON-LD headline", "og:title and the like", "itemprop headline", "first heading", "page title"];

/// Finds the headline: as the page's data have it, else what it gives to be shared, else as printed.
pub(super) fn headline(facts: &Facts<'_, '_>, source: Option<&str>) -> Headlines {
    let nodes = || facts.page.nodes.iter().enumerate();
    let title = nodes().find(|(_, n)| n.tag == Tag::Title).map(|(id, _)| facts.page.line(id, 600));
    let mut h1s = headings(facts.page, Tag::H1, 20);
    if h1s.len() == 1 && h1s.first().zip(title.as_deref()).is_some_and(|(shown, title)| is_sites_name(facts.page, shown, title)) {
        h1s.clear();
    }
    let shown = if h1s.is_empty() { headings(facts.page, Tag::Heading, HEADINGS) } else { h1s.clone() };
    let marked = facts.with_itemprop("headline").map(|id| facts.page.line(id, 400)).find(|t| !t.is_empty());
    let stated = facts.article().and_then(|a| a.headline.clone()).map(|h| super::meta::plain(&h));
    let social = facts.meta(&["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"]);
    let printed = h1s.iter().find(|h| [&stated, &social, &title].into_iter().flatten().any(|t| agree(h, t))).or(h1s.first()).cloned();
    let is_site = |text: &str| source.is_some_and(|s| letters(s) == letters(text));
    let clean =
        |text: String| Some(without_site(&text, source, &shown, h1s.is_empty()).to_owned()).filter(|t| !t.is_empty() && !is_site(t));
    let [stated, social, marked, printed, title] = [stated, social, marked, printed, title].map(|text| text.and_then(clean));
    let considered = PLACES.into_iter().zip([&stated, &social, &marked, &printed, &title]);
    let considered = considered.filter_map(|(place, text)| Some((place, text.clone()?))).collect();
    Headlines { chosen: best([stated, social, marked, printed, title]), considered }
}

fn best([stated, social, marked, printed, title]: [Option<String>; 5]) -> Option<String> {
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

/// What the first headings of a rank say.
fn headings(page: &Page<'_>, rank: Tag, most: usize) -> Vec<String> {
    let ranked = page.nodes.iter().enumerate().filter(|(_, n)| n.tag == rank);
    ranked.map(|(id, _)| page.line(id, 400)).filter(|t| !t.is_empty()).take(most).collect()
}

/// The site's name, where the page's title is the words of a heading and one name more.
pub(super) fn site_in_title(page: &Page<'_>) -> Option<String> {
    let title = page.nodes.iter().position(|n| n.tag == Tag::Title).map(|id| page.line(id, 600))?;
    let mut shown = headings(page, Tag::H1, 20);
    shown.extend(headings(page, Tag::Heading, HEADINGS));
    let shown: Vec<String> = shown.iter().map(|heading| letters(heading)).filter(|heading| heading.chars().count() >= 6).collect();
    let is_name = |text: &str| {
        let capital = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let other = is_label(text) || ["blog", "forum"].contains(&text.to_lowercase().as_str()) || text.starts_with("By ");
        let plain =
            !text.contains(':') && !text.rsplit(' ').next().is_some_and(|last| last.len() > 1 && last.bytes().all(|b| b.is_ascii_digit()));
        capital && !other && plain && text.chars().count() <= 40 && text.split(' ').count() <= 5 && cuts(text).next().is_none()
    };
    let site = cuts(&title).find_map(|(head, tail)| {
        let is_shown = |part: &str| shown.contains(&letters(part));
        if is_shown(head) { Some(tail) } else { is_shown(tail).then_some(head) }
    })?;
    is_name(site).then(|| site.to_owned())
}

/// Whether the only heading of the first rank is the site's name: the title has a heading of a lower rank beside it, and that is longer.
fn is_sites_name(page: &Page<'_>, shown: &str, title: &str) -> bool {
    let own = letters(shown);
    let lower: Vec<String> = headings(page, Tag::Heading, HEADINGS).iter().map(|heading| letters(heading)).collect();
    cuts(title).any(|(head, tail)| {
        let [head, tail] = [head, tail].map(letters);
        let beside =
            |site: &str, other: &str| site.starts_with(&own) && other.len() > own.len() && lower.iter().any(|shown| shown == other);
        !own.is_empty() && (beside(&head, &tail) || beside(&tail, &head))
    })
}

/// No headline with a site's name is longer, in bytes: every cut looks at the whole of it.
const LONGEST_TITLE: usize = 2000;

/// A title cut in two at each of its separators, the last of a kind first; one that is too long is not cut. Signs without spaces around them part only where words are
/// not spaced either.
fn cuts(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let separators = if title.len() > LONGEST_TITLE { &[] } else { SEPARATORS.as_slice() };
    separators.iter().flat_map(move |separator| {
        title.rmatch_indices(separator).filter_map(move |(at, _)| {
            let (head, tail) = (&title[..at], &title[at + separator.len()..]);
            let unspaced = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
            let parts = !matches!(*separator, "_" | "-") || unspaced(head.chars().next_back()) && unspaced(tail.chars().next());
            parts.then(|| (head.trim(), tail.trim())).filter(|(head, tail)| !head.is_empty() && !tail.is_empty())
        })
    })
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

/// A title without the site's name at its end or beginning; `shown` are the page's headings. What stands before the words of a heading
/// is the site's name only on pages that mark no heading as their first (`unranked`): elsewhere it is a kicker.
fn without_site<'t>(text: &'t str, source: Option<&str>, shown: &[String], unranked: bool) -> &'t str {
    let text = text.trim();
    let source = source.map(letters);
    let is_shown = |part: &str| shown.iter().any(|heading| letters(heading) == letters(part));
    for (head, tail) in cuts(text) {
        let named = source.as_deref().is_some_and(|site| {
            let tail = letters(tail);
            !tail.is_empty() && (site == tail || site.contains(&tail) || (tail.contains(site) && site.len() >= 3))
        });
        if named || is_shown(head) {
            return without_site(head, source.as_deref(), &[], unranked);
        }
        if source.as_deref().is_some_and(|site| site == letters(head)) || unranked && is_shown(tail) {
            return tail;
        }
    }
    text
}
