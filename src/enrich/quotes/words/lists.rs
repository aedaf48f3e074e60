//! Lists of words that single rules ask for, by the names that they have in the data (`../data/quotes-lists-*.txt`), where it is told what each is for and
//! which rule reads it. What holds of a word everywhere is a class of the [lexicon](super::lexicon) instead.
//!
//! A list is a line here and one in the data; a test finds what has only one of them, and the compiler what no rule reads.

use std::sync::LazyLock;

use super::list::{AnyCase, Framed, Groups, List, Pair, Phrases, Source};
use super::narrated::Narrated;

/// Words about names, titles, offices and descriptions.
pub(in crate::enrich::quotes) static PEOPLE: LazyLock<People> = LazyLock::new(|| People::read(&mut Source::of(PEOPLE_DATA)));

const PEOPLE_DATA: &str = include_str!("../../data/quotes-lists-people.txt");

/// Words about who speaks around quotations, behind verbs of saying and in transcripts.
pub(in crate::enrich::quotes) static SPEECH: LazyLock<Speech> = LazyLock::new(|| Speech::read(&mut Source::of(SPEECH_DATA)));

const SPEECH_DATA: &str = include_str!("../../data/quotes-lists-speech.txt");

/// Parts of words, in languages that bend or join them.
pub(in crate::enrich::quotes) static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::read(&mut Source::of(ENDINGS_DATA)));

const ENDINGS_DATA: &str = include_str!("../../data/quotes-lists-endings.txt");

