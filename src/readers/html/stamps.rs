//! Every date that a page states about its article, best first, as written: parsing them is not done here.

use crate::article::{DateFrom, DateRole, RawDate};

use super::meta::Facts;
use super::tree::{Id, Tag};
use super::words::Hints;

/// A date with how much it is to be believed.
struct Candidate {
    score: i32,
    date: RawDate,
}

/// Names of metadata that hold the day of publication, those that mean just that first.
const PUBLISHED: [(&str, i32); 36] = [
    ("article:published_time", 96),
    ("article:published", 95),
    ("og:article:published_time", 95),
    ("og:published_time", 95),
    ("og:pubdate", 94),
    ("datepublished", 94),
    ("rnews:datepublished", 94),
    ("bt:pubdate", 94),
    ("parsely-pub-date", 93),
    ("cxenseparse:recs:publishtime", 93),
    ("cxenseparse:publishtime", 93),
    ("sailthru.date", 92),
    ("pubdate", 92),
    ("publishdate", 92),
    ("publish_date", 92),
    ("publish-date", 92),
    ("publication_date", 92),
    ("publicationdate", 92),
    ("ptime", 91),
    ("displaydate", 91),
    ("dc.date.issued", 91),
    ("dcterms.issued", 91),
    ("dcterms.date", 90),
    ("dc.date", 90),
    ("dcterms.created", 89),
    ("dc.date.created", 89),
    ("dc.date.published", 91),
    ("article.published", 92),
    ("published_date", 92),
    ("release_date", 88),
    ("originalpublicationdate", 92),
    ("article_date_original", 92),
    ("article:post_date", 90),
    ("gentime", 88),
    ("date", 86),
    ("datecreated", 84),
];

const UPDATED: [(&str, i32); 8] = [
    ("article:modified_time", 38),
    ("og:updated_time", 34),
    ("datemodified", 37),
    ("dcterms.modified", 36),
    ("dc.date.modified", 36),
    ("lastmod", 35),
    ("last-modified", 30),
    ("revised", 30),
];

/// How many dates are handed on at most.
const LIMIT: usize = 24;

/// Collects the dates.
pub(super) fn dates(facts: &Facts<'_, '_>, url: Option<&str>) -> Vec<RawDate> {
    let mut found = Vec::new();
    let mut add = |score, role, from, field: &str, words: String| {
        if !words.is_empty() && words.len() < 160 {
            found.push(Candidate { score, date: RawDate { words, from, role, field: field.to_owned() } });
        }
    };
    for linked in facts.linked {
        let score = match linked.rank() {
            3.. => 98,
            2 => 70,
            _ => 66,
        };
        linked.published.iter().for_each(|d| add(score, DateRole::Published, DateFrom::Metadata, "JSON-LD datePublished", d.clone()));
        linked.created.iter().for_each(|d| add(score - 30, DateRole::Published, DateFrom::Metadata, "JSON-LD dateCreated", d.clone()));
        linked.modified.iter().for_each(|d| add(score - 60, DateRole::Updated, DateFrom::Metadata, "JSON-LD dateModified", d.clone()));
    }
    for (name, score) in PUBLISHED {
        facts.meta_all(name).for_each(|d| add(score, DateRole::Published, DateFrom::Metadata, name, d));
    }
    for (name, score) in UPDATED {
        facts.meta_all(name).for_each(|d| add(score, DateRole::Updated, DateFrom::Metadata, name, d));
    }
    if let Some(words) = url.and_then(day_in_url) {
        add(50, DateRole::Published, DateFrom::Url, "canonical address", words);
    }
    found.extend(visible(facts));
    found.sort_by_key(|c| std::cmp::Reverse(c.score));
    let mut out: Vec<RawDate> = Vec::new();
    for Candidate { date, .. } in found {
        if !out.iter().any(|known| known.words == date.words && known.role == date.role) {
            out.push(date);
        }
        if out.len() == LIMIT {
            break;
        }
    }
    out
}

