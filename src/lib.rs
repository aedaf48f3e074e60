//! Full-text search for news archives: when a story was published, where it was filed from, and who said what.

pub mod analysis;
pub mod article;
mod block;
mod budget;
pub mod dates;
pub mod engine;
pub mod enrich;
pub mod error;
pub mod indexing;
mod nearest;
pub mod paths;
pub mod present;
pub mod query;
pub mod readers;
pub mod results;
pub mod schema;
