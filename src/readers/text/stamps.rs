//! Time stamps of saved articles: lines of dates with what is said of them, alone or beside a byline and an outlet.

use std::cell::OnceCell;

use crate::article::{DateFrom, DateRole, RawArticle, RawDate};
use crate::dates::{self, Hints};

use super::agency::is_outlet;
use super::furniture::{is_brand, is_reading_time};
use super::lines::Paragraph;
use super::people::{is_byline, is_name_word};
use super::steps::look_at;

/// Longest stamp line, in bytes.
const LONGEST: usize = 240;
/// Most words beside the dates of a stamp line that begins with a date.
const MOST_WORDS: usize = 6;

/// A stamp is one in whatever order its day and month stand; which order that is, is asked later.
pub(in crate::readers) const ANY_ORDER: Hints<'static> = Hints { lang: None, country: None, day_first: Some(true), reference: None };

/// The dates of a line, found once for all that is asked about it.
#[derive(Debug, Default)]
pub(super) struct Dated {
    found: Vec<dates::Stamp>,
    /// They stand alone.
    alone: bool,
}

impl Dated {
    fn of(line: &str) -> Self {
        if !may_be_stamp(line) {
            return Self::default();
        }
        let (found, alone) = dates::stamps_alone(line, &ANY_ORDER);
        Self { found, alone }
    }
}

/// The first paragraphs of a text, each looked through for dates when it is first asked about: its neighbours ask, too.
pub(super) struct Stamps<'a> {
    lines: Vec<Asked<'a>>,
}

struct Asked<'a> {
    line: &'a str,
    dated: OnceCell<Dated>,
    tells_date: OnceCell<bool>,
}

impl Asked<'_> {
    fn dated(&self) -> &Dated {
        self.dated.get_or_init(|| Dated::of(self.line))
    }
}

impl<'a> Stamps<'a> {
    pub(super) fn of(paragraphs: &'a [Paragraph<'_>]) -> Self {
        let asked = |paragraph: &'a Paragraph<'_>| Asked { line: &paragraph.text, dated: OnceCell::new(), tells_date: OnceCell::new() };
        Self { lines: paragraphs.iter().map(asked).collect() }
    }

    /// Whether paragraph `i` holds dates and nothing else.
    pub(super) fn is_stamp(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(|asked| asked.dated().alone)
    }

    /// Whether paragraph `i` holds dates and nothing else, and says what they date.
    pub(super) fn is_labelled(&self, i: usize) -> bool {
        let told = |dated: &Dated| dated.alone && dated.found.iter().any(|stamp| stamp.role != DateRole::Unknown);
        self.lines.get(i).is_some_and(|asked| told(asked.dated()))
    }

    /// Whether paragraph `i` dates the article, alone or beside other words, or is about to.
    pub(super) fn tells_date(&self, i: usize) -> bool {
        let tells = |asked: &Asked<'_>| {
            let line = asked.line;
            asked.dated().alone
                || is_label_alone(line)
                || is_impossible(line, asked.dated())
                || read_mixed_of(line, asked.dated(), &mut RawArticle::default())
        };
        self.lines.get(i).is_some_and(|asked| *asked.tells_date.get_or_init(|| tells(asked)))
    }

    /// Reads paragraph `i` like [`read_stamp`].
    pub(super) fn read(&self, i: usize, label: Option<&str>, raw: &mut RawArticle) -> bool {
        self.lines.get(i).is_some_and(|asked| read_stamp_of(asked.line, asked.dated(), label, raw))
    }

    /// Reads paragraph `i` as a line that names byline, outlet and date together (`By Jane Doe, CNN | September 6, 2017`,
    /// `Source: Xinhua | 2017-09-06`), or that begins with a date and has few words beside it.
    pub(super) fn read_mixed(&self, i: usize, raw: &mut RawArticle) -> bool {
        self.lines.get(i).is_some_and(|asked| read_mixed_of(asked.line, asked.dated(), raw))
    }
}

/// Whether `line` holds dates and nothing else.
pub(in crate::readers) fn is_stamp(line: &str) -> bool {
    may_be_stamp(line) && !dates::stamp_line(line, &ANY_ORDER).is_empty()
}

fn may_be_stamp(line: &str) -> bool {
    look_at(line.len().min(LONGEST));
    line.len() <= LONGEST && line.chars().any(char::is_numeric)
}

/// Reads a line of dates into `raw`; answers whether it is one. `label` is the line above, where that was nothing but a label.
pub(super) fn read_stamp(line: &str, label: Option<&str>, raw: &mut RawArticle) -> bool {
    read_stamp_of(line, &Dated::of(line), label, raw)
}

