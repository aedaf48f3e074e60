//! Finds the subject over what is inserted between it and its verb: appositions, relative clauses, brackets.

use std::ops::Range;

use super::cues::{REACH, Reader, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::people::callings::is_given_alone;
use crate::enrich::quotes::words::lexicon::{
    AUX, BODY, CONJ, CUE, Class, DATE, DET, Language, OTHER, PLURAL, POSS, PREP, PRON, ROLE, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::{QUOTED, TIGHT};

/// Words from the comma before a relative clause to the verb behind it.
const RELATIVE: usize = 24;

/// Words of the longest address, or of what brackets hold, behind a name.
const BRACKETED: usize = 10;

/// Words of the longest insertion that no comma closes.
const OPEN: usize = 16;

/// Classes of words that open a phrase or a clause other than a calling.
const OPENS_OTHER: Class = DET | CONJ | PREP | SUB | PRON | POSS | AUX | CUE;

/// Words with which a clause begins among which its verb stands.
const TURNED: usize = 4;

impl Reader<'_> {
    /// Whether nothing but its quotation stands before a verb of telling, so that whoever stands behind it is its subject, whatever follows: `“Why?” asked Moon on
    /// Monday`; not whom somebody tells to do something: `“No,” told Moon to leave`.
    pub(super) fn asks_behind_quote(&self, verb: usize, end: usize) -> bool {
        let words = self.words;
        let alone =
            self.follows_quote(verb) && words.is_quoted(verb - 1) && words.unquoted.within(self.behind_dateline()..verb).next().is_none();
        let goes_on = words.is(end, PREP | DATE | SUB | CONJ) && !words.is_one_of(end, ["to", "that"]);
        words.language == Language::English && alone && goes_on
    }

    /// Whether the comma before a verb closes a relative clause of somebody named, who then is its subject: `“…,” Moon, who led the panel, warned Hill.`
    pub(super) fn is_behind_relative(&self, verb: usize) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(verb.saturating_sub(RELATIVE));
        let opening = (floor + 1..verb).rev().find(|&at| !words.is_quoted(at) && words.is_before_comma(at - 1));
        opening.is_some_and(|at| {
            words.is_spelt(at, "who") && self.people.at(at - 1).is_some_and(|index| self.people.names[index].person.is_some())
        })
    }

    /// The subject before insertions that end right before word `end`: `Moon, who chairs the board, said`.
    pub(super) fn over_insertions(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let mut piece_end = end;
        let (mut named, mut body, mut listed, mut last) = (None, None, false, None);
        // `OSLO (Reuters) - Dale mayor Anna Berg, a farmer, said`
        let floor = self.behind_dateline().min(end).max(end.saturating_sub(REACH));
        for _ in 0..6 {
            let mut start = piece_end.checked_sub(1)?;
            let marks = |gap: &str| gap.contains([',', '(', ')', '—', '–', ';', ':']) || gap.contains("--");
            let parted = |at: usize| !words.is_spaced(at) && marks(words.gap(at));
            let ends = |at: usize| words.is_quoted(at) && words.is_parted_by(at, ['!', '?', '.', '…']);
            let behind_quote = |start: usize| ends(start - 1) && !words.is_quoted(start);
            while start > floor && !parted(start - 1) && !behind_quote(start) {
                start -= 1;
            }
            start = self.bracket_start(start..piece_end).filter(|&first| first > floor).unwrap_or(start);
            if start >= piece_end {
                return None;
            }
            let whole_piece = start..piece_end;
            if piece_end < end
                && let Some(source) = self.turned_in(&whole_piece)
            {
                return Some(source);
            }
            if start > floor && (self.ends_relative_clause(&whole_piece) || self.ends_address(&whole_piece)) {
                piece_end = start;
                continue;
            }
            // `OSLO, March 3 /PRNewswire/ -- Dale Pier Corp. (NYSE: DPC) announced`
            let behind_slug = start > floor && words.gap(start - 1).contains("--") && words.gap(start - 1).starts_with(['/', ')']);
            // `Moon, flanked by her husband, Tim, and their three children, told`
            listed |= piece_end == end && self.words.is_spelt(start, "and") && !words.is_quoted(start);
            let of_list = listed && start > floor && parted(start - 1) && self.is_in_list(&whole_piece);
            if !of_list && !self.is_insertion(&whole_piece) || start <= floor || behind_slug || !parted(start - 1) && behind_quote(start) {
                if start <= floor
                    && self.opens_beside(&whole_piece)
                    && let Some(named) = named.clone().or_else(|| last.and_then(|end| self.phrase_to(end)))
                {
                    return Some(named);
                }
                // `C’est un don fait à tous, dit Anne Roux, maire de Lormes, qui part`
                let Some(found) = self.phrase_to(piece_end) else {
                    return named.filter(|_| self.words.language != Language::English);
                };
                let body = body.filter(|_| words.is(found.tokens.end - 1, BODY) && !words.is(found.tokens.end - 1, ROLE));
                return if found.kind == SourceKind::Nominal { named.or(body).or(Some(found)) } else { Some(found) };
            }
            named = self.named_by_insertion(&whole_piece).or(named);
            last = Some(piece_end);
            // `The firm behind the meals, Aer Coral, said`
            let is_body = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].kind == NameKind::Organisation);
            let set_off = !words.is_parted_by(start - 1, ['(']) || is_body(start - 1);
            let own = self.people.at(start).filter(|&index| set_off && self.people.names[index].whole == whole_piece);
            body = own
                .filter(|&index| self.people.names[index].kind == NameKind::Organisation)
                .map(|index| Source { kind: SourceKind::Name(index), tokens: whole_piece });
            piece_end = start;
        }
        None
    }

    /// The subject behind the French or Italian verb of saying with which a piece between commas begins: `…, dit le Dr Anne Roux, de l’hôpital de Lormes, qui part`.
    fn turned_in(&self, piece: &Range<usize>) -> Option<Source> {
        let words = self.words;
        if !matches!(words.language, Language::French | Language::Other) || !words.is(piece.start, AUX | CUE) {
            return None;
        }
        let verb = (piece.start..piece.end.min(piece.start + TURNED)).find(|&at| !words.is(at, AUX | PRON) || words.is(at, CUE))?;
        let at = self.behind_verb(verb + 1).filter(|&at| words.is(verb, CUE) && !words.is_quoted(verb) && at < piece.end)?;
        let (source, end) = self.phrase_at(at)?;
        let person = source.is_person(self.people);
        (person && end <= piece.end).then_some(source)
    }

    /// Whether a piece between commas only lists somebody or something: a phrase without a verb.
    fn is_in_list(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        !piece.clone().any(|at| words.is(at, AUX | CUE) && !words.is(at, ROLE | PREP | CONJ) || words.is(at, PRON) && !words.is(at, POSS))
    }

    /// The name that opens a clause before an insertion which no comma closes before word `end`: `Moon, the head of a bank in Seoul said`.
    pub(super) fn before_open_insertion(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(end.saturating_sub(OPEN));
        let joined = |at: usize| {
            let class = words.class(at) & (TIGHT | QUOTED);
            class == TIGHT || class == 0 && words.gap(at) == "."
        };
        // Of the words before the last, the last that a comma follows; between most others is a space.
        let mut unspaced = words.unspaced.last_words(end - 1);
        let comma = loop {
            let passed = unspaced.leading_zeros();
            let at = end.checked_sub(2 + passed as usize).filter(|&at| at >= floor)?;
            if words.is_before_comma(at) {
                break at;
            }
            if !joined(at) {
                return None;
            }
            unspaced &= !(1 << (u64::BITS - 1 - passed));
        };
        let start = comma + 1;
        let index = self.people.at(comma)?;
        let no_verb = |at: usize| !words.is(at, CUE) || words.is(at, ROLE);
        if !(start + 1..end).all(|at| joined(at - 1) && no_verb(at)) {
            return None;
        }
        let name = &self.people.names[index];
        let first = name.whole.start;
        let opening = words.is(start, DET | ROLE) || words.is_spelt(start, "who");
        let office = words.is(start, ROLE) && !words.is(start, DET | PLURAL) && !words.is_capital(start);
        let from = if office { start + 1 } else { start + 2 };
        let long = || (from..end).any(|at| words.is(at, PREP)) || (start..end).any(|at| words.is_spelt(at, "who"));
        if !(opening && long() || self.is_bare_office(start..end) || self.is_short_office(first, start..end)) {
            return None;
        }
        let opens = first == self.frame.start
            || words.is_quoted(first - 1)
            || words.is_parted_by(first - 1, ['.', '”', '"', '\n'])
            || !words.is_spelt(start, "who")
                && (words.is_one_of(first - 1, ["but", "But", "while", "While", "though"])
                    || words.is_parted_by(first - 1, [',']) && name.tokens.len() > 1);
        (opens && name.person.is_some()).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whether words before a verb are an office with its article that adds to the full name which opens a sentence: `Tom Moon, the harbour master` said.
    fn is_short_office(&self, name: usize, tokens: Range<usize>) -> bool {
        let words = self.words;
        let opens = name == self.frame.start || words.is_quoted(name - 1);
        let full = self.people.at(name).is_some_and(|index| self.people.names[index].tokens.len() > 1);
        let last = tokens.end - 1;
        let plain = |at: usize| !words.is(at, PREP | AUX | CONJ | SUB | PRON | CUE) || words.is(at, ROLE);
        let office = words.is(last, ROLE) && !words.is(last, PLURAL) && !words.is_capital(last);
        opens
            && full
            && office
            && (3..=5).contains(&tokens.len())
            && words.is_spelt(tokens.start, "the")
            && (tokens.start + 1..last).all(plain)
    }

    /// Whether words before a verb are an office without article or two, which can only add to the name before it: Moon, `Con Grid chairman` said; Moon,
    /// `Con Grid’s founder and chairman` said.
    fn is_bare_office(&self, tokens: Range<usize>) -> bool {
        let words = self.words;
        let last = tokens.end - 1;
        // `Moon, the Dale Synod’s oldest priest said`
        let owner = |at: usize| self.people.at(at).is_some_and(|index| words.is_possessive(self.people.names[index].whole.end - 1));
        let person = |at: usize| self.people.at(at).is_some_and(|index| self.people.names[index].person.is_some()) && !owner(at);
        let joins = |at: usize| words.is_spelt(at, "and") && at > tokens.start && words.is(at - 1, ROLE);
        let other = |at: usize| words.is(at, DET | POSS | PREP | AUX | CONJ | SUB | PRON) && !joins(at);
        (2..=6).contains(&tokens.len())
            && words.is(last, ROLE | TITLE)
            && !words.is(last, PLURAL)
            && !words.is_capital(last)
            && !tokens.clone().any(|at| other(at) || person(at) && !words.is_possessive(at))
    }

    /// Whether a name between commas is an apposition inside a relative clause: `Moon, who lives outside the capital, Seoul, said`.
    fn ends_relative_clause(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let floor = self.frame.start.max(piece.start.saturating_sub(16));
        if self.people.at(piece.start).is_none_or(|index| self.people.names[index].whole.end < piece.end) {
            return false;
        }
        let mut at = piece.start;
        while at > floor + 1 && !words.is_quoted(at - 1) {
            at -= 1;
            if words.is_parted_by(at - 1, [',', '—', '–', ';', ':']) {
                let relative = words.is_one_of(at, ["who", "whose", "which", "where"]);
                return relative && self.people.at(at - 1).is_some() && !words.is_capital(piece.start - 1);
            }
        }
        false
    }

    /// Whether a sentence begins with what its subject does beside, or another does meanwhile: `Sentencing him,` Judge Moon, of Selby, said; `While Hill was silent,`
    /// the mayor, Moon, said.
    fn opens_beside(&self, piece: &Range<usize>) -> bool {
        let (words, start) = (self.words, piece.start);
        let clause = || SPEECH.clauses.sentence_openers.has(words.text(start)) && self.people.at(piece.end - 1).is_none();
        let opens = words.language == Language::English && words.is_capital(start) && self.people.at(start).is_none();
        opens && (words.text(start).ends_with("ing") || clause())
    }

    /// Where the words in brackets begin of which a piece is the end, with a comma among them: Moon `(Lab, Moor East)` said.
    fn bracket_start(&self, piece: Range<usize>) -> Option<usize> {
        let words = self.words;
        if !words.gap(piece.end - 1).starts_with(')') || !words.gap_before(piece.start).starts_with(',') {
            return None;
        }
        let floor = self.frame.start.max(piece.start.saturating_sub(BRACKETED)) + 1;
        let opens = |at: &usize| words.is_parted_by(at - 1, ['(']);
        (floor..piece.start).rev().take_while(|&at| !words.is_quoted(at)).find(opens)
    }

    /// Whether a name between commas is the town or county behind an address or a town: `Moon, of Hill Lane, Selby, said`; `Moon, from Selby, Kent, said`.
    pub(super) fn ends_address(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let name = self.people.at(piece.start).map(|index| &self.people.names[index]);
        let town = name.is_some_and(|name| {
            let evident = name.person.is_some_and(|person| self.people.persons[person].evident);
            name.whole == *piece && !(evident && name.tokens.len() > 1)
        });
        if !town || piece.start < self.frame.start + 3 || !words.is_before_comma(piece.start - 1) || words.is_quoted(piece.start - 1) {
            return false;
        }
        let floor = self.frame.start.max(piece.start.saturating_sub(BRACKETED)) + 1;
        let first = (floor..piece.start).rev().find(|&at| words.is_before_comma(at - 1));
        first.is_some_and(|at| {
            words.is_one_of(at, ["of", "from", "in", "at", "near"])
                && (at + 1..piece.start).all(|at| words.is_tight(at - 1) && !words.is(at, AUX | CUE))
        })
    }

    /// The person whom a piece between commas names with their office: a niece, `state Del. Ana Ruiz`, said.
    fn named_by_insertion(&self, piece: &Range<usize>) -> Option<Source> {
        let words = self.words;
        // `the ranking Republican, Sen. John Tull of Idaho, said`
        let opening = self.people.at(piece.start).filter(|&index| {
            let end = self.people.names[index].whole.end;
            end < piece.end && words.is_one_of(end, ["of", "from"]) && words.is_spaced(end - 1)
        });
        let index = opening.or_else(|| self.people.at(piece.end - 1))?;
        let name = &self.people.names[index];
        let small = piece.start..name.whole.start.max(piece.start);
        if is_given_alone(words, name) && name.person.is_some() {
            return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
        }
        // `Its authors, Ana Moon and Tim Kim, said`
        let other = self.people.at(piece.start).map(|index| &self.people.names[index]).filter(|other| other.person.is_some());
        let joined = other.is_some_and(|other| {
            other.whole.end + 1 == name.whole.start && words.is_spelt(other.whole.end, "and") && !words.is_possessive(other.whole.end - 1)
        });
        if joined && name.person.is_some() && name.tokens.len() > 1 && !words.is_possessive(piece.end - 1) {
            return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
        }
        // `Critics, including Moon, say`
        if words.text(piece.start).eq_ignore_ascii_case("including") {
            return None;
        }
        // `the Most Rev Lewis Penn`
        let titled = small.len() == 1 && words.is(piece.start, DET) && name.tokens.start > name.whole.start;
        let plain = titled || small.clone().all(|at| !words.is(at, PREP | SUB | CONJ | AUX | DET | POSS | PRON) && words.is_tight(at));
        (small.len() <= 3 && plain && name.person.is_some() && name.tokens.len() > 1 && !words.is_possessive(piece.end - 1))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// Whether a piece is nothing but a full name with what its bearer is, without an article: While Hill was silent, `farmer Tom Moon`, 78, said.
    fn is_led_by_calling(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let Some(name) = self.people.at(piece.end - 1).map(|index| &self.people.names[index]) else { return false };
        let calling = |at: usize| words.is(at, ROLE) && !words.is(at, DET | CONJ | PLURAL) && words.is_tight(at);
        words.language == Language::English
            && name.person.is_some()
            && name.tokens.len() > 1
            && !words.is_possessive(piece.end - 1)
            && piece.start < name.whole.start
            && name.whole.start <= piece.start + 2
            && words.is(name.whole.start - 1, ROLE)
            && (piece.start..name.whole.start)
                .all(|at| calling(at) || at == piece.start && words.is_tight(at) && !words.is(at, OPENS_OTHER))
    }

    /// Whether a piece between commas adds to what stands before it.
    pub(super) fn is_insertion(&self, piece: &Range<usize>) -> bool {
        let words = self.words;
        let first = piece.start;
        if words.is_quoted(first) || words.gap_before(first).contains('(') && words.is_parted_by(piece.end - 1, [')']) {
            return true;
        }
        let name = self.people.at(first).map(|index| &self.people.names[index]);
        if name.is_none() && self.is_led_by_calling(piece) {
            return false;
        }
        if let Some(name) = name {
            let last = self.people.at(piece.end - 1).map(|index| &self.people.names[index]);
            let full = last.is_some_and(|last| last.person.is_some() && last.whole.len() > 1);
            // `Marlow mayor Ana Ruiz`
            let held = || last.is_some_and(|last| last.whole.start > name.whole.end && words.is(last.whole.start - 1, ROLE | TITLE));
            if full && (name.kind == NameKind::Title || !words.is_possessive(name.whole.end - 1) && held()) {
                return false;
            }
            // `While Hill was silent, Rep. Moon of Ohio, a farmer, said`
            let attributed = words.is_one_of(name.whole.end, ["of", "from"]) && words.is_spaced(name.whole.end - 1);
            let evident = name.person.is_some_and(|person| self.people.persons[person].evident);
            if attributed && evident && name.tokens.len() > 1 && words.language == Language::English {
                return false;
            }
            let whole_name = name.whole.end >= piece.end;
            return !whole_name || !matches!(name.kind, NameKind::Person | NameKind::Unknown);
        }
        if words.is(first, PRON) && !words.is(first, OTHER | POSS) {
            return words.is_one_of(first, ["himself", "herself"]);
        }
        if words.is(first, SUB) && !words.is(first, PRON | PREP) && !words.is_one_of(first, ["whose", "dont"]) {
            let subject = self.people.at(first + 1).is_some_and(|index| self.people.names[index].whole.end == piece.end);
            return !(subject || words.is(first + 1, DET | PRON) && !words.is(first + 1, OTHER | PREP));
        }
        let office = words.is(first, CONJ)
            && !words.is(first + 1, DET | PRON)
            && piece.clone().any(|at| words.is(at, ROLE))
            && !piece.clone().any(|at| words.is(at, AUX | CUE) && !words.is(at, ROLE))
            && self.people.at(first + 1).is_none()
            && self.people.at(piece.end - 1).is_none_or(|index| self.people.names[index].person.is_none());
        office || !(words.is(first, CONJ) && piece.len() > 1)
    }
}
