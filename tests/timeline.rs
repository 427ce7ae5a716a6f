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
    assert!(complaints.contains("states no time of day that could be read"), "{complaints}");
    assert!(output.stdout.is_empty());
}
