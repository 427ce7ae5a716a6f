// The real program, named by the variable PMLINT: once through the bundle, once over the bare
// protocol. Without it nothing here is checked, and that is said aloud.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
} from "vscode-languageserver-protocol";
import { createProtocolConnection } from "vscode-languageserver-protocol/node";
import { document, Editor, load, Uri } from "./vscode-stub";

const program = process.env["PMLINT"] ?? "";
const skip = program === "" ? "PMLINT names no program" : false;
if (skip)
  console.error("\n!! NOT CHECKED: the extension with the real server: PMLINT is not set\n");

const REPORT = `# Checkout outage

## Summary
The checkout was down for 2 hours.

## Impact
40 % of orders failed.

## Timeline
| Time (UTC) | Event |
|---|---|
| 2024-03-05 14:00 | Errors begin 🎉. |
| 2024-03-05 15:30 | The cause is found. |
| 2024-03-05 14:50 | A new version is deployed. |
| 2024-03-05 16:00 | Restored. |

## Root cause
A configuration without a default.

## Resolution
The default was added.

## Action items
| Action | Owner | Due |
|---|---|---|
| Test the configuration at start | Payments team | 2024-04-01 |
`;

/** \`rule line\` of each finding, as the command line has them; lines from 0. */
function expected(file: string): string[] {
  const args = ["check", "--quiet", "--fail-on", "never", "--output-format", "json", file];
  const cwd = path.dirname(file);
  const found = JSON.parse(execFileSync(program, args, { encoding: "utf8", cwd }));
  return found
    .map((f: { code: string; span: { start: { line: number } } }) => {
      return `${f.code} ${f.span.start.line - 1}`;
    })
    .sort();
}

function write(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pmlint-"));
  const file = path.join(folder, "checkout größe.md");
  writeFileSync(file, REPORT);
  return file;
}

test("the extension shows what the command line finds", { skip }, async () => {
  const file = write();
  const editor = new Editor(path.dirname(file));
  editor.settings["path"] = program;
  const fixture = path.resolve("../../fixtures/flawed/figures-that-disagree.md");
  const uris = [file, fixture].map((name) => {
    editor.documents.push(document(Uri.file(name), "markdown", readFileSync(name, "utf8")));
    return Uri.file(name);
  });
  const bundle = load(editor);
  try {
    await bundle.activate({ subscriptions: [] });
    assert.deepEqual(editor.errors, [], editor.log.join("\n"));
    for (const uri of uris) {
      const wanted = expected(uri.fsPath);
      assert.notEqual(wanted.length, 0);
      await editor.until(uri, (found) => found.length > 0);
      const shown = editor.diagnostics.get(uri.toString()) ?? [];
      const codes = shown.map(({ code, range }) => {
        const value = typeof code === "object" && code !== null ? Object(code).value : code;
        return `${value} ${range.start.line}`;
      });
      assert.deepEqual(codes.sort(), wanted);
      assert.ok(shown.every(({ source }) => source === "pmlint"));
      assert.ok(shown.some(({ relatedInformation }) => (relatedInformation ?? []).length > 0));
    }
    const page = Uri.from({ scheme: "pmlint-rule", path: "/timeline/out-of-order.md" });
    const text = await editor.pages.get("pmlint-rule")?.provideTextDocumentContent(page);
    assert.match(text ?? "", /^# timeline\/out-of-order\n/);
    // What the code action "Explain" runs.
    await editor.commands.get("pmlint.explain")?.("timeline/out-of-order", uris[0]?.toString());
    const shown = editor.ran.at(-1);
    assert.equal(shown?.command, "markdown.showPreview");
    assert.equal((shown.args[0] as Uri).path, "/timeline/out-of-order.md");
  } finally {
    await bundle.deactivate();
  }
});

for (const pulls of [false, true]) {
  test(`over the protocol, diagnostics ${pulls ? "asked for" : "sent"}`, { skip }, async (t) => {
    const file = write();
    const uri = pathToFileURL(file).href;
    const server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    t.after(() => server.kill());
    const ended = once(server, "exit");
    const connection = createProtocolConnection(server.stdout, server.stdin);
    const sent: Diagnostic[][] = [];
    let arrived: () => void = () => {};
    connection.onNotification("textDocument/publishDiagnostics", (params) => {
      sent.push(params.diagnostics);
      arrived();
    });
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.listen();

    const found = async (): Promise<Diagnostic[]> => {
      if (pulls) {
        const params = { textDocument: { uri } };
        const report: DocumentDiagnosticReport = await connection.sendRequest(
          "textDocument/diagnostic",
          params,
        );
        assert.equal(report.kind, "full");
        assert.deepEqual(sent.flat(), [], "nothing is shown twice");
        return report.kind === "full" ? report.items : [];
      }
      while (sent.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return sent.splice(0).at(-1) ?? [];
    };

    const result: InitializeResult = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(path.dirname(file)).href,
      capabilities: {
        ...(pulls ? { workspace: { diagnostics: { refreshSupport: true } } } : {}),
        textDocument: {
          ...(pulls ? { diagnostic: {} } : {}),
          publishDiagnostics: { relatedInformation: true },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } },
          },
          hover: { contentFormat: ["markdown"] },
        },
      },
      initializationOptions: {
        pmlint: { enable: true, profile: null, config: null, inlayHints: false },
      },
    });
    assert.ok(result.capabilities.textDocumentSync);
    await connection.sendNotification("initialized", {});
    const textDocument = { uri, languageId: "markdown", version: 1, text: REPORT };
    await connection.sendNotification("textDocument/didOpen", { textDocument });

    const first = await found();
    const named = first.map(({ code, range }) => `${code} ${range.start.line}`);
    assert.deepEqual(named.sort(), expected(file));
    const order = first.find(({ code }) => code === "timeline/out-of-order");
    assert.ok(order);

    const position = order.range.start;
    const hover: Hover | null = await connection.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position,
    });
    assert.match(JSON.stringify(hover?.contents), /out-of-order/);
    const actions: CodeAction[] | null = await connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: order.range,
      context: { diagnostics: [order] },
    });
    const titles = actions?.map(({ title }) => title) ?? [];
    assert.ok(titles.includes("Ignore `timeline/out-of-order` on this line"), titles.join());

    const line = REPORT.split("\n").findIndex((text) => text.includes("14:50"));
    const range = { start: { line, character: 13 }, end: { line, character: 18 } };
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range, text: "15:50" }],
    });
    const mended = await found();
    assert.ok(!mended.some(({ code }) => code === "timeline/out-of-order"));

    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    const [code] = await ended;
    assert.equal(code, 0);
    connection.dispose();
  });
}
