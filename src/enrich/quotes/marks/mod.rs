//! Finds what stands inside quotation marks, paragraph by paragraph.
//!
//! A state machine over the marks of all languages: a mark opens or closes by its shape, or by what stands beside it where the
//! shape does not tell (`"`). Nested quotations belong to the outer one. A quotation left open at the end of a paragraph goes on if the
//! next paragraph opens again, else its closing mark is taken to be missing; a closing mark without an opening one makes the words
//! before it, back to the start of its paragraph or the last quotation, a quotation. Nicknames between two parts of a name are no
//! quotations, and neither is what stands between doubled apostrophes (`''so''`): readers make marks of them where that is asked for.

mod cues_inside;
mod dashes;
mod foreign_dashes;
mod foreign_marks;
mod foreign_verbs;
mod guillemets;
mod pairing;
mod russian_dashes;
mod russian_narration;
mod signs;

use std::cell::LazyCell;
use std::ops::Range;

use self::cues_inside::{end_before_cue, without_cue_inside};
use self::foreign_marks::opens_again;
pub(super) use self::foreign_verbs::{cite, is_reported};
use self::guillemets::Carried;
use self::pairing::Pairing;
use self::signs::{Mark, collect_marks, is_lead_byte, opens_with_mark, opens_with_single_mark};
use crate::analysis::segment::Stretch;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{FIRST, Language};

/// A stretch inside quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// The words without their marks.
    pub(super) inner: Range<usize>,
    /// The words with the marks that are there.
    pub(super) outer: Range<usize>,
    /// Indices of the words.
    pub(super) tokens: Range<usize>,
    /// Index of the paragraph.
    pub(super) paragraph: usize,
    /// What was missing.
    pub(super) repair: Repair,
    /// Whether the next paragraph goes on with it.
    pub(super) continues: bool,
    /// Whether single quotation marks hold it.
    pub(super) single: bool,
    /// Whether a cue inside the marks parts it from the rest of what they hold.
    pub(super) parted: bool,
}

/// A mark that was missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repair {
    /// Nothing was missing.
    None,
    /// The opening mark.
    Opening,
    /// The closing mark.
    Closing,
}

/// Finds all quotations of a text, in order; they do not overlap.
pub(super) fn find(words: &Words<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let body = words.body.as_bytes();
    let unknown = words.language == Language::Unknown;
    let dashed = matches!(words.language, Language::French | Language::Russian | Language::Other);
    let hyphens = || match words.language {
        Language::Russian => memchr::memmem::find(body, b"- ").is_some(),
        _ => dashed && (body.starts_with(b"- ") || memchr::memmem::find(body, b"\n- ").is_some()),
    };
    // As nearly always.
    if !unknown && memchr::memchr3(b'"', b'\'', 0xe2, body).is_none() && !body.iter().copied().any(is_lead_byte) && !hyphens() {
        return found;
    }
    let mut behind_dashes = if unknown { foreign_dashes::find(words) } else { Vec::new() }.into_iter().peekable();
    let doubled = LazyCell::new(|| memchr::memmem::find(body, b"''").is_some());
    let mut marks = Vec::new();
    let mut pairs = Pairs { words, parted: Vec::new(), singles: Vec::new(), has_singles: true };
    let mut carried = Carried::default();
    let paragraphs = &words.segments.paragraphs;
    // In English nothing else tells of quotations, and no paragraph without marks is looked at.
    let english = words.language == Language::English;
    if english {
        pairs.find_all(|| *doubled, &mut found);
    }
    for (paragraph, stretch) in paragraphs.iter().enumerate().filter(|_| !english) {
        let mut bytes = bytes_of(stretch);
        marks.clear();
        collect_marks(words, paragraph..paragraph + 1, &mut marks);
        if unknown {
            foreign_marks::set_by_turns(words.body, &mut marks);
        }
        let before = found.len();
        if carried.cut(words, paragraph, &mut bytes, &mut marks, &mut found) {
            while behind_dashes.next_if(|quote| quote.paragraph <= paragraph).is_some() {}
            continue;
        }
        let first = found.len();
        if dashed && bytes.start == stretch.bytes.start as usize {
            dashes::find(words, paragraph, &mut found);
        }
        while unknown && let Some(quote) = behind_dashes.next_if(|quote| quote.paragraph == paragraph) {
            found.push(quote);
        }
        keep_beside(before..first, &mut found);
        if !unknown {
            if found.len() == first && !marks.is_empty() {
                pairs.find(paragraph, bytes, &marks, || *doubled, &mut found);
            }
            continue;
        }
        if found.len() == before {
            found.extend(foreign_marks::without_opening(words, paragraph, &mut marks));
        }
        let told = first..found.len();
        marks.retain(|mark| !holds(&found[told.clone()], &(mark.at..mark.end())));
        if !marks.is_empty() {
            pairs.find(paragraph, bytes, &marks, || *doubled, &mut found);
            let mut beside = found.split_off(told.end);
            beside.retain(|quote| quote.repair != Repair::Opening);
            found.append(&mut beside);
            keep_beside(told.clone(), &mut found);
            found[told.start..].sort_by_key(|quote| quote.outer.start);
        }
    }
    if carried.has_any {
        found.sort_by_key(|quote| quote.outer.start);
    }
    found.iter_mut().filter(|quote| quote.tokens.is_empty()).for_each(|quote| quote.tokens = words.within(&quote.inner));
    found.iter_mut().filter(|quote| english && quote.single).for_each(|quote| take_second_marks(words, quote));
    found.retain(|quote| !is_nickname(words, quote));
    join_over_paragraphs(words, &mut found);
    if english {
        found.iter_mut().filter(|quote| quote.repair == Repair::Closing).for_each(|quote| end_before_cue(words, quote));
    }
    if matches!(words.language, Language::English | Language::German | Language::Unknown) {
        return found;
    }
    found.into_iter().flat_map(|quote| without_cue_inside(words, quote)).collect()
}

