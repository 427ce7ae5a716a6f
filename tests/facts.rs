//! Facts of whole documents: codes, shares, quotations, the order of numeric
//! dates, and what inherits its date and zone from where.

use pmlint::document::Document;
use pmlint::facts::{Fact, Facts, Since, Value};
use pmlint::incident::Incident;

/// The kinds and values of the status codes and shares in a text.
fn figures(text: &str) -> Vec<String> {
    let facts = Facts::read(&Document::parse(text));
    let figure = |value: &Value| match value {
        Value::StatusCode(code) => Some(code.to_string()),
        Value::StatusClass(class) => Some(format!("{class}xx")),
        Value::Percentage(share) => Some(format!("{share} %")),
        _ => None,
    };
    facts.all().iter().filter(|fact| !fact.quoted).filter_map(|fact| figure(&fact.value)).collect()
}

#[test]
fn status_codes_are_read_in_an_http_context_only() {
    let cases: [(&str, &[&str]); 23] = [
        ("Users saw 500 errors.", &["500"]),
        ("The proxy answered with HTTP 502.", &["502"]),
        ("A 503 Service Unavailable page.", &["503"]),
        ("Requests returned 504.", &["504"]),
        ("Many 502s and some 504s.", &["502", "504"]),
        ("500/502 errors", &["500", "502"]),
        ("errors 502, 503 or 504 were seen", &["502", "503", "504"]),
        ("The rate of 5xx errors rose.", &["5xx"]),
        ("status code 429", &["429"]),
        ("The 502 error rate fell.", &["502"]),
        ("a 500 Internal Server Error", &["500"]),
        ("404 Not Found", &["404"]),
        ("It took 500 ms.", &[]),
        ("500 users were affected.", &[]),
        ("It returned 500 rows.", &[]),
        ("port 5432 and build 502", &[]),
        ("$500 errors-and-omissions insurance", &[]),
        ("ticket #502 errors", &[]),
        ("release 1.502.0 errors", &[]),
        ("12,500 errors were logged", &[]),
        ("the service caf\u{65}\u{301}500 errors", &[]),
        ("the log says `status 500`", &[]),
        ("the log says \"HTTP 500\"", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(figures(text), expected, "{text}");
    }
}

#[test]
fn shares_are_read_with_their_sign_or_word() {
    assert_eq!(figures("30% of users, 12.5 % of orders and 40 percent of calls"), ["30 %", "12.5 %", "40 %"]);
    assert_eq!(figures("`30%` in code, v30% and a lone %"), Vec::<String>::new());
}

/// The counts in a text, each with what it counts.
fn counts(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let facts = Facts::read(&document);
    let count = |fact: &Fact| {
        let Value::Count(count) = &fact.value else { return None };
        let block = document.block(fact.block).text.text();
        let of = count.of.map(|of| format!(" of {}", of.value)).unwrap_or_default();
        let noun = count.noun.clone().map_or("?", |range| &block[range]);
        Some(format!("{}{of} {noun}", count.amount.value))
    };
    facts.all().iter().filter_map(count).collect()
}

#[test]
fn counts_are_read_with_what_they_count() {
    let cases: [(&str, &[&str]); 19] = [
        ("1,200 users", &["1200 users"]),
        ("about 12k paying customers", &["12000 paying customers"]),
        ("3.4M requests and 2.5 million events", &["3400000 requests", "2500000 events"]),
        ("1 200 lamps, 1.200.000 lamps", &["1200 lamps", "1200000 lamps"]),
        ("twenty-five servers, seventeen pods", &["25 servers", "17 pods"]),
        ("5,000 of our users", &["5000 users"]),
        ("3 of 5 nodes, 3 out of the 5 nodes, 3/5 nodes", &["3 of 5 nodes", "3 of 5 nodes", "3 of 5 nodes"]),
        ("one of three replicas", &["1 of 3 replicas"]),
        ("We lost 30 of 120", &["30 of 120 ?"]),
        ("half of the users, two thirds of all requests", &["1 of 2 users", "2 of 3 requests"]),
        ("1.200 users may be one and a fifth", &[]),
        ("5 GB in 30 seconds, 3 times, 2 hours", &[]),
        ("$1,200 bills, node-3 users, port 5432", &[]),
        ("version 1.30 nodes, the 2020 tutorials", &[]),
        ("3-node clusters, step 3 of 5, 24/7 operations", &[]),
        ("`1,200 users`", &[]),
        ("12,500 errors", &["12500 errors"]),
        ("500 errors", &[]),
        ("2 of the users' sessions", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(counts(text), expected, "{text}");
    }
}

#[test]
fn a_percentage_keeps_its_spelling() {
    assert_eq!(figures("12,5 % and 1,200 %"), ["12.5 %", "1200 %"]);
    assert_eq!(
        figures("30–40 %, between 30 % and 40 %, 30 to 40%"),
        ["30 to 40 %", "30 to 40 %", "30 to 40 %"]
    );
    assert_eq!(figures("from 30 % to 40 %, 30 % and 40 %"), ["30 %", "40 %", "30 %", "40 %"]);
}

/// What the times of a text resolve to: in UTC where a zone is known.
fn resolved(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let facts = Facts::read(&document);
    let instants = Incident::rebuild(&document, &facts).resolved.into_iter().flatten();
    let said = |instant: &pmlint::incident::Instant| instant.utc_iso().unwrap_or_else(|| instant.local_iso());
    instants
        .map(|resolved| match &resolved.end {
            Some(end) => format!("{} to {}", said(&resolved.start), said(end)),
            None => said(&resolved.start),
        })
        .collect()
}

#[test]
fn the_document_settles_the_order_of_numeric_dates() {
    let cases: [(&str, &[&str]); 6] = [
        ("On 03/04/2024 and on 25/04/2024.", &["2024-04-03", "2024-04-25"]),
        ("On 03/04/2024 and on 04/25/2024.", &["2024-03-04", "2024-04-25"]),
        ("On 03/04/2024, that is, April 3, 2024.", &["2024-04-03", "2024-04-03"]),
        ("On Wednesday 03/04/2024.", &["2024-04-03"]),
        ("On 03/04/2024.", &["2024-03-04"]),
        ("On 03/04/2024, 25/04/2024 and 04/26/2024.", &["2024-03-04", "2024-04-25", "2024-04-26"]),
    ];
    for (text, expected) in cases {
        assert_eq!(resolved(text), expected, "{text}");
    }
}

#[test]
fn dates_and_zones_are_inherited_by_scope() {
    let cases: [(&str, &str, &[&str]); 16] = [
        (
            "the date before it in its paragraph",
            "On January 18, 2024, it lasted from 14:00 to 19:00 UTC.",
            &["2024-01-18", "2024-01-18T14:00Z to 2024-01-18T19:00Z"],
        ),
        (
            "the year across New Year",
            "# Outage, 31 December 2023 – 1 January 2024\n## Timeline (UTC)\n- Dec 31, 23:50 A\n- Jan 1, 01:15 B\n",
            &["2023-12-31 to 2024-01-01", "2023-12-31T23:50Z", "2024-01-01T01:15Z"],
        ),
        (
            "the zone of its own column",
            "# Outage of 2024-07-10\n## Timeline\n| UTC | PDT | What |\n|---|---|---|\n| 14:00 | 07:00 | A |\n",
            &["2024-07-10", "2024-07-10T14:00Z", "2024-07-10T14:00Z"],
        ),
        (
            "the zone above rather than one below",
            "# Outage of 2024-07-10\n## Timeline (PDT)\n- 09:00 A\n\nAll tickets are in PST.\n",
            &["2024-07-10", "2024-07-10T16:00Z"],
        ),
        ("the date after it", "At 14:00 UTC on January 18, 2024.", &["2024-01-18T14:00Z"]),
        (
            "a range over midnight",
            "The outage lasted on 2024-01-18 from 22:00 to 02:00 UTC.",
            &["2024-01-18T22:00Z to 2024-01-19T02:00Z"],
        ),
        (
            "the heading above",
            "# X\n## Timeline (UTC)\n### 2024-01-18\n- 23:50 A\n- 00:10 B\n### 2024-01-20\n- 09:00 C\n",
            &["2024-01-18", "2024-01-18T23:50Z", "2024-01-19T00:10Z", "2024-01-20", "2024-01-20T09:00Z"],
        ),
        (
            "the entry before",
            "# X\n## Timeline\n- 2024-01-18 23:50 UTC A\n- 00:10 UTC B\n",
            &["2024-01-18T23:50Z", "2024-01-19T00:10Z"],
        ),
        (
            "the title",
            "# Outage of 2024-01-18\n## Timeline (UTC)\n- 10:00 A\n",
            &["2024-01-18", "2024-01-18T10:00Z"],
        ),
        (
            "a field rather than the title",
            "# Report of 2024-02-01\n**Start time:** 2024-01-18 09:00 UTC\n## Timeline\n- 10:00 A\n",
            &["2024-02-01", "2024-01-18T09:00Z", "2024-01-18T10:00Z"],
        ),
        (
            "a column of dates",
            "# X\n## Timeline\n| Date | Time (UTC) | Event |\n|---|---|---|\n| 2024-01-18 | 10:00 | A |\n",
            &["2024-01-18", "2024-01-18T10:00Z"],
        ),
        (
            "the year of the document",
            "Written in January 2024.\n\nOn January 18, 2024 it began; on January 19 it ended.",
            &["2024-01-18", "2024-01-19"],
        ),
        (
            "newest first",
            "# X\n## Timeline (UTC), 2024-01-18\n- 15:00 C\n- 14:30 B\n- 14:00 A\n",
            &["2024-01-18", "2024-01-18T15:00Z", "2024-01-18T14:30Z", "2024-01-18T14:00Z"],
        ),
        (
            "a twelve-hour clock without AM and PM",
            "# X\n## Timeline (UTC), 2024-01-18\n- 11:50 A\n- 12:20 B\n- 1:05 C\n",
            &["2024-01-18", "2024-01-18T11:50Z", "2024-01-18T12:20Z", "2024-01-18T13:05Z"],
        ),
        (
            "a regional zone in summer",
            "# X\n## Timeline (times in Europe/Berlin)\n- 2024-07-18 10:00 A\n",
            &["2024-07-18T08:00Z"],
        ),
        ("nothing at all", "# X\n## Timeline\n- 10:00 A\n- 10:05 B\n", &["T10:00", "T10:05"]),
    ];
    for (what, text, expected) in cases {
        let found = resolved(text);
        let points: Vec<&str> = found.iter().map(String::as_str).filter(|point| !point.is_empty()).collect();
        assert_eq!(points, expected, "{what}: {text}");
    }
}

/// What a text says of points at a distance from another: as written, the
/// seconds, and from where they count.
fn offsets(text: &str) -> Vec<(String, f64, Since)> {
    let facts = Facts::read(&Document::parse(text));
    let offset = |fact: &pmlint::facts::Fact| match &fact.value {
        Value::Offset(offset) => Some((text[fact.span.range()].to_owned(), offset.seconds(), offset.since)),
        _ => None,
    };
    facts.all().iter().filter_map(offset).collect()
}

#[test]
fn offsets_are_read_with_what_they_count_from() {
    let cases: [(&str, &str, f64, Since); 15] = [
        ("- T+15: on-call joined", "T+15", 900.0, Since::Zero),
        ("- T+0 first alert", "T+0", 0.0, Since::Zero),
        ("- T + 90 s: failover", "T + 90 s", 90.0, Since::Zero),
        ("- T+1h05m rebuilt", "T+1h05m", 3_900.0, Since::Zero),
        ("- T+01:30:05 rebuilt", "T+01:30:05", 5_405.0, Since::Zero),
        ("- T-10m: the deploy began", "T-10m", -600.0, Since::Zero),
        ("- +00:15 on-call joined", "+00:15", 900.0, Since::Zero),
        ("| +20 min | failover |\n|---|---|", "+20 min", 1_200.0, Since::Zero),
        ("- 14:05 (+20 min) failover", "+20 min", 1_200.0, Since::Zero),
        ("- 14:05 [T+5] failover", "T+5", 300.0, Since::Zero),
        ("15 minutes later it was back.", "15 minutes later", 900.0, Since::Told),
        ("It was back after 20 minutes.", "after 20 minutes", 1_200.0, Since::Told),
        ("After about half an hour it fell.", "After about half an hour", 1_800.0, Since::Told),
        ("10 minutes earlier a deploy had ended.", "10 minutes earlier", -600.0, Since::Told),
        ("Two hours after that it was back.", "Two hours after that", 7_200.0, Since::Told),
    ];
    for (text, written, seconds, since) in cases {
        assert_eq!(offsets(text), [(written.to_owned(), seconds, since)], "{text}");
    }
}

#[test]
fn what_looks_like_an_offset_is_none() {
    let cases = [
        "It began 15 minutes later than planned.",
        "- 14:05 (+3 engineers) joined",
        "- 12:00+02:00 alert",
        "- +5 users, +20 % load",
        "- 5T+3 and A+15",
        "It took 20 minutes.",
        "within 20 minutes",
        "`T+15` is the format",
        "- 09:00 (+1 day) debrief",
    ];
    for text in cases {
        assert_eq!(offsets(text), [], "{text}");
    }
}
