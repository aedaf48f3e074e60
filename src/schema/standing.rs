//! What an article tells of a speaker that keeps bearers of one surname apart: gender, offices, and whether it brings in somebody whom readers do not know.
//!
//! One number for each speaker of an article, so that an archive's speakers are told apart without reading what was said.

use crate::analysis::fold::fold;
use crate::analysis::names::Title;
use crate::article::{Gender, Quote, SpeakerKind};

/// Set of what is told, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing(u64);

const PERSON: u64 = 1;
const MALE: u64 = 1 << 1;
const FEMALE: u64 = 1 << 2;
const PERHAPS_MALE: u64 = 1 << 3;
const PERHAPS_FEMALE: u64 = 1 << 4;
const BROUGHT_IN: u64 = 1 << 5;
/// The lowest bit that stands for an office.
const OFFICES: u32 = 6;

/// Words that open a description of somebody whom readers do not know.
const OPENERS: [&str; 11] = ["a", "an", "his", "her", "their", "my", "our", "one", "another", "un", "une"];

/// How many of the first `WORDS` are offices by which readers know who is meant: of those who bear a surname at one time, hardly two have one.
pub const HIGH: usize = 4;

/// The place of relations among the words of roles: whoever is told by them is not the one whom all readers know.
const KIN: usize = 17;

/// Words of roles, by what one person seldom is besides the others.
const WORDS: [&[&str]; 20] = [
    &["president", "vice", "chancellor", "premier", "prime", "king", "queen", "emir", "monarch"],
    &["secretary", "minister", "undersecretary"],
    &["senator", "sen", "senators", "representative", "rep", "congressman", "congresswoman", "lawmaker", "speaker", "whip", "mp"],
    &["governor", "gov"],
    &["mayor", "councilman", "councilwoman", "councillor", "councilor", "alderman"],
    &["candidate", "nominee", "contender", "hopeful"],
    &["judge", "justice", "attorney", "lawyer", "prosecutor", "solicitor", "barrister"],
    &["officer", "sheriff", "police", "detective", "constable", "sgt", "sergeant", "cpl", "pvt", "trooper"],
    &["general", "gen", "colonel", "col", "admiral", "adm", "major", "captain", "capt", "lieutenant", "lt", "soldier"],
    &["dr", "doctor", "physician", "surgeon", "nurse", "pediatrician", "psychiatrist", "psychologist"],
    &["professor", "prof", "dean", "teacher", "principal", "scientist", "researcher", "historian", "economist"],
    &["ceo", "chairman", "chairwoman", "businessman", "businesswoman", "owner", "founder", "mogul", "billionaire", "banker"],
    &["reporter", "journalist", "anchor", "correspondent", "columnist", "editor", "author", "writer"],
    &["coach", "player", "quarterback", "striker", "goalkeeper", "golfer", "boxer", "defender", "midfielder"],
    &["actor", "actress", "singer", "comedian", "rapper", "musician", "director", "artist"],
    &["pope", "cardinal", "bishop", "archbishop", "rev", "reverend", "pastor", "priest", "imam", "rabbi"],
    &["spokesman", "spokeswoman", "spokesperson", "adviser", "advisor", "aide", "strategist", "pollster"],
    &["wife", "husband", "son", "daughter", "mother", "father", "brother", "sister", "widow", "nephew", "niece", "uncle", "aunt"],
    &["farmer", "student", "resident", "neighbor", "neighbour", "driver", "shopkeeper", "fisherman", "plumber", "waitress", "clerk"],
    &["lady"],
];

impl Standing {
    /// What a quote tells of its speaker.
    pub fn of(quote: &Quote) -> Self {
        let mut bits = 0;
        if quote.speaker_kind == Some(SpeakerKind::Person) {
            bits |= PERSON;
            bits |= match quote.speaker_gender {
                Some(Gender::Male) => MALE,
                Some(Gender::Female) => FEMALE,
                Some(Gender::PerhapsMale) => PERHAPS_MALE,
                Some(Gender::PerhapsFemale) => PERHAPS_FEMALE,
                None => 0,
            };
            bits |= quote.role.as_deref().map_or(0, of_role);
        }
        Self(bits)
    }

    /// As it stands in an index.
    pub fn number(self) -> i64 {
        self.0.cast_signed()
    }

    /// From what stands in an index.
    pub fn of_number(number: i64) -> Self {
        Self(number.cast_unsigned())
    }

    /// Takes in what another quote or article tells of the same speaker.
    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether it is a person.
    pub fn is_person(self) -> bool {
        self.0 & PERSON != 0
    }

