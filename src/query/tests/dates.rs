use super::super::dates::{condition, point, span};
use super::day;

fn shown(found: Result<super::super::tree::DateSpan, super::super::DateError>) -> String {
    match found {
        Ok(span) => {
            let end = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", end(span.first), end(span.last))
        }
        Err(error) => format!("{} @{}..{}: {}", error.kind, error.at.start, error.at.end, error.kind.hint()),
    }
}

/// What is typed on 2017-09-06, a Wednesday, and the days it means.
const DATES: &[(&str, &str)] = &[
    ("2017", "2017-01-01..2017-12-31"),
    (" 2017 ", "2017-01-01..2017-12-31"),
    ("1000", "1000-01-01..1000-12-31"),
    ("9999", "9999-01-01..9999-12-31"),
    ("2017-09", "2017-09-01..2017-09-30"),
    ("2017-9", "2017-09-01..2017-09-30"),
    ("2017/09", "2017-09-01..2017-09-30"),
    ("2016-02", "2016-02-01..2016-02-29"),
    ("1900-02", "1900-02-01..1900-02-28"),
    ("2017-09-06", "2017-09-06..2017-09-06"),
    ("2017/9/6", "2017-09-06..2017-09-06"),
    ("2017.09.06", "2017-09-06..2017-09-06"),
    ("20170906", "2017-09-06..2017-09-06"),
    ("13.9.2017", "2017-09-13..2017-09-13"),
    ("9/13/2017", "2017-09-13..2017-09-13"),
    ("9.9.2017", "2017-09-09..2017-09-09"),
    ("2017-09..2017-11", "2017-09-01..2017-11-30"),
    ("2017-09 .. 2017-11", "2017-09-01..2017-11-30"),
    ("2017...2018", "2017-01-01..2018-12-31"),
    ("2017..2017", "2017-01-01..2017-12-31"),
    ("2017-09-06..2017", "2017-09-06..2017-12-31"),
    ("..2017", "..2017-12-31"),
    ("2017..", "2017-01-01.."),
    ("7d..", "2017-08-30.."),
    ("7d..yesterday", "2017-08-30..2017-09-05"),
    ("..7d", "..2017-08-30"),
    ("today", "2017-09-06..2017-09-06"),
    ("Yesterday", "2017-09-05..2017-09-05"),
    ("7d", "2017-08-30..2017-09-06"),
    ("0d", "2017-09-06..2017-09-06"),
    ("2w", "2017-08-23..2017-09-06"),
    ("3m", "2017-06-06..2017-09-06"),
    ("1Y", "2016-09-06..2017-09-06"),
    ("this week", "2017-09-04..2017-09-10"),
    ("last week", "2017-08-28..2017-09-03"),
    ("Last  Month", "2017-08-01..2017-08-31"),
    ("this month", "2017-09-01..2017-09-30"),
    ("last year", "2016-01-01..2016-12-31"),
    ("6 September 2017", "2017-09-06..2017-09-06"),
    ("6th of September, 2017", "2017-09-06..2017-09-06"),
    ("September 6, 2017", "2017-09-06..2017-09-06"),
    ("Sept. 6 2017", "2017-09-06..2017-09-06"),
    ("sep 2017", "2017-09-01..2017-09-30"),
    ("2017 September", "2017-09-01..2017-09-30"),
    ("Wed, 6 Sep 2017", "2017-09-06..2017-09-06"),
    ("May 2017", "2017-05-01..2017-05-31"),
    ("6 September 2017..November 2017", "2017-09-06..2017-11-30"),
    ("2017-Q3", "2017-07-01..2017-09-30"),
    ("2017q1", "2017-01-01..2017-03-31"),
    ("1990s", "1990-01-01..1999-12-31"),
    (">=2017", "2017-01-01.."),
    ("> 2017", "2018-01-01.."),
    ("<2017-09-06", "..2017-09-05"),
    ("<=2017-09", "..2017-09-30"),
    ("≤2017", "..2017-12-31"),
    ("=2017-09", "2017-09-01..2017-09-30"),
    (">7d", "2017-08-31.."),
    ("=7d", "2017-08-30..2017-08-30"),
    ("2017-13", "2017 has no month 13 @0..7: months go from 01 to 12"),
    ("2017-00", "2017 has no month 0 @0..7: months go from 01 to 12"),
    ("2016..2017-13", "2017 has no month 13 @6..13: months go from 01 to 12"),
    ("2017-02-30", "February 2017 has 28 days, not 30 @0..10: its last day is 2017-02-28"),
    ("31 April 2017", "April 2017 has 30 days, not 31 @0..13: its last day is 2017-04-30"),
    ("2018..2017", "the range ends before it begins @0..10: did you mean 2017..2018?"),
    ("..", "a range needs a date on one side at least @0..2: for example 2017-09.. or >=2017"),
    ("0999", "years go from 1000 to 9999, and 0999 is none of them @0..4: write the year with four digits"),
    ("12345", "years go from 1000 to 9999, and 12345 is none of them @0..5: write the year with four digits"),
    ("6.9.17", "years go from 1000 to 9999, and 17 is none of them @0..6: write the year with four digits"),
    ("06.07.2017", "06.07.2017 can be read in two ways @0..10: write 2017-07-06 or 2017-06-07"),
    ("13.13.2017", "2017 has no month 13 @0..10: months go from 01 to 12"),
    ("2017-2018", "a range is written with two dots @0..9: did you mean 2017..2018?"),
    ("2017-09-06 12:30", "dates are whole days; 2017-09-06 12:30 names a time @0..16: leave the time out"),
    ("September", "\"September\" has no year @0..9: write the year too: \"September 2017\""),
    ("Tuesday 6 September 2017", "2017-09-06 is a Wednesday, not a Tuesday @0..24: leave the weekday out"),
    (
        "99999999d",
        "\"99999999d\" lies outside the calendar @0..9: dates look like 2017, 2017-09, 2017-09-06, 2017-09..2017-11, yesterday, 7d, \"6 September 2017\"",
    ),
    (">", "> needs a date after it @0..1: for example 2017-09.. or >=2017"),
    (">2017..2018", "> takes one date, not a range @0..11: leave the sign out"),
    ("6", "6 is a day at best, without month and year @0..1: dates of several words stand in quotation marks: \"6 September 2017\""),
];

#[test]
fn dates_are_read_as_typed() {
    for (text, expected) in DATES {
        assert_eq!(shown(condition(text, day("2017-09-06"))), *expected, "{text}");
    }
    for text in [
        "",
        " ",
        "d",
        "-7d",
        "soon",
        "2017-",
        "2017-09-06-01",
        "2017_09",
        "September September 2017",
        "6 7 May 2017",
        "Q3",
        "1995s",
        "２０１７",
        "2017年",
    ] {
        assert!(shown(span(text, day("2017-09-06"))).contains("is not a date"), "{text}");
    }
}

#[test]
fn relative_dates_follow_the_calendar() {
    for (text, today, expected) in [
        ("1m", "2017-03-31", "2017-02-28..2017-03-31"),
        ("1y", "2016-02-29", "2015-02-28..2016-02-29"),
        ("yesterday", "2017-01-01", "2016-12-31..2016-12-31"),
        ("last month", "2017-01-15", "2016-12-01..2016-12-31"),
        ("last week", "2017-01-02", "2016-12-26..2017-01-01"),
    ] {
        assert_eq!(shown(span(text, day(today))), expected, "{text} {today}");
    }
    let found = point("3d", day("2017-09-06")).map(|span| (span.first, span.last));
    assert_eq!(found, Ok((day("2017-09-03"), day("2017-09-03"))));
}
