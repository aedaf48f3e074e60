//! Who bears which name: the rule by which a surname alone stands for somebody of the archive.
//!
//! A surname is joined where exactly one person who speaks under it in full does so within half a year of the article's day, and none in the
//! article itself; in an article without a date, where the archive knows one such person in all. Of several, one is meant where the article tells
//! a gender or a high office that of them only this one has. Two are never told apart by which is named more often: such a surname stays as it
//! is. Nobody is joined to somebody of the other gender, of other offices only, or where the article brings in somebody new (`Dr. Moon, a local
//! doctor`); see [`Standing`].
//!
//! Full names are one person's where first names are the same, or usual forms of one, and middle names do not tell two apart. A name without a middle
//! name is that of the one who has one, if both speak within half a year of one another and their offices are not foreign to one another.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use super::full_names::{Asked, Cut, cut};
use crate::results::Apart;
use crate::schema::standing::{HIGH, Standing};

/// Days within which somebody must speak under their full name.
const NEAR: i32 = 183;

/// Of how many articles that tell an office of somebody one may tell it of another by mistake.
const MISREAD: u32 = 10;

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
    /// How many tell each high office of them.
    pub(super) in_office: [u32; HIGH],
}

impl Met {
    /// What one article tells.
    pub(super) fn in_article(day: Option<i32>, standing: Standing) -> Self {
        Self { articles: 1, days: day.into_iter().collect(), standing, in_office: standing.high_offices().map(u32::from) }
    }

    /// Takes in what another article, or others, tell.
    pub(super) fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.days.extend(other.days);
        self.standing.add(other.standing);
        self.in_office.iter_mut().zip(other.in_office).for_each(|(own, others)| *own += others);
    }
}

/// Somebody who speaks under a full name.
#[derive(Debug)]
pub(super) struct Bearer {
    /// The name that tells most.
    cut: Cut,
    /// What articles tell of them.
    pub(super) standing: Standing,
    /// How many tell each high office of them.
    in_office: [u32; HIGH],
    /// The name as written, cut, with the number of articles.
    names: BTreeMap<String, (Cut, usize)>,
    /// Days of the articles, counted from the beginning of the era; sorted.
    days: Vec<i32>,
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

    /// Whoever speaks under a full name.
    pub(super) fn bearer_of(&self, name: &str, cut: &Cut) -> Option<&Bearer> {
        self.bearers(&cut.last).iter().find(|bearer| bearer.names.contains_key(name))
    }

    /// All who were read.
    pub(super) fn all(&self) -> impl Iterator<Item = &Bearer> {
        self.0.values().flatten()
    }

    /// Adds what was met of full names: of a surname all of them at once.
    pub(super) fn add_all(&mut self, spoken: Spoken) {
        let mut by_surname: BTreeMap<String, Vec<(String, Bearer)>> = BTreeMap::new();
        for (name, met) in spoken {
            let Some(cut) = cut(&name).filter(Cut::is_full) else { continue };
            by_surname.entry(cut.last.clone()).or_default().push((name.clone(), Bearer::of(name, cut, met)));
        }
        for (last, mut named) in by_surname {
            // Names that tell more come first, so that others find them.
            let tells = |cut: &Cut| (cut.middles.is_empty(), cut.middles.iter().all(|middle| middle.chars().nth(1).is_none()));
            named.sort_by(|(a, one), (b, other)| tells(&one.cut).cmp(&tells(&other.cut)).then_with(|| a.cmp(b)));
            let bearers = self.0.entry(last).or_default();
            named.into_iter().for_each(|(_, bearer)| add(bearers, bearer));
        }
    }

    /// The person whom a surname stands for of whom an article of a day tells this, beside the article's other speakers; and what tells them from others
    /// of that surname.
    pub(super) fn meant<'s>(
        &self,
        surname: &str,
        standing: Standing,
        day: Option<NaiveDate>,
        mut others: impl Iterator<Item = &'s str>,
    ) -> Option<(&Bearer, Apart)> {
        let surname = cut(surname).filter(|cut| !cut.is_full())?;
        let bearers = self.bearers(&surname.last);
        if bearers.is_empty() || others.any(|other| cut(other).is_some_and(|cut| cut.is_full() && cut.last == surname.last)) {
            return None;
        }
        the_one(bearers, &surname, standing, day.map(era_day))
    }
}

