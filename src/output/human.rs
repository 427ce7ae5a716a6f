//! Findings with the lines of the document and a label on each place, for
//! people. The only output that names miette, which draws them.

use super::excerpt::{Excerpt, Mark};
use super::summary::counted;
use super::visible::{APART, visible, width};
use super::{Look, Report, page_url};
use crate::config::ConfigError;
use crate::finding::{self, Finding, Label};
use crate::rules::PageError;
use crate::span::{LineIndex, Span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    Severity, SourceCode, SourceSpan, SpanContents,
};
use std::fmt;

/// Most places of a finding that are drawn: more are no help, and each of them
/// is drawn beside all others.
const DRAWN: usize = 24;

/// All findings, each followed by an empty line.
#[must_use]
pub fn render(reports: &[Report], look: Look) -> String {
    let handler = handler(look);
    let mut out = String::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        for diagnostic in &report.diagnostics {
            let view = View::new(diagnostic, report, &index, look.width);
            // Writing to a string cannot fail, and every label of a view has a
            // place in its excerpt.
            let _ = handler.render_report(&mut out, &view);
            out.push('\n');
        }
    }
    out
}

/// Why the page of a rule cannot be read, with the lines of the page.
#[must_use]
pub fn page_error(path: &str, text: &str, error: &PageError, look: Look) -> String {
    let place = Label::new(error.span, "here");
    let finding = Finding::new(error.message.clone(), place);
    let diagnostic =
        finding::Diagnostic { rule: "rule-page".into(), severity: finding::Severity::Error, finding };
    render(
        &[Report {
            path: path.into(),
            text: text.into(),
            diagnostics: vec![diagnostic],
            fails_at: None,
            picture: None,
        }],
        look,
    )
}

/// What is wrong in configurations, with their lines.
#[must_use]
pub fn config_errors(errors: &[ConfigError], look: Look) -> String {
    let report = |error: &ConfigError| {
        let place = Label::new(error.span.unwrap_or(Span::new(0, 0)), "here");
        let finding = Finding::new(error.message.clone(), place);
        let diagnostic =
            finding::Diagnostic { rule: "configuration".into(), severity: finding::Severity::Error, finding };
        Report {
            path: error.path.clone(),
            text: error.text.clone(),
            diagnostics: vec![diagnostic],
            fails_at: None,
            picture: None,
        }
    };
    render(&errors.iter().map(report).collect::<Vec<_>>(), look)
}

fn handler(look: Look) -> GraphicalReportHandler {
    let theme = if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // Asked for a link or for none, miette writes the address out behind the
    // code or leaves it away; the code itself serves as the words of the link.
    GraphicalReportHandler::new_themed(theme)
        .with_links(look.links)
        .with_urls(look.links)
        .with_link_display_text("")
        .without_syntax_highlighting()
        .with_context_lines(1)
        .with_primary_span_start()
        .with_width(look.width)
}

/// A diagnostic as miette wants to see it.
#[derive(Debug)]
struct View<'a> {
    diagnostic: &'a finding::Diagnostic,
    message: String,
    source: Source,
}

/// The excerpt of a file.
#[derive(Debug)]
struct Source {
    path: String,
    excerpt: Excerpt,
}

impl<'a> View<'a> {
    fn new(
        diagnostic: &'a finding::Diagnostic,
        report: &Report,
        index: &LineIndex<'_>,
        columns: usize,
    ) -> Self {
        let mark = |label: &Label| Mark { span: label.span, words: width(&label.message) };
        let marks: Vec<Mark> = diagnostic.finding.labels().take(DRAWN).map(mark).collect();
        Self {
            diagnostic,
            message: visible(&diagnostic.finding.message).into_owned(),
            source: Source {
                path: visible(&report.path).into_owned(),
                excerpt: Excerpt::new(&report.text, index, &marks, columns),
            },
        }
    }
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View<'_> {}

impl Diagnostic for View<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(&self.diagnostic.rule))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.diagnostic.severity {
            finding::Severity::Error => Severity::Error,
            finding::Severity::Warning => Severity::Warning,
            finding::Severity::Advice => Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        // Its further lines begin with spaces alone, where a runner would look.
        let apart = |help: &str| visible(help).replace(" ::", &format!(" {APART}::"));
        let help = self.diagnostic.finding.help.as_deref().map(apart);
        let more = (self.diagnostic.finding.others.len() + 1).saturating_sub(DRAWN);
        let more = (more > 0)
            .then(|| format!("{} not drawn here", counted(more, "more place is", "more places are")));
        let parts: Vec<String> = help.into_iter().chain(more).collect();
        (!parts.is_empty()).then(|| Box::new(parts.join("; ")) as Box<dyn fmt::Display>)
    }

    fn url<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        page_url(&self.diagnostic.rule).map(|url| Box::new(url) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let places = self.source.excerpt.marks();
        let labels = self.diagnostic.finding.labels().zip(places).enumerate();
        Some(Box::new(labels.map(|(i, (label, place))| {
            let words = (!label.message.is_empty()).then(|| visible(&label.message).into_owned());
            let span = SourceSpan::from(place.range.clone());
            if i == 0 {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            }
        })))
    }
}

impl SourceCode for Source {
    /// miette reads with context for the lines, and without to learn the line
    /// and column to name in the header.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let lines = self.excerpt.lines_around(&range, before, after);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return Err(MietteError::OutOfBounds);
        };
        let bytes = first.range.start..last.range.end;
        let data = self.excerpt.text().get(bytes.clone()).ok_or(MietteError::OutOfBounds)?;
        let mark = self.excerpt.marks().iter().find(|mark| before == 0 && mark.range.start == range.start);
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data.as_bytes(),
            SourceSpan::from(bytes),
            first.number.saturating_sub(1),
            mark.map_or(0, |mark| mark.position.column.saturating_sub(1)),
            // By this miette decides which labels share a box: those in one
            // run of lines.
            self.excerpt.run_from(first),
        )))
    }
}
