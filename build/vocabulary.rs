//! `vocabulary/*.toml` to the tables of `src/phrases`.

use crate::fault::Fault;
use crate::phrases::compile::Compiler;
use crate::phrases::table::{Begins, Op, Program, Vocabulary};
use crate::rules::lexical;
use std::fmt::{Debug, Write};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A phrase: the module and the name it gets, what it is for, and its ways.
struct Entry {
    module: String,
    name: String,
    about: String,
    ways: Vec<String>,
    unless: Vec<String>,
}

/// Where the vocabulary stands.
pub const FOLDER: &str = "vocabulary";

/// Returns the Rust source of the tables.
///
/// # Errors
/// What is wrong with which file.
pub fn make(root: &Path) -> Result<String, Vec<Fault>> {
    tables(root).map_err(|message| vec![Fault::of(FOLDER, message)])
}

fn tables(root: &Path) -> Result<String, String> {
    let mut files: Vec<PathBuf> = fs::read_dir(root.join(FOLDER))
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    let mut compiler = Compiler::default();
    let mut entries = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let table: Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
        let module = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().replace('-', "_");
        for (key, value) in &table {
            let Value::Table(inner) = value else {
                return Err(format!("{}: `{key}` is no table", path.display()));
            };
            if key == "lists" {
                for (name, phrases) in inner {
                    let phrases = texts(phrases).ok_or_else(|| no_list(path, name))?;
                    let error = |error| format!("{}: {name}: {error}", path.display());
                    compiler.list(name, &phrases).map_err(error)?;
                }
            } else {
                gather(path, &module, key, inner, &mut entries)?;
            }
        }
    }
    let mut numbers = Vec::new();
    for entry in &entries {
        let error = |error| format!("{}.toml: {}: {error}", entry.module, entry.name);
        numbers.push(compiler.phrase(&entry.ways, &entry.unless).map_err(error)?);
    }
    let mut pages = Vec::new();
    for page in crate::pages::all(root)
        .map_err(|faults| faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))?
    {
        let ways = page.lexical.as_deref().map(needed).unwrap_or_default();
        if !ways.is_empty() {
            let error = |error| format!("{}: {error}", page.name);
            pages.push((page.name.to_string(), compiler.phrase(&ways, &[]).map_err(error)?));
        }
    }
    let vocabulary = compiler.finish().map_err(|error| error.to_string())?;
    generated(&entries, &numbers, &pages, &vocabulary).map_err(|error| error.to_string())
}

/// What a block has to say so that the phrases of a page are looked for in it;
/// nothing where that is not known.
fn needed(table: &lexical::Table) -> Vec<String> {
    let is_plain = |text: &&str| !text.trim().starts_with('/');
    let all = table.phrases.iter().map(|phrase| phrase.text.as_ref());
    let plain = all.clone().filter(is_plain);
    let told = !table.needs.is_empty() || !table.needs_text.is_empty();
    if all.count() > plain.clone().count() && !told {
        return Vec::new();
    }
    let preferred = table.prefer.iter().map(|(phrase, _)| phrase.as_ref());
    plain
        .chain(preferred)
        .chain(table.needs.iter().map(|phrase| phrase.text.as_ref()))
        .map(str::to_owned)
        .collect()
}

