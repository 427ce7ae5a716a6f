//! What `pmlint timeline` draws: golden drawings of our own documents in each
//! form, and what holds of every one of them.
//!
//! `PMLINT_BLESS=1 cargo test --test timeline` draws them anew; look at the
//! difference before you commit it.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(&path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// What the program prints for these arguments, run in the repository.
fn drawn(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let output = command.current_dir(root()).arg("timeline").args(arguments).output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}\n{complaints}");
    String::from_utf8(output.stdout).unwrap()
}

/// The documents that are drawn: an hour, a night, three days, many entries,
/// two zones, counted from zero, and those that contradict themselves.
const DOCUMENTS: [&str; 8] = [
    "fixtures/drawn/one-hour.md",
    "fixtures/drawn/sixteen-hours.md",
    "fixtures/drawn/three-days.md",
    "fixtures/drawn/forty-entries.md",
    "fixtures/drawn/from-zero.md",
    "fixtures/clean/two-zones.md",
    "fixtures/flawed/figures-that-disagree.md",
    "fixtures/flawed/wrong-day-in-the-end.md",
];

/// The forms of each, and the name that a drawing in it ends with.
const FORMS: [(&str, &[&str]); 5] = [
    ("txt", &["--width", "80"]),
    ("ascii", &["--width", "60", "--ascii"]),
    ("json", &["--output-format", "json"]),
    ("mermaid", &["--output-format", "mermaid"]),
    ("svg", &["--output-format", "svg"]),
];

fn golden(document: &str, ending: &str) -> PathBuf {
    let name = Path::new(document).file_stem().unwrap().to_str().unwrap();
    root().join(format!("tests/drawn/{name}.{ending}"))
}

#[test]
fn drawings_are_as_they_were() {
    let bless = std::env::var_os("PMLINT_BLESS").is_some();
    for document in DOCUMENTS {
        for (ending, options) in FORMS {
            let arguments: Vec<&str> = options.iter().copied().chain([document]).collect();
            let drawing = drawn(&arguments);
            let path = golden(document, ending);
            if bless {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &drawing).unwrap();
            }
            let known = read(&path);
            assert!(drawing == known, "{} is drawn otherwise:\n{drawing}", path.display());
        }
    }
}

#[test]
fn every_line_fits_the_width() {
    for width in [40_usize, 60, 80, 100, 200] {
        let wide = width.to_string();
        let text = drawn(&[&["--width", &wide], &DOCUMENTS[..]].concat());
        for line in text.lines() {
            assert!(line.chars().count() <= width, "at {width}: {line}");
        }
    }
}

#[test]
fn ascii_is_ascii() {
    let text = drawn(&[&["--ascii"], &DOCUMENTS[..]].concat());
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn colour_changes_no_character() {
    let plain = drawn(&[&["--color", "never"], &DOCUMENTS[..]].concat());
    let colored = drawn(&[&["--color", "always"], &DOCUMENTS[..]].concat());
    assert_ne!(plain, colored);
    let mut bare = String::new();
    let mut inside = false;
    for c in colored.chars() {
        match c {
            '\x1b' => inside = true,
            'm' if inside => inside = false,
            c if !inside => bare.push(c),
            _ => {}
        }
    }
    assert_eq!(bare, plain);
}

/// Text as text, a title and a description, both colour schemes, and nothing
/// from elsewhere.
#[test]
fn a_picture_stands_alone() {
    for document in DOCUMENTS {
        let svg = read(golden(document, "svg"));
        for part in ["role=\"img\"", "<title id=", "<desc id=", "prefers-color-scheme:dark", "<text "] {
            assert!(svg.contains(part), "{document}: {part}");
        }
        let addresses = svg.matches("http").count();
        assert_eq!(addresses, 1, "{document} names more than the namespace of SVG");
        assert!(!svg.contains("href") && !svg.contains("<script") && !svg.contains("url("), "{document}");
    }
}

/// Markup in a document is text in the picture.
#[test]
fn hostile_text_is_text() {
    let hostile = "# Postmortem </title><script>alert(1)</script>\n\n## Timeline (UTC)\n\n\
        - 2026-01-02 10:00 <img src=x onerror=alert(2)> & \"quotes\" \u{1b}[31m\n\
        - 2026-01-02 10:05 ```: # ; %%{init: {}}%% back to normal\n\
        - 2026-01-02 10:09 end of it\n";
    for form in ["text", "svg", "mermaid", "json"] {
        let mut command = Command::cargo_bin("pmlint").unwrap();
        let command = command.args(["timeline", "--output-format", form, "-"]).write_stdin(hostile);
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains('\x1b'), "{form}: {text}");
        if form == "svg" {
            assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
        }
        if form == "mermaid" {
            assert_eq!(text.matches("```").count(), 2, "{text}");
            assert!(!text.contains("%%{") && !text.contains("<script"), "{text}");
        }
    }
}

