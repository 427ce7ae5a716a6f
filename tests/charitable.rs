//! Reports that look wrong to a naive check and are right: the families that
//! hold statements against each other stay silent on all of them.

use pmlint::lint;
use pmlint::rules::RuleSet;

/// A timeline of one hour.
const PLAIN: &str = "- 08:00 down\n- 08:10 alert\n- 09:00 up";

/// A summary, a timeline and a root cause.
const REPORTS: &[(&str, &str, &str)] = &[
    ("Down 08:00-09:00 UTC. Without failover it would have lasted 4 hours.", PLAIN, ""),
    ("From 08:00 to 09:00 UTC the site was down. The review meeting lasted 2 hours.", PLAIN, ""),
    ("From 08:00 to 09:00 UTC the site was down. The queue was unavailable for 35 minutes.", PLAIN, ""),
    ("From 08:00 to 09:00 UTC the site was down. The replica was out for 25 minutes of it.", PLAIN, ""),
    (
        "From 08:00 to 11:00 UTC all sites were slow. Checkout was completely unavailable for 35 minutes.",
        PLAIN,
        "",
    ),
    ("From 08:00 to 09:00 the site was intermittently down; total downtime 17 minutes.", PLAIN, ""),
    ("The outage lasted from 08:00 to 09:00 UTC (1 hour); email delays lasted 3 hours more.", PLAIN, ""),
    ("A second incident lasted 3 hours the week before.", PLAIN, ""),
    ("Unlike the 4 hour outage in March, this one lasted an hour.", PLAIN, ""),
    ("Our SLA allows downtime of 43 minutes a month.", PLAIN, ""),
    ("Each flap lasted 2 to 5 minutes.", PLAIN, ""),
    (
        "The incident lasted from 1 July to 3 July 2024 (3 days).",
        "- 2024-07-01 08:00 down\n- 2024-07-02 09:00 alert\n- 2024-07-03 11:00 up",
        "",
    ),
    (
        "The outage lasted from 08:00 to 09:00 UTC.",
        "- 07:50 alert fired: replication lag on the replica\n- 08:00 site down\n- 08:01 alert fired: site down\n- 09:00 up",
        "",
    ),
    (
        "The outage lasted from 08:00 to 09:00 UTC.",
        "- 07:50 users report slowness\n- 08:00 site down\n- 09:00 up",
        "",
    ),
    (
        "Down 08:00 to 09:00 UTC.",
        "- 08:00 down\n- 08:10 alert\n- 08:30 service restored\n- 08:35 errors return\n- 09:00 up",
        "",
    ),
    (
        "Outage 10:00–10:20 UTC, degraded until 13:00 UTC.",
        "- 10:00 down\n- 10:20 failover; site up but slow\n- 13:00 performance back to normal",
        "",
    ),
    (
        "Users could not log in between 08:00 and 09:00 UTC.",
        "- 07:30 outage of the database begins\n- 07:40 alert\n- 09:00 login works\n- 11:00 all systems back to normal",
        "",
    ),
    (
        "Site answered 502 errors 08:00-09:00 UTC.",
        PLAIN,
        "the backend answered 500 Internal Server Error; the load balancer maps this to 502",
    ),
    (
        "Site answered 503 errors.",
        PLAIN,
        "The payment provider returned 500 errors, which tripped the circuit breaker.",
    ),
];

#[test]
fn a_charitable_reader_finds_nothing() {
    let select = ["timeline", "duration", "contradiction"].map(String::from);
    let rules = RuleSet::choose(&select, &["timeline/long-gap".to_owned()]).expect("these rules exist");
    let mut faults = Vec::new();
    for (summary, timeline, cause) in REPORTS {
        let cause = if cause.is_empty() { "A full disk." } else { cause };
        let text = format!(
            "# Report of 2024-07-03\n\n## Summary\n{summary}\n\n## Timeline (UTC)\n{timeline}\n\n## Root cause\n{cause}\n"
        );
        for found in lint(&text, &rules) {
            faults.push(format!("{}: {}\n{text}", found.rule, found.finding.message));
        }
    }
    assert!(faults.is_empty(), "{} false alarms:\n{}", faults.len(), faults.join("\n"));
}

