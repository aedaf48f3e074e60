//! Tests of the reader: what is read out of small pages, and that damage does no harm.

mod beside;
mod walls;

use proptest::prelude::*;

use super::*;
use crate::article::{DateFrom, DateRole};

const TEXT: &str = "<p>The harbour of Port Example was closed on Tuesday after a crane fell into the basin, officials said.</p>\
    <p>Nobody was hurt. \"We were lucky,\" the harbour master, Jane Roe, told reporters at the scene.</p>\
    <p>Divers will look at the wreck on Thursday, and ships are sent to the neighbouring port until then.</p>";

const BODY: &str = "The harbour of Port Example was closed on Tuesday after a crane fell into the basin, officials said.\n\n\
    Nobody was hurt. \"We were lucky,\" the harbour master, Jane Roe, told reporters at the scene.\n\n\
    Divers will look at the wreck on Thursday, and ships are sent to the neighbouring port until then.";

/// A page around the text, with something in its head and something around the text.
fn page(head: &str, before: &str, after: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head>{head}</head><body><nav><a href=/>Home</a> <a href=/world>World</a></nav>\
        <article><h1>Crane falls into harbour basin</h1>{before}<div class=\"article-body\">{TEXT}</div>{after}</article>\
        <footer>Copyright 2019 The Example Post</footer></body></html>"
    )
}

fn article(html: &str) -> RawArticle {
    let mut all: Vec<RawArticle> = read(html).into_iter().collect();
    assert_eq!(all.len(), 1, "{html}");
    all.remove(0)
}

#[test]
fn furniture_is_left_out() {
    let furniture = [
        "",
        "<figure><img src=x><figcaption>The crane in the basin. Photograph: Max Poe</figcaption></figure>",
        "<div class=share-bar><a href=#>Facebook</a> <a href=#>Twitter</a></div>",
        "<div class=\"newsletter-signup\"><p>Get the harbour news every morning, straight to your inbox, for free.</p></div>",
        "<p>Read more: <a href=/other>Another crane has fallen over in another port</a></p>",
        "<aside><h3>Related</h3><ul><li><a href=/a>Harbour gets new crane</a></li><li><a href=/b>Old crane sold</a></li></ul></aside>",
        "<div id=comments><p>What a pity that nobody looked after this crane, as I have always said.</p></div>",
        "<p>Advertisement</p>",
        "<p>Sign up for our weekly newsletter here.</p>",
        "<div class=cookie-banner><p>We use cookies and similar things to know you better, and so do our 735 partners.</p></div>",
        "<h3>More on this story</h3>",
        "<button>Share this article with your friends</button>",
        "<time>6 September 2017</time>",
    ];
    for piece in furniture {
        let found = article(&page("", "", piece));
        assert_eq!(found.body, BODY, "{piece}");
        assert_eq!(found.headline.as_deref(), Some("Crane falls into harbour basin"), "{piece}");
    }
}

#[test]
fn what_belongs_is_kept() {
    let kept = [
        ("<blockquote>\"It was a beautiful crane,\" said a passer-by.</blockquote>", "\"It was a beautiful crane,\" said a passer-by."),
        (
            "<ul><li>The crane was built in 1956.</li><li>It weighed 90 tons.</li></ul>",
            "The crane was built in 1956.\n\nIt weighed 90 tons.",
        ),
        (
            "<h2>What comes next</h2><p>A floating crane is on its way from the south.</p>",
            "What comes next\n\nA floating crane is on its way from the south.",
        ),
        ("<p>One thing is sure.<br><br>Another is not.</p>", "One thing is sure.\n\nAnother is not."),
        ("<p>No.</p>", "No."),
        ("<p><q>We were <em>lucky</em>,</q> she said, <q> very lucky </q> indeed.</p>", "“We were lucky,” she said, “very lucky” indeed."),
        ("<p><q>He said <q>no</q> to me.</q></p>", "“He said ‘no’ to me.”"),
        ("<p>She said: <q>“So it is.”</q> <q></q> No more.</p>", "She said: “So it is.” No more."),
        ("<p>“<q>So it is,</q>” she said; \"<q>so it is.</q>\"</p>", "“So it is,” she said; \"so it is.\""),
        (
            "<p><q>’Twas fine,</q> she said. <q>‘So it is’</q>, <q>‘No’ is all I heard.</q></p>",
            "“’Twas fine,” she said. ‘So it is’, “‘No’ is all I heard.”",
        ),
        ("<p>It was “fine” <q>so far.</q> ‘<q>So it is.</q>’</p>", "It was “fine” “so far.” ‘So it is.’"),
    ];
    for (piece, text) in kept {
        let html = page("", "", "").replace(&format!("{TEXT}</div>"), &format!("{TEXT}{piece}</div>"));
        assert_eq!(article(&html).body, format!("{BODY}\n\n{text}"), "{piece}");
    }
}

