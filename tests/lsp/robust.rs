//! What an editor does wrong, what is too much, and a rule that crashes.

use crate::client::{Client, FLAWED, codes, pulling};
use pmlint::finding::Diagnostic;
use pmlint::rules::RuleSet;
use serde_json::{Value, json};
use std::io::{BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const URI: &str = "file:///work/2024-01-18-checkout.md";

/// Lints, but not what speaks of a cat.
fn afraid_of_cats(path: Option<&str>, text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    assert!(!text.contains("cat"), "a cat");
    pmlint::lsp::lint(path, text, rules)
}

#[test]
fn a_crash_in_a_rule_is_told_and_the_server_lives() {
    for pulls in [false, true] {
        let diagnostic = if pulls { pulling() } else { json!({}) };
        let mut client = Client::initialized(afraid_of_cats, diagnostic, Value::Null, &[]);
        client.open(URI, FLAWED);
        let pull = |client: &mut Client| {
            client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}))
        };
        let end = json!({"line": 1, "character": 0});
        let change = json!([{"range": {"start": end, "end": end}, "text": "cat\n"}]);
        client.change(URI, 2, change.clone());
        if pulls {
            assert_eq!(pull(&mut client).unwrap_err().code, -32603);
        } else {
            assert_eq!(client.diagnostics(URI, 2).len(), 0);
        }
        assert!(client.hear("window/logMessage")["message"].as_str().unwrap().contains("a cat"));
        // The text is still the editor's: the edit is undone, and all is as before.
        let whole = json!({"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}});
        client.change(URI, 3, json!([{"range": whole, "text": ""}]));
        let found = if pulls {
            pull(&mut client).unwrap()["items"].as_array().unwrap().clone()
        } else {
            client.diagnostics(URI, 3)
        };
        assert_eq!(codes(&found), ["timeline/wrong-weekday", "duration/window-mismatch"]);
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn what_is_not_known_is_refused_or_passed_over() {
    let mut client = Client::plain();
    client.open(URI, FLAWED);
    assert_eq!(client.ask("textDocument/rename", json!({})).unwrap_err().code, -32601);
    assert_eq!(client.ask("$/strange", Value::Null).unwrap_err().code, -32601);
    for malformed in [json!({}), json!([1]), Value::Null, json!({"textDocument": 7})] {
        assert_eq!(client.ask("textDocument/hover", malformed.clone()).unwrap_err().code, -32602);
        client.tell("textDocument/didOpen", malformed.clone());
        client.tell("textDocument/didChange", malformed.clone());
        client.tell("textDocument/didClose", malformed.clone());
        client.tell("workspace/didChangeWatchedFiles", malformed.clone());
        client.tell("workspace/didChangeConfiguration", malformed.clone());
        client.tell("$/setTrace", malformed.clone());
        client.tell("$/cancelRequest", malformed);
    }
    client.change("file:///never/opened.md", 3, json!([{"text": "x"}]));
    client.close("file:///never/opened.md");
    client.save("file:///never/opened.md");
    client.send(lsp_server::Response { id: 99.into(), response_result: Ok(Value::Null) });
    let nowhere = json!({"start": {"line": 900, "character": 900}, "end": {"line": 9, "character": 9_000}});
    client.change(URI, 2, json!([{"range": nowhere, "text": ""}]));
    client.change(URI, 3, json!([{"text": FLAWED}]));
    assert_eq!(client.diagnostics(URI, 3).len(), 2);
    assert!(client.at("textDocument/hover", "file:///never/opened.md", 0, 0).is_null());
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_change_that_is_malformed_changes_nothing() {
    let mut client = Client::plain();
    client.open(URI, FLAWED);
    let start = json!({"line": 0, "character": 0});
    for range in [
        json!({"start": start, "end": {"line": 0, "character": -1}}),
        json!({"start": start, "end": {"line": 0, "character": 1.5}}),
        json!({"start": start, "end": {"line": 1_u64 << 32, "character": 0}}),
        json!({"start": start}),
        json!(7),
    ] {
        client.change(URI, 2, json!([{"range": range, "text": "x"}]));
        let told = client.hear("window/logMessage");
        assert!(
            told["message"].as_str().unwrap().contains("`textDocument/didChange` is malformed"),
            "{told}"
        );
    }
    // No range is the whole text; a change that nobody counted counts as well.
    client.tell(
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": URI, "version": null},
            "contentChanges": [{"range": {"start": start, "end": start}, "text": "\n"}],
        }),
    );
    assert_eq!(client.at("textDocument/hover", URI, 4, 4)["range"]["start"]["line"], 4);
    client.change(URI, 3, json!([{"range": null, "text": FLAWED.replace("7 hours", "5 hours")}]));
    assert_eq!(codes(&client.diagnostics(URI, 3)), ["timeline/wrong-weekday"]);
}

#[test]
fn a_request_that_is_called_off_while_it_waits_is_not_done() {
    let mut client = Client::plain();
    // The first request keeps the server busy while the others come in.
    client.open(URI, &long(400_000));
    let hover = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    let first = client.begin("textDocument/hover", hover.clone());
    let second = client.begin("textDocument/hover", hover.clone());
    let third = client.begin("textDocument/hover", hover);
    client.tell("$/cancelRequest", json!({"id": second}));
    client.tell("$/cancelRequest", json!({"id": "unknown"}));
    assert_eq!(client.end(&second).unwrap_err().code, -32800);
    assert!(client.end(&first).is_ok());
    assert!(client.end(&third).is_ok());
    // Too late: there is an answer already.
    client.tell("$/cancelRequest", json!({"id": first}));
    assert_eq!(client.leave(), 0);
}

/// The flawed document with so many bytes behind it.
fn long(bytes: usize) -> String {
    let line = "- Somebody looked at the dashboards of the payment service and saw nothing new.\n";
    format!("{FLAWED}\n## Background\n{}", line.repeat(bytes / line.len()))
}

#[test]
fn edits_in_quick_succession_share_an_answer() {
    let mut client = Client::plain();
    let text = long(200_000);
    client.open(URI, &text);
    for version in 2..202 {
        let place = json!({"line": 1, "character": 0});
        client.change(URI, version, json!([{"range": {"start": place, "end": place}, "text": "x"}]));
    }
    client.change(URI, 202, json!([{"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 200}}, "text": ""}]));
    let found = client.diagnostics(URI, 202);
    assert_eq!(codes(&found), ["timeline/wrong-weekday", "duration/window-mismatch"]);
    let answers = client.heard.iter().filter(|note| note.method == "textDocument/publishDiagnostics").count();
    assert!(answers < 100, "{answers} answers to 202 versions");
    assert_eq!(client.leave(), 0);
}

// ---- with the real binary ----

/// The program, with what goes in and what comes out.
struct Program {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Program {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pmlint"));
        let mut child =
            command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn raw(&mut self, text: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    fn body(&mut self, body: &str) {
        self.raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    fn say(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        self.body(&message.to_string());
    }

    fn initialize(&mut self, process: Value) {
        self.say(
            &json!({"id": 1, "method": "initialize", "params": {"processId": process, "capabilities": {}}}),
        );
        assert!(self.hear()["result"]["capabilities"].is_object());
        self.say(&json!({"method": "initialized", "params": {}}));
    }

    /// The next message, whatever it is: also one whose id is null.
    fn hear(&mut self) -> Value {
        use std::io::{BufRead, Read};
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.out.read_line(&mut line).unwrap() > 0, "the server is gone");
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            } else if line == "\r\n" {
                let mut body = vec![0; length];
                self.out.read_exact(&mut body).unwrap();
                return serde_json::from_slice(&body).unwrap();
            }
        }
    }

    fn open(&mut self, text: &str) {
        let document = json!({"uri": URI, "languageId": "markdown", "version": 1, "text": text});
        self.say(&json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
    }

    fn leave(mut self) -> i32 {
        self.say(&json!({"id": 9, "method": "shutdown"}));
        assert_eq!(self.hear(), json!({"jsonrpc": "2.0", "id": 9, "result": null}));
        self.say(&json!({"method": "exit"}));
        self.child.wait().unwrap().code().unwrap()
    }
}

#[test]
fn malformed_messages_are_refused_and_the_next_one_is_read() {
    let mut program = Program::start();
    program.initialize(Value::Null);
    for (body, code) in [
        ("{\"jsonrpc\": \"2.0\", \"id\": ", -32700),
        ("not JSON at all", -32700),
        ("", -32700),
        ("[]", -32600),
        ("7", -32600),
        ("{\"jsonrpc\": \"2.0\"}", -32600),
        ("{\"id\": 4.5, \"method\": \"shutdown\"}", -32600),
    ] {
        program.body(body);
        let refusal = program.hear();
        assert_eq!((&refusal["id"], &refusal["error"]["code"]), (&Value::Null, &json!(code)), "{body}");
    }
    // No header, a wrong one, and one that says too little: the next message is found.
    program.raw("hello\r\n\r\n");
    program.raw("Content-Length: many\r\n\r\n");
    program
        .raw("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 3\r\n\r\n{}  \r\n");
    assert_eq!(program.hear()["error"]["code"], -32600);
    program.open(FLAWED);
    let found = program.hear();
    assert_eq!(found["params"]["diagnostics"].as_array().unwrap().len(), 2);
    assert_eq!(program.leave(), 0);
}

#[test]
fn a_document_of_five_megabytes_is_no_trouble() {
    // Without optimisation it takes minutes.
    let size = if cfg!(debug_assertions) { 500_000 } else { 5_000_000 };
    let mut program = Program::start();
    program.initialize(Value::Null);
    program.open(&long(size));
    assert_eq!(program.hear()["params"]["version"], 1);
    for version in 2..22 {
        let place = json!({"line": 3, "character": 0});
        program.say(&json!({"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": URI, "version": version},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": "x"}],
        }}));
    }
    let found = loop {
        let heard = program.hear();
        if heard["params"]["version"] == 21 {
            break heard["params"]["diagnostics"].clone();
        }
    };
    assert!(codes(found.as_array().unwrap()).contains(&"duration/window-mismatch"));
    assert_eq!(program.leave(), 0);
}

#[test]
fn the_program_ends_with_its_input_and_with_who_started_it() {
    let mut program = Program::start();
    program.initialize(Value::Null);
    drop(program.child.stdin.take());
    assert_eq!(program.child.wait().unwrap().code(), Some(1));

    let mut program = Program::start();
    program.say(&json!({"method": "exit"}));
    assert_eq!(program.child.wait().unwrap().code(), Some(1));

    if cfg!(target_os = "linux") {
        // One that cannot be seen from here may run all the same.
        let mut unseen = Program::start();
        unseen.initialize(json!(4_000_000));
        let mut parent = Command::new("sleep").arg("600").spawn().unwrap();
        let mut program = Program::start();
        program.initialize(json!(parent.id()));
        parent.kill().unwrap();
        parent.wait().unwrap();
        let begun = Instant::now();
        while program.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "it is still there");
            sleep(Duration::from_millis(50));
        }
        assert!(unseen.child.try_wait().unwrap().is_none());
        assert_eq!(unseen.leave(), 0);
    }
}
