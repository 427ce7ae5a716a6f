//! `pmlint timeline`.

use super::input::each_document;
use super::{Console, Input, Outcome};
use crate::analysis::Analysis;
use crate::config::Asked;
use crate::drawing::Drawing;
use crate::files::{Governed, write_report};
use crate::output::Look;
use crate::output::timeline::{Sheet, TimelineFormat, render};
use crate::rules::{RuleSet, UnknownRule};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct TimelineArguments {
    #[command(flatten)]
    input: Input,
    /// What to draw it as
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = TimelineFormat::Text)]
    output_format: TimelineFormat,
    /// Write the drawing to this file
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Columns of the chart [default: as many as the terminal has, at most 120]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    width: Option<u16>,
    /// Draw the chart with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Draws what the arguments name.
pub fn timeline(arguments: &TimelineArguments, console: &Console) -> Outcome {
    let mut sheets = Vec::new();
    let mut undrawn = Vec::new();
    let mut outcome = Outcome::Clean;
    let read = each_document(&arguments.input, console, |path, text, governed| {
        match drawing(&path, &text, governed) {
            Ok(Some(drawing)) => sheets.push(Sheet { path, drawing }),
            Ok(None) => undrawn.push(path),
            Err(unknown) => {
                console.error(unknown);
                outcome = Outcome::Trouble;
            }
        }
    });
    sheets.sort_by(|a, b| a.path.cmp(&b.path));
    let outcome = outcome.max(read.outcome());
    undrawn.sort();
    for path in &undrawn {
        let message = "no timeline, window or milestone with times, so there is nothing to draw";
        let message = format!("{path}: {message}; see what was read with `pmlint facts`");
        // Among others it is no trouble that one has none.
        if sheets.is_empty() { console.error(message) } else { console.note(message) }
    }
    if sheets.is_empty() {
        return if undrawn.is_empty() { outcome } else { Outcome::Trouble };
    }
    if arguments.output_format == TimelineFormat::Svg && sheets.len() > 1 {
        console.error("an SVG file holds one drawing; name one document, or use `--output-format html`");
        return Outcome::Trouble;
    }
    print(&sheets, arguments, console, outcome)
}

/// What there is to draw of a document, with what its rules find.
pub fn drawing(path: &str, text: &str, governed: &Governed) -> Result<Option<Drawing>, UnknownRule> {
    let rules: RuleSet = governed.rules(&Asked::default())?;
    let analysis = Analysis::of_file(path, text, &rules.reading);
    Ok(Drawing::of(&analysis, &analysis.lint(&rules), text))
}

fn print(sheets: &[Sheet], arguments: &TimelineArguments, console: &Console, outcome: Outcome) -> Outcome {
    let width = arguments.width.map_or(console.look.width, usize::from);
    let format = arguments.output_format;
    let Some(file) = &arguments.output_file else {
        let look = Look { width, ..console.look };
        return console.print(&render(sheets, format, look, arguments.ascii), outcome);
    };
    let width = arguments.width.map_or(Look::PLAIN.width, usize::from);
    let text = render(sheets, format, Look { width, ..Look::PLAIN }, arguments.ascii);
    match write_report(file, &text) {
        Ok(()) => outcome,
        Err(problem) => {
            console.error(problem);
            Outcome::Trouble
        }
    }
}
