//! The program from outside: commands, options, formats, exit status.

mod support;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use serde_json::Value;
use std::fs;
use support::{BACKWARDS, Place, findings, in_order};

#[test]
fn findings_are_printed_in_full_and_fail_the_run() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    place
        .check(&["a.md"])
        .assert()
        .code(1)
        .stdout(starts_with("timeline/out-of-order\n\n  × ").and(contains("13 │ - 2024-01-18 14:10 UTC")))
        .stdout(contains("╭─[a.md:13:"))
        .stderr("1 error in 1 file\n");
}

#[test]
fn a_clean_file_passes() {
    let place = Place::with(&[("a.md", &in_order())]);
    place.check(&["a.md"]).assert().code(0).stdout("").stderr("no findings in 1 file\n");
}

#[test]
fn the_default_rules_say_which_sections_are_missing() {
    let place = Place::with(&[("a.md", "# Outage\n\nWe were down.\n")]);
    let found = findings(&mut place.pmlint(&["check", "--output-format", "json", "a.md"]));
    assert!(found.iter().any(|finding| finding["code"] == "structure/missing-section"), "{found:#?}");
}

#[test]
fn concise_is_a_line_a_finding() {
    let place = Place::with(&[("docs/a.md", BACKWARDS)]);
    let line =
        predicate::str::is_match(r"\Adocs/a\.md:13:\d+: error\[timeline/out-of-order\] [^\n]+\n\z").unwrap();
    place.check(&["--output-format", "concise", "./docs//a.md"]).assert().code(1).stdout(line);
}

#[test]
fn json_is_an_array_sorted_by_path() {
    let place = Place::with(&[("b.md", BACKWARDS), ("a.md", BACKWARDS), ("c.md", &in_order())]);
    let found = findings(&mut place.check(&["--output-format", "json", "b.md", "c.md", "a.md"]));
    assert_eq!(found.iter().map(|finding| &finding["path"]).collect::<Vec<_>>(), ["a.md", "b.md"]);
    let finding = &found[0];
    assert_eq!(finding["code"], "timeline/out-of-order");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["span"]["start"]["line"], 13);
    assert_eq!(finding["url"], "https://github.com/pmlint/pmlint/blob/main/rules/timeline/out-of-order.md");
    let start = finding["span"]["start"]["offset"].as_u64().unwrap() as usize;
    let end = finding["span"]["end"]["offset"].as_u64().unwrap() as usize;
    assert!(BACKWARDS[start..end].contains("14:10"), "{}", &BACKWARDS[start..end]);
    place.check(&["--output-format", "json", "c.md"]).assert().code(0).stdout("[]\n");
}

#[test]
fn select_and_ignore_choose_rules() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let json = ["--output-format", "json"];
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = findings(place.pmlint(&["check", "a.md"]).args(json).args(arguments));
        found.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&["--select", "timeline"]).contains(&"timeline/out-of-order".to_owned()));
    assert!(
        codes(&["--select", "structure/*,timeline/out-of-*"]).contains(&"timeline/out-of-order".to_owned())
    );
    let both = codes(&["--select", "structure/*", "--select", "timeline/*"]);
    assert!(both.contains(&"timeline/out-of-order".to_owned()), "{both:?}");
    assert_eq!(codes(&["--select", "timeline/out-of-order", "--ignore", "timeline/*"]), [""; 0]);
    assert!(!codes(&["--ignore", "timeline/out-of-order"]).contains(&"timeline/out-of-order".to_owned()));
}

#[test]
fn an_unknown_rule_is_named_with_its_nearest() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    for arguments in
        [["check", "--select", "timeline/out-of-ordr"], ["check", "--ignore", "timeline/out-of-ordr"]]
    {
        let message =
            "error: no rule is called `timeline/out-of-ordr`; the nearest is `timeline/out-of-order`\n";
        place.pmlint(&arguments).assert().code(2).stdout("").stderr(message);
    }
}

#[test]
fn fail_on_sets_what_fails_a_run() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    for (severity, code) in [("error", 1), ("warning", 1), ("advice", 1), ("never", 0)] {
        place
            .check(&["--fail-on", severity, "a.md"])
            .assert()
            .code(code)
            .stdout(contains("timeline/out-of-order"));
    }
}

#[test]
fn wrong_usage_is_status_2() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    for arguments in [
        &["check", "--output-format", "xml", "a.md"][..],
        &["check", "--fail-on", "sometimes", "a.md"],
        &["check", "--no-such-option"],
        &["check", "-q", "-v", "a.md"],
        &["check", "--stdin-filename", "b.md", "a.md"],
        &["chekc"],
        &[],
    ] {
        place.pmlint(arguments).assert().code(2).stdout("").stderr(predicate::str::is_empty().not());
    }
    for arguments in [["--help"], ["--version"]] {
        place.pmlint(&arguments).assert().code(0).stderr("");
    }
}

#[test]
fn escape_codes_are_written_only_when_asked_for() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let escape = contains("\x1b");
    place.check(&["a.md"]).assert().stdout(escape.clone().not()).stderr(escape.clone().not());
    place.check(&["--color", "never", "a.md"]).assert().stdout(escape.clone().not());
    place
        .check(&["--color", "always", "a.md"])
        .assert()
        .stdout(contains("\x1b[").and(contains("\x1b]8").not()));
    place.check(&["--color", "always", "no.md"]).assert().stderr(contains("\x1b["));
    // An explicit option is stronger than the environment.
    place.check(&["--color", "always", "a.md"]).env("NO_COLOR", "1").assert().stdout(escape);
}

