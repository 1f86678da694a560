"""Writes the extractor's events for a gold file in the gold format, without a lake, for quick measuring.

python benchmarks/predict.py GOLD.jsonl [GOLD.jsonl …] > predictions.jsonl
"""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flows.extract.extractor import extract
from flows.records import ArticleEvents, CleanArticle
from flows.text_article import text_article


def read_gold(paths: list[str]) -> Iterator[CleanArticle]:
    """Reads gold articles as they are, with no cleaning, so that offsets are the gold's own."""
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            yield text_article(
                gold["text"],
                date.fromisoformat(gold["published"]),
                gold.get("title"),
                article_id=gold["id"],
                source_uri=path,
            )


def prediction(result: ArticleEvents) -> dict[str, Any]:
    """Returns one article's events as a gold line."""
    return {
        "id": result.article.article_id,
        "events": [
            {
                "type": event.event_type,
                "status": event.status,
                "date": event.date.edtf,
                "place": event.place.name if event.place else None,
                "actors": [{"role": p.role, "name": p.actor.name} for p in event.participants],
                "mentions": [{"start": m.span.start, "end": m.span.end} for m in event.mentions],
                "content": {"start": event.content.start, "end": event.content.end}
                if event.content
                else None,
            }
            for event in result.events
        ],
    }


if __name__ == "__main__":
    for result in extract(read_gold(sys.argv[1:])):
        print(json.dumps(prediction(result)))
