//! The Arabic article and what is written on to it.
//!
//! `الحكومة`, `والحكومة`, `بالحكومة` and `للحكومة` are one word with its article, behind a conjunction or a preposition or both. They are taken off
//! together, and only where the article is among them: many words begin with the letters of a conjunction or preposition by nature, few with those
//! of the article too. The stemmer would take the article off as well, but leaves endings on that it takes off the bare word.

/// Letters that must stay.
const LEAST: usize = 3;

/// Conjunctions that are written on: and; then.
const CONJUNCTIONS: [char; 2] = ['و', 'ف'];
/// The article, alone or behind a preposition (in, as, for) that is written on.
const ARTICLES: [&str; 4] = ["ال", "بال", "كال", "لل"];

/// A folded word without article, where it has one and enough is left.
pub(super) fn without_article(folded: &str) -> &str {
    let bare = |word| ARTICLES.iter().find_map(|&article| str::strip_prefix(word, article));
    let rest = bare(folded).or_else(|| folded.strip_prefix(CONJUNCTIONS).and_then(bare));
    rest.filter(|rest| rest.chars().nth(LEAST - 1).is_some()).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_goes_with_what_is_before_it() {
        for (folded, expected) in [
            ("الحكومه", "حكومه"),
            ("والحكومه", "حكومه"),
            ("فالحكومه", "حكومه"),
            ("بالحكومه", "حكومه"),
            ("كالحكومه", "حكومه"),
            ("للحكومه", "حكومه"),
            ("وللحكومه", "حكومه"),
            ("وبالحكومه", "حكومه"),
            ("البيت", "بيت"),
            // Without the article they may belong to the word.
            ("وحكومه", "وحكومه"),
            ("بحكومه", "بحكومه"),
            ("وزير", "وزير"),
            ("كتاب", "كتاب"),
            // Too little would stay.
            ("الله", "الله"),
            ("والد", "والد"),
            ("والده", "والده"),
            ("بالغ", "بالغ"),
            ("الي", "الي"),
            ("", ""),
            ("report", "report"),
        ] {
            assert_eq!(without_article(folded), expected, "{folded}");
        }
    }
}