fn read_stamp_of(line: &str, dated: &Dated, label: Option<&str>, raw: &mut RawArticle) -> bool {
    if dated.alone {
        push(line, label, &dated.found, raw);
        return true;
    }
    let impossible = is_impossible(line, dated);
    if impossible {
        raw.dates.push(RawDate {
            words: line.to_owned(),
            from: DateFrom::Text,
            role: DateRole::Unknown,
            field: "impossible date".to_owned(),
        });
    }
    impossible
}

/// Whether a line would be a stamp, were it not for a day or month that no calendar has (`Updated February 30, 2017`).
fn is_impossible(line: &str, dated: &Dated) -> bool {
    if !dated.found.is_empty() || !may_be_stamp(line) || !dates::is_labelled(line) {
        return false;
    }
    let mut mended = String::with_capacity(line.len());
    let mut from = 0;
    while let Some(at) = line[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = at + line[at..].bytes().take_while(u8::is_ascii_digit).count();
        let minute = line[..at].ends_with(':') || line[end..].starts_with(':');
        let wrong = end - at <= 2 && !minute && line[at..end].parse::<u32>().is_ok_and(|number| number > 12);
        mended.push_str(&line[from..at]);
        // A day and a month that there are in every year.
        mended.push_str(if wrong { "12" } else { &line[at..end] });
        from = end;
    }
    mended.push_str(&line[from..]);
    mended != line && is_stamp(&mended)
}

fn read_mixed_of(line: &str, dated: &Dated, raw: &mut RawArticle) -> bool {
    if !may_be_stamp(line) {
        return false;
    }
    let parts: Vec<_> = line.split(['|', '·', '•', '｜']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().any(|part| is_stamp(part)) && parts.iter().all(|part| is_header_part(part)) {
        for part in parts {
            read_part(part, raw);
        }
        return true;
    }
    let found = &dated.found;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let before = line[..first.printed.span.start].trim();
    let after = line[last.printed.span.end..].trim_matches([' ', '|', '/', ',', '-', '–', '—', ')', '·']);
    let labelled = before.is_empty() || first.role != DateRole::Unknown;
    let place = before.split([',', '–', '—', '|']).next().and_then(|place| place.split(" -").next()).unwrap_or_default().trim();
    let placed = place.len() < before.len() && place.split(' ').count() <= 5 && place.split(' ').all(is_name_word);
    let beside = after.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let sentence = line.ends_with(['.', '!', '?', '”', '"', ':']) || after.contains(". ");
    if !(labelled || placed) || sentence || beside > MOST_WORDS || before.split_whitespace().count() > MOST_WORDS {
        return false;
    }
    push(line, None, found, raw);
    if placed && !labelled && is_outlet(place, None) {
        raw.source.get_or_insert_with(|| place.to_owned());
    }
    read_part(after, raw);
    true
}

fn is_header_part(part: &str) -> bool {
    is_stamp(part)
        || is_byline(part)
        || is_brand(part)
        || is_reading_time(&part.to_lowercase())
        || ["Source:", "Editor:", "Author:", "来源", "责任编辑", "编辑"].iter().any(|key| part.starts_with(key))
        || part.split_whitespace().count() <= 3
}

fn read_part(part: &str, raw: &mut RawArticle) {
    if part.is_empty() || read_stamp(part, None, raw) {
        return;
    }
    let source = ["Source:", "Quelle:", "来源：", "来源:", "來源："].iter().find_map(|key| part.strip_prefix(key)).map(str::trim);
    if let Some(source) = source.or(Some(part).filter(|part| is_brand(part))) {
        raw.source.get_or_insert_with(|| source.to_owned());
    } else if is_byline(part) || part.starts_with("Author:") {
        raw.bylines.push(part.to_owned());
    }
}

fn push(line: &str, label: Option<&str>, found: &[dates::Stamp], raw: &mut RawArticle) {
    let mut from = 0;
    for (i, stamp) in found.iter().enumerate() {
        let end = if i + 1 == found.len() { line.len() } else { stamp.printed.span.end };
        let words = line[from..end].trim_matches([' ', '|', '·', '•', ',', '-', '–', '—']);
        from = end;
        let words = match label.filter(|_| i == 0) {
            Some(label) => format!("{label} {words}"),
            None => words.to_owned(),
        };
        let role = match stamp.role {
            DateRole::Unknown => dates::stamps(&words, &ANY_ORDER).first().map_or(stamp.role, |stamp| stamp.role),
            told => told,
        };
        raw.dates.push(RawDate { words, from: DateFrom::Text, role, field: "stamp line".to_owned() });
    }
}

/// Whether `line` is a label that waits for its date on the next line (`Published`, `Last updated on`).
pub(super) fn is_label_alone(line: &str) -> bool {
    if line.len() > 40 || line.chars().any(char::is_numeric) {
        return false;
    }
    if !dates::is_labelled(line) {
        return false;
    }
    let completed = format!("{line} 2000-01-01");
    let found = dates::stamp_line(&completed, &ANY_ORDER);
    found.first().is_some_and(|stamp| stamp.role != DateRole::Unknown)
}
