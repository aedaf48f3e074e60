//! Who said what: quotes and their speakers, by rules that can explain themselves.
//!
//! A pure function of the text; an uncertain speaker is left out, or told with less confidence where it is a guess. The passes, in the order in which `reading` runs them (ARCHITECTURE.md tells what each finds):
//!
//! 1. `words` and `lexicon` give every word its classes, `gaps` tells what stands between two; `lists` holds words that single rules ask for; `verb_forms`, `german` and `russian` hold what only these need.
//! 2. `marks` and `pairing` find what stands inside quotation marks, `dashes` what stands behind those.
//! 3. `people` makes one entry of each person out of `runs`, `names` (`callings`, `firms`, `offices`), `spelling`; `namesakes` tells full names, `bearers` those of one surname apart (`borne`, `choices`), `couples` share one.
//! 4. `scene` cuts sentences and reads their `cues`: `verbs` with their `subjects` (`phrases`, `clauses`, `insertions`, `appositions`, `participles`, `inversion`, `openings`, `according`).
//! 5. `attribution` joins quotations and cues by `rules` (`governing`), then by names `beside` them and by what stands `behind` and `around` (`exchanges`, `continuing`).
//! 6. `turns`, `dialogue` and `interviews` read conversations that are printed without marks.
//! 7. `pronouns` finds whom `he` stands for, by its sentence (`antecedents`) or among the `topics`, and keeps its last `answers`; so do `descriptions`, `epithets`, `bodies`, `vocatives`, `writings`.
//! 8. `indirect` finds reported clauses (`complements`, `clause_ends`), `speech` tells what is no speech, `output` writes the rows with `roles`, `explain` puts them in words.

mod according;
mod answers;
mod antecedents;
mod appositions;
mod around;
mod attribution;
mod bearers;
mod behind;
mod beside;
mod bodies;
mod borne;
mod callings;
mod choices;
mod clause_ends;
mod clauses;
mod complements;
mod continuing;
mod couples;
mod cues;
mod dashes;
mod descriptions;
mod dialogue;
mod epithets;
mod exchanges;
mod explain;
mod firms;
mod gaps;
mod german;
mod governing;
mod indirect;
mod insertions;
mod interviews;
mod inversion;
mod lexicon;
mod list;
mod lists;
mod marks;
mod names;
mod namesakes;
mod offices;
mod openings;
mod output;
mod pairing;
mod participles;
mod people;
mod phrases;
mod pronouns;
mod reading;
mod roles;
mod rules;
mod runs;
mod russian;
mod scene;
mod speech;
mod spelling;
mod subjects;
mod topics;
mod turns;
mod verb_forms;
mod verbs;
mod vocatives;
mod words;
mod writings;

use crate::analysis::segment::Segments;
use crate::article::Quote;

pub use explain::explain;

use super::bundle::attend_always;
pub(in crate::enrich) use lexicon::bring_near;
pub(in crate::enrich) use reading::{Text, read_all};

/// Reads the quotes of a text, in text order.
pub fn read(body: &str, segments: &Segments, lang: Option<&str>) -> Vec<Quote> {
    read_with(body, segments, lang, &[])
}

/// Reads the quotes of a text; `known` are full names from the article's metadata, which complete surnames.
pub fn read_with(body: &str, segments: &Segments, lang: Option<&str>, known: &[String]) -> Vec<Quote> {
    let text = Text { body, segments, lang, known };
    read_all(vec![Some(text)], &mut attend_always).pop().flatten().unwrap_or_default()
}

#[cfg(test)]
mod tests;
