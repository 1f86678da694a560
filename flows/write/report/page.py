"""Writes the report page: template, style, scripts and data in one file that needs no other."""

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from flows.version import __version__
from flows.write.lake import Lake, Snapshot
from flows.write.report.payload import article_blocks, overview

SCRIPTS = (
    "text.js",
    "data.js",
    "filters.js",
    "names.js",
    "timeline.js",
    "countries.js",
    "map.js",
    "speakers.js",
    "table.js",
    "evidence.js",
    "main.js",
)
# The one style sheet that Observable Plot writes into each of its charts; a page that let in every
# inline style would also let in a stranger's. The browser test fails when the library's changes.
_PLOT_STYLE = "'sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM='"
_TOKEN = re.compile(r"@@([A-Z]+)@@")


def write_report(lake: Lake, file: Path) -> int:
    """Writes the report of a lake to `file`, put in place whole, and returns how many events it shows.

    Raises:
        OSError: Where the file cannot be written.
    """
    # One snapshot: all parts of the page must be of one state of the lake.
    state = lake.snapshot()
    data = overview(state)
    aside = file.with_name(file.name + ".tmp")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as out:
            for part in _page(state, data):
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
    return len(data["events"]["event_id"])


def _page(state: Snapshot, data: dict[str, Any]) -> Iterator[str]:
    # Text from articles is only ever written by _json, after the last token was replaced.
    folder = files("flows.write.report")
    libraries = (folder / "vendor" / "libraries.js").read_text(encoding="utf-8")
    script = _program([(folder / "page" / name).read_text(encoding="utf-8") for name in SCRIPTS])
    style = (folder / "page" / "page.css").read_text(encoding="utf-8")
    world = json.loads((folder / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
    licences = (folder / "vendor" / "LICENSES.txt").read_text(encoding="utf-8")
    parts = {
        "POLICY": _policy([libraries, script], style),
        "STYLE": style,
        "VERSION": __version__,
        "LICENCES": html.escape(licences),
    }
    template = (folder / "page" / "page.html").read_text(encoding="utf-8")
    head, scripts, foot = re.split("@@OVERVIEW@@|@@ARTICLES@@", template)
    yield _TOKEN.sub(lambda m: parts[m[1]], head)
    yield _json("world", world)
    yield _json("overview", data)
    yield scripts.replace("@@LIBRARIES@@", libraries).replace("@@SCRIPT@@", script)
    # The articles are most of the file, and come last: all is drawn while the browser still reads them.
    for key, article in article_blocks(state):
        yield _json(f"article-{key}", article)
    yield foot


def _program(scripts: list[str]) -> str:
    return '(() => {\n"use strict";\n' + "\n".join(scripts) + "\n})();"


def _json(key: str, value: Any) -> str:
    """Returns a block of data: `<` is escaped, so that nothing in it can end the block or begin a tag."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json" id="{key}">{data}</script>\n'


def _policy(scripts: list[str], style: str) -> str:
    """Returns the content-security policy: these scripts and styles by their hashes, nothing else at all."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(_hash(s) for s in scripts),
            f"style-src {_hash(style)} {_PLOT_STYLE}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"
