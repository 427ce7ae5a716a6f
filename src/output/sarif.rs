//! SARIF 2.1.0: the Static Analysis Results Interchange Format, for code
//! scanning and for editors.
//!
//! `columnKind` is `unicodeCodePoints`: columns count Unicode characters from
//! 1, a tab as one, a byte order mark not at all; an end is one past the last
//! character. The places that take part besides the one to change are
//! `relatedLocations`, and the message links to each of them.

mod invocation;

use super::fingerprint::fingerprints;
use super::json::to_text;
use super::listing::first_sentence;
use super::places::{Region, named};
use super::{Failure, Report, page_url};
use crate::finding::{Diagnostic, Edit, Fix, Label, Severity};
use crate::rules::{Page, catalogue};
use crate::span::{LineIndex, Span};
use invocation::Invocation;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of our fingerprint; its number grows when the way it is made
/// changes. The one that GitHub uses is made on upload, from the line.
const FINGERPRINT: &str = "pmlintFinding/v1";
/// What relative paths start from, by the name that code scanning knows.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    default_encoding: &'static str,
    newline_sequences: [&'static str; 3],
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Base {
    description: Text<'static>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    information_uri: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    #[serde(flatten)]
    page: Option<About<'a>>,
}

/// What a rule's page says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About<'a> {
    short_description: Text<'a>,
    full_description: Text<'a>,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: RuleProperties<'a>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties<'a> {
    tags: [&'a str; 2],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: &'a Artifact,
    region: SarifRegion,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Text<'a>,
    artifact_changes: [Change<'a>; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    safety: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: &'a Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: SarifRegion,
    inserted_content: Text<'a>,
}

/// All findings as one run, and what failed in it.
#[must_use]
pub fn render(reports: &[Report], failures: &[Failure]) -> String {
    let artifacts: Vec<Artifact> = reports.iter().map(|report| artifact(&report.path)).collect();
    let rules = found_rules(reports);
    let mut results = Vec::new();
    for (report, artifact) in reports.iter().zip(&artifacts) {
        let file = File { artifact, index: LineIndex::new(&report.text) };
        for (diagnostic, known_by) in report.diagnostics.iter().zip(fingerprints(report, "")) {
            let rule = rules.get(diagnostic.rule.as_str()).copied().unwrap_or_default();
            results.push(file.result(diagnostic, rule, known_by));
        }
    }
    let from = Base { description: Text { text: "The folder that pmlint ran in." } };
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        original_uri_base_ids: BTreeMap::from([(ROOT, from)]),
        default_encoding: "utf-8",
        newline_sequences: ["\r\n", "\n", "\r"],
        column_kind: "unicodeCodePoints",
        invocations: [Invocation::of(failures)],
        results,
    };
    to_text(&Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] })
}

/// The rules that found something, by name, each with its index among them.
fn found_rules(reports: &[Report]) -> BTreeMap<&str, usize> {
    let found = reports.iter().flat_map(|report| &report.diagnostics);
    let mut rules: BTreeMap<&str, usize> = found.map(|d| (d.rule.as_str(), 0)).collect();
    for (i, index) in rules.values_mut().enumerate() {
        *index = i;
    }
    rules
}

fn driver<'a>(rules: &BTreeMap<&'a str, usize>) -> Driver<'a> {
    Driver {
        name: "pmlint",
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.keys().map(|rule| descriptor(rule)).collect(),
    }
}

/// A rule with what its page says; of a team's own rule only the name is known
/// here.
fn descriptor(rule: &str) -> Descriptor<'_> {
    let known = catalogue().iter().find(|known| known.page.name == rule);
    Descriptor { id: rule, page: known.map(|known| about(&known.page)) }
}

fn about(page: &Page) -> About<'_> {
    About {
        short_description: Text { text: first_sentence(&page.summary) },
        full_description: Text { text: &page.summary },
        help: Help { text: page.text(), markdown: page.text() },
        help_uri: page_url(&page.name),
        default_configuration: Configuration {
            enabled: page.severity.is_some(),
            level: page.severity.map_or("note", level),
        },
        properties: RuleProperties { tags: ["postmortem", page.family()] },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A file that findings are in.
struct File<'a> {
    artifact: &'a Artifact,
    index: LineIndex<'a>,
}

