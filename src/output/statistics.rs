//! A table of the rules with findings: how many, in how many files.

use super::Report;
use crate::finding::Severity;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What one rule found.
#[derive(Default)]
struct Row<'a> {
    findings: usize,
    files: BTreeSet<&'a str>,
}

/// The rules by how often they speak, those of the same weight together.
#[must_use]
pub fn render(reports: &[Report]) -> String {
    let mut rows: BTreeMap<(&str, Severity), Row<'_>> = BTreeMap::new();
    for report in reports {
        for diagnostic in &report.diagnostics {
            let row = rows.entry((diagnostic.rule.as_str(), diagnostic.severity)).or_default();
            row.findings += 1;
            row.files.insert(&report.path);
        }
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|((rule, severity), row)| (Reverse(*severity), Reverse(row.findings), *rule));
    let width = rows.iter().map(|((rule, _), _)| rule.chars().count()).max().unwrap_or(0).max("rule".len());
    let mut out = String::new();
    let _ = writeln!(out, "{:width$}  severity  findings  files", "rule");
    for ((rule, severity), row) in rows {
        let (findings, files) = (row.findings, row.files.len());
        let _ = writeln!(out, "{rule:width$}  {:8}  {findings:8}  {files:5}", severity.name());
    }
    out
}
