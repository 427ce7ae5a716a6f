//! What lets a team begin where it stands: baselines, changed lines, drafts,
//! `init` and `new`; on the real program.

mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::fs;
use std::process::Command as Process;
use support::{BACKWARDS, Place, findings, in_order};

/// `BACKWARDS` with a second entry out of order, further down.
fn twice_backwards() -> String {
    BACKWARDS.replace("15:00 UTC Service", "14:20 UTC A query is cancelled.\n- 2024-01-18 15:00 UTC Service")
}

/// The same findings, further down.
fn moved() -> String {
    BACKWARDS.replace("## Timeline", "It was a long hour.\n\nNobody slept.\n\n## Timeline")
}

const JSON: [&str; 2] = ["--output-format", "json"];

#[test]
fn a_baseline_hides_what_it_counts_though_lines_move() {
    let place = Place::with(&[("docs/a.md", BACKWARDS), ("docs/b.md", &in_order())]);
    place
        .check(&["--write-baseline=base.json", "docs/a.md", "docs/b.md"])
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr("no findings in 2 files\nwrote `base.json`: 1 known finding in 1 file\n");
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    let expected = "{\n  \"version\": 1,\n  \"files\": {\n    \"docs/a.md\": {\n      \"timeline/out-of-order\": 1\n    }\n  }\n}\n";
    assert_eq!(written, expected);
    place.write("docs/a.md", moved().as_bytes());
    place
        .check(&["--baseline", "base.json", "docs/a.md"])
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr("no findings in 1 file\n1 finding is known to `base.json` and not shown\n");
    // Nothing is left behind beside it.
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

#[test]
fn the_paths_are_those_from_the_baseline() {
    let place = Place::with(&[("docs/2024/a.md", BACKWARDS), ("ci/readme.txt", "")]);
    place.check(&["--write-baseline=ci/base.json", "docs/2024/a.md"]).assert().code(0);
    let written = fs::read_to_string(place.path().join("ci/base.json")).unwrap();
    assert!(written.contains("\"../docs/2024/a.md\""), "{written}");
    let below = place.path().join("docs");
    place.check(&["--baseline", "../ci/base.json", "2024/a.md"]).current_dir(&below).assert().code(0);
    let whole = place.path().join("docs/2024/a.md");
    place.check(&["--baseline", "ci/base.json"]).arg(whole).assert().code(0);
    let piped = ["--baseline", "ci/base.json", "--stdin-filename", "docs/2024/a.md", "-"];
    place.check(&piped).write_stdin(BACKWARDS).assert().code(0);
    place.check(&["--baseline", "ci/base.json", "-"]).write_stdin(BACKWARDS).assert().code(1);
}

#[test]
fn more_than_the_baseline_counts_is_shown_whole() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let whole = |arguments: &[&str]| {
        let mut command = place.pmlint(&["check", "--select", "timeline", "a.md"]);
        command.args(arguments);
        command
    };
    whole(&["--write-baseline"]).assert().code(0);
    place.write("a.md", twice_backwards().as_bytes());
    let all = findings(&mut whole(&JSON)).len();
    assert_eq!(all, 2);
    whole(&["--baseline", "pmlint-baseline.json", "--output-format", "concise"])
        .assert()
        .code(1)
        .stdout(contains("a.md:13:").and(contains("a.md:15:")))
        .stderr(contains(
            "a.md: 2 findings of `timeline/out-of-order` where the baseline knows 1: all are shown",
        ));
}

