//! What a profile or a configuration says of the rules: `[rules]`, checked
//! against the catalogue, with the place of everything that is wrong in it.

use super::params::parse_seconds;
use super::set::RuleGlob;
use super::{Page, Rule, catalogue, page::parse_severity};
use crate::document::Role;
use crate::finding::Severity;
use crate::span::Span;
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What is said of the rules, in the order in which it takes effect: patterns
/// before names, each in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    entries: Vec<Setting>,
}

/// One line of `[rules]`.
#[derive(Clone, Debug)]
struct Setting {
    rules: RuleGlob,
    /// The key that names them.
    at: Span,
    level: Option<Level>,
    params: toml::Table,
}

/// How much a rule is to weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// As its page says.
    Default,
    /// Not at all, or this much.
    Set(Option<Severity>),
}

/// What is wrong in a profile or a configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// The bytes of the file.
    pub span: Span,
    /// What is wrong with them.
    pub message: String,
}

impl SettingsError {
    /// An error at these bytes of the file.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { span: at.into(), message: message.into() }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.span.start, self.message)
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Reads the table `[rules]`: rule names and globs, each with a severity
    /// (`error`, `warning`, `advice`, `off`, or `default` for that of its
    /// page), or with a table of a severity and parameters.
    ///
    /// # Errors
    /// All that is wrong: a name that fits no rule, a severity that is none, a
    /// parameter that the rule does not have, a value of the wrong kind.
    pub fn read(table: &DeTable<'_>) -> Result<Self, Vec<SettingsError>> {
        Self::read_among(&[], table)
    }

    /// The same where a team has rules of its own.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn read_among(own: &[Rule], table: &DeTable<'_>) -> Result<Self, Vec<SettingsError>> {
        let mut lines: Vec<_> = table.iter().collect();
        lines.sort_by_key(|(key, _)| key.span().start);
        let mut entries = Vec::new();
        let mut errors = Vec::new();
        for (key, value) in lines {
            match RuleGlob::among(own, key.get_ref()) {
                Ok(rules) => entries.push(setting(own, rules, key.span(), value, &mut errors)),
                Err(unknown) => errors.push(SettingsError::new(key.span(), unknown.to_string())),
            }
        }
        entries.sort_by_key(|setting: &Setting| setting.rules.name().is_some());
        if errors.is_empty() { Ok(Self { entries }) } else { Err(errors) }
    }

    /// Where the last word on a rule's severity is said, if one is.
    #[must_use]
    pub fn severity_of(&self, rule: &str) -> Option<Span> {
        self.last(rule, |setting| setting.level.is_some())
    }

    /// Where the last word on a rule's parameter is said, if one is.
    #[must_use]
    pub fn param_of(&self, rule: &str, param: &str) -> Option<Span> {
        self.last(rule, |setting| setting.params.contains_key(param))
    }

    fn last(&self, rule: &str, says: impl Fn(&Setting) -> bool) -> Option<Span> {
        let fitting = self.entries.iter().rev().filter(|setting| setting.rules.matches(rule));
        fitting.filter(|setting| says(setting)).map(|setting| setting.at).next()
    }

    /// Changes a rule's severity and parameters to what is said of it here.
    pub(super) fn apply(&self, page: &Page, severity: &mut Option<Severity>, params: &mut toml::Table) {
        for setting in self.entries.iter().filter(|setting| setting.rules.matches(&page.name)) {
            match setting.level {
                Some(Level::Default) => *severity = page.severity,
                Some(Level::Set(level)) => *severity = level,
                None => {}
            }
            params.extend(setting.params.clone());
        }
    }
}

/// A value of the file with its place.
type Value<'a> = toml::Spanned<DeValue<'a>>;

fn setting(
    own: &[Rule],
    rules: RuleGlob,
    key: Range<usize>,
    value: &Value<'_>,
    errors: &mut Vec<SettingsError>,
) -> Setting {
    let mut setting = Setting { rules, at: key.clone().into(), level: None, params: toml::Table::new() };
    match value.get_ref() {
        DeValue::String(word) => setting.level = level(word, value.span(), errors),
        DeValue::Table(table) => {
            for (name, value) in table {
                if name.get_ref() == "severity" {
                    let word = value.get_ref().as_str().unwrap_or_default();
                    setting.level = level(word, value.span(), errors);
                } else {
                    match param(own, &setting.rules, name.get_ref(), name.span(), value) {
                        Ok(read) => drop(setting.params.insert(name.get_ref().to_string(), read)),
                        Err(error) => errors.push(error),
                    }
                }
            }
        }
        _ => {
            errors.push(SettingsError::new(key, "a rule is set to a severity, or to a table with parameters"))
        }
    }
    setting
}