#[test]
fn quiet_prints_findings_and_errors_only() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    place.check(&["-q", "a.md"]).assert().code(1).stdout(contains("out-of-order")).stderr("");
    place.check(&["-q", "no.md"]).assert().code(2).stderr(contains("error: no.md"));
}

#[cfg(unix)]
#[cfg(target_os = "linux")]
#[test]
fn escape_codes_of_a_document_never_reach_the_terminal() {
    let text = BACKWARDS.replace("The deployment is found.", "\x1b[2J\x07found \u{9b}31m");
    let place = Place::with(&[("a.md", &text), ("\x1b[5m.md", "\u{0}")]);
    for format in ["full", "concise", "json"] {
        let output = place.check(&["--output-format", format, "a.md", "\x1b[5m.md"]).output().unwrap();
        for stream in [output.stdout, output.stderr] {
            let text = String::from_utf8(stream).unwrap();
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        }
    }
    place.check(&["a.md"]).assert().stdout(contains("␛[2J␇found"));
}

#[test]
fn a_long_line_is_shown_around_its_labels() {
    let filler = "and on and on it went, ".repeat(60);
    let text = BACKWARDS.replace("14:10 UTC The", &format!("14:10 UTC {filler} The"));
    let place = Place::with(&[("a.md", &text)]);
    let output = place.check(&["a.md"]).output().unwrap();
    let drawn = String::from_utf8(output.stdout).unwrap();
    assert!(drawn.contains("14:10 UTC and on and on") && drawn.contains('…'), "{drawn}");
    assert!(drawn.lines().all(|line| line.chars().count() <= 100), "{drawn}");
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_is_no_trouble() {
    use std::process::{Command, Stdio};
    let place = Place::new();
    for i in 0..300 {
        place.write(&format!("{i}.md"), BACKWARDS.as_bytes());
    }
    for arguments in [&["check"][..], &["check", "--output-format", "json"], &["facts"]] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("pmlint"))
            .current_dir(place.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code < 2), "{:?}: {said}", output.status);
        assert!(!said.contains("panicked") && !said.contains("Broken pipe"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_trouble() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("pmlint"));
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command.current_dir(place.path()).args(["check", "a.md"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: cannot write to standard output"));
}

#[test]
fn explain_prints_the_page() {
    let place = Place::new();
    place
        .pmlint(&["explain", "timeline/out-of-order"])
        .assert()
        .code(0)
        .stdout(
            starts_with("# timeline/out-of-order\n")
                .and(contains("## Why"))
                .and(contains("severity = \"error\"")),
        )
        .stderr("");
    place
        .pmlint(&["explain", "timeline/out-of-oder"])
        .assert()
        .code(2)
        .stdout("")
        .stderr("error: no rule is called `timeline/out-of-oder`; the nearest is `timeline/out-of-order`\n");
}

#[test]
fn rules_are_listed() {
    let place = Place::new();
    let text = predicate::str::is_match(r"(?m)^timeline/out-of-order +error +\S").unwrap();
    place.pmlint(&["rules"]).assert().code(0).stdout(text).stderr("");
    let output = place.pmlint(&["rules", "--output-format", "json"]).output().unwrap();
    let rules: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let rule = rules.iter().find(|rule| rule["name"] == "timeline/out-of-order").unwrap();
    assert_eq!(rule["severity"], "error");
    assert!(!rule["summary"].as_str().unwrap().is_empty());
    assert_eq!(rule["url"], "https://github.com/pmlint/pmlint/blob/main/rules/timeline/out-of-order.md");
}

#[test]
fn facts_are_printed_as_text_and_json() {
    let text = "# Outage\n\nFrom 2024-01-18 14:05 UTC, about 4 hours, 12.5 % of requests got 502 errors.\n";
    let place = Place::with(&[("a.md", text), ("b.md", "# Nothing\n")]);
    let output = place.pmlint(&["facts", "--output-format", "json", "b.md", "a.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let sheets: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(sheets.iter().map(|sheet| &sheet["path"]).collect::<Vec<_>>(), ["a.md", "b.md"]);
    assert_eq!(sheets[1]["facts"], Value::Array(vec![]));
    let value = |kind: &str| {
        let facts = sheets[0]["facts"].as_array().unwrap();
        facts.iter().find(|fact| fact["kind"] == kind).map(|fact| fact["value"].clone()).unwrap_or_default()
    };
    assert_eq!(value("datetime"), "2024-01-18T14:05Z");
    assert_eq!(value("duration"), serde_json::json!({"iso": "PT4H", "seconds": 14400, "approximate": true}));
    assert_eq!(value("percentage"), 12.5);
    assert_eq!(value("status-code"), 502);
    let first = &sheets[0]["facts"][0];
    assert_eq!(first["span"]["start"], serde_json::json!({"offset": 15, "line": 3, "column": 6}));
    assert_eq!(first["text"], "2024-01-18 14:05 UTC");
    place
        .pmlint(&["facts", "a.md"])
        .assert()
        .code(0)
        .stdout(starts_with("3:6   datetime     \"2024-01-18 14:05 UTC\"  -> 2024-01-18T14:05Z\n"));
    place.pmlint(&["facts", "no.md"]).assert().code(2).stderr(contains("error: no.md: does not exist"));
}

#[test]
fn explain_prints_a_page_for_programs_too() {
    let place = Place::new();
    let arguments = ["explain", "timeline/out-of-order", "--output-format", "json"];
    let output = place.pmlint(&arguments).output().unwrap();
    let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(page["name"], "timeline/out-of-order");
    assert_eq!(page["severity"], "error");
    assert_eq!(page["params"]["tolerance"], "0m");
    assert!(page["page"].as_str().unwrap().contains("## When it stays silent"));
}
