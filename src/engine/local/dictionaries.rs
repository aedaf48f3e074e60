//! Dictionaries with which articles are packed: phrases of the archive itself, so that a short article packs as well as a long one and is
//! unpacked alone.
//!
//! A dictionary is a file beside the segments, and stays as long as the generation: segments are merged without a look at what they store.
//! It is made of the first articles of the first run that has enough of them. One that was made of little is followed by a larger one
//! as soon as a run brings more; articles say which is theirs.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::Directory;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use super::directory::{Access, IndexDirectory};
use super::seal::{Sealed, unseal_text};

/// How the names of the files begin; the number follows.
const NAME: &str = "dictionary-";
/// Most bytes of a dictionary. Twice as many save 3 % of what articles take, and cost every search that shows something their reading.
const LARGEST: usize = 256 * 1024;
/// Bytes of articles for each of a dictionary's.
const SAMPLE: usize = 4;
/// Fewest bytes of a dictionary that is worth its file.
const SMALLEST: usize = 16 * 1024;
/// A new dictionary is so many times as large as the one before.
const GROWTH: usize = 4;
/// Most bytes that an article gives to a sample.
const PIECE: usize = 8 * 1024;
/// Of the ways to pack, the one that is as fast as any that makes use of a dictionary.
pub(super) const LEVEL: i32 = 3;

/// Number of a dictionary, counted from 1; 0 is none.
pub(super) type Number = u8;

/// The dictionaries of a generation.
#[derive(Default)]
pub(super) struct Dictionaries {
    directory: Option<PathBuf>,
    files: Vec<Dictionary>,
}

/// A dictionary; its file is held open, so that it can be read though the generation has been removed meanwhile.
struct Dictionary {
    file: File,
    bytes: usize,
    decoder: OnceLock<DecoderDictionary<'static>>,
}

impl Dictionaries {
    /// Those of the generation in `directory`.
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        let mut dictionaries = Self { directory: Some(directory.to_owned()), files: Vec::new() };
        while let Some(number) = dictionaries.next() {
            let file = match File::open(directory.join(file_name(number))) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(named(number, error)),
            };
            let bytes = file.metadata().map_or(0, |metadata| metadata.len() as usize);
            dictionaries.files.push(Dictionary { file, bytes, decoder: OnceLock::new() });
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
    pub(super) fn decoder(&self, number: Number) -> io::Result<&DecoderDictionary<'static>> {
        let place = usize::from(number).checked_sub(1);
        let Some(dictionary) = place.and_then(|place| self.files.get(place)) else {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} is missing", file_name(number))));
        };
        if let Some(decoder) = dictionary.decoder.get() {
            return Ok(decoder);
        }
        let decoder = DecoderDictionary::try_copy(&read(dictionary, number)?)?;
        Ok(dictionary.decoder.get_or_init(|| decoder))
    }

    /// What packs with the last dictionary; `None` where there is none.
    ///
    /// # Errors
    /// It is not as it was written.
    pub(super) fn encoder(&self) -> io::Result<Option<Encoder>> {
        let Some(dictionary) = self.files.last() else { return Ok(None) };
        let number = self.files.len() as Number;
        let dictionary = EncoderDictionary::try_copy(&read(dictionary, number)?, LEVEL)?;
        Ok(Some(Encoder { number, dictionary: Arc::new(dictionary) }))
    }

    /// A sample of articles to make a larger dictionary of; `None` where the last one is large enough.
    pub(super) fn sample(&self) -> Option<Sample> {
        self.directory.as_ref()?;
        self.next()?;
        let smallest = self.files.last().map_or(SMALLEST, |last| last.bytes * GROWTH);
        (smallest <= LARGEST).then(|| Sample { pieces: Vec::new(), lengths: Vec::new(), smallest })
    }

    /// Makes a dictionary of a sample, writes it and packs with it from now on. A sample that is too small, or of which no dictionary can be made, leaves all as it
    /// was.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn learn(&mut self, sample: &Sample) -> io::Result<()> {
        let (Some(number), Some(directory)) = (self.next(), &self.directory) else { return Ok(()) };
        let largest = (sample.pieces.len() / SAMPLE).min(LARGEST);
        if largest < sample.smallest {
            return Ok(());
        }
        // Articles are packed without where none can be made.
        let Ok(dictionary) = zstd::dict::from_continuous(&sample.pieces, &sample.lengths, largest) else { return Ok(()) };
        let files = IndexDirectory::open(directory, Access::Write).map_err(io::Error::other)?;
        files.atomic_write(Path::new(&file_name(number)), &dictionary)?;
        files.sync_directory()?;
        let file = File::open(directory.join(file_name(number)))?;
        self.files.push(Dictionary { file, bytes: dictionary.len(), decoder: OnceLock::new() });
        Ok(())
    }
}

