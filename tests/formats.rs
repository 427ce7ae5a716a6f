//! The formats that other programs read: what they must hold, the columns that
//! each counts, and the file that a report is written to.

mod support;

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use support::{BACKWARDS, Place, in_order};

/// Two impossible dates behind a byte order mark, tabs, emoji, letters of one
/// to four bytes, and lines that end with CRLF.
const ODD: &str =
    "\u{feff}# 停止 🎉\tété 2024-06-31\r\n\r\n## Summary\r\n\r\nam\t😀漢 2024-02-30 war es vorbei.\r\n";
/// Line and column in characters of the two dates, and the column in bytes.
const IN_ODD: [(u64, u64, u64); 2] = [(1, 12, 24), (5, 7, 12)];
/// The length of each.
const DATE: u64 = 10;

/// What the program prints for a folder with these files.
fn printed(files: &[(&str, &str)], rules: &str, format: &str) -> String {
    let place = Place::with(files);
    let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let mut command = place.pmlint(&["check", "--select", rules, "--output-format", format]);
    let output = command.args(names).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(files: &[(&str, &str)], rules: &str, format: &str) -> Value {
    serde_json::from_str(&printed(files, rules, format)).unwrap()
}

fn backwards(format: &str) -> Value {
    json(&[("docs/a.md", BACKWARDS)], "timeline/out-of-order", format)
}

fn odd(format: &str) -> String {
    printed(&[("a.md", ODD)], "timeline/impossible-date", format)
}

fn odd_json(format: &str) -> Value {
    serde_json::from_str(&odd(format)).unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn sarif_has_both_ends_and_links_to_the_other() {
    let log = backwards("sarif");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "timeline/out-of-order");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 13);
    assert_eq!(place["artifactLocation"]["uri"], "docs/a.md");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let other = &result["relatedLocations"][0];
    let line = &other["physicalLocation"]["region"]["startLine"];
    assert_ne!(number(line), 13);
    let words = other["message"]["text"].as_str().unwrap();
    let link = format!("[line {line}: {words}]({})", other["id"]);
    let message = result["message"]["text"].as_str().unwrap();
    assert!(message.contains(&link), "{message:?} has no {link:?}");
    assert!(message.contains("\nhelp: "), "{message:?}");
}

#[test]
fn sarif_tells_all_about_the_rules_that_found_something() {
    let log = backwards("sarif");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 1);
    let index = number(&run["results"][0]["ruleIndex"]) as usize;
    let rule = &rules[index];
    assert_eq!(rule["id"], "timeline/out-of-order");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("## When it stays silent"));
    assert!(rule["helpUri"].as_str().unwrap().ends_with("/rules/timeline/out-of-order.md"));
    let summary = rule["shortDescription"]["text"].as_str().unwrap();
    assert!(rule["fullDescription"]["text"].as_str().unwrap().starts_with(summary));
}

#[test]
fn sarif_holds_fixes() {
    let text =
        "# Outage on 2024-01-18\n\n## Timeline\n\n•\t10:00 UTC It failed.\n•\t11:00 UTC It was mended.\n";
    let log = json(&[("a.md", text)], "structure/pasted-bullets", "sarif");
    let fix = &log["runs"][0]["results"][0]["fixes"][0];
    assert!(!fix["description"]["text"].as_str().unwrap().is_empty());
    assert_eq!(fix["properties"]["safety"], "safe");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "a.md");
    let first = &change["replacements"][0];
    assert_eq!(first["deletedRegion"]["startLine"], 5);
    assert_eq!(first["deletedRegion"]["startColumn"], 1);
    assert_eq!(first["insertedContent"]["text"], "- ");
}

#[test]
fn fingerprints_survive_moved_lines_and_differ_within_a_report() {
    let moved = BACKWARDS.replacen("## Timeline", "Nobody lost data.\n\n## Timeline", 1);
    let marks = |text: &str| {
        let log = json(&[("a.md", text)], "timeline", "sarif");
        let list = json(&[("a.md", text)], "timeline", "gitlab");
        let sarif = log["runs"][0]["results"][0]["partialFingerprints"]["pmlintFinding/v1"].clone();
        (sarif, list[0]["fingerprint"].clone(), number(&list[0]["location"]["positions"]["begin"]["line"]))
    };
    let (before, after) = (marks(BACKWARDS), marks(&moved));
    assert_eq!((&before.0, &before.1), (&after.0, &after.1));
    assert_eq!(before.2 + 2, after.2);
    assert!(before.0.as_str().is_some_and(|mark| mark.len() == 32));

    // The same fault twice in one file, and once more in another.
    let twice = "# Outage\n\nFrom 2024-02-30 on.\n\n## Impact\n\nUp to 2024-02-30 as well.\n";
    let files = [("a.md", twice), ("b.md", twice)];
    let list = json(&files, "timeline/impossible-date", "gitlab");
    let mut marks: Vec<&str> =
        list.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(marks.len(), 4);
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), 4);
}

