//! What several classes of a word tell together, noted beside them: whether it may open a phrase, whether it may be a verb that has a subject,
//! whether a name may begin with it.

use super::lexicon::{
    ACCORDING, ADV, AUX, BODY, CONJ, CUE, Class, DATE, DET, FIRST, ING, NOUN_CUE, PARTICLE, POSS, PREP, PRON, ROLE, SO, STOP, SUB, TIES,
    TITLE, UNSURE, VIEW,
};
use super::lists::SPEECH;
use super::{NUMBER, Words};

/// A word that may open a phrase, or govern one.
pub(super) const OPENS: Class = 1 << 42;
/// An auxiliary, or a word that may be a verb of saying.
pub(super) const VERBAL: Class = 1 << 46;

/// A small word that no name begins with, as its classes tell.
pub(super) const NAMELESS: Class = 1 << 45;

/// Classes that no name begins with.
pub(in crate::enrich::quotes) const PLAIN: Class = POSS | DET | PRON | ADV | AUX | PREP | CONJ | SUB;

/// The same classes with what they tell together.
#[inline]
pub(super) fn with_told(class: Class) -> Class {
    const OPENING: Class = PRON | PREP | ING | ROLE | BODY | NOUN_CUE | NUMBER;
    let told = |classes: Class, bit: Class| if class & classes != 0 { bit } else { 0 };
    let is_nameless = class & (STOP | PLAIN) != 0 && class & (FIRST | TITLE | PARTICLE | ADV | DATE) == 0;
    let nameless = if is_nameless { NAMELESS } else { 0 };
    class & !(OPENS | VERBAL | NAMELESS) | told(OPENING, OPENS) | told(AUX | CUE, VERBAL) | nameless
}

/// Classes of a listed word with what they, and how it is written, tell together.
pub(super) fn of_listed(word: &str, class: Class) -> Class {
    let ties = class & (CUE | ACCORDING | SO | NOUN_CUE | VIEW) != 0;
    // Whether these are verbs is decided by what they are, whatever their classes.
    let unsure = SPEECH.two_in_one.has(word) || matches!(word, "called" | "compared" | "shows" | "think");
    with_told(class | if ties { TIES } else { 0 } | if unsure { UNSURE } else { 0 })
}

impl Words<'_> {
    /// Gives a word further classes.
    pub(super) fn add_class(&mut self, at: usize, class: Class) {
        self.class[at] = with_told(self.class[at] | class);
        self.cues.put(at, self.class[at] & TIES != 0);
        self.openings.put(at, self.class[at] & OPENS != 0);
        self.verbal.put(at, self.class[at] & VERBAL != 0);
        self.nameless.put(at, self.class[at] & NAMELESS != 0);
    }
}
