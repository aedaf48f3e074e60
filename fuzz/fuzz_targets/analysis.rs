//! Any text as running text: words, sentences, terms, and what travels to the index and back.
#![no_main]

use dateline::analysis::breaks::{read_breaks, write_breaks};
use dateline::analysis::fold::fold;
use dateline::analysis::language::Language;
use dateline::analysis::pattern::Pattern;
use dateline::analysis::segment::segment;
use dateline::analysis::term_maker::TermMaker;
use dateline::analysis::terms::read_form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (language, text) = input;
    let language = Language::ALL[usize::from(language) % Language::ALL.len()];
    let segments = segment(text);
    let mut end = 0;
    let (mut maker, mut term) = (TermMaker::default(), String::new());
    for token in &segments.tokens {
        assert!(token.start as usize >= end, "words overlap");
        let word = token.text(text);
        end = token.start as usize + word.len();
        term.clear();
        maker.write(word, language, &mut term);
        _ = read_form(&term);
    }
    let mut breaks = String::new();
    write_breaks(&segments, &mut breaks);
    assert!(read_breaks(&breaks).count() <= segments.tokens.len() + 1);
    if let Some((pattern, rest)) = text.split_once('\n') {
        assert_eq!(Pattern::new(pattern).fits(rest), Pattern::new(pattern).fits(rest));
    }
    assert_eq!(fold(&fold(text)), fold(text));
});
