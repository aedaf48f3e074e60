//! Finds transcripts and interviews that are printed without quotation marks: lines that begin with who speaks, and a colon.
//!
//! `Moon: …`, `JAKE TAPPER, HOST: …`, `Moderator: …`, `Q: …` and `A: …`. An article is read so only where at least three turns are taken by
//! at least two voices, one of which comes back, one of which is a person, a role or an answer, and where a third of the turns ask or speak in
//! the first or second person: what tells a conversation from results, recipes and notes. Paragraphs that go on without a label belong to the
//! turn above them.

pub(super) mod dialogue;
pub(super) mod interviews;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::enrich::quotes::attribution::rules::{Attribution, Rule};
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::{Name, NameKind, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{BODY, CUE, DATE, DET, Language, ORG, PLACE, PRON, ROLE, STOP, TITLE};
use crate::enrich::quotes::words::list::List;
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::spelling::key;

/// One paragraph of a turn.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// Index of the paragraph.
    pub(super) paragraph: usize,
    /// Bytes of what is said.
    pub(super) said: Range<usize>,
    /// Words of the label that gives the turn its speaker.
    pub(super) label: Range<usize>,
    /// Who speaks.
    pub(super) voice: Voice,
    /// How it was told.
    pub(super) rule: Rule,
}

/// Who speaks a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Somebody named; index among the article's names.
    Name(usize),
    /// One word that names nobody known: the paper or station that asks.
    Outlet,
    /// A role without a name: `Moderator`.
    Role,
    /// Whoever asks.
    Question,
    /// Whoever answers; index among the article's persons where only one can be meant.
    Answer(Option<usize>),
}

/// Bytes of the longest label.
const LONGEST: usize = 70;

/// Words of the longest label.
const LABEL_WORDS: usize = 10;

/// Words of a paragraph that are looked at to tell whether somebody speaks in it.
const LOOKED_AT: usize = 60;

/// The most paragraphs without a label between two turns that can belong to the first.
const GOES_ON: usize = 8;

/// Dashes behind labels, where they have no colon.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// Bytes of the longest label of a question or an answer.
const ASKED: usize = 18;

/// Whether enough paragraphs begin like turns for [`find`] to look closer: three, or two below a question.
pub(super) fn may_hold(words: &Words<'_>) -> bool {
    let labelled = |text: &str| {
        let head = &text.as_bytes()[..text.len().min(LONGEST)];
        matches!(memchr::memchr2(b':', b'.', head), Some(at) if at > 0 && (head[at] == b':' || at <= ASKED))
            || words.language != Language::English && DASHES.iter().any(|dash| memchr::memmem::find(head, dash.as_bytes()).is_some())
    };
    let mut asked = false;
    let mut found = 0;
    words.segments.paragraphs.iter().any(|stretch| {
        let text = stretch.text(words.body);
        found += if labelled(text) { 1 + usize::from(asked) } else { 0 };
        asked = text.ends_with('?');
        found > 2
    })
}

/// Finds the turns of an article, in order, one entry a paragraph; `made` are the attributions of its quotations `marked`.
pub(super) fn find(words: &Words<'_>, people: &People, marked: &[Marked], made: &[Attribution]) -> Vec<Turn> {
    if !may_hold(words) {
        return Vec::new();
    }
    let mut turns: Vec<Turn> = (0..words.segments.paragraphs.len()).filter_map(|paragraph| labelled(words, people, paragraph)).collect();
    keep_voices(words, people, &mut turns);
    if !is_conversation(words, people, &turns) {
        turns = dialogue::below_questions(words, &turns);
    }
    if turns.is_empty() {
        return turns;
    }
    name_in_full(words, people, &mut turns);
    let quoting = |paragraph: usize| {
        let first = marked.partition_point(|quote| quote.paragraph < paragraph);
        let quotes = marked.iter().zip(made).skip(first).take_while(|(quote, _)| quote.paragraph == paragraph);
        quotes.into_iter().any(|(quote, attribution)| attribution.source.is_some() || quote.tokens.len() > 2)
    };
    let turns = with_what_goes_on(words, turns, quoting);
    let person = interviewed(words, people, &turns);
    let answered = |turn: Turn| match turn.voice {
        Voice::Answer(_) => Turn { voice: Voice::Answer(person), ..turn },
        _ => turn,
    };
    turns.into_iter().map(answered).collect()
}

