//! Links whose words name one thing and whose address another: in which forms
//! the two are read.

use pmlint::lint;
use pmlint::rules::RuleSet;

/// What the rule says that a link with these words leads to.
fn leads_to(words: &str, address: &str) -> Option<String> {
    let text = format!("# Disks full\n## Action items\n- [ ] Alert on them: [{words}]({address})\n");
    let rules = RuleSet::choose(&["contradiction/link-text".into()], &[]).expect("a rule");
    let message = lint(&text, &rules).into_iter().next()?.finding.message;
    let (_, target) = message.split_once("leads to `").expect("an address");
    Some(target.trim_end_matches('`').to_owned())
}

#[track_caller]
fn hold(cases: &[(&str, &str, Option<&str>)]) {
    let wrong = cases.iter().filter_map(|(words, address, expected)| {
        let found = leads_to(words, address);
        (found.as_deref() != *expected).then(|| format!("[{words}]({address}) leads to {found:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn issues_and_requests() {
    let issue = "https://github.com/acme/shop/issues/3083";
    hold(&[
        ("#3082", issue, Some("#3083")),
        ("PR #3082", "HTTPS://github.com/acme/shop/pull/3083/files?w=1", Some("#3083")),
        ("Pull request acme/shop#3082 (comment)", issue, Some("#3083")),
        ("acme/shop #3082", issue, Some("#3083")),
        ("!12", "https://gitlab.com/acme/shop/-/merge_requests/13#note_4", Some("!13")),
        ("#3083", issue, None),
        ("#03083", issue, None),
        ("!3082", issue, None),
        ("#82", issue, None),
        ("the ticket #3082", issue, None),
        ("#30821234", issue, None),
        ("#3082", "https://issues/3083", None),
        ("#3082", "https://github.com/acme/shop/issues/new", None),
    ]);
}

#[test]
fn tickets_and_vulnerabilities() {
    let ticket = "https://acme.atlassian.net/browse/OPS-421";
    hold(&[
        ("OPS-412", ticket, Some("OPS-421")),
        ("OPS-412", "https://acme.example/board?selectedIssue=ops-421&view=1", Some("OPS-421")),
        ("OPS-0421", ticket, None),
        ("ops-412", ticket, None),
        ("PLAT-412", ticket, None),
        ("OPS-412", "https://acme.example/xOPS-421x/", None),
        ("CVE-2024-1234", "https://nvd.example/vuln/cve-2024-1243", Some("CVE-2024-1243")),
        ("CVE-2024-1234", "https://nvd.example/vuln/CVE-2024-1234-details", None),
        ("CVE-2024-1234", "https://nvd.example/vuln/CVE-2024-12", None),
    ]);
}

#[test]
fn commits_and_releases() {
    hold(&[
        ("4f2a9c1", "https://github.com/acme/shop/commit/9b01d7e3a5c2f8e4.patch", Some("9b01d7e")),
        ("4f2a9c1", "https://github.com/acme/shop/commits/4F2A9C1e3a5c2f8e", None),
        ("4f2a9c", "https://github.com/acme/shop/commit/9b01d7e3a5c2f8e4", None),
        ("v1.4.2", "https://github.com/acme/shop/releases/tag/v1.4.3/", Some("1.4.3")),
        ("Release 1.4.2-rc.1", "https://github.com/acme/shop/releases/tag/shop-cart@1.5.0", Some("1.5.0")),
        ("1.4", "https://github.com/acme/shop/releases/tag/1.4.0", None),
        ("14", "https://github.com/acme/shop/releases/tag/1.4.0", None),
        ("Shop 1.4.2", "https://github.com/acme/shop/releases/tag/1.4.3", None),
    ]);
}

#[test]
fn hosts() {
    hold(&[
        ("https://status.acme.dev/now", "https://ada@wiki.umbrella.io:8443/7", Some("wiki.umbrella.io")),
        ("www.acme.dev", "http://umbrella.io", Some("umbrella.io")),
        ("www.acme.dev", "https://acme.dev/x", None),
        ("https://acme.dev/…", "https://umbrella.io/7", None),
        ("https://acme.dev", "https://bit.ly/3xYz", None),
        ("https://acme.dev", "https://rabbit.ly/3xYz", Some("rabbit.ly")),
        ("https://acme.dev", "https://eu.safelinks.protection.outlook.com/?x=1", None),
        ("https://acme.dev/a/issues/1", "https://acme.dev/a/issues/2", Some("#2")),
        ("acme.dev", "https://umbrella.io", None),
    ]);
}
