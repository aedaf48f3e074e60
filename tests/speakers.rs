//! Speakers as people ask for them: who is called so, who is hardly more than a guess, and where else a name stands.

use crate::harness::{Run, Workspace};

const STORIES: &str = r#"{"id":"a","title":"Shop opens","date":"2018-03-12","lang":"en","body":"Tom Hale and Sue Hale opened the new shop in the harbour on Monday.\n\n“I love it,” Hale said.\n\n“The rent is low,” said Ada Pohl, mayor of Orford."}
{"id":"b","title":"Bridge closes","date":"2018-04-12","lang":"en","body":"The bridge was closed on Monday, Otto Pohl said. Lena Brandt said that the bridge would stay closed until the autumn.\n\n“It is old,” said Lena Brandt, the fire chief."}
{"id":"c","title":"Dam","date":"2018-05-12","lang":"en","body":"“The dam is safe,” said Pohl.\n\n“It will hold,” Petra Langley said. “We looked at it.”"}
"#;

fn archive() -> Workspace {
    let workspace = Workspace::with(&[("news/stories.jsonl", STORIES)]);
    workspace.run("index news").exits(0);
    workspace
}

/// The values of a column.
fn column(run: &Run) -> Vec<&str> {
    run.stdout.lines().skip(1).collect()
}

#[test]
fn guesses_are_marked_and_can_be_left_out() {
    let workspace = archive();
    let run = |typed: &str| workspace.run_in("news", typed);
    let text = run("quotes love").stdout;
    assert!(text.contains("  — Tom Hale (uncertain .60)\n"), "{text}");
    let others = run("quotes dam --kind all").stdout;
    assert!(others.contains("  — Pohl\n") && !others.contains("uncertain"), "{others}");
    let reported = run("quotes autumn --kind all").stdout;
    assert!(reported.contains("  — Lena Brandt, the fire chief (reported)\n"), "{reported}");
    let shown = run(&format!("show {} --quotes", run("search shop --format csv --fields id").stdout.lines().nth(1).unwrap())).stdout;
    assert!(shown.contains("   — Tom Hale (uncertain .60)\n"), "{shown}");

    for (query, expected) in [
        ("confidence:>=.8", 5),
        ("confidence:>.98", 0),
        ("confidence:.98", 4),
        ("confidence:.6", 1),
        ("confidence:<.8", 1),
        ("confidence:.6..0.85", 2),
        ("confidence:1", 0),
        ("-confidence:<.8", 5),
        ("has:confidence", 6),
        ("confidence:<.8 love", 1),
        ("confidence:>=.8 love", 0),
    ] {
        let counted = run(&format!("quotes -c --all -- '{query}'"));
        assert_eq!(counted.stdout, format!("{expected}\n"), "{query}: {}", counted.stderr);
    }
    run("search 'quote:(speaker:hale confidence:>=.8)' -c").prints("0\n");
    run("search 'quote:(speaker:hale confidence:<.8)' -c").prints("1\n");
    run("quotes confidence:>80").exits(2).says("takes shares from 0 to 1").says("confidence:>0.8");
    run("quotes --confidence .8").exits(2).says("hint: write it in the query: confidence:>=.8");
    run("quotes --min-confidence .8").exits(2).says("hint: write it in the query: confidence:>=.8");
    run("quotes --role mayor").exits(2).says("hint: write it in the query: role:…");
}

#[test]
fn quotes_of_other_kinds_are_told_of() {
    let workspace = archive();
    let run = |typed: &str| workspace.run_in("news", typed);
    let note = "note: 1 quote matches that is not given word for word: --kind all";
    run("quotes bridge --speaker 'otto pohl'").exits(1).says(note);
    run("quotes 'speaker:otto bridge'").exits(1).says(note);
    run("quotes bridge --speaker 'otto pohl' --kind all").exits(0);
    run("quotes bridge --speaker 'otto pohl' --kind direct").exits(1).does_not_say("--kind all");
    run("quotes shop --speaker 'otto pohl'").exits(1).does_not_say("--kind all");
    run("quotes --kind direct,indirect --all -c").prints("8\n");
    workspace.write("news/queries.txt", b"closed\n");
    run("batch queries.txt --quotes --kind direct,indirect -c").prints("closed: 2 quotes\n");
}

