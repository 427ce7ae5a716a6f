//! The program from outside: what it reads, and what it says when it cannot.

mod support;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use std::fs;
use support::{BACKWARDS, Place, findings, paths};

#[test]
fn standard_input_is_read_for_a_dash() {
    let place = Place::new();
    let concise = ["--output-format", "concise", "-"];
    place.check(&concise).write_stdin(BACKWARDS).assert().code(1).stdout(starts_with("<stdin>:13:"));
    let named = ["--stdin-filename", "docs/x.md"];
    place
        .check(&concise)
        .args(named)
        .write_stdin(BACKWARDS)
        .assert()
        .code(1)
        .stdout(starts_with("docs/x.md:13:"));
    place.check(&["-"]).write_stdin("").assert().code(0).stderr("no findings in 1 file\n");
    place
        .check(&["-"])
        .write_stdin(&b"\xff\xff"[..])
        .assert()
        .code(2)
        .stderr(contains("error: <stdin>: is not UTF-8"));
}

#[test]
fn standard_input_and_files_go_together() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let json = ["--output-format", "json", "-", "a.md"];
    assert_eq!(paths(place.check(&json).write_stdin(BACKWARDS)), ["<stdin>", "a.md"]);
}

#[test]
fn a_folder_is_searched_for_postmortems() {
    let place = Place::with(&[
        ("2024/B.MD", BACKWARDS),
        ("2024/a.markdown", BACKWARDS),
        ("c.mdx", BACKWARDS),
        ("d.txt", BACKWARDS),
        ("readme.md", "# Tools\n\nHow to install them.\n"),
        ("postmortems/README.md", "# What we write after an outage\n\nOne file for each.\n"),
        (".hidden/e.md", BACKWARDS),
        ("drafts/f.md", BACKWARDS),
        (".gitignore", "drafts/\n"),
    ]);
    let json = ["--output-format", "json"];
    assert_eq!(paths(&mut place.check(&json)), ["2024/B.MD", "2024/a.markdown", "c.mdx"]);
    assert_eq!(paths(place.check(&json).arg("2024")), ["2024/B.MD", "2024/a.markdown"]);
    place.check(&[]).assert().code(1).stderr("3 errors in 3 files\n");
    place.check(&["-v"]).assert().stderr(
        contains("note: readme.md: passed over: ")
            .and(contains("note: postmortems/README.md: passed over: ")),
    );
    // What is named is linted, whatever it is.
    assert_eq!(
        paths(place.check(&json).args(["d.txt", "drafts/f.md", ".hidden"])),
        [".hidden/e.md", "d.txt", "drafts/f.md"]
    );
    place.check(&["readme.md"]).assert().code(0).stderr("no findings in 1 file\n");
}

#[test]
fn a_file_is_linted_once() {
    let place = Place::with(&[("docs/a.md", BACKWARDS)]);
    let arguments = ["docs/a.md", "./docs/a.md", "docs", ".", "docs/../docs/a.md"];
    place.check(&arguments).assert().code(1).stderr("1 error in 1 file\n");
    assert_eq!(paths(place.check(&["--output-format", "json"]).args(["docs", "docs/a.md"])), ["docs/a.md"]);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_linted() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    place.write("latin1.md", b"# Outage\n\ncaf\xe9 closed\n");
    place.write("binary.md", b"\x7fELF\0\0");
    place.write("utf16.md", b"\xff\xfe#\0");
    fs::File::create(place.path().join("huge.md")).unwrap().set_len(40 * 1024 * 1024).unwrap();
    for (name, said) in [
        ("missing.md", "error: missing.md: does not exist; check the path"),
        ("latin1.md", "error: latin1.md: is not UTF-8 (byte 0xE9 on line 3, offset 13); save it as UTF-8"),
        ("binary.md", "error: binary.md: is no text (byte 4 is NUL); name Markdown files only"),
        ("utf16.md", "error: utf16.md: is UTF-16; save it as UTF-8"),
        ("huge.md", "error: huge.md: is 40.0 MiB, the limit is 32 MiB; split it or leave it out"),
        ("a.md/b.md", "error: a.md/b.md: lies in something that is no folder; check the path"),
    ] {
        place
            .check(&[name, "a.md"])
            .assert()
            .code(2)
            .stdout(contains("timeline/out-of-order"))
            .stderr(contains(format!("{said}\n")).and(contains("1 error in 1 file\n")));
        place.check(&[name]).assert().code(2).stdout("").stderr(format!("{said}\n"));
    }
}

