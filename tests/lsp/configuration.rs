//! Which documents are linted, by what, and what happens when that changes.

use crate::client::{Client, FLAWED, codes};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn uri(folder: &TempDir, name: &str) -> String {
    format!("file://{}/{name}", folder.path().canonicalize().unwrap().display())
}

fn found(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    client.open(uri, text);
    client.diagnostics(uri, 1)
}

const OFF: &str = "[rules]\n\"duration/*\" = \"off\"\n";

#[test]
fn the_nearest_configuration_counts() {
    let work = folder(&[("pmlint.toml", OFF), ("inner/.pmlint.toml", ""), ("deep/er/x", "")]);
    let mut client = Client::plain();
    assert_eq!(codes(&found(&mut client, &uri(&work, "postmortem.md"), FLAWED)), ["timeline/wrong-weekday"]);
    assert_eq!(found(&mut client, &uri(&work, "deep/er/postmortem.md"), FLAWED).len(), 1);
    assert_eq!(found(&mut client, &uri(&work, "inner/postmortem.md"), FLAWED).len(), 2);
}

#[test]
fn what_is_no_postmortem_stays_silent() {
    let config = "include = [\"a/**\", \"*.adoc\"]\nexclude = [\"a/old/**\"]\n";
    let work = folder(&[("b/x", ""), ("c/pmlint.toml", config)]);
    let mut client = Client::plain();
    let recipe = FLAWED.replace("# Postmortem: checkout down", "# Pancakes").replace("## ", "### About ");
    let recipe =
        recipe.replace("Timeline", "Steps").replace("Root cause", "Why").replace("Resolution", "Salt");
    for (name, language, text, count) in [
        ("b/postmortem.md", "markdown", FLAWED, 2),
        ("b/recipe.md", "markdown", recipe.as_str(), 0),
        ("b/report.txt", "plaintext", FLAWED, 2),
        ("b/report.rs", "rust", FLAWED, 0),
        ("b/report.MD", "", FLAWED, 2),
        ("c/a/report.md", "markdown", FLAWED, 2),
        ("c/a/old/report.md", "markdown", FLAWED, 0),
        ("c/b/report.md", "markdown", FLAWED, 0),
        ("c/b/report.adoc", "asciidoc", FLAWED, 2),
    ] {
        let uri = uri(&work, name);
        client.open_as(&uri, language, text);
        assert_eq!(client.diagnostics(&uri, 1).len(), count, "{name}");
        if count == 0 {
            let asked = json!({"textDocument": {"uri": uri}});
            assert_eq!(client.ask("textDocument/documentSymbol", asked).unwrap(), Value::Null);
        }
    }
    for (uri, count) in
        [("untitled:Untitled-1", 2), ("file://", 2), ("git:/b/postmortem.md", 0), ("output:x", 0)]
    {
        assert_eq!(found(&mut client, uri, FLAWED).len(), count, "{uri}");
    }
}

#[test]
fn an_unsaved_text_has_the_configuration_of_the_open_folder() {
    let work = folder(&[("pmlint.toml", OFF)]);
    let root = uri(&work, "");
    let mut client = Client::in_folders(json!({}), Value::Null, &[root.trim_end_matches('/')]);
    assert_eq!(found(&mut client, "untitled:Untitled-1", FLAWED).len(), 1);
    // Several folders: what is asked for by a relative path lies in the one that holds the file.
    let other = folder(&[("lint/all.toml", OFF)]);
    let folders = [uri(&folder(&[]), ""), uri(&other, "")];
    let folders: Vec<&str> = folders.iter().map(|uri| uri.trim_end_matches('/')).collect();
    let mut client = Client::in_folders(json!({}), json!({"config": "lint/all.toml"}), &folders);
    assert_eq!(found(&mut client, &uri(&other, "postmortem.md"), FLAWED).len(), 1);
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [], "removed": [
        {"uri": folders[1], "name": "b"}]}}),
    );
    assert_eq!(client.diagnostics(&uri(&other, "postmortem.md"), 1), [json!(null); 0]);
}

#[test]
fn a_change_is_noticed_by_watching_and_by_saving() {
    let work = folder(&[]);
    let (uri, config) = (uri(&work, "postmortem.md"), uri(&work, "pmlint.toml"));
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::with(watches, Value::Null);
    let registered = client.asked("client/registerCapability");
    let watchers = &registered.params["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"], "**/pmlint.toml");
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 2);
    write(work.path(), "pmlint.toml", OFF);
    let changed = json!({"changes": [{"uri": config, "type": 1}]});
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
    fs::remove_file(work.path().join("pmlint.toml")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", changed);
    assert_eq!(client.diagnostics(&uri, 1).len(), 2);
    // Who watches nothing saves something sooner or later.
    write(work.path(), ".pmlint.toml", OFF);
    client.save(&uri);
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
    // What has not changed is not sent again.
    client.save(&uri);
    client.at("textDocument/hover", &uri, 0, 0);
    assert!(client.heard.iter().all(|note| note.method != "textDocument/publishDiagnostics"));
}

