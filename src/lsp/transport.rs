//! Messages over standard input and output.
//!
//! `lsp_server` ends its connection at the first malformed message. Here one
//! is answered as JSON-RPC says, and the next one is read.

use crossbeam_channel::{Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::json;
use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

/// The largest message that is read, in bytes: a document of the largest size
/// that is linted, with every byte escaped.
const LIMIT: usize = 256 * 1024 * 1024;
/// The longest line of a header that is read, in bytes.
const HEADER: u64 = 8 * 1024;

/// The one header that matters.
const LENGTH: &str = "content-length:";

/// A connection over standard input and output, and the thread that writes.
pub fn stdio() -> (Connection, JoinHandle<()>) {
    let (to_client, outgoing) = unbounded::<Message>();
    let (to_server, incoming) = unbounded::<Message>();
    thread::spawn(move || read_all(&mut io::stdin().lock(), &to_server));
    let writer = thread::spawn(move || {
        for message in outgoing {
            // A client that is gone has closed standard input as well.
            if message.write(&mut io::stdout().lock()).is_err() {
                break;
            }
        }
    });
    (Connection { sender: to_client, receiver: incoming }, writer)
}

/// Reads messages until the input ends.
fn read_all(input: &mut impl BufRead, to_server: &Sender<Message>) {
    while let Ok(Some(body)) = read_body(input) {
        match message(&body) {
            Ok(message) => {
                if to_server.send(message).is_err() {
                    break;
                }
            }
            Err((code, reason)) => refuse(code, &reason),
        }
    }
}

/// The message of a body, or the code and the reason of its refusal.
fn message(body: &[u8]) -> Result<Message, (ErrorCode, String)> {
    let value: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| (ErrorCode::ParseError, format!("this is no JSON: {error}")))?;
    let id = value.get("id").is_some_and(|id| !id.is_null());
    let message: Message = serde_json::from_value(value)
        .map_err(|_| (ErrorCode::InvalidRequest, "this is no message of JSON-RPC".to_owned()))?;
    match message {
        // An id that is none is easily taken for an unknown member.
        Message::Notification(_) if id => {
            Err((ErrorCode::InvalidRequest, "an id is a whole number of 32 bits or a text".to_owned()))
        }
        message => Ok(message),
    }
}

/// Answers what has no id to answer to.
fn refuse(code: ErrorCode, reason: &str) {
    let error = json!({"code": code as i32, "message": reason});
    let body = json!({"jsonrpc": "2.0", "id": null, "error": error}).to_string();
    let mut out = io::stdout().lock();
    let _ = write!(out, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| out.flush());
}

/// The body of the next message; what is no header is skipped.
fn read_body(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        // Behind a body of the wrong length it stands anywhere in its line.
        if let Some(at) = text.to_ascii_lowercase().rfind(LENGTH) {
            length = text.get(at + LENGTH.len()..).and_then(|value| value.trim().parse().ok());
        }
        let Some(length) = length.filter(|_| text.is_empty()) else { continue };
        if length > LIMIT {
            io::copy(&mut input.by_ref().take(u64::try_from(length).unwrap_or(u64::MAX)), &mut io::sink())?;
            refuse(ErrorCode::InvalidRequest, "the message is too large");
            return Ok(Some(b"{\"method\":\"$/tooLarge\"}".to_vec()));
        }
        let mut body = vec![0; length];
        input.read_exact(&mut body)?;
        return Ok(Some(body));
    }
}
