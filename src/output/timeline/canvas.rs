//! The rows of the picture, from top to bottom.

mod foot;

use super::dates;
use super::measure::measure;
use super::words::{self, wrap};
use crate::drawing::{Drawing, Entry, Kind, Phase, Scale, Stated};
use crate::incident::spoken;
use crate::output::escape::escaped;
use std::fmt::Write;

/// How wide the picture is, and where its chart begins, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Its width.
    pub width: f64,
    /// How far from the left the chart begins.
    pub chart: f64,
    /// How far from the left the values stand, behind their names.
    pub values: f64,
}

impl Layout {
    /// A picture that stands alone.
    pub const WIDE: Self = Self { width: 960.0, chart: 512.0, values: 186.0 };
    /// A picture beside a text.
    pub const NARROW: Self = Self { width: 640.0, chart: 372.0, values: 178.0 };
}

const MARGIN: f64 = 28.0;
/// A break of the axis.
const BREAK: f64 = 26.0;
/// Most breaks of the axis.
const MOST_BREAKS: usize = 6;
/// How far to the left of the chart its dates may reach: nothing else stands
/// there.
const DATES_TO_THE_LEFT: f64 = 90.0;
/// A line of text, and what stands around a row.
const LINE: f64 = 18.0;
const PADDING: f64 = 8.0;
/// The sizes of the text.
const SMALL: f64 = 11.5;
const BODY: f64 = 13.0;
const TITLE: f64 = 18.0;
/// A conflict's number in its circle.
const BADGE: f64 = 18.0;
/// Most numbers of conflicts on a row; all are told of below.
const MOST_BADGES: usize = 4;
/// The least room for the times of entries.
const LEAST_TIMES: f64 = 58.0;
/// Most lines of an entry's text: beyond, the picture says that there is more.
const MOST_LINES: usize = 9;

/// The picture while it is drawn.
pub struct Canvas<'d> {
    drawing: &'d Drawing,
    layout: Layout,
    scale: Scale,
    /// What is drawn, and what lies below it.
    out: String,
    below: String,
    /// How far behind the margin the texts of entries begin: behind the widest
    /// time.
    times: f64,
    /// Where the next row begins.
    y: f64,
}

/// The class of a conflict's colour: they take turns.
fn color(number: usize) -> String {
    format!("c{}", number % 5)
}

impl<'d> Canvas<'d> {
    /// The picture of a drawing, all of it.
    pub fn new(drawing: &'d Drawing, layout: Layout) -> Self {
        let most = if layout.width < Layout::WIDE.width { MOST_BREAKS / 2 } else { MOST_BREAKS };
        let scale = Scale::of(drawing, layout.width - MARGIN - layout.chart, BREAK, most);
        let widths = drawing.entries.iter().map(|entry| measure(&words::time(drawing, entry), BODY) + 14.0);
        let times = widths.fold(LEAST_TIMES, f64::max);
        let mut canvas =
            Self { drawing, layout, scale, out: String::new(), below: String::new(), times, y: MARGIN };
        canvas.draw();
        canvas
    }

    /// How high the picture is, in pixels.
    pub fn height(&self) -> f64 {
        (self.y + MARGIN).ceil()
    }

    /// The elements, the lowest first.
    pub fn into_elements(self) -> String {
        self.below + &self.out
    }

    fn draw(&mut self) {
        let title = self.drawing.title.clone().unwrap_or_else(|| "Incident".to_owned());
        self.paragraph(&title, "h", TITLE, MARGIN);
        self.paragraph(&words::extent(self.drawing), "dim", BODY, MARGIN);
        self.y += 16.0;
        let top = self.axis();
        self.summary();
        self.entries();
        self.ground(top);
        self.legend();
        if let Some(note) = words::left_out(self.drawing) {
            self.y += 10.0;
            self.paragraph(&note, "dim small", SMALL, MARGIN);
        }
        self.conflicts();
    }

