//! The command line and the server find the same in every fixture.

use crate::answers::hold_together;
use crate::client::{Client, byte_at};
use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDERS: [&str; 2] = ["fixtures", "rules"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_of(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    files(folder)
}

/// What `pmlint check` finds in the folders, by the paths below the root.
fn of_command_line(root: &Path) -> Vec<Value> {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let run =
        command.current_dir(root).args(["check", "--output-format", "json"]).args(FOLDERS).output().unwrap();
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn the_server_finds_what_the_command_line_finds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = of_command_line(root);
    assert!(all.len() > 80, "{}", all.len());
    for utf16 in [true, false] {
        let encodings = if utf16 { json!(["utf-16"]) } else { json!(["utf-8"]) };
        let capabilities = json!({
            "general": {"positionEncodings": encodings},
            "textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}},
        });
        let mut client = Client::with(capabilities, Value::Null);
        let mut checked = 0;
        for path in FOLDERS.iter().flat_map(|folder| files(&root.join(folder))) {
            let text = fs::read_to_string(&path).unwrap();
            let uri = format!("file://{}", path.display());
            client.open(&uri, &text);
            let found = client.diagnostics(&uri, 1);
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let expected: Vec<&Value> = all.iter().filter(|one| one["path"] == name.as_str()).collect();
            assert_eq!(found.len(), expected.len(), "{name}");
            for (here, there) in found.iter().zip(expected) {
                same(here, there, &text, utf16);
                checked += 1;
            }
            let params = json!({"textDocument": {"uri": uri}});
            let outline = client.ask("textDocument/documentSymbol", params).unwrap();
            if !outline.is_null() {
                hold_together(&outline);
            }
            client.close(&uri);
        }
        assert_eq!(checked, all.len());
    }
}

fn same(here: &Value, there: &Value, text: &str, utf16: bool) {
    let span =
        |range: &Value| json!([byte_at(text, &range["start"], utf16), byte_at(text, &range["end"], utf16)]);
    let known = |span: &Value| json!([span["start"]["offset"], span["end"]["offset"]]);
    assert_eq!(here["code"], there["code"]);
    assert_eq!(here["data"]["severity"], there["severity"]);
    assert_eq!(here["data"]["help"], there.get("help").cloned().unwrap_or_default());
    let message = here["message"].as_str().unwrap();
    assert_eq!(message.split("\nhelp: ").next(), there["message"].as_str());
    assert_eq!(here.get("codeDescription").map(|page| &page["href"]), there.get("url"));
    assert_eq!(span(&here["range"]), known(&there["span"]), "{there}");
    let related = here["relatedInformation"].as_array().cloned().unwrap_or_default();
    let others: Vec<Value> =
        related.iter().map(|one| json!([one["message"], span(&one["location"]["range"])])).collect();
    let labels = there["labels"].as_array().unwrap();
    let labels: Vec<Value> = labels.iter().map(|one| json!([one["message"], known(&one["span"])])).collect();
    assert_eq!(others, labels);
    assert_eq!(here["data"]["fix"].is_null(), there.get("fix").is_none());
}
