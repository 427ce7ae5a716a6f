//! What the two rules on affected users, requests and the like share.

use crate::document::SectionId;
use crate::incident::Affected;
use crate::rules::Context;
use std::collections::HashMap;

/// Two statements that cannot both be right: the first, and one that denies it.
pub(super) struct Denial {
    pub(super) first: Affected,
    pub(super) other: Affected,
    /// A part of those affected is said to be greater than all of them.
    pub(super) part: bool,
}

/// The statements of one kind that deny the first of its measure.
pub(super) fn denials(cx: &Context<'_>, kind: fn(&Affected) -> bool) -> Vec<Denial> {
    let mut measures: HashMap<(String, Option<String>), Vec<Affected>> = HashMap::new();
    let mut order = Vec::new();
    for statement in cx.incident.affected.iter().filter(|statement| kind(statement)) {
        let measure = (statement.who.clone(), statement.symptom.clone());
        if !measures.contains_key(&measure) {
            order.push(measure.clone());
        }
        measures.entry(measure).or_default().push(statement.clone());
    }
    let mut denials = Vec::new();
    for measure in order {
        let Some(statements) = measures.get(&measure).filter(|statements| !tells_of_several(statements))
        else {
            continue;
        };
        if let Some(denial) = within(cx, statements) {
            denials.push(denial);
        } else if measure.1.is_some() {
            let all = measures.get(&(measure.0.clone(), None)).filter(|all| !tells_of_several(all));
            denials.extend(all.and_then(|all| beyond(cx, all, statements)));
        }
    }
    denials
}

/// One section that gives two figures means two things by them.
fn tells_of_several(statements: &[Affected]) -> bool {
    statements.windows(2).any(|pair| match pair {
        [a, b] => a.section == b.section && are_apart(a, b),
        _ => false,
    })
}

fn are_apart(a: &Affected, b: &Affected) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (a.figure.bounds(), b.figure.bounds());
    a_high < b_low || b_high < a_low
}

/// A statement that denies the first of the same measure.
fn within(cx: &Context<'_>, statements: &[Affected]) -> Option<Denial> {
    let first = statements.first()?;
    let other =
        statements.iter().find(|other| are_apart(first, other) && are_of_one_incident(cx, first, other))?;
    Some(Denial { first: first.clone(), other: other.clone(), part: false })
}

/// A symptom that more had than were affected.
fn beyond(cx: &Context<'_>, all: &[Affected], some: &[Affected]) -> Option<Denial> {
    let first = all.first()?;
    let exceeds = |other: &&Affected| other.figure.bounds().0 > first.figure.bounds().1;
    let other = some.iter().filter(exceeds).find(|other| are_of_one_incident(cx, first, other))?;
    Some(Denial { first: first.clone(), other: other.clone(), part: true })
}

/// Two sections of the same kind may tell of two incidents, or of one twice.
fn are_of_one_incident(cx: &Context<'_>, a: &Affected, b: &Affected) -> bool {
    let of = |section: SectionId| cx.document.section(section).roles;
    a.section != b.section && of(a.section) != of(b.section)
}
