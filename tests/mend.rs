//! `pmlint check --fix`, `--unsafe-fixes` and `--diff`, as they are used; and
//! what holds for the fixes of any text.

mod support;

use assert_cmd::Command;
use pmlint::finding::{Diagnostic, Safety};
use pmlint::fix::fix;
use pmlint::lint;
use pmlint::rules::RuleSet;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use support::Place;
use support::shapes::{Fixture, fixtures};
use tempfile::TempDir;

const PASTED: &str = "# Mail delayed\n\nTimeline (UTC):\n• 10:00 The queue grows.\n• 10:30 A new disk.\n";
const MENDED: &str = "# Mail delayed\n\nTimeline (UTC):\n- 10:00 The queue grows.\n- 10:30 A new disk.\n";

fn pmlint(folder: &TempDir) -> Command {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    command.current_dir(folder.path()).args(["check", "--select", "structure/pasted-bullets"]);
    command
}

fn folder_with(text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn a_file_is_mended_in_its_place() {
    let (folder, path) = folder_with(PASTED);
    let run = pmlint(&folder).args(["--fix", "a.md"]).assert().success();
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
    assert!(said(&run.get_output().stderr).contains("1 fixed in 1 file"), "{run:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a file is left over");
    let again = pmlint(&folder).args(["--fix", "a.md"]).assert().success();
    assert!(said(&again.get_output().stderr).contains("nothing fixed"), "{again:?}");
}

#[test]
fn a_diff_changes_nothing() {
    let (folder, path) = folder_with(PASTED);
    let run = pmlint(&folder).args(["--diff", "a.md"]).assert().code(1);
    let diff = said(&run.get_output().stdout);
    assert!(diff.starts_with("--- a/a.md\n+++ b/a.md\n@@"), "{diff}");
    assert!(
        diff.contains("-• 10:00 The queue grows.\n") && diff.contains("+- 10:00 The queue grows.\n"),
        "{diff}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), PASTED);
    fs::write(&path, MENDED).unwrap();
    pmlint(&folder).args(["--diff", "a.md"]).assert().success().stdout("");
}

/// Changes that lie apart, and a last line without a line end.
#[test]
fn a_diff_can_be_applied() {
    let far = "\n## Lessons\n\nOne.\n\nTwo.\n\nThree.\n\nActions:\n• Add a disk.\n• Add an alert.";
    let (folder, path) = folder_with(&format!("{PASTED}{far}"));
    let run = pmlint(&folder).args(["--diff", "a.md"]).assert().code(1);
    let diff = said(&run.get_output().stdout);
    assert_eq!(diff.matches("@@ -").count(), 2, "{diff}");
    assert!(diff.ends_with("+- Add an alert.\n\\ No newline at end of file\n"), "{diff}");
    Command::new("git").current_dir(folder.path()).args(["apply", "-"]).write_stdin(diff).assert().success();
    let mended = fs::read_to_string(&path).unwrap();
    assert_eq!(mended, format!("{MENDED}{}", far.replace('•', "-")));
}

#[test]
fn standard_input_is_printed_mended() {
    let (folder, _) = folder_with(PASTED);
    pmlint(&folder).args(["--fix", "-"]).write_stdin(PASTED).assert().success().stdout(MENDED);
    pmlint(&folder).args(["--fix", "-"]).write_stdin(MENDED).assert().success().stdout(MENDED);
    pmlint(&folder).args(["--fix", "-", "a.md"]).write_stdin(MENDED).assert().code(2);
    pmlint(&folder).args(["--unsafe-fixes", "a.md"]).assert().code(2);
}

#[test]
fn a_report_of_what_a_fix_leaves_goes_to_its_file() {
    let (folder, _) = folder_with(PASTED);
    let report = ["--fix", "--output-format", "json", "--output-file", "out.json", "-"];
    let left = PASTED.replace("• 10:30", "10:30");
    pmlint(&folder).args(report).write_stdin(left.as_str()).assert().success().stdout(left.clone());
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).unwrap(), "[]\n");
}

