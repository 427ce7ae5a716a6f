//! What applies to a file, and where each setting comes from.

use super::ListFormat;
use super::json::to_text;
use super::visible::visible_lines;
use crate::config::{Asked, Config, FailOn, Layer, Origin, RuleSetting, Verdict};
use crate::document::Role;
use crate::finding::Severity;
use crate::span::{LineIndex, Span};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::path::Path;

/// What `pmlint config` was asked.
pub struct Sheet<'a> {
    /// The file or folder, as it is printed.
    pub path: String,
    /// What governs it.
    pub config: &'a Config,
    /// The file, or one that the folder might hold.
    pub file: &'a Path,
    /// A folder was asked for.
    pub is_folder: bool,
    /// What the command line says.
    pub asked: &'a Asked,
}

/// A value with the place it comes from.
#[derive(Serialize)]
struct Said {
    value: String,
    from: String,
}

/// The settings of a sheet.
#[must_use]
pub fn render(sheet: &Sheet<'_>, format: ListFormat) -> String {
    match format {
        ListFormat::Text => text(sheet),
        ListFormat::Json => to_text(&json(sheet)),
    }
}

impl Sheet<'_> {
    /// Profile, zone and order of dates, where they are set.
    fn general(&self) -> Vec<(&'static str, Said)> {
        let config = self.config;
        let profile = config.profile(self.asked).map(|profile| {
            let stated = config.last(|layer| layer.profile);
            let from = match stated {
                _ if self.asked.profile.is_some() => "the command line".to_owned(),
                Some((layer, (_, span))) => place(layer, span),
                None => "the default".to_owned(),
            };
            Said { value: profile.name.to_string(), from }
        });
        let zone = config.last(|layer| layer.zone.as_ref());
        let zone =
            zone.map(|(layer, (zone, span))| Said { value: zone.name.clone(), from: place(layer, *span) });
        let order = config.last(|layer| layer.date_order);
        let order = order
            .map(|(layer, (order, span))| Said { value: order.name().to_owned(), from: place(layer, span) });
        let fail_on = config.last(|layer| layer.fail_on).map_or_else(
            || Said { value: FailOn::default().name().to_owned(), from: "the default".to_owned() },
            |(layer, (fail_on, span))| Said { value: fail_on.name().to_owned(), from: place(layer, span) },
        );
        let said =
            [("profile", profile), ("timezone", zone), ("date-order", order), ("fail-on", Some(fail_on))];
        said.into_iter().filter_map(|(name, said)| Some((name, said?))).collect()
    }

    /// Why the file is or is not linted; nothing to say of a folder.
    fn linted(&self) -> Option<(bool, String)> {
        if self.is_folder {
            return None;
        }
        Some(match self.config.verdict(self.file) {
            Verdict::Unsaid => (true, "if it is named, or looks like a postmortem".to_owned()),
            Verdict::Included => (true, "`include` names it".to_owned()),
            Verdict::Excluded(name) => (false, format!("{name} excludes it")),
            Verdict::NotIncluded(name) => (false, format!("`include` of {name} does not name it")),
        })
    }

    fn sections(&self) -> impl Iterator<Item = (Role, &str)> {
        self.config.layers.iter().flat_map(|layer| &layer.sections).map(|(role, name)| (*role, name.as_str()))
    }

    /// Further statuses of drafts.
    fn drafts(&self) -> Vec<Said> {
        let said = |(layer, (status, span)): (&Layer, &(String, Span))| Said {
            value: status.clone(),
            from: place(layer, *span),
        };
        self.config.drafts().map(said).collect()
    }

    fn files(&self) -> Vec<&str> {
        // The nearest first.
        self.config.layers.iter().rev().map(|layer| layer.name.as_str()).collect()
    }

    fn origin(&self, origin: Origin<'_>) -> String {
        match origin {
            Origin::Page => "its page".to_owned(),
            Origin::Profile => {
                let name = self.config.profile(self.asked).map_or("", |profile| profile.name.as_ref());
                format!("profile {name}")
            }
            Origin::File(layer, span) => place(layer, span),
        }
    }
}

/// `docs/pmlint.toml:7`.
fn place(layer: &Layer, span: Span) -> String {
    format!("{}:{}", layer.name, LineIndex::new(&layer.text).position(span.start).line)
}

fn severity(setting: &RuleSetting<'_>) -> &'static str {
    setting.severity.map_or("off", Severity::name)
}

fn text(sheet: &Sheet<'_>) -> String {
    let mut out = format!("{}\n\n", sheet.path);
    let files = sheet.files();
    let files = if files.is_empty() { "none".to_owned() } else { files.join(", which extends ") };
    let _ = writeln!(out, "configuration  {files}");
    if let Some((linted, why)) = sheet.linted() {
        let _ = writeln!(out, "linted         {}: {why}", if linted { "yes" } else { "no" });
    }
    for (name, said) in sheet.general() {
        let _ = writeln!(out, "{name:13}  {}  ({})", said.value, said.from);
    }
    for Said { value, from } in sheet.drafts() {
        let _ = writeln!(out, "draft status   {value}  ({from})");
    }
    for (role, name) in sheet.sections() {
        let _ = writeln!(out, "section        {name}  ({})", role.name());
    }
    let rules = sheet.config.explained(sheet.file, sheet.asked);
    let longest = rules.iter().map(|setting| setting.rule.page.name.len()).max().unwrap_or(0);
    out.push('\n');
    for setting in &rules {
        let name = &setting.rule.page.name;
        let from = sheet.origin(setting.severity_from);
        let _ = writeln!(out, "{:7}  {name:longest$}  {from}", severity(setting));
        // Those of the page are on the page.
        for (key, value, from) in &setting.params {
            if !matches!(from, Origin::Page) {
                let value = toml::Value::from(value);
                let _ = writeln!(out, "           {key} = {value}  ({})", sheet.origin(*from));
            }
        }
    }
    visible_lines(&out)
}

fn json(sheet: &Sheet<'_>) -> Value {
    let mut object = Map::new();
    object.insert("path".into(), json!(sheet.path));
    object.insert("configuration".into(), json!(sheet.files()));
    if let Some((linted, why)) = sheet.linted() {
        object.insert("linted".into(), json!({ "value": linted, "from": why }));
    }
    for (name, said) in sheet.general() {
        object.insert(name.into(), json!(said));
    }
    object.insert("draft-statuses".into(), json!(sheet.drafts()));
    let mut sections = Map::new();
    for (role, name) in sheet.sections() {
        if let Value::Array(names) = sections.entry(role.name()).or_insert_with(|| json!([])) {
            names.push(json!(name));
        }
    }
    object.insert("sections".into(), sections.into());
    let rules = sheet.config.explained(sheet.file, sheet.asked);
    object.insert("rules".into(), rules.iter().map(|setting| rule(sheet, setting)).collect());
    object.into()
}

fn rule(sheet: &Sheet<'_>, setting: &RuleSetting<'_>) -> Value {
    let params = setting
        .params
        .iter()
        .map(|(key, value, from)| (key.to_string(), json!({ "value": value, "from": sheet.origin(*from) })));
    json!({
        "name": setting.rule.page.name,
        "severity": severity(setting),
        "from": sheet.origin(setting.severity_from),
        "params": params.collect::<Map<String, Value>>(),
    })
}
