//! Pages that stand alone: no request leaves them, and their only script
//! filters.

mod report;
mod rules;
mod text;

pub use report::render;

use super::escape::escaped;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("filter.js");
/// The digest of the script, which is all that the page may run: `openssl dgst
/// -sha256 -binary src/output/html/filter.js | base64`.
const DIGEST: &str = "Y25hw5i2E3ea6A/04x+HGbZJhr3WbBezixqE+M/xF74=";

/// A page with this title and body; `styles` are further rules.
#[must_use]
pub fn page(title: &str, styles: &str, body: &str) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'sha256-{DIGEST}'; base-uri 'none'; form-action 'none'\">"
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<title>{}</title>\n<style>\n{STYLE}{styles}</style>\n</head>", escaped(title));
    let _ = writeln!(out, "<body>\n{body}</body>\n</html>");
    out
}

/// The script that filters, for the end of a body.
#[must_use]
pub fn script() -> String {
    format!("<script>{SCRIPT}</script>\n")
}

/// A message, with what stands in backticks as code.
#[must_use]
pub fn message(text: &str) -> String {
    let mut out = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    for (i, part) in parts.iter().enumerate() {
        match (paired, i % 2) {
            (true, 1) => {
                let _ = write!(out, "<code>{}</code>", escaped(part));
            }
            (true, _) => out.push_str(&escaped(part)),
            (false, _) => {
                out.push_str(if i > 0 { "`" } else { "" });
                out.push_str(&escaped(part));
            }
        }
    }
    out
}
