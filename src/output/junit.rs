//! A JUnit report, for the services that show test results.
//!
//! A file is a test suite. Each finding in it is a test case: one that fails
//! when the finding weighs as much as `--fail-on`, and one that passes, with
//! the finding as its output, when it weighs less. A file without findings is
//! one case that passes. What failed in the run is a suite with an error, by the
//! name of the file or folder, or else of the program. Lines and columns stand in the names and texts; they
//! count from 1, columns in Unicode characters, a tab as one.

use super::escape::escaped as xml;
use super::places::named;
use super::{Failure, Report, page_url};
use crate::finding::Diagnostic;
use crate::span::LineIndex;
use std::fmt::Write;

/// All files and their findings as one document, and what failed.
#[must_use]
pub fn render(reports: &[Report], failures: &[Failure]) -> String {
    let suites: Vec<Suite> = reports.iter().map(suite).chain(failures.iter().map(failed)).collect();
    let tests: usize = suites.iter().map(|suite| suite.tests).sum();
    let failures: usize = suites.iter().map(|suite| suite.failures).sum();
    let errors: usize = suites.iter().map(|suite| suite.errors).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        r#"<testsuites name="pmlint" tests="{tests}" failures="{failures}" errors="{errors}">"#
    );
    for suite in &suites {
        let _ = writeln!(
            out,
            r#"  <testsuite name="{}" tests="{}" failures="{}" errors="{}">"#,
            suite.name, suite.tests, suite.failures, suite.errors
        );
        out.push_str(&suite.cases);
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// A file as XML.
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    cases: String,
}

/// What failed, as a suite of one case.
fn failed(failure: &Failure) -> Suite {
    let name = xml(failure.path.as_deref().unwrap_or("pmlint"));
    let (message, text) = (xml(&failure.message), xml(&failure.to_string()));
    let cases = format!(
        "    <testcase classname=\"{name}\" name=\"can be linted\" time=\"0\">\n      \
         <error type=\"failure\" message=\"{message}\">{text}</error>\n    </testcase>\n"
    );
    Suite { name, tests: 1, failures: 0, errors: 1, cases }
}

fn suite(report: &Report) -> Suite {
    let index = LineIndex::new(&report.text);
    let name = xml(&report.path);
    let fails = |diagnostic: &&Diagnostic| report.fails(diagnostic);
    let mut cases = String::new();
    for diagnostic in &report.diagnostics {
        case(&mut cases, diagnostic, &name, &index, fails(&diagnostic));
    }
    if report.diagnostics.is_empty() {
        let _ = writeln!(cases, r#"    <testcase classname="{name}" name="no findings" time="0"/>"#);
    }
    Suite {
        name,
        tests: report.diagnostics.len().max(1),
        failures: report.diagnostics.iter().filter(fails).count(),
        errors: 0,
        cases,
    }
}

fn case(out: &mut String, diagnostic: &Diagnostic, file: &str, index: &LineIndex<'_>, fails: bool) {
    let finding = &diagnostic.finding;
    let place = index.position(finding.primary.span.start);
    let name = format!("{} at {}:{}", diagnostic.rule, place.line, place.column);
    let _ = writeln!(out, r#"    <testcase classname="{file}" name="{}" time="0">"#, xml(&name));
    let text = xml(&text(diagnostic, index));
    let _ = if fails {
        let (kind, message) = (diagnostic.severity.name(), xml(&finding.message));
        writeln!(out, r#"      <failure type="{kind}" message="{message}">{text}</failure>"#)
    } else {
        writeln!(out, "      <system-out>{text}</system-out>")
    };
    out.push_str("    </testcase>\n");
}

/// All that a finding says, a line for each place.
fn text(diagnostic: &Diagnostic, index: &LineIndex<'_>) -> String {
    let finding = &diagnostic.finding;
    let mut lines = vec![format!("{}: {}", diagnostic.severity, finding.message)];
    lines.extend(finding.labels().map(|label| named(label, index)));
    lines.extend(finding.help.as_ref().map(|help| format!("help: {help}")));
    lines.extend(page_url(&diagnostic.rule));
    lines.join("\n")
}
