//! How English verbs are inflected.

use std::borrow::Cow;

use super::lexicon::{BASE, Class, ING, PAST};

/// The forms of a verb of some classes, and what each is; `+` behind the dictionary form tells that its last letter is doubled.
pub(super) fn forms_of(lemma: &str, class: Class) -> [(Cow<'_, str>, Class); 4] {
    let stem = lemma.trim_end_matches('+');
    let doubled = stem.len() < lemma.len();
    let last = stem.chars().next_back().unwrap_or_default();
    let before_y = stem.strip_suffix('y').filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = stem.ends_with("ss") || stem.ends_with("sh") || stem.ends_with("ch") || stem.ends_with('x');
    let past = match (before_y, stem.ends_with('e')) {
        _ if doubled => format!("{stem}{last}ed"),
        (Some(rest), _) => format!("{rest}ied"),
        (None, true) => format!("{stem}d"),
        (None, false) => format!("{stem}ed"),
    };
    let present = match before_y {
        Some(rest) => format!("{rest}ies"),
        None if sibilant => format!("{stem}es"),
        None => format!("{stem}s"),
    };
    let participle = match stem.strip_suffix('e') {
        _ if doubled => format!("{stem}{last}ing"),
        Some(rest) if !stem.ends_with("ee") => format!("{rest}ing"),
        _ => format!("{stem}ing"),
    };
    [(stem.into(), class | BASE), (past.into(), class | PAST), (present.into(), class), (participle.into(), class | ING)]
}
