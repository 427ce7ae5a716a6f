//! Comments that keep rules silent: where they hold, what they name, and that
//! they do nothing else.

mod everywhere;
#[path = "../support/shapes.rs"]
mod shapes;

use pmlint::finding::Diagnostic;
use pmlint::lint;
use pmlint::rules::RuleSet;
use shapes::{Fixture, fixtures};
use std::collections::BTreeMap;

fn found(text: &str) -> Vec<Diagnostic> {
    lint(text, &RuleSet::default())
}

fn rules(text: &str) -> Vec<String> {
    found(text).into_iter().map(|diagnostic| diagnostic.rule).collect()
}

/// How often the vague phrase of this test is found in a text.
fn spoken(text: &str) -> usize {
    rules(text).iter().filter(|rule| *rule == "language/human-error").count()
}

const SAID: &str = "The disk was full because of human error.";

#[test]
fn the_phrase_of_these_tests_is_found() {
    assert_eq!(spoken(&format!("{SAID}\n")), 1, "{:?}", found(SAID));
}

#[test]
fn a_comment_holds_in_the_line_or_block_that_follows() {
    let next = "<!-- pmlint-disable-next-line language/human-error -->";
    for (text, left) in [
        (format!("{next}\n{SAID}\n"), 0),
        (format!("{next}\n\n{SAID}\n"), 0),
        (format!("{next}\n\nWell.\n\n{SAID}\n"), 1),
        (format!("{next}\n<!-- another -->\n{SAID}\n"), 0),
        (format!("{next}\n- {SAID}\n- {SAID}\n"), 1),
        (format!("- First\n  {next}\n- {SAID}\n- {SAID}\n"), 1),
        (format!("{next}\nWell, a line.\n{SAID}\n"), 0),
        (format!("{SAID} {next}\n\n{SAID}\n"), 1),
        (format!("{next}\n## {SAID}\n\n{SAID}\n"), 1),
        (format!("{next}\n\n| a | b |\n|---|---|\n| {SAID} | x |\n| {SAID} | y |\n\n{SAID}\n"), 1),
        (format!("{next}\n\n| Status | Done |\n|---|---|\n| Impact |  |\n| Cause | {SAID} |\n\n{SAID}\n"), 1),
        (format!("| Status | Done {next} |\n|---|---|\n| Impact | {SAID} |\n| Cause | {SAID} |\n"), 1),
        (format!("{next}\r\n{SAID}\r\n\r\n{SAID}\r\n"), 1),
        (format!("\u{feff}{next}\n{SAID}\n\n{SAID}\n"), 1),
        (format!("    {next}\n\n{SAID}\n"), 1),
        (format!("```\n{next}\n```\n{SAID}\n"), 1),
        (format!("`{next}`\n{SAID}\n"), 1),
    ] {
        assert_eq!(spoken(&text), left, "{text}");
    }
}

#[test]
fn a_comment_holds_in_its_line() {
    let line = "<!-- pmlint-disable-line language -- quoted -->";
    for (text, left) in [
        (format!("{SAID} {line}\n"), 0),
        (format!("{line} {SAID}\n"), 0),
        (format!("- {SAID} {line}\n- {SAID}\n"), 1),
        (format!("👩‍🚒 日本\t{SAID} {line}\n\n{SAID}\n"), 1),
        (format!("| a | b |\n|---|---|\n| {SAID} {line} | x |\n| {SAID} | y |\n"), 1),
        (format!("{line}\n{SAID}\n"), 1),
    ] {
        assert_eq!(spoken(&text), left, "{text}");
    }
}

#[test]
fn a_comment_holds_until_another_ends_it() {
    let (on, off) = ("<!-- pmlint-disable language/* -->", "<!-- pmlint-enable language/* -->");
    for (text, left) in [
        (format!("{SAID}\n\n{on}\n\n{SAID}\n\n- {SAID}\n\n{off}\n\n{SAID}\n"), 2),
        (format!("{SAID}\n\n{on}\n\n{SAID}\n\n{SAID}\n"), 1),
        (format!("{on}\n\n{SAID}\n\n<!-- pmlint-enable -->\n\n{SAID}\n"), 1),
        (format!("{on}\n\n{SAID}\n\n<!-- pmlint-enable timeline -->\n\n{SAID}\n"), 0),
        (format!("<!-- pmlint-disable -->\n\n{SAID}\n\n<!-- pmlint-enable -->\n\n{SAID}\n"), 1),
    ] {
        assert_eq!(spoken(&text), left, "{text}");
    }
}

#[test]
fn a_comment_names_rules_families_and_patterns() {
    for names in [
        "",
        "language",
        "language/*",
        "*/human-error",
        "timeline, language/human-error",
        "timeline language",
        "timeline,language",
    ] {
        let text = format!("<!-- pmlint-disable-file {names} -- quoted -->\n\n{SAID}\n");
        assert_eq!(spoken(&text), 0, "{names}");
    }
    for names in ["timeline", "language/minimiser", "-- language", "human-error"] {
        let text = format!("<!-- pmlint-disable-file {names} -->\n\n{SAID}\n");
        let left = usize::from(names != "-- language");
        assert_eq!(spoken(&text), left, "{names}");
    }
}

