//! Places that a text names, each resolved with what the rest of the text says and kept apart from persons, papers, teams and companies.
//!
//! Two passes. The first finds the names, reads `City, Region` patterns and collects anchors: countries and regions that are named
//! without doubt. The second decides for each name whether it is a place and which: by its size, by the anchors, by the words around it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::company::{Verdict, is_adjective, judge};
use super::parts::known_container;
use super::scan::{Candidate, Writing, candidates, usable};
use super::words::Word;
use crate::analysis::segment::{Segments, TokenCase};
use crate::article::{Mention, Place};
use crate::enrich::gazetteer::{
    Class, Key, Kind, PlaceId, Wanted, containers, contains, country_of, find, inside, likelihood, place, place_in, record,
};

/// What is already known of the article when its text is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Where the story was filed from, by its dateline or its record.
    pub filed_from: Option<&'a Place>,
}

/// What a name turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Sense {
    /// A place of the table.
    Known(PlaceId),
    /// A town or county that the table lacks, as written, in a place that it holds.
    Unknown(Range<usize>, PlaceId),
}

impl Sense {
    /// The place with the range of the words that name it.
    fn into_place(self, text: &str, span: Range<usize>) -> (Place, Range<usize>) {
        match self {
            Self::Known(id) => (place(id, &text[span.clone()]), span),
            Self::Unknown(words, container) => (place_in(&text[words.clone()], container, &text[words.clone()]), words),
        }
    }
}

/// One name found, with what the first pass saw.
struct Named {
    candidate: Candidate,
    verdict: Verdict,
    /// The sense that the words right after it settle (`Paris, Texas`).
    settled: Option<Sense>,
}

/// Reads the places that `body` names, in order of first mention, each once.
///
/// `lang` is the ISO 639-1 code of the text, where known. Adjectives count for their country, capitals named as governments for
/// themselves. Bodies that only sit somewhere (United Nations) are no places here.
pub fn mentions(body: &str, segments: &Segments, lang: Option<&str>, context: Context<'_>) -> Vec<Mention> {
    let mut gathered = Gathered::default();
    each_sense(body, segments, lang, context, |sense, span| gathered.add(sense, span));
    gathered.into_mentions(body)
}

/// Reads the same places as [`mentions`] one by one: every time that one is named, with the byte range of its name.
pub fn occurrences(body: &str, segments: &Segments, lang: Option<&str>, context: Context<'_>) -> Vec<(Range<usize>, Place)> {
    let mut all = Vec::new();
    each_sense(body, segments, lang, context, |sense, span| {
        let (place, span) = sense.into_place(body, span);
        all.push((span, place));
    });
    all
}

fn each_sense(body: &str, segments: &Segments, lang: Option<&str>, context: Context<'_>, mut give: impl FnMut(Sense, Range<usize>)) {
    let writing = Writing::of(lang);
    let found = candidates(body, segments, writing);
    if found.is_empty() {
        return;
    }
    let named: Vec<Named> = read_patterns(body, segments, found, writing);
    let anchors = Anchors::of(&named, context, writing, body);
    let persons = persons(&named);
    for name in &named {
        if let Some(sense) = decide(body, name, &anchors, &persons, writing) {
            give(sense, name.candidate.bytes.clone());
        }
    }
}

fn read_patterns(text: &str, segments: &Segments, found: Vec<Candidate>, writing: Writing) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::with_capacity(found.len());
    for candidate in found {
        let verdict = judge(text, segments, &candidate, writing);
        let settled = match verdict {
            Verdict::County => None,
            _ => settled_by_region(text, segments, &candidate),
        };
        named.push(Named { candidate, verdict, settled });
    }
    named
}

/// The region right after a name (`Paris, Texas`, `London, Ky.`) and what it makes of the name.
fn settled_by_region(text: &str, segments: &Segments, candidate: &Candidate) -> Option<Sense> {
    let rest = text[candidate.bytes.end..].strip_prefix(", ")?;
    let from = candidate.bytes.end + 2;
    let mut end = None;
    for token in segments.tokens[candidate.tokens.end..candidate.sentence.end].iter().take(3) {
        let name = &text[from..token.end as usize];
        if token.case == TokenCase::Lower && !matches!(token.text(text), "and" | "of") {
            break;
        }
        if is_region(name, rest) {
            end = Some(token.end as usize);
        }
    }
    let words = &text[from..end?];
    let towns = |container: PlaceId| contains(container, candidate.meanings).map(Sense::Known);
    containers(words).into_iter().filter(|&id| record(id).kind != Kind::City).find_map(towns)
}

