//! The incident as a picture: what it says on the left, a true axis of time on
//! the right. Self-contained, in light and dark, with its text as text.

use super::canvas::Canvas;
pub use super::canvas::Layout;
use super::words;
use crate::drawing::Drawing;
use crate::output::escape::escaped;
use std::fmt::Write;

/// The drawing as a file of its own.
#[must_use]
pub fn render(drawing: &Drawing) -> String {
    picture(drawing, "pmlint", Layout::WIDE)
}

/// The drawing as an element; `id` tells it from others on the same page.
#[must_use]
pub fn picture(drawing: &Drawing, id: &str, layout: Layout) -> String {
    let canvas = Canvas::new(drawing, layout);
    let width = layout.width;
    let title = escaped(drawing.title.as_deref().unwrap_or("Incident"));
    let described = escaped(&description(drawing));
    let height = canvas.height();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pml\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">"
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{title}</title>");
    let _ = writeln!(out, "<desc id=\"{id}-desc\">{described}</desc>");
    let _ = writeln!(out, "<style>{STYLE}</style>");
    let _ = writeln!(out, "<rect class=\"bg\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>");
    out.push_str(&canvas.into_elements());
    out.push_str("</svg>\n");
    out
}

/// What the picture shows, for who does not see it.
fn description(drawing: &Drawing) -> String {
    let mut parts = vec![format!("The incident as it was read: {}.", words::extent(drawing))];
    for stated in &drawing.stated {
        parts.push(format!("{}: {}.", capital(stated.name), words::value(drawing, stated)));
    }
    for phase in &drawing.phases {
        parts.push(format!("{}: {}.", capital(phase.name), words::phase(phase)));
    }
    if !drawing.entries.is_empty() {
        parts.push(format!("{} entries of the timeline.", drawing.entries.len()));
    }
    for conflict in &drawing.conflicts {
        parts.push(format!("Contradiction, {}: {}.", conflict.rule, conflict.message));
    }
    parts.join(" ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The colours, which change places in the dark; a class for each part.
const STYLE: &str = "\
.pml{--bg:#fff;--text:#1c2530;--dim:#586574;--line:#e4e8ed;--day:#b4bec9;--band:#f1f3f6;--mark:#3d4f63;--phase:#5b8bb8;\
--c0:#c0322b;--c1:#86399f;--c2:#97590a;--c3:#00717c;--c4:#2a56c0;\
font-family:system-ui,-apple-system,\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif;font-size:13px}\
@media(prefers-color-scheme:dark){.pml{--bg:#151a20;--text:#e5eaf0;--dim:#9ba8b6;--line:#272f38;--day:#4c5866;\
--band:#1d242c;--mark:#b7c4d2;--phase:#6d9fce;--c0:#ff8078;--c1:#d5a3f0;--c2:#f0b35c;--c3:#56ccd6;--c4:#86b4ff}}\
.pml .bg{fill:var(--bg)}.pml text{fill:var(--text)}.pml .dim{fill:var(--dim)}.pml .small{font-size:11.5px}\
.pml .h{font-size:18px;font-weight:600}.pml .b{font-weight:600}.pml .n{font-variant-numeric:tabular-nums}\
.pml .tick{stroke:var(--line)}.pml .day{stroke:var(--day)}.pml .band{fill:var(--band)}\
.pml .cut{stroke:var(--day);fill:none;stroke-dasharray:2 3}.pml .lead{stroke:var(--day);stroke-dasharray:1 4}\
.pml .mark{fill:var(--mark)}.pml .win{fill:var(--mark);fill-opacity:.16;stroke:var(--mark)}\
.pml .slit{fill:var(--band)}.pml .len{fill:var(--mark)}.pml .pha{fill:var(--phase)}\
.pml .c0{color:var(--c0)}.pml .c1{color:var(--c1)}.pml .c2{color:var(--c2)}.pml .c3{color:var(--c3)}.pml .c4{color:var(--c4)}\
.pml .con{fill:currentColor}.pml .win.con{stroke:currentColor}.pml .tint{fill:currentColor;fill-opacity:.09}\
.pml .num{fill:var(--bg);font-size:11px;font-weight:700;text-anchor:middle}.pml .mid{text-anchor:middle}.pml .end{text-anchor:end}";
