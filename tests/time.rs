//! What the time reader finds in text, what it makes of it, and what it leaves
//! alone.

use pmlint::facts::time::value::{Hedge, Precision, ZoneMeaning};
use pmlint::facts::time::{TimeFact, TimeValue, read};
use proptest::prelude::*;

/// The facts of a text, each as `kind text = value`.
fn found(text: &str) -> Vec<String> {
    read(text, &[]).iter().map(|fact| describe(text, fact)).collect()
}

fn describe(text: &str, fact: &TimeFact) -> String {
    format!("{} `{}` = {}", fact.value.kind(), &text[fact.range.clone()], fact.value)
}

/// Each text gives exactly the facts beside it.
#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| found(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  gives   {:?}\n  expected {expected:?}", found(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each text is one fact of that kind from end to end, with that value.
#[track_caller]
fn whole(kind: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, value)| found(text) != [format!("{kind} `{text}` = {value}")])
        .map(|(text, value)| format!("{text:?} gives {:?}, expected {value}", found(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing is found in any of the texts.
#[track_caller]
fn silent(texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|text| !found(text).is_empty())
        .map(|text| format!("{text:?}: {:?}", found(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The only duration of a text.
#[track_caller]
fn duration(text: &str) -> pmlint::facts::time::value::Duration {
    match read(text, &[]).as_slice() {
        [TimeFact { value: TimeValue::Duration(length), .. }] => length.clone(),
        other => panic!("{text:?}: {other:?}"),
    }
}

#[test]
fn dates() {
    whole(
        "date",
        &[
            ("2023-11-07", "2023-11-07"),
            ("2023/11/07", "2023-11-07"),
            ("2023.11.07", "2023-11-07"),
            ("2023-nov-7", "2023-11-07"),
            ("20231107", "2023-11-07"),
            ("November 7, 2023", "2023-11-07"),
            ("November 7th, 2023", "2023-11-07"),
            ("Nov. 7 2023", "2023-11-07"),
            ("7 November 2023", "2023-11-07"),
            ("7th of November 2023", "2023-11-07"),
            ("7th Nov, 2023", "2023-11-07"),
            ("7-Nov-2023", "2023-11-07"),
            ("07/Nov/2023", "2023-11-07"),
            ("07-Nov-23", "2023-11-07"),
            ("November 7 ’23", "2023-11-07"),
            ("Tuesday, November 7, 2023", "2023-11-07"),
            ("Tue 7 Nov 2023", "2023-11-07"),
            ("2023-11-07 (Tuesday)", "2023-11-07"),
            ("Nov 7, Tue", "XXXX-11-07"),
            ("November 7", "XXXX-11-07"),
            ("7 November", "XXXX-11-07"),
            ("Tues 7 november", "XXXX-11-07"),
            ("May 7", "XXXX-05-07"),
            ("7th may", "XXXX-05-07"),
            ("29 February", "XXXX-02-29"),
            ("11/27/2023", "2023-11-27"),
            ("27/11/2023", "2023-11-27"),
            ("27.11.2023", "2023-11-27"),
            ("07.11.2023", "2023-11-07"),
            ("11-27-2023", "2023-11-27"),
            ("11/27/23", "2023-11-27"),
            ("11, 27, 2023", "2023-11-27"),
            ("Mon 11/27", "XXXX-11-27"),
        ],
    );
}

#[test]
fn clock_times() {
    whole(
        "time",
        &[
            ("08:31", "T08:31"),
            ("8:31", "T08:31"),
            ("08:31:07", "T08:31:07"),
            ("08:31:07.250", "T08:31:07.250"),
            ("08:31:07,250", "T08:31:07.250"),
            ("8:31 PM", "T20:31"),
            ("8:31pm", "T20:31"),
            ("8:31 p.m.", "T20:31"),
            ("8.31pm", "T20:31"),
            ("831pm", "T20:31"),
            ("08:31:07 AM", "T08:31:07"),
            ("8PM", "T20:00"),
            ("8 a.m.", "T08:00"),
            ("12 AM", "T00:00"),
            ("8:31p", "T20:31"),
            ("8:31 in the evening", "T20:31"),
            ("12:10 AM", "T00:10"),
            ("12 PM", "T12:00"),
            ("20h31", "T20:31"),
            ("24:00", "T24:00"),
            ("20:31 hrs", "T20:31"),
            ("2031hrs", "T20:31"),
            ("0831 hours", "T08:31"),
            ("8 o'clock", "T08:00"),
            ("8 o'clock pm", "T20:00"),
            ("noon", "T12:00"),
            ("12 noon", "T12:00"),
            ("Midnight", "T00:00"),
            ("12:00 midnight", "T00:00"),
        ],
    );
}

#[test]
fn zones_of_times() {
    whole(
        "time",
        &[
            ("08:31Z", "T08:31Z"),
            ("0831Z", "T08:31Z"),
            ("0831 UTC", "T08:31Z"),
            ("08:31 UTC", "T08:31Z"),
            ("08:31 (UTC)", "T08:31Z"),
            ("08:31 gmt", "T08:31Z"),
            ("08:31 UTC+2", "T08:31+02:00"),
            ("08:31 (GMT+05:30)", "T08:31+05:30"),
            ("08:31 GMT-3", "T08:31-03:00"),
            ("08:31 utc+0245", "T08:31+02:45"),
            ("08:31+05:30", "T08:31+05:30"),
            ("08:31:00-05:00", "T08:31:00-05:00"),
            ("08:31 PST", "T08:31-08:00"),
            ("08:31−03:00", "T08:31-03:00"),
            ("08:31 pdt", "T08:31-07:00"),
            ("08:31 UTC+00:00", "T08:31Z"),
            ("08:31:07 +0000 UTC", "T08:31:07Z"),
            ("08:31 ( CEST )", "T08:31+02:00"),
            ("08:31 IST", "T08:31+05:30"),
            ("8 AM ET", "T08:00-05:00"),
            ("8 AM Pacific", "T08:00-08:00"),
            ("8 AM Pacific Time", "T08:00-08:00"),
            ("8 AM Eastern Daylight Time", "T08:00-04:00"),
            ("8 AM mountain timezone", "T08:00-07:00"),
            ("08:31 Greenwich Mean Time", "T08:31Z"),
            ("08:31 East Africa Time (EAT)", "T08:31+03:00"),
            ("08:31 Europe/Berlin", "T08:31+01:00"),
            ("08:31 America/Argentina/Buenos_Aires", "T08:31-03:00"),
            ("08:31 GMT+0900 (JST)", "T08:31+09:00"),
        ],
    );
}

#[test]
fn dates_with_times() {
    whole(
        "datetime",
        &[
            ("2023-11-07T08:31:07.250Z", "2023-11-07T08:31:07.250Z"),
            ("2023-11-07T08:31-05:00", "2023-11-07T08:31-05:00"),
            ("20231107T083107Z", "2023-11-07T08:31:07Z"),
            ("2023-11-07 08:31 UTC", "2023-11-07T08:31Z"),
            ("2023-11-07 08:31:07-05:00", "2023-11-07T08:31:07-05:00"),
            ("2023-11-07 0831 UTC", "2023-11-07T08:31Z"),
            ("Tue, 07 Nov 2023 08:31:07 -0500", "2023-11-07T08:31:07-05:00"),
            ("Tue Nov  7 08:31:07 2023", "2023-11-07T08:31:07"),
            ("Tue Nov 7 08:31:07 UTC 2023", "2023-11-07T08:31:07Z"),
            ("Nov 7 08:31:07 2023 GMT", "2023-11-07T08:31:07Z"),
            ("07/Nov/2023:08:31:07 +0100", "2023-11-07T08:31:07+01:00"),
            ("November 7, 2023, 08:31 UTC", "2023-11-07T08:31Z"),
            ("November 7, 2023 at 8:31 AM (UTC)", "2023-11-07T08:31Z"),
            ("7 Nov 2023 @ 8pm", "2023-11-07T20:00"),
            ("Nov 7 8:31am", "XXXX-11-07T08:31"),
            ("11/07 8:31 AM", "XXXX-11-07T08:31"),
            ("11/07/2023 - 08:31", "2023-11-07T08:31"),
            ("11/07/2023-08:31", "2023-11-07T08:31"),
            ("2023-11-07: 08:31", "2023-11-07T08:31"),
            ("08:31 UTC on November 7, 2023", "2023-11-07T08:31Z"),
            ("8:31 AM, 7 November 2023", "2023-11-07T08:31"),
            ("08:31 2023-11-07", "2023-11-07T08:31"),
            ("noon on 7 November", "XXXX-11-07T12:00"),
            ("2023-11-07 08:31:07 +0000 UTC", "2023-11-07T08:31:07Z"),
            ("November 7, 2023 at noon", "2023-11-07T12:00"),
            ("2023-07-07 08:31 ET", "2023-07-07T08:31-04:00"),
            ("2023-11-07 08:31 ET", "2023-11-07T08:31-05:00"),
        ],
    );
    check(&[
        ("2023-11-07 0831: first page", &["datetime `2023-11-07 0831` = 2023-11-07T08:31"]),
        ("2023-11-07 0831 requests", &["date `2023-11-07` = 2023-11-07"]),
        ("on 11/07 at 20h we began", &["datetime `11/07 at 20h` = XXXX-11-07T20:00"]),
        (
            "2023-11-07 | 08:31 | 2 hours | 5 minutes",
            &[
                "date `2023-11-07` = 2023-11-07",
                "time `08:31` = T08:31",
                "duration `2 hours` = PT2H",
                "duration `5 minutes` = PT5M",
            ],
        ),
        ("14:05:Alert fired", &["time `14:05` = T14:05"]),
        ("9:00 AM:** detected", &["time `9:00 AM` = T09:00"]),
        (
            "08:31, 2023-11-07 09:15",
            &["time `08:31` = T08:31", "datetime `2023-11-07 09:15` = 2023-11-07T09:15"],
        ),
        (
            "End: November 7, 2023\n09:15 next",
            &["date `November 7, 2023` = 2023-11-07", "time `09:15` = T09:15"],
        ),
    ]);
}

#[test]
fn ranges() {
    whole(
        "time-range",
        &[
            ("08:31 - 09:15", "T08:31 to T09:15"),
            ("08:31–09:15 UTC", "T08:31Z to T09:15Z"),
            ("08:31 UTC — 09:15 UTC", "T08:31Z to T09:15Z"),
            ("08:31 to 09:15 (UTC)", "T08:31Z to T09:15Z"),
            ("08:31 UTC until 09:15", "T08:31Z to T09:15Z"),
            ("08:31 UTC–09:15", "T08:31Z to T09:15Z"),
            ("10:31 UTC-11:15", "T10:31Z to T11:15Z"),
            ("08:31 till 09:15", "T08:31 to T09:15"),
            ("08:31 -> 09:15", "T08:31 to T09:15"),
            ("8:00–9:15 AM", "T08:00 to T09:15"),
            ("11:00-1:15 PM", "T11:00 to T13:15"),
            ("8-9pm", "T20:00 to T21:00"),
            ("11 AM to 3", "T11:00 to T15:00"),
            ("10 PM – 2 AM", "T22:00 to T02:00"),
            ("11am to 1am", "T11:00 to T01:00"),
            ("8h30 - 9h CST", "T08:30-06:00 to T09:00-06:00"),
        ],
    );
    whole(
        "datetime-range",
        &[
            ("2023-11-07 08:31 - 2023-11-07 09:15 (UTC)", "2023-11-07T08:31Z to 2023-11-07T09:15Z"),
            ("November 7, 2023, 08:00 AM - 09:15 AM (UTC)", "2023-11-07T08:00Z to 2023-11-07T09:15Z"),
            ("November 7, 10 PM – 2 AM", "XXXX-11-07T22:00 to XXXX-11-07T02:00"),
            ("November 7 from 8:00 to 9:15 AM PST", "XXXX-11-07T08:00-08:00 to XXXX-11-07T09:15-08:00"),
            ("9:00 AM to 5:00 PM, Tuesday, 7 Nov 2023", "2023-11-07T09:00 to 2023-11-07T17:00"),
            ("November 7, 2023 22:00 – November 8, 2023 02:00 UTC", "2023-11-07T22:00Z to 2023-11-08T02:00Z"),
            ("2023-11-07T08:31Z/2023-11-08T02:00Z", "2023-11-07T08:31Z to 2023-11-08T02:00Z"),
            ("22:00 UTC - 2023-11-08 02:00 UTC", "T22:00Z to 2023-11-08T02:00Z"),
        ],
    );
    whole(
        "date-range",
        &[
            ("November 7-9", "XXXX-11-07 to XXXX-11-09"),
            ("November 7th through the 9th, 2023", "2023-11-07 to 2023-11-09"),
            ("7 to 9 November 2023", "2023-11-07 to 2023-11-09"),
            ("7–9 of November", "XXXX-11-07 to XXXX-11-09"),
            ("Nov 7 - Dec 9, 2023", "2023-11-07 to 2023-12-09"),
            ("2023-11-07 to 2023-11-09", "2023-11-07 to 2023-11-09"),
            ("11/7/2023 - 11/9/2023", "2023-11-07 to 2023-11-09"),
        ],
    );
    check(&[
        (
            "between 8:00 and 9:15 AM Pacific Time",
            &["time-range `8:00 and 9:15 AM Pacific Time` = T08:00-08:00 to T09:15-08:00"],
        ),
        (
            "Between the hours of 10:00 and 12:05 UTC",
            &["time-range `10:00 and 12:05 UTC` = T10:00Z to T12:05Z"],
        ),
        (
            "8 PM EST Nov 7 - 2 AM EST Nov 8",
            &[
                "datetime-range `8 PM EST Nov 7 - 2 AM EST Nov 8` = XXXX-11-07T20:00-05:00 to XXXX-11-08T02:00-05:00",
            ],
        ),
        ("between about 8:05 and 8:35 PM", &["time-range `8:05 and 8:35 PM` = T20:05 to T20:35"]),
        ("8 AM ET/5 AM PT", &["time `8 AM ET` = T08:00-05:00", "time `5 AM PT` = T05:00-08:00"]),
        ("08:31 and 09:15", &["time `08:31` = T08:31", "time `09:15` = T09:15"]),
        ("from 1:30 to 3", &["time-range `1:30 to 3` = T01:30 to T03:00"]),
        ("between the hours of 1730 and 1845 UTC", &["time-range `1730 and 1845 UTC` = T17:30Z to T18:45Z"]),
        ("down 0910-1005 CET", &["time-range `0910-1005 CET` = T09:10+01:00 to T10:05+01:00"]),
        ("in 2019 and 2021 UTC was", &["time `2021 UTC` = T20:21Z"]),
        ("from 14:00 to 15 nodes", &["time `14:00` = T14:00"]),
        ("08:31 - 2 nodes failed", &["time `08:31` = T08:31"]),
        ("Nov 7 - 2 nodes failed", &["date `Nov 7` = XXXX-11-07"]),
        ("until 08:31\n- 09:15 rollback", &["time `08:31` = T08:31", "time `09:15` = T09:15"]),
        (
            "on November 7, 2023, lasting from 08:31 to 09:15 UTC",
            &["date `November 7, 2023` = 2023-11-07", "time-range `08:31 to 09:15 UTC` = T08:31Z to T09:15Z"],
        ),
    ]);
}

#[test]
fn what_a_range_shares() {
    let facts = read("November 7, 22:00 to 02:00; Nov 7 22:00 to Nov 8 02:00", &[]);
    let shared: Vec<bool> = facts
        .iter()
        .map(|fact| match &fact.value {
            TimeValue::Range(range) => range.end_date_shared,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(shared, [true, false]);
}

#[test]
fn lone_zones() {
    check(&[
        ("All times in UTC.", &["zone `UTC` = Z"]),
        ("Timeline (all times are PT)", &["zone `PT` = -08:00"]),
        ("Timeline (times in BST)", &["zone `BST` = +01:00"]),
        ("(PST)", &["zone `PST` = -08:00"]),
        ("Timezone: Europe/Berlin", &["zone `Europe/Berlin` = +01:00"]),
        ("Time zone: UTC+2", &["zone `UTC+2` = +02:00"]),
        ("All times are in CEST (UTC+2)", &["zone `CEST (UTC+2)` = +02:00"]),
        ("given in Pacific Time", &["zone `Pacific Time` = -08:00"]),
        ("times in ist", &[]),
        ("all times are in utc", &["zone `utc` = Z"]),
    ]);
    silent(&[
        "the CAT scan",
        "BST nodes",
        "MSK cluster",
        "PT tests",
        "the Pacific ocean",
        "in est. cost",
        "UTC_OFFSET",
    ]);
    let facts = read("All times in PST", &[]);
    assert!(matches!(
        facts.as_slice(),
        [TimeFact { value: TimeValue::Zone(zone), .. }]
            if zone.name == "PST" && matches!(zone.meaning, ZoneMeaning::Seasonal(-480, _))
    ));
}

#[test]
fn durations() {
    check(&[
        ("1h 32m", &["duration `1h 32m` = PT1H32M"]),
        ("1h32m", &["duration `1h32m` = PT1H32M"]),
        ("20h 03m", &["duration `20h 03m` = PT20H3M"]),
        ("2d 1h 29m", &["duration `2d 1h 29m` = P2DT1H29M"]),
        ("1:32:05 h", &["duration `1:32:05 h` = PT1H32M5S"]),
        ("1:30 hours", &["duration `1:30 hours` = PT1H30M"]),
        ("PT4H", &["duration `PT4H` = PT4H"]),
        ("P1DT2H", &["duration `P1DT2H` = P1DT2H"]),
        ("2 hours and 5 minutes", &["duration `2 hours and 5 minutes` = PT2H5M"]),
        ("2 hours, 5 minutes and 9 seconds", &["duration `2 hours, 5 minutes and 9 seconds` = PT2H5M9S"]),
        ("two and a half hours", &["duration `two and a half hours` = PT2H30M"]),
        ("2 and a half hours", &["duration `2 and a half hours` = PT2H30M"]),
        ("2½ hours", &["duration `2½ hours` = PT2H30M"]),
        ("2.5 hrs", &["duration `2.5 hrs` = PT2H30M"]),
        ("half an hour", &["duration `half an hour` = PT30M"]),
        ("a half hour", &["duration `a half hour` = PT30M"]),
        ("a quarter of an hour", &["duration `a quarter of an hour` = PT15M"]),
        ("an hour and a half", &["duration `an hour and a half` = PT1H30M"]),
        ("twenty-five minutes", &["duration `twenty-five minutes` = PT25M"]),
        ("thirty two hours", &["duration `thirty two hours` = P1DT8H"]),
        ("40min", &["duration `40min` = PT40M"]),
        ("a 45-minute outage", &["duration `45-minute` = PT45M"]),
        ("an hour-long outage", &["duration `an hour` = PT1H"]),
        ("2000 hours", &["duration `2000 hours` = P83DT8H"]),
        ("1y 2mo 3d", &["duration `1y 2mo 3d` = P428D"]),
        ("1,200 seconds", &["duration `1,200 seconds` = PT20M"]),
        ("250 ms", &["duration `250 ms` = PT0.25S"]),
        ("lasted 1h30", &[]),
        ("Duration: 1:32:05", &["duration `1:32:05` = PT1H32M5S"]),
        ("Duration: 10:32:05 - 11:00:00", &["time-range `10:32:05 - 11:00:00` = T10:32:05 to T11:00:00"]),
        ("5 minutes later", &["duration `5 minutes` = PT5M"]),
        ("1 hour thirty", &["duration `1 hour thirty` = PT1H30M"]),
        ("2 hours ten engineers", &["duration `2 hours` = PT2H"]),
        ("after 2 hours, 30 minutes later", &["duration `2 hours` = PT2H", "duration `30 minutes` = PT30M"]),
        ("raised from 5 to 10 minutes", &["duration `10 minutes` = PT10M"]),
        ("a wait of 5\nminutes", &["duration `5\nminutes` = PT5M"]),
    ]);
}

#[test]
fn hedges() {
    let cases = [
        ("lasted 4 hours", "4 hours", Hedge::None),
        ("lasted about 4 hours", "about 4 hours", Hedge::About),
        ("~45 mins", "~45 mins", Hedge::About),
        ("approx. 4 hours", "approx. 4 hours", Hedge::About),
        ("4 hours or so", "4 hours or so", Hedge::About),
        ("nearly 4 hours", "nearly 4 hours", Hedge::Almost),
        ("just under 4 hours", "just under 4 hours", Hedge::Almost),
        ("close to 4 hours", "close to 4 hours", Hedge::Almost),
        ("more than 4 hours", "more than 4 hours", Hedge::AtLeast),
        ("at least 4 hours", "at least 4 hours", Hedge::AtLeast),
        ("over 4 hours", "4 hours", Hedge::AtLeast),
        (">4h", ">4h", Hedge::AtLeast),
        ("4+ hours", "4+ hours", Hedge::AtLeast),
        ("4 hours or more", "4 hours or more", Hedge::AtLeast),
        ("less than 4 hours", "less than 4 hours", Hedge::AtMost),
        ("no more than 4 hours", "more than 4 hours", Hedge::AtMost),
        ("up to 4 hours", "up to 4 hours", Hedge::AtMost),
        ("within 4 hours", "4 hours", Hedge::AtMost),
        ("a few hours", "a few hours", Hedge::Few),
        ("several hours", "several hours", Hedge::Few),
        ("a couple of days", "a couple of days", Hedge::Few),
    ];
    for (text, span, hedge) in cases {
        assert_eq!(duration(text).hedge, hedge, "{text}");
        assert_eq!(&text[read(text, &[])[0].range.clone()], span, "{text}");
    }
}

#[test]
fn durations_with_two_ends() {
    let cases = [
        ("1–2 hours", 3600.0, 7200.0),
        ("10-30 minutes", 600.0, 1800.0),
        ("10 to 30 minutes", 600.0, 1800.0),
        ("two or three hours", 7200.0, 10800.0),
        ("between 2 and 3 hours", 7200.0, 10800.0),
        ("30 min – 1 h", 1800.0, 3600.0),
    ];
    for (text, low, high) in cases {
        let length = duration(text);
        assert_eq!(length.between, Some((low, high)), "{text}");
        assert_eq!(length.seconds, f64::midpoint(low, high), "{text}");
    }
}

#[test]
fn units_and_parts() {
    let cases = [
        ("2h 5m", 60.0, 2),
        ("125 minutes", 60.0, 1),
        ("2 hours", 3600.0, 1),
        ("1 day, 2 hours and 5 minutes", 60.0, 3),
        ("two and a half hours", 1800.0, 1),
        ("half an hour", 1800.0, 1),
    ];
    for (text, unit, parts) in cases {
        let length = duration(text);
        assert_eq!((length.unit, length.parts), (unit, parts), "{text}");
    }
}

#[test]
fn counted_otherwise() {
    for text in [
        "4 business hours",
        "two working days",
        "4 hours (during support hours)",
        "a cumulative 4 hours",
        "4 hours of cumulative downtime",
        "at least a few hours",
    ] {
        assert!(duration(text).qualified, "{text}");
    }
    assert!(!duration("4 hours in total").qualified);
}

#[test]
fn approximate_times() {
    for (text, approximate) in
        [("around 08:31", true), ("~08:31 UTC", true), ("approx. 8 AM", true), ("at 08:31", false)]
    {
        match read(text, &[]).as_slice() {
            [TimeFact { value: TimeValue::Timestamp(stamp), .. }] => {
                assert_eq!(stamp.approximate, approximate, "{text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn precision_of_a_time() {
    for (text, precision) in
        [("8 AM", Precision::Hour), ("8:00 AM", Precision::Minute), ("08:00:00", Precision::Second)]
    {
        match read(text, &[]).as_slice() {
            [TimeFact { value: TimeValue::Timestamp(stamp), .. }] => {
                assert_eq!(stamp.clock.map(|clock| clock.precision), Some(precision), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn look_alikes() {
    silent(&[
        "01:02:59:D9:C3 and 13:10:de:ad:be:ef",
        "[eval]:5:15, `EST5EDT`, let utc = now",
        "commits 716875d and 323366d",
        "half past noon, quarter to 3pm",
        "T+5m, T-10 min, +15m",
        "upgraded to 1.24.0, then v2.3 and 1.29/1.30",
        "Ubuntu 14.04 and Ubuntu 20.04 LTS",
        "release 2024.1.2",
        "listening on :8080 and localhost:80",
        "8080->80, 0.0.0.0:8080->80/tcp",
        "10.0.0.0/16 and 192.168.10.12:80",
        "fe80::1:20:30",
        "00:1b:44:11:3a:b7",
        "a ratio of 16:10, and 16:9",
        "they won 3:2, or 3:1",
        "99.95 % of 1,204 requests",
        "#1234, PR 4711, ABC-123, INC-20231107-004",
        "commit 3f2a10d, 0x19, sha256:58d0da8b",
        "Line 137; main.rs:14:40; line 14:40",
        "call 650-555-0199 or +1 650 555 0199",
        "lost $10,000 and 5m users",
        "find -mtime +7",
        "T-72h",
        "502s and 404s, 500 errors, 5xx",
        "in the 1990s",
        "5 to 8 may fail",
        "you may see it; march on; the sun; the second; may 5 of them fail",
        "in a second; a second time; the minute",
        "100 requests a day, twice an hour",
        "one day we will",
        "3/4 of the nodes, 24/7, a score of 8/10",
        "2012-14 and 133-03-03-2020",
        "the 5th of them",
        "golang.org/x/net@0.0.0-20211209124913-491a49abca63",
        "pod gke-core-pool-b7edea69-00sc",
        "1944m of CPU",
        "P1 and P2M",
        "６:００ and １４:０５",
    ]);
}

#[test]
fn impossible_values() {
    silent(&[
        "31 June",
        "June 31, 2023",
        "30 February 2024",
        "February 29, 2023",
        "2023-02-30",
        "2023/13/07",
        "15/28/2023",
        "31.06.2023",
        "25:12",
        "14:60",
        "24:05",
        "13:00 PM",
        "13PM",
        "June 10 - 31, 2023",
    ]);
}

#[test]
fn barriers() {
    let text = "08:31 `14:05` 2023-11-07 `x` 09:15 - `y` 10:00";
    let opaque: Vec<_> = [(6, 13), (25, 28), (37, 40)].map(|(start, end)| start..end).into();
    let facts: Vec<String> = read(text, &opaque).iter().map(|fact| describe(text, fact)).collect();
    assert_eq!(
        facts,
        [
            "time `08:31` = T08:31",
            "date `2023-11-07` = 2023-11-07",
            "time `09:15` = T09:15",
            "time `10:00` = T10:00"
        ]
    );
}

#[test]
#[allow(clippy::single_range_in_vec_init)]
fn strange_barriers() {
    let text = "é 08:31 é";
    for opaque in [vec![1..3], vec![0..100], vec![50..60], vec![5..5], vec![1..2, 1..2, 0..4]] {
        let _ = read(text, &opaque);
    }
    assert_eq!(read(text, &[0..100]), []);
}

/// Quadratic readers do not finish these.
#[test]
fn pathological_texts_finish() {
    for piece in [
        "00:",
        "1h ",
        "2024-01-",
        "- 12:",
        "12:00-",
        "1 ",
        "Jan ",
        "Jan 1 ",
        "(",
        "between ",
        "1 and ",
        "a half ",
        "~",
        "10 - ",
        "Jan 1 - ",
        "Pacific/",
        "\n",
        "1,000,",
        "12:00 on ",
        "about ",
    ] {
        let text = piece.repeat(50_000);
        let facts = read(&text, &[]);
        assert!(facts.len() <= 50_000, "{piece}");
    }
}

#[test]
fn nothing_is_read_in_code() {
    let found = |text: &str, code: std::ops::Range<usize>| {
        let facts = read(text, std::slice::from_ref(&code));
        facts.into_iter().map(|fact| text[fact.range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("noonZ", 4..5), ["noon"]);
    assert_eq!(found("it took 4h", 9..10), [""; 0]);
    assert_eq!(found("it took 4h", 0..2), ["4h"]);
}

/// Text made of the pieces that times are made of.
fn time_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,5}",
        r"[:./, \n–+~()-]{1,2}",
        "(am|PM|h|m|Jan|May|st|th|of|to|and|between|from|at|UTC|PST|Z|T|hours|half|an?|few|noon|about|Tue|é|½|\u{301})",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn ranges_are_valid(text: &str, opaque: &[std::ops::Range<usize>]) -> Result<(), TestCaseError> {
    let mut last = 0;
    for fact in read(text, opaque) {
        prop_assert!(last <= fact.range.start && fact.range.start < fact.range.end);
        prop_assert!(text.get(fact.range.clone()).is_some());
        prop_assert!(opaque.iter().all(|code| code.end <= fact.range.start || fact.range.end <= code.start));
        prop_assert!(!fact.value.to_string().is_empty());
        last = fact.range.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_valid_ranges(text in ".{0,200}") {
        ranges_are_valid(&text, &[])?;
    }

    #[test]
    fn time_like_text_gives_valid_ranges(text in time_like(), start in 0usize..40, len in 1usize..20) {
        ranges_are_valid(&text, &[])?;
        let opaque = start..start + len;
        ranges_are_valid(&text, std::slice::from_ref(&opaque))?;
    }

    #[test]
    fn every_instant_is_read_back(year in 1990i32..2090, month in 1u32..=12, day in 1u32..=28, hour in 0u32..24, minute in 0u32..60) {
        let text = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}Z");
        prop_assert_eq!(found(&text), [format!("datetime `{text}` = {text}")]);
    }
}
