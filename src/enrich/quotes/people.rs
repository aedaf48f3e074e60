//! Finds the people and bodies that a text names, and makes one entry of each person.
//!
//! A name is a run of capitalised words, cut into the titles and roles before it and the name itself. Whether it is a person is judged by
//! first names, titles, initials, and words that only bodies or places carry. Short forms are resolved to the fullest name once the whole
//! article is read: a surname alone to the person who bears it, two bearers told apart by title and by how near and how often they are named.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use super::lexicon::{self, ABBREV, DATE, DEPT, FEMALE, FIRST, Language, MALE, ORG, PARTICLE, PLACE, PREP, SOFT, STOP, SUFFIX, TITLE};
use super::words::Words;
use crate::enrich::word_table::Packed;

/// What a capitalised run names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A human being.
    Person,
    /// Perhaps a human being: two words or more without any evidence, or one unknown word.
    Unknown,
    /// A body, publication or thing.
    Organisation,
    /// A place or an adjective made of one.
    Place,
    /// A title without a name (`the President`).
    Title,
    /// A word with a capital because it opens a sentence; a name only where a person of the text bears it.
    Word,
}

/// Grammatical gender as far as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}

/// A capitalised run.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The name itself.
    pub(super) tokens: Range<usize>,
    /// With the capitalised titles and adjectives before it.
    pub(super) whole: Range<usize>,
    /// What it names.
    pub(super) kind: NameKind,
    /// Index of the person, where it is one.
    pub(super) person: Option<usize>,
    /// Gender by title or first name.
    pub(super) gender: Gender,
    /// Whether it stands in a title line, whose capitals tell nothing.
    weak: bool,
}

/// A person of the article.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Words of the fullest mention.
    pub(super) name: Range<usize>,
    /// Gender by titles and first name.
    pub(super) gender: Gender,
    /// Whether some mention shows that this is a human being, rather than nothing showing the contrary.
    pub(super) evident: bool,
    /// Number of mentions by more than one word.
    full_mentions: usize,
    first: u64,
    last: u64,
}

/// Everybody an article names.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Capitalised runs in text order.
    pub(super) names: Vec<Name>,
    /// Persons in order of first full mention.
    pub(super) persons: Vec<Person>,
    /// For each word, 1 + the index of the run that it belongs to, or 0.
    of_token: Vec<u32>,
}

/// Words that are looked at to tell a title line.
const TITLE_WORDS: usize = 60;

/// Words in the longest run that is taken for one name with its titles.
const LONGEST_RUN: usize = 14;

/// Classes that no name begins with.
const PLAIN: lexicon::Class =
    lexicon::POSS | lexicon::DET | lexicon::PRON | lexicon::ADV | lexicon::AUX | PREP | lexicon::CONJ | lexicon::SUB;

/// Classes of small words that are surnames as well (`Al From`).
const SURNAME_STOP: lexicon::Class = PREP | lexicon::SAY;

/// How many bearers of one surname are compared with a new name.
const BEARERS: usize = 8;

impl People {
    /// Finds all names of a text and resolves them.
    pub(super) fn read(words: &Words<'_>) -> Self {
        let mut people = Self { of_token: vec![0; words.len()], names: Vec::with_capacity(words.len() / 8), ..Self::default() };
        for paragraph in &words.segments.paragraphs {
            let tokens = paragraph.tokens.start as usize..paragraph.tokens.end as usize;
            let weak = is_title_line(words, &tokens);
            let mut at = tokens.start;
            while let Some(step) = (at..tokens.end).position(|at| words.is_capital(at)) {
                at += step;
                let end = run_end(words, at, tokens.end);
                if end > at {
                    people.add_run(words, at..end, weak);
                }
                at = end.max(at + 1);
            }
        }
        people.resolve(words);
        people.forget_plain_words();
        people
    }

    /// The run that a word belongs to.
    pub(super) fn at(&self, token: usize) -> Option<usize> {
        self.of_token.get(token).and_then(|&index| (index as usize).checked_sub(1))
    }

