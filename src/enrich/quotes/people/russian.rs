//! Russian names as they stand in the nominative: `по словам Ивана Петрова` names Иван Петров.
//!
//! Only names of a known first name and a surname with a usual ending are put back; what is not known stays as it is written.

use std::ops::Range;

use super::{Gender, Name};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, FEMALE, FIRST, Language, Lexicon, MALE, ORG, PLACE, POSS, PREP, PRON, ROLE, SAY, SUB, TITLE,
};
use crate::enrich::quotes::words::list::Pair;
use crate::enrich::quotes::words::lists::ENDINGS;
use crate::enrich::quotes::words::spelling::{display, key};

/// Words behind a description among which its verb stands: `глава города пообещал`.
const VERB: usize = 3;

/// Letters of the longest agency whose name is printed in capitals.
const LETTERS: usize = 5;

/// Words of the longest office with what it is of.
const GENITIVES: usize = 5;

/// The gender that the past form of the verb beside a description tells: `пообещал`, `пообещала`.
pub(in crate::enrich::quotes) fn gender_of_verb(words: &Words<'_>, description: &Range<usize>) -> Gender {
    let before = description.start.checked_sub(1);
    let cue = before.into_iter().chain(description.end..description.end + VERB).find(|&at| words.is(at, CUE));
    // `развела руками кассирша`
    let past = |at: &usize| !words.is_capital(*at) && !words.is(*at, ROLE | TITLE) && words.text(*at).ends_with(['л', 'а']);
    let unknown = || {
        let back = (description.start.saturating_sub(VERB)..description.start).rev().take_while(|&at| words.is_tight(at));
        back.filter(past).find(|&at| ENDINGS.verbs.ends(words.text(at)) && words.text(at).chars().count() > VERB)
    };
    let verb = cue.or_else(unknown);
    match verb.map(|verb| words.text(verb)) {
        Some(verb) if verb.ends_with("ла") || verb.ends_with("лась") => Gender::Female,
        Some(verb) if verb.ends_with('л') || verb.ends_with("лся") => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// The nominative of a first name and a surname, or the name as it is.
pub(in crate::enrich::quotes) fn name_in_nominative(name: String, lexicon: &Lexicon) -> String {
    let known = |word: &str, gender| lexicon.class(word) & (FIRST | gender) == FIRST | gender;
    let hers = |word: &str| ENDINGS.patronymics_of_women.ends(word);
    let Some((first, rest)) = name.split_once(' ').filter(|(first, _)| lexicon.class(first) & FIRST == 0) else { return name };
    let (patronymic, last) = match rest.split_once(' ') {
        Some((patronymic, last)) if !last.contains(' ') => (Some(patronymic), last),
        Some(_) => return name,
        None => (None, rest),
    };
    if first.contains('.') && patronymic.is_none() {
        return behind_initials(first, last).unwrap_or(name);
    }
    for (endings, surnames, gender) in
        [(&ENDINGS.men, &ENDINGS.surnames_of_men, MALE), (&ENDINGS.women, &ENDINGS.surnames_of_women, FEMALE)]
    {
        if gender == MALE && rest.split(' ').next().is_some_and(hers) {
            continue;
        }
        let irregular = irregular(first).filter(|_| gender == MALE).map(str::to_owned);
        let whole = irregular.or_else(|| forms(first, endings).find(|whole| known(whole, gender)));
        if let Some(whole) = whole {
            let called = forms(last, &ENDINGS.patronymics).find(|own| is_patronymic(own)).filter(|_| patronymic.is_none());
            let one =
                |last: &str| forms(last, surnames).find(|family| is_family(family, gender)).or_else(|| in_same_case(first, last, gender));
            // `Анны Лапиной-Громовой`
            let each = |part: &str| one(part).unwrap_or_else(|| part.to_owned());
            let double = || last.contains('-').then(|| last.split('-').map(each).collect::<Vec<_>>().join("-"));
            let family = called.or_else(double).or_else(|| one(last));
            let family = family.as_deref().unwrap_or(last);
            let father = patronymic.map(|father| forms(father, &ENDINGS.patronymics).find(|own| is_patronymic(own)));
            return match (patronymic, father) {
                (Some(written), father) => format!("{whole} {} {family}", father.flatten().as_deref().unwrap_or(written)),
                (None, _) => format!("{whole} {family}"),
            };
        }
    }
    name
}

/// Whether a word that opens a sentence ends as adjectives do, and not as the surnames that are made like them: `Последней`, but `Чайковский`.
pub(super) fn opens_as_adjective(words: &Words<'_>, at: usize) -> bool {
    let word = words.text(at);
    let adjective = || ENDINGS.adjectives.ends(word) || ENDINGS.adjectives_in_cases.ends(word);
    let surname = |end: &&str| word.strip_suffix(*end).is_some_and(|stem| ENDINGS.surnames.ends(stem));
    words.language == Language::Russian
        && words.opens_sentence(at)
        && adjective()
        && !["ий", "ая", "ой", "ому", "ого", "им"].iter().any(surname)
}

/// Initials with a man's surname in the nominative that stands in a case which no other has: `И.П. Роговым`, `И.П. Рогову`.
fn behind_initials(initials: &str, last: &str) -> Option<String> {
    let family = last.strip_suffix("ым").or_else(|| last.strip_suffix('у')).filter(|family| is_family(family, MALE))?;
    Some(format!("{initials} {family}"))
}

/// Whether a word is a patronymic in the nominative, by its ending: `Петрович`, `Ильинична`.
pub(super) fn is_patronymic(word: &str) -> bool {
    word.ends_with("ович") || word.ends_with("евич") || word.ends_with("ьич") || word.ends_with("вна") || word.ends_with("чна")
}

/// A man's surname that ends as none of the usual do, put back by the case in which his first name stands: `Леонида Рошаля`, `Иваном Ройзманом`.
fn in_same_case(first: &str, last: &str, gender: u64) -> Option<String> {
    let (hard, soft) = ENDINGS.cases.iter().find(|(hard, soft)| gender == MALE && (first.ends_with(hard) || first.ends_with(soft)))?;
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
    let whole = name_in_nominative(written.clone(), Lexicon::of(Some("ru")));
    let (first, rest) = whole.split_once(' ').filter(|_| whole != written)?;
    Some((key(first), key(rest.rsplit(' ').next().unwrap_or(rest))))
}

/// The nominative of a man's first name that loses a vowel in other cases: `Льва`.
fn irregular(word: &str) -> Option<&'static str> {
    let borne = |stem: &str| word.strip_prefix(stem).is_some_and(|end| matches!(end, "а" | "у" | "ом" | "е"));
    ENDINGS.irregular_men.iter().find(|(stem, _)| borne(stem)).map(|&(_, whole)| whole)
}

/// Whether a word is a first name in whatever case.
pub(super) fn is_first_name(word: &str, lexicon: &Lexicon) -> bool {
    let known = |whole: &str, gender| lexicon.class(whole) & (FIRST | gender) == FIRST | gender;
    lexicon.class(word) & FIRST != 0
        || forms(word, &ENDINGS.men).any(|whole| known(&whole, MALE))
        || forms(word, &ENDINGS.women).any(|whole| known(&whole, FEMALE))
        || irregular(word).is_some()
}

/// Whether a word behind a noun for a person is the town that they are from or of, by its case: `житель Тулы`.
pub(super) fn is_home(words: &Words<'_>, at: usize) -> bool {
    let from = || at.checked_sub(1).is_some_and(|before| ENDINGS.from_a_town.begins(&words.text(before).to_lowercase()));
    words.language == Language::Russian && !words.is(at, FIRST) && (words.text(at).ends_with('ы') || from())
}

/// Whether a word tells which town somebody is from who stands before it: `Жительница Тулы`.
pub(super) fn is_town_of_native(words: &Words<'_>, at: usize) -> bool {
    let native = |before: usize| words.is(before, ROLE) && ENDINGS.from_a_town.begins(&words.text(before).to_lowercase());
    words.language == Language::Russian && !words.is(at, FIRST) && at > 0 && words.is_spaced(at - 1) && native(at - 1)
}

/// Whether a word tells which town somebody holds an office of who stands before it, as its end tells: `Мэр Томска`. Surnames stand in the nominative there.
pub(super) fn is_town_of_office(words: &Words<'_>, at: usize) -> bool {
    let office = |before: usize| words.is(before, ROLE | TITLE) && words.is_spaced(before);
    let town = || ENDINGS.towns_in_genitive.ends(words.text(at));
    words.language == Language::Russian && !words.is(at, FIRST) && at.checked_sub(1).is_some_and(office) && town()
}

/// The gender that a surname tells behind a first name that men and women bear: `Саша Лапина`, `Женя Рогов`.
pub(super) fn gender_of_surname(words: &Words<'_>, name: &Range<usize>) -> Gender {
    if words.language != Language::Russian || name.len() != 2 || !words.is(name.start, FIRST) || words.is(name.start, MALE | FEMALE) {
        return Gender::Unknown;
    }
    let last = words.text(name.end - 1);
    let ends = |endings: &[&str]| endings.iter().any(|end| last.ends_with(end));
    match () {
        () if ends(&["ова", "ева", "ёва", "ина", "ская", "цкая"]) => Gender::Female,
        () if ends(&["ов", "ев", "ёв", "ин", "ский", "цкий"]) => Gender::Male,
        () => Gender::Unknown,
    }
}

/// Whether a full name stands in another case than the nominative, as its first name tells: `Петра Котова`, `Анной Лапиной`.
pub(in crate::enrich::quotes) fn is_in_other_case(words: &Words<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    name.tokens.len() > 1 && !words.is(first, FIRST) && is_first_name(words.text(first), Lexicon::of(Some("ru")))
}

/// Whether a noun for who lives in a town opens a sentence before its name, which is no part of theirs: `Жительница Тулы пожаловалась`.
pub(super) fn opens_as_native(words: &Words<'_>, at: usize) -> bool {
    let noun = || ENDINGS.from_a_town.begins(&words.text(at).to_lowercase());
    let town = || words.is_capital(at + 1) && words.is_spaced(at) && !is_first_name(words.text(at + 1), Lexicon::of(Some("ru")));
    // `Зампред Совета безопасности Иван Рогов`
    let body = || !words.is(at, TITLE | FIRST) && words.is(at + 1, ORG) && words.is_capital(at + 1) && words.is_spaced(at);
    words.language == Language::Russian && words.is(at, ROLE) && words.opens_sentence(at) && (noun() && town() || body())
}

/// Whether a capitalised adjective only tells of what the office before it is: губернатор `Омской` области, представитель `Генеральной` прокуратуры.
pub(super) fn is_attribute(words: &Words<'_>, at: usize) -> bool {
    let next = at + 1;
    let office = || words.is_spaced(at - 1) && words.is(at - 1, ROLE | TITLE | BODY);
    let noun = || words.is_spaced(at) && !words.is_capital(next) && !words.is(next, CUE | PREP | CONJ | SUB | ADV | AUX | PRON | POSS);
    words.language == Language::Russian && at > 0 && words.is_capital(at) && office() && noun() && ENDINGS.attributes.ends(words.text(at))
}

/// Whether an office with a capital has nothing behind it but the place that it is of: `Глава Карелии`.
pub(super) fn is_of_place(words: &Words<'_>, behind: &Range<usize>) -> bool {
    let place = || {
        let word = words.text(behind.start);
        words.is(behind.start, PLACE) || word.ends_with("ии") || word.ends_with('ы') || ENDINGS.towns_in_genitive.ends(word)
    };
    words.language == Language::Russian && behind.len() == 1 && !words.is(behind.start, FIRST) && place()
}

/// Whether the letters of an agency stand behind a surname that is no part of its name: приводит слова `Рогова ТАСС`. Surnames are printed in capitals too.
pub(super) fn is_agency_behind(words: &Words<'_>, next: usize) -> bool {
    let known = |at: usize| is_first_name(words.text(at), Lexicon::of(Some("ru")));
    let letters = || words.is_upper(next) && words.text(next).chars().count() <= LETTERS;
    let surname = !words.is_upper(next - 1) && !words.is(next - 1, ORG | TITLE | ROLE | PLACE);
    // `начальник Управления МЧС Иван Рогов`
    let bearer = || words.is_capital(next + 1) && known(next + 1);
    words.language == Language::Russian && letters() && surname && !known(next - 1) && !bearer()
}

/// Whether a surname stands in the genitive behind an office, so that its bearer is not who speaks: `спикер Рогова`, сказал адвокат `Громовой`. That of a man
/// may read like a woman's in the nominative, which a verb in the past tells apart.
pub(in crate::enrich::quotes) fn is_whose_office(words: &Words<'_>, name: &Range<usize>) -> bool {
    let at = name.start;
    if words.language != Language::Russian || name.len() != 1 || at == 0 || !words.is_spaced(at - 1) || !words.is(at - 1, ROLE | TITLE) {
        return false;
    }
    let word = words.text(at);
    let office = !words.is_capital(at - 1) && !words.is(at, FIRST);
    let past = || {
        let near = (at.saturating_sub(VERB)..at).rev().take_while(|&at| words.is_tight(at)).chain(name.end..name.end + VERB);
        near.into_iter().find(|&at| words.is(at, CUE) && !words.is_quoted(at)).map(|verb| words.text(verb).trim_end_matches("ся"))
    };
    office && (ENDINGS.of_men_or_women.ends(word) || ENDINGS.like_women.ends(word) && past().is_some_and(|verb| verb.ends_with('л')))
}

/// Whether two words of a run are in two alphabets, so that no name holds both: `Рогова` Sport.ru.
pub(super) fn are_of_two_alphabets(words: &Words<'_>, one: usize, other: usize) -> bool {
    let latin = |at: usize| words.text(at).as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    words.language == Language::Russian && latin(one) != latin(other)
}

/// Whether a noun of which nothing is known is the subject of the verb of saying before it, with which it agrees: `сказала исполнительница`, `добавил форвард`.
pub(in crate::enrich::quotes) fn agrees(words: &Words<'_>, noun: usize) -> bool {
    let word = words.text(noun);
    // `Назвал матч войной.`
    let opens = |verb: usize| words.is_capital(verb);
    let known = words.is(noun, PREP | PRON | ADV | AUX | CONJ | SUB | POSS | CUE) || words.is_capital(noun) || word.chars().count() < 4;
    let verb = || {
        (noun.saturating_sub(VERB)..noun)
            .rev()
            .take_while(|&at| words.is_tight(at))
            .find(|&at| words.is(at, SAY))
            .filter(|&verb| !opens(verb))
    };
    let Some(verb) = (words.language == Language::Russian && !known).then(verb).flatten() else { return false };
    let said = words.text(verb).trim_end_matches("ся").trim_end_matches("сь");
    let ends = if said.ends_with("ла") { &ENDINGS.nouns_of_women } else { &ENDINGS.nouns_of_men };
    said.ends_with(['л', 'а']) && ends.ends(word) && !(said.ends_with('л') && ENDINGS.of_several.ends(word))
}

/// Where a Russian office begins whose attribute stands before the name: `министр транспорта` Иван Петров.
pub(super) fn over_genitives(words: &Words<'_>, start: usize) -> Option<usize> {
    let head = (start.saturating_sub(GENITIVES)..start)
        .rev()
        .take_while(|&at| words.is_tight(at) && !words.is_quoted(at))
        .find(|&at| words.is(at, ROLE | TITLE))?;
    (head + 1..start).all(|at| !words.is(at, CUE | PREP | CONJ | SUB | AUX)).then_some(head)
}

/// What a surname may be in the nominative that stands in another case: `Пахомовой` for Пахомова.
pub(super) fn surnames(word: &str) -> impl Iterator<Item = String> + '_ {
    let usual = forms(word, &ENDINGS.surnames_of_men).filter(|whole| is_family(whole, MALE));
    usual
        .chain(forms(word, &ENDINGS.surnames_of_women).filter(|whole| is_family(whole, FEMALE)))
        .chain(forms(word, &ENDINGS.other_surnames))
}

