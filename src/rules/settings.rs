//! What a profile or a configuration says of the rules: `[rules]`, checked
//! against the catalogue, with the place of everything that is wrong in it.

use super::glob::RuleGlob;
use super::page::{Page, parse_severity};
use super::params::parse_seconds;
use super::value::{List, Text, Value, Values};
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
    pub(crate) entries: List<Setting>,
}

/// One line of `[rules]`.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) rules: RuleGlob,
    /// The key that names them.
    pub(crate) at: Span,
    pub(crate) level: Option<Level>,
    pub(crate) params: Values,
}

/// How much a rule is to weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
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
    /// page), or with a table of a severity and parameters. `known` are the
    /// pages of all rules that there are.
    ///
    /// # Errors
    /// All that is wrong: a name that fits no rule, a severity that is none, a
    /// parameter that the rule does not have, a value of the wrong kind.
    pub(crate) fn read<'k>(
        known: impl Iterator<Item = &'k Page> + Clone,
        table: &DeTable<'_>,
    ) -> Result<Self, Vec<SettingsError>> {
        let mut lines: Vec<_> = table.iter().collect();
        lines.sort_by_key(|(key, _)| key.span().start);
        let mut entries = Vec::new();
        let mut errors = Vec::new();
        for (key, value) in lines {
            match RuleGlob::among(known.clone().map(|page| page.name.as_ref()), key.get_ref()) {
                Ok(rules) => entries.push(setting(known.clone(), rules, key.span(), value, &mut errors)),
                Err(unknown) => errors.push(SettingsError::new(key.span(), unknown.to_string())),
            }
        }
        entries.sort_by_key(|setting: &Setting| setting.rules.name().is_some());
        if errors.is_empty() { Ok(Self { entries: entries.into() }) } else { Err(errors) }
    }

    /// Where the last word on a rule's severity is said, if one is.
    #[must_use]
    pub fn severity_of(&self, rule: &str) -> Option<Span> {
        self.last(rule, |setting| setting.level.is_some())
    }

    /// Where the last word on a rule's parameter is said, if one is.
    #[must_use]
    pub fn param_of(&self, rule: &str, param: &str) -> Option<Span> {
        self.last(rule, |setting| setting.params.get(param).is_some())
    }

    fn last(&self, rule: &str, says: impl Fn(&Setting) -> bool) -> Option<Span> {
        let fitting = self.entries.iter().rev().filter(|setting| setting.rules.matches(rule));
        fitting.filter(|setting| says(setting)).map(|setting| setting.at).next()
    }

    /// Changes a rule's severity and parameters to what is said of it here.
    pub(super) fn apply(&self, page: &Page, severity: &mut Option<Severity>, params: &mut Values) {
        for setting in self.entries.iter().filter(|setting| setting.rules.matches(&page.name)) {
            match setting.level {
                Some(Level::Default) => *severity = page.severity,
                Some(Level::Set(level)) => *severity = level,
                None => {}
            }
            for (name, value) in setting.params.iter() {
                params.set(name.clone(), value.clone());
            }
        }
    }
}

/// A value of the file with its place.
type Written<'a> = toml::Spanned<DeValue<'a>>;

fn setting<'k>(
    known: impl Iterator<Item = &'k Page> + Clone,
    rules: RuleGlob,
    key: Range<usize>,
    value: &Written<'_>,
    errors: &mut Vec<SettingsError>,
) -> Setting {
    let mut setting = Setting { rules, at: key.clone().into(), level: None, params: Values::default() };
    match value.get_ref() {
        DeValue::String(word) => setting.level = level(word, value.span(), errors),
        DeValue::Table(table) => {
            for (name, value) in table {
                if name.get_ref() == "severity" {
                    let word = value.get_ref().as_str().unwrap_or_default();
                    setting.level = level(word, value.span(), errors);
                } else {
                    match param(known.clone(), &setting.rules, name.get_ref(), name.span(), value) {
                        Ok(read) => setting.params.set(name.get_ref().to_string().into(), read),
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
fn param<'k>(
    mut known: impl Iterator<Item = &'k Page>,
    rules: &RuleGlob,
    name: &str,
    at: Range<usize>,
    value: &Written<'_>,
) -> Result<Value, SettingsError> {
    let Some(rule) = rules.name() else {
        return Err(SettingsError::new(at, "a parameter belongs to one rule: name the rule in full"));
    };
    let page = known.find(|page| page.name == rule);
    let Some(default) = page.and_then(|page| page.params.get(name)) else {
        let params = page.into_iter().flat_map(|page| page.params.iter().map(|(name, _)| name.as_ref()));
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
fn misfit(default: &Value, value: &Value) -> Option<String> {
    match (default, value) {
        (Value::Text(default), Value::Text(value)) => {
            let wrong = parse_seconds(default).is_some() && parse_seconds(value).is_none();
            wrong.then(|| format!("is a length of time such as `{default}`, not `{value}`"))
        }
        (Value::Integer(_), Value::Integer(value)) => (*value < 0).then(|| "cannot be negative".to_owned()),
        (Value::Flag(_), Value::Flag(_)) => None,
        (Value::List(_), Value::List(items)) => {
            if items.iter().any(|item| item.as_text().is_none()) {
                return Some("is a list of words".to_owned());
            }
            not_a_part(default.texts(), value.texts())
        }
        (Value::Table(default), Value::Table(value)) => {
            let names = |values: &'_ Values| values.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            let (known, written) = (names(default), names(value));
            let keys = not_a_part(known.iter().map(Text::as_ref), written.iter().map(Text::as_ref));
            let shape = default.iter().next().map(|(_, shape)| shape);
            keys.or_else(|| shape.and_then(|shape| value.iter().find_map(|(_, value)| misfit(shape, value))))
        }
        (default, value) => Some(format!("is of type {}, not {}", default.kind(), value.kind())),
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
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string().into()),
        DeValue::Integer(number) => {
            // What does not fit is as wrong as a negative count.
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(-1))
        }
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or_default()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(at) => Value::Date(*at),
        DeValue::Array(items) => Value::List(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            let mut values = Values::default();
            for (key, value) in table {
                values.set(key.get_ref().to_string().into(), plain(value.get_ref()));
            }
            Value::Table(values)
        }
    }
}