#[test]
fn any_place_of_a_finding_will_do() {
    let timeline = |above: &str, last: &str| {
        let entries =
            ["10:30 The queue is empty.", "10:00 The queue grows.", "10:40 New disk.", "10:50 All is well."];
        let [a, b, c, d] = entries.map(|entry| format!("- 2024-03-05 {entry}"));
        format!("# Mail delayed\n\n## Timeline (UTC)\n\n{a}{above}\n{b}{last}\n{c}\n{d}\n")
    };
    let line = " <!-- pmlint-disable-line timeline/out-of-order -->";
    let reported = |text: &str| rules(text).contains(&"timeline/out-of-order".to_owned());
    assert!(reported(&timeline("", "")));
    assert!(!reported(&timeline(line, "")));
    assert!(!reported(&timeline("", line)));
}

#[test]
fn comments_without_use_are_reported() {
    let unused = |text: &str| rules(text).iter().filter(|rule| *rule == "suppression/unused").count();
    for (text, count) in [
        ("<!-- pmlint-disable-file -->\n\nWell.\n".to_owned(), 0),
        (format!("<!-- pmlint-disable-next-line language -->\n{SAID}\n"), 0),
        ("<!-- pmlint-disable-next-line language -->\nWell.\n".to_owned(), 1),
        (format!("<!-- pmlint-disable-next-line timeline/long-gap language -->\n{SAID}\n"), 1),
        ("<!-- pmlint-disable-next-line nothing/at-all -->\nWell.\n".to_owned(), 0),
        ("<!-- pmlint-disable privacy -->\n\nWell.\n\n<!-- pmlint-enable privacy -->\n".to_owned(), 1),
        ("Well.\n\n<!-- pmlint-enable privacy -->\n".to_owned(), 1),
        ("<!-- pmlint-disable-file suppression -->\n<!-- pmlint-disable-line privacy -->\n".to_owned(), 0),
        ("<!-- pmlint: none of ours -->\n<!-- pmlint-disable-->\n".to_owned(), 1),
    ] {
        assert_eq!(unused(&text), count, "{text}: {:?}", rules(&text));
    }
}

