//! Pages that show a notice in place of an article.

use super::super::{NoArticle, read};

fn page(lang: &str, headline: &str, paragraphs: &[&str]) -> String {
    let text: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    format!(
        "<html lang={lang}><head><title>{headline} | Harbour News</title></head><body><main><h1>{headline}</h1>{text}</main></body></html>"
    )
}

#[test]
fn a_notice_is_no_article() {
    for (lang, headline, paragraphs) in [
        (
            "en",
            "Before you continue",
            &[
                "We and our 842 partners store and access information on your device to process personal data. You may manage your choices below.",
                "We use cookies and data to deliver our services, track outages and protect against spam, fraud and abuse.",
            ][..],
        ),
        (
            "de",
            "Mit Werbung weiterlesen",
            &[
                "Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Details zum Tracking finden Sie in der Datenschutzerklärung.",
                "Wir und unsere Partner verarbeiten personenbezogene Daten wie Cookies. Sie können Ihre Einwilligung jederzeit widerrufen.",
            ],
        ),
        (
            "fr",
            "Le dragage reprendra",
            &["Il vous reste 87 % de cet article à lire.", "Profitez de tous nos contenus pour 1 € le premier mois, sans engagement."],
        ),
        (
            "en",
            "Harbour dredging to resume",
            &["To continue reading, subscribe or log in to your account.", "Subscribe for unlimited digital access. Cancel anytime."],
        ),
        (
            "en",
            "Access Denied",
            &["You don't have permission to access this page on this server. Please enable cookies, then reload the page."],
        ),
    ] {
        assert_eq!(read(&page(lang, headline, paragraphs)), Err(NoArticle::Wall), "{headline}");
    }
}

#[test]
fn an_article_about_cookies_is_one() {
    let paragraphs = [
        "The regulator fined the harbour's newspaper on Monday because its page asked readers to accept all cookies and offered no way to refuse them.",
        "Judges found that the page, which has been changed since, made the other choice hard to see, and that many readers had given up looking for it.",
        "The newspaper said it would appeal. It is the third such case this year, and the first against a house of its size, lawyers said.",
    ];
    let article = read(&page("en", "Newspaper fined over cookies", &paragraphs)).unwrap();
    assert_eq!(article.body, paragraphs.join("\n\n"));
}

#[test]
fn the_beginning_that_is_shown_stays() {
    let lead = "The port authority said on Saturday that dredging of the outer harbour would resume in April, after a winter of storms \
                that moved more sand than any survey had foreseen, and that the ferry would keep to its winter timetable until then.";
    let notice = "This article is reserved for subscribers. To continue reading, subscribe now or log in to your account.";
    let article = read(&page("en", "Harbour dredging to resume in spring", &[lead, notice])).unwrap();
    assert_eq!(article.body, lead);
}
