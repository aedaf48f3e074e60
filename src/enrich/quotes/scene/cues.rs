//! Finds the verbs that report speech and who their subject is.
//!
//! The unit is a frame: one sentence of narration with every quotation that it holds, however many sentences those have inside. A
//! subject is looked for to the left of the verb (`subjects`), or to the right where the verb follows a quotation (`said Moon`). Words
//! inside quotations are never subjects.

use std::ops::Range;

use super::russian::relays;
use crate::enrich::quotes::people::People;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ACCORDING, ADV, AUX, BODY, CONJ, CUE, Class, DATE, DET, FEMALE, ING, Language, MALE, NOUN_CUE, OBJECT, PAST, POSS, PREP, PRON, ROLE,
    SAY, SO, SUB, TELL, THINK, TITLE, VIEW, WEAK,
};
use crate::enrich::word_set::WordSet;

/// Who speaks, as a sentence has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::enrich::quotes) struct Source {
    /// What kind of words name the speaker.
    pub(in crate::enrich::quotes) kind: SourceKind,
    /// The words, with titles before a name.
    pub(in crate::enrich::quotes) tokens: Range<usize>,
}

impl Source {
    /// Whether it names a person.
    pub(in crate::enrich::quotes) fn is_person(&self, people: &People) -> bool {
        matches!(self.kind, SourceKind::Name(index) if people.names[index].person.is_some())
    }
}

/// What kind of words name a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::enrich::quotes) enum SourceKind {
    /// A capitalised run, by index.
    Name(usize),
    /// A pronoun.
    Pronoun,
    /// A description (`a spokesman`).
    Nominal,
}

/// A cue with its subject.
#[derive(Debug, Clone)]
pub(in crate::enrich::quotes) struct Tag {
    /// The words of the cue.
    pub(in crate::enrich::quotes) cue: Range<usize>,
    /// The verb, or `according`.
    pub(in crate::enrich::quotes) verb: usize,
    /// Who speaks.
    pub(in crate::enrich::quotes) source: Source,
    /// From the first to the last word of subject and verb together.
    pub(in crate::enrich::quotes) span: Range<usize>,
    /// Classes of the verb.
    pub(in crate::enrich::quotes) class: Class,
    /// How subject and verb stand.
    pub(in crate::enrich::quotes) shape: Shape,
}

impl Tag {
    /// That of a verb of some classes with its subject behind it.
    pub(super) fn behind(verb: usize, class: Class, source: Source) -> Self {
        let span = verb..source.tokens.end;
        Self { cue: verb..verb + 1, verb, source, span, class, shape: Shape::VerbName }
    }
}

/// How subject and verb stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::enrich::quotes) enum Shape {
    /// `Moon said`.
    NameVerb,
    /// `said Moon`.
    VerbName,
    /// `according to Moon`.
    According,
    /// `described by Moon as`.
    Passive,
    /// The verb's subject is that of the sentence (`saying`).
    Sentence,
}

impl Reader<'_> {
    /// Whether a source is a person by name, or by what they are.
    pub(in crate::enrich::quotes) fn is_somebody(&self, source: &Source) -> bool {
        match source.kind {
            SourceKind::Name(_) => source.is_person(self.people),
            SourceKind::Pronoun => false,
            SourceKind::Nominal => self.words.is(source.tokens.end - 1, ROLE | TITLE),
        }
    }

    /// The same, or by a pronoun of one gender.
    pub(in crate::enrich::quotes) fn is_human(&self, source: &Source) -> bool {
        self.is_somebody(source) || source.kind == SourceKind::Pronoun && self.words.is(source.tokens.start, MALE | FEMALE)
    }
}

/// How far a subject may stand from its verb, in words.
pub(in crate::enrich::quotes) const REACH: usize = 48;

/// Reads cues and subjects out of one frame.
pub(in crate::enrich::quotes) struct Reader<'a> {
    /// The article's words.
    pub(in crate::enrich::quotes) words: &'a Words<'a>,
    /// The article's names.
    pub(in crate::enrich::quotes) people: &'a People,
    /// Words of the frame.
    pub(in crate::enrich::quotes) frame: Range<usize>,
}

/// How many cues before a participle may be the one that it goes on from.
const BEFORE: usize = 24;