/// See [`PEOPLE`].
#[derive(Debug)]
pub(in crate::enrich::quotes) struct People {
    pub(in crate::enrich::quotes) parents: List,
    pub(in crate::enrich::quotes) children: List,
    pub(in crate::enrich::quotes) kin: List,
    pub(in crate::enrich::quotes) kin_as_called: Vec<Pair>,
    pub(in crate::enrich::quotes) company: List,
    pub(in crate::enrich::quotes) relations: AnyCase,
    pub(in crate::enrich::quotes) courtesies: AnyCase,
    pub(in crate::enrich::quotes) first_halves: List,
    pub(in crate::enrich::quotes) honours: AnyCase,
    pub(in crate::enrich::quotes) courtesies_behind: List,
    pub(in crate::enrich::quotes) no_initials: List,
    pub(in crate::enrich::quotes) titles_before_names: List,
    pub(in crate::enrich::quotes) titles_in_names: List,
    pub(in crate::enrich::quotes) doubtful_titles: List,
    pub(in crate::enrich::quotes) capital_particles: List,
    pub(in crate::enrich::quotes) saints: List,
    pub(in crate::enrich::quotes) generations: List,
    pub(in crate::enrich::quotes) before_persons: List,
    pub(in crate::enrich::quotes) given_places: List,
    pub(in crate::enrich::quotes) behind_hyphens: List,
    pub(in crate::enrich::quotes) parties: List,
    pub(in crate::enrich::quotes) of_towns: AnyCase,
    pub(in crate::enrich::quotes) seats: List,
    pub(in crate::enrich::quotes) states: Vec<Pair>,
    pub(in crate::enrich::quotes) not_verbs: List,
    pub(in crate::enrich::quotes) not_of_one: List,
    pub(in crate::enrich::quotes) former: List,
    pub(in crate::enrich::quotes) ranks: AnyCase,
    pub(in crate::enrich::quotes) deputies: AnyCase,
    pub(in crate::enrich::quotes) first_parts: List,
    pub(in crate::enrich::quotes) offices_as_written: Groups,
    pub(in crate::enrich::quotes) epithets: AnyCase,
    pub(in crate::enrich::quotes) before_courts: AnyCase,
    pub(in crate::enrich::quotes) of_courts: AnyCase,
    pub(in crate::enrich::quotes) performers: AnyCase,
    pub(in crate::enrich::quotes) seldom_named: AnyCase,
    pub(in crate::enrich::quotes) running: AnyCase,
    pub(in crate::enrich::quotes) party_words: List,
    pub(in crate::enrich::quotes) spokesmen: List,
    pub(in crate::enrich::quotes) single_offices: AnyCase,
    pub(in crate::enrich::quotes) strangers: AnyCase,
    pub(in crate::enrich::quotes) articles_of_men: AnyCase,
    pub(in crate::enrich::quotes) articles_of_women: AnyCase,
    pub(in crate::enrich::quotes) indefinite: AnyCase,
    pub(in crate::enrich::quotes) ands: List,
    pub(in crate::enrich::quotes) of: List,
    pub(in crate::enrich::quotes) elided: List,
    pub(in crate::enrich::quotes) demonstratives: List,
    pub(in crate::enrich::quotes) adjectives: List,
    pub(in crate::enrich::quotes) first_ones: List,
    pub(in crate::enrich::quotes) like_nouns: List,
    pub(in crate::enrich::quotes) before_callings: List,
    pub(in crate::enrich::quotes) french_natives: List,
    pub(in crate::enrich::quotes) being: List,
    pub(in crate::enrich::quotes) known_offices: AnyCase,
    pub(in crate::enrich::quotes) contrasting: List,
    pub(in crate::enrich::quotes) heads: List,
    pub(in crate::enrich::quotes) named_bodies: List,
    pub(in crate::enrich::quotes) bodies_of: List,
    pub(in crate::enrich::quotes) owners_of_bodies: List,
    pub(in crate::enrich::quotes) fields: List,
    pub(in crate::enrich::quotes) firms: List,
    pub(in crate::enrich::quotes) legal_forms: List,
    pub(in crate::enrich::quotes) partners: List,
    pub(in crate::enrich::quotes) of_no_body: List,
    pub(in crate::enrich::quotes) like_persons: Phrases,
    pub(in crate::enrich::quotes) no_surnames: List,
    pub(in crate::enrich::quotes) offices_of_one: Phrases,
    pub(in crate::enrich::quotes) agencies: List,
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
            first_halves: source.words("first halves"),
            honours: source.words_in_any_case("honours"),
            courtesies_behind: source.words("courtesies behind"),
            no_initials: source.words("no initials"),
            titles_before_names: source.words("titles before names"),
            titles_in_names: source.words("titles in names"),
            doubtful_titles: source.words("doubtful titles"),
            capital_particles: source.words("capital particles"),
            saints: source.words("saints"),
            generations: source.words("generations"),
            before_persons: source.words("before persons"),
            given_places: source.words("given places"),
            behind_hyphens: source.words("behind hyphens"),
            parties: source.words("parties"),
            of_towns: source.words_in_any_case("of towns"),
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
            before_courts: source.words_in_any_case("before courts"),
            of_courts: source.words_in_any_case("of courts"),
            performers: source.words_in_any_case("performers"),
            seldom_named: source.words_in_any_case("seldom named"),
            running: source.words_in_any_case("running"),
            party_words: source.words("party words"),
            spokesmen: source.words("spokesmen"),
            single_offices: source.words_in_any_case("single offices"),
            strangers: source.words_in_any_case("strangers"),
            articles_of_men: source.words_in_any_case("articles of men"),
            articles_of_women: source.words_in_any_case("articles of women"),
            indefinite: source.words_in_any_case("indefinite"),
            ands: source.words("ands"),
            of: source.words("of"),
            elided: source.words("elided"),
            demonstratives: source.words("demonstratives"),
            adjectives: source.words("adjectives"),
            first_ones: source.words("first ones"),
            like_nouns: source.words("like nouns"),
            before_callings: source.words("before callings"),
            french_natives: source.words("french natives"),
            being: source.words("being"),
            contrasting: source.words("contrasting"),
            heads: source.words("heads"),
            known_offices: source.words_in_any_case("known offices"),
            named_bodies: source.words("named bodies"),
            bodies_of: source.words("bodies of"),
            owners_of_bodies: source.words("owners of bodies"),
            fields: source.words("fields"),
            firms: source.words("firms"),
            legal_forms: source.words("legal forms"),
            partners: source.words("partners"),
            of_no_body: source.words("of no body"),
            like_persons: source.phrases("like persons"),
            no_surnames: source.words("no surnames"),
            offices_of_one: source.phrases("offices of one"),
            agencies: source.words("agencies"),
        }
    }
}

