//! Reads the label that a turn begins with: `Moon: …`, `[02:00:03] JAKE TAPPER, HOST (voice-over): …`, `Moon: (00:22)` above what is said, and the
//! headings of parliaments, which have no colon: `Mrs. Moon (Wexford)` above hers.
//!
//! Only the shape of the label is judged here; whether labels make a conversation is asked of all of them together.

use std::ops::Range;

use super::{ASKED, Turn, Voice};
use crate::analysis::segment::Stretch;
use crate::enrich::quotes::attribution::rules::Rule;
use crate::enrich::quotes::people::{NameKind, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{BODY, CONJ, CUE, DATE, DET, Language, ORG, PARTICLE, PLACE, PRON, ROLE, STOP, SUFFIX, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Bytes of the longest label.
const LONGEST: usize = 110;

/// Words of the longest label.
const LABEL_WORDS: usize = 16;

/// Bytes of the longest heading without a colon, which may be an office with its holder in brackets.
const HEADING: usize = 160;

/// Bytes of the longest time in brackets: `[02:00:03]`.
const TIME: usize = 12;

/// Bytes of the longest stage direction with a colon behind it: `(on camera):`.
const DIRECTION: usize = 32;

/// Words of the longest line that names who made a programme.
const NAMED: usize = 8;

/// Dashes behind labels, where they have no colon.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// Whether a paragraph may begin with a label.
pub(super) fn may_begin(words: &Words<'_>, text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(LONGEST)];
    head.starts_with(b"Q") && text[1..].starts_with(char::is_whitespace)
        || matches!(memchr::memchr2(b':', b'.', head), Some(at) if at > 0 && (head[at] == b':' || at <= ASKED))
        || words.language == Language::English && text.len() <= HEADING && text.ends_with(')')
        || words.language != Language::English && DASHES.iter().any(|dash| memchr::memmem::find(head, dash.as_bytes()).is_some())
}

/// The turn that a paragraph begins with its label, or that the next holds where a paragraph is nothing but a label.
pub(super) fn labelled(words: &Words<'_>, people: &People, paragraph: usize) -> Option<Turn> {
    let stretch = words.segments.paragraphs.get(paragraph)?;
    let (begin, end) = (stretch.bytes.start as usize, stretch.bytes.end as usize);
    let time = behind_time(stretch.text(words.body));
    let first = if time == 0 { stretch.tokens.start as usize } else { words.first_at_byte(begin + time) };
    if words.start(first) != begin + time || !words.is_capital(first) {
        return None;
    }
    if let Some(turn) = spaced(words, paragraph, first) {
        return Some(turn);
    }
    let gap = words.gap(first);
    let mut behind = first;
    let (label, voice) = if gap.starts_with([':', '.']) && SPEECH.records.question_labels.has(words.text(first)) {
        (first..first + 1, Voice::Question)
    } else if gap.starts_with([':', '.']) && SPEECH.records.answer_labels.has(words.text(first)) {
        (first..first + 1, Voice::Answer(None))
    } else {
        let dashed = |at: usize| words.language != Language::English && matches!(words.gap(at), " – " | " — ");
        let colon = |at: usize| words.is_parted_by(at, [':', '\n']) && !is_within_time(words.gap(at));
        let last = words.unspaced.within(first..first + LABEL_WORDS).find(|&at| colon(at) || dashed(at))?;
        if last >= stretch.tokens.end as usize || words.end(last) > words.start(first) + LONGEST {
            return None;
        }
        let whole = first..last + 1;
        let voice = voice_of(words, people, &whole)?;
        // `Moon (00:22):`, `UNIDENTIFIED MALE (through translator):`
        let bracket = (first..last).find(|&at| words.gap(at).ends_with(['(', '[']));
        let apart = |&at: &usize| voice == Voice::Role || words.is_number(at + 1);
        let label = bracket.filter(apart).map_or(whole, |at| first..at + 1);
        behind = last;
        (label, voice)
    };
    let behind = words.body.get(words.end(behind)..end)?;
    let dashed = DASHES.iter().find_map(|dash| behind.strip_prefix(*dash)).map(|_| &behind[1..]);
    let closed = || behind.trim_start_matches([')', ']']);
    let spaced = || closed().strip_prefix(" :").filter(|_| words.language == Language::English).map(|_| &closed()[1..]);
    let behind = dashed.or_else(spaced).unwrap_or_else(closed);
    let colon = behind.starts_with(':');
    let behind = behind.strip_prefix([':', '.', '—', '–', '-'])?;
    let timed = behind.len() - behind.trim_start().len();
    let behind = &behind[timed..];
    let time = behind_time(behind);
    let rule = match voice {
        Voice::Question | Voice::Answer(_) => Rule::QuestionAnswer,
        _ => Rule::Turn,
    };
    if colon && behind.len() == time && words.language == Language::English {
        return below(words, paragraph, label, voice);
    }
    let said = behind[time..].trim();
    if timed == 0 || !said.contains(char::is_alphabetic) || is_marked(said) {
        return None;
    }
    let start = end - behind[time..].trim_start().len();
    if voice == Voice::Role && names_somebody(words, words.first_at_byte(start)..stretch.tokens.end as usize) {
        return None;
    }
    Some(Turn { paragraph, said: start..start + said.len(), label, voice, role: None, rule })
}

/// The question, or the answer, whose letter is parted from it by nothing but space, as records of the White House and of courts print it: `Q    Why?` An
/// `A` may be an article, so it needs more than one.
fn spaced(words: &Words<'_>, paragraph: usize, first: usize) -> Option<Turn> {
    if words.end(first) > words.start(first) + 1 {
        return None;
    }
    let gap = words.gap(first);
    let apart = || gap.chars().count() > 1 || gap == "\t" || gap == "\u{a0}";
    let voice = match words.text(first) {
        "Q" => Voice::Question,
        "A" if apart() => Voice::Answer(None),
        _ => return None,
    };
    let stretch = words.segments.paragraphs.get(paragraph)?;
    let (end, last) = (stretch.bytes.end as usize, stretch.tokens.end as usize);
    let opens = first + 1 < last && (words.is_capital(first + 1) || words.is_number(first + 1) || apart());
    if gap.is_empty() || !gap.chars().all(|c| c.is_whitespace() && c != '\n') || !opens {
        return None;
    }
    let start = words.start(first + 1);
    let said = start..start + words.body.get(start..end)?.trim_end().len();
    Some(Turn { paragraph, said, label: first..first + 1, voice, role: None, rule: Rule::QuestionAnswer })
}

/// Whether what stands behind a role only names who has it, as the head of a record does, and says nothing: `Reporter: Anna Moon`.
fn names_somebody(words: &Words<'_>, behind: Range<usize>) -> bool {
    let name = |at: usize| words.is_capital(at) && !words.is(at, PRON | CUE) || words.is(at, CONJ | PARTICLE);
    (2..=NAMED).contains(&behind.len())
        && behind.clone().all(name)
        && behind.clone().all(|at| at + 1 == behind.end || words.is_tight(at) || words.is_before_comma(at))
        && !words.gap(behind.end - 1).starts_with(['.', '?', '!', '…'])
}

/// The turn below a heading that parliaments print: a title with a name, and in brackets where the member sits, or an office and in brackets who holds it.
pub(super) fn headed(words: &Words<'_>, people: &People, paragraph: usize) -> Option<Turn> {
    let stretch = words.segments.paragraphs.get(paragraph)?;
    let text = stretch.text(words.body).trim();
    let (first, end) = (stretch.tokens.start as usize, stretch.tokens.end as usize);
    if words.language != Language::English || text.len() > HEADING || text.ends_with(['.', '!', '?', ':', ';', ',', '"', '”']) {
        return None;
    }
    let bracket = (first..end).find(|&at| words.gap_before(at).ends_with('(') && at > first);
    let closed = text.ends_with(')');
    let titled = |at: usize| SPEECH.records.honorifics.has(words.text(at));
    let named = match bracket {
        Some(inside) if closed && titled(inside) && words.is_capital(first) => inside,
        Some(_) if closed && titled(first) => first,
        None if titled(first) => first,
        _ => return None,
    };
    let index = (named..end.min(named + 3)).find_map(|at| people.at(at))?;
    let name = &people.names[index];
    let person = matches!(name.kind, NameKind::Person | NameKind::Unknown) && name.whole.end <= end;
    let whole = bracket.is_some() || name.whole.end == end;
    if !person || !whole {
        return None;
    }
    below(words, paragraph, named..name.whole.end, Voice::Name(index))
}

/// What stands below a paragraph that is nothing but a label, where that is a sentence.
fn below(words: &Words<'_>, paragraph: usize, label: Range<usize>, voice: Voice) -> Option<Turn> {
    let stretch = words.segments.paragraphs.get(paragraph + 1)?;
    let said = within(words, stretch);
    let text = &words.body[said.clone()];
    let sentence = text.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?', '…', ':', '—']) && !is_marked(text);
    sentence.then_some(Turn { paragraph: paragraph + 1, said, label, voice, role: None, rule: Rule::Turn })
}

/// What stands behind a stage direction that a paragraph begins with, and its colon: `(on camera): …`. Its speaker is the one of the turn before.
pub(super) fn directed(words: &Words<'_>, stretch: &Stretch) -> Option<Range<usize>> {
    let said = within(words, stretch);
    let text = words.body[said.clone()].strip_prefix('(')?;
    let (direction, behind) = text.split_once("): ").filter(|(direction, _)| direction.len() <= DIRECTION)?;
    let fits = direction.contains(char::is_alphabetic) && behind.contains(char::is_alphabetic) && !is_marked(behind.trim_start());
    fits.then(|| said.end - behind.trim_start().len()..said.end)
}

/// Whether a paragraph is nothing but what is heard besides: `(LAUGHTER)`, `[applause]`. What begins or ends a recording parts turns.
pub(super) fn is_noise(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']']));
    inside.and_then(|noise| noise.split(' ').next()).is_some_and(|noise| SPEECH.records.noises.has(noise))
}