impl Reader<'_> {
    /// All cues of the frame that have a subject, in text order; `cues` are the words outside quotation marks that may be one.
    pub(super) fn tags(&self, cues: &WordSet, tags: &mut Vec<Tag>) {
        let first = tags.len();
        for at in cues.within(self.frame.clone()) {
            let Some(mut tag) = self.tag_at(at) else { continue };
            if tag.shape == Shape::Sentence {
                let own = tags.get(first.max(tags.len().saturating_sub(BEFORE))..).unwrap_or_default();
                // `Ao ser avisado de que o mercado reagiu, Rui Prado falou, ao afirmar que …`
                let infinitive = self.words.language == Language::Other && self.words.text(at).ends_with('r');
                let before = if infinitive {
                    None
                } else if tag.class & ING != 0 && at > self.frame.start && self.words.is_parted_by(at - 1, [',']) {
                    self.words.main_cue(own.iter().filter(|before| !self.is_beside_main(before)))
                } else {
                    own.last().filter(|before| before.class & SAY != 0)
                };
                if let Some(before) = before.filter(|before| before.shape != Shape::Passive) {
                    tag.source = before.source.clone();
                }
            }
            if let Some(before) = tags[first..].last().filter(|before| before.class & SAY != 0 && self.is_of_same_subject(&tag)) {
                tag.source = before.source.clone();
            }
            tags.push(tag);
        }
    }

    fn tag_at(&self, verb: usize) -> Option<Tag> {
        let words = self.words;
        let class = words.class(verb);
        if class & (ACCORDING | SO | VIEW | NOUN_CUE) == 0 {
            return self.tag_of_verb(verb, class);
        }
        if class & ACCORDING != 0 {
            let told = self.according(verb);
            if told.is_some() || class & CUE == 0 {
                return told;
            }
        }
        if class & SO != 0
            && (self.people.at(verb + 1).is_some() || words.is(verb + 1, DET) && (words.is_capital(verb + 2) || words.is_number(verb + 2)))
            && (self.follows_quote(verb) || verb > self.frame.start && words.is_parted_by(verb - 1, [',']))
        {
            let (source, _) = self.phrase_at(verb + 1)?;
            let span = verb..source.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source, span, class: SAY, shape: Shape::VerbName });
        }
        if class & VIEW != 0
            && let Some(tag) = self.in_view_of(verb)
        {
            return Some(tag);
        }
        if class & NOUN_CUE != 0 && !words.is_quoted(verb + 1) && self.opens_that_clause(verb + 1) && !self.is_verb_here(verb) {
            return self.noun_cue(verb);
        }
        if class & NOUN_CUE != 0
            && let Some(tag) = self.told_to_be(verb)
        {
            return Some(tag);
        }
        self.tag_of_verb(verb, class)
    }

    /// The cue that a verb of saying makes, with its subject or whoever it is said by.
    fn tag_of_verb(&self, verb: usize, class: Class) -> Option<Tag> {
        let words = self.words;
        if class & CUE == 0 || !self.is_verb(verb) || self.is_citing(verb) {
            return None;
        }
        if let Some(tag) = self.cited_by_pronoun(verb) {
            return Some(tag);
        }
        if words.is_spelt(verb + 1, "by") && class & PAST != 0 && words.is(verb + 1, PREP) && !words.is_quoted(verb + 1) {
            // `Moon was quoted by the paper as saying`
            let source = self.phrase_from(verb + 2).filter(|by| !self.is_cited_by(verb, by))?;
            let span = verb..source.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source, span, class, shape: Shape::Passive });
        }
        if words.language != Language::English
            && let Some(told) = self.tag_in_foreign_order(verb, class)
        {
            return told;
        }
        let invertible = class & OBJECT == 0 && (class & ING == 0 || words.language != Language::English);
        if (self.follows_quote(verb) && invertible || self.opens_inverted(verb))
            && let Some(source) = self.inverted(verb).filter(|source| !self.is_object_in_russian(source))
            && (class & TELL == 0 || self.is_closed(source.tokens.end) || self.asks_behind_quote(verb, source.tokens.end))
            && !self.has_verb(&source)
        {
            return Some(Tag::behind(verb, class, source));
        }
        if self.is_passive(verb) {
            return None;
        }
        if let Some(source) = self.inverted_behind_comma(verb) {
            return Some(Tag::behind(verb, class, source));
        }
        if let Some(source) = self.behind_object(verb) {
            return Some(Tag::behind(verb, class, source));
        }
        let (source, shape) = self.subject_before(verb)?;
        // `His group, called the Pier Fund, will close.`
        let thing = source.kind == SourceKind::Nominal && source.tokens.end == verb;
        if thing && words.is_before_comma(verb - 1) && words.is_spelt(verb, "called") {
            return None;
        }
        if shape == Shape::NameVerb
            && let Some(told) = self.quoted_as_saying(verb)
        {
            let span = source.tokens.start..told.tokens.end;
            return Some(Tag { cue: verb..verb + 1, verb, source: told, span, class, shape });
        }
        let span = match shape {
            Shape::Sentence => verb..verb + 1,
            _ => source.tokens.start.min(verb)..source.tokens.end.max(verb + 1),
        };
        Some(Tag { cue: self.cue_words(verb), verb, source, span, class, shape })
    }

    /// Whether a phrase that ends before word `end` ends its clause, but for an apposition or attribute.
    pub(in crate::enrich::quotes) fn is_closed(&self, end: usize) -> bool {
        let words = self.words;
        end >= self.frame.end || words.is_parted_by(end - 1, [',', '.', '(', ';', '—', '–', ':', '?', '!']) || words.is_spelt(end, "of")
    }

    /// The verb with the name of the person told (`told reporters`).
    fn cue_words(&self, verb: usize) -> Range<usize> {
        let next = verb + 1;
        let addressed = self.words.is(verb, TELL) && self.words.is_spaced(verb) && !self.words.is_quoted(next) && !self.words.is(next, SUB);
        if !addressed {
            return verb..verb + 1;
        }
        if let Some(name) = self.people.at(next) {
            return verb..self.people.names[name].whole.end.max(next + 1);
        }
        if self.words.is(next, DET)
            && self.words.is_spaced(next)
            && let Some(name) = self.people.at(next + 1)
        {
            return verb..self.people.names[name].whole.end.max(next + 1);
        }
        let mut end = if self.words.is(next, DET) { next + 2 } else { next + 1 };
        let other = PREP | SUB | CONJ | AUX | DET | POSS | ADV | CUE | DATE | PRON;
        let goes_on = |at: usize| {
            let plain = self.words.is_spaced(at - 1) && !self.words.is_capital(at) && !self.words.is_quoted(at);
            plain && self.words.class(at) & other == 0 && !self.words.is_spelt(at, "last")
        };
        // `told a news conference`, but `told reporters prices rose`.
        while end < self.frame.end.min(next + 4) && !self.words.is(end - 1, ROLE | BODY) && goes_on(end) {
            end += 1;
        }
        verb..end.min(self.frame.end).max(verb + 1)
    }
}