/// Words in the labels of records, and what these note besides; a part of [`SPEECH`].
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Records {
    pub(in crate::enrich::quotes) voices: AnyCase,
    pub(in crate::enrich::quotes) honorifics: List,
    pub(in crate::enrich::quotes) presiding: AnyCase,
    pub(in crate::enrich::quotes) unknown: AnyCase,
    pub(in crate::enrich::quotes) noises: AnyCase,
}

impl Records {
    fn read(source: &mut Source) -> Self {
        Self {
            voices: source.words_in_any_case("voices"),
            honorifics: source.words("honorifics"),
            presiding: source.words_in_any_case("presiding"),
            unknown: source.words_in_any_case("unknown"),
            noises: source.words_in_any_case("noises"),
        }
    }
}

/// See [`SPEECH`].
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Speech {
    /// Of German and French, about who speaks by what the narrator tells.
    pub(in crate::enrich::quotes) narrated: Narrated,
    pub(in crate::enrich::quotes) according: Vec<Framed>,
    pub(in crate::enrich::quotes) named_things: List,
    pub(in crate::enrich::quotes) told_papers: List,
    pub(in crate::enrich::quotes) cited: List,
    pub(in crate::enrich::quotes) citing: List,
    pub(in crate::enrich::quotes) eyes_of: List,
    pub(in crate::enrich::quotes) words_of: List,
    pub(in crate::enrich::quotes) own_part: List,
    pub(in crate::enrich::quotes) impersonal: Phrases,
    pub(in crate::enrich::quotes) owned_words: List,
    pub(in crate::enrich::quotes) about_somebody: List,
    pub(in crate::enrich::quotes) writings: List,
    pub(in crate::enrich::quotes) made: List,
    pub(in crate::enrich::quotes) uttered: List,
    pub(in crate::enrich::quotes) calling: List,
    pub(in crate::enrich::quotes) interrupting: List,
    pub(in crate::enrich::quotes) beats: List,
    pub(in crate::enrich::quotes) whose: Phrases,
    pub(in crate::enrich::quotes) told_so: List,
    pub(in crate::enrich::quotes) auxiliaries: List,
    pub(in crate::enrich::quotes) about: List,
    pub(in crate::enrich::quotes) clitics: List,
    pub(in crate::enrich::quotes) having: List,
    pub(in crate::enrich::quotes) called: List,
    pub(in crate::enrich::quotes) one: List,
    pub(in crate::enrich::quotes) reporting: List,
    pub(in crate::enrich::quotes) plain: List,
    pub(in crate::enrich::quotes) quoting: List,
    pub(in crate::enrich::quotes) answering: List,
    pub(in crate::enrich::quotes) asking: AnyCase,
    pub(in crate::enrich::quotes) statements: List,
    pub(in crate::enrich::quotes) spans: List,
    pub(in crate::enrich::quotes) hours: List,
    pub(in crate::enrich::quotes) uttering: List,
    pub(in crate::enrich::quotes) cries: List,
    pub(in crate::enrich::quotes) of_crowds: List,
    pub(in crate::enrich::quotes) bearers: List,
    pub(in crate::enrich::quotes) showing: List,
    /// Nouns for works that have a name: `column`.
    pub(in crate::enrich::quotes) works: List,
    /// What somebody is who is seen or heard: `heard`.
    pub(in crate::enrich::quotes) perceived: List,
    /// Words before `of` by which somebody thinks of another: `think`.
    pub(in crate::enrich::quotes) minding: List,
    pub(in crate::enrich::quotes) shows: List,
    pub(in crate::enrich::quotes) cut_in_front: List,
    pub(in crate::enrich::quotes) cut_behind: List,
    pub(in crate::enrich::quotes) of_speaker: List,
    pub(in crate::enrich::quotes) relaying: List,
    pub(in crate::enrich::quotes) topics: AnyCase,
    pub(in crate::enrich::quotes) asides: List,
    pub(in crate::enrich::quotes) same: List,
    pub(in crate::enrich::quotes) reflexives: List,
    pub(in crate::enrich::quotes) continuing: List,
    pub(in crate::enrich::quotes) two_in_one: List,
    pub(in crate::enrich::quotes) with_about: List,
    pub(in crate::enrich::quotes) before_nouns: List,
    pub(in crate::enrich::quotes) behind_nouns: List,
    pub(in crate::enrich::quotes) going_on: List,
    pub(in crate::enrich::quotes) setting_out: List,
    pub(in crate::enrich::quotes) leading: List,
    pub(in crate::enrich::quotes) asked_first: List,
    pub(in crate::enrich::quotes) passive: List,
    pub(in crate::enrich::quotes) needing_clauses: List,
    pub(in crate::enrich::quotes) needing_deeds: List,
    pub(in crate::enrich::quotes) needing_that: List,
    pub(in crate::enrich::quotes) needing_as: List,
    pub(in crate::enrich::quotes) speaking: List,
    pub(in crate::enrich::quotes) goes_with: Groups,
    pub(in crate::enrich::quotes) judging: AnyCase,
    pub(in crate::enrich::quotes) held: List,
    pub(in crate::enrich::quotes) asking_when: List,
    pub(in crate::enrich::quotes) sentence_openers: List,
    pub(in crate::enrich::quotes) clause_openers: List,
    pub(in crate::enrich::quotes) circumstances: AnyCase,
    pub(in crate::enrich::quotes) parts: List,
    pub(in crate::enrich::quotes) question_labels: AnyCase,
    pub(in crate::enrich::quotes) answer_labels: AnyCase,
    pub(in crate::enrich::quotes) attacks: Phrases,
    pub(in crate::enrich::quotes) furniture: AnyCase,
    pub(in crate::enrich::quotes) records: Records,
    pub(in crate::enrich::quotes) alone: List,
    pub(in crate::enrich::quotes) in_person: List,
    pub(in crate::enrich::quotes) interviews: AnyCase,
}

