//! Finds the person that `the governor` or `the 34-year-old` stands for: the one of whom the article says the same.

use super::cues::Source;
use super::lexicon::{DET, Language, ROLE, TITLE};
use super::pronouns::Mind;

impl Mind<'_> {
    /// The person of whom the article says what a description says: `the governor`, `the 34-year-old`.
    pub(super) fn of_description(&self, index: usize, source: &Source) -> Option<usize> {
        let words = self.words;
        let (first, head) = (source.tokens.start, source.tokens.end.checked_sub(1)?);
        if !self.is_definite(source) || source.tokens.len() < 2 {
            return None;
        }
        let recent = |person: usize| self.topics.iter().rposition(|topic| topic.person == Some(person));
        if matches!(words.text(head), "old" | "olds") && words.is_number(first + 1) {
            let top = self.topics.last().filter(|topic| index - topic.frame <= 3)?;
            return top.person;
        }
        if !words.is(head, ROLE | TITLE) || source.tokens.clone().any(|at| self.people.at(at).is_some() && words.is_capital(at)) {
            return None;
        }
        let noun = words.text(head).to_lowercase();
        let before = words.start(first);
        let said = self.roles.iter().filter(|(_, role)| role.end <= before && says(&words.body[role.clone()], &noun));
        let mut found: Vec<usize> = said.map(|&(person, _)| person).collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            several => several.iter().copied().filter(|&person| recent(person).is_some()).max_by_key(|&person| recent(person)),
        }
    }

    /// Whether a definite article opens a description.
    pub(super) fn is_definite(&self, source: &Source) -> bool {
        let first = source.tokens.start;
        let article = |word: &str| ["the", "der", "die", "le", "la", "el", "il", "o", "a"].iter().any(|own| word.eq_ignore_ascii_case(own));
        self.words.is(first, DET)
            && article(self.words.text(first))
            && !(self.words.language == Language::English && self.words.text(first).len() == 1)
    }
}

/// Whether a role holds a noun as a word of its own, written out or abbreviated.
pub(super) fn says(role: &str, noun: &str) -> bool {
    let short: &[&str] = match noun {
        "senator" => &["sen"],
        "governor" => &["gov"],
        "representative" | "congressman" | "congresswoman" => &["rep"],
        "general" => &["gen"],
        "judge" => &["justice"],
        "professor" => &["prof"],
        "lawmaker" => &["sen", "rep", "congressman", "congresswoman", "senator", "representative"],
        _ => &[],
    };
    role.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.to_lowercase();
        word == noun || short.contains(&word.as_str())
    })
}
