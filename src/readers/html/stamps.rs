//! Every date that a page states about its article, best first, as written: parsing them is not done here.

use chrono::NaiveDate;

use crate::article::{DateFrom, DateRole, RawDate};

use super::blocks::{Block, Kind};
use super::meta::Facts;
use super::shown;
use super::tree::{Id, Tag};

/// A date with how much it is to be believed.
pub(super) struct Candidate {
    pub(super) score: i32,
    pub(super) date: RawDate,
}

/// Names of metadata that hold the day of publication, those that mean just that first.
const PUBLISHED: [(&str, i32); 35] = [
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

/// Where the data of a page date the page itself.
const OF_PAGE: &str = "JSON-LD WebPage datePublished";

/// How many dates are handed on at most.
const LIMIT: usize = 24;
/// Visible dates below this are those of other articles.
const LEAST: i32 = 50;

/// Revisions are last anyway, so more is let pass.
const LEAST_UPDATED: i32 = 35;

/// Where the article stands in the page, as nodes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// The headline, else the first block of the text.
    pub(super) headline: Id,
    /// The first block of the text.
    pub(super) first: Id,
    /// The last block of the text.
    pub(super) last: Id,
    /// The first heading below the text that is no date: what it opens is no part of the article.
    pub(super) end: Id,
}

/// See [`Extent::end`]; `last` is the last block of the text. The greatest number without such a heading.
pub(super) fn end(blocks: &[Block], last: Id) -> Id {
    let below = blocks.iter().filter(|block| block.first > last);
    below.filter(|block| block.kind == Kind::Heading && !is_day(&block.text)).map(|block| block.first).next().unwrap_or(Id::MAX)
}

