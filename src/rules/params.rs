//! A rule's parameters: the defaults of its page, with what a configuration
//! sets put over them.

/// The values of one rule's parameters.
#[derive(Clone, Debug, Default)]
pub struct Params {
    values: toml::Table,
}

impl Params {
    /// Parameters with these values.
    #[must_use]
    pub const fn new(values: toml::Table) -> Self {
        Self { values }
    }

    /// A whole number; 0 where the page declares none of this name.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        let value = self.values.get(name).and_then(toml::Value::as_integer);
        value.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }

    /// A length of time, in seconds, written as `90s`, `5m`, `2h` or `1d`;
    /// 0 where the page declares none of this name.
    #[must_use]
    pub fn seconds(&self, name: &str) -> i64 {
        self.values.get(name).and_then(toml::Value::as_str).and_then(parse_seconds).unwrap_or(0)
    }

    /// A switch; off where the page declares none of this name.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(toml::Value::as_bool).unwrap_or(false)
    }

    /// Lists of words by their names; none where the page declares none of
    /// this name.
    #[must_use]
    pub fn lists(&self, name: &str) -> Vec<(&str, Vec<&str>)> {
        let table = self.values.get(name).and_then(toml::Value::as_table);
        let entries = table.into_iter().flatten();
        entries.map(|(key, list)| (key.as_str(), words_of(list))).collect()
    }

    /// A list of words; empty where the page declares none of this name.
    #[must_use]
    pub fn words(&self, name: &str) -> Vec<&str> {
        self.values.get(name).map(words_of).unwrap_or_default()
    }
}

fn words_of(list: &toml::Value) -> Vec<&str> {
    list.as_array().map(|items| items.iter().filter_map(toml::Value::as_str).collect()).unwrap_or_default()
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
