//! Who bears which name: the rule by which a surname alone stands for somebody of the archive.
//!
//! A surname is joined where exactly one person who speaks under it in full does so within half a year of the article's day, and none in the
//! article itself; in an article without a date, where the archive knows one such person in all. Two of one surname near in time are never
//! told apart by which is named more often: such a surname stays as it is. Nobody is joined to somebody of the other gender, of other offices only,
//! or where the article brings in somebody new (`Dr. Moon, a local doctor`); see [`Standing`].

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use crate::analysis::fold::fold;
use crate::analysis::names::{are_forms_of_one, is_family_first};
use crate::schema::standing::Standing;

/// Stands between the names of people who speak together; none of them is a bearer by that.
const TOGETHER: &str = " & ";

/// Days within which somebody must speak under their full name.
const NEAR: i32 = 183;

/// Who speaks in the archive under a full name, by surname; those that were read.
#[derive(Debug, Default)]
pub(super) struct Persons(FxHashMap<String, Vec<Bearer>>);

/// What was met of full names, by name.
pub(super) type Spoken = FxHashMap<String, Met>;

/// What was met of a full name.
#[derive(Debug, Clone, Default)]
pub(super) struct Met {
    /// Articles.
    pub(super) articles: usize,
    /// Their days, counted from the beginning of the era.
    pub(super) days: Vec<i32>,
    /// All that they tell of its bearer.
    pub(super) standing: Standing,
}

/// Somebody who speaks under a full name.
#[derive(Debug, Default)]
pub(super) struct Bearer {
    /// First name, folded, with a suffix such as `jr`.
    first: String,
    /// What articles tell of them.
    standing: Standing,
    /// The name as written, with the number of articles.
    names: BTreeMap<String, usize>,
    /// Days of the articles, counted from the beginning of the era; sorted.
    days: Vec<i32>,
}

/// A name cut into what tells bearers of a surname apart and the surname, both folded.
pub(super) struct Cut {
    /// `None` where the name is a surname alone.
    pub(super) first: Option<String>,
    pub(super) last: String,
}

