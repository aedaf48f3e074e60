//! Dates that a page shows: elements marked as dates, lines around headline and text.

use crate::article::{DateFrom, DateRole, RawDate};
use crate::dates;
use crate::readers::text::{ANY_ORDER, is_stamp_line};

use super::blocks::{Block, Kind};
use super::meta::Facts;
use super::stamps::{Candidate, Extent, is_day, looks_dated};
use super::tree::{Id, Tag};
use super::words::Hints;

/// Elements marked as dates: `<time>`, `itemprop`, telling class names.
pub(super) fn marked(facts: &Facts<'_, '_>, extent: Extent) -> Vec<Candidate> {
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
        if !(node.tag == Tag::Time || marked || hints.any(Hints::DATE)) || in_comments(facts, id, extent) {
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

/// Dates that a short script writes into the article ("showDate('2017/09/06')"); one that is alone in the page counts anywhere.
pub(super) fn written(facts: &Facts<'_, '_>, extent: Extent) -> Vec<Candidate> {
    let scripts = facts.page.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Data && n.text().len() < 160);
    let literal = |text: &str| text.split(['"', '\'']).nth(1).map(str::to_owned).filter(|w| looks_dated(w) && w.len() < 40);
    let mut dated: Vec<(Id, String)> = scripts.filter_map(|(id, n)| Some((id, literal(n.text())?))).collect();
    if dated.len() > 1 {
        dated.retain(|(id, _)| placed(extent, *id) >= 0);
    }
    let candidate = |(id, words)| Candidate {
        score: 52 + placed(extent, id).max(0),
        date: RawDate { words, from: DateFrom::Text, role: DateRole::Unknown, field: "script".to_owned() },
    };
    dated.into_iter().map(candidate).collect()
}

/// A malus for standing in furniture or in a link, where the dates of other articles are.
fn aside(facts: &Facts<'_, '_>, id: Id, extent: Extent) -> i32 {
    let mut malus = 0;
    for up in facts.page.ancestors(id) {
        let node = &facts.page.nodes[up];
        let beyond = up > extent.last;
        // What holds the headline too is no furniture.
        if up <= extent.headline && extent.headline < node.end {
            break;
        }
        malus = malus.max(match node.tag {
            Tag::A if id.abs_diff(extent.headline) <= 60 => 5,
            Tag::Footer | Tag::Nav | Tag::A => 30,
            // A post of a social network that the article shows.
            Tag::Blockquote => 30,
            // Lists and boxes below the text are of other articles.
            Tag::Aside | Tag::Li if beyond => 35,
            Tag::Aside | Tag::Li => 15,
            Tag::Body | Tag::Html => 0,
            _ if beyond && facts.hints[up].any(Hints::FURNITURE) => 35,
            _ if facts.hints[up].any(Hints::FURNITURE) => 20,
            _ => 0,
        });
    }
    malus
}

/// Whether an element stands among readers' comments.
fn in_comments(facts: &Facts<'_, '_>, id: Id, extent: Extent) -> bool {
    let nodes = &facts.page.nodes;
    // What holds headline or text too is the article ("story-with-comments", "section-comment").
    let apart = |up: &Id| [extent.headline, extent.first].iter().all(|own| own < up || *own >= nodes[*up].end);
    // Comments stand below what they are about.
    id > extent.first
        && std::iter::once(id).chain(facts.page.ancestors(id)).take_while(apart).any(|up| facts.hints[up].any(Hints::COMMENTS))
}

/// A bonus for standing near the headline, a malus for standing away from the article.
fn placed(extent: Extent, id: Id) -> i32 {
    let before = extent.headline.min(extent.first);
    match id {
        _ if id > extent.end => -35,
        _ if id.abs_diff(extent.headline) <= 60 => 5,
        _ if id >= before && id <= extent.first => 4,
        _ if id + 120 < before => -25,
        _ if id <= extent.last => 0,
        _ if id <= extent.last + 60 => -2,
        _ => -25,
    }
}

/// Short lines with a date: around the headline, right after the text, or opening with a word for publishing; and the opening of the text.
pub(super) fn lines(facts: &Facts<'_, '_>, blocks: &[Block], extent: Extent) -> Vec<Candidate> {
    let headline = blocks.partition_point(|b| b.first < extent.headline);
    let opening = blocks.partition_point(|b| b.first < extent.first);
    let first = opening.max(headline);
    let last = blocks.partition_point(|b| b.first <= extent.last);
    let line = |score, role, words| Candidate { score, date: RawDate { words, from: DateFrom::Text, role, field: "line".to_owned() } };
    let mut found = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        // "Published on:", and the day in a block of its own.
        let above = || {
            let waits = |label: &&Block| label.size < 40 && label.text.ends_with(':') && !label.text.contains(|c: char| c.is_ascii_digit());
            index.checked_sub(1).and_then(|above| blocks.get(above)).filter(waits).and_then(|label| labelled(&label.text, false))
        };
        let label = labelled(&block.text, (opening..last).contains(&index)).or_else(above);
        let near = match index {
            _ if index + 4 >= headline && index < headline => 54,
            _ if index >= headline
                && index <= (first + 1).min(headline + 25)
                && (block.kind == Kind::Paragraph || index <= headline + 8) =>
            {
                58
            }
            _ if index + 2 >= last && index <= last + 4 && block.first < extent.end => 51,
            _ if label.is_some() => 51,
            _ => continue,
        };
        let words = spaced(facts, block);
        let short = words.len() < 160 && (block.size < 110 || label.is_some()) && block.link_share() < 0.95;
        let told = || block.ends_sentence() && block.text.split_whitespace().nth(8).is_some() || tells(&words);
        let listed = || block.kind == Kind::Item && index > first && !is_stamp_line(&words);
        if !short || !is_day(&words) || is_of_other(&words) || label.is_none() && (told() || listed()) {
            continue;
        }
        let heads = block.kind == Kind::Heading && index > first && !is_stamp_line(&words);
        let other = label.is_none() && (heads || block.kind == Kind::Caption || aside(facts, block.first, extent) >= 30 && index >= last);
        if other || in_comments(facts, block.node, extent) {
            continue;
        }
        let score = near + if label.is_some() { 6 } else { 0 };
        found.push(line(score, label.unwrap_or(DateRole::Unknown), words));
    }
    for block in blocks.iter().skip(opening).take(12).filter(|b| b.size >= 110).take(4) {
        let end = block.text.char_indices().nth(44).map_or(block.text.len(), |(at, _)| at);
        let words = block.text[..end].rsplit_once(' ').map_or("", |(head, _)| head);
        if is_day(words) && opens_with_day(words) {
            found.push(line(52, DateRole::Unknown, words.replace('\n', " ")));
        }
    }
    found
}

