//! Files to [`RawArticle`](crate::article::RawArticle)s: walking the archive, telling formats by content, one file per format.

pub mod text;
mod text_agency;
mod text_furniture;
mod text_header;
mod text_lines;
mod text_opening;
mod text_people;
mod text_split;
mod text_stamps;
mod text_tail;
#[cfg(test)]
mod text_tests;
