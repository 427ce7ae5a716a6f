//! What can be done about findings: mend them, keep them silent, explain
//! their rules, mend all that is safe.

use super::diagnostics;
use super::documents::View;
use super::suppressing;
use crate::finding::{self, Diagnostic, Edit, Fix, Safety};
use crate::fix::fix;
use crate::span::{Span, slice};
use gen_lsp_types::{
    CodeAction, CodeActionKind, Command, DocumentChange, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Token};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// The command that explains a rule.
pub const EXPLAIN: &str = "pmlint.explain";
/// The kind of the action that mends all that is safe.
pub const FIX_ALL: &str = "source.fixAll.pmlint";

/// What an editor asks. The diagnostics that it sends along are not read: those
/// of others may look like anything.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wish {
    pub text_document: TextDocumentIdentifier,
    range: Range,
    #[serde(default)]
    context: Kinds,
}

/// The kinds of actions that are asked for; none where that is all.
#[derive(Default, Deserialize)]
struct Kinds {
    only: Option<Vec<String>>,
}

/// What can be done where the editor asks.
pub fn offer(view: &View<'_>, params: &Wish) -> Vec<CodeAction> {
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    if wanted(only, "quickfix") {
        quick_fixes(view, view.lines.span(params.range), &mut actions);
    }
    if wanted(only, FIX_ALL) {
        actions.extend(fix_all(view));
    }
    actions
}

/// Whether an editor that asks for some kinds only asks for this one: a kind
/// holds all that its name begins.
fn wanted(only: Option<&[String]>, kind: &str) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|asked| {
            asked.is_empty()
                || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

fn quick_fixes(view: &View<'_>, asked: Span, actions: &mut Vec<CodeAction>) {
    let touches = |span: Span| span.start <= asked.end && asked.start <= span.end;
    let here = |found: &&Diagnostic| touches(found.finding.primary.span);
    let found = &view.checked.diagnostics;
    let mended: Vec<&Diagnostic> =
        found.iter().filter(|found| found.finding.labels().any(|label| touches(label.span))).collect();
    for safety in [Safety::Safe, Safety::Unsafe] {
        for found in &mended {
            if let Some(fix) = found.finding.fix.as_ref().filter(|fix| fix.safety == safety) {
                actions.push(mend(view, found, fix));
            }
        }
    }
    let here: Vec<&Diagnostic> = found.iter().filter(here).collect();
    // A comment holds for a line, a page for a rule.
    let line = |found: &Diagnostic| view.lines.index().position(found.finding.primary.span.start).line;
    let several = here.iter().any(|found| line(found) != line(here[0]));
    let mut told = BTreeSet::new();
    let lines = here.iter().filter(|found| told.insert((&found.rule, line(found))));
    actions.extend(lines.filter_map(|found| {
        let mut action = silence(view, found)?;
        if several {
            action.title = action.title.replace("on this line", &format!("on line {}", line(found)));
        }
        Some(action)
    }));
    let mut told = BTreeSet::new();
    let rules = here.iter().filter(|found| told.insert(&found.rule));
    actions.extend(rules.map(|found| explain(view, found)));
}

fn mend(view: &View<'_>, found: &Diagnostic, fix: &Fix) -> CodeAction {
    let safe = fix.safety == Safety::Safe;
    CodeAction {
        title: if safe { fix.title.clone() } else { format!("{} (unsafe: read it over)", fix.title) },
        is_preferred: Some(safe),
        edit: Some(workspace_edit(view, &fix.edits)),
        ..quick_fix(view, found)
    }
}

fn silence(view: &View<'_>, found: &Diagnostic) -> Option<CodeAction> {
    let comment = suppressing::offer(view, found)?;
    let edit = Some(workspace_edit(view, &comment.edits));
    Some(CodeAction { title: comment.title, edit, ..quick_fix(view, found) })
}

fn explain(view: &View<'_>, found: &finding::Diagnostic) -> CodeAction {
    let title = format!("Explain `{}`", found.rule);
    let command = Command {
        title: title.clone(),
        command: EXPLAIN.to_owned(),
        arguments: Some(vec![json!(found.rule), json!(view.open.uri)]),
        ..Command::default()
    };
    CodeAction { title, command: Some(command), ..quick_fix(view, found) }
}

fn quick_fix(view: &View<'_>, found: &Diagnostic) -> CodeAction {
    CodeAction {
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::one(view, found)]),
        ..CodeAction::default()
    }
}

/// Mends all that is safe, as `pmlint check --fix` does.
fn fix_all(view: &View<'_>) -> Option<CodeAction> {
    let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
    if !view.checked.diagnostics.iter().any(|found| found.finding.fix.as_ref().is_some_and(is_safe)) {
        return None;
    }
    let text = view.lines.text();
    let fixed = fix(text, Safety::Safe, |text| view.found_in(text));
    let edits = changes(text, &fixed.text);
    (!edits.is_empty()).then(|| CodeAction {
        title: "Mend all that pmlint can safely mend".to_owned(),
        kind: Some(CodeActionKind::Custom(FIX_ALL.into())),
        edit: Some(workspace_edit(view, &edits)),
        ..CodeAction::default()
    })
}

/// The lines that differ between two texts, as edits of the first.
fn changes(before: &str, after: &str) -> Vec<Edit> {
    let lines = InternedInput::new(before, after);
    let starts = |tokens: &[Token]| -> Vec<usize> {
        let next = |at: &mut usize, token: &Token| {
            let start = *at;
            *at += lines.interner[*token].len();
            Some(start)
        };
        tokens.iter().scan(0, next).collect()
    };
    let (old, new) = (starts(&lines.before), starts(&lines.after));
    let place =
        |starts: &[usize], line: u32, text: &str| starts.get(line as usize).copied().unwrap_or(text.len());
    let edit = |changed: Hunk| {
        let (from, to) = (changed.before, changed.after);
        let replacement = place(&new, to.start, after)..place(&new, to.end, after);
        Edit {
            span: Span::new(place(&old, from.start, before), place(&old, from.end, before)),
            replacement: slice(after, replacement).to_owned(),
        }
    };
    Diff::compute(Algorithm::Myers, &lines).hunks().map(edit).collect()
}

fn workspace_edit(view: &View<'_>, edits: &[Edit]) -> WorkspaceEdit {
    let edit =
        |edit: &Edit| TextEdit { range: view.lines.range(edit.span), new_text: edit.replacement.clone() };
    let edits: Vec<TextEdit> = edits.iter().map(edit).collect();
    let uri = Uri::from(view.open.uri.as_str());
    if !view.client.versioned_edits {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(view.open.version),
        text_document_identifier: TextDocumentIdentifier { uri },
    };
    let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() };
    WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::TextDocumentEdit(edit)]),
        ..WorkspaceEdit::default()
    }
}
