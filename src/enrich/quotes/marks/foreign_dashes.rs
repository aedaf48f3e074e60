//! Finds speech behind dashes in languages without a lexicon: `– Vi väntar, säger Anna Berg.`, `– Czekamy – powiedziała Nowak. – I nic.`
//!
//! A list has their commonest verbs of saying (`data/quotes-dashes.txt`): speech ends before the dash, comma or question mark that such a verb stands behind. Of
//! several the one that tells most surely is taken, since people say in their speech what others say. Speech begins with its paragraph, behind a colon, or, if a
//! verb ends it, behind the sentence before. A whole paragraph is speech only if another one of the text has such a verb behind a dash of the same kind, and if it
//! is a sentence and of no list: lists are written with dashes too. Who speaks is not told.

use rustc_hash::FxHashSet;

use super::Marked;
use super::dashes::{kept, speech};
use super::foreign_verbs::{CLOSING, DASHES, ENDS, LISTED, Place, Sureness, is_dash, is_reported};
use crate::enrich::quotes::words::Words;

/// Words behind a dash among which a verb of saying is looked for.
const CUE_WORDS: usize = 3;

/// Words of the longest cue that its verb closes.
const LONGEST_CUE: usize = 7;

/// Words behind a verb among which a name tells that it reports.
const NAME_WORDS: usize = 4;

/// Words of the longest cue without a verb that is known.
const REOPENED: usize = 12;

/// Words of the shortest paragraph that is speech as a whole.
const SHORTEST: usize = 4;

/// Items of the shortest list behind a colon.
const LIST: usize = 3;

/// Letters of Swedish, Danish and Norwegian, where `sa` is a verb; elsewhere it is a small word.
const SCANDINAVIAN: [char; 4] = ['å', 'ö', 'ø', 'æ'];

/// Where speech ends.
#[derive(Debug, Clone, Copy)]
struct Cue {
    /// The first word of the cue.
    at: usize,
    sureness: Sureness,
    /// Whether its language would print a dash before it, and does not.
    is_odd: bool,
}

/// A paragraph that begins with a dash.
struct Led {
    paragraph: usize,
    sign: char,
    /// Whether a verb tells where its speech ends.
    is_cued: bool,
}

/// Reads the speech behind the dashes of a text.
struct Dashes<'a> {
    words: &'a Words<'a>,
    is_scandinavian: bool,
    found: Vec<Marked>,
}

/// All speech behind dashes in a text of whose language no lexicon is known, in order.
pub(super) fn find(words: &Words<'_>) -> Vec<Marked> {
    if !words.body.contains(DASHES) && !words.body.contains("- ") {
        return Vec::new();
    }
    let is_scandinavian = words.body.contains(SCANDINAVIAN);
    let mut dashes = Dashes { words, is_scandinavian, found: Vec::new() };
    let paragraphs = &words.segments.paragraphs;
    let mut led: Vec<Led> = Vec::new();
    for (paragraph, stretch) in paragraphs.iter().enumerate() {
        let sign = sign_of(stretch.text(words.body));
        if sign.is_none() {
            dashes.read_above(paragraph);
        }
        let first = dashes.found.len();
        dashes.read(paragraph, sign.is_some());
        let is_cued = dashes.found.len() > first;
        led.extend(sign.map(|sign| Led { paragraph, sign, is_cued }));
    }
    let signs: FxHashSet<char> = led.iter().filter(|led| led.is_cued).map(|led| led.sign).collect();
    let cued = dashes.found.len();
    for run in led.chunk_by(|one, next| one.paragraph + 1 == next.paragraph) {
        let whole = run[listed(words, run)..].iter().filter(|led| !led.is_cued && signs.contains(&led.sign));
        whole.for_each(|led| dashes.found.extend(whole_paragraph(words, led.paragraph)));
    }
    if dashes.found.len() > cued {
        dashes.found.sort_by_key(|quote| quote.outer.start);
    }
    dashes.found
}