/// Elements that show a date: `<time>`, `itemprop`, telling class names, and short lines near the headline.
fn visible(facts: &Facts<'_, '_>) -> Vec<Candidate> {
    let page = facts.page;
    let headline = page.nodes.iter().position(|n| n.tag == Tag::H1).unwrap_or(0);
    let mut found = Vec::new();
    for id in facts.elements() {
        let node = &page.nodes[id];
        if matches!(node.tag, Tag::Html | Tag::Body | Tag::Head | Tag::Link | Tag::Meta | Tag::Script) || node.end - id > 40 {
            continue;
        }
        let property = node.raw_attr("itemprop").unwrap_or_default().to_ascii_lowercase();
        let marked = property.contains("datepublished") || property.contains("datecreated") || property.contains("datemodified");
        let hints = facts.hints[id];
        if !(node.tag == Tag::Time || marked || hints.any(Hints::DATE)) {
            continue;
        }
        if facts.is_within(id, Hints::COMMENTS) || page.ancestors(id).any(|up| page.nodes[up].tag == Tag::A) {
            continue;
        }
        let near = nearness(headline, id);
        let aside = page.ancestors(id).any(|up| matches!(page.nodes[up].tag, Tag::Aside | Tag::Footer | Tag::Nav))
            || facts.is_within(id, Hints::FURNITURE);
        let updated = property.contains("modified") || hints.any(Hints::UPDATED) && !hints.any(Hints::PUBLISHED);
        let published = property.contains("published") || hints.any(Hints::PUBLISHED) || node.raw_attr("pubdate").is_some();
        let base = match (marked, node.tag == Tag::Time) {
            _ if updated => 24,
            (true, _) => 84,
            (false, true) => 74,
            (false, false) => 62,
        };
        let score = base + if published { 6 } else { 0 } + near - if aside { 20 } else { 0 };
        let role = if updated {
            DateRole::Updated
        } else if published {
            DateRole::Published
        } else {
            DateRole::Unknown
        };
        let field = if marked {
            "itemprop"
        } else if node.tag == Tag::Time {
            "time"
        } else {
            "class"
        };
        for attribute in ["datetime", "content", "title"] {
            if let Some(words) = node.attr(attribute).map(|w| w.trim().to_owned()).filter(|w| looks_dated(w) && w.len() < 100) {
                found.push(Candidate {
                    score: score + 1,
                    date: RawDate { words, from: DateFrom::Text, role, field: format!("{field} {attribute}") },
                });
            }
        }
        let words = page.line(id, 200);
        if words.len() < 140 && looks_dated(&words) {
            found.push(Candidate { score, date: RawDate { words, from: DateFrom::Text, role, field: field.to_owned() } });
        }
    }
    found
}

/// A bonus for standing near the headline.
fn nearness(headline: Id, id: Id) -> i32 {
    match id.abs_diff(headline) {
        0..=60 => 5,
        61..=200 => 2,
        201..=600 => 0,
        _ => -5,
    }
}

/// Whether a text has a year, or three numbers as dates have them.
fn looks_dated(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    year || numbers.len() >= 3 || text.contains(['年', '월', '月']) || numbers.iter().any(|n| n.len() == 8)
}

/// The `2017/09/06`, `2017-09-06` or `20170906` of an address.
fn day_in_url(url: &str) -> Option<String> {
    let path = url.splitn(4, '/').nth(3)?;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |text: &str, low: u32, high: u32| text.len() <= 4 && text.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n));
    let day = |y: &str, m: &str, d: &str| {
        (y.len() == 4 && number(y, 1990, 2100) && number(m, 1, 12) && number(d, 1, 31)).then(|| format!("{y}-{m:0>2}-{d:0>2}"))
    };
    for window in parts.windows(3) {
        if let Some(day) = day(window[0], window[1], window[2]) {
            return Some(day);
        }
    }
    parts.iter().filter(|p| p.len() == 8 && p.is_ascii()).find_map(|p| day(&p[..4], &p[4..6], &p[6..]))
}
