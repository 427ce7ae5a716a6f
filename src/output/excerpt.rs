//! The part of a document that is shown around the labels of a finding.
//!
//! Paragraphs of real postmortems are often one line of 800 characters. A line
//! that is wider than the report is cut to a window around each label, with
//! `…` where text is left out. Characters that a terminal would obey become
//! symbols, and tabs become spaces. The excerpt remembers which line each of
//! its lines is and where each label went.

use super::visible::{APART, visible_char, width, width_of};
use super::windows::{Anchor, Windows};
use crate::span::{LineIndex, Position, Span, slice};
use std::collections::BTreeSet;
use std::ops::Range;

/// Stands where text is left out.
const CUT: char = '…';
/// A label over more lines than this is shown on its first line only.
const MOST_LINES: usize = 4;
/// Two groups of lines with at most this many lines between them are shown as
/// one.
const GAP: usize = 3;
/// Opens some files; it is no text.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Columns between tab stops.
const TAB: usize = 4;

/// A label, as far as the excerpt cares.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// What it is on, in the source.
    pub span: Span,
    /// The columns that its words take below the line.
    pub words: usize,
}

/// Where a mark is in the excerpt, and in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is underlined, in bytes of the excerpt.
    pub range: Range<usize>,
    /// Where it begins in the source.
    pub position: Position,
}

/// A line of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the source, counted from 1.
    pub number: usize,
    /// Its bytes in the excerpt, with the line end.
    pub range: Range<usize>,
}

/// Lines of a source, shortened and safe to print.
#[derive(Debug)]
pub struct Excerpt {
    text: String,
    lines: Vec<Line>,
    marks: Vec<Placed>,
}

/// A character of the source that is in the excerpt.
struct Shown {
    source: usize,
    range: Range<usize>,
}

impl Excerpt {
    /// The lines of `source` around `marks`, none wider than `columns` unless
    /// the marks on it need more.
    #[must_use]
    pub fn new(source: &str, index: &LineIndex<'_>, marks: &[Mark], columns: usize) -> Self {
        let marks: Vec<Mark> = marks.iter().map(|&mark| tidy(mark, source, index)).collect();
        let numbers = lines_to_show(source, index, &marks);
        let columns = columns.saturating_sub(gutter(&numbers, &marks, index));
        let mut text = String::new();
        let mut lines = Vec::new();
        let mut shown = Vec::new();
        for number in numbers {
            let start = text.len();
            let line = index.line(number);
            let windows = Windows::new(source, line, &anchors(line, &marks), columns);
            write_line(&mut text, &mut shown, source, line, windows.ranges());
            lines.push(Line { number, range: start..text.len() });
        }
        let marks = marks.iter().map(|mark| place(mark.span, &shown, index)).collect();
        Self { text, lines, marks }
    }

    /// The text of the excerpt. Each line of it ends with `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The marks, in the order they were given in.
    #[must_use]
    pub fn marks(&self) -> &[Placed] {
        &self.marks
    }

    /// The lines that hold `range` of the excerpt, with up to `before` and
    /// `after` lines around them, but never across a gap.
    #[must_use]
    pub fn lines_around(&self, range: &Range<usize>, before: usize, after: usize) -> &[Line] {
        let holding = |offset: usize| {
            let past = self.lines.partition_point(|line| line.range.start <= offset);
            past.saturating_sub(1)
        };
        let mut first = holding(range.start);
        let mut last = holding(range.end.saturating_sub(1).max(range.start));
        for _ in 0..before {
            first -= usize::from(first > 0 && self.adjacent(first - 1));
        }
        for _ in 0..after {
            last += usize::from(self.adjacent(last));
        }
        self.lines.get(first..=last).unwrap_or_default()
    }

    /// How many lines from `line` on are neighbours in the source.
    #[must_use]
    pub fn run_from(&self, line: &Line) -> usize {
        let first = self.lines.partition_point(|other| other.number < line.number);
        let mut last = first;
        while self.adjacent(last) {
            last += 1;
        }
        last - first + 1
    }

    /// Whether the line at `i` and the one after it are neighbours in the
    /// source.
    fn adjacent(&self, i: usize) -> bool {
        let number = |i: usize| self.lines.get(i).map(|line| line.number);
        number(i).zip(number(i + 1)).is_some_and(|(this, next)| this + 1 == next)
    }
}