#[test]
fn the_pages_of_own_rules_are_read_again() {
    let page = |phrase: &str| {
        format!(
            "# language/own\n```toml\nseverity = \"warning\"\n[lexical]\nphrases = [\"{phrase}\"]\nmessage = \"`{{match}}` is ours\"\n```\nOurs.\n\n## Examples\n```markdown bad\nThe {phrase}.\n```\n"
        )
    };
    let work = folder(&[
        ("base.toml", "rule-pages = [\"rules/*.md\"]\n"),
        ("pmlint.toml", "extends = \"base.toml\"\n"),
        ("rules/own.md", &page("missing index")),
    ]);
    let uri = uri(&work, "postmortem.md");
    let mut client = Client::plain();
    assert!(codes(&found(&mut client, &uri, FLAWED)).contains(&"language/own"));
    let explain = json!({"command": "pmlint.explain", "arguments": ["language/own"]});
    client.ask("workspace/executeCommand", explain).unwrap();
    assert_eq!(client.hear("window/showMessage")["message"], "language/own: Ours.");
    write(work.path(), "rules/own.md", &page("something else"));
    client.save(&uri);
    assert!(!codes(&client.diagnostics(&uri, 1)).contains(&"language/own"));
    write(work.path(), "base.toml", OFF);
    client.save(&uri);
    assert_eq!(codes(&client.diagnostics(&uri, 1)), ["timeline/wrong-weekday"]);
}

#[test]
fn a_broken_configuration_is_shown_and_the_last_good_one_holds() {
    let work = folder(&[("pmlint.toml", OFF)]);
    let (uri, config) = (uri(&work, "postmortem.md"), uri(&work, "pmlint.toml"));
    let mut client = Client::plain();
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 1);
    write(work.path(), "pmlint.toml", "profile = \"sre\"\nprofil = \"x\"\n");
    client.save(&uri);
    let told = client.hear("window/showMessage");
    assert!(told["message"].as_str().unwrap().contains("`profil`"), "{told}");
    let shown = client.heard.iter().find(|note| note.params["uri"] == config.as_str()).unwrap();
    let place = &shown.params["diagnostics"][0]["range"]["start"];
    assert_eq!(*place, json!({"line": 1, "character": 0}));
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
    // It is said once.
    client.save(&uri);
    client.at("textDocument/hover", &uri, 0, 0);
    assert!(client.heard.iter().all(|note| note.method != "window/showMessage"), "{:?}", client.heard);
    client.heard.clear();
    write(work.path(), "pmlint.toml", "");
    client.save(&uri);
    let mended = client.hear("textDocument/publishDiagnostics");
    assert_eq!((&mended["uri"], &mended["diagnostics"]), (&json!(config), &json!([])));
    assert_eq!(client.diagnostics(&uri, 1).len(), 2);
}

#[test]
fn without_any_good_configuration_nothing_is_found() {
    let work = folder(&[("pmlint.toml", "profile = ")]);
    let mut client = Client::plain();
    assert!(found(&mut client, &uri(&work, "postmortem.md"), FLAWED).is_empty());
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("pmlint.toml"));
}

#[test]
fn settings_come_with_the_first_message_with_a_notification_or_when_asked_for() {
    let uri = "file:///work/postmortem.md";
    let mut client = Client::with(json!({}), json!({"enable": false}));
    assert!(found(&mut client, uri, FLAWED).is_empty());
    let set = |client: &Client, settings: Value| {
        client.tell("workspace/didChangeConfiguration", json!({"settings": settings}));
    };
    set(&client, json!({"pmlint": {"enable": true}}));
    assert_eq!(client.diagnostics(uri, 1).len(), 2);
    set(&client, json!({"pmlint": {"profile": "sre"}}));
    let sre = client.diagnostics(uri, 1);
    assert!(codes(&sre).contains(&"structure/missing-section"));
    // One that says nothing changes nothing.
    set(&client, json!({}));
    set(&client, Value::Null);
    set(&client, json!({"profile": "srre", "inlayHints": 3}));
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("nearest is `sre`"));
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("`pmlint.inlayHints`"));
    assert_eq!(client.diagnostics(uri, 1).len(), 2);

    let asks = json!({
        "workspace": {"configuration": true, "diagnostics": {"refreshSupport": true}},
        "textDocument": {"diagnostic": {}},
    });
    let mut client = Client::with(asks, Value::Null);
    let asked = client.asked("workspace/configuration");
    assert_eq!(asked.params["items"][0]["section"], "pmlint");
    client.send(lsp_server::Response { id: asked.id, response_result: Ok(json!([{"enable": false}])) });
    client.asked("workspace/diagnostic/refresh");
    client.open(uri, FLAWED);
    let report = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
    assert_eq!(report["items"], json!([]));
    client.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = client.asked("workspace/configuration");
    client.send(lsp_server::Response { id: asked.id, response_result: Ok(json!([{"enable": true}])) });
    client.asked("workspace/diagnostic/refresh");
    let report = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
    assert_eq!(report["items"].as_array().unwrap().len(), 2);
}

#[test]
fn names_with_spaces_and_letters_of_all_kinds_are_found() {
    let work = folder(&[("Störung 100%/pmlint.toml", OFF)]);
    let uri = uri(&work, "St%C3%B6rung%20100%25/post%20mortem.md");
    let mut client = Client::plain();
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 1);
}