    /// Another person of the same surname whose gender is known to be the one asked for.
    pub(super) fn namesake(&self, person: usize, gender: Gender) -> Option<usize> {
        let last = self.persons.get(person)?.last;
        self.persons.iter().take(64).position(|other| other.last == last && other.gender == gender)
    }

    fn add_run(&mut self, words: &Words<'_>, run: Range<usize>, weak: bool) {
        let mut name = classify(words, run);
        let shouted = name.tokens.len() > 1 && name.tokens.clone().all(|at| words.is_upper(at));
        name.weak = weak || shouted;
        let index = self.names.len() as u32 + 1;
        for token in name.whole.clone() {
            self.of_token[token] = index;
        }
        self.names.push(name);
    }

    /// Takes back the runs that turned out to be ordinary words.
    fn forget_plain_words(&mut self) {
        for name in self.names.iter().filter(|name| name.kind == NameKind::Word) {
            for token in name.whole.clone() {
                self.of_token[token] = 0;
            }
        }
    }

    /// Makes persons of all full names, then finds the person of every short one.
    fn resolve(&mut self, words: &Words<'_>) {
        let mut bearers = Bearers::default();
        for index in 0..self.names.len() {
            let name = &self.names[index];
            if name.weak || name.tokens.len() < 2 || !matches!(name.kind, NameKind::Person | NameKind::Unknown) {
                continue;
            }
            let person = self.person_of_full_name(words, index, &mut bearers);
            self.names[index].person = Some(person);
        }
        let mut recent: FxHashMap<u64, usize> = FxHashMap::default();
        for index in 0..self.names.len() {
            let name = &self.names[index];
            if let Some(person) = name.person {
                recent.insert(self.persons[person].last, person);
                continue;
            }
            if name.tokens.is_empty() || name.kind == NameKind::Organisation && !may_be_surname(words, &name.tokens) {
                continue;
            }
            let person = self.person_of_short_name(words, index, &mut bearers, &recent);
            if person.is_some() {
                self.names[index].kind = NameKind::Person;
            }
            self.names[index].person = person;
        }
    }

    fn person_of_full_name(&mut self, words: &Words<'_>, index: usize, bearers: &mut Bearers) -> usize {
        let name = &self.names[index];
        let core = without_suffix(words, &name.tokens);
        let (first, last) = (key(words.stem(core.start)), key(words.stem(core.end - 1)));
        let same = bearers.of(last).find(|&person| {
            let known = &self.persons[person];
            last == known.last && (first == known.first || is_short_for(words.stem(core.start), words.stem(known.name.start)))
        });
        if let Some(person) = same {
            let known = &mut self.persons[person];
            known.full_mentions += 1;
            known.evident |= name.kind == NameKind::Person || is_described(words, name);
            if is_fuller(words, &name.tokens, &known.name) {
                known.name = name.tokens.clone();
                known.first = first;
            }
            if known.gender == Gender::Unknown {
                known.gender = name.gender;
            }
            return person;
        }
        let person = self.persons.len();
        self.persons.push(Person {
            name: name.tokens.clone(),
            gender: name.gender,
            evident: name.kind == NameKind::Person || is_described(words, name),
            full_mentions: 1,
            first,
            last,
        });
        bearers.add(last, person);
        if first != last {
            bearers.add(first, person);
        }
        person
    }

