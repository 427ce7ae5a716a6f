//! The loop: one message after the other, and diagnostics when none waits.

mod configuring;
mod speaking;
mod telling;

use super::client::{Client, is_running};
use super::documents::{Bench, Documents, Open};
use super::requests::{self, Refusal, answer, capabilities};
use super::settings::Settings;
use super::text::{Edited, apply};
use super::{actions, hover};
use crate::files::Configs;
use crate::finding::Diagnostic;
use crate::output::page_url;
use crate::rules::{RuleSet, catalogue};
use crossbeam_channel::RecvTimeoutError;
use gen_lsp_types::{
    Diagnostic as Shown, DidCloseTextDocumentParams, DidOpenTextDocumentParams, ExecuteCommandParams,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

/// How a text is linted, by its path where it has one.
pub type Lint = dyn Fn(Option<&str>, &str, &RuleSet) -> Vec<Diagnostic>;

/// How often it is looked whether the editor still runs.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing but `initialize` is answered.
    New,
    Running,
    /// Nothing but `exit` is heeded.
    ShutDown,
}

/// What was asked of the editor.
enum Asked {
    Settings,
    /// To open the page of this rule.
    Show(String),
    Nothing,
}

/// Speaks with an editor until it says goodbye or is gone; the exit status.
#[must_use]
pub fn run(connection: &Connection, lint: &Lint) -> u8 {
    let mut server = Server {
        connection,
        lint,
        phase: Phase::New,
        client: Client::default(),
        settings: Settings::default(),
        configs: Configs::default(),
        documents: Documents::default(),
        queue: VecDeque::new(),
        asked: HashMap::new(),
        questions: 0,
        options: Value::Null,
        wrong: Vec::new(),
        broken: BTreeMap::new(),
        told: String::new(),
    };
    while let Some(message) = server.next() {
        if let Message::Notification(note) = &message
            && note.method == "exit"
        {
            break;
        }
        server.handle(message);
    }
    // An end without `shutdown` is none that was asked for.
    u8::from(server.phase != Phase::ShutDown)
}

struct Server<'s> {
    connection: &'s Connection,
    lint: &'s Lint,
    phase: Phase,
    client: Client,
    settings: Settings,
    configs: Configs,
    documents: Documents,
    /// What was read and waits.
    queue: VecDeque<Message>,
    /// What was asked of the editor and not answered yet.
    asked: HashMap<RequestId, Asked>,
    questions: i32,
    /// The settings that came with the first message.
    options: Value,
    /// What was last said to be wrong in settings.
    wrong: Vec<String>,
    /// What is wrong in files of configurations, as the editor shows it.
    broken: BTreeMap<PathBuf, Vec<Shown>>,
    /// What was last said of them.
    told: String,
}

