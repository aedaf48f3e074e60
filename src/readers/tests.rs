//! Whole files through [`read_file`], from tables of their contents.

use std::io::Write;
use std::path::Path;

use super::*;

/// One line for each record: `record | headline | body`, or `record ! reason`.
fn lines(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<String> {
    read(name, bytes, options)
        .into_iter()
        .map(|record| match record {
            Record::Article(article) => {
                let record = article.record.unwrap_or_else(|| "-".into());
                format!("{record} | {} | {}", article.headline.unwrap_or_else(|| "-".into()), article.body)
            }
            Record::Skipped(skipped) => format!("{} ! {}", skipped.record.unwrap_or_else(|| "-".into()), skipped.reason),
        })
        .collect()
}

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Record> {
    let directory = tempfile::tempdir().unwrap();
    let file = stored(directory.path(), name, bytes);
    let mut records = Vec::new();
    let done = read_file(&file, options, &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    assert_eq!(done.articles + done.skipped, records.len());
    assert_eq!(done.articles, records.iter().filter(|record| matches!(record, Record::Article(_))).count());
    assert_eq!(done.hash, xxhash_rust::xxh3::xxh3_64(bytes));
    assert_eq!(content_hash(&file).unwrap(), done.hash);
    records
}

fn stored(directory: &Path, name: &str, bytes: &[u8]) -> ArchiveFile {
    let absolute = directory.join(name);
    std::fs::write(&absolute, bytes).unwrap();
    ArchiveFile { root: "paper".into(), path: name.into(), absolute, size: bytes.len() as u64, modified: 0 }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

const ONE: &str = r#"{"id": "x1", "title": "Dam holds", "body": "The dam held."}"#;
const TWO: &str = r#"{"title": "Dam breaks", "body": "The dam broke."}"#;
const OUT_ONE: &str = "x1 | Dam holds | The dam held.";

#[test]
fn records_are_found_in_every_shape() {
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("a.json", ONE.into(), vec!["- | Dam holds | The dam held."]),
        ("a.jsonl", ONE.into(), vec![OUT_ONE]),
        ("a.json", format!("{ONE}\n{TWO}\n"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        ("a.jsonl", format!("\n{ONE}\r\n\r\n{ONE}\n"), vec![OUT_ONE, "x1#2 | Dam holds | The dam held."]),
        ("a.json", format!("[{ONE}, {TWO}]"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        ("a.json", format!("{ONE}{TWO}"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        (
            "a.json",
            format!("{{\"status\": \"ok\", \"articles\": [{ONE}, {TWO}], \"more\": 1}}"),
            vec![OUT_ONE, "2 | Dam breaks | The dam broke."],
        ),
        ("a.json", format!("{{\"response\": {{\"total\": 1, \"results\": [{ONE}]}}}}"), vec![OUT_ONE]),
        ("a.json", format!("{{\"response\": {{\"docs\": [{ONE}], \"meta\": {{}}}}}}"), vec![OUT_ONE]),
        (
            "a.json",
            format!("{{\"hits\": {{\"hits\": [{{\"_id\": \"e1\", \"_source\": {TWO}}}]}}}}"),
            vec!["e1 | Dam breaks | The dam broke."],
        ),
        ("a.json", format!("{{\"data\": {ONE}}}"), vec!["- | Dam holds | The dam held."]),
        ("a.json", format!("{{\"2017\": {ONE}, \"2018\": {TWO}}}"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        ("a.json", format!("{{\"my stories\": [{ONE}, {TWO}]}}"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        ("a.json", format!("[[{ONE}], [{TWO}]]"), vec![OUT_ONE, "2 | Dam breaks | The dam broke."]),
        (
            "a.json",
            "{\"title\": \"Dam holds\", \"items\": [{\"name\": \"mill\"}], \"body\": \"It held.\"}".into(),
            vec!["- | Dam holds | It held."],
        ),
        ("a.json", "[1, 2, 3]".into(), vec!["- ! no article in it: 3 values that are not objects, the first a number"]),
        (
            "a.json",
            format!("[1, {TWO}, \"x\"]"),
            vec!["2 | Dam breaks | The dam broke.", "- ! no article in it: 2 values that are not objects, the first a number"],
        ),
        (
            "a.json",
            format!("{}{}", "[".repeat(300), "]".repeat(300)),
            vec!["1 ! lists and objects are nested more than 128 deep (raise it with --max-depth)"],
        ),
        ("a.json", "[]".into(), vec!["- ! no article in it: an empty list"]),
        ("a.json", "{}".into(), vec!["- ! no article in it: an empty object"]),
        ("a.json", "42".into(), vec!["- ! no article in it: a number"]),
        ("a.json", "{\"votes\": 3}".into(), vec!["- ! no article in it: an object without headline or text"]),
        ("a.json", "All is well that ends well.".into(), vec!["- ! not valid JSON at line 1, column 1: expected value"]),
        ("a.json", "oops".into(), vec!["- ! not valid JSON at line 1, column 1: expected value"]),
        ("a.txt", "Dam holds\n\nThe dam held.".into(), vec!["- | Dam holds | The dam held."]),
        (
            "a.html",
            "<html><h1>Dam holds</h1><p>The dam held on Monday, the mayor said.".into(),
            vec!["- | Dam holds | The dam held on Monday, the mayor said."],
        ),
        ("a.txt", String::new(), vec!["- ! empty"]),
        ("a.pdf", "%PDF-1.7".into(), vec!["- ! not text (a PDF file)"]),
        ("a.xml", "<rss><channel>".into(), vec!["- ! no article in it: an RSS or Atom feed"]),
    ];
    for (name, text, expected) in cases {
        assert_eq!(lines(name, text.as_bytes(), &ReadOptions::default()), expected, "{text}");
    }
}

#[test]
fn damage_is_reported_with_its_place_and_the_rest_is_read() {
    let bad = r#"{"title": "Dam", oops}"#;
    let open = "{\"title\": \"Dam \n";
    let unclosed = r#"{"title": "Dam", "body": "It held.""#;
    let (first, second) = ("1 | Dam breaks | The dam broke.", "2 | Dam breaks | The dam broke.");
    let third = "3 | Dam breaks | The dam broke.";
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("a.jsonl", format!("{TWO}\n{bad}\n{TWO}\n"), vec![first, "2 ! not valid JSON at line 2, column 18: key must be a string", third]),
        (
            "a.jsonl",
            format!("{TWO}\n{unclosed}\n{TWO}"),
            vec![first, "2 ! not valid JSON at line 2, column 35: EOF while parsing an object", third],
        ),
        (
            "a.json",
            format!("[\n  {TWO},\n  {bad},\n  {TWO}\n]"),
            vec![first, "2 ! not valid JSON at line 3, column 20: key must be a string", third],
        ),
        (
            "a.json",
            format!("[\n{TWO},\n{open}{TWO}\n]"),
            vec![first, "2 ! not valid JSON at line 3, column 15: EOF while parsing a string", third],
        ),
        (
            "a.json",
            format!("[\n{TWO},\n{unclosed},\n{TWO},\n{TWO}\n]"),
            vec![first, "2 ! not valid JSON at line 4, column 1: key must be a string", third, "4 | Dam breaks | The dam broke."],
        ),
        (
            "a.json",
            format!("{{\"articles\": [{TWO}, {TWO}, {{\"title\": \"Da"),
            vec![first, second, "3 ! not valid JSON at line 1, column 129: EOF while parsing a string"],
        ),
        ("a.json", unclosed.into(), vec!["- ! not valid JSON at line 1, column 35: EOF while parsing an object"]),
    ];
    for (name, text, expected) in cases {
        assert_eq!(lines(name, text.as_bytes(), &ReadOptions::default()), expected, "{text}");
    }
}

#[test]
fn long_records_are_passed_over() {
    let options = ReadOptions { max_record: 200, ..ReadOptions::default() };
    let long = format!(r#"{{"title": "Dam", "body": "{}"}}"#, "It held. ".repeat(100_000));
    let too_long = "longer than the limit of 200 bytes for one record (raise it with --max-record)";
    let (first, third) = ("1 | Dam breaks | The dam broke.", "3 | Dam breaks | The dam broke.");
    let second = format!("2 ! {too_long}");
    let whole = format!("- ! {too_long}");
    for (name, text, expected) in [
        ("a.jsonl", format!("{TWO}\n{long}\n{TWO}\n"), vec![first, &second, third]),
        ("a.json", format!("[{TWO},\n{long},\n{TWO}]"), vec![first, &second, third]),
        ("a.json", format!("{{\"articles\": [{TWO}, {long}, {TWO}], \"more\": {long}}}"), vec![first, &second, third]),
        ("a.json", long.clone(), vec![&*whole]),
        ("a.json", format!("{{\"items\": [{{\"x\": 1}}, {long}], \"title\": \"Dam\"}}"), vec![&whole]),
        ("a.json", format!("{{\"items\": [{long}, {TWO}]}}"), vec![&*format!("1 ! {too_long}"), "2 | Dam breaks | The dam broke."]),
        ("a.txt", "The dam held. ".repeat(100), vec![&whole]),
        ("a.html", format!("<p>{}", "The dam held. ".repeat(100)), vec![&whole]),
    ] {
        assert_eq!(lines(name, text.as_bytes(), &options), expected, "{name}");
    }
}

#[test]
fn compressed_files_are_read_through_and_damage_keeps_what_is_whole() {
    let many: String =
        (0..30_000).map(|i| format!("{{\"title\": \"Dam {i}\", \"body\": \"Gate {} held.\"}}\n", i * 7919 % 10_007)).collect();
    let options = ReadOptions::default();
    let plain = lines("a.jsonl", many.as_bytes(), &options);
    assert_eq!(plain.len(), 30_000);
    for (name, packed) in [
        ("a.jsonl.gz", gzip(many.as_bytes())),
        ("a.jsonl.zst", zstd::stream::encode_all(many.as_bytes(), 3).unwrap()),
        ("a.jsonl.gz.gz", gzip(&gzip(many.as_bytes()))),
    ] {
        assert_eq!(lines(name, &packed, &options), plain, "{name}");
        let cut = lines(name, &packed[..packed.len() - 3000], &options);
        assert!(cut.len() > 10 && cut.len() < 30_000, "{name}: {}", cut.len());
        assert_eq!(cut[..cut.len() - 1], plain[..cut.len() - 1], "{name}");
        assert_eq!(cut[cut.len() - 1], "- ! compressed data are damaged or cut short: they end too early", "{name}");
    }
    let page = gzip(b"Dam holds\n\nThe dam held.");
    assert_eq!(lines("a.txt.gz", &page, &options), ["- | Dam holds | The dam held."]);
    assert_eq!(lines("a.txt.gz", &gzip(b""), &options), ["- ! empty"]);
    assert_eq!(lines("a", &gzip(&gzip(&gzip(b"Dam"))), &options), ["- ! not text (compressed more than twice)"]);
}

#[test]
fn json_in_other_encodings_is_read() {
    let json = "{\"title\": \"Плотина устояла\", \"body\": \"Плотина выдержала ночь, сообщил журналистам мэр города.\"}\n";
    let expected: Vec<String> =
        (1..=2).map(|i| format!("{i} | Плотина устояла | Плотина выдержала ночь, сообщил журналистам мэр города.")).collect();
    let text = json.repeat(2);
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cyrillic = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
    let marked = format!("\u{feff}{text}").into_bytes();
    for bytes in [utf16, cyrillic, marked, text.clone().into_bytes()] {
        assert_eq!(lines("a.jsonl", &bytes, &ReadOptions::default()), expected);
    }
}

#[test]
fn the_sink_can_stop_the_reading() {
    let directory = tempfile::tempdir().unwrap();
    let file = stored(directory.path(), "a.jsonl", format!("{TWO}\n").repeat(100).as_bytes());
    let mut seen = 0;
    let done = read_file(&file, &ReadOptions::default(), &mut |_| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((seen, done.articles), (3, 3));
}

#[test]
fn a_file_that_is_gone_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    let file = stored(directory.path(), "a.txt", b"Dam");
    std::fs::remove_file(&file.absolute).unwrap();
    let mut records = Vec::new();
    let done = read_file(&file, &ReadOptions::default(), &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    assert_eq!((done.articles, done.skipped), (0, 1));
    let Record::Skipped(skipped) = &records[0] else { panic!("an article out of nothing") };
    assert_eq!(skipped.reason.to_string(), "vanished before it was read");
}

#[test]
fn dates_end_with_address_and_path() {
    let json = r#"{"title": "Dam holds", "date": "2017-09-06", "url": "https://post.example/2017/09/06/dam"}"#;
    let records = read("a.json", json.as_bytes(), &ReadOptions::default());
    let Record::Article(article) = &records[0] else { panic!("{records:?}") };
    let dates: Vec<_> = article.dates.iter().map(|date| (date.words.as_str(), date.from, date.role, date.field.as_str())).collect();
    assert_eq!(
        dates,
        [
            ("2017-09-06", DateFrom::Metadata, DateRole::Published, "date"),
            ("https://post.example/2017/09/06/dam", DateFrom::Url, DateRole::Unknown, "url"),
            ("a.json", DateFrom::Path, DateRole::Unknown, "path"),
        ]
    );
    assert_eq!(article.path, "a.json");
}

#[test]
fn control_characters_reach_nobody() {
    let json =
        r#"{"id": "a\u0007", "title": "Dam \u001b[31mholds", "body": "It\u0000 held\u009f.", "author": "Jane\u0008 Doe", "x\u0001": 1}"#;
    for (name, bytes) in [
        ("a.jsonl", json.as_bytes()),
        ("a.html", b"<html><title>Dam \x1b[31mholds</title><p>The dam above the town \x07held.</p></html>"),
        ("a.txt", b"Dam \x1b[31mholds\n\nThe dam above the town \x07held."),
    ] {
        let records = read(name, bytes, &ReadOptions::default());
        let Record::Article(article) = &records[0] else { panic!("{records:?}") };
        let all = format!("{:?}", (&article.headline, &article.body, &article.bylines, &article.record, &article.unknown_fields));
        assert!(!all.contains("\\u{") && !all.contains("\\0"), "{all}");
    }
}

mod damage {
    use proptest::prelude::*;

    use super::*;

    /// Valid files of every format, to be damaged.
    fn seeds() -> Vec<(&'static str, Vec<u8>)> {
        let list = format!("{{\"status\": \"ok\", \"articles\": [\n  {ONE},\n  {TWO},\n  {ONE}\n]}}");
        let lines = format!("{ONE}\n{TWO}\n{ONE}\n");
        vec![
            ("a.json", list.clone().into_bytes()),
            ("a.jsonl", lines.clone().into_bytes()),
            ("a.html", b"<html><head><meta charset=utf-8><title>Dam holds</title></head><body><p>The dam held.</p></body></html>".to_vec()),
            ("a.txt", "Dam holds\n\nUpdated 1501 GMT\n\nThe dam above the town held, “for now”.\n".as_bytes().to_vec()),
            ("a.jsonl.gz", gzip(lines.as_bytes())),
            ("a.json.zst", zstd::stream::encode_all(list.as_bytes(), 3).unwrap()),
            ("a.jsonl", lines.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in 0_usize..4) {
            let name = ["a.json", "a.jsonl", "a.html", "a.gz"][name];
            lines(name, &bytes, &ReadOptions::default());
        }

        #[test]
        fn damaged_files_are_read(
            seed in 0_usize..7,
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            cut in proptest::option::of(any::<prop::sample::Index>()),
            doubled in proptest::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
            max_record in prop_oneof![Just(20_u64), Just(80), Just(64 << 20)],
        ) {
            let (name, mut bytes) = seeds().swap_remove(seed);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some((from, to)) = doubled {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let piece = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(to..to, piece);
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            lines(name, &bytes, &ReadOptions { max_record, ..ReadOptions::default() });
        }

        #[test]
        fn any_json_is_read(text in "([\\[\\]{}:,\n ]|\"(title|body|articles|data|id|x)\"|1|null|[a-z\"\\\\]){0,80}", lined: bool) {
            let name = if lined { "a.jsonl" } else { "a.json" };
            let max_record = if text.len() % 3 == 0 { 30 } else { 1 << 20 };
            lines(name, text.as_bytes(), &ReadOptions { max_record, ..ReadOptions::default() });
        }

        #[test]
        fn records_survive_damage_to_another(damaged in 0_usize..5, at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f, list: bool) {
            // Damage inside one line never costs the records of the others.
            let record = |i: usize| format!("{{\"id\": \"r{i}\", \"title\": \"Dam {i}\", \"body\": \"Gate {i} held.\"}}");
            let mut records: Vec<String> = (0..5).map(record).collect();
            let mut bytes = std::mem::take(&mut records[damaged]).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            records[damaged] = String::from_utf8(bytes).unwrap();
            let text = if list { format!("[\n{}\n]", records.join(",\n")) } else { records.join("\n") };
            let found = lines(if list { "a.json" } else { "a.jsonl" }, text.as_bytes(), &ReadOptions::default());
            for i in (0..5).filter(|&i| i != damaged) {
                let expected = format!("Dam {i} | Gate {i} held.");
                prop_assert!(found.iter().any(|line| line.ends_with(&expected)), "{text}\n{found:?}");
            }
        }
    }
}
