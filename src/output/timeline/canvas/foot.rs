//! What stands below the chart: what its marks mean, and what contradicts what.

use super::super::measure::measure;
use super::{BADGE, BODY, Canvas, MARGIN, SMALL, color};
use crate::drawing::Kind;

impl Canvas<'_> {
    /// What the marks mean, those that occur.
    pub(super) fn legend(&mut self) {
        self.y += 12.0;
        let (drawing, y) = (self.drawing, self.y + 6.0);
        let told = |milestone: bool| drawing.entries.iter().any(|e| e.milestone.is_some() == milestone);
        let point = drawing.stated.iter().any(|stated| matches!(stated.kind, Kind::Milestone(_)));
        let mut x = MARGIN;
        if told(false) {
            self.mark(x + 6.0, y, false, &[]);
            x = self.meaning(x, "entry");
        }
        if told(true) || point {
            self.mark(x + 6.0, y, true, &[]);
            x = self.meaning(x, "milestone");
        }
        if self.marks_conflict() {
            self.mark(x + 6.0, y, false, &[0]);
            x = self.meaning(x, "in a contradiction");
        }
        let stated = |kind: Kind| drawing.stated.iter().any(|stated| stated.kind == kind);
        let bars = [
            ("win", 12.0, "stated window", stated(Kind::Window)),
            ("len", 6.0, "stated length", stated(Kind::Length)),
            ("pha", 8.0, "phase", !drawing.phases.is_empty()),
        ];
        for (class, height, means, _) in bars.into_iter().filter(|(.., occurs)| *occurs) {
            self.shape(&format!(
                "rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"14\" height=\"{height}\" rx=\"2\"",
                y - height / 2.0
            ));
            x = self.meaning(x, means);
        }
        if self.scale.parts.len() > 1 {
            self.shape(&format!(
                "rect class=\"band\" x=\"{x:.1}\" y=\"{:.1}\" width=\"14\" height=\"14\"",
                y - 7.0
            ));
            self.meaning(x, "break in the axis");
        }
        self.y += 16.0;
    }

    /// Whether anything in the colour of a contradiction is drawn.
    fn marks_conflict(&self) -> bool {
        self.drawing.entries.iter().any(|entry| !entry.conflicts.is_empty())
            || self.drawing.stated.iter().any(|stated| !stated.conflicts.is_empty())
    }

    /// The words of a legend behind their mark; gives where the next one is.
    fn meaning(&mut self, x: f64, words: &str) -> f64 {
        self.text(x + 20.0, self.y + 10.0, "dim small", words);
        x + 44.0 + measure(words, SMALL)
    }

    /// The contradictions in words.
    pub(super) fn conflicts(&mut self) {
        for (number, conflict) in self.drawing.conflicts.iter().enumerate() {
            self.y += 16.0;
            self.badge(MARGIN + BADGE / 2.0 - 1.0, self.y + 11.0, number);
            let indent = MARGIN + BADGE + 10.0;
            let head = format!("{} · {}", conflict.rule, conflict.severity.name());
            self.paragraph(&head, &format!("b con {}", color(number)), BODY, indent);
            self.paragraph(&conflict.message, "", BODY, indent);
            for (place, role) in &conflict.places {
                let line = format!("line {}: {} ({role})", place.line, place.written);
                self.paragraph(&line, "dim", BODY, indent);
            }
        }
    }
}
