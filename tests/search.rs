//! Each command and flag once, end to end, on an archive small enough to know by heart.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::harness::Workspace;

/// Five stories as records with their own fields, so that what is expected does not hang on how well text is read.
const STORIES: &str = r#"{"id":"s1","title":"Dam burst floods valley","date":"2018-03-12T09:30:00Z","source":"Alpine Wire","author":"Jo Reed","location":"Turin, Italy","speakers":["Carla Bonetti"],"lang":"en","body":"The dam burst at dawn on Monday. \"The cracks were there for anyone to see,\" said Carla Bonetti.\n\nThousands fled the flood."}
{"id":"s2","title":"Inquiry into dam burst opens","date":"2018-05-02","source":"Alpine Wire","author":"Ada Pohl","location":"Milan, Italy","speakers":["Piero Galli"],"lang":"en","body":"An inquiry into the dam burst opened on Wednesday. \"We followed the rules,\" said Piero Galli."}
{"id":"s3","title":"Bridge reopens","date":"2018-05-20","source":"Harbour Courier","author":"Jo Reed","location":"Oslo, Norway","lang":"en","body":"The bridge over the harbour reopened on Sunday after three years of repairs."}
{"id":"s4","title":"Dam owners deny blame","source":"Harbour Courier","lang":"en","body":"The owners of the dam stay at home. The inquiry goes on."}
{"id":"s5","title":"A year of floods","date":"2018","source":"Harbour Courier","lang":"en","body":"It was a year of floods, from the dam burst in spring to the storms of autumn."}
"#;

/// The archive in `news`, indexed.
fn archive() -> Workspace {
    let workspace = Workspace::with(&[("news/stories.jsonl", STORIES)]);
    workspace.run("index news").exits(0);
    workspace
}

