//! What looks like a time or a date and is none: found, and kept apart from the
//! facts.

use pmlint::document::Document;
use pmlint::facts::Facts;
use pmlint::facts::time::Fault::{
    self, CutHalf, FourDigits, LongYear, NoSuchDay, NoSuchMonth, NoSuchTime, PastTwelve,
};
use pmlint::facts::time::calendar;
use pmlint::facts::time::value::{Weekday, Zone};
use pmlint::facts::{Value, time::TimeValue};

/// The faults of a text, as written.
fn faults(text: &str) -> Vec<(String, Fault)> {
    let document = Document::parse(text);
    let facts = Facts::read(&document);
    let found = facts.faults().iter();
    found.map(|place| (text[place.span.range()].to_owned(), place.fault)).collect()
}

const fn no_day(day: u8, month: u8, year: Option<i32>) -> Fault {
    NoSuchDay { month, day, year }
}

#[test]
fn what_is_no_time_or_date_is_a_fault() {
    let month = NoSuchMonth { month: 13, swappable: true };
    let table: &[(&str, &str, Fault)] = &[
        ("At 25:10 it ended.", "25:10", NoSuchTime),
        ("- 14:61 Alert", "14:61", NoSuchTime),
        ("14:05:61 UTC", "14:05:61", NoSuchTime),
        ("from 13:00 PM on", "13:00 PM", PastTwelve),
        ("from 14.30 am on", "14.30 am", PastTwelve),
        ("10:00 M - 2:00 PM", "10:00 M", CutHalf),
        ("10:00 M (UTC)", "10:00 M", CutHalf),
        ("2025-01-14 1600 Repaired", "1600", FourDigits),
        ("- 1600 Repaired", "1600", FourDigits),
        ("22024-03-18 09:36", "22024-03-18", LongYear(2024)),
        ("20224-03-18", "20224-03-18", LongYear(2024)),
        ("on 31 June", "31 June", no_day(31, 6, None)),
        ("the 30th of February 2024", "30th of February 2024", no_day(30, 2, Some(2024))),
        ("Feb 29, 2023", "Feb 29, 2023", no_day(29, 2, Some(2023))),
        ("February 20 - 30, 2024", "February 20 - 30, 2024", no_day(30, 2, Some(2024))),
        ("2023-02-29T10:00Z", "2023-02-29", no_day(29, 2, Some(2023))),
        ("2024/04/31", "2024/04/31", no_day(31, 4, Some(2024))),
        ("31/06/2024", "31/06/2024", no_day(31, 6, Some(2024))),
        ("06/31/2024", "06/31/2024", no_day(31, 6, Some(2024))),
        ("30.02.2024", "30.02.2024", no_day(30, 2, Some(2024))),
        ("2024-13-05", "2024-13-05", month),
    ];
    for (text, written, fault) in table {
        let found = faults(text);
        assert!(found.contains(&((*written).to_owned(), *fault)), "{text}: {found:?}");
        let document = Document::parse(text);
        let facts = Facts::read(&document);
        let place = facts.faults().iter().find(|place| place.fault == *fault).map(|place| place.span);
        // A time of four digits is a fact where a colon or a zone follows it.
        let taken = facts.all().iter().filter(|fact| place.is_some_and(|place| fact.span.overlaps(place)));
        let points = taken.filter(|fact| matches!(fact.value, Value::Time(TimeValue::Range(_))));
        assert_eq!(points.count(), 0, "{text}: a fault is taken for a time");
    }
}

#[test]
fn what_can_be_something_else_is_no_fault() {
    for text in [
        "at 24:10",
        "10:00 M. Smith called",
        "10:00 MB",
        "0:30 PM",
        "2024-02-29",
        "29 February",
        "version 2024-02-30-rc1",
        "backup-2024-02-30",
        "31.06.2024.7",
        "30-02-2024.log",
        "By June 31 nodes were down",
        "the 31 Sep builds",
        "12024-40-18",
        "14024-03-18",
        "13/06/2024 and 06/13/2024",
        "it said `25:10` and `31 June`",
        "- 1600 requests failed",
        "- 1600 UTC Repaired",
        "March 5, 2024 10:05",
        "2024-00-10",
        "de:ad:be:ef:25:10",
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
}

fn zone(text: &str) -> Zone {
    let document = Document::parse(text);
    let facts = Facts::read(&document);
    let zone = facts.all().iter().find_map(|fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.zone.clone(),
        _ => None,
    });
    zone.unwrap_or_else(|| panic!("{text} has no zone"))
}

/// 5 July and 18 January 2024.
const SUMMER: i64 = 19_909;
const WINTER: i64 = 19_740;

#[test]
fn the_calendar_knows_days_and_seasons() {
    assert_eq!(calendar::spoken_day(SUMMER), "2024-07-05");
    assert_eq!(calendar::spoken_day(WINTER), "2024-01-18");
    assert_eq!(calendar::weekday_of(SUMMER), Weekday::Fri);
    assert_eq!(calendar::weekday_of(-1), Weekday::Wed);
    for (text, day, wrong) in [
        ("10:00 PST", SUMMER, true),
        ("10:00 PST", WINTER, false),
        ("10:00 CEST", WINTER, true),
        ("10:00 BST", SUMMER, false),
        ("10:00 AEDT", SUMMER, true),
    ] {
        let season = zone(text).season(day);
        let season = season.unwrap_or_else(|| panic!("{text} has no season"));
        assert_eq!(season.literal != season.in_force, wrong, "{text} on {day}");
    }
    assert!(zone("10:00 UTC").season(SUMMER).is_none());
    assert!(zone("10:00 PST").season(19_792).is_none(), "the clocks change on 2024-03-10");
}

#[test]
fn a_zone_tells_all_offsets_that_it_can_mean() {
    for (text, day, offsets) in [
        ("10:00 UTC", None, vec![0]),
        ("10:00 PDT", None, vec![-420]),
        ("10:00 PDT", Some(WINTER), vec![-480, -420]),
        ("10:00 PT", Some(SUMMER), vec![-420]),
        ("10:00 PT", None, vec![-480, -420]),
        ("10:00 PST", None, vec![-480, -420, 480]),
        ("10:00 CET", Some(WINTER), vec![60]),
        ("10:00 CST (UTC+8)", None, vec![480]),
        ("10:00 GMT", None, vec![0, 60]),
        ("10:00 IST", None, vec![60, 120, 180, 330]),
    ] {
        assert_eq!(zone(text).all_offsets(day), offsets, "{text} on {day:?}");
    }
    assert_eq!(zone("10:00 PST (UTC-7)").self_contradiction(), Some((-420, -480)));
    for right in ["10:00 PST (UTC-8)", "10:00 CST (UTC+8)", "10:00 BST (UTC+1)", "10:00 UTC"] {
        assert_eq!(zone(right).self_contradiction(), None, "{right}");
    }
}

#[test]
fn clocks_leap_in_spring_only() {
    let berlin = zone("10:00 Europe/Berlin");
    let at = |day: i64, hour: i64, minute: i64| berlin.gap_at(day * 86_400 + hour * 3_600 + minute * 60);
    // 31 March 2024
    assert_eq!(at(19_813, 2, 30), Some((7_200, 10_800)));
    assert_eq!(at(19_813, 1, 59), None);
    assert_eq!(at(19_813, 3, 0), None);
    assert_eq!(at(SUMMER, 2, 30), None);
    assert_eq!(zone("02:30 PST").gap_at(19_813 * 86_400), None);
}
