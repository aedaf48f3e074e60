//! End to end: invented articles with their expected speakers, and properties that hold on any text.

use proptest::prelude::*;

use super::*;
use crate::analysis::segment::segment;
use crate::article::{QuoteKind, SpeakerKind};

fn quotes(body: &str, lang: &str) -> Vec<Quote> {
    read(body, &segment(body), Some(lang))
}

/// One article of `gold.txt`.
#[derive(Default)]
struct Gold<'a> {
    lang: &'a str,
    body: String,
    quotes: Vec<[&'a str; 3]>,
}

fn gold() -> Vec<Gold<'static>> {
    let mut all: Vec<Gold<'_>> = Vec::new();
    let files = [include_str!("gold.txt"), include_str!("gold-languages.txt")];
    for line in files.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(lang) = line.strip_prefix("== ") {
            all.push(Gold { lang, ..Gold::default() });
            continue;
        }
        let article = all.last_mut().expect("an article before its text");
        if let Some(expected) = line.strip_prefix("> ") {
            let mut parts = expected.split('|').map(str::trim);
            article.quotes.push(std::array::from_fn(|_| parts.next().unwrap_or_default()));
        } else {
            assert!(article.quotes.is_empty(), "no heading before {line}");
            if !article.body.is_empty() {
                article.body.push_str("\n\n");
            }
            article.body.push_str(line);
        }
    }
    all
}

/// The speaker as `gold.txt` writes it.
fn written(quote: &Quote) -> String {
    match (quote.speaker_kind, &quote.speaker) {
        (Some(SpeakerKind::Organisation), Some(name)) => format!("org {name}"),
        (Some(SpeakerKind::Unnamed), _) => "~".to_owned(),
        (_, Some(name)) => name.clone(),
        (_, None) => "-".to_owned(),
    }
}

