//! Hover, outline, hints, completion.

use crate::client::{Client, FLAWED};
use serde_json::{Value, json};

const URI: &str = "file:///work/2024-01-18-checkout.md";

fn opened(options: Value) -> Client {
    let capabilities = json!({"textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
    }});
    let client = Client::with(capabilities, options);
    client.open(URI, FLAWED);
    client
}

fn hover(client: &mut Client, line: usize, words: &str) -> String {
    let column = FLAWED.lines().nth(line).unwrap().find(words).unwrap() + 1;
    let answer = client.at("textDocument/hover", URI, line, column);
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_time_says_what_it_was_read_as_and_why() {
    let mut client = opened(Value::Null);
    let entry = hover(&mut client, 8, "16:10");
    assert!(entry.contains("`16:10` is read as `2024-01-18T16:10Z`"), "{entry}");
    assert!(entry.contains("- date: from line 4, `On Monday, 18 January 2024"), "{entry}");
    assert!(entry.contains("- zone: from line 6, `## Timeline (UTC)`"), "{entry}");
    let length = hover(&mut client, 3, "7 hours");
    assert!(length.contains("`7 hours` is read as 7 h (`PT7H`)"), "{length}");
}

#[test]
fn a_window_says_how_long_it_is_and_a_finding_what_its_rule_is_about() {
    let mut client = opened(Value::Null);
    let window = hover(&mut client, 3, "14:00 to");
    assert!(window.contains("lasts **5 h**"), "{window}");
    let finding = hover(&mut client, 3, "7 hours");
    assert!(finding.contains("duration/window-mismatch]("), "{finding}");
    assert!(finding.contains("Help: "), "{finding}");
    assert!(finding.contains("one of the three figures is wrong"), "{finding}");
    assert!(finding.contains("**When it stays silent**\n\n- The duration is rounded"), "{finding}");
    assert!(!finding.contains("## Examples") && !finding.contains("```"), "{finding}");
    assert_eq!(hover(&mut client, 12, "missing index"), "");
    // Past the end of a line and of the text there is the end.
    for (line, column) in [(3, 9_999), (9_999, 0)] {
        client.at("textDocument/hover", URI, line, column);
    }
}

#[test]
fn the_length_of_window_and_timeline_is_measured_at_their_ends_and_at_stated_lengths() {
    let mut client = opened(Value::Null);
    let timeline = "The timeline, `14:00` to `19:00`, lasts **5 h**";
    for (line, words) in [(6, "14:00"), (9, "19:00"), (3, "7 hours")] {
        let text = hover(&mut client, line, words);
        assert!(text.contains(timeline), "{text}");
    }
    let length = hover(&mut client, 3, "7 hours");
    assert!(
        length.contains("The stated window, `") && length.contains("`19:00 UTC`, lasts **5 h**"),
        "{length}"
    );
    assert!(!hover(&mut client, 8, "16:10").contains("lasts"));
}

#[test]
fn a_length_across_a_change_of_clocks_is_what_truly_passed() {
    let capabilities = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}});
    for (start, end, lengths, hint) in [
        ("2024-10-26 22:00", "2024-10-27 10:00", "**13 h**", Some("+13 h 00 min")),
        ("2024-03-30 22:00", "2024-03-31 10:00", "**11 h**", Some("+11 h 00 min")),
        ("2024-10-27 02:30", "2024-10-27 04:00", "**1 h 30 min** or **2 h 30 min**", None),
        ("2024-10-26 02:30", "2024-10-26 04:00", "**1 h 30 min**", Some("+1 h 30 min")),
    ] {
        let mut client = Client::with(capabilities.clone(), json!({"inlayHints": true}));
        let text = format!(
            "# Postmortem: mail\n\n## Timeline (Europe/Berlin)\n- {start} mail stopped\n- {end} mail works\n\n\
             ## Summary\nFrom {start} to {end} Europe/Berlin mail stopped.\n"
        );
        client.open(URI, &text);
        let hover = client.at("textDocument/hover", URI, 7, 6);
        let words = hover["contents"]["value"].as_str().unwrap();
        assert!(words.contains(&format!("lasts {lengths}")), "{words}");
        let everything = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
        let params = json!({"textDocument": {"uri": URI}, "range": everything});
        let hints = client.ask("textDocument/inlayHint", params).unwrap();
        assert_eq!(hints[0]["label"].as_str(), hint, "{hints}");
    }
}

#[test]
fn an_editor_that_shows_plain_text_gets_no_marks() {
    let mut client = Client::plain();
    client.open(URI, FLAWED);
    let column = FLAWED.lines().nth(3).unwrap().find("7 hours").unwrap();
    let answer = client.at("textDocument/hover", URI, 3, column + 1);
    assert_eq!(answer["contents"]["kind"], "plaintext");
    let text = answer["contents"]["value"].as_str().unwrap();
    assert!(
        text.contains("7 hours is read as 7 h (PT7H)") && text.contains("When it stays silent"),
        "{text}"
    );
    assert!(!text.contains('`') && !text.contains("**") && !text.contains("---"), "{text}");
}

