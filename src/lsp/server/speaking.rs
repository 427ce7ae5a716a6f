//! What is said to the editor.

use super::{Asked, Refusal, Server};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};

impl Server<'_> {
    pub(super) fn ask(&mut self, method: &str, params: Value, asked: Asked) {
        self.questions += 1;
        let id = RequestId::from(self.questions);
        self.asked.insert(id.clone(), asked);
        self.send(Message::Request(Request { id, method: method.to_owned(), params }));
    }

    pub(super) fn reply(&self, id: RequestId, result: Value) {
        self.send(Message::Response(Response { id, response_result: Ok(result) }));
    }

    pub(super) fn refuse(&self, id: RequestId, (code, reason): Refusal) {
        self.send(Message::Response(Response::new_err(id, code as i32, reason)));
    }

    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        match serde_json::to_value(params) {
            Ok(params) => {
                self.send(Message::Notification(Notification { method: method.to_owned(), params }))
            }
            Err(error) => self.log(1, error.to_string()),
        }
    }

    /// 1 is an error, 2 a warning, 3 a piece of news.
    pub(super) fn log(&self, kind: u8, message: String) {
        self.notify("window/logMessage", json!({"type": kind, "message": message}));
    }

    pub(super) fn show(&self, kind: u8, message: String) {
        self.notify("window/showMessage", json!({"type": kind, "message": message}));
    }

    /// An editor that is gone has closed the other end too: the loop ends.
    pub(super) fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}