/// Adds a name with its bearer to those who are known already, of whom it may be one.
fn add(bearers: &mut Vec<Bearer>, new: Bearer) {
    if let Some(same) = bearers.iter_mut().find(|known| known.is_named(&new.cut)) {
        return same.add(new);
    }
    let mut same =
        (0_usize..).zip(&*bearers).filter(|(_, known)| known.may_be_named(&new.cut)).map(|(at, known)| (at, known.is_met_with(&new)));
    match (same.next(), same.next()) {
        (Some((at, true)), None) => bearers[at].add(new),
        // Which of several has no middle name cannot be told.
        _ => bearers.push(new),
    }
}

/// The one bearer of a surname who can be meant on a day by an article that tells this of them.
pub(super) fn the_one<'b>(bearers: &'b [Bearer], surname: &Cut, standing: Standing, day: Option<i32>) -> Option<(&'b Bearer, Apart)> {
    let near = bearers.iter().filter(|bearer| bearer.has_surname(surname) && day.is_none_or(|day| bearer.speaks_near(day)));
    let near: Vec<&Bearer> = near.collect();
    let all = named_best(&near);
    let of_gender: Vec<&Bearer> = near.iter().copied().filter(|bearer| standing.is_of_gender(bearer.standing)).collect();
    let of_gender = named_best(&of_gender);
    let (one, apart) = match (of_gender.as_slice(), all.len()) {
        ([one], 1) => (*one, Apart::Alone),
        ([one], _) => (*one, Apart::Gender),
        (several, _) => (in_office(several, standing)?, Apart::Office),
    };
    standing.may_be(one.standing).then_some((one, apart))
}

/// The one of several who is told to have a high office that an article gives. What hardly any article tells of the others has been misread there.
fn in_office<'b>(bearers: &[&'b Bearer], standing: Standing) -> Option<&'b Bearer> {
    let given = standing.high_offices();
    let told = |bearer: &Bearer| bearer.in_office.iter().zip(given).filter(|(_, given)| *given).map(|(told, _)| *told).max().unwrap_or(0);
    let most = bearers.iter().map(|bearer| told(bearer)).max().filter(|most| *most > 0)?;
    let mut in_office = bearers.iter().filter(|bearer| told(bearer).saturating_mul(MISREAD) >= most);
    in_office.next().copied().filter(|_| in_office.next().is_none())
}

/// Those of the bearers of a surname who are nobody else's shorter name: `L. Brandt` is where `Lena Brandt` is, `George Marsh` where `George W. Marsh` is.
fn named_best<'b>(bearers: &[&'b Bearer]) -> Vec<&'b Bearer> {
    let is_shorter = |one: &Bearer| bearers.iter().any(|other| one.is_short_for(other));
    bearers.iter().copied().filter(|one| !is_shorter(one)).collect()
}

impl Bearer {
    fn of(name: String, cut: Cut, mut met: Met) -> Self {
        met.days.sort_unstable();
        met.days.dedup();
        Self {
            names: BTreeMap::from([(name, (cut.clone(), met.articles))]),
            cut,
            standing: met.standing,
            in_office: met.in_office,
            days: met.days,
        }
    }

    fn add(&mut self, other: Self) {
        self.standing.add(other.standing);
        self.in_office.iter_mut().zip(other.in_office).for_each(|(own, others)| *own += others);
        self.names.extend(other.names);
        self.days.extend(other.days);
        self.days.sort_unstable();
        self.days.dedup();
    }

    /// Whether a name is one of theirs but for spelling and short forms.
    fn is_named(&self, cut: &Cut) -> bool {
        self.names.values().any(|(own, _)| own.is_same_given(cut) && own.middles == cut.middles)
    }

    /// Whether a name is written as theirs may be.
    fn may_be_named(&self, cut: &Cut) -> bool {
        self.cut.is_same_given(cut) && self.cut.has_fitting_middles(cut)
    }

    /// Whether somebody whose name may be theirs is the same: without a middle name, if both are persons, speak at the same time and are told nothing that
    /// is foreign.
    fn is_met_with(&self, other: &Self) -> bool {
        let is_near = || match (self.days.as_slice(), other.days.as_slice()) {
            ([], _) | (_, []) => true,
            _ => other.days.iter().any(|&day| self.speaks_near(day)),
        };
        let is_person =
            || (self.standing.is_person() && other.standing.is_person()) || (self.cut.has_initials() && other.cut.has_initials());
        let is_longer = self.cut.middles.len() != other.cut.middles.len();
        !is_longer || (is_person() && self.standing.is_not_foreign(other.standing) && is_near())
    }

