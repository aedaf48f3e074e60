//! What is shown of a match, end to end: passages and their context, lines of matches, marks in an article, and batches of queries.

use crate::harness::Workspace;

const STORIES: &str = r#"{"id":"a","title":"Dam leaks again","date":"2018-03-12","lang":"en","body":"Rain fell all week. The old dam began to leak at dawn. Nobody was hurt. Sirens woke the valley.\n\nBelow the dam, people fled.","speakers":["Ada Pohl"]}
{"id":"b","title":"Quiet","date":"2018-05-02","lang":"en","body":"\"The dam is safe,\" said Piero Galli. The dams upstream are older."}
{"id":"c","title":"Bridge","date":"2018-06-02","lang":"en","body":"The bridge reopened."}
"#;

fn archive() -> Workspace {
    let workspace = Workspace::with(&[("news/stories.jsonl", STORIES)]);
    workspace.run("index news").exits(0);
    workspace
}

#[test]
fn context_is_counted_in_sentences() {
    let workspace = archive();
    for (typed, expected) in [
        ("search leak", "The old dam began to leak at dawn."),
        ("search leak -C 1", "Rain fell all week. The old dam began to leak at dawn. Nobody was hurt."),
        ("search leak -C 2", "Rain fell all week. The old dam began to leak at dawn. Nobody was hurt. Sirens woke the valley."),
    ] {
        let hits = workspace.run_in("news", &format!("{typed} --format jsonl")).exits(0).json_lines();
        assert_eq!(hits[0]["passages"][0]["text"], expected, "{typed}");
    }
    let card = workspace.run_in("news", "search sirens -C 1");
    assert!(
        card.exits(0).stdout.contains("\n  Nobody was hurt. Sirens woke the valley.\n  Below the dam, people fled.\n"),
        "{}",
        card.stdout
    );
    let quotes = workspace.run_in("news", "quotes safe -C 1 --format jsonl").exits(0).json_lines();
    assert_eq!(quotes[0]["context"]["text"], "\"The dam is safe,\" said Piero Galli. The dams upstream are older.");
}

#[test]
fn the_best_passages_are_shown() {
    let workspace = archive();
    for (typed, expected) in [
        ("search dam fled", vec!["The old dam began to leak at dawn.", "Below the dam, people fled."]),
        ("search dam rain fled sirens", vec!["Rain fell all week.", "Sirens woke the valley.", "Below the dam, people fled."]),
        ("search dam fled --passages 1", vec!["Below the dam, people fled."]),
    ] {
        let hits = workspace.run_in("news", &format!("{typed} --format jsonl")).exits(0).json_lines();
        let texts: Vec<_> = hits[0]["passages"].as_array().unwrap().iter().map(|passage| passage["text"].as_str().unwrap()).collect();
        assert_eq!(texts, expected, "{typed}");
    }
    let lines = |typed: &str| workspace.run_in("news", typed).exits(0).lines()[2..].join("\n");
    assert!(lines("search dam fled").starts_with("  The old dam began to leak at dawn.\n  Below the dam, people fled.\n  quoted: "));
    assert!(lines("search dam fled --passages 1").starts_with("  Below the dam, people fled.\n  quoted: "));
    assert!(lines("search leak fled").starts_with("  The old dam began to leak at dawn.\n  Below the dam, people fled.\n"));
}

