//! One article for people: its fields, its text, its quotes, and on demand why each value is believed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Reason;
use super::columns::quote_kind;
use super::look::{Look, Roots, Style, visible};
use super::summary::counted;
use super::text::{facts, speaker_text, write_headline};
use super::wrap::{Paragraph, paragraphs};
use crate::article::{Article, Considered, Evidence, Place, Quote, QuoteKind, SpeakerKind, ValueName};
use crate::results::{Apart, HitDate, HitPlace, Marks, TakenFor};

/// How much of an article is shown, and how.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// What the terminal can show.
    pub look: Look,
    /// Where the roots stand, for links.
    pub roots: Roots,
    /// Whether its text is shown.
    pub text: bool,
    /// What is marked in headline and text.
    pub marks: Marks,
    /// Which of its quotes are listed after the text.
    pub quotes: Listed,
    /// The persons of the archive for whom speakers are taken that the article knows by surname alone, by surname.
    pub joined: BTreeMap<String, TakenFor>,
    /// Whether each value is followed by where it was read and by which rule; and who says so of quotes.
    pub explain: Option<Reason>,
}

/// Which quotes of an article are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// None of them.
    None,
    /// All of them.
    All,
    /// That of this ordinal, from 1.
    Only(usize),
}

impl Listed {
    fn holds(self, ordinal: usize) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Only(one) => one == ordinal,
        }
    }
}

/// Writes the article: fields, text, and what the view asks for beside them.
///
/// # Errors
/// The output cannot be written.
pub fn write_article(article: &Article, view: &ArticleView, out: &mut dyn Write) -> io::Result<()> {
    let look = view.look;
    write_headline(look, article.headline.as_deref(), &view.marks.headline, out)?;
    let (date, place) = (article.date.as_ref().map(HitDate::from), article.place.as_ref().map(HitPlace::from));
    let facts = facts(date.as_ref(), place.as_ref(), article.source.as_deref());
    Paragraph { text: &facts, marks: &[], style: Style::Dim, indent: "" }.write(look, out)?;
    write_fields(article, view, out)?;
    if view.explain.is_some() {
        write_evidence(article, look, out)?;
        write_considered(article, look, out)?;
    }
    if view.text {
        write_body(article, view, out)?;
    }
    write_quotes(article, view, out)
}

fn write_body(article: &Article, view: &ArticleView, out: &mut dyn Write) -> io::Result<()> {
    for (paragraph, marks) in paragraphs(&article.body, &view.marks.body) {
        out.write_all(b"\n")?;
        Paragraph { text: paragraph, marks: &marks, style: Style::Plain, indent: "" }.write(view.look, out)?;
    }
    Ok(())
}

fn write_fields(article: &Article, view: &ArticleView, out: &mut dyn Write) -> io::Result<()> {
    let speakers: Vec<_> = article.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let mentions: Vec<_> = article.mentions.iter().map(|mention| finest(&mention.place)).collect();
    let tongue = article.lang.as_deref().unwrap_or("unknown");
    for (name, value) in [
        ("by", article.byline.join(", ")),
        ("quoted", speakers.join(", ")),
        ("mentions", mentions.join(", ")),
        ("section", article.section.clone().unwrap_or_default()),
        ("language", format!("{tongue}, {}, {}", counted(article.words, "word"), counted(article.quotes.len(), "quote"))),
        ("page", article.url.clone().unwrap_or_default()),
        ("not read", article.unknown_fields.join(", ")),
    ] {
        if !value.is_empty() {
            Paragraph { text: &format!("{name}: {value}"), marks: &[], style: Style::Plain, indent: "  " }.write(view.look, out)?;
        }
    }
    write!(out, "  {}  ", article.uid)?;
    let url = view.roots.url(&article.root, &article.path);
    view.look.linked(out, Style::Dim, &view.roots.shown(&article.root, &article.path), url.as_deref())?;
    if let Some(record) = &article.record {
        view.look.styled(out, Style::Dim, &format!(" #{}", visible(record)))?;
    }
    out.write_all(b"\n")
}

fn write_evidence(article: &Article, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let date = article.date.as_ref().map(|date| ("date", date.from.name(), &date.evidence));
    let place = article.place.as_ref().map(|place| ("place", place.from.name(), &place.evidence));
    for (value, from, evidence) in date.into_iter().chain(place) {
        let Evidence { words, rule, .. } = evidence;
        let why = format!("{value}: read from {from}, “{words}”, by the rule {rule}");
        Paragraph { text: &why, marks: &[], style: Style::Dim, indent: "  " }.write(look, out)?;
    }
    Ok(())
}

