//! What the editor can do. Read word by word, so that nothing it says of
//! other matters can be misunderstood.

use super::text::Encoding;
use super::uri;
use serde_json::Value;
use std::path::PathBuf;

/// What the editor can do.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// It asks for diagnostics; otherwise they are sent to it.
    pub pulls: bool,
    /// It asks again when told to.
    pub refreshes_diagnostics: bool,
    /// The same for inlay hints.
    pub refreshes_hints: bool,
    /// An outline may have levels.
    pub nested_symbols: bool,
    /// An edit may name the version that it is for.
    pub versioned_edits: bool,
    /// It can open an address.
    pub shows_documents: bool,
    /// It can be asked for its settings.
    pub tells_settings: bool,
    /// It can be asked to say when settings change.
    pub registers_settings: bool,
    /// It can be asked to watch files.
    pub watches_files: bool,
    /// A hover may be Markdown.
    pub markdown: bool,
    /// What a column counts.
    pub encoding: Encoding,
    /// The folders that are open.
    pub folders: Vec<PathBuf>,
    /// The process to end with.
    pub process: Option<u32>,
}

impl Client {
    /// What the parameters of `initialize` say.
    pub fn read(params: &Value) -> Self {
        let can = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let yes = |path: &str| can(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, word: &str| {
            let list = can(path).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|item| item.as_str() == Some(word)))
        };
        let encoding =
            if lists("general/positionEncodings", "utf-8") { Encoding::Utf8 } else { Encoding::Utf16 };
        Self {
            pulls: can("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_diagnostics: yes("workspace/diagnostics/refreshSupport"),
            refreshes_hints: yes("workspace/inlayHint/refreshSupport"),
            nested_symbols: yes("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            versioned_edits: yes("workspace/workspaceEdit/documentChanges"),
            shows_documents: yes("window/showDocument/support"),
            tells_settings: yes("workspace/configuration"),
            registers_settings: yes("workspace/didChangeConfiguration/dynamicRegistration"),
            watches_files: yes("workspace/didChangeWatchedFiles/dynamicRegistration"),
            markdown: lists("textDocument/hover/contentFormat", "markdown"),
            encoding,
            folders: folders(params),
            process: params.get("processId").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok()),
        }
    }
}

fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array);
    let uris = listed.into_iter().flatten().filter_map(|folder| folder.get("uri")?.as_str());
    let folders: Vec<PathBuf> = uris.filter_map(uri::to_folder).collect();
    if !folders.is_empty() {
        return folders;
    }
    let root = params.get("rootUri").and_then(Value::as_str).and_then(uri::to_folder);
    let path = params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    root.or(path).into_iter().collect()
}
