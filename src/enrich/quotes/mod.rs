//! Who said what: quotes and their speakers, by rules that can explain themselves.
//!
//! The passes, in the order in which they run (`reading`): `marks` finds what stands inside quotation marks (`pairing`) or behind `dashes`, `people` finds the names
//! (`runs`, `names`, `offices`, `spelling`, `russian`) and makes one entry of each person (`bearers` of one surname told apart), `cues` finds the verbs that report speech (`verbs`) and their subjects (`subjects`, `insertions`, `clauses`, `participles`, `phrases`,
//! `appositions`; `inversion` and `openings` in languages other than English, `according`),
//! `attribution` joins quotations and cues by sieves (`rules`, `governing`) from the most certain down, then by names `beside` them, what stands `behind` and `around` (`exchanges` of two who speak in turn, `continuing` where a language leaves out
//! the subject), `pronouns` finds whom
//! `he` and `she` stand for by its own sentence (`antecedents`) or among the `topics` (`descriptions`: `the governor`; `epithets`: `the Ohio senator`, `the singer`; `bodies`: `it`, `the ministry`; `vocatives`: whom a quotation
//! addresses), `speech` tells what is no speech. `turns` reads transcripts and interviews that are printed without marks, `dialogue` those without labels, `interviews` those
//! without dashes too. `german` and `russian` hold what only these need. A pure function of the text; an uncertain speaker is
//! left out rather than guessed.

mod according;
mod antecedents;
mod appositions;
mod around;
mod attribution;
mod bearers;
mod behind;
mod beside;
mod bodies;
mod clauses;
mod continuing;
mod cues;
mod dashes;
mod descriptions;
mod dialogue;
mod epithets;
mod exchanges;
mod explain;
mod german;
mod governing;
mod indirect;
mod insertions;
mod interviews;
mod inversion;
mod lexicon;
mod marks;
mod names;
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
mod verbs;
mod vocatives;
mod words;

use crate::analysis::segment::Segments;
use crate::article::Quote;

pub use explain::explain;

use super::bundle::attend_always;
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
