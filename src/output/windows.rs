//! Which parts of a long line are shown: a window around each place that must
//! be seen, as wide as the report allows.

use super::excerpt::columns_of;
use crate::span::{Span, slice};

/// How far a window's edge moves back to end between two words.
const WORD: usize = 14;
/// Columns of text on each side of an anchor that the words below may not take
/// away.
const ENOUGH: usize = 12;
/// Columns that are kept free for the marks of a cut around a window.
const CUTS: usize = 2;
/// Columns between the middle of an anchor and the words below it.
const STEM: usize = 4;
/// A gap this narrow is shown: leaving it out would save nothing.
const NARROW: usize = 2;

/// A place that must be seen.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// Where, in the source.
    pub span: Span,
    /// The columns that its words take below the line.
    pub words: usize,
}

/// A part of the line, growing around the anchors it holds.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// What must be seen.
    core: Span,
    /// What is shown.
    shown: Span,
    words: usize,
}

/// The parts of a line that are shown, in order.
#[derive(Debug)]
pub struct Windows {
    ranges: Vec<Span>,
}

impl Windows {
    /// Parts of `line` that hold the anchors in at most `columns`, unless the
    /// anchors alone need more.
    #[must_use]
    pub fn new(source: &str, line: Span, anchors: &[Anchor], columns: usize) -> Self {
        if fits(source, line, columns) {
            return Self { ranges: vec![line] };
        }
        let line = Cutter { source, line, columns };
        let mut windows = line.cores(anchors);
        line.grow(&mut windows);
        line.end_between_words(&mut windows);
        Self { ranges: line.joined(&windows) }
    }

    /// The parts, in order and without overlap.
    #[must_use]
    pub fn ranges(&self) -> &[Span] {
        &self.ranges
    }
}

/// Whether a line is narrow enough. It reads no more of the line than needed.
fn fits(source: &str, line: Span, columns: usize) -> bool {
    let mut left = columns;
    slice(source, line.range()).chars().all(|c| match left.checked_sub(columns_of(c)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    })
}

/// A line that is too wide, and the columns it may take.
struct Cutter<'a> {
    source: &'a str,
    line: Span,
    columns: usize,
}