/// The same mark without white space at its ends, in the bounds of the text,
/// and on its first line only where it covers too many.
fn tidy(mark: Mark, source: &str, index: &LineIndex<'_>) -> Mark {
    let start = index.position(mark.span.start).offset;
    let end = index.position(mark.span.end).offset.max(start);
    let text = slice(source, start..end);
    let kept = text.trim();
    if kept.is_empty() {
        return Mark { span: Span::new(start, start), ..mark };
    }
    let start = start + (text.len() - text.trim_start().len());
    let end = start + kept.len();
    let first = index.position(start).line;
    let end = if index.position(end).line - first >= MOST_LINES { index.line(first).end } else { end };
    Mark { span: Span::new(start, end), ..mark }
}

/// The numbers of the lines that marks are on, of their neighbours unless
/// blank, and of the lines in short gaps.
fn lines_to_show(source: &str, index: &LineIndex<'_>, marks: &[Mark]) -> Vec<usize> {
    let mut marked = BTreeSet::new();
    for mark in marks {
        marked.extend(index.position(mark.span.start).line..=index.position(mark.span.end).line);
    }
    let around = marked.iter().flat_map(|&line| line.saturating_sub(1)..=line + 1);
    let around: BTreeSet<usize> = around.filter(|&line| (1..=index.line_count()).contains(&line)).collect();
    let blank = |line: usize| slice(source, index.line(line).range()).trim().is_empty();
    let mut shown: Vec<usize> = Vec::new();
    for line in around.into_iter().filter(|line| marked.contains(line) || !blank(*line)) {
        if let Some(&last) = shown.last()
            && line - last <= GAP + 1
        {
            shown.extend(last + 1..line);
        }
        shown.push(line);
    }
    shown
}

/// The columns that line numbers and the arrows of marks over several lines
/// take from a line.
fn gutter(numbers: &[usize], marks: &[Mark], index: &LineIndex<'_>) -> usize {
    let digits = numbers.last().map_or(1, |number| number.to_string().len());
    let several = |mark: &&Mark| index.position(mark.span.start).line != index.position(mark.span.end).line;
    let arrows = marks.iter().filter(several).count();
    digits + 4 + if arrows > 0 { arrows + 3 } else { 0 }
}

/// What must be seen of a line: the marks on it; of one that goes on over
/// several lines, its beginning and its end.
fn anchors(line: Span, marks: &[Mark]) -> Vec<Anchor> {
    let inside = |offset: usize| line.start <= offset && offset <= line.end;
    let mut anchors = Vec::new();
    for Mark { span, words } in marks {
        match (inside(span.start), inside(span.end)) {
            (true, true) => anchors.push(Anchor { span: *span, words: *words }),
            (true, false) => anchors.push(Anchor { span: Span::new(span.start, span.start), words: 0 }),
            (false, true) => anchors.push(Anchor { span: Span::new(span.end, span.end), words: 0 }),
            (false, false) => {}
        }
    }
    if anchors.is_empty() {
        anchors.push(Anchor { span: Span::new(line.start, line.start), words: 0 });
    }
    anchors
}

/// Appends the windows of a line, and notes where each character went.
fn write_line(text: &mut String, shown: &mut Vec<Shown>, source: &str, line: Span, windows: &[Span]) {
    let begin = text.len();
    let mut done = line.start;
    for window in windows {
        if window.start > done {
            text.push(CUT);
        }
        for (i, c) in slice(source, window.range()).char_indices() {
            if c == '[' && text.ends_with("##") {
                text.push(APART);
            }
            let start = text.len();
            if c == '\t' {
                let column = width(slice(text, begin..));
                text.extend(std::iter::repeat_n(' ', TAB - column % TAB));
            } else if c != BYTE_ORDER_MARK {
                text.push(visible_char(c));
            }
            shown.push(Shown { source: window.start + i, range: start..text.len() });
        }
        done = window.end;
    }
    if done == line.end {
        // A mark may stand behind the last character.
        shown.push(Shown { source: line.end, range: text.len()..text.len() });
    } else {
        text.push(CUT);
    }
    text.push('\n');
}

/// Where a span of the source is in the excerpt.
fn place(span: Span, shown: &[Shown], index: &LineIndex<'_>) -> Placed {
    let first = shown.partition_point(|c| c.source < span.start);
    let past = shown.partition_point(|c| c.source < span.end);
    let last_end = shown.last().map_or(0, |c| c.range.end);
    let start = shown.get(first).map_or(last_end, |c| c.range.start);
    let end = past.checked_sub(1).and_then(|i| shown.get(i)).map_or(start, |c| c.range.end);
    let end = if span.is_empty() { start } else { end.max(start) };
    Placed { range: start..end, position: index.position(span.start) }
}

/// The columns that a character takes in an excerpt.
pub(super) fn columns_of(c: char) -> usize {
    if c == '\t' { TAB } else { width_of(visible_char(c)) }
}
