//! A document as it is written, its places marked and its findings in the
//! margin.

use super::super::escape::escaped;
use super::{message, rules};
use crate::finding::{Diagnostic, Fix};
use crate::output::Report;
use crate::span::{LineIndex, Span, slice};
use std::fmt::Write;

/// A label: which of which finding it is, and where.
struct Target {
    /// The finding's number, and the label's within it.
    x: usize,
    k: usize,
    span: Span,
}

/// The lines of a document, which is the `doc`-th of the page.
pub fn written(report: &Report, doc: usize) -> String {
    let index = LineIndex::new(&report.text);
    let view = View { report, doc, index };
    view.draw()
}

struct View<'r> {
    report: &'r Report,
    doc: usize,
    index: LineIndex<'r>,
}

impl View<'_> {
    fn draw(&self) -> String {
        let found = &self.report.diagnostics;
        let mut targets: Vec<Target> = Vec::new();
        for (x, diagnostic) in found.iter().enumerate() {
            let labels = diagnostic.finding.labels().enumerate();
            targets.extend(labels.map(|(k, label)| Target { x, k, span: label.span }));
        }
        targets.sort_by_key(|target| (target.span.start, target.x, target.k));
        let mut notes: Vec<(usize, usize)> = found
            .iter()
            .enumerate()
            .map(|(x, found)| (self.index.position(found.finding.primary.span.start).line, x))
            .collect();
        notes.sort_unstable();
        let mut out = String::from("<div class=\"written\">\n");
        let mut begun = vec![Vec::<usize>::new(); found.len()];
        let (mut next, mut next_note) = (0, 0);
        let mut active: Vec<usize> = Vec::new();
        for (number, line) in lines(&self.report.text).into_iter().enumerate() {
            let number = number + 1;
            active.retain(|i| targets.get(*i).is_some_and(|target| target.span.end > line.start));
            // What begins at the end of the text stands on its last line.
            while targets.get(next).is_some_and(|target| target.span.start <= line.end) {
                active.push(next);
                next += 1;
            }
            let _ = write!(out, "<div class=\"l\" data-n=\"{number}\">");
            while let Some((_, x)) = notes.get(next_note).filter(|(at, _)| *at <= number) {
                out.push_str(&self.note(*x));
                next_note += 1;
            }
            self.line(&mut out, line, &active, &targets, &mut begun);
            out.push_str("</div>\n");
        }
        out.push_str("</div>\n");
        out
    }

    /// The text of a line, cut where a label begins or ends.
    fn line(
        &self,
        out: &mut String,
        line: Span,
        active: &[usize],
        targets: &[Target],
        begun: &mut [Vec<usize>],
    ) {
        let here: Vec<&Target> = active.iter().filter_map(|i| targets.get(*i)).collect();
        let mut cuts: Vec<usize> = here.iter().flat_map(|t| [t.span.start, t.span.end]).collect();
        cuts.extend([line.start, line.end]);
        cuts.retain(|cut| (line.start..=line.end).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        for (i, from) in cuts.iter().enumerate() {
            let empty = here.iter().filter(|target| target.span == Span::new(*from, *from));
            for target in empty {
                self.mark(out, &[target], "\u{25b8}", begun);
            }
            let Some(to) = cuts.get(i + 1) else { break };
            let text = slice(&self.report.text, *from..*to);
            let covers = |target: &&&Target| target.span.start <= *from && *to <= target.span.end;
            let over: Vec<&Target> = here.iter().filter(covers).copied().collect();
            if over.is_empty() {
                out.push_str(&source(text));
            } else {
                self.mark(out, &over, text, begun);
            }
        }
    }

    /// A piece of text that labels lie on: a link to the next place of the
    /// finding, or to its note.
    fn mark(&self, out: &mut String, over: &[&Target], text: &str, begun: &mut [Vec<usize>]) {
        let labels =
            |x: usize| self.report.diagnostics.get(x).map_or(0, |found| found.finding.others.len() + 1);
        let Some(main) = over.iter().find(|target| labels(target.x) > 1).or_else(|| over.first()) else {
            return;
        };
        let Some(found) = self.report.diagnostics.get(main.x) else { return };
        let goal = match labels(main.x) {
            1 => self.note_id(main.x),
            all => self.place_id(main.x, (main.k + 1) % all),
        };
        // Each label's first piece bears its name; of several the others stand
        // right before it.
        let mut names: Vec<String> = Vec::new();
        for target in over {
            if let Some(known) = begun.get_mut(target.x).filter(|known| !known.contains(&target.k)) {
                known.push(target.k);
                names.push(self.place_id(target.x, target.k));
            }
        }
        let name = names.pop().map(|name| format!(" id=\"{name}\"")).unwrap_or_default();
        for name in names {
            let _ = write!(out, "<span class=\"id\" id=\"{name}\"></span>");
        }
        let mut numbers: Vec<usize> = over.iter().map(|target| target.x).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let classes: String = numbers.iter().map(|x| format!(" x{x}")).collect();
        let data: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let point = if text == "\u{25b8}" { " point" } else { "" };
        let _ = write!(
            out,
            "<a{name} class=\"m {}{point}{classes}\" data-x=\"{}\" href=\"#{goal}\" title=\"{}\">{}</a>",
            found.severity.name(),
            data.join(" "),
            escaped(&titles(over, &self.report.diagnostics)),
            source(text)
        );
    }

    /// A finding, for the margin.
    fn note(&self, x: usize) -> String {
        let Some(diagnostic) = self.report.diagnostics.get(x) else { return String::new() };
        let (finding, severity) = (&diagnostic.finding, diagnostic.severity.name());
        let rule = &diagnostic.rule;
        let mut out = String::new();
        let _ = write!(
            out,
            "<div class=\"note {severity} x{x}\" id=\"{}\" role=\"note\" data-x=\"{x}\" data-severity=\"{severity}\" \
             data-rule=\"{rule}\"><span class=\"sev {severity}\">{severity}</span> <a href=\"#{}\">{rule}</a><p>{}</p>",
            self.note_id(x),
            rules::anchor(rule),
            message(&finding.message),
            rule = escaped(rule)
        );
        if !finding.others.is_empty() {
            out.push_str("<ul>");
            for (k, label) in finding.labels().enumerate() {
                let line = self.index.position(label.span.start).line;
                let _ = write!(
                    out,
                    "<li><a href=\"#{}\">line {line}</a>: {}</li>",
                    self.place_id(x, k),
                    message(&label.message)
                );
            }
            out.push_str("</ul>");
        }
        if let Some(help) = &finding.help {
            let _ = write!(out, "<p class=\"dim\">{}</p>", message(help));
        }
        if let Some(Fix { title, .. }) = &finding.fix {
            let _ = write!(out, "<p class=\"dim\">fix: {}</p>", message(title));
        }
        out.push_str("</div>");
        out
    }

    fn note_id(&self, x: usize) -> String {
        format!("d{}n{x}", self.doc)
    }

    fn place_id(&self, x: usize, k: usize) -> String {
        format!("d{}f{x}p{k}", self.doc)
    }
}

/// What labels say of the text they lie on.
fn titles(over: &[&Target], found: &[Diagnostic]) -> String {
    let label = |target: &&Target| {
        let diagnostic = found.get(target.x)?;
        let label = diagnostic.finding.labels().nth(target.k)?;
        Some(format!("{}: {}", diagnostic.rule, label.message))
    };
    over.iter().filter_map(label).collect::<Vec<_>>().join("; ")
}

/// Text of the source: a tab is four spaces.
fn source(text: &str) -> String {
    escaped(&text.replace('\t', "    "))
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => {
                lines.push(Span::new(start, at));
                at += if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                start = at;
            }
            _ => at += 1,
        }
    }
    if start < bytes.len() || lines.is_empty() {
        lines.push(Span::new(start, bytes.len()));
    }
    lines
}
