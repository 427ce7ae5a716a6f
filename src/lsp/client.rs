//! What the editor can do. Read word by word, so that nothing it says of
//! other matters can be misunderstood.

use super::text::Encoding;
use super::uri;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What the editor can do.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// It asks for diagnostics, and again when told to; otherwise they are sent
    /// to it, as no other way tells it of a configuration that has changed.
    pub pulls: bool,
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
    /// The process to end with, where it is known to run.
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
        // The crate `lsp-types`, and so Helix, calls it otherwise than the protocol.
        let refreshes =
            yes("workspace/diagnostics/refreshSupport") || yes("workspace/diagnostic/refreshSupport");
        let encoding =
            if lists("general/positionEncodings", "utf-8") { Encoding::Utf8 } else { Encoding::Utf16 };
        Self {
            pulls: refreshes && can("textDocument/diagnostic").is_some_and(Value::is_object),
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
            process: process(params),
        }
    }
}

/// The process that started this one, where it can be seen from here: from
/// within a container it often cannot.
fn process(params: &Value) -> Option<u32> {
    let id = u32::try_from(params.get("processId")?.as_u64()?).ok()?;
    is_running(id).then_some(id)
}

/// Whether a process is running; only known on Linux.
pub fn is_running(process: u32) -> bool {
    Path::new(&format!("/proc/{process}")).exists()
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
