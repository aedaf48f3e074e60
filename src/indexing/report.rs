//! What an indexing run did, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::Article;
use crate::error::Skipped;
use crate::readers::has_doubled_marks;
use crate::schema::documents::FileRow;

/// Different unknown field names that are counted one by one; hostile records could invent any number.
const MAX_FIELD_NAMES: usize = 1000;

/// What an indexing run did. All but `files_*` count articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IngestReport {
    /// From files that were not indexed before.
    pub added: usize,
    /// From files that have changed.
    pub changed: usize,
    /// From files that have vanished, or that no longer hold them.
    pub removed: usize,
    /// From files that are as they were.
    pub unchanged: usize,
    /// Added or changed, without a date.
    pub undated: usize,
    /// Added or changed, without a place.
    pub unplaced: usize,
    /// Added or changed, without a headline.
    pub untitled: usize,
    /// Added or changed, in which doubled apostrophes stand as quotation marks do.
    pub doubled_marks: usize,
    /// Quotes found in what was added or changed.
    pub quotes: usize,
    /// Those of them with a named speaker.
    pub attributed: usize,
    /// Files not indexed before.
    pub files_new: usize,
    /// Files that have changed.
    pub files_changed: usize,
    /// Files that have vanished.
    pub files_removed: usize,
    /// Files that are as they were.
    pub files_unchanged: usize,
    /// Files and records left out, now or when their file was read.
    pub skipped: usize,
    /// How many for each kind of reason.
    pub skipped_because: BTreeMap<String, usize>,
    /// JSON fields that no rule knows, with the number of articles that have them.
    pub unknown_fields: BTreeMap<String, usize>,
    /// Roots whose unchanged files were read again too.
    pub rereads: Vec<Reread>,
    /// Directories that were given and hold nothing at all, nor did before.
    pub empty: Vec<String>,
}

/// A root that is read again as a whole, because it is to be read in another way than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reread {
    /// Its name.
    pub root: String,
    /// Options with which it is read now, as typed; none for the usual way.
    pub options: Vec<String>,
}

impl IngestReport {
    /// Whether any article was read or is unchanged.
    pub fn has_articles(&self) -> bool {
        self.added + self.changed + self.unchanged > 0
    }

    pub(super) fn count_article(&mut self, article: &Article, is_new: bool) {
        *(if is_new { &mut self.added } else { &mut self.changed }) += 1;
        self.undated += usize::from(article.date.is_none());
        self.unplaced += usize::from(article.place.is_none());
        self.untitled += usize::from(article.headline.is_none());
        self.doubled_marks += usize::from(has_doubled_marks(&article.body));
        self.quotes += article.quotes.len();
        self.attributed += article.quotes.iter().filter(|quote| quote.speaker.is_some()).count();
        for field in &article.unknown_fields {
            if self.unknown_fields.len() < MAX_FIELD_NAMES || self.unknown_fields.contains_key(field) {
                *self.unknown_fields.entry(field.clone()).or_default() += 1;
            }
        }
    }

    pub(super) fn count_skipped(&mut self, skipped: &Skipped) {
        self.count_reason(&skipped.reason.to_string());
    }

    fn count_reason(&mut self, reason: &str) {
        self.skipped += 1;
        let kind = reason.split([':', '(']).next().unwrap_or(reason);
        let kind = kind.split(" at line ").next().unwrap_or(kind).trim();
        *self.skipped_because.entry(kind.to_owned()).or_default() += 1;
    }

    pub(super) fn count_unchanged(&mut self, row: &FileRow) {
        self.files_unchanged += 1;
        self.unchanged += row.articles;
        for skipped in &row.skipped {
            let (_, reason) = skipped.split_once('\t').unwrap_or(("", skipped));
            self.count_reason(reason);
        }
    }
}