/// The dash with which a paragraph begins that may be speech.
fn sign_of(text: &str) -> Option<char> {
    let sign = text.chars().next().filter(|sign| DASHES.contains(sign) || *sign == '-')?;
    let behind = &text[sign.len_utf8()..];
    let spaced = behind.starts_with([' ', '\u{a0}']) && !behind.trim_start().starts_with(char::is_lowercase);
    (spaced || DASHES[..3].contains(&sign) && behind.starts_with(char::is_uppercase)).then_some(sign)
}

/// How many of some paragraphs that follow one another are the items of a list: several under a heading or, in greater number, behind a colon or above speech.
fn listed(words: &Words<'_>, run: &[Led]) -> usize {
    let Some(above) = run[0].paragraph.checked_sub(1) else { return 0 };
    let text = words.segments.paragraphs[above].text(words.body).trim_end();
    let items = run.iter().take_while(|led| !led.is_cued).count();
    let least = if text.ends_with(':') || items < run.len() { LIST } else { 2 };
    if items >= least && !text.ends_with(ENDS) && !text.ends_with(CLOSING) { items } else { 0 }
}

/// A paragraph that is speech as a whole, its dash left out, if it is a sentence.
fn whole_paragraph(words: &Words<'_>, paragraph: usize) -> Option<Marked> {
    let stretch = &words.segments.paragraphs[paragraph];
    let text = stretch.text(words.body).trim_end();
    let sentence = text.ends_with(ENDS) && (stretch.tokens.end - stretch.tokens.start) as usize >= SHORTEST;
    sentence.then(|| speech(paragraph, words.start(stretch.tokens.start as usize)..stretch.bytes.start as usize + text.len()))
}