/// Takes the second of two single marks on either side for what it is, a mark as well: `‘‘We go,’’ said Moon.` Not where only the first word is quoted once more: `‘‘No’
/// is no answer.’`
fn take_second_marks(words: &Words<'_>, quote: &mut Marked) {
    let inner = &words.body[quote.inner.clone()];
    let Some(said) = inner.strip_prefix('‘') else { return };
    let left_open = quote.continues || quote.repair == Repair::Closing;
    let Some(said) = said.strip_suffix('’').or(left_open.then_some(said)) else { return };
    if !said.contains('‘') && !said.is_empty() {
        let start = quote.inner.start + '‘'.len_utf8();
        quote.inner = start..start + said.len();
        quote.single = false;
    }
}

/// Leaves of the quotations behind a range of others, which are in order, those that have nothing in common with them.
fn keep_beside(others: Range<usize>, found: &mut Vec<Marked>) {
    if !others.is_empty() && others.end < found.len() {
        let mut behind = found.split_off(others.end);
        behind.retain(|quote| !holds(&found[others.clone()], &quote.outer));
        found.append(&mut behind);
    }
}

/// Pairs the marks of one paragraph after the other.
struct Pairs<'a, 'b> {
    words: &'a Words<'b>,
    /// Double marks of the paragraph, where it has single ones too.
    parted: Vec<Mark>,
    /// Single ones that no double ones hold.
    singles: Vec<Mark>,
    /// Whether any paragraph may have single ones.
    has_singles: bool,
}

/// The bytes of a paragraph.
fn bytes_of(paragraph: &Stretch) -> Range<usize> {
    paragraph.bytes.start as usize..paragraph.bytes.end as usize
}

impl Pairs<'_, '_> {
    /// Adds what stands inside the marks of all paragraphs.
    fn find_all(&mut self, doubled: impl Fn() -> bool, found: &mut Vec<Marked>) {
        let paragraphs = &self.words.segments.paragraphs;
        let mut marks = Vec::new();
        collect_marks(self.words, 0..paragraphs.len(), &mut marks);
        self.has_singles = marks.iter().any(Mark::is_single);
        for marks in marks.chunk_by(|one, next| one.paragraph == next.paragraph) {
            let paragraph = marks[0].paragraph;
            self.find(paragraph, bytes_of(&paragraphs[paragraph]), marks, &doubled, found);
        }
    }

    /// Adds what stands inside the marks of a paragraph; `doubled` tells whether apostrophes are typed for double marks.
    fn find(&mut self, paragraph: usize, bytes: Range<usize>, marks: &[Mark], doubled: impl Fn() -> bool, found: &mut Vec<Marked>) {
        let Self { words, parted, singles, has_singles } = self;
        let unknown = words.language == Language::Unknown;
        let pairing = |single: bool| Pairing { body: words.body, bytes: bytes.clone(), paragraph, single };
        let below = words.segments.paragraphs.get(paragraph + 1).map_or("", |next| next.text(words.body));
        let first = found.len();
        let has_singles = *has_singles && marks.iter().any(Mark::is_single);
        let doubles = if has_singles {
            parted.clear();
            parted.extend(marks.iter().filter(|mark| !mark.is_single()));
            parted
        } else {
            marks
        };
        pairing(false).pair(doubles, || opens_with_mark(below) || unknown && opens_again(below), found);
        if !has_singles {
            return;
        }
        let held = |at: usize| {
            let index = found[first..].partition_point(|quote| quote.outer.start <= at);
            index > 0 && found[first + index - 1].outer.end > at
        };
        singles.clear();
        singles.extend(marks.iter().filter(|mark| mark.is_single() && !doubled() && !held(mark.at)));
        if !singles.is_empty() {
            let mut more = Vec::new();
            pairing(true).pair(singles, || opens_with_single_mark(below, unknown), &mut more);
            merge(found, first, more);
        }
    }
}

