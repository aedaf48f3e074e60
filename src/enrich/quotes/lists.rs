//! Lists of words that single rules ask for, by the names that they have in the data (`../data/quotes-lists-*.txt`), where it is told what each is for and
//! which rule reads it. What holds of a word everywhere is a class of the [lexicon](super::lexicon) instead.
//!
//! A list is a line here and one in the data; a test finds what has only one of them, and the compiler what no rule reads.

use std::sync::LazyLock;

use super::list::{AnyCase, Framed, Groups, List, Pair, Phrases, Source};

/// Words about names, titles, offices and descriptions.
pub(super) static PEOPLE: LazyLock<People> = LazyLock::new(|| People::read(&mut Source::of(PEOPLE_DATA)));

const PEOPLE_DATA: &str = include_str!("../data/quotes-lists-people.txt");

/// Words about who speaks around quotations, behind verbs of saying and in transcripts.
pub(super) static SPEECH: LazyLock<Speech> = LazyLock::new(|| Speech::read(&mut Source::of(SPEECH_DATA)));

const SPEECH_DATA: &str = include_str!("../data/quotes-lists-speech.txt");

/// Parts of words, in languages that bend or join them.
pub(super) static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::read(&mut Source::of(ENDINGS_DATA)));

const ENDINGS_DATA: &str = include_str!("../data/quotes-lists-endings.txt");

/// See [`PEOPLE`].
#[derive(Debug)]
pub(super) struct People {
    pub(super) parents: List,
    pub(super) children: List,
    pub(super) kin: List,
    pub(super) kin_as_called: Vec<Pair>,
    pub(super) company: List,
    pub(super) relations: AnyCase,
    pub(super) courtesies: AnyCase,
    pub(super) titles_before_names: List,
    pub(super) titles_in_names: List,
    pub(super) doubtful_titles: List,
    pub(super) capital_particles: List,
    pub(super) saints: List,
    pub(super) given_places: List,
    pub(super) behind_hyphens: List,
    pub(super) parties: List,
    pub(super) seats: List,
    pub(super) states: Vec<Pair>,
    pub(super) not_verbs: List,
    pub(super) not_of_one: List,
    pub(super) former: List,
    pub(super) ranks: AnyCase,
    pub(super) deputies: AnyCase,
    pub(super) first_parts: List,
    pub(super) offices_as_written: Groups,
    pub(super) epithets: AnyCase,
    pub(super) spokesmen: List,
    pub(super) articles_of_men: AnyCase,
    pub(super) articles_of_women: AnyCase,
    pub(super) indefinite: AnyCase,
    pub(super) ands: List,
    pub(super) of: List,
    pub(super) first_ones: List,
    pub(super) named_bodies: List,
    pub(super) bodies_of: List,
    pub(super) of_no_body: List,
    pub(super) like_persons: Phrases,
    pub(super) offices_of_one: Phrases,
    pub(super) agencies: List,
}

impl People {
    fn read(source: &mut Source) -> Self {
        Self {
            parents: source.words("parents"),
            children: source.words("children"),
            kin: source.words("kin"),
            kin_as_called: source.pairs("kin as called"),
            company: source.words("company"),
            relations: source.words_in_any_case("relations"),
            courtesies: source.words_in_any_case("courtesies"),
            titles_before_names: source.words("titles before names"),
            titles_in_names: source.words("titles in names"),
            doubtful_titles: source.words("doubtful titles"),
            capital_particles: source.words("capital particles"),
            saints: source.words("saints"),
            given_places: source.words("given places"),
            behind_hyphens: source.words("behind hyphens"),
            parties: source.words("parties"),
            seats: source.words("seats"),
            states: source.pairs("states"),
            not_verbs: source.words("not verbs"),
            not_of_one: source.words("not of one"),
            former: source.words("former"),
            ranks: source.words_in_any_case("ranks"),
            deputies: source.words_in_any_case("deputies"),
            first_parts: source.words("first parts"),
            offices_as_written: source.groups("offices as written"),
            epithets: source.words_in_any_case("epithets"),
            spokesmen: source.words("spokesmen"),
            articles_of_men: source.words_in_any_case("articles of men"),
            articles_of_women: source.words_in_any_case("articles of women"),
            indefinite: source.words_in_any_case("indefinite"),
            ands: source.words("ands"),
            of: source.words("of"),
            first_ones: source.words("first ones"),
            named_bodies: source.words("named bodies"),
            bodies_of: source.words("bodies of"),
            of_no_body: source.words("of no body"),
            like_persons: source.phrases("like persons"),
            offices_of_one: source.phrases("offices of one"),
            agencies: source.words("agencies"),
        }
    }
}

