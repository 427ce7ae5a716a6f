//! Rules that are their page alone: each key of the `[lexical]` table, and
//! what is said of a table that is wrong.

use pmlint::finding::Diagnostic;
use pmlint::rules::{PageError, Rule, RuleSet, own_rule, rule_of_page};
use pmlint::{analysis::failed_examples, lint};

const DOCUMENT: &str = "\
# The gizmo stopped

We asked ACME about the gizmo.

## Summary

The vendor acme, as `acme` says, did \"not acme\" it.

## Root cause

It was not acme. Perhaps the
acme gizmo, though acme denies it.

    acme --code

> acme in a quotation

### Notes on acme

- acme in an item

## Action items

- Ask acme.

## Related incidents

- acme in March
";

fn page(table: &str) -> String {
    format!(
        "# ours/vendor\n```toml\nseverity = \"warning\"\n\n[lexical]\n{table}\n```\nNames a vendor.\n\n```markdown bad\nacme\n```\n"
    )
}

fn rule(table: &str) -> Rule {
    own_rule(&page(table)).unwrap_or_else(|error| panic!("{error}"))
}

fn findings(table: &str, document: &str) -> Vec<Diagnostic> {
    let rule = rule(&format!("{table}\nmessage = \"`{{match}}`\""));
    lint(document, &RuleSet::of(std::iter::once(&rule)))
}

/// The lines of `document` on which the table finds something.
fn lines(table: &str, document: &str) -> Vec<usize> {
    let line = |d: &Diagnostic| document[..d.finding.primary.span.start].matches('\n').count() + 1;
    findings(table, document).iter().map(line).collect()
}

fn words(table: &str, document: &str) -> Vec<String> {
    let text = |d: &Diagnostic| document[d.finding.primary.span.range()].to_owned();
    findings(table, document).iter().map(text).collect()
}

fn error(table: &str) -> PageError {
    match own_rule(&page(table)) {
        Ok(_) => panic!("the table is taken: {table}"),
        Err(error) => error,
    }
}

#[test]
fn looks_in_prose_and_skips_what_is_denied() {
    assert_eq!(lines("phrases = ['acme']", DOCUMENT), [3, 7, 12, 12, 20, 24]);
    assert_eq!(lines("phrases = ['acme']\neven-negated = true", DOCUMENT), [3, 7, 11, 12, 12, 20, 24]);
}

#[test]
fn looks_in_the_sections_it_is_told() {
    assert_eq!(lines("phrases = ['acme']\nin = ['summary', 'lead']", DOCUMENT), [3, 7]);
    assert_eq!(lines("phrases = ['acme']\nin = ['root-cause']", DOCUMENT), [12, 12, 20]);
    assert_eq!(lines("phrases = ['acme']\nnot-in = ['root-cause', 'actions']", DOCUMENT), [3, 7]);
    assert_eq!(lines("phrases = ['acme']\nunless-heading = ['notes']", DOCUMENT), [3, 7, 12, 12, 24]);
}

#[test]
fn looks_at_the_kinds_of_text_it_is_told() {
    assert_eq!(lines("phrases = ['acme']\nwhere = ['headings']", DOCUMENT), [18]);
    assert_eq!(lines("phrases = ['acme']\nwhere = ['code']", DOCUMENT), [7, 14]);
    let links = "At <https://acme.net>, [here](https://acme.org) or https://acme.com: `https://acme.io`.\n";
    assert_eq!(words("phrases = ['acme']\nwhere = ['addresses']", links), ["acme", "here", "acme"]);
    assert_eq!(lines("phrases = ['acme in']\nwhere = ['prose', 'quotes']", DOCUMENT), [16, 20]);
    assert_eq!(lines("phrases = ['acme in']\nwhere = ['prose', 'asides']", DOCUMENT), [20, 28]);
}

