//! What the world does to the program: disks that are full, files that change
//! under it, readers that leave, signals. Each on the real binary.
//!
//! A test that cannot make its fault here says so, loudly, and passes.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use support::{BACKWARDS, Place};

const PASTED: &str = "# Mail delayed\n\nTimeline (UTC):\n• 10:00 The queue grows.\n• 10:30 A new disk.\n";
const MENDED: &str = "# Mail delayed\n\nTimeline (UTC):\n- 10:00 The queue grows.\n- 10:30 A new disk.\n";
/// Runs the one rule whose fix makes the one of the other.
const FIX: &str = "check --isolated --select structure/pasted-bullets --fix";

fn pmlint() -> String {
    assert_cmd::cargo::cargo_bin("pmlint").display().to_string()
}

/// A shell script in a folder; `$PMLINT` is the program.
fn shell(place: &Place, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.current_dir(place.path()).env("PMLINT", pmlint()).args(["-c", script]);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// That it ended by itself, with this status, and did not panic.
fn ended(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    assert!(!said(output).contains("panicked"), "{}", said(output));
}

fn skip(why: &str) {
    eprintln!("!! NOT TESTED HERE: {why}");
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The document, long enough to take a while.
fn long(text: &str, lines: usize) -> String {
    format!(
        "{text}\n## Background\n\n{}",
        "Somebody looked at the dashboards and saw nothing new.\n\n".repeat(lines)
    )
}

#[test]
fn a_file_that_may_not_grow_is_left_as_it_was() {
    let text = long(PASTED, 400);
    let place = Place::with(&[("a.md", &text)]);
    let output = shell(&place, &format!("trap '' XFSZ; ulimit -f 8; exec \"$PMLINT\" {FIX} a.md"));
    ended(&output, 2);
    assert!(said(&output).contains("a.md: cannot be written and was left as it was"), "{}", said(&output));
    assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), text);
    assert_eq!(names(place.path()), ["a.md"], "a file is left over");
}

#[test]
fn a_disk_that_is_full_leaves_the_file_as_it_was() {
    let text = long(PASTED, 600);
    let place = Place::with(&[("a.md", &text)]);
    fs::create_dir(place.path().join("disk")).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=48k tmpfs disk || exit 77\ncp a.md disk/a.md\n\"$PMLINT\" {FIX} disk/a.md\n\
         status=$?\ncmp a.md disk/a.md || exit 70\n[ \"$(ls -A disk)\" = a.md ] || exit 71\nexit $status"
    );
    let mut command = Command::new("unshare");
    command.current_dir(place.path()).env("PMLINT", pmlint()).args(["-rm", "sh", "-c", &script]);
    let Ok(output) = command.output() else { return skip("no `unshare` to make a small disk with") };
    if output.status.code() == Some(77) || said(&output).contains("unshare:") {
        return skip("no right to mount a small disk");
    }
    ended(&output, 2);
    assert!(said(&output).contains("left as it was: No space left"), "{}", said(&output));
}

/// Starts to mend a long document and waits until it was read; then something
/// happens to the file.
fn while_it_is_mended(place: &Place, file: &str, happens: impl FnOnce(&Path)) -> Output {
    let path = place.path().join(file);
    let bytes = fs::metadata(&path).unwrap().len();
    let mut command = Command::new(pmlint());
    command.current_dir(place.path()).args(FIX.split(' ')).arg(file);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let counters = format!("/proc/{}/io", child.id());
    let start = Instant::now();
    // What the program itself takes to start is read too.
    let read = || {
        let text = fs::read_to_string(&counters).unwrap_or_default();
        text.lines().find_map(|line| line.strip_prefix("rchar: ")?.parse::<u64>().ok()).unwrap_or(u64::MAX)
    };
    while read() < bytes {
        assert!(start.elapsed() < Duration::from_secs(60), "it was never read");
        sleep(Duration::from_micros(200));
    }
    happens(&path);
    let end = child.try_wait().unwrap();
    assert!(end.is_none(), "it was mended before anything could happen");
    child.wait_with_output().unwrap()
}

