//! Nearness and sequences, against tables and their definitions.

use super::*;
use proptest::prelude::*;

fn solid(start: u32, last: u32) -> Span {
    Span { start, last, solid: true }
}

fn gapped(start: u32, last: u32) -> Span {
    Span { start, last, solid: false }
}

#[test]
fn nearness_is_as_documented() {
    // Sentences: 0 to 2, 3 to 5, 6 to 9; the last is a paragraph of its own.
    let breaks = Breaks { sentences: vec![3, 6], paragraphs: vec![6] };
    let words = |most| Reach::Words(most);
    for (left, right, reach, either_order, in_order) in [
        (solid(0, 0), solid(1, 1), words(1), true, true),
        (solid(1, 1), solid(0, 0), words(1), true, false),
        (solid(0, 0), solid(2, 2), words(1), false, false),
        (solid(0, 0), solid(0, 0), words(1), false, false),
        (solid(2, 2), solid(3, 3), words(1), true, true),
        (solid(5, 5), solid(6, 6), words(9), false, false),
        (solid(0, 2), solid(3, 5), words(1), true, true),
        (solid(0, 2), solid(1, 1), words(9), false, false),
        (gapped(0, 4), solid(2, 2), words(1), false, false),
        (gapped(0, 4), solid(2, 2), words(2), true, false),
        (gapped(0, 4), solid(4, 5), words(9), false, false),
        (gapped(0, 4), gapped(3, 5), words(1), true, false),
        (solid(0, 0), solid(2, 2), Reach::Sentence, true, true),
        (solid(2, 2), solid(3, 3), Reach::Sentence, false, false),
        (gapped(2, 7), solid(8, 8), Reach::Sentence, true, true),
        (gapped(2, 7), solid(4, 4), Reach::Sentence, false, false),
        (solid(0, 0), solid(5, 5), Reach::Paragraph, true, true),
        (solid(5, 5), solid(6, 6), Reach::Paragraph, false, false),
    ] {
        for (ordered, expected) in [(false, either_order), (true, in_order)] {
            let nearness = Nearness { reach, ordered, negated: false };
            assert_eq!(nearness.joins(left, right, &breaks), expected, "{left:?} {right:?} {nearness:?}");
        }
    }
}

fn sequence(words: u32, slop: u32) -> Sequence {
    Sequence { offsets: (0..words).collect(), width: words, slop }
}

fn spans(sequence: &Sequence, positions: &[Vec<u32>]) -> Vec<Span> {
    let mut spans = Vec::new();
    sequence.spans(positions, &mut spans);
    spans
}

#[test]
fn sequences_are_found() {
    let bigrams = Sequence { offsets: vec![0, 1, 3], width: 5, slop: 0 };
    for (sequence, positions, expected) in [
        (sequence(2, 0), vec![vec![0, 5, 9], vec![1, 6]], vec![solid(0, 1), solid(5, 6)]),
        (sequence(2, 0), vec![vec![0], vec![2]], vec![]),
        (sequence(2, 1), vec![vec![0], vec![2]], vec![gapped(0, 2)]),
        (sequence(2, 1), vec![vec![1], vec![0]], vec![]),
        (sequence(2, 2), vec![vec![1], vec![0]], vec![solid(0, 1)]),
        (sequence(2, 2), vec![vec![3], vec![3]], vec![]),
        (sequence(1, 0), vec![vec![3, 4]], vec![solid(3, 3), solid(4, 4)]),
        (sequence(0, 0), vec![], vec![]),
        (bigrams, vec![vec![2, 7], vec![3, 8], vec![5]], vec![solid(2, 6)]),
        (Sequence { offsets: vec![1], width: 2, slop: 0 }, vec![vec![0, 4]], vec![solid(3, 4)]),
    ] {
        assert_eq!(spans(&sequence, &positions), expected, "{sequence:?} {positions:?}");
    }
}

