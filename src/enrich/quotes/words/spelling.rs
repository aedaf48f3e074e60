//! How names are written: what of them is surname, which of two says more, which first names stand for one another.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::Words;
use super::lexicon::{FIRST, Language, Lexicon, PARTICLE, SUFFIX};
use crate::analysis::names::are_forms_of_one;
use crate::enrich::word_table::Packed;

pub(in crate::enrich::quotes) fn without_suffix(words: &Words<'_>, tokens: &Range<usize>) -> Range<usize> {
    let mut end = tokens.end;
    while end > tokens.start + 1 && words.is(end - 1, SUFFIX) && !words.is(end - 1, FIRST) {
        end -= 1;
    }
    tokens.start..end
}

/// A name without small particles before the surname (`de la Cruz`).
pub(in crate::enrich::quotes) fn without_particles(words: &Words<'_>, tokens: &Range<usize>) -> Range<usize> {
    if tokens.len() < 2 {
        return tokens.clone();
    }
    let small =
        |&at: &usize| words.is(at, PARTICLE) && (!words.is_capital(at) || !words.is(at, FIRST) && words.end(at) - words.start(at) <= 3);
    let start = tokens.start + tokens.clone().take_while(small).count();
    start.min(tokens.end.saturating_sub(1)).max(tokens.start)..tokens.end
}

/// The key of the word at `at`, without a possessive ending.
#[inline]
pub(in crate::enrich::quotes) fn key_of(words: &Words<'_>, at: usize) -> u64 {
    match Packed::of_letters(words.body.as_bytes(), words.start(at), words.end(at)) {
        Some(packed) => packed.hash(),
        None => key(words.named(at)),
    }
}

/// A number by which words are compared, whatever their capitals.
pub(in crate::enrich::quotes) fn key(word: &str) -> u64 {
    if let Some(packed) = Packed::of(word.as_bytes()) {
        return packed.hash();
    }
    let mut buffer = [0; 64];
    let folded = fold(word, &mut buffer).unwrap_or(word).as_bytes();
    if let Some(packed) = Packed::of(folded) {
        return packed.hash();
    }
    let mut hasher = FxHasher::default();
    hasher.write(folded);
    hasher.finish()
}

/// Whether one first name is the initial or a usual short form of the other.
pub(in crate::enrich::quotes) fn is_short_for(one: &str, other: &str) -> bool {
    let mut chars = (one.chars(), other.chars());
    let (Some(a), Some(b)) = (chars.0.next(), chars.1.next()) else { return false };
    let initial = chars.0.next().is_none() || chars.1.next().is_none();
    if a == b && initial {
        return true;
    }
    are_forms_of_one(one, other)
}

/// Whether two words of the same first letter differ by one letter, or by two neighbours that changed places.
pub(in crate::enrich::quotes) fn is_misspelling(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    let swapped = || a.len() == b.len() && a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    let one_letter = || match a.len().abs_diff(b.len()) {
        0 => !a.is_empty() && a[1..] == b[1..],
        1 if a.len() > b.len() => a[1..] == *b,
        1 => b[1..] == *a,
        _ => false,
    };
    same > 0 && (swapped() || one_letter())
}

/// Whether a name says more than the fullest one so far: more words, none of them cut short.
pub(in crate::enrich::quotes) fn is_fuller(words: &Words<'_>, new: &Range<usize>, known: &Range<usize>) -> bool {
    let letters = |tokens: &Range<usize>| tokens.clone().map(|at| words.stem(at).len()).sum::<usize>();
    new.len() >= known.len() && letters(new) > letters(known) && words.stem(new.start).len() > 1
}

/// Whether the words of a name are to be told as they stand in the text, as nearly all are: parted by single spaces and without endings.
fn is_as_written(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let spaced = |at: usize| words.is_spaced(at) && words.start(at + 1) == words.end(at) + 1;
    words.language == Language::English && tokens.clone().all(|at| !words.is_possessive(at) && (at + 1 == tokens.end || spaced(at)))
}

