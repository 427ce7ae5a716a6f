//! "Ignore on this line": for every finding of every fixture the comment works.

use crate::client::{Client, edited};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const URI: &str = "file:///work/postmortem-of-it.md";

fn counts(found: &[Value]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in found {
        *counts.entry(format!("{} {}", one["code"], one["message"])).or_default() += 1;
    }
    counts
}

fn ignores(client: &mut Client, one: &Value) -> Option<Value> {
    let code = one["code"].as_str().unwrap();
    let title = format!("Ignore `{code}` ");
    let actions = client.actions(URI, &one["range"], Some("quickfix"));
    actions.into_iter().find(|action| action["title"].as_str().unwrap().starts_with(&title))
}

/// Every finding of a text can be silenced, and nothing else changes; how many
/// by a comment for the line, and for the file.
fn hold(place: &str, text: &str) -> (usize, usize) {
    let mut client = Client::plain();
    client.open(URI, text);
    let found = client.diagnostics(URI, 1);
    let mut tally = (0, 0);
    for (version, one) in (2..).step_by(2).zip(&found) {
        let Some(action) = ignores(&mut client, one) else {
            panic!("{place}: nothing to silence {one}");
        };
        if action["diagnostics"][0] != *one {
            // Another finding of the rule on the same line speaks for it.
            continue;
        }
        let silent = edited(text, URI, &action);
        client.change(URI, version, json!([{"text": silent}]));
        let left = client.diagnostics(URI, version);
        let (old, new) = (counts(&found), counts(&left));
        assert!(left.len() < found.len(), "{place}: {action}\n{silent}");
        assert!(
            new.iter().all(|(key, count)| old.get(key).is_some_and(|n| count <= n)),
            "{place}:\n{silent}"
        );
        let on_line = action["title"].as_str().unwrap().ends_with("line");
        if on_line {
            tally.0 += 1
        } else {
            tally.1 += 1
        }
        client.change(URI, version + 1, json!([{"text": text}]));
        client.diagnostics(URI, version + 1);
    }
    tally
}

#[test]
fn every_finding_of_every_fixture_can_be_silenced() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/flawed");
    let mut all = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).unwrap();
            let (lines, files) = hold(&path.display().to_string(), &text);
            all = (all.0 + lines, all.1 + files);
        }
    }
    assert!(all.0 > 50 && all.0 > 9 * all.1, "{all:?}");
}

/// The text after the finding of `rule` was silenced.
fn silenced(text: &str, rule: &str) -> String {
    let mut client = Client::plain();
    client.open(URI, text);
    let found = client.diagnostics(URI, 1);
    let one = found.iter().find(|one| one["code"] == rule).unwrap_or_else(|| panic!("{found:?}"));
    let action = ignores(&mut client, one).unwrap();
    edited(text, URI, &action)
}

#[test]
fn the_comment_stands_where_it_breaks_nothing() {
    let report = |timeline: &str| {
        format!(
            "# Postmortem: a\n\n## Timeline (UTC)\n\nOn 2024-01-18 it broke.\n\n{timeline}\n\n## Root cause\n\nA bug.\n"
        )
    };
    let rule = "timeline/out-of-order";
    let list = silenced(
        &report("- 14:00 Deploy.\n- 16:00 Alert.\n- 15:00 Back.\n- 17:00 Closed.\n- 18:00 Told."),
        rule,
    );
    assert!(list.contains("<!-- pmlint-disable-line timeline/out-of-order -->\n- "), "{list}");
    assert!(!list.contains("\n<!--"), "{list}");
    let rows = "| Time | What |\n|---|---|\n| 14:00 | Deploy |\n| 16:00 | Alert |\n| 15:00 | Back |\n| 17:00 | Closed |";
    let table = silenced(&report(rows), rule);
    assert!(table.contains(" <!-- pmlint-disable-line timeline/out-of-order --> |\n"), "{table}");
    let sentence = "# Postmortem: a\n\n## Summary\n\nOn Monday, 18 January 2024 it broke.\n";
    let above = silenced(sentence, "timeline/wrong-weekday");
    assert!(
        above.contains("\n\n<!-- pmlint-disable-next-line timeline/wrong-weekday -->\nOn Monday"),
        "{above}"
    );
    let inside = silenced(&sentence.replace("\nOn", "\nIt began well.\nOn"), "timeline/wrong-weekday");
    assert!(inside.contains("it broke. <!-- pmlint-disable-line timeline/wrong-weekday -->\n"), "{inside}");
    let windows = silenced(&sentence.replace('\n', "\r\n"), "timeline/wrong-weekday");
    assert!(windows.contains("weekday -->\r\nOn Monday"), "{windows:?}");
}
