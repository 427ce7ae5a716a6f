//! The pages of `rules/` as a table of rules.

use crate::code::{joined, list, option, severity, span, text, values};
use crate::fault::{Fault, read};
use crate::rules::lexical::{Phrase, Table};
use crate::rules::page::Page;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// The folder of the pages.
pub const FOLDER: &str = "rules";

/// The family whose rules look at suppressions, once it is known what was found.
const ABOUT_COMMENTS: &str = "suppression";

/// All pages, by their names.
pub fn all(root: &Path) -> Result<Vec<Page>, Vec<Fault>> {
    let mut faults = Vec::new();
    // By name: `a/b` stands before `a-b/c`.
    let mut pages = BTreeMap::new();
    for file in files(root).map_err(|error| vec![Fault::of(FOLDER, error.to_string())])? {
        match page(root, &file) {
            Ok(page) => drop(pages.insert(page.name.clone(), page)),
            Err(fault) => faults.extend(fault),
        }
    }
    if faults.is_empty() { Ok(pages.into_values().collect()) } else { Err(faults) }
}

/// The pages, from `root` on: `rules/timeline/out-of-order.md`.
fn files(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for family in fs::read_dir(root.join(FOLDER))? {
        let family = family?;
        if !family.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(family.path())? {
            let name = format!(
                "{FOLDER}/{}/{}",
                family.file_name().to_string_lossy(),
                file?.file_name().to_string_lossy()
            );
            files.extend(name.ends_with(".md").then_some(name));
        }
    }
    files.sort();
    Ok(files)
}

fn page(root: &Path, file: &str) -> Result<Page, Vec<Fault>> {
    let source = read(root, file)?;
    let page = Page::parse(&source)
        .map_err(|error| vec![Fault::at(file, &source, &error.span.range(), error.message)])?;
    if file != format!("{FOLDER}/{}.md", page.name) {
        let message = format!("the title names another rule: `{}`", page.name);
        return Err(vec![Fault::at(file, &source, &(0..0), message)]);
    }
    Ok(page)
}

/// The source of `RULES`, and of the phrases of those rules that are their
/// pages alone.
pub fn make(root: &Path) -> Result<String, Vec<Fault>> {
    let pages = all(root)?;
    let known = |name: &str| pages.iter().any(|page| page.name == name);
    let mut out = String::new();
    let mut rules = String::new();
    let mut faults = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let file = format!("{FOLDER}/{}.md", page.name);
        for other in page.yields_to.iter().filter(|other| !known(other)) {
            faults.push(Fault::of(&file, format!("yields to `{other}`, which is no rule")));
        }
        // Writing to a string cannot fail.
        if let Some(lexical) = &page.lexical {
            let _ = writeln!(out, "static TABLE_{index}: Table = {};", table(lexical));
            let name = &page.name;
            let _ = writeln!(
                out,
                "static LEXICON_{index}: Lexicon = Lexicon::built_in(&TABLE_{index}, {name:?});"
            );
        }
        match rule(page, index) {
            Ok(rule) => rules.push_str(&rule),
            Err(message) => faults.push(Fault::of(&file, message)),
        }
    }
    let _ = writeln!(out, "static RULES: [Rule; {}] = [\n{rules}];", pages.len());
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

fn rule(page: &Page, index: usize) -> Result<String, String> {
    let module = page.name.replace('/', "::").replace('-', "_");
    let check = match &page.lexical {
        Some(_) => format!("Lexical(Shared::BuiltIn(&LEXICON_{index}))"),
        None if page.family() == ABOUT_COMMENTS => format!("Suppression(super::{module}::check)"),
        None => format!("Semantic(super::{module}::check)"),
    };
    Ok(format!(
        "    Rule {{
        page: Page {{
            name: {name},
            severity: {severity},
            params: {params},
            yields_to: {yields_to},
            completeness: {completeness},
            lexical: {lexical},
            summary: {summary},
            source: Cow::Borrowed(include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{FOLDER}/{path}.md\"))),
        }},
        check: Check::{check},
    }},\n",
        name = text(&page.name),
        severity = option(page.severity, severity),
        params = values(&page.params)?,
        yields_to = list(page.yields_to.iter(), |name| text(name)),
        completeness = page.completeness,
        lexical = option(page.lexical.as_ref(), |_| format!("Shared::BuiltIn(&TABLE_{index})")),
        summary = text(&page.summary),
        path = page.name,
    ))
}

fn table(table: &Table) -> String {
    let phrases = |items: &[Phrase]| list(items, phrase);
    let mut out = String::from("Table {");
    let lists = [
        ("phrases", &table.phrases),
        ("subjects", &table.subjects),
        ("unless_before", &table.unless_before),
        ("unless_after", &table.unless_after),
        ("unless_match", &table.unless_match),
        ("unless_sentence", &table.unless_sentence),
        ("unless_heading", &table.unless_heading),
        ("inside", &table.inside),
        ("needs", &table.needs),
        ("needs_text", &table.needs_text),
    ];
    for (name, items) in lists {
        let _ = write!(out, "\n    {name}: {},", phrases(items));
    }
    let prefer =
        list(table.prefer.iter(), |(name, instead)| format!("({}, {})", text(name), phrase(instead)));
    let words = list(table.words.iter(), |(name, items)| format!("({}, {})", text(name), phrases(items)));
    let _ = write!(
        out,
        "
    prefer: {prefer},
    even_negated: {even_negated},
    not_in: Cow::Borrowed(&[{not_in}]),
    places: Cow::Borrowed(&[{places}]),
    once: {once},
    words: {words},
    message: {message},
    label: {label},
    help: {help},
    base: {base},
}}",
        even_negated = table.even_negated,
        not_in = joined(table.not_in.iter(), |role| format!("Role::{role:?}")),
        places = joined(table.places.iter(), |place| format!("Place::{place:?}")),
        once = table.once,
        message = phrase(&table.message),
        label = option(table.label.as_ref(), phrase),
        help = option(table.help.as_ref(), phrase),
        base = table.base,
    );
    out
}

fn phrase(phrase: &Phrase) -> String {
    format!("Phrase {{ text: {}, span: {} }}", text(&phrase.text), span(phrase.span))
}
