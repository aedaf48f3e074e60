//! Every date that a page states about its article, best first, as written: parsing them is not done here.

use chrono::NaiveDate;

use crate::article::{DateFrom, DateRole, RawDate};

use super::blocks::{Block, Kind};
use super::meta::Facts;
use super::tree::{Id, Tag};
use super::words::Hints;

/// A date with how much it is to be believed.
struct Candidate {
    score: i32,
    date: RawDate,
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
}

/// Collects the dates.
pub(super) fn dates(facts: &Facts<'_, '_>, blocks: &[Block], extent: Extent) -> Vec<RawDate> {
    let mut found = Vec::new();
    stated(facts, &mut found);
    let mut shown = marked(facts, extent);
    shown.extend(lines(facts, blocks, extent));
    shown.extend(written(facts, extent));
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
/// first, and vague ones that do not are taken for revisions.
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
        } else if agreed(any) == Some(false) && VAGUE.contains(&candidate.date.field.as_str()) {
            candidate.date.role = DateRole::Updated;
            candidate.score -= 60;
        }
    }
}

/// Whether a moment is given in universal time.
fn is_universal(iso: &str) -> bool {
    iso.contains('T') && (iso.ends_with('Z') || iso.ends_with("+00:00") || iso.ends_with("+0000"))
}

/// Whether a printed date can be the day before or after an ISO date.
fn is_next_door(iso: &str, printed: &str) -> bool {
    let Some(day) = iso.get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok()) else { return false };
    let near = [day.pred_opt(), day.succ_opt()].into_iter().flatten();
    agrees(iso, printed) == Some(false) && near.map(|d| d.to_string()).any(|d| agrees(&d, printed) == Some(true))
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
        linked.published.iter().for_each(|d| add(score, DateRole::Published, "JSON-LD datePublished", d.clone()));
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

/// Elements marked as dates: `<time>`, `itemprop`, telling class names.
fn marked(facts: &Facts<'_, '_>, extent: Extent) -> Vec<Candidate> {
    let page = facts.page;
    let mut found = Vec::new();
    for id in facts.elements() {
        let node = &page.nodes[id];
        if matches!(node.tag, Tag::Html | Tag::Body | Tag::Head | Tag::Link | Tag::Meta | Tag::Script) || node.end - id > 40 {
            continue;
        }
        let property = node.raw_attr("itemprop").unwrap_or_default().to_ascii_lowercase();
        let marked = property.contains("datepublished") || property.contains("datecreated") || property.contains("datemodified");
        let hints = facts.hints[id];
        if !(node.tag == Tag::Time || marked || hints.any(Hints::DATE)) || facts.is_within(id, Hints::COMMENTS) {
            continue;
        }
        let updated = property.contains("modified") || hints.any(Hints::UPDATED) && !hints.any(Hints::PUBLISHED);
        let published = property.contains("published") || hints.any(Hints::PUBLISHED) || node.raw_attr("pubdate").is_some();
        let (role, bonus) = match (updated, published) {
            (true, _) => (DateRole::Updated, -4),
            (_, true) => (DateRole::Published, 6),
            _ => (DateRole::Unknown, 0),
        };
        let (field, base) = match (marked, node.tag == Tag::Time) {
            (true, _) => ("itemprop", 84),
            (false, true) => ("time", 74),
            (false, false) => ("class", 66),
        };
        let score = base + bonus + placed(extent, id) - aside(facts, id, extent);
        let words = page.line(id, 200);
        if is_of_other(&words) {
            continue;
        }
        for attribute in ["datetime", "content", "title", "data-datetime", "data-date", "data-published", "data-timestamp"] {
            if let Some(words) = node.attr(attribute).map(|w| w.trim().to_owned()).filter(|w| looks_dated(w) && w.len() < 100) {
                let from = if marked && attribute != "title" { DateFrom::Metadata } else { DateFrom::Text };
                let date = RawDate { words, from, role, field: format!("{field} {attribute}") };
                found.push(Candidate { score: score + 1, date });
            }
        }
        if words.len() < 140 && looks_dated(&words) {
            let from = if marked { DateFrom::Metadata } else { DateFrom::Text };
            found.push(Candidate { score, date: RawDate { words, from, role, field: field.to_owned() } });
        }
    }
    found
}

/// Dates that a short script writes into the article ("showDate('2017/09/06')").
fn written(facts: &Facts<'_, '_>, extent: Extent) -> Vec<Candidate> {
    let scripts =
        facts.page.nodes.iter().enumerate().filter(|(id, n)| n.tag == Tag::Data && n.text().len() < 160 && placed(extent, *id) >= 0);
    let literal = |text: &str| text.split(['"', '\'']).nth(1).map(str::to_owned).filter(|w| looks_dated(w) && w.len() < 40);
    let dated = scripts.filter_map(|(id, n)| Some((id, literal(n.text())?)));
    let candidate = |(id, words)| Candidate {
        score: 52 + placed(extent, id),
        date: RawDate { words, from: DateFrom::Text, role: DateRole::Unknown, field: "script".to_owned() },
    };
    dated.map(candidate).collect()
}

/// A malus for standing in furniture or in a link, where the dates of other articles are.
fn aside(facts: &Facts<'_, '_>, id: Id, extent: Extent) -> i32 {
    let mut malus = 0;
    for up in facts.page.ancestors(id) {
        let node = &facts.page.nodes[up];
        // What holds the headline too is no furniture.
        if up <= extent.headline && extent.headline < node.end {
            break;
        }
        malus = malus.max(match node.tag {
            Tag::A if id.abs_diff(extent.headline) <= 60 => 5,
            Tag::Footer | Tag::Nav | Tag::A => 30,
            // A post of a social network that the article shows.
            Tag::Blockquote => 30,
            Tag::Aside | Tag::Li => 15,
            Tag::Body | Tag::Html => 0,
            _ if facts.hints[up].any(Hints::FURNITURE) => 20,
            _ => 0,
        });
    }
    malus
}