#[test]
fn links_are_followed_to_files_and_never_in_circles() {
    use std::os::unix::fs::symlink;
    let place =
        Place::with(&[("docs/a.md", BACKWARDS), ("elsewhere/b.md", BACKWARDS), ("more/c.md", BACKWARDS)]);
    let docs = place.path().join("docs");
    symlink("../elsewhere/b.md", docs.join("linked.md")).unwrap();
    symlink("a.md", docs.join("same.md")).unwrap();
    symlink("..", docs.join("up")).unwrap();
    symlink("../more", docs.join("more")).unwrap();
    assert_eq!(
        paths(&mut place.check(&["--output-format", "json", "docs"])),
        ["docs/a.md", "docs/linked.md"]
    );
    place
        .check(&["-v", "docs"])
        .assert()
        .code(1)
        .stderr(contains("note: docs/up: passed over: a link to a folder"));
    symlink("nowhere.md", docs.join("dangling.md")).unwrap();
    symlink("loop.md", docs.join("loop.md")).unwrap();
    place
        .check(&["docs"])
        .assert()
        .code(2)
        .stderr(contains("error: docs/dangling.md: is a link to nothing; mend the link or remove it\n"))
        .stderr(contains(
            "error: docs/loop.md: is a link that leads back to itself; mend the link or remove it\n",
        ))
        .stderr(contains("2 errors in 2 files\n"));
}

#[test]
fn a_run_that_lints_nothing_fails_loudly() {
    let place =
        Place::with(&[("empty/notes.txt", "x"), ("tools/readme.md", "# Tools\n"), ("a.md", BACKWARDS)]);
    let nothing = "error: empty: no Markdown file found, nothing to lint; name a folder or file that holds postmortems\n";
    place.check(&["empty"]).assert().code(2).stdout("").stderr(nothing);
    place.check(&["-q", "empty"]).assert().code(2).stderr(nothing);
    place
        .check(&["tools"])
        .assert()
        .code(2)
        .stderr(contains("error: tools: no postmortem found in 1 Markdown file; "));
    place.check(&["--output-format", "json", "empty"]).assert().code(2).stdout("[]\n");
    // Beside other input it is worth a warning only.
    place
        .check(&["tools", "a.md"])
        .assert()
        .code(1)
        .stderr(starts_with("warning: tools: no postmortem found"));
}

#[test]
fn odd_but_readable_files_are_linted() {
    let place =
        Place::with(&[("empty.md", ""), ("blank.md", "\n \n"), ("bom.md", &format!("\u{feff}{BACKWARDS}"))]);
    place.write("crlf.md", BACKWARDS.replace('\n', "\r\n").as_bytes());
    place.write("cr.md", BACKWARDS.replace('\n', "\r").as_bytes());
    place.check(&["empty.md", "blank.md"]).assert().code(0).stderr("no findings in 2 files\n");
    for name in ["bom.md", "crlf.md"] {
        let found = findings(&mut place.check(&["--output-format", "json", name]));
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0]["span"]["start"]["line"], 13, "{name}");
    }
    place.check(&["cr.md"]).assert().stderr(contains("in 1 file"));
}

#[test]
fn a_name_that_is_not_utf8_works() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = OsStr::from_bytes(b"caf\xe9\x1b[31m.md");
    fs::write(place.path().join(name), BACKWARDS).unwrap();
    let shown = "caf\u{fffd}␛[31m.md:13:";
    place.check(&["--output-format", "concise"]).arg(name).assert().code(1).stdout(starts_with(shown));
    place.check(&["--output-format", "concise"]).assert().code(1).stdout(starts_with(shown));
}

#[test]
fn a_folder_that_the_configuration_leaves_out_is_not_blamed_for_its_looks() {
    let place =
        Place::with(&[("pmlint.toml", "exclude = [\"*\"]\n"), ("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    for arguments in [&["check", "."][..], &["check", "--force", "."]] {
        let run = place.pmlint(arguments).assert().code(2);
        run.stderr(contains(
            "error: .: nothing to lint: 2 Markdown files are all left out by the configuration",
        ));
    }
    place.check(&["--force", "a.md"]).assert().code(1);
    place.write("pmlint.toml", b"exclude = [\"a.md\"]\n");
    place.write("b.md", b"# Notes\n");
    let run = place.pmlint(&["check", "."]).assert().code(2);
    run.stderr(contains(
        "no postmortem found in 1 Markdown file, and 1 is left out by the configuration; name",
    ));
}

#[test]
fn a_named_file_that_is_no_postmortem_is_linted_and_that_is_said() {
    let place = Place::with(&[("docs/README.md", "# Our reports\n\nOne a month.\n"), ("a.md", BACKWARDS)]);
    let told = "docs/README.md does not look like a postmortem and was linted because it is named";
    place.pmlint(&["check", "docs/README.md", "a.md"]).assert().code(1).stderr(contains(told).count(1));
    let calm = ["check", "--fail-on", "never", "docs/README.md"];
    place.pmlint(&calm).assert().code(0).stderr(contains("look like").not());
}