/// Whole reports with times that look odd, each with why they are right.
const WHOLE: &[(&str, &str)] = &[
    (
        "a score is no time",
        "# Feed down 2024-05-11\n## Timeline (UTC)\n- 18:00 match begins\n- 18:14 feed stops\n- 2:61 score shown\n- 18:54 feed is back",
    ),
    (
        "a night may have a 25th hour",
        "# Guide down 2024-03-04\n## Timeline (JST)\n- 23:50 encoder fails\n- 23:58 alert\n- 24:30 switched over\n- 25:30 late show on the air, fixed",
    ),
    (
        "elapsed time has no zone",
        "# Search down 2024-02-10\n## Timeline\n| Elapsed | Event |\n|---|---|\n| 00:00 | errors |\n| 00:07 | alert |\n| 01:10 | recovery |\n| 25:30 | backfill complete |",
    ),
    (
        "a sentence may end in a weekday",
        "# Train late 2024-03-08\nThe train leaves every Friday. 2024-03-05 it left early.\n## Timeline (UTC)\n- 2024-03-08 04:00 down\n- 2024-03-08 04:10 alert\n- 2024-03-08 05:00 up",
    ),
    (
        "a program may make impossible dates",
        "# Invoices wrong 2024-03-01\nInvoices were dated 2024-02-30 due to an off-by-one.\n## Timeline (UTC)\n- 08:00 invoices go out\n- 08:10 alert\n- 12:00 corrected",
    ),
    (
        "an accounting year may have 13 periods",
        "# Close failed 2024-01-05\nThe fiscal date 2023-13-01 was refused.\n## Timeline (UTC)\n- 08:00 close fails\n- 08:10 alert\n- 12:00 fixed",
    ),
    (
        "who reads PST puts the month first",
        "# Mail late 03/04/2024\n## Timeline (PST)\n- 08:00 AM down\n- 08:10 AM alert\n- 12:00 PM up",
    ),
    (
        "one of the months is named",
        "# Mail late in early April\nDate: 03/04/2024\n## Timeline (UTC)\n- 08:00 down\n- 08:10 alert\n- 12:00 up",
    ),
    (
        "a zone may have a name of its own",
        "# Door stuck 2024-03-20\nAll times are London time.\n## Timeline\n- 09:00 down\n- 09:10 alert\n- 10:00 up",
    ),
    (
        "the zone of Réunion is known to few",
        "# Door stuck 2024-03-20\n## Timeline\n- 09:00 RET down\n- 09:10 RET alert\n- 10:00 RET up",
    ),
    (
        "the Cayman Islands keep EST in July",
        "# Portal down, Grand Cayman, July 20 2023\n## Timeline\n- 10:00 AM EST down\n- 10:10 AM EST alert\n- 11:00 AM EST up",
    ),
    (
        "the times are in EST indeed",
        "# Portal down 2023-07-20\n## Timeline\n- 10:00 EST (15:00 UTC) down\n- 10:10 EST alert\n- 11:00 EST up",
    ),
    (
        "Melbourne called its summer time EDT",
        "# Core down, Melbourne, January 14 2024\n## Timeline\n- 10:00 EDT down\n- 10:10 EDT alert\n- 11:00 EDT up",
    ),
    (
        "no job runs in an hour that is none",
        "# Backup missing 2024-03-10\nThe job scheduled at 2:30 AM ET did not run.\n## Timeline (ET)\n- 1:55 AM last backup\n- 3:10 AM alert\n- 4:00 AM fixed",
    ),
    (
        "a feast names the day",
        "# Chat down on Black Friday\n## Timeline (UTC)\n- 10:00 down\n- 10:10 alert\n- 11:00 up",
    ),
    (
        "months have names in every language",
        "# Panne du 18 janvier\n## Timeline (UTC)\n- 10:00 down\n- 10:10 alert\n- 11:00 up",
    ),
    (
        "the certificate is older than the outage",
        "# Certificate of 2023-01-24 expired\n## Timeline (UTC)\n- 2024-01-24 10:00 expires\n- 2024-01-24 10:10 alert\n- 2024-01-24 11:00 renewed, fixed",
    ),
    (
        "two shares of a hundred are no time",
        "# Feed down 2024-03-05\n## Timeline (UTC)\n- 10:00 load shifts\n- 75:25 weights for the pools\n- 11:00 alert\n- 11:20 fixed",
    ),
    (
        "what began on Friday may show on Tuesday",
        "# Mail lost 2024-03-05\nThe incident started on Friday, when the change was merged; it showed this week.\n## Timeline (UTC)\n- 2024-03-05 10:10 down\n- 2024-03-05 10:15 alert\n- 2024-03-05 11:40 up",
    ),
    (
        "a table may start in one zone and end in another",
        "# Move of 2024-07-05\n| Start (UTC) | End (CEST) | Task |\n|---|---|---|\n| 10:00 | 12:30 | a |\n| 11:00 | 13:00 | b |\n| 12:00 | 14:00 | c |",
    ),
    (
        "January follows December",
        "# Outage of 31 December 2023\n## Timeline (UTC)\n- Dec 31, 23:50 down\n- 00:40 alert\n- Jan 1, 01:15 up",
    ),
    (
        "the last hour of summer comes twice",
        "# Outage of 2023-11-05\n## Timeline (ET)\n- 01:40 down\n- 01:50 alert\n- 01:10 (second hour) up\n- 02:10 all clear",
    ),
    (
        "other zones may be spoken of below",
        "# Outage of 2024-07-10\n## Timeline (PDT)\n- 09:00 down\n- 09:05 alert\n- 10:00 up\n\nThe weekly review is at 10:00 PST.",
    ),
    (
        "a short line heads those below it",
        "# Chat down 2024-03-20\n## Timeline (UTC)\n- 10:00 down\n- 10:10 alert\n- 10:20 disk cleaned\n- Phase 2\n- 10:30 restart\n- 11:00 up",
    ),
];

