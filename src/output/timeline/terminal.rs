//! The incident for the terminal: what it says on the left, a true axis of
//! time on the right.

use super::cells::{
    ASCII, Cells, Glyphs, Style, UNICODE, columns, pad, paint, plain, put, put_label, style_of,
};
use super::dates;
use super::words::{self, wrap};
use super::{Look, Sheet};
use crate::drawing::{Calendar, Drawing, Entry, Kind, Phase, Scale, Stated};
use crate::finding::Severity;
use crate::output::visible::{visible, width, width_of};

/// Columns of a break of the axis.
const BREAK: f64 = 3.0;
/// Most columns of text that an entry is given, in as many lines as that
/// takes.
const MOST_TEXT: usize = 160;
/// Columns that a value needs beside its name; else it follows below.
const LEAST_VALUE: usize = 18;

/// All drawings, one below the other.
pub fn render(sheets: &[Sheet], look: Look, ascii: bool) -> String {
    let several = sheets.len() > 1;
    let drawn = sheets.iter().map(|sheet| {
        let head = if several { format!("{}\n", visible(&sheet.path)) } else { String::new() };
        head + &Chart::new(&sheet.drawing, look, ascii).draw()
    });
    drawn.collect::<Vec<_>>().join("\n")
}

struct Chart<'d> {
    drawing: &'d Drawing,
    scale: Scale,
    look: Look,
    ascii: bool,
    glyphs: &'static Glyphs,
    /// Columns of the text, and of the chart.
    left: usize,
    right: usize,
    /// Columns of the times.
    times: usize,
    /// The chart of a row in which nothing is drawn.
    ground: Cells,
    out: String,
}

impl<'d> Chart<'d> {
    fn new(drawing: &'d Drawing, look: Look, ascii: bool) -> Self {
        let right = (look.width * 2 / 5).clamp(14, 72);
        let left = look.width.saturating_sub(right + 1).max(20);
        let most = (right / 12).min(6);
        let scale = Scale::of(drawing, (right - 1) as f64, BREAK, most);
        let times =
            drawing.entries.iter().map(|entry| width(&words::time(drawing, entry))).max().unwrap_or(5);
        let glyphs = if ascii { &ASCII } else { &UNICODE };
        Self {
            drawing,
            scale,
            look,
            ascii,
            glyphs,
            left,
            right,
            times: times.max(5),
            ground: Vec::new(),
            out: String::new(),
        }
    }

    fn draw(mut self) -> String {
        self.ground = self.empty();
        let title = self.drawing.title.clone().unwrap_or_else(|| "Incident".to_owned());
        self.lines(&title, 0, Style::Strong);
        self.lines(&words::extent(self.drawing), 0, Style::Dim);
        self.out.push('\n');
        self.axis();
        self.summary();
        self.entries();
        self.out.push('\n');
        self.lines(&self.legend(), 0, Style::Dim);
        if let Some(note) = words::left_out(self.drawing) {
            self.lines(&note, 0, Style::Dim);
        }
        self.conflicts();
        self.out
    }

    /// What the marks mean, those that occur.
    fn legend(&self) -> String {
        let (drawing, glyphs) = (self.drawing, self.glyphs);
        let milestone = |entry: &Entry| entry.milestone.is_some() && entry.conflicts.is_empty();
        let stated = |kind: fn(&Kind) -> bool| drawing.stated.iter().any(|stated| kind(&stated.kind));
        let parts = [
            (
                glyphs.entry,
                "entry",
                drawing.entries.iter().any(|e| e.milestone.is_none() && e.conflicts.is_empty()),
            ),
            (
                glyphs.milestone,
                "milestone",
                drawing.entries.iter().any(milestone) || stated(|kind| matches!(kind, Kind::Milestone(_))),
            ),
            (glyphs.conflict, "in a contradiction", self.marks_conflict()),
            (glyphs.length, "stated length", stated(|kind| *kind == Kind::Length)),
            (glyphs.phase, "phase", !drawing.phases.is_empty()),
            (glyphs.gap, "break", self.scale.parts.len() > 1),
        ];
        let shown = parts.iter().filter(|(_, _, occurs)| *occurs);
        shown.map(|(glyph, means, _)| format!("{glyph} {means}")).collect::<Vec<_>>().join(", ")
    }