/// The bytes of a paragraph without the space around it.
fn within(words: &Words<'_>, stretch: &Stretch) -> Range<usize> {
    let text = stretch.text(words.body);
    let start = stretch.bytes.start as usize + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Bytes of a time in brackets that a text begins with, and of the space behind it: `[02:00:03] `.
fn behind_time(text: &str) -> usize {
    let Some(inside) = text.strip_prefix(['[', '(']) else { return 0 };
    let Some(closing) = memchr::memchr2(b']', b')', &inside.as_bytes()[..inside.len().min(TIME)]) else { return 0 };
    let digits = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.');
    if closing == 0 || !inside.as_bytes()[..closing].iter().all(digits) {
        return 0;
    }
    let behind = &inside[closing + 1..];
    text.len() - behind.trim_start().len()
}

/// Whether a colon parts the hours of a time rather than a label: nothing but it stands there.
fn is_within_time(gap: &str) -> bool {
    gap == ":"
}

/// Whether what is said stands in marks, and so is read as a quotation.
fn is_marked(said: &str) -> bool {
    said.starts_with(['"', '“', '„', '«', '»', '‘', '\'', '「'])
}

/// Whom a label names: a name, a name with a role behind a comma or in brackets, a role.
fn voice_of(words: &Words<'_>, people: &People, label: &Range<usize>) -> Option<Voice> {
    // `JOAN HALE/RADIO SELBY:`
    let parted = |at: usize| words.is_parted_by(at, [',', '(', '[']) || words.gap(at) == "/" && words.is_upper(at);
    let end = label.clone().find(|&at| parted(at)).map_or(label.end, |at| at + 1);
    let head = label.start..end;
    if let Some((holder, _)) = holder(words, people, label) {
        return Some(Voice::Name(holder));
    }
    if head.len() == 2 && words.is_number(end - 1) && SPEECH.records.voices.has(words.text(head.start)) {
        // `Speaker 2:`
        return Some(Voice::Role);
    }
    let closed = |at: usize| words.is_tight(at) || words.gap(at).trim().is_empty();
    let shouted = head.clone().all(|at| words.is_upper(at));
    let plain = |at: usize| words.is(at, PRON | DET | DATE) || words.is(at, CUE) && !words.is_capital(at) || words.is_number(at);
    // `The Prime Minister:`, `Le maire:`
    let office = words.is_capital(end - 1) && words.is(end - 1, ROLE | TITLE);
    // `The Ledger:`
    let led = head.len() == 2 && (words.language != Language::English || words.is_spelt(head.start, "The")) && words.is(head.start, DET);
    let opens = usize::from(words.is(head.start, DET) && (office || led));
    if head.len() > 6 || !(head.start..end - 1).all(closed) || !shouted && head.clone().skip(opens).any(plain) {
        return None;
    }
    if shouted && head.len() > 1 && SPEECH.records.unknown.has(words.text(head.start)) {
        // `UNIDENTIFIED MALE:`
        return Some(Voice::Role);
    }
    // `Mr. Speaker:`
    if head.len() == 2 && SPEECH.records.honorifics.has(words.text(head.start)) && SPEECH.records.presiding.has(words.text(end - 1)) {
        return Some(Voice::Role);
    }
    let name = people.at(head.start).filter(|&index| people.names[index].whole.end >= end);
    if let Some(index) = name {
        let name = &people.names[index];
        let fits = match name.kind {
            NameKind::Person => true,
            NameKind::Unknown => name.person.is_some() || head.len() > 1,
            NameKind::Organisation => head.len() > 1,
            _ => false,
        };
        if fits {
            return Some(Voice::Name(index));
        }
    }
    if head.len() <= 4 && words.is(end - 1, ROLE | TITLE) {
        return Some(Voice::Role);
    }
    if shouted && head.len() == 2 && words.is(head.start, DET) && words.is(end - 1, BODY | ORG) {
        // `THE COURT:`
        return Some(Voice::Role);
    }
    if led && words.is_capital(end - 1) && end == label.end && !words.is(end - 1, STOP | PLACE | DATE | ROLE) {
        return Some(Voice::Outlet);
    }
    (head.len() == 1 && end == label.end && !words.is(head.start, STOP | PLACE | DATE)).then_some(Voice::Outlet)
}

/// Who is named in brackets behind the office that a label begins with, by index, and where the office ends: `The Secretary of State for Transport (Anna Moon)`. Not
/// where a member sits: `Anna Moon (Leeds East)`.
fn holder(words: &Words<'_>, people: &People, label: &Range<usize>) -> Option<(usize, usize)> {
    let inside = words.unspaced.within(label.clone()).find(|&at| words.gap(at).ends_with('('))? + 1;
    let office = label.start..inside;
    let named = people.at(office.start).is_some_and(|name| people.names[name].person.is_some());
    let led = words.is(office.start, DET | ROLE | TITLE) && office.clone().any(|at| words.is(at, ROLE | TITLE));
    if inside >= label.end || named || !led {
        return None;
    }
    let index = (inside..label.end.min(inside + 2)).find_map(|at| people.at(at))?;
    let name = &people.names[index];
    let person = matches!(name.kind, NameKind::Person | NameKind::Unknown) && name.tokens.len() > 1;
    (person && name.whole.end == label.end).then_some((index, inside))
}

/// What a label tells that somebody is, as bytes: behind a comma after the name, if it is no party or town (`ANNA MOON, WATER MINISTER`), or the office before the
/// brackets with the name.
pub(super) fn role_in(words: &Words<'_>, people: &People, label: &Range<usize>) -> Option<Range<usize>> {
    if let Some((_, inside)) = holder(words, people, label) {
        let first = label.start + usize::from(words.is(label.start, DET) && !words.is(label.start, ROLE | TITLE));
        return Some(words.start(first)..words.end(inside - 1));
    }
    let first = label.clone().find(|&at| words.is_before_comma(at))? + 1;
    let end = (first..label.end).find(|&at| words.is_parted_by(at, ['(', '['])).map_or(label.end, |at| at + 1);
    let short = |at: usize| words.is(at, SUFFIX) || words.end(at) <= words.start(at) + 2 && words.is_before_hyphen(at);
    let none = first >= end || short(first) || (first..end).all(|at| words.is(at, PLACE | DATE) || words.is_number(at));
    (!none).then(|| words.start(first)..words.end(end - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_brackets_are_passed_over_and_nothing_else_is() {
        for (text, expected) in [
            ("[02:00:03] MOON: Go.", 11),
            ("(00:22)\nGo.", 8),
            ("(00:22)", 7),
            ("(Leeds) Go.", 0),
            ("() Go.", 0),
            ("[02:00", 0),
            ("(1234567890123) Go.", 0),
            ("Go (00:22)", 0),
        ] {
            assert_eq!(behind_time(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_heard_besides_is_noise() {
        for (text, expected) in
            [("(LAUGHTER)", true), ("[applause and cheers]", true), ("(BEGIN VIDEOTAPE)", false), ("Laughter", false), ("()", false)]
        {
            assert_eq!(is_noise(text), expected, "{text}");
        }
    }
}
