#!/usr/bin/env node
// Stands in for `pmlint`: answers like it, and writes what it is told into the file FAKE_LOG.
const { appendFileSync } = require("node:fs");

const [first, second] = process.argv.slice(2);
if (first === "--version") {
  console.log("pmlint 9.9.9");
} else if (first === "lsp" && second === "--help") {
  process.exitCode = process.env.FAKE_OLD ? 2 : 0;
} else if (first === "rules") {
  console.log('[{"name": "timeline/out-of-order", "severity": "error", "summary": "Back."}]');
} else if (first === "--color") {
  console.log(`# ${process.argv.at(-1)}`);
} else if (first === "lsp") {
  serve();
} else {
  process.exitCode = 2;
}

function serve() {
  let buffer = Buffer.alloc(0);
  process.stdin.on("data", (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString("latin1", 0, head))[1]);
      if (buffer.length < head + 4 + length) return;
      const message = JSON.parse(buffer.toString("utf8", head + 4, head + 4 + length));
      buffer = buffer.subarray(head + 4 + length);
      answer(message);
    }
  });
}

function answer({ id, method, params }) {
  appendFileSync(process.env.FAKE_LOG, `${JSON.stringify({ method, params })}\n`);
  const result = method === "initialize" ? { capabilities: { textDocumentSync: 2 } } : null;
  if (id !== undefined) send({ id, result });
  if (method === "textDocument/didOpen") {
    const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 4 } };
    const { uri } = params.textDocument;
    const code = "timeline/out-of-order";
    const found = { range, message: "steps back", severity: 1, source: "pmlint", code };
    send({ method: "textDocument/publishDiagnostics", params: { uri, diagnostics: [found] } });
  }
  if (method === "exit") process.exit(0);
}

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}
