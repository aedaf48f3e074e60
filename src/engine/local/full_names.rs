//! Names of persons cut up, and whether a name answers to one that is asked for.
//!
//! A middle name or initial may be left out, a first name may be short or an initial, a family name may come first or last: `Donald Trump` is
//! asked for and `Donald J. Trump` answers, and the other way. What tells two persons apart is never passed over: another first name, another
//! middle name, `Jr.`

use crate::analysis::fold::fold;
use crate::analysis::names::{Title, are_forms_of_one, is_family_first, is_family_of_two};
use crate::analysis::tokenizer::name_words;

/// Stands between the names of people who speak together; none of them is a bearer by that.
pub(super) const TOGETHER: &str = " & ";

/// Words, as written, that stand in names of bodies and works and in none of a person.
const OF_NO_PERSON: [&str; 7] = ["of", "for", "the", "and", "on", "in", "at"];

/// Words, folded, that end names of bodies and are no surnames.
const ENDS_BODY: [&str; 24] = [
    "agency",
    "airlines",
    "association",
    "board",
    "co",
    "commission",
    "committee",
    "company",
    "corp",
    "corporation",
    "council",
    "department",
    "foundation",
    "group",
    "inc",
    "institute",
    "limited",
    "llc",
    "ltd",
    "ministry",
    "organization",
    "plc",
    "society",
    "university",
];

/// Words, folded, that open surnames and are no first names: a sentence that begins with one writes it with a capital.
const OPENS_SURNAME: [&str; 12] = ["von", "zu", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "le"];

/// Others that belong to a surname and may be a first name where they stand first.
const IN_SURNAME: [&str; 10] = ["van", "der", "den", "ter", "la", "las", "los", "al", "el", "bin"];

/// A name cut into what tells bearers of a surname apart and the surname, all folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cut {
    /// The first name; `None` where the name is a surname alone.
    pub(super) first: Option<String>,
    /// Names and initials between it and the surname, and the first word of a surname of two. No small words.
    pub(super) middles: Vec<String>,
    /// The last word of the surname; all of one that comes first.
    pub(super) last: String,
    /// `jr` and the like.
    pub(super) suffix: Option<String>,
}

impl Cut {
    /// Whether the name tells more than a surname.
    pub(super) fn is_full(&self) -> bool {
        self.first.is_some() || self.suffix.is_some()
    }

    /// Whether first names and suffixes are one person's: the same, or usual forms of one.
    pub(super) fn is_same_given(&self, other: &Self) -> bool {
        let is_same = match (&self.first, &other.first) {
            (Some(one), Some(other)) => one == other || are_forms_of_one(one, other),
            (one, other) => one == other,
        };
        is_same && self.suffix == other.suffix
    }

    /// Whether middle names do not tell two persons apart.
    pub(super) fn has_fitting_middles(&self, other: &Self) -> bool {
        let (shorter, longer) = if self.middles.len() < other.middles.len() { (self, other) } else { (other, self) };
        let (common, more) = longer.middles.split_at(shorter.middles.len());
        let is_left_out = shorter.middles.is_empty() || more.iter().all(|middle| is_letter(middle));
        is_left_out && shorter.middles.iter().zip(common).all(|(one, other)| fit(one, other))
    }

    /// Whether the middle names are initials, which bodies hardly have.
    pub(super) fn has_initials(&self) -> bool {
        self.middles.iter().all(|middle| is_letter(middle))
    }

    /// Whether a surname of two words, or one alone, is that of a full name.
    pub(super) fn is_surname_of(&self, full: &Self) -> bool {
        self.last == full.last && full.middles.ends_with(&self.middles)
    }

    /// Whether the first name is one letter.
    pub(super) fn is_initial(&self) -> bool {
        self.first.as_deref().is_none_or(is_letter)
    }
}

fn is_letter(name: &str) -> bool {
    name.chars().nth(1).is_none()
}

/// Whether two names, folded, are one, or one is the other's first letter.
fn fit(one: &str, other: &str) -> bool {
    one == other || (is_letter(one) && other.starts_with(one)) || (is_letter(other) && one.starts_with(other))
}