#[test]
fn fewer_than_the_baseline_counts_asks_to_write_it_anew() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    place.check(&["--write-baseline=base.json", "a.md", "b.md"]).assert().code(0);
    place.write("a.md", in_order().as_bytes());
    let hint = "`base.json` counts 1 finding that is gone; write it anew with `--write-baseline=base.json`\n";
    place.check(&["--baseline", "base.json", "a.md"]).assert().code(0).stderr(contains(hint));
    // What did not run cannot be gone, nor what was not looked at.
    place
        .pmlint(&["check", "--select", "numbers", "--baseline", "base.json", "a.md"])
        .assert()
        .code(0)
        .stderr(contains("gone").not());
    place.check(&["--baseline", "base.json", "b.md"]).assert().code(0).stderr(contains("gone").not());
    fs::remove_file(place.path().join("a.md")).unwrap();
    place.check(&["--baseline", "base.json", "b.md"]).assert().code(0).stderr(contains(hint));
    place.check(&["--baseline", "base.json", "--write-baseline", "b.md"]).assert().code(0);
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    assert!(!written.contains("a.md") && written.contains("b.md"), "{written}");
}

#[test]
fn writing_anew_keeps_what_was_not_looked_at() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    place.check(&["--write-baseline=base.json", "a.md", "b.md"]).assert().code(0);
    place.write("a.md", in_order().as_bytes());
    place.check(&["--write-baseline=base.json", "a.md"]).assert().code(0);
    let numbers = ["check", "--select", "numbers", "--write-baseline=base.json", "b.md"];
    place.pmlint(&numbers).assert().code(0);
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    assert!(!written.contains("a.md") && written.contains("b.md"), "{written}");
}

#[test]
fn what_is_no_baseline_is_told_and_left_alone() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.json", "# Notes"), ("c.json", "{\"version\": 7}")]);
    let told = |arguments: &[&str], message: &'static str| {
        place.check(arguments).assert().code(2).stderr(contains(message));
    };
    told(&["--baseline", "none.json", "a.md"], "none.json: does not exist; write it with");
    told(&["--baseline", "b.json", "a.md"], "b.json: is no baseline (");
    told(&["--write-baseline=b.json", "a.md"], "b.json: is no baseline (");
    told(&["--baseline", "c.json", "a.md"], "c.json: is a baseline of version 7");
    told(&["--write-baseline", "c.json", "a.md"], "say `--write-baseline=c.json`");
    told(&["--write-baseline=none/b.json", "a.md"], "none/b.json: cannot be written: ");
    told(&["--write-baseline", "--changed-since", "main", "a.md"], "cannot be used with");
    assert_eq!(fs::read_to_string(place.path().join("b.json")).unwrap(), "# Notes");
}

