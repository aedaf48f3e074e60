//! Records as services and programs give them, cut down, with invented contents.

use super::*;
use crate::readers::json::node::parse_usual as parse;

fn read_with(json: &str, map: &str) -> Found {
    let map = if map.is_empty() { FieldMap::default() } else { FieldMap::parse(map).unwrap() };
    read(parse(json).unwrap(), &map).unwrap_or_else(|| panic!("no article: {json}"))
}

/// Everything that was read but the headline and text, as `name=value` in a fixed order.
fn facts(found: &Found) -> Vec<String> {
    let article = &found.article;
    let one = |name: &str, value: &Option<String>| value.iter().map(|value| format!("{name}={value}")).collect::<Vec<_>>();
    let dates = article.dates.iter().map(|date| format!("{:?}={}", date.role, date.words));
    let mut facts: Vec<String> = dates.collect();
    facts.extend(article.bylines.iter().map(|name| format!("by={name}")));
    facts.extend([one("source", &article.source), one("section", &article.section), one("lang", &article.lang)].concat());
    facts.extend([one("url", &article.url), one("location", &article.location)].concat());
    facts.extend(article.speakers.iter().map(|name| format!("speaker={name}")));
    facts.extend(one("id", &found.id));
    facts.extend(article.unknown_fields.iter().map(|name| format!("?{name}")));
    facts
}

struct Case {
    json: &'static str,
    headline: &'static str,
    body: &'static str,
    facts: &'static [&'static str],
}

