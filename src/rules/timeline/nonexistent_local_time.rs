//! `timeline/nonexistent-local-time`.

use super::Asked;
use crate::facts::time::calendar;
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Instant};
use crate::phrases::time::{CLOCK_CHANGE, INEXACT, NEVER_CAME};
use crate::rules::{Context, Params};
use crate::span::{Span, one_line, slice};

/// Reports times of day that the clocks leapt over.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    if super::says(cx, CLOCK_CHANGE) {
        return Vec::new();
    }
    let resolved = &cx.incident.resolved;
    let mut never_came = Asked::new(cx.document, NEVER_CAME);
    let mut found = Vec::new();
    for (fact, read) in cx.facts.all().iter().zip(resolved) {
        let block = cx.document.block(fact.block);
        let Some(read) = read.as_ref().filter(|_| !fact.quoted && !cx.document.is_aside(block)) else {
            continue;
        };
        let instants = std::iter::once(&read.start).chain(&read.end);
        let text = slice(block.text.text(), fact.range.clone());
        let leapt = instants.into_iter().find_map(|instant| finding(instant, fact.span, text));
        found.extend(leapt.filter(|_| !never_came.of(fact.block)));
    }
    found
}

fn finding(instant: &Instant, span: Span, written: &str) -> Option<Finding> {
    let day = instant.day;
    let certain =
        instant.origin != DateOrigin::Unknown && day.number == day.swapped && calendar::has_year(day.number);
    let zone = instant.zone.as_ref().filter(|_| certain && instant.has_clock() && !instant.approximate)?;
    let (from, to) = zone.gap_at(instant.local())?;
    // The moment at which the clocks are changed has a name of its own.
    if instant.seconds == from || INEXACT.is_in(written) {
        return None;
    }
    let written = one_line(written);
    let date = calendar::spoken_day(day.number);
    let message = format!(
        "`{written}` did not exist: on {date} the clocks of `{}` went from {} to {}",
        zone.name,
        clock(from),
        clock(to),
    );
    let mut finding = Finding::new(message, Label::new(span, "no clock there showed this"));
    if let DateOrigin::Inherited(from) = instant.origin
        && !from.overlaps(span)
    {
        finding = finding.with(from, "this date");
    }
    Some(finding.help("correct the time, or write it in UTC"))
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3_600, seconds % 3_600 / 60)
}
