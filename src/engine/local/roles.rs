//! The roles of one speaker as articles write them, of which many differ by a capital or an article alone (`La mairesse`, `mairesse`): these
//! are told once, as most quotes have them. Roles that say the same in other words stay apart.

use std::collections::BTreeMap;

/// Articles of the languages whose roles are read.
const ARTICLES: [&str; 28] = [
    "a", "an", "as", "das", "der", "die", "ein", "eine", "einer", "el", "gli", "i", "il", "la", "las", "le", "les", "lo", "los", "o", "os",
    "the", "um", "uma", "un", "una", "une", "uno",
];

/// Whether a word is an article, in whatever case.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word.to_lowercase().as_str())
}

/// Roles with the number of their quotes, most frequent first and at most `most`: each as it is mostly written, in the shortest way where
/// several are as frequent.
pub(super) fn most_frequent(written: BTreeMap<String, usize>, most: usize) -> Vec<String> {
    let mut alike: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (role, quotes) in written {
        alike.entry(bare(&role)).or_default().push((role, quotes));
    }
    let mut roles: Vec<(usize, String)> = alike
        .into_values()
        .filter_map(|mut spellings| {
            let quotes = spellings.iter().map(|(_, quotes)| quotes).sum();
            spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.len().cmp(&b.0.len())).then_with(|| a.0.cmp(&b.0)));
            spellings.into_iter().next().map(|(role, _)| (quotes, role))
        })
        .collect();
    roles.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    roles.into_iter().take(most).map(|(_, role)| role).collect()
}

/// A role in small letters, without the article before it.
fn bare(role: &str) -> String {
    let small = role.to_lowercase();
    let behind = match small.split_once(['\'', '’']) {
        Some(("l", noun)) => Some(noun),
        _ => small.split_once(' ').and_then(|(first, noun)| ARTICLES.contains(&first).then_some(noun)),
    };
    behind.map_or_else(|| small.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_differ_by_a_capital_or_an_article_are_one() {
        type Written = &'static [(&'static str, usize)];
        let cases: &[(Written, &[&str])] = &[
            (&[("La mairesse de Brume", 2), ("la mairesse de Brume", 2), ("mairesse de Brume", 1)], &["La mairesse de Brume"]),
            (&[("Former President", 1), ("former President", 1), ("President", 1)], &["Former President", "President"]),
            (&[("a professor", 2), ("the professor", 3), ("dean", 4)], &["the professor", "dean"]),
            (&[("l’avocate", 1), ("L'avocate", 3), ("avocate de la ville", 5)], &["avocate de la ville", "L'avocate"]),
            (&[("O prefeito", 1), ("prefeito", 1)], &["prefeito"]),
            // An article alone, and words that only begin like one.
            (&[("the", 1), ("theatre director", 1), ("an", 1), ("iman", 1)], &["an", "iman", "the"]),
            (&[], &[]),
        ];
        for (written, expected) in cases {
            let written = written.iter().map(|&(role, quotes)| (role.to_owned(), quotes)).collect();
            assert_eq!(most_frequent(written, 3), *expected);
        }
    }
}
