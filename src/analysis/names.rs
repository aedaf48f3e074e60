//! How names of persons are built: short forms of first names, family names that come first, family names of two words, titles that tell whether
//! a man or a woman is meant. The same for one article and for the whole archive.

/// First names that stand for one another.
const SHORT_FORMS: [&[&str]; 22] = [
    &["William", "Bill", "Will", "Billy"],
    &["Robert", "Bob", "Rob", "Bobby"],
    &["James", "Jim", "Jimmy"],
    &["Michael", "Mike"],
    &["Joseph", "Joe"],
    &["Thomas", "Tom"],
    &["Richard", "Dick", "Rick", "Rich"],
    &["Edward", "Ed", "Ted"],
    &["Charles", "Chuck", "Charlie"],
    &["Christopher", "Chris"],
    &["Daniel", "Dan", "Danny"],
    &["Timothy", "Tim"],
    &["Steven", "Steve"],
    &["Stephen", "Steve"],
    &["Anthony", "Tony"],
    &["Benjamin", "Ben"],
    &["Matthew", "Matt"],
    &["Samuel", "Sam"],
    &["Kenneth", "Ken"],
    &["Donald", "Don"],
    &["Elizabeth", "Liz", "Beth"],
    &["Katherine", "Kate", "Kathy"],
];

/// Family names of Korea, China, Vietnam and Burma that stand before a given name of two syllables.
const BEFORE_TWO: [&str; 40] = [
    "Kim", "Lee", "Park", "Choi", "Choe", "Jung", "Kang", "Cho", "Jang", "Yoon", "Lim", "Han", "Shin", "Seo", "Kwon", "Hwang", "Ahn", "Ri",
    "Rhee", "Roh", "Moon", "Pak", "Jong", "Hyon", "Chen", "Lin", "Wong", "Chan", "Chang", "Chiang", "Tsai", "Yeung", "Leung", "Goh", "Tan",
    "Ng", "Nguyen", "Tran", "Pham", "Aung",
];

/// Chinese family names that are no first names elsewhere.
const BEFORE_ONE: [&str; 14] = ["Xi", "Zhang", "Zhao", "Zhou", "Xu", "Deng", "Jiang", "Zhu", "Wang", "Liu", "Hu", "Qin", "Xie", "Guo"];

/// First family names of Spain, Portugal and Latin America that are no first names, folded. Those that end as `Núñez` does are told by that.
const OF_TWO: [&str; 48] = [
    "alves",
    "barros",
    "bolanos",
    "borges",
    "calderon",
    "cardenas",
    "cardoso",
    "carvalho",
    "castillo",
    "castro",
    "cordero",
    "correia",
    "cortes",
    "costa",
    "delgado",
    "diaz",
    "fernandes",
    "ferreira",
    "figueroa",
    "flores",
    "fuentes",
    "garcia",
    "garrido",
    "gomes",
    "guerrero",
    "herrera",
    "ibarra",
    "iglesias",
    "lopes",
    "medina",
    "mendes",
    "mendoza",
    "moreira",
    "munoz",
    "navarro",
    "oliveira",
    "ortega",
    "ortiz",
    "pena",
    "pereira",
    "pinheiro",
    "ribeiro",
    "rodrigues",
    "rojas",
    "salgado",
    "serrano",
    "vargas",
    "villanueva",
];

/// Titles that only men have, folded and without their stop.
const OF_MEN: [&str; 6] = ["mr", "mister", "sir", "congressman", "councilman", "lord"];

/// Titles that only women have.
const OF_WOMEN: [&str; 8] = ["mrs", "ms", "miss", "madam", "dame", "lady", "congresswoman", "councilwoman"];

/// What a title before a name tells of who bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    /// A man.
    OfMan,
    /// A woman.
    OfWoman,
}

impl Title {
    /// The title that a word is, whatever its capitals and with or without its stop; `None` for one that both have, and for what is none.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim_end_matches('.');
        let is_one_of = |titles: &[&str]| titles.iter().any(|title| title.eq_ignore_ascii_case(word));
        match () {
            () if is_one_of(&OF_MEN) => Some(Self::OfMan),
            () if is_one_of(&OF_WOMEN) => Some(Self::OfWoman),
            () => None,
        }
    }
}

/// Letters of the longest syllable of a given name.
const SYLLABLE: usize = 5;

/// Whether one first name is a usual short form of the other, or both are of a third; whatever their capitals.
pub fn are_forms_of_one(one: &str, other: &str) -> bool {
    let holds = |forms: &[&str], name: &str| forms.iter().any(|form| form.eq_ignore_ascii_case(name));
    SHORT_FORMS.iter().any(|forms| holds(forms, one) && holds(forms, other))
}

/// Whether the family name comes first in a name as it is written: `Moon Jae-in`, `Kim Jong Un`, `Xi Jinping`.
pub fn is_family_first(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let (Some(family), Some(second), third, None) = (words.next(), words.next(), words.next(), words.next()) else { return false };
    let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(family));
    let syllable = |word: &str| (2..=SYLLABLE).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    match (second.split_once('-'), third) {
        (Some((first, rest)), None) => {
            let written_so = first.starts_with(char::is_uppercase) && rest.starts_with(char::is_lowercase);
            syllable(first) && syllable(rest) && !matches!(first, "Al" | "El" | "Abu" | "Ben") && (written_so || is(&BEFORE_TWO))
        }
        (None, Some(third)) => syllable(second) && syllable(third) && is(&BEFORE_TWO),
        (None, None) => is(&BEFORE_ONE) && second.bytes().all(|byte| byte.is_ascii_alphabetic()),
        (Some(_), Some(_)) => false,
    }
}

/// Whether a name of two words, folded, is a family name alone: `Núñez Feijóo`, `García Márquez`.
pub fn is_family_of_two(first: &str, second: &str) -> bool {
    let is_patronymic = first.len() > 4 && first.ends_with("ez");
    second.len() > 2 && (is_patronymic || OF_TWO.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_name_comes_first_in_east_asia() {
        for (name, expected) in [
            ("Moon Jae-in", true),
            ("Kim Jong Un", true),
            ("KIM JONG UN", true),
            ("Xi Jinping", true),
            ("Kim Novak", false),
            ("Jean-Claude Brandt", false),
            ("Ahmed Al-sayeg", false),
            ("Ana Ruiz-Gil", false),
            ("Lee Harvey Marsh", false),
            ("Moon", false),
        ] {
            assert_eq!(is_family_first(name), expected, "{name}");
        }
    }

    #[test]
    fn short_forms_stand_for_one_another() {
        assert!(are_forms_of_one("bill", "William") && are_forms_of_one("Bob", "bobby"));
        assert!(!are_forms_of_one("Bill", "Bob") && !are_forms_of_one("Anna", "Anne"));
    }

    #[test]
    fn family_names_of_two_words_are_known_by_the_first() {
        for (first, second, expected) in [
            ("nunez", "feijoo", true),
            ("garcia", "marquez", true),
            ("pena", "nieto", true),
            ("inez", "brandt", false),
            ("anna", "ruiz", false),
        ] {
            assert_eq!(is_family_of_two(first, second), expected, "{first} {second}");
        }
    }

    #[test]
    fn a_title_tells_who_is_meant() {
        for (word, expected) in
            [("Mr.", Some(Title::OfMan)), ("MRS", Some(Title::OfWoman)), ("ms", Some(Title::OfWoman)), ("Dr.", None), ("Sirius", None)]
        {
            assert_eq!(Title::of(word), expected, "{word}");
        }
    }
}