/// `headline: taken: “words”, from og:title`, a line for everything that was found.
fn write_considered(article: &Article, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for one in &article.considered {
        let name = match one.value {
            ValueName::Headline => "headline",
            ValueName::Byline => "byline",
            ValueName::Source => "source",
            ValueName::Date => "date",
            ValueName::Place => "place",
        };
        let reads = match (&one.reads, one.value) {
            (Some(reads), _) => format!(", read as {reads}"),
            (None, ValueName::Place) if !one.chosen => ", which names no place that is known".to_owned(),
            (None, ValueName::Date) if !one.chosen => ", which is no date".to_owned(),
            (None, _) => String::new(),
        };
        let same = |other: &&Considered| {
            other.chosen
                && other.value == one.value
                && if other.reads.is_some() { other.reads == one.reads } else { other.words == one.words }
        };
        let taken = match article.considered.iter().find(same) {
            _ if one.chosen => "taken",
            Some(_) => "says the same",
            None => "passed over",
        };
        let line = format!("{name}: {taken}: “{}”{reads}, from {}", one.words, one.rule);
        Paragraph { text: &line, marks: &[], style: Style::Dim, indent: "  " }.write(look, out)?;
    }
    Ok(())
}

fn write_quotes(article: &Article, view: &ArticleView, out: &mut dyn Write) -> io::Result<()> {
    let look = view.look;
    for (ordinal, quote) in (1..).zip(&article.quotes).filter(|(ordinal, _)| view.quotes.holds(*ordinal)) {
        out.write_all(b"\n")?;
        let (open, close) = if quote.kind == QuoteKind::Direct { ("“", "”") } else { ("", "") };
        let head = format!("{ordinal}. {open}");
        let marks = marks_of(quote, head.chars().count(), article, &view.marks);
        Paragraph { text: &format!("{head}{}{close}", quote.words), marks: &marks, style: Style::Plain, indent: "" }.write(look, out)?;
        let taken = quote.speaker.as_ref().and_then(|speaker| view.joined.get(speaker));
        let mut who = format!("— {}", speaker_text(quote.speaker.as_deref(), quote.role.as_deref(), quote.kind, quote.confidence));
        who.push_str(&taken.map(|taken| format!(" (taken for {})", taken.person)).unwrap_or_default());
        Paragraph { text: &who, marks: &[], style: Style::Name, indent: "   " }.write(look, out)?;
        if let Some(reason) = view.explain {
            let mut why = why(quote, &reason(quote, &article.body));
            if let (Some(taken), Some(surname)) = (taken, &quote.speaker) {
                why.push_str(&format!(" {}", why_joined(article, surname, taken)));
            }
            Paragraph { text: &why, marks: &[], style: Style::Dim, indent: "   " }.write(look, out)?;
        }
    }
    Ok(())
}

/// The marks of a quote whose words are shown behind so many characters.
fn marks_of(quote: &Quote, head: usize, article: &Article, marks: &Marks) -> Vec<(usize, usize)> {
    if marks.body.is_empty() {
        return Vec::new();
    }
    let from = article.body.get(..quote.span.start).map_or(0, |before| before.chars().count());
    let until = from + quote.words.chars().count();
    let inside = marks.body.iter().filter(|(start, end)| from <= *start && *end <= until);
    inside.map(|(start, end)| (head + start - from, head + end - from)).collect()
}

/// `direct speech of a person, by the rule quote, verb, name: Right behind the quote stands ...`.
fn why(quote: &Quote, reason: &str) -> String {
    let speech = quote_kind(quote.kind);
    let of = match quote.speaker_kind {
        Some(SpeakerKind::Person) => " of a person",
        Some(SpeakerKind::Organisation) => " of an organisation",
        Some(SpeakerKind::Unnamed) => " of somebody unnamed",
        None => "",
    };
    format!("{speech} speech{of}, by the rule {}: {reason}", quote.rule)
}

/// Why a surname is taken for a person of the archive.
fn why_joined(article: &Article, surname: &str, TakenFor { person, apart }: &TakenFor) -> String {
    let within = match article.date {
        Some(_) => "within half a year of it",
        None => "at any time, as it has no date",
    };
    let why = match apart {
        Apart::Alone => format!("nobody else of that surname speaks in the archive under a full name {within}"),
        Apart::Gender => {
            format!("all others of that surname who speak in the archive {within} are of another gender than the article tells")
        }
        Apart::Office => {
            format!(
                "of all of that surname who speak in the archive {within}, this is the one told to hold the office that the article gives"
            )
        }
    };
    format!(
        "The article gives the surname alone. “{surname}” is taken for {person}: {why}, and nothing in title, pronoun or role tells of somebody else."
    )
}

/// The name of a place at the finest level known.
fn finest(place: &Place) -> &str {
    let levels = [&place.city, &place.region];
    levels.into_iter().flatten().next().map_or(&place.words, |name| name)
}
