//! Dictionaries with which articles are packed: codebooks ([`super::wording`]) made of the archive itself, so that a short article packs as well as a
//! long one and is unpacked alone.
//!
//! A dictionary is a file beside the segments, and stays as long as the generation: segments are merged without a look at what they store.
//! It is made of the first articles of the first run that has enough of them. One that was made of little is followed by one made of more
//! as soon as a run brings it; articles say which is theirs. The file begins with how many bytes of articles it was made of (4 bytes, the lowest
//! first); the codebook follows.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::Directory;
use tantivy::directory::OwnedBytes;

use super::directory::{Access, IndexDirectory};
use super::packing::ArticleRows;
use super::seal::{Sealed, unseal_text};
use super::wording::learning::Learner;
use super::wording::{Codebook, Coder};
use crate::analysis::segment::Token;

/// How the names of the files begin; the number follows.
const NAME: &str = "dictionary-";
/// Bytes of articles that are enough for a dictionary.
const ENOUGH: usize = 8_000_000;
/// Fewest bytes of articles that a dictionary is worth its file for.
const LITTLE: usize = 64 * 1024;
/// A new dictionary is made of so many times as much as the one before.
const GROWTH: usize = 4;
/// Most bytes of one article's texts, and of its body, that go into a sample.
const PIECE: usize = 64 * 1024;
/// Bytes of what stands before the codebook.
const HEAD: usize = 4;

/// Number of a dictionary, counted from 1; 0 is none.
pub(super) type Number = u8;

/// The dictionaries of a generation.
#[derive(Default)]
pub(super) struct Dictionaries {
    directory: Option<PathBuf>,
    files: Vec<Dictionary>,
}

/// A dictionary, mapped into memory, so that it can be read though the generation has been removed meanwhile.
struct Dictionary {
    /// Bytes of articles that it was made of.
    made_of: usize,
    /// The file with its seal.
    sealed: OwnedBytes,
    book: OnceLock<Codebook>,
}

impl Dictionary {
    fn new(sealed: OwnedBytes) -> Self {
        let made_of = sealed.first_chunk::<HEAD>().map_or(0, |number| u32::from_le_bytes(*number) as usize);
        Self { made_of, sealed, book: OnceLock::new() }
    }

    /// The codebook; `None` where the file is not as it was written.
    fn read(&self) -> Option<Codebook> {
        let Sealed::Whole(file) = unseal_text(&self.sealed) else { return None };
        file.get(HEAD..)?;
        Codebook::new(self.sealed.slice(HEAD..file.len()))
    }
}

impl Dictionaries {
    /// Those of the generation in `directory`.
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        let mut dictionaries = Self { directory: Some(directory.to_owned()), files: Vec::new() };
        let files = IndexDirectory::open(directory, Access::Search).map_err(io::Error::other)?;
        while let Some(number) = dictionaries.next() {
            let Some(file) = files.mapped(Path::new(&file_name(number))).map_err(|error| named(number, &error))? else { break };
            dictionaries.files.push(Dictionary::new(file));
        }
        Ok(dictionaries)
    }

    fn next(&self) -> Option<Number> {
        Number::try_from(self.files.len() + 1).ok()
    }

    /// What unpacks with a dictionary.
    ///
    /// # Errors
    /// There is none of this number, or it is not as it was written.
    pub(super) fn book(&self, number: Number) -> io::Result<&Codebook> {
        let place = usize::from(number).checked_sub(1);
        let Some(dictionary) = place.and_then(|place| self.files.get(place)) else {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} is missing", file_name(number))));
        };
        if let Some(book) = dictionary.book.get() {
            return Ok(book);
        }
        let book = dictionary.read().ok_or_else(|| unreadable(number))?;
        Ok(dictionary.book.get_or_init(|| book))
    }

    /// What packs with the last dictionary; `None` where there is none.
    ///
    /// # Errors
    /// It is not as it was written.
    pub(super) fn encoder(&self) -> io::Result<Option<Encoder>> {
        if self.files.is_empty() {
            return Ok(None);
        }
        let number = self.files.len() as Number;
        Ok(Some(Encoder { number, coder: Arc::new(Coder::of(self.book(number)?)) }))
    }

    /// A sample of articles to make another dictionary of; `None` where the last one was made of enough.
    pub(super) fn sample(&self) -> Option<Sample> {
        self.directory.as_ref()?;
        self.next()?;
        let least = self.files.last().map_or(LITTLE, |last| last.made_of.saturating_mul(GROWTH));
        (least <= ENOUGH).then(|| Sample { least, ..Sample::default() })
    }

    /// Makes a dictionary of a sample, writes it and packs with it from now on. A sample that is too small leaves all as it was.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn learn(&mut self, sample: Sample) -> io::Result<()> {
        let (Some(number), Some(directory)) = (self.next(), &self.directory) else { return Ok(()) };
        if sample.bytes < sample.least {
            return Ok(());
        }
        let mut file = u32::try_from(sample.bytes).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        file.extend_from_slice(&sample.learner.book());
        let files = IndexDirectory::open(directory, Access::Write).map_err(io::Error::other)?;
        files.atomic_write(Path::new(&file_name(number)), &file)?;
        files.sync_directory()?;
        if let Some(file) = files.mapped(Path::new(&file_name(number)))? {
            self.files.push(Dictionary::new(file));
        }
        Ok(())
    }
}

