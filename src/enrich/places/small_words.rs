//! What the words around a name say where they are small ones, as around most names.

use super::company::{Own, Verdict};
use super::words::Word;
use crate::analysis::segment::{Token, TokenCase};
use crate::enrich::word_table::Packed;

const OF: Packed = Packed::of_bytes(b"of");
/// What teams do to others.
const PLAYING: [Packed; 3] = [Packed::of_bytes(b"beat"), Packed::of_bytes(b"beats"), Packed::of_bytes(b"thrashed")];
pub(super) const ARTICLES: [Packed; 3] = [Packed::of_bytes(b"a"), Packed::of_bytes(b"an"), Packed::of_bytes(b"the")];

/// The verdict on a name as most stand: behind a small word of letters other than `of`, and before another one or a mark. Few rules can hold there, and
/// what they say is no branch, which nobody could foresee. `None` where a name stands otherwise.
pub(super) fn judge_among_small_words(text: &[u8], tokens: &[Token], own: Own<'_>) -> Option<Verdict> {
    let candidate = own.candidate;
    let (start, end, last) = (candidate.tokens.start(), candidate.bytes.end(), candidate.tokens.end());
    let &before = tokens.get(start.checked_sub(1)?)?;
    let &after = tokens.get(last)?;
    let (&behind, &next) = text.get(end).zip(text.get(end + 2))?;
    let is_small = |token: Token| token.is_plain & (token.case == TokenCase::Lower);
    let has_before = (start > candidate.sentence.start()) & is_small(before) & (before.end + 1 == tokens[start].start);
    let has_after = (behind == b' ') & (last < candidate.sentence.end()) & is_small(after) & (after.start as usize == end + 1);
    // Neither a space, a hyphen nor what a space that is no plain one begins with, nor a comma before an age.
    let is_at_end = (behind != b' ') & (behind != b'-') & (behind != 0xc2) & !((behind == b',') & next.is_ascii_digit()) & !own.is_adjective;
    if !(has_before & (has_after | is_at_end) & (text[before.end as usize] == b' ')) {
        return None;
    }
    let read = |token: Token| Packed::of_plain(text, token.start as usize, token.end as usize);
    let (before, after) = read(before).zip(read(after))?;
    let is_any = |words: &[Packed]| words.iter().fold(false, |any, word| any | before.is(*word));
    let is_special = is_any(&[OF]) | is_any(&PLAYING) & !(own.is_adjective | own.is_country);
    if is_special {
        return None;
    }
    let (known, beyond) = (Word::of_letters(before), Word::of_letters(after));
    let is_local = has_after & beyond.is(Word::LOCAL);
    let is_thing = is_any(&ARTICLES) & !is_local & !(own.is_country | own.is_adjective);
    let strong = known.is(Word::PREPOSITION) | is_local & !own.word.is(Word::COMMON);
    Some([Verdict::Plain, Verdict::Named, Verdict::Strong][usize::from(is_thing).max(2 * usize::from(strong))])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::places::company::judge_by_all_rules;
    use crate::enrich::places::scan::{Writing, candidates};

    proptest! {
        #[test]
        fn the_verdict_is_that_of_all_rules(text in "((of|in|the|a|beat|said|Mayor|Bank|King|39|J|Hill)[ ,.]{1,2}|(Lyon|Paris|Kenya|Russian|Bath|Reading|Georgia|Saint Paul)(('s|,|\\.|-)? )(police|residents|in|and|City|2-0|34, |Park|mayor )?)+ to the end") {
            let segments = segment(&text);
            for lang in ["en", "de", "fr"].map(Some) {
                let writing = Writing::of(lang);
                for name in candidates(&text, &segments, writing) {
                    let own = Own::of(&name.candidate, Word::of_key(&name.candidate.key));
                    if let Some(verdict) = judge_among_small_words(text.as_bytes(), &segments.tokens, own) {
                        prop_assert_eq!(verdict, judge_by_all_rules(&text, &segments, own, writing));
                    }
                }
            }
        }
    }
}