fn no_list(path: &Path, name: &str) -> String {
    format!("{}: `{name}` is no list of phrases", path.display())
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

/// The keys of a phrase.
const KEYS: [&str; 5] = ["about", "phrases", "unless", "says", "says-not"];

/// Adds the phrase of a table, and those of the tables in it.
fn gather(
    path: &Path,
    module: &str,
    name: &str,
    table: &Table,
    entries: &mut Vec<Entry>,
) -> Result<(), String> {
    for (key, value) in table {
        match value {
            Value::Table(inner) => gather(path, module, &format!("{name}-{key}"), inner, entries)?,
            _ if !KEYS.contains(&key.as_str()) => {
                return Err(format!(
                    "{}: {name}: `{key}` is not known; a phrase has {KEYS:?}",
                    path.display()
                ));
            }
            _ => {}
        }
    }
    let list = |key: &str| match table.get(key) {
        Some(value) => texts(value).ok_or_else(|| no_list(path, key)),
        None => Ok(Vec::new()),
    };
    let ways = list("phrases")?;
    if ways.is_empty() {
        return Ok(());
    }
    let about = table.get("about").and_then(Value::as_str).unwrap_or_default().to_owned();
    let entry =
        Entry { module: module.to_owned(), name: name.to_owned(), about, ways, unless: list("unless")? };
    if list("says")?.is_empty() {
        return Err(format!("{}: {name}: `says` is missing: what the phrase is to find", path.display()));
    }
    entries.push(entry);
    Ok(())
}

fn generated(
    entries: &[Entry],
    numbers: &[usize],
    pages: &[(String, usize)],
    vocabulary: &Vocabulary,
) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let mut modules: Vec<&str> = entries.iter().map(|entry| entry.module.as_str()).collect();
    modules.dedup();
    for module in modules {
        writeln!(out, "pub(crate) mod {module} {{\n    use super::super::Phrase;")?;
        for (entry, number) in entries.iter().zip(numbers).filter(|(entry, _)| entry.module == module) {
            let name = entry.name.replace('-', "_").to_uppercase();
            writeln!(
                out,
                "    #[doc = {:?}]\n    pub(crate) const {name}: Phrase = Phrase({number});",
                entry.about
            )?;
        }
        writeln!(out, "}}")?;
    }
    writeln!(out, "pub(super) static NAMES: [(&str, super::Phrase); {}] = [", entries.len())?;
    for (entry, number) in entries.iter().zip(numbers) {
        writeln!(out, "    ({:?}, super::Phrase({number})),", format!("{}.{}", entry.module, entry.name))?;
    }
    writeln!(out, "];")?;
    writeln!(out, "pub(super) static PAGES: [(&str, super::Phrase); {}] = [", pages.len())?;
    for (name, number) in pages {
        writeln!(out, "    ({name:?}, super::Phrase({number})),")?;
    }
    writeln!(out, "];")?;
    writeln!(out, "use super::table::{{Anchor, Begins, Op, Program, Vocabulary}};\nuse std::borrow::Cow;")?;
    writeln!(out, "pub(super) static VOCABULARY: Vocabulary = Vocabulary {{")?;
    let ops: Vec<String> = vocabulary.ops.iter().map(op).collect();
    writeln!(out, "    ops: Cow::Borrowed(&[{}]),", ops.join(", "))?;
    let programs = vocabulary.programs.iter().map(|program| {
        let Program { at, len, anchor, begins: Begins { word, mark, kind, any } } = program;
        format!(
            "Program {{ at: {at}, len: {len}, anchor: Anchor::{anchor:?}, \
             begins: Begins {{ word: {word}, mark: {mark}, kind: {kind}, any: {any} }} }}"
        )
    });
    writeln!(out, "    programs: Cow::Borrowed(&[{}]),", programs.collect::<Vec<_>>().join(", "))?;
    for (name, texts) in
        [("marks", &vocabulary.marks), ("exact", &vocabulary.exact), ("names", &vocabulary.names)]
    {
        let texts: Vec<String> = texts.iter().map(|text| format!("Cow::Borrowed({text:?})")).collect();
        writeln!(out, "    {name}: Cow::Borrowed(&[{}]),", texts.join(", "))?;
    }
    list(&mut out, "ends", &vocabulary.ends)?;
    list(&mut out, "phrases", &vocabulary.phrases)?;
    list(&mut out, "unless", &vocabulary.unless)?;
    list(&mut out, "roots", &vocabulary.roots)?;
    list(&mut out, "firsts", &vocabulary.firsts)?;
    list(&mut out, "edges", &vocabulary.edges)?;
    list(&mut out, "targets", &vocabulary.targets)?;
    list(&mut out, "ended", &vocabulary.ended)?;
    list(&mut out, "open", &vocabulary.open)?;
    list(&mut out, "set_starts", &vocabulary.set_starts)?;
    list(&mut out, "set_classes", &vocabulary.set_classes)?;
    list(&mut out, "by_set_starts", &vocabulary.by_set_starts)?;
    list(&mut out, "by_set", &vocabulary.by_set)?;
    list(&mut out, "by_mark", &vocabulary.by_mark)?;
    let kinds: Vec<String> = vocabulary
        .by_kind
        .iter()
        .map(|(kind, number)| format!("(super::language::Kind::{kind:?}, {number})"))
        .collect();
    writeln!(out, "    by_kind: Cow::Borrowed(&[{}]),\n}};", kinds.join(", "))?;
    Ok(out)
}

fn list<T: Debug>(out: &mut String, name: &str, values: &[T]) -> std::fmt::Result {
    writeln!(out, "    {name}: Cow::Borrowed(&{values:?}),")
}

fn op(op: &Op) -> String {
    match op {
        Op::Is(kind) => format!("Op::Is(super::language::Kind::{kind:?})"),
        op => format!("Op::{op:?}"),
    }
}
