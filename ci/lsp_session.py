"""A session with `pmlint lsp` by a client that is none of ours: pygls.

    python ci/lsp_session.py PMLINT [CRASHING-SERVER]

Initialise, open, edit to break and to mend, a code action applied, hover, a
configuration that changes, shutdown, exit; and what an editor should not do:
malformed messages, unknown methods, requests that are called off, a document of
5 MB, edits in quick succession, a rule that crashes. Each step says "ok".
"""

import asyncio
import logging
import pathlib
import sys
import tempfile
import time

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

# How long the server may take for anything, in seconds.
PATIENCE = 300

CLEAN = """\
# Postmortem: checkout down 🚨

## Summary
On Thursday, 18 January 2024, from 14:00 to 19:00 UTC checkout failed for 1,200 customers. 🚨 The outage lasted 5 hours.

## Timeline (UTC)
- 14:00 Deploy of checkout 2.4.1.
- 14:05 Alert: error rate above 5 %.
- 16:10 Rolled back.
- 19:00 Service restored.

## Root cause
A missing index, caused by a migration that was not applied.

## Resolution
Rolled back, then applied the migration.

## Action items
- Add a check of migrations (owner: Ana, PAY-12, due 2024-02-01)
"""


class Refusals(logging.Handler):
    """Answers to nothing, of which pygls only tells its log."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def emit(self, record):
        self.count += "unknown message id" in record.getMessage()


class Editor:
    """A client with a document store of its own."""

    def __init__(self):
        self.client = LanguageClient("pmlint-session", "1")
        self.published = []
        self.messages = []
        self.logged = []
        self.errors = []
        self.texts = {}
        self.versions = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params):
            self.published.append(params)

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def _(params):
            self.messages.append(params.message)

        @self.client.feature(lsp.WINDOW_LOG_MESSAGE)
        def _(params):
            self.logged.append(params.message)

        self.client.report_server_error = lambda error, source: self.errors.append(error)

    async def start(self, *command, folder, pull=False):
        await self.client.start_io(*command)
        document = lsp.TextDocumentClientCapabilities(
            hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
            diagnostic=lsp.DiagnosticClientCapabilities() if pull else None,
        )
        # Who would not ask again when told to is sent what is found.
        refresh = lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if pull else None
        workspace = lsp.WorkspaceClientCapabilities(diagnostics=refresh)
        general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16])
        answer = await self.client.initialize_async(
            lsp.InitializeParams(
                capabilities=lsp.ClientCapabilities(
                    text_document=document, general=general, workspace=workspace
                ),
                workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="work")],
            )
        )
        self.client.initialized(lsp.InitializedParams())
        return answer.capabilities

    def open(self, uri, text):
        self.texts[uri], self.versions[uri] = text, 1
        item = lsp.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    def place(self, uri, offset):
        before = self.texts[uri][:offset]
        start = before.rfind("\n") + 1
        units = len(before[start:].encode("utf-16-le")) // 2
        return lsp.Position(line=before.count("\n"), character=units)

    def offset(self, uri, position):
        lines = self.texts[uri].split("\n")
        start = sum(len(line) + 1 for line in lines[: position.line])
        encoded = lines[position.line].encode("utf-16-le")[: 2 * position.character]
        return start + len(encoded.decode("utf-16-le"))

    def replace(self, uri, old, new):
        """Edits as a person does: what is there gives way to something else."""
        start = self.texts[uri].index(old)
        range_ = lsp.Range(start=self.place(uri, start), end=self.place(uri, start + len(old)))
        self.texts[uri] = self.texts[uri].replace(old, new, 1)
        self.versions[uri] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                text_document=lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri]),
                content_changes=[lsp.TextDocumentContentChangePartial(range=range_, text=new)],
            )
        )

    async def until(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain: {what}"
            await asyncio.sleep(0.01)

    async def found(self, uri):
        """What is found in the document as it is now."""
        version = self.versions[uri]

        def latest():
            return [one for one in self.published if one.uri == uri and one.version == version]

        await self.until(latest, f"diagnostics of version {version}")
        return latest()[-1].diagnostics

    async def codes(self, uri):
        return sorted(one.code for one in await self.found(uri))

    async def leave(self):
        await self.client.shutdown_async(None)
        self.client.exit(None)
        process = self.client._server
        code = await asyncio.wait_for(process.wait(), PATIENCE)
        await self.client.stop()
        return code

    def raw(self, text):
        self.client._server.stdin.write(text.encode())

    def body(self, body):
        self.raw(f"Content-Length: {len(body.encode())}\r\n\r\n{body}")


def ok(what):
    print(f"ok: {what}", flush=True)


async def refused(awaitable):
    try:
        await asyncio.wait_for(awaitable, PATIENCE)
    except JsonRpcException as error:
        return error.code
    raise AssertionError("it was not refused")


async def ordinary(pmlint, folder):
    """A day's work."""
    editor = Editor()
    can = await editor.start(pmlint, "lsp", folder=folder)
    assert can.position_encoding == "utf-16" and can.hover_provider, can
    ok("initialised")
    uri = (folder / "2024-01-18-checkout.md").as_uri()
    editor.open(uri, CLEAN)
    assert await editor.codes(uri) == []
    ok("a clean document has no finding")

    editor.replace(uri, "lasted 5 hours", "lasted 7 hours")
    [broken] = await editor.found(uri)
    assert broken.code == "duration/window-mismatch" and broken.source == "pmlint", broken
    start, end = editor.offset(uri, broken.range.start), editor.offset(uri, broken.range.end)
    assert editor.texts[uri][start:end] == "7 hours"
    assert broken.related_information and broken.code_description.href
    other = broken.related_information[0].location.range
    assert "14:00" in editor.texts[uri][editor.offset(uri, other.start) : editor.offset(uri, other.end)]
    ok("broken by an edit: found where it stands, behind an emoji, with its other end")

    actions = await editor.client.text_document_code_action_async(
        lsp.CodeActionParams(
            text_document=lsp.TextDocumentIdentifier(uri=uri),
            range=broken.range,
            context=lsp.CodeActionContext(diagnostics=[broken]),
        )
    )
    assert {"Ignore", "Explain"} <= {action.title.split()[0] for action in actions}, actions
    mend = next(action for action in actions if "write the length" in action.title)
    [edit] = mend.edit.changes[uri]
    old = editor.texts[uri][editor.offset(uri, edit.range.start) : editor.offset(uri, edit.range.end)]
    editor.replace(uri, old, edit.new_text)
    assert await editor.codes(uri) == []
    ok(f"mended by a code action: `{old}` is now `{edit.new_text}`")

    at = editor.place(uri, editor.texts[uri].index("16:10") + 2)
    hover = await editor.client.text_document_hover_async(
        lsp.HoverParams(text_document=lsp.TextDocumentIdentifier(uri=uri), position=at)
    )
    assert "2024-01-18T16:10Z" in hover.contents.value, hover
    ok("hover says what a time was read as")

    editor.replace(uri, "Thursday, 18", "Monday, 18")
    assert await editor.codes(uri) == ["timeline/wrong-weekday"]
    config = folder / "pmlint.toml"
    config.write_text('[rules]\n"timeline/*" = "off"\n')
    before = len(editor.published)
    change = lsp.FileEvent(uri=config.as_uri(), type=lsp.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[change]))
    await editor.until(lambda: len(editor.published) > before, "diagnostics under another configuration")
    assert not editor.published[-1].diagnostics, editor.published[-1]
    ok("a configuration that changes changes what is found")
    config.write_text("profil = 1\n")
    saved = lsp.DidSaveTextDocumentParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    editor.client.text_document_did_save(saved)
    await editor.until(lambda: editor.messages, "a message about the configuration")
    assert "pmlint.toml" in editor.messages[-1] and "profil" in editor.messages[-1], editor.messages
    assert await editor.codes(uri) == []
    ok("a broken one is told, and the last good one holds")
    config.unlink()
    editor.client.text_document_did_save(saved)
    await editor.until(lambda: editor.published[-1].diagnostics, "what is found without a configuration")

    editor.client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    )
    await editor.until(lambda: not editor.published[-1].diagnostics, "findings cleared")
    assert await editor.leave() == 0
    assert not editor.errors, editor.errors
    ok("closed, shut down, exit status 0")


