//! Tells who speaks next where quotations follow one another and nobody is named: whoever goes on over the paragraphs of one quotation, or the other of
//! two who speak in turn.

use super::Sieves;
use super::rules::{Attribution, Rule};
use super::vocatives::addressed;
use crate::enrich::quotes::marks::{Marked, Repair};
use crate::enrich::quotes::people::{Name, NameKind};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::scene::cues::{Shape, Source, SourceKind, Tag};
use crate::enrich::quotes::words::lexicon::{Language, PREP, PRON, ROLE, SUB};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest answer that may be anybody's.
const SHORT: usize = 3;

/// Words of the shortest quotation of those that one who goes on talking says.
const LONG: usize = 6;

/// Words of the longest quotation that repeats what another says, and how many before it are looked at.
const ECHO: usize = 8;
const ECHOED: usize = 6;

/// Paragraphs of the longest quotation whose beginning is looked for.
const GOES_ON: usize = 16;

/// Paragraphs above a turn of a dialogue in which two may speak.
const TURNS: usize = 3;

/// Words of the longest name of a paper or club in marks.
const NAMED: usize = 3;

impl Sieves<'_> {
    /// Whether a quotation is left open at the end of its paragraph for the next to go on with.
    pub(super) fn is_left_open(&self, quote: usize) -> bool {
        let next = self.marked.get(quote + 1).map(|next| next.paragraph);
        self.marked[quote].continues && next == Some(self.marked[quote].paragraph + 1)
    }

    /// Whether a quotation lacks its closing mark only because it is opened again for its next paragraph, which stands in the same line: `“We go. “We stay.”`
    pub(super) fn is_opened_again(&self, quote: usize) -> bool {
        let (own, body) = (&self.marked[quote], self.words.body);
        let next = self.marked.get(quote + 1).filter(|next| next.paragraph == own.paragraph);
        let sign = |at: usize| body.get(at..).and_then(|rest| rest.chars().next());
        own.repair == Repair::Closing
            && body[own.inner.clone()].ends_with(['.', '!', '?', '…'])
            && next.is_some_and(|next| {
                sign(own.outer.start) == sign(next.outer.start) && body[own.outer.end..next.outer.start].trim().is_empty()
            })
    }

    /// Whom a sentence without quotation tells to be asked something, who then answers below it: `The host asked Moon about the port.⏎“We go.”`
    pub(super) fn asked_there(&self, frame: &Frame, tag: &Tag) -> Option<Source> {
        let words = self.words;
        let asks = words.language == Language::English
            && frame.quotes.is_empty()
            && words.is_spelt(tag.verb, "asked")
            && tag.shape == Shape::NameVerb;
        let index = self.people.at(tag.verb + 1).filter(|_| asks && words.is_spaced(tag.verb))?;
        let name = &self.people.names[index];
        let next = name.whole.end;
        let question = words.is(next, PREP | SUB) && !words.is_spelt(next, "to") && words.is_spaced(next - 1);
        (name.whole.start == tag.verb + 1 && name.person.is_some() && question)
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// What is known of the quotation that was left open in the paragraph above for this one to go on with.
    pub(super) fn continued(&self, quote: usize, made: &[Attribution]) -> Option<Attribution> {
        let before = quote.checked_sub(1).filter(|&before| self.is_left_open(before))?;
        made[before].source.is_some().then(|| made[before].inherited(Rule::Continued))
    }

    /// Gives quotations that were left open the speaker whom the paragraph tells in which they end: `“We were there.⏎“Nobody knew,” said Moon.`
    pub(super) fn take_back(&self, made: &mut [Attribution]) {
        for open in (0..made.len().saturating_sub(1)).rev().filter(|&open| self.is_left_open(open)) {
            let next = &made[open + 1];
            let told =
                matches!(next.rule, Rule::QuoteNameVerb | Rule::QuoteVerbName | Rule::QuoteNameAnyVerb | Rule::Signed | Rule::Continued);
            let loose = match made[open].rule {
                Rule::Subject | Rule::Unattributed => next.rule != Rule::Subject,
                Rule::ParagraphAbove => told,
                // The marks themselves say that both are one.
                Rule::SentenceBefore | Rule::SameParagraph if self.marked[open].repair == Repair::Closing => told,
                Rule::Continued => told && !self.is_by_person(&made[open]) && self.is_guessed(open, made),
                _ => made[open].source.is_none(),
            };
            if loose && next.source.as_ref().is_some_and(|source| !self.names_speaker(open, source)) {
                made[open] = next.inherited(Rule::Continued);
            }
        }
    }

    /// Whether a sentence without quotation tells of nobody, so that whoever spoke above it may go on behind it: `“We sue,” said Moon.⏎The case opens soon. “I will
    /// win.”`
    pub(super) fn is_of_things(&self, index: usize, quote: usize) -> bool {
        let alone = self.marked[quote].repair == Repair::None && self.is_last_of_paragraph(quote);
        let (words, frame) = (self.words, &self.scene.frames[index]);
        let mut names = self.people.names[frame.first_name..].iter().take_while(|name| name.whole.start < frame.tokens.end);
        alone
            && words.language == Language::English
            && frame.quotes.is_empty()
            && !frame.tokens.clone().any(|at| words.is(at, PRON | ROLE))
            && !names.any(|name| name.person.is_some() || name.kind == NameKind::Organisation)
    }

    /// Whether somebody named speaks.
    fn is_by_person(&self, made: &Attribution) -> bool {
        made.source.as_ref().is_some_and(|source| source.is_person(self.people))
    }

    /// Whether no further quotation stands in the paragraph of one.
    fn is_last_of_paragraph(&self, quote: usize) -> bool {
        self.marked.get(quote + 1).is_none_or(|next| next.paragraph != self.marked[quote].paragraph)
    }

    /// Whether nothing tells who begins what goes on up to a quotation but the paragraph above it.
    fn is_guessed(&self, quote: usize, made: &[Attribution]) -> bool {
        let first = (quote.saturating_sub(GOES_ON)..quote).rev().find(|&first| made[first].rule != Rule::Continued);
        first.is_some_and(|first| made[first].rule == Rule::ParagraphAbove)
    }

    /// Gives a few words that nobody says the speaker of a quotation just before that holds them: `“It is a perfect start,” said Moon. Yes. “A perfect start”.`
    pub(super) fn echo(&self, made: &mut [Attribution]) {
        if self.words.language != Language::English {
            return;
        }
        for quote in 1..made.len() {
            let tokens = self.marked[quote].tokens.clone();
            let guessed = matches!(made[quote].rule, Rule::SentenceBefore | Rule::ParagraphAbove) && !self.is_by_person(&made[quote]);
            let open = made[quote].source.is_none() || guessed;
            if !open || !(2..=ECHO).contains(&tokens.len()) || !self.is_sentence_of_its_own(quote) {
                continue;
            }
            let inner = |quote: usize| self.words.body[self.marked[quote].inner.clone()].to_lowercase();
            let said = inner(quote);
            let said = said.trim_end_matches(['.', ',', '!', '?', '…']);
            let before =
                (quote.saturating_sub(ECHOED)..quote).rev().find(|&before| made[before].source.is_some() && inner(before).contains(said));
            if let Some(before) = before {
                made[quote] = made[before].inherited(Rule::SameParagraph);
            }
        }
    }

    /// Whether a quotation begins and ends as a sentence of its own does: `No, that is no slip. “Splendid ice”.`
    fn is_sentence_of_its_own(&self, quote: usize) -> bool {
        let (words, own) = (self.words, &self.marked[quote]);
        let behind = words.body[own.outer.end..].trim_start();
        let ends = words.body[own.inner.clone()].ends_with(['.', '!', '?']) || behind.starts_with(['.', '!', '?']);
        let opens = words.body[..own.outer.start].trim_end().ends_with(['.', '!', '?', ':', '”', '"', '’', '\'']);
        words.is_capital(own.tokens.start) && opens && ends
    }

    /// Whether the words of a quotation name whoever a source names, as nobody does who speaks of themselves.
    fn names_speaker(&self, quote: usize, source: &Source) -> bool {
        let SourceKind::Name(speaker) = source.kind else { return false };
        let person = self.people.names[speaker].person;
        let inner = &self.marked[quote].inner;
        let first = self.people.names.partition_point(|name| self.words.start(name.whole.start) < inner.start);
        let within = |name: &&Name| self.words.start(name.whole.start) < inner.end;
        person.is_some() && self.people.names[first..].iter().take_while(within).any(|name| name.person == person)
    }

    /// Whether a quotation follows another with nothing between: two who speak in turn, `“Really?” “Really.”`
    pub(super) fn is_answer(&self, quote: usize) -> bool {
        let Some(before) = quote.checked_sub(1).map(|before| &self.marked[before]) else { return false };
        let own = &self.marked[quote];
        let closed = before.repair == Repair::None && own.repair == Repair::None && before.outer.end > before.inner.end;
        // Not `on “Good Morning.” “We go.”`
        let led = self.words.gap_before(before.tokens.start);
        let parted = led.trim_start().is_empty() || led.contains([',', ':', '.', '!', '?', '…', '\n']);
        closed
            && parted
            && before.paragraph == own.paragraph
            && self.words.body[before.inner.clone()].ends_with(['.', '!', '?', '…'])
            && self.words.body.get(before.outer.end..own.outer.start).is_some_and(|between| between.trim().is_empty())
            && !self.is_named_work(quote - 1)
    }

    /// Who spoke before the last speaker `other` of a paragraph, where that was somebody else.
    pub(super) fn before_last(&self, quote: usize, other: usize, made: &[Attribution]) -> Option<Attribution> {
        let earlier = other.checked_sub(1).filter(|&earlier| self.marked[earlier].paragraph == self.marked[quote].paragraph)?;
        let (earlier, other) = (&made[earlier], &made[other]);
        (earlier.source.is_some() && earlier.source != other.source).then(|| earlier.inherited(Rule::SameParagraph))
    }

    /// Whoever goes on over a mark that is closed and opened anew, as where paragraphs were run together: `“We left the pier at noon.” “Nobody followed us
    /// there.”`
    pub(super) fn goes_on(&self, quote: usize, other: usize, made: &[Attribution]) -> Option<Attribution> {
        let long = |quote: usize| self.marked[quote].tokens.len() >= LONG;
        let asks = |quote: usize| self.words.body[self.marked[quote].inner.clone()].ends_with('?');
        let source = made[other].source.as_ref()?;
        let same = other + 1 == quote && long(other) && long(quote) && !asks(other) && !asks(quote) && !self.names_speaker(quote, source);
        same.then(|| made[other].inherited(Rule::SameParagraph))
    }

    /// Who speaks next of two who speak in turn, a paragraph each: whoever asked what the one above answers, where this is a question again
    /// or where the two have taken turns before; whom the one above asks. `“Why?” Moon asked Kim.⏎“Because,” Kim said.⏎“But why?”⏎“Because.”`
    pub(super) fn in_turn(&self, quote: usize, made: &[Attribution]) -> Option<Attribution> {
        let last = quote.checked_sub(1)?;
        let answered = &made[last];
        let asks = |quote: usize| self.words.body[self.marked[quote].inner.clone()].ends_with('?');
        if let Some(source) = self.asked(answered).filter(|_| asks(last)) {
            return Some(Attribution::by(source, Rule::ParagraphAbove));
        }
        let above = |quote: usize| {
            let paragraph = self.marked[quote].paragraph;
            let first = self.marked.partition_point(|other| other.paragraph < paragraph);
            first.checked_sub(1).filter(|&above| self.marked[above].paragraph + 1 == paragraph)
        };
        let first = above(last)?;
        let asked = &made[first];
        if asked.source.is_none() || asked.source == answered.source {
            return None;
        }
        let cued = answered.cue.as_ref().filter(|_| answered.rule != Rule::ParagraphAbove);
        let replies = |cue| self.words.body[self.words.bytes(cue)].split(' ').any(|word| SPEECH.answering.has(word));
        let other = self.asked(asked).filter(|other| asks(quote) && answered.source.as_ref() == Some(other));
        let replied = other.is_some() || cued.is_some_and(|cue| asks(first) && (asks(quote) || replies(cue)));
        // `“You are the same,” Kim said.⏎“Am I?” Moon said.⏎“You are.”`
        let asked_back = cued.is_some() && asks(last) && !asks(quote);
        let running = answered.rule == Rule::ParagraphAbove && above(first).is_some_and(|start| made[start].source == answered.source);
        let person = match asked.source.as_ref()?.kind {
            SourceKind::Name(index) => self.people.names[index].person,
            _ => None,
        };
        let own = self.marked[quote].tokens.clone();
        let called = addressed(self.words, self.people, &own).filter(|&called| person == Some(called) || person.is_none());
        ((replied || asked_back || running) && called.is_none()).then(|| asked.inherited(Rule::ParagraphAbove))
    }

    /// Whether a paragraph of a word or two answers the question above, and nobody tells who does: `“Ready?” Moon asked.⏎“Yes!”`
    pub(super) fn answers_shortly(&self, quote: usize) -> bool {
        let body = self.words.body;
        let asked = quote.checked_sub(1).is_some_and(|above| body[self.marked[above].inner.clone()].ends_with('?'));
        let own = &self.marked[quote];
        asked && own.tokens.len() <= SHORT && !body[own.inner.clone()].ends_with('?')
    }

    /// Whether Russian words in marks are only what a paper or a club is called: сообщает корреспондент `«Вестника»`.
    pub(super) fn is_russian_title(&self, quote: usize) -> bool {
        let marked = &self.marked[quote];
        let first = marked.tokens.start;
        let plain = !self.words.body[marked.inner.clone()].ends_with(['.', '!', '?', '…', ',']);
        let joined = first > 0 && self.words.gap(first - 1).starts_with(' ') && !self.words.is_parted_by(first - 1, ['—', '–', '-', ':']);
        self.words.language == Language::Russian && marked.tokens.len() <= NAMED && self.words.is_capital(first) && plain && joined
    }

    /// Whether a quotation that fills a Russian paragraph behind a dash asks, answers what the paragraph above asks, or stands below those of two who speak by name, so
    /// that it is not of whoever spoke last.
    pub(super) fn is_turn_of_dialogue(&self, quote: usize, made: &[Attribution]) -> bool {
        let asks = |marked: &Marked| self.words.body[marked.inner.clone()].trim_end_matches(['»', '"', '”']).ends_with('?');
        let own = &self.marked[quote];
        if self.words.language != Language::Russian || own.inner != own.outer {
            return false;
        }
        let asked = quote.checked_sub(1).map(|above| &self.marked[above]);
        let asked = asked.is_some_and(|above| above.paragraph + 1 == own.paragraph && asks(above));
        let near = |above: &usize| self.marked[*above].paragraph + TURNS >= own.paragraph;
        let person = |above: usize| match made[above].source.as_ref()?.kind {
            SourceKind::Name(index) => self.people.names[index].person,
            _ => None,
        };
        let mut voices = (quote.saturating_sub(2 * TURNS)..quote).rev().filter(near).filter_map(person);
        let last = voices.next();
        asked || asks(own) || last.is_some() && voices.any(|other| Some(other) != last)
    }

    /// Whom the cue of a quotation says to be asked: `Moon asked Kim`.
    fn asked(&self, made: &Attribution) -> Option<Source> {
        let cue = made.cue.as_ref().filter(|_| matches!(made.rule, Rule::QuoteNameVerb | Rule::QuoteVerbName))?;
        let index = self.people.at(cue.end.checked_sub(1).filter(|&last| last > cue.start)?)?;
        let name = &self.people.names[index];
        let asks = matches!(self.words.text(cue.start), "asked" | "asks");
        let named = asks && name.whole.start == cue.start + 1 && (name.person.is_some() || name.kind == NameKind::Person);
        named.then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }
}
