//! Fixes: applied to the document they were made for, each one mends its
//! finding, adds none, and leaves nothing to mend.

use pmlint::finding::{Diagnostic, Fix};
use pmlint::lint;
use pmlint::rules::{RuleSet, catalogue};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The text with a fix's edits.
fn applied(text: &str, fix: &Fix, place: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for edit in &fix.edits {
        assert!(edit.span.start >= at, "{place}: the edits overlap or are out of order");
        assert!(text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end), "{place}");
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.replacement);
        at = edit.span.end;
    }
    out + &text[at..]
}

fn counts(found: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in found {
        *counts.entry(diagnostic.rule.as_str()).or_default() += 1;
    }
    counts
}

/// Applies each fix of a text by itself; returns how many there were.
fn hold(place: &str, text: &str, rules: &RuleSet) -> usize {
    let before = lint(text, rules);
    let mut held = 0;
    for found in &before {
        let Some(fix) = &found.finding.fix else { continue };
        let place = format!("{place}: {}", found.rule);
        assert!(!fix.edits.is_empty(), "{place}: a fix without edits");
        let mended = applied(text, fix, &place);
        let after = lint(&mended, rules);
        let (old, new) = (counts(&before), counts(&after));
        for (rule, count) in &new {
            let known = old.get(rule).copied().unwrap_or(0);
            // A section that a fix has opened is there, and empty.
            let opened = *rule == "structure/empty-section" && found.rule == "structure/missing-section";
            let most = if *rule == found.rule { known - 1 } else { known + usize::from(opened) };
            assert!(*count <= most, "{place}: {rule} speaks of what the fix has made:\n{mended}");
        }
        held += 1;
    }
    held
}

#[test]
fn fixes_on_the_pages_mend_what_they_are_for() {
    let mut held = 0;
    for rule in catalogue() {
        for example in &rule.page.examples() {
            let place = format!("{}:{}", rule.page.name, example.line);
            held += hold(&place, example.text, &RuleSet::default());
        }
    }
    assert!(held >= 5, "only {held} fixes on the pages");
}

#[test]
fn fixes_of_whole_documents_mend_what_they_are_for() {
    let mut held = 0;
    for folder in ["fixtures/clean", "fixtures/flawed"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).unwrap();
                held += hold(&path.display().to_string(), &text, &RuleSet::default());
                held += hold(&path.display().to_string(), &text.replace('\n', "\r\n"), &RuleSet::default());
            }
        }
    }
    assert!(held >= 8, "only {held} fixes in the fixtures");
}

/// What a fix of one rule gives, as text.
fn fixed(rule: &str, text: &str) -> String {
    let rules = RuleSet::choose(&[rule.to_owned()], &[]).unwrap();
    let found = lint(text, &rules);
    let fix = found.first().and_then(|found| found.finding.fix.as_ref());
    fix.map_or_else(|| "no fix".to_owned(), |fix| applied(text, fix, rule))
}

#[test]
fn marks_are_closed_or_taken_away() {
    let fixed = |text: &str| fixed("structure/stray-emphasis", text);
    assert_eq!(fixed("**Impact: **forty\n"), "**Impact:** forty\n");
    assert_eq!(fixed("**Impact:**forty\n"), "**Impact:** forty\n");
    assert_eq!(fixed("*Timeline:***\n"), "*Timeline:*\n");
    assert_eq!(fixed("- Owner:** team\n"), "- Owner: team\n");
    assert_eq!(fixed("| a | b |\n|---|---|\n| **X | y |\n"), "| a | b |\n|---|---|\n| X | y |\n");
    assert_eq!(fixed("**a: **b (see **kwargs)\n"), "**a:** b (see **kwargs)\n");
    for meant in [
        "2 ** 3",
        "\\*\\*a\\*\\*",
        "a**/b",
        "(see **kwargs)",
        "**argv is null",
        "**a *b***",
        "****",
        "`**a: **`",
    ] {
        assert_eq!(fixed(meant), "no fix", "{meant}");
    }
}

#[test]
fn pasted_lines_become_lists() {
    let fixed = |text: &str| fixed("structure/pasted-bullets", text);
    assert_eq!(fixed("Timeline:\n•\ta\n•\tb\n"), "Timeline:\n- a\n- b\n");
    assert_eq!(fixed("• a\n  ◦ b\n• c\n"), "- a\n  - b\n- c\n");
    assert_eq!(fixed("•\tIn detail:\n•\ta\n•\tImpact: b\n"), "- In detail:\n  - a\n- Impact: b\n");
    assert_eq!(fixed("1.\tTests:\n•\ta\n•\tb\n2.\tc\n"), "1.\tTests:\n    - a\n    - b\n2.\tc\n");
    assert_eq!(fixed("• **Impact**: a\n• **Cause**: b\n"), "- **Impact**: a\n- **Cause**: b\n");
    assert_eq!(fixed("• a\r\n• b\r\n"), "- a\r\n- b\r\n");
    for meant in ["• a", "a • b\nc • d", "> • a\n> • b", "–\n–", "    • a\n    • b"] {
        assert_eq!(fixed(meant), "no fix", "{meant}");
    }
}

