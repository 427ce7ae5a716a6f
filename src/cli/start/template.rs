//! A postmortem to fill in, made from what a profile demands.

use crate::document::Role;
use crate::output::visible::{visible, visible_lines};
use crate::rules::{ActiveRule, Part, demanded};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// The form of a moment.
const MOMENT: &str = "YYYY-MM-DD HH:MM";

/// Fields of a report where its profile demands none.
const FIELDS: [&str; 3] = ["date", "author", "status"];

/// Fields that the CCADB wants in the sections, not at the top: those of the
/// impact, and those of the summary.
const IN_IMPACT: [&str; 6] = [
    "Total number of certificates",
    "Total number of \"remaining valid\" certificates",
    "Affected certificate types",
    "Incident heuristic",
    "Analysis",
    "Additional considerations",
];
const IN_SUMMARY: [&str; 8] = [
    "CA Owner CCADB unique ID",
    "Incident description",
    "Timeline summary",
    "Non-compliance start date",
    "Non-compliance identified date",
    "Non-compliance end date",
    "Relevant policies",
    "Source of incident disclosure",
];

/// The form of one part of a report, as `parts.toml` has it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Form {
    purpose: String,
    gaps: String,
    zone: String,
    columns: Vec<String>,
    rows: Vec<String>,
}

static FORMS: LazyLock<HashMap<Role, Form>> = LazyLock::new(|| {
    // `tests/adoption.rs` fails where this file cannot be read.
    toml::from_str(include_str!("parts.toml")).unwrap_or_default()
});

/// What a report is to be like.
pub struct Guide {
    /// The name of the profile.
    pub profile: String,
    /// The rules: those of the profile as the configuration sets them.
    pub rules: Vec<ActiveRule>,
    /// The team's own names of parts.
    pub headings: Vec<(Role, String)>,
    /// The zone of documents that state none.
    pub zone: Option<String>,
}

/// The postmortem that a guide wants, with a gap for all that it demands.
pub fn template(guide: &Guide) -> String {
    let fields = guide.fields();
    let mut out = String::from("# Postmortem: {{ what broke }}\n");
    let _ = writeln!(
        out,
        "\n<!-- Fill in what stands in double braces and replace the forms of dates. Each comment says what its \
         section is for; remove it, or leave it, readers do not see it.{} -->",
        if guide.knows_gaps() {
            format!(" `pmlint check --profile {}` tells what is missing.", guide.profile)
        } else {
            String::new()
        }
    );
    let top = fields.iter().filter(|field| home(field).is_none());
    guide.write_fields(top, &mut out);
    for role in demanded(&guide.rules) {
        let Some(form) = FORMS.get(&role) else { continue };
        let _ = writeln!(out, "\n## {}\n\n<!-- {} -->", guide.heading(role), form.purpose);
        guide.write_fields(fields.iter().filter(|field| home(field) == Some(role)), &mut out);
        if !form.gaps.is_empty() {
            let _ = writeln!(out, "\n{}", form.gaps.trim());
        }
        if !form.rows.is_empty() {
            guide.write_rows(role, form, &mut out);
        }
    }
    // Names of fields and values may be those of somebody else's configuration.
    visible_lines(&out)
}

impl Guide {
    /// Whether a gap that is left is told.
    pub fn knows_gaps(&self) -> bool {
        self.rule("structure/placeholder").is_some()
    }

    /// The form of a moment, in the zone of the team.
    fn moment(&self) -> String {
        format!("{MOMENT} {}", self.zone())
    }

    fn zone(&self) -> &str {
        self.zone.as_deref().unwrap_or("UTC")
    }

    fn rule(&self, name: &str) -> Option<&ActiveRule> {
        self.rules.iter().find(|rule| rule.name == name)
    }

    fn fields(&self) -> Vec<String> {
        let rule = self.rule("structure/missing-metadata");
        let names = rule.map(|rule| rule.params.words("required")).unwrap_or_default();
        let names = if names.is_empty() { FIELDS.to_vec() } else { names };
        names.into_iter().map(str::to_owned).collect()
    }

    /// What the team or else the guide calls a part; where it has several
    /// names, one that it gives to no other part.
    fn heading(&self, role: Role) -> String {
        if let Some((_, own)) = self.headings.iter().find(|(known, _)| *known == role) {
            return visible(own).into_owned();
        }
        let lists = self.lists("structure/unknown-heading", "headings");
        let own = lists.iter().find(|(name, _)| name == role.name());
        let shared = |heading: &String| {
            lists.iter().filter(|(_, headings)| headings.iter().any(|other| other == heading)).count() > 1
        };
        let single = own.and_then(|(_, headings)| headings.iter().find(|heading| !shared(heading)));
        single.map_or_else(|| Part::of(role).heading.to_owned(), Clone::clone)
    }