/// Whether a line tells something: it ends as a sentence does, and has more than names beside its dates.
fn tells(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '»', '\'', ')', '“', ' ']);
    if !bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।']) || is_stamp_line(line) {
        return false;
    }
    let mut beside = line.to_owned();
    for stamp in dates::stamps(line, &ANY_ORDER).iter().rev() {
        beside.replace_range(stamp.printed.span.clone(), " ");
    }
    beside.split_whitespace().any(opens_small) || beside.chars().filter(|c| c.is_alphabetic() && is_caseless(*c)).count() > 8
}

fn opens_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

fn is_caseless(c: char) -> bool {
    !c.is_lowercase() && !c.is_uppercase()
}

/// Whether the opening of a text is a dateline or a stamp with a whole date, not a sentence that has one: only names stand before the date,
/// and behind it a mark, a new line or, where it comes first, a new sentence.
fn opens_with_day(opening: &str) -> bool {
    let found = dates::stamps(opening, &ANY_ORDER);
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let (before, after) = (&opening[..first.printed.span.start], &opening[last.printed.span.end..]);
    let sentence = || before.trim().is_empty() && after.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let parted = after.starts_with(['\n', '电', '電', '讯', '訊'])
        || after.trim_start().starts_with([')', ']', '】', '）', '(', '（', '-', '–', '—', ':', '：', '|', '/', '.', '•', '·']);
    !before.split_whitespace().any(opens_small) && (parted || sentence())
}

/// A block's text with spaces between its elements, which pages often part by style alone.
fn spaced(facts: &Facts<'_, '_>, block: &Block) -> String {
    let nodes = &facts.page.nodes;
    let end = nodes[block.node].end.min(block.first + 24);
    let parts: Vec<String> = nodes[block.first..end].iter().filter(|n| n.tag == Tag::Text).map(|n| super::meta::plain(n.text())).collect();
    let joined = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    if block.text.contains('\n') || joined.len() > 2 * block.text.len() { block.text.replace('\n', " ") } else { joined }
}

/// What a line says of its date, by its first words; by words inside it where it is no sentence of the article's text.
fn labelled(text: &str, in_text: bool) -> Option<DateRole> {
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
    let within = || WITHIN.iter().any(|label| lower.contains(label)) && !(in_text && tells(text));
    if PUBLISHED.iter().any(|label| lower.starts_with(label)) || within() {
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
