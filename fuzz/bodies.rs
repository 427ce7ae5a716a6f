//! What each fuzz target does with its bytes, and what must hold whatever they
//! are. `tests/replay.rs` runs the same over the inputs that are kept.
//!
//! The rules are built once in a process: that takes longer than to lint what
//! is small.

use lsp_server::{Connection, Message, Notification, Request};
use pmlint::config::{Asked, World, load};
use pmlint::document::Document;
use pmlint::facts::Facts;
use pmlint::finding::{Diagnostic, Safety, Severity};
use pmlint::fix::{apply, fix as mend};
use pmlint::incident::Incident;
use pmlint::lint_file;
use pmlint::output::facts::FactSheet;
use pmlint::output::visible::is_unsafe;
use pmlint::output::{Format, ListFormat, Look, Report, human, render};
use pmlint::rules::{RuleSet, catalogue};
use pmlint::span::Span;
use pmlint::suppress::Suppressions;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A target: its name, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 7] = [
    ("lint", lint),
    ("facts", facts),
    ("fix", fix),
    ("suppress", suppress),
    ("config", config),
    ("output", output),
    ("lsp", lsp),
];

/// The name that documents go by.
const NAME: &str = "2024-01-18-checkout.md";

/// Every rule, also those that are off by default.
fn all_rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::of(catalogue().iter()))
}

fn default_rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(RuleSet::default)
}

fn sliced<'t>(text: &'t str, span: Span, what: &str) -> &'t str {
    let slice = text.get(span.range());
    slice.unwrap_or_else(|| panic!("{what}: {span:?} is no slice of the text"))
}

/// That findings say something, stand in the text, and come in its order.
fn hold_findings(text: &str, found: &[Diagnostic]) {
    let mut last = 0;
    for Diagnostic { rule, finding, .. } in found {
        assert!(!finding.message.is_empty(), "{rule} says nothing");
        for label in finding.labels() {
            sliced(text, label.span, rule);
        }
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            sliced(text, edit.span, rule);
        }
        assert!(finding.primary.span.start >= last, "{rule} is out of order");
        last = finding.primary.span.start;
    }
}

/// All rules over a text.
pub fn lint(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let found = lint_file(NAME, &text, all_rules());
    hold_findings(&text, &found);
    // The same answer again, now and then: it takes as long again.
    if data.len().is_multiple_of(16) {
        assert_eq!(found, lint_file(NAME, &text, all_rules()), "another answer to the same text");
    }
}

/// What is read of a text, before any rule.
pub fn facts(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let document = Document::parse(&text).kept_in(NAME);
    for block in document.blocks() {
        sliced(&text, block.span, "a block");
        if let Some(label) = &block.label {
            sliced(&text, label.span, "a label");
            assert!(block.text.text().get(label.value..).is_some(), "a label's value");
        }
    }
    for section in document.sections() {
        sliced(&text, section.heading, "a heading");
    }
    let facts = Facts::read(&document);
    let mut last = 0;
    for fact in facts.all() {
        assert!(!sliced(&text, fact.span, "a fact").is_empty(), "a fact without text: {fact:?}");
        assert!(fact.span.start >= last, "a fact out of order: {fact:?}");
        last = fact.span.start;
    }
    for fault in facts.faults() {
        sliced(&text, fault.span, "a fault");
    }
    let incident = Incident::rebuild(&document, &facts);
    for entry in incident.entries() {
        sliced(&text, entry.span, "an entry");
    }
    assert_eq!(incident.resolved.len(), facts.all().len(), "what times were read as");
    let path = NAME.to_owned();
    let sheet = [FactSheet { path, text: text.to_string(), facts, resolved: incident.resolved }];
    printable(&pmlint::output::facts::render(&sheet, ListFormat::Text));
    is_json(&pmlint::output::facts::render(&sheet, ListFormat::Json));
}

