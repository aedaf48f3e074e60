//! Finds transcripts and interviews that are printed without quotation marks: lines that begin with who speaks, and a colon.
//!
//! `Moon: …`, `JAKE TAPPER, HOST: …`, `Moderator: …`, `Q: …` and `A: …`. An article is read so only where at least three turns are taken by
//! at least two voices, one of which comes back, one of which is a person, a role or an answer, and where a third of the turns ask or speak in
//! the first or second person: what tells a conversation from results, recipes and notes. Paragraphs that go on without a label belong to the
//! turn above them.

pub(super) mod dialogue;
pub(super) mod interviews;
mod introduced;
mod labels;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::enrich::quotes::attribution::rules::{Attribution, Rule};
use crate::enrich::quotes::marks::Marked;
use crate::enrich::quotes::people::{Name, NameKind, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{Language, PARTICLE};
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
    /// Bytes of what a label calls whoever speaks: behind a comma, or before brackets with the name.
    pub(super) role: Option<Range<usize>>,
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

/// Words of a paragraph that are looked at to tell whether somebody speaks in it.
const LOOKED_AT: usize = 60;

/// The most paragraphs without a label between two turns that can belong to the first.
const GOES_ON: usize = 8;

/// Bytes of the longest label of a question or an answer.
const ASKED: usize = 18;

/// Whether enough paragraphs begin like turns for [`find`] to look closer: three, or two below a question.
pub(super) fn may_hold(words: &Words<'_>) -> bool {
    let mut asked = false;
    let mut found = 0;
    words.segments.paragraphs.iter().any(|stretch| {
        let text = stretch.text(words.body);
        found += if labels::may_begin(words, text) { 1 + usize::from(asked) } else { 0 };
        asked = text.ends_with('?');
        found > 2
    })
}

/// Finds the turns of an article, in order, one entry a paragraph; `made` are the attributions of its quotations `marked`.
pub(super) fn find(words: &Words<'_>, people: &People, marked: &[Marked], made: &[Attribution]) -> Vec<Turn> {
    if !may_hold(words) {
        return Vec::new();
    }
    let label = |paragraph| labels::labelled(words, people, paragraph).or_else(|| labels::headed(words, people, paragraph));
    let mut turns: Vec<Turn> = (0..words.segments.paragraphs.len()).filter_map(label).collect();
    turns.dedup_by_key(|turn| turn.paragraph);
    let begun: Vec<usize> = turns.iter().map(|turn| turn.paragraph).collect();
    keep_voices(words, people, &mut turns);
    if !is_conversation(words, people, &turns) {
        turns = dialogue::below_questions(words, &turns);
    }
    if turns.is_empty() {
        return turns;
    }
    name_in_full(words, people, &mut turns);
    call(words, people, &mut turns);
    let quoting = |paragraph: usize| {
        let first = marked.partition_point(|quote| quote.paragraph < paragraph);
        let quotes = marked.iter().zip(made).skip(first).take_while(|(quote, _)| quote.paragraph == paragraph);
        quotes.into_iter().any(|(quote, attribution)| attribution.source.is_some() || quote.tokens.len() > 2)
    };
    let turns = with_what_goes_on(words, turns, &begun, quoting);
    let asked = || turns.iter().find(|turn| matches!(turn.voice, Voice::Answer(_) | Voice::Question)).map(|turn| turn.paragraph);
    let above = || asked().map(|paragraph| words.segments.paragraphs[paragraph].tokens.start as usize);
    let person = interviewed(words, people, &turns).or_else(|| introduced::introduced(words, people, above()?));
    let answered = |turn: Turn| match turn.voice {
        Voice::Answer(_) => Turn { voice: Voice::Answer(person), ..turn },
        _ => turn,
    };
    turns.into_iter().map(answered).collect()
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
    let named = turns.iter().any(|turn| matches!(turn.voice, Voice::Name(_) | Voice::Role));
    turns.retain(|turn| match turn.voice {
        Voice::Outlet => count.get(&voice_key(words, people, turn)).is_some_and(|&count| count > 1),
        Voice::Question => paired || named && words.gap(turn.label.start).starts_with([':', ' ', '\t', '\u{a0}']),
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
            .any(|at| words.is_parted_by(at, ['?']) || is_one_of(words, at, &SPEECH.in_person) || is_one_of(words, at, &SPEECH.alone))
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
                // `VAN OLSEN:`
                let own = name.tokens.clone().filter(|&at| !words.is(at, PARTICLE)).count();
                name.person.map_or(own, |person| people.persons[person].name.len().max(own))
            }
            Voice::Outlet => 1,
            _ => continue,
        };
        if let Some(&index) = full.get(&voice_key(words, people, turn)).filter(|_| known < 2) {
            turn.voice = Voice::Name(index);
        }
    }
}

