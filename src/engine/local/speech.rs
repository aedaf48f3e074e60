//! The direct quotes of articles, as they are counted for those who say them.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::index::SegmentReader;

use super::rows::{Rows, row_numbers};
use super::values::Tally;

/// What leads from an article of a segment to its quotes, who says them and in which role.
pub(super) struct SpeechColumns {
    rows: Rows,
    speakers: Arc<dyn ColumnValues<i64>>,
    roles_at: Arc<dyn ColumnValues<i64>>,
    roles: Option<StrColumn>,
    speech: Option<Arc<dyn ColumnValues<u64>>>,
    /// What stands in `speech` for direct quotes; `None` where there are none.
    direct: Option<u64>,
    /// How many quotes each of those counted has in a role: places of tallies, ordinals of roles.
    in_role: FxHashMap<(usize, u64), usize>,
    /// What is read of an article.
    kinds: Vec<u64>,
    said_by: Vec<i64>,
    own_roles: Vec<u64>,
}

impl SpeechColumns {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let speech = fast.str("speech")?;
        let direct = match &speech {
            Some(speech) => speech.dictionary().term_ord("direct")?,
            None => None,
        };
        Ok(Self {
            rows: Rows::new(reader)?,
            speakers: row_numbers(reader, "speaker_at")?,
            roles_at: row_numbers(reader, "role_at")?,
            roles: fast.str("role")?,
            speech: speech.map(|speech| speech.ords().values.clone()),
            direct,
            in_role: FxHashMap::default(),
            kinds: Vec::new(),
            said_by: Vec::new(),
            own_roles: Vec::new(),
        })
    }

    /// Calls `count` for each direct quote of an article with the place among its speakers, from 0, of who says it; roles are counted for the
    /// tally whose place it answers.
    pub(super) fn read(&mut self, article: DocId, mut count: impl FnMut(usize) -> Option<usize>) {
        let rows = self.rows.of(article);
        let (Some(speech), Some(direct), false) = (&self.speech, self.direct, rows.is_empty()) else { return };
        let Self { kinds, said_by, own_roles, .. } = self;
        kinds.resize(rows.len(), 0);
        speech.get_range(u64::from(rows.start), kinds);
        said_by.resize(rows.len(), 0);
        self.speakers.get_range(u64::from(rows.start), said_by);
        let mut has_roles = false;
        for ((row, kind), speaker) in rows.zip(&*kinds).zip(&*said_by) {
            let Some(speaker) = place(*speaker).filter(|_| *kind == direct) else { continue };
            let Some(tally) = count(speaker) else { continue };
            let Some(role) = place(self.roles_at.get_val(row)) else { continue };
            if !has_roles {
                has_roles = true;
                own_roles.clear();
                own_roles.extend(self.roles.iter().flat_map(|roles| roles.term_ords(article)));
            }
            if let Some(role) = own_roles.get(role) {
                *self.in_role.entry((tally, *role)).or_default() += 1;
            }
        }
    }

    /// Adds the roles that were counted to the tallies.
    pub(super) fn add_roles(self, tallies: &mut [Tally]) -> tantivy::Result<()> {
        let Some(roles) = &self.roles else { return Ok(()) };
        let names = texts(roles, self.in_role.keys().map(|(_, role)| *role).collect())?;
        for ((tally, role), quotes) in self.in_role {
            if let (Some(tally), Some(role)) = (tallies.get_mut(tally), names.get(&role)) {
                tally.add_role(role, quotes);
            }
        }
        Ok(())
    }
}

/// The place, from 0, that a row names from 1; `None` where it names none.
fn place(number: i64) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

/// The texts that ordinals of a column stand for, each block of its dictionary read once.
fn texts(column: &StrColumn, mut ords: Vec<u64>) -> tantivy::Result<FxHashMap<u64, String>> {
    ords.sort_unstable();
    ords.dedup();
    let mut texts = FxHashMap::default();
    let mut next = ords.iter();
    column.dictionary().sorted_ords_to_term_cb(&ords, |text| {
        texts.extend(next.next().map(|&ord| (ord, String::from_utf8_lossy(text).into_owned())));
    })?;
    Ok(texts)
}
