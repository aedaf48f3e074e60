//! Tells speech from titles, terms and mockery in quotation marks.

use std::ops::Range;

use super::works::NAMED;
use crate::analysis::segment::{Stretch, is_ideograph};
use crate::enrich::quotes::attribution::Sieves;
use crate::enrich::quotes::attribution::rules::{Attribution, Rule, THRESHOLD};
use crate::enrich::quotes::marks::{Marked, Repair, cite, is_reported};
use crate::enrich::quotes::scene::Frame;
use crate::enrich::quotes::words::elision::without_small_word;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BODY, CONJ, CUE, DATE, DET, Language, NOUN_CUE, PREP, PRON, ROLE, SAY, STOP, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE, SPEECH};

/// Words of the longest headline.
const HEADLINE: usize = 24;

/// Lines of the longest headline.
const HEADLINES: usize = 3;

/// Words of the longest line between paragraphs that heads those below it.
const SUBHEADING: usize = 8;

/// Quotations before and behind such a line by which it is told how speech is marked.
const NEIGHBOURS: usize = 40;

/// Words of the shortest quotation in a language without a lexicon that is taken for speech without a further sign, and its letters and digits.
const SHORT: usize = 4;
const LETTERS: usize = 12;

/// Words of the longest name of a paper.
const PAPER: usize = 3;

/// Marks at the end of sentences that no name or title ends with.
const SENTENCES: [char; 6] = ['!', '?', '。', '！', '？', '؟'];

/// Words in quotation marks that are more than a term, even in the middle of a sentence.
const LONG: usize = 8;

