//! How much more a new article counts than an old one.

use chrono::{Datelike, NaiveDate};
use tantivy::Score;

use crate::engine::Recent;
use crate::schema::documents::number_day;

/// [`Recent`] as a factor of scores: 2 on the day itself, half as much above 1 with every half-life, 1 for what is undated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Freshness {
    today: i32,
    half_life: Score,
}

impl Freshness {
    pub(super) fn new(recent: Recent) -> Self {
        Self { today: day_of(recent.today), half_life: recent.half_life.max(1) as Score }
    }

    /// The greatest factor.
    pub(super) const MOST: Score = 2.0;

    /// The factor for a day number; what is dated later than today counts as of today.
    pub(super) fn factor(self, day: i64) -> Score {
        self.age(day).map_or(1.0, |age| 1.0 + (-(age as Score) / self.half_life).exp2())
    }

    /// How many days ago a day number was; `None` where it is no day.
    pub(super) fn age(self, day: i64) -> Option<i32> {
        number_day(day).map(|day| self.today.saturating_sub(day_of(day)).max(0))
    }
}

fn day_of(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newness_halves() {
        let today = NaiveDate::from_ymd_opt(2020, 3, 1).unwrap();
        let freshness = Freshness::new(Recent { today, half_life: 29 });
        for (day, expected) in [(20_200_301, 2.0), (20_200_201, 1.5), (20_300_101, 2.0), (18_000_101, 1.0), (i64::MIN, 1.0)] {
            assert!((freshness.factor(day) - expected).abs() < 1e-6, "{day}");
        }
    }
}