#[test]
fn github_annotates_with_the_other_places_in_the_message() {
    let text = printed(&[("docs/a,b 100%.md", BACKWARDS)], "timeline/out-of-order", "github");
    assert_eq!(text.lines().count(), 1, "{text}");
    let (place, message) = text.trim_start_matches("::").split_once("::").unwrap();
    assert!(place.starts_with("error file=docs/a%2Cb 100%25.md,line=13,endLine=13,col="), "{place}");
    assert!(place.ends_with(",title=timeline/out-of-order"), "{place}");
    assert!(message.contains("%0Aline 12: ") && message.contains("%0Ahelp: "), "{message}");
}

#[test]
fn github_knows_three_kinds() {
    let kinds = |rule: &str, text: &str| {
        let text = printed(&[("a.md", text)], rule, "github");
        text.split_whitespace().next().unwrap_or_default().to_owned()
    };
    assert_eq!(kinds("timeline/impossible-date", "# Outage on 2024-02-30\n"), "::error");
    let bullets =
        "# Outage on 2024-01-18\n\n## Timeline\n\n•\t10:00 UTC It failed.\n•\t11:00 UTC It was mended.\n";
    assert_eq!(kinds("structure/pasted-bullets", bullets), "::notice");
    let undated = "# Outage\n\n## Timeline\n\n- 10:00 UTC It failed.\n- 11:00 UTC It was mended.\n";
    assert_eq!(kinds("timeline/missing-date", undated), "::warning");
}

#[test]
fn gitlab_describes_all_places_in_a_line() {
    let list = backwards("gitlab");
    let issue = &list[0];
    assert_eq!(issue["type"], "issue");
    assert_eq!(issue["check_name"], "timeline/out-of-order");
    assert_eq!(issue["severity"], "major");
    assert_eq!(issue["location"]["path"], "docs/a.md");
    assert_eq!(issue["location"]["positions"]["begin"]["line"], 13);
    // A place has lines or positions: both would be neither in Code Climate.
    assert!(issue["location"].get("lines").is_none());
    let other = &issue["other_locations"][0]["positions"]["begin"]["line"];
    let description = issue["description"].as_str().unwrap();
    assert!(description.contains(&format!("(line {other}: ")), "{description}");
    assert!(!description.contains('\n'));
    assert!(issue["content"]["body"].as_str().unwrap().contains("Help: "));
}

