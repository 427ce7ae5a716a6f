//! `structure/unknown-value`.

use super::fields::{cells, is_called, stated};
use crate::document::{BlockKind, Document, Role};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeMap;

/// Most values that a message lists.
const LISTED: usize = 8;

/// What a field or a column is called, what it says, and where.
type Given<'d> = (String, &'d str, Span);

/// Reports each value of a field or a column that is none of those that are
/// allowed; where it stands several times, one finding shows all of them.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let fields = stated(cx.document);
    let mut findings = Vec::new();
    for (wanted, allowed) in params.lists("values") {
        let given: Vec<Given<'_>> = match wanted.split_once('.') {
            None => {
                let same = fields.iter().filter(|field| field.is(wanted) && !field.value.is_empty());
                same.map(|field| (field.name.to_lowercase(), field.value, field.value_place)).collect()
            }
            Some((role, column)) => {
                let role = Role::from_name(role);
                role.map(|role| values_of(cx.document, role, column)).unwrap_or_default()
            }
        };
        let mut wrong: BTreeMap<(&str, &str), Vec<Span>> = BTreeMap::new();
        for (name, value, place) in &given {
            if !is_left_open(value) && !allowed.iter().any(|known| is_same(value, known)) {
                wrong.entry((name, value)).or_default().push(*place);
            }
        }
        let finding =
            |((name, value), places): (&(&str, &str), &Vec<Span>)| finding(name, value, places, &allowed);
        findings.extend(wrong.iter().filter_map(finding));
    }
    findings
}

fn finding(name: &str, value: &str, places: &[Span], allowed: &[&str]) -> Option<Finding> {
    let (first, others) = places.split_first()?;
    let all = || allowed.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    let message = if allowed.len() <= LISTED {
        format!("the {name} is `{value}`, which is none of {}", all())
    } else {
        format!("the {name} is `{value}`, which is no allowed value")
    };
    let help = match nearest(value, allowed) {
        Some(known) => format!("write `{known}`"),
        None => format!("write one of {}", all()),
    };
    let mut finding = Finding::new(message, Label::new(*first, "given here")).help(help);
    for place in others {
        finding = finding.with(*place, "and here");
    }
    Some(finding)
}

/// Whether a value is the allowed one; what explains it may follow behind a
/// comma, a dash or in brackets.
fn is_same(value: &str, known: &str) -> bool {
    let head = value.split([',', ';', '(', '.']).next().unwrap_or_default();
    let head = [" - ", " – ", " — "].iter().fold(head, |head, dash| head.split(dash).next().unwrap_or(head));
    let bare = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    bare(head) == bare(known) || bare(value) == bare(known)
}

/// Whether a value is what a template left to be filled in.
fn is_left_open(value: &str) -> bool {
    let within = |open: char, close: char| value.starts_with(open) && value.ends_with(close);
    within('{', '}') || within('[', ']') || within('<', '>')
}

fn nearest<'k>(value: &str, allowed: &[&'k str]) -> Option<&'k str> {
    const NEAR: f64 = 0.6;
    let likeness =
        |known: &str| strsim::normalized_damerau_levenshtein(&value.to_lowercase(), &known.to_lowercase());
    let likest = allowed.iter().map(|known| (likeness(known), *known)).max_by(|a, b| a.0.total_cmp(&b.0));
    likest.filter(|(likeness, _)| *likeness >= NEAR).map(|(_, known)| known)
}

/// The cells of the columns of that name in tables of that part: with the name
/// of the column.
fn values_of<'d>(document: &'d Document<'_>, role: Role, column: &str) -> Vec<Given<'d>> {
    let mut values = Vec::new();
    for block in document.blocks().iter().filter(|block| !document.is_aside(block)) {
        let BlockKind::Row { table, header: false } = block.kind else { continue };
        if !document.roles(block.section).has(role) {
            continue;
        }
        let columns = document.columns(table);
        let Some(index) = columns.iter().position(|name| is_called(name, column)) else { continue };
        let cell = cells(block).into_iter().nth(index).filter(|(value, _)| !value.is_empty());
        let named = columns.get(index).map(|name| name.to_lowercase()).unwrap_or_default();
        values.extend(cell.map(|(value, place)| (named, value, place)));
    }
    values
}
