//! Which findings say that a document contradicts itself.

use crate::finding::Diagnostic;

/// The families whose findings are about what is drawn.
const FAMILIES: [&str; 3] = ["timeline/", "duration/", "contradiction/"];
/// Rules of these families that name several places and no contradiction:
/// something is missing, is long, or may be read in two ways.
const NO_CONTRADICTION: [&str; 11] = [
    "timeline/ambiguous-date",
    "timeline/entry-without-time",
    "timeline/long-gap",
    "timeline/malformed-time",
    "timeline/missing-date",
    "timeline/missing-milestone",
    "timeline/missing-time-zone",
    "timeline/mixed-zones",
    "timeline/too-few-entries",
    "timeline/wrong-zone-for-season",
    "contradiction/missing-reference",
];

/// Whether a finding says that two places of the document cannot both be true.
pub(super) fn is_contradiction(diagnostic: &Diagnostic) -> bool {
    let rule = diagnostic.rule.as_str();
    // What has one place only is no contradiction.
    !diagnostic.finding.others.is_empty()
        && FAMILIES.iter().any(|family| rule.starts_with(family))
        && !NO_CONTRADICTION.contains(&rule)
}

#[cfg(test)]
mod tests {
    use super::NO_CONTRADICTION;
    use std::path::Path;

    #[test]
    fn each_name_is_that_of_a_rule() {
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for rule in NO_CONTRADICTION {
            assert!(pages.join(format!("{rule}.md")).exists(), "{rule}");
        }
    }
}