impl Dashes<'_> {
    /// Adds the paragraph above one that begins with a dash and a cue, where no marks hold it: `Мости старі,⏎– зазначив Коваль.`
    fn read_above(&mut self, paragraph: usize) {
        let words = self.words;
        let (Some(above), own) = (paragraph.checked_sub(1), &words.segments.paragraphs[paragraph]) else { return };
        let cued = || is_reported(words, own.tokens.start as usize);
        if !own.text(words.body).starts_with(DASHES) && !own.text(words.body).starts_with("- ") || !cued() {
            return;
        }
        let stretch = &words.segments.paragraphs[above];
        let text = stretch.text(words.body).trim_end();
        let plain = text.ends_with([',', '.', '!', '?', '…']) && !text.contains(['"', '“', '”', '„', '«', '»']) && !text.contains(DASHES);
        let long = (stretch.tokens.end - stretch.tokens.start) as usize >= SHORTEST;
        if plain && long && self.found.last().is_none_or(|last| last.paragraph < above) {
            let start = stretch.bytes.start as usize;
            self.found.push(speech(above, start..start + text.trim_end_matches(',').len()));
        }
    }

    /// Adds what a paragraph says before its cues, and between and behind them.
    fn read(&mut self, paragraph: usize, is_led: bool) {
        let words = self.words;
        let stretch = &words.segments.paragraphs[paragraph];
        let tokens = stretch.tokens.start as usize..stretch.tokens.end as usize;
        let text = stretch.text(words.body);
        if !is_led && !text.contains(DASHES) && !text.contains("- ") {
            return;
        }
        let before = self.found.len();
        let mut start = is_led.then_some(tokens.start);
        let mut at = tokens.start + 1;
        while at < tokens.end {
            let Some(from) = start else {
                if words.gap_before(at) != " " && self.opens(at, self.found.len() > before) {
                    start = Some(at);
                }
                at += 1;
                continue;
            };
            let Some(cue) = self.cue(from, tokens.end) else { break };
            self.found.push(speech(paragraph, words.start(from)..self.end_before(from, cue.at)));
            start = None;
            at = cue.at + 1;
        }
        let Some(from) = start.filter(|&from| from > tokens.start) else { return };
        let labelled = words.gap_before(from).contains(':');
        let whole = stretch.text(words.body).trim_end().ends_with(ENDS) && tokens.end - from >= SHORTEST;
        if self.found.len() > before || labelled && whole {
            let end = words.end(tokens.end - 1);
            let closing = words.body[end..].chars().next().filter(|c| ENDS.contains(c));
            self.found.push(speech(paragraph, words.start(from)..end + closing.map_or(0, char::len_utf8)));
        }
    }

    /// Whether speech begins with a word behind a dash: after the end of a sentence or a colon, or, where its beginning was told before, after the comma that
    /// ends the cue: `— Ми чекаємо, — сказав Коваль, — і мовчимо.`
    fn opens(&self, at: usize, goes_on: bool) -> bool {
        let gap = self.words.gap_before(at);
        let gap = gap.trim_start_matches(CLOSING);
        is_dash(gap)
            && (gap.starts_with([':', '.', '!', '?', '…']) && self.words.is_capital(at) || goes_on && gap.starts_with([',', '.', '!', '?']))
    }

    /// The cue that ends the speech that begins with a word: the surest of a sentence, and of equally sure ones the first.
    fn cue(&self, from: usize, end: usize) -> Option<Cue> {
        let mut best: Option<Cue> = None;
        let mut sentence = from;
        for at in from + 1..end {
            let gap = self.words.gap_before(at);
            if gap == " " {
                continue;
            }
            let sentence_ends = |best: Cue| gap.starts_with(ENDS) && !best.is_odd;
            if best.is_some_and(|best| sentence_ends(best) || best.sureness == Sureness::BehindDash || self.opens(at, true)) {
                break;
            }
            let better = |sureness: Sureness| {
                best.is_none_or(|best| best.sureness < sureness || sureness == Sureness::Reopened && best.sureness == sureness)
            };
            if let Some(sureness) = self.sureness(at, end)
                && better(sureness)
                && (sureness > Sureness::Verb || !self.is_of_clause(sentence))
            {
                let odd = || LISTED.saying.get(self.words.text(at)) == Some(&Place::Dash);
                best = Some(Cue { at, sureness, is_odd: matches!(sureness, Sureness::Verb | Sureness::WithName) && odd() });
            }
            if gap.starts_with(ENDS) {
                sentence = at;
            }
        }
        best
    }

    /// How surely a word begins a cue, if it does.
    fn sureness(&self, at: usize, end: usize) -> Option<Sureness> {
        let words = self.words;
        let gap = words.gap_before(at);
        let bare = gap.trim_start_matches(CLOSING);
        let dash = is_dash(gap);
        let comma = bare.starts_with(',') && !dash;
        let asked = bare.trim_start().starts_with(['?', '!', '…']);
        if !dash && !comma && !asked {
            return None;
        }
        if self.has_subject_first(at, end) {
            return Some(Sureness::WithName);
        }
        if words.is_capital(at) {
            return None;
        }
        let verb = if LISTED.before_verbs.contains(words.text(at)) && words.is_spaced(at) { at + 1 } else { at };
        let short = words.is_spelt(verb, "sa") && verb == at && bare == ", " && self.is_scandinavian;
        if !(verb < end && (short || LISTED.saying.contains_key(words.text(verb)))) {
            let near = || (at..end.min(at + CUE_WORDS)).take_while(|&verb| verb == at || words.is_tight(verb - 1));
            let refused = |verb: usize| LISTED.going_on.contains(words.text(verb));
            let says = |verb: usize| LISTED.saying.contains_key(words.text(verb)) && !self.is_own(verb);
            let near = dash && !refused(at) && near().any(says);
            return if near {
                Some(Sureness::NearDash)
            } else {
                (dash && !refused(at) && self.is_reopened(at, end)).then_some(Sureness::Reopened)
            };
        }
        if self.is_own(verb) {
            return None;
        }
        if !comma {
            return Some(Sureness::BehindDash);
        }
        let joined = |&next: &usize| words.is_spaced(next - 1) && !LISTED.and.contains(words.text(next));
        let behind = || (verb + 1..end.min(verb + 1 + NAME_WORDS)).take_while(joined);
        let clause = behind().last().unwrap_or(verb);
        let that = |at: usize| LISTED.that.contains(words.text(at));
        if behind().any(that) || words.is_before_comma(clause) && that(clause + 1) {
            return None;
        }
        let alone = |at: usize| at + 1 == end || words.gap(at).trim_start_matches(CLOSING).starts_with(ENDS);
        let named = alone(verb) || behind().any(|next| words.is_capital(next)) || LISTED.third.contains(words.text(verb + 1));
        if !named && LISTED.they.contains(words.text(verb + 1)) && !alone(verb + 1) {
            return None;
        }
        Some(if named || alone(verb + 1) { Sureness::WithName } else { Sureness::Verb })
    }

    /// Whether a sentence begins with a clause that stands before another, so that a verb behind a comma may be that one's: `Når vi spør, svarer byen ikke`.
    fn is_of_clause(&self, sentence: usize) -> bool {
        LISTED.before_another.contains(&*self.words.text(sentence).to_lowercase())
    }

    /// Whether a verb tells what the one who speaks, or the one spoken to, says: `säger jag`.
    fn is_own(&self, verb: usize) -> bool {
        self.words.is_spaced(verb) && LISTED.own.contains(self.words.text(verb + 1))
    }

    /// Whether a dash follows the end of the sentence that a word is of.
    fn is_reopened(&self, at: usize, end: usize) -> bool {
        let ends = |&last: &usize| !self.words.is_spaced(last) && self.words.gap(last).starts_with(ENDS);
        (at..end.min(at + REOPENED)).find(ends).is_some_and(|last| last + 1 < end && self.opens(last + 1, false))
    }

    /// Whether a cue that begins with a word has its verb behind who speaks: `…, pormestari Anna Laine sanoo.`
    fn has_subject_first(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        if LISTED.going_on.contains(words.text(at)) {
            return false;
        }
        let joined = |verb: &usize| words.is_tight(*verb - 1);
        let verb = (at + 1..end.min(at + LONGEST_CUE))
            .take_while(joined)
            .find(|&verb| LISTED.saying.get(words.text(verb)) == Some(&Place::Subject));
        verb.is_some_and(|verb| {
            let closes = verb + 1 == end || words.gap(verb).starts_with('.') || words.is_spaced(verb) && words.is_spelt(verb + 1, "ja");
            (closes || words.is_capital(verb - 1)) && !LISTED.that.contains(words.text(verb + 1))
        })
    }

    /// The byte where speech ends that a cue follows: behind its question or exclamation mark, and what closes inside it.
    fn end_before(&self, from: usize, cue: usize) -> usize {
        let words = self.words;
        let (end, gap) = (words.end(cue - 1), words.gap_before(cue));
        let closing = gap.len() - gap.trim_start_matches(CLOSING).len();
        let said = &words.body[words.start(from)..end];
        let inside = closing > 0 && said.contains(['”', '"', '“', '„', '«', '’', '\'', '‘', '(']);
        end + kept(gap).max(if inside { closing } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    fn found(text: &str) -> Vec<String> {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(None));
        find(&words).into_iter().map(|quote| text[quote.inner].to_owned()).collect()
    }

    #[test]
    fn speech_behind_dashes_ends_before_the_verb_that_reports_it() {
        for (text, expected) in [
            ("– Vi står fast, säger Berg till radion.", vec!["Vi står fast"]),
            ("– Vi står fast, säger Berg. – Det är kallt här.", vec!["Vi står fast", "Det är kallt här."]),
            ("– Vi står fast, säger Berg och tillägger att det är kallt.", vec!["Vi står fast"]),
            ("– Kommer de? spør Berg.\n\n– Det vet ingen av oss.", vec!["Kommer de?", "Det vet ingen av oss."]),
            ("– Isen ligg enno, seier Berg.", vec!["Isen ligg enno"]),
            ("– Isen må bort, sa styreleder Ola Berg muntert.", vec!["Isen må bort"]),
            ("- Vi venter, siger Berg.", vec!["Vi venter"]),
            ("– Odotamme yhä, sanoi Laine.", vec!["Odotamme yhä"]),
            ("– Odotamme yhä, pormestari Anna Laine sanoo.", vec!["Odotamme yhä"]),
            ("– Odotamme yhä, Anna Laine totesi illalla radiossa.", vec!["Odotamme yhä"]),
            ("– Czekamy – powiedziała Nowak. – I nic.", vec!["Czekamy", "I nic."]),
            ("- Kto to widział? - pyta Nowak.", vec!["Kto to widział?"]),
            ("– Várunk még – mondta Kis Anna.", vec!["Várunk még"]),
            ("— Ми чекаємо, — сказав Коваль, — і мовчимо.", vec!["Ми чекаємо", "і мовчимо."]),
            ("– Așteptăm, a spus Ana Pop.", vec!["Așteptăm"]),
            ("− Odotamme yhä, kokki sanoo ja lähtee.", vec!["Odotamme yhä"]),
            ("–Vi står fast, säger Berg.", vec!["Vi står fast"]),
            ("Det brann.- Vi står fast, säger Berg.Hon är trött.- Det är kallt, säger hon.", vec!["Vi står fast", "Det är kallt"]),
            ("– Nie ma mostu – machał rękami Nowak. – Nikt go nie widział.", vec!["Nie ma mostu", "Nikt go nie widział."]),
            ("Мости дуже старі та вузькі,\n\n– зазначив Коваль.", vec!["Мости дуже старі та вузькі"]),
            ("– De kallar oss ”veklingar”, säger Berg.", vec!["De kallar oss ”veklingar”"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_others_are_said_to_say_is_part_of_speech() {
        for (text, expected) in [
            ("– Båten är gammal, men jag tycker att den flyter, säger Berg.", vec!["Båten är gammal, men jag tycker att den flyter"]),
            ("– Jag minns hur Karl, sa Ek, att båten sjönk, säger Berg.", vec!["Jag minns hur Karl, sa Ek, att båten sjönk"]),
            ("– To jest – jak mówi burmistrz – skandal – dodał Nowak.", vec!["To jest – jak mówi burmistrz – skandal"]),
            ("– Båten är gammal, säger jag, och den läcker, säger Berg.", vec!["Båten är gammal, säger jag, och den läcker"]),
            ("– Når vi spør, svarer kommunen nei, sier Berg.", vec!["Når vi spør, svarer kommunen nei"]),
            ("– Når vi spør, svarer de ikke.", vec![]),
            ("– Kun kysyin, kaikki vaikenivat, mutta se riittää, sanoo Laine.", vec!["Kun kysyin, kaikki vaikenivat, mutta se riittää"]),
            ("– Łódź tonie – nikt nie mówi dlaczego – dodał Nowak.", vec!["Łódź tonie – nikt nie mówi dlaczego"]),
            ("– Pan Lis, mówi Anna, jest chory. Nie wiem – dodał Nowak.", vec!["Pan Lis, mówi Anna, jest chory. Nie wiem"]),
            ("– Loď, ktorá stojí, sa potopí – povedal Novák.", vec!["Loď, ktorá stojí, sa potopí"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn speech_begins_behind_a_colon_or_the_sentence_before() {
        for (text, expected) in [
            ("Jan Nowak, trener: – Mecz był ciężki i długi.", vec!["Mecz był ciężki i długi."]),
            ("Ministar je stigao. – Most je gotov – poručio je Kos.", vec!["Most je gotov"]),
            ("Ministar je stigao. – Most je gotov.", vec![]),
            ("Resultat: – Aske 3.", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_are_no_speech() {
        for (text, expected) in [
            ("– mjölk\n\n– Bröd, smör och ost.", vec![]),
            ("– Första punkten, om skatten, tas i maj.", vec![]),
            ("– Vi väntar, säger Berg.\n\n- Bussen går var tionde minut.", vec!["Vi väntar"]),
            ("- Vi venter, siger Berg.\n\nFakta\n\n- Broen er ti meter lang.\n\n- Den er fra 1910 og smal.", vec!["Vi venter"]),
            (
                "Råd:\n\n– Håll avstånd till andra.\n\n– Tvätta händerna ofta.\n\n– Stanna hemma i dag.\n\n– Vi väntar, säger Berg.",
                vec!["Vi väntar"],
            ),
            ("- Vi venter, siger Berg.\n\nHan tøver.\n\n- Broen er gammel og smal.", vec!["Vi venter", "Broen er gammel og smal."]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
