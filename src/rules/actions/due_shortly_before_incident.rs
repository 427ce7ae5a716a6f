//! `actions/due-shortly-before-incident`.

use super::due_before_incident;
use crate::finding::Finding;
use crate::rules::{Context, Params};

/// Reports the due dates that lie at least `by` and less than `until` before
/// the incident: one finding for the document.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let days = |name: &str| params.seconds(name) / 86_400;
    let (by, until) = (days("by").max(1), days("until"));
    if due_before_incident::finding(cx, until..=i64::MAX).is_some() {
        return Vec::new();
    }
    due_before_incident::finding(cx, by..=until - 1).into_iter().collect()
}
