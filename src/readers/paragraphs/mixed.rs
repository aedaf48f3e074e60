//! Tells the width of wrapped lines in a text that has others too: paragraphs that each are one long line, headings, credits.
//!
//! What gives wrapped lines away there is a line that does not end a sentence before one that begins small: no paragraph does either. Where most of
//! these lines are filled to one width, lines of that width go on in the next one, whatever that begins with.

use super::{GRACE, columns, ends_sentence, fills};

/// Shortest column at which text is wrapped.
const NARROWEST: usize = 50;

/// Longest line that may be a wrapped one, in characters.
const WIDEST: usize = 140;

/// How many lines must give away that the text is wrapped.
const ENOUGH: usize = 2;

/// The width at which lines of a text are wrapped that has others too, if it has such.
pub(super) fn width(lines: &[&str]) -> Option<usize> {
    let broken = || {
        let pairs = lines.windows(2).filter(|pair| is_broken(pair[0], pair[1].trim_start()));
        pairs.filter(|pair| (NARROWEST..=WIDEST).contains(&columns(pair[0])))
    };
    let width = broken().map(|pair| columns(pair[0])).max()?;
    let (mut full, mut all) = (0, 0);
    for pair in broken() {
        all += 1;
        full += usize::from(fills(pair[0], pair[1].trim_start(), width, GRACE));
    }
    (full >= ENOUGH && full * 10 >= all * 6).then_some(width)
}

/// Whether a line goes on in the next one, in a text with lines wrapped at `width` and others.
pub(super) fn goes_on(before: &str, words: &str, width: usize) -> bool {
    is_broken(before, words) || columns(before) <= width && fills(before, words, width, 0)
}

/// Whether a sentence is broken between two lines, as no paragraphs part it.
fn is_broken(before: &str, words: &str) -> bool {
    words.starts_with(char::is_lowercase) && before.ends_with(|c: char| c.is_alphanumeric() || c == ',') && !ends_sentence(before)
}

#[cfg(test)]
mod tests {
    use super::super::normalise;

    #[test]
    fn wrapped_lines_are_joined_among_others() {
        let long = "A paragraph of this text is one line that is much longer than those that are wrapped, as it was not copied from the same page as they were, \
                    and ends here.";
        let text = format!(
            "{long}\nThe dam above the town of Lerwick Falls held through the night, the mayor said on Tuesday, and the four thousand\n\
             people who had been told to leave may return. “Nobody who lives below it,” she said, “shall have to fear for one\n\
             night.”\nImage copyright Hill\n“We have slept in the school of Marlow since Sunday and would like to see our houses again,” said Ana Ruiz, of\n\
             Lerwick Falls.\n{long}\nWhat we know\n{long}"
        );
        let paragraphs = normalise(&text);
        let ends: Vec<&str> = paragraphs.split("\n\n").filter_map(|paragraph| paragraph.split(' ').next_back()).collect();
        assert_eq!(ends, ["here.", "night.”", "Hill", "Falls.", "here.", "know", "here."], "{paragraphs}");
    }

    #[test]
    fn lists_and_verse_stay() {
        for text in [
            "Results of the boats of the county that were rowed on the water at Marlow:\nfirst of all Dale\nsecond of all Hill\nthird of all Moon",
            "the lamps along the river\nwent out, and it was cold,\nand nobody was told,\nand nobody came near",
        ] {
            assert_eq!(normalise(text), text.replace('\n', "\n\n"));
        }
    }
}
