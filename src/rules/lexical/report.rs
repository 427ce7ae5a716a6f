//! What a lexical rule says.

use super::lexicon::{Fault, fault};
use super::scan::Hit;
use super::table::{Phrase, Table};
use crate::finding::{Edit, Finding, Fix, Label, Safety};

/// The names that may stand between braces in a template.
const NAMES: [&str; 3] = ["match", "subject", "prefer"];
/// The longest words that a message repeats, in characters.
const LONGEST: usize = 60;
/// The most places that a finding for a whole document names besides its own.
const OTHERS: usize = 4;

/// Whether each template names only what can be filled in.
pub(super) fn check_templates(table: &Table) -> Result<(), Fault> {
    let templates = [Some(&table.message), table.label.as_ref(), table.help.as_ref()];
    for template in templates.into_iter().flatten() {
        if let Some(name) = names_in(template).find(|name| !NAMES.contains(name)) {
            let message = format!(
                "`{{{name}}}` stands for nothing here; known are `{{match}}`, `{{subject}}` and `{{prefer}}`"
            );
            return Err(fault(template, message));
        }
    }
    Ok(())
}

fn names_in(template: &Phrase) -> impl Iterator<Item = &str> {
    let parts = template.text.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

/// A finding for each hit, or one for all.
pub(super) fn findings(hits: Vec<Hit>, table: &Table) -> Vec<Finding> {
    if !table.once {
        return hits.iter().map(|hit| finding(hit, table)).collect();
    }
    let mut hits = hits.into_iter();
    let first = hits.next().map(|hit| finding(&hit, table));
    let all =
        first.map(|first| hits.take(OTHERS).fold(first, |finding, hit| finding.with(hit.span, "also here")));
    all.into_iter().collect()
}

fn finding(hit: &Hit, table: &Table) -> Finding {
    let label = table.label.as_ref().map(|label| filled_in(label, hit)).unwrap_or_default();
    let mut finding = Finding::new(filled_in(&table.message, hit), Label::new(hit.span, label));
    finding.help = table.help.as_ref().map(|help| filled_in(help, hit));
    finding.fix = hit.prefer.as_ref().map(|prefer| Fix {
        title: format!("write `{prefer}`"),
        edits: vec![Edit { span: hit.span, replacement: like(&hit.text, prefer) }],
        safety: Safety::Unsafe,
    });
    finding
}

/// A template with the words of a hit. The words come last, so that braces in
/// them stay what they are.
fn filled_in(template: &Phrase, hit: &Hit) -> String {
    let mut out = String::new();
    let mut rest = template.text.as_ref();
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        match name {
            "match" => out.push_str(&in_one_line(&hit.text)),
            "subject" => out.push_str(&in_one_line(&hit.subject)),
            _ => out.push_str(hit.prefer.as_deref().unwrap_or_default()),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn in_one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The replacement, with a capital where the words that it replaces have one.
fn like(written: &str, replacement: &str) -> String {
    let mut letters = replacement.chars();
    match letters.next() {
        Some(first) if written.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => replacement.to_owned(),
    }
}
