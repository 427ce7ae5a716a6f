//! `duration/phase-mismatch`.

use super::arithmetic;
use crate::document::Field;
use crate::finding::Finding;
use crate::incident::Measure;
use crate::rules::{Context, Params};

/// Reports a stated time to detect, acknowledge, mitigate, repair or resolve
/// that the stated points deny.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let of_phase = cx.incident.conflicts.iter().filter_map(|conflict| match conflict.length() {
        Some((length, Measure::Phase(field))) => arithmetic::finding(cx, conflict, length, subject(field)),
        _ => None,
    });
    of_phase.collect()
}

/// What states the figure.
const fn subject(field: Field) -> &'static str {
    match field {
        Field::TimeToDetect => "the time to detect",
        Field::TimeToAcknowledge => "the time to acknowledge",
        Field::TimeToMitigate => "the time to mitigate",
        Field::TimeToRepair => "the time to repair",
        _ => "the time to resolve",
    }
}
