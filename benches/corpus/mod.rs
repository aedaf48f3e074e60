//! An invented news archive of any size: the same number of articles gives the same archive on every machine, and a smaller one is the
//! beginning of a larger one.
//!
//! Lengths are log-normal with a median near 3 kB, words follow Zipf's law, and new names and words keep coming. Each article has a title, a
//! stamp, mostly a dateline, and up to five speakers who say something in the usual ways.

mod sentences;
mod words;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde_json::json;

use sentences::{PLACES, Scene};
use words::Chance;
pub(crate) use words::Words;

/// One invented story.
pub(crate) struct Story {
    number: usize,
    pub(crate) title: String,
    published: NaiveDateTime,
    location: &'static str,
    source: &'static str,
    pub(crate) speakers: Vec<String>,
    pub(crate) body: String,
}

const SOURCES: [&str; 6] = ["Northwire", "Albion Press", "Harbour Courier", "Meridian", "Kestrel Record", "Atlantic Ledger"];

impl Story {
    /// The story of this number.
    pub(crate) fn new(number: usize, words: &Words) -> Self {
        let mut chance = Chance::of(number);
        let source = SOURCES[chance.rank(SOURCES.len())];
        let location = PLACES[chance.rank(PLACES.len())];
        let first = NaiveDate::from_ymd_opt(2005, 1, 1).unwrap_or_default().and_hms_opt(0, 0, 0).unwrap_or_default();
        let published = first + Duration::minutes(chance.below(20 * 365 * 24 * 60) as i64);
        let length = ((7.98 + 0.62 * chance.normal()).exp() as usize).clamp(500, 20_000);
        let mut scene = Scene::new(words, &mut chance);
        let title = scene.title(&mut chance);
        let mut paragraphs = Vec::new();
        let mut written = 0;
        while written < length {
            let paragraph = scene.paragraph(&mut chance);
            written += paragraph.len() + 2;
            paragraphs.push(paragraph);
        }
        for _ in 0..chance.below(6) {
            let place = 1 + chance.below(paragraphs.len());
            paragraphs.insert(place, scene.quote(&mut chance));
        }
        paragraphs[0].insert_str(0, &dateline(location, source, published, &mut chance));
        Self { number, title, published, location, source, speakers: scene.into_speakers(), body: paragraphs.join("\n\n") }
    }

    /// As a record of JSON Lines.
    pub(crate) fn to_json(&self) -> String {
        json!({
            "id": format!("b{:07}", self.number),
            "title": self.title,
            "date": self.published.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "location": self.location,
            "speakers": self.speakers,
            "body": self.body,
            "source": self.source,
        })
        .to_string()
    }

    /// As text saved from a news site.
    pub(crate) fn to_text(&self) -> String {
        let hong_kong = self.published + Duration::hours(8);
        let stamp = format!(
            "Updated {} GMT ({} HKT) {}",
            self.published.format("%H%M"),
            hong_kong.format("%H%M"),
            self.published.format("%B %-d, %Y")
        );
        format!("{}\n\n{stamp}\n\n{}\n", self.title, self.body)
    }

    /// Where it stands in the tree of texts.
    pub(crate) fn path(&self) -> String {
        let slug: String =
            self.title.chars().take(40).map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        format!("{}/{}-{:07}.txt", self.published.format("%Y/%m"), slug.trim_matches('-'), self.number)
    }
}

fn dateline(location: &str, source: &str, published: NaiveDateTime, chance: &mut Chance) -> String {
    match chance.below(10) {
        0..4 => format!("{}, {} ({source}) - ", location.to_uppercase(), published.format("%B %-d")),
        4..8 => format!("{location} ({source}) — "),
        _ => String::new(),
    }
}
