//! Finds Russian speech behind dashes, for which hyphens are typed as often: `- Мы готовы, - сказал Иванов. - Ждём.`
//!
//! Speech ends before a dash behind which a verb of saying stands, whatever other dashes it holds: Russian puts one for `is`. It begins with its paragraph, or
//! behind narration where a dash follows the end of a sentence. A whole paragraph is speech if a colon leads to it, or if it is of several sentences and no
//! list, whose items stand below one another. Paragraphs behind dashes that stand below one another are a dialogue if one of them asks or has its cue.

use std::ops::Range;

use super::Marked;
use super::dashes::speech;
use super::russian_narration::tells_speaker;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{SAY, WEAK};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words behind a dash among which a verb of saying is looked for.
const CUE_WORDS: usize = 4;

/// Words of the shortest paragraph that is speech as a whole.
const SHORTEST: usize = 4;

/// Paragraphs above and below among which a dialogue shows itself.
const DIALOGUE: usize = 6;

/// Spaces that stand beside a dash.
pub(super) const SPACES: [char; 2] = [' ', '\u{a0}'];

/// What a paragraph says behind dashes, added to `found`.
pub(super) fn find(words: &Words<'_>, paragraph: usize, found: &mut Vec<Marked>) {
    let stretch = &words.segments.paragraphs[paragraph];
    let text = stretch.text(words.body);
    let tokens = stretch.tokens.start as usize..stretch.tokens.end as usize;
    if tokens.is_empty() {
        return;
    }
    let led = behind_dash(text).map(|rest| stretch.bytes.end as usize - rest.len());
    let Some((first, mut start)) = led.map(|start| (tokens.start, start)).or_else(|| behind_narration(words, text, &tokens)) else {
        return;
    };
    let before = found.len();
    let mut open = true;
    for at in first + 1..tokens.end {
        let Some(gap) = gap_with_dash(words, at) else { continue };
        if open && is_cued(words, at, &tokens) {
            let end = words.end(at - 1) + gap.trim_end_matches(['-', '—', '–', '―', ' ', '\u{a0}', ',']).len();
            push(words, paragraph, start..end, found);
            open = false;
        } else if !open && gap.contains(['.', '!', '?', '…', ',', ':']) {
            start = words.start(at) - quoted_before(words, at);
            open = true;
        }
    }
    let end = stretch.bytes.start as usize + text.trim_end().len();
    if open && (found.len() > before || led.is_some() && (is_whole(words, paragraph) || is_of_dialogue(words, paragraph))) {
        push(words, paragraph, start..end, found);
    }
}

fn push(words: &Words<'_>, paragraph: usize, inner: Range<usize>, found: &mut Vec<Marked>) {
    if words.body.get(inner.clone()).is_some_and(|said| said.chars().any(char::is_alphanumeric)) {
        found.push(speech(paragraph, inner));
    }
}

/// What follows the dash with which a text begins.
fn behind_dash(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['—', '–', '―', '-'])?;
    // `—Мы готовы`, but `-5 градусов`.
    let spaced = rest.starts_with(SPACES) || !text.starts_with('-');
    spaced.then(|| rest.trim_start_matches(SPACES))
}

/// The words between a word and the one before it, if a dash is among them and a space behind it.
pub(super) fn gap_with_dash<'a>(words: &Words<'a>, at: usize) -> Option<&'a str> {
    let gap = words.gap_before(at);
    let gap = &gap[..gap.len() - quoted_before(words, at)];
    let dashed = gap.trim_end_matches(SPACES);
    let hyphen = || dashed.strip_suffix('-').is_some_and(|before| !before.is_empty());
    (gap.ends_with(SPACES) && (dashed.ends_with(['—', '–', '―']) || hyphen())).then_some(gap)
}

/// Bytes of the opening mark right before a word.
fn quoted_before(words: &Words<'_>, at: usize) -> usize {
    words.gap_before(at).chars().next_back().filter(|mark| matches!(mark, '«' | '"' | '“' | '„')).map_or(0, char::len_utf8)
}

/// Whether what stands behind the dash before a word tells who speaks: the dash follows a comma or the end of a sentence, and a verb of saying soon comes.
fn is_cued(words: &Words<'_>, at: usize, tokens: &Range<usize>) -> bool {
    let joined = |verb: &usize| *verb == at || words.is_tight(*verb - 1);
    let known = |verb: usize| words.is(verb, SAY | WEAK) || SPEECH.citing.has(words.text(verb));
    words.gap_before(at).contains([',', '.', '!', '?', '…'])
        && !words.is_capital(at)
        && ((at..tokens.end.min(at + CUE_WORDS)).take_while(joined).any(known) || tells_speaker(words, at, tokens.end))
}

/// Where speech begins behind narration, by word and byte: `В школу пришли дети. – Мы их ждали, – говорит директор.`
fn behind_narration(words: &Words<'_>, text: &str, tokens: &Range<usize>) -> Option<(usize, usize)> {
    if text.contains(['«', '"', '“', '„']) {
        return None;
    }
    let opens = |at: usize| words.is_capital(at) && gap_with_dash(words, at).is_some_and(|gap| gap.contains(['.', '!', '?', '…']));
    let first = (tokens.start + 1..tokens.end).find(|&at| opens(at))?;
    (first + 1..tokens.end).any(|at| gap_with_dash(words, at).is_some() && is_cued(words, at, tokens)).then(|| (first, words.start(first)))
}