pub(super) fn cut(name: &str) -> Option<Cut> {
    if name.contains(TOGETHER) {
        return None;
    }
    let folded = fold(name);
    if is_family_first(name) {
        let (family, given) = folded.split_once(' ')?;
        return Some(Cut { first: Some(given.replace([' ', '-'], "")), last: family.to_owned() });
    }
    let mut words: Vec<&str> = folded.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
    let suffix = words.last().copied().filter(|word| words.len() > 1 && matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"));
    words.truncate(words.len() - usize::from(suffix.is_some()));
    let last = (*words.last()?).to_owned();
    let particle = name.starts_with(char::is_lowercase);
    let given = (words.len() > 1 && !particle).then_some(words[0]);
    let first = match (given, suffix) {
        (Some(given), Some(suffix)) => Some(format!("{given} {suffix}")),
        // `Moon Jr.` tells more than a surname.
        (given, suffix) => given.or(suffix).map(str::to_owned),
    };
    Some(Cut { first, last })
}

/// Whether a name is one word, or one with small words before it.
pub(super) fn is_surname(name: &str) -> bool {
    let plain = |rest: &str| name.starts_with(char::is_uppercase) && (rest.len() > 4 || rest.contains(' '));
    match name.split_once(' ') {
        None => !name.is_empty(),
        Some((_, rest)) if plain(rest) => false,
        Some(_) => cut(name).is_some_and(|cut| cut.first.is_none()),
    }
}

/// The number of a day, counted from the beginning of the era.
pub(super) fn era_day(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

impl Persons {
    /// Notes that a surname's bearers are to be read; whether that is news.
    pub(super) fn begin(&mut self, last: &str) -> bool {
        !self.0.contains_key(last) && self.0.insert(last.to_owned(), Vec::new()).is_none()
    }

    /// Those who bear a surname.
    pub(super) fn bearers(&self, last: &str) -> &[Bearer] {
        self.0.get(last).map_or(&[], Vec::as_slice)
    }

    /// Adds what was met of full names.
    pub(super) fn add_all(&mut self, spoken: Spoken) {
        let mut spoken: Vec<(String, Met)> = spoken.into_iter().collect();
        spoken.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (name, met) in spoken {
            self.add(&name, met);
        }
        for bearer in self.0.values_mut().flatten() {
            bearer.days.sort_unstable();
            bearer.days.dedup();
        }
    }

    fn add(&mut self, name: &str, met: Met) {
        let Some(Cut { first: Some(first), last }) = cut(name) else { return };
        let bearers = self.0.entry(last).or_default();
        let index = bearers.iter().position(|bearer| is_same_given(&bearer.first, &first)).unwrap_or_else(|| {
            bearers.push(Bearer { first, ..Bearer::default() });
            bearers.len() - 1
        });
        if let Some(bearer) = bearers.get_mut(index) {
            bearer.days.extend(met.days);
            bearer.standing.add(met.standing);
            *bearer.names.entry(name.to_owned()).or_default() += met.articles;
        }
    }

    /// The person whom a surname stands for of whom an article of a day tells this, beside the article's other speakers.
    pub(super) fn meant<'s>(
        &self,
        surname: &str,
        standing: Standing,
        day: Option<NaiveDate>,
        mut others: impl Iterator<Item = &'s str>,
    ) -> Option<&Bearer> {
        let Cut { first: None, last } = cut(surname)? else { return None };
        let bearers = self.bearers(&last);
        if bearers.is_empty() || others.any(|other| cut(other).is_some_and(|cut| cut.first.is_some() && cut.last == last)) {
            return None;
        }
        the_one(bearers, standing, day.map(era_day))
    }
}

/// The one bearer of a surname who can be meant on a day by an article that tells this of them.
pub(super) fn the_one(bearers: &[Bearer], standing: Standing, day: Option<i32>) -> Option<&Bearer> {
    let is_near = |bearer: &&Bearer| day.is_none_or(|day| bearer.speaks_near(day));
    let near = || bearers.iter().filter(is_near).filter(|bearer| standing.is_of_gender(bearer.standing));
    let mut persons = near().filter(|bearer| {
        !bearer.is_initial() || !near().any(|other| !other.is_initial() && other.first.starts_with(bearer.first.as_str()))
    });
    match (persons.next(), persons.next()) {
        (one, None) => one.filter(|one| standing.may_be(one.standing)),
        _ => None,
    }
}

impl Bearer {
    fn speaks_near(&self, day: i32) -> bool {
        let next = self.days.partition_point(|&own| own < day.saturating_sub(NEAR));
        self.days.get(next).is_some_and(|&own| own <= day.saturating_add(NEAR))
    }

    /// Whether the first name is one letter.
    fn is_initial(&self) -> bool {
        self.first.chars().nth(1).is_none()
    }

    /// The name as most articles write it, the longer of two as frequent; one in capitals only where there is no other.
    pub(super) fn display(&self) -> Option<&str> {
        let most = |(name, count): &(&String, &usize)| (name.contains(char::is_lowercase), **count, name.len());
        self.names.iter().max_by_key(most).map(|(name, _)| name.as_str())
    }

    /// All names under which they speak.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// Whether two first names, each perhaps with a suffix, are one person's: the same, or usual forms of one.
fn is_same_given(one: &str, other: &str) -> bool {
    let parts = |name: &str| name.split_once(' ').map_or((name.to_owned(), String::new()), |(given, suffix)| (given.into(), suffix.into()));
    one == other || {
        let ((one, own), (other, others)) = (parts(one), parts(other));
        own == others && are_forms_of_one(&one, &other)
    }
}

/// Adds what was met of a full name.
pub(super) fn gather(spoken: &mut Spoken, name: &str, met: Met) {
    if let Some(known) = spoken.get_mut(name) {
        known.articles += met.articles;
        known.days.extend(met.days);
        known.standing.add(met.standing);
    } else {
        spoken.insert(name.to_owned(), met);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(named: &[(&str, &str)]) -> Persons {
        let mut persons = Persons::default();
        for (name, day) in named {
            persons.add(name, Met { articles: 1, days: day.parse().map(era_day).into_iter().collect(), ..Met::default() });
        }
        for bearer in persons.0.values_mut().flatten() {
            bearer.days.sort_unstable();
        }
        persons
    }

    #[test]
    fn a_surname_is_joined_where_one_person_bears_it_near_in_time() {
        let two =
            [("Otto Brandt", "1990-05-01"), ("Lena Brandt", "2017-03-01"), ("Lena M. Brandt", "2017-09-01"), ("Lena Brandt", "2017-10-01")];
        let both = [("Otto Brandt", "2017-05-01"), ("Lena Brandt", "2017-03-01")];
        let family = [("Donald Marsh", "2016-05-01"), ("Donald Marsh Jr.", "2016-05-02")];
        for (named, surname, day, other, expected) in [
            (&two[..], "Brandt", "2017-06-01", "", Some("Lena Brandt")),
            (&two, "brandt", "1990-06-01", "", Some("Otto Brandt")),
            (&two, "Brandt", "2003-06-01", "", None),
            (&two, "Brandt", "", "", None),
            (&two, "Brandt", "2017-06-01", "Jan Brandt", None),
            (&two, "Brandt", "2017-06-01", "Jan Marsh", Some("Lena Brandt")),
            (&two, "Lena Brandt", "2017-06-01", "", None),
            (&both, "Brandt", "2017-06-01", "", None),
            (&family, "Marsh", "2016-06-01", "", None),
            (&[("L. Brandt", "2017-03-01"), ("Lena Brandt", "2017-03-01")], "Brandt", "2017-04-01", "", Some("Lena Brandt")),
            (&[("Lorraine de la Cruz", "2017-03-01")], "de la Cruz", "2017-04-01", "", Some("Lorraine de la Cruz")),
            (&[("Lena Brandt", "")], "Brandt", "", "", Some("Lena Brandt")),
            (&[("Bill Brandt", "2017-03-01"), ("William Brandt", "2017-03-02")], "Brandt", "2017-04-01", "", Some("William Brandt")),
            (&[("BILL BRANDT", "2017-03-01"), ("Bill Brandt", "2017-03-02")], "Brandt", "2017-04-01", "", Some("Bill Brandt")),
            (&[("Moon Su-bin", "2017-03-01"), ("Moon Su Bin", "2017-03-02")], "Moon", "2017-04-01", "", Some("Moon Su-bin")),
            (&[("Donald Marsh Jr.", "2017-03-01")], "Marsh Jr.", "2017-04-01", "", None),
        ] {
            let persons = persons(named);
            let others = Some(other).filter(|other| !other.is_empty());
            let meant = persons.meant(surname, Standing::default(), day.parse().ok(), others.into_iter());
            assert_eq!(meant.and_then(Bearer::display), expected, "{surname} {day} {other}");
        }
    }
}
