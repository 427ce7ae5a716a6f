//! What a table says of the incident beside its milestones: which day, how
//! severe, how long, which share was affected.

use super::{Claim, DateOrigin, Figure, Incident, Measure, Milestone, Reached};
use crate::document::{Block, Document, Role, Roles};
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Facts, Level, Value, sentence_at, severity_scale};
use crate::phrases::impact::{HARM, NOT_ALL, OF_ALL};
use crate::span::{Span, slice};

/// A year that nobody states is marked by that of `date_text`.
const SOME_YEAR: i32 = 2_000;

impl Incident {
    /// Returns the day it began on, in days since 1970-01-01: that of the
    /// start, else the first that a field, a window or an entry gives.
    #[must_use]
    pub fn first_day(&self, reached: &Reached) -> Option<i64> {
        let start = reached.first_of(&[Milestone::Started, Milestone::Detected]);
        if let Some(start) = start.filter(|start| start.at.origin != DateOrigin::Unknown) {
            return Some(start.at.day.number);
        }
        self.dated.iter().find_map(|dated| dated.days(SOME_YEAR).first().copied())
    }

    /// Returns the first stated length of this kind that is a figure.
    #[must_use]
    pub fn stated_length(&self, document: &Document<'_>, measure: Measure) -> Option<&Claim> {
        let mut claims = self.claims.iter().filter(|claim| claim.measure == measure);
        claims.find(|claim| claim.is_figure(document))
    }

    /// Returns the share that was affected, as written, and its place: the
    /// first that is plain enough to be compared with others; else the first
    /// share of all users, customers or requests that the summary or the impact
    /// says were harmed.
    #[must_use]
    pub fn affected_share(&self, document: &Document<'_>, facts: &Facts) -> Option<(String, Span)> {
        let plain = self.affected.iter().find(|affected| matches!(affected.figure, Figure::Share(_)));
        plain.map(|share| (share.written.clone(), share.span)).or_else(|| told_share(document, facts))
    }
}

/// Returns how severe a document says its incident was: what the first field
/// for it holds, or the title.
#[must_use]
pub fn severity(document: &Document<'_>, facts: &Facts) -> Option<(Level, Span)> {
    let states = |block: &Block<'_>| {
        let field = block.label.as_ref().is_some_and(|label| severity_scale(&label.name).is_some());
        field || document.title().is_some_and(|title| block.span.overlaps(title.span))
    };
    facts.all().iter().find_map(|fact| match &fact.value {
        Value::Severity(level) if !fact.quoted && states(document.block(fact.block)) => {
            Some((*level, fact.span))
        }
        _ => None,
    })
}

fn told_share(document: &Document<'_>, facts: &Facts) -> Option<(String, Span)> {
    facts.all().iter().find_map(|fact| {
        let Value::Percentage(share) = &fact.value else { return None };
        let block = document.block(fact.block);
        let around = document.ancestors(block.section).map(|id| document.section(id).roles);
        let about_all = around.fold(Roles::NONE, Roles::union).has_any(&[Role::Summary, Role::Impact]);
        let usable = about_all && !fact.quoted && !document.is_aside(block) && share.hedge != Hedge::AtMost;
        let text = block.text.text();
        let written = slice(text, fact.range.clone());
        (usable && harms_all(text, fact)).then(|| (written.to_owned(), fact.span))
    })
}

fn harms_all(text: &str, fact: &Fact) -> bool {
    let sentence = slice(text, sentence_at(text, &fact.range));
    let after = slice(text, fact.range.end..);
    OF_ALL.is_in(after) && HARM.is_in(sentence) && !NOT_ALL.is_in(sentence)
}
