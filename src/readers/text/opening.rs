//! The opening of a saved article: title, stamps, bylines, outlet and labels, in whatever order they stand.

use crate::article::{DateFrom, RawArticle, ValueName};

use super::agency::{is_outlet, is_outlet_line, mark};
use super::furniture::{self, Furniture, furniture};
use super::lines::{Paragraph, is_rule, trimmed};
use super::people::{is_byline, is_desk_or_office, is_english_byline, is_name_line, is_place_line, is_place_of_writer};
use super::stamps::{Stamps, is_label_alone};
use super::{header, tail};

/// Paragraphs at the top among which title, stamp and byline are looked for.
const HEADER_PARAGRAPHS: usize = 24;
/// Paragraphs at the top among which an agency's mark is looked for.
const MARK_PARAGRAPHS: usize = 16;
/// How far a stamp or byline may stand below a standfirst, in paragraphs.
const STANDFIRST_REACH: usize = 3;
/// Longest standfirst, in bytes.
const LONGEST_STANDFIRST: usize = 420;
/// Longest title where a stamp or byline follows it, in characters; and where none does.
const LONGEST_TITLE: (usize, usize) = (300, 160);
/// Longest name of an outlet in a database's file, in bytes.
const LONGEST_OUTLET: usize = 80;

/// What is being read, with what the opening has told so far.
struct Opening<'a, 'b, 'r> {
    paragraphs: &'a [Paragraph<'b>],
    raw: &'r mut RawArticle,
    from_database: bool,
    /// The agency that marks the text.
    mark: Option<&'a str>,
    /// A line that names the outlet.
    outlet: Option<&'a str>,
    /// The line above, where it is a label that waits for its date.
    label: Option<&'a str>,
    stamps: &'r Stamps<'a>,
}

/// Reads title, stamps, bylines, outlet and labels at the top into `raw`; answers with the paragraphs that are text.
pub(super) fn read_opening<'a, 'b>(paragraphs: &'a [Paragraph<'b>], from_database: bool, raw: &mut RawArticle) -> Vec<&'a Paragraph<'b>> {
    let stated = raw.source.is_some();
    let mark = paragraphs.iter().take(MARK_PARAGRAPHS).find_map(|paragraph| mark(&paragraph.text));
    // What follows the last paragraph of the header is asked about, too.
    let stamps = Stamps::of(&paragraphs[..paragraphs.len().min(2 * HEADER_PARAGRAPHS + 1)]);
    let mut opening = Opening { paragraphs, raw, from_database, mark, outlet: None, label: None, stamps: &stamps };
    let mut kept = Vec::with_capacity(paragraphs.len());
    let mut i = 0;
    while i < paragraphs.len().min(HEADER_PARAGRAPHS) {
        let line = &*paragraphs[i].text;
        if opening.raw.headline.is_some() && !stamps.is_stamp(i) && is_marked_text(line) {
            break;
        }
        if opening.reads(i, kept.is_empty()) {
            // Nothing of it is text.
        } else if opening.raw.headline.is_none() && kept.is_empty() && opening.is_headline(i) {
            opening.raw.headline = Some(headline_of(line).to_owned());
            opening.raw.consider(ValueName::Headline, headline_of(line), "title line");
        } else if line.len() <= LONGEST_STANDFIRST && header_follows(paragraphs, i + 1, &stamps, is_dated(opening.raw)) {
            kept.push(&paragraphs[i]);
        } else {
            break;
        }
        i += 1;
    }
    kept.extend(&paragraphs[i..]);
    if !stated {
        let told = opening.raw.source.take();
        let leader = opening.raw.headline.as_deref().and_then(house_of_leader).map(str::to_owned);
        let found = [
            ("agency mark", opening.mark.map(str::to_owned)),
            ("stamp line", told),
            ("line with the outlet's name", opening.outlet.map(str::to_owned)),
            ("title of a leader", leader),
        ];
        for (rule, name) in found {
            name.iter().for_each(|name| opening.raw.consider(ValueName::Source, name, rule));
            opening.raw.source = opening.raw.source.take().or(name);
        }
    }
    kept
}