impl Words<'_> {
    /// The cue of a sentence whose speaker goes on: the last that does not stand inside what another reports.
    pub(in crate::enrich::quotes) fn main_cue<'t>(&self, tags: impl Iterator<Item = &'t Tag>) -> Option<&'t Tag> {
        let mut main: Option<&Tag> = None;
        for tag in tags {
            let start = tag.span.start.min(tag.verb);
            let parted = start > 0 && (!self.is_spaced(start - 1) || self.is(start - 1, CONJ));
            let inside = main.is_some_and(|outer| outer.verb < start && outer.shape != Shape::Sentence) && !parted;
            let relayed = main.is_some() && relays(self, tag);
            if !inside && !relayed {
                main = Some(tag);
            }
        }
        main
    }
}

/// Whether a cue needs a quotation right beside it.
pub(in crate::enrich::quotes) fn is_weak(class: Class) -> bool {
    class & WEAK != 0 && class & (SAY | THINK) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    fn subjects(text: &str) -> Vec<String> {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some("en")));
        let people = People::read(&words);
        let mut tags = Vec::new();
        Reader { words: &words, people: &people, frame: 0..words.len() }.tags(&words.cues, &mut tags);
        tags.iter().map(|tag| format!("{} {}", &text[words.bytes(&tag.source.tokens)], words.text(tag.verb))).collect()
    }

    #[test]
    fn verbs_find_their_subjects() {
        for (text, expected) in [
            ("Lena Brandt said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt, who chairs the board, said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt, a lawyer in Bonn, later said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt (D-Ohio) said no.", vec!["Lena Brandt said"]),
            ("Lena Brandt of the Harbour Board said no.", vec!["Lena Brandt said"]),
            ("A spokesman for Lena Brandt said no.", vec!["A spokesman said"]),
            ("Campaign manager Lena Brandt said no.", vec!["manager Lena Brandt said"]),
            ("In May, Lena Brandt smiled and said no.", vec!["Lena Brandt smiled", "Lena Brandt said"]),
            ("He told Lena Brandt to leave.", vec!["He told"]),
            ("The plan was described by Lena Brandt as odd.", vec!["Lena Brandt described"]),
            ("It is closed, according to Lena Brandt.", vec!["Lena Brandt According"]),
            ("It is closed, said Lena Brandt.", vec!["Lena Brandt said"]),
            ("In the north it is closed, says the council.", vec!["the council says"]),
            ("It fell after officials said that it was closed.", vec!["officials said"]),
            ("Lena Brandt left after officials said that it was closed.", vec!["officials said"]),
            ("Lena Brandt was told to go.", vec![]),
            ("Lena Brandt, who called it “a mess,” said the board would wait.", vec!["Lena Brandt called", "Lena Brandt said"]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_lowercase).collect();
            let found: Vec<String> = subjects(text).iter().map(|found| found.to_lowercase()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
