//! Reports that look wrong to a naive check and are right: the families that
//! hold statements against each other stay silent on all of them.

use pmlint::engine::lint;
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