impl Sieves<'_> {
    /// Whether words in quotation marks are worth keeping without a speaker: not a title, a term or mockery.
    pub(in crate::enrich::quotes) fn is_speech(&self, quote: usize, attribution: &Attribution) -> bool {
        if self.words.language == Language::Unknown {
            return !self.is_of_headline(quote) && !self.is_subheading(quote) && self.is_foreign_speech(&self.marked[quote]);
        }
        let attributed = attribution.source.is_some() && attribution.confidence >= THRESHOLD;
        let rule = attribution.rule;
        let marked = &self.marked[quote];
        let tokens = marked.tokens.clone();
        let told = matches!(rule, Rule::QuoteNameVerb | Rule::QuoteVerbName) && attribution.is_by_name();
        if marked.repair == Repair::Opening && !attributed
            || !told && self.is_of_headline(quote)
            || !attributed && self.is_subheading(quote)
            || self.signs_within(quote, marked.paragraph)
        {
            return false;
        }
        let ends = || {
            self.words.body[marked.inner.clone()].trim_end_matches(['\'', '’', '”']).ends_with(['.', ',', '!', '?', '…'])
                || self.words.body[marked.outer.end..].starts_with([',', '.'])
        };
        if marked.parted && self.words.language == Language::Other
            || tokens.len() > 2 && (self.is_uttered(tokens.start) || self.is_impersonal(tokens.end))
        {
            return true;
        }
        // `– Ясно, – кивнул он.`
        if self.words.language == Language::Russian && marked.inner == marked.outer && !marked.parted {
            return true;
        }
        let named = self.is_paper(&tokens) || self.is_russian_name(&tokens);
        // What begins a sentence is not called anything by the words before it.
        let joined = self.words.gap_before(tokens.start).starts_with([' ', ',']);
        if joined && (self.is_term(tokens.start) || self.is_work(quote)) || named || !told && self.is_called_by_noun(quote) {
            return false;
        }
        if self.is_title(&tokens) && !(attributed && self.is_paragraph(quote)) {
            if self.describes_person(&tokens) {
                return false;
            }
            let beside =
                matches!(rule, Rule::QuoteNameVerb | Rule::QuoteVerbName | Rule::QuoteNameAnyVerb | Rule::SameParagraph | Rule::Continued);
            let set_off = self.words.is_parted_from(tokens.start, [',', ':']);
            let colon = rule == Rule::Colon && self.words.language != Language::English;
            let introduced = (rule == Rule::NameVerbQuote || colon) && set_off;
            let led = tokens.start > 0
                && !self.words.is_quoted(tokens.start - 1)
                && !self.words.is(tokens.start - 1, CUE)
                && !self.words.is_parted_from(tokens.start, [',', ':', '.', '!', '?', '\n']);
            let placed = led && matches!(self.words.text(tokens.start - 1), "on" | "in" | "from" | "for" | "at" | "to" | "like" | "with")
                || led && matches!(self.words.language, Language::French | Language::Other) && self.words.is(tokens.start - 1, PREP);
            let named = self.words.language == Language::Russian
                && tokens.len() <= 2
                && !introduced
                && !self.words.body[marked.inner.clone()].ends_with(['.', '!', '?', '…']);
            if named && !matches!(rule, Rule::QuoteNameVerb | Rule::QuoteVerbName | Rule::QuoteNameAnyVerb | Rule::Signed) {
                return false;
            }
            // Russian puts names of clubs, papers and firms into marks.
            let word = tokens.len() <= 1 && rule == Rule::InsideClause && self.words.language != Language::Russian;
            return beside && !led || introduced || word && !placed;
        }
        match tokens.len() {
            0..=2 => attributed,
            3..=4 => attributed || rule == Rule::Subject || marked.outer.start <= self.paragraph_start(marked.paragraph) && ends(),
            5..LONG => attributed || rule == Rule::Subject || ends(),
            _ => attributed || rule == Rule::Subject || marked.repair == Repair::None || ends(),
        }
    }

    /// Whether words in a language without a lexicon are speech: behind a dash, reported right behind them, or long enough and not written like a title.
    fn is_foreign_speech(&self, marked: &Marked) -> bool {
        let tokens = &marked.tokens;
        let said = &self.words.body[marked.inner.clone()];
        let opened = self.words.gap_before(tokens.start);
        // `李强说：“我们别无选择，”` `The mayor: “…”`
        let goes_on = tokens.len() > 1 && said.ends_with(['，', '、']);
        let introduced = tokens.len() + 1 >= SHORT && opened.contains([':', '：']) && !self.is_title(tokens);
        if marked.inner == marked.outer || goes_on || introduced || is_reported(self.words, tokens.end) || self.is_cited(marked) {
            return true;
        }
        if tokens.len() < SHORT || said.ends_with(SENTENCES) {
            return self.is_short_sentence(marked);
        }
        !self.is_title(tokens) && (tokens.len() >= LONG || said.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS)
    }

    /// Whether a word or two are a sentence: by the mark at their end, or by a name and a colon before them (`Anna Berg: ”Nej”.`).
    fn is_short_sentence(&self, marked: &Marked) -> bool {
        let words = self.words;
        let said = &words.body[marked.inner.clone()];
        let behind = &words.body[marked.outer.end..];
        let Some(before) = marked.tokens.start.checked_sub(1) else { return said.ends_with(SENTENCES) };
        if said.ends_with(SENTENCES) {
            let wide = words.text(before).chars().next_back().is_some_and(is_ideograph);
            return wide
                || marked.tokens.len() >= SHORT
                || !words.gap(before).trim_end_matches(['”', '“', '"', '«', '„', '\'', '’', '‘']).trim().is_empty();
        }
        // `"Nej," lanjut dia`
        if said.ends_with(',') && behind.trim_start().starts_with(char::is_lowercase) {
            return true;
        }
        let ends = said.ends_with(['.', '…']) || behind.starts_with(['.', '\n']);
        ends && words.is_capital(before) && words.gap(before).starts_with(':')
    }

    /// Whether what follows words in marks cites them: the particles of Korean and Japanese with a verb of saying, Turkish `dedi`.
    fn is_cited(&self, marked: &Marked) -> bool {
        marked.tokens.len() > 1 && cite(self.words.body[marked.outer.end..].trim_start_matches(' '))
    }

    /// Whether a quotation is a sentence and a paragraph all by itself: `“Really?”`
    pub(in crate::enrich::quotes) fn is_paragraph(&self, quote: usize) -> bool {
        let marked = &self.marked[quote];
        let whole = self.words.segments.paragraphs.get(marked.paragraph).map_or("", |own| own.text(self.words.body)).trim();
        marked.outer.len() == whole.len()
            && !whole.contains(['(', '['])
            && self.words.body[marked.inner.clone()].ends_with(['.', '!', '?', '…'])
    }

    /// Whether the words before a quotation say that it is only what a thing is called: `the loophole called an “inversion”`, `so-called
    /// “closed” primaries`.
    fn is_term(&self, start: usize) -> bool {
        let words = self.words;
        let plain = |at: usize| !words.is_quoted(at) && words.is_spaced(at);
        let Some(mut last) = start.checked_sub(1).filter(|&last| !words.is_quoted(last) && words.gap(last).starts_with(' ')) else {
            return false;
        };
        if words.is(last, DET) && last > 0 && plain(last - 1) {
            last -= 1;
        }
        let word = words.text(last);
        if last > 0 && word == "called" && words.is_before_hyphen(last - 1) && words.text(last - 1).eq_ignore_ascii_case("so") {
            return true;
        }
        // `is nicknamed “the Comet”`
        if matches!(word, "nicknamed" | "codenamed") && last > 0 && words.is(last - 1, AUX) {
            return true;
        }
        if self.is_alias(last) {
            return true;
        }
        let known = word == "as" && last > 0 && words.is_spelt(last - 1, "known");
        if !known && word != "called" || words.language != Language::English {
            return false;
        }
        let Some(thing) = last.checked_sub(if known { 2 } else { 1 }).filter(|&thing| plain(thing)) else { return false };
        let relative = |at: usize| matches!(words.text(at), "that" | "which" | "what");
        let clause = (thing.saturating_sub(8)..thing).rev().take_while(|&at| plain(at)).any(relative);
        let other = AUX | PRON | ADV | CONJ | SUB | ROLE | BODY | TITLE | STOP | DATE;
        !clause && !words.is(thing, other) && !words.is_capital(thing) && !words.is_number(thing) && self.people.at(thing).is_none()
    }

    /// Whether the words up to `last` tell that a person is called so, and not what they say: known to him only as `“Skipper”`, by the alias `“Tall Man”`.
    fn is_alias(&self, last: usize) -> bool {
        let words = self.words;
        // `known to him only as`
        let only = last > 1 && words.is_spelt(last - 1, "only");
        let to_whom = |&at: &usize| words.is_spaced(at) && words.is(at, PRON | PREP | ADV);
        let verb = || (last.saturating_sub(4)..last).rev().find(|at| !to_whom(at)).map_or("", |at| words.text(at));
        let named =
            || if only { matches!(verb(), "known" | "knew" | "identified" | "named") } else { matches!(verb(), "identified" | "knew") };
        let called = || words.is_spelt(last, "as") && named();
        words.language == Language::English
            && words.is_capital(last + 1)
            && (matches!(words.text(last), "alias" | "aka" | "moniker" | "nickname") || called())
    }

    /// Whether the noun before words in marks tells in French, Italian, Spanish or Portuguese that they are the name of a work, a paper or the like: `le roman « La
    /// Mer »`, `il quotidiano «La Costa»`.
    fn is_called_by_noun(&self, quote: usize) -> bool {
        let words = self.words;
        let marked = &self.marked[quote];
        let tokens = &marked.tokens;
        let romance = matches!(words.language, Language::French | Language::Other);
        let ends = || words.body[marked.inner.clone()].ends_with(['.', '!', '?', ',']);
        let Some(noun) = tokens.start.checked_sub(1).filter(|_| romance && tokens.len() <= NAMED && !ends()) else { return false };
        let word = without_small_word(words.text(noun));
        // `os sucessos “Maré” e “Cais”`
        let listed = words.is(noun, CONJ) && PEOPLE.ands.has(word) && noun > 0 && words.is_quoted(noun - 1);
        if listed && quote > 0 && words.is_capital(tokens.start) {
            return self.is_called_by_noun(quote - 1);
        }
        let joined = !words.is_parted_by(noun, [',', ':', '.', '!', '?', '\n', '—', '–', ';']);
        joined && !words.is_quoted(noun) && words.is_capital(tokens.start) && SPEECH.called.has(word)
    }

    /// Whether German words in quotation marks are the name of a paper that is told something: gegenüber dem `„Tagblatt“`, sagte er der `„Post“`-Zeitung.
    fn is_paper(&self, tokens: &Range<usize>) -> bool {
        let words = self.words;
        // `boxring.de`
        let site = || tokens.len() > 1 && words.gap(tokens.start) == ".";
        if words.language != Language::German || tokens.len() > 4 || !words.is_capital(tokens.start) && !site() {
            return false;
        }
        let led = |at: usize| {
            let gap = words.gap(at);
            gap.starts_with(' ') && (gap == " «" || !gap.contains(['.', '!', '?', '“', '”', '«'])) && !words.is_quoted(at)
        };
        let talk = |at: usize| words.is_spelt(at, "mit") && at > 0 && matches!(words.text(at - 1), "Gespräch" | "Interview");
        let told = |at: usize| {
            matches!(words.text(at), "gegenüber" | "laut" | "Laut" | "im" | "beim" | "vom" | "zum" | "dem")
                || words.is_spelt(at, "der") && at > 0 && (words.is(at - 1, PRON | SAY) || self.people.at(at - 1).is_some() || talk(at - 1))
        };
        // `in der jüngsten Ausgabe des Magazins „Meer“`
        let named = tokens.start.checked_sub(1).is_some_and(|at| led(at) && words.is_capital(at) && ENDINGS.papers.ends(words.text(at)));
        if named {
            return true;
        }
        let closing = words.gap(tokens.end - 1);
        let compound = closing.ends_with('-') && closing.chars().count() == 2 && words.is_capital(tokens.end);
        compound || (tokens.start.saturating_sub(2)..tokens.start).rev().take_while(|&at| led(at)).any(told)
    }

    /// Whether Russian words in quotation marks are what a thing before them is called, or the body whose office somebody holds: передачи `«Час губернатора»`,
    /// директор `«Приморской школы искусств»` Анна Котова.
    fn is_russian_name(&self, tokens: &Range<usize>) -> bool {
        let words = self.words;
        let Some(before) = tokens.start.checked_sub(1).filter(|_| words.language == Language::Russian && tokens.len() <= LONG) else {
            return false;
        };
        let led = words.gap(before).starts_with(' ') && !words.is_parted_by(before, ['-', '—', '–', '.', ':']) && !words.is_quoted(before);
        let sentence = words.gap(tokens.end - 1).starts_with(['.', '!', '?', '…']) || !words.is_capital(tokens.start);
        let behind = words.gap(tokens.end - 1);
        let office = words.is(before, ROLE | TITLE)
            && words.is_capital(tokens.end)
            && behind.ends_with(' ')
            && !behind.contains([',', '-', '—', '–']);
        // `рассказала читательница «Вестника» в пятницу`
        let of_paper = words.is(before, ROLE) && tokens.len() <= PAPER && behind.ends_with(' ') && !behind.contains([',', '-', '—', '–']);
        // `рассказал «Вестнику» глава района`
        let told = words.is(before, SAY) && behind.ends_with(' ') && !behind.contains([',', '-', '—', '–'])
            || SPEECH.told_papers.has(words.text(before)) && tokens.len() <= PAPER;
        led && !sentence && (office || of_paper || told || SPEECH.named_things.begins(words.text(before)))
    }

    /// Whether the title of a work tells of the person behind it: `“Harbour Nights” star Ana Ruiz`.
    fn describes_person(&self, title: &Range<usize>) -> bool {
        let words = self.words;
        let next = title.end;
        matches!(words.gap_before(next), "” " | "\" " | "’ " | "' ")
            && words.is(next, ROLE)
            && !words.is(next, CUE)
            && !words.is_capital(next)
    }

    /// Whether a quotation belongs to a headline that opens the text: one short line or a few with single marks, where the story has double
    /// ones. The story tells it again in full.
    fn is_of_headline(&self, quote: usize) -> bool {
        let marked = &self.marked[quote];
        let paragraphs = &self.words.segments.paragraphs;
        if !marked.single || marked.paragraph >= HEADLINES || paragraphs.len() < 3 {
            return false;
        }
        let short = |line: &Stretch| (line.tokens.end - line.tokens.start) as usize <= HEADLINE;
        let parted = |line: usize| {
            let between = paragraphs[line].bytes.end as usize..paragraphs[line + 1].bytes.start as usize;
            self.words.body[between].matches('\n').count() > 1
        };
        let last = (0..HEADLINES.min(paragraphs.len() - 1)).find(|&line| parted(line)).unwrap_or_default();
        marked.paragraph <= last
            && paragraphs[..=last].iter().all(short)
            && self.marked.iter().take_while(|other| other.paragraph <= last).all(|other| other.single)
            && self.marked.iter().any(|other| !other.single && (other.inner != other.outer || self.words.language != Language::Unknown))
    }

    /// Whether words in single marks are a short line of their own between paragraphs of a text whose speech stands in double ones: `‘A change of course’`. The
    /// story tells them again.
    fn is_subheading(&self, quote: usize) -> bool {
        let marked = &self.marked[quote];
        let line = || self.words.segments.paragraphs.get(marked.paragraph).map_or("", |own| own.text(self.words.body)).trim();
        marked.single
            && marked.tokens.len() <= SUBHEADING
            && line().len() <= marked.outer.len() + 1
            && self.marked[quote.saturating_sub(NEIGHBOURS)..].iter().take(2 * NEIGHBOURS).any(|other| !other.single)
    }

    /// Whether the word before a quotation tells that its words were uttered: `chanted`, `chants of`, `slogan is`, `called Moon`.
    fn is_uttered(&self, start: usize) -> bool {
        let words = self.words;
        let Some(last) = start.checked_sub(1).filter(|&last| !words.is_quoted(last) && !words.is_parted_by(last, ['\n', '.', '!', '?']))
        else {
            return false;
        };
        let before = last.saturating_sub(1);
        if words.language != Language::English || words.is_quoted(before) {
            return false;
        }
        let cry = |at: usize| SPEECH.cries.has(words.text(at));
        match words.text(last) {
            "of" => cry(before),
            "is" | "was" => words.is(before, NOUN_CUE) && !words.is(before, ROLE),
            word if words.is(last, CUE) => SPEECH.uttering.begins(word),
            _ if cry(last) => true,
            _ => {
                let named = words.is(last, PRON) || self.people.at(last).is_some();
                let first = self.people.at(last).map_or(last, |index| self.people.names[index].whole.start);
                named && first > 0 && words.gap(last) != " " && matches!(words.text(first - 1), "called" | "calls" | "calling")
            }
        }
    }

    /// Whether a noun behind a quotation tells that a crowd or a thing utters it: `“Freedom!” chants`, `“Vote” signs`.
    pub(in crate::enrich::quotes) fn is_of_crowd(&self, next: usize, frame: &Frame) -> bool {
        let gap = self.words.gap_before(next);
        let noun = self.words.text(next);
        let told = SPEECH.of_crowds.has(noun) || SPEECH.bearers.has(noun);
        told && next < frame.tokens.end && gap.ends_with(' ') && !gap.contains([',', '.', '!', ';'])
    }

    fn paragraph_start(&self, paragraph: usize) -> usize {
        self.words.segments.paragraphs.get(paragraph).map_or(0, |stretch| stretch.bytes.start as usize)
    }

    /// Whether quoted words are written like the title of a work: every longer word with a capital.
    pub(in crate::enrich::quotes) fn is_title(&self, tokens: &Range<usize>) -> bool {
        if tokens.len() > 12 {
            return false;
        }
        let capitals = self.words.capitals.within(tokens.clone()).count();
        let small = |at: usize| {
            self.words.end(at) - self.words.start(at) <= 3 || self.words.is_spelt(at, "with") || self.words.is_spelt(at, "from")
        };
        let shouted = tokens.start > 0 && self.words.is_upper(tokens.start - 1) && self.words.is(tokens.start - 1, CUE);
        !shouted
            && capitals >= tokens.len().min(2)
            && tokens.clone().all(|at| self.words.is_capital(at) || self.words.is_number(at) || small(at))
    }
}
