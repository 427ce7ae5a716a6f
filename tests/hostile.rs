//! Documents, names, configurations and pages of somebody who means harm:
//! nothing of them is obeyed by a terminal, a runner or a reader of reports.

mod support;

#[path = "../fuzz/bodies.rs"]
#[allow(dead_code)]
mod bodies;

use pmlint::finding::{Diagnostic, Edit, Finding, Fix, Label, Safety, Severity};
use pmlint::output::visible::is_unsafe;
use pmlint::span::Span;
use proptest::prelude::*;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use support::{BACKWARDS, Place};

/// What somebody may have meant to be obeyed.
const PIECES: &[&str] = &[
    "\u{1b}[31m",
    "\u{1b}]8;;http://x.example\u{7}",
    "\u{9b}2J",
    "\u{85}",
    "\u{7f}",
    "\u{8}",
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "::error file=a.md::b",
    "\n::set-output name=a::b",
    " ::stop-commands::x",
    "##[error]a",
    "##[add-mask]b",
    "%0A::warning::a",
    "%",
    "%25",
    ",line=1",
    "]]>",
    "<script>",
    "</failure>",
    "&amp;",
    "&#x1b;",
    "\"",
    "'",
    "\\",
    "`",
    "``",
    "](javascript:x)",
    "![a](http://x.example/a.png)",
    "[a](command:b)",
    "{0}",
    "$(touch a)",
    "${HOME}",
    "\u{ffff}",
    "日本",
    " ",
    "a",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..8).prop_map(|pieces| pieces.concat())
}

/// A finding that says all this of a text.
fn finding(words: &[String; 4], length: usize) -> Diagnostic {
    let whole = Span::new(0, length);
    let mut finding = Finding::new(words[0].clone(), Label::new(whole, words[1].clone()))
        .with(Span::new(0, 0), words[2].clone())
        .help(words[3].clone());
    let edits = vec![Edit { span: whole, replacement: words[1].clone() }];
    finding.fix = Some(Fix { title: words[2].clone(), edits, safety: Safety::Unsafe });
    Diagnostic { rule: "timeline/out-of-order".to_owned(), severity: Severity::Error, finding }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_format_hands_anything_on_that_is_obeyed(
        path in hostile(), text in hostile(), words in [hostile(), hostile(), hostile(), hostile()]
    ) {
        bodies::formats(&path, &text, vec![finding(&words, text.len())]);
    }

    #[test]
    fn nothing_in_markdown_is_more_than_words(text in hostile()) {
        use pulldown_cmark::{Event, Parser, Tag, TagEnd};
        for written in [pmlint::output::markdown::message(&text), pmlint::output::markdown::code(&text)] {
            // It stands in the middle of a line.
            for event in Parser::new(&format!("a {written} b")) {
                let plain = matches!(
                    event,
                    Event::Text(_) | Event::Code(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
                );
                prop_assert!(plain, "{:?} from {:?} as {:?}", event, text, written);
            }
        }
    }
}

fn run(place: &Place, arguments: &[&str]) -> Output {
    Command::new(assert_cmd::cargo::cargo_bin("pmlint"))
        .current_dir(place.path())
        .args(arguments)
        .output()
        .unwrap()
}

/// That a terminal and a runner find nothing to obey in what was printed.
fn printed_safely(what: &str, output: &Output) {
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let text = String::from_utf8_lossy(bytes);
        let obeyed = text.chars().find(|&c| is_unsafe(c) && c != '\n');
        assert!(obeyed.is_none(), "{what}: {obeyed:?} on {stream}:\n{text}");
        // What is a command already is not searched for another.
        let ours = what.contains("github");
        assert!(ours || !text.contains("##["), "{what}: a command on {stream}:\n{text}");
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
        assert!(commands == 0 || ours, "{what}: a command on {stream}:\n{text}");
        assert!(!text.contains("panicked"), "{what}: {text}");
    }
}

/// Written in TOML, where controls must be escaped.
const KEY: &str = "a\\u001b[31m\\u202e##[error]b";

const PAGE: &str = "# own/loud\u{1b}\n";

fn page(name: &str, phrase: &str) -> String {
    format!(
        "# {name}\n```toml\nseverity = \"advice\"\n\n[lexical]\nphrases = [{phrase}]\nmessage = \"`{{match}}` {KEY}\"\n\
         help = \"say {KEY}\"\n```\nIt reports \u{1b}[31m\u{202e} what is loud ##[error]x.\n::error::y\n\n## Why\n\
         \u{1b}]0;title\u{7}\n\n## Examples\n```markdown bad\nLoud.\n```\n"
    )
}