#[test]
fn conflicts_are_named_with_both_places() {
    let text = drawn(&["--width", "100", "fixtures/flawed/figures-that-disagree.md"]);
    for part in ["① error[duration/window-mismatch]", "line 6:", "line 7:", "line 8: 3 h 30 min"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn a_document_without_times_is_told_of() {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let output = command.args(["timeline", "-"]).write_stdin("# Postmortem\n\nIt broke.\n").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert!(complaints.contains("no timeline, window or milestone with times"), "{complaints}");
    assert!(output.stdout.is_empty());
}

/// The drawing of a document in one of the forms.
fn drawn_of(text: &str, form: &str) -> String {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let arguments = ["timeline", "--width", "100", "--output-format", form, "-"];
    let output = command.args(arguments).write_stdin(text).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_stands_below_a_time_is_told() {
    let text = drawn_of(
        "# Postmortem: tills offline\n\n## Timeline (UTC)\n\n### 2026-01-02 10:00\n\nThe outage began in the shops.\n\n\
         - A till in Graz stopped first.\n- Vienna followed.\n\n### 2026-01-02 10:20\n\n> is it me?\n\n\
         ### 2026-01-02 11:05\n\nThe service was fully restored.\n",
        "text",
    );
    for part in
        ["10:00 ◆ The outage began in the shops. A till", "10:20 ● is it me?", "11:05 ◆ The service was"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("not drawn"), "{text}");
    let under_label = drawn_of(
        "# Postmortem: tills offline\n\n## Timeline\n\n- **Detection:**\n  - April 3, 2024, 01:15 PM (UTC)\n\
         - **Repair:**\n  - April 3, 2024, 02:15 PM (UTC)\n",
        "text",
    );
    assert!(under_label.contains("13:15 ◆ Detection"), "{under_label}");
}

/// A length is drawn between the points that it fits, and where it ends is no
/// time that the document states.
#[test]
fn a_length_is_drawn_where_it_fits() {
    let fields = "# Postmortem: tills offline\n\n**Date:** 2024-09-21\n\n## Timeline (UTC)\n\n- **First detected:** 18:27\n\
                  - **Repaired:** 19:05\n- **Resolved:** 21:41\n\n- **Time to repair:** 38m\n\n- **Time to resolve:** 3h 14m\n";
    let text = drawn_of(fields, "json");
    let drawing: serde_json::Value = serde_json::from_str(&text).unwrap();
    let stated = drawing[0]["stated"].as_array().or_else(|| drawing["stated"].as_array()).unwrap();
    let of = |name: &str| stated.iter().find(|stated| stated["name"] == name).unwrap();
    assert_eq!(of("stated time to resolve")["start"], "2024-09-21T18:27Z", "{text}");
    assert_eq!(of("stated time to repair")["start"], "2024-09-21T18:27Z", "{text}");
    let longer = drawn(&["fixtures/flawed/longer-than-its-timeline.md"]);
    assert!(longer.contains("19:30 to 21:10, 1 h 40 min"), "{longer}");
}

/// A line that only dates the entries, a day without a time and a time that no
/// clock shows are not put at midnight.
#[test]
fn nothing_is_put_at_midnight_that_nobody_said() {
    for document in ["fixtures/clean/profile-sre.md", "fixtures/clean/session-store-full.md"] {
        let text = drawn(&["--width", "100", document]);
        assert!(
            !text.contains("times U") && !text.contains("times are U") && !text.contains("day ●"),
            "{text}"
        );
    }
    let text = drawn(&["--width", "100", "fixtures/flawed/times-of-no-clock.md"]);
    assert!(!text.contains("25:10 UTC The shop"), "{text}");
    assert!(text.contains("1 entry states no time and is not drawn"), "{text}");
    let text = drawn_of(
        "# Postmortem: tills offline\n\n## Timeline (UTC)\n\n- 2026-01-02 A release went out.\n- 2026-01-02 10:00 Tills failed.\n\
         - 2026-01-02 10:40 Tills worked.\n",
        "text",
    );
    assert!(text.contains("2026-01-02 10:00 to 10:40, 40 min"), "{text}");
}

#[test]
fn marks_of_markdown_are_not_drawn() {
    let text = drawn_of(
        "# Postmortem: tills offline\n\n- **Duration:** approximately **3 hours and 45 minutes**\n\n## Timeline (UTC)\n\n\
         - 2026-01-02 10:00 The outage began.\n- **~10:20** (07:20 in Santiago): Alert.\n- 2026-01-02 13:45 All clear.\n",
        "text",
    );
    assert!(text.contains("approximately 3 hours and 45 minutes"), "{text}");
    assert!(text.contains("~10:20 ● (07:20 in Santiago): Alert."), "{text}");
}

#[test]
fn what_is_missing_or_vague_is_no_contradiction_and_no_length() {
    let few = "# Postmortem: tills offline\n\n## Summary\n\nThe tills were down from 10:00 to 14:35 UTC on 2 January 2026. For us \
               even a few minutes of downtime are too much.\n\n## Timeline (UTC)\n\n- Detection Time: 10:15\n";
    let text = drawn_of(few, "text");
    assert!(!text.contains('✗') && !text.contains("a few minutes"), "{text}");
}

/// One zone has several names, and `Z` is UTC.
#[test]
fn names_of_one_zone_are_one() {
    let text = drawn(&["--width", "100", "fixtures/clean/profile-default.md"]);
    assert!(text.contains("times in CDT") && !text.contains("some written in"), "{text}");
    assert!(!text.contains("(written"), "{text}");
    let text = drawn(&["--width", "100", "fixtures/clean/two-zones.md"]);
    assert!(text.contains("(written"), "{text}");
}

#[test]
fn a_range_names_its_end() {
    let text = drawn_of(
        "# Postmortem: tills offline\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00–10:15 Errors begin.\n\
         - 2026-01-02 23:40 - 00:20 Traffic moves.\n- 2026-01-03 01:00 All clear.\n",
        "text",
    );
    assert!(
        text.contains("Errors begin. (until 10:15)") && text.contains("moves. (until 01-03 00:20)"),
        "{text}"
    );
}

/// Of several documents those are drawn that can be.
#[test]
fn a_document_without_times_among_others_is_no_trouble() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.md"), "# Postmortem\n\nIt broke.\n").unwrap();
    fs::copy(root().join("fixtures/drawn/one-hour.md"), place.path().join("b.md")).unwrap();
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let output = command.current_dir(place.path()).args(["timeline", "a.md", "b.md"]).output().unwrap();
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaints}");
    assert!(complaints.starts_with("a.md: no timeline, window or milestone"), "{complaints}");
    assert!(!output.stdout.is_empty());
}

/// The first alert is the notice; a cause that is found later is none, and
/// neither is what did not work at once.
#[test]
fn an_alert_is_a_milestone_and_a_cause_is_none() {
    let text = drawn_of(
        "# Postmortem: tills offline\n\n## Timeline (UTC)\n\n- 2026-01-02 10:05 An alert fires for slow tills.\n\
         - 2026-01-02 10:08 No alert fires for the scales.\n- 2026-01-02 10:20 Discovered a missing entry in the route table.\n\
         - 2026-01-02 10:30 Partially mitigated.\n- 2026-01-02 10:40 Mitigated by switching traffic away.\n",
        "text",
    );
    for part in ["10:05 ◆", "10:08 ●", "10:20 ●", "10:30 ●", "10:40 ◆"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// Where a timeline knows only days, days are drawn, and no midnight.
#[test]
fn days_are_drawn_as_days() {
    let days = "# Postmortem: coins lost\n\n## Timeline\n\n| Date | Event |\n|---|---|\n| 2022-05-07 | A large sale. |\n\
                | 2022-05-09 | Reserves are lent. |\n| 2022-05-12 | The chain is stopped. |\n| 2022-07-01 | A new one begins. |\n";
    let text = drawn_of(days, "text");
    for part in ["2022-05-07 to 2022-07-01, 56 days\n", "2022-05-09 ● Reserves are lent.", "⋮ 50 d"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    for form in ["text", "svg"] {
        let drawing = drawn_of(days, form);
        assert!(!drawing.contains("00:00") && !drawing.contains("zone"), "{drawing}");
    }
}
