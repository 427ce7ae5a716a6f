//! Fixes: applied to the document they were made for, each one mends its
//! finding, adds none, and leaves nothing to mend.

use pmlint::engine::lint;
use pmlint::finding::{Diagnostic, Fix};
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
            let most = if *rule == found.rule { known - 1 } else { known };
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
        for example in &rule.page.examples {
            let place = format!("{}:{}", rule.page.name, example.line);
            held += hold(&place, &example.text, &RuleSet::default());
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
}
