//! From `initialize` to `exit`.

use crate::client::{Client, FLAWED, codes, edited, pulling};
use serde_json::{Value, json};

const URI: &str = "file:///work/2024-01-18-checkout.md";

#[test]
fn a_session_begins_and_ends_as_the_protocol_says() {
    let mut client = Client::bare(pmlint::lsp::lint);
    let early = client.ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(early.code, -32002);
    let answer = client.ask("initialize", json!({"processId": null, "capabilities": {}})).unwrap();
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(answer["serverInfo"]["name"], "pmlint");
    assert_eq!(client.ask("initialize", json!({})).unwrap_err().code, -32600);
    assert_eq!(client.ask("shutdown", Value::Null).unwrap(), Value::Null);
    assert_eq!(client.ask("textDocument/hover", json!({})).unwrap_err().code, -32600);
    assert_eq!(Client::plain().leave(), 0);
    assert_eq!(Client::plain().rush_out(), 1);
    assert_eq!(Client::plain().vanish(), 1);
    assert_eq!(client.rush_out(), 0);
}

#[test]
fn what_the_server_can_do_is_said_as_the_protocol_has_it() {
    let mut client = Client::bare(pmlint::lsp::lint);
    let params = json!({"capabilities": {"general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]}}});
    let answer = client.ask("initialize", params).unwrap();
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-8");
    // Nothing is lost on the way through the types of the protocol.
    let typed: gen_lsp_types::InitializeResult = serde_json::from_value(answer.clone()).unwrap();
    assert_eq!(serde_json::to_value(typed).unwrap(), answer);
}

#[test]
fn findings_are_sent_when_a_document_is_opened_and_edited_and_cleared_when_it_is_closed() {
    let mut client = Client::plain();
    client.open(URI, FLAWED);
    let found = client.diagnostics(URI, 1);
    assert_eq!(codes(&found), ["timeline/wrong-weekday", "duration/window-mismatch"]);
    let [_, length] = found.as_slice() else { panic!() };
    assert_eq!(length["severity"], 1);
    assert_eq!(length["source"], "pmlint");
    assert_eq!(length["data"]["severity"], "error");
    let message = length["message"].as_str().unwrap();
    assert!(message.contains("`7 hours`") && message.contains("\nhelp: "), "{message}");
    let page = "rules/duration/window-mismatch.md";
    assert!(length["codeDescription"]["href"].as_str().unwrap().ends_with(page));
    let others = length["relatedInformation"].as_array().unwrap();
    assert!(!others.is_empty());
    assert!(others.iter().all(|other| other["location"]["uri"] == URI));
    assert_eq!(others[0]["location"]["range"]["start"]["line"], 3);

    // `7 hours` becomes `5 hours`; the text behind it stays as it is.
    let at = length["range"]["start"].clone();
    let end = json!({"line": at["line"], "character": at["character"].as_u64().unwrap() + 1});
    client.change(URI, 2, json!([{"range": {"start": at, "end": end}, "text": "5"}]));
    assert_eq!(codes(&client.diagnostics(URI, 2)), ["timeline/wrong-weekday"]);
    client.change(URI, 3, json!([{"text": FLAWED.replace("7 hours", "8 hours")}]));
    assert_eq!(client.diagnostics(URI, 3).len(), 2);
    client.close(URI);
    let cleared = client.hear("textDocument/publishDiagnostics");
    assert_eq!((&cleared["uri"], &cleared["diagnostics"]), (&json!(URI), &json!([])));
    assert_eq!(client.leave(), 0);
}

#[test]
fn who_asks_for_findings_is_not_sent_them() {
    let mut client = Client::with(pulling(), Value::Null);
    client.open(URI, FLAWED);
    let ask = |client: &mut Client, known: &str| {
        let params = json!({"textDocument": {"uri": URI}, "previousResultId": known});
        client.ask("textDocument/diagnostic", params).unwrap()
    };
    let first = ask(&mut client, "none");
    assert_eq!(first["kind"], "full");
    assert_eq!(
        codes(first["items"].as_array().unwrap()),
        ["timeline/wrong-weekday", "duration/window-mismatch"]
    );
    let id = first["resultId"].as_str().unwrap().to_owned();
    let same = ask(&mut client, &id);
    assert_eq!((&same["kind"], &same["resultId"]), (&json!("unchanged"), &json!(id)));
    client.change(URI, 2, json!([{"text": FLAWED.replace("7 hours", "5 hours")}]));
    let second = ask(&mut client, &id);
    assert_eq!((&second["kind"], second["items"].as_array().unwrap().len()), (&json!("full"), 1));
    client.close(URI);
    let closed = ask(&mut client, &id);
    assert_eq!(closed["items"], json!([]));
    assert!(client.heard.iter().all(|note| note.method != "textDocument/publishDiagnostics"));
}

#[test]
fn who_would_not_ask_again_is_sent_findings() {
    let capabilities = |workspace: Value| json!({"textDocument": {"diagnostic": {}}, "workspace": workspace});
    for (workspace, pulls) in [
        (json!({}), false),
        (json!({"diagnostics": {"refreshSupport": false}}), false),
        (json!({"diagnostics": {"refreshSupport": true}}), true),
        // As the crate `lsp-types` writes it.
        (json!({"diagnostic": {"refreshSupport": true}}), true),
    ] {
        let mut client = Client::bare(pmlint::lsp::lint);
        let params = json!({"capabilities": capabilities(workspace)});
        let answer = client.ask("initialize", params).unwrap();
        assert_eq!(answer["capabilities"]["diagnosticProvider"].is_object(), pulls);
        client.tell("initialized", json!({}));
        client.open(URI, FLAWED);
        if pulls {
            assert_eq!(client.pull(URI).len(), 2);
        } else {
            assert_eq!(client.diagnostics(URI, 1).len(), 2);
        }
    }
}

#[test]
fn what_others_found_is_not_read() {
    let mut client = Client::plain();
    client.open(URI, FLAWED);
    let range = client.diagnostics(URI, 1)[0]["range"].clone();
    for odd in
        [json!([{"range": range, "code": 1.5}]), json!([{"codeDescription": {}}]), json!([7]), json!(7)]
    {
        let context = json!({"diagnostics": odd, "only": ["quickfix"]});
        let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
        let actions = client.ask("textDocument/codeAction", params).unwrap();
        assert!(actions.as_array().unwrap().len() >= 3, "{actions}");
    }
}

#[test]
fn each_line_of_a_selection_has_its_own_comment_and_each_rule_one_page() {
    let weekdays = "It began on Monday, 18 January 2024.\n\nIt ended on Monday, 18 January 2024.\n";
    let text = FLAWED.replace("## Root cause\n", &format!("## Root cause\n{weekdays}\n"));
    let mut client = Client::plain();
    client.open(URI, &text);
    let found = client.diagnostics(URI, 1);
    let lines: Vec<u64> = found
        .iter()
        .filter(|one| one["code"] == "timeline/wrong-weekday")
        .map(|one| one["range"]["start"]["line"].as_u64().unwrap() + 1)
        .collect();
    assert_eq!(lines, [4, 13, 15]);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let actions = client.actions(URI, &all, Some("quickfix"));
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    for line in lines {
        let title = format!("Ignore `timeline/wrong-weekday` on line {line}");
        assert!(titles.contains(&title.as_str()), "{titles:?}");
    }
    let explain = titles.iter().filter(|title| **title == "Explain `timeline/wrong-weekday`");
    assert_eq!(explain.count(), 1, "{titles:?}");
}

#[test]
fn fixes_are_offered_the_safe_ones_first_and_mend_what_they_are_for() {
    let text =
        FLAWED.replace("## Root cause\n", "## Root cause\n<!-- pmlint-disable-line timeline/gap -->\n");
    let mut client =
        Client::with(json!({"workspace": {"workspaceEdit": {"documentChanges": true}}}), Value::Null);
    client.open(URI, &text);
    let found = client.diagnostics(URI, 1);
    let of = |code: &str| found.iter().find(|one| one["code"] == code).unwrap();
    let length = of("duration/window-mismatch");
    let actions = client.actions(URI, &length["range"], Some("quickfix"));
    let title = |action: &Value| action["title"].as_str().unwrap().to_owned();
    let mend = actions.iter().find(|action| title(action).contains("write the length")).unwrap();
    assert!(title(mend).contains("unsafe"), "{mend}");
    assert_eq!((&mend["isPreferred"], &mend["kind"]), (&json!(false), &json!("quickfix")));
    assert_eq!(mend["diagnostics"], json!([length]));
    assert_eq!(mend["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let mended = edited(&text, URI, mend);
    assert!(mended.contains("lasted 5 h."), "{mended}");
    let titles: Vec<String> = actions.iter().map(title).collect();
    let has = |title: &str| titles.iter().any(|known| known == title);
    assert!(has("Ignore `duration/window-mismatch` on this line"), "{titles:?}");
    assert!(has("Explain `duration/window-mismatch`"), "{titles:?}");
    assert!(!titles.iter().any(|title| title.contains("all that pmlint")), "{titles:?}");
    // At the other end of the contradiction it can be mended as well.
    let there = &length["relatedInformation"][0]["location"]["range"];
    assert!(client.actions(URI, there, None).iter().any(|action| title(action).contains("write the length")));
    client.change(URI, 2, json!([{"text": mended}]));
    assert!(!codes(&client.diagnostics(URI, 2)).contains(&"duration/window-mismatch"));
}

#[test]
fn all_that_is_safe_is_mended_at_once() {
    let text = FLAWED
        .replace("## Root cause\n", "## Root cause\n<!-- pmlint-disable-line language/x -->\n")
        .replace("- 16:10", "<!-- pmlint-disable-line timeline/wrong-weekday -->\n- 16:10");
    let mut client = Client::plain();
    client.open(URI, &text);
    let everywhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    for only in [None, Some("source"), Some("source.fixAll"), Some("source.fixAll.pmlint")] {
        let actions = client.actions(URI, &everywhere, only);
        let all: Vec<&Value> = actions.iter().filter(|one| one["kind"] == "source.fixAll.pmlint").collect();
        assert_eq!(all.len(), 1, "{only:?}");
        let mended = edited(&text, URI, all[0]);
        let rules = pmlint::rules::RuleSet::default();
        let lint = |text: &str| pmlint::lsp::lint(Some(URI), text, &rules);
        assert_eq!(mended, pmlint::fix::fix(&text, pmlint::finding::Safety::Safe, lint).text);
        assert!(!mended.contains("timeline/wrong-weekday"));
        assert!(mended.contains("7 hours"));
    }
    for other in ["source.organizeImports", "source.fixAll.eslint", "quickfix", "refactor"] {
        let actions = client.actions(URI, &everywhere, Some(other));
        assert!(actions.iter().all(|one| one["kind"] != "source.fixAll.pmlint"), "{other}");
    }
    client.change(URI, 2, json!([{"text": FLAWED}]));
    assert!(client.actions(URI, &everywhere, Some("source.fixAll")).is_empty());
}

#[test]
fn a_rule_is_explained_in_the_browser_or_in_a_message() {
    let explain = json!({"command": "pmlint.explain", "arguments": ["timeline/out-of-order", URI]});
    let mut client = Client::plain();
    client.ask("workspace/executeCommand", explain.clone()).unwrap();
    let shown = client.hear("window/showMessage");
    assert!(shown["message"].as_str().unwrap().starts_with("timeline/out-of-order: "), "{shown}");
    client
        .ask("workspace/executeCommand", json!({"command": "pmlint.explain", "arguments": ["a/b"]}))
        .unwrap();
    assert_eq!(client.hear("window/showMessage")["message"], "no rule is called `a/b`");
    for wrong in [json!({"command": "pmlint.explain"}), json!({"command": "rm", "arguments": ["x"]})] {
        assert_eq!(client.ask("workspace/executeCommand", wrong).unwrap_err().code, -32602);
    }

    let mut client = Client::with(json!({"window": {"showDocument": {"support": true}}}), Value::Null);
    client.ask("workspace/executeCommand", explain).unwrap();
    let asked = client.asked("window/showDocument");
    assert!(asked.params["uri"].as_str().unwrap().ends_with("rules/timeline/out-of-order.md"));
    client.send(lsp_server::Response { id: asked.id, response_result: Ok(json!({"success": false})) });
    assert!(client.hear("window/showMessage")["message"].as_str().unwrap().contains("out-of-order"));
}

#[test]
fn comments_without_effect_are_faded() {
    let mut client = Client::plain();
    client.open(URI, &FLAWED.replace("## Impact", "<!-- pmlint-disable-line timeline/gap -->\n\n## Impact"));
    client.diagnostics(URI, 1);
    client.change(
        URI,
        2,
        json!([{"text": format!("{FLAWED}\n<!-- pmlint-disable-file timeline/title-date -->\n")}]),
    );
    let found = client.diagnostics(URI, 2);
    let unused: Vec<&Value> = found.iter().filter(|one| one["code"] == "suppression/unused").collect();
    assert_eq!(unused.len(), 1, "{found:?}");
    assert_eq!(unused[0]["tags"], json!([1]));
    assert!(
        found.iter().filter(|one| one["code"] != "suppression/unused").all(|one| one.get("tags").is_none())
    );
}
