//! The names under which a search finds a place.

use std::borrow::Cow;
use std::iter::Chain;
use std::slice::Iter;

/// Folded names of a place, each once: its own, then those that it shares with everything else in its country and continent.
///
/// Both can be borrowed: what a place is called is written down once, because an archive names the same places over and over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Names {
    own: Cow<'static, [String]>,
    shared: &'static [String],
}

impl Names {
    /// Puts names together; own names that are also among the shared ones count once, in their first place.
    pub fn new(mut own: Vec<String>, shared: &'static [String]) -> Self {
        for at in (1..own.len()).rev() {
            if own[..at].contains(&own[at]) {
                own.remove(at);
            }
        }
        if !own.iter().any(|name| shared.contains(name)) {
            return Self { own: own.into(), shared };
        }
        let rest = shared.iter().filter(|name| !own.contains(name)).cloned().collect::<Vec<_>>();
        own.extend(rest);
        Self { own: own.into(), shared: &[] }
    }

    /// The same names without a copy of any.
    pub fn borrowed(&'static self) -> Self {
        Self { own: Cow::Borrowed(&self.own), shared: self.shared }
    }

    /// Its own names, and those that it shares.
    pub fn parts(&self) -> (&Cow<'static, [String]>, &'static [String]) {
        (&self.own, self.shared)
    }

    /// The names in order.
    pub fn iter(&self) -> Chain<Iter<'_, String>, Iter<'_, String>> {
        self.own.iter().chain(self.shared)
    }

    /// The name that says most: of the town before the region, of the region before the country.
    pub fn first(&self) -> Option<&String> {
        self.iter().next()
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

impl<'a> IntoIterator for &'a Names {
    type Item = &'a String;
    type IntoIter = Chain<Iter<'a, String>, Iter<'a, String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<String> for Names {
    fn from_iter<T: IntoIterator<Item = String>>(names: T) -> Self {
        Self::new(names.into_iter().collect(), &[])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    #[test]
    fn each_name_is_there_once_and_own_names_come_first() {
        static SHARED: LazyLock<Vec<String>> = LazyLock::new(|| ["singapore", "sg", "asia"].map(str::to_owned).to_vec());
        for (own, expected) in [
            (vec!["changi", "changi"], vec!["changi", "singapore", "sg", "asia"]),
            (vec!["sg"], vec!["sg", "singapore", "asia"]),
            (vec![], vec!["singapore", "sg", "asia"]),
        ] {
            let names = Names::new(own.into_iter().map(str::to_owned).collect(), &SHARED);
            assert_eq!(names.iter().collect::<Vec<_>>(), expected);
            assert_eq!(names.first().map(String::as_str), Some(expected[0]));
        }
    }
}
