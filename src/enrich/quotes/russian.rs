//! Russian names as they stand in the nominative: `по словам Ивана Петрова` names Иван Петров.
//!
//! Only names of a known first name and a surname with a usual ending are put back; what is not known stays as it is written.

use std::ops::Range;

use super::lexicon::{FEMALE, FIRST, Language, Lexicon, MALE};
use super::spelling::{display, key};
use super::words::Words;

/// Endings of men's first names in other cases, and what the nominative ends with.
const MEN: [(&str, &str); 9] = [("а", ""), ("у", ""), ("ом", ""), ("е", ""), ("я", "й"), ("ю", "й"), ("ем", "й"), ("я", "ь"), ("ю", "ь")];

/// Endings of women's first names.
const WOMEN: [(&str, &str); 9] =
    [("ы", "а"), ("у", "а"), ("ой", "а"), ("е", "а"), ("и", "а"), ("и", "я"), ("ю", "я"), ("ей", "я"), ("е", "я")];

/// Endings of men's surnames.
const FATHERS: [(&str, &str); 8] =
    [("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский"), ("ым", ""), ("а", ""), ("у", ""), ("е", "")];

/// Endings of women's surnames.
const MOTHERS: [(&str, &str); 4] = [("ской", "ская"), ("скую", "ская"), ("ой", "а"), ("у", "а")];

/// Endings of patronymics.
const FATHERS_NAMES: [(&str, &str); 7] =
    [("ича", "ич"), ("ичу", "ич"), ("ичем", "ич"), ("иче", "ич"), ("ны", "на"), ("не", "на"), ("ной", "на")];

/// Men's first names that lose a vowel, by what is left of them.
const IRREGULAR: [(&str, &str); 3] = [("Льв", "Лев"), ("Петр", "Пётр"), ("Павл", "Павел")];

/// Ends of surnames that take case endings as names do.
const FAMILIES: [&str; 7] = ["ов", "ев", "ёв", "ин", "ын", "ск", "цк"];

/// The nominative of a first name and a surname, or the name as it is.
pub(super) fn nominative(name: String, lexicon: &Lexicon) -> String {
    let known = |word: &str, gender| lexicon.class(word) & (FIRST | gender) == FIRST | gender;
    let hers = |word: &str| ["вна", "вны", "вне", "вной", "чна", "чны", "чне", "чной"].iter().any(|end| word.ends_with(end));
    let Some((first, rest)) = name.split_once(' ').filter(|(first, _)| lexicon.class(first) & FIRST == 0) else { return name };
    let (patronymic, last) = match rest.split_once(' ') {
        Some((patronymic, last)) if !last.contains(' ') => (Some(patronymic), last),
        Some(_) => return name,
        None => (None, rest),
    };
    for (endings, surnames, gender) in [(&MEN, &FATHERS[..], MALE), (&WOMEN, &MOTHERS[..], FEMALE)] {
        if gender == MALE && rest.split(' ').next().is_some_and(hers) {
            continue;
        }
        let irregular =
            IRREGULAR.iter().find(|(stem, _)| first.strip_prefix(stem).is_some_and(|end| matches!(end, "а" | "у" | "ом" | "е")));
        let irregular = irregular.filter(|_| gender == MALE).map(|(_, whole)| (*whole).to_owned());
        let whole = forms(first, endings).find(|whole| known(whole, gender)).or(irregular);
        if let Some(whole) = whole {
            let family = forms(last, surnames).find(|family| is_family(family, gender)).or_else(|| in_same_case(first, last, gender));
            let family = family.as_deref().unwrap_or(last);
            let father = patronymic.map(|father| {
                forms(father, &FATHERS_NAMES).find(|own| own.ends_with("ич") || own.ends_with("вна") || own.ends_with("чна"))
            });
            return match (patronymic, father) {
                (Some(written), father) => format!("{whole} {} {family}", father.flatten().as_deref().unwrap_or(written)),
                (None, _) => format!("{whole} {family}"),
            };
        }
    }
    name
}

/// A man's surname that ends as none of the usual do, put back by the case in which his first name stands: `Леонида Рошаля`, `Иваном Ройзманом`.
fn in_same_case(first: &str, last: &str, gender: u64) -> Option<String> {
    const CASES: [(&[&str], &str, &str); 3] = [(&["а", "я"], "а", "я"), (&["у", "ю"], "у", "ю"), (&["ом", "ем"], "ом", "ем")];
    let (_, hard, soft) = CASES.iter().find(|(ends, ..)| gender == MALE && ends.iter().any(|end| first.ends_with(end)))?;
    let is_vowel = |stem: &str| stem.ends_with(['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']);
    let behind = |stem: &str| stem.chars().count() > 2;
    let stressed = || last.strip_suffix("ём").filter(|_| *soft == "ем");
    if let Some(stem) = last.strip_suffix(soft).or_else(stressed).filter(|stem| behind(stem)) {
        return Some(if is_vowel(stem) { format!("{stem}й") } else { format!("{stem}ь") });
    }
    last.strip_suffix(hard).filter(|stem| behind(stem) && !is_vowel(stem)).map(str::to_owned)
}

