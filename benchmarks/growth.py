"""Measures how time and memory grow with the corpus: full runs of several sizes, and a small run on top.

python benchmarks/growth.py [--sizes 1000 10000] [--workers 2] [--more 100] [--prefect]

For each size a lake is filled in a process of its own, and a few more articles are added to it. Memory is the
highest sum of the shares of all processes of the run (the kernel's Pss, so Linux only), looked at five
times a second. Processor seconds are those of the whole process tree: on a shared machine they move less
than the clock's.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import articles

_PAUSE = 0.2


def write_corpus(file: Path, first: int, last: int) -> None:
    """Writes the invented articles from `first` up to, and without, `last`."""
    with file.open("w", encoding="utf-8") as out:
        for article in islice(articles(last, seed=7), first, None):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def one(corpus: Path, lake: Path, workers: int, through_prefect: bool) -> None:
    """Runs one corpus into a lake and prints what it took."""
    from flows.options import RunOptions

    options = RunOptions(sources=[str(corpus)], lake=str(lake), workers=workers)
    begun = time.perf_counter()
    if through_prefect:
        from flows.pipeline import readout

        summary = readout(options)
    else:
        from flows.run import run

        summary = run(options)
    wall = time.perf_counter() - begun
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "articles": summary.counts.extracted,
                "events": summary.counts.events,
                "wall": wall,
                "cpu": sum(u.ru_utime + u.ru_stime for u in usages),
                "seconds": summary.seconds,
            }
        )
    )


def tree(root: int) -> list[int]:
    """Returns the ids of a process and of all below it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def share_mib(pid: int) -> float:
    """Returns a process's share of the memory, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(corpus: Path, lake: Path, workers: int, through_prefect: bool) -> dict[str, Any]:
    """Runs one corpus in a process of its own and returns what it took, with its peak in MiB."""
    command = [sys.executable, __file__, "--corpus", str(corpus), "--lake", str(lake)]
    command += ["--workers", str(workers), *(["--prefect"] if through_prefect else [])]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        while process.poll() is None:
            peak = max(peak, sum(share_mib(pid) for pid in tree(process.pid)))
            time.sleep(_PAUSE)
        out = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(process.returncode)
    return json.loads(out.splitlines()[-1]) | {"peak": peak}


def row(name: str, found: dict[str, Any]) -> str:
    """Returns one line of the table."""
    n, steps = max(1, found["articles"]), found["seconds"]
    shares = " | ".join(f"{steps[s]:.1f}" for s in ("ingest", "clean", "extract", "write", "commit"))
    return (
        f"| {name} | {found['events']} | {found['wall']:.0f} | {1000 * found['cpu'] / n:.1f} |"
        f" {1000 * found['wall'] / n:.1f} | {shares} | {found['peak']:.0f} |"
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--more", type=int, default=100, help="articles added in the second run")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--prefect", action="store_true", help="run the Prefect flow")
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--lake", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.corpus:
        one(options.corpus, options.lake, options.workers, options.prefect)
        return
    print(f"{options.workers} workers, {os.cpu_count()} cores\n")
    print(
        "| articles | events | s | CPU ms/article | ms/article | ingest s | clean s | extract s | write s"
        " | commit s | peak MiB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            corpus, more, lake = (Path(folder) / name for name in ("corpus.jsonl", "more.jsonl", "lake"))
            write_corpus(corpus, 0, size)
            write_corpus(more, size, size + options.more)
            print(row(str(size), measure(corpus, lake, options.workers, options.prefect)), flush=True)
            print(row(f"+{options.more}", measure(more, lake, options.workers, options.prefect)), flush=True)


if __name__ == "__main__":
    main()
