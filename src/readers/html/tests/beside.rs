//! What stands beside headline and text: source, place, day; pages of old make.

use super::*;

#[test]
fn sources_are_named_by_data_else_by_mark_else_by_title() {
    let title = "<title>Crane falls into harbour basin | The Example Post</title>";
    let marked = |mark: &str| page(title, "", "").replace("<p>The harbour", &format!("<p>{mark}The harbour"));
    for (html, expected) in [
        (page(&format!("{title}<meta property=og:site_name content='Example Site'>"), "", ""), Some("Example Site")),
        (page(&format!("{title}<meta name=source content='Example Wire'>"), "", ""), Some("Example Wire")),
        (page(title, "", ""), Some("The Example Post")),
        (marked("PORT EXAMPLE (EXA) - "), Some("EXA")),
        (page("<title>The Example Post - Crane falls into harbour basin</title>", "", ""), Some("The Example Post")),
        (page("<title>Crane falls into harbour basin - Politics</title>", "", ""), None),
        (page("<title>Another title altogether | The Example Post</title>", "", ""), None),
    ] {
        assert_eq!(article(&html).source.as_deref(), expected, "{html}");
    }
}

#[test]
fn days_stand_behind_their_label_or_in_a_script() {
    let first = |html: &str| article(html).dates.first().map(|date| (date.words.clone(), date.role));
    let vague = "<meta name=date content=2017-09-08>";
    let labelled = page(vague, "", "<div><span>Erschienen am:</span></div><h3>06.09.2017</h3>");
    assert_eq!(first(&labelled), Some(("06.09.2017".to_owned(), DateRole::Published)));
    let script = "<td><script>showDate(\"2017/09/06 01:43:09\")</script></td>";
    let written = format!("<table><tr>{script}</tr></table>{}{}", "<p></p>".repeat(200), page("", "", ""));
    assert_eq!(first(&written).map(|(words, _)| words).as_deref(), Some("2017/09/06 01:43:09"));
    let two = written.replace(script, &format!("{script}{}", script.replace("09/06", "09/07")));
    assert_eq!(first(&two), None);
}

#[test]
fn days_of_other_things_date_nothing() {
    let list = "<h2>Most read</h2><ul><li>Cat saved, 3 Jan 2018</li><li>Dog lost, 4 Jan 2018</li></ul>";
    for (head, before, text, after, expected) in [
        ("", "", "<p>The war ended on 8 May 1945.</p>", "", None),
        ("", "", "<p>She was born on 3 March 1956.</p>", "", None),
        ("", "<p>He died on 3 March 2016 aged 80.</p>", "", "", None),
        ("", "<p>The council will meet on 3 March 2016.</p>", "", "", None),
        ("", "<p>El puente se abrió el 3 de marzo de 2016.</p>", "", "", None),
        ("", "", "<p>The report was published on 3 March 2016.</p>", "", None),
        ("", "", "<p>这座桥是在2016年3月3日正式建成通车的。</p>", "", None),
        ("", "<p>Port Example, 6 September 2017.</p>", "", "", Some("Port Example, 6 September 2017.")),
        ("", "<p>6 September 2017.</p>", "", "", Some("6 September 2017.")),
        ("", "", "", "<div class=comments><p>A pity.</p><p>Posted 3 March 2019</p><span class=date>3 March 2019</span></div>", None),
        (
            "",
            "",
            "",
            "<footer><p>This entry was posted on 6 September 2017 by Jane.</p></footer>",
            Some("This entry was posted on 6 September 2017 by Jane."),
        ),
        ("", "", "", list, None),
        ("", "", "", "<ul><li><a href=x>Cat saved</a> <time datetime=2018-01-03>3 Jan 2018</time></ul>", None),
        ("", "", "", "<h3>More news</h3><div><a href=x>Cat saved</a> <time datetime=2018-01-03>3 Jan</time></div>", None),
        ("", "", "", "<div class=related><div><a href=x>Cat saved</a> <span>3 January 2018</span></div></div>", None),
        ("", "", "<h3>What was seen on 3 March 2016</h3><p>Not much, as it seems.</p>", "", None),
        ("", "", "<figure><img src=x><figcaption>The crane on 3 March 2016</figcaption></figure>", "", None),
        ("", "", "", "<aside><h2>Related</h2><p>Cat saved <time>3 Jan 2018</time></p></aside>", None),
        (
            "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2010-01-01\"}</script>",
            "<time datetime=2017-09-06T10:00>Wednesday</time>",
            "",
            "",
            Some("2017-09-06T10:00"),
        ),
    ] {
        let html = page(head, before, after).replace(&format!("{TEXT}</div>"), &format!("{TEXT}{text}</div>"));
        let dates = article(&html).dates;
        assert_eq!(dates.first().map(|date| date.words.as_str()), expected, "{head} {before} {text} {after}");
    }
}

