//! The JSON schema of the configuration: that it is current, and that it and
//! the reader say the same of examples.

use pmlint::config::{KEYS, schema};
use serde_json::Value;
use std::fs;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/pmlint.schema.json");

/// What the schema says of a value: the part of JSON Schema that it uses.
fn accepts(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/definitions/").unwrap();
        return accepts(root, &root["definitions"][name], value);
    }
    let of_type = match schema["type"].as_str() {
        None => true,
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some(other) => panic!("{other}"),
    };
    let listed = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    let any = schema["anyOf"].as_array().is_none_or(|all| all.iter().any(|one| accepts(root, one, value)));
    let least = schema["minimum"].as_i64().is_none_or(|least| value.as_i64().unwrap() >= least);
    let complete = schema["required"]
        .as_array()
        .is_none_or(|all| all.iter().all(|key| value.get(key.as_str().unwrap()).is_some()));
    let inner = value.as_object().is_none_or(|object| {
        object.iter().all(|(key, value)| {
            match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(allowed)) => *allowed,
                (Value::Null, Value::Null) => true,
                (Value::Null, further) => accepts(root, further, value),
                (known, _) => accepts(root, known, value),
            }
        })
    });
    let items = value.as_array().is_none_or(|items| {
        schema["items"].is_null() || items.iter().all(|i| accepts(root, &schema["items"], i))
    });
    of_type && listed && any && complete && inner && items && least
}

fn is_accepted(text: &str) -> bool {
    let value: Value = toml::from_str(text).unwrap();
    let schema = schema();
    accepts(&schema, &schema, &value)
}

#[test]
fn the_committed_schema_is_current() {
    let current = format!("{:#}\n", schema());
    if std::env::var_os("PMLINT_BLESS").is_some() {
        fs::write(PATH, &current).unwrap();
    }
    assert!(
        fs::read_to_string(PATH).is_ok_and(|committed| committed == current),
        "run PMLINT_BLESS=1 cargo test --test schema"
    );
}

#[test]
fn every_key_is_in_the_schema() {
    let schema = schema();
    let mut known: Vec<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut keys = KEYS.to_vec();
    known.sort_unstable();
    keys.sort_unstable();
    assert_eq!(known, keys);
}

#[test]
fn examples_are_accepted() {
    for text in [
        "",
        "profile = \"sre\"\ntimezone = \"Europe/Berlin\"\ndate-order = \"day-month\"\nextends = \"../a.toml\"\n",
        "include = [\"docs/**\"]\nexclude = [\"drafts\"]\nrule-pages = [\"rules/*.md\"]\n",
        "[sections]\ntimeline = [\"What happened when\"]\n",
        "[rules]\n\"timeline/long-gap\" = { severity = \"advice\", gap = \"2h\" }\n\"language/*\" = \"off\"\n\"acme/own\" = \"error\"\n",
        "[[overrides]]\npaths = [\"2019/**\"]\nrules = { \"actions/*\" = \"off\", structure = \"default\" }\n",
    ] {
        assert!(is_accepted(text), "{text}");
    }
    for text in [
        "profil = \"sre\"\n",
        "profile = \"ser\"\n",
        "date-order = \"dmy\"\n",
        "include = \"docs\"\n",
        "[sections]\ntimelin = [\"x\"]\n",
        "[rules]\n\"language/*\" = \"loud\"\n",
        "[rules]\n\"timeline/long-gap\" = { gab = \"2h\" }\n",
        "[rules]\n\"timeline/long-gap\" = { gap = 2 }\n",
        "[[overrides]]\npaths = [\"2019/**\"]\n",
    ] {
        assert!(!is_accepted(text), "{text}");
    }
}

#[test]
fn every_profile_is_accepted() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/profiles");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        table.retain(|key, _| key == "rules");
        assert!(is_accepted(&table.to_string()), "{}", path.display());
    }
}