impl Server<'_> {
    /// The next message; while there is none, diagnostics are sent.
    fn next(&mut self) -> Option<Message> {
        loop {
            self.drain();
            if let Some(message) = self.queue.pop_front() {
                return Some(message);
            }
            if self.phase == Phase::Running && self.publish_one() {
                continue;
            }
            match self.connection.receiver.recv_timeout(HEARTBEAT) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) if self.is_orphan() => return None,
                Err(RecvTimeoutError::Timeout) => self.look_for_changes(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Takes all that was read so far.
    fn drain(&mut self) {
        while let Ok(message) = self.connection.receiver.try_recv() {
            self.take(message);
        }
    }

    /// Takes a message; one that calls a request off that still waits takes
    /// that away.
    fn take(&mut self, message: Message) {
        if let Message::Notification(note) = &message
            && note.method == "$/cancelRequest"
        {
            let id = note.params.get("id").cloned().and_then(|id| serde_json::from_value(id).ok());
            let waits =
                |message: &Message| matches!(message, Message::Request(r) if Some(&r.id) == id.as_ref());
            if let Some(at) = self.queue.iter().position(waits)
                && let Some(Message::Request(request)) = self.queue.remove(at)
            {
                self.refuse(request.id, (ErrorCode::RequestCanceled, "called off".to_owned()));
            }
            return;
        }
        self.queue.push_back(message);
    }

    /// Whether the process that started this one is known to be gone.
    fn is_orphan(&self) -> bool {
        self.client.process.is_some_and(|process| !is_running(process))
    }

    /// Does what a message asks for. Nothing in it ends the server.
    fn handle(&mut self, message: Message) {
        let id = if let Message::Request(request) = &message { Some(request.id.clone()) } else { None };
        let done = self.guarded("", |server| match message {
            Message::Request(request) => server.request(request),
            Message::Notification(note) => server.notification(&note),
            Message::Response(response) => server.response(response),
        });
        if let (Err(reason), Some(id)) = (done, id) {
            self.refuse(id, (ErrorCode::InternalError, reason));
        }
    }

    /// Does something that may panic; then says so, where and why.
    fn guarded<T>(&mut self, place: &str, work: impl FnOnce(&mut Self) -> T) -> Result<T, String> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        done.map_err(|panic| {
            let reason = reason(&*panic);
            self.log(1, format!("{place}pmlint failed, which is a defect in it: {reason}"));
            reason
        })
    }

    fn request(&mut self, request: Request) {
        let refusal = match (self.phase, request.method.as_str()) {
            (Phase::New, "initialize") => return self.initialize(request),
            (Phase::New, _) => (ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned()),
            (Phase::Running, "initialize") => {
                (ErrorCode::InvalidRequest, "it is initialized already".to_owned())
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                return self.reply(request.id, Value::Null);
            }
            (Phase::Running, "workspace/executeCommand") => return self.command(request),
            (Phase::Running, _) => {
                let (documents, mut bench) = self.bench();
                return match answer(&request, documents, &mut bench) {
                    Ok(result) => self.reply(request.id, result),
                    Err(refusal) => self.refuse(request.id, refusal),
                };
            }
            (Phase::ShutDown, _) => (ErrorCode::InvalidRequest, "it was shut down".to_owned()),
        };
        self.refuse(request.id, refusal);
    }

    fn bench(&mut self) -> (&mut Documents, Bench<'_>) {
        let bench = Bench {
            lint: self.lint,
            settings: &self.settings,
            client: &self.client,
            configs: &mut self.configs,
        };
        (&mut self.documents, bench)
    }

    fn initialize(&mut self, request: Request) {
        self.client = Client::read(&request.params);
        self.phase = Phase::Running;
        self.reply(request.id, capabilities(&self.client));
        self.options = request.params.get("initializationOptions").cloned().unwrap_or_default();
        self.set(&Value::Null);
    }

    fn notification(&mut self, note: &Notification) {
        if self.phase != Phase::Running {
            return;
        }
        match note.method.as_str() {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => self.with(note, Self::opened),
            "textDocument/didChange" => self.with(note, Self::edited),
            "textDocument/didClose" => self.with(note, Self::closed),
            "textDocument/didSave" => self.configs_may_differ(),
            "workspace/didChangeConfiguration" if self.client.tells_settings => self.ask_settings(),
            "workspace/didChangeConfiguration" => {
                self.set(&note.params.get("settings").cloned().unwrap_or_default());
            }
            "workspace/didChangeWatchedFiles" => self.with(note, Self::files_changed),
            "workspace/didChangeWorkspaceFolders" => self.with(note, Self::folders_changed),
            // What is not known may be passed over.
            _ => {}
        }
    }

    /// Hands on the parameters of a notification, to which there is no answer
    /// where they are malformed.
    fn with<P: DeserializeOwned>(&mut self, note: &Notification, take: fn(&mut Self, P)) {
        match serde_json::from_value(note.params.clone()) {
            Ok(params) => take(self, params),
            Err(error) => self.log(2, format!("`{}` is malformed: {error}", note.method)),
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let language = String::from(document.language_id);
        self.configs_may_differ();
        self.documents.insert(Open::new(&document.uri.0, language, document.version, document.text));
    }

    fn edited(&mut self, params: Edited) {
        let encoding = self.client.encoding;
        let Some(open) = self.documents.get_mut(&params.text_document.uri) else {
            return self.log(2, "a document that is not open was changed".to_owned());
        };
        for change in params.content_changes {
            apply(&mut open.text, change, encoding);
        }
        open.version = params.text_document.version.unwrap_or(open.version);
        open.changed();
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri.0;
        if self.documents.remove(&uri).is_some() && !self.client.pulls {
            self.publish(&uri, Vec::new());
        }
    }

    fn command(&mut self, request: Request) {
        let params: ExecuteCommandParams = match requests::read(&request) {
            Ok(params) => params,
            Err(refusal) => return self.refuse(request.id, refusal),
        };
        let rule = params.arguments.as_deref().unwrap_or_default().first().and_then(Value::as_str);
        match rule {
            Some(rule) if params.command == actions::EXPLAIN => {
                self.explain(rule);
                self.reply(request.id, Value::Null);
            }
            _ => {
                let reason = format!("`{}` is no command with these arguments", params.command);
                self.refuse(request.id, (ErrorCode::InvalidParams, reason));
            }
        }
    }

    /// Opens the page of a rule, or shows it without its examples.
    fn explain(&mut self, rule: &str) {
        match page_url(rule).filter(|_| self.client.shows_documents) {
            Some(url) => {
                let params = json!({"uri": url, "external": true});
                self.ask("window/showDocument", params, Asked::Show(rule.to_owned()));
            }
            None => self.show_page(rule),
        }
    }

    fn show_page(&mut self, rule: &str) {
        let own = self.configs.own_page(rule);
        let known = catalogue().iter().find(|known| known.page.name == rule).map(|rule| rule.page.clone());
        match known.or(own) {
            Some(page) => {
                let url = page_url(rule).map(|url| format!("\n\n{url}")).unwrap_or_default();
                // Shown as it is, without marks.
                let text = hover::page_text(&page).replace("**", "");
                self.show(3, format!("{rule}: {text}{url}"));
            }
            None => self.show(2, format!("no rule is called `{rule}`")),
        }
    }

    fn response(&mut self, response: Response) {
        match (self.asked.remove(&response.id), response.response_result) {
            (Some(Asked::Settings), Ok(answer)) => {
                self.set(&answer.get(0).cloned().unwrap_or_default());
            }
            (Some(Asked::Show(rule)), answer) => {
                let shown = answer.ok().and_then(|answer| answer.get("success")?.as_bool());
                if shown != Some(true) {
                    self.show_page(&rule);
                }
            }
            _ => {}
        }
    }
}

/// What a panic says.
fn reason(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned())
}
