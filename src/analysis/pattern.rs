//! Patterns of `*` (any number of characters), `?` (exactly one) and `\` (takes the meaning from the character after it).

/// A pattern, ready to be tried on many words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
    prefix: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Any,
    One,
    Just(char),
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '*' if parts.last() == Some(&Part::Any) => continue,
                '*' => Part::Any,
                '?' => Part::One,
                '\\' => Part::Just(chars.next().unwrap_or('\\')),
                c => Part::Just(c),
            });
        }
        let prefix = parts.iter().map_while(|part| if let Part::Just(c) = part { Some(*c) } else { None }).collect();
        Self { parts, prefix }
    }

    /// Whether commas are asked for.
    pub fn has_comma(&self) -> bool {
        self.parts.contains(&Part::Just(','))
    }

    /// What every fitting text begins with.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the whole of `text` fits. At most pattern times text steps.
    pub fn fits(&self, text: &str) -> bool {
        if !text.starts_with(&self.prefix) {
            return false;
        }
        let mut part = 0;
        let mut rest = text.chars();
        let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            let next = rest.clone().next();
            match (self.parts.get(part), next) {
                (None, None) => return true,
                (Some(Part::Any), _) => {
                    part += 1;
                    retry = Some((part, rest.clone()));
                }
                (Some(Part::One), Some(_)) => {
                    part += 1;
                    rest.next();
                }
                (Some(Part::Just(wanted)), Some(found)) if *wanted == found => {
                    part += 1;
                    rest.next();
                }
                _ => {
                    let Some((after, from)) = &mut retry else { return false };
                    if from.next().is_none() {
                        return false;
                    }
                    part = *after;
                    rest = from.clone();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn patterns_fit() {
        for (pattern, text, expected) in [
            ("recycl*", "recycling", true),
            ("recycl*", "cycling", false),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("*tion", "sanction", true),
            ("a*b*c", "aXXbYYbZc", true),
            ("a*b*c", "aXXbYY", false),
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("a\\*", "a*", true),
            ("a\\*", "ab", false),
            ("a\\", "a\\", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits(text), expected, "{pattern} {text}");
        }
    }

    fn fits_by_definition(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|taken| fits_by_definition(rest, &text[taken..])),
            Some(('?', rest)) => !text.is_empty() && fits_by_definition(rest, &text[1..]),
            Some((c, rest)) => text.first() == Some(c) && fits_by_definition(rest, &text[1..]),
        }
    }

    proptest! {
        #[test]
        fn fitting_agrees_with_its_definition(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
            let p: Vec<char> = pattern.chars().collect();
            let t: Vec<char> = text.chars().collect();
            prop_assert_eq!(Pattern::new(&pattern).fits(&text), fits_by_definition(&p, &t));
        }
    }
}