    /// Where a place of the axis stands.
    fn x(&self, at: i64) -> f64 {
        self.layout.chart + self.scale.x(at)
    }

    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let _ =
            writeln!(self.out, "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{}</text>", escaped(text));
    }

    /// A shape, from its attributes.
    fn shape(&mut self, shape: &str) {
        let _ = writeln!(self.out, "<{shape}/>");
    }

    /// Lines over the whole width.
    fn paragraph(&mut self, text: &str, class: &str, size: f64, x: f64) {
        for part in wrap(text, self.layout.width - MARGIN - x, &|text| measure(text, size)) {
            self.y += size * 1.4;
            self.text(x, self.y - size * 0.35, class, &part);
        }
    }

    /// The dates and times above the chart; gives where the chart begins.
    fn axis(&mut self) -> f64 {
        let marks = self.scale.marks(&self.drawing.clock, 62.0);
        let (above, times) = (self.y + 10.0, self.y + 27.0);
        let top = times + 7.0;
        let room = (-DATES_TO_THE_LEFT, self.layout.width - 8.0 - self.layout.chart);
        for (begin, date) in dates::placed(&marks, room, 8.0, &|text| measure(text, SMALL) * 1.08) {
            let middle = self.layout.chart + begin + measure(&date, SMALL) * 1.08 / 2.0;
            self.text(middle, above, "b small mid n", &date);
        }
        let mut free = 0.0;
        for mark in &marks {
            let x = self.layout.chart + mark.x;
            self.label(x, times, "dim small mid n", &mark.time, &mut free);
            self.shape(&format!("path class=\"day\" d=\"M{x:.1} {top:.1}v5\""));
        }
        self.y = top + 8.0;
        top
    }

    /// A label at the middle of its mark, moved in from the edge; left out
    /// where the one before it is in the way.
    fn label(&mut self, x: f64, y: f64, class: &str, text: &str, free: &mut f64) {
        let half = measure(text, SMALL) / 2.0;
        let middle = x.clamp(self.layout.chart - 40.0 + half, self.layout.width - 8.0 - half);
        if middle - half >= *free {
            self.text(middle, y, class, text);
            *free = middle + half + 6.0;
        }
    }

    /// What lies below all rows: the breaks, the marks of the axis, midnights.
    fn ground(&mut self, top: f64) {
        let bottom = self.y;
        for (from, to, _) in self.scale.breaks() {
            let (from, wide) = (self.layout.chart + from, to - from);
            let _ = writeln!(
                self.below,
                "<rect class=\"band\" x=\"{from:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\"/>",
                bottom - top
            );
        }
        let chart = self.layout.chart;
        let mut line = |class: &str, x: f64| {
            let x = chart + x;
            let _ = writeln!(self.below, "<path class=\"{class}\" d=\"M{x:.1} {top:.1}V{bottom:.1}\"/>");
        };
        for mark in self.scale.marks(&self.drawing.clock, 62.0) {
            line("tick", mark.x);
        }
        for x in self.scale.midnights(&self.drawing.clock) {
            line("day", x);
        }
        let _ = writeln!(
            self.below,
            "<path class=\"day\" d=\"M{:.1} {top:.1}H{:.1}\"/>",
            self.layout.chart - 8.0,
            self.layout.width - MARGIN + 8.0
        );
    }

    /// What is stated of the whole, and the phases.
    fn summary(&mut self) {
        let drawing = self.drawing;
        for stated in &drawing.stated {
            let middle = self.named(stated.name, &words::value(drawing, stated), &stated.conflicts);
            self.stated_bar(stated, middle);
        }
        for phase in &drawing.phases {
            let middle = self.named(phase.name, &words::phase(phase), &[]);
            self.phase_bar(phase, middle);
        }
    }

    /// A row with a name and a value; gives the middle of its first line.
    fn named(&mut self, name: &str, value: &str, conflicts: &[usize]) -> f64 {
        let indent = self.layout.values;
        let room = self.layout.chart - 20.0 - indent - badges_width(conflicts);
        let lines = wrap(value, room, &|text| measure(text, BODY) * 1.06);
        let middle = self.begin_row(lines.len(), conflicts);
        self.text(MARGIN, middle + 4.5, "dim", name);
        for (i, line) in lines.iter().enumerate() {
            self.text(indent, middle + 4.5 + i as f64 * LINE, "b n", line);
        }
        middle
    }

    /// A row of so many lines, tinted where it takes part in a conflict, with
    /// the numbers of those at the end; gives the middle of its first line.
    fn begin_row(&mut self, lines: usize, conflicts: &[usize]) -> f64 {
        let height = lines as f64 * LINE + PADDING;
        let middle = self.y + (LINE + PADDING) / 2.0;
        if let Some(first) = conflicts.first() {
            let _ = writeln!(
                self.below,
                "<rect class=\"tint {}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/>",
                color(*first),
                MARGIN - 8.0,
                self.y,
                self.layout.width - 2.0 * MARGIN + 16.0
            );
        }
        let mut x = self.layout.chart - 14.0 - badges_width(conflicts);
        for conflict in conflicts.iter().take(MOST_BADGES) {
            self.badge(x + BADGE / 2.0, middle, *conflict);
            x += BADGE + 2.0;
        }
        self.y += height;
        middle
    }

    fn badge(&mut self, x: f64, y: f64, conflict: usize) {
        self.shape(&format!("circle class=\"con {}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8\"", color(conflict)));
        self.text(x, y + 4.0, "num", &(conflict + 1).to_string());
    }

    fn stated_bar(&mut self, stated: &Stated, y: f64) {
        let (from, to) = (self.x(stated.from.min(stated.to)), self.x(stated.from.max(stated.to)));
        let hue =
            stated.conflicts.first().map(|number| format!(" con {}", color(*number))).unwrap_or_default();
        match stated.kind {
            Kind::Window => self.bar((from, to), (y, 12.0), &format!("win{hue}")),
            Kind::Length => self.bar((from, to), (y, 6.0), &format!("len{hue}")),
            Kind::Milestone(_) => self.mark(from, y, true, &stated.conflicts),
        }
    }

    fn phase_bar(&mut self, phase: &Phase, y: f64) {
        let (from, to) = (self.x(phase.from.1), self.x(phase.to.1));
        self.bar((from, to), (y, 8.0), "pha");
    }

    /// A bar, with a gap where the axis breaks.
    fn bar(&mut self, (from, to): (f64, f64), (y, height): (f64, f64), class: &str) {
        self.shape(&format!(
            "rect class=\"{class}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height}\" rx=\"2\"",
            y - height / 2.0,
            (to - from).max(2.0)
        ));
        for (start, end, _) in self.scale.breaks() {
            let middle = self.layout.chart + f64::midpoint(start, end);
            if from < middle - 4.0 && middle + 4.0 < to {
                let (top, high) = (y - height / 2.0 - 2.0, height + 4.0);
                self.shape(&format!(
                    "path class=\"slit\" d=\"M{:.1} {:.1}l6 -{high}h5l-6 {high}z\"",
                    middle - 5.5,
                    top + high
                ));
            }
        }
    }

    /// A dot, a diamond for a milestone, in the colour of its conflict.
    fn mark(&mut self, x: f64, y: f64, milestone: bool, conflicts: &[usize]) {
        let class =
            conflicts.first().map_or_else(|| "mark".to_owned(), |number| format!("con {}", color(*number)));
        if milestone {
            self.shape(&format!(
                "path class=\"{class}\" d=\"M{:.1} {y:.1}l6.5 -6.5 6.5 6.5 -6.5 6.5z\"",
                x - 6.5
            ));
        } else {
            self.shape(&format!("circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\""));
        }
    }

    /// The entries, day by day.
    fn entries(&mut self) {
        let drawing = self.drawing;
        let mut previous: Option<&Entry> = None;
        for entry in &drawing.entries {
            let clock = &drawing.clock;
            if let Some(before) = previous
                && self.scale.is_broken(before.at, entry.at)
            {
                let middle = self.begin_row(1, &[]);
                self.text(
                    MARGIN + self.times,
                    middle + 4.5,
                    "dim small",
                    &format!("{} later", spoken(entry.at - before.at)),
                );
            }
            if previous.is_none_or(|before| clock.day(before.at) != clock.day(entry.at)) {
                self.day(&clock.long_date(entry.at));
            }
            self.entry(entry);
            previous = Some(entry);
        }
        self.y += 4.0;
    }

    fn day(&mut self, date: &str) {
        self.y += 12.0;
        if date.is_empty() {
            return;
        }
        self.y += LINE;
        self.text(MARGIN, self.y - 5.0, "b n", date);
        self.y += 4.0;
        let y = self.y - 1.0;
        let _ = writeln!(
            self.below,
            "<path class=\"tick\" d=\"M{MARGIN} {y:.1}H{:.1}\"/>",
            self.layout.chart - 20.0
        );
    }

    fn entry(&mut self, entry: &Entry) {
        let drawing = self.drawing;
        let time = words::time(drawing, entry);
        let indent = MARGIN + self.times;
        let room = self.layout.chart - 20.0 - indent - badges_width(&entry.conflicts);
        let bold = if entry.milestone.is_some() { 1.06 } else { 1.0 };
        let lines = wrap(&words::text(drawing, entry), room, &|text| measure(text, BODY) * bold);
        let lines = words::limited(lines, MOST_LINES);
        let middle = self.begin_row(lines.len(), &entry.conflicts);
        self.text(MARGIN, middle + 4.5, "dim n", &time);
        for (i, line) in lines.iter().enumerate() {
            let class = if entry.milestone.is_some() { "b" } else { "" };
            self.text(indent, middle + 4.5 + i as f64 * LINE, class, line);
        }
        let x = self.x(entry.at);
        self.shape(&format!(
            "path class=\"lead\" d=\"M{:.1} {middle:.1}H{:.1}\"",
            self.layout.chart - 6.0,
            x - 7.0
        ));
        if let Some(end) = entry.end.filter(|end| *end > entry.at) {
            let end = self.x(end);
            self.bar((x, end), (middle, 4.0), "mark");
        }
        self.mark(x, middle, entry.milestone.is_some(), &entry.conflicts);
    }
}

/// The room that the numbers of conflicts take.
fn badges_width(conflicts: &[usize]) -> f64 {
    conflicts.len().min(MOST_BADGES) as f64 * (BADGE + 2.0)
}
