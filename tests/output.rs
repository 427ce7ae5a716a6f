//! How findings are drawn: excerpts of long lines, odd characters, widths.

use pmlint::finding::{Diagnostic, Finding, Label, Severity};
use pmlint::output::visible::width;
use pmlint::output::{Format, Look, Report, render};
use pmlint::span::Span;
use proptest::prelude::*;

const PLAIN: Look = Look { color: false, links: false, width: 100 };

/// A report on `text` with a finding whose labels are on the first occurrences
/// of the given words.
fn report(text: &str, labels: &[(&str, &str)]) -> Report {
    let place = |words: &str| {
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        Span::new(start, start + words.len())
    };
    let mut finding =
        Finding::new("two places disagree", Label::new(place(labels[0].0), labels[0].1)).help("mend one");
    for (words, message) in &labels[1..] {
        finding = finding.with(place(words), *message);
    }
    spanned(text, finding)
}

fn spanned(text: &str, finding: Finding) -> Report {
    let diagnostic = Diagnostic { rule: "timeline/long-gap".into(), severity: Severity::Warning, finding };
    Report {
        path: "a.md".into(),
        text: text.into(),
        diagnostics: vec![diagnostic],
        fails_at: None,
        picture: None,
    }
}

fn full(text: &str, labels: &[(&str, &str)]) -> String {
    render(&[report(text, labels)], Format::Full, PLAIN)
}

/// What is underlined: for each label, the text above its underline.
fn underlined(drawn: &str) -> Vec<String> {
    let lines: Vec<&str> = drawn.lines().collect();
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        let is_marks = pair[1].contains('·') && pair[1].contains('┬');
        if is_marks {
            found.extend(above_marks(pair[0], pair[1]));
        }
    }
    found
}

