//! Reads out of the headline of a transcript or interview the name that its text gives by half or not at all.

use crate::enrich::quotes::people::the_one;
use crate::enrich::quotes::words::lexicon::{CUE, FIRST, Lexicon, PARTICLE, STOP};
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::spelling;

/// Bytes of the longest headline that is read.
const LONGEST: usize = 300;

/// The full name that a headline has for a surname, written as names are: `Nadia Kessler` for `KESSLER`.
pub(super) fn full_name(headline: &str, surname: &str, lexicon: &Lexicon) -> Option<String> {
    let bears = |name: &String| name.rsplit(' ').next().is_some_and(|last| last.to_lowercase() == surname.to_lowercase());
    the_one(names(headline, lexicon).filter(bears))
}

/// Whom a headline says an interview is with, if it names one person only: `Interview: Nora Lund`, `Nora Lund talks about the sea`.
pub(super) fn interviewed(headline: &str, lexicon: &Lexicon) -> Option<String> {
    // None is read out of a headline that is too long, which every answer asks for anew.
    let name = the_one(names(headline, lexicon))?;
    let hint = |word: &str| SPEECH.records.talks.has(word) || SPEECH.records.interviews.has(word);
    (headline.contains("Q&A") || words_of(headline).any(hint)).then_some(name)
}

fn words_of(headline: &str) -> impl Iterator<Item = &str> {
    let part = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '.');
    headline.split(part).map(|word| word.trim_end_matches(['.', '\'', '’'])).filter(|word| !word.is_empty())
}

/// All names in a headline that begin with a known first name, with the word of a capital behind it.
fn names<'a>(headline: &'a str, lexicon: &'a Lexicon) -> impl Iterator<Item = String> + 'a {
    let headline = if headline.len() <= LONGEST { headline } else { "" };
    let words: Vec<&str> = words_of(headline).collect();
    (0..words.len()).filter_map(move |first| {
        let is_first = |word: &str| lexicon.class(word) & FIRST != 0 && word.starts_with(char::is_uppercase);
        if !is_first(words[first]) || first > 0 && is_first(words[first - 1]) {
            return None;
        }
        let behind = &words[first + 1..];
        let passed =
            behind.iter().take(2).take_while(|word| lexicon.class(word) & PARTICLE != 0 || word.len() == 1 || is_first(word)).count();
        let surname = behind.get(passed).filter(|word| word.starts_with(char::is_uppercase) && lexicon.class(word) & (CUE | STOP) == 0);
        let last = match surname {
            Some(_) => passed,
            // `Kim Scott`, both of which are first names.
            None if passed > 0 => passed - 1,
            None => return None,
        };
        Some(spelling::unshouted(words[first..first + last + 2].join(" "), lexicon))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_out_of_headlines() {
        let lexicon = Lexicon::of(Some("en"));
        for (headline, surname, expected) in [
            ("Press Briefing by Press Secretary Nadia Kessler", "KESSLER", Some("Nadia Kessler")),
            ("BRIEFING BY NADIA KESSLER, JUNE 6", "Kessler", Some("Nadia Kessler")),
            ("Press briefing", "Kessler", None),
            ("Nadia Kessler and Tom Kessler meet", "Kessler", None),
            ("Nadia says Kessler", "Kessler", None),
            ("Peter van Dyke speaks", "Dyke", Some("Peter van Dyke")),
        ] {
            assert_eq!(full_name(headline, surname, lexicon).as_deref(), expected, "{headline}");
        }
    }

    #[test]
    fn headlines_tell_who_is_interviewed() {
        let lexicon = Lexicon::of(Some("en"));
        for (headline, expected) in [
            ("Interview: Nora Lund", Some("Nora Lund")),
            ("Q&A with Nora Lund, harbour master", Some("Nora Lund")),
            ("Nora Lund talks about the sea", Some("Nora Lund")),
            ("Nora Lund retires", None),
            ("Nora Lund talks to Peter Berg", None),
            ("Interview with the harbour master", None),
        ] {
            assert_eq!(interviewed(headline, lexicon).as_deref(), expected, "{headline}");
        }
    }
}