    /// Whether their name is another's with less of it.
    fn is_short_for(&self, other: &Self) -> bool {
        let (own, others) = (&self.cut, &other.cut);
        let (Some(first), Some(longer)) = (&own.first, &others.first) else { return false };
        let is_initial = own.is_initial() && !others.is_initial() && longer.starts_with(first.as_str());
        let lacks_middle = own.middles.is_empty() && !others.middles.is_empty() && own.is_same_given(others);
        is_initial || (lacks_middle && self.standing.is_not_foreign(other.standing))
    }

    /// Whether a surname is one of theirs; one of two words as a whole.
    fn has_surname(&self, surname: &Cut) -> bool {
        surname.middles.is_empty() || self.names.values().any(|(full, _)| surname.is_surname_of(full))
    }

    fn speaks_near(&self, day: i32) -> bool {
        let next = self.days.partition_point(|&own| own < day.saturating_sub(NEAR));
        self.days.get(next).is_some_and(|&own| own <= day.saturating_add(NEAR))
    }

    /// The name as most articles write it, the longer of two as frequent; one in capitals only where there is no other.
    pub(super) fn display(&self) -> Option<&str> {
        let most = |(name, (_, count)): &(&String, &(Cut, usize))| (name.contains(char::is_lowercase), *count, name.len());
        self.names.iter().max_by_key(most).map(|(name, _)| name.as_str())
    }

    /// Whether they may be asked for.
    pub(super) fn is_meant_by(&self, asked: &Asked) -> bool {
        asked.means(self.names(), &self.cut)
    }

    /// Whether any of their names has a middle name.
    pub(super) fn has_middle(&self) -> bool {
        !self.cut.middles.is_empty()
    }

    /// The surname.
    pub(super) fn surname(&self) -> &str {
        &self.cut.last
    }

    /// All names under which they speak.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// Adds what was met of a full name.
pub(super) fn gather(spoken: &mut Spoken, name: &str, met: Met) {
    if let Some(known) = spoken.get_mut(name) {
        known.add(met);
    } else {
        spoken.insert(name.to_owned(), met);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(named: &[(&str, &str)]) -> Persons {
        let mut spoken = Spoken::default();
        for (name, day) in named {
            gather(&mut spoken, name, Met::in_article(day.parse().ok().map(era_day), Standing::default()));
        }
        let mut persons = Persons::default();
        persons.add_all(spoken);
        persons
    }

    #[test]
    fn a_surname_is_joined_where_one_person_bears_it_near_in_time() {
        let two =
            [("Otto Brandt", "1990-05-01"), ("Lena Brandt", "2017-03-01"), ("Lena M. Brandt", "2017-09-01"), ("Lena Brandt", "2017-10-01")];
        let both = [("Otto Brandt", "2017-05-01"), ("Lena Brandt", "2017-03-01")];
        let family = [("Donald Marsh", "2016-05-01"), ("Donald Marsh Jr.", "2016-05-02")];
        let georges = [("George W. Marsh", "2017-05-01"), ("George Marsh", "2017-05-02"), ("George H. Marsh", "1990-05-02")];
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
            (&[("Donald Marsh", "2017-03-01"), ("Donald J. Marsh", "2017-03-02")], "Marsh", "2017-04-01", "", Some("Donald J. Marsh")),
            (&georges, "Marsh", "2017-04-01", "", Some("George W. Marsh")),
            (&georges, "Marsh", "1990-04-01", "", Some("George H. Marsh")),
            (&georges, "Marsh", "", "", None),
            (&[("Alberto Núñez Vik", "2017-03-01")], "Núñez Vik", "2017-04-01", "", Some("Alberto Núñez Vik")),
            (&[("Alberto Núñez Vik", "2017-03-01"), ("Núñez Vik", "2017-03-01")], "Vik", "2017-04-01", "", Some("Alberto Núñez Vik")),
            (&[("Alberto Vik", "2017-03-01")], "Núñez Vik", "2017-04-01", "", None),
            (&[("Living Church of Vik", "2017-03-01")], "Vik", "2017-04-01", "", None),
        ] {
            let persons = persons(named);
            let others = Some(other).filter(|other| !other.is_empty());
            let meant = persons.meant(surname, Standing::default(), day.parse().ok(), others.into_iter());
            assert_eq!(meant.and_then(|(bearer, _)| bearer.display()), expected, "{surname} {day} {other}");
        }
    }
}