impl<'a> File<'a> {
    fn result(&self, diagnostic: &'a Diagnostic, rule_index: usize, known_by: String) -> SarifResult<'a> {
        let finding = &diagnostic.finding;
        let others = finding.others.iter().enumerate();
        SarifResult {
            rule_id: &diagnostic.rule,
            rule_index,
            level: level(diagnostic.severity),
            message: Message { text: self.message(diagnostic) },
            locations: [self.location(&finding.primary, None)],
            related_locations: others.map(|(i, label)| self.location(label, Some(i + 1))).collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, known_by)]),
            fixes: finding.fix.iter().map(|fix| self.fix(fix)).collect(),
        }
    }

    /// The message, links to the other places by their ids, and the help.
    fn message(&self, diagnostic: &Diagnostic) -> String {
        let finding = &diagnostic.finding;
        let mut lines = vec![unlinked(&finding.message)];
        let others = finding.others.iter().enumerate();
        lines.extend(others.map(|(i, label)| {
            let words = escaped(&named(label, &self.index));
            format!("[{words}]({})", i + 1)
        }));
        lines.extend(finding.help.as_ref().map(|help| format!("help: {}", unlinked(help))));
        lines.join("\n")
    }

    fn location(&self, label: &'a Label, id: Option<usize>) -> Location<'a> {
        let message = Some(label.message.as_str()).filter(|message| !message.is_empty());
        Location {
            id,
            physical_location: Physical { artifact_location: self.artifact, region: self.region(label.span) },
            message: message.map(|text| Text { text }),
        }
    }

    fn region(&self, span: Span) -> SarifRegion {
        let region = Region::of(span, &self.index);
        SarifRegion {
            start_line: region.line,
            start_column: region.column,
            end_line: region.end_line,
            end_column: region.end_column,
        }
    }

    fn fix(&self, fix: &'a Fix) -> SarifFix<'a> {
        let replacement = |edit: &'a Edit| Replacement {
            deleted_region: self.region(edit.span),
            inserted_content: Text { text: &edit.replacement },
        };
        let replacements = fix.edits.iter().map(replacement).collect();
        SarifFix {
            description: Text { text: &fix.title },
            artifact_changes: [Change { artifact_location: self.artifact, replacements }],
            properties: FixProperties { safety: fix.safety.name() },
        }
    }
}

/// Text as the words of a link.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// Text in which nothing quoted from a document reads as a link to a place.
fn unlinked(text: &str) -> String {
    if text.contains("](") { escaped(text) } else { text.to_owned() }
}

/// A path as a reference: relative to the root, or `file:` for one that is not.
fn artifact(path: &str) -> Artifact {
    let absolute = |uri| Artifact { uri, uri_base_id: None };
    match path.split_once(":/") {
        _ if path.starts_with('/') => absolute(format!("file://{}", encoded(path))),
        Some((drive, rest)) if drive.len() == 1 => absolute(format!("file:///{drive}:/{}", encoded(rest))),
        _ => Artifact { uri: encoded(path), uri_base_id: Some(ROOT) },
    }
}

/// A path with every byte that is no unreserved character of RFC 3986 encoded.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        let uri = |path| artifact(path).uri;
        assert_eq!(uri("docs/a b 100%.md"), "docs/a%20b%20100%25.md");
        assert_eq!(uri("größe:1.md"), "gr%C3%B6%C3%9Fe%3A1.md");
        assert_eq!(uri("/srv/a.md"), "file:///srv/a.md");
        assert_eq!(uri("C:/docs/a.md"), "file:///C:/docs/a.md");
        assert_eq!(artifact("docs/a.md").uri_base_id, Some(ROOT));
        assert_eq!(artifact("/srv/a.md").uri_base_id, None);
    }

    #[test]
    fn brackets_from_a_document_open_no_link() {
        assert_eq!(unlinked("see [a](1)"), "see \\[a\\](1)");
        assert_eq!(unlinked("`[a]` is open"), "`[a]` is open");
    }
}
