//! The line that closes a run.

use super::Report;
use crate::finding::Severity;
use std::fmt;

/// How many findings of each severity there are, in how many files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are advice.
    pub advice: usize,
    /// Files with findings.
    pub files: usize,
    /// Files linted.
    pub linted: usize,
}

impl Summary {
    /// Counts the findings of a run over `linted` files.
    #[must_use]
    pub fn of(reports: &[Report], linted: usize) -> Self {
        let mut summary = Self { linted, ..Self::default() };
        for report in reports.iter().filter(|report| !report.diagnostics.is_empty()) {
            summary.files += 1;
            for diagnostic in &report.diagnostics {
                match diagnostic.severity {
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Advice => summary.advice += 1,
                }
            }
        }
        summary
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let linted = counted(self.linted, "file", "files");
        let counts = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "piece of advice", "pieces of advice"),
        ];
        let parts: Vec<String> =
            counts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(*n, one, many)).collect();
        if parts.is_empty() {
            write!(f, "no findings in {linted}")
        } else if self.files == self.linted {
            write!(f, "{} in {linted}", parts.join(", "))
        } else {
            write!(f, "{} in {} of {linted}", parts.join(", "), self.files)
        }
    }
}

/// `1 file`, `2 files`.
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_well() {
        let base = Summary { linted: 5, ..Summary::default() };
        assert_eq!(base.to_string(), "no findings in 5 files");
        let some = Summary { errors: 3, warnings: 1, files: 2, ..base };
        assert_eq!(some.to_string(), "3 errors, 1 warning in 2 of 5 files");
        let one = Summary { warnings: 1, files: 1, linted: 1, ..Summary::default() };
        assert_eq!(one.to_string(), "1 warning in 1 file");
        let advice = Summary { advice: 2, files: 1, linted: 2, ..Summary::default() };
        assert_eq!(advice.to_string(), "2 pieces of advice in 1 of 2 files");
    }
}
