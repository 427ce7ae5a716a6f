//! The incident as it was read, drawn: one renderer per file, all from the
//! same `Drawing`.

mod canvas;
mod cells;
mod dates;
mod html;
mod json;
mod measure;
mod mermaid;
pub mod svg;
mod terminal;
mod words;

use super::Look;
use crate::drawing::Drawing;

/// How the incident is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum TimelineFormat {
    /// A chart for the terminal
    Text,
    /// A picture for browsers and documents, in light and dark
    Svg,
    /// A page that stands alone
    Html,
    /// A Gantt chart in a block of Markdown, which GitHub and GitLab draw
    Mermaid,
    /// One array of objects, for programs
    Json,
}

/// A document and what there is to draw of it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where it came from, as it is printed.
    pub path: String,
    /// What there is to draw.
    pub drawing: Drawing,
}

/// The drawings in one of the formats; `ascii` keeps the terminal's chart to
/// characters that every terminal has.
#[must_use]
pub fn render(sheets: &[Sheet], format: TimelineFormat, look: Look, ascii: bool) -> String {
    match format {
        TimelineFormat::Text => terminal::render(sheets, look, ascii),
        TimelineFormat::Svg => sheets.iter().map(|sheet| svg::render(&sheet.drawing)).collect(),
        TimelineFormat::Html => html::render(sheets),
        TimelineFormat::Mermaid => mermaid::render(sheets),
        TimelineFormat::Json => json::render(sheets),
    }
}
