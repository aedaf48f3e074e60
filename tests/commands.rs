//! What the commands do before any index is touched: help, usage, discovery, and the words for what is wrong.

use crate::harness::Workspace;

/// Each mistake once: what is typed, and what stderr must say. All exit 2 and print nothing.
const MISTAKES: &[(&str, &str)] = &[
    ("", "Usage: dateline <COMMAND>"),
    ("serch dam", "unrecognized subcommand 'serch'"),
    ("search dam --speeker x", "unexpected argument '--speeker' found"),
    ("search dam -leak", "hint: to leave out a word, write the whole query in quotes (\"dam -leak\"), or NOT leak"),
    ("quotes -nasser dam", "error: -nasser is read as options"),
    ("search dam -n many", "invalid value 'many' for '--limit <N>'"),
    ("search dam -n 0", "invalid value '0' for '--limit <N>'"),
    ("search dam -n 0", "hint: give a whole number, 1 or more"),
    ("search dam -n -1", "hint: give a whole number that is not negative"),
    ("search dam --limit=-1", "hint: give a whole number that is not negative"),
    ("search dam --offset -5", "hint: give a whole number that is not negative"),
    ("search --confidence .8", "hint: write it in the query: quote:(confidence:>=.8)"),
    ("quotes dam --confidence .8", "hint: write it in the query: confidence:>=.8"),
    ("search --date 2017", "hint: write it in the query: date:>=2017-09"),
    ("quotes dam --kind direct,loud", "[possible values: direct, indirect, mixed, all]"),
    ("search dam --recent=soon", "hint: give a whole number"),
    ("search '-leak dam'", "hint: a query that begins with a hyphen goes after --, behind all options: -- '-leak dam'"),
    ("sources -n 0", "invalid value '0' for '--limit <N>'"),
    ("search dam -n 5 --all", "the argument '--limit <N>' cannot be used with '--all'"),
    ("search dam -n 5 --all", "hint: --all shows every match; leave one of them out ('*' as the query finds everything)"),
    ("search dam -c -n 5", "hint: -c counts all that match, however many are shown: leave the other option out"),
    ("speakers dam -c --offset 5", "hint: -c counts all that match"),
    ("search dam --kwic -C 2", "hint: leave one of them out"),
    ("search dam --json", "hint: write --format json"),
    ("search dam -c -l", "the argument '--count' cannot be used with '--files'"),
    ("search dam -l --format json", "the argument '--files' cannot be used with '--format <FORMAT>'"),
    ("search dam --on 2017 --after 2016", "the argument '--on <DATE>' cannot be used with '--after <DATE>'"),
    ("search dam --format xml", "[possible values: text, json, jsonl, csv, tsv]"),
    ("search dam --sort best", "[possible values: relevance, newest, oldest]"),
    ("search dam --undated maybe", "[possible values: include, exclude, only]"),
    ("quotes dam --kind loud", "[possible values: direct, indirect, mixed, all]"),
    ("places --level village", "[possible values: city, region, country, continent]"),
    ("index", "<DIR-OR-FILE>..."),
    ("index . --jobs 0", "invalid value '0' for '--jobs <N>'"),
    ("index . --max-record 12x", "error: --max-record: not a number of bytes like 500000, 64k, 16M or 1G: 12x"),
    ("extract", "<FILE-OR-DIR>..."),
    ("show ''", "a value is required for '<ID>'"),
    ("completions tcsh", "invalid value 'tcsh'"),
    ("search dam", "error: no index found: looked for .dateline in "),
    ("search dam", "hint: make one with `dateline index DIR`, or name it with --index DIR"),
    ("search dam --index nowhere", "error: nowhere: no index there"),
    ("status --index nowhere", "hint: make it with `dateline index DIR --index nowhere`"),
];

#[test]
fn mistakes_are_said_and_exit_2() {
    let workspace = Workspace::new();
    for (typed, words) in MISTAKES {
        workspace.run(typed).exits(2).prints("").says(words);
    }
}

#[test]
fn today_must_be_a_day() {
    let mut workspace = Workspace::new();
    workspace.set("DATELINE_TODAY", "Friday");
    workspace.run("schema").exits(2).says("error: DATELINE_TODAY: not a day like 2017-09-06: Friday");
}

#[test]
fn every_command_has_help_with_examples() {
    let workspace = Workspace::new();
    let general = workspace.run("--help");
    general.exits(0);
    for command in
        ["index", "search", "quotes", "batch", "show", "extract", "speakers", "places", "sources", "status", "schema", "completions"]
    {
        assert!(general.stdout.contains(&format!("\n  {command} ")), "{command} is not listed");
        let help = workspace.run(&format!("{command} --help"));
        help.exits(0);
        assert!(help.stdout.contains(&format!("Usage: dateline {command}")), "{}", help.stdout);
        assert!(help.stdout.contains("Examples:\n  dateline "), "{command} has no examples");
    }
    workspace.run("query --help").exits(0);
    workspace.run("--version").exits(0).prints(concat!("dateline ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn help_lists_the_fields_of_queries_and_of_output() {
    let workspace = Workspace::new();
    let help = workspace.run("search --help").stdout;
    for line in ["  headline, title, hl ", "  speaker ", "  place_from ", "  passages "] {
        assert!(help.contains(&format!("\n{line}")), "{line:?} is not listed\n{help}");
    }
    assert!(!help.contains("\n  hash"), "internal fields are listed");
}

#[test]
fn extract_explains_each_value_with_what_else_was_considered() {
    let story = "Ferry sinks\n\nBy Jane Doe\nUpdated September 8, 2017\n\nLISBON, Sept 6 (Reuters) - A ferry sank near Porto, Portugal.";
    let workspace = Workspace::with(&[("ferry.txt", story)]);
    let plain = workspace.run("extract ferry.txt");
    assert!(plain.json_lines()[0].get("considered").is_none(), "{}", plain.stdout);
    let explained = workspace.run("extract ferry.txt --explain").json_lines();
    let told = |value: &str, chosen: bool| -> Vec<String> {
        let all = explained[0]["considered"].as_array().unwrap().iter();
        let own = all.filter(|one| one["value"] == value && one["chosen"] == chosen);
        own.map(|one| one["words"].as_str().unwrap().to_owned()).collect()
    };
    for (value, taken, others) in [
        ("headline", vec!["Ferry sinks"], vec![]),
        ("byline", vec!["By Jane Doe"], vec![]),
        ("source", vec!["Reuters"], vec![]),
        ("date", vec!["Sept 6"], vec!["Updated September 8, 2017"]),
        ("place", vec!["LISBON"], vec!["Porto"]),
    ] {
        assert_eq!(told(value, true), taken, "{value}");
        assert!(others.iter().all(|other| told(value, false).iter().any(|words| words == other)), "{value}");
    }
    let text = workspace.run("extract ferry.txt --explain --format text").stdout;
    assert!(text.contains("date: passed over: “Updated September 8, 2017”, read as 2017-09-08, from stamp line, updated"), "{text}");
}

#[test]
fn completions_are_made_for_every_shell() {
    let workspace = Workspace::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = workspace.run(&format!("completions {shell}"));
        run.exits(0);
        assert!(run.stdout.contains("undated"), "{shell}");
    }
}

#[test]
fn the_schema_is_printed() {
    let run = Workspace::new().run("schema");
    run.exits(0);
    assert!(run.stdout.starts_with("version "), "{}", run.stdout);
    assert!(run.stdout.contains("\nheadline: the title\n"), "{}", run.stdout);
}
