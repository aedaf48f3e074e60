//! Reads pages by `dom_smoothie`, text kept in its paragraphs, and prints what it took.   smoothie DIR SECONDS
//!
//! Pages that the crate refuses count as read.

use std::error::Error;
use std::fs;

use dom_smoothie::{Config, Readability, TextMode};

#[path = "../pages/timed.rs"]
mod timed;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, seconds] = &arguments[..] else { return Err("smoothie DIR SECONDS".into()) };
    let mut paths = fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let length = |page: &str| {
        let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
        let article = Readability::new(page, None, Some(config)).and_then(|mut reading| reading.parse());
        article.map_or(0, |article| article.text_content.len())
    };
    let found = |path: &std::path::PathBuf| Ok(length(&fs::read_to_string(path)?));
    Ok(timed::over_and_over(&paths, seconds.parse()?, found, &mut std::io::stdout().lock())?)
}
