//! An editor in a few lines.

use lsp_server::{Connection, Message, Notification, Request, RequestId, ResponseError};
use pmlint::finding::Diagnostic;
use pmlint::rules::RuleSet;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A document with an impossible length of time and a fix, of three findings.
pub const FLAWED: &str = "\
# Postmortem: checkout down

## Summary
On Monday, 18 January 2024, from 14:00 to 19:00 UTC checkout failed for 1,200 customers. The outage lasted 7 hours.

## Timeline (UTC)
- 14:00 Deploy of checkout 2.4.1.
- 14:05 Alert: error rate above 5 %.
- 16:10 Rolled back.
- 19:00 Service restored.

## Root cause
A missing index, caused by a migration that was not applied.

## Resolution
Rolled back, then applied the migration.

## Action items
- Add a check of migrations (owner: Ana, PAY-12, due 2024-02-01)
";

/// What an editor can do that asks for findings, and again when told to.
pub fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })
}

/// The other end of a server.
pub struct Client {
    connection: Connection,
    server: Option<JoinHandle<u8>>,
    next: i32,
    /// What the server said and nobody asked for.
    pub heard: VecDeque<Notification>,
    /// What the server asked for.
    pub asked: VecDeque<Request>,
}

type Lint = fn(Option<&str>, &str, &RuleSet) -> Vec<Diagnostic>;

impl Client {
    /// A server in memory that was not initialized.
    pub fn bare(lint: Lint) -> Self {
        let (connection, other) = Connection::memory();
        let server = thread::spawn(move || pmlint::lsp::run(&other, &lint));
        Self { connection, server: Some(server), next: 0, heard: VecDeque::new(), asked: VecDeque::new() }
    }

    /// One that was initialized by an editor that can do this.
    pub fn with(capabilities: Value, options: Value) -> Self {
        Self::in_folders(capabilities, options, &[])
    }

    /// One that can do nothing special.
    pub fn plain() -> Self {
        Self::with(json!({}), Value::Null)
    }

    pub fn in_folders(capabilities: Value, options: Value, folders: &[&str]) -> Self {
        Self::initialized(pmlint::lsp::lint, capabilities, options, folders)
    }

    pub fn initialized(lint: Lint, capabilities: Value, options: Value, folders: &[&str]) -> Self {
        let mut client = Self::bare(lint);
        let folders: Vec<Value> = folders.iter().map(|uri| json!({"uri": uri, "name": uri})).collect();
        let params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
            "workspaceFolders": folders,
        });
        client.ask("initialize", params).unwrap();
        client.tell("initialized", json!({}));
        client
    }

    pub fn send(&self, message: impl Into<Message>) {
        self.connection.sender.send(message.into()).unwrap();
    }

    pub fn tell(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    /// Sends a request without waiting.
    pub fn begin(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request { id: id.clone(), method: method.to_owned(), params });
        id
    }

    /// The answer to a request.
    pub fn end(&mut self, id: &RequestId) -> Result<Value, ResponseError> {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Response(response) if response.id == *id => return response.response_result,
                Message::Response(response) => panic!("an answer to nothing: {response:?}"),
                Message::Notification(note) => self.heard.push_back(note),
                Message::Request(request) => self.asked.push_back(request),
            }
        }
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.begin(method, params);
        self.end(&id)
    }

    /// The next notification of a kind.
    pub fn hear(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|note| note.method == method) {
                return self.heard.remove(at).unwrap().params;
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Notification(note) => self.heard.push_back(note),
                Message::Request(request) => self.asked.push_back(request),
                Message::Response(response) => panic!("an answer to nothing: {response:?}"),
            }
        }
    }

    /// The next request of a kind.
    pub fn asked(&mut self, method: &str) -> Request {
        loop {
            if let Some(at) = self.asked.iter().position(|request| request.method == method) {
                return self.asked.remove(at).unwrap();
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Notification(note) => self.heard.push_back(note),
                Message::Request(request) => self.asked.push_back(request),
                Message::Response(response) => panic!("an answer to nothing: {response:?}"),
            }
        }
    }

    /// The findings of a document, as an editor that asks for them gets them.
    pub fn pull(&mut self, uri: &str) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": uri}});
        let report = self.ask("textDocument/diagnostic", params).unwrap();
        report["items"].as_array().unwrap().clone()
    }

    /// The next findings that are sent for a file, whatever its version.
    pub fn shown(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let params = self.hear("textDocument/publishDiagnostics");
            if params["uri"] == uri {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// Waits until all that was said is done.
    pub fn settle(&mut self) {
        // An answer comes before what is sent when nothing waits: ask twice.
        for _ in 0..2 {
            std::thread::sleep(Duration::from_millis(50));
            self.ask("$/settle", Value::Null).unwrap_err();
        }
    }

    /// The diagnostics of a version of a document.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        loop {
            let params = self.hear("textDocument/publishDiagnostics");
            if params["uri"] == uri && params["version"] == version {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    pub fn open(&self, uri: &str, text: &str) {
        self.open_as(uri, "markdown", text);
    }

    pub fn open_as(&self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub fn save(&self, uri: &str) {
        self.tell("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    }

    pub fn close(&self, uri: &str) {
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Asks about a place.
    pub fn at(&mut self, method: &str, uri: &str, line: usize, character: usize) -> Value {
        let position = json!({"line": line, "character": character});
        self.ask(method, json!({"textDocument": {"uri": uri}, "position": position})).unwrap()
    }

    /// The code actions for a range.
    pub fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        self.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// Says goodbye; the exit status.
    pub fn leave(mut self) -> u8 {
        assert_eq!(self.ask("shutdown", Value::Null).unwrap(), Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Goes without a word; the exit status.
    pub fn vanish(self) -> u8 {
        let Self { connection, server, .. } = self;
        drop(connection);
        server.unwrap().join().unwrap()
    }

    /// Says `exit` before `shutdown`; the exit status.
    pub fn rush_out(mut self) -> u8 {
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }
}

pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// The byte of a position, counted anew: `utf16` says in what columns count.
pub fn byte_at(text: &str, position: &Value, utf16: bool) -> usize {
    let (line, column) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let mut start = 0;
    for _ in 0..line {
        let end = text[start..].find(['\n', '\r']).unwrap() + start;
        start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units == column {
            return start + at;
        }
        units += if utf16 { c.len_utf16() } else { c.len_utf8() } as u64;
    }
    assert_eq!(units, column);
    text.len()
}

/// A text after the edits of a code action, which are told in UTF-16.
pub fn edited(text: &str, uri: &str, action: &Value) -> String {
    let edit = &action["edit"];
    let edits = match edit["documentChanges"].as_array() {
        Some(changes) => changes[0]["edits"].as_array().unwrap(),
        None => edit["changes"][uri].as_array().unwrap(),
    };
    let place = |edit: &Value, end: &str| byte_at(text, &edit["range"][end], true);
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| (place(edit, "start"), place(edit, "end"), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}