/// Cuts a name; `None` for that of several people, and for what bears no name of a person.
pub(super) fn cut(name: &str) -> Option<Cut> {
    if name.contains(TOGETHER) || name.split(' ').any(|word| OF_NO_PERSON.contains(&word)) {
        return None;
    }
    if is_family_first(name) {
        let folded = fold(name);
        let (family, given) = folded.split_once(' ')?;
        let first = Some(given.replace([' ', '-'], ""));
        return Some(Cut { first, middles: Vec::new(), last: family.to_owned(), suffix: None });
    }
    let bare = |word: &str| fold(word.trim_matches(['.', ',']));
    let is_of_surname = |word: &String| OPENS_SURNAME.contains(&word.as_str()) || IN_SURNAME.contains(&word.as_str());
    let mut words: Vec<String> = name.split_whitespace().map(bare).collect();
    let is_suffix = |word: &String| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
    let suffix = if words.len() > 1 { words.pop_if(|last| is_suffix(last)) } else { None };
    let last = words.pop().filter(|last| !ENDS_BODY.contains(&last.as_str()))?;
    let is_alone = match words.as_slice() {
        [] => true,
        [first, others @ ..] if OPENS_SURNAME.contains(&first.as_str()) => others.iter().all(is_of_surname),
        [first] => is_family_of_two(first, &last) && suffix.is_none(),
        _ => false,
    };
    // A name that is typed small tells nothing by that.
    let begins_small = name.contains(char::is_uppercase) && name.starts_with(char::is_lowercase);
    // As it is where the family name comes first: `Moon Jae-in` and `Jae-in Moon` are one.
    let first = (!is_alone && !begins_small).then(|| words.remove(0).replace('-', ""));
    words.retain(|word| !word.is_empty() && !is_of_surname(word));
    Some(Cut { first, middles: words, last, suffix })
}

/// Whether a name is a surname alone: one word, one with small words before it, or two that are known to be a surname.
pub(super) fn is_surname(name: &str) -> bool {
    if !name.contains(' ') {
        return !name.is_empty();
    }
    cut(name).is_some_and(|cut| !cut.is_full())
}

/// The name of a speaker that is asked for, in words of the query.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// What a title before it tells.
    pub(super) title: Option<Title>,
    /// Its words as names of the archive have them, the title left out.
    pub(super) words: Vec<String>,
    /// The same in the other order, where the family name may come first in one of them.
    turned: Option<Vec<String>>,
    /// The name cut up, where there is more than one word.
    cut: Option<Cut>,
    /// Whether it is the whole name and no other way to write it.
    is_exact: bool,
}

impl Asked {
    /// Reads the words of a name; `None` where it has no word.
    pub(super) fn of(words: &[String]) -> Option<Self> {
        let typed = words.join(" ");
        let mut rest = typed.as_str();
        let title = typed.split_once(' ').and_then(|(first, others)| {
            let title = Title::of(first)?;
            rest = others;
            Some(title)
        });
        let words = name_words(rest);
        let cut = (words.len() > 1).then(|| cut(rest)).flatten();
        let turned = is_family_first(rest).then(|| turned_left(&words)).flatten();
        (!words.is_empty()).then_some(Self { title, words, turned, cut, is_exact: false })
    }

    /// Reads the words of a name that is asked for as it is, with nothing before it or behind it.
    pub(super) fn exactly(words: &[String]) -> Option<Self> {
        let words = name_words(&words.join(" "));
        (!words.is_empty()).then_some(Self { title: None, words, turned: None, cut: None, is_exact: true })
    }

    /// The surname that the name ends with, folded; one that is asked for alone too. `None` where no surname stands for the name.
    pub(super) fn surname(&self) -> Option<&str> {
        match &self.cut {
            _ if self.is_exact => None,
            Some(cut) => Some(&cut.last),
            None => self.words.last().map(String::as_str),
        }
    }

    /// Whether more than a surname is asked for, so that surnames may stand for it.
    pub(super) fn is_full(&self) -> bool {
        self.words.len() > 1 && !self.is_exact
    }

    /// Whether a middle name is asked for.
    pub(super) fn has_middle(&self) -> bool {
        self.cut.as_ref().is_some_and(|cut| !cut.middles.is_empty())
    }

    /// Whether a name of the archive answers to it.
    pub(super) fn is_answered_by(&self, name: &str) -> bool {
        let words = name_words(name);
        if self.is_exact {
            return words == self.words;
        }
        let holds = |asked: &[String]| words.windows(asked.len().max(1)).any(|window| window == asked);
        if holds(&self.words) || self.turned.as_deref().is_some_and(holds) {
            return true;
        }
        if is_family_first(name) && turned_left(&words).as_ref() == Some(&self.words) {
            return true;
        }
        self.cut.as_ref().zip(cut(name)).is_some_and(|(asked, cut)| asked.is_full() && cut.is_full() && asked.names(&cut))
    }

