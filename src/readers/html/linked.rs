//! JSON-LD: what a page says about its article in `application/ld+json` scripts.
//!
//! Pages break their JSON in known ways (comments and CDATA around it, raw control characters, trailing commas, two values in one
//! script); those are read too. Of a script that stays broken, the fields that matter are picked out by name.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::entities::decode;

/// An article as JSON-LD describes it; texts have their character references decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Linked {
    /// Its type without the vocabulary's address.
    pub(super) kind: String,
    pub(super) headline: Option<String>,
    /// `articleBody` as written, perhaps with markup.
    pub(super) body: Option<String>,
    pub(super) published: Vec<String>,
    pub(super) created: Vec<String>,
    pub(super) modified: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) url: Option<String>,
    pub(super) place: Option<String>,
    pub(super) description: Option<String>,
}

/// How near a type is to a news article: 0 for none, 1 for the page itself, more for articles.
fn rank(kind: &str) -> u8 {
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "BackgroundNewsArticle"
        | "OpinionNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "AdvertiserContentArticle"
        | "LiveBlogPosting" => 4,
        "Article" | "Report" | "BlogPosting" | "SatiricalArticle" | "ScholarlyArticle" | "TechArticle" | "SocialMediaPosting"
        | "Recipe" => 3,
        "CreativeWork" | "ItemPage" | "VideoObject" | "Review" => 2,
        "WebPage" => 1,
        _ => 0,
    }
}

impl Linked {
    /// See [`rank`].
    pub(super) fn rank(&self) -> u8 {
        rank(&self.kind)
    }

    /// Whether it is an article, not just a page or a video.
    pub(super) fn is_article(&self) -> bool {
        self.rank() >= 3
    }
}

/// Reads the articles that the scripts of a page describe, the likeliest first, in document order otherwise.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Vec<Linked> {
    let mut values = Vec::new();
    let mut found = Vec::new();
    for script in scripts {
        let before = values.len();
        parse(script, &mut values);
        if values.len() == before {
            found.extend(pick_by_name(script));
        }
    }
    let mut names = FxHashMap::default();
    for value in &values {
        collect_names(value, &mut names);
    }
    for value in &values {
        collect_articles(value, &names, &mut found);
    }
    found.sort_by_key(|l| std::cmp::Reverse(l.rank()));
    found
}

/// Parses the values of a script, repairing it where that is needed.
fn parse(script: &str, values: &mut Vec<Value>) {
    let text = unwrap(script);
    for candidate in [Cow::Borrowed(text), Cow::Owned(repaired(text))] {
        let start = values.len();
        let mut whole = true;
        for value in serde_json::Deserializer::from_str(&candidate).into_iter::<Value>() {
            match value {
                Ok(value) => values.push(value),
                Err(_) => {
                    whole = false;
                    break;
                }
            }
        }
        if whole || values.len() > start {
            return;
        }
    }
}

/// Takes off what scripts are wrapped in.
fn unwrap(script: &str) -> &str {
    let start = script.find(['{', '[']).unwrap_or(script.len());
    // `<![CDATA[` has a bracket of its own.
    let start = match script.get(start..) {
        Some(rest) if rest.starts_with("[CDATA[") => rest[7..].find(['{', '[']).map_or(script.len(), |n| start + 7 + n),
        _ => start,
    };
    let end = script.rfind(['}', ']']).map_or(start, |n| n + 1);
    let text = script.get(start..end).unwrap_or_default();
    text.trim_end().strip_suffix("]]").filter(|_| script.contains("CDATA")).map_or(text, |t| t.trim_end().trim_end_matches("//").trim_end())
}

/// Escapes raw control characters in strings and drops commas before a closing bracket.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            match c {
                _ if escaped => {
                    if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.push('\\');
                    }
                    escaped = false;
                    out.push(c);
                }
                '\\' => {
                    escaped = true;
                    out.push(c);
                }
                '"' => {
                    in_string = false;
                    out.push(c);
                }
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        } else {
            if matches!(c, '}' | ']') {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
            in_string = c == '"';
            out.push(c);
        }
    }
    out
}

/// Picks the fields that matter out of a script that is no JSON.
fn pick_by_name(script: &str) -> Option<Linked> {
    let field = |name: &str| -> Option<String> {
        let key = format!("\"{name}\"");
        let after = &script[script.find(&key)? + key.len()..];
        let after = after.trim_start().strip_prefix(':')?.trim_start();
        let value = after.strip_prefix('"')?;
        let mut end = 0;
        let bytes = value.as_bytes();
        while *bytes.get(end)? != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let raw = repaired(&format!("\"{}\"", value.get(..end)?));
        serde_json::from_str::<String>(&raw).ok().map(clean)
    };
    let kind = field("@type").filter(|kind| rank(kind) > 0)?;
    Some(Linked {
        kind,
        headline: field("headline"),
        published: field("datePublished").into_iter().collect(),
        modified: field("dateModified").into_iter().collect(),
        ..Linked::default()
    })
}

