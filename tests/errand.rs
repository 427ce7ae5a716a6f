//! A wording stands in `vocabulary/` once and is known everywhere: to an entry,
//! a sentence, a label, the drawing and the rules.

use pmlint::incident::{Milestone, Source};
use pmlint::rules::RuleSet;
use pmlint::{Analysis, lint};
use std::fs;
use std::path::Path;

/// The detections that a text tells of, and what tells of each.
fn detections(text: &str) -> Vec<(String, Source)> {
    let analysis = Analysis::of(text, &RuleSet::default().reading);
    let moments = analysis.incident.moments.iter();
    let detections = moments.filter(|moment| moment.milestone == Milestone::Detected);
    detections.map(|moment| (moment.written.clone(), moment.source)).collect()
}

#[test]
fn an_entry_a_sentence_and_a_label_know_it() {
    let entry = "# Search down\n\n## Timeline (UTC)\n- 2024-05-06 14:01 A bad index was rolled out.\n- 14:05 The pager went off.\n- 14:30 Rolled back.\n";
    assert_eq!(detections(entry), [("14:05".to_owned(), Source::Entry)]);
    let sentence = "# Search down on 2024-05-06\n\n## Summary\nSearch failed for all users. The pager went off at 14:05 UTC, and we rolled back.\n";
    assert_eq!(detections(sentence), [("14:05 UTC".to_owned(), Source::Sentence)]);
    let label = "# Search down\n\n- **Pager went off:** 2024-05-06 14:05 UTC\n- **Rolled back:** 14:30 UTC\n";
    assert_eq!(detections(label), [("2024-05-06 14:05 UTC".to_owned(), Source::Field)]);
}

#[test]
fn a_rule_holds_a_length_against_it() {
    let text = "\
# Search down
- **Start:** 2024-05-06 14:00 UTC
- **Pager went off:** 2024-05-06 14:05 UTC
- **Time to detect:** 40 minutes
- **Resolved:** 2024-05-06 15:30 UTC
";
    let found = lint(text, &RuleSet::default());
    let phase = found.iter().find(|found| found.rule == "duration/phase-mismatch");
    let phase = phase.unwrap_or_else(|| panic!("no rule held the length against the pager: {found:?}"));
    let labels: Vec<&str> = phase.finding.labels().map(|label| &text[label.span.range()]).collect();
    assert!(labels.contains(&"2024-05-06 14:05 UTC"), "{labels:?}");
}

#[test]
fn the_drawing_knows_it() {
    let text = "\
# Search down

## Timeline (UTC)
- 2024-05-06 14:00 A bad index was rolled out, and search failed.
- 14:05 The pager went off.
- 14:30 Rolled back; search worked again.
";
    let incident = Analysis::of(text, &RuleSet::default().reading).incident;
    let detected = incident.reached().first_of(&[Milestone::Detected]).map(|moment| moment.written.clone());
    assert_eq!(detected.as_deref(), Some("14:05"));
}

#[test]
fn it_stands_in_the_vocabulary_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for file in fs::read_dir(root.join("vocabulary")).expect("the vocabulary") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a text");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("says"));
        count += lines.filter(|line| line.contains("pager went")).count();
    }
    assert_eq!(count, 1);
}
