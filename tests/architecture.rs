//! The rooms of the house (CONTRIBUTING.md): which may name which, and which
//! alone may name a crate or touch the world. Reads the tokens of the source
//! files. `tests/architecture/house.rs` says what is held, and what is not yet.
//!
//! `PMLINT_BLESS=1 cargo test --test architecture` writes the counts of
//! patterns anew where they have become lower.

#[path = "architecture/house.rs"]
mod house;
#[path = "architecture/proof.rs"]
mod proof;
#[path = "architecture/source.rs"]
mod source;

use house::{
    ANYWHERE, LONGER_YET, LONGEST, LOOKS_AT_FILES, RESERVED, ROWS, Reserved, STOPPING_METHODS, STOPS, WORLD,
    WRITES,
};
use source::{Mention, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
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
                    sources.push(Source::new(&path, &text));
                }
            }
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    });
    assert!(SOURCES.len() > 20, "only {} source files found", SOURCES.len());
    &SOURCES
}

/// The room that a path leads to. What `lib.rs` hands on is its own.
fn room_of(mention: &Mention) -> Option<&str> {
    if mention.path == "crate" && mention.imported {
        return Some("lib");
    }
    let inner = mention.path.strip_prefix("crate::").or_else(|| mention.path.strip_prefix("pmlint::"))?;
    let first = inner.split("::").next()?;
    Some(if row_of(first).is_some() { first } else { "lib" })
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

fn at(source: &Source, line: usize, what: impl std::fmt::Display) -> String {
    format!("{}:{line}: {what}", source.path)
}

/// Paths that lead to a room on the right.
fn against_the_order(source: &Source) -> Vec<String> {
    let Some(own) = row_of(source.room()) else {
        return vec![format!("{}: a room without a row", source.path)];
    };
    let is_wrong = |mention: &&Mention| {
        let room = room_of(mention);
        room.and_then(row_of).is_some_and(|row| row > own || (row == own && room != Some(source.room())))
    };
    let wrong = source.mentions.iter().filter(is_wrong);
    wrong.map(|mention| at(source, mention.line, &mention.path)).collect()
}

/// Whether a path leads to what is reserved, or brings into scope what leads
/// there. A lone word may be a variable; it is a crate where it is imported.
fn names(mention: &Mention, reserved: &str) -> bool {
    let path = mention.path.strip_suffix("::*").unwrap_or(&mention.path);
    let is_below =
        |path: &str, above: &str| path.strip_prefix(above).is_some_and(|rest| rest.starts_with("::"));
    match path == reserved {
        true => mention.imported || mention.path.contains("::"),
        false => {
            is_below(path, reserved) || (mention.imported && path != "crate" && is_below(reserved, path))
        }
    }
}

/// Whether a file is one of these, or in one of these rooms or folders.
fn is_in(source: &Source, rooms: &[&str]) -> bool {
    let below = |room: &str| source.path.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'));
    rooms.iter().any(|room| *room == source.room() || *room == source.path || below(room))
}

fn lines_that_name<'a>(source: &'a Source, reserved: &'a Reserved) -> impl Iterator<Item = &'a Mention> {
    source.mentions.iter().filter(|mention| !is_in(source, reserved.rooms) && names(mention, reserved.path))
}

/// Reserved paths that are named outside their rooms.
fn out_of_room(source: &Source) -> Vec<String> {
    let held = RESERVED.iter().filter(|reserved| !reserved.yet.contains(&source.path.as_str()));
    let wrong = held.flat_map(|reserved| lines_that_name(source, reserved));
    wrong.map(|mention| at(source, mention.line, &mention.path)).collect()
}

/// Methods and macros that reach the file system or the terminal without
/// naming either.
fn touching_the_world(source: &Source) -> Vec<String> {
    let methods = LOOKS_AT_FILES.iter().flat_map(|method| calls(source, method));
    let macros = WRITES.iter().flat_map(|name| uses(source, name));
    let wrong = methods.chain(macros).filter(|_| !is_in(source, WORLD));
    wrong.map(|(line, what)| at(source, line, what)).collect()
}

/// The lines on which a method is called, or named by its path.
fn calls<'a>(source: &'a Source, method: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let called = source.lines_with(&[".", method, "("]).into_iter();
    let named = source.mentions.iter().filter(move |mention| {
        mention.path.rsplit_once("::").is_some_and(|(of, last)| last == method && !of.starts_with("crate"))
    });
    called.chain(named.map(|mention| mention.line)).map(move |line| (line, method))
}

/// The lines on which a macro is used.
fn uses<'a>(source: &'a Source, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    ["(", "[", "{"]
        .into_iter()
        .flat_map(move |open| source.lines_with(&[name, "!", open]))
        .map(move |line| (line, name))
}

/// Code that stops the program instead of saying what is wrong.
fn that_may_panic(source: &Source) -> Vec<String> {
    let methods = STOPPING_METHODS.iter().flat_map(|method| calls(source, method));
    let macros = STOPS.iter().flat_map(|name| uses(source, name));
    methods.chain(macros).map(|(line, what)| at(source, line, what)).collect()
}

/// Whether a file holds rules of one family, rather than what all rules share.
fn is_rule(source: &Source) -> bool {
    source.path.starts_with("rules/") && source.path.matches('/').count() >= 2
}