impl Speech {
    fn read(source: &mut Source) -> Self {
        Self {
            narrated: Narrated::read(source),
            according: source.framed("according"),
            named_things: source.words("named things"),
            told_papers: source.words("told papers"),
            cited: source.words("cited"),
            citing: source.words("citing"),
            eyes_of: source.words("eyes of"),
            words_of: source.words("words of"),
            own_part: source.words("own part"),
            impersonal: source.phrases("impersonal"),
            owned_words: source.words("owned words"),
            about_somebody: source.words("about somebody"),
            writings: source.words("writings"),
            made: source.words("made"),
            uttered: source.words("uttered"),
            calling: source.words("calling"),
            interrupting: source.words("interrupting"),
            beats: source.words("beats"),
            whose: source.phrases("whose"),
            told_so: source.words("told so"),
            auxiliaries: source.words("auxiliaries"),
            about: source.words("about"),
            clitics: source.words("clitics"),
            having: source.words("having"),
            called: source.words("called"),
            one: source.words("one"),
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
            works: source.words("works"),
            perceived: source.words("perceived"),
            minding: source.words("minding"),
            shows: source.words("shows"),
            cut_in_front: source.words("cut in front"),
            cut_behind: source.words("cut behind"),
            of_speaker: source.words("of speaker"),
            relaying: source.words("relaying"),
            topics: source.words_in_any_case("topics"),
            asides: source.words("asides"),
            same: source.words("same"),
            reflexives: source.words("reflexives"),
            continuing: source.words("continuing"),
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
            attacks: source.phrases("attacks"),
            furniture: source.words_in_any_case("furniture"),
            records: Records::read(source),
            alone: source.words("alone"),
            in_person: source.words("in person"),
            interviews: source.words_in_any_case("interviews"),
        }
    }
}