/// Whether the words after a comma name a region or country: not an adjective, codes only as they are written in print.
fn is_region(words: &str, rest: &str) -> bool {
    let Some(meanings) = Key::of(words).and_then(|key| find(key.as_bytes())) else { return false };
    meanings.iter().any(|(id, class)| match class {
        Class::Name | Class::Variant | Class::Foreign => record(id).kind <= Kind::Region,
        Class::Code => {
            let stopped = rest[words.len()..].starts_with('.') || words.contains('.');
            record(id).kind == Kind::Region && (stopped || words.len() == 2 && !words.contains(char::is_lowercase))
        }
        _ => false,
    })
}

/// Countries and regions that the text names without doubt, with how often.
struct Anchors {
    countries: FxHashMap<PlaceId, u32>,
    regions: FxHashMap<PlaceId, u32>,
    /// Names that a region settled, for the same names elsewhere.
    settled: FxHashMap<Vec<u8>, PlaceId>,
}

/// Weight from which a city is known the world over: a million people, or a capital.
const WORLD_CITY: u16 = 20_000;
const BIG: u16 = 19_000;
const MIDDLING: u16 = 16_600;
const FEDERATED: u16 = 25_000;

impl Anchors {
    fn of(named: &[Named], context: Context<'_>, writing: Writing, text: &str) -> Self {
        let mut anchors = Self { countries: FxHashMap::default(), regions: FxHashMap::default(), settled: FxHashMap::default() };
        if let Some(filed) = context.filed_from {
            anchors.add_filed(filed);
        }
        for name in named {
            if name.verdict == Verdict::County {
                anchors.add_code("US", 1);
            }
            if let Some(Sense::Known(id)) = &name.settled {
                anchors.settled.entry(name.candidate.key.as_bytes().to_vec()).or_insert(*id);
                anchors.add(*id, 2);
            } else if !matches!(name.verdict, Verdict::Person | Verdict::Other | Verdict::County)
                && let Some(id) = undoubted(&name.candidate, writing, text)
            {
                anchors.add(id, 1);
            }
        }
        anchors
    }

    fn add(&mut self, id: PlaceId, times: u32) {
        let of = record(id);
        if let Some(country) = country_of(id) {
            *self.countries.entry(country).or_default() += times;
        }
        let region = if of.kind == Kind::Region { Some(id) } else { of.region };
        if let Some(region) = region {
            *self.regions.entry(region).or_default() += times;
        }
    }

    fn add_code(&mut self, country: &str, times: u32) {
        if let Some(country) = known_container(country).filter(|&id| record(id).kind == Kind::Country) {
            *self.countries.entry(country).or_default() += times;
        }
    }

    fn add_filed(&mut self, filed: &Place) {
        let country = filed.country.as_deref().and_then(country_by_code);
        if let Some(country) = country {
            *self.countries.entry(country).or_default() += 3;
            let regions = filed.region.as_deref().map(containers).unwrap_or_default();
            if let Some(region) = regions.into_iter().find(|&region| inside(region, country)) {
                *self.regions.entry(region).or_default() += 3;
            }
        }
    }

    /// How much the text speaks for a place in this country and region.
    fn bonus(&self, id: PlaceId) -> i32 {
        let of = record(id);
        let country = country_of(id).and_then(|country| self.countries.get(&country)).copied().unwrap_or_default();
        let region = of.region.and_then(|region| self.regions.get(&region)).copied().unwrap_or_default();
        let stepped = |times: u32, base: i32, step: i32| if times == 0 { 0 } else { base + step * times.min(4) as i32 };
        stepped(country, 3_000, 600) + stepped(region, 5_500, 700)
    }

    fn has_country(&self, id: PlaceId) -> bool {
        country_of(id).is_some_and(|country| self.countries.contains_key(&country))
    }

    fn has_region(&self, id: PlaceId) -> bool {
        record(id).region.is_some_and(|region| self.regions.contains_key(&region))
    }
}

/// The country of a two-letter code.
fn country_by_code(code: &str) -> Option<PlaceId> {
    let meanings = Key::of(code).and_then(|key| find(key.as_bytes()))?;
    meanings.iter().find(|&(id, class)| class == Class::Code && record(id).kind == Kind::Country).map(|(id, _)| id)
}

/// The place that a name means whatever the text says, if there is one: a country, an adjective, a state, a world city.
fn undoubted(candidate: &Candidate, writing: Writing, text: &str) -> Option<PlaceId> {
    let word = &text[candidate.bytes.clone()];
    let mut meanings = candidate.meanings.iter().filter(|&(id, class)| usable(id, class, &candidate.key, word, writing));
    let (first, class) = meanings.next()?;
    let of = record(first);
    let rival = meanings.any(|(id, class)| class <= Class::Adjective && record(id).kind != of.kind && record(id).weight >= FEDERATED);
    let certain = match of.kind {
        Kind::Country => !rival,
        Kind::Region => of.weight >= FEDERATED && !rival,
        Kind::City => of.weight >= WORLD_CITY && class <= Class::Variant,
        Kind::Area | Kind::Continent => false,
    };
    certain.then_some(first)
}