/// Rules that ask for the text as it is in the file, or for what is not theirs
/// to know: their severity and their own name.
fn rules_that_know_too_much(source: &Source) -> Vec<String> {
    if !is_rule(source) {
        return Vec::new();
    }
    let own = source.path.trim_start_matches("rules/").trim_end_matches(".rs").replace('_', "-");
    let asks = [&[".", "source", "(", ")"][..], &[".", "source_text", "("], &["document", ".", "source"]];
    let raw: BTreeSet<usize> = asks.into_iter().flat_map(|asked| source.lines_with(asked)).collect();
    let raw = raw.into_iter().map(|line| (line, "the raw text"));
    let name =
        source.lines_with_literal(&format!("\"{own}\"")).into_iter().map(|line| (line, "its own name"));
    let severity = source.mentions.iter().filter(|mention| names(mention, "crate::finding::Severity"));
    let severity = severity.map(|mention| (mention.line, "its severity"));
    raw.chain(name).chain(severity).map(|(line, what)| at(source, line, what)).collect()
}

/// The paths by which a pattern is made.
fn patterns(source: &Source) -> usize {
    let makes = |path: &str| {
        let made = path.strip_suffix("::new").map(|of| of.rsplit("::").next().unwrap_or(of));
        made.is_some_and(|made| {
            matches!(made, "Pattern" | "Regex" | "RegexBuilder" | "RegexSet" | "RegexSetBuilder")
        })
    };
    source.mentions.iter().filter(|mention| makes(&mention.path)).count()
}

/// What is wrong with the counts of things that are to become fewer: each must
/// be as it is listed, so that the list shrinks with them.
fn against_the_list(listed: &BTreeMap<String, usize>, found: &BTreeMap<String, usize>) -> Vec<String> {
    let paths: BTreeSet<&String> = listed.keys().chain(found.keys()).collect();
    let both = paths.into_iter().map(|path| {
        let count = |counts: &BTreeMap<String, usize>| counts.get(path).copied().unwrap_or_default();
        (path, count(listed), count(found))
    });
    let wrong = both.filter(|(_, listed, found)| listed != found);
    wrong.map(|(path, listed, found)| format!("{path}: {found}, listed are {listed}")).collect()
}

/// What is wrong with the length of the files: too long, or listed as too long
/// and no longer so.
fn against_the_length(sources: &[Source], longer_yet: &[(&str, usize)]) -> Vec<String> {
    let allowed =
        |path: &str| longer_yet.iter().find(|(listed, _)| *listed == path).map_or(LONGEST, |(_, most)| *most);
    let long = sources.iter().filter(|source| source.lines > allowed(&source.path));
    let long = long.map(|source| format!("{}: {} lines", source.path, source.lines));
    let is_long = |path: &str| sources.iter().any(|source| source.path == path && source.lines > LONGEST);
    let stale = longer_yet.iter().filter(|(path, _)| !is_long(path));
    long.chain(stale.map(|(path, _)| format!("{path}: no longer too long, strike it from the list")))
        .collect()
}

fn hold(law: fn(&Source) -> Vec<String>) {
    let wrong: Vec<String> = sources().iter().flat_map(law).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
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
fn only_the_doors_touch_the_world() {
    hold(touching_the_world);
}

#[test]
fn rules_know_neither_text_nor_name_nor_severity() {
    hold(rules_that_know_too_much);
}

#[test]
fn nothing_stops_the_program() {
    hold(that_may_panic);
}

#[test]
fn no_source_file_is_too_long() {
    let wrong = against_the_length(sources(), LONGER_YET);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_exception_is_kept_without_need() {
    let needed = |reserved: &Reserved, file: &str| {
        let source = sources().iter().find(|source| source.path == file);
        source.is_some_and(|source| lines_that_name(source, reserved).next().is_some())
    };
    let all = RESERVED.iter().flat_map(|reserved| reserved.yet.iter().map(move |file| (reserved, *file)));
    let stale = all.filter(|(reserved, file)| !needed(reserved, file));
    let stale: Vec<String> =
        stale.map(|(reserved, file)| format!("{file} no longer names {}", reserved.path)).collect();
    assert!(stale.is_empty(), "\n{}", stale.join("\n"));
}

/// A crate that is new comes with a decision who may name it.
#[test]
fn every_dependency_has_its_rooms() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let crates = manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_"));
    let has_rooms = |name: &str| {
        let of = |path: &str| path.split("::").next() == Some(name);
        ANYWHERE.contains(&name) || RESERVED.iter().any(|reserved| of(reserved.path))
    };
    let without: Vec<String> = crates.filter(|name| !has_rooms(name)).collect();
    assert!(without.is_empty(), "no rooms are given for {}", without.join(", "));
}

/// `tests/architecture/patterns.txt` lists the files that still hold patterns,
/// and how many. Patterns become fewer: what is moved away is struck there.
#[test]
fn patterns_become_fewer() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/architecture/patterns.txt");
    let text = fs::read_to_string(&list).unwrap();
    let lines = text.lines().filter_map(|line| line.trim().split_once(' '));
    let listed: BTreeMap<String, usize> =
        lines.map(|(count, path)| (path.into(), count.parse().unwrap())).collect();
    let counts = sources().iter().map(|source| (source.path.clone(), patterns(source)));
    let found: BTreeMap<String, usize> = counts.filter(|(_, count)| *count > 0).collect();
    let more = found.iter().any(|(path, count)| listed.get(path).is_none_or(|listed| count > listed));
    if std::env::var_os("PMLINT_BLESS").is_some() && !more {
        let lines = found.iter().map(|(path, count)| format!("{count:2} {path}\n"));
        return fs::write(&list, lines.collect::<String>()).unwrap();
    }
    let wrong = against_the_list(&listed, &found);
    assert!(wrong.is_empty(), "mend tests/architecture/patterns.txt:\n{}", wrong.join("\n"));
}