#[test]
fn invented_articles_are_read_as_expected() {
    let articles = gold();
    assert!(articles.len() >= 40, "{} articles", articles.len());
    let mut wrong = Vec::new();
    for article in &articles {
        let found = quotes(&article.body, article.lang);
        let direct: Vec<&Quote> = found.iter().filter(|quote| quote.kind == QuoteKind::Direct).collect();
        let got: Vec<(String, String)> = direct.iter().map(|quote| (quote.words.clone(), written(quote))).collect();
        let expected: Vec<(String, String)> =
            article.quotes.iter().map(|[words, speaker, _]| ((*words).to_owned(), (*speaker).to_owned())).collect();
        if got != expected {
            wrong.push(format!("{}\n  got      {got:?}\n  expected {expected:?}", article.body));
        }
        for (quote, [_, _, role]) in direct.iter().zip(&article.quotes).filter(|(_, [_, _, role])| !role.is_empty()) {
            if quote.role.as_deref().unwrap_or("-") != *role {
                wrong.push(format!("{}\n  role {:?}, expected {role:?}", article.body, quote.role));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn clauses_are_reported_with_their_kind_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for line in include_str!("gold-clauses.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut parts = line.split(" | ");
        let text = parts.next().unwrap_or_default();
        let expected: Vec<&str> = parts.collect();
        let found: Vec<Quote> = quotes(text, "en").into_iter().filter(|quote| quote.kind != QuoteKind::Direct).collect();
        let fits = |quote: &Quote| {
            let kind = if quote.kind == QuoteKind::Mixed { "mixed" } else { "indirect" };
            expected == [kind, &quote.words, quote.speaker.as_deref().unwrap_or_default()]
        };
        if expected.is_empty() && !found.is_empty() || !expected.is_empty() && !found.iter().any(fits) {
            wrong.push(format!("{line}\n  got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nobody_reports_the_subject_of_a_verb_that_an_aside_parts_from_its_auxiliary() {
    let text = "Juan Roca ha, por su parte, denunciado el abandono del puente.";
    assert_eq!(quotes(text, "es").into_iter().map(|quote| quote.words).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn what_somebody_is_blamed_for_saying_is_reported_once() {
    for (text, expected) in [
        ("The council mocked Ann Moor for claiming the pier had been painted.", ("the pier had been painted", "Ann Moor")),
        (
            "Lena Brandt attacked Ann Moor for describing her city as “a sewer with a view.”",
            ("her city as “a sewer with a view.”", "Ann Moor"),
        ),
    ] {
        let found: Vec<Quote> = quotes(text, "en").into_iter().filter(|quote| quote.kind != QuoteKind::Direct).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|quote| (&*quote.words, quote.speaker.as_deref().unwrap_or_default())).collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn what_introduces_a_german_quotation_is_no_clause() {
    let found = quotes("Der Sprecher der Bundesregierung, Hans Keller, sagte: „Wir warten.“", "de");
    assert!(found.iter().all(|quote| quote.kind == QuoteKind::Direct), "{found:?}");
}

#[test]
fn what_is_no_speech_is_left_out() {
    for text in [
        "He grew up on “Little House on the Prairie” and tea.",
        "The so-called “expert” left.",
        "Ana Ruiz beat Tom Vale, which shows how hard it is to win so-called “closed” primaries in the valley.",
        "A 6'2\" man ran past the 5'10\" gate.",
        "The boys' and girls' schools closed in the '90s.",
    ] {
        let found: Vec<_> = quotes(text, "en").into_iter().filter(|quote| quote.kind == QuoteKind::Direct).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn repairs_are_told() {
    for (text, rule) in [
        ("We are done,” said Lena Brandt.", "opening mark missing"),
        ("Lena Brandt sighed. “We are done.\n\nThen she left.", "closing mark missing"),
    ] {
        let found = quotes(text, "en");
        assert!(found.iter().any(|quote| quote.rule.ends_with(rule)), "{text}: {found:?}");
    }
}

#[test]
fn names_from_elsewhere_complete_short_ones() {
    let text = "“We are done,” said Brandt.";
    for (known, expected) in [
        (&["Lena Brandt"][..], "Lena Brandt"),
        (&["Lena Brandt", "Otto Ruiz"], "Lena Brandt"),
        (&["Lena Brandt", "Otto Brandt"], "Brandt"),
        (&["Harbour shut for good, says Lena Brandt"], "Brandt"),
    ] {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        let found = read_with(text, &segment(text), Some("en"), &known);
        assert_eq!(found[0].speaker.as_deref(), Some(expected), "{known:?}");
    }
    let text = "The plan is dead. Quoyle was not there. “It is dead,” she said, and Quoyle, for once, agreed: “Dead.”";
    let found = read_with(text, &segment(text), Some("en"), &["Ada Quoyle".to_owned()]);
    assert!(found.iter().any(|quote| quote.speaker.as_deref() == Some("Ada Quoyle")), "{found:?}");
}

#[test]
fn explanations_name_what_was_seen() {
    for (text, expected) in [
        (
            "Mayor Lena Brandt came late. “We are done,” Brandt said.",
            "Right behind the quote stands “Brandt” with the verb “said”. In this article “Brandt” is Lena Brandt, the fullest form of the name \
             that it gives. Confidence 0.98.",
        ),
        (
            "Mayor Lena Brandt came late. “We are done,” she said.",
            "Right behind the quote stands “she” with the verb “said”. In this article “she” is Lena Brandt, whom the text is about there. \
             Confidence 0.93.",
        ),
        (
            "Mayor Lena Brandt came late. “We are done,” the mayor said.",
            "Right behind the quote stands “the mayor” with the verb “said”. In this article “the mayor” is Lena Brandt, whom it calls “Mayor”. \
             Confidence 0.88.",
        ),
        (
            "The harbour lay still. “We are done,” he said.",
            "Right behind the quote stands “he” with the verb “said”. Whom these words stand for could not be told. Confidence 0.00.",
        ),
    ] {
        assert_eq!(explain(&quotes(text, "en")[0], text), expected);
    }
    let nobody = quotes("“Nobody has ever seen the sea like that.”", "en");
    assert!(explain(&nobody[0], "").starts_with("The words stand inside quotation marks, and nothing near them says who speaks"));
}

#[test]
fn hostile_text_is_read() {
    let repeated = |part: &str, times: usize| part.repeat(times);
    for text in [
        repeated("\"", 20_000),
        repeated("“", 20_000),
        repeated("“a ", 20_000),
        repeated("\"We go now,\" ", 5_000),
        repeated("“We go now,” Ann Lee said and ", 5_000),
        repeated("Ann Lee said he said she thinks that ", 5_000),
        repeated("— да, сказал ", 5_000),
        repeated("THE MAN SAID \"GO HOME\" ", 5_000),
        repeated("« oui, a dit ", 5_000),
        repeated("He said that ", 20_000),
        repeated("go, he said, ", 20_000),
        repeated("Ann Moss said Tom Reed agreed, adding that ", 5_000),
        repeated("Critics, including Moss, argue, saying “no”, ", 5_000),
        repeated("john smith said we will go and then he said no ", 5_000),
        repeated("The Ohio senator said “x y z.” Sen. Ann Moon, R-Iowa, spoke. Tom Bell praised it. ", 3_000),
        repeated("Tom Hill, Moon’s manager, left. “So,” Moon’s manager said. The former manager said that they said no. ", 3_000),
        repeated("the a-b-c-", 5_000),
        repeated("Mayor Ann Moor met. \"Go,\" the mayor said. ", 5_000),
        repeated("– vi går, säger de ", 5_000),
        repeated("x „a\n\n", 5_000),
        repeated("x “a\n\ny\n\n", 5_000),
        repeated("” a ", 10_000),
        repeated("– A „b c” – mówi d. ", 5_000),
        // A description that stands before the last person in mind.
        "ÿÿÿ d  Â»t\nil\nLe ministre il reconnu".to_owned(),
        // A hyphen that opens speech which a dash ends.
        "- On attend, dit Anna Berg — répond - dit — non".to_owned(),
        // A hyphen that opens speech inside a quotation of the paragraph above.
        "Mr. a dit «A\n- aA»- - disant ".to_owned(),
        // A participle, and a word of a cue of two words, before which nothing stands.
        "словам Берга".to_owned(),
        ". Official said “no” to us".to_owned(),
        "The “no” went after Ann Lee".to_owned(),
        "Disant que « oui », Anna Berg est partie.".to_owned(),
        "Anna Berg a parlé. Elle est venue. Le ministre, dit-il, il reconnaît « oui ».".to_owned(),
    ] {
        for lang in ["en", "de", "fr", "ru", "xx"] {
            for quote in quotes(&text, lang) {
                assert_eq!(text.get(quote.span.clone()), Some(quote.words.as_str()));
            }
        }
    }
}

proptest! {
    #[test]
    fn spans_are_slices_in_order(text in "([\"“”‘’'«»„。A-Za-zé東 .,:—\n-]|said |Mr\\. |Anna Berg |he |told |, who |according to |сказал |dijo |a dit |the minister |\n- |- |— |diciendo |disant |словам ){0,200}") {
        for lang in ["en", "de", "fr", "es", "ru", "xx"] {
            let found = quotes(&text, lang);
            let mut last = 0;
            for quote in &found {
                prop_assert_eq!(text.get(quote.span.clone()), Some(quote.words.as_str()));
                prop_assert!(quote.span.end > quote.span.start);
                prop_assert!((0.0..=1.0).contains(&quote.confidence));
                if let Some(mention) = quote.mention.clone() {
                    prop_assert!(text.get(mention).is_some());
                }
                prop_assert!(!explain(quote, &text).is_empty());
            }
            for quote in found.iter().filter(|quote| quote.kind == QuoteKind::Direct) {
                prop_assert!(quote.span.start >= last);
                last = quote.span.end;
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        for lang in [Some("en"), Some("zh"), None] {
            for quote in read(&text, &segment(&text), lang) {
                prop_assert_eq!(text.get(quote.span.clone()), Some(quote.words.as_str()));
            }
        }
    }
}

#[test]
fn why_a_surname_is_one_of_several_persons_is_told() {
    let start = "Tom Hale and his niece, Sue Hale, opened the new shop in the harbour on Monday. Nobody else had come to see it.\n\n";
    for (said, speaker, reason, least) in [
        ("“I love it,” Ms. Hale said.", "Sue Hale", "the title before it fits this one alone", 0.9),
        ("“I love it,” the younger Hale said.", "Sue Hale", "who is the elder and who the younger", 0.9),
        ("“I love it,” Hale said.", "Tom Hale", "this one alone is not brought in as somebody's kin", 0.7),
    ] {
        let body = format!("{start}{said}");
        let found = quotes(&body, "en");
        let quote = found.iter().find(|quote| quote.words == "I love it,").unwrap();
        let told = explain(quote, &body);
        assert_eq!(quote.speaker.as_deref(), Some(speaker), "{body}");
        assert!(told.contains(reason) && quote.confidence >= least, "{told}");
        assert!(quote.confidence < 0.9 || least > 0.8, "{told}");
    }
}

#[test]
fn a_text_whose_language_nothing_tells_has_speakers_only_if_it_reads_like_english() {
    for (text, speaker) in [
        ("“We are done,” Olga Vik told reporters.", Some("Olga Vik")),
        ("“Enough,” says Olga Vik of Aske.", Some("Olga Vik")),
        ("\"Hotovo. Nic víc k tomu dnes neřekneme,\" popsal trenér Jan Novotný.", None),
        ("\"Jembatan baru selesai bulan depan sore,\" ujar Budi Santosa di Gedung Pelabuhan.", None),
    ] {
        let found = read(text, &segment(text), None);
        assert_eq!(found[0].speaker.as_deref(), speaker, "{text}: {found:?}");
    }
}