#[test]
fn lines_become_headings_of_the_level_below() {
    let fixed = |text: &str| fixed("structure/pseudo-heading", text);
    assert_eq!(fixed("Timeline:\na\n\n**Impact**\n\nb\n"), "## Timeline\na\n\n## Impact\n\nb\n");
    assert_eq!(
        fixed("# A\n## First\n**Timeline:**\na\n*Impact:***\nb\n"),
        "# A\n## First\n### Timeline\na\n### Impact\nb\n"
    );
    assert_eq!(
        fixed("# A\r\nTimeline:\r\na\r\nImpact\r\nb\r\n"),
        "# A\r\n## Timeline\r\na\r\n## Impact\r\nb\r\n"
    );
    // A comment behind a line stays, and makes it no other line.
    assert_eq!(
        fixed("**Timeline:** <!-- a --> <!-- b -->\na\n\n**Impact**<!-- c\nd -->\n\nb\n"),
        "## Timeline <!-- a --> <!-- b -->\na\n\n## Impact<!-- c\nd -->\n\nb\n"
    );
}

#[test]
fn a_weekday_becomes_that_of_its_date() {
    let fixed = |text: &str| fixed("timeline/wrong-weekday", text);
    assert_eq!(fixed("It began on Friday, March 5, 2024.\n"), "It began on Tuesday, March 5, 2024.\n");
    assert_eq!(fixed("- Fri 5 March 2024 10:00 UTC Alert.\n"), "- Tue 5 March 2024 10:00 UTC Alert.\n");
    assert_eq!(fixed("👩‍🚒 日本 FRIDAY, March 5, 2024\r\n"), "👩‍🚒 日本 TUESDAY, March 5, 2024\r\n");
    assert_eq!(fixed("**Friday**, March 5, 2024 it began.\n"), "**Tuesday**, March 5, 2024 it began.\n");
    assert_eq!(
        fixed(
            "# 2018-07-08, no jobs\nJobs failed for five hours on a Saturday evening.\n## Timeline (CEST)\n- 2018-07-08 18:30 Alert.\n- 2018-07-08 23:30 All clear.\n"
        ),
        "# 2018-07-08, no jobs\nJobs failed for five hours on a Sunday evening.\n## Timeline (CEST)\n- 2018-07-08 18:30 Alert.\n- 2018-07-08 23:30 All clear.\n"
    );
    assert_eq!(fixed("It began on Tuesday, March 5, 2024.\n"), "no fix");
}

#[test]
fn a_zone_becomes_that_of_the_season_everywhere() {
    let fixed = |text: &str| fixed("timeline/wrong-zone-for-season", text);
    assert_eq!(
        fixed("# Slow\n## Timeline\n- 2024-07-05 10:00 PST Alert.\n- 2024-07-05 10:30 **PST** End.\n"),
        "# Slow\n## Timeline\n- 2024-07-05 10:00 PDT Alert.\n- 2024-07-05 10:30 **PDT** End.\n"
    );
    assert_eq!(
        fixed("# Slow\n## Timeline (CET)\n- 2024-07-05 10:00 Alert.\n- 2024-07-05 10:30 End.\n"),
        "# Slow\n## Timeline (CEST)\n- 2024-07-05 10:00 Alert.\n- 2024-07-05 10:30 End.\n"
    );
}

#[test]
fn a_duration_becomes_what_its_timestamps_give() {
    let fixed = |text: &str| fixed("duration/window-mismatch", text);
    assert_eq!(
        fixed("# Slow\nStart: 2024-03-05 14:00 UTC\nEnd: 2024-03-05 19:00 UTC\nDuration: 2 hours\n"),
        "# Slow\nStart: 2024-03-05 14:00 UTC\nEnd: 2024-03-05 19:00 UTC\nDuration: 5 h\n"
    );
}

#[test]
fn the_words_of_a_link_become_what_it_leads_to() {
    let fixed = |text: &str| fixed("contradiction/link-text", text);
    let address = "https://git.example.org/shop/cart";
    assert_eq!(
        fixed(&format!("See [PR #412]({address}/pull/421).\n")),
        format!("See [PR #421]({address}/pull/421).\n")
    );
    assert_eq!(
        fixed(&format!("See [#412]({address}/issues/421) and [#412]({address}/issues/421).\n")),
        format!("See [#421]({address}/issues/421) and [#421]({address}/issues/421).\n")
    );
    assert_eq!(fixed(&format!("See [#412].\n\n[#412]: {address}/issues/421\n")), "no fix");
}

#[test]
fn comments_of_no_use_go_and_nothing_else() {
    let fixed = |text: &str| fixed("suppression/unused", text);
    assert_eq!(fixed("a <!-- pmlint-disable-line privacy --> b\n"), "a b\n");
    assert_eq!(fixed("a <!-- pmlint-disable-line privacy -->\nb\n"), "a\nb\n");
    assert_eq!(fixed("a\n\n<!-- pmlint-disable-next-line privacy -->\nb\n"), "a\n\nb\n");
    assert_eq!(fixed("a\r\n<!-- pmlint-disable-next-line privacy -->\r\nb\r\n"), "a\r\n\r\nb\r\n");
    assert_eq!(fixed("\u{feff}<!-- pmlint-disable-file privacy -->\n\n# a\n"), "\u{feff}# a\n");
    assert_eq!(
        fixed("a\n\n<!-- pmlint-disable privacy -->\n\nb\n\n<!-- pmlint-enable privacy -->\n\nc\n"),
        "a\n\nb\n\nc\n"
    );
    assert_eq!(
        fixed(
            "<!-- pmlint-disable-next-line privacy, language timeline/long-gap -- why -->\nThe cause was human error.\n"
        ),
        "<!-- pmlint-disable-next-line language timeline/long-gap -- why -->\nThe cause was human error.\n"
    );
}
