//! The rooms of the house (DESIGN.md, section 2): which may name which, and
//! which alone may name a crate or touch the world. Reads the source files.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in order, with what may stand side by side in one row. A room may
/// name the rooms of the rows above it, and itself.
const ROWS: [&[&str]; 13] = [
    &["span"],
    &["finding"],
    &["document"],
    &["facts"],
    &["incident"],
    &["suppress"],
    &["rules"],
    &["analysis"],
    &["config", "drawing"],
    &["fix", "output"],
    &["files"],
    &["cli", "lsp"],
    &["lib", "main"],
];

/// What only some rooms may name: a path, and where.
const RESERVED: [(&str, &[&str]); 13] = [
    ("pulldown_cmark", &["document"]),
    ("miette", &["output/human.rs", "config"]),
    ("lsp_server", &["lsp"]),
    ("gen_lsp_types", &["lsp"]),
    ("crossbeam_channel", &["lsp"]),
    ("chrono", &["facts", "incident"]),
    ("chrono_tz", &["facts", "incident"]),
    ("std::fs", WORLD),
    ("std::env", WORLD),
    ("std::time", WORLD),
    ("std::io", WORLD),
    ("std::thread", WORLD),
    ("rayon", WORLD),
];

/// The rooms that may touch the file system, the environment, the clock and
/// threads.
const WORLD: &[&str] = &["cli", "files", "lsp", "main"];

/// The most lines of a source file.
const LONGEST: usize = 500;

/// A source file: its path below `src`, and its text.
struct Source {
    path: String,
    text: String,
}

