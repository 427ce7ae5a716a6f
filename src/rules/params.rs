//! A rule's parameters: the defaults of its page, with what a configuration
//! sets put over them.

use super::value::{Value, Values};

/// The values of one rule's parameters.
#[derive(Clone, Debug, Default)]
pub struct Params {
    values: Values,
}

impl Params {
    /// Parameters with these values.
    #[must_use]
    pub const fn new(values: Values) -> Self {
        Self { values }
    }

    /// A whole number; 0 where the page declares none of this name.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        match self.values.get(name) {
            Some(Value::Integer(number)) => usize::try_from(*number).unwrap_or(0),
            _ => 0,
        }
    }

    /// A length of time, in seconds, written as `90s`, `5m`, `2h` or `1d`;
    /// 0 where the page declares none of this name.
    #[must_use]
    pub fn seconds(&self, name: &str) -> i64 {
        self.values.get(name).and_then(Value::as_text).and_then(parse_seconds).unwrap_or(0)
    }

    /// A switch; off where the page declares none of this name.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.values.get(name), Some(Value::Flag(true)))
    }

    /// Lists of words by their names; none where the page declares none of
    /// this name.
    #[must_use]
    pub fn lists(&self, name: &str) -> Vec<(&str, Vec<&str>)> {
        let table = if let Some(Value::Table(table)) = self.values.get(name) { Some(table) } else { None };
        let entries = table.into_iter().flat_map(Values::iter);
        entries.map(|(key, list)| (key.as_ref(), list.texts().collect())).collect()
    }

    /// A list of words; empty where the page declares none of this name.
    #[must_use]
    pub fn words(&self, name: &str) -> Vec<&str> {
        self.values.get(name).map(|list| list.texts().collect()).unwrap_or_default()
    }
}

/// Seconds of `90s`, `5m`, `2h` or `1d`.
pub(super) fn parse_seconds(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let number: i64 = text.strip_suffix(unit)?.trim().parse().ok()?;
    let scale = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    number.checked_mul(scale)
}
