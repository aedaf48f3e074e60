//! What an index holds, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::JSON_FORMAT;
use super::json::write_json;
use super::look::visible;
use super::summary::{counted, grouped};
use crate::results::Status;

/// What is said of an index whose last run has not come to its end.
pub const UNFINISHED: &str =
    "a run of `dateline index` is under way, or was cut short: what it has not read yet is not found; run it again";

/// Writes the status as `name: value` lines.
///
/// # Errors
/// The output cannot be written.
pub fn write_status(status: &Status, out: &mut dyn Write) -> io::Result<()> {
    let days = match (status.first_day, status.last_day) {
        (Some(first), Some(last)) => format!("{first} to {last}, {} undated", grouped(status.undated)),
        _ => format!("none, {} undated", grouped(status.undated)),
    };
    for (name, value) in [
        ("index", status.location.clone()),
        ("engine", format!("{}, format {} {}", status.engine, status.schema_version, status.fingerprint)),
        ("size", format!("{} in {}", size(status.bytes), counted(status.segments, "segment"))),
        ("files", format!("{}, left out {}", grouped(status.files), grouped(status.skipped))),
        ("articles", format!("{}, unplaced {}", grouped(status.articles), grouped(status.unplaced))),
        ("days", days),
        ("quotes", format!("{}, attributed {}", grouped(status.quotes), grouped(status.attributed))),
    ] {
        writeln!(out, "{:<10}{}", format!("{name}:"), visible(&value))?;
    }
    if !status.is_complete {
        writeln!(out, "{:<10}{UNFINISHED}", "run:")?;
    }
    for root in &status.roots {
        let mut said = format!("{}: {} in {}", root.name, counted(root.files, "file"), root.path);
        if !root.reading.is_empty() {
            said = format!("{said}, read with {}", root.reading.join(" "));
        }
        writeln!(out, "{:<10}{}", "root:", visible(&said))?;
    }
    Ok(())
}

/// Writes the status as one JSON object in a line.
///
/// # Errors
/// The output cannot be written.
pub fn write_status_json(status: &Status, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Envelope<'a> {
        format: u32,
        #[serde(flatten)]
        status: &'a Status,
    }
    write_json(&Envelope { format: JSON_FORMAT, status }, out)?;
    out.write_all(b"\n")
}

/// Bytes in the unit in which they read best, in powers of 1000.
pub(super) fn size(bytes: u64) -> String {
    let mut amount = bytes as f64;
    let mut unit = "bytes";
    for larger in ["kB", "MB", "GB", "TB"] {
        if amount < 1000.0 {
            break;
        }
        amount /= 1000.0;
        unit = larger;
    }
    if unit == "bytes" { format!("{bytes} bytes") } else { format!("{amount:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::RootStatus;
    use chrono::NaiveDate;

    #[test]
    fn status_reads_as_lines_and_as_json() {
        let status = Status {
            engine: "local".into(),
            location: "/srv/news/.dateline".into(),
            schema_version: 1,
            fingerprint: "ab12".into(),
            roots: vec![RootStatus { name: "news".into(), path: "/srv/news".into(), files: 3, reading: vec![] }],
            is_complete: true,
            files: 3,
            articles: 1234,
            undated: 2,
            unplaced: 5,
            quotes: 77,
            attributed: 70,
            skipped: 1,
            bytes: 1_234_567,
            segments: 2,
            first_day: NaiveDate::from_ymd_opt(1987, 2, 26),
            last_day: NaiveDate::from_ymd_opt(2017, 9, 6),
        };
        let mut out = Vec::new();
        write_status(&status, &mut out).unwrap();
        write_status_json(&status, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\
index:    /srv/news/.dateline
engine:   local, format 1 ab12
size:     1.2 MB in 2 segments
files:    3, left out 1
articles: 1,234, unplaced 5
days:     1987-02-26 to 2017-09-06, 2 undated
quotes:   77, attributed 70
root:     news: 3 files in /srv/news
{\"format\":1,\"engine\":\"local\",\"location\":\"/srv/news/.dateline\",\"schema_version\":1,\"fingerprint\":\"ab12\",\"roots\":[\
{\"name\":\"news\",\"path\":\"/srv/news\",\"files\":3,\"reading\":[]}],\"is_complete\":true,\"files\":3,\"articles\":1234,\"undated\":2,\"unplaced\":5,\"quotes\":77,\
\"attributed\":70,\"skipped\":1,\"bytes\":1234567,\"segments\":2,\"first_day\":\"1987-02-26\",\"last_day\":\"2017-09-06\"}
"
        );
    }

    #[test]
    fn one_of_a_thing_is_said_as_one() {
        let roots = vec![RootStatus {
            name: "news".into(),
            path: ".".into(),
            files: 1,
            reading: vec!["--map titel=headline".into(), "--map inhalt=body".into()],
        }];
        let mut out = Vec::new();
        write_status(&Status { roots, segments: 1, ..Status::default() }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("in 1 segment\n")
                && text.contains("run:      a run of `dateline index`")
                && text.ends_with("news: 1 file in ., read with --map titel=headline --map inhalt=body\n"),
            "{text}"
        );
    }

    #[test]
    fn sizes_are_said_in_a_unit_that_reads_well() {
        for (bytes, expected) in [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (88_700_000, "88.7 MB"), (2_500_000_000, "2.5 GB")]
        {
            assert_eq!(size(bytes), expected);
        }
    }
}
