//! The laws on made-up files: what they must see, whatever stands around it,
//! and what they must let pass.

use super::house::{LONGEST, Reserved};
use super::source::Source;
use super::{
    against_the_length, against_the_list, against_the_order, lines_that_name, out_of_room, patterns,
    rules_that_know_too_much, that_may_panic, touching_the_world,
};
use std::collections::BTreeMap;

/// Breaks three laws on one line.
const BREACH: &str = "fn breach() { std::fs::read_to_string(\"a\").unwrap(); crate::engine::lint; }";

/// On which lines of a file of `facts` each of the three laws is broken.
fn breaches(text: &str) -> [Vec<String>; 3] {
    let source = Source::new("facts/clauses.rs", text);
    [against_the_order(&source), out_of_room(&source), that_may_panic(&source)]
}

/// What may stand before a breach without hiding it.
const BEFORE: [(&str, &str); 24] = [
    ("nothing", ""),
    ("a raw text with a lone quote", "const A: &str = r#\"a \" lone quote\"#;"),
    ("a raw text with a lone quote and more marks", "const A: &str = r##\"a \"# lone \" quote\"##;"),
    ("a raw text that ends in a backslash", "const A: &str = r\"\\\";"),
    ("a text of raw bytes with a lone quote", "const A: &[u8] = br#\"a \" quote\"#;"),
    ("a C text with a lone quote", "const A: &core::ffi::CStr = cr#\"a \" quote\"#;"),
    ("a text with an escaped quote", "const A: &str = \"a \\\" quote\";"),
    ("a text with a comment's beginning", "const A: &str = \"/* no comment\";"),
    ("a text over lines", "const A: &str = \"one \\\n    two // three\n    four\";"),
    ("nested comments", "/* one /* two */ \" three */"),
    ("a comment with a lone quote", "// a \" quote"),
    ("a documentation comment with a lone quote", "/// a \" quote and #[cfg(test)]\nfn a() {}"),
    ("the character of a quote", "const A: char = '\"';"),
    ("the character of an escaped quote", "const A: [char; 2] = ['\\'', '\"'];"),
    ("the byte of a quote", "const A: u8 = b'\"';"),
    ("lifetimes", "struct A<'a>(&'a str); fn a<'b>(_: &'b str) -> &'static str { \"\" }"),
    ("a label", "fn a() { 'a: loop { break 'a } }"),
    ("a field by number", "fn a(b: (u8, (u8, u8))) -> u8 { b.1.0 }"),
    ("a module of tests", "#[cfg(test)]\nmod tests { fn a() { b.unwrap() } }"),
    ("a test among items", "#[cfg(test)]\nuse crate::engine::{lint, Lint};"),
    (
        "a function for tests",
        "#[cfg(test)]\n#[inline]\npub(crate) fn a<T, U>(_: T, _: U) -> u8 where T: Copy { 1 }",
    ),
    ("a field for tests", "struct A { #[cfg(test)] a: u8, b: u8 }"),
    ("the word in a text", "const A: &str = \"#[cfg(test)]\";"),
    ("the word in a macro", "macro_rules! a { ($($a:tt)*) => { \"#[cfg(test)]\" } }"),
];

#[test]
fn nothing_hides_what_follows_it() {
    for (what, before) in BEFORE {
        let line = before.lines().count() + 1;
        let [order, world, panics] = breaches(&format!("{before}\n{BREACH}"));
        let expected = |what: &str| vec![format!("facts/clauses.rs:{}: {what}", line.max(2))];
        assert_eq!(order, expected("crate::engine::lint"), "{what}");
        assert_eq!(world, expected("std::fs::read_to_string"), "{what}");
        assert_eq!(panics, expected("unwrap"), "{what}");
    }
}

#[test]
fn code_is_seen_wherever_it_stands() {
    for (what, text) in [
        ("a macro's body", format!("macro_rules! a {{ () => {{ {BREACH} }}; }}")),
        ("a macro's argument", format!("a! {{ {BREACH} }}")),
        (
            "an argument of println",
            "fn a() { b!(\"{}\", std::fs::read(crate::engine::lint().unwrap())) }".into(),
        ),
        ("a module", format!("mod a {{ {BREACH} }}")),
        ("code that is not for tests", format!("#[cfg(not(test))] mod a {{ {BREACH} }}")),
        ("code that is for more than tests", format!("#[cfg(any(test, unix))] mod a {{ {BREACH} }}")),
        ("code for all but tests", format!("#[cfg(all(any(a, test, b), unix))] mod a {{ {BREACH} }}")),
        ("white space", "fn a() { std :: /* b */ fs\n::read(crate\n::engine::lint) . unwrap\n() }".into()),
        (
            "raw words",
            "fn a() { std::r#fs::read(r#crate::engine::lint).r#unwrap() }".replace("r#crate", "crate"),
        ),
        ("a leading mark", "fn a() { ::std::fs::read(b, crate::engine::lint).unwrap() }".into()),
        (
            "paths without a call",
            "const A: B = b(std::fs::read, Option::unwrap, crate::engine::lint);".into(),
        ),
        ("a neighbour for tests", format!("fn a() {{ B {{ #[cfg(test)] c: 1, d: {{ {BREACH} }} }} }}")),
        (
            "a field after one for tests",
            "struct A { #[cfg(test)] b: u8, c: fn(std::fs::File, crate::engine::A) -> D<{ e.unwrap() }> }"
                .into(),
        ),
    ] {
        let found = breaches(&text).map(|found| found.len());
        assert_eq!(found, [1; 3], "{what}: {text}");
    }
}