#[test]
fn times_that_look_odd_are_let_alone() {
    let select = ["timeline", "duration", "contradiction"].map(String::from);
    let rules = RuleSet::choose(&select, &["timeline/long-gap".to_owned()]).expect("these rules exist");
    let mut faults = Vec::new();
    for (why, text) in WHOLE {
        for found in lint(text, &rules) {
            faults.push(format!("{why}: {}: {}\n{text}", found.rule, found.finding.message));
        }
    }
    assert!(faults.is_empty(), "{} false alarms:\n{}", faults.len(), faults.join("\n"));
}

/// A report of a window in a zone and of its length.
fn window(start: &str, end: &str, zone: &str, length: &str) -> String {
    format!(
        "# Postmortem: mail stopped\n\n## Summary\nFrom {start} to {end} mail stopped. \
         The outage lasted {length}. All times in {zone}.\n"
    )
}

/// The same in fields, and without a sentence.
fn fields(start: &str, end: &str, zone: &str, length: &str) -> String {
    format!(
        "# Postmortem: mail stopped\n\n## Summary\nMail stopped. All times in {zone}.\n\n\
         Start: {start}\n\nEnd: {end}\n\nDuration: {length}\n"
    )
}

/// What the rules of lengths say of a text.
fn said(text: &str) -> Vec<String> {
    let rules = RuleSet::choose(&["duration".to_owned()], &[]).expect("these rules exist");
    lint(text, &rules).into_iter().map(|found| found.finding.message).collect()
}

#[test]
fn a_length_across_a_change_of_clocks_is_what_passed_or_what_the_clock_shows() {
    for (start, end, zone, lengths) in [
        ("2024-10-26 22:00", "2024-10-27 10:00", "Europe/Berlin", ["13 h 0 min", "12 h 0 min"]),
        ("2024-10-26 22:00", "2024-10-27 10:00", "America/New_York", ["12 h 0 min", "12 h"]),
        ("2024-11-02 20:00", "2024-11-03 06:00", "America/New_York", ["11 h 0 min", "10 h 0 min"]),
        ("2024-11-02 20:00", "2024-11-03 06:00", "Pacific Time", ["11 h 0 min", "10 h 0 min"]),
        // Written all year round, it may be the time of winter or of the place.
        ("2024-11-02 20:00", "2024-11-03 06:00", "PST", ["11 h 0 min", "10 h 0 min"]),
        ("2024-03-30 22:00", "2024-03-31 10:00", "Europe/Berlin", ["11 h 0 min", "12 h 0 min"]),
        // An hour that comes twice.
        ("2024-10-27 02:30", "2024-10-27 04:00", "Europe/Berlin", ["2 h 30 min", "1 h 30 min"]),
        ("2024-10-27 00:30", "2024-10-27 02:30", "Europe/Berlin", ["2 h 0 min", "3 h 0 min"]),
        // An hour that never was.
        ("2024-03-31 02:30", "2024-03-31 04:00", "Europe/Berlin", ["30 min", "1 h 30 min"]),
    ] {
        for length in lengths {
            for text in [window(start, end, zone, length), fields(start, end, zone, length)] {
                assert_eq!(said(&text), [""; 0], "{text}");
            }
        }
    }
}

#[test]
fn a_length_that_no_clock_gives_is_held_against_what_passed() {
    for (start, end, length, passed) in [
        ("2024-10-26 22:00", "2024-10-27 10:00", "14 h 0 min", "13 h"),
        ("2024-03-30 22:00", "2024-03-31 10:00", "13 h 0 min", "11 h"),
        ("2024-10-27 02:30", "2024-10-27 04:00", "3 h 30 min", "2 h 30 min"),
    ] {
        for text in [window(start, end, "Europe/Berlin", length), fields(start, end, "Europe/Berlin", length)]
        {
            let said = said(&text);
            let is_told = |message: &String| message.contains(&format!("is {passed}, the duration says"));
            assert!(said.len() == 1 && said.iter().all(is_told), "{said:?}\n{text}");
        }
    }
}
