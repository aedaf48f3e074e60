//! The article as sentences of narration, each with the quotations and cues that it holds.
//!
//! A frame is one sentence of the narrator's: a quotation of many sentences is one piece of it, and so is the cue behind a quotation
//! that ends with a question mark, or behind a dash. Cues are read once, here, for everybody.

mod according;
mod appositions;
mod clauses;
pub(super) mod cues;
mod datelines;
mod deeds;
mod first_phrases;
mod foreign_order;
mod foreign_phrases;
pub(super) mod french;
mod german;
mod holders;
mod insertions;
pub(super) mod inversion;
mod names;
mod noun_cues;
mod objects;
mod openings;
mod participles;
mod parts;
mod passives;
mod phrases;
mod relatives;
mod russian;
pub(super) mod subjects;
mod turned;
mod verbs;
mod who;

use std::ops::Range;

use self::cues::{Reader, Tag};
use self::subjects::is_english_adverb;
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::People;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    ABBREV, ACCORDING, ADV, AUX, BODY, CONJ, CUE, DATE, DET, NOUN_CUE, PREP, PRON, ROLE, SAY, SO, STOP, SUB, SUFFIX, TELL, VIEW, WEAK,
};

/// One sentence of narration.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Its words, those of its quotations included.
    pub(super) tokens: Range<usize>,
    /// Indices of its quotations.
    pub(super) quotes: Range<usize>,
    /// Index of its paragraph.
    pub(super) paragraph: usize,
    /// Index of the first name that ends in it or behind it.
    pub(super) first_name: usize,
    /// Indices of its cues.
    pub(super) tags: Range<usize>,
}

/// All frames of an article, in order, with their cues.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// In order, covering every word.
    pub(super) frames: Vec<Frame>,
    /// In order.
    pub(super) tags: Vec<Tag>,
    /// Of each paragraph the index of the first frame that begins in it or behind it.
    paragraphs: Vec<usize>,
}

impl Scene {
    /// Cuts an article into frames. Their cues are to be read afterwards.
    pub(super) fn cut(words: &Words<'_>, people: &People, marked: &[Marked]) -> Self {
        let sentences = &words.segments.sentences;
        let mut scene = Self {
            frames: Vec::with_capacity(sentences.len()),
            tags: Vec::with_capacity(sentences.len()),
            paragraphs: Vec::with_capacity(words.segments.paragraphs.len()),
        };
        let (mut quote, mut sentence, mut name) = (0, 0, 0);
        for (paragraph, stretch) in words.segments.paragraphs.iter().enumerate() {
            scene.paragraphs.push(scene.frames.len());
            let end = stretch.tokens.end as usize;
            let mut from = stretch.tokens.start as usize;
            while let Some(next) = sentences.get(sentence).filter(|next| (next.tokens.start as usize) < end) {
                let cut = next.tokens.end as usize;
                sentence += 1;
                let first = quote;
                let mut last = quote;
                while marked.get(last).is_some_and(|marked| marked.outer.start < words.end(cut - 1)) {
                    last += 1;
                }
                let open = last > first && words.is_quoted(cut) && marked[last - 1].inner.end > words.start(cut);
                let inside = people.is_inside_name(cut);
                let marked_behind = words.is_quoted(cut - 1) & !words.is_quoted(cut);
                if (open | inside | marked_behind) & (cut < end) && (open | inside || goes_on_behind_mark(words, people, cut)) {
                    continue;
                }
                quote = last;
                name = first_name_behind(people, name, from);
                scene.frames.push(Frame { tokens: from..cut, quotes: first..last, paragraph, first_name: name, tags: 0..0 });
                from = cut;
            }
        }
        scene
    }

    /// Reads the cues of all frames.
    pub(super) fn read_cues(&mut self, words: &Words<'_>, people: &People) {
        let mut cues = words.cues.clone();
        cues.keep(&words.unquoted);
        for frame in &mut self.frames {
            let first = self.tags.len();
            let asked = if frame.quotes.is_empty() { CUE | ACCORDING | SO } else { CUE | ACCORDING | SO | NOUN_CUE | VIEW };
            if cues.within(frame.tokens.clone()).any(|at| words.is(at, asked)) {
                Reader { words, people, frame: frame.tokens.clone() }.tags(&cues, &mut self.tags);
            }
            frame.tags = first..self.tags.len();
        }
    }

    /// Indices of the frames of a paragraph.
    pub(super) fn of_paragraph(&self, paragraph: usize) -> Range<usize> {
        let first = |paragraph: usize| self.paragraphs.get(paragraph).copied().unwrap_or(self.frames.len());
        first(paragraph)..first(paragraph + 1)
    }

