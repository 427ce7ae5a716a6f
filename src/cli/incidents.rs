//! `pmlint incidents`.

use super::input::each_document;
use super::{Console, Input, Outcome};
use crate::analysis::Analysis;
use crate::config::Asked;
use crate::drawing::Account;
use crate::files::write_report;
use crate::output::Look;
use crate::output::incidents::{Row, TableFormat, render};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct IncidentsArguments {
    #[command(flatten)]
    input: Input,
    /// How to print the table
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = TableFormat::Text)]
    output_format: TableFormat,
    /// Write the table to this file
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
}

/// Prints a row for each document that the arguments name.
pub fn incidents(arguments: &IncidentsArguments, console: &Console) -> Outcome {
    let mut rows = Vec::new();
    let mut outcome = Outcome::Clean;
    let read = each_document(&arguments.input, console, |path, text, governed| {
        let rules = match governed.rules(&Asked::default()) {
            Ok(rules) => rules,
            Err(unknown) => {
                console.error(unknown);
                outcome = Outcome::Trouble;
                return;
            }
        };
        let analysis = Analysis::of_file(&path, &text, &rules.reading);
        let account = Account::of(&analysis, &analysis.lint(&rules));
        rows.push(Row { path, account });
    });
    let outcome = outcome.max(read.outcome());
    if rows.is_empty() {
        return outcome;
    }
    let Some(file) = &arguments.output_file else {
        return console.print(&render(rows, arguments.output_format, console.look), outcome);
    };
    match write_report(file, &render(rows, arguments.output_format, Look::PLAIN)) {
        Ok(()) => outcome,
        Err(problem) => {
            console.error(problem);
            Outcome::Trouble
        }
    }
}