#[test]
fn what_changes_while_it_is_mended_is_left_alone() {
    let place = Place::with(&[("a.md", &long(PASTED, 8_000))]);
    let output = while_it_is_mended(&place, "a.md", |path| fs::write(path, "mine\n").unwrap());
    ended(&output, 2);
    assert!(
        said(&output).contains("a.md: has changed since it was read and was left alone"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), "mine\n");
    assert_eq!(names(place.path()), ["a.md"]);
}

#[test]
fn what_vanishes_while_it_is_mended_stays_away() {
    let place = Place::with(&[("a.md", &long(PASTED, 8_000))]);
    let output = while_it_is_mended(&place, "a.md", |path| fs::remove_file(path).unwrap());
    ended(&output, 2);
    assert!(said(&output).contains("a.md: does not exist"), "{}", said(&output));
    assert_eq!(names(place.path()), [""; 0]);
}

#[test]
fn what_becomes_a_folder_while_it_is_mended_stays_one() {
    let place = Place::with(&[("a.md", &long(PASTED, 8_000))]);
    let output = while_it_is_mended(&place, "a.md", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    });
    ended(&output, 2);
    assert!(said(&output).contains("a.md: is no file that can be replaced"), "{}", said(&output));
}

#[test]
fn without_permission_nothing_is_read_or_written() {
    let place = Place::with(&[("docs/a.md", PASTED), ("docs/secret.md", PASTED), ("closed/b.md", PASTED)]);
    let mode = |path: &str, mode| {
        fs::set_permissions(place.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("", 0o755);
    mode("docs/secret.md", 0o000);
    mode("closed", 0o000);
    mode("docs", 0o555);
    // Whoever is root may do everything, and must become somebody else first.
    let root = shell(&place, "[ \"$(id -u)\" = 0 ]").status.success();
    let become_other = if root { "setpriv --reuid=65534 --regid=65534 --clear-groups " } else { "" };
    let may_run = shell(&place, &format!("{become_other}\"$PMLINT\" --version")).status.success();
    if may_run {
        let output =
            shell(&place, &format!("{become_other}\"$PMLINT\" {FIX} docs/a.md docs/secret.md closed"));
        ended(&output, 2);
        for word in [
            "docs/a.md: may not be written and was left as it was; check the permissions of its folder",
            "docs/secret.md: may not be read; check its permissions",
            "closed: may not be read; check its permissions",
        ] {
            assert!(said(&output).contains(word), "{word}\n{}", said(&output));
        }
        assert_eq!(fs::read_to_string(place.path().join("docs/a.md")).unwrap(), PASTED);
        let output =
            shell(&place, &format!("{become_other}\"$PMLINT\" check docs --output-file docs/x.json"));
        assert!(said(&output).contains("docs/x.json: may not be written"), "{}", said(&output));
    } else {
        skip("root can become nobody else who may run the program");
    }
    // So that the folder can be removed.
    mode("docs", 0o755);
    mode("closed", 0o755);
}

#[test]
fn where_no_thread_can_be_started_it_does_all_alone() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    // No limit holds for root, who must become somebody else first.
    let alone = "setpriv --reuid=65534 --regid=65534 --clear-groups prlimit --nproc=1";
    if !shell(&place, &format!("{alone} \"$PMLINT\" --version")).status.success() {
        return skip("nobody else may run the program, or be kept from starting threads");
    }
    for names in ["a.md", "a.md b.md"] {
        let check = format!("\"$PMLINT\" check --isolated --output-format concise {names}");
        let output = shell(&place, &format!("{alone} {check}"));
        ended(&output, 1);
        assert_eq!(output.stdout, shell(&place, &check).stdout);
    }
    ended(&shell(&place, &format!("{alone} \"$PMLINT\" timeline a.md")), 0);
}

#[test]
fn a_link_to_itself_ends_in_words() {
    let place =
        Place::with(&[("a.md", PASTED), ("c/pmlint.toml", "extends = \"loop.toml\"\n"), ("c/a.md", PASTED)]);
    symlink("loop.md", place.path().join("loop.md")).unwrap();
    symlink("two.md", place.path().join("one.md")).unwrap();
    symlink("one.md", place.path().join("two.md")).unwrap();
    symlink(".", place.path().join("here")).unwrap();
    symlink("loop.toml", place.path().join("c/loop.toml")).unwrap();
    for name in ["loop.md", "one.md", "two.md"] {
        let output = shell(&place, &format!("\"$PMLINT\" {FIX} {name}"));
        ended(&output, 2);
        assert!(
            said(&output).contains(&format!("{name}: is a link that leads back to itself")),
            "{}",
            said(&output)
        );
    }
    let output = shell(&place, "\"$PMLINT\" check --isolated -q --fail-on never here/here/here/a.md a.md");
    ended(&output, 0);
    let output = shell(&place, "\"$PMLINT\" check c/a.md");
    ended(&output, 2);
    assert!(said(&output).contains("loop.toml: is a link that leads back to itself"), "{}", said(&output));
}

#[test]
fn configurations_that_never_end_are_refused() {
    let place = Place::with(&[
        ("self/pmlint.toml", "extends = \"pmlint.toml\"\n"),
        ("pair/pmlint.toml", "extends = \"other.toml\"\n"),
        ("pair/other.toml", "extends = \"../pair/./pmlint.toml\"\n"),
        ("link/pmlint.toml", "extends = \"same.toml\"\n"),
        ("zero/pmlint.toml", "extends = \"/dev/zero\"\n"),
        ("pages/pmlint.toml", "rule-pages = [\"/dev/zero\"]\n"),
    ]);
    symlink("pmlint.toml", place.path().join("link/same.toml")).unwrap();
    for folder in ["self", "pair", "link", "zero", "pages"] {
        place.write(&format!("{folder}/a.md"), BACKWARDS.as_bytes());
        // A program that takes all memory it can get is stopped here.
        let script = format!("ulimit -v 4000000; ulimit -t 60; exec \"$PMLINT\" check {folder}/a.md");
        let output = shell(&place, &script);
        ended(&output, 2);
        let word =
            if folder.ends_with('s') || folder == "zero" { "/dev/zero" } else { "extends itself in the end" };
        assert!(said(&output).contains(word), "{folder}: {}", said(&output));
    }
}

#[test]
fn a_reader_who_leaves_changes_nothing_about_the_status() {
    let place = Place::new();
    for i in 0..200 {
        place.write(&format!("{i}.md"), BACKWARDS.as_bytes());
    }
    let select = "--isolated --select timeline/out-of-order";
    for (arguments, code) in [
        (format!("check {select}"), 1),
        (format!("check {select} --output-format concise"), 1),
        (format!("check {select} --output-format sarif --fail-on never"), 0),
        (format!("check {select} --statistics"), 1),
        ("facts --isolated".to_owned(), 0),
        ("rules".to_owned(), 0),
        ("explain timeline/out-of-order".to_owned(), 0),
        ("man".to_owned(), 0),
        ("completions bash".to_owned(), 0),
        ("--help".to_owned(), 0),
        ("config".to_owned(), 0),
        ("new".to_owned(), 0),
    ] {
        let script = format!("{{ \"$PMLINT\" {arguments}; echo $? >status; }} | head -n 1");
        let output = shell(&place, &script);
        assert_eq!(
            fs::read_to_string(place.path().join("status")).unwrap().trim(),
            code.to_string(),
            "{arguments}"
        );
        let words = said(&output);
        assert!(
            !words.contains("panicked") && !words.to_lowercase().contains("broken pipe"),
            "{arguments}: {words}"
        );
    }
}

#[test]
fn closed_streams_are_no_reason_to_panic() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", PASTED)]);
    let check = "check --isolated --select timeline/out-of-order a.md";
    for (streams, code) in [("2>&-", 1), ("<&-", 1), ("<&- 2>&-", 1)] {
        ended(&shell(&place, &format!("\"$PMLINT\" {check} {streams}")), code);
    }
    // Standard output that is closed is opened as the bin that takes all.
    let output = shell(&place, &format!("\"$PMLINT\" {check} >&-"));
    assert!(matches!(output.status.code(), Some(1 | 2)), "{:?}: {}", output.status, said(&output));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
    ended(&shell(&place, &format!("\"$PMLINT\" {FIX} b.md >&- 2>&- <&-")), 0);
    assert_eq!(fs::read_to_string(place.path().join("b.md")).unwrap(), MENDED);
    ended(&shell(&place, "\"$PMLINT\" check --isolated --select timeline/out-of-order - <&-"), 0);
    // A message that nobody can be told.
    ended(&shell(&place, "\"$PMLINT\" check nowhere.md 2>/dev/full"), 2);
    ended(&shell(&place, "\"$PMLINT\" check --no-such-option 2>/dev/full"), 2);
}