/// Records of the hits of a query, in their order.
fn records(workspace: &Workspace, typed: &str) -> Vec<String> {
    let run = workspace.run_in("news", &format!("{typed} --format jsonl"));
    run.json_lines().iter().map(|hit| hit["record"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn filters_and_flags_choose_the_hits() {
    let workspace = archive();
    for (typed, expected) in [
        ("search bridge", vec!["s3"]),
        ("query bridge", vec!["s3"]),
        ("search bridges harbours", vec!["s3"]),
        ("search inquiry --sort oldest", vec!["s2", "s4"]),
        ("search 'dam burst' --sort newest", vec!["s2", "s1", "s5"]),
        ("search '\"dam burst\" -inquiry' --sort oldest", vec!["s5", "s1"]),
        ("search 'bridge OR inquiry' --sort oldest", vec!["s2", "s3", "s4"]),
        ("search bridge inquiry --any --sort oldest", vec!["s2", "s3", "s4"]),
        ("search headline:blame", vec!["s4"]),
        ("search floods --exact", vec!["s5", "s1"]),
        ("search dam --speaker bonetti", vec!["s1"]),
        ("search --speaker bonetti --speaker galli --sort oldest", vec!["s1", "s2"]),
        ("search --place italy --sort oldest", vec!["s1", "s2"]),
        ("search --place norway", vec!["s3"]),
        ("search --source courier --sort oldest", vec!["s5", "s3", "s4"]),
        ("search --byline reed --sort oldest", vec!["s1", "s3"]),
        ("search dam --after 2018-05 --before 2018-06", vec!["s2"]),
        ("search dam --on 2018-03", vec!["s1"]),
        ("search dam --on 2018-03 --undated include --sort oldest", vec!["s1", "s4"]),
        ("search 'dam date:2018-03' --undated include --sort oldest", vec!["s1", "s4"]),
        ("search dam --undated exclude --sort oldest", vec!["s5", "s1", "s2"]),
        ("search --undated exclude --sort newest", vec!["s3", "s2", "s1", "s5"]),
        ("search --undated only", vec!["s4"]),
        ("search --after yesterday", vec![]),
        ("search has:quote --sort oldest", vec!["s1", "s2"]),
        ("search no:date", vec!["s4"]),
        ("search --path *.jsonl --sort oldest -n 1", vec!["s5"]),
        ("search --path *.txt", vec![]),
        ("search --lang en -n 2 --offset 2 --sort oldest", vec!["s2", "s3"]),
        ("search --all --sort newest", vec!["s3", "s2", "s1", "s5", "s4"]),
        ("search * --sort oldest", vec!["s5", "s1", "s2", "s3", "s4"]),
    ] {
        assert_eq!(records(&workspace, typed), expected, "{typed}");
    }
}

#[test]
fn exit_codes_tell_found_from_nothing_from_error() {
    let workspace = archive();
    for (typed, code) in [
        ("search dam", 0),
        ("search xyzzy", 1),
        ("search xyzzy -c", 1),
        ("search xyzzy --format json", 1),
        ("search dam --offset 99", 1),
        ("quotes cracks", 0),
        ("quotes xyzzy", 1),
        ("quotes --kind mixed", 1),
        ("speakers", 0),
        ("speakers --source nobody", 1),
        ("status", 0),
        ("search", 2),
        ("quotes", 2),
        ("search 'dam AND ('", 2),
        ("show zzzz", 2),
    ] {
        workspace.run_in("news", typed).exits(code);
    }
}

#[test]
fn what_is_wrong_is_said() {
    let workspace = archive();
    for (typed, words) in [
        ("search", "error: nothing to search for: give a query, a filter, or --all\nhint: give words, or a filter such as --speaker NAME"),
        ("search '(dam OR flood'", "this parenthesis is never closed"),
        ("search '\"dam burst'", "this quotation mark is never closed"),
        ("search hedline:dam", "no field is called \"hedline\""),
        ("search dam --after 2017-13-45", "--after"),
        (
            "search dam --fields day,hedline --format csv",
            "error: --fields: no field is called \"hedline\"; did you mean headline?\nthere are id, ",
        ),
        ("show ffffffffffffffff", "error: no article has the id ffffffffffffffff"),
    ] {
        workspace.run_in("news", typed).exits(2).prints("").says(words);
    }
}

#[test]
fn hits_are_shown_for_people() {
    let run = archive().run_in("news", "search dam --speaker bonetti");
    run.exits(0).says("1 article\n");
    let lines = run.lines();
    assert_eq!(&lines[..2], ["Dam burst floods valley", "2018-03-12 09:30 Z · filed from Turin, IT · Alpine Wire"]);
    assert!(run.stdout.contains("\n  quoted: Carla Bonetti\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("  stories.jsonl #s1\n"), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn colour_is_used_when_asked_for() {
    let mut workspace = archive();
    let is_coloured =
        |workspace: &Workspace, flags: &str| workspace.run_in("news", &format!("search dam {flags}")).stdout.contains('\u{1b}');
    assert!(is_coloured(&workspace, "--color always"));
    assert!(!is_coloured(&workspace, "--color auto"));
    workspace.set("CLICOLOR_FORCE", "1");
    assert!(is_coloured(&workspace, ""));
    assert!(!is_coloured(&workspace, "--color never"));
    workspace.set("NO_COLOR", "1");
    assert!(!is_coloured(&workspace, ""));
    assert!(is_coloured(&workspace, "--color always"));
}

#[test]
fn formats_carry_the_same_hits() {
    let workspace = archive();
    let run = |flags: &str| workspace.run_in("news", &format!("search inquiry --sort oldest {flags}"));
    run("-c").exits(0).prints("2\n");
    run("-c --format json").exits(0).prints("2\n");
    run("-l").exits(0).prints("stories.jsonl\n");
    run("-0").exits(0).prints("stories.jsonl\0");
    run("-l0").exits(0).prints("stories.jsonl\0");
    run("--format csv --fields record,day,headline")
        .prints("record,day,headline\ns2,2018-05-02,Inquiry into dam burst opens\ns4,,Dam owners deny blame\n");
    run("--format tsv --fields record,source").prints("record\tsource\ns2\tAlpine Wire\ns4\tHarbour Courier\n");
    run("--fields record,city").prints("record: s2\ncity:   Milan\n\nrecord: s4\ncity:\n");
    let envelope = run("--format json").json();
    assert_eq!((&envelope["format"], &envelope["total"], &envelope["shown"]), (&1.into(), &2.into(), &2.into()));
    assert_eq!(envelope["hits"][0]["place"]["country"], "IT");
    let lines = run("--format jsonl").json_lines();
    assert_eq!(lines[0]["format"], 1);
    assert_eq!(lines[0]["date"]["day"], "2018-05-02");
    assert_eq!(lines[0]["speakers"][0], "Piero Galli");
    assert_eq!(lines[1]["date"], serde_json::Value::Null);
    let passage = &lines[0]["passages"][0];
    let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
    let mark: Vec<usize> = passage["marks"][0].as_array().unwrap().iter().map(|end| end.as_u64().unwrap() as usize).collect();
    assert_eq!(text[mark[0]..mark[1]].iter().collect::<String>().to_lowercase(), "inquiry");
}

#[test]
fn paths_can_be_opened_from_where_one_stands() {
    let workspace = archive();
    workspace.run("search inquiry -l --index news").exits(0).prints("news/stories.jsonl\n");
    workspace.run_in("news", "search inquiry -l").exits(0).prints("stories.jsonl\n");
}

#[test]
fn a_date_filter_says_what_it_left_out() {
    let workspace = archive();
    let run = workspace.run_in("news", "search dam --on 2018-03 -c");
    run.prints("1\n").says("note: 1 match left out because undated").says("note: 1 match left out because its date is too vague");
    workspace.run_in("news", "search dam -c").prints("4\n").does_not_say("left out");
    workspace.run_in("news", "search dam --on 2018 --undated include -c").prints("4\n").does_not_say("left out");
}

#[test]
fn quotes_are_found_by_what_was_said() {
    let workspace = archive();
    let run = workspace.run_in("news", "quotes cracks");
    run.exits(0).says("1 quote\n");
    assert!(run.stdout.starts_with("“The cracks were there for anyone to see,”\n  — Carla Bonetti\n"), "{}", run.stdout);
    let quotes = workspace.run_in("news", "quotes --speaker galli --format jsonl").json_lines();
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0]["words"], "We followed the rules,");
    assert_eq!(quotes[0]["speaker"], "Piero Galli");
    assert_eq!(quotes[0]["kind"], "direct");
    assert_eq!(quotes[0]["headline"], "Inquiry into dam burst opens");
    workspace.run_in("news", "quotes dawn").exits(1);
    workspace.run_in("news", "quotes cracks --kind indirect").exits(1);
    workspace.run_in("news", "quotes cracks --kind all").exits(0);
    let context = workspace.run_in("news", "quotes cracks -C 1 --format jsonl").json_lines();
    assert!(context[0]["context"]["text"].as_str().unwrap().contains("at dawn on Monday"), "{context:?}");
}

#[test]
fn an_article_is_shown_by_any_beginning_of_its_id() {
    let workspace = archive();
    let id = workspace.run_in("news", "search bridge --format tsv --fields id").lines()[1].to_owned();
    let short = workspace.run_in("news", &format!("show {}", &id[..8]));
    short.exits(0);
    assert!(
        short.stdout.starts_with("Bridge reopens\n2018-05-20 · filed from Oslo, NO · Harbour Courier\n  by: Jo Reed\n"),
        "{}",
        short.stdout
    );
    assert!(
        short.stdout.ends_with("\n\nThe bridge over the harbour reopened on Sunday after three years of repairs.\n"),
        "{}",
        short.stdout
    );
    let json = workspace.run_in("news", &format!("show {id} --json")).json();
    assert_eq!(json["id"], id.as_str());
    assert_eq!(json["record"], "s3");
    assert_eq!(json["date"]["from"], "metadata");
    workspace.run_in("news", &format!("show {id} --explain")).exits(0);
    let quote = workspace.run_in("news", "quotes rules --format tsv --fields id").lines()[1].to_owned();
    let shown = workspace.run_in("news", &format!("show {quote}"));
    assert!(shown.stdout.contains("“We followed the rules,”\n   — Piero Galli\n"), "{}", shown.stdout);
    workspace.run_in("news", &format!("show {id}-7")).exits(2).says("has no quote 7: it has 0");
}

#[test]
fn values_are_counted_under_the_same_filters() {
    let workspace = archive();
    let run = |typed: &str| workspace.run_in("news", typed);
    run("sources")
        .exits(0)
        .says("2 sources in 5 articles\n")
        .prints("3 articles  Harbour Courier  2018-01-01 to 2018-05-20\n2 articles  Alpine Wire  2018-03-12 to 2018-05-02\n");
    run("sources dam --on 2018-03").prints("1 article   Alpine Wire  2018-03-12\n");
    run("sources -c").prints("2\n");
    run("sources -n 1 --offset 1 --format tsv --fields value,articles").prints("value\tarticles\nAlpine Wire\t2\n");
    run("places --level country --format csv --fields value,articles").prints("value,articles\nIT,2\nNO,1\n");
    let speakers = run("speakers --format json").json();
    assert_eq!((&speakers["total"], &speakers["without"]), (&2.into(), &3.into()));
    assert_eq!(speakers["values"][0]["quotes"], 1);
    let lines = run("speakers --format jsonl --all").json_lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["format"], 1);
}

#[test]
fn status_says_what_the_index_holds() {
    let workspace = archive();
    let status = workspace.run_in("news", "status --json").json();
    for (name, expected) in [("files", 1), ("articles", 5), ("undated", 1), ("unplaced", 2), ("skipped", 0), ("format", 1)] {
        assert_eq!(status[name], expected, "{name}");
    }
    let run = workspace.run_in("news", "status");
    assert!(run.stdout.contains("\narticles: 5, unplaced 2\n"), "{}", run.stdout);
}

#[test]
fn the_index_is_found() {
    let mut workspace = archive();
    workspace.write("news/2018/05/note.txt", b"x");
    workspace.run_in("news/2018/05", "search dam -c").prints("4\n");
    workspace.run("search dam -c --index news/.dateline").prints("4\n");
    workspace.run("search dam -c --index news").prints("4\n");
    let index = workspace.path("news/.dateline").to_string_lossy().into_owned();
    workspace.set("DATELINE_INDEX", &index);
    workspace.run("search dam -c").prints("4\n");
    workspace.run("index news --index elsewhere").exits(0).says("--index elsewhere");
    workspace.run("search dam -c --index elsewhere").prints("4\n");
}

#[test]
fn extract_prints_what_would_be_read() {
    let workspace = Workspace::with(&[("news/stories.jsonl", STORIES), ("one.txt", "Bridge opens\n\nThe bridge opened.")]);
    let lines = workspace.run("extract news one.txt").exits(0).json_lines();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0]["record"], "s1");
    assert_eq!(lines[0]["date"]["time"], "09:30:00");
    assert_eq!(lines[0]["speakers"][0]["from"], "metadata");
    assert_eq!(lines[0].get("evidence"), None);
    assert_eq!(lines[5]["record"], serde_json::Value::Null);
    assert_eq!(lines[5]["path"], "one.txt");
    let quote = &lines[0]["quotes"][0];
    let body: Vec<char> = lines[0]["body"].as_str().unwrap().chars().collect();
    let span = quote["start"].as_u64().unwrap() as usize..quote["end"].as_u64().unwrap() as usize;
    assert_eq!(body[span].iter().collect::<String>(), quote["words"].as_str().unwrap());
    let explained = &workspace.run("extract news --explain").json_lines()[0]["quotes"][0];
    assert!(explained["reason"].as_str().unwrap().contains("Carla Bonetti"), "{explained}");
    assert!(workspace.run("extract one.txt --explain news").json_lines()[1]["date"]["evidence"]["rule"].is_string());
    assert_eq!(workspace.run("extract news --format json").json()["articles"].as_array().unwrap().len(), 5);
    assert!(workspace.run("extract one.txt --format text").stdout.starts_with("Bridge opens\nundated\n"));
    for format in ["jsonl", "json", "text"] {
        let with_jobs = |jobs| workspace.run(&format!("extract news one.txt --format {format} --jobs {jobs}")).exits(0).stdout.clone();
        assert_eq!(with_jobs(1), with_jobs(3), "{format}");
    }
    workspace.write("empty.txt", b"");
    workspace.run("extract empty.txt").exits(1).says("left out: empty.txt: empty");
    workspace.run("extract empty.txt one.txt --strict").exits(2);
    workspace.run("extract missing.txt one.txt").exits(2).says("error: missing.txt: no such file or directory");
}