/// What packs with a dictionary.
#[derive(Clone)]
pub(super) struct Encoder {
    pub(super) number: Number,
    pub(super) dictionary: Arc<EncoderDictionary<'static>>,
}

/// Beginnings of articles, of which a dictionary is made.
pub(super) struct Sample {
    pieces: Vec<u8>,
    lengths: Vec<usize>,
    /// Bytes of the smallest dictionary that is of use.
    smallest: usize,
}

impl Sample {
    /// Adds an article as it is before it is packed.
    pub(super) fn add(&mut self, article: &[u8]) {
        let piece = &article[..article.len().min(PIECE)];
        self.pieces.extend_from_slice(piece);
        self.lengths.push(piece.len());
    }

    /// Whether more would change nothing.
    pub(super) fn is_full(&self) -> bool {
        self.pieces.len() >= LARGEST * SAMPLE
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

fn named(number: Number, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file_name(number)))
}

fn read(dictionary: &Dictionary, number: Number) -> io::Result<Vec<u8>> {
    let mut file = &dictionary.file;
    // One more, so that the end is met without looking for memory.
    let mut sealed = Vec::with_capacity(dictionary.bytes + 1);
    file.rewind().and_then(|()| file.read_to_end(&mut sealed)).map_err(|error| named(number, error))?;
    match unseal_text(&sealed) {
        Sealed::Whole(dictionary) => {
            let len = dictionary.len();
            sealed.truncate(len);
            Ok(sealed)
        }
        Sealed::Never(_) | Sealed::Broken => {
            Err(io::Error::new(io::ErrorKind::InvalidData, format!("{} is cut short or altered", file_name(number))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sample of so many bytes in which phrases recur.
    fn sample(dictionaries: &Dictionaries, bytes: usize) -> Option<Sample> {
        let mut sample = dictionaries.sample()?;
        for number in 0_usize.. {
            let piece = format!("Harbour {number}: the minister of ward {} said on Monday that dam {} is safe. ", number % 17, number % 5);
            sample.add(piece.repeat(3).as_bytes());
            if sample.pieces.len() >= bytes {
                break;
            }
        }
        Some(sample)
    }

    fn learned(dictionaries: &mut Dictionaries, bytes: usize) -> usize {
        if let Some(sample) = sample(dictionaries, bytes) {
            dictionaries.learn(&sample).unwrap();
        }
        dictionaries.files.len()
    }

    #[test]
    fn a_dictionary_is_made_of_enough_and_followed_by_larger_ones() {
        let generation = tempfile::tempdir().unwrap();
        let mut dictionaries = Dictionaries::open(generation.path()).unwrap();
        let large = LARGEST * SAMPLE;
        for (bytes, expected) in [(SMALLEST * SAMPLE / 2, 0), (SMALLEST * SAMPLE, 1), (SMALLEST * SAMPLE * 2, 1), (large, 2), (large, 2)] {
            assert_eq!(learned(&mut dictionaries, bytes), expected, "{bytes}");
        }
        let opened = Dictionaries::open(generation.path()).unwrap();
        assert_eq!(opened.files.len(), 2);
        assert!(opened.decoder(1).is_ok() && opened.decoder(2).is_ok() && opened.decoder(3).is_err() && opened.decoder(0).is_err());
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
        learned(&mut Dictionaries::open(generation.path()).unwrap(), LARGEST * SAMPLE);
        let path = generation.path().join(file_name(1));
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let dictionaries = Dictionaries::open(generation.path()).unwrap();
        let told = dictionaries.decoder(1).err().unwrap().to_string();
        assert_eq!(told, "dictionary-1 is cut short or altered");
        assert!(dictionaries.encoder().is_err());
    }

    #[test]
    fn even_what_is_all_the_same_makes_a_dictionary_that_can_be_read() {
        let generation = tempfile::tempdir().unwrap();
        let mut dictionaries = Dictionaries::open(generation.path()).unwrap();
        let mut sample = dictionaries.sample().unwrap();
        sample.add(&[b'a'; PIECE * 2]);
        while !sample.is_full() {
            sample.add(&[b'a'; 10]);
        }
        dictionaries.learn(&sample).unwrap();
        let opened = Dictionaries::open(generation.path()).unwrap();
        assert!(opened.files.len() == 1 && opened.decoder(1).is_ok());
    }
}