#[test]
fn work_in_a_hostile_text_is_bounded() {
    let words: Vec<Span> = (0..30_000).map(Span::word).collect();
    let nearness = Nearness { reach: Reach::Paragraph, ordered: false, negated: false };
    let mut out = Vec::new();
    near(&words, &words, nearness, &Breaks::default(), MAX_PAIRS, &mut out);
    assert!(!out.is_empty() && out.len() <= words.len());
    // Each of them is near another, and what is looked for far behind is found.
    let last = [Span::word(30_001)];
    let nearness = Nearness { reach: Reach::Words(1000), ordered: false, negated: false };
    let mut chained = words[29_000..].to_vec();
    for level in 1..40 {
        near(&chained.clone(), &words[29_000..], nearness, &Breaks::default(), pairs_of_chain(level), &mut chained);
        assert!(!chained.is_empty() && chained.len() <= MAX_PAIRS);
    }
    near(&chained, &last, nearness, &Breaks::default(), pairs_of_chain(40), &mut out);
    assert!(!out.is_empty());
    assert_eq!(count(&words, &words, nearness, &Breaks::default(), usize::MAX), 30_000);
}

fn matches_by_definition(positions: &[Vec<u32>], slop: i64, chosen: &mut Vec<u32>) -> bool {
    let Some(list) = positions.get(chosen.len()) else {
        let moved: Vec<i64> = chosen.iter().enumerate().map(|(i, &p)| i64::from(p) - i as i64).collect();
        return moved.iter().max().unwrap() - moved.iter().min().unwrap() <= slop;
    };
    list.iter().any(|&position| {
        if chosen.contains(&position) {
            return false;
        }
        chosen.push(position);
        let found = matches_by_definition(positions, slop, chosen);
        chosen.pop();
        found
    })
}

proptest! {
    #[test]
    fn words_are_counted_as_matches_are(
        lists in proptest::collection::vec(proptest::collection::btree_set(0..300_u32, 0..90), 4),
        reach in prop_oneof![(1..9_u32).prop_map(Reach::Words), Just(Reach::Sentence), Just(Reach::Paragraph)],
        ordered: bool, negated: bool, most in prop_oneof![Just(1), Just(usize::MAX)],
    ) {
        let mut lists = lists.into_iter().map(|list| list.into_iter().collect::<Vec<u32>>());
        let mut next = || lists.next().unwrap_or_default();
        let (left, right, breaks) = (next(), next(), Breaks { sentences: next(), paragraphs: next() });
        let nearness = Nearness { reach, ordered, negated };
        let spans = |positions: &[u32]| positions.iter().map(|&at| Span::word(at)).collect::<Vec<_>>();
        let (lefts, rights) = (spans(&left), spans(&right));
        let paired = |a: &Span| rights.iter().any(|b| nearness.joins(*a, *b, &breaks));
        let paired_right = |b: &Span| lefts.iter().any(|a| nearness.joins(*a, *b, &breaks));
        let of_left = lefts.iter().filter(|a| paired(a)).count();
        let all = if negated { lefts.len() - of_left } else { of_left.min(rights.iter().filter(|b| paired_right(b)).count()) };
        prop_assert_eq!(count_words(&left, &right, nearness, |first, last| breaks.part(reach, first, last), most), all.min(most));
        prop_assert_eq!(count(&lefts, &rights, nearness, &breaks, most), all.min(most));
    }

    #[test]
    fn exact_sequences_agree_with_their_definition(lists in proptest::collection::vec(proptest::collection::btree_set(0..12_u32, 1..6), 2..4)) {
        let positions: Vec<Vec<u32>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
        let found = spans(&sequence(positions.len() as u32, 0), &positions);
        prop_assert_eq!(!found.is_empty(), matches_by_definition(&positions, 0, &mut Vec::new()));
    }

    #[test]
    fn loose_sequences_agree_with_their_definition(
        text in proptest::collection::vec(0..3_usize, 1..14), words in proptest::collection::vec(1..8_usize, 2..5), slop in 1..5_u32
    ) {
        // Each word is a set of three forms, as stemmed and exact words overlap.
        let positions: Vec<Vec<u32>> = words.iter().map(|&word| {
            text.iter().enumerate().filter(|&(_, &at)| word >> at & 1 == 1).map(|(p, _)| p as u32).collect()
        }).collect();
        let found = spans(&sequence(words.len() as u32, slop), &positions);
        prop_assert_eq!(!found.is_empty(), matches_by_definition(&positions, i64::from(slop), &mut Vec::new()));
    }
}
