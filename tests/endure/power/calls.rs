//! What a run asked of the operating system about its index, in order, as `strace` tells it.

use std::collections::HashMap;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// A request that was granted.
#[derive(Debug)]
pub(super) enum Call {
    MakeDirectory(PathBuf),
    /// A file was opened to be written: made where there was none, emptied where that was asked for.
    Open {
        path: PathBuf,
        emptied: bool,
    },
    Write {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    /// A file or a directory.
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    /// A file, or a directory without entries.
    Remove(PathBuf),
}

/// What is asked that changes files or makes changes last. Every other such request would leave the disk another than the calls tell, which
/// the test sees.
pub(super) const TRACED: &str = "openat,open,creat,write,pwrite64,writev,lseek,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,\
                                 unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,fallocate,link,linkat,close";

/// Reads the output of `strace -f -y -xx` about what lies below `top`; relative paths begin in `home`.
pub(super) fn read(log: &str, home: &Path, top: &Path) -> Vec<Call> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((thread, told)) = line.split_once(' ') else { continue };
        let told = told.trim_start();
        let told = if let Some(beginning) = told.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, beginning);
            continue;
        } else if let Some(end) = told.strip_prefix("<... ") {
            let end = end.split_once("resumed>").unwrap().1;
            format!("{}{end}", begun.remove(thread).unwrap())
        } else {
            told.to_owned()
        };
        if let Some(call) = Told::new(&told, home).and_then(|told| told.call(top, &mut places)) {
            calls.push(call);
        }
    }
    calls
}

/// A line taken apart.
struct Told<'a> {
    name: &'a str,
    /// All that stands in the parentheses.
    arguments: &'a str,
    /// What was answered, not negative.
    answer: usize,
    /// Paths of open files that are named: the directory or file that is asked about, last the file that was opened.
    open: Vec<PathBuf>,
    /// Texts: names of files, or bytes.
    texts: Vec<Vec<u8>>,
    home: &'a Path,
}

impl<'a> Told<'a> {
    /// `None` for what was refused, and for lines that are no calls.
    fn new(line: &'a str, home: &'a Path) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let (arguments, answer) = rest.rsplit_once(") = ").or_else(|| rest.rsplit_once(" = "))?;
        let number = answer.split(|c: char| !c.is_ascii_digit()).next()?;
        let answer_number = number.parse().ok()?;
        let open = line.split('<').skip(1).map(|text| PathBuf::from(std::ffi::OsString::from_vec(bytes(text.split('>').next().unwrap()))));
        assert!(!line.contains("\"..."), "cut off: {}", &line[..line.len().min(200)]);
        let texts = arguments.split('"').skip(1).step_by(2).map(bytes).collect();
        Some(Self { name, arguments, answer: answer_number, open: open.collect(), texts, home })
    }

    /// A path that is named, relative to the directory named before it.
    fn path(&self, number: usize) -> PathBuf {
        let name = PathBuf::from(std::ffi::OsString::from_vec(self.texts[number].clone()));
        let below = match self.name.ends_with("at") || self.name == "renameat2" {
            true => self.open.get(number).map_or(self.home, PathBuf::as_path),
            false => self.home,
        };
        below.join(name).components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
    }

    fn call(self, top: &Path, places: &mut HashMap<usize, usize>) -> Option<Call> {
        let below = |path: PathBuf| path.starts_with(top).then_some(path);
        let descriptor = || self.arguments.split('<').next().and_then(|number| number.parse::<usize>().ok());
        match self.name {
            "openat" | "open" | "creat" => {
                let path = below(self.path(0))?;
                places.insert(self.answer, 0);
                let is_written = self.arguments.contains("O_WRONLY") || self.arguments.contains("O_RDWR");
                is_written.then(|| Call::Open { path, emptied: self.arguments.contains("O_TRUNC") })
            }
            "lseek" => {
                places.insert(descriptor()?, self.answer);
                None
            }
            "write" | "writev" | "pwrite64" => {
                let path = below(self.open.first()?.clone())?;
                let mut bytes = self.texts.concat();
                bytes.truncate(self.answer);
                let place = places.entry(descriptor()?).or_default();
                let at = match self.name {
                    "pwrite64" => self.arguments.rsplit_once(", ")?.1.parse().ok()?,
                    _ => std::mem::replace(place, *place + bytes.len()),
                };
                Some(Call::Write { path, at, bytes })
            }
            "fsync" | "fdatasync" => below(self.open.first()?.clone()).map(Call::Sync),
            "rename" | "renameat" | "renameat2" => Some(Call::Rename(below(self.path(0))?, self.path(1))),
            "unlink" | "unlinkat" | "rmdir" => below(self.path(0)).map(Call::Remove),
            "mkdir" | "mkdirat" => below(self.path(0)).map(Call::MakeDirectory),
            "close" => None,
            other => {
                let touched =
                    self.open.iter().any(|path| path.starts_with(top)) || (0..self.texts.len()).any(|n| self.path(n).starts_with(top));
                assert!(!touched, "{other} is not simulated");
                None
            }
        }
    }
}

/// `\x41\x42` as bytes; anything else as it stands.
fn bytes(text: &str) -> Vec<u8> {
    if !text.starts_with("\\x") {
        return text.as_bytes().to_vec();
    }
    text.split("\\x").skip(1).map(|digits| u8::from_str_radix(&digits[..2], 16).unwrap()).collect()
}