/// Notes of a quotation without a closing mark that the next paragraph, whose first lacks its opening mark, goes on with it: pages whose paragraphs
/// were broken anew have one quotation in two. `Riley spoke. “We came.⏎We saw,” Moon said.`
fn join_over_paragraphs(words: &Words<'_>, found: &mut [Marked]) {
    let paragraphs = &words.segments.paragraphs;
    for first in 1..found.len() {
        let (open, end) = (&found[first - 1], &found[first]);
        let parted = open.paragraph + 1 == end.paragraph && (open.repair, end.repair) == (Repair::Closing, Repair::Opening);
        found[first - 1].continues |= parted
            && open.tokens.end == paragraphs[open.paragraph].tokens.end as usize
            && end.tokens.start == paragraphs[end.paragraph].tokens.start as usize;
    }
}

/// Puts quotations in single marks among those in double marks from `first` on; of two of which one holds the other, the outer stays.
fn merge(found: &mut Vec<Marked>, first: usize, singles: Vec<Marked>) {
    let mut all = found.split_off(first);
    all.extend(singles);
    all.sort_by_key(|quote| (quote.outer.start, std::cmp::Reverse(quote.outer.end)));
    let mut end = 0;
    for quote in all {
        if quote.outer.start >= end {
            end = quote.outer.end;
            found.push(quote);
        }
    }
}

/// Whether one of some quotations, which are in order, has something in common with a stretch.
fn holds(quotes: &[Marked], bytes: &Range<usize>) -> bool {
    let next = quotes.partition_point(|quote| quote.outer.end <= bytes.start);
    quotes.get(next).is_some_and(|quote| quote.outer.start < bytes.end)
}

