//! Each format tells for every place of every finding in every shape of the
//! fixtures the line and column that its readers count, held against a count
//! of our own.

mod support;

use pmlint::lint_file;
use pmlint::rules::RuleSet;
use pmlint::span::Span;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::Place;
use support::shapes::{SHAPES, fixtures};

/// Line and column, both from 1.
type At = (u64, u64);
/// Where a place begins and ends.
type Range = (At, At);
/// A finding: its file, its rule, and where it stands, first where it is told.
type Told<P> = (String, String, P);

/// What a column counts.
#[derive(Clone, Copy)]
enum Unit {
    /// Unicode scalar values; a byte order mark is none.
    Characters,
    /// Bytes of UTF-8, those of a byte order mark too.
    Bytes,
}

/// The documents by their paths.
struct Documents {
    texts: BTreeMap<String, String>,
    /// What is found, with the bytes of each place.
    found: Vec<Told<Vec<Span>>>,
}

impl Documents {
    fn all() -> &'static Self {
        static ALL: LazyLock<Documents> = LazyLock::new(Documents::read);
        &ALL
    }

    fn read() -> Self {
        let rules = RuleSet::default();
        let (mut texts, mut found) = (BTreeMap::new(), Vec::new());
        for (shape, shaped) in SHAPES {
            for fixture in fixtures(&["flawed"]) {
                let path = format!("{shape}/{}", fixture.name);
                let text = shaped(&fixture.text);
                for diagnostic in lint_file(&path, &text, &rules) {
                    let spans = diagnostic.finding.labels().map(|label| label.span).collect();
                    found.push((path.clone(), diagnostic.rule, spans));
                }
                texts.insert(path, text);
            }
        }
        Self { texts, found }
    }

    fn printed(&self, format: &str) -> String {
        let place = Place::new();
        self.texts.iter().for_each(|(path, text)| place.write(path, text.as_bytes()));
        let mut command = place.pmlint(&["check", "--isolated", "--quiet", "--output-format", format]);
        let output = command.args(self.texts.keys()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, format: &str) -> Value {
        serde_json::from_str(&self.printed(format)).unwrap()
    }

    /// What is to be told, as far as a format tells it.
    fn expected<P: Ord>(&self, told: impl Fn(&str, &[Span]) -> P) -> Vec<Told<P>> {
        let tell = |(path, rule, spans): &Told<Vec<Span>>| {
            (path.clone(), rule.clone(), told(&self.texts[path], spans))
        };
        sorted(self.found.iter().map(tell).collect())
    }
}

fn sorted<P: Ord>(mut all: Vec<Told<P>>) -> Vec<Told<P>> {
    all.sort();
    all
}

/// The line and column of a byte.
fn at(text: &str, offset: usize, unit: Unit) -> At {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let within = before.rsplit('\n').next().unwrap();
    let column = match unit {
        Unit::Characters => within.trim_start_matches('\u{feff}').chars().count(),
        Unit::Bytes => within.len(),
    };
    (line as u64 + 1, column as u64 + 1)
}

fn range(text: &str, span: Span, unit: Unit) -> Range {
    (at(text, span.start, unit), at(text, span.end, unit))
}

fn ranges(text: &str, spans: &[Span], unit: Unit) -> Vec<Range> {
    spans.iter().map(|span| range(text, *span, unit)).collect()
}

