//! A JSON value that borrows its strings from the text it was read from.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::readers::ReadOptions;

/// A JSON value. Only strings with escapes are copied.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object, its members in the order they are written.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The first member with this name.
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a path of names.
    pub(super) fn at(&self, path: &[String]) -> Option<&Node<'a>> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match self {
            Self::List(items) => items.iter().find_map(|item| item.at(path)),
            node => node.get(first)?.at(rest),
        }
    }

    /// Takes the value at a path of names out of the tree and leaves `null`.
    pub(super) fn take(&mut self, path: &[String]) -> Option<Node<'a>> {
        let Some((first, rest)) = path.split_first() else {
            return Some(std::mem::replace(self, Self::Null)).filter(|node| !node.is_blank());
        };
        match self {
            Self::Object(members) => members.iter_mut().find(|(key, _)| key == first)?.1.take(rest),
            Self::List(items) => items.iter_mut().find_map(|item| item.take(path)),
            _ => None,
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_blank),
            Self::Object(members) => members.iter().all(|(_, value)| value.is_blank()),
            Self::Bool(_) | Self::Integer(_) | Self::Float(_) => false,
        }
    }

    /// Names the value's kind for a message, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(items) => match items.first() {
                None => "an empty list",
                Some(Self::Integer(_) | Self::Float(_)) => "a list of numbers",
                Some(Self::Text(_)) => "a list of strings",
                Some(_) => "a list without articles",
            },
            Self::Object(members) if members.is_empty() => "an empty object",
            Self::Object(_) => "an object without headline or text",
        }
    }
}

/// How much one record may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) values: u64,
    pub(super) depth: u64,
}

impl Limits {
    pub(super) fn of(options: &ReadOptions) -> Self {
        Self { values: options.max_values, depth: options.max_depth }
    }
}

const TOO_MANY: &str = "too many values in one record";
const TOO_DEEP: &str = "lists and objects nested too deeply";

/// Whether a record was given up because of its many values.
pub(super) fn is_too_many(error: &serde_json::Error) -> bool {
    error.is_data() && error.to_string().starts_with(TOO_MANY)
}

/// Whether a record was given up because of its depth.
pub(super) fn is_too_deep(error: &serde_json::Error) -> bool {
    error.is_data() && error.to_string().starts_with(TOO_DEEP)
}

/// Reads a JSON value.
pub(super) fn parse(text: &str, limits: Limits) -> serde_json::Result<Node<'_>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Depth is counted here, within a limit that a thread's stack has room for.
    deserializer.disable_recursion_limit();
    let left = Cell::new(limits.values);
    let node = Counted { left: &left, deeper: limits.depth }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(node)
}

/// Reads a JSON value within the usual limits.
#[cfg(test)]
pub(super) fn parse_usual(text: &str) -> serde_json::Result<Node<'_>> {
    parse(text, Limits::of(&ReadOptions::default()))
}

/// Reads a value while it counts.
#[derive(Clone, Copy)]
struct Counted<'c> {
    left: &'c Cell<u64>,
    /// How many more lists and objects may lie in one another.
    deeper: u64,
}

impl Counted<'_> {
    fn below<E: Error>(self) -> Result<Self, E> {
        let deeper = self.deeper.checked_sub(1).ok_or_else(|| E::custom(TOO_DEEP))?;
        Ok(Self { deeper, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Counted<'_> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom(TOO_MANY))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counted<'_> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(i64::try_from(value).map_or_else(|_| Node::Text(Cow::Owned(value.to_string())), Node::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node<'de>, A::Error> {
        let (mut list, inner) = (Vec::new(), self.below()?);
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node<'de>, A::Error> {
        let (mut members, inner) = (Vec::new(), self.below()?);
        while let Some(Name(name)) = entries.next_key()? {
            members.push((name, entries.next_value_seed(inner)?));
        }
        Ok(Node::Object(members))
    }
}

/// A member's name, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(value.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_very_many_values_are_refused() {
        let list = |count: usize| format!("[{}1]", "1,".repeat(count - 2));
        let deep = |depth: usize| format!("{}1{}", "[{\"a\":".repeat(depth / 2), "}]".repeat(depth / 2));
        let limits = Limits { values: 1000, depth: 500 };
        for (text, limits, too_many, too_deep) in [
            (list(1000), limits, false, false),
            (list(1001), limits, true, false),
            (list(1001), Limits { values: 1001, ..limits }, false, false),
            (deep(500), limits, false, false),
            (deep(502), limits, false, true),
            ("[".repeat(100_000), limits, false, true),
            (deep(2), Limits { depth: 1, ..limits }, false, true),
            ("1".to_owned(), Limits { values: 1, depth: 0 }, false, false),
        ] {
            let error = parse(&text, limits).err();
            let shown: String = text.chars().take(40).collect();
            assert_eq!(error.as_ref().is_some_and(is_too_many), too_many, "{shown} {error:?}");
            assert_eq!(error.as_ref().is_some_and(is_too_deep), too_deep, "{shown} {error:?}");
        }
    }

    #[test]
    fn strings_are_borrowed_and_paths_are_taken() {
        let mut node = parse_usual(r#"{"a": {"b": [{"c": "x"}, 2.5]}, "d": "e\n", "n": null, "big": 18446744073709551615}"#).unwrap();
        let path = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert!(matches!(node.get("d"), Some(Node::Text(Cow::Owned(_)))));
        assert_eq!(node.get("big"), Some(&Node::Text("18446744073709551615".into())));
        assert_eq!(node.take(&path("a.b.c")), Some(Node::Text(Cow::Borrowed("x"))));
        assert_eq!(node.take(&path("a.b.c")), None);
        assert_eq!(node.take(&path("a.x")), None);
        assert_eq!(node.take(&path("n")), None);
    }
}
