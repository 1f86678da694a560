"""Compares statement extraction with open quotation extractors on the same gold articles, in one run.

    python benchmarks/quality/compare.py GOLD.jsonl… [--peers-python PEERS/bin/python] [--markdown]

Peers name no cue that could be matched (compromise) or only quotations in marks (both), so the comparison is
by the words communicated: a gold statement is found where a predicted one covers its content with a word F1
of at least one half, one to one, best first. Set-up of the peers: README.md beside this file.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.predict import read_gold as read_articles
from flows.evaluate.agreement import names_agree
from flows.evaluate.annotations import GoldArticle, read_gold
from flows.extract.extractor import extract
from flows.records import Span

HERE = Path(__file__).parent
LEAST_OVERLAP = 0.5
MARKS = "\"'“‘„«"


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that a tool found: its content, and its speakers where the tool names any."""

    content: Span
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToolRun:
    """What one tool found in all the articles, the articles that it failed on, and the time it took."""

    tool: str
    found: dict[str, list[Found]]
    failed: int
    seconds: float
    names_speakers: bool = True


def run_readout(paths: list[str]) -> ToolRun:
    """Runs our own extractor, model loaded beforehand."""
    articles = list(read_articles(paths))
    list(extract(articles[:1]))
    started = time.perf_counter()
    results = list(extract(articles))
    seconds = time.perf_counter() - started
    found = {
        result.article.article_id: [
            Found(event.content, tuple(p.actor.name for p in event.participants if p.role == "speaker"))
            for event in result.events
            if event.event_type == "statement" and event.content
        ]
        for result in results
    }
    return ToolRun("readout", found, 0, seconds)


def run_peer(tool: str, command: list[str], paths: list[str], *, names_speakers: bool) -> ToolRun:
    """Runs a peer as a process of its own, which prints what it found as JSON.

    Raises:
        SystemExit: Where the peer is not installed.
    """
    try:
        done = subprocess.run([*command, *paths], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        detail = getattr(problem, "stderr", "") or str(problem)
        sys.exit(f"{tool} could not be run (see {HERE.name}/README.md):\n{detail.strip()}")
    output: dict[str, Any] = json.loads(done.stdout)
    found = {
        article: [
            Found(Span(q["start"], q["end"]), (q["speaker"],) if q["speaker"] else ()) for q in quotations
        ]
        for article, quotations in output["found"].items()
    }
    return ToolRun(tool, found, len(output["failed"]), output["seconds"], names_speakers)


def words(text: str, span: Span) -> set[int]:
    """Returns the starts of the words that `span` covers."""
    starts, inside = set(), False
    for position in range(span.start, span.end):
        letter = text[position].isalnum() or text[position] == "_"
        if letter and not inside:
            starts.add(position)
        inside = letter
    return starts


def overlap(one: set[int], other: set[int]) -> float:
    """Returns the F1 of two sets of words."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def is_quotation(text: str, content: Span) -> bool:
    """Tells whether a content is a quotation from its first word on."""
    return content.start > 0 and text[content.start - 1] in MARKS


def measure(run: ToolRun, golds: list[GoldArticle]) -> dict[str, str]:
    """Returns the figures of one tool, ready to print."""
    predicted = matched = named = quoted = quoted_matched = total = 0
    likeness = 0.0
    for gold in golds:
        statements = [e for e in gold.events if e.event_type == "statement" and e.content]
        found = run.found.get(gold.id, [])
        total, predicted = total + len(statements), predicted + len(found)
        quoted += sum(is_quotation(gold.text, s.content) for s in statements if s.content)
        sides = [words(gold.text, s.content) for s in statements if s.content]
        others = [words(gold.text, f.content) for f in found]
        pairs = sorted(
            ((overlap(a, b), i, j) for i, a in enumerate(sides) for j, b in enumerate(others)), reverse=True
        )
        taken_gold, taken = set(), set()
        for share, i, j in pairs:
            if share < LEAST_OVERLAP or i in taken_gold or j in taken:
                continue
            taken_gold.add(i)
            taken.add(j)
            matched, likeness = matched + 1, likeness + share
            speakers, content = statements[i].names("speaker"), statements[i].content
            named += any(names_agree(a, b) for a in speakers for b in found[j].speakers)
            quoted_matched += content is not None and is_quotation(gold.text, content)
    return {
        "tool": run.tool,
        "statements": str(predicted),
        "precision": f"{matched / max(1, predicted):.2f}",
        "recall": f"{matched / max(1, total):.2f}",
        "F1": f"{2 * matched / max(1, predicted + total):.2f}",
        "recall on quotations": f"{quoted_matched / max(1, quoted):.2f}",
        "content overlap": f"{likeness / max(1, matched):.2f}",
        "speaker right": f"{named / max(1, matched):.2f}" if run.names_speakers else "names none",
        "articles failed": f"{run.failed} of {len(golds)}",
        "ms an article": f"{1000 * run.seconds / max(1, len(golds)):.0f}",
    }


def as_table(rows: list[dict[str, str]], *, markdown: bool) -> str:
    """Lays the figures out for a terminal or as a Markdown table."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(lines[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    if not markdown:
        return "\n".join("  ".join(line).rstrip() for line in padded)
    rule = ["-" * width for width in widths]
    return "\n".join("| " + " | ".join(line) + " |" for line in [padded[0], rule, *padded[1:]])


def main() -> None:
    """Runs every tool on the gold files named and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--peers-python", default=sys.executable, help="interpreter that has textacy")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args()
    golds = read_gold(Path(path) for path in chosen.gold)
    runs = [
        run_readout(chosen.gold),
        run_peer(
            "textacy 0.13.0",
            [chosen.peers_python, str(HERE / "peer_textacy.py")],
            chosen.gold,
            names_speakers=True,
        ),
        run_peer(
            "compromise 14.17.0",
            ["node", str(HERE / "peer_compromise.mjs")],
            chosen.gold,
            names_speakers=False,
        ),
    ]
    print(as_table([measure(run, golds) for run in runs], markdown=chosen.markdown))


if __name__ == "__main__":
    main()