#[test]
fn what_is_no_code_is_let_pass() {
    for (what, text) in [
        ("a comment", format!("// {BREACH}\n/* {BREACH} /* {BREACH} */ */")),
        ("documentation", format!("/// {BREACH}\nfn a() {{}}\n/** {BREACH} */\nfn b() {{}}")),
        ("a raw text", format!("const A: &str = r#\"{BREACH}\"#;")),
        ("a module of tests", format!("#[cfg(test)]\nmod tests {{ {BREACH} }}")),
        ("a module of some tests", format!("#[cfg(all(test, unix))]\nmod tests {{ {BREACH} }}")),
        ("a file of tests", format!("#![cfg(test)]\n{BREACH}")),
        ("words like them", "fn a() { b.unwrap_or(1); c.expected(); if panic != d {} ; unwrap(); }".into()),
    ] {
        assert_eq!(breaches(&text), [const { Vec::<String>::new() }; 3], "{what}: {text}");
    }
}

#[test]
#[should_panic(expected = "facts/clauses.rs")]
fn what_cannot_be_read_is_not_passed_over() {
    Source::new("facts/clauses.rs", "const A: &str = \"never closed;");
}

#[test]
fn the_order_is_held_against_made_up_lines() {
    for (path, text) in [
        ("span.rs", "use crate::finding::Label;"),
        ("facts/time/zone.rs", "use super::super::super::rules::Page;"),
        ("facts/time/zone.rs", "mod a { use super::super::super::super::rules::Page; }"),
        ("facts/mod.rs", "use crate::{document::Document, incident::{self, Incident}};"),
        ("facts/mod.rs", "use crate as house;"),
        ("facts/mod.rs", "use crate::{self as house};"),
        ("facts/mod.rs", "use crate::*;"),
        ("facts/mod.rs", "extern crate self as house;"),
        ("facts/mod.rs", "use crate::lint;"),
        ("document/mod.rs", "fn f() { let _ = crate::engine::lint; }"),
        ("document/mod.rs", "macro_rules! a { () => { $crate::engine::lint() } }"),
        ("phrases/mod.rs", "use crate::document::Block;"),
        ("text/mod.rs", "use crate::phrases::Phrase;"),
        ("cli/check.rs", "use crate::lsp::serve;"),
        ("attic.rs", ""),
    ] {
        let wrong = against_the_order(&Source::new(path, text));
        let expected = 1 + usize::from(text.contains("{self, Incident}"));
        assert_eq!(wrong.len(), expected, "{path}: {text}: {wrong:?}");
    }
    for (path, text) in [
        ("facts/time/zone.rs", "use super::value::Zone; use crate::facts::Fact; use crate::span::Span;"),
        (
            "facts/time/zone.rs",
            "mod a { use super::super::value::Zone; } pub(crate) struct A; pub(in crate::facts) struct B;",
        ),
        ("document/mod.rs", "use crate::phrases::Phrase; use crate::text::{Token, sentences};"),
        ("main.rs", "fn main() { pmlint::cli::run() }"),
        ("lib.rs", "pub use engine::lint; pub mod cli;"),
    ] {
        assert_eq!(against_the_order(&Source::new(path, text)), [""; 0], "{path}: {text}");
    }
}

#[test]
fn reserved_names_are_held_against_made_up_lines() {
    for (path, text) in [
        ("facts/mod.rs", "use pulldown_cmark::Parser;"),
        ("facts/mod.rs", "use pulldown_cmark as markdown;"),
        ("facts/mod.rs", "extern crate pulldown_cmark;"),
        ("facts/mod.rs", "use std as s;"),
        ("facts/mod.rs", "use std::*;"),
        ("facts/mod.rs", "use ::{std::fs};"),
        ("facts/mod.rs", "#[derive(serde::Serialize)] struct A;"),
        ("facts/count.rs", "use rayon::join;"),
        ("output/json.rs", "use miette::Diagnostic;"),
        ("rules/timeline/out_of_order.rs", "use chrono::NaiveDate;"),
        ("rules/timeline/out_of_order.rs", "use regex::Regex;"),
        ("rules/page.rs", "fn a() { let text = std::fs::read_to_string(path); }"),
        ("analysis.rs", "use std::{collections::BTreeMap, env, fmt};"),
        ("analysis.rs", "use std::thread::spawn;"),
        ("output/human.rs", "use std::io::{self};"),
        ("output/json.rs", "use lsp_server::Message;"),
        ("cli/show.rs", "use gen_lsp_types::Position;"),
    ] {
        let wrong = out_of_room(&Source::new(path, text));
        let whole = ["use std as s;", "use std::*;"].contains(&text);
        assert!(wrong.len() == 1 || (whole && wrong.len() > 1), "{path}: {text}: {wrong:?}");
    }
    for (path, text) in [
        ("output/human.rs", "use miette::{Diagnostic, Severity};"),
        ("cli/console.rs", "use std::io::{self, Write};"),
        ("output/json.rs", "use std::fmt::Write; // not std::fs::write"),
        ("rules/lexical/phrase.rs", "use regex::RegexBuilder;"),
        ("facts/mod.rs", "fn a(similar: bool, ignore: B) -> bool { similar && ignore.csv && toml }"),
    ] {
        assert_eq!(out_of_room(&Source::new(path, text)), [""; 0], "{path}: {text}");
    }
    let reserved = Reserved { path: "rayon", rooms: &["cli"], yet: &["engine.rs"] };
    assert_eq!(lines_that_name(&Source::new("engine.rs", "use rayon::join;"), &reserved).count(), 1);
    assert_eq!(lines_that_name(&Source::new("engine.rs", "use rayons::join;"), &reserved).count(), 0);
}

