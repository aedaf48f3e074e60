//! Names of fields as people type them, and what may be said about each kind of field.

use super::foreign::FACTIVA;
use super::problem::{Problem, TypedAs, short};
use crate::nearest::closest;
use crate::schema::{DocumentKind, Field, FieldType, IndexSchema};

/// `hlead:`: headline or lead.
pub(super) const HLEAD: &str = "hlead";
const HLEAD_FIELDS: [&str; 2] = ["headline", "lead"];

/// What a condition inside a field's value is about.
#[derive(Debug, Clone)]
pub(super) enum Scope {
    /// No field was named.
    Default,
    /// Running text or names.
    Text(TextScope),
    /// Whole values: keywords and places.
    Whole(&'static Field),
    /// The publication date.
    Day,
    /// A number.
    Number(&'static Field),
    /// `has:` or `no:`.
    Presence {
        /// Whether it is `has:`.
        present: bool,
    },
}

/// Fields of running text or names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextScope {
    /// The name to show.
    pub(super) name: &'static str,
    /// Canonical names.
    pub(super) fields: Vec<String>,
    /// Whether words have exact forms beside the stemmed ones.
    pub(super) stemmed: bool,
}

/// What a typed field name means.
pub(super) enum Named {
    /// A condition on a field.
    Scope(Scope),
    /// `quote`: one and the same quote, or the number of quotes.
    Quote(&'static Field),
    /// A name that cannot be searched.
    Wrong(Problem),
}

/// Resolves a field name, in any case; inside `quote:( )` only fields of quotes are right.
pub(super) fn named(typed: &str, in_quote: bool) -> Named {
    if typed.eq_ignore_ascii_case(HLEAD) {
        if in_quote {
            return Named::Wrong(Problem::NotOfQuotes { field: HLEAD.into() });
        }
        let fields = HLEAD_FIELDS.map(str::to_owned).to_vec();
        return Named::Scope(Scope::Text(TextScope { name: HLEAD, fields, stemmed: true }));
    }
    if typed.eq_ignore_ascii_case("has") || typed.eq_ignore_ascii_case("no") {
        return Named::Scope(Scope::Presence { present: typed.eq_ignore_ascii_case("has") });
    }
    let Some(field) = IndexSchema::get().queried(typed) else {
        return Named::Wrong(Problem::UnknownField { name: short(typed), nearest: nearest(typed), typed_as: TypedAs::Field });
    };
    if matches!(field.kind, FieldType::Id | FieldType::Breaks | FieldType::Stored) {
        return Named::Wrong(Problem::NotSearched { field: field.name.clone() });
    }
    if field.name == "quote" {
        return Named::Quote(field);
    }
    if in_quote && field.kind == FieldType::News && !field.on.contains(&DocumentKind::Quote) {
        return Named::Wrong(Problem::NotOfQuotes { field: field.name.clone() });
    }
    Named::Scope(scope_of(field))
}

fn scope_of(field: &'static Field) -> Scope {
    match field.kind {
        FieldType::News | FieldType::Name => {
            Scope::Text(TextScope { name: &field.name, fields: vec![field.name.clone()], stemmed: field.kind == FieldType::News })
        }
        FieldType::Keyword | FieldType::Place | FieldType::Id | FieldType::Breaks | FieldType::Stored => Scope::Whole(field),
        FieldType::Day => Scope::Day,
        FieldType::Number | FieldType::Share => Scope::Number(field),
    }
}

/// The field whose presence is asked for.
pub(super) fn present(typed: &str) -> Option<&'static Field> {
    IndexSchema::get().queried(typed).filter(|field| !matches!(field.kind, FieldType::Id | FieldType::Breaks | FieldType::Stored))
}

/// Whether quotes have a field, and articles do not.
pub(super) fn is_of_quotes_alone(field: &Field) -> bool {
    field.on == [DocumentKind::Quote]
}

impl Scope {
    /// Whether only quotes have what is asked.
    pub(super) fn is_of_quotes_alone(&self) -> bool {
        match self {
            Self::Text(text) => text.fields.iter().all(|name| IndexSchema::get().field(name).is_some_and(is_of_quotes_alone)),
            Self::Whole(field) | Self::Number(field) => is_of_quotes_alone(field),
            Self::Default | Self::Day | Self::Presence { .. } => false,
        }
    }

    pub(super) fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }

    /// The field's name to show, and what it holds, where it is no text.
    pub(super) fn no_text(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Default | Self::Text(_) => None,
            Self::Whole(field) => Some((&field.name, "whole values")),
            Self::Day => Some(("date", "dates")),
            Self::Number(field) => Some((&field.name, "numbers")),
            Self::Presence { present: true } => Some(("has", "names of fields")),
            Self::Presence { present: false } => Some(("no", "names of fields")),
        }
    }

    /// The field's name to show.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Default => "",
            Self::Text(text) => text.name,
            other => other.no_text().map_or("", |(name, _)| name),
        }
    }
}

/// Canonical names that can be typed and searched, for people.
pub(super) fn list() -> String {
    let names: Vec<&str> = searched().map(|field| field.name.as_str()).collect();
    format!("{}, {HLEAD}, has, no", names.join(", "))
}

fn searched() -> impl Iterator<Item = &'static Field> {
    IndexSchema::get()
        .fields()
        .iter()
        .filter(|field| field.query && !matches!(field.kind, FieldType::Id | FieldType::Breaks | FieldType::Stored))
}

/// Words of other programs for our fields.
const FOREIGN: [(&str, &str); 28] = [
    ("geographic", "mentions:"),
    ("desk", "section:"),
    ("location", "place:"),
    ("country", "place:"),
    ("city", "place:"),
    ("geo", "place:"),
    ("content", "body:"),
    ("fulltext", "body:"),
    ("person", "speaker:"),
    ("who", "speaker:"),
    ("name", "speaker:"),
    ("says", "said:"),
    ("kind", "speech:"),
    ("year", "date:"),
    ("published", "date:"),
    ("newspaper", "source:"),
    ("journal", "source:"),
    ("agency", "source:"),
    ("site", "url:"),
    ("file", "path:"),
    ("filename", "path:"),
    ("after", "date:>="),
    ("since", "date:>="),
    ("before", "date:<="),
    ("until", "date:<="),
    ("exists", "has:"),
    ("_exists_", "has:"),
    ("missing", "no:"),
];

/// What an unknown field name may be meant for, colon and sign included.
fn nearest(typed: &str) -> Option<String> {
    if let Some((_, ours)) = FOREIGN.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(typed)) {
        return Some((*ours).to_owned());
    }
    if let Some((_, ours)) = FACTIVA.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(typed)) {
        return Some(format!("{ours}:"));
    }
    if is_form(typed) {
        return None;
    }
    let names = searched().flat_map(|field| std::iter::once(&field.name).chain(&field.aliases)).map(String::as_str);
    closest(typed, names.chain([HLEAD, "has", "no"])).map(|name| format!("{name}:"))
}

/// What Lexis asks a word's form by.
const FORMS: [&str; 5] = ["caps", "allcaps", "nocaps", "plural", "singular"];

/// Whether a name asks for the form of a word, which is written otherwise here.
pub(super) fn is_form(name: &str) -> bool {
    FORMS.iter().any(|form| form.eq_ignore_ascii_case(name))
}

/// The name of a field that is nearest to `typed`, for `has:` and `no:`.
pub(super) fn nearest_present(typed: &str) -> Option<String> {
    closest(typed, searched().map(|field| field.name.as_str())).map(str::to_owned)
}