/// What the fixes make of a text: linted again nothing more is said, once more
/// nothing changes, and what is called safe loses no word.
pub fn fix(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let rules = default_rules();
    let lint = |text: &str| lint_file(NAME, text, rules);
    let before = lint(&text);
    for diagnostic in &before {
        if let Some(fix) = &diagnostic.finding.fix {
            assert!(!fix.edits.is_empty(), "{}: a fix without edits", diagnostic.rule);
            assert!(apply(&text, &[fix]).is_some(), "{}: a fix that does not fit", diagnostic.rule);
        }
    }
    if before.iter().all(|found| found.finding.fix.is_none()) {
        return;
    }
    for most in [Safety::Safe, Safety::Unsafe] {
        let fixed = mend(&text, most, lint);
        let after = lint(&fixed.text);
        assert_eq!(fixed.remaining, after, "what remains is not what is found");
        assert_eq!(fixed.applied == 0, fixed.text == text, "changed without a fix");
        // A section that was missing may be there by now, and empty.
        let of = |found: &[Diagnostic], rule: &str| found.iter().filter(|d| d.rule == rule).count();
        let missing = "structure/missing-section";
        let added = of(&before, missing).saturating_sub(of(&after, missing));
        assert!(after.len() + fixed.applied <= before.len() + added, "fixes that mend nothing");
        for rule in after.iter().map(|found| found.rule.as_str()).collect::<BTreeSet<_>>() {
            let room = of(&before, rule) + if rule == "structure/empty-section" { added } else { 0 };
            assert!(of(&after, rule) <= room, "{rule} says more than before:\n{}", fixed.text);
        }
        assert_eq!(mend(&fixed.text, most, lint).text, fixed.text, "no fixed point");
        let marked = |text: &str| text.starts_with('\u{feff}');
        assert_eq!(marked(&text), marked(&fixed.text), "a byte order mark is lost");
        let bare = |text: &str| text.replace("\r\n", "").matches(['\r', '\n']).count();
        if text.contains("\r\n") && bare(&text) == 0 {
            assert_eq!(bare(&fixed.text), 0, "line ends are mixed");
        }
        if most == Safety::Safe {
            assert_eq!(words(&text), words(&fixed.text), "words are lost");
        }
    }
}

/// What is read in a text: its words, without comments.
fn words(text: &str) -> Vec<String> {
    let mut visible = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        visible.push_str(before);
        visible.push(' ');
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    visible.push_str(rest);
    let parts = visible.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Comments that keep rules silent: they stand where they say, add nothing but
/// what is said of themselves, and one over the whole file leaves only that.
pub fn suppress(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let document = Document::parse(&text);
    let suppressions = Suppressions::read(&document);
    for directive in &suppressions.directives {
        sliced(&text, directive.comment, "a comment");
    }
    for (id, _, target) in suppressions.targets() {
        if let Some(name) = &target.name {
            assert_eq!(sliced(&text, name.span, "a name"), name.text, "another name stands there");
        }
        if let Some(region) = target.region {
            // It may end behind the text, where all of the rest is meant.
            sliced(&text, Span::new(region.start, region.end.min(text.len())), "where a comment holds");
        }
        for partner in &target.partners {
            let back = suppressions.target(*partner).unwrap_or_else(|| panic!("{partner:?} is nowhere"));
            assert!(back.partners.contains(&id), "{id:?} and {partner:?} are no pair");
        }
    }
    let is_own = |found: &&Diagnostic| found.rule.starts_with("suppression/");
    hold_findings(&text, &lint_file(NAME, &text, default_rules()));
    let whole = format!("<!-- pmlint-disable-file -->\n\n{text}");
    let left = lint_file(NAME, &whole, default_rules());
    let spoken = left.iter().find(|found| !is_own(found));
    assert!(spoken.is_none(), "not silent: {spoken:?}");
}

/// Files in memory; what parts them is a line `%%% NAME`.
struct Memory {
    files: BTreeMap<PathBuf, String>,
    read: RefCell<usize>,
}

impl Memory {
    fn new(text: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut name = PathBuf::from("/a/pmlint.toml");
        for line in text.split_inclusive('\n') {
            if let Some(next) = line.strip_prefix("%%% ") {
                name = Path::new("/a").join(next.trim());
            } else {
                files.entry(name.clone()).or_insert_with(String::new).push_str(line);
            }
        }
        files.entry("/a/pmlint.toml".into()).or_default();
        Self { files, read: RefCell::new(0) }
    }
}

impl World for Memory {
    fn read(&self, path: &Path) -> Result<String, String> {
        *self.read.borrow_mut() += 1;
        assert!(*self.read.borrow() < 10_000, "it never ends");
        self.files.get(path).cloned().ok_or_else(|| "does not exist".to_owned())
    }

    fn find(&self, folder: &Path, glob: &str) -> Result<Vec<PathBuf>, String> {
        let fits = |path: &&PathBuf| path.starts_with(folder) && path.to_string_lossy().ends_with(glob);
        Ok(self.files.keys().filter(fits).cloned().collect())
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.components().collect()
    }

    fn name(&self, path: &Path) -> String {
        path.display().to_string()
    }
}

/// A configuration, what it extends, and a team's own pages: read, or refused
/// with the places of all that is wrong.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let world = Memory::new(&text);
    match load(Path::new("/a/pmlint.toml"), &world) {
        Err(errors) => {
            assert!(!errors.is_empty(), "refused for nothing");
            for error in &errors {
                assert!(!error.message.is_empty(), "refused without a word");
                if let Some(span) = error.span {
                    sliced(&error.text, span, &error.message);
                }
            }
            printable(&human::config_errors(&errors, Look::PLAIN));
        }
        Ok(config) => {
            let asked = Asked::default();
            let file = Path::new("/a").join(NAME);
            let _ = config.verdict(&file);
            assert!(config.explained(&file, &asked).len() >= catalogue().len(), "rules are lost");
            for format in [ListFormat::Text, ListFormat::Json] {
                let (path, config, file) = (NAME.to_owned(), &config, file.as_path());
                let sheet =
                    pmlint::output::config::Sheet { path, config, file, is_folder: false, asked: &asked };
                let printed = pmlint::output::config::render(&sheet, format);
                if format == ListFormat::Text { printable(&printed) } else { is_json(&printed) }
            }
            let rules = config.rules(&file, &asked).unwrap_or_else(|rule| panic!("{rule}"));
            // Without the fences the pages are documents with their own examples.
            let found = lint_file(NAME, &text, &rules);
            hold_findings(&text, &found);
            formats(NAME, &text, found);
        }
    }
}

