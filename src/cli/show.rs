//! `pmlint explain`, `pmlint rules` and `pmlint facts`.

use super::config::Configs;
use super::input::each_document;
use super::{ConfigOptions, Console, Input, Outcome};
use crate::analysis::Analysis;
use crate::output::ListFormat;
use crate::output::facts::{FactSheet, render};
use crate::output::listing;
use crate::rules::{Rule, UnknownRule, catalogue};

/// Prints the page of a rule: a built-in one, or one of the configuration that
/// applies in this folder.
pub fn explain(rule: &str, options: &ConfigOptions, format: ListFormat, console: &Console) -> Outcome {
    let print = |rule: &Rule| console.print(&listing::explanation(&rule.page, format), Outcome::Clean);
    let named = |known: &&Rule| known.page.name == rule;
    // A built-in rule is explained whatever is wrong with the configuration.
    if let Some(known) = catalogue().iter().find(named) {
        return print(known);
    }
    let Some(config) = Configs::new(options, console).here() else { return Outcome::Trouble };
    match config.own.iter().find(named) {
        Some(known) => print(known),
        None => {
            let all = catalogue().iter().chain(&config.own);
            console.error(UnknownRule::among(all.map(|known| known.page.name.as_ref()), rule));
            Outcome::Trouble
        }
    }
}

/// Prints the list of rules, with those of the configuration that applies in
/// this folder.
pub fn rules(options: &ConfigOptions, format: ListFormat, console: &Console) -> Outcome {
    let Some(config) = Configs::new(options, console).here() else { return Outcome::Trouble };
    let mut rules: Vec<&Rule> = catalogue().iter().chain(&config.own).collect();
    rules.sort_by(|a, b| a.page.name.cmp(&b.page.name));
    let limit = console.on_terminal.then_some(console.look.width);
    console.print(&listing::rules(&rules, format, limit), Outcome::Clean)
}

/// Prints what is read from documents.
pub fn facts(input: &Input, format: ListFormat, console: &Console) -> Outcome {
    let mut sheets = Vec::new();
    let read = each_document(input, console, |path, text, governed| {
        let Analysis { facts, incident, .. } = Analysis::of(&text, &governed.config.reading());
        sheets.push(FactSheet { path, facts, resolved: incident.resolved, text });
    });
    sheets.sort_by(|a, b| a.path.cmp(&b.path));
    console.print(&render(&sheets, format), read.outcome())
}