    /// The cues of a frame.
    pub(super) fn tags_of(&self, frame: &Frame) -> &[Tag] {
        self.tags.get(frame.tags.clone()).unwrap_or_default()
    }
}

/// Index of the first name that ends behind the beginning of word `from`, of those from `name` on.
fn first_name_behind(people: &People, mut name: usize, from: usize) -> usize {
    const FEW: usize = 8;
    loop {
        // A sentence has few: all are counted, so that nothing branches on how many there are.
        let ended = people.names[name..].iter().take(FEW).filter(|name| name.whole.end <= from).count();
        name += ended;
        if ended < FEW {
            return name;
        }
    }
}

/// Whether a quotation that ends before word `cut` with `?`, `!` or a dash is followed by its cue: `“Why?” Moon asked.`
fn goes_on_behind_mark(words: &Words<'_>, people: &People, cut: usize) -> bool {
    let gap = words.gap(cut - 1).trim_start_matches(['’', '\'', '‘']);
    if gap.trim_end().ends_with(['―', '—', '–']) || gap.contains(',') {
        return true;
    }
    if gap.starts_with('.') {
        return is_cue_alone(words, people, cut);
    }
    // `…: «Mai!». Il pubblico mormora.`
    let stopped = gap.trim_start_matches(['?', '!', '…']).trim_start_matches(['"', '”', '“', '»', '’', '\'']).starts_with('.');
    if !gap.starts_with(['?', '!', '…', '—', '-']) || stopped {
        return false;
    }
    let owner = words.is_capital(cut) && words.is_possessive(cut);
    let named_behind = || leads_to_name(words, people, cut);
    let shown = !words.is_capital(cut) || words.is(cut, PRON | DET | ROLE | SAY) || people.at(cut).is_some() || owner;
    if !shown && !named_behind() {
        return false;
    }
    let ends = |at: usize| {
        let stopped = words.is_parted_by(at, ['.']) && !words.is(at, ABBREV) && words.end(at) > words.start(at) + 1;
        // `Ana Ruiz Jr. asked`
        let goes_on = || words.is_tight(at) || words.is(at, SUFFIX) && !words.is_capital(at + 1);
        stopped && !people.is_inside_name(at + 1) && !goes_on()
    };
    let named = people.at(cut).map_or(cut, |index| people.names[index].whole.end);
    let inserted = (cut..named + 8).take_while(|&at| at == cut || !ends(at - 1)).any(|at| words.is_parted_by(at, [',', '(']));
    let described = people.at(cut).is_some() || owner || !words.is_capital(cut) || !shown;
    let reach = if described && inserted { 30 } else { named - cut + 8 };
    (cut..cut + reach).take_while(|&at| at == cut || !ends(at - 1)).any(|at| {
        let gap = words.gap(at);
        let closed = at == cut || gap.is_empty() || gap.contains(['.', ',', ':', '\n']);
        words.is(at, SAY | WEAK)
            && (closed || words.is(at, TELL) || words.is(at + 1, PREP | DATE | ADV) || is_english_adverb(words.text(at + 1)))
    })
}

/// Words of the longest description before the name of whoever speaks.
const DESCRIPTION: usize = 8;

/// Whether a word with a capital that is no name by itself begins what somebody named is: `Marlow` police chief Ana Ruiz.
fn leads_to_name(words: &Words<'_>, people: &People, cut: usize) -> bool {
    let other = PREP | SUB | CONJ | AUX | PRON | ADV | DET | STOP | CUE | DATE;
    let plain = |&at: &usize| !words.is(at, other) || words.is(at, ROLE | BODY) && at > cut;
    let person = |at: usize| people.at(at).is_some_and(|index| people.names[index].person.is_some());
    let of = |&at: &usize| at > cut && words.is_one_of(at, ["of", "for"]) && words.is(at - 1, ROLE);
    let joined = |&at: &usize| at == cut || words.is_tight(at - 1) || words.is_before_comma(at - 1) && person(at);
    (cut..cut + DESCRIPTION).take_while(|at| plain(at) || of(at)).take_while(joined).any(person)
}

/// Whether a sentence is nothing but a name or pronoun with a verb of saying, as a cue that a full stop parts from its quotation by mistake:
/// `“We go.” Moon said.`
fn is_cue_alone(words: &Words<'_>, people: &People, cut: usize) -> bool {
    let verb = match people.at(cut) {
        Some(index) => people.names[index].whole.end,
        None if words.is(cut, PRON) => cut + 1,
        None => return false,
    };
    let gap = words.gap(verb);
    words.is(verb, SAY) && words.gap(verb - 1) == " " && (gap.is_empty() || gap.starts_with(['.', '\n']))
}
