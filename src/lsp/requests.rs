//! What the editor asks about documents, and the answers.

use super::client::Client;
use super::documents::{Bench, Documents, View};
use super::{actions, completion, diagnostics, hints, hover, symbols};
use gen_lsp_types::{
    CompletionParams, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentSymbolParams,
    FullDocumentDiagnosticReport, HoverParams, InlayHintParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};
use lsp_server::{ErrorCode, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The code and the reason of a refusal.
pub type Refusal = (ErrorCode, String);

/// What the server can do, as its answer to `initialize` says.
pub fn capabilities(client: &Client) -> Value {
    let mut answer = json!({
        "capabilities": {
            "positionEncoding": client.encoding.name(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "codeActionProvider": {"codeActionKinds": ["quickfix", actions::FIX_ALL]},
            "executeCommandProvider": {"commands": [actions::EXPLAIN]},
            "hoverProvider": true,
            "documentSymbolProvider": true,
            "inlayHintProvider": true,
            "completionProvider": {"triggerCharacters": completion::TRIGGERS},
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
        },
        "serverInfo": {"name": "pmlint", "version": env!("CARGO_PKG_VERSION")},
    });
    // Some editors would ask, and not again when the configuration changes.
    if client.pulls {
        answer["capabilities"]["diagnosticProvider"] = json!({
            "identifier": diagnostics::SOURCE,
            "interFileDependencies": false,
            "workspaceDiagnostics": false,
        });
    }
    answer
}

/// The answer to a question about a document.
pub fn answer(request: &Request, documents: &mut Documents, bench: &mut Bench<'_>) -> Result<Value, Refusal> {
    match request.method.as_str() {
        "textDocument/diagnostic" => {
            let params: DocumentDiagnosticParams = read(request)?;
            let known = params.previous_result_id.as_deref();
            report(&params.text_document.uri.0, known, documents, bench)
        }
        "textDocument/codeAction" => {
            let params: actions::Wish = read(request)?;
            about(&params.text_document.uri.0, documents, bench, |view| json(actions::offer(view, &params)))
        }
        "textDocument/hover" => {
            let params: HoverParams = read(request)?;
            let uri = &params.text_document_position_params.text_document.uri.0;
            about(uri, documents, bench, |view| json(hover::hover(view, &params)))
        }
        "textDocument/completion" => {
            let params: CompletionParams = read(request)?;
            let uri = &params.text_document_position_params.text_document.uri.0;
            about(uri, documents, bench, |view| json(completion::propose(view, &params)))
        }
        "textDocument/documentSymbol" => {
            let params: DocumentSymbolParams = read(request)?;
            about(&params.text_document.uri.0, documents, bench, |view| {
                let outline = symbols::outline(view);
                if view.client.nested_symbols { json(outline) } else { json(symbols::flat(view, outline)) }
            })
        }
        "textDocument/inlayHint" => {
            let params: InlayHintParams = read(request)?;
            if !bench.settings.inlay_hints {
                return Ok(Value::Null);
            }
            about(&params.text_document.uri.0, documents, bench, |view| json(hints::hints(view, &params)))
        }
        unknown => Err((ErrorCode::MethodNotFound, format!("`{unknown}` is not known here"))),
    }
}

/// The parameters of a request.
pub fn read<P: DeserializeOwned>(request: &Request) -> Result<P, Refusal> {
    serde_json::from_value(request.params.clone())
        .map_err(|error| (ErrorCode::InvalidParams, format!("`{}`: {error}", request.method)))
}

fn json(answer: impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(answer).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// Answers from a document as it is now: nothing where it is none to be
/// linted.
fn about(
    uri: &str,
    documents: &mut Documents,
    bench: &mut Bench<'_>,
    answer: impl FnOnce(&View<'_>) -> Result<Value, Refusal>,
) -> Result<Value, Refusal> {
    let Some(checked) = documents.checked(uri, bench) else { return Ok(Value::Null) };
    let (Some(setup), Some(open)) = (&checked.setup, documents.get(uri)) else {
        return Ok(Value::Null);
    };
    let lines = open.lines(bench.client.encoding);
    answer(&View { open, checked: &checked, setup, lines, client: bench.client, lint: bench.lint })
}

/// What is found in a document, or that it is what the editor knows.
fn report(
    uri: &str,
    known: Option<&str>,
    documents: &mut Documents,
    bench: &mut Bench<'_>,
) -> Result<Value, Refusal> {
    let checked = documents.checked(uri, bench);
    let result_id = checked.map_or(0, |checked| checked.number).to_string();
    if known == Some(result_id.as_str()) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id };
        return json(DocumentDiagnosticReport::from(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        }));
    }
    let items = found(uri, documents, bench)?;
    json(DocumentDiagnosticReport::from(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    }))
}

/// What is found in a document.
pub fn found(
    uri: &str,
    documents: &mut Documents,
    bench: &mut Bench<'_>,
) -> Result<Vec<gen_lsp_types::Diagnostic>, Refusal> {
    let mut items = Vec::new();
    about(uri, documents, bench, |view| {
        items = diagnostics::all(view);
        Ok(Value::Null)
    })?;
    Ok(items)
}
