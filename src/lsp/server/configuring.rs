//! Settings, configurations and folders, and what happens when they change.

use super::super::settings::{SECTION, Settings, over};
use super::super::uri;
use super::{Asked, Phase, Server};
use gen_lsp_types::{
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, FileChangeType, FileEvent,
};
use serde_json::{Value, json};
use std::path::PathBuf;

impl Server<'_> {
    /// Asks for what the editor offers to tell.
    pub(super) fn initialized(&mut self) {
        let watch = |glob: &str| json!({"globPattern": glob});
        let mut registrations = Vec::new();
        if self.client.watches_files {
            // A configuration may be called anything where it is extended or set.
            let watchers = ["**/pmlint.toml", "**/.pmlint.toml", "**/*.toml", "**/*.md"].map(watch);
            registrations.push(json!({
                "id": "pmlint-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }));
        }
        if self.client.registers_settings {
            registrations.push(json!({
                "id": "pmlint-settings",
                "method": "workspace/didChangeConfiguration",
                "registerOptions": {"section": SECTION},
            }));
        }
        if !registrations.is_empty() {
            self.ask("client/registerCapability", json!({"registrations": registrations}), Asked::Nothing);
        }
        self.ask_settings();
    }

    pub(super) fn ask_settings(&mut self) {
        if self.client.tells_settings {
            let params = json!({"items": [{"section": SECTION}]});
            self.ask("workspace/configuration", params, Asked::Settings);
        }
    }

    /// Takes settings, which go before those of the first message.
    pub(super) fn set(&mut self, value: &Value) {
        let (settings, wrong) = Settings::read(&over(&self.options, value));
        for message in wrong.iter().filter(|message| !self.wrong.contains(message)) {
            self.show(2, message.clone());
        }
        self.wrong = wrong;
        if settings == self.settings {
            return;
        }
        let hints = settings.inlay_hints != self.settings.inlay_hints;
        self.settings = settings;
        self.documents.forget();
        self.look_again();
        if hints && self.client.refreshes_hints {
            self.ask("workspace/inlayHint/refresh", Value::Null, Asked::Nothing);
        }
    }

    pub(super) fn files_changed(&mut self, params: DidChangeWatchedFilesParams) {
        // A file that is new may be a rule's page.
        let matters = |change: &FileEvent| {
            change.kind != FileChangeType::Changed
                || uri::to_path(&change.uri.0).is_some_and(|path| self.configs.reads(&path))
        };
        if params.changes.iter().any(matters) {
            self.configs_may_differ();
        }
    }

    pub(super) fn folders_changed(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let gone: Vec<PathBuf> =
            params.event.removed.iter().filter_map(|f| uri::to_folder(&f.uri.0)).collect();
        self.client.folders.retain(|folder| !gone.contains(folder));
        self.client.folders.extend(params.event.added.iter().filter_map(|f| uri::to_folder(&f.uri.0)));
        self.documents.forget();
        self.look_again();
    }

    /// Reads the configurations again: not every editor says when they change.
    pub(super) fn configs_may_differ(&mut self) {
        self.configs.refresh();
        let (documents, mut bench) = self.bench();
        if documents.forget_changed(&mut bench) {
            self.look_again();
        }
        self.tell_errors();
    }

    /// Has an editor that asks for diagnostics ask again.
    pub(super) fn look_again(&mut self) {
        if self.client.pulls {
            self.ask("workspace/diagnostic/refresh", Value::Null, Asked::Nothing);
        }
    }

    /// Notices what an editor that watches no files does not tell.
    pub(super) fn look_for_changes(&mut self) {
        if self.phase == Phase::Running && !self.client.watches_files && !self.documents.is_empty() {
            // What fails was told.
            let _ = self.guarded("", Self::configs_may_differ);
        }
    }
}
