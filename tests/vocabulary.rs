//! Each phrase of `vocabulary/` finds what its examples say, and not what they
//! do not say.

use pmlint::phrases::phrase;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// Calls `found` with the name and the table of each phrase.
fn phrases(name: &str, table: &Table, found: &mut impl FnMut(&str, &Table)) {
    if table.contains_key("phrases") {
        found(name, table);
    }
    for (key, value) in table.iter().filter(|(key, _)| *key != "lists") {
        if let Value::Table(inner) = value {
            let separator = if name.contains('.') { "-" } else { "." };
            phrases(&format!("{name}{separator}{key}"), inner, found);
        }
    }
}

fn texts<'t>(table: &'t Table, key: &str) -> Vec<&'t str> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn examples_are_true() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vocabulary");
    for file in fs::read_dir(folder).expect("the vocabulary") {
        let path = file.expect("a file").path();
        let table: Table = fs::read_to_string(&path).expect("a file").parse().expect("TOML");
        let module = path.file_stem().expect("a name").to_string_lossy().replace('-', "_");
        phrases(&module, &table, &mut |name, table| {
            let known = phrase(name).unwrap_or_else(|| panic!("{name} is not in the program"));
            count += 1;
            for text in texts(table, "says").iter().filter(|text| !known.is_in(**text)) {
                wrong.push(format!("{name} is not found in {text:?}"));
            }
            for text in texts(table, "says-not").iter().filter(|text| known.is_in(**text)) {
                wrong.push(format!("{name} is found in {text:?}"));
            }
        });
    }
    assert!(count > 0, "no phrase was tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