    /// Whether the names of one person, of which this is the one that tells most, answer to it: none of them may have another middle name.
    pub(super) fn means<'n>(&self, mut names: impl Iterator<Item = &'n str>, fullest: &Cut) -> bool {
        let is_at_odds = |asked: &Cut| asked.last == fullest.last && !asked.has_fitting_middles(fullest);
        !self.cut.as_ref().is_some_and(is_at_odds) && names.any(|name| self.is_answered_by(name))
    }
}

impl Cut {
    /// Whether a name that is asked for may be written as another: by a short first name or its initial, with a middle name or without.
    fn names(&self, other: &Self) -> bool {
        let is_initial_of = match (&self.first, &other.first) {
            (Some(asked), Some(first)) => is_letter(asked) && first.starts_with(asked.as_str()),
            _ => false,
        };
        let is_given = self.is_same_given(other) || (is_initial_of && self.suffix == other.suffix);
        self.last == other.last && is_given && self.has_fitting_middles(other)
    }
}

/// Words with the first of them behind the others.
fn turned_left(words: &[String]) -> Option<Vec<String>> {
    let (first, others) = words.split_first()?;
    Some([others, std::slice::from_ref(first)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_into_first_name_and_surname() {
        for (name, expected) in [
            ("Donald J. Marsh Jr.", "donald|j|marsh|jr"),
            ("DONALD MARSH", "donald||marsh|"),
            ("donald james marsh", "donald|james|marsh|"),
            ("Lorraine de la Cruz", "lorraine||cruz|"),
            ("de la Cruz", "-||cruz|"),
            ("De La Cruz", "-||cruz|"),
            ("Von Brandt", "-||brandt|"),
            ("Otto Von Brandt", "otto||brandt|"),
            ("van der Vik", "-||vik|"),
            ("Alberto Núñez Feijóo", "alberto|nunez|feijoo|"),
            ("Núñez Feijóo", "-|nunez|feijoo|"),
            ("Feijóo", "-||feijoo|"),
            ("Marsh Jr.", "-||marsh|jr"),
            ("Moon Su-bin", "subin||moon|"),
            ("Su-bin Moon", "subin||moon|"),
            ("Church of Marsh", ""),
            ("Marsh Oil Corp", ""),
            ("Anna Marsh & Otto Vik", ""),
        ] {
            let cut = cut(name).map(|cut| {
                let first = cut.first.unwrap_or_else(|| "-".into());
                format!("{first}|{}|{}|{}", cut.middles.join(" "), cut.last, cut.suffix.unwrap_or_default())
            });
            assert_eq!(cut.unwrap_or_default(), expected, "{name}");
        }
        for (name, expected) in
            [("Marsh", true), ("Núñez Feijóo", true), ("von Brandt", true), ("Marsh Jr.", false), ("Anna Marsh", false), ("", false)]
        {
            assert_eq!(is_surname(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_answers_to_what_is_asked_for() {
        for (asked, names, others) in [
            (
                "donald marsh",
                &["Donald Marsh", "Donald J. Marsh", "DONALD MARSH", "Don Marsh", "Otto Vik & Donald Marsh"][..],
                &["Ivana Marsh", "Marsh", "Donald Vik & Anna Marsh"][..],
            ),
            ("donald j marsh", &["Donald Marsh", "Donald James Marsh"], &["Donald M. Marsh", "Ivana Marsh"]),
            ("george h marsh", &["George H. W. Marsh", "George Marsh"], &["George W. Marsh"]),
            ("general mill corp", &["General Mill Corp"], &["General Mill Salt Corp"]),
            ("william marsh", &["Bill Marsh", "William R. Marsh"], &["Walter Marsh", "Bill Marsh Jr."]),
            ("b marsh", &["Bill Marsh", "B. Marsh"], &["Anna Marsh"]),
            ("jae-in moon", &["Moon Jae-in"], &["Moon Su-bin"]),
            ("moon jae-in", &["Moon Jae-in", "Jae-in Moon"], &["Jae-in Park"]),
            ("Mrs. Marsh", &["Anna Marsh", "Marsh"], &["Anna Vik"]),
            ("marsh jr", &["Donald Marsh Jr."], &["Donald Marsh"]),
        ] {
            let words: Vec<String> = asked.split(' ').map(str::to_owned).collect();
            let asked_for = Asked::of(&words).unwrap();
            for (name, expected) in names.iter().map(|name| (name, true)).chain(others.iter().map(|name| (name, false))) {
                assert_eq!(asked_for.is_answered_by(name), expected, "{asked}: {name}");
            }
        }
    }
}