/// Whether a quotation is a nickname inside a name: `Dwayne “The Rock” Johnson`.
fn is_nickname(words: &Words<'_>, quote: &Marked) -> bool {
    let inner = quote.tokens.clone();
    if inner.is_empty() || inner.len() > 3 || inner.start == 0 {
        return false;
    }
    let before = inner.start - 1;
    let after = inner.end;
    // `Robert C. “Bobby” Cole`
    let initial = || before > 0 && words.is_initial(before) && words.is_spaced(before - 1) && words.is(before - 1, FIRST);
    let stop = usize::from(words.gap(before).starts_with('.') && initial());
    words.is_capital(before)
        && words.is_capital(after)
        && words.end(before) + stop + 1 == quote.outer.start
        && words.start(after) == quote.outer.end + 1
        && words.is_capital(inner.start)
        && !words.body[quote.inner.clone()].ends_with(['.', ',', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::words::lexicon::Lexicon;

    fn found(text: &str, lang: &str) -> Vec<(String, Repair)> {
        let segments = segment(text);
        let words = Words::read(text, &segments, Lexicon::of(Some(lang)));
        find(&words).into_iter().map(|quote| (text[quote.inner].to_owned(), quote.repair)).collect()
    }

    #[test]
    fn marks_of_every_language_pair() {
        for (lang, text, expected) in [
            ("en", "“One,” he said. “Two.”", vec!["One,", "Two."]),
            ("en", "\"One,\" he said. \"Two.\"", vec!["One,", "Two."]),
            ("en", "”One,“ he said. ”Two.“", vec!["One,", "Two."]),
            ("en", "“He told me ‘no’ twice,” she said.", vec!["He told me ‘no’ twice,"]),
            ("en", "“He told me “no” twice,” she said.", vec!["He told me “no” twice,"]),
            ("en", "‘It’s the boys’ turn,’ she said.", vec!["It’s the boys’ turn,"]),
            ("en", "'It's mine,' she said.", vec!["It's mine,"]),
            ("en", "the dogs' bowls and '90s songs", vec![]),
            ("en", "a 6'2\" man", vec![]),
            ("en", "Dwayne “The Wall” Porter left", vec![]),
            ("en", "doubled ''marks'' are none", vec![]),
            ("en", "“It was 5\" too short,” she said.", vec!["It was 5\" too short,"]),
            ("en", "\"He is 6'2\", give or take,\" she said.", vec!["He is 6'2\", give or take,"]),
            ("en", "'He is 6' tall,' she said.", vec!["He is 6' tall,"]),
            ("en", "'Rock 'n' roll is dead,' she said.", vec!["Rock 'n' roll is dead,"]),
            ("en", "‘Rock ‘n’ roll is dead,’ she said.", vec!["Rock ‘n’ roll is dead,"]),
            ("en", "‘It’s the Dales’ dog, an’ that’s that.’", vec!["It’s the Dales’ dog, an’ that’s that."]),
            ("en", "'We're goin' home,' she said.", vec!["We're goin' home,"]),
            ("de", "„Eins“, sagte er. »Zwei«, sagte sie.", vec!["Eins", "Zwei"]),
            ("de", "«Drei», sagte er.", vec!["Drei"]),
            ("fr", "« Un », dit-il.", vec!["Un"]),
            ("fr", "Il parle d’« un port » et dit qu’\"une barque\" coule.", vec!["un port", "une barque"]),
            ("fr", "« Un, a dit le maire, et deux. »", vec!["Un,", "et deux."]),
            ("fr", "« Un, dit Anna, la gardienne du port, encore sous le choc, en train de lire. Deux. »", vec!["Un,", "Deux."]),
            ("fr", "« Un, dit Anna, 34 ans, adjointe au maire. Deux. »", vec!["Un,", "Deux."]),
            ("fr", "« Un, nous, on a dit non, et deux. »", vec!["Un, nous, on a dit non, et deux."]),
            ("es", "—Uno —dijo Ruiz—. Dos.", vec!["Uno", "Dos."]),
            ("es", "“Uno —dijo Ruiz—. Dos.”", vec!["Uno", "Dos."]),
            ("es", "“Uno -dijo Ruiz- y dos.”", vec!["Uno", "y dos."]),
            ("es", "“A Luis, me contestó tarde, y salí, grité con rabia.”", vec!["A Luis, me contestó tarde, y salí, grité con rabia."]),
            ("it", "“Uno - ha poi detto Ricci -. Due”.", vec!["Uno", "Due"]),
            ("it", "\"Uno -dice Ricci-. Due\".", vec!["Uno", "Due"]),
            ("it", "“Il primo, si è confermato, dunque, il secondo”.", vec!["Il primo, si è confermato, dunque, il secondo"]),
            ("it", "“Uno.\n\nDue”, dice.", vec!["Uno.", "Due"]),
            ("it", "\"Uno.\n\nDue.\n\nTre\", dice.", vec!["Uno.", "Due.", "Tre"]),
            ("it", "“Uno.\n\n“Due”, dice.", vec!["Uno.", "Due"]),
            ("it", "- Niente. \"Uno - dice Ricci - e due\".", vec!["Uno", "e due"]),
            ("ru", "— Один, — сказал он. — Два.", vec!["Один", "Два."]),
            ("ru", "— первый пункт списка", vec![]),
            ("ru", "«Один, – подвёл черту под ссорой Рогов. – Два»", vec!["Один,", "Два"]),
            ("ru", "«Один, – и это правда. Рогов – гость. – Два»", vec!["Один, – и это правда. Рогов – гость. – Два"]),
            ("pt", "\"Ela veio, disse que viria, e saiu\", contou ele.", vec!["Ela veio, disse que viria, e saiu"]),
            ("pt", "\"Ela veio, disse Lessa, e saiu\".", vec!["Ela veio,", "e saiu"]),
            ("sv", "”Ett”, sade han.", vec!["Ett"]),
            (
                "pl",
                "– Czekamy długo – powiedziała Nowak, która dostała „stanowcze wezwanie”. – I nic.",
                vec!["Czekamy długo", "stanowcze wezwanie", "I nic."],
            ),
            ("ja", "彼は「一」と言い『二』と言った。", vec!["一", "二"]),
            ("zh", "他说：“一。”", vec!["一。"]),
        ] {
            let words: Vec<String> = found(text, lang).into_iter().map(|(words, _)| words).collect();
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn missing_marks_are_repaired_within_the_paragraph() {
        for (text, expected) in [
            ("We go,” he said.", vec![("We go,", Repair::Opening)]),
            ("He said: we go.” Then he went.", vec![("we go.", Repair::Opening)]),
            ("He said: “We go.", vec![("We go.", Repair::Closing)]),
            ("“We go.\n\n“We stay.”", vec![("We go.", Repair::None), ("We stay.", Repair::None)]),
            ("“We go.\n\nWe stay.", vec![("We go.", Repair::Closing)]),
            ("He said: ‘We go.\n\n‘We stay.’", vec![("We go.", Repair::None), ("We stay.", Repair::None)]),
            ("'We go.\n\n'We stay,' he said.", vec![("We go.", Repair::None), ("We stay,", Repair::None)]),
            ("It was 'ard work.\n\n'We stay,' he said.", vec![("We stay,", Repair::None)]),
            ("We go 'ome.\n\n'80s songs are 'bout that.", vec![]),
        ] {
            let expected: Vec<(String, Repair)> = expected.into_iter().map(|(words, repair)| (words.to_owned(), repair)).collect();
            assert_eq!(found(text, "en"), expected, "{text}");
        }
    }
}
