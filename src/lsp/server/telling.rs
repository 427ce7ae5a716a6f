//! What the editor is told of documents and of broken configurations.

use super::super::{diagnostics, requests, uri};
use super::Server;
use crate::files;
use gen_lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

impl Server<'_> {
    /// Sends what is found in one document of which the editor does not know
    /// yet; whether there was one.
    pub(super) fn publish_one(&mut self) -> bool {
        let Some(uri) = self.documents.stale() else { return false };
        if let Some(open) = self.documents.get_mut(&uri) {
            open.stale = false;
        }
        let place = format!("{uri}: ");
        if self.client.pulls {
            // It asks for findings; what is wrong in the configuration it cannot ask for.
            let _ = self.guarded(&place, |server| {
                let (documents, mut bench) = server.bench();
                documents.govern(&uri, &mut bench);
            });
        } else {
            let found = self.guarded(&place, |server| {
                let (documents, mut bench) = server.bench();
                requests::found(&uri, documents, &mut bench)
            });
            if found.is_err() {
                self.documents.give_up(&uri);
            }
            self.publish(&uri, found.ok().and_then(Result::ok).unwrap_or_default());
        }
        self.tell_errors();
        true
    }

    /// Sends what is found in a document, with what is wrong in it where it is
    /// part of a configuration: a message takes the place of the one before.
    pub(super) fn publish(&self, uri: &str, mut diagnostics: Vec<Diagnostic>) {
        let path = uri::to_path(uri).map(|path| files::from_root(&path));
        let wrong = path.and_then(|path| self.broken.get(&path));
        diagnostics.extend(wrong.into_iter().flatten().cloned());
        let version = self.documents.get(uri).map(|open| open.version);
        let params = PublishDiagnosticsParams { uri: Uri::from(uri), version, diagnostics };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Shows what is wrong in configurations, in them; says it once.
    pub(super) fn tell_errors(&mut self) {
        let errors = self.configs.errors();
        if errors.is_empty() && self.broken.is_empty() {
            return;
        }
        let encoding = self.client.encoding;
        let now: BTreeMap<PathBuf, Vec<Diagnostic>> = errors
            .iter()
            .map(|(path, errors)| (path.clone(), diagnostics::of_config(errors, encoding)))
            .collect();
        let before = std::mem::replace(&mut self.broken, now);
        let paths = before.keys().chain(self.broken.keys().filter(|path| !before.contains_key(*path)));
        let differ = paths.filter(|path| before.get(*path) != self.broken.get(*path));
        for path in differ.cloned().collect::<Vec<PathBuf>>() {
            self.publish_config(&path);
        }
        let words: Vec<String> = errors
            .values()
            .filter_map(|errors| errors.first())
            .map(|error| format!("{}: {}", error.path, error.message))
            .collect();
        let words = words.join("\n");
        if words != self.told && !words.is_empty() {
            self.show(1, format!("pmlint cannot use its configuration. {words}"));
        }
        self.told = words;
    }

    /// Sends what is wrong in a file, under the address that the editor gave
    /// it; where its findings are sent too, with these.
    fn publish_config(&mut self, path: &Path) {
        match self.documents.at(path) {
            Some(open) if !self.client.pulls => open.stale = true,
            Some(open) => {
                let uri = open.uri.clone();
                self.publish(&uri, Vec::new());
            }
            None => self.publish(&uri::from_path(path), Vec::new()),
        }
    }
}