    fn person_of_short_name(
        &mut self,
        words: &Words<'_>,
        index: usize,
        bearers: &mut Bearers,
        recent: &FxHashMap<u64, usize>,
    ) -> Option<usize> {
        let name = &self.names[index];
        let core = without_suffix(words, &name.tokens);
        let (first, last) = (key(words.stem(core.start)), key(words.stem(core.end - 1)));
        let hyphenated = core.len() == 2 && words.gap(core.start).contains('-');
        if core.len() > 1 && !hyphenated {
            return bearers.of(last).find(|&person| self.persons[person].first == first && self.persons[person].last == last);
        }
        let title = if name.whole.start < name.tokens.start { name.gender } else { Gender::Unknown };
        let fits = |person: &usize| {
            let gender = self.persons[*person].gender;
            title == Gender::Unknown || gender == Gender::Unknown || gender == title
        };
        let by_last = || bearers.of(last).filter(|&person| self.persons[person].last == last).filter(fits);
        let by_first = || bearers.of(last).filter(|&person| self.persons[person].first == last).filter(fits);
        let most_named = |&person: &usize| (self.persons[person].full_mentions, recent.get(&last) == Some(&person), usize::MAX - person);
        let found = by_last().max_by_key(most_named).or_else(|| by_first().max_by_key(|&person| self.persons[person].full_mentions));
        if found.is_some() {
            return found;
        }
        let described = is_described(words, name);
        let speaks = name.kind == NameKind::Unknown
            && (described
                || words.is(core.end, lexicon::CUE | lexicon::AUX)
                || core.start > 0 && words.is(core.start - 1, lexicon::SAY | lexicon::SO));
        if name.kind != NameKind::Person && !speaks || name.weak {
            return None;
        }
        let person = self.persons.len();
        self.persons.push(Person {
            name: core,
            gender: name.gender,
            evident: name.kind == NameKind::Person || described,
            full_mentions: 0,
            first,
            last,
        });
        bearers.add(last, person);
        Some(person)
    }
}

/// Persons by the words that they bear as first or last name.
#[derive(Default)]
struct Bearers {
    /// Where the latest bearer of a word stands in `all`.
    latest: FxHashMap<u64, usize>,
    /// A bearer, and where the one before of the same word stands.
    all: Vec<(usize, Option<usize>)>,
}

impl Bearers {
    fn add(&mut self, word: u64, person: usize) {
        let before = self.latest.insert(word, self.all.len());
        self.all.push((person, before));
    }

    /// The bearers of a word, the latest first; no more than are compared.
    fn of(&self, word: u64) -> impl Iterator<Item = usize> {
        let at = |index: usize| self.all.get(index).copied();
        let first = self.latest.get(&word).copied().and_then(at);
        std::iter::successors(first, move |(_, before)| before.and_then(at)).map(|(person, _)| person).take(BEARERS)
    }
}

/// Whether a name that reads like a body's may be a person's surname: one word, or two with a hyphen.
fn may_be_surname(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let hyphenated = tokens.len() == 2 && words.gap(tokens.start).contains('-');
    let the = tokens.start > 0 && words.gap(tokens.start - 1) == " " && matches!(words.text(tokens.start - 1), "the" | "The");
    (tokens.len() == 1 && !words.is_upper(tokens.start) || hyphenated) && !the
}

/// Whether a single capitalised word opens a sentence and nothing behind it makes it a name: no verb of saying, no comma.
fn opens_plainly(words: &Words<'_>, at: usize) -> bool {
    let opens = at == 0 || words.gap(at - 1).contains(['.', '!', '?', '\n', '“', '"', ':']);
    opens
        && words.gap(at) == " "
        && !words.is_capital(at + 1)
        && !words.is(at + 1, lexicon::CUE | lexicon::AUX | lexicon::ADV | lexicon::CONJ)
}

/// Whether a verb of saying stands right before or behind a word: what makes a German noun a name.
fn beside_cue(words: &Words<'_>, at: usize) -> bool {
    let cue = lexicon::SAY | lexicon::SO;
    words.is(at + 1, lexicon::SAY) && words.gap(at) == " " && !(at > 0 && words.is(at - 1, lexicon::DET))
        || at > 0 && words.is(at - 1, cue) && words.gap(at - 1) == " "
}

/// Whether an apposition, an age or a relative clause behind a name tells that it is a person's.
fn is_described(words: &Words<'_>, name: &Name) -> bool {
    let next = name.whole.end;
    let apposed = words.is(next, lexicon::DET | lexicon::ROLE)
        || words.is_number(next) && words.end(next) - words.start(next) == 2
        || words.text(next) == "who";
    next > 0 && words.gap(next - 1) == ", " && apposed
}

