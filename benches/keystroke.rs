//! From a keystroke to what is found, over the protocol, with the program
//! itself: `cargo bench --bench keystroke`.
//!
//! An editor opens a postmortem of 20 KB and types; after each character it
//! waits for the diagnostics of that version. Printed are the median and the
//! 99th percentile, and beside them what reading and linting take alone.

use pmlint::document::Document;
use pmlint::rules::RuleSet;
use serde_json::{Value, json};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const URI: &str = "file:///bench/2024-01-18-postmortem.md";
const KEYSTROKES: usize = 1_000;
const SIZE: usize = 20_000;
/// What is typed, again and again.
const TYPED: &str =
    "At 14:07 UTC the pool of checkout-db was empty for 12 minutes and 502 errors rose to 7 %. ";

/// A postmortem with a long timeline and much prose.
fn document() -> String {
    let mut text = String::from(
        "# Postmortem: checkout down\n\n- **Status:** final\n- **Authors:** Ana, Ben\n\n## Summary\n\n\
         On Thursday, 18 January 2024, from 14:00 to 19:00 UTC, checkout failed for 1,200 customers. The outage \
         lasted 5 hours.\n\n## Impact\n\n12 % of all orders failed with 502 errors. No data was lost.\n\n## Timeline (UTC)\n\n",
    );
    for step in 0..100 {
        let (hour, minute) = (14 + step * 3 / 60, step * 3 % 60);
        text.push_str(&format!(
            "- {hour:02}:{minute:02} Step {step}: the error rate of `checkout-{step}` is at {} %, Ben looks at the logs.\n",
            step % 40
        ));
    }
    text.push_str("- 19:00 Service restored.\n\n## Root cause\n\nA migration had not been applied.\n\n");
    let mut part = 0;
    while text.len() < SIZE - 800 {
        part += 1;
        text.push_str(&format!(
            "Part {part}: the service retried {part} times within 30 s, which kept the pool of the database at its limit; \
             the alert for it had been silenced in the week before, and nobody noticed until customers wrote to us.\n\n"
        ));
    }
    text.push_str("## Resolution\n\nThe migration was applied.\n\n## Action items\n\n");
    text.push_str("- Check migrations before a deploy (owner: Ana, PAY-12, due 2024-02-01)\n");
    text
}

/// The program, with what goes in and what comes out.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pmlint"));
        let mut child = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    fn say(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            } else if line == "\r\n" {
                let mut body = vec![0; length];
                self.output.read_exact(&mut body).unwrap();
                return serde_json::from_slice(&body).unwrap();
            }
        }
    }

    /// Waits for what is found in a version.
    fn found(&mut self, version: usize) -> usize {
        loop {
            let heard = self.hear();
            if heard["params"]["version"] == version {
                return heard["params"]["diagnostics"].as_array().map_or(0, Vec::len);
            }
        }
    }
}

fn over_the_protocol(text: &str) -> Vec<Duration> {
    let mut server = Server::start();
    server.say(json!({"id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {}}}));
    server.hear();
    server.say(json!({"method": "initialized", "params": {}}));
    let opened = json!({"uri": URI, "languageId": "markdown", "version": 1, "text": text});
    server.say(json!({"method": "textDocument/didOpen", "params": {"textDocument": opened}}));
    server.found(1);
    let line = text.lines().position(|line| line.starts_with("Part 1:")).unwrap();
    let mut taken = Vec::new();
    for (key, typed) in TYPED.chars().cycle().take(KEYSTROKES).enumerate() {
        let (version, column) = (key + 2, key % TYPED.len());
        // What was typed before is taken away before it is typed again.
        let end = if column == 0 && key > 0 { TYPED.len() } else { column };
        let change = json!({"text": typed.to_string(), "range": {
            "start": {"line": line, "character": column}, "end": {"line": line, "character": end}}});
        let begun = Instant::now();
        server.say(json!({"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": URI, "version": version}, "contentChanges": [change]}}));
        server.found(version);
        taken.push(begun.elapsed());
    }
    server.say(json!({"id": 2, "method": "shutdown"}));
    server.hear();
    server.say(json!({"method": "exit"}));
    server.child.wait().unwrap();
    taken
}

/// How long something takes, as often as there are keystrokes.
fn alone<T>(mut work: impl FnMut() -> T) -> Vec<Duration> {
    let once = |_| {
        let begun = Instant::now();
        black_box(work());
        begun.elapsed()
    };
    (0..KEYSTROKES).map(once).collect()
}

fn print(what: &str, mut taken: Vec<Duration>) {
    taken.sort_unstable();
    let at =
        |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)].as_secs_f64() * 1_000.0;
    println!("{what:<28} median {:>7.2} ms   99th percentile {:>7.2} ms", at(50), at(99));
}

fn main() {
    let text = document();
    let rules = RuleSet::default();
    let found = pmlint::lint_file(URI, &text, &rules).len();
    println!("{} bytes, {KEYSTROKES} keystrokes, {found} findings", text.len());
    print("keystroke to diagnostics", over_the_protocol(&text));
    print("parsing alone", alone(|| Document::parse(&text).blocks().len()));
    print("linting alone", alone(|| pmlint::lint_file(URI, &text, &rules).len()));
}
