//! The values of parameters, in a form that can be written down as a constant:
//! those of the built-in pages are ready when the program starts.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

/// A text that is part of the program, or was read.
pub type Text = Cow<'static, str>;

/// A list that is part of the program, or was read.
pub type List<T> = Cow<'static, [T]>;

/// Something large that many point to: it is part of the program, or was read.
#[derive(Debug)]
pub enum Shared<T: 'static> {
    /// A part of the program.
    BuiltIn(&'static T),
    /// It goes when nobody points to it any more.
    Read(Arc<T>),
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Self::BuiltIn(built_in) => Self::BuiltIn(built_in),
            Self::Read(read) => Self::Read(Arc::clone(read)),
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::BuiltIn(built_in) => built_in,
            Self::Read(read) => read,
        }
    }
}

/// A value as TOML has them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A switch.
    Flag(bool),
    /// A date, a time, or both.
    Date(toml::value::Datetime),
    /// An array.
    List(List<Self>),
    /// A table.
    Table(Values),
}

/// Values by their names, in alphabetical order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(pub(crate) List<(Text, Value)>);

impl Value {
    /// The text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The strings of an array; other things in it are left out.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let items: &[Self] = if let Self::List(items) = self { items } else { &[] };
        items.iter().filter_map(Self::as_text)
    }

    /// What TOML calls a value of this kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Integer(_) => "integer",
            Self::Float(_) => "float",
            Self::Flag(_) => "boolean",
            Self::Date(_) => "datetime",
            Self::List(_) => "array",
            Self::Table(_) => "table",
        }
    }
}

impl Values {
    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// All names and values.
    pub fn iter(&self) -> std::slice::Iter<'_, (Text, Value)> {
        self.0.iter()
    }

    /// Puts a value in the place of the one of this name, if there is one.
    pub fn set(&mut self, name: Text, value: Value) {
        let values = self.0.to_mut();
        match values.binary_search_by(|(known, _)| known.cmp(&name)) {
            Ok(there) => drop(values.get_mut(there).map(|(_, known)| *known = value)),
            Err(between) => values.insert(between, (name, value)),
        }
    }
}

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::Text(text.into()),
            toml::Value::Integer(number) => Self::Integer(number),
            toml::Value::Float(number) => Self::Float(number),
            toml::Value::Boolean(flag) => Self::Flag(flag),
            toml::Value::Datetime(date) => Self::Date(date),
            toml::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            toml::Value::Table(table) => Self::Table(table.into()),
        }
    }
}

impl From<toml::Table> for Values {
    fn from(table: toml::Table) -> Self {
        let mut values = Self::default();
        for (name, value) in table {
            values.set(name.into(), value.into());
        }
        values
    }
}

impl From<&Value> for toml::Value {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::String(text.to_string()),
            Value::Integer(number) => Self::Integer(*number),
            Value::Float(number) => Self::Float(*number),
            Value::Flag(flag) => Self::Boolean(*flag),
            Value::Date(date) => Self::Datetime(*date),
            Value::List(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Table(values) => Self::Table(values.into()),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        toml::Value::from(self).serialize(serializer)
    }
}

impl From<&Values> for toml::Table {
    fn from(values: &Values) -> Self {
        values.iter().map(|(name, value)| (name.to_string(), value.into())).collect()
    }
}