/// Notes the names of everything that has an `@id`, for authors given by reference.
fn collect_names<'v>(value: &'v Value, names: &mut FxHashMap<&'v str, &'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        Value::Object(map) => {
            if let (Some(Value::String(id)), Some(name)) = (map.get("@id"), map.get("name")) {
                names.insert(id, name);
            }
            map.values().for_each(|v| collect_names(v, names));
        }
        _ => {}
    }
}

type Names<'v> = FxHashMap<&'v str, &'v Value>;

fn collect_articles(value: &Value, names: &Names<'_>, found: &mut Vec<Linked>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_articles(item, names, found)),
        Value::Object(map) => {
            let kind = kind_of(value);
            if rank(kind) > 0 {
                found.push(article(kind, value, names));
            }
            for (key, inner) in map {
                // Other articles that the page merely names, and the entries of a live blog, are not its article.
                let apart = matches!(
                    key.as_str(),
                    "liveBlogUpdate"
                        | "itemListElement"
                        | "hasPart"
                        | "isPartOf"
                        | "mentions"
                        | "relatedLink"
                        | "citation"
                        | "comment"
                        | "review"
                        | "reviews"
                        | "video"
                        | "author"
                        | "publisher"
                        | "image"
                        | "isBasedOn"
                        | "about"
                        | "blogPost"
                        | "associatedMedia"
                        | "subjectOf"
                );
                if !apart {
                    collect_articles(inner, names, found);
                }
            }
        }
        _ => {}
    }
}

/// The likeliest of the types that a value has.
fn kind_of(value: &Value) -> &str {
    let bare = |kind: &'_ Value| kind.as_str().map_or(0, |k| rank(short(k)));
    match value.get("@type") {
        Some(Value::String(kind)) => short(kind),
        Some(Value::Array(kinds)) => kinds.iter().max_by_key(|k| bare(k)).and_then(Value::as_str).map_or("", short),
        _ => "",
    }
}

fn short(kind: &str) -> &str {
    kind.rsplit(['/', '#', ':']).next().unwrap_or(kind)
}

fn article(kind: &str, value: &Value, names: &Names<'_>) -> Linked {
    let text = |key: &str| texts(value.get(key)).into_iter().next();
    let mut authors = Vec::new();
    for key in ["author", "creator", "contributor"] {
        if authors.is_empty() {
            people(value.get(key), names, &mut authors);
        }
    }
    let mut publisher = Vec::new();
    people(value.get("publisher"), names, &mut publisher);
    Linked {
        kind: kind.to_owned(),
        headline: text("headline").or_else(|| text("name")),
        body: text("articleBody").or_else(|| text("text")).or_else(|| text("reviewBody")),
        published: texts(value.get("datePublished")),
        created: [texts(value.get("dateCreated")), texts(value.get("uploadDate"))].concat(),
        modified: texts(value.get("dateModified")),
        authors,
        publisher: publisher.into_iter().next(),
        section: text("articleSection"),
        lang: text("inLanguage"),
        url: text("url").or_else(|| text("mainEntityOfPage")).or_else(|| text("@id")).filter(|u| u.starts_with("http")),
        place: named(value.get("locationCreated").or_else(|| value.get("dateline"))),
        description: text("description"),
    }
}

fn named(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Object(map) => texts(map.get("name")).into_iter().next(),
        other => texts(Some(other)).into_iter().next(),
    }
}

/// The strings of a value: itself, an array of them, the `@value` or `@id` of an object.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => Some(clean(text.clone())).filter(|t| !t.is_empty()).into_iter().collect(),
        Some(Value::Array(items)) => items.iter().flat_map(|item| texts(Some(item))).collect(),
        Some(Value::Object(map)) => texts(map.get("@value").or_else(|| map.get("@id")).or_else(|| map.get("name"))),
        Some(Value::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

/// The names of persons and bodies, each once.
fn people(value: Option<&Value>, names: &Names<'_>, out: &mut Vec<String>) {
    match value {
        Some(Value::Array(items)) => items.iter().for_each(|item| people(Some(item), names, out)),
        Some(Value::Object(map)) => {
            let own = map.get("name").or_else(|| map.get("@list"));
            let referred = || map.get("@id").and_then(Value::as_str).and_then(|id| names.get(id).copied());
            match own.or_else(referred) {
                Some(name) => people(Some(name), names, out),
                None => {
                    let parts = ["givenName", "familyName"].map(|key| texts(map.get(key)).into_iter().next().unwrap_or_default());
                    add_name(&parts.join(" "), out);
                }
            }
        }
        Some(Value::String(name)) => add_name(&clean(name.clone()), out),
        _ => {}
    }
}

fn add_name(name: &str, out: &mut Vec<String>) {
    let name = name.trim();
    if !name.is_empty() && !name.contains("://") && !name.starts_with("www.") && !out.iter().any(|known| known == name) {
        out.push(name.to_owned());
    }
}

/// Decodes character references, which some publishers escape twice.
fn clean(text: String) -> String {
    if !text.contains('&') {
        return text.trim().to_owned();
    }
    let once = decode(&text);
    decode(&once).trim().to_owned()
}
