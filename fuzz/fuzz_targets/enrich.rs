//! Any text as an article: dates, places, byline, language, quotes and speakers.
#![no_main]

use dateline::article::{DateFrom, DateRole, RawArticle, RawDate};
use dateline::enrich::{enrich, enrich_explained};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // The first lines are headline, byline, date and place; the rest is the body.
    let mut lines = text.splitn(5, '\n').map(str::to_owned);
    let mut next = || lines.next().filter(|line| !line.is_empty());
    let (headline, byline, date, location) = (next(), next(), next(), next());
    let raw = RawArticle {
        path: "2017/09/06/story.txt".into(),
        headline,
        bylines: byline.into_iter().collect(),
        dates: date
            .into_iter()
            .map(|words| RawDate { words, from: DateFrom::Text, role: DateRole::Published, field: "stamp line".into() })
            .collect(),
        location,
        body: next().unwrap_or_default(),
        ..RawArticle::default()
    };
    let article = enrich(raw.clone(), "news");
    assert!(article.body.get(..article.lead_len).is_some());
    for quote in &article.quotes {
        assert_eq!(article.body.get(quote.span.clone()), Some(quote.words.as_str()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
    assert!(article.mentions.iter().all(|mention| article.body.get(mention.span.clone()).is_some()));
    let explained = enrich_explained(raw, "news");
    assert_eq!((explained.uid, explained.date, explained.place), (article.uid, article.date, article.place));
});