/// Gives every turn the role that the first label of its voice tells.
fn call(words: &Words<'_>, people: &People, turns: &mut [Turn]) {
    let mut roles: FxHashMap<(u8, u64), Range<usize>> = FxHashMap::default();
    for turn in turns.iter().filter(|turn| matches!(turn.voice, Voice::Name(_))) {
        if let Some(role) = labels::role_in(words, people, &turn.label) {
            roles.entry(voice_key(words, people, turn)).or_insert(role);
        }
    }
    if !roles.is_empty() {
        turns.iter_mut().for_each(|turn| turn.role = roles.get(&voice_key(words, people, turn)).cloned());
    }
}

/// Whether turns are those of a record, in which nothing but what is said and done stands: most of its labels shout, or stand above what is said.
fn is_record(words: &Words<'_>, turns: &[Turn]) -> bool {
    let paragraph = |turn: &Turn| words.segments.paragraphs[turn.paragraph].tokens.start as usize;
    // `S. MOON:`
    let shouts = |turn: &Turn| turn.label.clone().take(2).any(|at| words.is_upper(at));
    let of_record = |turn: &&Turn| !turn.label.is_empty() && (turn.label.start < paragraph(turn) || shouts(turn));
    turns.iter().filter(of_record).count() * 2 > turns.len()
}

/// Adds the paragraphs without a label that belong to the turn above them: between two turns where somebody speaks in them, behind the
/// last where somebody speaks of himself; in a record all before it. None that is no sentence, that quotes somebody, or that a label begins (`begun`).
fn with_what_goes_on(words: &Words<'_>, turns: Vec<Turn>, begun: &[usize], quoting: impl Fn(usize) -> bool) -> Vec<Turn> {
    let paragraphs = &words.segments.paragraphs;
    let record = is_record(words, &turns);
    let mut all = Vec::with_capacity(turns.len());
    for (index, turn) in turns.iter().enumerate() {
        all.push(turn.clone());
        let next = turns.get(index + 1).map(|next| next.paragraph);
        let limit = next.unwrap_or(paragraphs.len());
        if limit - turn.paragraph > GOES_ON + 1 && next.is_some() {
            continue;
        }
        let mut more: Vec<Turn> = Vec::new();
        let mut reports = false;
        for (paragraph, stretch) in paragraphs.iter().enumerate().take(limit.min(turn.paragraph + GOES_ON + 1)).skip(turn.paragraph + 1) {
            let text = stretch.text(words.body);
            if record && labels::is_noise(text) {
                continue;
            }
            let directed = if record { labels::directed(words, stretch) } else { None };
            let start = stretch.bytes.start as usize + (text.len() - text.trim_start().len());
            let said = directed.clone().unwrap_or(start..start + text.trim().len());
            let sentence = text.trim_end().trim_end_matches(['"', '”', '“', '»', ')']).ends_with(['.', '!', '?', '…'])
                || record && text.trim_end().ends_with([':', '—']);
            let alone = || {
                (stretch.tokens.start as usize..stretch.tokens.end as usize).take(LOOKED_AT).any(|at| is_one_of(words, at, &SPEECH.alone))
            };
            let quotes = text.starts_with(['"', '“', '„', '«', '»']) || quoting(paragraph);
            if record && quotes {
                // Whoever reports quotes others, and may go on.
                reports = true;
                continue;
            }
            let last = next.is_none() && !alone();
            let parted = (reports || text.starts_with(['(', '['])) && directed.is_none();
            if !sentence || parted || quotes || last || begun.binary_search(&paragraph).is_ok() {
                break;
            }
            more.push(Turn { paragraph, said, rule: Rule::TurnGoesOn, ..turn.clone() });
        }
        if record || more.iter().any(|turn| is_spoken(words, &turn.said)) {
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
        let bracketed = |at: usize| (at.saturating_sub(3)..at + 1).rev().any(|at| words.is_parted_from(at, ['(']));
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