fn level(word: &str, at: Range<usize>, errors: &mut Vec<SettingsError>) -> Option<Level> {
    let level = if word == "default" { Some(Level::Default) } else { parse_severity(word).map(Level::Set) };
    if level.is_none() {
        let message = format!("`{word}` is no severity: error, warning, advice, off or default");
        errors.push(SettingsError::new(at, message));
    }
    level
}

/// The value of a rule's parameter, checked against the default on its page.
fn param(
    own: &[Rule],
    rules: &RuleGlob,
    name: &str,
    at: Range<usize>,
    value: &Value<'_>,
) -> Result<toml::Value, SettingsError> {
    let Some(rule) = rules.name() else {
        return Err(SettingsError::new(at, "a parameter belongs to one rule: name the rule in full"));
    };
    let page = catalogue().iter().chain(own).find(|known| known.page.name == rule).map(|known| &known.page);
    let Some(default) = page.and_then(|page| page.params.get(name)) else {
        let params = page.into_iter().flat_map(|page| page.params.keys().map(String::as_str));
        let nearest = nearest(name, params).map_or_else(
            || format!("; `pmlint explain {rule}` lists them"),
            |known| format!("; the nearest is `{known}`"),
        );
        return Err(SettingsError::new(at, format!("`{rule}` has no parameter `{name}`{nearest}")));
    };
    let read = plain(value.get_ref());
    match misfit(default, &read) {
        None => Ok(read),
        Some(message) => Err(SettingsError::new(value.span(), format!("`{name}` {message}"))),
    }
}

/// The one of `names` that is most like `asked`, where one is like it.
pub fn nearest<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| (strsim::normalized_damerau_levenshtein(asked, name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity > 0.5)
        .map(|(_, name)| name)
}

/// How a value differs in kind from a parameter's default. A default that
/// names parts of a report takes such names only, and one that is a length of
/// time takes such lengths.
fn misfit(default: &toml::Value, value: &toml::Value) -> Option<String> {
    use toml::Value;
    match (default, value) {
        (Value::String(default), Value::String(value)) => {
            let wrong = parse_seconds(default).is_some() && parse_seconds(value).is_none();
            wrong.then(|| format!("is a length of time such as `{default}`, not `{value}`"))
        }
        (Value::Integer(_), Value::Integer(value)) => (*value < 0).then(|| "cannot be negative".to_owned()),
        (Value::Boolean(_), Value::Boolean(_)) => None,
        (Value::Array(default), Value::Array(value)) => {
            let Some(words) = value.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
                return Some("is a list of words".to_owned());
            };
            let names = default.iter().filter_map(Value::as_str);
            not_a_part(names, words.into_iter())
        }
        (Value::Table(default), Value::Table(value)) => {
            let keys = not_a_part(default.keys().map(String::as_str), value.keys().map(String::as_str));
            let shape = default.values().next();
            keys.or_else(|| shape.and_then(|shape| value.values().find_map(|value| misfit(shape, value))))
        }
        (default, value) => Some(format!("is of type {}, not {}", default.type_str(), value.type_str())),
    }
}

fn not_a_part<'v>(
    mut default: impl Iterator<Item = &'v str>,
    mut words: impl Iterator<Item = &'v str>,
) -> Option<String> {
    let first = default.next()?;
    let of_parts = Role::from_name(first).is_some() && default.all(|word| Role::from_name(word).is_some());
    let wrong = words.find(|word| of_parts && Role::from_name(word).is_none())?;
    let parts = Role::ALL.map(Role::name);
    let hint = nearest(wrong, parts.into_iter())
        .map_or_else(|| parts.join(", "), |known| format!("the nearest is `{known}`"));
    Some(format!("names no part of a report with `{wrong}`: {hint}"))
}

/// A value without its places.
fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => {
            // What does not fit is as wrong as a negative count.
            toml::Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(-1))
        }
        DeValue::Float(number) => toml::Value::Float(number.as_str().parse().unwrap_or_default()),
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(at) => toml::Value::Datetime(*at),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            let entries =
                table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
            toml::Value::Table(entries.collect())
        }
    }
}
