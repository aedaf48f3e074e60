use super::*;
use crate::analysis::segment::segment;
use crate::enrich::quotes::words::lexicon::Lexicon;
use crate::enrich::quotes::words::spelling::display;
use proptest::prelude::*;

/// Every run as `name/kind`, persons under their fullest name.
fn runs(text: &str) -> Vec<String> {
    let segments = segment(text);
    let words = Words::read(text, &segments, Lexicon::of(Some("en")));
    let people = People::read(&words);
    let kept = people.names.iter().filter(|name| name.kind != NameKind::Word);
    kept.map(|name| match name.person {
        Some(person) => display(&words, &people.persons[person].name),
        None => format!("{}/{:?}", display(&words, &name.whole), name.kind),
    })
    .collect()
}

#[test]
fn names_are_cut_judged_and_resolved() {
    for (text, expected) in [
        ("Then South Korean President Moon Jae-in spoke. Later Moon left.", vec!["Moon Jae-in", "Moon Jae-in"]),
        ("They saw Sen. Ron Dale (R-Ohio) there.", vec!["Ron Dale"]),
        ("They met Secretary of State Lena Brandt.", vec!["Lena Brandt"]),
        ("They met Ludwig van der Berg and Maria da Silva.", vec!["Ludwig van der Berg", "Maria da Silva"]),
        ("They met John F. Marsh Jr. and Mr. Marsh.", vec!["John F. Marsh Jr.", "John F. Marsh Jr."]),
        ("They met Paula Reyes KC, and Reyes left.", vec!["Paula Reyes", "Paula Reyes"]),
        ("They met Dwayne “The Wall” Porter.", vec!["Dwayne Porter"]),
        ("They then met Pope Martin at the great Oxford University Press.", vec!["Pope Martin", "Oxford University Press/Organisation"]),
        ("They met the President in New York.", vec!["President/Title", "New York/Place"]),
        ("They met House Republican Thomas Dale.", vec!["Thomas Dale"]),
        ("They met Ann Park, and Park left.", vec!["Ann Park", "Ann Park"]),
        ("They met Tom Hill and Sue Hill, and Ms. Hill left.", vec!["Tom Hill", "Sue Hill", "Sue Hill"]),
        ("They met Bill Ames on Monday in June.", vec!["Bill Ames"]),
        ("They met Ibrahim al-Sayegh, and Al-Sayegh left.", vec!["Ibrahim al-Sayegh", "Ibrahim al-Sayegh"]),
        ("They had met Luiz Otávio Lula da Silva there before, and then Lula left.", vec!["Luiz Otávio Lula da Silva"; 2]),
        ("There they had met Kristin Scott Thomas before, and Scott Thomas left.", vec!["Kristin Scott Thomas"; 2]),
        ("There the leader Kim Jong Un and his sister Kim Yo Jong met them.", vec!["Kim Jong Un", "Kim Yo Jong"]),
        ("There they met the firm Hobart & Lowe.", vec!["Hobart & Lowe/Organisation"]),
        ("They met George W. Marsh and then his father, George H.W. Marsh, there.", vec!["George W. Marsh", "George H.W. Marsh"]),
        (
            "On the next day Donald Marsh met his son, Donald Marsh Jr., and then Marsh left.",
            vec!["Donald Marsh", "Donald Marsh Jr.", "Donald Marsh"],
        ),
        ("They met their son, 16-year-old Declan Ames, there.", vec!["Declan Ames"]),
        ("They waited before they quietly met Undersecretary of State for Management Patrick Dale.", vec!["Patrick Dale"]),
        ("Mark-Reyes spoke. Later Speaker Melissa Mark-Reyes left.", vec!["Melissa Mark-Reyes", "Melissa Mark-Reyes"]),
        ("They read that NATO and the Foundation met.", vec!["NATO/Organisation", "Foundation/Organisation"]),
        ("There they met Tide Party MP Wimal Peiris, and a Tide Party MP left.", vec!["Wimal Peiris", "Tide Party MP/Title"]),
        ("There they met Tan Sri Kamal Latif and Dato’ Seri Lim Swee Beng.", vec!["Kamal Latif", "Lim Swee Beng"]),
        ("There they met lawyer KR Dixit, and Dixit Sahib left.", vec!["KR Dixit", "KR Dixit"]),
        ("There they met the club AC Fiorano.", vec!["AC Fiorano/Organisation"]),
        ("Then Kim Bok-un’s sister left, and Kim Bok-un stayed.", vec!["Kim Bok-un", "Kim Bok-un"]),
        ("They met Pete 'Limpet' Larkin and Pete 'The Crab' Moss.", vec!["Pete Larkin", "Pete Moss"]),
        ("They met Robert C. “Bobby” Cole, and Cole left.", vec!["Robert C. Cole"; 2]),
        ("They met Mei Lund, PhD, Ana Roe, MD, PhD, and Tom Ames Jr., EdD.", vec!["Mei Lund", "Ana Roe", "Tom Ames Jr."]),
        ("They met former Miss Universe Alicia Moreno.", vec!["Alicia Moreno"]),
        ("They met Alicia Ocampo-CortesAlicia Ocampo-CortesSander and Tom HillAnna Moon there.", vec![]),
        ("They met Ronald MacArthur, Ana DeVito and Ruth FitzRoy.", vec!["Ronald MacArthur", "Ana DeVito", "Ruth FitzRoy"]),
        ("They met the head of the FBI Tom Hill.", vec!["Tom Hill"]),
        ("There they met the State Solicitor for Selby.", vec!["State Solicitor for Selby/Title"]),
    ] {
        assert_eq!(runs(text), expected, "{text}");
    }
}

#[test]
fn gender_comes_from_titles_and_first_names() {
    for (text, expected) in [
        ("They met Mrs. Hill.", Gender::Female),
        ("They met Tom Hill.", Gender::Male),
        ("They met Spokeswoman Kim Hill.", Gender::Female),
        ("They met Kim Hill.", Gender::Unknown),
        ("They met Lee Da-eun.", Gender::Unknown),
    ] {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some("en")));
        let people = People::read(&words);
        assert_eq!(people.persons.first().map(|person| person.gender), Some(expected), "{text}");
    }
}

proptest! {
    #[test]
    fn no_name_begins_with_a_word_that_is_passed_over(text in "((The|But|From|First|Ten|Oh|I|A|He|May|Van|After|Selby|Ana|soon-|Soon-|said|saw|deok|R|D|Still|By|Bank|in|of|and|L’|Le|Según|El|После|Он|Первый|Fifth|Ltd|DFL|’s| ’t|19)([ ,.“”-]| – |\\. |, )){1,12}") {
        let segments = segment(&text);
        for lang in ["en", "de", "fr", "es", "pt", "it", "ru"] {
            let words = Words::read(&text, &segments, Lexicon::of(Some(lang)));
            let openings = openings_of_names(&words);
            for at in words.capitals.within(0..words.len()).filter(|&at| openings.within(at..at + 1).next().is_none()) {
                prop_assert_eq!(run_end(&words, at, words.len()), at);
                prop_assert_eq!(party_mark_end(&words, at, words.len()), None);
            }
            People::read(&words);
        }
    }
}