/// A repository with what is in the place as its first commit.
fn git(place: &Place, arguments: &[&str]) {
    let plain = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let run = Process::new("git").current_dir(place.path()).args(plain).args(arguments).output().unwrap();
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

fn commit(place: &Place, message: &str) {
    git(place, &["add", "-A"]);
    git(place, &["commit", "-q", "-m", message]);
}

fn repository(files: &[(&str, &str)]) -> Place {
    let place = Place::with(files);
    git(&place, &["init", "-q", "-b", "main"]);
    commit(&place, "Begin");
    place
}

#[test]
fn a_finding_stays_when_any_of_its_places_changed() {
    let place = repository(&[("docs/a.md", BACKWARDS)]);
    let check = |since: &str| {
        let mut command = place.check(&["--changed-since", since, "--output-format", "concise"]);
        command.arg("docs/a.md");
        command
    };
    check("HEAD")
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr("no findings in 1 file\n1 finding has no place on a line changed since `HEAD`\n");
    // A line far from it.
    place.write("docs/a.md", BACKWARDS.replace("an index", "two indexes").as_bytes());
    check("HEAD").assert().code(0);
    // The entry that the other label is on, not the one to change.
    place.write("docs/a.md", BACKWARDS.replace("rollback is complete", "rollback is done").as_bytes());
    check("HEAD").assert().code(1).stdout(contains("docs/a.md:13:"));
    commit(&place, "Change a word");
    check("HEAD").assert().code(0);
    check("HEAD~1").assert().code(1);
    check("main").current_dir(place.path()).assert().code(0);
    let below = ["check", "--changed-since", "HEAD~1", "--select", "timeline/out-of-order", "a.md"];
    place.pmlint(&below).current_dir(place.path().join("docs")).assert().code(1);
}

#[test]
fn lines_taken_away_or_moved_change_none() {
    let place = repository(&[("a.md", BACKWARDS)]);
    place.write("a.md", BACKWARDS.replace("- 2024-01-18 14:05 UTC An alert fires.\n", "").as_bytes());
    place.check(&["--changed-since", "HEAD", "a.md"]).assert().code(0);
    place.write("a.md", moved().as_bytes());
    place.check(&["--changed-since", "HEAD", "a.md"]).assert().code(0);
}

#[test]
fn new_files_are_wholly_changed_and_renamed_ones_are_followed() {
    let place = repository(&[("a.md", BACKWARDS), (".gitignore", "ignored.md\n")]);
    let code = |path: &str| {
        let run = place.check(&["--changed-since", "main", path]).output().unwrap();
        run.status.code().unwrap()
    };
    git(&place, &["switch", "-q", "-c", "topic"]);
    place.write("untracked ünïcode.md", BACKWARDS.as_bytes());
    place.write("ignored.md", BACKWARDS.as_bytes());
    assert_eq!((code("untracked ünïcode.md"), code("ignored.md")), (1, 1));
    commit(&place, "Add one");
    assert_eq!(code("untracked ünïcode.md"), 1);
    git(&place, &["mv", "a.md", "[b]*.md"]);
    assert_eq!(code("[b]*.md"), 0);
    commit(&place, "Rename one");
    assert_eq!(code("[b]*.md"), 0);
    place.write("[b]*.md", BACKWARDS.replace("deployment is found", "deployment was found").as_bytes());
    assert_eq!(code("[b]*.md"), 1);
}

#[test]
fn what_a_branch_left_behind_is_not_its_change() {
    let place = repository(&[("a.md", &in_order())]);
    git(&place, &["switch", "-q", "-c", "topic"]);
    place.write("b.md", in_order().as_bytes());
    commit(&place, "Add another");
    git(&place, &["switch", "-q", "main"]);
    place.write("a.md", BACKWARDS.as_bytes());
    commit(&place, "Break the first");
    git(&place, &["switch", "-q", "topic"]);
    place.write("a.md", in_order().replace("We", "They").as_bytes());
    place.check(&["--changed-since", "main", "a.md", "b.md"]).assert().code(0);
}

#[test]
fn what_git_cannot_tell_is_an_error() {
    let place = repository(&[("a.md", BACKWARDS)]);
    let unknown = ["--changed-since", "nowhere", "a.md"];
    place.check(&unknown).assert().code(2).stderr(contains("git knows no commit `nowhere` in "));
    place.check(&["--changed-since=--all", "a.md"]).assert().code(2).stderr(contains("no name of a commit"));
    let piped = ["--changed-since", "HEAD", "-"];
    place.check(&piped).write_stdin(BACKWARDS).assert().code(2).stderr(contains("standard input is none"));
    let bare = place.path().join("no-programs");
    fs::create_dir(&bare).unwrap();
    place
        .check(&["--changed-since", "HEAD", "a.md"])
        .env("PATH", &bare)
        .assert()
        .code(2)
        .stderr(contains("the program `git` is not found; install it"));
    let outside = Place::with(&[("a.md", BACKWARDS)]);
    outside
        .check(&["--changed-since", "HEAD", "a.md"])
        .assert()
        .code(2)
        .stderr(contains("a.md: `--changed-since` needs a git repository: not a git repository"));
}

#[test]
fn statistics_follow_the_findings() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    let table = "rule                   severity  findings  files\ntimeline/out-of-order  error            2      2\n";
    place
        .check(&["--statistics", "--output-format", "concise", "a.md", "b.md"])
        .assert()
        .code(1)
        .stdout(predicates::str::ends_with(table))
        .stderr("2 errors in 2 files\n");
    // A program reads one array, and nothing behind it.
    let json = ["--statistics", "--output-format", "json", "a.md", "b.md"];
    assert_eq!(findings(&mut place.check(&json)).len(), 2);
    place.check(&json).assert().code(1).stderr(contains(table));
    place.write("a.md", in_order().as_bytes());
    place.check(&["--statistics", "a.md"]).assert().code(0).stdout(is_empty());
}

