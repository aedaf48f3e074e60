//! Words about who speaks around quotations, behind verbs of saying and in transcripts.

use crate::enrich::quotes::words::list::{AnyCase, Framed, Groups, List, Phrases, Source};
use crate::enrich::quotes::words::narrated::Narrated;

/// See [`SPEECH`](super::SPEECH).
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
    pub(in crate::enrich::quotes) written: List,
    pub(in crate::enrich::quotes) made: List,
    pub(in crate::enrich::quotes) uttered: List,
    pub(in crate::enrich::quotes) letters: List,
    pub(in crate::enrich::quotes) by: List,
    pub(in crate::enrich::quotes) passive_auxiliaries: List,
    pub(in crate::enrich::quotes) cleft: List,
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
    pub(in crate::enrich::quotes) cut_before_marks: List,
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
    pub(in crate::enrich::quotes) attacks: Phrases,
    pub(in crate::enrich::quotes) furniture: AnyCase,
    pub(in crate::enrich::quotes) alone: List,
    pub(in crate::enrich::quotes) in_person: List,
    pub(in crate::enrich::quotes) clauses: Clauses,
    pub(in crate::enrich::quotes) records: Records,
}

impl Speech {
    pub(super) fn read(source: &mut Source) -> Self {
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
            written: source.words("written"),
            made: source.words("made"),
            uttered: source.words("uttered"),
            letters: source.words("letters"),
            by: source.words("by"),
            passive_auxiliaries: source.words("passive auxiliaries"),
            cleft: source.words("cleft"),
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
            cut_before_marks: source.words("cut before marks"),
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
            attacks: source.phrases("attacks"),
            furniture: source.words_in_any_case("furniture"),
            alone: source.words("alone"),
            in_person: source.words("in person"),
            clauses: Clauses::read(source),
            records: Records::read(source),
        }
    }
}

/// What may be reported behind verbs, and where it ends.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Clauses {
    pub(in crate::enrich::quotes) passive: List,
    /// All of the next five.
    pub(in crate::enrich::quotes) needing: List,
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
}

impl Clauses {
    pub(super) fn read(source: &mut Source) -> Self {
        let [needing_clauses, needing_deeds, needing_that, needing_as, speaking] =
            ["needing clauses", "needing deeds", "needing that", "needing as", "speaking"].map(|name| source.words(name));
        Self {
            passive: source.words("passive"),
            needing: List::together(&[&needing_clauses, &needing_deeds, &needing_that, &needing_as, &speaking]),
            needing_clauses,
            needing_deeds,
            needing_that,
            needing_as,
            speaking,
            goes_with: source.groups("goes with"),
            judging: source.words_in_any_case("judging"),
            held: source.words("held"),
            asking_when: source.words("asking when"),
            sentence_openers: source.words("sentence openers"),
            clause_openers: source.words("clause openers"),
            circumstances: source.words_in_any_case("circumstances"),
            parts: source.words("parts"),
        }
    }
}

/// Words in the labels of records and interviews, and what these note besides.
#[derive(Debug)]
pub(in crate::enrich::quotes) struct Records {
    pub(in crate::enrich::quotes) voices: AnyCase,
    pub(in crate::enrich::quotes) honorifics: List,
    pub(in crate::enrich::quotes) presiding: AnyCase,
    pub(in crate::enrich::quotes) unknown: AnyCase,
    pub(in crate::enrich::quotes) noises: AnyCase,
    pub(in crate::enrich::quotes) question_labels: AnyCase,
    pub(in crate::enrich::quotes) answer_labels: AnyCase,
    pub(in crate::enrich::quotes) interviews: AnyCase,
}

impl Records {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            voices: source.words_in_any_case("voices"),
            honorifics: source.words("honorifics"),
            presiding: source.words_in_any_case("presiding"),
            unknown: source.words_in_any_case("unknown"),
            noises: source.words_in_any_case("noises"),
            question_labels: source.words_in_any_case("question labels"),
            answer_labels: source.words_in_any_case("answer labels"),
            interviews: source.words_in_any_case("interviews"),
        }
    }
}