    /// Whether no title and no first name tells that an article means somebody of another gender. A pronoun does not tell that somebody else is meant.
    pub fn is_of_gender(self, bearer: Self) -> bool {
        fits(self.0 & (MALE | FEMALE), bearer.0 & (MALE | FEMALE))
    }

    /// Gender by whatever tells it; both bits where that is at odds.
    fn gender(self) -> u64 {
        let told = self.0 & (MALE | FEMALE);
        if told != 0 { told } else { (self.0 & (PERHAPS_MALE | PERHAPS_FEMALE)) >> 2 }
    }

    /// Whether nothing tells that a title of a man or a woman is meant for somebody else.
    pub fn may_be_called(self, title: Title) -> bool {
        let bits = match title {
            Title::OfMan => MALE,
            Title::OfWoman => FEMALE,
        };
        fits(bits, self.gender())
    }

    /// Which high offices are told: president, minister, member of a parliament, governor.
    pub fn high_offices(self) -> [bool; HIGH] {
        std::array::from_fn(|at| self.0 >> (at as u32 + OFFICES) & 1 == 1)
    }

    /// Whether two of one name may be one: not where genders differ, nor where none of their offices is the same.
    pub fn is_not_foreign(self, other: Self) -> bool {
        let offices = |standing: Self| standing.0 >> OFFICES;
        let foreign = offices(self) != 0 && offices(other) != 0 && offices(self) & offices(other) == 0;
        fits(self.gender(), other.gender()) && !foreign
    }

    /// Whether an article that tells this of a surname's bearer may mean somebody of whom others tell that: not where it brings in somebody new, nor where
    /// none of their offices is one and the same.
    pub fn may_be(self, bearer: Self) -> bool {
        self.0 & BROUGHT_IN == 0 && self.is_not_foreign(bearer)
    }
}

/// Whether genders are one, or one of them is not known.
fn fits(one: u64, other: u64) -> bool {
    let is_known = |gender: u64| gender == MALE || gender == FEMALE;
    !is_known(one) || !is_known(other) || one == other
}

/// What a role tells by its head: what it is of (`the daughter of the president`) and whose (`the president’s daughter`) are left out.
fn of_role(role: &str) -> u64 {
    let folded = fold(role).replace('’', "'");
    let is_behind = |word: &&str| ["of", "for", "at", "in", "to", "who", "that", "with", "from", "on"].contains(word);
    let behind_owner = folded.rsplit("'s ").next().unwrap_or_default();
    let plain = |word: &'_ str| -> String { word.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut words: Vec<String> = Vec::new();
    for word in behind_owner.split_whitespace().take_while(|word| !is_behind(word)) {
        words.extend(word.split('-').map(plain).filter(|word| !word.is_empty()));
        if word.ends_with([',', ';']) {
            break;
        }
    }
    let place = |word: &String| WORDS.iter().position(|words| words.contains(&word.as_str()));
    let opener = folded.split_whitespace().next().is_some_and(|first| OPENERS.contains(&first) && folded.contains(' '));
    let brought_in = opener || words.iter().any(|word| place(word) == Some(KIN));
    let office = |word: &String| place(word).map_or(0, |at| 1 << (at as u32 + OFFICES));
    words.iter().map(office).fold(if brought_in { BROUGHT_IN } else { 0 }, |bits, bit| bits | bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(gender: Option<Gender>, role: &str) -> Standing {
        let gender = match gender {
            Some(Gender::Male) => MALE,
            Some(Gender::Female) => FEMALE,
            Some(Gender::PerhapsMale) => PERHAPS_MALE,
            Some(Gender::PerhapsFemale) => PERHAPS_FEMALE,
            None => 0,
        };
        Standing(PERSON | gender | of_role(role))
    }

    #[test]
    fn bearers_are_kept_apart_by_gender_and_office() {
        let bearer = standing(Some(Gender::Male), "Republican presidential nominee");
        for (gender, role, expected) in [
            (None, "", true),
            (Some(Gender::Male), "", true),
            (Some(Gender::Female), "", false),
            (Some(Gender::PerhapsFemale), "", false),
            (Some(Gender::PerhapsMale), "", true),
            (None, "the nominee", true),
            (None, "Dr.", false),
            (None, "a local candidate", false),
            (Some(Gender::Male), "his brother", false),
            (None, "the elder", true),
            (None, "the only daughter of the former nominee", false),
            (None, "the nominee’s campaign manager", true),
            (None, "the nominee’s spokesman", false),
        ] {
            assert_eq!(standing(gender, role).may_be(bearer), expected, "{gender:?} {role}");
        }
        assert!(standing(None, "Sen.").may_be(standing(None, "")) && standing(None, "Sen.").may_be(standing(None, "the Ohio senator")));
    }
}