/// Whether a paragraph is written with capitals throughout, as titles are.
fn is_title_line(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let behind = words.body.get(words.end(tokens.end.saturating_sub(1))..).unwrap_or_default();
    let least = if behind.starts_with(['.', '!', '”', '"', '»', ':', ',']) { 6 } else { 4 };
    let (mut long, mut capital, mut small) = (0, 0, 0);
    // In running text small words soon tell.
    for at in tokens.clone().take(TITLE_WORDS) {
        if small * 12 > TITLE_WORDS {
            return false;
        }
        let length = words.end(at) - words.start(at);
        if length > 3 && !words.is_number(at) {
            long += 1;
            capital += usize::from(words.is_capital(at));
            small += usize::from(length > 4 && !words.is_capital(at));
        }
    }
    long >= least && capital * 10 >= long * 7 && small * 12 <= long
}

/// End of the run of name words that begins at `at`; `at` itself where none begins.
fn run_end(words: &Words<'_>, at: usize, limit: usize) -> usize {
    let class = words.class(at);
    if class & (STOP | PLAIN) != 0 && class & (FIRST | TITLE | PARTICLE) == 0 && !is_initial(words, at) || class & DATE != 0 {
        return at;
    }
    let opens_sentence = at > 0 && words.gap(at - 1).contains(['.', '!', '?', '\n']) || at == 0;
    let crowd = class & lexicon::ROLE != 0 && class & lexicon::PLURAL != 0 && class & TITLE == 0;
    let small = class & PARTICLE != 0 && class & PLAIN != 0 && words.language != Language::English;
    if opens_sentence && (small || class & lexicon::ING != 0 || crowd) {
        return at;
    }
    let mut end = at + 1;
    while end < limit && end < at + LONGEST_RUN && !words.is_possessive(end - 1) {
        let Some(width) = joined(words, at, end) else { break };
        end += width;
    }
    end
}

/// How many words from `next` on belong to the run that began at `start`.
fn joined(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    let gap = words.gap(next - 1);
    let class = words.class(next);
    let capital = words.is_capital(next) && (class & STOP == 0 || is_initial(words, next));
    match gap {
        " " | "\u{a0}" => {
            if capital {
                let month = class & DATE != 0 && !words.is(next - 1, FIRST | TITLE);
                return (!month).then_some(1);
            }
            if words.is_capital(next) {
                let surname = next == start + 1 && words.is(start, FIRST) && class & SURNAME_STOP != 0 && !words.is_capital(next + 1);
                return surname.then_some(1);
            }
            joined_by_small_word(words, start, next)
        }
        "-" | "‐" | "‑" => {
            let word = words.text(next);
            let fits = capital
                || word == "elect"
                || (word.len() <= 4
                    && !["led", "era", "born", "like", "run", "wide", "born", "bred"].contains(&word)
                    && words.end(next - 1) - words.start(next - 1) <= 6);
            fits.then_some(1)
        }
        ". " => {
            let abbreviated = is_initial(words, next - 1) || words.is(next - 1, ABBREV | SUFFIX);
            let particle = words.is(next - 1, ABBREV) && words.is(next, PARTICLE) && !words.is_capital(next);
            if particle { joined_by_small_word(words, start, next) } else { (capital && abbreviated).then_some(1) }
        }
        "." => (capital && is_initial(words, next - 1)).then_some(1),
        ", " => words.is(next, SUFFIX).then_some(1),
        " “" | " \"" | " (" | " ‘" => nickname_width(words, next),
        _ => None,
    }
}

/// Width of a nickname in quotation marks or brackets and the word behind it, where both belong to the name.
fn nickname_width(words: &Words<'_>, next: usize) -> Option<usize> {
    if words.is_quoted(next) || !words.is(next - 1, FIRST) {
        return None;
    }
    (1..=3)
        .find(|&width| matches!(words.gap(next + width - 1), "” " | "\" " | ") " | "’ ") && words.is_capital(next + width))
        .map(|width| width + 1)
}

