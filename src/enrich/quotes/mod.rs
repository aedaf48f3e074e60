//! Who said what: quotes and their speakers, by rules that can explain themselves.
//!
//! A pure function of the text; an uncertain speaker is left out, or told with less confidence where it is a guess. The passes, in the order in which `reading` runs them (ARCHITECTURE.md tells what each finds):
//!
//! 1. `words` gives every word its classes by the `lexicon` of its language, `gaps` tells what stands between two; `lists` holds words that single rules ask for.
//! 2. `marks` finds what stands inside quotation marks (`pairing`), and behind `dashes`.
//! 3. `people` makes one entry of each person out of capitalised `runs` and `names`; `namesakes` tells full names, `bearers` those of one surname apart.
//! 4. `scene` cuts sentences and reads their `cues`: `verbs` with their `subjects`.
//! 5. `attribution` joins quotations and cues by `rules`, then by names `beside` them and by what stands `behind` and `around`.
//! 6. `turns` reads conversations that are printed without marks: transcripts, `dialogue`, `interviews`.
//! 7. `pronouns` finds whom `he`, `the mayor`, `the ministry` stand for, by its sentence (`antecedents`) or among the `topics`.
//! 8. `indirect` finds reported clauses.
//! 9. `output` tells what is no `speech` and writes the rows; `explain` puts them in words.
//!
//! A pass has a folder of its own and knows those before it; a test of the layers holds that.

mod attribution;
mod indirect;
mod marks;
mod output;
mod people;
mod pronouns;
mod reading;
mod scene;
mod turns;
mod words;

use crate::analysis::segment::Segments;
use crate::article::Quote;

pub use output::explain::explain;

use super::bundle::attend_always;
pub(in crate::enrich) use reading::{Text, read_all};
pub(in crate::enrich) use words::lexicon::bring_near;

/// Reads the quotes of a text, in text order.
pub fn read(body: &str, segments: &Segments, lang: Option<&str>) -> Vec<Quote> {
    read_with(body, segments, lang, &[])
}

/// Reads the quotes of a text; `known` are full names from the article's metadata, which complete surnames.
pub fn read_with(body: &str, segments: &Segments, lang: Option<&str>, known: &[String]) -> Vec<Quote> {
    read_text(Text { body, segments, lang, known, headline: None })
}

/// Reads the quotes of many texts of one language together, which is faster than one text after the other; each as [`read`] does.
pub fn read_bundle(texts: &[(&str, &Segments)], lang: Option<&str>) -> Vec<Vec<Quote>> {
    bring_near(std::iter::once(lang));
    let texts = texts.iter().map(|&(body, segments)| Some(Text { body, segments, lang, known: &[], headline: None })).collect();
    read_all(texts, &mut attend_always).into_iter().map(Option::unwrap_or_default).collect()
}

/// Reads the quotes of a text with what is known of its article.
pub(in crate::enrich) fn read_text(text: Text<'_>) -> Vec<Quote> {
    read_all(vec![Some(text)], &mut attend_always).pop().flatten().unwrap_or_default()
}

#[cfg(test)]
mod grids;
#[cfg(test)]
mod tests;