#[test]
fn reads_plain_phrases_as_people_do() {
    let text = "A back\nend, the back-ends, a backend. It’s a Back End or {x}.\n";
    assert_eq!(words("phrases = ['back-end']", text), ["back\nend", "Back End"]);
    assert_eq!(words("phrases = ['back-end*']", text), ["back\nend", "back-ends", "Back End"]);
    assert_eq!(words("phrases = [\"it's a\"]", text), ["It’s a"]);
    assert_eq!(words(r"phrases = ['/back(?<found>end)/']", text), ["end"]);
    assert_eq!(words(r"phrases = ['/(?-i)back/']", text), ["back", "back", "back"]);
    assert_eq!(
        words("phrases = ['back {end}']\nwords = { end = ['end', 'office'] }", text),
        ["back\nend", "Back End"]
    );
}

#[test]
fn the_longest_of_overlapping_phrases_is_reported_once() {
    assert_eq!(
        words("phrases = ['root', 'root cause', '/cause of/']", "The root cause of it."),
        ["root cause"]
    );
}

#[test]
fn wants_a_subject_right_before_the_phrase() {
    let table = "phrases = ['failed to']\nsubjects = ['{person}', 'acme']";
    for text in [
        "The engineer failed to stop it.",
        "Then one of our database administrators on call had also failed to stop it.",
        "Acme eventually failed to stop it.",
        "We asked @jo, and @jo failed to stop it.",
    ] {
        assert_eq!(words(table, text), ["failed to"], "{text}");
    }
    for text in [
        "The pod failed to stop it.",
        "The engineer restarted the pod, which failed to stop.",
        "The engineer saw that the pod failed to stop.",
        "Then theacme failed to stop.",
        "It failed to stop.",
        "We failed to stop it.",
    ] {
        assert_eq!(words(table, text), [""; 0], "{text}");
    }
}

#[test]
fn stays_silent_in_the_contexts_it_is_told() {
    let text = "If acme fails, then wait. Use acme rates.\n";
    assert_eq!(words("phrases = ['acme']\nunless-before = ['if']", text).len(), 1);
    assert_eq!(words("phrases = ['acme']\nunless-after = ['rates']", text).len(), 1);
    assert_eq!(words("phrases = ['acme']\nunless-after = ['wait']", text).len(), 2, "another clause");
    assert_eq!(words("phrases = ['acme']\nunless-sentence = ['wait']", text).len(), 1);
    assert_eq!(words("phrases = ['acme*', 'acme rates']\nunless-match = ['rates']", text).len(), 1);
    let code = "    acme # no\n    acme\n";
    assert_eq!(lines("phrases = ['acme']\nwhere = ['code']\nunless-after = ['no']", code), [2]);
}

#[test]
fn gives_one_finding_with_all_places_when_asked() {
    let found = findings("phrases = ['acme']\nonce = true", DOCUMENT);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].finding.others.len(), 4);
}

#[test]
fn fills_in_what_it_found_and_offers_a_replacement() {
    let table = "message = '`{subject}` and `{match}`'\nlabel = '{match}'\nhelp = 'write `{prefer}`'
        subjects = ['the']\nprefer = { 'white-list' = 'allow list {match}' }";
    let text = "Then the White\nlist grew.";
    let found = lint(text, &RuleSet::of(std::iter::once(&rule(table))));
    let finding = &found[0].finding;
    assert_eq!(finding.message, "`the` and `White list`");
    assert_eq!(finding.primary.message, "White list");
    assert_eq!(finding.help.as_deref(), Some("write `allow list {match}`"));
    let edit = &finding.fix.as_ref().unwrap().edits[0];
    assert_eq!((&text[edit.span.range()], edit.replacement.as_str()), ("White\nlist", "Allow list {match}"));
}

/// The word of the page that an error points to.
fn pointed_to<'t>(text: &'t str, error: &PageError) -> &'t str {
    &text[error.span.range()]
}

