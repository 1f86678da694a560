"""Measures the memory that reading and cleaning one huge source takes, and how soon its first batch is there.

    python benchmarks/streaming.py                      a JSON Lines file of 2 GiB, and a WARC of as much
    python benchmarks/streaming.py --mib 256 --kind warc

The sources are made up in a temporary folder, which needs room for the larger of them.
"""

import argparse
import io
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flows.clean.cleaner import clean
from flows.ingest.articles import read_articles
from flows.ingest.meter import Meter
from flows.ingest.source import ReadOptions
from flows.record_files import read_records, write_records
from flows.records import CleanArticle, RawArticle, Reject
from flows.steps import Ingested, ingest_batch

MIB = 1 << 20
BATCH = 250
LIMIT_MIB = 400
_SENTENCE = (
    "The minister for item {n} told the council of town {m} on Monday that plan {k} would be read again. "
)
_NUMBERS = ", ".join(map(str, range(30_000)))
_FILLER = f"<script>/* what pages carry besides their words */ var table = [{_NUMBERS}];</script>"


def text(number: int) -> str:
    """Returns the body of the made-up article of that number, some 3 kB in paragraphs."""
    sentences = [_SENTENCE.format(n=number, m=number * 7 + i, k=number * 31 + i * i) for i in range(30)]
    return "\n\n".join("".join(sentences[i : i + 5]) for i in range(0, 30, 5))


def write_jsonl(path: Path, size: int) -> None:
    """Writes a JSON Lines file of at least `size` bytes."""
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < size:
            lines = []
            for _ in range(BATCH):
                number += 1
                record = {"id": f"made-up-{number}", "published": "2024-05-15", "text": text(number)}
                lines.append(json.dumps(record) + "\n")
            file.write("".join(lines))


def write_warc(path: Path, size: int) -> None:
    """Writes a WARC file of at least `size` bytes, of pages of some 200 kB each."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        number = 0
        while file.tell() < size:
            number += 1
            paragraphs = "".join(f"<p>{p}</p>" for p in text(number).split("\n\n"))
            page = (
                f'<html><head><title>Plan {number}</title><meta property="article:published_time" '
                f'content="2024-05-15">{_FILLER}</head><body><article>{paragraphs}</article></body></html>'
            )
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://news.example/{number}",
                    "response",
                    payload=io.BytesIO(page.encode()),
                    http_headers=headers,
                )
            )


WRITERS = {"jsonl": write_jsonl, "warc": write_warc}


def read_and_clean(source: Path, folder: Path, connection: Connection) -> None:
    """Reads and cleans a source batch by batch, as a run does, and sends what that took."""
    started = time.perf_counter()
    meter = Meter(source.stat().st_size)
    stream = read_articles([str(source)], options=ReadOptions(meter=meter))
    first: dict[str, Any] = {}
    cleaned = 0
    while ingest_batch(stream, BATCH, folder / "raw.jsonl"):
        raws: Iterator[Ingested] = read_records(folder / "raw.jsonl", Ingested)
        results: list[CleanArticle | Reject] = [clean(r) if isinstance(r, RawArticle) else r for r in raws]
        write_records(folder / "clean.jsonl", results)
        cleaned += sum(isinstance(r, CleanArticle) for r in results)
        first = first or {"seconds": time.perf_counter() - started, "bytes": meter.read}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    connection.send(
        {"articles": cleaned, "seconds": time.perf_counter() - started, "peak_mib": peak, "first": first}
    )


def measure(kind: str, mib: int) -> dict[str, Any]:
    """Makes a source of that kind and size, and returns what reading and cleaning it took."""
    with tempfile.TemporaryDirectory(prefix="readout-streaming-") as folder:
        source = Path(folder) / f"huge.{kind}"
        WRITERS[kind](source, mib * MIB)
        here, there = multiprocessing.Pipe()
        # A process of its own, so that making the source does not count.
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=read_and_clean, args=(source, Path(folder), there))
        process.start()
        there.close()
        found: dict[str, Any] = here.recv()
        process.join()
        return {"kind": kind, "mib": source.stat().st_size / MIB} | found


def main() -> None:
    """Measures, prints a line a source, and fails where one takes more memory than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mib", type=int, default=2048, help="size of each source in MiB")
    parser.add_argument("--kind", choices=WRITERS, action="append", help="kind of source; all by default")
    options = parser.parse_args()
    too_much = False
    for kind in options.kind or WRITERS:
        found = measure(kind, options.mib)
        first = found["first"]
        print(
            f"{kind}: {found['mib']:.0f} MiB, {found['articles']} articles in {found['seconds']:.0f} s"
            f" ({found['mib'] / found['seconds']:.1f} MiB/s), peak {found['peak_mib']:.0f} MiB;"
            f" first batch after {first['seconds']:.1f} s and {first['bytes'] / MIB:.1f} MiB",
            flush=True,
        )
        too_much = too_much or found["peak_mib"] > LIMIT_MIB
    sys.exit(1 if too_much else 0)


if __name__ == "__main__":
    main()
