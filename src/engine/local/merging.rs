//! Which segments are merged.
//!
//! Eight of about one size become one, until they are large: beyond that a search gains little, and a small update is not to rewrite a large
//! archive. A segment of which much has been forgotten is written anew without that.

use tantivy::index::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Documents of a segment that is merged no more.
const LARGE: usize = 100_000;
/// Of so many documents of a segment, in hundredths, more may not be forgotten.
const FORGOTTEN: u64 = 40;

/// The policy.
#[derive(Debug)]
pub(super) struct Merging(LogMergePolicy);

impl Default for Merging {
    fn default() -> Self {
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGE);
        Self(policy)
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut candidates = self.0.compute_merge_candidates(segments);
        let forgotten = segments.iter().filter(|segment| has_forgotten_much(segment.num_deleted_docs(), segment.max_doc()));
        for segment in forgotten {
            if !candidates.iter().any(|candidate| candidate.0.contains(&segment.id())) {
                candidates.push(MergeCandidate(vec![segment.id()]));
            }
        }
        candidates
    }
}

fn has_forgotten_much(forgotten: u32, of: u32) -> bool {
    u64::from(forgotten) * 100 > u64::from(of) * FORGOTTEN
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{INDEXED, Schema};
    use tantivy::{Index, IndexWriter, Term, doc};

    use super::*;

    /// Documents of each segment after so many commits of a hundred, of each of which all below `forgotten` are forgotten.
    fn segments(commits: u64, forgotten: u64) -> Vec<(u32, u32)> {
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("number", INDEXED);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(Merging::default()));
        for commit in 0..commits {
            (0..100).for_each(|i| _ = writer.add_document(doc!(number => commit * 100 + i)).unwrap());
            writer.commit().unwrap();
        }
        (0..commits * 100).filter(|i| i % 100 < forgotten).for_each(|i| _ = writer.delete_term(Term::from_field_u64(number, i)));
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        let mut segments: Vec<(u32, u32)> =
            index.searchable_segment_metas().unwrap().iter().map(|segment| (segment.num_docs(), segment.max_doc())).collect();
        segments.sort_unstable();
        segments
    }

    #[test]
    fn segments_grow_by_eights_and_lose_what_is_forgotten() {
        assert_eq!(segments(3, 0), [(100, 100); 3]);
        assert_eq!(segments(8, 0), [(800, 800)]);
        assert_eq!(segments(3, 40), [(60, 100); 3]);
        assert_eq!(segments(3, 41), [(59, 59); 3]);
    }
}