#[test]
fn files_cannot_command_the_terminal() {
    let workspace = Workspace::new();
    workspace.write("news/evil\u{1b}[2J.txt", "Owned \u{1b}]0;title\u{7}\u{202e}\n\nText with \u{1b}[31mcolour\u{9b}.".as_bytes());
    workspace.run("index news").exits(0);
    for typed in ["search text", "search text --color always --fields headline,path", "search headline:owned --explain"] {
        let run = workspace.run_in("news", typed);
        run.exits(0);
        assert!(!run.stdout.contains(['\u{7}', '\u{202e}', '\u{9b}']), "{run:?}");
        assert!(!run.stdout.contains("\u{1b}[2J") && !run.stdout.contains("\u{1b}]0"), "{run:?}");
        assert!(run.stdout.contains("evil\\u{1b}[2J.txt"), "{run:?}");
    }
}

#[test]
fn explain_prints_the_reading() {
    let run = archive().run_in("news", "search dam inquiry --explain --format jsonl");
    run.exits(0).says("query:");
    assert!(run.json_lines()[0].get("explanation").is_some(), "{run:?}");
    let told = archive().run_in("news", "search dam* --speaker bonetti --exact --recent=30 --explain");
    told.exits(0)
        .says("query:\npattern dam*\nflags:\n  --exact  words in the form typed alone\n  --speaker bonetti  speaker:bonetti\n  --recent=30  scores twice")
        .says("forms: dam* stands for ");
    assert!(told.stdout.contains("days old\n") && told.stdout.contains("  in all\n"), "{}", told.stdout);
    archive().run_in("news", "search dam* -c --explain").says("forms: dam* stands for ");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let workspace = Workspace::new();
    let record =
        |i: usize| format!("{{\"id\":\"{i}\",\"title\":\"Dam report {i}\",\"body\":\"{}\"}}\n", "The dam leaked again. ".repeat(20));
    workspace.write("news/many.jsonl", (0..2000).map(record).collect::<String>().as_bytes());
    workspace.run("index news").exits(0);
    let mut command = workspace.command(&workspace.path("news"), "search dam --all --format jsonl");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with('{'), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn files_whose_names_begin_like_options_are_none() {
    let workspace = Workspace::with(&[("news/-rf.txt", "Bridge opens\n\nThe bridge opened.")]);
    workspace.run("index news").exits(0);
    workspace.run_in("news", "search bridge -l").exits(0).prints("./-rf.txt\n");
    workspace.run("search bridge -0 --index news").exits(0).prints("news/-rf.txt\0");
}