#[test]
fn each_match_has_a_line_and_they_stand_below_one_another() {
    let workspace = archive();
    let run = workspace.run_in("news", "search dam --kwic --sort oldest");
    let lines: Vec<&str> = run.exits(0).lines();
    let at: Vec<_> = lines.iter().map(|line| line.to_lowercase().find("  dam").unwrap()).collect();
    assert!(at.iter().all(|column| *column == at[0]), "{lines:#?}");
    let texts: Vec<_> = lines.iter().map(|line| line[22..].split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        texts,
        [
            "Dam leaks again",
            "Rain fell all week. The old dam began to leak at dawn. Nobody was hurt. Sirens woke the valley.",
            "Below the dam , people fled.",
            "\"The dam is safe,\" said Piero Galli. The dams upstream are older.",
            "\"The dam is safe,\" said Piero Galli. The dams upstream are older.",
        ]
    );
    assert!(lines[0][8..].starts_with("  2018-03-12  "), "{}", lines[0]);
    let hits = workspace.run_in("news", "search dam --kwic --sort oldest --format jsonl").json_lines();
    let passages = hits[0]["passages"].as_array().unwrap();
    assert_eq!(passages.len(), 3);
    assert_eq!((&passages[2]["text"], &passages[2]["marks"]), (&"Below the dam, people fled.".into(), &serde_json::json!([[10, 13]])));
    for (typed, expected) in [
        ("search --speaker pohl --kwic", "Rain fell all week."),
        ("search date:2018-06 --kwic", "The bridge reopened."),
        ("search 'quote:(speaker:galli)' --kwic", "\"  The dam is safe  ,\" said Piero Galli. The dams upstream are older."),
        ("quotes --speaker galli --kwic", "The dam is safe,"),
    ] {
        let run = workspace.run_in("news", typed);
        let lines = run.exits(0).lines();
        assert_eq!((lines.len(), lines[0][22..].trim()), (1, expected), "{typed}");
    }
    for (typed, expected) in [
        ("search 'dam w/9 leak' --kwic", vec!["Dam leaks  again", "dam began to leak  at dawn. Nobody"]),
        ("search 'dam w/9 leak OR leak' --kwic", vec!["Dam leaks  again", "dam began to leak  at dawn. Nobody"]),
        ("quotes 'dam w/9 safe' --kwic", vec!["dam is safe  ,"]),
    ] {
        let run = workspace.run_in("news", typed);
        let lines = run.exits(0).lines();
        assert_eq!(lines.len(), expected.len(), "{typed}: {lines:#?}");
        assert!(lines.iter().zip(expected).all(|(line, match_)| line.contains(&format!("  {match_}"))), "{lines:#?}");
    }
    let hits = workspace.run_in("news", "search 'dam w/9 leak' --kwic --format jsonl").json_lines();
    assert_eq!(hits[0]["passages"][0]["marks"], serde_json::json!([[0, 3], [4, 9]]));
    let quotes = workspace.run_in("news", "quotes safe --kwic");
    assert!(quotes.exits(0).stdout.contains("The dam is  safe  ,"), "{}", quotes.stdout);
}

#[test]
fn an_article_is_shown_with_all_matches_marked() {
    let workspace = archive();
    let id = workspace.run_in("news", "search leak --format jsonl").json_lines()[0]["id"].as_str().unwrap().to_owned();
    let text = workspace.run_in("news", &format!("show {id} 'dam w/6 leak' --color always"));
    let mark = |word: &str| format!("\u{1b}[1;33m{word}\u{1b}[0m");
    text.exits(0);
    assert!(text.stdout.starts_with(&format!("{}\u{1b}[1m \u{1b}[0m{}", mark("Dam"), mark("leaks"))), "{:?}", text.stdout);
    assert!(text.stdout.contains(&format!("The old {} began to {} at dawn", mark("dam"), mark("leak"))), "{}", text.stdout);
    assert!(text.stdout.contains("Below the dam, people"), "{}", text.stdout);
    let hits = workspace.run_in("news", "search headline:dam --format jsonl").json_lines();
    assert_eq!(hits[0]["headline_marks"], serde_json::json!([[0, 3]]));
    let card = workspace.run_in("news", "search headline:dam --color always");
    assert!(card.exits(0).stdout.starts_with(&mark("Dam")), "{:?}", card.stdout);
    let json = workspace.run_in("news", &format!("show {id} dam --json")).exits(0).json();
    assert_eq!(json["marks"], serde_json::json!({"headline": [[0, 3]], "body": [[28, 31], [107, 110]]}));
    workspace.run_in("news", &format!("show {id} bridge")).exits(0).says("note: nothing in article ").says("matches bridge");
    workspace.run_in("news", &format!("show {id} (")).exits(2);
    assert!(workspace.run_in("news", &format!("show {id} --json")).json().get("marks").is_none());
}