/// What a full name in another case is known by in the nominative: first name and surname, as numbers.
pub(super) fn keys_of(words: &Words<'_>, core: &Range<usize>) -> Option<(u64, u64)> {
    let written = display(words, core);
    let whole = nominative(written.clone(), Lexicon::of(Some("ru")));
    let (first, rest) = whole.split_once(' ').filter(|_| whole != written)?;
    Some((key(first), key(rest.rsplit(' ').next().unwrap_or(rest))))
}

/// Whether a word is a first name in whatever case.
pub(super) fn is_first_name(word: &str, lexicon: &Lexicon) -> bool {
    let known = |whole: &str, gender| lexicon.class(whole) & (FIRST | gender) == FIRST | gender;
    let irregular = || IRREGULAR.iter().any(|(stem, _)| word.strip_prefix(stem).is_some_and(|end| matches!(end, "а" | "у" | "ом" | "е")));
    lexicon.class(word) & FIRST != 0
        || forms(word, &MEN).any(|whole| known(&whole, MALE))
        || forms(word, &WOMEN).any(|whole| known(&whole, FEMALE))
        || irregular()
}

/// Whether a word behind a noun for a person is the town that they are from or of, by its case: `житель Тулы`.
pub(super) fn is_home(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| words.text(before)).unwrap_or_default();
    let from = ["жител", "урожен", "гражда", "гост"].iter().any(|stem| before.starts_with(stem));
    words.language == Language::Russian && (from || words.text(at).ends_with('ы'))
}

/// What a surname may be in the nominative that stands in another case: `Пахомовой` for Пахомова.
pub(super) fn surnames(word: &str) -> impl Iterator<Item = String> + '_ {
    const OTHERS: [(&str, &str); 10] =
        [("я", "ь"), ("ю", "ь"), ("ем", "ь"), ("ём", "ь"), ("я", "й"), ("ю", "й"), ("ем", "й"), ("а", ""), ("у", ""), ("ом", "")];
    let usual = forms(word, &FATHERS).filter(|whole| is_family(whole, MALE));
    usual.chain(forms(word, &MOTHERS).filter(|whole| is_family(whole, FEMALE))).chain(forms(word, &OTHERS))
}

/// A word with each of the endings that it has replaced.
fn forms<'a>(word: &'a str, endings: &'a [(&str, &str)]) -> impl Iterator<Item = String> + 'a {
    endings.iter().filter_map(move |(ending, nominative)| Some(format!("{}{nominative}", word.strip_suffix(ending)?)))
}

/// Whether a word ends as surnames in the nominative do.
fn is_family(word: &str, gender: u64) -> bool {
    let stem = if gender == FEMALE { word.trim_end_matches("ая").trim_end_matches('а') } else { word.trim_end_matches("ий") };
    FAMILIES.iter().any(|end| stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_into_the_nominative() {
        let lexicon = Lexicon::of(Some("ru"));
        for (written, expected) in [
            ("Ивана Петрова", "Иван Петров"),
            ("Сергея Лаврова", "Сергей Лавров"),
            ("Игорю Ильину", "Игорь Ильин"),
            ("Анны Ивановой", "Анна Иванова"),
            ("Марии Достоевской", "Мария Достоевская"),
            ("Петра Чайковского", "Пётр Чайковский"),
            ("Льва Наумовича Гордина", "Лев Наумович Гордин"),
            ("Анны Ильиничны Громовой", "Анна Ильинична Громова"),
            ("Ивана Шевченко", "Иван Шевченко"),
            ("Леонида Журавля", "Леонид Журавль"),
            ("Иваном Ройтманом", "Иван Ройтман"),
            ("Ивану Гайдаю", "Иван Гайдай"),
            ("Иван Петров", "Иван Петров"),
            ("Анна Иванова", "Анна Иванова"),
            ("Лена Брандт", "Лена Брандт"),
            ("Петров", "Петров"),
            ("Антонина Петровна", "Антонина Петровна"),
        ] {
            assert_eq!(nominative(written.to_owned(), lexicon), expected, "{written}");
        }
    }
}