/// The first line is the path, the rest the document: every format can be read
/// by those who read it, and none hands on what a terminal would obey.
pub fn output(data: &[u8]) {
    let whole = String::from_utf8_lossy(data);
    let (path, text) = whole.split_once('\n').unwrap_or(("a.md", &whole));
    let found = lint_file(path, text, all_rules());
    formats(path, text, found);
}

/// Holds every format to what it promises.
pub fn formats(path: &str, text: &str, diagnostics: Vec<Diagnostic>) {
    let count = diagnostics.len();
    let fails_at = Some(Severity::Warning);
    let reports =
        [Report { path: path.to_owned(), text: text.to_owned(), diagnostics, fails_at, picture: None }];
    let print = |format| render(&reports, format, Look::PLAIN);
    printable(&print(Format::Full));
    let concise = print(Format::Concise);
    printable(&concise);
    assert_eq!(concise.lines().count(), count, "a finding is not one line");
    let github = print(Format::Github);
    printable(&github);
    let is_ours = |line: &&str| {
        ["::error", "::warning", "::notice"].iter().any(|kind| line.starts_with(&format!("{kind} file=")))
    };
    let commands = github.lines().filter(is_ours).count();
    assert_eq!((commands, github.lines().count()), (count, count), "a finding is not one command");
    for format in [Format::Full, Format::Concise] {
        let commands = print(format).lines().filter(|line| line.trim_start().starts_with("::")).count();
        assert_eq!(commands, 0, "{format:?} has a command to a runner");
    }
    for format in [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Gitlab,
        Format::Rdjson,
        Format::Junit,
    ] {
        assert!(!print(format).contains("##["), "{format:?} has a command to a runner");
    }
    for format in [Format::Json, Format::Sarif, Format::Gitlab, Format::Rdjson] {
        let printed = print(format);
        is_json(&printed);
        assert!(!printed.contains(|c| is_unsafe(c) && c != '\n'), "{format:?} has raw controls");
    }
    let junit = print(Format::Junit);
    assert!(!junit.contains(|c| is_unsafe(c) && c != '\n'), "junit has raw controls");
    let mut reader = quick_xml::Reader::from_str(&junit);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("junit is no XML: {error}\n{junit}"),
        }
    }
}

/// That a terminal obeys nothing of it.
fn printable(printed: &str) {
    let obeyed = printed.chars().find(|&c| is_unsafe(c) && c != '\n');
    assert!(obeyed.is_none(), "{obeyed:?} reaches the terminal");
}

fn is_json(printed: &str) {
    let read: Result<Value, _> = serde_json::from_str(printed);
    assert!(read.is_ok(), "no JSON: {:?}", read.err());
}

/// The document of a session.
const URI: &str = "untitled:checkout.md";

