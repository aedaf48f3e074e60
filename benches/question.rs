//! What is searched for: questions by class, from a file or drawn from the archive itself.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use crate::Result;
use crate::bare::{Record, records};

/// Kinds of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Common,
    Rare,
    Or,
    And,
    Phrase,
    Date,
    Speaker,
    Place,
}

impl Class {
    pub(crate) const ALL: [Self; 8] = [Self::Common, Self::Rare, Self::Or, Self::And, Self::Phrase, Self::Date, Self::Speaker, Self::Place];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Rare => "rare",
            Self::Or => "or",
            Self::And => "and",
            Self::Phrase => "phrase",
            Self::Date => "date",
            Self::Speaker => "speaker",
            Self::Place => "place",
        }
    }

    fn named(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name).ok_or_else(|| format!("no class of query is called {name:?}").into())
    }
}

/// A question: words, and perhaps a span of days, a speaker, a place.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) class: Class,
    pub(crate) text: String,
    /// First day, `YYYY-MM-DD`.
    pub(crate) from: Option<String>,
    /// Day after the last.
    pub(crate) until: Option<String>,
    pub(crate) speaker: Option<String>,
    /// Where stories were filed from.
    pub(crate) place: Option<String>,
}

impl Question {
    /// A question without a filter.
    fn plain(class: Class, text: String) -> Self {
        Self { class, text, from: None, until: None, speaker: None, place: None }
    }

    /// Whether words are all that it asks for.
    pub(crate) fn is_text_alone(&self) -> bool {
        self.from.is_none() && self.until.is_none() && self.speaker.is_none() && self.place.is_none()
    }

    /// Reads tab-separated columns: class, text, first day, day after the last, speaker, place.
    pub(crate) fn from_columns(columns: &[&str]) -> Result<Self> {
        let column = |place: usize| columns.get(place).copied().map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        let (Some(class), Some(text)) = (column(0), column(1)) else { return Err(format!("not a query: {columns:?}").into()) };
        Ok(Self { class: Class::named(&class)?, text, from: column(2), until: column(3), speaker: column(4), place: column(5) })
    }

    /// The columns that [`Question::from_columns`] reads.
    pub(crate) fn columns(&self) -> [&str; 6] {
        [
            self.class.name(),
            &self.text,
            self.from.as_deref().unwrap_or_default(),
            self.until.as_deref().unwrap_or_default(),
            self.speaker.as_deref().unwrap_or_default(),
            self.place.as_deref().unwrap_or_default(),
        ]
    }

    /// The words in dateline's query language.
    pub(crate) fn dateline_text(&self) -> String {
        match self.class {
            Class::Or => self.text.split_whitespace().collect::<Vec<_>>().join(" OR "),
            Class::Phrase => format!("\"{}\"", self.text),
            _ => self.text.clone(),
        }
    }

    /// The last day, `YYYY-MM-DD`.
    pub(crate) fn last_day(&self) -> Option<String> {
        Some(self.until.as_deref()?.parse::<NaiveDate>().ok()?.pred_opt()?.to_string())
    }

    /// As a statement for SQLite's full-text table.
    pub(crate) fn sql(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', ""));
        let words: Vec<String> = self.text.split_whitespace().map(quoted).collect();
        let text = match self.class {
            Class::Or => words.join(" OR "),
            Class::Phrase => quoted(&self.text),
            _ => words.join(" AND "),
        };
        let mut found = format!("{{title body}} : ({text})");
        if let Some(speaker) = &self.speaker {
            found.push_str(&format!(" AND speakers : {}", quoted(speaker)));
        }
        if let Some(place) = &self.place {
            found.push_str(&format!(" AND location : {}", quoted(place)));
        }
        let mut sql = format!("SELECT title FROM docs WHERE docs MATCH '{}'", found.replace('\'', "''"));
        if let (Some(from), Some(until)) = (&self.from, &self.until) {
            sql.push_str(&format!(" AND date >= '{from}' AND date < '{until}'"));
        }
        sql.push_str(" ORDER BY rank LIMIT 10");
        sql
    }
}

/// Reads tab-separated questions: id, class, text, first day, day after the last, speaker, place; `#` begins a comment.
pub(crate) fn read(path: &Path) -> Result<Vec<Question>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| Question::from_columns(&line.split('\t').skip(1).collect::<Vec<_>>())).collect()
}

/// Records that questions are drawn from.
const SAMPLE: usize = 2000;
/// Questions of each class.
const EACH: usize = 8;

/// Draws questions of every class from the beginning of an archive.
pub(crate) fn draw(archive: &Path) -> Result<Vec<Question>> {
    let sample = records(archive)?.take(SAMPLE).collect::<Result<Vec<Record>>>()?;
    let texts: Vec<Vec<String>> = sample.iter().map(|record| words(&record.body)).collect();
    let singles = frequencies(texts.iter().map(|words| words.iter().filter(|word| word.len() > 3).cloned().collect()));
    let pairs = frequencies(texts.iter().map(|words| words.windows(2).map(|pair| pair.join(" ")).collect()));
    let common: Vec<&String> = between(&singles, sample.len() / 10, sample.len() / 2);
    let rare = between(&singles, 1, 4);
    let phrases: Vec<&String> = between(&pairs, 5, sample.len() / 20);
    let nth = |list: &[&String], number: usize| list.get(number * 7919 % list.len().max(1)).map_or_else(String::new, |&word| word.clone());
    let mut drawn = Vec::new();
    for number in 0..EACH {
        drawn.push(Question::plain(Class::Common, nth(&common, number)));
        drawn.push(Question::plain(Class::Rare, nth(&rare, number)));
        drawn.push(Question::plain(Class::Or, format!("{} {}", nth(&common, number + 20), nth(&rare, number + 20))));
        drawn.push(Question::plain(Class::And, format!("{} {}", nth(&common, number + 40), nth(&common, number + 61))));
        drawn.push(Question::plain(Class::Phrase, nth(&phrases, number)));
        let year = 2007 + 2 * number;
        let (from, until) = (Some(format!("{year}-03-01")), Some(format!("{year}-10-01")));
        drawn.push(Question { from, until, ..Question::plain(Class::Date, nth(&common, number + 80)) });
    }
    let speaking = sample.iter().zip(&texts).filter(|(record, _)| !record.speakers.is_empty());
    let common_word = |words: &[String]| words.iter().find(|word| common.contains(word)).cloned().unwrap_or_else(|| nth(&common, 0));
    for (record, words) in speaking.step_by(97).take(EACH) {
        let word = common_word(words);
        drawn.push(Question { speaker: record.speakers.first().cloned(), ..Question::plain(Class::Speaker, word) });
    }
    for (record, words) in sample.iter().zip(&texts).filter(|(record, _)| !record.location.is_empty()).step_by(89).take(EACH) {
        let place = Some(record.location.clone());
        drawn.push(Question { place, ..Question::plain(Class::Place, common_word(words)) });
    }
    Ok(drawn)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
}

/// In how many texts each of the terms occurs.
fn frequencies(texts: impl Iterator<Item = Vec<String>>) -> HashMap<String, usize> {
    let mut frequencies = HashMap::new();
    for mut terms in texts {
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            *frequencies.entry(term).or_insert(0) += 1;
        }
    }
    frequencies
}

/// Terms that occur in so many texts, in an order that is always the same.
fn between(frequencies: &HashMap<String, usize>, least: usize, most: usize) -> Vec<&String> {
    let mut terms: Vec<&String> = frequencies.iter().filter(|(_, texts)| (least..=most).contains(*texts)).map(|(term, _)| term).collect();
    terms.sort_unstable();
    terms
}