#[test]
fn a_table_that_is_wrong_is_pointed_to() {
    let message = "message = 'm'";
    for (table, place, words) in [
        ("phrase = ['a']\nmessage = 'm'".to_owned(), "phrase", "unknown field `phrase`"),
        (format!("phrases = ['a', '/b(/']\n{message}"), "'/b(/'", "cannot be read: unclosed group"),
        (format!("phrases = ['a', '']\n{message}"), "''", "empty"),
        (format!("phrases = ['a', '/b*/']\n{message}"), "'/b*/'", "fits an empty text"),
        (format!("phrases = ['a', '{{b}}']\n{message}"), "'{b}'", "names no list"),
        (
            format!(r"phrases = ['a', '/(?:\w{{900}}){{900}}/']{}{message}", '\n'),
            r"'/(?:\w{900}){900}/'",
            "too large",
        ),
        (format!("phrases = ['a']\nin = ['sumary']\n{message}"), "'sumary'", "no role of a section"),
        (format!("phrases = ['a']\nnot-in = ['sumary']\n{message}"), "'sumary'", "unknown variant `sumary`"),
        (format!("phrases = ['a']\nwhere = ['proze']\n{message}"), "'proze'", "unknown variant `proze`"),
        (
            "phrases = ['a']\nmessage = 'the {macth}'".to_owned(),
            "'the {macth}'",
            "`{macth}` stands for nothing",
        ),
        (message.to_owned(), "'m'", "no `phrases`"),
    ] {
        let error = error(&table);
        assert!(error.message.contains(words), "{table}: {error}");
        assert_eq!(pointed_to(&page(&table), &error), place, "{table}: {error}");
        let line = page(&table)[..error.span.start].matches('\n').count() + 1;
        assert_eq!(error.line, line, "{table}: {error}");
    }
    assert!(error("phrases = ['a']").message.contains("message"), "no message");
}

#[test]
fn a_page_that_is_no_rule_is_pointed_to() {
    let good = page("phrases = ['a']\nmessage = 'm'");
    for (text, place, words) in [
        (good.replace("ours/vendor", "Our Vendor"), "# Our Vendor", "no name of a rule"),
        (good.replace("ours/vendor", "timeline/out-of-order"), "# timeline/out-of-order", "built-in rule"),
        (good.replace("[lexical]", "[lexicon]"), "lexicon", "unknown field `lexicon`"),
        (good.replace("\"warning\"", "\"hint\""), "\"hint\"", "no severity"),
        (good.replace("severity", "# severity"), "```toml", "missing field `severity`"),
        (good.replace("```toml", "```yaml"), "# ours/vendor", "`toml` fence"),
        (
            good.replace("```\nNames", "Names").replace("```markdown bad\nacme\n```\n", ""),
            "```toml",
            "not closed",
        ),
        (
            "# ours/vendor\n```toml\nseverity = \"off\"\n```\nText.\n".to_owned(),
            "# ours/vendor",
            "no `[lexical]`",
        ),
        (good.replace('\n', "\r\n").replace("phrases", "phrase"), "phrase", "unknown field"),
    ] {
        let error = own_rule(&text).err().unwrap_or_else(|| panic!("{text}"));
        assert!(error.message.contains(words), "{text}\n{error}");
        assert_eq!(pointed_to(&text, &error), place, "{text}\n{error}");
    }
}

#[test]
fn the_examples_of_a_page_are_run() {
    let text = page("phrases = ['acme']\nmessage = 'm'")
        + "\n```markdown good\nACME\n```\n```markdown bad\nnone\n```\n";
    let rule = rule_of_page(&text).unwrap_or_else(|error| panic!("{error}"));
    let failed = failed_examples(&rule);
    let lines: Vec<usize> = failed.iter().map(|failed| failed.example.line).collect();
    assert_eq!(lines, [15, 18]);
}

/// What is looked at around each of many phrases does not grow with the
/// document, nor with a sentence that has no end.
#[test]
fn a_large_document_takes_linear_time() {
    let endless = "the engineer also acme and ".repeat(20_000);
    let text = format!("{endless}\n\n{}", "- the engineer also acme\n".repeat(10_000));
    let table = "phrases = ['acme', '/(?:e|l)+d/']\nsubjects = ['{person}']\nunless-sentence = ['x']";
    assert_eq!(findings(table, &text).len(), 100 + 10_000);
}