impl<'a> Opening<'a, '_, '_> {
    fn line(&self, i: usize) -> Option<&'a str> {
        self.paragraphs.get(i).map(|paragraph| &*paragraph.text)
    }

    /// Reads paragraph `i` if it is neither title nor text; `first` while no text has been met.
    fn reads(&mut self, i: usize, first: bool) -> bool {
        let Some(line) = self.line(i) else { return false };
        let before_stamp = self.stamps.tells_date(i + 1);
        if before_stamp && is_label_alone(line) {
            self.label = Some(line);
            return true;
        }
        let label = self.label.take();
        if is_rule(line) || self.stamps.read(i, label, self.raw) || header::read_field_line(line, self.raw) {
            return true;
        }
        if before_stamp && self.from_database && self.outlet.is_none() && line.len() <= LONGEST_OUTLET {
            self.outlet = Some(line);
            return true;
        }
        if is_mail_address(line) || i > 0 && is_edition(line) && self.stamps.tells_date(i - 1) {
            return true;
        }
        self.reads_furniture(line) || self.reads_people(line, i, before_stamp) || first && self.reads_outlet(line, i, before_stamp)
    }

    fn reads_furniture(&mut self, line: &str) -> bool {
        match furniture(line) {
            Some(Furniture::Label) => {
                self.raw.section.get_or_insert_with(|| furniture::section(line).to_owned());
                true
            }
            Some(_) => true,
            None => tail::is_copyright(line),
        }
    }

    /// Reads bylines, with what stands around them without saying so.
    fn reads_people(&mut self, line: &'a str, i: usize, before_stamp: bool) -> bool {
        let titled = self.raw.headline.is_some();
        if is_byline(line) && (titled || is_english_byline(line) || self.precedes_title(i)) {
            return self.stamps.read_mixed(i, self.raw) || self.push_byline(line);
        }
        if !titled {
            return false;
        }
        let marked = self.mark.is_some_and(|mark| line.starts_with(mark));
        if !marked && before_stamp && is_place_of_writer(line) {
            return self.push_byline(line);
        }
        let below_stamp = i > 0 && self.stamps.tells_date(i - 1) && !self.paragraphs[i].blank_before;
        if below_stamp && self.raw.location.is_none() && is_place_line(line) {
            self.raw.location = Some(line.to_owned());
            return true;
        }
        let ends_block = below_stamp && self.paragraphs.get(i + 1).is_some_and(|next| next.blank_before);
        if (before_stamp || ends_block) && !is_outlet(first_part(line), self.mark) && is_name_line(line) {
            return self.push_byline(line);
        }
        let above = i.checked_sub(1).and_then(|above| self.line(above));
        if is_desk_or_office(line)
            && let Some(byline) = self.raw.bylines.last_mut().filter(|byline| Some(byline.as_str()) == above)
        {
            if !marked {
                byline.push_str(", ");
                byline.push_str(line);
            }
            return true;
        }
        self.stamps.read_mixed(i, self.raw)
    }

    /// Whether the next line is a title, with its stamp below.
    fn precedes_title(&self, i: usize) -> bool {
        self.line(i + 1).is_some_and(|next| looks_like_title(next) && !is_byline(next))
            && !self.stamps.tells_date(i + 1)
            && self.stamps.tells_date(i + 2)
    }

    fn push_byline(&mut self, line: &str) -> bool {
        self.raw.bylines.push(line.to_owned());
        true
    }

    /// Reads a line that names the outlet: above the title, or beside byline, stamp or marked text.
    fn reads_outlet(&mut self, line: &'a str, i: usize, before_stamp: bool) -> bool {
        if !is_outlet_line(line, self.mark) {
            return false;
        }
        let stamped = self.precedes_title(i);
        let next = self.paragraphs.get(i + 1);
        let title_follows = || {
            next.is_some_and(|next| (next.blank_before || stamped) && looks_like_title(&next.text) && mark(&next.text).is_none())
                && self.paragraphs.len() > i + 2
        };
        let beside = || {
            let marked = next.is_some_and(|next| mark(&next.text).is_some());
            before_stamp || marked || i > 0 && !self.paragraphs[i].blank_before
        };
        // In a database's header the day stands between outlet and title.
        let day_follows = || {
            let at = i + 2 + usize::from(self.line(i + 2).is_some_and(is_edition));
            let is_title = self.line(at).is_some_and(looks_like_title);
            is_title && self.line(at + 1).is_some_and(|field| header::read_field_line(field, &mut RawArticle::default()))
        };
        let reads = if self.raw.headline.is_none() { title_follows() || before_stamp && day_follows() } else { beside() };
        if reads {
            self.outlet.get_or_insert(line);
        }
        reads
    }

    /// Whether paragraph `i`, which is nothing else, is the title.
    fn is_headline(&self, i: usize) -> bool {
        let paragraphs = self.paragraphs;
        let line = &*paragraphs[i].text;
        let length = line.chars().take(LONGEST_TITLE.0 + 1).count();
        let is_text = |&at: &usize| !is_rule(&paragraphs[at].text) && furniture(&paragraphs[at].text).is_none();
        let mut following = (i + 1..paragraphs.len().min(i + 1 + HEADER_PARAGRAPHS)).filter(is_text);
        let (Some(at), second) = (following.next(), following.next()) else {
            return length <= LONGEST_TITLE.1 && !ends_sentence(line) && paragraphs.len() > 1;
        };
        if length > LONGEST_TITLE.0 || mark(line).is_some() {
            return false;
        }
        let next = &paragraphs[at];
        let tells = |at: usize| self.stamps.is_stamp(at) || is_byline(&paragraphs[at].text);
        let mut fields = RawArticle::default();
        if tells(at)
            || second.is_some_and(tells)
            || header::read_field_line(&next.text, &mut fields)
            || self.stamps.read_mixed(at, &mut fields)
        {
            return true;
        }
        let stacked = next.text.len() > line.len();
        let parted = next.blank_before || mark(&next.text).is_some() || stacked && length <= 110;
        length <= LONGEST_TITLE.1 && parted && looks_like_title(line)
    }
}

