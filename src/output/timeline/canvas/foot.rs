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
        if !drawing.phases.is_empty() {
            self.shape(&format!(
                "rect class=\"pha\" x=\"{x:.1}\" y=\"{:.1}\" width=\"14\" height=\"8\" rx=\"2\"",
                y - 4.0
            ));
            x = self.meaning(x, "phase");
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
