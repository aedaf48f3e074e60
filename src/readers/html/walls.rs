//! Pages that show a notice in place of an article: on cookies, on subscriptions, on access refused.
//!
//! Such notices speak to the reader ("manage your choices", "to continue reading"); `walls.txt` holds their phrases, one a line. A page is
//! one where they fill most of a short text, so that an article about cookies remains one.

use super::furniture::{asks_readers, folded_up_to};

/// Phrases of notices, in small letters, one a line.
static PHRASES: &str = include_str!("walls.txt");

/// No notice is longer, in bytes.
const LONGEST: usize = 5_000;
/// Characters of a paragraph that are looked at.
const LOOKED_AT: usize = 800;

/// Whether a paragraph is of such a notice.
pub(super) fn is_notice(paragraph: &str) -> bool {
    let folded = folded_up_to(paragraph, LOOKED_AT);
    PHRASES.lines().any(|phrase| folded.contains(phrase))
}

/// Whether most of a text is such a notice.
pub(super) fn is_wall(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let (mut of_notices, mut all) = (0, 0);
    for paragraph in text.split("\n\n") {
        all += paragraph.len();
        of_notices += if is_notice(paragraph) || asks_readers(paragraph) { paragraph.len() } else { 0 };
    }
    all > 0 && of_notices * 10 >= all * 6
}
