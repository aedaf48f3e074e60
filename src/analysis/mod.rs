//! Text to tokens: segmentation, folding, stemming, sentence and paragraph marks, highlighting.
//!
//! The same for every engine and for enrichment. Nothing here knows files, articles or queries.

mod arabic;
pub mod breaks;
pub mod concordance;
pub mod fold;
pub mod highlight;
pub mod language;
pub mod latin;
pub mod matcher;
pub mod names;
pub(crate) mod order;
pub mod pattern;
pub mod segment;
pub mod spans;
pub mod term_maker;
pub mod terms;
pub mod tokenizer;
pub mod words;