/// Particles and `of`, which join capitalised words on either side.
fn joined_by_small_word(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    let capital = |at: usize| words.is_capital(at) && !words.is(at, STOP | DATE);
    if words.is(next, PARTICLE) {
        let mut width = 1;
        while words.is(next + width, PARTICLE) && !words.is_capital(next + width) && width < 3 && words.gap(next + width - 1) == " " {
            width += 1;
        }
        let gap = words.gap(next + width - 1);
        return (capital(next + width) && matches!(gap, " " | "-" | "’" | "'")).then_some(width + 1);
    }
    let thing = words.is(next - 1, ORG | TITLE | DEPT) || (start..next).any(|at| words.is(at, ORG));
    let joins = match words.text(next) {
        "of" | "for" => thing && capital(next + 1) && words.gap(next) == " ",
        "and" | "&" => words.is(next - 1, DEPT) && words.is(next + 1, DEPT) && words.is_capital(next + 1),
        _ => false,
    };
    joins.then_some(2)
}

/// Whether a word is a single capital letter with a full stop, or two (`J.J.`).
fn is_initial(words: &Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    let letters = text.chars().filter(|&c| c != '.').count();
    let short = letters == 1 || letters == 2 && text.len() > 2 && text.contains('.') && !words.is(at, PLACE);
    short && words.is_capital(at) && words.gap(at).starts_with('.')
}

/// Cuts a run into titles and name, and judges what it names.
fn classify(words: &Words<'_>, run: Range<usize>) -> Name {
    let mut gender = Gender::Unknown;
    let mut start = run.start;
    let last = without_suffix(words, &run).end - 1;
    let mut titled = false;
    for at in run.clone() {
        let after_name = words.is(run.start, FIRST) && !words.is(run.start, TITLE);
        let surname = at == last && at > run.start && (after_name || words.is(at - 1, ABBREV) && words.is(at - 1, MALE | FEMALE));
        let first_name = words.is(at, FIRST) && at < last && !words.is(at, ABBREV);
        if words.is(at, TITLE) && !surname && !first_name && !is_bare_abbreviation(words, at) {
            start = at + 1;
            titled = true;
            gender = gender_of(words.class(at)).or(gender);
        }
    }
    if titled {
        start = skip_department(words, start, run.end);
        if start >= run.end {
            return Name { tokens: run.end..run.end, whole: run, kind: NameKind::Title, person: None, gender, weak: false };
        }
    } else {
        start = skip_to_first_name(words, &run);
        while start + 1 < run.end
            && words.is(start, PLACE)
            && !words.is(start, FIRST)
            && !words.is(start + 1, ORG)
            && words.is_capital(start + 1)
        {
            start += 1;
        }
        if start + 1 == run.end && start > run.start && words.is(start, PLACE | ORG) {
            start = run.start;
        }
    }
    let mut end = run.end;
    while end > start + 1 && is_postnominal(words, end - 1) {
        end -= 1;
    }
    if titled && start + 1 == end && start > run.start && is_part_of_name(words.text(start - 1)) {
        start -= 1;
    } else {
        start = skip_description(words, start, end);
    }
    let tokens = start..end;
    let cut = !titled && start > run.start && tokens.len() == 1 && !words.is(start, FIRST);
    let kind = if cut { NameKind::Organisation } else { judge(words, &tokens, titled, run.start) };
    let surname_first = tokens.len() > 2 && words.gap(tokens.end - 2) == "-" && words.gap(start) == " ";
    if gender == Gender::Unknown && words.is(start, FIRST) && !surname_first {
        gender = gender_of(words.class(start));
    }
    Name { tokens, whole: run, kind, person: None, gender, weak: false }
}

/// Where the person begins behind names of bodies and places: `House Republican Thomas Massie`.
fn skip_to_first_name(words: &Words<'_>, run: &Range<usize>) -> usize {
    let firm = |at: usize| words.is(at, ORG) && !words.is(at, SOFT | FIRST);
    let found = (run.start + 1..run.end.saturating_sub(1)).rev().find(|&at| words.is(at, FIRST) && words.is_capital(at));
    let Some(first) = found else { return run.start };
    let behind_thing = words.language == Language::German || (run.start..first).any(|at| words.is(at, ORG | PLACE) && !words.is(at, FIRST));
    let person = !(first..run.end).any(firm) && !words.is(run.start, FIRST) && words.gap(first - 1) == " ";
    if behind_thing && person { first } else { run.start }
}

