//! Files to [`RawArticle`](crate::article::RawArticle)s: walking the archive, telling formats by content, one file per format.

pub mod html;