const CASES: &[Case] = &[
    // NewsAPI
    Case {
        json: r#"{"source": {"id": null, "name": "The Lerwick Post"}, "author": "Jane Doe", "title": "Dam holds",
            "description": "The dam above Lerwick Falls held.", "url": "https://post.example/dam", "urlToImage": "https://post.example/a.jpg",
            "publishedAt": "2017-09-06T15:01:00Z", "content": "The dam above Lerwick Falls held. The town slept… [+3532 chars]"}"#,
        headline: "Dam holds",
        body: "The dam above Lerwick Falls held. The town slept…",
        facts: &["Published=2017-09-06T15:01:00Z", "by=Jane Doe", "source=The Lerwick Post", "url=https://post.example/dam", "?urlToImage"],
    },
    // The Guardian
    Case {
        json: r#"{"id": "world/2017/sep/06/dam", "type": "article", "sectionName": "World news", "webPublicationDate": "2017-09-06T15:01:00Z",
            "webTitle": "Dam holds | Lerwick", "webUrl": "https://g.example/dam", "fields": {"headline": "Dam holds",
            "standfirst": "<p>Town may return</p>", "byline": "Jane Doe in Lerwick", "bodyText": "It held. It slept.",
            "body": "<p>It held.</p><p>It slept.</p>", "wordcount": "4"}}"#,
        headline: "Dam holds | Lerwick",
        body: "Town may return\n\nIt held.\n\nIt slept.",
        facts: &[
            "Published=2017-09-06T15:01:00Z",
            "by=Jane Doe in Lerwick",
            "section=World news",
            "url=https://g.example/dam",
            "id=world/2017/sep/06/dam",
            "?fields.wordcount",
        ],
    },
    // The New York Times
    Case {
        json: r#"{"abstract": "The dam held.", "web_url": "https://t.example/dam", "snippet": "The dam held.", "lead_paragraph":
            "LERWICK FALLS — The dam held.", "source": "The Lerwick Times", "headline": {"main": "Dam Holds", "kicker": null},
            "pub_date": "2017-09-06T15:01:00+0000", "news_desk": "Foreign", "section_name": "World", "byline": {"original": "By Jane Doe",
            "person": [{"firstname": "Jane", "lastname": "Doe"}]}, "_id": "nyt://article/1", "word_count": 512}"#,
        headline: "Dam Holds",
        body: "LERWICK FALLS — The dam held.",
        facts: &[
            "Published=2017-09-06T15:01:00+0000",
            "by=By Jane Doe",
            "source=The Lerwick Times",
            "section=World",
            "url=https://t.example/dam",
            "id=nyt://article/1",
            "?word_count",
        ],
    },
    // GDELT
    Case {
        json: r#"{"url": "https://post.example/dam", "title": "Dam holds", "seendate": "20170906T150100Z", "domain": "post.example",
            "language": "English", "sourcecountry": "Norway"}"#,
        headline: "Dam holds",
        body: "",
        facts: &["Unknown=20170906T150100Z", "source=post.example", "lang=English", "url=https://post.example/dam", "?sourcecountry"],
    },
    // Event Registry
    Case {
        json: r#"{"uri": "6789", "lang": "eng", "date": "2017-09-06", "time": "15:01:00", "dateTimePub": "2017-09-06T15:01:00Z",
            "url": "https://post.example/dam", "title": "Dam holds", "body": "It held.\n\nIt slept.", "source": {"uri": "post.example",
            "title": "The Lerwick Post"}, "authors": [{"uri": "jane", "name": "Jane Doe", "type": "author"}],
            "location": {"label": {"eng": "Lerwick Falls"}, "country": {"label": {"eng": "Norway"}}}}"#,
        headline: "Dam holds",
        body: "It held.\n\nIt slept.",
        facts: &[
            "Published=2017-09-06T15:01:00Z",
            "Published=2017-09-06 15:01:00",
            "by=Jane Doe",
            "source=The Lerwick Post",
            "lang=eng",
            "url=https://post.example/dam",
            "location=Lerwick Falls, Norway",
            "id=6789",
        ],
    },
    // Webhose
    Case {
        json: r#"{"thread": {"uuid": "t1", "site": "post.example", "section_title": "World", "country": "NO"}, "uuid": "w1",
            "url": "https://post.example/dam", "author": "Jane Doe", "published": "2017-09-06T15:01:00.000+03:00", "title": "Dam holds",
            "text": "It held.\nIt slept.", "language": "english", "crawled": "2017-09-07T00:00:00Z"}"#,
        headline: "Dam holds",
        body: "It held.\n\nIt slept.",
        facts: &[
            "Published=2017-09-06T15:01:00.000+03:00",
            "by=Jane Doe",
            "source=post.example",
            "section=World",
            "lang=english",
            "url=https://post.example/dam",
            "id=w1",
            "?crawled",
        ],
    },
    // trafilatura
    Case {
        json: r#"{"title": "Dam holds", "author": "Jane Doe; John Roe", "hostname": "post.example", "date": "2017-09-06", "fingerprint": "f",
            "id": null, "raw_text": "It held. It slept.", "source": "https://post.example/dam", "source-hostname": "The Lerwick Post",
            "excerpt": "It held.", "categories": "World", "tags": "", "text": "It held.\nIt slept."}"#,
        headline: "Dam holds",
        body: "It held.\n\nIt slept.",
        facts: &[
            "Published=2017-09-06",
            "by=Jane Doe; John Roe",
            "source=The Lerwick Post",
            "section=World",
            "url=https://post.example/dam",
            "?fingerprint",
        ],
    },
    // news-please
    Case {
        json: r#"{"authors": ["Jane Doe"], "date_download": "2018-01-01 00:00:00", "date_modify": "2017-09-07 08:00:00", "date_publish":
            "2017-09-06 15:01:00", "description": "A new account of the night.", "language": "en", "maintext": "It held.", "source_domain":
            "post.example", "title": "Dam holds", "title_page": null, "url": "https://post.example/dam"}"#,
        headline: "Dam holds",
        body: "A new account of the night.\n\nIt held.",
        facts: &[
            "Published=2017-09-06 15:01:00",
            "Updated=2017-09-07 08:00:00",
            "by=Jane Doe",
            "source=post.example",
            "lang=en",
            "url=https://post.example/dam",
            "?date_download",
        ],
    },
    // Fundus
    Case {
        json: r#"{"title": "Dam holds", "authors": ["Jane Doe"], "publishing_date": "2017-09-06 15:01:00+02:00", "topics": ["dams"],
            "body": {"summary": ["Town may return."], "sections": [{"headline": [], "paragraphs": ["It held."]}, {"headline": ["The night"],
            "paragraphs": ["It slept."]}]}}"#,
        headline: "Dam holds",
        body: "Town may return.\n\nIt held.\n\nThe night\n\nIt slept.",
        facts: &["Published=2017-09-06 15:01:00+02:00", "by=Jane Doe", "?topics"],
    },
    // WordPress
    Case {
        json: r#"{"id": 42, "date": "2017-09-06T17:01:00", "date_gmt": "2017-09-06T15:01:00", "guid": {"rendered": "https://b.example/?p=42"},
            "modified": "2017-09-07T10:00:00", "link": "https://b.example/dam", "type": "post", "title": {"rendered": "It&#8217;s holding"},
            "content": {"rendered": "<p>It held.</p>\n<p>It slept.</p>", "protected": false}, "excerpt": {"rendered":
            "<p>It held. [&hellip;]</p>"}, "author": 3, "categories": [7]}"#,
        headline: "It’s holding",
        body: "It held.\n\nIt slept.",
        facts: &[
            "Published=2017-09-06T17:01:00",
            "Published=2017-09-06T15:01:00",
            "Updated=2017-09-07T10:00:00",
            "url=https://b.example/dam",
            "id=42",
            "?author",
            "?categories",
        ],
    },
    // JSON Feed
    Case {
        json: r#"{"id": "f1", "url": "https://post.example/dam", "title": "Dam holds", "content_html": "<p>It held.</p>", "date_published":
            "2017-09-06T15:01:00Z", "authors": [{"name": "Jane Doe", "url": "https://post.example/jane"}], "language": "en"}"#,
        headline: "Dam holds",
        body: "It held.",
        facts: &["Published=2017-09-06T15:01:00Z", "by=Jane Doe", "lang=en", "url=https://post.example/dam", "id=f1"],
    },
    // ActivityPub
    Case {
        json: r#"{"type": "Create", "object": {"type": "Article", "id": "https://s.example/1", "name": "Dam holds", "content": "<p>It held.</p>",
            "published": "2017-09-06T15:01:00Z", "attributedTo": "https://s.example/jane", "url": "https://s.example/dam"}}"#,
        headline: "Dam holds",
        body: "It held.",
        facts: &["Published=2017-09-06T15:01:00Z", "url=https://s.example/dam", "id=https://s.example/1"],
    },
    // schema.org
    Case {
        json: r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Dam holds", "articleBody": "It held.",
            "datePublished": "2017-09-06T15:01:00Z", "dateModified": "2017-09-07", "author": [{"@type": "Person", "name": "Jane Doe"}],
            "publisher": {"@type": "Organization", "name": "The Lerwick Post"}, "inLanguage": "en-GB", "articleSection": ["World", "Water"],
            "mainEntityOfPage": {"@id": "https://post.example/dam"}, "dateline": "Lerwick Falls",
            "contentLocation": {"@type": "Place", "name": "Norway"}}"#,
        headline: "Dam holds",
        body: "It held.",
        facts: &[
            "Published=2017-09-06T15:01:00Z",
            "Updated=2017-09-07",
            "by=Jane Doe",
            "source=The Lerwick Post",
            "section=World, Water",
            "lang=en-GB",
            "url=https://post.example/dam",
            "location=Lerwick Falls",
            "?@context",
        ],
    },
    // Elasticsearch, and text with its metadata beside it
    Case {
        json: r#"{"_index": "news", "_id": "e1", "_score": 1.5, "_source": {"text": "It held.", "meta": {"title": "Dam holds", "when": 1504710060,
            "timestamp": 1504710060000, "city": "Lerwick Falls", "country": "Norway", "speakers": [{"name": "Ola Berg"}, "Kari Lie"]}}}"#,
        headline: "Dam holds",
        body: "It held.",
        facts: &[
            "Unknown=2017-09-06T15:01:00Z",
            "location=Lerwick Falls, Norway",
            "speaker=Ola Berg",
            "speaker=Kari Lie",
            "id=e1",
            "?_index",
            "?_score",
            "?meta.when",
        ],
    },
];