/// Letters behind a name that are no part of it (`KC`, `MP`).
fn is_postnominal(words: &Words<'_>, at: usize) -> bool {
    words.is_upper(at) && words.is(at, SUFFIX) && !matches!(words.text(at), "II" | "III" | "IV" | "JR" | "SR")
}

/// Skips what a person is, written with a capital because it opens the sentence: `Forecaster Cathal Nolan`.
fn skip_description(words: &Words<'_>, start: usize, end: usize) -> usize {
    let described = |at: usize| {
        words.text(at).contains(['\'', '’']) && words.is(at + 1, FIRST)
            || words.is(at, lexicon::ROLE | lexicon::BODY) && !words.is(at, FIRST)
            || opens_sentence(words, at) && words.is(at + 1, FIRST) && end - at > 2 && words.gap(at) == " " && words.gap(at + 1) == " "
    };
    let mut first = start;
    while first + 1 < end && first < start + 2 && !words.is(first, FIRST | ORG) && described(first) {
        first += 1;
    }
    first
}

/// Whether a word is the first of its sentence, as far as the mark before it tells.
fn opens_sentence(words: &Words<'_>, at: usize) -> bool {
    at == 0 || words.gap(at - 1).contains(['.', '!', '?', '\n', '“', '"', ':', '«', '„'])
}

/// Whether an abbreviated title that is a name as well stands without its full stop (`Del Balz`).
fn is_bare_abbreviation(words: &Words<'_>, at: usize) -> bool {
    let doubtful = matches!(words.text(at), "Del" | "Det" | "Hon" | "Fr" | "Dep" | "Asst" | "Sec" | "Amb" | "Brig" | "St" | "Don" | "Pres");
    doubtful && words.is(at, ABBREV) && !words.gap(at).starts_with('.')
}

/// Whether a title makes a name together with one word: `Pope Francis`.
fn is_part_of_name(word: &str) -> bool {
    const TITLES: [&str; 18] = [
        "King", "Queen", "Pope", "Prince", "Princess", "Emperor", "Empress", "Sultan", "Emir", "Sheikh", "Sheik", "Duke", "Duchess",
        "Lord", "Lady", "Father", "Sister", "Mother",
    ];
    TITLES.contains(&word)
}

/// Skips `-elect`, `of State` and the like behind a title.
fn skip_department(words: &Words<'_>, mut start: usize, end: usize) -> usize {
    while start < end {
        let word = words.text(start);
        let department = words.is(start, DEPT) && !words.is(start, FIRST);
        let of = matches!(word, "of" | "for" | "and" | "the");
        let of_place = start > 0 && matches!(words.text(start - 1), "of" | "for");
        let place = words.is(start, PLACE) && (of_place || start + 2 < end && !words.is(start, FIRST) && words.is_capital(start + 1));
        if !(department || of || place || word == "elect") {
            break;
        }
        start += 1;
    }
    start
}