/// A session with the language server: each line is a message as JSON, or a
/// short form of one (`message`). It answers every request once, and goes on.
pub fn lsp(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (client, server) = Connection::memory();
    let start = json!({"processId": null, "rootUri": null, "capabilities": {}});
    let ask = |id: i32, method: &str, params: Value| {
        Message::Request(Request { id: id.into(), method: method.to_owned(), params })
    };
    let mut asked = vec![];
    let mut send = |message: Message| {
        if let Message::Request(request) = &message {
            asked.push(request.id.clone());
        }
        client.sender.send(message).is_ok()
    };
    let mut lines = text.lines();
    // What comes before `initialize`.
    if let Some(early) = text.strip_prefix('!').and_then(|_| lines.next()) {
        let _ = message(early.get(1..).unwrap_or_default(), 0).is_some_and(&mut send);
    }
    send(ask(-1, "initialize", start));
    send(Message::Notification(Notification { method: "initialized".into(), params: json!({}) }));
    for (n, line) in lines.enumerate() {
        let n = i32::try_from(n).unwrap_or(i32::MAX);
        let Some(message) = message(line, n) else { continue };
        // What reads files is tested elsewhere.
        let written = serde_json::to_string(&message).unwrap_or_default().to_ascii_lowercase();
        if !written.contains("file:") && !written.contains("\"config") {
            send(message);
        }
    }
    let Connection { sender, receiver } = client;
    drop(sender);
    let _ = pmlint::lsp::run(&server, &pmlint::lsp::lint);
    drop(server);
    let mut answered = Vec::new();
    for message in receiver {
        match message {
            Message::Response(response) => answered.push(response.id),
            Message::Notification(note) => {
                let said = note.params["message"].as_str().unwrap_or_default();
                assert!(!said.contains("which is a defect"), "{said}");
            }
            Message::Request(_) => {}
        }
    }
    if !text.contains("\"exit\"") {
        asked.sort();
        answered.sort();
        assert_eq!(asked, answered, "not every request has one answer");
    }
}

/// A message: `o` opens a document with the rest of the line (`\` for a line
/// end), `c` with four figures changes a range to the rest, `x` closes it; `h`
/// hovers, `a` asks for actions, `k` for completions at a place of two figures;
/// `d`, `s`, `f`, `i` ask for diagnostics, symbols, folding and hints. All else
/// is JSON.
fn message(line: &str, n: i32) -> Option<Message> {
    let mut chars = line.chars();
    let kind = chars.next()?;
    let mut figure = || {
        chars.clone().next().and_then(|c| c.to_digit(36)).inspect(|_| {
            chars.next();
        })
    };
    let document = json!({"uri": URI});
    let (method, mut params) = match kind {
        'o' | 'x' => (if kind == 'o' { "didOpen" } else { "didClose" }, json!({})),
        'c' => {
            let place = |line: Option<u32>, column: Option<u32>| json!({"line": line, "character": column});
            let (start, end) = (place(figure(), figure()), place(figure(), figure()));
            ("didChange", json!({"range": {"start": start, "end": end}}))
        }
        'h' | 'a' | 'k' => {
            let place = json!({"line": figure()?, "character": figure()?});
            let range = json!({"start": place, "end": place});
            match kind {
                'h' => ("hover", json!({"position": place})),
                'k' => ("completion", json!({"position": place})),
                _ => ("codeAction", json!({"range": range, "context": {"diagnostics": []}})),
            }
        }
        'd' => ("diagnostic", json!({})),
        's' => ("documentSymbol", json!({})),
        'f' => ("foldingRange", json!({})),
        'i' => {
            let (start, end) = (json!({"line": 0, "character": 0}), json!({"line": 99, "character": 0}));
            ("inlayHint", json!({"range": {"start": start, "end": end}}))
        }
        _ => return serde_json::from_str(line).ok(),
    };
    let rest = chars.as_str().replace('\\', "\n");
    let method = format!("textDocument/{method}");
    params["textDocument"] = document;
    match kind {
        'o' => {
            params["textDocument"] =
                json!({"uri": URI, "languageId": "markdown", "version": n, "text": rest});
        }
        'c' => {
            let range = params["range"].take();
            let change = if range["end"]["character"].is_u64() {
                json!({"range": range, "text": rest})
            } else {
                json!({"text": rest})
            };
            params = json!({"textDocument": {"uri": URI, "version": n}, "contentChanges": [change]});
        }
        'x' => {}
        _ => return Some(Message::Request(Request { id: n.into(), method, params })),
    }
    Some(Message::Notification(Notification { method, params }))
}
