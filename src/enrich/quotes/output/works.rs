//! Tells titles of English works in quotation marks from speech, by the noun before them or by `titled`.

use crate::enrich::quotes::attribution::Sieves;
use crate::enrich::quotes::words::lexicon::{AUX, BASE, CUE, DET, Language, NOUN_CUE, POSS, PRON};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words of the longest name of a work or paper that a noun tells to be one, or a sentence goes on behind.
pub(super) const NAMED: usize = 8;

/// Words of the longest title of a work, and from the noun for it to that title.
const TITLED: usize = 12;
const WORK: usize = 6;

impl Sieves<'_> {
    /// Whether English words in marks are what a text is called: an essay `entitled, “Why I Left”`, her column, `“Goats at Dawn,” is` long.
    pub(super) fn is_work(&self, quote: usize) -> bool {
        let words = self.words;
        let marked = &self.marked[quote];
        let tokens = &marked.tokens;
        let Some(before) = tokens.start.checked_sub(1).filter(|&before| !words.is_quoted(before)) else { return false };
        let gap = words.gap(before);
        let titled = words.is_spelt(before, "titled") || words.is_spelt(before, "entitled");
        let comma = gap.starts_with(',');
        // As behind most words.
        if words.language != Language::English || !titled && !comma {
            return false;
        }
        if !gap.starts_with([' ', ',']) || gap.contains(['.', '!', '?', '\n', ';', '—', '–']) {
            return false;
        }
        if self.is_named_work(quote) {
            return true;
        }
        let set_off = || comma && words.body[marked.inner.clone()].ends_with(',') && tokens.len() <= NAMED;
        // Not what a message is: `an email titled “We are out of soup”`.
        let message = || before > 0 && words.is(before - 1, NOUN_CUE);
        titled && !message()
            || SPEECH.works.has(words.text(before)) && set_off() && words.is(tokens.end, AUX) && !words.is_quoted(tokens.end)
    }

    /// Whether words in marks behind a comma are the title of the work that the noun before it tells of: she wrote in her memoir, `“The Green Ladder.”`
    pub(in crate::enrich::quotes) fn is_named_work(&self, quote: usize) -> bool {
        let words = self.words;
        let tokens = &self.marked[quote].tokens;
        let Some(before) = tokens.start.checked_sub(1).filter(|&before| words.language == Language::English && !words.is_quoted(before))
        else {
            return false;
        };
        if words.is(before, CUE | AUX) && !words.is(before, BASE | NOUN_CUE)
            || !words.gap(before).starts_with(", ")
            || tokens.len() > TITLED
            || !self.is_title(tokens)
        {
            return false;
        }
        // `in her memoir of the war years, “The Green Ladder,”`
        let noun = (before.saturating_sub(WORK)..before + 1)
            .rev()
            .take_while(|&at| {
                (at == before || words.is_tight(at))
                    && !words.is(at, AUX)
                    && words.class(at) & (PRON | POSS) != PRON
                    && !words.is_quoted(at)
            })
            .find(|&at| SPEECH.works.has(words.text(at)));
        // Not `his new song began, “Go Home”`, nor `wrote an article`, whose words follow.
        let Some(noun) = noun.filter(|&noun| (noun + 1..before + 1).all(|at| !words.is(at, CUE))) else { return false };
        let lead = (noun.saturating_sub(WORK)..noun).rev().take_while(|&at| words.is_tight(at)).find(|&at| words.is(at, DET | POSS));
        lead.is_some()
    }
}