/// Mends many files and is told to stop in the middle: each is old or new, and
/// nothing lies beside them.
#[test]
fn a_run_that_is_stopped_leaves_whole_files() {
    let files = 500;
    let (old, new) = (long(PASTED, 3), long(MENDED, 3));
    let mut cut_short = 0;
    for (round, signal) in ["INT", "TERM", "HUP", "INT", "INT", "TERM"].into_iter().enumerate() {
        let place = Place::new();
        for i in 0..files {
            place.write(&format!("{i:03}.md"), old.as_bytes());
        }
        let mut command = Command::new(pmlint());
        let expected: Vec<String> = (0..files).map(|i| format!("{i:03}.md")).collect();
        command.current_dir(place.path()).args(FIX.split(' ')).args(&expected);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mended = || {
            (0..files)
                .filter(|i| fs::read_to_string(place.path().join(format!("{i:03}.md"))).unwrap() == new)
                .count()
        };
        // Not before it has begun to write, each time a bit later.
        let start = Instant::now();
        let first = place.path().join(format!("{:03}.md", round * 20));
        while fs::read_to_string(&first).unwrap() != new && child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < Duration::from_secs(120), "it writes nothing");
        }
        let _ = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        let status = child.wait().unwrap();
        let done = mended();
        assert!(done > round * 20, "it was over before it had begun");
        if done < files {
            cut_short += 1;
            assert_eq!(status.code(), Some(130), "stopped by {signal}");
        }
        assert_eq!(names(place.path()), expected, "{signal} leaves files behind");
        for name in expected {
            let text = fs::read_to_string(place.path().join(&name)).unwrap();
            assert!(text == old || text == new, "{name} is neither old nor new:\n{text}");
        }
    }
    assert!(cut_short > 0, "every run was over before it was stopped");
}