fn start(text: &str, spans: &[Span]) -> At {
    at(text, spans[0].start, Unit::Characters)
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// `{"start": {"line", "column"}, "end": …}`, whatever the ends are called.
fn span(value: &Value, [first, last]: [&str; 2]) -> Range {
    let [first, last] = [first, last].map(|end| (number(&value[end]["line"]), number(&value[end]["column"])));
    (first, last)
}

/// What stands between two places, by lines and characters.
fn cut(text: &str, (from, to): Range) -> String {
    let offset = |(line, column): At| {
        let before: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
        let mark = if before == 0 && column > 1 && text.starts_with('\u{feff}') { 1 } else { 0 };
        let within = text[before..].chars().take(column as usize - 1 + mark);
        before + within.map(char::len_utf8).sum::<usize>()
    };
    text[offset(from)..offset(to)].to_owned()
}

#[test]
fn json_and_its_offsets() {
    let documents = Documents::all();
    let found = documents.json("json");
    let mut told = Vec::new();
    for one in array(&found) {
        let path = text_of(&one["path"]);
        let text = &documents.texts[&path];
        let places = std::iter::once(one).chain(array(&one["labels"])).map(|place| &place["span"]);
        let mut ranges: Vec<Range> = Vec::new();
        for place in places {
            let range = span(place, ["start", "end"]);
            let [from, to] = ["start", "end"].map(|end| number(&place[end]["offset"]) as usize);
            assert_eq!(cut(text, range), text[from..to], "{path}: {place}");
            ranges.push(range);
        }
        told.push((path, text_of(&one["code"]), ranges));
    }
    assert_eq!(sorted(told), documents.expected(|text, spans| ranges(text, spans, Unit::Characters)));
    // There is something to count wrongly.
    let before = |(path, _, spans): &Told<Vec<Span>>| documents.texts[path][..spans[0].start].to_owned();
    let wide = |found: &&Told<Vec<Span>>| !before(found).rsplit('\n').next().unwrap().is_ascii();
    assert!(documents.found.len() > 400 && documents.found.iter().filter(wide).count() > 150);
}

#[test]
fn sarif() {
    let documents = Documents::all();
    let log = documents.json("sarif");
    let region = |location: &Value| {
        let region = &location["physicalLocation"]["region"];
        let [a, b, c, d] =
            ["startLine", "startColumn", "endLine", "endColumn"].map(|key| number(&region[key]));
        ((a, b), (c, d))
    };
    let told = array(&log["runs"][0]["results"]).map(|one| {
        let path = text_of(&one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
        let places = array(&one["locations"]).chain(array(&one["relatedLocations"]));
        (path, text_of(&one["ruleId"]), places.map(region).collect::<Vec<_>>())
    });
    assert_eq!(
        sorted(told.collect()),
        documents.expected(|text, spans| ranges(text, spans, Unit::Characters))
    );
}

#[test]
fn gitlab() {
    let documents = Documents::all();
    let list = documents.json("gitlab");
    let told = array(&list).map(|one| {
        let places = std::iter::once(&one["location"]).chain(array(&one["other_locations"]));
        let places = places.map(|place| span(&place["positions"], ["begin", "end"]));
        (text_of(&one["location"]["path"]), text_of(&one["check_name"]), places.collect::<Vec<_>>())
    });
    // The end is the last character inside.
    let inside = |text: &str, span: &Span| {
        let last = text[span.range()].char_indices().next_back().map_or(0, |(at, _)| at);
        range(text, Span::new(span.start, span.start + last), Unit::Characters)
    };
    let expected = documents.expected(|text, spans| spans.iter().map(|span| inside(text, span)).collect());
    assert_eq!(sorted(told.collect()), expected);
}

#[test]
fn rdjson() {
    let documents = Documents::all();
    let result = documents.json("rdjson");
    let told = array(&result["diagnostics"]).map(|one| {
        let related = array(&one["related_locations"]).map(|related| &related["location"]);
        let places = std::iter::once(&one["location"]).chain(related);
        let places = places.map(|place| span(&place["range"], ["start", "end"]));
        (text_of(&one["location"]["path"]), text_of(&one["code"]["value"]), places.collect::<Vec<_>>())
    });
    assert_eq!(sorted(told.collect()), documents.expected(|text, spans| ranges(text, spans, Unit::Bytes)));
}

#[test]
fn github() {
    let documents = Documents::all();
    let mut told = Vec::new();
    for line in documents.printed("github").lines() {
        let (_, command) = line.split_once(' ').unwrap();
        let (properties, _) = command.split_once("::").unwrap();
        let of: BTreeMap<&str, &str> =
            properties.split(',').map(|property| property.split_once('=').unwrap()).collect();
        let place =
            ["line", "endLine", "col", "endColumn"].map(|key| of.get(key).map(|n| n.parse().unwrap()));
        told.push((of["file"].to_owned(), of["title"].to_owned(), place));
    }
    let expected = documents.expected(|text, spans| {
        let ((line, column), (end_line, end_column)) = range(text, spans[0], Unit::Characters);
        // Columns are for places on one line.
        let of_line = |column| Some(column).filter(|_| line == end_line);
        [Some(line), Some(end_line), of_line(column), of_line(end_column)]
    });
    assert_eq!(sorted(told), expected);
}

/// What stands behind `path:line:col` with its place; the path has no colon.
fn placed(text: &str) -> (String, At, &str) {
    let mut parts = text.splitn(3, ':');
    let (path, line, rest) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    (path.to_owned(), (line.parse().unwrap(), rest[..digits].parse().unwrap()), &rest[digits..])
}

#[test]
fn concise() {
    let documents = Documents::all();
    let printed = documents.printed("concise");
    let told = printed.lines().map(|line| {
        let (path, at, rest) = placed(line);
        let (_, rule) = rest.split_once('[').unwrap();
        (path, rule.split(']').next().unwrap().to_owned(), at)
    });
    assert_eq!(sorted(told.collect()), documents.expected(start));
}

#[test]
fn full() {
    let documents = Documents::all();
    let mut told: Vec<(String, Vec<(String, At)>)> = Vec::new();
    for line in documents.printed("full").lines() {
        if let Some((_, place)) = line.split_once("╭─[") {
            let (path, at, _) = placed(place);
            told.last_mut().unwrap().1.push((path, at));
        } else if line.contains('/') && !line.contains(' ') {
            told.push((line.to_owned(), Vec::new()));
        }
    }
    let mut found = documents.found.clone();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(told.len(), found.len());
    for ((path, rule, spans), (told_rule, headers)) in found.iter().zip(&told) {
        assert_eq!(rule, told_rule, "{path}");
        // Places far apart are drawn each by itself.
        let text = &documents.texts[path];
        let places: Vec<(String, At)> =
            spans.iter().map(|span| (path.clone(), start(text, &[*span]))).collect();
        assert!(headers.contains(&places[0]), "{rule}: {headers:?}, not {places:?}");
        assert!(headers.iter().all(|header| places.contains(header)), "{rule}: {headers:?}, not {places:?}");
    }
}

#[test]
fn junit() {
    let documents = Documents::all();
    let mut told = Vec::new();
    for line in documents.printed("junit").lines().filter(|line| line.contains("<testcase ")) {
        let value = |key: &str| {
            let (_, rest) = line.split_once(&format!(" {key}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        if let Some((rule, place)) = value("name").split_once(" at ") {
            let (line, column) = place.split_once(':').unwrap();
            let at = (line.parse().unwrap(), column.parse().unwrap());
            told.push((value("classname"), rule.to_owned(), at));
        }
    }
    assert_eq!(sorted(told), documents.expected(start));
}