fn judge(words: &Words<'_>, tokens: &Range<usize>, titled: bool, run_start: usize) -> NameKind {
    let first = tokens.start;
    let core = without_suffix(words, tokens);
    let single = core.len() == 1;
    let first_name = words.is(first, FIRST);
    let named = first_name && core.len() > 1 && !words.is(first, PLACE);
    let firm = tokens.clone().any(|at| {
        let surname = words.is(at, SOFT) && (named || titled) || named && titled && at + 1 == core.end || at == first && first_name;
        words.is(at, ORG) && !surname
    });
    if single && words.is(first, PLACE) && !first_name && !titled {
        return NameKind::Place;
    }
    if tokens.clone().all(|at| words.is(at, PLACE)) && !titled && !first_name {
        return NameKind::Place;
    }
    if firm {
        return NameKind::Organisation;
    }
    let hyphenated = core.len() == 2 && words.gap(first).contains('-');
    if hyphenated && !first_name {
        return if words.end(first) - words.start(first) == 1 { NameKind::Place } else { NameKind::Organisation };
    }
    if titled {
        return NameKind::Person;
    }
    let after_the = run_start > 0 && words.gap(run_start - 1) == " " && matches!(words.text(run_start - 1), "the" | "The");
    if single {
        return match () {
            () if words.is_upper(first) => NameKind::Organisation,
            () if after_the || words.gap(first) == " " && words.text(first + 1) == "of" => NameKind::Organisation,
            () if words.language == Language::German && !first_name && !beside_cue(words, first) => NameKind::Word,
            () if opens_plainly(words, first) => NameKind::Word,
            () => NameKind::Unknown,
        };
    }
    let evidence = first_name || tokens.clone().any(|at| words.is(at, SUFFIX) || is_initial(words, at));
    if evidence && !after_the {
        return NameKind::Person;
    }
    if tokens.clone().any(|at| words.is(at, PLACE)) {
        return NameKind::Place;
    }
    if matches!(words.text(tokens.end), "have" | "are" | "were") && words.is_tight(tokens.end - 1) {
        return NameKind::Organisation;
    }
    if after_the || words.language == Language::German || words.is_upper(first) && !words.is_upper(tokens.end - 1) {
        return NameKind::Organisation;
    }
    NameKind::Unknown
}