/// A bonus for standing near the headline, a malus for standing away from the article.
fn placed(extent: Extent, id: Id) -> i32 {
    let before = extent.headline.min(extent.first);
    match id {
        _ if id.abs_diff(extent.headline) <= 60 => 5,
        _ if id >= before && id <= extent.first => 4,
        _ if id + 120 < before => -25,
        _ if id <= extent.last => 0,
        _ if id <= extent.last + 60 => -2,
        _ => -25,
    }
}

/// Short lines with a date: around the headline, right after the text, or opening with a word for publishing; and the opening of the text.
fn lines(facts: &Facts<'_, '_>, blocks: &[Block], extent: Extent) -> Vec<Candidate> {
    let headline = blocks.partition_point(|b| b.first < extent.headline);
    let opening = blocks.partition_point(|b| b.first < extent.first);
    let first = opening.max(headline);
    let last = blocks.partition_point(|b| b.first <= extent.last);
    let line = |score, role, words| Candidate { score, date: RawDate { words, from: DateFrom::Text, role, field: "line".to_owned() } };
    let mut found = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let label = labelled(&block.text);
        let near = match index {
            _ if index + 4 >= headline && index < headline => 54,
            _ if index >= headline
                && index <= (first + 1).min(headline + 25)
                && (block.kind == Kind::Paragraph || index <= headline + 8) =>
            {
                58
            }
            _ if index + 2 >= last && index <= last + 4 => 51,
            _ if label.is_some() => 51,
            _ => continue,
        };
        let words = spaced(facts, block);
        let short = words.len() < 160 && (block.size < 110 || label.is_some()) && block.link_share() < 0.95;
        let told = block.ends_sentence() && label.is_none() && block.text.split_whitespace().nth(8).is_some();
        if !short || told || !is_day(&words) || is_of_other(&words) {
            continue;
        }
        let score = near + if label.is_some() { 6 } else { 0 };
        found.push(line(score, label.unwrap_or(DateRole::Unknown), words));
    }
    for block in blocks.iter().skip(opening).take(12).filter(|b| b.size >= 110).take(4) {
        let end = block.text.char_indices().nth(44).map_or(block.text.len(), |(at, _)| at);
        let words = block.text[..end].rsplit_once(' ').map_or("", |(head, _)| head).replace('\n', " ");
        if is_day(&words) && words.bytes().filter(u8::is_ascii_digit).count() >= 6 {
            found.push(line(52, DateRole::Unknown, words));
        }
    }
    found
}

/// A block's text with spaces between its elements, which pages often part by style alone.
fn spaced(facts: &Facts<'_, '_>, block: &Block) -> String {
    let nodes = &facts.page.nodes;
    let end = nodes[block.node].end.min(block.first + 24);
    let parts: Vec<String> = nodes[block.first..end].iter().filter(|n| n.tag == Tag::Text).map(|n| super::meta::plain(n.text())).collect();
    let joined = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    if block.text.contains('\n') || joined.len() > 2 * block.text.len() { block.text.replace('\n', " ") } else { joined }
}

/// What a line says of its date, by its first words.
fn labelled(text: &str) -> Option<DateRole> {
    const PUBLISHED: [&str; 22] = [
        "published",
        "posted",
        "publié",
        "publicado",
        "publicada",
        "pubblicato",
        "veröffentlicht",
        "erstellt",
        "erschienen",
        "gepubliceerd",
        "publicerad",
        "publisert",
        "opublikowano",
        "опубликовано",
        "опубліковано",
        "data publikacji",
        "date:",
        "datum:",
        "fecha:",
        "data:",
        "first published",
        "created",
    ];
    const UPDATED: [&str; 15] = [
        "updated",
        "last updated",
        "last modified",
        "this page was last",
        "diese seite wurde zuletzt",
        "stand:",
        "stand ",
        "letzte aktualisierung",
        "letzte änderung",
        "aktualisiert",
        "zuletzt",
        "mis à jour",
        "actualizado",
        "aggiornato",
        "обновлено",
    ];
    const WITHIN: [&str; 7] =
        [" gepostet", " veröffentlicht am ", " published on ", " posted on ", " publié le ", " publicado el ", " pubblicato il "];
    let lower: String = text.chars().take(200).flat_map(char::to_lowercase).collect();
    if PUBLISHED.iter().any(|label| lower.starts_with(label)) || WITHIN.iter().any(|label| lower.contains(label)) {
        Some(DateRole::Published)
    } else if UPDATED.iter().any(|label| lower.starts_with(label)) {
        Some(DateRole::Updated)
    } else {
        None
    }
}

/// Whether a line dates something else: a copyright, a reader's registration, a page number.
fn is_of_other(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains(['©', '®'])
        || ["registriert", "joined", "member since", "seite ", "page ", "valid ", "(unverändert"]
            .iter()
            .any(|word| lower.starts_with(word) || lower.contains("copyright"))
}

/// Whether a text has a year, or three numbers as dates have them.
fn looks_dated(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    year || (numbers.len() >= 3 && numbers.iter().all(|n| n.len() <= 4))
        || text.contains(['年', '월', '月'])
        || numbers.iter().any(|n| n.len() == 8)
}

/// Whether a text has the numbers of a whole day: a year and a day, or three numbers with the marks of a date between them.
fn is_day(text: &str) -> bool {
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
