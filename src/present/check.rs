//! What a check found, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::JSON_FORMAT;
use super::json::write_json;
use super::look::visible;
use super::status::size;
use super::summary::{counted, grouped};
use crate::results::Check;

/// Writes one line for each flaw, or one that says that there is none.
///
/// # Errors
/// The output cannot be written.
pub fn write_check(check: &Check, out: &mut dyn Write) -> io::Result<()> {
    for flaw in &check.flaws {
        writeln!(out, "{}", visible(&flaw.to_string()))?;
    }
    if check.untold > 0 {
        writeln!(out, "and {} more", grouped(check.untold))?;
    }
    if check.is_sound() {
        let Check { index_files, index_bytes, files, articles, quotes, .. } = check;
        writeln!(
            out,
            "sound: {} with {} as written; {} with {} from {} whole",
            counted(*index_files, "index file"),
            size(*index_bytes),
            counted(*articles, "article"),
            counted(*quotes, "quote"),
            counted(*files, "file"),
        )?;
        if !check.is_complete {
            writeln!(out, "the last run has not come to its end: the next `dateline index` finishes it")?;
        }
    }
    Ok(())
}

/// Writes the check as one JSON object in a line.
///
/// # Errors
/// The output cannot be written.
pub fn write_check_json(check: &Check, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Envelope<'a> {
        format: u32,
        sound: bool,
        #[serde(flatten)]
        check: &'a Check,
    }
    write_json(&Envelope { format: JSON_FORMAT, sound: check.is_sound(), check }, out)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Flaw;

    fn written(check: &Check) -> String {
        let mut out = Vec::new();
        write_check(check, &mut out).unwrap();
        write_check_json(check, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_sound_index_is_a_line() {
        let check =
            Check { index_files: 8, index_bytes: 1_234_567, files: 1, articles: 1200, quotes: 1, is_complete: true, ..Check::default() };
        assert_eq!(
            written(&check),
            "sound: 8 index files with 1.2 MB as written; 1,200 articles with 1 quote from 1 file whole\n\
             {\"format\":1,\"sound\":true,\"index_files\":8,\"index_bytes\":1234567,\"files\":1,\"articles\":1200,\"quotes\":1,\"is_complete\":true,\
             \"flaws\":[],\"untold\":0}\n"
        );
    }

    #[test]
    fn a_run_that_has_not_ended_is_told() {
        let told = written(&Check::default());
        assert!(told.contains("whole\nthe last run has not come to its end: the next `dateline index` finishes it\n{"), "{told}");
    }

    #[test]
    fn flaws_are_lines_that_no_terminal_obeys() {
        let (file, root, path) = ("a.idx".to_owned(), "news".to_owned(), "b\u{1b}.txt".to_owned());
        let flaws = vec![
            Flaw::Altered { file: file.clone(), detail: "it is not as it was written".into() },
            Flaw::Missing { file },
            Flaw::Senseless { detail: "x".into() },
            Flaw::Article { id: "12".into(), detail: "a quote lies outside its article".into() },
            Flaw::File { root: root.clone(), path: path.clone(), said: 3, found: 2, is_twice: false },
            Flaw::File { root, path, said: 3, found: 3, is_twice: true },
            Flaw::NoFile { articles: 4 },
        ];
        let text = written(&Check { flaws, untold: 1000, ..Check::default() });
        assert!(
            text.starts_with(
                "a.idx: altered, cut short or unreadable: it is not as it was written\na.idx: missing\n\
                 the files are whole but make no sense: x\narticle 12: a quote lies outside its article\n\
                 news: b\\u{1b}.txt: 2 of its 3 articles are there\nnews: b\\u{1b}.txt: remembered twice\n\
                 4 articles belong to no file of the archive\nand 1,000 more\n{\"format\":1,\"sound\":false,"
            ),
            "{text}"
        );
    }
}
