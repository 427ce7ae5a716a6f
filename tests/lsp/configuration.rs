//! Which documents are linted, by what, and what happens when that changes.

use crate::client::{Client, FLAWED, codes, pulling};
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
    set(&client, json!({"pmlint": {"enable": true, "profile": "sre"}}));
    let sre = client.diagnostics(uri, 1);
    assert!(codes(&sre).contains(&"structure/missing-section"));
    let wrong = json!({"enable": true, "profile": "srre", "inlayHints": 3});
    set(&client, wrong.clone());
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("nearest is `sre`"));
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("`pmlint.inlayHints`"));
    assert_eq!(client.diagnostics(uri, 1).len(), 2);
    // It is said once.
    set(&client, wrong);
    client.settle();
    assert!(client.heard.iter().all(|note| note.method != "window/showMessage"));

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
fn what_is_taken_from_settings_is_as_it_was_at_first() {
    let uri = "file:///work/postmortem.md";
    let set = |client: &Client, settings: Value| {
        client.tell("workspace/didChangeConfiguration", json!({"settings": settings}));
    };
    let sre = |found: &[Value]| codes(found).contains(&"structure/missing-section");
    let mut client = Client::with(json!({}), json!({"pmlint": {"profile": "sre"}}));
    assert!(sre(&found(&mut client, uri, FLAWED)));
    // Where others say more, what was said at first stays; null takes it back.
    set(&client, json!({"pmlint": {"inlayHints": true}}));
    assert!(sre(&client.diagnostics(uri, 1)));
    set(&client, json!({"pmlint": {"profile": null}}));
    assert!(!sre(&client.diagnostics(uri, 1)));
    set(&client, json!({"pmlint": {}}));
    assert!(sre(&client.diagnostics(uri, 1)));
    for nothing in [Value::Null, json!({}), json!({"pmlint": null}), json!({"pmlint": {}})] {
        let mut client = Client::plain();
        assert!(!sre(&found(&mut client, uri, FLAWED)));
        set(&client, json!({"pmlint": {"profile": "sre"}}));
        assert!(sre(&client.diagnostics(uri, 1)));
        set(&client, nothing);
        assert!(!sre(&client.diagnostics(uri, 1)));
    }
}

const BROKEN: &str = "profil = \"x\"\n";

fn places(shown: &[Value]) -> Vec<u64> {
    shown.iter().map(|one| one["range"]["start"]["line"].as_u64().unwrap()).collect()
}

#[test]
fn who_asks_for_findings_is_told_of_a_broken_configuration_as_well() {
    let work = folder(&[("pmlint.toml", BROKEN)]);
    let (uri, config) = (uri(&work, "postmortem.md"), uri(&work, "pmlint.toml"));
    let mut client = Client::with(pulling(), Value::Null);
    client.open(&uri, FLAWED);
    assert!(client.pull(&uri).is_empty());
    assert_eq!(client.shown(&config).len(), 1);
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("`profil`"));
    // The same for one that the settings name, at first or later.
    let told = |client: &mut Client| {
        let told = client.hear("window/showMessage");
        assert!(told["message"].as_str().unwrap().contains("nope.toml"), "{told}");
    };
    let mut client = Client::with(pulling(), json!({"config": "/nope.toml"}));
    client.open(&uri, FLAWED);
    told(&mut client);
    let mut client = Client::with(pulling(), Value::Null);
    client.open("file:///work/postmortem.md", FLAWED);
    assert_eq!(client.pull("file:///work/postmortem.md").len(), 2);
    client
        .tell("workspace/didChangeConfiguration", json!({"settings": {"pmlint": {"config": "/nope.toml"}}}));
    told(&mut client);
}