#[test]
fn junit_fails_what_weighs_enough_and_passes_the_rest() {
    let place = Place::with(&[("a&b.md", BACKWARDS), ("c.md", &in_order())]);
    let run = |fail_on: &str| {
        let arguments = ["--output-format", "junit", "--fail-on", fail_on, "a&b.md", "c.md"];
        String::from_utf8(place.check(&arguments).output().unwrap().stdout).unwrap()
    };
    let failed = run("warning");
    assert!(failed.contains(r#"<testsuites name="pmlint" tests="2" failures="1" errors="0">"#), "{failed}");
    assert!(
        failed.contains(r#"<testsuite name="a&amp;b.md" tests="1" failures="1" errors="0">"#),
        "{failed}"
    );
    assert!(failed.contains(r#"name="timeline/out-of-order at 13:"#), "{failed}");
    assert!(failed.contains(r#"<failure type="error" message="the entry `"#), "{failed}");
    assert!(failed.contains("\nline 13: ") && failed.contains("\nline 12: "), "{failed}");
    assert!(failed.contains(r#"<testcase classname="c.md" name="no findings" time="0"/>"#), "{failed}");
    let passed = run("never");
    assert!(passed.contains(r#"failures="0""#) && !passed.contains("<failure"), "{passed}");
    assert!(passed.contains("<system-out>error: the entry `"), "{passed}");
}

#[test]
fn rdjson_has_related_places_and_suggestions() {
    let result = backwards("rdjson");
    assert_eq!(result["source"]["name"], "pmlint");
    let diagnostic = &result["diagnostics"][0];
    assert_eq!(diagnostic["severity"], "ERROR");
    assert_eq!(diagnostic["code"]["value"], "timeline/out-of-order");
    assert_eq!(diagnostic["location"]["range"]["start"]["line"], 13);
    let related = &diagnostic["related_locations"][0];
    assert_eq!(related["location"]["path"], "docs/a.md");
    assert_ne!(related["location"]["range"]["start"]["line"], 13);

    // The edits of a fix are one suggestion, which keeps what lies between.
    let text =
        "# Outage on 2024-01-18\n\n## Timeline\n\n•\t10:00 UTC It failed.\n•\t11:00 UTC It was mended.\n";
    let result = json(&[("a.md", text)], "structure/pasted-bullets", "rdjson");
    let suggestions = result["diagnostics"][0]["suggestions"].as_array().unwrap();
    assert_eq!(suggestions.len(), 1);
    assert_eq!(suggestions[0]["text"], "- 10:00 UTC It failed.\n- ");
    assert_eq!(suggestions[0]["range"]["end"]["line"], 6);
}

#[test]
fn columns_count_characters_where_that_is_the_unit() {
    let log = odd_json("sarif");
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let (found, list) = (odd_json("json"), odd_json("gitlab"));
    let (lines, commands) = (odd("concise"), odd("github"));
    let cases = odd("junit");
    for (i, (line, column, _)) in IN_ODD.into_iter().enumerate() {
        let end = column + DATE;
        let region = &log["runs"][0]["results"][i]["locations"][0]["physicalLocation"]["region"];
        let sarif = ["startLine", "startColumn", "endLine", "endColumn"].map(|key| number(&region[key]));
        assert_eq!(sarif, [line, column, line, end]);
        let span = &found[i]["span"];
        assert_eq!([number(&span["start"]["column"]), number(&span["end"]["column"])], [column, end]);
        let positions = &list[i]["location"]["positions"];
        assert_eq!(
            [number(&positions["begin"]["line"]), number(&positions["begin"]["column"])],
            [line, column]
        );
        assert_eq!(number(&positions["end"]["column"]), end - 1);
        assert!(lines.contains(&format!("a.md:{line}:{column}: ")), "{lines}");
        let place = format!("line={line},endLine={line},col={column},endColumn={end},");
        assert!(commands.contains(&place), "{commands}");
        assert!(cases.contains(&format!(" at {line}:{column}\"")), "{cases}");
    }
}

#[test]
fn columns_count_bytes_for_reviewdog() {
    let result = odd_json("rdjson");
    for (i, (line, _, column)) in IN_ODD.into_iter().enumerate() {
        let range = &result["diagnostics"][i]["location"]["range"];
        let found = [&range["start"]["line"], &range["start"]["column"], &range["end"]["column"]].map(number);
        assert_eq!(found, [line, column, column + DATE]);
        // What reviewdog cuts out of the line of the file.
        let text = ODD.lines().nth(line as usize - 1).unwrap().as_bytes();
        let cut = &text[column as usize - 1..(column + DATE) as usize - 1];
        assert!(cut.starts_with(b"2024-"), "{}", String::from_utf8_lossy(cut));
    }
}

#[test]
fn nothing_found_is_a_report_too() {
    let clean = in_order();
    let files = [("a.md", clean.as_str())];
    let rule = "timeline/out-of-order";
    assert_eq!(json(&files, rule, "sarif")["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(printed(&files, rule, "gitlab"), "[]\n");
    assert_eq!(printed(&files, rule, "github"), "");
    assert_eq!(json(&files, rule, "rdjson")["diagnostics"], Value::Array(Vec::new()));
    assert!(printed(&files, rule, "junit").contains(r#"tests="1" failures="0""#));
}

#[test]
fn controls_in_a_document_reach_no_program() {
    let text = "# Outage\n\nFrom 2024-02-30\u{1b}[2J\u{202e} on.\n\n## Impact\n\nAll.\n";
    for format in ["sarif", "github", "gitlab", "junit", "rdjson"] {
        let out = printed(&[("a\u{1b}.md", text)], "timeline/impossible-date", format);
        let bad: Vec<char> = out.chars().filter(|c| c.is_control() && !matches!(c, '\n')).collect();
        assert!(bad.is_empty(), "{format}: {bad:?}");
    }
}

#[test]
fn a_report_goes_to_a_file_besides_the_terminal() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let arguments = ["--output-format", "sarif", "--output-file", "reports/out/a.sarif", "a.md"];
    place.check(&arguments).assert().code(1).stdout(contains("╭─[a.md:13:"));
    let file = place.path().join("reports/out/a.sarif");
    let log: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
    // A later run takes its place and leaves nothing beside it.
    place.write("a.md", in_order().as_bytes());
    place.check(&arguments).assert().code(0).stdout("");
    let log: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_file_holds_no_escape_codes() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let arguments = ["--color", "always", "--output-file", "out.txt", "a.md"];
    place.check(&arguments).assert().code(1).stdout(contains("\u{1b}["));
    let text = fs::read_to_string(place.path().join("out.txt")).unwrap();
    assert!(text.contains("╭─[a.md:13:") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_file_that_cannot_be_written_is_trouble() {
    let place = Place::with(&[("a.md", BACKWARDS), ("folder/b.md", "")]);
    let to = |file| place.check(&["--output-format", "json", "--output-file", file, "a.md"]).assert().code(2);
    to("folder").stderr(contains("error: folder: is a folder; name a file to write to"));
    to("a.md/out.json").stderr(contains("lies in something that is no folder"));
    assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), BACKWARDS);
}

#[test]
fn no_report_takes_the_place_of_a_document() {
    let place = Place::with(&[("docs/a.md", BACKWARDS), ("docs/b.md", BACKWARDS)]);
    for arguments in [
        ["--output-file=docs/b.md", "docs/b.md"].as_slice(),
        &["--output-file=docs/b.md", "docs"],
        &["--output-file=docs/../docs/b.md", "--fix", "docs"],
        &["--output-file=docs/b.md", "--stdin-filename=docs/b.md", "-"],
    ] {
        let run = place.check(arguments).write_stdin(BACKWARDS).assert().code(2).stdout("");
        run.stderr("error: docs/b.md: would be overwritten by `--output-file`; name another file there\n");
        assert_eq!(fs::read_to_string(place.path().join("docs/b.md")).unwrap(), BACKWARDS);
    }
}

#[cfg(unix)]
#[test]
fn a_link_and_a_device_stay_what_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::with(&[("a.md", BACKWARDS), ("real.json", "old")]);
    fs::set_permissions(place.path().join("real.json"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", place.path().join("link.json")).unwrap();
    let to = |file| place.check(&["--output-format", "json", "--output-file", file, "a.md"]).assert().code(1);
    to("link.json");
    assert!(fs::symlink_metadata(place.path().join("link.json")).unwrap().is_symlink());
    let real = place.path().join("real.json");
    assert!(fs::read_to_string(&real).unwrap().starts_with('['));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    to("/dev/null");
}

/// What the program prints for what cannot be linted: a file that is not there,
/// text of another encoding, and a configuration with a key that there is not.
fn failed(format: &str) -> String {
    let place = Place::with(&[("bad/pmlint.toml", "\nprofil = \"sre\"\n"), ("bad/a.md", BACKWARDS)]);
    place.write("u16.md", b"\xff\xfe#\0");
    let files = ["bad/a.md", "none.md", "u16.md"];
    let run = place.pmlint(&["check", "--output-format", format]).args(files).assert().code(2);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_report_of_a_run_that_failed_says_so() {
    let log: Value = serde_json::from_str(&failed("sarif")).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 2);
    let told = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
    let place = |i: usize| &told[i]["locations"][0]["physicalLocation"];
    assert_eq!(place(0)["artifactLocation"]["uri"], "bad/pmlint.toml");
    assert_eq!(place(0)["region"]["startLine"], 2);
    assert_eq!(told[2]["message"]["text"], "u16.md: is UTF-16; save it as UTF-8");

    let suites = failed("junit");
    assert!(
        suites.contains("<testsuites name=\"pmlint\" tests=\"3\" failures=\"0\" errors=\"3\">"),
        "{suites}"
    );
    assert!(suites.contains("<error type=\"failure\" message=\"is UTF-16; save it as UTF-8\">"), "{suites}");

    let issues: Value = serde_json::from_str(&failed("gitlab")).unwrap();
    let of = |key: &str| -> Vec<String> {
        issues.as_array().unwrap().iter().map(|issue| issue[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of("severity"), ["blocker"; 3]);
    assert_eq!(issues[2]["location"]["path"], "u16.md");
    assert_eq!(issues[0]["location"]["positions"]["begin"]["line"], 2);

    let commands = failed("github");
    assert!(commands.starts_with("::error file=bad/pmlint.toml,line=2,title=pmlint::"), "{commands}");
    assert_eq!(commands.lines().count(), 3, "{commands}");
    let page = failed("html");
    assert!(page.contains("The run failed") && page.contains("<li>u16.md: is UTF-16"), "{page}");
}

#[test]
fn a_run_that_found_nothing_to_lint_is_no_clean_report() {
    let place = Place::with(&[("notes.md", "# Notes\n")]);
    let run = place.pmlint(&["check", "--output-format", "junit", "."]).assert().code(2);
    run.stdout(contains("errors=\"1\"").and(contains("no postmortem found in 1 Markdown file")));
    let run = place.pmlint(&["check", "--allow-empty", "--output-format", "sarif", "."]).assert().code(0);
    run.stdout(contains("\"executionSuccessful\": true"));
}
