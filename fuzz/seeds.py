#!/usr/bin/env python3
"""Writes what the fuzz targets begin with into fuzz/work/TARGET: the examples
on the pages of the rules, the fixtures, the profiles, and what can be said in a
configuration and in a session with an editor."""

import hashlib
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOST = 4096

CONFIGS = [
    'profile = "sre"\ntimezone = "Europe/Berlin"\ndate-order = "day-first"\nfail-on = "error"\n',
    'extends = "base.toml"\n[rules]\ntimeline = "off"\n%%% base.toml\nextends = "pmlint.toml"\n',
    'extends = "base.toml"\n%%% base.toml\n[rules]\n"timeline/long-gap" = { severity = "error" }\n',
    'include = ["a/**"]\nexclude = ["!b", "2019/*.md"]\ndraft-statuses = ["open"]\n',
    '[sections]\ntimeline = ["What happened when"]\nimpact = ["Who felt it"]\n',
    '[[overrides]]\npaths = ["old/**"]\n[overrides.rules]\n"structure/missing-section" = "advice"\n',
]
SESSIONS = [
    "h0a\na30\nk20\nd\ns\nf\ni\nx\n",
    "c0000# Impact\\\nd\nc0100\nh00\nc0z1zx\nd\n",
    '{"method":"textDocument/codeAction","id":"a","params":{"textDocument":{"uri":"untitled:checkout.md"},'
    '"range":{"start":{"line":0,"character":0},"end":{"line":40,"character":0}},"context":{"diagnostics":[]}}}\n'
    '{"method":"$/cancelRequest","params":{"id":"a"}}\n{"method":"shutdown","id":7}\n{"method":"exit"}\n',
    '{"method":"workspace/executeCommand","id":1,"params":{"command":"pmlint.explain","arguments":["x/y"]}}\n'
    '{"method":"workspace/didChangeConfiguration","params":{"settings":{"pmlint":{"inlayHints":true}}}}\ni\n',
]
COMMENTS = [
    "<!-- pmlint-disable-next-line language -- quoted -->\n",
    "<!-- pmlint-disable timeline/*, privacy -->\n",
    "<!-- pmlint-enable -->\n",
    "<!-- pmlint-disable-file structure/missing-section -->\n",
    "<!-- pmlint-disabel timeline -->\n",
]


def examples(page):
    fences = re.findall(r"^(`{3,})markdown (?:bad|good)[^\n]*\n(.*?)^\1$", page, re.M | re.S)
    return [text for _, text in fences]


def write(target, text):
    data = text.encode()[:MOST]
    name = hashlib.sha1(data).hexdigest()
    folder = ROOT / "fuzz/work" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def main():
    pages = [path.read_text() for path in sorted(ROOT.glob("rules/*/*.md"))]
    fixtures = [path.read_text() for path in sorted(ROOT.glob("fixtures/*/*.md"))]
    documents = fixtures + [text for page in pages for text in examples(page)]
    for document in documents:
        for target in ("lint", "facts", "fix"):
            write(target, document)
        write("output", "docs/a.md\n" + document)
    for n, document in enumerate(documents):
        lines = document.splitlines(keepends=True)
        for at in range(n % 7, len(lines), 7):
            lines[at] = COMMENTS[(n + at) % len(COMMENTS)] + lines[at]
        write("suppress", "".join(lines))
        opened = "o" + document[:3000].replace("\n", "\\") + "\n"
        write("lsp", opened + SESSIONS[n % len(SESSIONS)])
    for page in pages:
        write("config", 'rule-pages = ["page.md"]\n%%% page.md\n' + page.replace("# ", "# own-", 1))
    for text in CONFIGS + [path.read_text() for path in sorted(ROOT.glob("rules/profiles/*.toml"))]:
        write("config", text)


main()