#[test]
fn a_text_is_dated_by_its_opening_not_by_a_sentence() {
    for (opening, expected) in [
        ("PORT EXAMPLE, Sept 6, 2017 (Agency) - ", true),
        ("(Port Example, 06.09.2017) ", true),
        ("6 September 2017<br>", true),
        ("On 6 September 2017 and later too, ", false),
        ("Since September 6, 2017, as was said, ", false),
    ] {
        let html = page("", "", "").replace("<p>The harbour", &format!("<p>{opening}The harbour"));
        assert_eq!(!article(&html).dates.is_empty(), expected, "{opening}");
    }
}

#[test]
fn a_place_beside_the_byline_is_where_it_was_filed() {
    for (before, expected) in [
        ("<div class=byline>By Jane Doe <span class=lugar>Port Example</span></div>", Some("Port Example")),
        ("<div>By Jane Doe</div><p>Reporting from London, Ky.</p>", Some("London, Ky.")),
        ("<p>By Jane Doe</p><p>The Example Post, Kentucky</p>", Some("Kentucky")),
        ("<span class=location>Find out where you are now</span>", None),
        ("<span class=place>3 places left</span>", None),
        ("<p>Reporting from the harbour, our men saw it all.</p>", None),
    ] {
        let found = article(&page("<meta property=og:site_name content='The Example Post'>", before, ""));
        assert_eq!(found.location.as_deref(), expected, "{before}");
        assert!(!found.body.contains("Example Post"), "{before}");
    }
    let ld = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"locationCreated\":{\"name\":\"Port Data\"}}</script>";
    let found = article(&page(ld, "<span class=lugar>Port Example</span>", ""));
    assert_eq!(found.location.as_deref(), Some("Port Data"));
}

#[test]
fn pages_laid_out_by_tables_are_read() {
    let html = format!(
        "<HTML><HEAD><TITLE>The Example Post - Crane falls into harbour basin</TITLE></HEAD><BODY><TABLE><TR>\
        <TD><A HREF=a.htm>Home</A><BR><A HREF=b.htm>Sports</A></TD><TD><H2>Crane falls into harbour basin</H2>\
        <FONT SIZE=2><I>Wednesday, September 6, 2017<BR>By Jane Doe, Post Staff Writer</I></FONT>{TEXT}\
        <HR><FONT SIZE=1>Best viewed at 1024 x 768. Webmaster: desk at post dot example.</FONT></TD></TR></TABLE></BODY></HTML>"
    );
    let found = article(&html);
    assert_eq!(found.headline.as_deref(), Some("Crane falls into harbour basin"));
    assert_eq!(found.source.as_deref(), Some("The Example Post"));
    assert_eq!(found.bylines, ["By Jane Doe, Post Staff Writer"]);
    assert_eq!(found.body, BODY);
    let dated = html.replace("2017<BR>By", "2017 &#150; By");
    assert_eq!(article(&dated).bylines, ["By Jane Doe, Post Staff Writer"]);
    assert_eq!(article(&dated).body, BODY);
}

#[test]
fn what_follows_the_end_of_the_page_belongs_to_it() {
    let text = "<p>A diver, who was tired, said that he had seen nothing at all.</p>";
    let html = format!("<html><body><h1>Crane falls into harbour basin</h1>{TEXT}</body></html>{text}");
    assert!(article(&html).body.ends_with("seen nothing at all."));
}