async def pulled(pmlint, folder):
    """An editor that asks for diagnostics."""
    editor = Editor()
    await editor.start(pmlint, "lsp", folder=folder, pull=True)
    uri = (folder / "postmortem.md").as_uri()
    editor.open(uri, CLEAN.replace("5 hours", "7 hours"))
    params = lsp.DocumentDiagnosticParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    first = await editor.client.text_document_diagnostic_async(params)
    assert [one.code for one in first.items] == ["duration/window-mismatch"], first
    params.previous_result_id = first.result_id
    second = await editor.client.text_document_diagnostic_async(params)
    assert second.kind == "unchanged", second
    assert await editor.leave() == 0
    assert not editor.published
    ok("who asks for findings gets them once")


async def rough(pmlint, folder):
    """What no editor should do, and what is too much."""
    editor = Editor()
    await editor.start(pmlint, "lsp", folder=folder)
    uri = (folder / "postmortem.md").as_uri()
    refusals = Refusals()
    logging.getLogger("pygls").addHandler(refusals)
    logging.getLogger("pygls").propagate = False
    for body in ["no JSON", "{", "[]", '{"jsonrpc": "2.0"}']:
        editor.body(body)
    editor.raw("nonsense\r\n\r\n")
    await editor.until(lambda: refusals.count == 4, "four refusals")
    protocol = editor.client.protocol
    rename = lsp.RenameParams(lsp.TextDocumentIdentifier(uri=uri), lsp.Position(0, 0), new_name="x")
    assert await refused(editor.client.text_document_rename_async(rename)) == -32601
    command = lsp.ExecuteCommandParams(command="pmlint.unknown")
    assert await refused(editor.client.workspace_execute_command_async(command)) == -32602
    protocol.notify("pmlint/unknown", {})
    editor.open(uri, CLEAN)
    assert await editor.codes(uri) == []
    ok("malformed messages and unknown methods are refused, and the server goes on")

    background = "\n## Background\n" + 62_500 * "- Somebody looked at the dashboards of the payment service and saw nothing 🚨\n"
    large = (folder / "large-postmortem.md").as_uri()
    begun = time.monotonic()
    editor.open(large, CLEAN.replace("5 hours", "7 hours") + background)
    hover = lsp.HoverParams(text_document=lsp.TextDocumentIdentifier(uri=large), position=lsp.Position(0, 0))
    request = editor.client.protocol.send_request("textDocument/hover", hover, msg_id="called-off")
    protocol.notify("$/cancelRequest", lsp.CancelParams(id="called-off"))
    assert "duration/window-mismatch" in await editor.codes(large)
    await editor.until(request.done, "an answer to what was called off")
    ok(f"a document of {len(background) // 1000} kB is linted, {time.monotonic() - begun:.1f} s")

    for length in range(200):
        editor.replace(uri, "lasted ", f"lasted {length % 10}")
    editor.replace(uri, editor.texts[uri][editor.texts[uri].index("lasted ") :].split(" hours")[0], "lasted 7")
    before = len(editor.published)
    assert await editor.codes(uri) == ["duration/window-mismatch"]
    ok(f"201 edits in quick succession, {len(editor.published) - before} answers; the last one is right")
    assert await editor.leave() == 0


async def crashing(server, folder):
    """A rule that crashes."""
    editor = Editor()
    await editor.start(server, folder=folder)
    uri = (folder / "postmortem.md").as_uri()
    editor.open(uri, CLEAN)
    assert await editor.codes(uri) == []
    editor.replace(uri, "A missing index", "crash the rule")
    assert await editor.codes(uri) == []
    assert any("a rule crashed" in message for message in editor.logged), editor.logged
    editor.replace(uri, "crash the rule", "A missing index")
    editor.replace(uri, "5 hours", "7 hours")
    assert await editor.codes(uri) == ["duration/window-mismatch"]
    assert await editor.leave() == 0
    ok("a crash in a rule is logged, and the server goes on")


async def main(pmlint, server=None):
    for session, program in [(ordinary, pmlint), (pulled, pmlint), (rough, pmlint), (crashing, server)]:
        if program:
            with tempfile.TemporaryDirectory() as folder:
                await session(program, pathlib.Path(folder).resolve())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
