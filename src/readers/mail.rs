//! Mail (`.eml`), and pages that browsers save in the form of mail (`.mhtml`).
//!
//! A press release or a newsletter: the subject is the headline, the sender signs, the day is that of sending; the text is read as a text
//! file is, or as a piece of a page where there is no plain text. Attachments are not read. Of a saved page the first HTML part is read
//! as any page, at the address that the mail's head gives.

use mail_parser::{Message, MessageParser, PartType};

use super::{html, text};
use crate::article::{DateFrom, DateRole, RawArticle, RawDate};

/// Lines of a mail's head that are looked at.
const HEAD_LINES: usize = 200;

/// Whether a text begins as mails do: lines `Name: value` up to an empty line, among them one that only programs write.
pub(super) fn is_mail(head: &str) -> bool {
    const WRITTEN_BY_PROGRAMS: [&str; 7] =
        ["received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "snapshot-content-location"];
    let mut told = false;
    for line in head.lines().take(HEAD_LINES).take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_graphic())) else { return false };
        told |= WRITTEN_BY_PROGRAMS.iter().any(|known| name.eq_ignore_ascii_case(known));
    }
    told
}

/// Reads the article of a mail, or those of the page saved in it; empty where it has no text.
pub(super) fn read(bytes: &[u8]) -> Vec<RawArticle> {
    let Some(mail) = MessageParser::default().parse(bytes) else { return Vec::new() };
    if let Some(address) = mail.header_raw("Snapshot-Content-Location") {
        return read_page(&mail, address.trim());
    }
    let mut article = body(&mail);
    let subject = mail.subject().map(str::trim).filter(|subject| !subject.is_empty());
    article.headline = subject.map(str::to_owned).or(article.headline);
    if let Some(date) = mail.header_raw("Date") {
        let words = date.trim().to_owned();
        article.dates.insert(0, RawDate { words, from: DateFrom::Metadata, role: DateRole::Published, field: "Date".to_owned() });
    }
    if let Some(name) = mail.from().and_then(|from| from.first()?.name()).filter(|_| article.bylines.is_empty()) {
        article.bylines.push(name.to_owned());
    }
    if article.body.is_empty() { Vec::new() } else { vec![article] }
}

fn read_page(mail: &Message<'_>, address: &str) -> Vec<RawArticle> {
    let Some(page) = mail.body_html(0) else { return Vec::new() };
    let mut articles: Vec<_> = html::read(&page).into_iter().collect();
    for article in articles.iter_mut().filter(|_| address.starts_with("http")) {
        article.url.get_or_insert_with(|| address.to_owned());
    }
    articles
}

/// The text of a mail with what it says of itself.
fn body(mail: &Message<'_>) -> RawArticle {
    let Some(part) = mail.text_bodies().next() else { return RawArticle::default() };
    match &part.body {
        PartType::Text(plain) => {
            let mut articles = text::read(plain).into_iter();
            let mut first = articles.next().unwrap_or_default();
            // One mail is one article: what rules part in it are its items.
            for item in articles {
                first.body = [Some(first.body), item.headline, Some(item.body)].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
            }
            first.record = None;
            first
        }
        PartType::Html(page) => RawArticle { body: html::fragment_text(page), ..RawArticle::default() },
        _ => RawArticle::default(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEAD: &str = "From: Jane Doe <press@port.example>\r\nTo: desk@post.example\r\nSubject: =?utf-8?q?Ferry_sinks_in_harbour_of_K=C3=B6nigsport?=\r\n\
        Date: Wed, 6 Sep 2017 15:01:00 +0200\r\nMessage-ID: <1@port.example>\r\nMIME-Version: 1.0\r\n";

    fn one(mail: &str) -> RawArticle {
        let mut all = read(mail.as_bytes());
        assert_eq!(all.len(), 1, "{mail}");
        all.remove(0)
    }

    #[test]
    fn a_mail_is_read_by_its_head_and_its_text() {
        let plain = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            LISBON (EXA) - A ferry sank at the quay of K=F6nigsport on Wednesday.\r\n\r\nNobody was hurt.\r\n";
        let page = "Content-Type: text/html\r\n\r\n<div>A ferry sank at the quay.</div><p>Nobody was hurt.</p>";
        let both = format!(
            "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n{}\r\n--x\r\n{page}\r\n--x--\r\n",
            "Content-Type: text/plain\r\n\r\nA ferry sank at the quay.\r\n\r\nNobody was hurt."
        );
        for (body, expected) in [
            (plain, "LISBON (EXA) - A ferry sank at the quay of Königsport on Wednesday.\n\nNobody was hurt."),
            (page, "A ferry sank at the quay.\n\nNobody was hurt."),
            (&both, "A ferry sank at the quay.\n\nNobody was hurt."),
        ] {
            let found = one(&format!("{HEAD}{body}"));
            assert_eq!(found.headline.as_deref(), Some("Ferry sinks in harbour of Königsport"), "{body}");
            assert_eq!(found.body, expected);
            assert_eq!(found.bylines, ["Jane Doe"]);
            assert_eq!(found.dates[0].words, "Wed, 6 Sep 2017 15:01:00 +0200");
        }
        assert!(read(format!("{HEAD}\r\n").as_bytes()).is_empty());
    }

    #[test]
    fn a_page_saved_as_mail_is_a_page() {
        let text =
            "A ferry sank at the quay on Wednesday, and nobody was hurt when it went down to the bottom of the harbour, officials said.";
        let mail = format!(
            "From: <Saved by Browser>\r\nSnapshot-Content-Location: https://post.example/ferry\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><h1>Ferry sinks at quay</h1><p class=3Da>{text}</p></body></html>\r\n--x--\r\n"
        );
        let found = one(&mail);
        assert_eq!(found.headline.as_deref(), Some("Ferry sinks at quay"));
        assert_eq!(found.url.as_deref(), Some("https://post.example/ferry"));
        assert_eq!(found.body, text);
    }

    #[test]
    fn mails_are_told_from_texts_with_fields() {
        for (head, expected) in [
            (HEAD, true),
            ("Received: from a\n\tby b\nSubject: x\n\nText", true),
            ("Title: Ferry sinks\nDate: 6 September 2017\n\nA ferry sank.", false),
            ("From: Jane Doe\nSubject: Ferry sinks\nDate: 6 September 2017\n\nA ferry sank.", false),
            ("Received: three letters\nabout ferries\n\nThe letters came on Monday.", false),
            ("A ferry sank.\n\nMessage-ID: 1", false),
            ("", false),
        ] {
            assert_eq!(is_mail(head), expected, "{head}");
        }
    }

    proptest! {
        #[test]
        fn damaged_mails_do_no_harm(at in 0usize..700, junk in "(--x|--x--|\r\n|Content-Type: multipart/mixed; boundary=x|=\\?utf-8\\?b\\?|[:;=\"<>]|\\PC){0,6}") {
            let mut mail = format!("{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>A ferry sank.</p>\r\n--x--\r\n").into_bytes();
            let at = at.min(mail.len());
            mail.splice(at..at, junk.bytes());
            read(&mail);
            mail.truncate(at);
            read(&mail);
        }
    }
}