impl Cutter<'_> {
    fn text(&self, span: Span) -> &str {
        slice(self.source, span.range())
    }

    fn width(&self, span: Span) -> usize {
        self.text(span).chars().map(columns_of).sum()
    }

    /// A window for each anchor. Anchors that overlap share one; one that is
    /// too wide is shown by its two ends.
    fn cores(&self, anchors: &[Anchor]) -> Vec<Window> {
        let share = (self.columns / anchors.len().max(1)).saturating_sub(2 * CUTS).max(ENOUGH);
        let mut cores: Vec<(Span, usize)> = Vec::new();
        for &Anchor { span, words } in anchors {
            if fits(self.source, span, share) {
                cores.push((span, words));
            } else {
                cores.push((Span::new(span.start, self.forward(span.start, share * 2 / 3)), words));
                cores.push((Span::new(self.back(span.end, share / 3), span.end), 0));
            }
        }
        cores.sort();
        let mut windows: Vec<Window> = Vec::new();
        for (core, words) in cores {
            match windows.last_mut() {
                Some(last) if core.start < last.core.end => {
                    last.core = last.core.cover(core);
                    last.shown = last.core;
                    last.words = last.words.max(words);
                }
                _ => windows.push(Window { core, shown: core, words }),
            }
        }
        windows
    }

    /// The place `columns` to the right of `from`, or the line's end.
    fn forward(&self, from: usize, columns: usize) -> usize {
        let mut used = 0;
        let within = |c: &char| {
            used += columns_of(*c);
            used <= columns
        };
        from + self
            .text(Span::new(from, self.line.end))
            .chars()
            .take_while(within)
            .map(char::len_utf8)
            .sum::<usize>()
    }

    /// The place `columns` to the left of `from`, or the line's start.
    fn back(&self, from: usize, columns: usize) -> usize {
        let mut used = 0;
        let within = |c: &char| {
            used += columns_of(*c);
            used <= columns
        };
        let before = self.text(Span::new(self.line.start, from)).chars().rev();
        from - before.take_while(within).map(char::len_utf8).sum::<usize>()
    }

    /// Lets the windows grow to both sides, a character at a time and all
    /// alike, until the columns are used up.
    fn grow(&self, windows: &mut [Window]) {
        let cuts = CUTS * (windows.len() + 1);
        let used: usize = windows.iter().map(|window| self.width(window.shown)).sum();
        let mut room = self.columns.saturating_sub(cuts + used);
        loop {
            let mut grown = 0;
            for i in 0..windows.len() {
                grown += self.grow_right(windows, i, room.saturating_sub(grown));
                grown += self.grow_left(windows, i, room.saturating_sub(grown));
            }
            room = room.saturating_sub(grown);
            if grown == 0 || room == 0 {
                return;
            }
        }
    }

    fn grow_right(&self, windows: &mut [Window], i: usize, room: usize) -> usize {
        let limit = windows.get(i + 1).map_or(self.line.end, |next| next.shown.start);
        let Some(window) = windows.get(i) else {
            return 0;
        };
        let end = window.shown.end;
        let enough = self.width(Span::new(window.core.end, end)) >= ENOUGH;
        if end >= limit || (enough && self.words_need_room(windows, i + 1)) {
            return 0;
        }
        let next = self.text(Span::new(end, limit)).chars().next();
        let Some((c, taken)) = next.map(|c| (c, columns_of(c))).filter(|(_, taken)| *taken <= room) else {
            return 0;
        };
        if let Some(window) = windows.get_mut(i) {
            window.shown.end += c.len_utf8();
        }
        taken
    }

    fn grow_left(&self, windows: &mut [Window], i: usize, room: usize) -> usize {
        let limit =
            i.checked_sub(1).and_then(|i| windows.get(i)).map_or(self.line.start, |last| last.shown.end);
        let Some(window) = windows.get(i) else {
            return 0;
        };
        let start = window.shown.start;
        let enough = self.width(Span::new(start, window.core.start)) >= ENOUGH;
        if start <= limit || (enough && self.words_need_room(windows, i)) {
            return 0;
        }
        let last = self.text(Span::new(limit, start)).chars().next_back();
        let Some((c, taken)) = last.map(|c| (c, columns_of(c))).filter(|(_, taken)| *taken <= room) else {
            return 0;
        };
        if let Some(window) = windows.get_mut(i) {
            window.shown.start -= c.len_utf8();
        }
        taken
    }

    /// Whether more text before one of the windows from `first` on would push
    /// the words below it out of the report.
    fn words_need_room(&self, windows: &[Window], first: usize) -> bool {
        let mut column = 0;
        for (i, window) in windows.iter().enumerate() {
            column += CUTS;
            let lead = self.width(Span::new(window.shown.start, window.core.start));
            let middle = column + lead + self.width(window.core) / 2;
            if i >= first && middle + STEM + window.words >= self.columns {
                return true;
            }
            column += self.width(window.shown);
        }
        false
    }

    /// Moves the edges of windows back to the nearest gap between words.
    fn end_between_words(&self, windows: &mut [Window]) {
        for window in windows {
            if window.shown.start > self.line.start {
                let lead = self.text(Span::new(window.shown.start, window.core.start));
                let space = lead.char_indices().take(WORD).find(|(_, c)| c.is_whitespace());
                window.shown.start += space.map_or(0, |(i, _)| i);
            }
            if window.shown.end < self.line.end {
                let tail = self.text(Span::new(window.core.end, window.shown.end));
                let mut near = tail.char_indices().rev().take(WORD);
                if let Some((i, c)) = near.find(|(_, c)| c.is_whitespace()) {
                    window.shown.end = window.core.end + i + c.len_utf8();
                }
            }
        }
    }

    /// The windows as spans, those with next to nothing between them as one.
    fn joined(&self, windows: &[Window]) -> Vec<Span> {
        let mut ranges: Vec<Span> = Vec::new();
        for window in windows {
            match ranges.last_mut() {
                Some(last) if self.narrow(Span::new(last.end, window.shown.start)) => {
                    *last = last.cover(window.shown);
                }
                _ => ranges.push(window.shown),
            }
        }
        ranges
    }

    fn narrow(&self, gap: Span) -> bool {
        gap.start >= gap.end || fits(self.source, gap, NARROW)
    }
}
