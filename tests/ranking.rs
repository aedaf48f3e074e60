//! The order of hits, end to end: what makes a hit better, that pages are parts of one order, and how well it serves people's questions.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::harness::Workspace;

/// Articles of equal length, told apart by their ids.
fn archive(articles: &[(&str, &str, &str)]) -> Workspace {
    let lines: Vec<String> = articles
        .iter()
        .map(|(id, date, body)| format!(r#"{{"id":"{id}","title":"Story","date":"{date}","lang":"en","body":"{body}"}}"#))
        .collect();
    let workspace = Workspace::with(&[("news/stories.jsonl", &lines.join("\n"))]);
    workspace.run("index news").exits(0);
    workspace
}

fn records(workspace: &Workspace, typed: &str) -> Vec<String> {
    let run = workspace.run_in("news", &format!("{typed} --format jsonl"));
    run.json_lines().iter().map(|hit| hit["record"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_better_hit_comes_first() {
    let filler = "Nothing else of note happened in the town that week and nobody complained about it either";
    let apart = format!("The dam stood. {filler}. A leak was found.");
    let near = format!("{filler}. The dam had a leak. It was found.");
    let workspace = archive(&[
        ("apart", "2018-01-03", &apart),
        ("near", "2018-01-02", &near),
        ("old", "1999-01-01", "The mayor resigned over the budget and the mayor left."),
        ("new", "2018-06-14", "The mayor resigned over the budget and the aides left."),
        ("stops", "2018-01-01", "Policy of the U.S. on trade."),
        ("none", "2018-01-01", "Policy of the ministry on trade."),
    ]);
    for (typed, expected) in [
        ("search dam leak", vec!["near", "apart"]),
        ("search dam leak --any", vec!["near", "apart"]),
        ("search dam leak --sort newest", vec!["apart", "near"]),
        ("search mayor", vec!["old", "new"]),
        ("search mayor --recent", vec!["new", "old"]),
        ("search mayor --recent=100000", vec!["old", "new"]),
        ("search policy u s", vec!["stops"]),
        ("search policy u s --any", vec!["stops", "none"]),
    ] {
        assert_eq!(records(&workspace, typed), expected, "{typed}");
    }
    workspace.run_in("news", "search mayor --recent --sort newest").exits(2).says("--sort");
    workspace.run_in("news", "search mayor --recent=0").exits(2);
}

#[test]
fn pages_are_parts_of_one_order_and_the_count_is_exact() {
    let articles: Vec<(String, String, String)> = (0..57)
        .map(|number| {
            (format!("a{number}"), format!("2018-0{}-01", 1 + number % 3), format!("The dam {}leaked.", "dam ".repeat(number % 4)))
        })
        .collect();
    let articles: Vec<(&str, &str, &str)> = articles.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    let workspace = archive(&articles);
    for sort in ["relevance", "newest", "oldest"] {
        let all = records(&workspace, &format!("search dam leaked --all --sort {sort}"));
        assert_eq!(all.len(), 57);
        workspace.run_in("news", "search dam leaked -c").exits(0).prints("57\n");
        for size in [1, 7, 20] {
            let page = |offset| records(&workspace, &format!("search dam leaked -n {size} --offset {offset} --sort {sort}"));
            let paged: Vec<String> = (0..57).step_by(size).flat_map(page).collect();
            assert_eq!(paged, all, "{sort} by {size}");
        }
    }
}

/// The TIME collection (423 articles of 1963, 83 questions, judgments), where it is at hand.
#[test]
fn questions_people_ask_are_answered_well() {
    let collection = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/relevance/time");
    let read = |name: &str| fs::read_to_string(collection.join(name));
    let (Ok(documents), Ok(questions), Ok(judgments)) = (read("docs.jsonl"), read("queries.jsonl"), read("qrels.tsv")) else {
        println!("skipped: no collection in {}", collection.display());
        return;
    };
    let mut relevant: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in judgments.lines() {
        if let [question, _, document, "1"] = line.split_whitespace().collect::<Vec<_>>()[..] {
            relevant.entry(question).or_default().push(document);
        }
    }
    let workspace = Workspace::with(&[("news/docs.jsonl", &documents)]);
    workspace.run("index news").exits(0);
    let (mut precision, mut gain) = (0.0, 0.0);
    for line in questions.lines() {
        let question: serde_json::Value = serde_json::from_str(line).unwrap();
        let words = question["text"].as_str().unwrap().to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
        let Some(wanted) = relevant.get(question["qid"].as_str().unwrap()) else { continue };
        let found = records(&workspace, &format!("search --any -n 100 --fields record -- {words}"));
        let hits: Vec<usize> = (0..found.len()).filter(|&rank| wanted.contains(&found[rank].as_str())).collect();
        precision += hits.iter().enumerate().map(|(n, rank)| (n + 1) as f64 / (rank + 1) as f64).sum::<f64>() / wanted.len() as f64;
        let discounted = |ranks: &mut dyn Iterator<Item = usize>| ranks.map(|rank| 1.0 / (rank as f64 + 2.0).log2()).sum::<f64>();
        gain += discounted(&mut hits.iter().copied().filter(|rank| *rank < 10)) / discounted(&mut (0..wanted.len().min(10)));
    }
    let (map, ndcg) = (precision / relevant.len() as f64, gain / relevant.len() as f64);
    assert!(map >= 0.70 && ndcg >= 0.76, "MAP {map:.4}, nDCG@10 {ndcg:.4}");
}
