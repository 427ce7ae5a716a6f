//! For every finding of every fixture, in every shape, at each of its places:
//! a comment there keeps that finding silent and changes nothing else, and one
//! that names another rule is told that it has no use.

use crate::shapes::{Fixture, SHAPES, fixtures};
use pmlint::finding::Diagnostic;
use pmlint::lint;
use pmlint::rules::{RuleSet, catalogue};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a comment says beside its names.
const WHY: &str = "-- quoted, 日本 👩\u{200d}🚒";

/// A way to keep a place silent: what is put where, and where it then holds.
struct Way {
    kind: &'static str,
    /// Where, and what with `NAME` for the rule; in order.
    put: Vec<(usize, String)>,
    /// Bytes of the text as it was.
    region: Range<usize>,
}

impl Way {
    fn new(kind: &'static str, at: usize, what: String, region: Range<usize>) -> Self {
        Self { kind, put: vec![(at, what)], region }
    }

    fn text(&self, text: &str, name: &str) -> String {
        let mut out = text.to_owned();
        for (at, what) in self.put.iter().rev() {
            out.insert_str(*at, &what.replace("NAME", name));
        }
        out
    }

    /// Where a byte of the new text stood.
    fn back(&self, offset: usize, name: &str) -> usize {
        let mut moved = 0;
        for (at, what) in &self.put {
            let long = what.replace("NAME", name).len();
            moved += offset.saturating_sub(at + moved).min(long);
        }
        offset - moved
    }
}

/// A text in lines, each with its end.
struct Lines<'t> {
    text: &'t str,
    all: Vec<Range<usize>>,
    end: &'static str,
    /// Lines in which a comment would be none: of front matter, code, a comment.
    closed: Vec<bool>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut all = Vec::new();
        let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        for line in text[at..].split_inclusive('\n') {
            all.push(at..at + line.len());
            at += line.len();
        }
        let mut closed = Vec::new();
        let (mut fence, mut remark) = (None, false);
        for (n, line) in all.iter().enumerate() {
            let bare = text[line.clone()].trim();
            let front = n == 0 && (bare == "---" || bare == "+++");
            let opens = front || bare.starts_with("```") || bare.starts_with("~~~");
            remark |= bare.starts_with("<!--");
            closed.push(fence.is_some() || opens || remark);
            remark &= !bare.ends_with("-->");
            fence = match fence {
                None if opens => Some(&bare[..3]),
                Some(mark) if bare.starts_with(mark) => None,
                other => other,
            };
        }
        Self { text, all, end: if text.contains("\r\n") { "\r\n" } else { "\n" }, closed }
    }

    fn bare(&self, n: usize) -> &'t str {
        self.all.get(n).map_or("", |line| self.text[line.clone()].trim_end())
    }

    fn is_blank(&self, n: Option<usize>) -> bool {
        n.is_none_or(|n| self.bare(n).trim().is_empty())
    }

    fn is_item(&self, n: usize) -> bool {
        let bare = self.bare(n).trim_start();
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        ["- ", "* ", "+ ", "• ", "•\t"].iter().any(|mark| bare.starts_with(mark))
            || (rest.len() < bare.len() && (rest.starts_with(". ") || rest.starts_with(".\t")))
    }

    fn is_row(&self, n: usize) -> bool {
        self.bare(n).trim_start().starts_with('|')
    }

    /// Whether a block of the document itself begins with a line, and no list
    /// that is open there would be cut in two.
    fn begins_block(&self, n: usize) -> bool {
        let before = (0..n).rev().find(|&n| !self.is_blank(Some(n)));
        let in_list = before.is_some_and(|n| self.is_item(n) || self.bare(n).starts_with([' ', '\t']));
        let inner = self.bare(n).starts_with([' ', '\t']) || (in_list && self.is_item(n));
        self.is_blank(n.checked_sub(1)) && !self.is_blank(Some(n)) && !inner && !self.closed[n]
    }

    /// The line that a byte stands on.
    fn line(&self, offset: usize) -> usize {
        self.all.partition_point(|line| line.end <= offset).min(self.all.len() - 1)
    }

    /// All ways to silence a place on this line.
    fn ways(&self, n: usize) -> Vec<Way> {
        let mut ways = vec![self.file()];
        if !self.closed[n] {
            ways.push(self.on_line(n));
            ways.extend(self.above(n));
            ways.extend(self.around(n));
        }
        ways
    }

    fn file(&self) -> Way {
        let what = format!("{0}{0}<!-- pmlint-disable-file NAME {WHY} -->{0}", self.end);
        Way::new("file", self.text.len(), what, 0..usize::MAX)
    }

    fn on_line(&self, n: usize) -> Way {
        let line = &self.all[n];
        let bare = self.bare(n);
        let inside = if self.is_row(n) { bare.strip_suffix('|').unwrap_or(bare) } else { bare };
        let what = format!(" <!-- pmlint-disable-line NAME {WHY} -->");
        Way::new("line", line.start + inside.trim_end().len(), what, line.clone())
    }

    /// Above a block of one line, or a table.
    fn above(&self, n: usize) -> Option<Way> {
        let last = if self.is_row(n) {
            (n..).take_while(|&n| self.is_row(n)).last()?
        } else {
            let alone = self.is_blank(Some(n + 1)) || (self.is_item(n) && self.is_item(n + 1));
            alone.then_some(n)?
        };
        let first = (0..=n).rev().take_while(|&n| self.is_row(n)).last().unwrap_or(n);
        let what = format!("<!-- pmlint-disable-next-line NAME {WHY} -->{}", self.end);
        let region = self.all[first].start..self.all[last].end;
        self.begins_block(first).then(|| Way::new("next-line", region.start, what, region))
    }

    /// Around the block.
    fn around(&self, n: usize) -> Option<Way> {
        let first = (0..=n).rev().find(|&n| self.begins_block(n))?;
        let next = (n + 1..self.all.len()).find(|&n| self.begins_block(n));
        let begin = format!("<!-- pmlint-disable NAME {WHY} -->{0}{0}", self.end);
        let enable = "<!-- pmlint-enable NAME -->";
        let (at, end) = match next {
            Some(next) => (self.all[next].start, format!("{enable}{0}{0}", self.end)),
            None => (self.text.len(), format!("{0}{0}{enable}{0}", self.end)),
        };
        let start = self.all[first].start;
        Some(Way { kind: "block", put: vec![(start, begin), (at, end)], region: start..at })
    }
}