    /// Whether a mark stands for a point that is contradicted.
    fn marks_conflict(&self) -> bool {
        let point =
            |stated: &Stated| matches!(stated.kind, Kind::Milestone(_)) && !stated.conflicts.is_empty();
        self.drawing.entries.iter().any(|entry| !entry.conflicts.is_empty())
            || self.drawing.stated.iter().any(point)
    }

    /// The dates, the times and the line of the axis.
    fn axis(&mut self) {
        let elapsed = self.drawing.clock.calendar == Calendar::Elapsed;
        let marks = self.scale.marks(&self.drawing.clock, if elapsed { 12.0 } else { 7.0 });
        let mut day_line = vec![(' ', Style::Plain); self.right];
        let mut times = day_line.clone();
        let mut line = vec![(self.glyphs.axis, Style::Dim); self.right];
        let measure = |text: &str| width(text) as f64;
        for (begin, date) in dates::placed(&marks, (0.0, self.right as f64), 1.0, &measure) {
            put(&mut day_line, begin.round() as usize, &date, Style::Strong);
        }
        let mut free = 0;
        for mark in &marks {
            let x = mark.x.round() as usize;
            if let Some(cell) = line.get_mut(x) {
                *cell = (self.glyphs.tick, Style::Dim);
            }
            put_label(&mut times, x, &mark.time, &mut free, Style::Plain);
        }
        for (from, to, _) in self.scale.breaks() {
            for x in columns(from, to) {
                if let Some(cell) = line.get_mut(x) {
                    *cell = (self.glyphs.gap, Style::Dim);
                }
            }
        }
        for cells in [day_line, times, line] {
            if cells.iter().any(|(c, _)| *c != ' ') {
                self.row(Vec::new(), cells);
            }
        }
    }

    fn ground(&self) -> Cells {
        self.ground.clone()
    }

    /// The empty chart of a row: the breaks and the midnights.
    fn empty(&self) -> Cells {
        let mut cells = vec![(' ', Style::Plain); self.right];
        for x in self.scale.midnights(&self.drawing.clock) {
            if let Some(cell) = cells.get_mut(x.round() as usize) {
                *cell = (self.glyphs.midnight, Style::Dim);
            }
        }
        for (from, to, _) in self.scale.breaks() {
            for x in columns(from, to) {
                if let Some(cell) = cells.get_mut(x) {
                    *cell = (' ', Style::Plain);
                }
            }
            if let Some(cell) = cells.get_mut(f64::midpoint(from, to).round() as usize) {
                *cell = (self.glyphs.gap, Style::Dim);
            }
        }
        cells
    }

    /// What is stated of the whole, and the phases.
    fn summary(&mut self) {
        let drawing = self.drawing;
        let names = drawing.stated.iter().map(|stated| stated.name);
        let names = names.chain(drawing.phases.iter().map(|phase| phase.name));
        let column = names.map(str::len).max().unwrap_or(0) + 2;
        for stated in &drawing.stated {
            let chart = self.stated_chart(stated);
            let value = words::value(drawing, stated);
            self.named_row((stated.name, column), &value, &stated.conflicts, chart);
        }
        for phase in &drawing.phases {
            let chart = self.phase_chart(phase);
            self.named_row((phase.name, column), &words::phase(phase), &[], chart);
        }
    }

    /// A name in a column so wide, and what it is.
    fn named_row(&mut self, (name, column): (&str, usize), value: &str, conflicts: &[usize], chart: Cells) {
        if self.left < column + LEAST_VALUE {
            let whole = self.left_lines(&format!("{name} {value}"), 0, conflicts, Style::Plain);
            self.rows(whole, chart);
            return;
        }
        let mut lines = self.left_lines(value, column, conflicts, Style::Strong);
        let cells = lines.first_mut().into_iter().flatten();
        for (cell, c) in cells.zip(name.chars()) {
            *cell = (c, Style::Plain);
        }
        self.rows(lines, chart);
    }