/// The turn that a paragraph begins with its label.
fn labelled(words: &Words<'_>, people: &People, paragraph: usize) -> Option<Turn> {
    let stretch = words.segments.paragraphs.get(paragraph)?;
    let (first, end) = (stretch.tokens.start as usize, stretch.bytes.end as usize);
    if words.start(first) != stretch.bytes.start as usize || !words.is_capital(first) {
        return None;
    }
    let gap = words.gap(first);
    let (label, voice) = if gap.starts_with([':', '.']) && SPEECH.question_labels.has(words.text(first)) {
        (first..first + 1, Voice::Question)
    } else if gap.starts_with([':', '.']) && SPEECH.answer_labels.has(words.text(first)) {
        (first..first + 1, Voice::Answer(None))
    } else {
        let dashed = |at: usize| words.language != Language::English && matches!(words.gap(at), " – " | " — ");
        let last = (first..first + LABEL_WORDS).find(|&at| words.is_parted_by(at, [':', '\n']) || dashed(at))?;
        if last + 1 >= stretch.tokens.end as usize || words.end(last) > words.start(first) + LONGEST {
            return None;
        }
        let label = first..last + 1;
        let voice = voice_of(words, people, &label)?;
        (label, voice)
    };
    let behind = words.body.get(words.end(label.end - 1)..end)?;
    let dashed = DASHES.iter().find_map(|dash| behind.strip_prefix(*dash)).map(|_| &behind[1..]);
    let behind = dashed.unwrap_or_else(|| behind.trim_start_matches([')', ']'])).strip_prefix([':', '.', '—', '–', '-'])?;
    if !behind.starts_with(char::is_whitespace) || !behind.contains(char::is_alphabetic) {
        return None;
    }
    let said = behind.trim();
    let start = end - behind.trim_start().len();
    let quoted = said.starts_with(['"', '“', '„', '«', '»', '‘', '\'', '「']);
    let rule = match voice {
        Voice::Question | Voice::Answer(_) => Rule::QuestionAnswer,
        _ => Rule::Turn,
    };
    (!quoted).then_some(Turn { paragraph, said: start..start + said.len(), label, voice, rule })
}