#[test]
fn what_was_said_is_marked_in_quotes_that_meet_the_whole_condition() {
    let workspace = archive();
    let marks =
        |id: &str, query: &str| workspace.run_in("news", &format!("show {id} '{query}' --json")).exits(0).json()["marks"]["body"].clone();
    let hits = workspace.run_in("news", "search safe --format jsonl").json_lines();
    let id = hits[0]["id"].as_str().unwrap();
    for (query, expected, note) in [
        ("quote:(speaker:galli said:dam)", serde_json::json!([[5, 8]]), ""),
        ("quote:(speaker:galli dam)", serde_json::json!([[5, 8]]), ""),
        ("quote:(speaker:galli (said:dam OR speaker:pohl))", serde_json::json!([[5, 8]]), ""),
        ("quote:(said:dam OR (speaker:pohl said:safe))", serde_json::json!([[5, 8]]), ""),
        ("quote:(speaker:galli)", serde_json::json!([[1, 16]]), ""),
        ("older quote:(dam w/3 safe)", serde_json::json!([[5, 8], [12, 16], [59, 64]]), ""),
        ("quote:(speaker:pohl said:dam)", serde_json::json!([]), "nothing in article "),
        ("dam quote:(speaker:pohl)", serde_json::json!([[5, 8], [41, 45]]), " does not match dam quote:(speaker:pohl)"),
        ("dam AND zebra", serde_json::json!([[5, 8], [41, 45]]), " does not match dam AND zebra"),
        ("speaker:galli date:2018", serde_json::json!([]), " but by no words of its "),
        ("NOT zebra", serde_json::json!([]), " but by no words of its "),
    ] {
        assert_eq!(marks(id, query), expected, "{query}");
        workspace.run_in("news", &format!("show {id} '{query}'")).exits(0).says(note);
        let found = workspace.run_in("news", &format!("search '{query}' --format jsonl"));
        let is_found = found.stdout.contains(&format!("\"id\":\"{id}\""));
        assert_eq!(is_found, !(note.contains("not match") || note.contains("nothing")), "{query}");
    }
    // Behind the id of a quote, words are read as `quotes` reads them.
    let quote = workspace.run_in("news", "quotes said:dam --format tsv --fields id").lines()[1].to_owned();
    for query in ["said:dam", "dam", "dam speaker:galli", "dam date:2018", "dam lang:en"] {
        assert_eq!(marks(&quote, query), serde_json::json!([[5, 8]]), "{query}");
    }
    workspace.run_in("news", &format!("show {quote} zebra")).exits(0).says("nothing in article ");
    let hits = workspace.run_in("news", "search 'quote:(speaker:galli dam)' --format jsonl").json_lines();
    assert_eq!(hits[0]["passages"][0]["marks"], serde_json::json!([[5, 8]]));
}