#[test]
fn a_dateline_stays_with_its_paragraph() {
    let html = page("", "", "").replace("<p>The harbour", "<p><strong>PORT EXAMPLE, Sept 6</strong> (Agency) &mdash; The harbour");
    assert!(article(&html).body.starts_with("PORT EXAMPLE, Sept 6 (Agency) — The harbour of"));
}

#[test]
fn headlines_are_without_the_site() {
    let same = "Crane falls into harbour basin";
    for (head, expected) in [
        ("<title>Crane falls into harbour basin | The Example Post</title>", same),
        ("<title>Crane falls - The Example Post</title><meta property=og:title content='Crane falls into harbour basin'>", same),
        (
            "<meta property=og:site_name content='Example Post'><meta property=og:title content='A crane fell &#8211; Example Post'>",
            "A crane fell",
        ),
        ("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Crane &amp; basin\"}</script>", "Crane & basin"),
    ] {
        assert_eq!(article(&page(head, "", "")).headline.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn author_lines_are_read_in_order() {
    let ld = |authors: &str| format!("<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"author\":{authors}}}</script>");
    for (head, before, expected) in [
        (ld("{\"@type\":\"Person\",\"name\":\"Jane Doe\"}"), "", "Jane Doe"),
        (ld("[{\"name\":\"Jane Doe\"},{\"name\":[\"John Roe\"]}]"), "", "Jane Doe|John Roe"),
        (ld("\"Jane Doe\""), "<p class=byline>By Max Poe</p>", "Jane Doe"),
        ("<meta name=author content='Jane Doe'>".to_owned(), "", "Jane Doe"),
        (
            "<meta property=article:author content='https://example.org/jane'>".to_owned(),
            "<a rel=author href=/jane>Jane Doe</a>",
            "Jane Doe",
        ),
        (
            "<meta property=og:site_name content='Example Post'><meta name=author content='Example Post'>".to_owned(),
            "<p>By Jane Doe</p>",
            "By Jane Doe",
        ),
        (String::new(), "<div class=\"story-byline\">By Jane Doe and John Roe</div>", "By Jane Doe and John Roe"),
        (String::new(), "<p>By Jane Doe in Port Example</p>", "By Jane Doe in Port Example"),
        (String::new(), "<span itemprop=author><span itemprop=name>Jane Doe</span> Reporter</span>", "Jane Doe"),
    ] {
        let found = article(&page(&head, before, ""));
        assert_eq!(found.bylines.join("|"), expected, "{head} {before}");
        assert_eq!(found.body, BODY, "{head} {before}");
    }
}

#[test]
fn dates_come_best_first() {
    let ld = "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"WebPage\",\"dateModified\":\"2017-09-08\"},\
        {\"@type\":[\"Thing\",\"NewsArticle\"],\"datePublished\":\"2017-09-06T09:01:00Z\"}]}</script>";
    for (head, before, after, expected) in [
        (ld, "<time>7 September 2017</time>", "", "2017-09-06T09:01:00Z"),
        (
            "<meta property=article:modified_time content=2017-09-08><meta property=article:published_time content=2017-09-06>",
            "",
            "",
            "2017-09-06",
        ),
        ("<meta name=date content=2017-09-08T10:00>", "<p>6 September 2017</p>", "", "6 September 2017"),
        ("", "<time datetime=2017-09-06T15:01>Wednesday</time>", "<aside><time datetime=2019-01-02>x</time></aside>", "2017-09-06T15:01"),
        ("", "<p>Published 6.9.2017, 15:01</p>", "", "Published 6.9.2017, 15:01"),
        ("", "<div>Jane Doe<span>06.09.2017</span></div>", "", "Jane Doe 06.09.2017"),
        ("", "<script>showDay('2017/09/06')</script>", "", "2017/09/06"),
        ("", "", "<p>Stand: 6. September 2017</p>", "Stand: 6. September 2017"),
        ("<script>var page = {\"publishedAt\":\"2017-09-06\"};</script>", "", "", "2017-09-06"),
        ("<meta itemprop=datePublished content=2017-09-06>", "<p>Updated 8 September 2017</p>", "", "2017-09-06"),
    ] {
        let found = article(&page(head, before, after));
        assert_eq!(found.dates.first().map(|d| d.words.as_str()), Some(expected), "{head} {before} {after}");
    }
    assert!(article(&page("", "", "")).dates.is_empty(), "a copyright is no date");
}

#[test]
fn dates_carry_role_and_origin() {
    let html = page("<meta property=article:modified_time content=2017-09-08>", "<p>Published 6 September 2017</p>", "");
    let found: Vec<_> = article(&html).dates.into_iter().map(|d| (d.role, d.from, d.field)).collect();
    let expected = [
        (DateRole::Published, DateFrom::Text, "line".to_owned()),
        (DateRole::Updated, DateFrom::Metadata, "article:modified_time".to_owned()),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_printed_day_is_the_local_one() {
    let head = "<meta property=article:published_time content=2017-09-06T23:30:00Z>";
    let html = page(head, "<span itemprop=datePublished>7 September 2017</span>", "");
    assert_eq!(article(&html).dates[0].words, "7 September 2017");
}

#[test]
fn the_rest_is_read() {
    let head = "<link rel=canonical href='https://example.org/2017/crane'><meta property=og:site_name content='The Example Post'>\
        <meta property=article:section content=World>";
    let found = article(&page(head, "", ""));
    let read = [found.url, found.source, found.section, found.lang].map(Option::unwrap_or_default);
    assert_eq!(read, ["https://example.org/2017/crane", "The Example Post", "World", "en"]);
}

#[test]
fn broken_data_are_read() {
    for script in [
        "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Crane down\"} -->",
        "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\"}\n//]]>",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\",}",
        "{\"@type\":\"NewsArticle\",\"description\":\"one\nline\tmore\",\"headline\":\"Crane down\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\",\"x\":\"it\\'s\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\"}{\"@type\":\"Person\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\",\"articleBody\":\"cut off",
        "[[{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"Crane down\"}]]",
    ] {
        let html = page(&format!("<script type=\"application/ld+json\">{script}</script>"), "", "");
        assert_eq!(article(&html).headline.as_deref(), Some("Crane down"), "{script}");
    }
}

#[test]
fn the_stated_text_stands_in_for_a_page_without_one() {
    let stated = BODY.replace('"', "\\\"").replace('\n', "\\n");
    let ld = format!("{{\"@type\":\"NewsArticle\",\"headline\":\"Crane down\",\"articleBody\":\"{stated} {stated}\"}}");
    let html = format!("<html><script type=application/ld+json>{ld}</script><div id=app></div></html>");
    assert!(article(&html).body.starts_with(BODY));
}

#[test]
fn of_several_articles_the_page_s_own_is_read() {
    let other = TEXT.replace("crane", "lighthouse").replace("Port Example", "Cape Sample");
    let html = page("<title>Crane falls into harbour basin</title>", "", "")
        .replace("<footer>", &format!("<article><h1>Lighthouse falls into the sea</h1><div>{other}</div></article><footer>"));
    assert_eq!(article(&html).body, BODY);
}

#[test]
fn teasers_are_no_article_unless_it_is_made_of_such() {
    let teaser = |n: usize| {
        format!(
            "<div><h2><a href=/{n}>Story number {n} of today</a></h2><p>Crane number {n} fell into a basin on Tuesday, and nobody was hurt.</p></div>"
        )
    };
    let teasers: String = (1..9).map(teaser).collect();
    let front = format!("<html><title>The Example Post</title><body><div id=list>{teasers}</div></body></html>");
    assert_eq!(read(&front), Err(NoArticle::NoText));
    let list = front.replace("<title>", "<meta property=og:type content=article><title>");
    assert!(article(&list).body.starts_with("Story number 1 of today\n\nCrane number 1 fell"));
    let mixed = page("", "", "").replace(&format!("{TEXT}</div>"), &format!("{TEXT}{}</div>", teaser(1)));
    assert_eq!(article(&mixed).body, BODY);
}

#[test]
fn a_page_without_an_article_has_none() {
    for html in [
        "",
        "   ",
        "<html><body></body></html>",
        "<nav><a href=/>Home</a><a href=/a>World news and more of it</a></nav>",
        "<div class=cookie-consent><p>We use cookies and similar things to know you better, and so do our 735 partners.</p></div>",
        "<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul>",
    ] {
        assert!(read(html).is_err(), "{html}");
    }
}

#[test]
fn fragments_keep_their_paragraphs() {
    for (html, expected) in [
        ("", ""),
        ("plain", "plain"),
        ("one &amp; two\nlines", "one & two lines"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("<p>one</p><p>two <b>bold</b></p>", "one\n\ntwo bold"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<p>one</p><ul><li>a<li>b</ul>", "one\n\na\n\nb"),
        ("<p>one</p><script>x()</script><style>p{}</style><figure><figcaption>a caption</figcaption></figure>", "one"),
        ("a < b", "a < b"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("Caf&eacute; &#8217;tis&nbsp;so", "Café ’tis so"),
    ] {
        assert_eq!(fragment_text(html), expected, "{html}");
    }
}

#[test]
fn nothing_costs_more_than_linear_time() {
    let units = [
        "<div>",
        "<p>x",
        "<b><i>",
        "<a href=x>",
        "<table><tr><td>",
        "<!-- ",
        "<script>",
        "<a b=\"c",
        "<",
        "&",
        "<ul><li>x",
        "<h1>x</h1>",
        "<figure><blockquote>",
        "<div class='article share'>",
        "<noscript>",
        "<![CDATA[",
        "x<br>",
        "</div>",
        "<div itemprop=author>",
        "=\"",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[",
        "<meta name=date content='2017-09-06'>",
    ];
    for unit in units {
        let html = unit.repeat(400_000 / unit.len());
        let _ = (read(&html), fragment_text(&html));
    }
    // What a page says for its headline is as long as it pleases.
    for head in ["<title>", "<h1>Dam leaks</h1><title>", "<meta property=og:title content='", "<h1>", "<meta name=author content='"] {
        for unit in [" - ", " | x", "_東", "a", "by "] {
            let _ = read(&format!("{head}{}", unit.repeat(400_000 / unit.len())));
        }
    }
}

/// Pieces that break a page where they are put in.
const PIECES: [&str; 20] = [
    "<",
    ">",
    "\"",
    "'",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<table><td>",
    "</table>",
    "</p>",
    "&#",
    "<a href=",
    "<noscript>",
    "</body>",
    "<li>",
    "<h1>",
    "é漢\u{200b}",
];

proptest! {
    #[test]
    fn damage_does_no_harm(cuts in prop::collection::vec((0usize..3000, 0usize..80, 0usize..PIECES.len()), 0..20)) {
        let ld = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Crane\",\"datePublished\":\"2017-09-06\"}</script>";
        let mut html = page(ld, "<p class=byline>By Jane Doe</p><time>6 September 2017</time>", "<aside>More</aside>");
        for (at, len, piece) in cuts {
            let boundary = |mut at: usize| { while !html.is_char_boundary(at) { at -= 1; } at };
            let start = boundary(at.min(html.len()));
            let end = boundary((at + len).min(html.len())).max(start);
            html.replace_range(start..end, PIECES[piece]);
        }
        if let Ok(article) = read(&html) {
            prop_assert!(!article.body.trim().is_empty());
            prop_assert!(!article.body.contains("\n\n\n"));
        }
        let _ = fragment_text(&html);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        let _ = (read(&text), fragment_text(&text));
    }
}