/// See [`SPEECH`].
#[derive(Debug)]
pub(super) struct Speech {
    pub(super) according: Vec<Framed>,
    pub(super) eyes_of: List,
    pub(super) words_of: List,
    pub(super) own_part: List,
    pub(super) impersonal: Phrases,
    pub(super) owned_words: List,
    pub(super) about_somebody: List,
    pub(super) uttered: List,
    pub(super) interrupting: List,
    pub(super) beats: List,
    pub(super) whose: Phrases,
    pub(super) told_so: List,
    pub(super) reporting: List,
    pub(super) plain: List,
    pub(super) quoting: List,
    pub(super) answering: List,
    pub(super) asking: AnyCase,
    pub(super) statements: List,
    pub(super) spans: List,
    pub(super) hours: List,
    pub(super) uttering: List,
    pub(super) cries: List,
    pub(super) of_crowds: List,
    pub(super) bearers: List,
    pub(super) showing: List,
    pub(super) shows: List,
    pub(super) cut_in_front: List,
    pub(super) cut_behind: List,
    pub(super) two_in_one: List,
    pub(super) with_about: List,
    pub(super) before_nouns: List,
    pub(super) behind_nouns: List,
    pub(super) going_on: List,
    pub(super) setting_out: List,
    pub(super) leading: List,
    pub(super) asked_first: List,
    pub(super) passive: List,
    pub(super) needing_clauses: List,
    pub(super) needing_deeds: List,
    pub(super) needing_that: List,
    pub(super) needing_as: List,
    pub(super) speaking: List,
    pub(super) goes_with: Groups,
    pub(super) judging: AnyCase,
    pub(super) held: List,
    pub(super) asking_when: List,
    pub(super) sentence_openers: List,
    pub(super) clause_openers: List,
    pub(super) circumstances: AnyCase,
    pub(super) parts: List,
    pub(super) question_labels: AnyCase,
    pub(super) answer_labels: AnyCase,
    pub(super) alone: List,
    pub(super) in_person: List,
    pub(super) interviews: AnyCase,
}

impl Speech {
    fn read(source: &mut Source) -> Self {
        Self {
            according: source.framed("according"),
            eyes_of: source.words("eyes of"),
            words_of: source.words("words of"),
            own_part: source.words("own part"),
            impersonal: source.phrases("impersonal"),
            owned_words: source.words("owned words"),
            about_somebody: source.words("about somebody"),
            uttered: source.words("uttered"),
            interrupting: source.words("interrupting"),
            beats: source.words("beats"),
            whose: source.phrases("whose"),
            told_so: source.words("told so"),
            reporting: source.words("reporting"),
            plain: source.words("plain"),
            quoting: source.words("quoting"),
            answering: source.words("answering"),
            asking: source.words_in_any_case("asking"),
            statements: source.words("statements"),
            spans: source.words("spans"),
            hours: source.words("hours"),
            uttering: source.words("uttering"),
            cries: source.words("cries"),
            of_crowds: source.words("of crowds"),
            bearers: source.words("bearers"),
            showing: source.words("showing"),
            shows: source.words("shows"),
            cut_in_front: source.words("cut in front"),
            cut_behind: source.words("cut behind"),
            two_in_one: source.words("two in one"),
            with_about: source.words("with about"),
            before_nouns: source.words("before nouns"),
            behind_nouns: source.words("behind nouns"),
            going_on: source.words("going on"),
            setting_out: source.words("setting out"),
            leading: source.words("leading"),
            asked_first: source.words("asked first"),
            passive: source.words("passive"),
            needing_clauses: source.words("needing clauses"),
            needing_deeds: source.words("needing deeds"),
            needing_that: source.words("needing that"),
            needing_as: source.words("needing as"),
            speaking: source.words("speaking"),
            goes_with: source.groups("goes with"),
            judging: source.words_in_any_case("judging"),
            held: source.words("held"),
            asking_when: source.words("asking when"),
            sentence_openers: source.words("sentence openers"),
            clause_openers: source.words("clause openers"),
            circumstances: source.words_in_any_case("circumstances"),
            parts: source.words("parts"),
            question_labels: source.words_in_any_case("question labels"),
            answer_labels: source.words_in_any_case("answer labels"),
            alone: source.words("alone"),
            in_person: source.words("in person"),
            interviews: source.words_in_any_case("interviews"),
        }
    }
}