#[test]
fn many_queries_are_answered_at_once() {
    let workspace = archive();
    workspace.write("news/queries.txt", b"# beats\ndam w/6 leak\n\nbridge\nfloodgate\n");
    workspace.write("news/queries.csv", b"name,query\nLeaks,dam w/6 leak\nNothing,floodgate\n=Dams,dam\n");
    workspace.write("news/broken.csv", b"name,query\nGood,bridge\nBad,(dam\n");
    workspace
        .run_in("news", "batch queries.txt -c")
        .exits(0)
        .prints("dam w/6 leak: 1 article\nbridge: 1 article\nfloodgate: no articles\n");
    let text = workspace.run_in("news", "batch queries.txt --after 2018-06");
    assert!(text.exits(0).stdout.starts_with("dam w/6 leak: no articles\n\nbridge: 1 article\nBridge\n2018-06-02"), "{}", text.stdout);
    let fields = "--sort oldest --fields record,day";
    workspace
        .run_in("news", &format!("batch queries.csv {fields} --format csv"))
        .exits(0)
        .prints("name,query,total,error,record,day\nLeaks,dam w/6 leak,1,,a,2018-03-12\nNothing,floodgate,0,,,\n'=Dams,dam,2,,a,2018-03-12\n'=Dams,dam,2,,b,2018-05-02\n");
    workspace
        .run_in("news", &format!("batch queries.csv -n 1 {fields} --format tsv"))
        .prints("name\tquery\ttotal\terror\trecord\tday\nLeaks\tdam w/6 leak\t1\t\ta\t2018-03-12\nNothing\tfloodgate\t0\t\t\t\n=Dams\tdam\t2\t\ta\t2018-03-12\n");
    let lines = workspace.run_in("news", "batch queries.csv --fields record --format jsonl").json_lines();
    let leaks = serde_json::json!({
        "format": 1, "name": "Leaks", "query": "dam w/6 leak", "total": 1, "shown": 1, "undated": 0, "too_vague": 0, "hits": [{"record": "a"}]
    });
    assert_eq!(lines[0], leaks);
    assert_eq!((lines.len(), &lines[1]["hits"]), (3, &serde_json::json!([])));
    let whole = workspace.run_in("news", "batch broken.csv --fields record --format json");
    whole.exits(2).says("error: broken.csv:3: ");
    let whole = whole.json();
    assert_eq!((&whole["format"], &whole["queries"][0]["hits"][0]["record"]), (&1.into(), &"c".into()));
    assert!(whole["queries"][1]["error"].is_string() && whole["queries"][1]["hits"].is_null());
    workspace
        .run_in("news", "batch queries.csv -c --format csv")
        .prints("name,query,total,error\nLeaks,dam w/6 leak,1,\nNothing,floodgate,0,\n'=Dams,dam,2,\n");
    workspace.run_in("news", "batch queries.csv --quotes -c").prints("Leaks: no quotes\nNothing: no quotes\n=Dams: 1 quote\n");
    workspace.run_in("news", "batch queries.csv -l").exits(2).says("-l, -0 and --explain are for one query");
    workspace.write("news/gap.csv", b"name,query\nGood,bridge\nGap,\n,\nEverything,*\n");
    workspace
        .run_in("news", "batch gap.csv -c")
        .exits(2)
        .says("error: gap.csv:3: there is no query")
        .prints("Good: 1 article\nGap: broken\nEverything: 3 articles\n");
    workspace.run_in("news", "batch missing.txt").exits(2).says("missing.txt");
    workspace.write("news/nothing.txt", b"floodgate\n");
    workspace.run_in("news", "batch nothing.txt").exits(1);
}

#[test]
fn names_that_nothing_has_are_told() {
    let workspace = archive();
    workspace.write("queries.txt", b"speaker:\"ada pol\"\ndam\n");
    for (typed, expected) in [
        ("search --speaker gali", "note: no article has the speaker \"gali\"; most like it: Piero Galli (1)"),
        ("search --speaker gali -c", "note: no article has the speaker \"gali\"; most like it: Piero Galli (1)"),
        ("search dan --place atlantis --format jsonl", "note: no article has the word \"dan\"; most like it: dam (2)"),
        ("quotes safe --speaker gali", "note: no article has the speaker \"gali\"; most like it: Piero Galli (1)"),
        ("speakers --speaker gali", "note: no article has the speaker \"gali\"; most like it: Piero Galli (1)"),
        ("places --place atlantis", "note: no article has the place \"atlantis\"\n"),
        ("search --lang fr", "note: no article is in the language \"fr\"; the archive has en (3)"),
        ("batch ../queries.txt", "note: speaker:\"ada pol\": no article has the speaker \"ada pol\"; most like it: Ada Pohl (1)"),
    ] {
        let run = workspace.run_in("news", typed);
        run.says(expected);
        assert!(!run.stdout.contains("most like"), "{}", run.stdout);
    }
    for typed in ["search dam --speaker pohl --speaker gali", "search dam --on 1999", "search dam -- -leak -safe"] {
        workspace.run_in("news", typed).does_not_say("note: no article");
    }
}
