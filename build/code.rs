//! Values as Rust source.

use crate::finding::Severity;
use crate::rules::value::{Text, Value, Values};
use crate::span::Span;

/// A `Cow` of a text.
pub fn text(text: &str) -> String {
    format!("Cow::Borrowed({text:?})")
}

/// A `Cow` of a list.
pub fn list<T>(items: impl IntoIterator<Item = T>, item: impl Fn(T) -> String) -> String {
    format!("Cow::Borrowed(&[{}])", joined(items, item))
}

/// The items of a list, with commas between them.
pub fn joined<T>(items: impl IntoIterator<Item = T>, item: impl Fn(T) -> String) -> String {
    items.into_iter().map(item).collect::<Vec<_>>().join(", ")
}

/// An `Option`.
pub fn option<T>(value: Option<T>, some: impl Fn(T) -> String) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({})", some(value)))
}

/// A severity.
pub fn severity(severity: Severity) -> String {
    format!("Severity::{severity:?}")
}

/// A span.
pub fn span(span: Span) -> String {
    format!("Span::new({}, {})", span.start, span.end)
}

/// Values by their names; what cannot be written down as a constant is named.
pub fn values(values: &Values) -> Result<String, String> {
    let entry = |(name, value): &(Text, Value)| Ok(format!("({}, {})", text(name), self::value(value)?));
    let entries = values.iter().map(entry).collect::<Result<Vec<_>, String>>()?;
    Ok(format!("Values(Cow::Borrowed(&[{}]))", entries.join(", ")))
}

fn value(value: &Value) -> Result<String, String> {
    Ok(match value {
        Value::Text(value) => format!("Value::Text({})", text(value)),
        Value::Integer(number) => format!("Value::Integer({number})"),
        Value::Float(number) if number.is_finite() => format!("Value::Float({number:?})"),
        Value::Flag(flag) => format!("Value::Flag({flag})"),
        Value::List(items) => {
            let items = items.iter().map(self::value).collect::<Result<Vec<_>, String>>()?;
            format!("Value::List(Cow::Borrowed(&[{}]))", items.join(", "))
        }
        Value::Table(table) => format!("Value::Table({})", values(table)?),
        Value::Float(_) | Value::Date(_) => {
            return Err(format!("a built-in page sets no parameter to a value of type {}", value.kind()));
        }
    })
}
