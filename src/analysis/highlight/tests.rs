use super::*;
use crate::analysis::spans::Reach;
use crate::analysis::words;
use proptest::prelude::*;

const EN: Language = Language::English;

fn phrase(words: Vec<WordTest>, slop: u32) -> Condition {
    Condition::Words { words, slop }
}

fn needle(text: &str, slop: u32) -> Needle {
    of(phrase(words::plain(text, &[EN]), slop))
}

fn of(condition: Condition) -> Needle {
    Needle { condition, part: Part::Whole }
}

fn source(text: &str) -> Source<'_> {
    Source { text, language: EN, lead: text.find('\n').unwrap_or(text.len()) }
}

fn marked(text: &str, needles: &[Needle]) -> Vec<String> {
    marks(source(text), needles).into_iter().map(|range| text[range].to_owned()).collect()
}

#[test]
fn what_matches_is_marked() {
    let text = "Sanctions bite; the sanction of Putin’s friends. North Korea tests. Korea North.";
    for (needles, expected) in [
        (vec![needle("sanction", 0)], vec!["Sanctions", "sanction"]),
        (vec![needle("putin", 0)], vec!["Putin’s"]),
        (vec![needle("north korea", 0)], vec!["North Korea"]),
        (vec![needle("north korea", 2)], vec!["North Korea", "Korea North"]),
        (vec![of(phrase(words::exact("sanction"), 0))], vec!["sanction"]),
        (vec![of(phrase(vec![words::pattern("fr*ds")], 0))], vec!["friends"]),
        (vec![of(phrase(words::fuzzy("puton", 1), 0))], vec!["Putin’s"]),
        (vec![of(phrase(vec![words::pattern("put?n")], 0))], vec!["Putin’s"]),
        (vec![needle("absent", 0)], vec![]),
    ] {
        assert_eq!(marked(text, &needles), expected, "{needles:?}");
    }
    assert_eq!(marked("In the U.S. it rained; the u.s. dollar fell", &[needle("u.s.", 0)]), ["U.S.", "u.s."]);
    assert_eq!(marked("京都市長が会談", &[needle("会談", 0)]), ["会談"]);
}

#[test]
fn the_sentence_with_most_needles_is_shown() {
    let text = "Nothing here. Talks on sanctions. Only talks. More sanctions.";
    let needles = [needle("talks", 0), needle("sanctions", 0)];
    let shown = |count, context| -> Vec<&str> {
        excerpts(source(text), &needles, Choice { count, context }).into_iter().map(|excerpt| &text[excerpt.bytes]).collect()
    };
    assert_eq!(shown(1, 0), ["Talks on sanctions."]);
    assert_eq!(shown(1, 1), ["Nothing here. Talks on sanctions. Only talks."]);
    assert_eq!(shown(2, 0), ["Talks on sanctions.", "Only talks."]);
    assert_eq!(shown(3, 1), ["Nothing here. Talks on sanctions. Only talks. More sanctions."]);
    assert!(shown(0, 0).is_empty());
    let other = "Talks. Sanctions on the town. Talks, talks. Sanctions.";
    let enough = excerpts(source(other), &needles, Choice { count: 3, context: 0 });
    assert_eq!(
        enough.into_iter().map(|excerpt| &other[excerpt.bytes]).collect::<Vec<_>>(),
        ["Talks.", "Sanctions on the town.", "Talks, talks."]
    );
    let unmatched = excerpts(source(text), &[needle("absent", 0)], Choice { count: 3, context: 0 });
    assert_eq!(unmatched, [Excerpt { bytes: 0..13, marks: vec![] }]);
}

#[test]
fn both_sides_of_a_pair_are_shown() {
    let text = "Talks, talks and talks. They went on. Sanctions bit. Talks again. Nothing more.";
    let pair = |reach| {
        let sides = ["talks", "sanctions"].map(|word| Box::new(phrase(words::plain(word, &[EN]), 0)));
        let [left, right] = sides;
        of(Condition::Near { left, right, nearness: Nearness { reach, ordered: false, negated: false } })
    };
    let shown = |needles: &[Needle]| -> Vec<&str> {
        let choice = Choice { count: 2, context: 0 };
        excerpts(source(text), needles, choice).into_iter().map(|excerpt| &text[excerpt.bytes]).collect()
    };
    assert_eq!(shown(&[pair(Reach::Paragraph)]), ["Talks, talks and talks.", "Sanctions bit."]);
    assert_eq!(shown(&[pair(Reach::Sentence)]), ["Talks, talks and talks."]);
}

#[test]
fn a_long_sentence_is_cut_where_most_matches_stand() {
    let text = format!("The talks {}and talks on sanctions end {}here.", "went on ".repeat(80), "at last ".repeat(80));
    let shown = excerpts(source(&text), &[needle("talks", 0), needle("sanctions", 0)], Choice { count: 1, context: 0 });
    assert!(text[shown[0].bytes.clone()].contains("and talks on sanctions end"), "{}", &text[shown[0].bytes.clone()]);
    assert_eq!(shown[0].marks.len(), 2);
}

proptest! {
    #[test]
    fn excerpts_lie_in_the_text(text in "([a-c]{1,4}[ .]{1,2}|\\PC|[a-z]{300,500} ){0,40}", count in 0..4_usize, context in 0..3_usize) {
        let needles = [needle("a", 0), needle("b c", 1)];
        let mut last = 0;
        for excerpt in excerpts(source(&text), &needles, Choice { count, context }) {
            prop_assert!(excerpt.bytes.start >= last);
            last = excerpt.bytes.end;
            prop_assert!(text.get(excerpt.bytes.clone()).is_some());
            for mark in excerpt.marks {
                prop_assert!(text.get(mark.clone()).is_some());
                prop_assert!(excerpt.bytes.start <= mark.start && mark.end <= excerpt.bytes.end);
            }
        }
    }
}

#[test]
fn a_phrase_that_runs_over_an_end_is_shown_whole() {
    let words = "word ".repeat(100);
    let long = format!("{words}gamma.\n\nBeta {words}end.");
    for (text, expected) in [
        ("Silver fell. He asked why. Rain.", "Silver fell. He asked why."),
        ("Alpha gamma\n\nbeta delta. More.", "Alpha gamma\n\nbeta delta."),
        (long.as_str(), "gamma.\n\nBeta"),
    ] {
        let needle = needle(if text.starts_with("Silver") { "fell he" } else { "gamma beta" }, 0);
        for context in [0, 1] {
            let shown = excerpts(source(text), std::slice::from_ref(&needle), Choice { count: 1, context });
            assert_eq!(shown[0].marks.len(), 1, "{text}");
            assert!(text[shown[0].bytes.clone()].contains(expected.trim_end()), "{shown:?}");
        }
    }
}