/// What an empty section weighs in a document that begins like this.
fn weight(top: &str) -> String {
    let text = format!("{top}\n\n## Timeline\n\n## Action items\n\n- TBD: decide\n");
    let place = Place::with(&[("a.md", &text)]);
    let select = ["check", "--select", "structure/empty-section"];
    let found = findings(place.pmlint(&select).args(JSON).arg("a.md"));
    assert_eq!(found.len(), 1, "{top}: {found:#?}");
    found[0]["severity"].as_str().unwrap().to_owned()
}

#[test]
fn gaps_are_advice_in_a_draft() {
    for top in [
        "# Outage\n\nStatus: draft",
        "# Outage\n\n**Status:** Draft, waiting for the vendor",
        "# Outage\n\n- Document status: first draft",
        "# Outage\n\n| Status | WIP |\n|---|---|\n| Author | Ana |",
        "# Outage\n\n| | |\n|---|---|\n| Status | Work in progress |\n| Author | Ana |",
        "# Outage\n\n## Status\n\nIn progress",
        "---\ntitle: Outage\nstatus: draft\n---\n",
        "---\ntitle: Outage\nstatus: \"WIP\"\n---\n",
        "+++\ntitle = \"Outage\"\ndraft = true\n+++\n",
        "# [DRAFT] Outage",
        "# WIP: Outage",
        "# Outage (work in progress)",
        "# Outage – draft",
        "# Outage\n\nWIP",
        "# Outage\n\n> **Draft** – please do not share.",
        "# Outage\n\n*This document is a work in progress.*",
    ] {
        assert_eq!(weight(top), "advice", "{top}");
    }
}

#[test]
fn gaps_weigh_what_they_do_where_nothing_says_draft() {
    for top in [
        "# Outage",
        "# Outage\n\nStatus: final",
        "# Outage\n\nStatus: no longer a draft",
        "# Outage\n\nStatus: Complete, action items in progress",
        "# Outage\n\nStatus: in progress of being rolled back",
        "# Outage\n\nStatus: Draft / In review / Final",
        "# Outage\n\nStatus: draft → final",
        "# Outage\n\nStatus: drafty server room",
        "# Outage\n\nStatus of the draft: final",
        "---\ntitle: Outage\ndraft: false\n---\n",
        "# Draft orders were lost",
        "# Draft-mode outage",
        "# Outage of the WIP limit",
        "# Outage\n\nDraft orders were lost.",
        "# Outage\n\n```\nStatus: draft\n```",
        "# Outage\n\n> Status: draft of the vendor's notice",
    ] {
        assert_eq!(weight(top), "error", "{top}");
    }
}

#[test]
fn a_draft_passes_the_gate_and_contradictions_do_not() {
    let draft = "# Outage\n\nStatus: draft\n\n## Summary\n\nTBD\n";
    let place = Place::with(&[("a.md", draft)]);
    let run = place.pmlint(&["check", "a.md"]).assert().code(0);
    run.stderr(predicates::str::is_match(r"\A\d+ pieces of advice in 1 file\n\z").unwrap());
    place.pmlint(&["check", "--fail-on", "advice", "a.md"]).assert().code(1);
    place.write("a.md", BACKWARDS.replace("\n\n## Summary", "\n\nStatus: draft\n\n## Summary").as_bytes());
    place.check(&["a.md"]).assert().code(1).stderr("1 error in 1 file\n");
    // What is switched off stays so.
    place.write("a.md", draft.as_bytes());
    place.pmlint(&["check", "--select", "duration", "--fail-on", "advice", "a.md"]).assert().code(0);
    place
        .pmlint(&["explain", "structure/missing-section"])
        .assert()
        .stdout(contains("severity = \"error\"   # advice where the document is a draft\n"));
}
