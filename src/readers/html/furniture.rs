//! What stands among the paragraphs of an article without being of it, told by its words: "Read more", share lines, advertisements.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use super::blocks::{Block, Kind};
use super::body::{Known, is_heading};
use super::regions::Measured;
use super::words::Hints;
use crate::readers::text::is_stamp_line;

/// Openings, in lower case, of lines that lead elsewhere; one a line.
static OPENINGS: &str = include_str!("furniture.txt");

/// What stands in lines that ask readers to register or to subscribe, in lower case; one phrase a line.
static REQUESTS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| include_str!("requests.txt").lines().map(Finder::new).collect());

/// The letters and digits of a line's beginning in lower case, one space between words.
pub(super) fn folded(text: &str) -> String {
    folded_up_to(text, 200)
}

/// The same of the first `most` characters.
pub(super) fn folded_up_to(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(4 * most));
    for c in text.chars().take(most).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a folded line opens as lines that lead elsewhere do ("Read more:", "Lire aussi :").
fn leads_elsewhere(line: &str) -> bool {
    OPENINGS.lines().any(|opening| line.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether a folded line wants the reader's name or money.
fn asks_for_more(line: &str) -> bool {
    REQUESTS.iter().any(|request| request.find(line.as_bytes()).is_some())
}

/// Whether a line wants the reader's name or money.
pub(in crate::readers) fn asks_readers(text: &str) -> bool {
    asks_for_more(&folded(text))
}

/// Whether a block inside the article's element is not of the article; `begun` tells that something was kept before it.
pub(super) fn is_noise(measured: &Measured<'_, '_>, index: usize, known: &Known<'_>, begun: bool) -> bool {
    let block = &measured.blocks[index];
    if block.kind == Kind::Caption || (!begun && measured.is_first_rank(index)) || !block.text.contains(char::is_alphanumeric) {
        return true;
    }
    if !begun && block.size < 200 && is_stamp_line(&block.text) {
        return true;
    }
    if block.size < 300 {
        let line = folded(&block.text);
        if known.is_headline(&line)
            || (!begun && known.leads_to_headline(&line))
            || is_credited(&block.text)
            || asks_for_more(&line)
            || (block.size < 220 && leads_elsewhere(&line))
        {
            return true;
        }
        let unended = matches!(block.kind, Kind::Paragraph | Kind::Cell) && !block.ends_sentence();
        let dated = unended && block.size < 100 && (measured.hints_around(index, 1).any(Hints::DATE) || !begun && is_header(&block.text));
        if dated
            || (!begun && unended && block.size < 80 && known.names_house(&line))
            || (unended && block.size < 120 && (known.is_signature(&line) || line.starts_with("reporting from ")))
        {
            return true;
        }
    }
    let stamp = matches!(block.kind, Kind::Paragraph | Kind::Heading) && block.size < 80 && is_stamp(&block.text);
    if stamp || is_field_name(&block.text) || (block.size < 120 && is_data(&block.text)) {
        return true;
    }
    let link = block.link_share();
    match block.kind {
        Kind::Heading | Kind::Cell => link > 0.5,
        Kind::Item => link > 0.6 && block.size < 160,
        _ if block.size < 25 && !block.ends_sentence() && !begun => true,
        _ => block.size < 250 && (link > 0.8 || (link > 0.5 && !block.ends_sentence())),
    }
}

/// Whether a line ends with whom its picture is by ("Divers at work. Photo: Max Poe/Agency").
fn is_credited(text: &str) -> bool {
    const MARKS: [&str; 17] = [
        "Photo: ",
        "Photos: ",
        "Images: ",
        "Pictures: ",
        "Photograph: ",
        "Picture: ",
        "Image: ",
        "Credit: ",
        "Foto: ",
        "Bild: ",
        "Fotos: ",
        "Crédit : ",
        "Photo : ",
        "Imagen: ",
        "Фото: ",
        "Zdjęcie: ",
        "Photo by ",
    ];
    MARKS.iter().filter_map(|mark| text.rfind(mark).map(|at| &text[at + mark.len()..])).any(|rest| rest.len() < 60 && !rest.contains(". "))
}

/// Whether a line is the name of one of the page's own fields, whose value stands elsewhere ("Publish date:").
fn is_field_name(text: &str) -> bool {
    const FIELDS: [&str; 12] = [
        "author",
        "authors",
        "by",
        "written by",
        "publish date",
        "published",
        "published on",
        "posted on",
        "updated",
        "autor",
        "datum",
        "auteur",
    ];
    text.len() < 24 && text.strip_suffix(':').is_some_and(|name| FIELDS.contains(&name.trim().to_lowercase().as_str()))
}

/// Whether a line is an address, a number or a time stamp, not words.
fn is_data(text: &str) -> bool {
    let address = text.starts_with("http") && !text.contains(' ');
    let stamp = text.len() >= 10
        && text.as_bytes()[..10].iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    address || stamp
}

/// Whether a line above the text gives its date, source and writer, and nothing else.
fn is_header(text: &str) -> bool {
    const LABELS: [&str; 12] = ["来源", "來源", "作者", "编辑", "編輯", "记者", "責任編輯", "责任编辑", "责编", "发布时间", "时间", "字号"];
    let is_number = |word: &str| word.chars().all(|c| c.is_numeric() || "年月日:：-/.|｜".contains(c));
    let mut words = text.split([' ', '\u{3000}', '\u{a0}', '\n']).filter(|word| !word.is_empty());
    let labelled = || LABELS.iter().any(|label| text.contains(label));
    text.contains(|c: char| c.is_ascii_digit())
        && (is_stamp_line(text) || labelled() && words.all(|word| is_number(word) || LABELS.iter().any(|label| word.starts_with(label))))
}

/// Whether a short line is a date or a time of day with little around it ("21:00 Jane Doe", "November 6, 2025").
fn is_stamp(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic)).count();
    let clock = text
        .get(..5)
        .is_some_and(|t| t.bytes().enumerate().all(|(i, b)| if i == 2 { matches!(b, b':' | b'.') } else { b.is_ascii_digit() }));
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    let short = text.len() < 60;
    (short && clock && words <= 4) || (year && words <= 2 && numbers.len() >= 2) || (year && numbers.len() >= 6 && words <= numbers.len())
}

