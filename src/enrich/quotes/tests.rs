//! End to end: invented articles with their expected speakers, and properties that hold on any text.

use proptest::prelude::*;

use super::*;
use crate::analysis::segment::segment;
use crate::article::QuoteKind;

fn quotes(body: &str, lang: &str) -> Vec<Quote> {
    read(body, &segment(body), Some(lang))
}

proptest! {
    #[test]
    fn spans_are_slices_in_order(text in "([\"“”‘’'«»„。A-Za-zé東 .,:\n-]|said |Mr\\. |Anna Berg |he |told |, who ){0,200}") {
        for lang in ["en", "de", "fr"] {
            let mut last = 0;
            for quote in quotes(&text, lang).iter().filter(|quote| quote.kind == QuoteKind::Direct) {
                prop_assert_eq!(text.get(quote.span.clone()), Some(quote.words.as_str()));
                prop_assert!(quote.span.start >= last && quote.span.end > quote.span.start);
                last = quote.span.end;
            }
        }
    }
}