/// See [`ENDINGS`].
#[derive(Debug)]
pub(super) struct Endings {
    pub(super) ends_of_offices: List,
    pub(super) ends_of_womens_offices: List,
    pub(super) ends_of_persons: List,
    pub(super) ends_of_persons_elsewhere: List,
    pub(super) reported_mood: List,
    pub(super) men: Vec<Pair>,
    pub(super) women: Vec<Pair>,
    pub(super) irregular_men: Vec<Pair>,
    pub(super) surnames_of_men: Vec<Pair>,
    pub(super) surnames_of_women: Vec<Pair>,
    pub(super) surnames: List,
    pub(super) other_surnames: Vec<Pair>,
    pub(super) cases: Vec<Pair>,
    pub(super) patronymics: Vec<Pair>,
    pub(super) patronymics_of_men: List,
    pub(super) patronymics_of_women: List,
    pub(super) from_a_town: List,
    pub(super) of_many: List,
}

impl Endings {
    fn read(source: &mut Source) -> Self {
        Self {
            ends_of_offices: source.words("ends of offices"),
            ends_of_womens_offices: source.words("ends of women's offices"),
            ends_of_persons: source.words("ends of persons"),
            ends_of_persons_elsewhere: source.words("ends of persons elsewhere"),
            reported_mood: source.words("reported mood"),
            men: source.pairs("men"),
            women: source.pairs("women"),
            irregular_men: source.pairs("irregular men"),
            surnames_of_men: source.pairs("surnames of men"),
            surnames_of_women: source.pairs("surnames of women"),
            surnames: source.words("surnames"),
            other_surnames: source.pairs("other surnames"),
            cases: source.pairs("cases"),
            patronymics: source.pairs("patronymics"),
            patronymics_of_men: source.words("patronymics of men"),
            patronymics_of_women: source.words("patronymics of women"),
            from_a_town: source.words("from a town"),
            of_many: source.words("of many"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::lexicon::{ACCORDING, Lexicon};

    #[test]
    fn rules_and_data_name_the_same_lists() {
        fn read<T>(data: &'static str, read: fn(&mut Source) -> T) -> Source {
            let mut source = Source::of(data);
            read(&mut source);
            source
        }
        for source in [read(PEOPLE_DATA, People::read), read(SPEECH_DATA, Speech::read), read(ENDINGS_DATA, Endings::read)] {
            assert_eq!(source.missing, Vec::<&str>::new(), "not in the data");
            assert_eq!(source.lines.into_keys().collect::<Vec<_>>(), Vec::<&str>::new(), "asked for by no rule");
        }
    }

    /// Every entry of the lists of a file: its list, what it is about where it has that, the entry.
    fn entries(data: &'static str) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut all = Vec::new();
        for (name, lines) in Source::of(data).lines {
            let whole = lines.iter().any(|line| line.contains(','));
            for line in lines {
                let (about, words) = line.split_once('=').filter(|_| !whole).unwrap_or(("", line));
                let words = words.split('|').nth(1).unwrap_or(words);
                let split = |c: char| if whole { c == ',' } else { c.is_whitespace() };
                all.extend(words.split(split).map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| (name, about, entry)));
            }
        }
        all
    }

    #[test]
    fn no_list_names_a_word_twice() {
        for data in [PEOPLE_DATA, SPEECH_DATA, ENDINGS_DATA] {
            let mut all = entries(data);
            all.sort_unstable();
            let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            assert_eq!(twice, vec![]);
        }
    }

    #[test]
    fn listed_words_are_words_of_a_text() {
        let longer = |word: &&str| *word != "*" && segment(word).tokens.iter().map(|token| token.text(word)).ne([*word]);
        for (name, _, entry) in entries(PEOPLE_DATA).into_iter().chain(entries(SPEECH_DATA)) {
            let asked = entry.split_once('=').map_or(entry, |(short, _)| short);
            assert_eq!(asked.split_whitespace().find(longer), None, "{name}: a text has no such word");
        }
    }

    #[test]
    fn cues_of_several_words_are_found_by_their_class() {
        for (_, _, word) in entries(SPEECH_DATA).into_iter().filter(|entry| entry.0 == "according") {
            let known = ["en", "de", "fr", "es", "pt", "it", "ru"].iter().any(|lang| Lexicon::of(Some(lang)).class(word) & ACCORDING != 0);
            assert!(known, "{word} is no `according` of its language");
        }
    }
}
