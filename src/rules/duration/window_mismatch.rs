//! `duration/window-mismatch`.

use super::arithmetic;
use crate::finding::Finding;
use crate::incident::Measure;
use crate::rules::{Context, Params};

/// Reports a stated duration that the stated start and end deny.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let with_times = cx.incident.conflicts.iter().filter(|conflict| conflict.statements.len() > 1);
    let of_outage = with_times.filter_map(|conflict| match conflict.length() {
        Some((length, Measure::Outage)) => {
            let finding = arithmetic::finding(cx, conflict, length, "the duration")?;
            let edits = arithmetic::corrected(cx, conflict, length);
            Some(finding.unsafe_fix("write the length that the timestamps give", edits))
        }
        _ => None,
    });
    of_outage.collect()
}