/// Collects the dates.
pub(super) fn dates(facts: &Facts<'_, '_>, blocks: &[Block], extent: Extent) -> Vec<RawDate> {
    let mut found = Vec::new();
    stated(facts, &mut found);
    let mut shown = shown::marked(facts, extent);
    shown.extend(shown::lines(facts, blocks, extent));
    shown.extend(shown::written(facts, extent));
    shown.retain(|c| c.score >= if c.date.role == DateRole::Updated { LEAST_UPDATED } else { LEAST });
    shown.sort_by_key(|c| std::cmp::Reverse(c.score));
    if !found.iter().any(|c| c.score >= LEAST) && !shown.iter().any(|c| c.score >= 58 && is_day(&c.date.words)) {
        scripted(facts, &mut found);
    }
    weighed(&mut found, &shown);
    found.extend(shown);
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

/// Names of metadata that programs fill with the day of the last change as often as with that of publication.
const VAGUE: [&str; 6] = ["date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "datecreated"];

/// Lets the day that is printed beside the headline decide where the page's data contradict each other: those that agree with it come
/// first, and vague ones that do not, or that date the page and not its article, are taken for revisions.
fn weighed(stated: &mut [Candidate], shown: &[Candidate]) {
    let first = |least: i32, updates: bool| {
        let fits = |c: &&Candidate| c.score >= least && (updates || c.date.role != DateRole::Updated);
        shown.iter().find(fits).map(|c| c.date.words.as_str())
    };
    let (published, any) = (first(58, false), first(54, true));
    let revised: Vec<String> =
        stated.iter().filter(|c| c.date.role == DateRole::Updated).filter_map(|c| c.date.words.get(..10)).map(str::to_owned).collect();
    for candidate in stated.iter_mut().filter(|c| c.date.role == DateRole::Published) {
        let words = &candidate.date.words;
        let agreed = |printed: Option<&str>| printed.and_then(|p| agrees(words, p));
        let is_revision = words.get(..10).is_some_and(|day| revised.iter().any(|r| r == day));
        if agreed(published) == Some(true) && !is_revision {
            candidate.score += 20;
        } else if published.is_some_and(|p| is_universal(words) && is_next_door(words, p)) {
            // The printed day is the local one.
            candidate.score -= 40;
        } else if agreed(published) == Some(false) && candidate.date.field == OF_PAGE
            || agreed(any) == Some(false) && VAGUE.contains(&candidate.date.field.as_str())
        {
            candidate.date.role = DateRole::Updated;
            candidate.score -= 60;
        }
    }
}

/// Whether a moment is given in universal time.
fn is_universal(iso: &str) -> bool {
    iso.contains('T') && (iso.ends_with('Z') || iso.ends_with("+00:00") || iso.ends_with("+0000"))
}

/// Whether a printed date can be the local day of a moment that another day has in universal time.
fn is_next_door(iso: &str, printed: &str) -> bool {
    let Some(day) = iso.get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok()) else { return false };
    let hour: u32 = iso.get(11..13).and_then(|h| h.parse().ok()).unwrap_or(0);
    // Zones reach from 12 hours behind universal time to 14 ahead of it.
    let near = [day.pred_opt().filter(|_| hour < 12), day.succ_opt().filter(|_| hour >= 10)];
    agrees(iso, printed) == Some(false) && near.into_iter().flatten().any(|d| agrees(&d.to_string(), printed) == Some(true))
}

/// Whether an ISO date and a printed one can be of one day: the printed one has its year and day as numbers. `None` where either cannot
/// be compared.
fn agrees(iso: &str, printed: &str) -> Option<bool> {
    let mut parts = iso.get(..10)?.splitn(3, '-').map(|p| p.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let numbers: Vec<u32> = printed.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let has_year = numbers.iter().any(|n| (1900..2100).contains(n));
    let spelled = printed.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    has_year.then(|| numbers.contains(&year) && numbers.contains(&day) && (spelled || numbers.contains(&month)))
}

/// Dates of the JSON-LD and of `<meta>`.
fn stated(facts: &Facts<'_, '_>, found: &mut Vec<Candidate>) {
    let mut add = |score, role, field: &str, words: String| {
        if !words.is_empty() && words.len() < 160 {
            found.push(Candidate { score, date: RawDate { words, from: DateFrom::Metadata, role, field: field.to_owned() } });
        }
    };
    for linked in facts.linked {
        let main = i32::from(facts.article() == Some(linked));
        let score = main
            + match linked.rank() {
                3.. => 98,
                2 => 70,
                _ => 66,
            };
        let published = if linked.rank() <= 1 { OF_PAGE } else { "JSON-LD datePublished" };
        linked.published.iter().for_each(|d| add(score, DateRole::Published, published, d.clone()));
        linked.created.iter().for_each(|d| add(score - 30, DateRole::Published, "JSON-LD dateCreated", d.clone()));
        linked.modified.iter().for_each(|d| add(score - 60, DateRole::Updated, "JSON-LD dateModified", d.clone()));
    }
    for (name, score) in PUBLISHED {
        facts.meta_all(name).for_each(|d| add(score, DateRole::Published, name, d));
    }
    for (name, score) in UPDATED {
        facts.meta_all(name).for_each(|d| add(score, DateRole::Updated, name, d));
    }
}

/// The first date of publication in the page's scripts, for pages that state none elsewhere.
fn scripted(facts: &Facts<'_, '_>, found: &mut Vec<Candidate>) {
    const KEYS: [&str; 8] =
        ["datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publicationDate", "firstPublished", "pubDate"];
    for script in facts.page.nodes.iter().filter(|n| n.tag == Tag::Data) {
        for key in KEYS {
            let Some(at) = memchr::memmem::find(script.text().as_bytes(), key.as_bytes()) else { continue };
            let after = script.text()[at + key.len()..].trim_start_matches(['\\', '"', '\'', ' ']);
            let Some(value) = after.strip_prefix(':').map(|v| v.trim_start_matches(['\\', '"', '\'', ' '])) else { continue };
            let words: String = value.chars().take(40).take_while(|c| !matches!(c, '"' | '\'' | '\\' | ',' | '}')).collect();
            if looks_dated(&words) {
                let date = RawDate { words, from: DateFrom::Metadata, role: DateRole::Published, field: format!("script {key}") };
                found.push(Candidate { score: 60, date });
                return;
            }
        }
    }
}

/// Whether a text has a year, or three numbers as dates have them.
pub(super) fn looks_dated(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    year || (numbers.len() >= 3 && numbers.iter().all(|n| n.len() <= 4))
        || text.contains(['年', '월', '月'])
        || numbers.iter().any(|n| n.len() == 8)
}

/// Whether a text has the numbers of a whole day: a year and a day, or three numbers with the marks of a date between them.
pub(super) fn is_day(text: &str) -> bool {
    if text.contains(['年', '월', '月']) {
        return true;
    }
    let numbers: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    let day = numbers.iter().any(|n| n.chars().count() <= 2 && n.parse::<u32>().map_or(true, |n| (1..=31).contains(&n)));
    let marked = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-'))).any(|token| {
        let parts: Vec<&str> = token.trim_matches(['.', '/', '-']).split(['.', '/', '-']).collect();
        parts.len() == 3 && parts.iter().all(|p| matches!(p.len(), 1 | 2 | 4))
    });
    (year && day) || marked || numbers.iter().any(|n| n.len() == 8)
}
