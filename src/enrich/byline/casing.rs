//! Names printed in capitals, written as names are.

/// A word of a name that is all capitals in title case; other words as written.
pub(super) fn cased(word: &str, name: &[&str]) -> String {
    // A lone short word in capitals is an abbreviation.
    if name.len() == 1 && word.len() <= 4 {
        return word.to_owned();
    }
    let shouted = |w: &str| w.chars().any(char::is_alphabetic) && w.chars().all(|c| !c.is_lowercase());
    let all = name.iter().all(|w| shouted(w)) && name.iter().any(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let surname = name.len() > 1
        && shouted(word)
        && word.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    if !(all || surname) || word.chars().next().is_some_and(|c| !c.is_uppercase()) {
        return word.to_owned();
    }
    let lower = word.to_lowercase();
    if name.first() != Some(&word)
        && matches!(
            lower.as_str(),
            "de" | "del"
                | "della"
                | "di"
                | "da"
                | "dos"
                | "das"
                | "du"
                | "la"
                | "van"
                | "der"
                | "den"
                | "von"
                | "zu"
                | "bin"
                | "al"
                | "el"
                | "ten"
                | "ter"
                | "y"
                | "e"
        )
    {
        return lower;
    }
    // Initials keep their capitals: "J.K."
    if word.ends_with('.') || (word.contains('.') && word.len() <= 6) {
        return word.to_owned();
    }
    titled(&lower)
}

/// Title case with the capitals inside names: "Mcdonald" is McDonald, "O'neill" O'Neill, "Jean-luc" Jean-Luc.
fn titled(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut capital = true;
    for c in lower.chars() {
        if capital {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        let mac = out.len() >= 2 && out.ends_with("Mc") && (out.len() == 2 || out.as_bytes()[out.len() - 3] == b'-');
        capital = c == '-' || mac || (matches!(c, '\'' | '’') && out.chars().count() == 2);
    }
    out
}
