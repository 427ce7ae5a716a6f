//! `structure/missing-column`.

use super::fields::{is_called, listed};
use super::headings::folded;
use crate::document::{BlockKind, Document, Role};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports each table that lacks a column which tables of its part must have.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let document = cx.document;
    let wanted: Vec<(Role, Vec<&str>)> = params
        .lists("columns")
        .into_iter()
        .filter_map(|(role, columns)| Some((Role::from_name(role)?, columns)))
        .collect();
    let mut findings = Vec::new();
    for header in document.blocks().iter().filter(|block| !block.quoted) {
        let BlockKind::Row { table, header: true } = header.kind else { continue };
        let roles = document.roles(header.section);
        for (role, columns) in wanted.iter().filter(|(role, _)| roles.has(*role)) {
            let missing: Vec<&str> =
                columns.iter().copied().filter(|column| !has_column(document, table, column)).collect();
            if missing.is_empty() {
                continue;
            }
            let plural = if missing.len() == 1 { "column" } else { "columns" };
            let message = format!("the table of {} has no {plural} {}", spoken(*role), listed(&missing));
            let finding = Finding::new(message, Label::new(header.span, "the columns of this table"));
            findings.push(finding.help("add what is missing, and fill it in for every row"));
        }
    }
    findings
}

/// Whether a column has that name, or the name with something around it.
fn has_column(document: &Document<'_>, table: usize, wanted: &str) -> bool {
    let around = format!(" {} ", folded(wanted));
    let names =
        |column: &String| is_called(column, wanted) || format!(" {} ", folded(column)).contains(&around);
    document.columns(table).iter().any(names)
}

const fn spoken(role: Role) -> &'static str {
    match role {
        Role::Actions => "action items",
        Role::RootCause => "root causes",
        Role::Related => "related incidents",
        other => other.name(),
    }
}
