//! Texts that nobody writes: the linter ends, does not run out of stack, and
//! what it finds stands in the text. How long it takes is measured elsewhere:
//! `cargo bench --bench pathological`.

#[path = "support/odd_texts.rs"]
mod odd_texts;

use pmlint::document::Document;
use pmlint::lint;
use pmlint::output::{Format, Look, Report, render};
use pmlint::rules::RuleSet;
use pmlint::suppress::Suppressions;
use std::sync::LazyLock;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::default);

/// Lints a text, holds what is found to it, and prints it in every format.
fn hold(name: &str, text: String) -> usize {
    let diagnostics = lint(&text, &RULES);
    for found in &diagnostics {
        let edits = found.finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in found.finding.labels().map(|label| label.span).chain(edits) {
            assert!(text.get(span.range()).is_some(), "{name}: {}: {span:?} is no slice", found.rule);
        }
    }
    let count = diagnostics.len();
    let reports = [Report { path: "a.md".to_owned(), text, diagnostics, fails_at: None, picture: None }];
    for format in [Format::Full, Format::Concise, Format::Json, Format::Sarif, Format::Gitlab, Format::Junit]
    {
        assert!(!render(&reports, format, Look::PLAIN).contains('\u{1b}'), "{name}: {format:?}");
    }
    count
}

fn hold_all(shapes: &[odd_texts::Shape]) {
    for (name, shape) in shapes {
        hold(name, shape(8_000));
    }
}

#[test]
fn repeated_pieces_come_to_an_end() {
    for part in odd_texts::REPEATED.chunks(20) {
        std::thread::scope(|scope| {
            scope.spawn(|| hold_all(part));
        });
    }
}

#[test]
fn odd_documents_come_to_an_end() {
    hold_all(&odd_texts::MADE);
}

/// What nests does not nest on the stack: threads have less of it than the
/// program, and this one has less still.
#[test]
fn deep_nesting_needs_no_deep_stack() {
    let deep: [(&str, String); 6] = [
        ("quotes", format!("{}a\n", "> ".repeat(20_000))),
        ("items", format!("{}a\n", "- ".repeat(20_000))),
        ("brackets", format!("{}a{}\n", "[".repeat(50_000), "]".repeat(50_000))),
        ("emphasis", format!("{}a{}\n", "*a ".repeat(20_000), " b*".repeat(20_000))),
        ("tags", format!("<div>\n{}\n", "<b>".repeat(50_000))),
        ("links", format!("{}a{}\n", "[a](b ".repeat(20_000), ")".repeat(20_000))),
    ];
    let read = move || {
        for (name, text) in deep {
            let document = Document::parse(&text);
            assert!(document.blocks().iter().all(|block| text.get(block.span.range()).is_some()), "{name}");
            assert!(Suppressions::read(&document).is_empty(), "{name}");
        }
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(read).unwrap().join().unwrap();
}

#[test]
fn the_shapes_are_no_empty_promise() {
    let names: std::collections::BTreeSet<&str> = odd_texts::all().map(|(name, _)| name).collect();
    assert_eq!(names.len(), odd_texts::REPEATED.len() + odd_texts::MADE.len(), "two shapes of one name");
    let found: usize = odd_texts::MADE.iter().map(|(_, shape)| lint(&shape(3_000), &RULES).len()).sum();
    assert!(found > 300, "only {found} findings in all of them");
    for (name, shape) in odd_texts::all() {
        let length = shape(20_000).len();
        assert!((15_000..40_000).contains(&length), "{name} is {length} bytes long");
    }
}