#[cfg(unix)]
#[test]
fn no_command_prints_what_is_obeyed() {
    let name = "::error file=x,line=1::\u{1b}[31m\u{202e}##[error]b\u{85}.md";
    let text = format!(
        "{}\n\u{1b}]0;owned\u{7} \u{9b}1m \u{202e}loud ##[error]x\n::error::y\n\n- Friday\u{1b}[1m, March 5, 2024 14:00\u{1b}[2m UTC\n\n\
         <!-- pmlint-disable-line a\u{1b}[31m##[error]c -->\n\nStart: 14:00 \u{1b}\n",
        BACKWARDS.replace("An alert fires", "An alert \u{1b}[31m##[warning]w fires")
    );
    let place = Place::with(&[(name, &text), ("own/loud.md", &page("own/loud", "\"loud\""))]);
    place.write(
        "pmlint.toml",
        format!(
            "rule-pages = [\"own/*.md\"]\ndraft-statuses = [\"{KEY}\"]\n[sections]\ntimeline = [\"{KEY}\"]\n"
        )
        .as_bytes(),
    );
    for arguments in [
        &["check", "--fail-on", "never", name][..],
        &["check", "--color", "never", "--select", "own,timeline,structure,suppression", name],
        &["check", "--output-format", "concise", name],
        &["check", "--output-format", "github", name],
        &["check", "--output-format", "json", name],
        &["check", "--output-format", "sarif", name],
        &["check", "--output-format", "gitlab", name],
        &["check", "--output-format", "junit", name],
        &["check", "--output-format", "rdjson", name],
        &["check", "--statistics", name],
        &["check", "-v", "."],
        &["facts", name, "."],
        &["facts", "--output-format", "json", name],
        &["rules"],
        &["rules", "--output-format", "json"],
        &["explain", "own/loud"],
        &["explain", "own/loud", "--output-format", "json"],
        &["explain", "own/\u{1b}[31m"],
        &["config", name],
        &["config", "--output-format", "json", name],
        &["test-rules", "own"],
        &["new"],
        &["new", name],
        &["check", "no\u{1b}[31m::such.md", "::error::no.md"],
        &["check", "--select", "a\u{1b}[31m", name],
        &["check", "--profile", "a\u{1b}[31m", name],
        &["check", "--no-such-\u{1b}[31m"],
        &["check", "--fail-on", "\u{1b}[31m"],
        &["\u{1b}[31m##[error]"],
        &["check", "--config", "\u{1b}[31m.toml", name],
        &["check", "--write-baseline=::error::\u{1b}[31m.json", name],
        &["check", "--baseline=::error::\u{1b}[31m.json", name],
        &["check", "--changed-since", "\u{1b}[31m", name],
        &["init"],
        &["init", "--force"],
    ] {
        let output = run(&place, arguments);
        printed_safely(&format!("{arguments:?}"), &output);
        assert!(output.status.code().is_some(), "{arguments:?}");
    }
}

#[test]
fn what_is_wrong_in_a_configuration_is_shown_safely() {
    for (n, text) in [
        "\u{1b}[31m = 1\n".to_owned(),
        format!("\"{KEY}\" = 1\n"),
        format!("profile = \"{KEY}\"\n"),
        format!("timezone = \"{KEY}\"\n"),
        format!("[rules]\n\"{KEY}\" = \"off\"\n"),
        format!("[rules]\n\"timeline/long-gap\" = {{ \"{KEY}\" = 1 }}\n"),
        format!("exclude = [\"../{KEY}\", \"[\"]\n"),
        format!("extends = \"{KEY}.toml\"\n"),
        format!("rule-pages = [\"{KEY}.md\", \"[\"]\n"),
        "rule-pages = [\"page.md\"] # \u{202e}\n".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let place = Place::with(&[("a.md", BACKWARDS), ("pmlint.toml", &text), ("page.md", PAGE)]);
        for command in [&["check", "a.md"][..], &["config"], &["rules"]] {
            let output = run(&place, command);
            printed_safely(&format!("configuration {n}: {command:?}"), &output);
            assert_eq!(output.status.code(), Some(2), "configuration {n}: {output:?}");
        }
    }
}

/// A page can ask for much; it is refused, or linted with, in little time.
#[test]
fn pages_that_ask_for_too_much_are_refused() {
    let lists = |depth: usize| {
        let list = |n: usize| match n {
            0 => "w0 = [\"ha\"]\n".to_owned(),
            _ => format!("w{n} = [{}]\n", vec![format!("\"{{w{}}}\"", n - 1); 10].join(", ")),
        };
        (0..depth).map(list).collect::<String>()
    };
    let page = |phrases: &str, more: &str| {
        format!(
            "# own/much\n```toml\nseverity = \"advice\"\n\n[lexical]\nphrases = [{phrases}]\nmessage = \"a\"\n{more}```\nMuch.\n"
        )
    };
    let many = |n: usize| (0..n).map(|n| format!("\"/a{n}/\"")).collect::<Vec<_>>().join(", ");
    for (what, page) in [
        ("lists in lists", page("\"{w9}\"", &format!("\n[lexical.words]\n{}", lists(10)))),
        ("lists in a regular expression", page("\"/{w8}/\"", &format!("\n[lexical.words]\n{}", lists(9)))),
        ("repetitions", page("\"/(a{1,1000}){1,1000}/\"", "")),
        ("words without end", page("\"/(\\\\w{1,500}){1,500}/\"", "")),
        ("many regular expressions", page(&many(5_000), "")),
        ("a long page", page("\"a\"", &format!("# {}\n", "a".repeat(3_000_000)))),
    ] {
        let place = Place::with(&[
            ("a.md", BACKWARDS),
            ("own.md", &page),
            ("pmlint.toml", "rule-pages = [\"own.md\"]\n"),
        ]);
        let start = Instant::now();
        let output = run(&place, &["check", "a.md"]);
        assert_eq!(output.status.code(), Some(2), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(start.elapsed() < Duration::from_secs(60), "{what} takes {:?}", start.elapsed());
    }
}