/// The words of a name without nickname and possessive endings, and as little between them as can be.
fn without_endings(words: &Words<'_>, tokens: &Range<usize>) -> String {
    let mut name = String::with_capacity(words.bytes(tokens).len() + 2);
    let mut nickname = false;
    for at in tokens.clone() {
        if nickname {
            nickname = !words.gap(at).contains(['”', '"', ')', '’', '\'']);
            continue;
        }
        // `Sheriff’s Office`, but the `Moon family` for `Moon’s family`.
        let owner = at + 1 < tokens.end && words.is_possessive(at) && words.is_capital(at + 1);
        let word = if owner {
            words.text(at)
        } else if at == tokens.start {
            words.named(at)
        } else {
            words.stem(at)
        };
        name.push_str(word);
        if at + 1 == tokens.end {
            break;
        }
        if words.is_spaced(at) {
            name.push(' ');
        } else {
            let gap = words.gap(at);
            // `Tom 'Spike' Moon`, but `in 't Veld`.
            let closed = || (at + 1..tokens.end - 1).any(|own| words.gap(own) == "' ");
            nickname = gap.ends_with(['“', '"', '(', '‘']) || gap == " '" && closed();
            let tight = gap.len() <= 3 && !gap.contains(' ') && !gap.contains('.');
            name.push_str(if tight && !gap.is_empty() || !nickname && matches!(gap, " '" | " ’" | "' " | "’ " | " & " | ".-") {
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
    name
}

/// A name as it is written, without title, nickname and possessive ending.
pub(in crate::enrich::quotes) fn display(words: &Words<'_>, tokens: &Range<usize>) -> String {
    let mut name = if is_as_written(words, tokens) { words.body[words.bytes(tokens)].to_owned() } else { without_endings(words, tokens) };
    // `Horst K.`, but not `Malcolm X`.
    let initial = |at: usize| tokens.len() > 1 && words.end(at) == words.start(at) + 1 && words.text(at) != "X";
    let stopped = |at: usize| words.body[words.end(at)..].starts_with('.');
    if tokens.end > tokens.start && (words.is(tokens.end - 1, SUFFIX) || initial(tokens.end - 1)) && stopped(tokens.end - 1) {
        name.push('.');
    }
    name
}

/// A name as other texts write it, where it is all in capitals as labels of transcripts are: `GRETA VAN OLSEN-O'BRIEN` as `Greta van Olsen-O'Brien`. Initials
/// and numbers stay.
pub(in crate::enrich::quotes) fn unshouted(name: String, lexicon: &Lexicon) -> String {
    let shouted = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1 && !part.chars().any(char::is_lowercase);
    let kept = |part: &str| part.trim_end_matches('.').contains('.') || matches!(part, "II" | "III" | "IV" | "VI");
    if name.split(' ').any(|part| !shouted(part) && part.chars().any(char::is_lowercase)) {
        return name;
    }
    let mut written = String::with_capacity(name.len());
    for (index, part) in name.split(' ').enumerate() {
        if index > 0 {
            written.push(' ');
        }
        let initials = index == 0 && part.chars().count() == 2 && lexicon.class(part) & FIRST == 0;
        if !shouted(part) || kept(part) || initials {
            written.push_str(part);
        } else if index > 0 && lexicon.class(part) & PARTICLE != 0 {
            written.extend(part.chars().flat_map(char::to_lowercase));
        } else {
            push_capitalised(&mut written, part);
        }
    }
    written
}

/// Writes a name of capitals with one at the beginning of each of its parts: `O’BRIEN-HALL`, `MCDONALD`.
fn push_capitalised(written: &mut String, part: &str) {
    let scottish = part.strip_prefix("MC").is_some_and(|rest| rest.len() > 2);
    let mut opens = true;
    for (at, c) in part.char_indices() {
        if opens || scottish && at == 2 {
            written.push(c);
        } else {
            written.extend(c.to_lowercase());
        }
        opens = !c.is_alphabetic();
    }
}

/// Bytes of the possessive ending of a word, if it has one.
pub(super) fn possessive_ending(word: &[u8]) -> usize {
    match word {
        [.., b'\'', b's' | b'S'] => 2,
        [.., 0xe2, 0x80, 0x99, b's' | b'S'] => 4,
        _ => 0,
    }
}

/// Cuts `’s` or `'s` off the end of a word.
pub(super) fn without_possessive(word: &str) -> &str {
    &word[..word.len() - possessive_ending(word.as_bytes())]
}
/// Writes `word` in small letters, with straight apostrophes, into `buffer`; `None` where it does not fit.
pub(in crate::enrich::quotes) fn fold<'a>(word: &str, buffer: &'a mut [u8; 64]) -> Option<&'a str> {
    let mut len = 0;
    if word.is_ascii() {
        let target = buffer.get_mut(..word.len())?;
        for (to, from) in target.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        len = word.len();
    } else {
        for c in word.chars() {
            let c = if c == '’' { '\'' } else { c.to_lowercase().next().unwrap_or(c) };
            let width = c.len_utf8();
            c.encode_utf8(buffer.get_mut(len..len + width)?);
            len += width;
        }
    }
    std::str::from_utf8(&buffer[..len]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_written_as_names() {
        let lexicon = Lexicon::of(Some("en"));
        for (name, expected) in [
            ("GRETA OLSEN", "Greta Olsen"),
            ("KESSLER", "Kessler"),
            ("GRETA VAN OLSEN", "Greta van Olsen"),
            ("VAN OLSEN", "Van Olsen"),
            ("TOM O’BRIEN-HALL", "Tom O’Brien-Hall"),
            ("J.D. MCHALE", "J.D. McHale"),
            ("JD MOOR", "JD Moor"),
            ("OTTO MOOR III", "Otto Moor III"),
            ("JÜRGEN GROẞ", "Jürgen Groß"),
            ("Greta OLSEN", "Greta OLSEN"),
            ("Greta Olsen", "Greta Olsen"),
            ("", ""),
        ] {
            assert_eq!(unshouted(name.to_owned(), lexicon), expected, "{name}");
        }
    }
}