/// Whom a label names: a name, a name with a role behind a comma or in brackets, a role.
fn voice_of(words: &Words<'_>, people: &People, label: &Range<usize>) -> Option<Voice> {
    // `JOAN HALE/RADIO SELBY:`
    let parted = |at: usize| words.gap(at).contains([',', '(', '[']) || words.gap(at) == "/" && words.is_upper(at);
    let end = label.clone().find(|&at| parted(at)).map_or(label.end, |at| at + 1);
    let head = label.start..end;
    let closed = |at: usize| words.is_tight(at) || words.gap(at).trim().is_empty();
    let shouted = head.clone().all(|at| words.is_upper(at));
    let plain = |at: usize| words.is(at, PRON | DET | DATE) || words.is(at, CUE) && !words.is_capital(at) || words.is_number(at);
    // `The Prime Minister:`, `Le maire:`
    let office = words.is_capital(end - 1) && words.is(end - 1, ROLE | TITLE);
    // `The Ledger:`
    let led = head.len() == 2 && (words.language != Language::English || words.text(head.start) == "The") && words.is(head.start, DET);
    let opens = usize::from(words.is(head.start, DET) && (office || led));
    if head.len() > 6 || !(head.start..end - 1).all(closed) || !shouted && head.clone().skip(opens).any(plain) {
        return None;
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

/// What two turns of one voice share: the surname, the outlet, the role.
fn voice_key(words: &Words<'_>, people: &People, turn: &Turn) -> (u8, u64) {
    match turn.voice {
        Voice::Name(index) => {
            let name = &people.names[index];
            let named = if name.tokens.is_empty() { &name.whole } else { &name.tokens };
            (0, key(&words.stem(named.end - 1).to_lowercase()))
        }
        Voice::Outlet => (0, key(&words.stem(turn.label.end - 1).to_lowercase())),
        Voice::Role => (1, key(&words.body[words.bytes(&turn.label)])),
        Voice::Question => (2, 0),
        Voice::Answer(_) => (3, 0),
    }
}

/// Drops what only looks like a turn: a single word with a colon that does not come back, a question without any answer.
fn keep_voices(words: &Words<'_>, people: &People, turns: &mut Vec<Turn>) {
    let mut count: FxHashMap<(u8, u64), usize> = FxHashMap::default();
    for turn in turns.iter() {
        *count.entry(voice_key(words, people, turn)).or_default() += 1;
    }
    let paired = count.contains_key(&(2, 0)) && count.contains_key(&(3, 0));
    let named = turns.iter().any(|turn| matches!(turn.voice, Voice::Name(_)));
    turns.retain(|turn| match turn.voice {
        Voice::Outlet => count.get(&voice_key(words, people, turn)).is_some_and(|&count| count > 1),
        Voice::Question => paired || named && words.gap(turn.label.start).starts_with(':'),
        Voice::Answer(_) => paired,
        _ => true,
    });
}

/// Whether turns are a conversation rather than a list with colons.
fn is_conversation(words: &Words<'_>, people: &People, turns: &[Turn]) -> bool {
    let mut voices: Vec<_> = turns.iter().map(|turn| voice_key(words, people, turn)).collect();
    voices.sort_unstable();
    voices.dedup();
    let human = turns.iter().any(|turn| !matches!(turn.voice, Voice::Outlet));
    let spoken = turns.iter().filter(|turn| is_spoken(words, &turn.said)).count();
    // Whoever is named and asked again and again speaks in an interview, even where little of it asks or tells of `me`.
    let asked = turns.iter().filter(|turn| turn.voice == Voice::Question).count() > 1;
    let named = turns.iter().filter(|turn| matches!(turn.voice, Voice::Name(_))).count() > 1;
    turns.len() >= 3 && (2..turns.len()).contains(&voices.len()) && human && (spoken * 3 >= turns.len() || asked && named && spoken > 0)
}

/// Whether words ask, or speak in the first or second person.
fn is_spoken(words: &Words<'_>, said: &Range<usize>) -> bool {
    let first = words.first_at_byte(said.start);
    words.body[said.clone()].ends_with('?')
        || (first..first + LOOKED_AT)
            .take_while(|&at| words.start(at) < said.end)
            .any(|at| words.gap(at).contains('?') || is_one_of(words, at, &SPEECH.in_person) || is_one_of(words, at, &SPEECH.alone))
}

/// Whether words speak of their own speaker: `I`.
fn speaks_of_self(words: &Words<'_>, said: &Range<usize>) -> bool {
    let first = words.first_at_byte(said.start);
    (first..first + LOOKED_AT).take_while(|&at| words.start(at) < said.end).any(|at| is_one_of(words, at, &SPEECH.alone))
}

/// Whether a word, without what an apostrophe joins to it, is listed.
fn is_one_of(words: &Words<'_>, at: usize, listed: &List) -> bool {
    let word = words.text(at);
    let bare = word.split(['\'', '’']).next().unwrap_or(word);
    listed.has(bare)
}

/// Gives a surname the first label, else the first name of the text, that has it in full, where no better name is known: `JAKE TAPPER, HOST: … TAPPER: …`
fn name_in_full(words: &Words<'_>, people: &People, turns: &mut [Turn]) {
    let mut full: FxHashMap<(u8, u64), usize> = FxHashMap::default();
    for turn in turns.iter() {
        if let Voice::Name(index) = turn.voice
            && people.names[index].tokens.len() > 1
        {
            full.entry(voice_key(words, people, turn)).or_insert(index);
        }
    }
    // Without a known first name, German does not tell a person from other nouns; the label does.
    let german = |name: &Name| words.language == Language::German && name.kind == NameKind::Organisation && name.whole.len() == 2;
    let named =
        |name: &Name| !name.weak && name.tokens.len() > 1 && (matches!(name.kind, NameKind::Person | NameKind::Unknown) || german(name));
    for (index, name) in people.names.iter().enumerate().filter(|(_, name)| named(name)) {
        full.entry((0, key(&words.stem(name.tokens.end - 1).to_lowercase()))).or_insert(index);
    }
    for turn in turns {
        let known = match turn.voice {
            Voice::Name(index) => {
                let name = &people.names[index];
                name.person.map_or(name.tokens.len(), |person| people.persons[person].name.len().max(name.tokens.len()))
            }
            Voice::Outlet => 1,
            _ => continue,
        };
        if let Some(&index) = full.get(&voice_key(words, people, turn)).filter(|_| known < 2) {
            turn.voice = Voice::Name(index);
        }
    }
}

/// Adds the paragraphs without a label that belong to the turn above them: between two turns where somebody speaks in them, behind the
/// last where somebody speaks of himself. None that is no sentence, or that quotes somebody.
fn with_what_goes_on(words: &Words<'_>, turns: Vec<Turn>, quoting: impl Fn(usize) -> bool) -> Vec<Turn> {
    let paragraphs = &words.segments.paragraphs;
    let mut all = Vec::with_capacity(turns.len());
    for (index, turn) in turns.iter().enumerate() {
        all.push(turn.clone());
        let next = turns.get(index + 1).map(|next| next.paragraph);
        let limit = next.unwrap_or(paragraphs.len());
        if limit - turn.paragraph > GOES_ON + 1 && next.is_some() {
            continue;
        }
        let mut more: Vec<Turn> = Vec::new();
        for (paragraph, stretch) in paragraphs.iter().enumerate().take(limit.min(turn.paragraph + GOES_ON + 1)).skip(turn.paragraph + 1) {
            let text = stretch.text(words.body);
            let start = stretch.bytes.start as usize + (text.len() - text.trim_start().len());
            let said = start..start + text.trim().len();
            let sentence = text.trim_end().trim_end_matches(['"', '”', '“', '»', ')']).ends_with(['.', '!', '?', '…']);
            let alone = || {
                (stretch.tokens.start as usize..stretch.tokens.end as usize).take(LOOKED_AT).any(|at| is_one_of(words, at, &SPEECH.alone))
            };
            if !sentence || text.starts_with(['(', '[', '"', '“', '„', '«', '»']) || quoting(paragraph) || next.is_none() && !alone()
            {
                break;
            }
            more.push(Turn { paragraph, said, rule: Rule::TurnGoesOn, ..turn.clone() });
        }
        if more.iter().any(|turn| is_spoken(words, &turn.said)) {
            all.append(&mut more);
        }
    }
    all
}

/// Who gives the answers: the one person whom the article names outside the conversation, or the paragraph that leads to it with a colon.
fn interviewed(words: &Words<'_>, people: &People, turns: &[Turn]) -> Option<usize> {
    let first = turns.iter().find(|turn| matches!(turn.voice, Voice::Answer(_) | Voice::Question))?.paragraph;
    let in_turns = |token: usize| {
        let before = turns.partition_point(|turn| words.segments.paragraphs[turn.paragraph].tokens.end as usize <= token);
        turns.get(before).is_some_and(|turn| words.segments.paragraphs[turn.paragraph].tokens.start as usize <= token)
    };
    let only = |within: Range<usize>| {
        let bracketed = |at: usize| (at.saturating_sub(3)..at + 1).rev().any(|at| words.gap_before(at).contains('('));
        let outside = |name: &&Name| !in_turns(name.whole.start) && !bracketed(name.whole.start);
        let named = people.names.iter().filter(|name| within.contains(&name.whole.start)).filter(outside);
        let persons: Vec<usize> = named.filter_map(|name| name.person).collect();
        let evident = |&&person: &&usize| people.persons[person].evident;
        let person = *persons.iter().find(evident).or_else(|| persons.first())?;
        let other = |&&other: &&usize| other != person && people.persons[other].evident == people.persons[person].evident;
        persons.iter().find(other).is_none().then_some(person)
    };
    let above = || {
        let stretch = words.segments.paragraphs.get(first.checked_sub(1)?)?;
        let leads = stretch.text(words.body).trim_end().ends_with(':');
        leads.then(|| only(stretch.tokens.start as usize..stretch.tokens.end as usize)).flatten()
    };
    only(0..words.len()).or_else(above)
}
