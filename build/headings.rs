//! `src/document/headings.toml` as tables that are ready to be looked into.

use crate::document::roles::{Field, Role, Roles};
use crate::fault::{Fault, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use toml::Spanned;

const FILE: &str = "src/document/headings.toml";

type Names = Vec<Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    roles: BTreeMap<Role, Names>,
    filler: Filler,
    fields: BTreeMap<Field, Names>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filler {
    words: Names,
}

/// The source of `ROLES`, `FIELDS` and `FILLER`.
pub fn make(root: &Path) -> Result<String, Vec<Fault>> {
    let text = read(root, FILE)?;
    let table: Table = toml::from_str(&text)
        .map_err(|error| vec![Fault::at(FILE, &text, &error.span().unwrap_or_default(), error.message())])?;
    let mut faults = Vec::new();
    let mut wrong = |name: &Spanned<String>, what: &str| {
        let message = format!("`{}` {what}", name.get_ref());
        faults.push(Fault::at(FILE, &text, &name.span(), message));
    };
    let mut roles: BTreeMap<String, Roles> = BTreeMap::new();
    for (role, names) in &table.roles {
        for name in names {
            let known = roles.entry(name.get_ref().clone()).or_default();
            if known.has(*role) {
                wrong(name, "stands twice under one role");
            }
            *known = known.with(*role);
        }
    }
    let mut fields: BTreeMap<String, Field> = BTreeMap::new();
    for (field, names) in &table.fields {
        for name in names {
            if fields.insert(name.get_ref().clone(), *field).is_some() {
                wrong(name, "names two fields");
            }
        }
    }
    let all = table.roles.values().chain(table.fields.values()).flatten().chain(&table.filler.words);
    for name in all.filter(|name| !is_folded(name.get_ref())) {
        wrong(name, "is never found: write words in lower case, with one space between them");
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let filler = table.filler.words.iter().map(|word| (word.get_ref().clone(), ())).collect();
    let mut out = String::new();
    names(&mut out, "ROLES", "Roles", &roles, |roles| {
        roles.iter().fold("Roles::NONE".to_owned(), |all, role| format!("{all}.with(Role::{role:?})"))
    });
    names(&mut out, "FIELDS", "Field", &fields, |field| format!("Field::{field:?}"));
    names(&mut out, "FILLER", "()", &filler, |()| "()".to_owned());
    Ok(out)
}

/// Whether a name has the form to which headings are brought before they are
/// looked up.
fn is_folded(name: &str) -> bool {
    name.split(' ')
        .all(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() && c.to_lowercase().eq([c])))
}

/// Writes a table of names with their meanings.
fn names<M>(
    out: &mut String,
    table: &str,
    of: &str,
    names: &BTreeMap<String, M>,
    meaning: impl Fn(&M) -> String,
) {
    let text: String = names.keys().map(String::as_str).collect();
    let ends = names.keys().scan(0, |end, name| {
        *end += name.len();
        Some(end.to_string())
    });
    let ends = ends.collect::<Vec<_>>().join(", ");
    let meanings = names.values().map(meaning).collect::<Vec<_>>().join(", ");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "static {table}: Names<{of}> = Names {{\n    text: {text:?},\n    ends: &[{ends}],\n    meanings: &[{meanings}],\n}};"
    );
}
