//! The pages of rules, embedded.

use super::super::escape::escaped;
use super::message;
use crate::rules::catalogue;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The place of a rule's page within this one.
pub fn anchor(rule: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    format!("rule-{}", rule.chars().map(plain).collect::<String>())
}

/// The pages of these rules; `own` are those of a team, by name.
pub fn pages(rules: &BTreeSet<&str>, own: &[(String, String)]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">The rules</h2>\n");
    for rule in rules {
        let built_in = catalogue().iter().find(|known| known.page.name == *rule);
        let text = built_in.map(|known| known.page.text());
        let text = text.or_else(|| own.iter().find(|(name, _)| name == rule).map(|(_, text)| text.clone()));
        let _ = writeln!(out, "<div class=\"rule\" id=\"{}\">\n<h3>{}</h3>", anchor(rule), escaped(rule));
        out.push_str(&text.map(|text| page(&text)).unwrap_or_default());
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
    out
}

/// A page: its headings, its fences, and its paragraphs as they are written.
fn page(text: &str) -> String {
    let mut out = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = text.lines().filter(|line| !line.starts_with("# "));
    while let Some(line) = lines.next() {
        let fence = line.trim_start().starts_with("```");
        let heading = line.strip_prefix("## ");
        if fence || heading.is_some() || line.trim().is_empty() {
            flush(&mut out, &mut paragraph);
        } else {
            paragraph.push(line);
        }
        if let Some(heading) = heading {
            let _ = writeln!(out, "<h4>{}</h4>", escaped(heading));
        }
        if fence {
            let marks: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
            let info = line.trim_start().trim_start_matches('`');
            let inside: Vec<&str> = lines.by_ref().take_while(|inner| inner.trim() != marks).collect();
            let what = if info.contains("bad") { "reported" } else { "not reported" };
            let _ = writeln!(out, "<p class=\"dim\">{what}:</p>\n<pre>{}</pre>", escaped(&inside.join("\n")));
        }
    }
    flush(&mut out, &mut paragraph);
    out
}

fn flush(out: &mut String, paragraph: &mut Vec<&str>) {
    if !paragraph.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", message(&paragraph.join("\n")));
        paragraph.clear();
    }
}