/// A path that a source file names, and the line it does so on.
#[derive(Debug, PartialEq)]
struct Mention {
    line: usize,
    path: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// All paths in the code, those in a `use` tree written out, those with
    /// `self` and `super` resolved.
    fn mentions(&self) -> Vec<Mention> {
        let code = without_comments_and_texts(&self.text);
        let mut found = Vec::new();
        let bytes = code.as_bytes();
        let mut at = 0;
        while at < code.len() {
            let c = bytes[at];
            let begins = (c.is_ascii_alphabetic() || c == b'_')
                && (at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_'));
            if !begins {
                at += 1;
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let (paths, end) = path_tree(&code, at);
            found.extend(paths.into_iter().map(|path| Mention { line, path: self.resolved(&path) }));
            at = end.max(at + 1);
        }
        found
    }

    /// `super::x` of `facts/time/zone.rs` is `crate::facts::time::x`.
    fn resolved(&self, path: &str) -> String {
        let file = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let mut module: Vec<&str> = file.split('/').filter(|part| !matches!(*part, "mod" | "lib")).collect();
        let mut rest = path;
        let mut relative = false;
        loop {
            if let Some(inner) = rest.strip_prefix("super::") {
                module.pop();
                rest = inner;
            } else if let Some(inner) = rest.strip_prefix("self::") {
                rest = inner;
            } else {
                break;
            }
            relative = true;
        }
        if !relative {
            return path.to_owned();
        }
        module.insert(0, "crate");
        module.push(rest);
        module.join("::")
    }
}

/// The code alone: comments and the insides of texts are blanked out, line by
/// line; what follows `#[cfg(test)]` is left out, since tests may name all.
fn without_comments_and_texts(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut code = String::new();
    let mut chars = text.chars().peekable();
    let mut in_text = false;
    while let Some(c) = chars.next() {
        match c {
            // An escape, in a text or a character.
            '\\' => {
                chars.next();
            }
            '\'' if !in_text && chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => in_text = !in_text,
            '\n' => code.push('\n'),
            '/' if !in_text && chars.peek() == Some(&'/') => {
                while chars.peek().is_some_and(|&c| c != '\n') {
                    chars.next();
                }
            }
            c if !in_text => code.push(c),
            _ => {}
        }
    }
    code
}

/// The paths that begin at `at`: one, or those of a tree `a::{b, c::{d, e}}`;
/// and where they end.
fn path_tree(code: &str, at: usize) -> (Vec<String>, usize) {
    let rest = &code[at..];
    let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(rest.len());
    let stem = &rest[..length];
    let mut end = at + length;
    if !(stem.ends_with("::") && code[end..].starts_with('{')) {
        return (vec![stem.trim_end_matches(':').to_owned()], end);
    }
    let mut paths = Vec::new();
    end += 1;
    while end < code.len() && !code[end..].starts_with('}') {
        if code[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            let (inner, next) = path_tree(code, end);
            paths.extend(inner.into_iter().map(|path| format!("{stem}{path}")));
            end = next;
        } else {
            end += code[end..].chars().next().map_or(1, char::len_utf8);
        }
    }
    (paths, end + 1)
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 20, "only {} source files found", sources.len());
    sources
}

/// The room of `crate::room::…` (in `main.rs`, of `pmlint::room::…`).
fn room_of(path: &str) -> Option<&str> {
    let inner = path.strip_prefix("crate::").or_else(|| path.strip_prefix("pmlint::"))?;
    inner.split("::").next()
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

/// Paths that lead to a room on the right.
fn against_the_order(source: &Source) -> Vec<String> {
    let Some(own) = row_of(source.room()) else {
        return vec![format!("{}: a room without a row", source.path)];
    };
    let wrong = |mention: &Mention| {
        let room = room_of(&mention.path)?;
        let row = row_of(room)?;
        (row > own || (row == own && room != source.room()))
            .then(|| format!("{}:{}: {}", source.path, mention.line, mention.path))
    };
    source.mentions().iter().filter_map(wrong).collect()
}

/// Reserved paths that are named outside their rooms.
fn out_of_room(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    for mention in source.mentions() {
        for (reserved, rooms) in RESERVED {
            let named = mention.path == reserved || mention.path.starts_with(&format!("{reserved}::"));
            if named && !rooms.iter().any(|room| *room == source.room() || *room == source.path) {
                wrong.push(format!("{}:{}: {}", source.path, mention.line, mention.path));
            }
        }
    }
    wrong
}

/// Rules that ask for the text as it is in the file.
fn rules_that_read_the_text(source: &Source) -> Vec<String> {
    let is_rule = source.path.starts_with("rules/") && source.path.matches('/').count() >= 2;
    let code = without_comments_and_texts(&source.text);
    let asks = |line: &str| {
        line.contains(".source()") || line.contains(".source_text()") || line.contains("document.source")
    };
    let wrong = code.lines().enumerate().filter(|(_, line)| is_rule && asks(line));
    wrong.map(|(i, line)| format!("{}:{}: {}", source.path, i + 1, line.trim())).collect()
}

fn too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let wrong = (lines > LONGEST).then(|| format!("{}: {lines} lines", source.path));
    wrong.into_iter().collect()
}

/// Code that stops the program instead of saying what is wrong.
fn that_may_panic(source: &Source) -> Vec<String> {
    let code = without_comments_and_texts(&source.text);
    let stops = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    let wrong = code.lines().enumerate().filter(|(_, line)| stops.iter().any(|stop| line.contains(stop)));
    wrong.map(|(i, line)| format!("{}:{}: {}", source.path, i + 1, line.trim())).collect()
}

fn hold(law: fn(&Source) -> Vec<String>) {
    let wrong: Vec<String> = sources().iter().flat_map(law).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn made_up(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

#[test]
fn a_room_names_only_rooms_to_its_left() {
    hold(against_the_order);
}

#[test]
fn crates_and_the_world_are_named_in_their_rooms_only() {
    hold(out_of_room);
}

#[test]
fn rules_never_read_the_raw_text() {
    hold(rules_that_read_the_text);
}

#[test]
fn no_source_file_is_too_long() {
    hold(too_long);
}

#[test]
fn nothing_stops_the_program() {
    hold(that_may_panic);
}

#[test]
fn the_order_is_held_against_made_up_lines() {
    for (path, text) in [
        ("span.rs", "use crate::finding::Label;"),
        ("facts/time/zone.rs", "use super::super::super::rules::Page;"),
        ("facts/mod.rs", "use crate::{document::Document, incident::Incident};"),
        ("document/mod.rs", "fn f() { let _ = crate::analysis::lint; }"),
        ("cli/check.rs", "use crate::lsp::serve;"),
        ("attic.rs", ""),
    ] {
        assert_eq!(against_the_order(&made_up(path, text)).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("facts/time/zone.rs", "use super::value::Zone; use crate::facts::Fact; use crate::span::Span;"),
        ("document/mod.rs", "/// See [`crate::analysis::lint`].\nconst A: &str = \"crate::analysis\";"),
        ("document/mod.rs", "#[cfg(test)]\nmod tests { use crate::analysis::lint; }"),
        ("main.rs", "fn main() { pmlint::cli::run() }"),
    ] {
        assert_eq!(against_the_order(&made_up(path, text)), [""; 0], "{path}: {text}");
    }
}

#[test]
fn reserved_names_are_held_against_made_up_lines() {
    for (path, text) in [
        ("facts/mod.rs", "use pulldown_cmark::Parser;"),
        ("output/json.rs", "use miette::Diagnostic;"),
        ("rules/timeline/out_of_order.rs", "use chrono::NaiveDate;"),
        ("rules/page.rs", "let text = std::fs::read_to_string(path);"),
        ("analysis.rs", "use std::{collections::BTreeMap, env, fmt};"),
        ("output/human.rs", "use std::io::Write;"),
        ("output/json.rs", "use lsp_server::Message;"),
        ("cli/show.rs", "use gen_lsp_types::Position;"),
    ] {
        assert_eq!(out_of_room(&made_up(path, text)).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("output/human.rs", "use miette::{Diagnostic, Severity};"),
        ("cli/console.rs", "use std::io::{self, Write};"),
        ("output/json.rs", "use std::fmt::Write; // not std::fs::write"),
    ] {
        assert_eq!(out_of_room(&made_up(path, text)), [""; 0], "{path}: {text}");
    }
}

#[test]
fn the_other_laws_are_held_against_made_up_lines() {
    let rule = "rules/timeline/out_of_order.rs";
    assert_eq!(rules_that_read_the_text(&made_up(rule, "let t = cx.document.source();")).len(), 1);
    assert!(rules_that_read_the_text(&made_up(rule, "let t = cx.document.title();")).is_empty());
    assert_eq!(too_long(&made_up("a.rs", &"\n".repeat(LONGEST + 1))).len(), 1);
    assert!(too_long(&made_up("a.rs", &"\n".repeat(LONGEST))).is_empty());
    assert_eq!(that_may_panic(&made_up("a.rs", "a.unwrap();\n// b.unwrap()\nc.expect(\"d\")")).len(), 2);
    assert!(that_may_panic(&made_up("a.rs", "a.unwrap_or(1); const B: &str = \"panic!()\";")).is_empty());
}