#[test]
fn a_diff_goes_with_nothing_that_is_written() {
    let (folder, _) = folder_with(PASTED);
    for other in ["--output-file=out.json", "--write-baseline=base.json", "--statistics"] {
        let run = pmlint(&folder).args(["--diff", other, "a.md"]).assert().code(2);
        assert!(said(&run.get_output().stderr).contains("cannot be used with"), "{run:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was written");
    // It does not say that findings are gone which are still there.
    pmlint(&folder).args(["--write-baseline=base.json", "a.md"]).assert().success();
    let run = pmlint(&folder).args(["--diff", "--baseline=base.json", "a.md"]).assert().code(1);
    assert_eq!(said(&run.get_output().stderr), "1 would be fixed in 1 file\n");
}

#[test]
fn a_fix_and_a_baseline_of_what_it_leaves() {
    let (folder, path) = folder_with(PASTED);
    let run = pmlint(&folder).args(["--fix", "--write-baseline=base.json", "a.md"]).assert().success();
    assert!(said(&run.get_output().stderr).contains("0 known findings in 0 files"), "{run:?}");
    fs::write(&path, PASTED).unwrap();
    pmlint(&folder).args(["--baseline=base.json", "--fail-on=advice", "a.md"]).assert().code(1);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, path) = folder_with(PASTED);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("b.md");
    symlink("a.md", &link).unwrap();
    pmlint(&folder).args(["--fix", "b.md"]).assert().success();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn what_is_read_only_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = folder_with(PASTED);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let run = pmlint(&folder).args(["--fix", "a.md"]).assert().code(2);
    assert!(said(&run.get_output().stderr).contains("read-only"), "{run:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), PASTED);
}

#[test]
fn a_file_that_has_changed_is_left_alone() {
    let (_folder, path) = folder_with("something else\n");
    let problem = pmlint::files::replace(&path, PASTED, MENDED).unwrap_err();
    assert!(problem.message.contains("changed"), "{problem}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "something else\n");
}

fn counts(found: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in found {
        *counts.entry(diagnostic.rule.as_str()).or_default() += 1;
    }
    counts
}

/// Mends a text and holds the outcome to what is promised of it.
fn hold(place: &str, text: &str, rules: &RuleSet) -> usize {
    let mut applied = 0;
    for most in [Safety::Safe, Safety::Unsafe] {
        let before = lint(text, rules);
        let fixed = fix(text, most, |text| lint(text, rules));
        let after = lint(&fixed.text, rules);
        assert_eq!(fixed.remaining, after, "{place}: what remains is not what is found");
        assert_eq!(fixed.applied == 0, fixed.text == text, "{place}: changed without a fix");
        let of = |found: &[Diagnostic], rule: &str| found.iter().filter(|d| d.rule == rule).count();
        // A section that was missing may be there by now, and empty.
        let missing = "structure/missing-section";
        let added = of(&before, missing).saturating_sub(of(&after, missing));
        assert!(after.len() + fixed.applied <= before.len() + added, "{place}: fixes that mend nothing");
        for (rule, count) in counts(&after) {
            let more = if rule == "structure/empty-section" { added } else { 0 };
            let known = of(&before, rule) + more;
            assert!(count <= known, "{place}: {rule} says more than before:\n{}", fixed.text);
        }
        let again = fix(&fixed.text, most, |text| lint(text, rules));
        assert_eq!(again.text, fixed.text, "{place}: no fixed point");
        assert_eq!(
            text.starts_with('\u{feff}'),
            fixed.text.starts_with('\u{feff}'),
            "{place}: a mark is lost"
        );
        let bare = |text: &str| text.replace("\r\n", "").matches(['\r', '\n']).count();
        if text.contains("\r\n") && bare(text) == 0 {
            assert_eq!(bare(&fixed.text), 0, "{place}: line ends are mixed");
        }
        if most == Safety::Safe {
            assert_eq!(words(text), words(&fixed.text), "{place}: words are lost");
        }
        applied += fixed.applied;
    }
    applied
}

/// What the reader reads, without marks and comments.
fn words(text: &str) -> Vec<String> {
    let mut visible = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        visible.push_str(before);
        visible.push(' ');
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    visible.push_str(rest);
    let parts = visible.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[test]
fn fixes_reach_an_end_and_lose_nothing() {
    let rules = RuleSet::default();
    let mut applied = 0;
    for Fixture { name: place, text } in fixtures(&["clean", "flawed"]) {
        applied += hold(&place, &text, &rules);
        applied += hold(&format!("{place} (CRLF)"), &text.replace('\n', "\r\n"), &rules);
    }
    assert!(applied > 40, "only {applied} fixes");
}

#[test]
fn whatever_stands_before_a_fix_stays() {
    let rules = RuleSet::default();
    let shapes = [
        "\u{feff}",
        "👩‍🚒 日本語\n\n",
        "\t\n\n",
        "\u{feff}日本\r\n\r\n",
        "---\ntitle: Mail delayed\n---\n\n",
        "<details>\n<summary>日本</summary>\n\n",
        "- one\n  - two 👩‍🚒\n    - three\n\n",
        "| a | b |\n|---|---|\n| 日本 | 👩‍🚒 |\n\n",
    ];
    for (n, before) in shapes.into_iter().enumerate() {
        for Fixture { name: place, text } in fixtures(&["clean", "flawed"]).into_iter().skip(n).step_by(11) {
            let text = if before.contains('\r') { text.replace('\n', "\r\n") } else { text };
            // Every second one ends within a line.
            let text = if n % 2 == 0 { text } else { text.trim_end().to_owned() };
            hold(&format!("{place} behind {before:?}"), &format!("{before}{text}"), &rules);
        }
    }
}

/// What the real program makes of a text with all fixes.
fn mended(text: &str) -> String {
    let (folder, path) = folder_with(text);
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let arguments = ["check", "--isolated", "-q", "--fix", "--unsafe-fixes", "--fail-on", "never", "a.md"];
    command.current_dir(folder.path()).args(arguments).assert().success();
    fs::read_to_string(path).unwrap()
}

const SHORT: &str = "# Mail delayed\n\n## Summary\n\nMail was late.\n\n## Timeline\n\n- 2024-03-05 10:00 The queue grows.\n- 2024-03-05 10:30 A new disk.\n";

#[test]
fn missing_sections_are_added_at_their_places() {
    let expected = "# Mail delayed\n\n## Summary\n\nMail was late.\n\n\
        ## Impact\n\n<!-- who was affected, how, and how many -->\n\n\
        ## Timeline (UTC)\n\n- 2024-03-05 10:00 The queue grows.\n- 2024-03-05 10:30 A new disk.\n\n\
        ## Root cause\n\n<!-- why it happened: root cause or contributing factors -->\n\n\
        ## Resolution\n\n<!-- how service was restored -->\n\n\
        ## Action items\n\n<!-- what will change, who does it, and by when -->\n";
    assert_eq!(mended(SHORT), expected);
    assert_eq!(mended(expected), expected);
    let windows = |text: &str| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"));
    assert_eq!(mended(&windows(SHORT)), windows(expected));
    // At the level of the sections that are there, below all that is theirs.
    let deep = SHORT.replace("## ", "### ").replace("Mail was late.", "Mail was late.\n\n#### More\n\nMuch.");
    let deep = mended(&deep.replacen("### Summary", "## Report\n\n### Summary", 1));
    assert!(deep.contains("Much.\n\n### Impact\n\n<!-- who"), "{deep}");
    // A text without headings gets them at its end.
    let plain = mended("Mail was late.\n");
    assert!(plain.starts_with("Mail was late.\n\n## Summary\n\n<!-- "), "{plain}");
}

#[test]
fn a_zone_is_stated_in_the_heading_or_above_the_entries() {
    let heading = |written: &str| SHORT.replace("## Timeline", written);
    assert!(mended(&heading("## Timeline:")).contains("## Timeline (UTC):\n"));
    assert!(mended(&heading("## Timeline ##")).contains("## Timeline (UTC) ##\n"));
    assert!(mended(&heading("Timeline\n--------")).contains("Timeline (UTC)\n--------\n"));
    let list = "# Mail delayed\n\nMail was late.\n- 2024-03-05 10:00 The queue grows.\n- 2024-03-05 10:10 Alert.\n- 2024-03-05 10:30 A new disk.\n";
    let stated = "Mail was late.\n\nAll times are in UTC.\n\n- 2024-03-05 10:00";
    assert!(mended(list).contains(stated), "{}", mended(list));
    let table = "# Mail delayed\n\n| Time | Event |\n|---|---|\n| 2024-03-05 10:00 | The queue grows. |\n| 2024-03-05 10:10 | Alert. |\n| 2024-03-05 10:30 | A new disk. |\n";
    assert!(mended(table).contains("\n\nAll times are in UTC.\n\n| Time | Event |\n"), "{}", mended(table));
    // It is what the author alone can know: not without being asked for.
    let fixed = fix(SHORT, Safety::Safe, |text| lint(text, &RuleSet::default()));
    assert_eq!(fixed.text, SHORT);
}

#[test]
fn fix_and_diff_together_write_nothing() {
    let place = Place::with(&[("a.md", "# Outage\n\n**Impact: **forty\n")]);
    let arguments = ["check", "--select", "structure/stray-emphasis", "--fix", "--diff", "a.md"];
    let run = place.pmlint(&arguments).assert().code(1);
    run.stdout(predicates::str::contains("+**Impact:** forty"));
    assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), "# Outage\n\n**Impact: **forty\n");
}

#[test]
fn names_with_blanks_end_with_a_tab_in_a_diff() {
    let place = Place::with(&[("a b.md", "# Outage\n\n**Impact: **forty\n")]);
    let whole = place.path().join("a b.md");
    for name in ["a b.md", whole.to_str().unwrap()] {
        let run =
            place.pmlint(&["check", "--select", "structure/stray-emphasis", "--diff", name]).assert().code(1);
        let shown = name.trim_start_matches('/');
        run.stdout(predicates::str::starts_with(format!("--- a/{shown}\t\n+++ b/{shown}\t\n@@ ")));
    }
}
