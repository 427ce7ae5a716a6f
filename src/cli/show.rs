//! `pmlint explain`, `pmlint rules` and `pmlint facts`.

use super::input::each_document;
use super::{Console, Input, Outcome};
use crate::incident::Incident;
use crate::output::ListFormat;
use crate::output::facts::{FactSheet, render};
use crate::output::listing;
use crate::rules::{UnknownRule, catalogue};

/// Prints the page of a rule.
pub fn explain(rule: &str, format: ListFormat, console: &Console) -> Outcome {
    match catalogue().iter().find(|known| known.page.name == rule) {
        Some(known) => console.print(&listing::explanation(&known.page, format), Outcome::Clean),
        None => {
            console.error(UnknownRule::new(rule));
            Outcome::Trouble
        }
    }
}

/// Prints the list of rules.
pub fn rules(format: ListFormat, console: &Console) -> Outcome {
    let limit = console.on_terminal.then_some(console.look.width);
    console.print(&listing::rules(catalogue(), format, limit), Outcome::Clean)
}

/// Prints what is read from documents.
pub fn facts(input: &Input, format: ListFormat, console: &Console) -> Outcome {
    let mut sheets = Vec::new();
    let read = each_document(input, console, |path, text, governed| {
        let reading = governed.config.reading();
        let document = reading.document(&text);
        let facts = reading.facts(&document);
        let resolved = Incident::rebuild_with(&document, &facts, &reading).resolved;
        sheets.push(FactSheet { path, facts, resolved, text: text.clone() });
    });
    sheets.sort_by(|a, b| a.path.cmp(&b.path));
    console.print(&render(&sheets, format), read.outcome())
}