#[test]
fn ten_thousand_files_fit_on_a_command_line() {
    let place = Place::new();
    let names: Vec<String> = (0..10_000).map(|i| format!("{i:05}.md")).collect();
    for name in &names {
        place.write(name, b"# Mail delayed\n");
    }
    place.write("09999.md", BACKWARDS.as_bytes());
    let output = Command::new(pmlint())
        .current_dir(place.path())
        .args(["check", "--isolated", "--select", "timeline/out-of-order", "--output-format", "concise"])
        .args(&names)
        .output()
        .unwrap();
    ended(&output, 1);
    assert!(said(&output).contains("1 error in 1 of 10000 files"), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("09999.md:13:"));
}

#[test]
fn a_path_that_is_no_utf8_is_mended_too() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let folder = place.path().join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir(&folder).unwrap();
    let path = folder.join(OsStr::from_bytes(b"\xff.md"));
    fs::write(&path, PASTED).unwrap();
    let run = |arguments: &[&str]| {
        Command::new(pmlint()).current_dir(place.path()).args(arguments).arg(&path).output().unwrap()
    };
    ended(&run(&["facts", "--isolated"]), 0);
    ended(&run(&["check", "--isolated", "--fail-on", "never", "--output-format", "sarif"]), 0);
    let fix: Vec<&str> = FIX.split(' ').collect();
    ended(&run(&fix), 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
}

#[test]
fn standard_input_that_is_no_text_is_refused() {
    let place = Place::new();
    for bytes in [&b"\xff\xfe\x00"[..], b"a\0b", b"\xf0\x28\x8c\x28"] {
        let mut child = Command::new(pmlint())
            .args(["check", "--isolated", "-"])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        ended(&child.wait_with_output().unwrap(), 2);
    }
}