    fn stated_chart(&self, stated: &Stated) -> Cells {
        let mut cells = self.ground();
        let style = style_of(&stated.conflicts, Style::Plain);
        let [open, fill, close] = match stated.kind {
            Kind::Window => self.glyphs.window,
            Kind::Length => [self.glyphs.length; 3],
            Kind::Milestone(_) => [self.mark(true, &stated.conflicts); 3],
        };
        let (from, to) = (stated.from.min(stated.to), stated.from.max(stated.to));
        self.bar(&mut cells, (from, to), [open, fill, close], style);
        cells
    }

    fn phase_chart(&self, phase: &Phase) -> Cells {
        let mut cells = self.ground();
        self.bar(&mut cells, (phase.from.1, phase.to.1), [self.glyphs.phase; 3], Style::Plain);
        cells
    }

    fn bar(&self, cells: &mut Cells, (from, to): (i64, i64), [open, fill, close]: [char; 3], style: Style) {
        let (first, last) = (self.scale.x(from).round() as usize, self.scale.x(to).round() as usize);
        for x in first..=last {
            let glyph = if x == first {
                open
            } else if x == last {
                close
            } else {
                fill
            };
            if let Some(cell) = cells.get_mut(x) {
                *cell = (glyph, style);
            }
        }
        // A bar runs through a break, and shows it.
        for (start, end, _) in self.scale.breaks() {
            let middle = f64::midpoint(start, end).round() as usize;
            if (first + 1..last).contains(&middle)
                && let Some(cell) = cells.get_mut(middle)
            {
                *cell = (self.glyphs.gap, Style::Dim);
            }
        }
    }