#[test]
fn errors_in_a_configuration_move_with_its_text() {
    for capabilities in [json!({}), pulling()] {
        let work = folder(&[("pmlint.toml", BROKEN)]);
        let (uri, config) = (uri(&work, "postmortem.md"), uri(&work, "pmlint.toml"));
        let mut client = Client::with(capabilities, Value::Null);
        client.open(&uri, FLAWED);
        assert_eq!(places(&client.shown(&config)), [0]);
        for (text, lines) in [
            (format!("\n\n{BROKEN}"), vec![2]),
            (format!("{BROKEN}[rules]\n\"timeline/nope\" = \"off\"\n"), vec![0, 2]),
            ("[rules]\n\"timeline/nope\" = \"off\"\n".to_owned(), vec![1]),
            (String::new(), vec![]),
        ] {
            write(work.path(), "pmlint.toml", &text);
            client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": config, "type": 2}]}));
            assert_eq!(places(&client.shown(&config)), lines, "{text}");
        }
    }
}

#[test]
fn errors_in_a_configuration_that_is_open_stay_until_they_are_mended() {
    for name in ["own/kettle.md", "pmlint.toml"] {
        let page = "# own/kettle\n```toml\nseverty = \"warning\"\n```\nOurs.\n";
        let good = if name == "pmlint.toml" { "rule-pages = []\n" } else { "# Pages\n" };
        let config =
            format!("rule-pages = [\"own/*.md\"]\n{}", if name == "pmlint.toml" { BROKEN } else { "" });
        let work = folder(&[("pmlint.toml", &config), ("own/kettle.md", page)]);
        let (report, own) = (uri(&work, "postmortem.md"), uri(&work, name));
        let mut client = Client::plain();
        client.open(&report, FLAWED);
        let errors = client.shown(&own);
        assert!(codes(&errors).contains(&"configuration"), "{errors:?}");
        client.open(&own, "as it was\n");
        assert_eq!(client.diagnostics(&own, 1), errors);
        client.change(&own, 2, json!([{"text": "anything\n"}]));
        assert_eq!(client.diagnostics(&own, 2), errors);
        client.close(&own);
        assert_eq!(client.shown(&own), errors);
        client.open(&own, "as it was\n");
        assert_eq!(client.diagnostics(&own, 1), errors);
        // The other file has no error then: without pages, or without a misspelt key.
        write(work.path(), name, good);
        if name != "pmlint.toml" {
            write(work.path(), "pmlint.toml", "");
        } else {
            write(work.path(), "own/kettle.md", "");
        }
        client.save(&own);
        assert_eq!(client.diagnostics(&own, 1), [json!(null); 0]);
    }
}

const TEAPOT: &str = "# own/teapot\n```toml\nseverity = \"warning\"\n[lexical]\nphrases = [\"missing index\"]\nmessage = \"`{match}` is ours\"\n```\nOurs.\n\n## Examples\n```markdown bad\nThe missing index.\n```\n";

#[test]
fn a_page_that_is_new_or_gone_is_noticed() {
    let work = folder(&[
        ("pmlint.toml", "rule-pages = [\"own/*.md\"]\n"),
        ("own/other.md", &TEAPOT.replace("teapot", "other").replace("missing index", "kettle")),
    ]);
    let (uri, page) = (uri(&work, "postmortem.md"), uri(&work, "own/teapot.md"));
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::with(watches, Value::Null);
    let registered = client.asked("client/registerCapability").params.to_string();
    assert!(registered.contains("**/*.toml") && registered.contains("**/*.md"), "{registered}");
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 2);
    write(work.path(), "own/teapot.md", TEAPOT);
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": page, "type": 1}]}));
    assert!(codes(&client.diagnostics(&uri, 1)).contains(&"own/teapot"));
    fs::remove_file(work.path().join("own/teapot.md")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": page, "type": 3}]}));
    assert_eq!(client.diagnostics(&uri, 1).len(), 2);
}

#[test]
fn an_editor_that_watches_nothing_sees_changes_after_a_while() {
    let work = folder(&[]);
    let uri = uri(&work, "postmortem.md");
    let mut client = Client::plain();
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 2);
    write(work.path(), "pmlint.toml", OFF);
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
}

#[test]
fn names_with_spaces_and_letters_of_all_kinds_are_found() {
    let work = folder(&[("Störung 100%/pmlint.toml", OFF)]);
    let uri = uri(&work, "St%C3%B6rung%20100%25/post%20mortem.md");
    let mut client = Client::plain();
    assert_eq!(found(&mut client, &uri, FLAWED).len(), 1);
}
