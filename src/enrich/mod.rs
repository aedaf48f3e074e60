//! [`RawArticle`](crate::article::RawArticle) to [`Article`](crate::article::Article): a pure function. No clock, no environment, no
//! locale, no order of files in any result.

pub mod language;
pub mod quotes;
