//! Whole documents: those in `fixtures/clean` are silent, those in
//! `fixtures/flawed` give what stands in the `.out` file beside them, and a
//! figure changed in one of them is found.
//!
//! `PMLINT_BLESS=1 cargo test --test fixtures` writes the `.out` files anew;
//! read the difference before you commit it.

use assert_cmd::Command;
use pmlint::finding::Diagnostic;
use pmlint::lint_file;
use pmlint::rules::{Profile, RuleSet, catalogue, profiles};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with this extension, as paths below the repository.
fn list(folder: &str, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let name = |path: PathBuf| format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
    let mut paths: Vec<String> = wanted.map(name).collect();
    paths.sort();
    paths
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn lint_all(path: &str, text: &str) -> Vec<Diagnostic> {
    lint_file(path, text, &RuleSet::default())
}

/// One line for each finding, to be read in a failed test.
fn told(path: &str, text: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let start = d.finding.primary.span.start;
        let number = text[..start].matches('\n').count() + 1;
        format!("{path}:{number}: {}: {}", d.rule, d.finding.message)
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What the program prints on a file when its output is no terminal.
fn report(path: &str) -> String {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    command.current_dir(root()).args(["check", "--output-format", "full", path]);
    let output = command.output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{path}: no finding at all\n{complaints}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn clean_documents_are_silent() {
    let paths = list("fixtures/clean", "md");
    assert!(paths.len() >= 20, "fixtures/clean holds only {} documents", paths.len());
    let mut faults = Vec::new();
    for path in paths {
        let text = read(&path);
        for rules in rule_sets(&path) {
            let found = lint_file(&path, &text, &rules);
            if !found.is_empty() {
                faults.push(told(&path, &text, &found));
            }
        }
    }
    assert!(faults.is_empty(), "nothing is wrong in these documents:\n{}", faults.join("\n"));
}

/// The rules that a clean document is held against: those of the default
/// profile, and for `profile-NAME.md` those of its own. What was pasted is no
/// Markdown yet: its bullets and headings are left as they are.
fn rule_sets(path: &str) -> Vec<RuleSet> {
    const FORM: [&str; 2] = ["structure/pasted-bullets", "structure/pseudo-heading"];
    let name = path.strip_prefix("fixtures/clean/").and_then(|name| name.strip_suffix(".md")).unwrap();
    if name.starts_with("pasted-") {
        return vec![RuleSet::choose(&[], &FORM.map(str::to_owned)).unwrap()];
    }
    let profile = name.strip_prefix("profile-").map(|name| Profile::named(name).unwrap());
    let of_profile = profile.map(RuleSet::of_profile);
    [RuleSet::default()].into_iter().chain(of_profile).collect()
}

#[test]
fn every_profile_accepts_a_document() {
    for profile in profiles() {
        let path = format!("fixtures/clean/profile-{}.md", profile.name);
        assert!(root().join(&path).exists(), "{path} is missing");
    }
}

/// A clean document is a test of a rule only where the rule has something to
/// look at: each one states times, and most of them say how long it lasted.
#[test]
fn clean_documents_give_the_rules_something_to_read() {
    let mut windows = 0;
    for path in list("fixtures/clean", "md") {
        let text = read(&path);
        let document = pmlint::document::Document::parse(&text);
        let facts = pmlint::facts::Facts::read(&document);
        let incident = pmlint::incident::Incident::rebuild(&document, &facts);
        let entries = incident.entries().count();
        assert!(entries >= 3, "{path}: only {entries} entries of its timeline are read");
        windows += usize::from(!incident.windows.is_empty());
    }
    assert!(windows >= 6, "a start and an end are read in only {windows} of the documents");
}

#[test]
fn flawed_documents_give_what_stands_beside_them() {
    let bless = std::env::var_os("PMLINT_BLESS").is_some_and(|value| !value.is_empty() && value != "0");
    let paths = list("fixtures/flawed", "md");
    assert!(paths.len() >= 8, "fixtures/flawed holds only {} documents", paths.len());
    let mut faults = Vec::new();
    for path in &paths {
        let out = path.replace(".md", ".out");
        let found = report(path);
        if bless {
            fs::write(root().join(&out), &found).unwrap();
        } else if !root().join(&out).exists() {
            faults.push(format!("{out} is missing"));
        } else if let Some(difference) = first_difference(&read(&out), &found) {
            faults.push(format!("{out}:{difference}"));
        }
    }
    let advice = "`PMLINT_BLESS=1 cargo test --test fixtures` writes them anew";
    assert!(faults.is_empty(), "{advice}\n{}", faults.join("\n"));
}

/// Where two texts part, with both lines.
fn first_difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let mut expected_lines = expected.split('\n');
    let mut found_lines = found.split('\n');
    let mut number = 1;
    loop {
        let (expected, found) = (expected_lines.next(), found_lines.next());
        if expected != found {
            let line = |line: Option<&str>| line.map_or("(the end)".to_owned(), |line| format!("{line:?}"));
            return Some(format!("{number}:\n  expected {}\n  found    {}", line(expected), line(found)));
        }
        number += 1;
    }
}

#[test]
fn every_expected_output_has_its_document() {
    for out in list("fixtures/flawed", "out") {
        let document = out.replace(".out", ".md");
        assert!(root().join(&document).exists(), "{out} is left over: there is no {document}");
    }
}

#[test]
fn expected_output_is_plain_text() {
    for out in list("fixtures/flawed", "out") {
        let text = read(&out);
        assert!(!text.contains('\x1b'), "{out} holds escape codes");
        let machine = root().to_str().unwrap();
        assert!(!text.contains(machine), "{out} names a path of this machine");
    }
}

#[test]
fn every_rule_speaks_on_a_flawed_document() {
    let mut spoken = BTreeSet::new();
    for path in list("fixtures/flawed", "md") {
        spoken.extend(lint_all(&path, &read(&path)).into_iter().map(|found| found.rule));
    }
    let mute: Vec<&str> = catalogue()
        .iter()
        .filter(|rule| rule.page.severity.is_some())
        .map(|rule| rule.page.name.as_ref())
        .filter(|name| !spoken.contains(*name))
        .collect();
    assert!(mute.is_empty(), "no document in fixtures/flawed shows {mute:?}");
}

/// A folder is searched for postmortems by their looks; each fixture has them.
#[test]
fn every_fixture_is_found_in_its_folder() {
    for folder in ["fixtures/clean", "fixtures/flawed"] {
        let mut command = Command::cargo_bin("pmlint").unwrap();
        let output = command.current_dir(root()).args(["check", "-v", folder]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("passed over"), "{told}");
        let count = list(folder, "md").len().to_string();
        let says_count = told.split(|c: char| !c.is_ascii_digit()).any(|number| number == count);
        assert!(says_count, "the summary of {folder} does not speak of its {count} files: {told}");
    }
}

/// One figure of a document changed, so that a rule has to speak.
struct Variant {
    document: &'static str,
    /// What is replaced by what.
    changes: &'static [(&'static str, &'static str)],
    rule: &'static str,
    /// What the message must name.
    names: &'static [&'static str],
}

const VARIANTS: &[Variant] = &[
    Variant {
        document: "flawed/pasted-two-endings.md",
        changes: &[("Outage Duration: 5 hours", "Outage Duration: 7 hours")],
        rule: "duration/window-mismatch",
        names: &["7 hours", "5 h"],
    },
    Variant {
        document: "flawed/pasted-two-endings.md",
        changes: &[("10:05 UTC", "T"), ("10:30 UTC", "10:05 UTC"), ("T:", "10:30 UTC:")],
        rule: "timeline/out-of-order",
        names: &["10:"],
    },
    Variant {
        document: "flawed/steps-without-times.md",
        changes: &[("2023-04-22 09:25", "2023-04-22 06:25")],
        rule: "duration/reversed-window",
        names: &["06:25"],
    },
    Variant {
        document: "flawed/noticed-before-it-began.md",
        changes: &[("approximately 4 hours", "approximately 6 hours")],
        rule: "duration/window-mismatch",
        names: &["approximately 6 hours", "4 h"],
    },
    Variant {
        document: "flawed/noticed-before-it-began.md",
        changes: &[("12:50 PM", "T"), ("1:40 PM", "12:50 PM"), ("**T:", "**1:40 PM:")],
        rule: "timeline/out-of-order",
        names: &["12:50 PM", "1:40 PM"],
    },
    Variant {
        document: "flawed/nested-fields-one-time.md",
        changes: &[("04:40 PM", "12:40 PM")],
        rule: "duration/reversed-window",
        names: &["12:40 PM", "01:15 PM"],
    },
    Variant {
        document: "clean/pasted-from-a-document.md",
        changes: &[("4:00 PM: The", "T: The"), ("8:45 PM: The", "4:00 PM: The"), ("T: The", "8:45 PM: The")],
        rule: "timeline/out-of-order",
        names: &["4:00 PM", "8:45 PM"],
    },
    Variant {
        document: "clean/pasted-from-a-document.md",
        changes: &[("March 9, 2023, 1:30 AM", "March 8, 2023, 1:30 AM")],
        rule: "duration/reversed-window",
        names: &["1:30 AM"],
    },
    Variant {
        document: "clean/label-bullets-over-midnight.md",
        changes: &[("2 hours 35 minutes", "3 hours 35 minutes")],
        rule: "duration/window-mismatch",
        names: &["3 hours 35 minutes", "2 h 35 min"],
    },
    Variant {
        document: "clean/label-bullets-over-midnight.md",
        changes: &[("**12:30 AM CET**", "**1:30 AM CET**")],
        rule: "timeline/out-of-order",
        names: &["1:30 AM"],
    },
    Variant {
        document: "clean/tables.md",
        changes: &[("| Duration | 2 h 30 min |", "| Duration | 3 h 30 min |")],
        rule: "duration/window-mismatch",
        names: &["3 h 30 min", "2 h 30 min"],
    },
    Variant {
        document: "clean/tables.md",
        changes: &[("| 07:10 | The", "| 08:25 | The")],
        rule: "timeline/out-of-order",
        names: &["08:25"],
    },
    Variant {
        document: "clean/twelve-hour-clock.md",
        changes: &[
            ("from 10:30 AM to", "from 11:30 AM to"),
            ("approximately 3 hours", "approximately 2 hours"),
        ],
        rule: "timeline/outside-window",
        names: &["10:38 AM"],
    },
    Variant {
        document: "clean/front-matter.md",
        changes: &[("duration: 3h 40m", "duration: 2h 40m")],
        rule: "duration/window-mismatch",
        names: &["2h 40m", "3 h 40 min"],
    },
    Variant {
        document: "clean/several-days.md",
        changes: &[("- 16:25 The", "- 14:25 The")],
        rule: "timeline/out-of-order",
        names: &["14:25"],
    },
    Variant {
        document: "clean/newest-first.md",
        changes: &[("- 16:30 A new", "- 16:50 A new")],
        rule: "timeline/out-of-order",
        names: &["16:50"],
    },
    Variant {
        document: "clean/two-zones.md",
        changes: &[("- 12:10 IST", "- 13:10 IST")],
        rule: "timeline/out-of-order",
        names: &["13:10 IST"],
    },
    Variant {
        document: "clean/two-zones.md",
        changes: &[("- 06:58 UTC", "- 07:58 UTC")],
        rule: "timeline/out-of-order",
        names: &["07:58 UTC"],
    },
    Variant {
        document: "clean/crlf-and-umlauts.md",
        changes: &[("- 19:48 – The", "- 20:48 – The")],
        rule: "timeline/out-of-order",
        names: &["20:48"],
    },
    Variant {
        document: "clean/session-store-full.md",
        changes: &[("For 47 minutes", "For 57 minutes")],
        rule: "duration/window-mismatch",
        names: &["57 minutes", "47 min"],
    },
    Variant {
        document: "clean/fields-and-prose.md",
        changes: &[("nobody confirmed it. The", "nobody confirmed it. A full node gives a 500 error. The")],
        rule: "contradiction/status-code",
        names: &["500", "503"],
    },
];

#[test]
fn a_changed_figure_is_found_where_the_original_is_silent() {
    let mut faults = Vec::new();
    for variant in VARIANTS {
        let path = format!("fixtures/{}", variant.document);
        let original = read(&path);
        let mut changed = original.clone();
        for (from, to) in variant.changes {
            assert_eq!(changed.matches(from).count(), 1, "{path}: `{from}` must occur once");
            changed = changed.replace(from, to);
        }
        let before = lint_all(&path, &original);
        let after = lint_all(&path, &changed);
        let what = format!("{path} with {:?}", variant.changes);
        if let Some(found) = before.iter().find(|found| found.rule == variant.rule) {
            faults.push(format!("{path}: unchanged, and yet {}: {}", found.rule, found.finding.message));
        }
        let speaks = |found: &&Diagnostic| found.rule == variant.rule;
        let said: Vec<&Diagnostic> = after.iter().filter(speaks).collect();
        let names_all =
            said.iter().any(|found| variant.names.iter().all(|name| found.finding.message.contains(name)));
        if said.is_empty() {
            faults.push(format!("{what}: `{}` is silent", variant.rule));
        } else if !names_all {
            let names = variant.names;
            faults.push(format!("{what}: no message names {names:?}\n{}", told(&path, &changed, &after)));
        }
        let known = |rule: &str| rule == variant.rule || before.iter().any(|found| found.rule == rule);
        for other in after.iter().filter(|found| !known(&found.rule)) {
            faults.push(format!("{what}: also {}: {}", other.rule, other.finding.message));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
