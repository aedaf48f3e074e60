//! Any text as a query: it is understood or refused in words, and what is printed of it is understood alike.
#![no_main]

use chrono::NaiveDate;
use dateline::query::{ParseOptions, outline, parse, print};
use dateline::schema::DocumentKind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, bool, &str)| {
    let (any, quotes, text) = input;
    let options = ParseOptions {
        any,
        exact: false,
        find: if quotes { DocumentKind::Quote } else { DocumentKind::Article },
        today: NaiveDate::from_ymd_opt(2017, 9, 6).unwrap(),
        canonical_place: &|_| Vec::new(),
    };
    match parse(text, &options) {
        Ok(parsed) => {
            _ = outline(&parsed.node);
            let printed = print(&parsed.node);
            let again = parse(&printed, &ParseOptions { any: false, ..options });
            assert!(again.is_ok(), "{text:?} is printed as {printed:?}, which is refused: {:?}", again.err());
        }
        Err(errors) => assert!(!errors.to_string().is_empty()),
    }
});