/// The summary between headline and text, as block numbers.
pub(super) fn standfirst(measured: &Measured<'_, '_>, start: usize, known: &Known<'_>) -> Vec<usize> {
    let from = start.saturating_sub(25);
    let mut found = Vec::new();
    for index in from..start {
        let block = &measured.blocks[index];
        let line = folded(&block.text);
        if block.size < 40 || block.link_share() > 0.3 || known.is_headline(&line) {
            continue;
        }
        let described = known.is_description(&line);
        let marked = !measured.in_furniture(index) && measured.hints_around(index, 2).any(Hints::SUMMARY);
        if (described || marked) && !found.iter().any(|i: &usize| measured.blocks[*i].text == block.text) {
            found.push(index);
        }
    }
    found.truncate(3);
    found
}

/// Drops repeated blocks, headings that no text follows, and what is left over at the end.
pub(super) fn trim(blocks: &[Block], kept: &mut Vec<usize>, known: &Known<'_>) {
    let mut seen = FxHashSet::default();
    kept.retain(|index| blocks[*index].size < 40 || seen.insert(blocks[*index].text.as_str()));
    let is_left_over = |block: &Block| {
        let mark = block.kind == Kind::Paragraph && block.size < 40 && !block.ends_sentence();
        // "More on this:" leads to what is left out.
        let leads = block.size < 160 && block.text.trim_end().ends_with([':', '：']);
        mark || leads || is_about_author(block, known) || is_heading(block)
    };
    while kept.len() > 2 && kept.last().is_some_and(|last| is_left_over(&blocks[*last])) {
        kept.pop();
    }
    let mut out: Vec<usize> = Vec::with_capacity(kept.len());
    for (place, &index) in kept.iter().enumerate() {
        let next = kept.get(place + 1);
        let followed = next.is_some_and(|next| !is_heading(&blocks[*next]) && !is_heading_of_links(blocks, index, *next));
        let repeats = out.last().is_some_and(|last| blocks[*last].text == blocks[index].text);
        if !repeats && (followed || !is_heading(&blocks[index])) {
            out.push(index);
        }
    }
    *kept = out;
}

/// Whether a heading such as "More on the storm" opens links that were left out before the text goes on at `next`.
fn is_heading_of_links(blocks: &[Block], heading: usize, next: usize) -> bool {
    const MORE: [&str; 9] = ["more", "mehr", "plus", "más", "mais", "altro", "meer", "related", "latest"];
    let first = folded(&blocks[heading].text);
    let more = MORE.contains(&first.split(' ').next().unwrap_or_default());
    more && is_heading(&blocks[heading]) && blocks[heading + 1..next].iter().any(|block| block.link_share() > 0.5)
}

/// Whether the last paragraph tells who the author is ("Jane Doe is a reporter in Seoul.").
fn is_about_author(block: &Block, known: &Known<'_>) -> bool {
    let text = folded(&block.text);
    known.opens_with_author(&text)
        && block.size < 500
        && [" is ", " ist ", " est ", " es ", " è ", " war ", " was ", " has ", " covers ", " writes ", " reports ", " contributed "]
            .iter()
            .any(|verb| text.contains(verb))
}