/// The parts of `line` above the runs of `─` and `┬` of `marks`, by column.
fn above_marks(line: &str, marks: &str) -> Vec<String> {
    let mut cells: Vec<(char, usize)> = Vec::new();
    let mut column = 0;
    for c in line.chars() {
        cells.push((c, column));
        column += width(c.encode_utf8(&mut [0; 4]));
    }
    let mut parts = Vec::new();
    let mut part = String::new();
    for (column, mark) in marks.chars().enumerate() {
        if matches!(mark, '─' | '┬') {
            part.extend(cells.iter().filter(|cell| cell.1 == column).map(|cell| cell.0));
        } else if !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

fn words(n: usize) -> String {
    (0..n).map(|i| format!("word{i} ")).collect()
}

#[test]
fn the_sample_of_the_design() {
    let text = "# Checkout\n\nFrom 14:00 to 19:00 UTC the checkout answered with 500 errors.\n\n## Timeline\n\n\n\n\n\n\n\n- 16:30 Pool enlarged.\n- 16:45 Verified that the 502 error rate fell.\n";
    let drawn = full(text, &[("502 error", "named nowhere else"), ("500 errors", "first given here")]);
    assert_eq!(underlined(&drawn), ["500 errors", "502 error"]);
    assert!(drawn.starts_with("timeline/long-gap\n\n  ⚠ two places disagree\n"), "{drawn}");
    assert!(drawn.contains("[a.md:14:27]"), "{drawn}");
    assert!(drawn.contains("help: mend one"), "{drawn}");
    assert!(!drawn.contains("Pool enlarged.\n  ·"), "{drawn}");
}

#[test]
fn a_long_line_is_cut_around_each_label() {
    let text = format!(
        "# Title\n\nbefore\n{}from 10:00 UTC {}until 14:00 UTC {}for 3 hours {}\nafter\n",
        words(60),
        words(30),
        words(40),
        words(50)
    );
    let drawn = full(&text, &[("3 hours", "stated here"), ("10:00 UTC", "start"), ("14:00 UTC", "end")]);
    assert_eq!(underlined(&drawn), ["10:00 UTC", "14:00 UTC", "3 hours"]);
    assert!(drawn.lines().all(|line| width(line) <= 100), "{drawn}");
    let column = text.lines().nth(3).unwrap().find("3 hours").unwrap() + 1;
    assert!(drawn.contains(&format!("[a.md:4:{column}]")), "{drawn}");
    assert_eq!(drawn.matches('…').count(), 4, "{drawn}");
}

#[test]
fn one_label_on_a_long_line_leaves_room_for_its_words() {
    let text = format!("{}14:00{}\n", words(60), words(60));
    let long = "the words of a label which are rather long, since they say a lot about it";
    let drawn = full(&text, &[("14:00", long)]);
    assert_eq!(underlined(&drawn), ["14:00"]);
    assert!(drawn.lines().all(|line| width(line) <= 100), "{drawn}");
}

#[test]
fn a_label_over_a_whole_long_line_shows_both_ends() {
    let line = format!("Beginning {}the end.", words(100));
    let drawn = full(&format!("# T\n\n{line}\n"), &[(&line, "all of it")]);
    assert!(drawn.contains("Beginning word0"), "{drawn}");
    assert!(drawn.contains("the end."), "{drawn}");
    assert!(drawn.lines().all(|line| width(line) <= 100), "{drawn}");
}

#[test]
fn many_labels_on_a_long_line_are_all_seen() {
    let text: String = (10..22).map(|h| format!("{h}:00 {}", words(12))).collect();
    let times: Vec<String> = (10..22).map(|h| format!("{h}:00")).collect();
    let labels: Vec<(&str, &str)> = times.iter().map(|time| (time.as_str(), "here")).collect();
    let drawn = full(&text, &labels);
    assert_eq!(underlined(&drawn), times);
}

#[test]
fn carriage_returns_tabs_and_wide_characters_do_not_shift_the_underline() {
    for text in [
        "one\r\ntwo 14:00 three\r\nfour\r\n",
        "one\rtwo 14:00 three\rfour",
        "a\tb\t14:00\tc",
        "\t\t14:00",
        "障害は 14:00 に始まった",
        "\u{1f525}\u{1f525} fire at 14:00 \u{1f389}",
        "\u{feff}14:00 after a byte order mark",
        "cafe\u{301} closed 14:00",
    ] {
        let drawn = full(text, &[("14:00", "here")]);
        assert_eq!(underlined(&drawn), ["14:00"], "{drawn}");
        assert!(!drawn.contains(['\t', '\r']), "{drawn:?}");
    }
}

#[test]
fn escape_codes_become_symbols_everywhere() {
    let text = "\x1b[31mred\x07 at 14:00\u{9b}0m \u{202e}x\n";
    let mut bad = report(text, &[("14:00", "\x1b[5mlabel")]);
    bad.path = "\x1b]0;title\x07.md".into();
    let finding = &mut bad.diagnostics[0].finding;
    finding.message = "a \x1b[2Jmessage\nof two lines".into();
    finding.help = Some("\x1b[1mhelp".into());
    let reports = [bad];
    for format in [Format::Full, Format::Concise, Format::Json] {
        let drawn = render(&reports, format, PLAIN);
        assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(!drawn.contains('\u{202e}'), "{drawn:?}");
    }
    let drawn = render(&reports, Format::Full, PLAIN);
    for shown in
        ["␛[31mred␇ at 14:00", "␛[5mlabel", "␛]0;title␇.md:1:14", "␛[2Jmessage␊of two lines", "␛[1mhelp"]
    {
        assert!(drawn.contains(shown), "{shown}: {drawn}");
    }
    assert_eq!(render(&reports, Format::Concise, PLAIN).lines().count(), 1);
}

#[test]
fn colour_and_links_are_written_only_when_allowed() {
    let reports = [report("at 14:00", &[("14:00", "here")])];
    let plain = render(&reports, Format::Full, PLAIN);
    assert!(!plain.contains('\x1b') && !plain.contains("https://"), "{plain:?}");
    let coloured = render(&reports, Format::Full, Look { color: true, ..PLAIN });
    assert!(coloured.contains("\x1b[") && !coloured.contains("\x1b]8"), "{coloured:?}");
    let linked = render(&reports, Format::Full, Look { color: true, links: true, ..PLAIN });
    assert!(
        linked.contains("\x1b]8;;https://github.com/pmlint/pmlint/blob/main/rules/timeline/long-gap.md"),
        "{linked:?}"
    );
}

#[test]
fn blank_lines_around_a_label_are_left_out() {
    let drawn = full("# Title\n\nat 14:00\n\nmore\n", &[("14:00", "here")]);
    assert!(drawn.contains("3 │ at 14:00") && !drawn.contains("2 │") && !drawn.contains("4 │"), "{drawn}");
}

#[test]
fn near_labels_share_a_box_and_far_ones_do_not() {
    let lines = |n: usize| (1..=n).map(|i| format!("line {i}, 1{i:02}\n\n")).collect::<String>();
    let boxes = |drawn: &str| drawn.matches("╭─[").count();
    assert_eq!(boxes(&full(&lines(8), &[("101", "a"), ("103", "b")])), 1);
    assert_eq!(boxes(&full(&lines(8), &[("101", "a"), ("108", "b")])), 2);
}

#[test]
fn places_at_the_edges_of_a_file_are_drawn() {
    for (text, at) in [("", 0), ("a", 1), ("a\n", 2), ("a\n\n\n", 4), ("a", 99)] {
        let finding = Finding::new("message", Label::new(Span::new(at, at), "nothing here"));
        let drawn = render(&[spanned(text, finding)], Format::Full, PLAIN);
        assert!(drawn.contains("╰── nothing here") && drawn.contains("╭─[a.md:"), "{text:?}: {drawn}");
    }
}

#[test]
fn a_label_over_many_lines_is_shown_on_its_first() {
    let text: String = (1..=30).map(|i| format!("- entry {i}\n")).collect();
    let drawn = full(&text, &[(&text, "all of these")]);
    assert_eq!(underlined(&drawn), ["- entry 1"], "{drawn}");
    assert!(drawn.lines().count() < 12, "{drawn}");
}

#[test]
fn a_label_over_three_lines_is_drawn_beside_them() {
    let drawn = full("one\ntwo\nthree\nfour\n", &[("two\nthree\n", "both")]);
    assert!(drawn.contains("╭─▶ two") && drawn.contains("├─▶ three") && drawn.contains("both"), "{drawn}");
    let long = format!("one {0}\ntwo {0}\n", words(60));
    let drawn = full(&long, &[(long.as_str(), "both")]);
    assert!(drawn.lines().all(|line| width(line) <= 100), "{drawn}");
}

#[test]
fn json_names_all_places_and_omits_what_is_absent() {
    let text = "# Größe\n\nfrom 10:00 to 14:00, for 3 hours\n";
    let drawn =
        render(&[report(text, &[("3 hours", "stated here"), ("10:00", "start")])], Format::Json, PLAIN);
    let found: serde_json::Value = serde_json::from_str(&drawn).unwrap();
    let expected = serde_json::json!([{
        "code": "timeline/long-gap", "severity": "warning", "message": "two places disagree", "help": "mend one",
        "url": "https://github.com/pmlint/pmlint/blob/main/rules/timeline/long-gap.md", "path": "a.md",
        "span": {"start": {"offset": 36, "line": 3, "column": 26}, "end": {"offset": 43, "line": 3, "column": 33}},
        "label": "stated here",
        "labels": [{"message": "start",
            "span": {"start": {"offset": 16, "line": 3, "column": 6}, "end": {"offset": 21, "line": 3, "column": 11}}}],
    }]);
    assert_eq!(found, expected);
    assert_eq!(render(&[], Format::Json, PLAIN), "[]\n");
    let bare = Finding::new("message", Label::new(Span::new(0, 1), ""));
    let drawn = render(&[spanned("a", bare)], Format::Json, PLAIN);
    assert!(!drawn.contains("help") && !drawn.contains("fix"), "{drawn}");
}

proptest! {
    #[test]
    fn any_labels_on_any_text_are_drawn(
        text in "[a-z 0-9\\t\\r\\n\\x1bäé日🎉\u{301}\u{feff}]{0,400}",
        places in prop::collection::vec((0.0..1.0f64, 0usize..300), 1..8),
        columns in 40usize..120,
    ) {
        let boundary = |at: usize| text.floor_char_boundary(at);
        let span = |&(share, length): &(f64, usize)| {
            let start = boundary((share * text.len() as f64) as usize);
            Span::new(start, boundary(start + length).max(start))
        };
        let spans: Vec<Span> = places.iter().map(span).collect();
        let mut finding = Finding::new("message", Label::new(spans[0], "label-0"));
        for (i, &span) in spans.iter().enumerate().skip(1) {
            finding = finding.with(span, format!("label-{i}"));
        }
        let drawn = render(&[spanned(&text, finding)], Format::Full, Look { width: columns, ..PLAIN });
        for i in 0..spans.len() {
            prop_assert!(drawn.contains(&format!("label-{i}")), "label-{} is missing\n{}", i, drawn);
        }
        prop_assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'));
    }
}
