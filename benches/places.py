#!/usr/bin/env python3
"""Scores the places that `dateline extract` reads out of raw text.   places.py BINARY SET_DIR

SET_DIR holds lgl.jsonl and trnews.jsonl: the articles of LGL (Lieberman and others, 2010) and TR-News (Kamalloo and Rafiei, 2018), each a
line with `id`, `text` and `places` (`text`, `geonameid`, `country`, the last two where the place is known). A set that is missing is skipped.
Standard library only.

Places are counted once an article. A gold place is found where a mention bears one of its names; a mention is right where its words name
a gold place. `country` is the part of the found places whose country is right as well; places that gold gives no country are left out of it."""
import json, os, subprocess, sys, tempfile

SETS = ["lgl", "trnews"]


def extracted(binary, records):
    """What is read out of the records, by their number."""
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "articles.jsonl")
        with open(path, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record) + "\n" for record in records)
        out = subprocess.run([binary, "extract", path], capture_output=True, text=True, check=True).stdout
    return {article["record"]: article for article in map(json.loads, out.splitlines())}


def codes(binary, names):
    """The two-letter code of each country, as the program itself reads its name."""
    names = sorted(names)
    text = "A line of text so that there is an article."
    read = extracted(binary, [{"id": f"c{at}", "location": name, "text": text} for at, name in enumerate(names)])
    return {name: (read[f"c{at}"]["place"] or {}).get("country") for at, name in enumerate(names)}


def form(words):
    """A name without capitals, points and possessive ending."""
    words = words.lower().replace("’", "'").replace(".", "")
    return " ".join(words.removesuffix("'s").split())


def score(binary, articles):
    """Mentions, right ones, gold places, found ones, those with a country, those whose country is right."""
    names = {place["country"] for article in articles for place in article["places"] if place.get("country")}
    code = codes(binary, names)
    read = extracted(binary, [{"id": str(at), "text": article["text"]} for at, article in enumerate(articles)])
    counts = [0] * 6
    for at, article in enumerate(articles):
        mentions = {form(one["words"]): one for one in read.get(str(at), {}).get("mentions", [])}
        gold = {}
        for place in article["places"]:
            gold.setdefault(place.get("geonameid") or form(place["text"]), []).append(place)
        named = {form(place["text"]) for place in article["places"]}
        counts[0] += len(mentions)
        counts[1] += sum(words in named for words in mentions)
        for places in gold.values():
            hits = [mentions[form(place["text"])] for place in places if form(place["text"]) in mentions]
            country = code.get(places[0].get("country"))
            counts[2] += 1
            counts[3] += bool(hits)
            counts[4] += bool(hits and country)
            counts[5] += bool(hits and country and hits[0].get("country") == country)
    return counts


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, directory = sys.argv[1:]
    for name in SETS:
        path = os.path.join(directory, name + ".jsonl")
        if not os.path.exists(path):
            print(f"{name}: skipped, there is no {path}")
            continue
        with open(path, encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        mentions, right, gold, found, known, country = score(binary, articles)
        ratio = lambda part, whole: part / whole if whole else 0.0
        print(f"{name}: {len(articles)} articles, precision {ratio(right, mentions):.4f}, recall {ratio(found, gold):.4f}, country {ratio(country, known):.4f}")


if __name__ == "__main__":
    main()
