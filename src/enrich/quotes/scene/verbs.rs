//! Tells whether a word with the form of a verb of saying is one where it stands: not a noun, not a passive, not an infinitive.

use super::cues::{Reader, Source, SourceKind};
use super::inversion::is_romance_adverb;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, Class, DATE, DET, ING, Language, NOUN_CUE, PAST, PLURAL, POSS, PREP, PRON, ROLE, SAY, STOP, SUB,
    THINK, UNSURE,
};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};
use crate::enrich::quotes::words::{CAPITAL, POSSESSIVE, SPACED};

/// Auxiliaries and adverbs between a quotation and its verb: `«…», a tout de suite aussi` déclaré.
const SMALL: usize = 8;

impl Reader<'_> {
    /// Whether a word that is noun and verb is a verb here.
    pub(super) fn is_verb_here(&self, at: usize) -> bool {
        self.words.class(at) & CUE != 0 && self.is_verb(at)
    }

    /// Whether a plain verb of saying is one in the active voice here, with a subject of its own.
    pub(in crate::enrich::quotes) fn has_own_subject(&self, at: usize) -> bool {
        at > self.frame.start && !self.words.is_one_of(at - 1, ["to", "and", "but", "or"]) && !self.is_passive(at)
    }

    /// Whether a word of a verb's form is a verb here rather than a noun or part of a name.
    pub(in crate::enrich::quotes) fn is_verb(&self, at: usize) -> bool {
        let is_plain = self.is_plainly_verb(at);
        debug_assert!(!is_plain || self.is_verb_as_read(at), "{}", self.words.text(at));
        is_plain || self.is_verb_as_read(at)
    }

    /// The same where its classes do not tell it.
    fn is_verb_as_read(&self, at: usize) -> bool {
        let words = self.words;
        let class = words.class(at);
        let inside = || at > self.frame.start && !self.follows_quote(at) && !words.is_spelt(at, "Tweeted");
        let person = || self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some());
        if class & CAPITAL != 0 && (inside() || person()) {
            return false;
        }
        let word = words.text(at);
        if class & PAST != 0 && word == "compared" && words.is_one_of(at + 1, ["to", "with"]) {
            return false;
        }
        if class & THINK != 0 && word == "think" && words.is_one_of(at + 1, ["tank", "tanks"]) {
            return false;
        }
        if words.language == Language::English && (self.is_part_of_compound(at) || self.is_bare_noun(at)) {
            return false;
        }
        // `la replica di Anna Ricci`.
        let owned = || words.is(at - 1, DET | POSS) && words.is_spaced(at - 1) && words.is(at + 1, PREP) && words.is_spaced(at);
        if words.language != Language::English && at > self.frame.start && owned() && PEOPLE.of.has(words.text(at + 1)) {
            return false;
        }
        if self.is_noun_in_romance(at) {
            return false;
        }
        let plural = matches!(word.as_bytes(), [.., b's']);
        let listed = plural && SPEECH.two_in_one.has(word);
        if plural && self.is_plural_noun(at, listed) {
            return false;
        }
        let before = at.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before));
        let Some(before) = before else {
            return class & BASE == 0 || class & PAST != 0 && self.follows_quote(at) || class & PAST == 0 && self.is_of_many_before(at);
        };
        let earlier = words.class(before);
        if (class & (NOUN_CUE | BASE) != 0) | plural {
            let owned = earlier & (DET | POSS) != 0 && (earlier & PRON == 0 || words.is_spelt(before, "her"));
            if owned || words.is_possessive(before) || self.is_noun_with_adjective(at) {
                return false;
            }
        }
        if listed && self.is_counted(at, before) {
            return false;
        }
        let participle = || word.ends_with("ed") || matches!(word, "written" | "spoken" | "sworn");
        if earlier & DET != 0
            && words.is_one_of(before, ["a", "an", "the", "A", "The", "his", "its", "their", "my", "our", "your"])
            && participle()
        {
            return false;
        }
        if before > 0 && words.is_before_hyphen(before - 1) && (class & BASE != 0) & (earlier & CAPITAL == 0) {
            return false;
        }
        if (earlier & PREP != 0) & (class & ING == 0)
            && self.people.at(before).is_none()
            && !(words.language != Language::English && SPEECH.clitics.has(words.text(before)))
            && !words.is_one_of(before, ["as", "than", "before", "after", "since", "like"])
            && !(words.is_spelt(before, "to")
                && class & SAY != 0
                && !words.is_spelt(at + 1, "for")
                && (self.goes_on(before) || self.sets_out(before) || before > self.frame.start && self.led_to(before - 1).is_some()))
        {
            return false;
        }
        if class & (BASE | PAST) == BASE && !["said", "told"].contains(&word) {
            return earlier & (AUX | PRON | ADV) != 0
                || words.is_spelt(before, "to")
                || self.is_plural(before) && (!self.is_one_person(before) || matches!(word, "say" | "think" | "tell" | "believe"))
                || self.over_dated_relative(at).is_some();
        }
        true
    }

    /// Whether an English word is a verb by its own classes and those of the word before it, as most are: `Moon said`. No more is known of others.
    fn is_plainly_verb(&self, at: usize) -> bool {
        const OTHERWISE: Class = CAPITAL | POSSESSIVE | BASE | NOUN_CUE | UNSURE;
        const BEFORE_NOUNS: Class = DET | POSS | PREP | POSSESSIVE;
        const BEFORE_VERBS: Class = CAPITAL | ROLE | BODY | NOUN_CUE | AUX | ADV | PRON | SUB | CONJ | CUE;
        let words = self.words;
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.frame.start) else { return false };
        let (class, earlier) = (words.class(at), words.class(before));
        let may_be_noun = (earlier & SPACED != 0) & ((earlier & BEFORE_NOUNS != 0) | (earlier & BEFORE_VERBS == 0));
        let joined = words.is_before_hyphen(before) | words.is_before_hyphen(at);
        words.language == Language::English && !((class & OTHERWISE != 0) | may_be_noun | joined)
    }

    /// Whether a word of a verb's form is a noun or part of another phrase in French, Italian, Spanish or Portuguese: `son analyse`, `une critique`.
    fn is_noun_in_romance(&self, at: usize) -> bool {
        let words = self.words;
        if !matches!(words.language, Language::French | Language::Other) {
            return false;
        }
        let noun =
            |before: usize| words.is(before, POSS) || SPEECH.one.has(words.text(before)) || PEOPLE.demonstratives.has(words.text(before));
        let parted = |before: usize| words.is_spaced(before) && !words.is(before, PRON | AUX | PREP);
        let led = at.checked_sub(1).is_some_and(|before| before >= self.frame.start && parted(before) && noun(before));
        // `ha per parte sua denunciato`
        if led && self.before_own_part(at).is_none() {
            return true;
        }
        let apposed = || self.is_apposed_participle(at) && self.before_own_aside(at).is_none();
        words.language == Language::Other && (self.is_reflexive_inside(at) || self.goes_on_doing(at) || apposed())
    }

    /// Whether a Spanish, Portuguese or Italian verb tells of itself, or of nobody, inside what another verb reports or a phrase of time or place opens: `disse que se lembra do
    /// “mar”`, `num dia em que se recorda o presidente`.
    fn is_reflexive_inside(&self, at: usize) -> bool {
        let words = self.words;
        let Some(first) = at.checked_sub(3).filter(|&first| first >= self.frame.start) else { return false };
        let plain = words.is_spaced(at - 1) && words.is_spaced(at - 2) && words.is_one_of(at - 1, ["se", "si"]);
        let clause = words.is_one_of(at - 2, ["que", "che", "qual", "quais", "cual", "cuales", "quale"]);
        plain
            && (words.is_spelt(at - 2, "onde") || clause && words.is_spaced(first) && words.is(first, PREP | CUE) && !words.is(first, ROLE))
    }

    /// Whether a plural that is noun and verb is a noun by the word before it: further `details`, 21 `points`, offered `plans`.
    fn is_counted(&self, at: usize, before: usize) -> bool {
        let words = self.words;
        if words.is_spelt(at, "points")
            && words.gap(at).starts_with([',', '.'])
            && self.people.at(before).is_none()
            && !words.is(before, PRON)
        {
            return true;
        }
        let place = words.is_capital(before) && before > self.frame.start && words.is(before - 1, DET) && words.is_spaced(before - 1);
        SPEECH.before_nouns.has(words.text(before))
            || words.is_number(before)
            || words.is(before, PAST) && words.is(before, CUE)
            || place && words.gap(at).starts_with([',', '.', ';', ')'])
    }

    /// Whether many are the subject before an insertion that a comma closes before a word: `Critics, including Moon, argue`.
    fn is_of_many_before(&self, at: usize) -> bool {
        let words = self.words;
        let parted = at > self.frame.start + 2 && words.is_before_comma(at - 1) && !words.is_quoted(at - 1);
        let plain = words.language == Language::English && words.is(at, SAY) && !words.is(at, NOUN_CUE | ROLE);
        let many = |source: Source| {
            let head = source.tokens.end - 1;
            let several = words.is(head, PLURAL) || words.text(head).ends_with('s') && !words.is_possessive(head);
            source.kind == SourceKind::Nominal && several && source.tokens.end < at - 1
        };
        parted && plain && self.over_insertions(at).is_some_and(many)
    }

    /// Whether a word that may be a verb is a noun by what stands beside it: his `remarks` were, Ohio and Iowa, `states` that, TV `shows`; `listed` tells that it
    /// is noun and verb.
    fn is_plural_noun(&self, at: usize, listed: bool) -> bool {
        let words = self.words;
        let word = words.text(at);
        if word == "shows" {
            return at > self.frame.start && words.is_spaced(at - 1) && SPEECH.shows.has(words.text(at - 1));
        }
        let spoken_by = || at > self.frame.start && words.is_spaced(at - 1) && words.class(at - 1) & (PRON | POSS) == PRON;
        if !listed || words.is_capital(at) || spoken_by() {
            return false;
        }
        let next = words.text(at + 1);
        // `Press reports from Dale`.
        let named = at.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before));
        let thing = named.and_then(|before| self.people.at(before)).is_some_and(|index| self.people.names[index].person.is_none());
        if thing && words.is_spaced(at) && matches!(next, "in" | "from" | "of" | "by" | "against") {
            return true;
        }
        let about = next == "about" && SPEECH.with_about.has(word);
        let governs = words.is_spaced(at)
            && (about || next.ends_with("ed") || SPEECH.behind_nouns.has(next) || next.ends_with("n’t") || next.ends_with("n't"));
        let enumerated = word == "states"
            && at > self.frame.start
            && words.is_parted_by(at - 1, [','])
            && self.people.at(at - 1).is_some_and(|index| self.people.names[index].kind == NameKind::Place);
        governs || enumerated
    }

    /// Whether a word is joined to another by a hyphen: self-`described`, `post`-debate.
    fn is_part_of_compound(&self, at: usize) -> bool {
        at > self.frame.start && self.words.is_before_hyphen(at - 1) || self.words.is_before_hyphen(at)
    }

    /// Whether a form of a verb is none by what stands right before it: who is `term` limited, a `pressing` need; or only tells
    /// what a thing is called: a book `called` “Docks”.
    fn is_bare_noun(&self, at: usize) -> bool {
        let words = self.words;
        let Some(before) = at.checked_sub(1).filter(|&before| before > self.frame.start && words.is_spaced(before)) else { return false };
        let (class, earlier) = (words.class(at), words.class(before));
        if (class & (BASE | PAST) == BASE) & (earlier & AUX != 0)
            && words.is_one_of(before, ["is", "are", "was", "were", "been", "being", "be"])
            && !words.is_one_of(at, ["cast", "quit"])
        {
            return true;
        }
        // Nor a participle: `a think tank`.
        if (class & PAST == 0) & (earlier & DET != 0) && words.is_one_of(before, ["a", "an", "the"]) {
            return true;
        }
        let thing = earlier & (ROLE | BODY | NOUN_CUE | PRON | AUX | ADV | CONJ | SUB | PREP | CAPITAL) == 0;
        thing
            && words.is_spelt(at, "called")
            && words.is_spaced(before - 1)
            && (words.is_one_of(before - 1, ["a", "an"]) || before - 1 > self.frame.start && words.is_one_of(before - 2, ["a", "an"]))
    }

    /// Whether a verb that only says that somebody goes on stands before `to`: `went on to say`, `continued to insist`.
    fn goes_on(&self, to: usize) -> bool {
        let words = self.words;
        let mut at = to;
        while at > self.frame.start && words.is_spaced(at - 1) {
            at -= 1;
            if !words.is(at, ADV) {
                return SPEECH.going_on.has(words.text(at));
            }
        }
        false
    }

    /// Whether what stands before `to` in the clause is something done in order to speak: `took the stage to say`, but not `refused to say`.
    fn sets_out(&self, to: usize) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(to.saturating_sub(10));
        let mut found = false;
        for at in (floor..to).rev() {
            if words.is_quoted(at) || words.is_parted_by(at, [',', ';', '—', '–']) || words.is(at, SUB) && !words.is(at, PREP) {
                break;
            }
            let word = words.text(at);
            // `took to Twitter`
            let place = word == "to" && (words.is_capital(at + 1) || words.is(at + 1, DET | POSS)) && words.is_spaced(at);
            if matches!(word, "not" | "would" | "could" | "should" | "will" | "might" | "may" | "never")
                || word == "to" && !place
                || word.ends_with("n't")
                || word.ends_with("n’t")
            {
                return false;
            }
            found |= SPEECH.setting_out.has(word);
        }
        found
    }

    /// Whether a word that is noun and verb follows an adjective and its determiner, and nothing that only a verb has follows: `the new plans are`.
    fn is_noun_with_adjective(&self, at: usize) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(at.saturating_sub(4));
        let mut first = at - 1;
        if words.class(first) & (ROLE | BODY | NOUN_CUE | AUX | ADV | PRON | SUB | CONJ | CUE | PREP) != 0
            || words.text(first).ends_with('s')
        {
            return false;
        }
        while first > floor
            && words.is_tight(first - 1)
            && !words.is(first, DET | POSS)
            && !words.is_possessive(first)
            && !words.is_capital(first)
        {
            first -= 1;
        }
        let led = words.is(first, DET | POSS) && !words.is(first, PRON | SUB) || words.is_possessive(first);
        let next = at + 1;
        let governs = || {
            next >= self.frame.end
                || words.is(next, DET | PRON | POSS | SUB | DATE)
                || words.is_capital(next)
                || words.is_parted_by(at, [':', '“', '"', '‘'])
                || matches!(words.text(next), "to" | "on" | "about" | "as" | "reporters")
        };
        led && first < at - 1 && (words.is(first, POSS) && words.is(at, NOUN_CUE) || !governs())
    }

    /// Whether a noun before a verb may be plural; of names those of peoples only (`Russians`, not `Paris`).
    fn is_plural(&self, at: usize) -> bool {
        let place = self.people.at(at).is_some_and(|index| self.people.names[index].kind == NameKind::Place);
        if place && !self.words.text(at).ends_with("ans") {
            return false;
        }
        let word = self.words.text(at);
        word.ends_with('s') && !word.ends_with("ous") || self.words.is_spelt(at, "people") || self.words.is_spelt(at, "who")
    }

    /// Whether the name of one person ends at a word, however it is written: the Rogers `show`.
    fn is_one_person(&self, at: usize) -> bool {
        let words = self.words;
        let Some(name) = self.people.at(at).map(|index| &self.people.names[index]).filter(|_| words.language == Language::English) else {
            return false;
        };
        let joined = name.whole.start > self.frame.start && words.is(name.whole.start - 1, CONJ | DET);
        name.person.is_some() && !joined
    }

    /// `was told`, `been accused`.
    pub(in crate::enrich::quotes) fn is_passive(&self, verb: usize) -> bool {
        (self.words.is(verb, PAST) || SPEECH.clauses.passive.has(self.words.text(verb))) && self.stands_as_passive(verb)
    }

    /// Whether a participle would be passive where a verb stands.
    pub(super) fn stands_as_passive(&self, verb: usize) -> bool {
        if verb == self.frame.start && SPEECH.asked_first.has(self.words.text(verb)) {
            return true;
        }
        let before = verb.checked_sub(1).filter(|&before| before >= self.frame.start && self.words.is_spaced(before));
        if before.is_some_and(|before| {
            self.words.is(before, SUB | PREP) && self.words.is_one_of(before, ["if", "If", "when", "When", "as", "As", "unless", "than"])
        }) {
            return true;
        }
        let mut at = verb;
        for _ in 0..3 {
            if at <= self.frame.start || !self.words.is_spaced(at - 1) {
                return false;
            }
            at -= 1;
            let class = self.words.class(at);
            let passive = ["was", "were", "been", "be", "is", "are", "being", "get", "got", "when", "When", "if", "If"];
            if (class & STOP != 0) & self.words.is_one_of(at, passive) {
                return true;
            }
            if class & (ADV | AUX) == 0 && !self.words.text(at).ends_with("ly") {
                return false;
            }
        }
        false
    }

    /// Whether a quotation ends right before a word.
    pub(super) fn follows_quote(&self, at: usize) -> bool {
        let (mut at, floor) = (at, self.frame.start.max(at.saturating_sub(SMALL)));
        let small = |at: usize| self.words.is(at, AUX | ADV) || is_romance_adverb(self.words.text(at));
        while self.words.language != Language::English && at > floor && small(at - 1) && self.words.is_tight(at - 1) {
            at -= 1;
        }
        at > self.frame.start && self.words.is_quoted(at - 1)
    }
}