#[test]
fn the_other_laws_are_held_against_made_up_lines() {
    let rule =
        |text: &str| rules_that_know_too_much(&Source::new("rules/timeline/out_of_order.rs", text)).len();
    assert_eq!(rule("fn a() { let t = cx.document.source();\n let u = cx.document\n.source; }"), 2);
    assert_eq!(
        rule("const A: &str = \"timeline/out-of-order\"; use crate::finding::{Finding, Severity};"),
        2
    );
    assert_eq!(rule("fn a() { let t = cx.document.title(); } const A: &str = \"timeline/other\";"), 0);

    let world = |path: &str, text: &str| touching_the_world(&Source::new(path, text)).len();
    assert_eq!(world("rules/page.rs", "fn a() { println!(); path.exists(); Path::is_dir(path); }"), 3);
    assert_eq!(world("files/disk.rs", "fn a() { path.exists() }"), 0);
    assert_eq!(world("rules/page.rs", "fn a() { crate::facts::exists(); exists(); println(); }"), 0);

    let panics = |text: &str| that_may_panic(&Source::new("a.rs", text)).len();
    assert_eq!(
        panics("fn a() { a.unwrap(); c.expect(\"d\"); std::panic!(); todo!{}; b.map(Result::unwrap_err); }"),
        5
    );
    assert_eq!(panics("#[expect(dead_code)] fn a() { a.unwrap_or(1); const B: &str = \"panic!()\"; }"), 0);
}

#[test]
fn patterns_are_counted() {
    let count = |text: &str| patterns(&Source::new("facts/mod.rs", text));
    let text =
        "static A: Pattern = Pattern::new(r#\"a \" b\"#); static B: P = crate::facts::Pattern::new(\"\");";
    assert_eq!(count(text), 2);
    assert_eq!(
        count("fn a() { regex::Regex::new(\"\"); RegexSet::new(b); Patterns::new(); // Pattern::new(\n }"),
        2
    );
    assert_eq!(count("#[cfg(test)] mod tests { static A: Pattern = Pattern::new(\"\"); }"), 0);

    let counts = |list: &[(&str, usize)]| -> BTreeMap<String, usize> {
        list.iter().map(|(path, count)| ((*path).into(), *count)).collect()
    };
    let listed = counts(&[("a.rs", 2), ("b.rs", 1)]);
    assert_eq!(against_the_list(&listed, &listed), [""; 0]);
    for (found, wrong) in [
        (counts(&[("a.rs", 3), ("b.rs", 1)]), "a.rs: 3, listed are 2"),
        (counts(&[("a.rs", 1), ("b.rs", 1)]), "a.rs: 1, listed are 2"),
        (counts(&[("a.rs", 2)]), "b.rs: 0, listed are 1"),
        (counts(&[("a.rs", 2), ("b.rs", 1), ("c.rs", 1)]), "c.rs: 1, listed are 0"),
    ] {
        assert_eq!(against_the_list(&listed, &found), [wrong]);
    }
}

#[test]
fn lengths_are_held_against_made_up_files() {
    let length = |lines: usize, longer_yet: &[(&str, usize)]| {
        against_the_length(&[Source::new("a.rs", &"\n".repeat(lines))], longer_yet).len()
    };
    assert_eq!(length(LONGEST, &[]), 0);
    assert_eq!(length(LONGEST + 1, &[]), 1);
    assert_eq!(length(LONGEST + 2, &[("a.rs", LONGEST + 2)]), 0);
    assert_eq!(length(LONGEST + 3, &[("a.rs", LONGEST + 2)]), 1);
    assert_eq!(length(LONGEST, &[("a.rs", LONGEST + 2)]), 1, "an exception without need");
    assert_eq!(length(1, &[("gone.rs", LONGEST + 2)]), 1, "an exception for a file that is gone");
}
