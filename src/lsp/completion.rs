//! What can be written next: headings that are missing, and the comments that
//! keep rules silent.

use super::documents::View;
use crate::document::BlockKind;
use crate::rules::{Part, catalogue, demanded};
use crate::span::{Span, slice};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, Documentation, TextEdit,
};

/// What a comment may begin with, and what that does.
const DIRECTIVES: [(&str, &str); 5] = [
    ("pmlint-disable-next-line", "keeps rules silent on the next line or block"),
    ("pmlint-disable-line", "keeps rules silent on this line"),
    ("pmlint-disable-file", "keeps rules silent in the whole file"),
    ("pmlint-disable", "keeps rules silent up to `pmlint-enable`"),
    ("pmlint-enable", "ends what `pmlint-disable` begins"),
];

/// The characters that call for a proposal.
pub const TRIGGERS: [&str; 4] = ["#", " ", "-", "/"];

/// What may follow the place of the cursor.
pub fn propose(view: &View<'_>, params: &CompletionParams) -> Vec<CompletionItem> {
    let at = view.lines.offset(params.text_document_position_params.position);
    let text = view.lines.text();
    let before = slice(text, ..at);
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = slice(before, start..);
    if let Some(typed) =
        line.rfind("<!--").and_then(|open| line.get(open + 4..)).filter(|t| !t.contains("-->"))
    {
        return in_comment(view, typed, at);
    }
    // Further in, it would be code.
    let indent = line.len() - line.trim_start_matches(' ').len();
    let line = slice(line, indent.min(3)..);
    let marks = line.len() - line.trim_start_matches('#').len();
    let words = slice(line, marks..);
    // `#hashtag` is no heading; without words it may become one.
    let is_heading = (1..=6).contains(&marks) && (words.is_empty() || words.starts_with([' ', '\t']));
    if !is_heading || is_code(view, start) {
        return Vec::new();
    }
    headings(view, marks, Span::new(at - words.len(), at))
}

/// Whether a line begins in code, where `#` begins a comment.
fn is_code(view: &View<'_>, line: usize) -> bool {
    let document = view.setup.config.reading().document(view.lines.text());
    let holds = |span: Span| span.start < line && line < span.end;
    document.blocks().iter().any(|block| block.kind == BlockKind::Code && holds(block.span))
}

/// The headings that the profile demands and the document lacks, in the
/// profile's order.
fn headings(view: &View<'_>, marks: usize, typed: Span) -> Vec<CompletionItem> {
    // The line that is being written counts for nothing.
    let text = view.lines.text();
    let line = typed.start - marks;
    let rest = format!("{}{}", slice(text, ..line), slice(text, typed.end..));
    let document = view.setup.config.reading().document(&rest);
    let missing = demanded(&view.setup.rules.rules).into_iter().filter(|role| !document.has_role(*role));
    let item = |(place, Part { heading, holds, .. }): (usize, Part)| CompletionItem {
        kind: Some(CompletionItemKind::Class),
        detail: Some(holds.to_owned()),
        sort_text: Some(format!("{place:02}")),
        ..item(view, heading, &format!(" {heading}"), typed)
    };
    missing.map(Part::of).enumerate().map(item).collect()
}

/// What may follow the words of a comment up to the cursor.
fn in_comment(view: &View<'_>, typed: &str, at: usize) -> Vec<CompletionItem> {
    let last = typed.rfind([' ', '\t', ',']).map_or(0, |end| end + 1);
    let word = slice(typed, last..);
    let span = Span::new(at - word.len(), at);
    let mut words = slice(typed, ..last).split_whitespace();
    match words.next() {
        None => {
            let gap = if typed.is_empty() { " " } else { "" };
            let directive = |(name, does): (&str, &str)| CompletionItem {
                kind: Some(CompletionItemKind::Keyword),
                detail: Some(does.to_owned()),
                ..item(view, name, &format!("{gap}{name}"), span)
            };
            DIRECTIVES.into_iter().map(directive).collect()
        }
        Some(first)
            if DIRECTIVES.iter().any(|(name, _)| *name == first) && words.all(|word| word != "--") =>
        {
            rules(view, span)
        }
        Some(_) => Vec::new(),
    }
}

/// All rules; first those that find something in the document.
fn rules(view: &View<'_>, span: Span) -> Vec<CompletionItem> {
    let found = |name: &str| view.checked.diagnostics.iter().any(|found| found.rule == name);
    let rule = |rule: &crate::rules::Rule| {
        let name = &rule.page.name;
        CompletionItem {
            kind: Some(CompletionItemKind::Value),
            documentation: Some(Documentation::String(rule.page.summary.to_string())),
            sort_text: Some(format!("{}{name}", u8::from(!found(name)))),
            ..item(view, name, name, span)
        }
    };
    catalogue().iter().chain(&view.setup.config.own).map(rule).collect()
}

fn item(view: &View<'_>, label: &str, text: &str, span: Span) -> CompletionItem {
    let edit = TextEdit { range: view.lines.range(span), new_text: text.to_owned() };
    CompletionItem {
        label: label.to_owned(),
        // What is replaced begins with what was typed, a space perhaps.
        filter_text: Some(text.to_owned()),
        text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
        ..CompletionItem::default()
    }
}