/// A finding as it is compared: its rule, what it says, and where.
type Told = (String, String, Vec<(usize, usize, String)>);

fn told(found: &Diagnostic, back: impl Fn(usize) -> usize) -> Told {
    let place = |label: &pmlint::finding::Label| {
        (back(label.span.start), back(label.span.end), label.message.clone())
    };
    (found.rule.clone(), found.finding.message.clone(), found.finding.labels().map(place).collect())
}

fn sorted(mut all: Vec<Told>) -> Vec<Told> {
    all.sort();
    all
}

fn touches(found: &Diagnostic, region: &Range<usize>) -> bool {
    let mut spans = found.finding.labels().map(|label| label.span);
    spans.any(|span| span.start < region.end && region.start < span.end.max(span.start + 1))
}

/// A rule that has nothing to say of a text.
fn silent_rule(text: &str, found: &[Diagnostic]) -> String {
    let names = catalogue().iter().map(|rule| rule.page.name.to_string());
    let mut quiet = names.filter(|name| {
        let alone = RuleSet::choose(std::slice::from_ref(name), &[]).unwrap();
        !name.starts_with("suppression/")
            && found.iter().all(|found| found.rule != *name)
            && lint(text, &alone).is_empty()
    });
    quiet.next().unwrap()
}

/// How often each kind of comment was tried.
type Tally = BTreeMap<&'static str, usize>;

/// With `all`, each place is tried with all names, otherwise in turn with one.
fn hold(place: &str, text: &str, all: bool, tally: &mut Tally) {
    let rules = RuleSet::default();
    let before = lint(text, &rules);
    let lines = Lines::of(text);
    let other = silent_rule(text, &before);
    let mut tried = BTreeSet::new();
    for found in before.iter().filter(|found| !found.rule.starts_with("suppression/")) {
        let family = format!("{}/*", found.rule.split('/').next().unwrap());
        for label in found.finding.labels() {
            for way in lines.ways(lines.line(label.span.start)) {
                let names = [found.rule.as_str(), family.as_str(), other.as_str()];
                let turn = tally.values().sum::<usize>() % names.len();
                for name in if all { &names[..] } else { &names[turn..=turn] }.iter().copied() {
                    let silent = way.text(text, name);
                    if !tried.insert(silent.clone()) {
                        continue;
                    }
                    let speaks_of = |rule: &str| {
                        name.strip_suffix('*').map_or(rule == name, |family| rule.starts_with(family))
                    };
                    let kept = before.iter().filter(|d| !(speaks_of(&d.rule) && touches(d, &way.region)));
                    let expected = sorted(kept.map(|d| told(d, |offset| offset)).collect());
                    let after = lint(&silent, &rules);
                    // What is said of the comment itself stands in it.
                    let (own, after): (Vec<_>, Vec<_>) = after.iter().partition(|d| {
                        let span = d.finding.primary.span;
                        way.back(span.start, name) == way.back(span.end, name) && !span.is_empty()
                    });
                    let after =
                        sorted(after.iter().map(|d| told(d, |offset| way.back(offset, name))).collect());
                    let case = format!("{place}: {name} by {} of {:?}\n{silent}", way.kind, way.put);
                    assert_eq!(after, expected, "{case}");
                    let own: Vec<&str> = own.iter().map(|d| d.rule.as_str()).collect();
                    let unused: &[&str] = if name == other { &["suppression/unused"] } else { &[] };
                    assert_eq!(own, unused, "{case}");
                    *tally.entry(way.kind).or_default() += 1;
                }
            }
        }
    }
}

fn hold_in(shape: &str) {
    let least = if shape == "plain" { 150 } else { 50 };
    let (_, shaped) = SHAPES.into_iter().find(|(name, _)| *name == shape).unwrap();
    let mut tally = Tally::new();
    for Fixture { name, text } in fixtures(&["clean", "flawed"]) {
        hold(&format!("{name} ({shape})"), &shaped(&text), shape == "plain", &mut tally);
    }
    println!("{shape}: {tally:?}");
    for kind in ["file", "line", "next-line", "block"] {
        assert!(tally.get(kind).is_some_and(|&tried| tried >= least), "{shape}: {tally:?}");
    }
}

#[test]
fn in_plain_text() {
    hold_in("plain");
}

#[test]
fn with_line_ends_of_two_bytes() {
    hold_in("crlf");
}

#[test]
fn behind_a_byte_order_mark() {
    hold_in("bom");
}

#[test]
fn behind_wide_letters() {
    hold_in("wide");
}

#[test]
fn behind_emoji_and_tabs_without_a_last_line_end() {
    hold_in("emoji-and-tabs");
}

#[test]
fn behind_all_of_it() {
    hold_in("all");
}