impl Gender {
    /// This gender, or the other where this is not known.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// Gender that a word's classes tell; a name given to both tells nothing.
pub(super) fn gender_of(class: lexicon::Class) -> Gender {
    match (class & MALE != 0, class & FEMALE != 0) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

fn without_suffix(words: &Words<'_>, tokens: &Range<usize>) -> Range<usize> {
    let mut end = tokens.end;
    while end > tokens.start + 1 && words.is(end - 1, SUFFIX) && !words.is(end - 1, FIRST) {
        end -= 1;
    }
    tokens.start..end
}

fn key(word: &str) -> u64 {
    if let Some(packed) = Packed::of(word.as_bytes()) {
        return packed.hash();
    }
    let mut buffer = [0; 64];
    let folded = lexicon::fold(word, &mut buffer).unwrap_or(word).as_bytes();
    if let Some(packed) = Packed::of(folded) {
        return packed.hash();
    }
    let mut hasher = FxHasher::default();
    hasher.write(folded);
    hasher.finish()
}

/// Whether one first name is the initial or a usual short form of the other.
fn is_short_for(one: &str, other: &str) -> bool {
    let mut chars = (one.chars(), other.chars());
    let (Some(a), Some(b)) = (chars.0.next(), chars.1.next()) else { return false };
    let initial = chars.0.next().is_none() || chars.1.next().is_none();
    if a == b && initial {
        return true;
    }
    let pair = |x: &str, y: &str| SHORT_FORMS.iter().any(|forms| forms.contains(&x) && forms.contains(&y));
    pair(one, other)
}

/// First names that stand for one another.
const SHORT_FORMS: [&[&str]; 22] = [
    &["William", "Bill", "Will", "Billy"],
    &["Robert", "Bob", "Rob", "Bobby"],
    &["James", "Jim", "Jimmy"],
    &["Michael", "Mike"],
    &["Joseph", "Joe"],
    &["Thomas", "Tom"],
    &["Richard", "Dick", "Rick", "Rich"],
    &["Edward", "Ed", "Ted"],
    &["Charles", "Chuck", "Charlie"],
    &["Christopher", "Chris"],
    &["Daniel", "Dan", "Danny"],
    &["Timothy", "Tim"],
    &["Steven", "Steve"],
    &["Stephen", "Steve"],
    &["Anthony", "Tony"],
    &["Benjamin", "Ben"],
    &["Matthew", "Matt"],
    &["Samuel", "Sam"],
    &["Kenneth", "Ken"],
    &["Donald", "Don"],
    &["Elizabeth", "Liz", "Beth"],
    &["Katherine", "Kate", "Kathy"],
];

/// Whether a name says more than the fullest one so far: more words, none of them cut short.
fn is_fuller(words: &Words<'_>, new: &Range<usize>, known: &Range<usize>) -> bool {
    let letters = |tokens: &Range<usize>| tokens.clone().map(|at| words.stem(at).len()).sum::<usize>();
    new.len() >= known.len() && letters(new) > letters(known) && words.stem(new.start).len() > 1
}

/// A name as it is written, without title, nickname and possessive ending.
pub(super) fn display(words: &Words<'_>, tokens: &Range<usize>) -> String {
    let mut name = String::with_capacity(words.bytes(tokens).len() + 2);
    let mut nickname = false;
    for at in tokens.clone() {
        if nickname {
            nickname = !words.gap(at).contains(['”', '"', ')', '’']);
            continue;
        }
        nickname = at + 1 < tokens.end && words.gap(at).ends_with(['“', '"', '(', '‘']);
        name.push_str(words.stem(at));
        if at + 1 < tokens.end {
            let gap = words.gap(at);
            let tight = gap.len() <= 3 && !gap.contains(' ') && !gap.contains('.');
            name.push_str(if tight && !gap.is_empty() {
                gap
            } else if gap.starts_with('.') {
                ". "
            } else if gap.starts_with(',') {
                ", "
            } else {
                " "
            });
        }
    }
    if tokens.end > tokens.start && words.is(tokens.end - 1, SUFFIX) && words.body[words.end(tokens.end - 1)..].starts_with('.') {
        name.push('.');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::lexicon::Lexicon;

    /// Every run as `name/kind`, persons under their fullest name.
    fn runs(text: &str) -> Vec<String> {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some("en")));
        let people = People::read(&words);
        let kept = people.names.iter().filter(|name| name.kind != NameKind::Word);
        kept.map(|name| match name.person {
            Some(person) => display(&words, &people.persons[person].name),
            None => format!("{}/{:?}", display(&words, &name.whole), name.kind),
        })
        .collect()
    }

    #[test]
    fn names_are_cut_judged_and_resolved() {
        for (text, expected) in [
            ("Then South Korean President Moon Jae-in spoke. Later Moon left.", vec!["Moon Jae-in", "Moon Jae-in"]),
            ("They saw Sen. Ron Dale (R-Ohio) there.", vec!["Ron Dale", "R-Ohio/Place"]),
            ("They met Secretary of State Lena Brandt.", vec!["Lena Brandt"]),
            ("They met Ludwig van der Berg and Maria da Silva.", vec!["Ludwig van der Berg", "Maria da Silva"]),
            ("They met John F. Marsh Jr. and Mr. Marsh.", vec!["John F. Marsh Jr.", "John F. Marsh Jr."]),
            ("They met Paula Reyes KC, and Reyes left.", vec!["Paula Reyes", "Paula Reyes"]),
            ("They met Dwayne “The Wall” Porter.", vec!["Dwayne Porter"]),
            (
                "They then met Pope Martin at the great Oxford University Press.",
                vec!["Pope Martin", "Oxford University Press/Organisation"],
            ),
            ("They met the President in New York.", vec!["President/Title", "New York/Place"]),
            ("They met House Republican Thomas Dale.", vec!["Thomas Dale"]),
            ("They met Ann Park, and Park left.", vec!["Ann Park", "Ann Park"]),
            ("They met Tom Hill and Sue Hill, and Ms. Hill left.", vec!["Tom Hill", "Sue Hill", "Sue Hill"]),
            ("They met Bill Ames on Monday in June.", vec!["Bill Ames"]),
            ("They read that NATO and the Foundation met.", vec!["NATO/Organisation", "Foundation/Organisation"]),
        ] {
            assert_eq!(runs(text), expected, "{text}");
        }
    }

    #[test]
    fn gender_comes_from_titles_and_first_names() {
        for (text, expected) in [
            ("They met Mrs. Hill.", Gender::Female),
            ("They met Tom Hill.", Gender::Male),
            ("They met Spokeswoman Kim Hill.", Gender::Female),
            ("They met Kim Hill.", Gender::Unknown),
            ("They met Lee Da-eun.", Gender::Unknown),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("en")));
            let people = People::read(&words);
            assert_eq!(people.persons.first().map(|person| person.gender), Some(expected), "{text}");
        }
    }
}
