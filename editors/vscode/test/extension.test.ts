// The bundle as it is shipped, with a stub in place of VS Code and a server that notes what it hears.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { document, Editor, load, Uri } from "./vscode-stub";

const FAKE = path.resolve("test/fake-server.cjs");
let folder: string;
let editor: Editor;
let stop: (() => Promise<void>) | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pmlint-"));
  editor = new Editor(folder);
  process.env["FAKE_LOG"] = path.join(folder, "heard");
  delete process.env["FAKE_OLD"];
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function start(): Promise<void> {
  const bundle = load(editor);
  const subscriptions: { dispose(): void }[] = [];
  stop = async () => {
    await bundle.deactivate();
    for (const subscription of subscriptions) subscription.dispose();
  };
  await bundle.activate({ subscriptions });
}

interface Heard {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: as it came
  readonly params: any;
}

/** What the server heard of a method, as soon as there are that many. */
async function heard(method: string, count: number): Promise<Heard[]> {
  for (let tries = 0; tries < 2400; tries++) {
    const file = path.join(folder, "heard");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    const fitting = lines.map((line): Heard => JSON.parse(line)).filter((m) => m.method === method);
    if (fitting.length >= count) return fitting;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${method} was not heard ${count} times`);
}

test("a document is sent, and what is found is shown", async () => {
  const uri = Uri.file(path.join(folder, "größe 🎉.md"));
  const other = Uri.file(path.join(folder, "main.rs"));
  editor.documents.push(document(uri, "markdown", "# X\n"), document(other, "rust", "// X\n"));
  Object.assign(editor.settings, { path: FAKE, profile: "sre", inlayHints: true });
  await start();
  await editor.until(uri, (found) => found.length === 1);
  assert.equal(editor.diagnostics.get(uri.toString())?.[0]?.message, "steps back");
  const [initialize] = await heard("initialize", 1);
  assert.deepEqual(initialize?.params.initializationOptions, {
    pmlint: { enable: true, profile: "sre", config: null, inlayHints: true },
  });
  const opened = await heard("textDocument/didOpen", 1);
  assert.deepEqual(
    opened.map(({ params }) => [params.textDocument.uri, params.textDocument.languageId]),
    [[uri.toString(), "markdown"]],
  );
});

test("text that was never saved, plain text too", async () => {
  const uri = Uri.from({ scheme: "untitled", path: "Untitled-1" });
  editor.documents.push(document(uri, "plaintext", "X\n"));
  editor.settings["path"] = FAKE;
  await start();
  assert.equal((await heard("textDocument/didOpen", 1)).length, 1);
});

test("changed settings reach the server that runs", async () => {
  editor.settings["path"] = FAKE;
  await start();
  const before = (await heard("workspace/didChangeConfiguration", 1)).length;
  await editor.set("profile", "gitlab");
  const changes = await heard("workspace/didChangeConfiguration", before + 1);
  assert.equal(changes.at(-1)?.params.settings.pmlint.profile, "gitlab");
  assert.equal((await heard("initialize", 1)).length, 1);
});

test("switched off nothing runs, and switched on it does", async () => {
  Object.assign(editor.settings, { path: FAKE, enable: false });
  await start();
  assert.equal(existsSync(path.join(folder, "heard")), false);
  await editor.set("enable", true);
  await heard("initialized", 1);
  await editor.set("enable", false);
  assert.equal((await heard("shutdown", 1)).length, 1);
  assert.deepEqual(editor.errors, []);
});

test("restart: the old server ends, a new one begins", async () => {
  editor.settings["path"] = FAKE;
  await start();
  await editor.commands.get("pmlint.restart")?.();
  assert.equal((await heard("initialize", 2)).length, 2);
  assert.equal((await heard("shutdown", 1)).length, 1);
});

test("a program that is missing: a message with a way to the setting", async () => {
  Object.assign(editor.settings, { path: "/nowhere/pmlint" });
  editor.answer = "Open Setting";
  await start();
  assert.match(editor.errors.join(), /names “\/nowhere\/pmlint”, and there is no such program/);
  await new Promise(setImmediate);
  assert.deepEqual(editor.ran, [
    { command: "workbench.action.openSettings", args: ["pmlint.path"] },
  ]);
});

test("a program that is too old: its version, and a way to the output", async () => {
  editor.settings["path"] = FAKE;
  process.env["FAKE_OLD"] = "1";
  editor.answer = "Show Output";
  await start();
  assert.match(editor.errors.join(), /is pmlint 9\.9\.9, which is too old/);
  assert.equal(existsSync(path.join(folder, "heard")), false);
  await new Promise(setImmediate);
  assert.deepEqual(editor.ran, [{ command: "show output", args: [] }]);
});

test("the page of a rule: as given, or as picked", async () => {
  editor.settings["path"] = FAKE;
  await start();
  const explain = editor.commands.get("pmlint.openRulePage");
  await explain?.("duration/window-mismatch");
  editor.pick = "timeline/out-of-order";
  await explain?.();
  const shown = editor.ran.map(({ command, args }) => [command, (args[0] as Uri).path]);
  assert.deepEqual(shown, [
    ["markdown.showPreview", "/duration/window-mismatch.md"],
    ["markdown.showPreview", "/timeline/out-of-order.md"],
  ]);
  const pages = editor.pages.get("pmlint-rule");
  const page = await pages?.provideTextDocumentContent(editor.ran[1]?.args[0] as Uri);
  assert.equal(page, "# timeline/out-of-order\n");
});

test("each command of package.json is there", async () => {
  editor.settings["path"] = FAKE;
  await start();
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
  const declared = contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual([...editor.commands.keys()].sort(), declared.sort());
});