    /// The entries, day by day; a line where the axis breaks.
    fn entries(&mut self) {
        let drawing = self.drawing;
        let mut previous: Option<&Entry> = None;
        for entry in &drawing.entries {
            let clock = &drawing.clock;
            if let Some(before) = previous
                && self.scale.is_broken(before.at, entry.at)
            {
                let gap = format!("{} {}", self.glyphs.cut, crate::incident::spoken(entry.at - before.at));
                let ground = self.ground();
                self.text_row(&gap, self.times + 1, &[], Style::Dim, ground);
            }
            let new_day = previous.is_none_or(|before| clock.day(before.at) != clock.day(entry.at));
            if new_day {
                let date = clock.long_date(entry.at);
                let ground = self.ground();
                if previous.is_none() {
                    self.row(Vec::new(), ground.clone());
                }
                if !date.is_empty() {
                    self.text_row(&date, 0, &[], Style::Strong, ground);
                }
            }
            self.entry(entry);
            previous = Some(entry);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let drawing = self.drawing;
        let mark = self.mark(entry.milestone.is_some(), &entry.conflicts);
        let usual = if entry.milestone.is_some() { Style::Strong } else { Style::Plain };
        let style = style_of(&entry.conflicts, usual);
        let mut cells = self.ground();
        let x = self.scale.x(entry.at).round() as usize;
        for cell in cells.iter_mut().take(x).filter(|(c, _)| *c == ' ') {
            *cell = (self.glyphs.leader, Style::Dim);
        }
        if let Some(end) = entry.end.filter(|end| *end > entry.at) {
            self.bar(&mut cells, (entry.at, end), [self.glyphs.range; 3], style);
        }
        if let Some(cell) = cells.get_mut(x) {
            *cell = (mark, style);
        }
        let time = words::time(drawing, entry);
        let indent = self.times + 3;
        let mut lines = self.left_lines(&words::text(drawing, entry), indent, &entry.conflicts, usual);
        if let Some(first) = lines.first_mut() {
            let mut head: Cells = pad(&time, self.times).chars().map(|c| (c, style)).collect();
            head.push((' ', Style::Plain));
            head.push((mark, style));
            head.push((' ', Style::Plain));
            first.splice(0..indent, head);
        }
        self.rows(lines, cells);
    }

    const fn mark(&self, milestone: bool, conflicts: &[usize]) -> char {
        match (conflicts.is_empty(), milestone) {
            (false, _) => self.glyphs.conflict,
            (true, true) => self.glyphs.milestone,
            (true, false) => self.glyphs.entry,
        }
    }

    /// A text of the left column, with the numbers of its conflicts behind it.
    fn left_lines(&self, text: &str, indent: usize, conflicts: &[usize], style: Style) -> Vec<Cells> {
        let numbers: Vec<String> = conflicts.iter().map(|n| words::badge(*n, self.ascii)).collect();
        let room = self.left.saturating_sub(indent + 1).max(8);
        let tail: usize = numbers.iter().map(|number| width(number) + 1).sum();
        let whole = wrap(&plain(text, self.ascii), room as f64, &|text| width(text) as f64);
        let mut lines = words::limited(whole, MOST_TEXT.div_ceil(room).max(3));
        if self.ascii {
            lines.iter_mut().for_each(|line| *line = line.replace('…', self.glyphs.ellipsis));
        }
        if !numbers.is_empty() && lines.last().is_some_and(|last| width(last) + tail > room) {
            lines.push(String::new());
        }
        let cells = |line: &String| {
            let mut cells = vec![(' ', Style::Plain); indent];
            cells.extend(line.chars().map(|c| (c, style)));
            cells
        };
        let mut rows: Vec<Cells> = lines.iter().map(cells).collect();
        if let Some(last) = rows.last_mut() {
            for (conflict, number) in conflicts.iter().zip(&numbers) {
                if last.len() > indent {
                    last.push((' ', Style::Plain));
                }
                last.extend(number.chars().map(|c| (c, Style::Conflict(*conflict))));
            }
        }
        rows
    }

    fn text_row(&mut self, text: &str, indent: usize, conflicts: &[usize], style: Style, chart: Cells) {
        let lines = self.left_lines(text, indent, conflicts, style);
        self.rows(lines, chart);
    }

    /// The lines of the left column; the chart stands beside the first.
    fn rows(&mut self, lines: Vec<Cells>, chart: Cells) {
        let ground = self.ground();
        for (i, line) in lines.into_iter().enumerate() {
            self.row(line, if i == 0 { chart.clone() } else { ground.clone() });
        }
    }

    fn row(&mut self, left: Cells, chart: Cells) {
        let used: usize = left.iter().map(|(c, _)| width_of(*c)).sum();
        let mut cells = left;
        cells.extend(std::iter::repeat_n((' ', Style::Plain), (self.left + 1).saturating_sub(used)));
        cells.extend(chart);
        while cells.last().is_some_and(|(c, _)| *c == ' ') {
            cells.pop();
        }
        paint(&mut self.out, &cells, self.look.color);
    }

    /// Lines over the whole width.
    fn lines(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.look.width.saturating_sub(indent).max(10);
        for line in wrap(&plain(text, self.ascii), room as f64, &|text| width(text) as f64) {
            let mut cells = vec![(' ', Style::Plain); indent];
            cells.extend(line.chars().map(|c| (c, style)));
            paint(&mut self.out, &cells, self.look.color);
        }
    }

    fn conflicts(&mut self) {
        for (number, conflict) in self.drawing.conflicts.iter().enumerate() {
            self.out.push('\n');
            let badge = words::badge(number, self.ascii);
            let indent = width(&badge) + 1;
            let severity = match conflict.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "advice",
            };
            self.lines(&format!("{badge} {severity}[{}]", conflict.rule), 0, Style::Conflict(number));
            self.lines(&conflict.message, indent, Style::Plain);
            for (place, role) in &conflict.places {
                let written = &place.written;
                self.lines(&format!("line {}: {written} ({role})", place.line), indent, Style::Dim);
            }
        }
    }
}