#[test]
fn a_name_in_the_wrong_place_is_told_of() {
    let workspace = archive();
    for (typed, expected) in [
        ("quotes langley", "note: no quote has the word \"langley\"; --speaker langley finds 2 quotes\n"),
        ("quotes --speaker mayor", "note: no article has the speaker \"mayor\"; role:mayor finds 1 quote\n"),
        ("quotes --speaker 'the mayor'", "note: no article has the speaker \"the mayor\"; role:mayor finds 1 quote\n"),
        ("quotes --speaker 'fire chief'", "; 'role:\"fire chief\"' finds 1 quote\n"),
        ("quotes --speaker 'an der mayor'", "note: no article has the speaker \"an der mayor\"\n"),
        ("quotes --speaker 'old mayor'", "note: no article has the speaker \"old mayor\"\n"),
        ("quotes --speaker the", "note: no article has the speaker \"the\"\n"),
        ("search root:new", "no article has the root \"new\"; most like it: news (3)\n"),
        ("quotes --speaker =mayor", "note: no article has the speaker \"=mayor\"\n"),
        ("quotes --speaker =pohl --kind mixed", "no quotes\n"),
        ("quotes hale", "note: no quote has the word \"hale\"; --speaker hale finds 1 quote\n"),
        ("quotes --speaker mayor --kind indirect", "; role:mayor --kind all finds 1 quote\n"),
        ("search --speaker mayor", "; 'quote:(role:mayor)' finds 1 article\n"),
        ("search --speaker 'fire chief'", "; 'quote:(role:\"fire chief\")' finds 1 article\n"),
        ("speakers --speaker mayor", "; 'quote:(role:mayor)' finds 1 article\n"),
        ("search quote:(role:brandt)", "note: no quote has the role \"brandt\"; --speaker brandt finds 1 article\n"),
        ("quotes role:brandt", "note: no quote has the role \"brandt\"; --speaker brandt finds 1 quote\n"),
    ] {
        workspace.run_in("news", typed).exits(1).says(expected);
    }
}

#[test]
fn a_name_that_is_only_mentioned_in_reported_speech_is_told_of() {
    let story = "Bridge shuts\n\nLena Brandt said that Langley had left the town on Monday.\n\n“It is old,” said Petra Langley.";
    let workspace = Workspace::with(&[("news/a.txt", story)]);
    workspace.run("index news").exits(0);
    let told = "note: no quote of the kind that is looked for has the word \"langley\"; --speaker langley finds 1 quote\n";
    workspace.run_in("news", "quotes langley").exits(1).says(told).says("1 quote matches that is not given word for word");
    workspace.run_in("news", "quotes langley --kind all").exits(0).does_not_say("no quote");
    workspace.run_in("news", "quotes monday").exits(1).does_not_say("no quote of");
}

#[test]
fn only_names_that_are_near_are_offered() {
    let workspace = archive();
    for (typed, expected) in [
        ("petra langly", "most like it: Petra Langley (1)\n"),
        ("langly", "most like it: Petra Langley (1)\n"),
        ("lara langly", "most like it: Petra Langley (1)\n"),
        ("petra weidman", "no article has the speaker \"petra weidman\"\n"),
        ("ada holt vik", "no article has the speaker \"ada holt vik\"\n"),
    ] {
        workspace.run_in("news", &format!("search --speaker '{typed}'")).exits(1).says(expected);
    }
}

#[test]
fn those_who_are_called_so_are_listed() {
    let workspace = archive();
    let listed = |typed: &str| workspace.run_in("news", &format!("speakers --format csv --fields value {typed}"));
    for (typed, expected) in [
        ("--speaker pohl", vec!["Ada Pohl", "Pohl", "Otto Pohl"]),
        ("--speaker 'p?hl'", vec!["Ada Pohl", "Pohl", "Otto Pohl"]),
        ("--speaker =pohl", vec!["Pohl"]),
        ("--speaker '=\"Ada Pohl\"'", vec!["Ada Pohl"]),
        ("--speaker 'ada pohl' --speaker langley", vec!["Petra Langley", "Ada Pohl"]),
        ("--speaker pohl bridge", vec!["Otto Pohl"]),
        ("speaker:otto", vec!["Lena Brandt", "Otto Pohl"]),
    ] {
        assert_eq!(column(listed(typed).exits(0)), expected, "{typed}");
    }
    workspace.run_in("news", "speakers --speaker pohl -c").prints("3\n");
    workspace.run_in("news", "speakers --speaker pohl").exits(0).says("3 speakers in 3 articles\n");
    workspace.run_in("news", "places --speaker pohl").exits(1);
}

#[test]
fn an_exact_name_is_the_whole_name() {
    let workspace = archive();
    for (typed, expected) in [
        ("quotes 'speaker:=\"Pohl\"' --kind all -c", "1\n"),
        ("quotes speaker:=pohl --kind all -c", "1\n"),
        ("quotes speaker:pohl --kind all -c", "3\n"),
        ("search 'speaker:=\"Ada Pohl\"' -c", "1\n"),
        ("search 'speaker:=\"ada\"' -c", "0\n"),
        ("search --speaker '=\"Ada Pohl\"' -c", "1\n"),
        ("search --speaker '=ada pohl' -c", "1\n"),
        ("search --speaker =ada -c", "0\n"),
        ("search --speaker 'Lan?ley' -c", "1\n"),
        ("search --speaker 'Langle?' -c", "1\n"),
        ("search --speaker 'Poh*' -c", "3\n"),
    ] {
        let run = workspace.run_in("news", typed);
        run.prints(expected).does_not_say("makes no difference");
    }
}
