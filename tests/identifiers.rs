//! What names things: links, severities, incident ids, versions, identifiers.

use pmlint::document::Document;
use pmlint::facts::{Facts, Value};
use pmlint::lint;
use pmlint::rules::RuleSet;

/// The words and the address of every link.
fn links(text: &str) -> Vec<(String, String)> {
    let document = Document::parse(text);
    let of_block = |block: &pmlint::document::Block<'_>| {
        let words = |link: &pmlint::document::Link| block.text.text()[link.text.clone()].to_owned();
        block.text.links().iter().map(|link| (words(link), link.target.to_string())).collect::<Vec<_>>()
    };
    document.blocks().iter().flat_map(of_block).collect()
}

#[test]
fn links_keep_their_words_and_their_address() {
    let pair = |words: &str, target: &str| (words.to_owned(), target.to_owned());
    assert_eq!(links("See [the *PR*](https://a.example/1)."), [pair("the PR", "https://a.example/1")]);
    assert_eq!(links("[#1]\n\n[#1]: https://a.example/1"), [pair("#1", "https://a.example/1")]);
    let table = "| Action | Ticket |\n|---|---|\n| [Add](x) it | [#2](y/2 \"title\") |\n";
    assert_eq!(links(table), [pair("Add", "x"), pair("#2", "y/2")]);
    let lines = "• First [one](1) of them.\n• Then [two](2).\n";
    assert_eq!(links(lines), [pair("one", "1"), pair("two", "2")]);
    assert_eq!(links("<https://a.example> and https://b.example"), []);
    assert_eq!(links("`[a](b)`"), []);
}

#[test]
fn inline_code_is_known_apart_from_other_opaque_text() {
    let document = Document::parse("Run `ls -l` at <https://a.example>, ~~not now~~.");
    let text = &document.blocks()[0].text;
    let code: Vec<&str> = text.code().iter().map(|range| &text.text()[range.clone()]).collect();
    assert_eq!(code, ["ls -l"]);
    assert_eq!(text.opaque().len(), 3);
}

/// The names in a text, each as `kind value`.
fn names(text: &str) -> Vec<String> {
    let facts = Facts::read(&Document::parse(text));
    let name = |value: &Value| match value {
        Value::Severity(level) => Some(format!("severity {level}")),
        Value::IncidentId(id) => Some(format!("incident-id {id}")),
        Value::Version(version) => Some(format!("version {version}")),
        Value::Identifier(name) => Some(format!("identifier {name}")),
        _ => None,
    };
    facts.all().iter().filter_map(|fact| name(&fact.value)).collect()
}

/// Holds each text against the names it has.
#[track_caller]
fn hold(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases.iter().filter(|(text, expected)| names(text) != *expected).collect();
    let found: Vec<_> = wrong.iter().map(|(text, _)| names(text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\nfound {found:#?}");
}

#[test]
fn severities_are_read_on_their_scale() {
    hold(&[
        ("A SEV1 incident.", &["severity SEV-1"]),
        ("Declared a Sev-2.", &["severity SEV-2"]),
        ("It was a severity 3 incident", &["severity SEV-3"]),
        ("Severity: 2", &["severity SEV-2"]),
        ("**Severity:** S1", &["severity SEV-1"]),
        ("Severity: Major", &["severity severity major"]),
        ("Severity: P1", &["severity P1"]),
        ("Priority: 2", &["severity P2"]),
        ("Priority: High", &["severity priority high"]),
        ("`severity::2` was set", &["severity SEV-2"]),
        ("Tags: `sev1_20240118`", &["severity SEV-1"]),
        ("a P1 outage", &["severity P1"]),
        ("p99 latency and P95", &[]),
        ("P1.5 and P10", &[]),
        ("The bucket on S3 and zone S1", &[]),
        ("the severity of the situation", &[]),
        ("| Key | Value |\n|---|---|\n| Severity | SEV-2 |\n| Status | Final |", &["severity SEV-2"]),
    ]);
}

#[test]
fn incident_ids_are_read_where_the_prefix_says_so() {
    hold(&[
        ("INC-123 was opened", &["incident-id INC-123"]),
        ("INC0012345", &["incident-id INC-12345"]),
        ("see PM2021-003", &["incident-id PM-2021-3"]),
        ("incident #465", &["incident-id #465"]),
        ("INC-20260824-001", &["incident-id INC-20260824-1"]),
        ("INC-2026-10-04-001", &["incident-id INC-2026-10-4-1"]),
        ("At 2:30 PM-14 hosts failed", &[]),
        ("at 4 PM 2021 began", &[]),
        ("including 12 hosts", &[]),
    ]);
}

#[test]
fn versions_are_no_addresses_dates_or_amounts() {
    hold(&[
        ("Deployed v1.4.2.", &["version 1.4.2"]),
        ("Upgrade to 2.0.0-rc.1 failed", &["version 2.0.0-rc.1"]),
        ("Kubernetes version 1.30", &["version 1.30"]),
        ("v2.3", &["version 2.3"]),
        ("the tag `v1.4.2`", &["version 1.4.2"]),
        ("10.0.0.1 and 10.0.0.0/16", &[]),
        ("it took 2.3 seconds", &[]),
        ("on 18.01.2024", &[]),
        ("https://a.example/v1.4.2/x", &[]),
    ]);
}

#[test]
fn identifiers_are_names_and_no_plain_words() {
    hold(&[
        ("host db-prod-01 failed", &["identifier db-prod-01"]),
        ("in us-east-1", &["identifier us-east-1"]),
        ("raise max_connections", &["identifier max_connections"]),
        ("the orders-service", &["identifier orders-service"]),
        ("`nginx` restarted", &["identifier nginx"]),
        ("edit wp-settings.php", &["identifier wp-settings.php"]),
        ("the on-call engineer of a long-running, load-balancer-related follow-up", &[]),
        ("a 24-hour window, mid-2024, e.g. UTF-8 and Node.js", &[]),
        ("`systemctl restart nginx`", &[]),
        ("see https://db-prod-01.example/x", &[]),
    ]);
}

#[test]
fn regions_of_two_clouds_are_no_slip() {
    let rules = RuleSet::choose(&["contradiction/identifier".into()], &[]).expect("a rule");
    let slips = |rare: &str, known: &str| {
        let text =
            format!("`{rare}` is slow. `{known}` was drained, `{known}` restarted, `{known}` is well.\n");
        !lint(&text, &rules).is_empty()
    };
    assert!(!slips("us-east1", "us-east-1"));
    assert!(!slips("europe-northwest1-a", "europe-northwest-1-a"));
    assert!(!slips("us-gov-west1", "us-gov-west-1"));
    assert!(slips("shop-east1", "shop-east-1"));
    assert!(slips("us-cart1", "us-cart-1"));
}