#[test]
fn a_comment_for_the_file_leaves_nothing_of_a_rule() {
    let mut seen = 0;
    for Fixture { name, text } in fixtures(&["clean", "flawed"]) {
        let before = found(&text);
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &before {
            *by_rule.entry(&diagnostic.rule).or_default() += 1;
        }
        for rule in by_rule.keys().filter(|rule| !rule.starts_with("suppression/")) {
            for ends in ["\n", "\r\n"] {
                let all =
                    format!("{text}\n\n<!-- pmlint-disable-file {rule} -- 👩‍🚒 日本 -->\n").replace('\n', ends);
                let after = rules(&all);
                assert!(!after.iter().any(|left| left == rule), "{name}: {rule} still speaks");
                let unused = after.iter().filter(|left| *left == "suppression/unused").count();
                assert_eq!(unused, by_rule.get("suppression/unused").copied().unwrap_or(0), "{name}: {rule}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} rules in the fixtures");
}

#[test]
fn a_misspelt_comment_is_reported_and_mended_where_its_meaning_is_sure() {
    let rule = "suppression/unknown-directive";
    for (comment, mended) in [
        ("pmlint-disable-nextline timeline/x -- y", Some("pmlint-disable-next-line timeline/x -- y")),
        ("pmlint-disable-next-line: timeline", Some("pmlint-disable-next-line timeline")),
        ("PMLINT-DISABLE", Some("pmlint-disable")),
        ("pmlint-disable-next timeline", Some("pmlint-disable-next-line timeline")),
        ("pmlint-disable-block timeline", None),
        ("pmlint_disable_line timeline", Some("pmlint-disable-line timeline")),
        ("pm-lint-disable-file", Some("pmlint-disable-file")),
        ("pmlint: disable timeline", Some("pmlint-disable timeline")),
        (
            "pmlint disable-file timeline/a, numbers -- why",
            Some("pmlint-disable-file timeline/a, numbers -- why"),
        ),
        ("pmlint-disbale timeline", Some("pmlint-disable timeline")),
        ("pmlint-enabel", Some("pmlint-enable")),
        ("pmlint-ignore timeline", None),
        ("pmlint-ignore-next-line", None),
        ("pmlint-skip-file", None),
        ("pmlint: off", None),
        ("pmlint-disable-fiel-line", None),
    ] {
        let text = format!("👩‍🚒 日本\t<!-- {comment} -->\r\n\r\nWell.\r\n");
        let all = found(&text);
        let strays: Vec<&Diagnostic> = all.iter().filter(|d| d.rule == rule).collect();
        assert_eq!(strays.len(), 1, "{comment}: {all:?}");
        let fix = strays[0].finding.fix.as_ref();
        let after = fix.map(|fix| pmlint::fix::apply(&text, &[fix]).unwrap());
        assert_eq!(after, mended.map(|mended| text.replace(comment, mended)), "{comment}");
    }
    for comment in [
        "pmlint-disable-next-line timeline",
        "pmlint: see the configuration",
        "pmlint: enable it in CI next week",
        "pmlint ignores this page",
        "pmlint-friendly",
        "pmlint",
        "pmlint:",
        "eslint-disable-nextline",
        "markdownlint-disable",
        "the comment pmlint-ignore does nothing",
    ] {
        let text = format!("Well. <!-- {comment} -->\n");
        assert!(!rules(&text).contains(&rule.to_owned()), "{comment}");
    }
    // As any rule of its family it is silent where it is named.
    let named = format!("<!-- pmlint-disable-file {rule} -->\n\n<!-- pmlint-ignore -->\n\nWell.\n");
    assert!(!rules(&named).iter().any(|found| found.starts_with("suppression/")), "{:?}", rules(&named));
}

/// A timeline that steps back below a comment, and what is said of the
/// comment: the message, the words at its place, and the text once mended.
fn of_names(names: &str) -> Vec<(String, String, Option<String>)> {
    let text = format!(
        "# Mail delayed on 2024-03-05 🎉\r\n\r\n## Timeline (UTC)\r\n- 10:00 The queue grows.\r\n- 10:20 An alert fires.\r\n\
         <!-- pmlint-disable-next-line {names} -->\r\n- 10:18 A second relay is started.\r\n- 10:40 The queue is empty.\r\n"
    );
    let all = found(&text);
    let named = all.iter().filter(|d| d.rule == "suppression/unknown-rule").map(|d| {
        let fix = d.finding.fix.as_ref().map(|fix| pmlint::fix::apply(&text, &[fix]).unwrap());
        let comment = |text: String| {
            let start = text.find("next-line ").unwrap() + "next-line ".len();
            text[start..text.find(" -->").unwrap()].to_owned()
        };
        (d.finding.message.clone(), text[d.finding.primary.span.range()].to_owned(), fix.map(comment))
    });
    named.collect()
}

#[test]
fn a_misspelt_name_is_mended_where_it_is_beyond_doubt() {
    for (names, mended) in [
        ("timeline/out-of-ordre -- why", Some("timeline/out-of-order -- why")),
        ("timline/out-of-order", Some("timeline/out-of-order")),
        ("out-of-order", Some("timeline/out-of-order")),
        ("Timeline/Out-Of-Order, privacy", Some("timeline/out-of-order, privacy")),
        ("timeline/out_of_order", Some("timeline/out-of-order")),
        ("timelines", Some("timeline")),
        // There is nothing to silence for these, or too much is off.
        ("timeline/long-gaps", None),
        ("duration/window-mismach", None),
        ("timeline/order", None),
        ("nothing/at-all", None),
    ] {
        let told = of_names(names);
        assert_eq!(told.len(), 1, "{names}: {told:?}");
        assert!(told[0].0.starts_with("no rule is called `"), "{names}: {told:?}");
        assert_eq!(told[0].2.as_deref(), mended, "{names}");
    }
}

#[test]
fn a_reason_without_its_mark_is_told_once() {
    let rule = "timeline/out-of-order";
    for (names, words, mended) in [
        ("R - reason with one dash", "- reason with one dash", Some("R -- reason with one dash")),
        ("R: reason", ": reason", Some("R -- reason")),
        ("R:reason", ":reason", Some("R -- reason")),
        ("R--reason", "--reason", Some("R -- reason")),
        ("R--two clocks", "--two clocks", Some("R -- two clocks")),
        ("R because two clocks differ", "because two clocks differ", Some("R -- because two clocks differ")),
        ("R two clocks, 日本", "two clocks, 日本", Some("R -- two clocks, 日本")),
        ("timeline: reason", ": reason", Some("timeline -- reason")),
        // It holds for what is named there; to take that away is not ours.
        ("privacy see timeline as well", "see timeline as well", None),
    ] {
        let told = of_names(&names.replace('R', rule));
        assert_eq!(told.len(), 1, "{names}: {told:?}");
        assert!(told[0].0.starts_with("the words behind `"), "{names}: {told:?}");
        assert_eq!(told[0].1, words, "{names}");
        assert_eq!(told[0].2, mended.map(|mended| mended.replace('R', rule)), "{names}");
    }
    let told = of_names("- reason");
    assert_eq!((told.len(), told[0].0.as_str()), (1, "the words of this comment name no rule"));
    // Names that are misspelt, each of them, are names.
    assert_eq!(of_names("timeline durations numberz").len(), 2);
    assert_eq!(of_names("privacy/secrets timeline/long-gab").len(), 2);
}
