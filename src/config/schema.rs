//! The JSON schema of a configuration, for editors: built from the catalogue,
//! the profiles and the names that a configuration may hold.

use super::FailOn;
use crate::document::Role;
use crate::incident::DateOrder;
use crate::rules::{Rule, Value as Param, catalogue, profiles};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The severities that a rule may be set to.
const SEVERITIES: [&str; 5] = ["error", "warning", "advice", "off", "default"];

/// The schema, as it is committed in `schema/pmlint.schema.json`.
#[must_use]
pub fn schema() -> Value {
    let words = |about: &str| json!({ "description": about, "type": "array", "items": { "type": "string" } });
    let profiles: Vec<&str> = profiles().iter().map(|profile| profile.name.as_ref()).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://github.com/pmlint/pmlint/raw/main/schema/pmlint.schema.json",
        "title": "pmlint.toml",
        "description": "What a team has agreed upon for its postmortems.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "extends": {
                "description": "Another configuration, by its path from this file; this one goes over it. Patterns for paths in a file that lies elsewhere count from the folder of this one.",
                "type": "string",
            },
            "profile": { "description": "The guide that the postmortems follow.", "enum": profiles },
            "timezone": {
                "description": "The zone of documents that state none: `UTC`, or a name such as `Europe/Berlin`.",
                "type": "string",
            },
            "date-order": {
                "description": "What `05/06/2024` means in documents that do not show it.",
                "enum": DateOrder::ALL.map(DateOrder::name),
            },
            "fail-on": {
                "description": "The least weight of a finding that fails a run; `--fail-on` goes over it.",
                "enum": FailOn::ALL.map(FailOn::name),
                "default": FailOn::default().name(),
            },
            "draft-statuses": words(
                "What else a document's status says while it is not finished, besides `draft` and `WIP`: what is missing is advice then.",
            ),
            "include": words("The files that are linted, as patterns like those of a `.gitignore`."),
            "exclude": words("The files that are not linted, as patterns like those of a `.gitignore`."),
            "rule-pages": words("Pages of rules of your own: paths or globs from this file."),
            "sections": sections(),
            "rules": { "$ref": "#/definitions/rules" },
            "overrides": {
                "description": "What else holds for some paths; the later over the earlier.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["paths", "rules"],
                    "properties": {
                        "paths": words("The paths, as patterns like those of a `.gitignore`."),
                        "rules": { "$ref": "#/definitions/rules" },
                    },
                },
            },
        },
        "definitions": { "severity": { "enum": SEVERITIES }, "rules": rules() },
    })
}

fn sections() -> Value {
    let names = json!({ "type": "array", "items": { "type": "string" } });
    let parts = Role::ALL.map(|role| (role.name().to_owned(), names.clone()));
    json!({
        "description": "Further names of the parts of a report.",
        "type": "object",
        "additionalProperties": false,
        "properties": parts.into_iter().collect::<Map<String, Value>>(),
    })
}

/// The built-in rules and families; what is a glob or a team's own rule may
/// stand beside them.
fn rules() -> Value {
    let severity = || json!({ "$ref": "#/definitions/severity" });
    let mut known: Map<String, Value> =
        catalogue().iter().map(|rule| (rule.page.name.to_string(), of_rule(rule))).collect();
    let families: BTreeSet<&str> = catalogue().iter().map(|rule| rule.page.family()).collect();
    known.extend(families.into_iter().map(|family| (family.to_owned(), severity())));
    json!({
        "description": "Rules and globs of rules, each with a severity, or with a table of it and parameters.",
        "type": "object",
        "properties": known,
        "additionalProperties": { "anyOf": [
            severity(),
            { "type": "object", "properties": { "severity": severity() } },
        ] },
    })
}

fn of_rule(rule: &Rule) -> Value {
    let mut properties: Map<String, Value> =
        rule.page.params.iter().map(|(name, value)| (name.to_string(), of_param(value))).collect();
    properties.insert("severity".into(), json!({ "$ref": "#/definitions/severity" }));
    json!({
        "description": rule.page.summary,
        "anyOf": [
            { "$ref": "#/definitions/severity" },
            { "type": "object", "additionalProperties": false, "properties": properties },
        ],
    })
}

/// What a parameter takes, by its default.
fn of_param(default: &Param) -> Value {
    let mut shape = shape(default);
    if let Value::Object(shape) = &mut shape {
        shape.insert("default".into(), json!(default));
    }
    shape
}

fn shape(value: &Param) -> Value {
    match value {
        Param::Integer(_) => json!({ "type": "integer", "minimum": 0 }),
        Param::Float(_) => json!({ "type": "number" }),
        Param::Flag(_) => json!({ "type": "boolean" }),
        Param::List(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Param::Table(table) => {
            let inner = table.iter().next().map_or_else(|| json!(true), |(_, value)| shape(value));
            json!({ "type": "object", "additionalProperties": inner })
        }
        Param::Text(_) | Param::Date(_) => json!({ "type": "string" }),
    }
}
