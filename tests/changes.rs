//! `--changed-since`: what a change touched or brought about, in repositories
//! of git; on the real program.

mod support;

use predicates::str::{contains, is_empty};
use std::fs;
use std::process::Command as Process;
use support::{BACKWARDS, Place, in_order};

/// The same findings as in `BACKWARDS`, further down.
fn moved() -> String {
    BACKWARDS.replace("## Timeline", "It was a long hour.\n\nNobody slept.\n\n## Timeline")
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
    check("HEAD").assert().code(0).stdout(is_empty()).stderr(
        "no findings in 1 file\n1 finding was there before, with no place on a line changed since `HEAD`\n",
    );
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
fn what_an_editor_has_not_saved_has_changed_too() {
    let place = repository(&[("a.md", BACKWARDS), ("b.md", "Nothing yet.\n")]);
    let code = |path: &str, text: &str| {
        let piped = ["--changed-since", "HEAD", "--stdin-filename", path, "-"];
        let run = place.check(&piped).write_stdin(text).output().unwrap();
        run.status.code().unwrap()
    };
    let edited = BACKWARDS.replace("deployment is found", "deployment was found");
    let far = BACKWARDS.replace("an index", "two indexes");
    assert_eq!(code("a.md", BACKWARDS), 0);
    assert_eq!(code("a.md", &edited), 1);
    assert_eq!(code("a.md", &far), 0);
    assert_eq!(code("a.md", &far.replace('\n', "\r\n")), 0);
    assert_eq!(code("b.md", BACKWARDS), 1);
    // Saved with one change, typed on with another.
    place.write("a.md", far.as_bytes());
    assert_eq!(code("a.md", &edited), 1);
    assert_eq!(code("a.md", BACKWARDS), 0);
}

#[test]
fn a_shallow_clone_says_that_it_cannot_tell_where_branches_parted() {
    let place = repository(&[("a.md", BACKWARDS)]);
    git(&place, &["switch", "-q", "-c", "topic"]);
    place.write("b.md", in_order().as_bytes());
    commit(&place, "Add another");
    git(&place, &["switch", "-q", "main"]);
    place.write("a.md", in_order().as_bytes());
    commit(&place, "Mend the first");
    let from = format!("file://{}", place.path().display());
    let clone = Place::new();
    let arguments = ["clone", "-q", "--depth=1", "--no-single-branch", "--branch=topic", &from, "."];
    git(&clone, &arguments);
    let run = clone.check(&["--changed-since", "origin/main", "a.md"]).assert().code(1);
    run.stderr(contains(
        "warning: `origin/main` shares no commit with the current one as far as this shallow",
    ));
    // With all commits it is known that this branch did not touch the file.
    git(&clone, &["fetch", "-q", "--unshallow"]);
    clone.check(&["--changed-since", "origin/main", "a.md"]).assert().code(0);
}

#[test]
fn what_git_is_told_elsewhere_does_not_matter() {
    let place = repository(&[("a.md", BACKWARDS)]);
    place.write("a.md", BACKWARDS.replace("an index", "two indexes").as_bytes());
    for (key, value) in [("diff.noprefix", "true"), ("color.ui", "always"), ("diff.external", "true")] {
        git(&place, &["config", key, value]);
    }
    let mut command = place.check(&["--changed-since", "HEAD", "a.md"]);
    command.env("GIT_DIFF_OPTS", "--unified=20").assert().code(0);
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
fn changes_are_known_in_a_hook() {
    let place = repository(&[("docs/a.md", BACKWARDS), ("docs/b.md", &in_order())]);
    place.write("docs/b.md", BACKWARDS.as_bytes());
    let check = |path: &str| {
        let run = place
            .check(&["--changed-since", "HEAD", path])
            .envs([("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")])
            .output()
            .unwrap();
        run.status.code().unwrap()
    };
    assert_eq!((check("docs/a.md"), check("docs/b.md")), (0, 1));
}

/// A report with nothing wrong, and one wrong thing in its last section.
const WHOLE: &str = "\
# Postmortem: checkout outage on 2024-01-18

- **Status:** Draft

## Summary

Customers could not check out from 14:00 to 15:00 UTC, for 1 hour.

## Impact

All 1,200 checkouts of this hour failed.

## Timeline

All times in UTC.

- 14:00 Checkout requests begin to fail.
- 14:05 An alert fires.
- 14:35 The deployment is rolled back.
- 15:00 Service is restored.

## Root cause

A deployment removed an index.

## Resolution

The deployment was rolled back.

## Action items

| Action | Owner | Due |
|---|---|---|
| Refuse migrations that drop an index in use | Storage | 2024-02-30 |
";

/// What is reported of `WHOLE` as it was and as it is: the rules, by name.
fn reported(from: &str, to: &str) -> Vec<String> {
    let place = repository(&[("a.md", from)]);
    place.write("a.md", to.as_bytes());
    let arguments = ["check", "--changed-since", "HEAD", "--output-format", "json", "a.md"];
    let found = support::findings(&mut place.pmlint(&arguments));
    let named = |finding: &serde_json::Value| {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {}", word("severity"), word("code"))
    };
    found.iter().map(named).collect()
}

/// `WHOLE` without what stands from one mark to the next.
fn without(from: &str, to: &str) -> String {
    let start = WHOLE.find(from).unwrap();
    let end = start + WHOLE[start..].find(to).unwrap();
    format!("{}{}", &WHOLE[..start], &WHOLE[end..])
}

fn finished() -> String {
    WHOLE.replace("Draft", "Final")
}

#[test]
fn a_change_that_only_takes_lines_away_answers_for_what_it_breaks() {
    let section = finished().replace("## Root cause\n\nA deployment removed an index.\n\n", "");
    assert_eq!(reported(&finished(), &section), ["error structure/missing-section"]);
    let inside = finished().replace("A deployment removed an index.\n\n", "");
    assert_eq!(reported(&finished(), &inside), ["error structure/empty-section"]);
    let zone = finished().replace("All times in UTC.\n\n", "").replace(" UTC,", ",");
    assert_eq!(reported(&finished(), &zone), ["warning timeline/missing-time-zone"]);
    let comment = "<!-- pmlint-disable-next-line timeline/impossible-date -->\n";
    let silenced = finished().replace("| Action |", &format!("{comment}| Action |"));
    assert_ne!(silenced, finished());
    assert_eq!(reported(&silenced, &finished()), ["error timeline/impossible-date"]);
}

#[test]
fn what_was_there_before_stays_hidden_whatever_is_taken_away_elsewhere() {
    for (from, to) in [("- 14:05", "- 14:35"), ("## Resolution", "## Action")] {
        let found = reported(WHOLE, &without(from, to));
        assert!(found.iter().all(|found| !found.contains("impossible-date")), "{from}: {found:?}");
    }
    // Fewer gaps than before are no news, though the message names another.
    let gaps =
        finished().replace("for 1 hour", "for {{ how long }}").replace("14:05 An", "14:05 {{ which }} An");
    let gaps = gaps.replace("A deployment removed", "{{ who }} removed");
    let fewer = gaps.replace("- 14:05 {{ which }} An alert fires.\n", "");
    assert_eq!(reported(&gaps, &fewer), [""; 0]);
    let two = gaps.replace("for {{ how long }}", "for 1 hour");
    assert_eq!(reported(&two, &two.replace("- 14:05 {{ which }} An alert fires.\n", "")), [""; 0]);
}

/// Actions of which the second has no owner; the others' owners have lines of
/// their own.
const ACTIONS: &str = "\
# Postmortem: checkout outage on 2024-01-18

## Action items

- Refuse migrations that drop an index in use
  - Owner: Storage
- Alert when checkouts are slow
- Show the age of each index on the board
  - Owner: Shop
- Write the runbook for a lost index
  - Owner: Shop
- Test the restore of an index each month
  - Owner: Storage
";

#[test]
fn a_finding_that_speaks_of_more_than_before_is_news() {
    let owner = ["warning actions/no-owner"];
    let missing = |found: Vec<String>| {
        found.into_iter().filter(|found| found.ends_with("actions/no-owner")).collect::<Vec<_>>()
    };
    let one_less = ACTIONS.replacen("  - Owner: Storage\n", "", 1);
    assert_eq!(missing(reported(ACTIONS, &one_less)), owner);
    // The other way round, and one action less that has one, are none.
    let extra = "- Rehearse a rollback\n";
    let two = format!("{ACTIONS}{extra}");
    assert_eq!(missing(reported(&two, ACTIONS)), [""; 0]);
    let fewer = ACTIONS.replace("- Write the runbook for a lost index\n  - Owner: Shop\n", "");
    assert_eq!(missing(reported(ACTIONS, &fewer)), [""; 0]);
    // Fields that are missing stand in one message, and it has one place.
    let config = "[rules]\n\"structure/missing-metadata\" = { severity = \"error\", required = [\"author\", \"severity\", \"id\"] }\n";
    let fields = |author: &str, severity: &str| {
        BACKWARDS.replace("\n\n## Summary", &format!("\n\n{author}{severity}- **Team:** Shop\n\n## Summary"))
    };
    let (author, severity) = ("- **Author:** Ana\n", "- **Severity:** S2\n");
    let code = |from: &str, to: &str| {
        let place = repository(&[("a.md", from), ("pmlint.toml", config)]);
        place.write("a.md", to.as_bytes());
        let check = ["check", "--select", "structure/missing-metadata", "--changed-since", "HEAD", "a.md"];
        place.pmlint(&check).output().unwrap().status.code()
    };
    assert_eq!(code(&fields(author, severity), &fields(author, "")), Some(1));
    assert_eq!(code(&fields(author, severity), &fields("", "")), Some(1));
    assert_eq!(code(&fields(author, ""), &fields(author, severity)), Some(0));
}

#[test]
fn what_weighs_more_than_before_is_news() {
    let draft = without("## Root cause", "## Resolution");
    assert_eq!(reported(WHOLE, &draft), ["advice structure/missing-section"]);
    let final_one = draft.replace("Draft", "Final");
    assert_eq!(reported(&draft, &final_one), ["error structure/missing-section"]);
    assert_eq!(reported(&final_one, &draft), [""; 0]);
}

#[test]
fn a_rule_that_was_switched_on_is_no_change_of_a_document() {
    let place = repository(&[("a.md", BACKWARDS), ("pmlint.toml", "")]);
    place.write(
        "pmlint.toml",
        b"[rules]\n\"structure/word-count\" = { severity = \"error\", minimum = 900 }\n",
    );
    place.write("a.md", BACKWARDS.replace("An alert fires.", "Two alerts fire.").as_bytes());
    let check = ["check", "--select", "structure/word-count", "--changed-since", "HEAD", "a.md"];
    place.pmlint(&["check", "--select", "structure/word-count", "a.md"]).assert().code(1);
    place.pmlint(&check).assert().code(0);
}

#[test]
fn a_name_that_no_longer_fits_is_the_work_of_the_change() {
    let place = repository(&[("2024-01-18-checkout.md", &in_order())]);
    git(&place, &["mv", "2024-01-18-checkout.md", "2023-12-18-checkout.md"]);
    let arguments = ["check", "--select", "timeline/file-date", "--changed-since", "HEAD"];
    place.pmlint(&arguments).arg("2023-12-18-checkout.md").assert().code(1);
}
