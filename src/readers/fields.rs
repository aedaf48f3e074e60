//! `--map FIELD=NAME`: what a user says the fields of unusual records mean.

use crate::error::{Error, Result};
use crate::nearest::closest;

/// Fields of records with their meaning, as the user gave them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    entries: Vec<MappedField>,
}

/// One field of a record and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedField {
    /// Names from the record's outermost object inwards.
    pub path: Vec<String>,
    /// What the field means.
    pub target: Target,
}

/// What a mapped field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The title.
    Headline,
    /// The main text.
    Body,
    /// Publication date.
    Date,
    /// Date of the last revision.
    Updated,
    /// Who wrote it.
    Byline,
    /// Outlet or agency.
    Source,
    /// Section or desk.
    Section,
    /// Language.
    Lang,
    /// Address of the page.
    Url,
    /// Place.
    Location,
    /// Who speaks.
    Speakers,
    /// The record's own id.
    Record,
}

const TARGETS: [(&str, Target); 12] = [
    ("headline", Target::Headline),
    ("body", Target::Body),
    ("date", Target::Date),
    ("updated", Target::Updated),
    ("byline", Target::Byline),
    ("source", Target::Source),
    ("section", Target::Section),
    ("lang", Target::Lang),
    ("url", Target::Url),
    ("location", Target::Location),
    ("speakers", Target::Speakers),
    ("record", Target::Record),
];

impl FieldMap {
    /// Reads `field=name`, or several of them parted by commas, and adds them.
    ///
    /// `field` is a name in the records, with full stops to reach into objects (`meta.when`); `name` is one of ours.
    pub fn parse(text: &str) -> Result<Self> {
        let mut map = Self::default();
        for entry in text.split(',') {
            map.entries.push(parse_entry(entry.trim())?);
        }
        Ok(map)
    }

    /// Adds the entries of another map.
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// The entries as they can be parsed again.
    pub fn texts(&self) -> Vec<String> {
        let name = |target: Target| TARGETS.iter().find(|(_, known)| *known == target).map_or("", |(name, _)| name);
        self.entries.iter().map(|entry| format!("{}={}", entry.path.join("."), name(entry.target))).collect()
    }

    /// The entries in the order given.
    pub fn entries(&self) -> &[MappedField] {
        &self.entries
    }
}

fn parse_entry(entry: &str) -> Result<MappedField> {
    let wrong = |detail: String| Error::Option { option: "--map", detail };
    let Some((field, name)) = entry.rsplit_once('=').map(|(field, name)| (field.trim(), name.trim())) else {
        return Err(wrong(format!("`{entry}` is not of the form FIELD=NAME, as in `meta.when=date`")));
    };
    let path: Vec<String> = field.split('.').map(str::to_owned).collect();
    if path.iter().any(String::is_empty) {
        return Err(wrong(format!("`{field}` names no field of a record")));
    }
    match TARGETS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
        Some((_, target)) => Ok(MappedField { path, target: *target }),
        None => Err(wrong(unknown(name))),
    }
}

fn unknown(name: &str) -> String {
    let folded = name.to_ascii_lowercase();
    let names: Vec<&str> = TARGETS.iter().map(|(known, _)| *known).collect();
    let begun = || names.iter().copied().find(|known| !folded.is_empty() && known.starts_with(&folded));
    match closest(name, names.iter().copied()).or_else(begun) {
        Some(known) => format!("unknown name `{name}`; did you mean `{known}`?"),
        None => format!("unknown name `{name}`; the names are {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read() {
        let map = FieldMap::parse("meta.when=date, ttl=headline").unwrap();
        let entries: Vec<_> = map.entries().iter().map(|entry| (entry.path.join("/"), entry.target)).collect();
        assert_eq!(entries, [("meta/when".to_owned(), Target::Date), ("ttl".to_owned(), Target::Headline)]);
        assert_eq!(map.texts(), ["meta.when=date", "ttl=headline"]);
    }

    #[test]
    fn broken_maps_say_what_is_wrong() {
        for (text, expected) in [
            ("when", "--map: `when` is not of the form FIELD=NAME, as in `meta.when=date`"),
            ("=date", "--map: `` names no field of a record"),
            ("a..b=date", "--map: `a..b` names no field of a record"),
            ("when=dat", "--map: unknown name `dat`; did you mean `date`?"),
            ("when=Headlin", "--map: unknown name `Headlin`; did you mean `headline`?"),
            (
                "when=zzzzzz",
                "--map: unknown name `zzzzzz`; the names are headline, body, date, updated, byline, source, section, lang, url, location, \
                 speakers, record",
            ),
        ] {
            assert_eq!(FieldMap::parse(text).unwrap_err().to_string(), expected, "{text}");
        }
    }
}