/// A word with each of the endings that it has replaced.
fn forms<'a>(word: &'a str, endings: &'a [Pair]) -> impl Iterator<Item = String> + 'a {
    endings.iter().filter_map(move |(ending, nominative)| Some(format!("{}{nominative}", word.strip_suffix(ending)?)))
}

/// Whether a word ends as surnames in the nominative do.
fn is_family(word: &str, gender: u64) -> bool {
    let stem = if gender == FEMALE { word.trim_end_matches("ая").trim_end_matches('а') } else { word.trim_end_matches("ий") };
    ENDINGS.surnames.ends(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    #[test]
    fn offices_of_somebody_are_told_from_their_bearers() {
        for (text, expected) in [
            ("Это сказал адвокат Громовой.", true),
            ("Это сказал спикер Рогова.", true),
            ("Это сказала спикер Рогова.", false),
            ("Это сказал спикер Рогов.", false),
            ("Адвокат Подгорного ответил.", false),
            ("Вчера адвокат Подгорного ответил.", true),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("ru")));
            let name = words.capitals.within(1..words.len()).next().unwrap_or(1);
            assert_eq!(is_whose_office(&words, &(name..name + 1)), expected, "{text}");
        }
    }

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
            ("Анны Лапиной-Громовой", "Анна Лапина-Громова"),
            ("Ахмада аль-Рашида", "Ахмад аль-Рашид"),
            ("Иван Петров", "Иван Петров"),
            ("Анна Иванова", "Анна Иванова"),
            ("Лена Брандт", "Лена Брандт"),
            ("Петров", "Петров"),
            ("Антонина Петровна", "Антонина Петровна"),
        ] {
            assert_eq!(name_in_nominative(written.to_owned(), lexicon), expected, "{written}");
        }
    }
}