/// Whether a paragraph behind a dash is speech as a whole.
fn is_whole(words: &Words<'_>, paragraph: usize) -> bool {
    let paragraphs = &words.segments.paragraphs;
    let text = paragraphs[paragraph].text(words.body).trim_end();
    let beside = |other: Option<usize>| other.and_then(|other| paragraphs.get(other)).map_or("", |other| other.text(words.body));
    let (above, below) = (beside(paragraph.checked_sub(1)), beside(Some(paragraph + 1)));
    let said = behind_dash(text).unwrap_or_default();
    let tokens = (paragraphs[paragraph].tokens.end - paragraphs[paragraph].tokens.start) as usize;
    let sentence = !said.starts_with(char::is_lowercase) && said.ends_with(['.', '!', '?', '…', '»']) && tokens >= SHORTEST;
    let several = || said.match_indices(['.', '!', '?']).any(|(at, _)| said[at + 1..].starts_with(' '));
    let listed = || behind_dash(below).is_some();
    let led = above.trim_end().ends_with(':') && !listed();
    sentence && !above.is_empty() && behind_dash(above).is_none() && (led || several() && !listed())
}

/// Whether a paragraph behind a dash is one of a dialogue: such paragraphs stand right above or below it, all of them sentences, and one of them asks or has its
/// cue.
fn is_of_dialogue(words: &Words<'_>, paragraph: usize) -> bool {
    let paragraphs = &words.segments.paragraphs;
    let said = |at: usize| paragraphs.get(at).and_then(|own| behind_dash(own.text(words.body).trim_end()));
    let above = (paragraph.saturating_sub(DIALOGUE)..paragraph).rev().take_while(|&at| said(at).is_some()).last().unwrap_or(paragraph);
    let below = (paragraph..paragraph + DIALOGUE).take_while(|&at| said(at).is_some()).last().unwrap_or(paragraph);
    let sentence = |text: &str| {
        let ended = text.trim_end_matches(['»', '"', '”', ')']).ends_with(['.', '!', '?', '…']);
        ended && !text.starts_with(char::is_lowercase)
    };
    let asks = |text: &str| text.trim_end_matches(['»', '"', '”']).ends_with('?');
    let cued = |at: usize| {
        let tokens = paragraphs[at].tokens.start as usize..paragraphs[at].tokens.end as usize;
        (tokens.start + 1..tokens.end).any(|own| gap_with_dash(words, own).is_some() && is_cued(words, own, &tokens))
    };
    let run = || (above..below + 1).filter_map(|at| Some((at, said(at)?)));
    above < below && run().all(|(_, text)| sentence(text)) && run().any(|(at, text)| asks(text) || cued(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    #[test]
    fn speech_ends_before_the_dash_behind_which_it_is_reported() {
        for (text, expected) in [
            ("- Мы готовы, - сказал Рогов. - Ждём.", vec!["Мы готовы", "Ждём."]),
            ("— Рыба — это всё, что у нас есть, — сказал он. — И море.", vec!["Рыба — это всё, что у нас есть", "И море."]),
            ("– Куда нам ехать? – возмутилась Анна. – «Чайка» закрыта!", vec!["Куда нам ехать?", "«Чайка» закрыта!"]),
            ("— Лёд был тяжёлый, — приводит слова игрока «Залив».", vec!["Лёд был тяжёлый"]),
            ("В порт пришла Анна. – Мы ждём катер... – вздохнула она.", vec!["Мы ждём катер..."]),
            ("Рогов рассказал:\n\n- Катер ушёл в море ночью.", vec!["Катер ушёл в море ночью."]),
            ("Рогов вышел к людям.\n\n— Катер ушёл. Ждём другой.", vec!["Катер ушёл. Ждём другой."]),
            ("– Ну что? – в голосе его зазвенело железо.", vec!["Ну что?"]),
            ("– Мы ждём, – растерялась кассирша. – Ждём давно.", vec!["Мы ждём", "Ждём давно."]),
            ("– Лодка, которую чинят, – это моя.\n\n– А чья сеть?", vec!["Лодка, которую чинят, – это моя.", "А чья сеть?"]),
            ("— Когда отлив?\n\n— В полдень.\n\n— Успеем.", vec!["Когда отлив?", "В полдень.", "Успеем."]),
            ("— Сети зашили.\n\n— Лодку просмолили.", vec![]),
            ("— Когда отлив?\n\n— лодки;\n\n— Сети.", vec![]),
            ("В списке:\n\n- сети и лодки;\n\n- Катер на ходу.", vec![]),
            ("Рогов вышел к людям.\n\n— Катер ушёл ночью.", vec![]),
            ("Было -5, а то и -7, сказал Рогов.", vec![]),
            ("Рогов - глава посёлка. Он сказал, что ждёт.", vec![]),
            ("- сказал Рогов.", vec![]),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("ru")));
            let mut found = Vec::new();
            (0..segments.paragraphs.len()).for_each(|paragraph| find(&words, paragraph, &mut found));
            let found: Vec<&str> = found.into_iter().map(|quote| &text[quote.inner]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