/// What packs with a dictionary.
#[derive(Clone)]
pub(super) struct Encoder {
    pub(super) number: Number,
    pub(super) coder: Arc<Coder>,
}

/// Articles of which a dictionary is made.
#[derive(Default)]
pub(super) struct Sample {
    learner: Learner,
    bytes: usize,
    /// Fewest bytes of which a dictionary is of use.
    least: usize,
}

impl Sample {
    /// Adds an article's rows, and its body with its words.
    pub(super) fn add(&mut self, ArticleRows { rows, words: of_texts }: &ArticleRows, body: &str, words: &[Token]) {
        self.bytes += rows.texts.len() + body.len();
        self.learner.add_numbers(&rows.numbers);
        for (text, words) in [(rows.texts.as_str(), of_texts.as_slice()), (body, words)] {
            let words = &words[..words.partition_point(|word| word.end as usize <= PIECE)];
            let end = if text.len() <= PIECE { text.len() } else { words.last().map_or(0, |word| word.end as usize) };
            self.learner.add(&text[..end], words);
        }
    }

    /// Whether more would change nothing.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= ENOUGH
    }
}

/// Whether a file of a generation is a dictionary.
pub(super) fn is_dictionary(name: &str) -> bool {
    name.strip_prefix(NAME).is_some_and(|number| number.parse::<Number>().is_ok())
}

/// The dictionaries in a generation's directory.
pub(super) fn dictionary_files(generation: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(generation).into_iter().flatten().flatten();
    files.filter(|file| is_dictionary(&file.file_name().to_string_lossy())).map(|file| file.path()).collect()
}

fn file_name(number: Number) -> String {
    format!("{NAME}{number}")
}

fn named(number: Number, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file_name(number)))
}

fn unreadable(number: Number) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{} is cut short or altered", file_name(number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    /// A sample of so many bytes in which phrases recur.
    fn sample(dictionaries: &Dictionaries, bytes: usize) -> Option<Sample> {
        let mut sample = dictionaries.sample()?;
        for number in 0_usize.. {
            let text = format!("Harbour {number}: the minister of ward {} said on Monday that dam {} is safe. ", number % 17, number % 5);
            sample.add(&ArticleRows::default(), &text, &segment(&text).tokens);
            if sample.bytes >= bytes {
                break;
            }
        }
        Some(sample)
    }

    fn learned(dictionaries: &mut Dictionaries, bytes: usize) -> usize {
        if let Some(sample) = sample(dictionaries, bytes) {
            dictionaries.learn(sample).unwrap();
        }
        dictionaries.files.len()
    }

    #[test]
    fn a_dictionary_is_made_of_enough_and_followed_by_larger_ones() {
        let generation = tempfile::tempdir().unwrap();
        let mut dictionaries = Dictionaries::open(generation.path()).unwrap();
        for (bytes, expected) in [(LITTLE / 2, 0), (LITTLE, 1), (LITTLE * 2, 1), (ENOUGH, 2), (ENOUGH, 2)] {
            assert_eq!(learned(&mut dictionaries, bytes), expected, "{bytes}");
        }
        let opened = Dictionaries::open(generation.path()).unwrap();
        assert_eq!(opened.files.len(), 2);
        assert!(opened.book(1).is_ok() && opened.book(2).is_ok() && opened.book(3).is_err() && opened.book(0).is_err());
        assert_eq!(opened.encoder().unwrap().map(|encoder| encoder.number), Some(2));
        let mut names: Vec<String> =
            dictionary_files(generation.path()).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, ["dictionary-1", "dictionary-2"]);
        assert!(!is_dictionary("dictionary-x") && !is_dictionary("meta.json"));
    }

    #[test]
    fn a_damaged_dictionary_is_told_by_its_name() {
        let generation = tempfile::tempdir().unwrap();
        learned(&mut Dictionaries::open(generation.path()).unwrap(), LITTLE);
        let path = generation.path().join(file_name(1));
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let dictionaries = Dictionaries::open(generation.path()).unwrap();
        let told = dictionaries.book(1).err().unwrap().to_string();
        assert_eq!(told, "dictionary-1 is cut short or altered");
        assert!(dictionaries.encoder().is_err());
    }

    #[test]
    fn even_what_is_all_the_same_makes_a_dictionary_that_can_be_read() {
        let generation = tempfile::tempdir().unwrap();
        let mut dictionaries = Dictionaries::open(generation.path()).unwrap();
        let mut sample = dictionaries.sample().unwrap();
        let long = "a".repeat(PIECE * 2);
        while !sample.is_full() {
            sample.add(&ArticleRows::default(), &long, &segment(&long).tokens);
        }
        dictionaries.learn(sample).unwrap();
        let opened = Dictionaries::open(generation.path()).unwrap();
        assert!(opened.files.len() == 1 && opened.book(1).is_ok());
    }
}