/// The paper in the title of a leader (`The Guardian view on ...`).
fn house_of_leader(headline: &str) -> Option<&str> {
    let (paper, _) = headline.split_once(" view on ")?;
    (paper.starts_with("The ") && is_outlet(paper, None)).then_some(paper)
}

fn first_part(line: &str) -> &str {
    line.split([',', '|', '·']).next().unwrap_or(line).trim()
}

/// `jane.doe@example.org` alone, as under a byline.
fn is_mail_address(line: &str) -> bool {
    let parted = line.split_once('@');
    parted.is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) && !line.contains(char::is_whitespace)
}

/// `Late Edition - Final`: the edition of a paper, as databases print it under the day.
fn is_edition(line: &str) -> bool {
    const EDITIONS: [&str; 16] = [
        "late",
        "early",
        "first",
        "second",
        "third",
        "final",
        "national",
        "city",
        "metro",
        "regional",
        "international",
        "weekend",
        "sunday",
        "edition",
        "ed",
        "no",
    ];
    let is_word = |word: &str| EDITIONS.contains(&word.to_lowercase().as_str()) || word.bytes().all(|b| b.is_ascii_digit());
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    line.len() <= 60 && words.clone().any(|word| word.eq_ignore_ascii_case("edition")) && words.all(is_word)
}

/// Whether an agency's mark opens a line and text follows it: nothing of the header comes after.
fn is_marked_text(line: &str) -> bool {
    mark(line).is_some_and(|name| line.len() > name.len() + 16)
}

/// Whether a stamp has been read.
fn is_dated(raw: &RawArticle) -> bool {
    raw.dates.iter().any(|date| date.from == DateFrom::Text)
}

/// Whether a stamp or byline stands among the paragraphs from `from` on, before any long one. Below the text of an article that is `dated`
/// already only a stamp that says what it dates is one.
fn header_follows(paragraphs: &[Paragraph<'_>], from: usize, stamps: &Stamps<'_>, dated: bool) -> bool {
    // What stands last heads nothing: a date there may be that of a correction.
    let end = paragraphs.len().saturating_sub(1).min(from + STANDFIRST_REACH);
    (from..end)
        .take_while(|&at| paragraphs[at].text.len() <= LONGEST_STANDFIRST)
        .any(|at| if dated { stamps.is_labelled(at) } else { stamps.tells_date(at) } || is_byline(&paragraphs[at].text))
}

fn looks_like_title(line: &str) -> bool {
    let quote_alone =
        line.starts_with(['"', '“', '«', '„']) && line.trim_end().ends_with([',', '"', '”', '»']) && line.contains([',', '.']);
    let begins = line.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, '-' | '•' | '*' | '–' | '—' | '(' | '['));
    let label = line.starts_with("Q:") || line.starts_with("A:");
    begins && !label && !quote_alone && !ends_sentence(line) && !line.ends_with([',', ';', ':', '-'])
}

/// Whether a line ends with a full stop that is no part of an abbreviation or an ellipsis.
pub(super) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ' ']);
    if bare.ends_with(['。', '।', '۔']) {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else { return false };
    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
    let abbreviated = word.chars().count() <= 1 && word.chars().all(char::is_alphabetic)
        || ["Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "St", "Gov", "Sen", "Rep", "vs", "etc"].contains(&word);
    !abbreviated
}

/// The title without the signs of a Markdown heading.
pub(super) fn headline_of(line: &str) -> &str {
    let bare = line.trim_start_matches('#');
    if bare.starts_with(' ') { bare.trim() } else { line }
}

/// Whether the text opens with a title that a longer paragraph follows after a blank line.
pub(super) fn is_title_alone(text: &str) -> bool {
    let mut lines = text.split('\n').map(trimmed).skip_while(|line| line.is_empty());
    let Some(title) = lines.next().filter(|title| title.len() <= LONGEST_TITLE.1 && looks_like_title(title)) else { return false };
    let blank = lines.next().is_some_and(str::is_empty);
    blank && lines.find(|line| !line.is_empty()).is_some_and(|next| next.len() > title.len())
}