#[test]
fn records_of_known_services_are_read() {
    for case in CASES {
        let found = read_with(case.json, "");
        assert_eq!(found.article.headline.as_deref(), Some(case.headline), "{}", case.json);
        assert_eq!(found.article.body, case.body, "{}", case.json);
        assert_eq!(facts(&found), case.facts, "{}", case.json);
    }
}

#[test]
fn mapped_fields_win() {
    let json = r#"{"ttl": "Dam holds", "title": "x", "meta": {"when": "2017-09-06", "who": "Jane Doe"}, "parts": {"main": {"t": "It held."}},
        "a.b": "Lerwick Falls", "voices": ["Ola Berg"], "more": "Kari Lie", "key": 7}"#;
    let map = "ttl=headline,meta.when=date,parts.main.t=body,a.b=location,voices=speakers,more=speakers,key=record,meta.who=byline";
    let found = read_with(json, map);
    assert_eq!(found.article.headline.as_deref(), Some("Dam holds"));
    assert_eq!(found.article.body, "It held.");
    assert_eq!(
        facts(&found),
        ["Published=2017-09-06", "by=Jane Doe", "location=Lerwick Falls", "speaker=Ola Berg", "speaker=Kari Lie", "id=7"]
    );
}

#[test]
fn a_page_in_a_field_completes_the_record() {
    let json = r#"{"url": "https://post.example/dam", "html": "<!DOCTYPE html><html><title>Dam holds</title><body><p>The dam above the town held.</p></body></html>"}"#;
    let found = read_with(json, "");
    assert!(found.article.body.contains("The dam above the town held."), "{}", found.article.body);
}

#[test]
fn what_is_no_article_is_not_taken_for_one() {
    for json in [
        "{}",
        r#"{"name": "Lerwick Mill", "price": 3}"#,
        r#"{"@type": "WebPage", "name": "Home", "description": "All the news", "datePublished": "2017"}"#,
        r#"{"id": 1, "url": "https://post.example"}"#,
        r#"{"title": "", "body": "  "}"#,
        r#"{"title": null, "content": {"rendered": ""}}"#,
    ] {
        assert!(read(parse(json).unwrap(), &FieldMap::default()).is_none(), "{json}");
    }
}
