use super::gaps::{GAPS, plain};
use super::spelling::possessive_ending;
use super::*;
use crate::analysis::segment::{TokenCase, TokenKind, segment};
use proptest::prelude::*;

#[test]
fn gaps_that_are_told_by_number_are_as_they_stand() {
    for gap in GAPS {
        let text = format!("One{gap}two{gap}three");
        let segments = segment(&text);
        let words = Words::read(&text, &segments, Lexicon::of(Some("en")));
        if words.len() == 3 {
            assert_eq!(words.class(0) >> GAP, GAPS.iter().position(|&known| known == gap).unwrap() as Class + 1, "{gap:?}");
            assert_eq!((words.is_before_comma(0), words.is_before_hyphen(0)), (gap == ", ", gap == "-"), "{gap:?}");
            assert_eq!(words.opens_line(1), gap.contains('\n'), "{gap:?}");
        }
        assert_eq!(plain(gap), None);
    }
    let marked = |gap: &str| gap.contains(['"', '\'', '“', '”', '–', '—', ':']);
    assert!((1..).zip(GAPS).all(|(number, gap)| (MARKED >> number & 1 != 0) == marked(gap)));
}

proptest! {
    #[test]
    fn the_first_quoted_word_is_that_of_a_search(mut quoted in prop::collection::vec((0..40_usize, 0..6_usize), 0..8), from in 0..45_usize, len in 0..45_usize) {
        let text = "a ".repeat(40);
        let segments = segment(&text);
        let mut words = Words::read(&text, &segments, Lexicon::of(Some("en")));
        quoted.sort_unstable();
        quoted.iter().for_each(|&(start, len)| words.quote(&(start..(start + len).min(40))));
        let range = from..from + len;
        prop_assert_eq!(words.first_quoted(range.clone()), { range }.find(|&at| words.is_quoted(at)));
    }

    #[test]
    fn words_and_what_stands_between_them_are_those_of_the_text(text in "([A-Za-z0-9é東]{1,3}([ ,.()\\n\"'“”-]{1,4}| – |('s|’s|'S) )|(He|she|it|mayor|spokeswoman)(’s|'s|'d) )*[a-z]{0,20}") {
        let segments = segment(&text);
        let lexicon = Lexicon::of(Some("en"));
        let words = Words::read(&text, &segments, lexicon);
        for at in 0..words.len() {
            let small = words.text(at).bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
            let told = words.text(at).len() <= Lane::SIZE && words.start(at) + Lane::SIZE <= text.len();
            prop_assert_eq!(words.is_small_behind_first(at), small && told);
            prop_assert_eq!(plain(words.gap(at)), None);
            let written = &text[words.end(at)..words.start(at + 1)];
            let known = plain(written).unwrap_or(written);
            prop_assert_eq!(words.gap(at), known);
            prop_assert!(words.marked_behind(at..at + 1).next().is_some() || known.chars().all(|c| " ,.\n()-".contains(c)) && !words.is_before_dash(at));
            let token = &segments.tokens[at];
            if token.kind == TokenKind::Word && !(token.case == TokenCase::Upper && token.end - token.start <= 3) {
                prop_assert_eq!(words.class(at) & (LISTED | OPENS | VERBAL | NAMELESS), with_told(lexicon.class(words.text(at))));
            }
            prop_assert_eq!(words.class(at), with_told(words.class(at)));
            prop_assert_eq!(words.openings.within(at..at + 1).next().is_some(), words.is(at, OPENS));
            prop_assert_eq!(words.nameless.within(at..at + 1).next().is_some(), words.is(at, NAMELESS));
            prop_assert_eq!(words.verbal.within(at..at + 1).next().is_some(), words.is(at, VERBAL));
            prop_assert_eq!(words.is_possessive(at) || possessive_ending(words.text(at).as_bytes()) == 0, true);
        }
    }
}