    fn lists(&self, rule: &str, param: &str) -> Vec<(String, Vec<String>)> {
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        let lists = self.rule(rule).map(|rule| rule.params.lists(param)).unwrap_or_default();
        lists.into_iter().map(|(name, words)| (name.to_owned(), owned(words))).collect()
    }

    /// What a field or column may say; empty where that is free.
    fn values(&self, name: &str) -> Vec<String> {
        let lists = self.lists("structure/unknown-value", "values").into_iter();
        lists.filter(|(known, _)| known.eq_ignore_ascii_case(name)).flat_map(|(_, values)| values).collect()
    }

    fn write_fields<'f>(&self, fields: impl Iterator<Item = &'f String>, out: &mut String) {
        let mut lines = String::new();
        for field in fields {
            let values = self.values(field);
            let value = match field.to_lowercase().as_str() {
                "status" => values
                    .iter()
                    .find(|value| value.eq_ignore_ascii_case("draft"))
                    .cloned()
                    .unwrap_or("Draft".into()),
                "date" => "YYYY-MM-DD".into(),
                "start" | "end" => self.moment(),
                name if name.ends_with(" date") => "YYYY-MM-DD".into(),
                _ => gap(field),
            };
            let choice =
                if values.is_empty() { String::new() } else { format!(" <!-- {} -->", values.join(", ")) };
            let _ = writeln!(lines, "- **{}:** {value}{choice}", capital(field));
        }
        if !lines.is_empty() {
            let _ = write!(out, "\n{lines}");
        }
    }

    /// A list of entries; a table where columns are usual or demanded.
    fn write_rows(&self, role: Role, form: &Form, out: &mut String) {
        if !form.zone.is_empty() {
            let _ = writeln!(out, "\n{}", form.zone.replace("UTC", self.zone()));
        }
        let demanded = self.lists("structure/missing-column", "columns");
        let demanded = demanded.into_iter().find(|(name, _)| name == role.name()).map(|(_, columns)| columns);
        if demanded.is_none() && role == Role::Timeline {
            out.push('\n');
            form.rows.iter().for_each(|row| {
                let _ = writeln!(out, "- {MOMENT} – {row}");
            });
            return;
        }
        let mut columns = demanded.unwrap_or_else(|| form.columns.clone());
        let named =
            |columns: &[String]| columns.iter().any(|column| column.to_lowercase().starts_with("action"));
        if role == Role::Actions && !named(&columns) {
            columns.insert(0, "Action".into());
        }
        for column in &columns {
            let values = self.values(&format!("{}.{column}", role.name()));
            if !values.is_empty() {
                let _ = writeln!(out, "\n<!-- {}: {} -->", capital(column), values.join(", "));
            }
        }
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        out.push('\n');
        out.push_str(&row(columns.iter().map(|column| capital(column)).collect()));
        let _ = writeln!(out, "|{}", "---|".repeat(columns.len()));
        for text in &form.rows {
            out.push_str(&row(columns.iter().map(|column| self.cell(role, column, text)).collect()));
        }
    }

    /// What stands in a column; `text` is what the row is about.
    fn cell(&self, role: Role, column: &str, text: &str) -> String {
        let name = column.to_lowercase();
        match name.as_str() {
            "event" | "action" | "action item" | "incident" | "bug"
                if role != Role::Actions || name != "bug" =>
            {
                text.to_owned()
            }
            "time" => self.moment(),
            "due" | "date" | "due date" => "YYYY-MM-DD".into(),
            _ => gap(column),
        }
    }
}

/// The section that a field stands in; none for the top of the document.
fn home(field: &str) -> Option<Role> {
    let summary = IN_SUMMARY.contains(&field).then_some(Role::Summary);
    summary.or_else(|| IN_IMPACT.contains(&field).then_some(Role::Impact))
}

/// A gap for what is called `name`: `{{ relevant policies }}`.
fn gap(name: &str) -> String {
    let words = name
        .trim_end_matches("(s)")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    format!("{{{{ {} }}}}", words.collect::<Vec<_>>().join(" ").to_lowercase())
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
