//! Positions behind emoji, CJK, tabs and every line end, under both encodings.

use crate::client::{Client, FLAWED, byte_at};
use pmlint::rules::RuleSet;
use proptest::prelude::*;
use serde_json::{Value, json};

const URI: &str = "file:///work/2024-01-18-checkout.md";

/// What is put between words, each of another width in each encoding.
const ODDITIES: [&str; 9] = ["🚨", "👩‍🚒 ", "日本語", "\t", "é", "e\u{301}", "ß ", "𝒳", "\u{200b}"];
const ENDS: [&str; 3] = ["\n", "\r\n", "\r"];

/// The flawed document with oddities strewn in behind the words that are
/// counted, and with other line ends.
fn strewn(places: &[(usize, usize)], end: usize, mark: bool) -> String {
    let mut text = FLAWED.to_owned();
    let spaces: Vec<usize> = FLAWED.match_indices(' ').map(|(at, _)| at).collect();
    let mut chosen: Vec<(usize, &str)> = places
        .iter()
        .map(|(at, which)| (spaces[at % spaces.len()], ODDITIES[which % ODDITIES.len()]))
        .collect();
    chosen.sort_unstable();
    for (at, oddity) in chosen.into_iter().rev() {
        text.insert_str(at + 1, oddity);
    }
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{}", text.replace('\n', ENDS[end % ENDS.len()]))
}

fn client(utf16: bool) -> Client {
    let encoding = if utf16 { "utf-16" } else { "utf-8" };
    Client::with(json!({"general": {"positionEncodings": [encoding]}}), Value::Null)
}

/// The position of a byte, counted anew.
fn position(text: &str, at: usize, utf16: bool) -> Value {
    let before = &text[..at];
    let whole = before.replace("\r\n", "\n");
    let line = whole.matches(['\n', '\r']).count();
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let units: usize =
        before[start..].chars().map(|c| if utf16 { c.len_utf16() } else { c.len_utf8() }).sum();
    json!({"line": line, "character": units})
}

/// All places of what is found, as bytes.
fn spans(found: &[Value], text: &str, utf16: bool) -> Vec<(String, usize, usize)> {
    let of = |code: &Value, range: &Value| {
        let place = |end: &str| byte_at(text, &range[end], utf16);
        (code.as_str().unwrap().to_owned(), place("start"), place("end"))
    };
    let mut spans = Vec::new();
    for one in found {
        spans.push(of(&one["code"], &one["range"]));
        let others = one["relatedInformation"].as_array().cloned().unwrap_or_default();
        spans.extend(others.iter().map(|other| of(&one["code"], &other["location"]["range"])));
    }
    spans
}

fn expected(text: &str) -> Vec<(String, usize, usize)> {
    let found = pmlint::lint_file(URI, text, &RuleSet::default());
    let labels = |one: &pmlint::finding::Diagnostic| {
        let rule = one.rule.clone();
        one.finding.labels().map(|label| (rule.clone(), label.span.start, label.span.end)).collect::<Vec<_>>()
    };
    found.iter().flat_map(labels).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn places_are_those_of_the_command_line(
        places in prop::collection::vec((any::<usize>(), any::<usize>()), 0..12),
        end in 0..3_usize,
        mark in any::<bool>(),
    ) {
        let text = strewn(&places, end, mark);
        let expected = expected(&text);
        for utf16 in [true, false] {
            let mut client = client(utf16);
            client.open(URI, &text);
            let found = client.diagnostics(URI, 1);
            prop_assert_eq!(&spans(&found, &text, utf16), &expected);
        }
    }

    /// After any edits the server has the text that the editor has.
    #[test]
    fn edits_are_taken_where_they_are_meant(
        places in prop::collection::vec((any::<usize>(), any::<usize>()), 0..8),
        end in 0..3_usize,
        edits in prop::collection::vec((any::<usize>(), 0..12_usize, 0..14_usize), 1..10),
    ) {
        for utf16 in [true, false] {
            let mut text = strewn(&places, end, false);
            let mut client = client(utf16);
            client.open(URI, &text);
            let mut version = 1;
            for (from, length, new) in &edits {
                // Not between the two halves of a line end: no editor has a cursor there.
                let halves = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
                let mut start = text.floor_char_boundary(from % (text.len() + 1));
                while halves(start) { start -= 1; }
                let mut stop = text.floor_char_boundary((start + length).min(text.len())).max(start);
                while halves(stop) { stop += 1; }
                let new = ODDITIES.iter().chain(&ENDS).chain(&["7 hours", ""]).nth(*new).unwrap();
                let range = json!({"start": position(&text, start, utf16), "end": position(&text, stop, utf16)});
                version += 1;
                client.change(URI, version, json!([{"range": range, "text": new}]));
                text.replace_range(start..stop, new);
            }
            let found = client.diagnostics(URI, version);
            let wanted = if pmlint::document::looks_like_postmortem(URI, &text) { expected(&text) } else { vec![] };
            prop_assert_eq!(spans(&found, &text, utf16), wanted);
        }
    }
}

#[test]
fn the_tests_strew_what_changes_columns() {
    let text = strewn(&[(3, 0), (9, 2), (12, 3)], 1, true);
    assert!(text.starts_with('\u{feff}') && text.contains("🚨") && text.contains("\r\n"));
    assert!(expected(&text).len() >= 2);
}