#[test]
fn the_outline_has_sections_with_their_roles_and_entries_of_the_timeline() {
    let mut client = opened(Value::Null);
    let params = json!({"textDocument": {"uri": URI}});
    let outline = client.ask("textDocument/documentSymbol", params.clone()).unwrap();
    let title = &outline[0];
    assert_eq!(outline.as_array().unwrap().len(), 1);
    assert_eq!(title["name"], "Postmortem: checkout down");
    let sections = title["children"].as_array().unwrap();
    let names: Vec<&str> = sections.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Summary", "Timeline (UTC)", "Root cause", "Resolution", "Action items"]);
    assert_eq!(sections[2]["detail"], "root-cause");
    let entries = sections[1]["children"].as_array().unwrap();
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[2]["name"], "16:10 Rolled back");
    assert_eq!(entries[2]["range"]["start"]["line"], 8);
    hold_together(&outline);

    let mut client = Client::plain();
    client.open(URI, FLAWED);
    let flat = client.ask("textDocument/documentSymbol", params).unwrap();
    let flat = flat.as_array().unwrap();
    assert_eq!(flat.len(), 10);
    assert_eq!(flat[5]["name"], "16:10 Rolled back");
    assert_eq!(flat[5]["containerName"], "Timeline (UTC)");
}

/// Every part lies in the one that holds it, and its name in itself.
pub fn hold_together(parts: &Value) {
    let place = |at: &Value| (at["line"].as_u64().unwrap(), at["character"].as_u64().unwrap());
    let within = |inner: &Value, outer: &Value| {
        place(&outer["start"]) <= place(&inner["start"]) && place(&inner["end"]) <= place(&outer["end"])
    };
    for part in parts.as_array().unwrap() {
        assert!(!part["name"].as_str().unwrap().is_empty());
        assert!(within(&part["selectionRange"], &part["range"]), "{part}");
        if let Some(children) = part["children"].as_array() {
            for child in children {
                assert!(within(&child["range"], &part["range"]), "{child} in {}", part["name"]);
            }
            hold_together(&part["children"]);
        }
    }
}

#[test]
fn entries_show_the_time_since_the_first_where_that_is_asked_for() {
    let everything = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let params = json!({"textDocument": {"uri": URI}, "range": everything});
    let mut client = opened(json!({"inlayHints": true}));
    let hints = client.ask("textDocument/inlayHint", params.clone()).unwrap();
    let labels: Vec<&str> =
        hints.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["+5 min", "+2 h 10 min", "+5 h 00 min"]);
    assert_eq!(hints[1]["position"], json!({"line": 8, "character": 7}));
    let part = json!({"textDocument": {"uri": URI}, "range": {
        "start": {"line": 8, "character": 0}, "end": {"line": 8, "character": 20}}});
    assert_eq!(client.ask("textDocument/inlayHint", part).unwrap().as_array().unwrap().len(), 1);
    let mut client = opened(Value::Null);
    assert_eq!(client.ask("textDocument/inlayHint", params).unwrap(), Value::Null);
}

/// What is proposed at the end of `lines`, which are added to the document.
fn proposed(lines: &str, options: &Value) -> Vec<Value> {
    let mut client = Client::with(json!({}), options.clone());
    let text = FLAWED.replace("## Resolution\nRolled back, then applied the migration.", "");
    let text = format!("{text}\n{lines}");
    client.open(URI, &text);
    let column = lines.lines().last().unwrap().len();
    let answer = client.at("textDocument/completion", URI, text.matches('\n').count(), column);
    answer.as_array().unwrap().clone()
}

fn labels(proposed: &[Value]) -> Vec<&str> {
    proposed.iter().map(|one| one["label"].as_str().unwrap()).collect()
}

#[test]
fn headings_are_proposed_that_the_profile_wants_and_the_document_lacks() {
    let found = proposed("##", &Value::Null);
    assert_eq!(labels(&found), ["Impact", "Resolution"]);
    assert_eq!(found[1]["textEdit"]["newText"], " Resolution");
    assert_eq!(labels(&proposed("## Re", &Value::Null)), ["Impact", "Resolution"]);
    let sre = proposed("## ", &json!({"profile": "sre"}));
    assert_eq!(labels(&sre), ["Impact", "Trigger", "Resolution", "Detection", "Lessons learned"]);
    assert_eq!(labels(&proposed("   ## Re", &Value::Null)), ["Impact", "Resolution"]);
    let fenced = ["```sh\n# ", "~~~\ntrue\n#", "text\n\n```\n## Re"];
    assert_eq!(labels(&proposed("```sh\ntrue\n```\n## ", &Value::Null)), ["Impact", "Resolution"]);
    for none in ["#hashtag", "Not # this", "####### ", "    ", "    # "].into_iter().chain(fenced) {
        assert!(proposed(none, &Value::Null).is_empty(), "{none}");
    }
}

#[test]
fn comments_and_the_rules_in_them_are_proposed() {
    let directives = proposed("<!-- pml", &Value::Null);
    assert_eq!(labels(&directives)[0], "pmlint-disable-next-line");
    assert_eq!(directives.len(), 5);
    assert_eq!(proposed("text <!--", &Value::Null)[0]["textEdit"]["newText"], " pmlint-disable-next-line");
    let rules = proposed("<!-- pmlint-disable-next-line time", &Value::Null);
    let rule = rules.iter().find(|one| one["label"] == "timeline/wrong-weekday").unwrap();
    // Its rule speaks in this document.
    assert_eq!(rule["sortText"], "0timeline/wrong-weekday");
    assert_eq!(rule["textEdit"]["range"]["start"]["character"], 30);
    assert!(rules.len() > 50);
    for none in ["<!-- pmlint-disable-line a/b -- because ", "<!-- a note ", "<!-- pmlint-enable --> "] {
        assert!(proposed(none, &Value::Null).is_empty(), "{none}");
    }
}