/// See [`ENDINGS`].
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Endings {
    pub(in crate::enrich::quotes) bearing_words: List,
    pub(super) ends_of_offices: List,
    pub(super) ends_of_objects: List,
    pub(super) ends_of_womens_offices: List,
    pub(in crate::enrich::quotes) papers: List,
    pub(in crate::enrich::quotes) adjectives: List,
    pub(in crate::enrich::quotes) attributes: List,
    pub(in crate::enrich::quotes) nouns_of_men: List,
    pub(in crate::enrich::quotes) nouns_of_women: List,
    pub(in crate::enrich::quotes) of_several: List,
    pub(super) ends_of_persons: List,
    pub(in crate::enrich::quotes) ends_of_persons_elsewhere: List,
    pub(in crate::enrich::quotes) ends_of_adjectives: List,
    pub(in crate::enrich::quotes) ends_of_states: List,
    pub(in crate::enrich::quotes) ends_of_natives: List,
    pub(in crate::enrich::quotes) no_natives: List,
    pub(in crate::enrich::quotes) ends_of_demonyms: List,
    pub(in crate::enrich::quotes) ends_of_women: List,
    pub(super) reported_mood: List,
    pub(super) oblique: AnyCase,
    pub(in crate::enrich::quotes) infinitives: List,
    pub(in crate::enrich::quotes) infinitives_elsewhere: List,
    pub(in crate::enrich::quotes) gerunds: List,
    pub(in crate::enrich::quotes) past: List,
    pub(in crate::enrich::quotes) men: Vec<Pair>,
    pub(in crate::enrich::quotes) women: Vec<Pair>,
    pub(in crate::enrich::quotes) irregular_men: Vec<Pair>,
    pub(in crate::enrich::quotes) surnames_of_men: Vec<Pair>,
    pub(in crate::enrich::quotes) surnames_of_women: Vec<Pair>,
    pub(in crate::enrich::quotes) surnames: List,
    pub(in crate::enrich::quotes) other_surnames: Vec<Pair>,
    pub(in crate::enrich::quotes) cases: Vec<Pair>,
    pub(in crate::enrich::quotes) patronymics: Vec<Pair>,
    pub(in crate::enrich::quotes) patronymics_of_men: List,
    pub(in crate::enrich::quotes) patronymics_of_women: List,
    pub(in crate::enrich::quotes) from_a_town: List,
    pub(in crate::enrich::quotes) towns_in_genitive: List,
    pub(in crate::enrich::quotes) of_many: List,
    pub(in crate::enrich::quotes) verbs: List,
    pub(in crate::enrich::quotes) participles: List,
    pub(in crate::enrich::quotes) genitives: List,
    pub(in crate::enrich::quotes) adjectives_in_cases: List,
    pub(in crate::enrich::quotes) nouns_in_genitive: Vec<Pair>,
    pub(in crate::enrich::quotes) of_men_or_women: List,
    pub(in crate::enrich::quotes) like_women: List,
}

impl Endings {
    fn read(source: &mut Source) -> Self {
        Self {
            ends_of_offices: source.words("ends of offices"),
            ends_of_objects: source.words("ends of objects"),
            ends_of_womens_offices: source.words("ends of women's offices"),
            papers: source.words("papers"),
            bearing_words: source.words("bearing words"),
            adjectives: source.words("adjectives"),
            attributes: source.words("attributes"),
            nouns_of_men: source.words("nouns of men"),
            nouns_of_women: source.words("nouns of women"),
            of_several: source.words("of several"),
            ends_of_persons: source.words("ends of persons"),
            ends_of_persons_elsewhere: source.words("ends of persons elsewhere"),
            ends_of_adjectives: source.words("ends of adjectives"),
            ends_of_states: source.words("ends of states"),
            ends_of_natives: source.words("ends of natives"),
            no_natives: source.words("no natives"),
            ends_of_demonyms: source.words("ends of demonyms"),
            ends_of_women: source.words("ends of women"),
            reported_mood: source.words("reported mood"),
            oblique: source.words_in_any_case("oblique"),
            infinitives: source.words("infinitives"),
            infinitives_elsewhere: source.words("infinitives elsewhere"),
            gerunds: source.words("gerunds"),
            past: source.words("past"),
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
            towns_in_genitive: source.words("towns in the genitive"),
            of_many: source.words("of many"),
            verbs: source.words("verbs"),
            genitives: source.words("genitives"),
            adjectives_in_cases: source.words("adjectives in cases"),
            nouns_in_genitive: source.pairs("nouns in the genitive"),
            participles: source.words("participles"),
            of_men_or_women: source.words("of men or women"),
            like_women: source.words("like women"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::{ACCORDING, Lexicon};

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