/// The folded names that the text also gives to persons.
fn persons(named: &[Named]) -> Vec<&[u8]> {
    let mut keys: Vec<&[u8]> =
        named.iter().filter(|name| name.verdict == Verdict::Person).map(|name| name.candidate.key.as_bytes()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Decides what a name means; `None` where it is no place, or none that can be told.
fn decide(text: &str, name: &Named, anchors: &Anchors, persons: &[&[u8]], writing: Writing) -> Option<Sense> {
    let candidate = &name.candidate;
    if let Some(sense) = &name.settled {
        return Some(sense.clone());
    }
    let key = candidate.key.as_bytes();
    match name.verdict {
        Verdict::Person | Verdict::Other => return None,
        Verdict::County => return county(text, candidate, anchors),
        Verdict::Strong | Verdict::Plain | Verdict::Weak => {}
    }
    if candidate.tokens.len() == 1 && name.verdict != Verdict::Strong && persons.binary_search(&key).is_ok() && !is_adjective(candidate) {
        return None;
    }
    if let Some(&known) = anchors.settled.get(key) {
        return Some(Sense::Known(known));
    }
    let word = &text[candidate.bytes.clone()];
    let chosen = candidate
        .meanings
        .iter()
        .filter(|&(id, class)| usable(id, class, &candidate.key, word, writing))
        .filter_map(|(id, class)| Some((likelihood(id, class, Wanted::Named)? + anchors.bonus(id), id)))
        .max_by_key(|&(score, id)| (score, std::cmp::Reverse(id)))?
        .1;
    is_believed(chosen, name, anchors).then_some(Sense::Known(chosen))
}

/// Whether enough speaks for the name being a place at all.
fn is_believed(id: PlaceId, name: &Named, anchors: &Anchors) -> bool {
    let of = record(id);
    let key = name.candidate.key.as_bytes();
    let strong = name.verdict == Verdict::Strong;
    let weak = name.verdict == Verdict::Weak;
    let single = name.candidate.tokens.len() == 1;
    let known = Word::of(key);
    match of.kind {
        Kind::Continent | Kind::Area | Kind::Country => true,
        Kind::Region if of.weight >= FEDERATED => true,
        Kind::Region => !known.is(Word::COMMON) && !weak && (strong || anchors.has_country(id)),
        Kind::City if single && known.is(Word::COMMON) => strong && (of.weight >= BIG || anchors.has_country(id) || anchors.has_region(id)),
        Kind::City if single && known.is(Word::GIVEN) => strong && (of.weight >= MIDDLING || anchors.has_country(id)),
        Kind::City if weak => of.weight >= WORLD_CITY && !known.is(Word::NAMESAKE),
        Kind::City => {
            of.weight >= BIG
                || anchors.has_region(id)
                || of.weight >= MIDDLING && (strong || anchors.has_country(id))
                || strong && anchors.has_country(id)
                || !single && anchors.has_country(id)
        }
    }
}

/// The county named like a place, in the state that the text is about.
fn county(text: &str, candidate: &Candidate, anchors: &Anchors) -> Option<Sense> {
    let country = country_by_code("US")?;
    let state = anchors
        .regions
        .iter()
        .filter(|&(&region, _)| inside(region, country))
        .max_by_key(|&(&region, &times)| (times, std::cmp::Reverse(region)));
    let container = state.map_or(country, |(&region, _)| region);
    let rest = &text[candidate.bytes.end..];
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let end = candidate.bytes.end + (rest.len() - rest.trim_start().len()) + word.len();
    Some(Sense::Unknown(candidate.bytes.start..end, container))
}

/// Mentions gathered in text order.
#[derive(Default)]
struct Gathered {
    known: FxHashMap<PlaceId, usize>,
    all: Vec<(Sense, Range<usize>, usize)>,
}

impl Gathered {
    fn add(&mut self, sense: Sense, span: Range<usize>) {
        if let Sense::Known(id) = sense {
            if let Some(&at) = self.known.get(&id) {
                self.all[at].2 += 1;
                return;
            }
            self.known.insert(id, self.all.len());
        }
        self.all.push((sense, span, 1));
    }

    fn into_mentions(self, text: &str) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::with_capacity(self.all.len());
        for (sense, span, count) in self.all {
            let (place, span) = sense.into_place(text, span);
            let same =
                |known: &&mut Mention| known.place.geonames.is_none() && place.geonames.is_none() && known.place.names == place.names;
            match out.iter_mut().find(same) {
                Some(known) => known.count += count,
                None => out.push(Mention { place, count, span }),
            }
        }
        out
    }
}
