//! The number that an incident goes by, as it is written.

use crate::document::Document;
use crate::rules::{id_field, own_id};
use crate::span::{Span, one_line};

/// The id that a document states, with its place: what its field for the id
/// holds, else an id of a known form, else the number behind "incident" in its
/// title.
pub(super) fn id(document: &Document<'_>) -> Option<(String, Span)> {
    let known = || own_id(document).map(|(id, span)| (id.to_string(), span));
    id_field(document).or_else(known).or_else(|| numbered(document))
}

/// "Postmortem of incident 2024-031".
fn numbered(document: &Document<'_>) -> Option<(String, Span)> {
    let title = document.title()?;
    let text = one_line(&title.text);
    let mut words = text.split(' ');
    words.find(|word| ["incident", "vorfall"].contains(&word.to_lowercase().as_str()))?;
    let number = words.next()?.trim_start_matches('#').trim_end_matches([':', ',', '.', ')']);
    is_number(number).then(|| (number.to_owned(), title.span))
}

/// `2024-031`, `88`, and no year or date.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    match text.split_once('-') {
        Some((year, number)) => year.len() == 4 && number.len() >= 3 && digits(year) && digits(number),
        None => {
            let is_year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
            (2..=8).contains(&text.len()) && digits(text) && !is_year
        }
    }
}
