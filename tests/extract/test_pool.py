import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.extract.extractor import extract
from flows.extract.options import ExtractOptions
from flows.extract.pool import WorkerPool
from flows.records import ArticleEvents, CleanArticle, Reject
from flows.text_article import text_article
from tests.in_process import InProcess, decoded
from tests.newsroom import article

PUBLISHED = date(2024, 5, 15)
POISONOUS = ExtractOptions("tests.extract.poisonous_model")


def articles(*poison: str, n: int = 12) -> list[CleanArticle]:
    """Articles of which some, from the third on, hold a word of poison."""
    made = [text_article(article(i)["text"], PUBLISHED) for i in range(n)]
    for place, word in enumerate(poison, 2):
        made[place] = text_article(f"{article(place)['text']} This word {word}.", PUBLISHED)
    return made


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(POISONOUS, workers=2, limit_seconds=20) as pool:
        yield pool


def test_processes_find_what_this_one_finds_in_the_same_order(pool: WorkerPool) -> None:
    given = articles(n=24)
    here = list(extract(given, ExtractOptions()))
    assert decoded(pool.extract(given)) == here
    assert sum(len(r.events) for r in here) > 10


@pytest.mark.parametrize("extractor", ["pool", "in process"])
def test_an_article_that_raises_is_set_aside(pool: WorkerPool, extractor: str) -> None:
    given = articles("RAISES")
    results = decoded((pool if extractor == "pool" else InProcess(POISONOUS)).extract(given))
    assert [isinstance(r, Reject) for r in results] == [i == 2 for i in range(12)]
    failed = results[2]
    assert isinstance(failed, Reject)
    assert (failed.stage, failed.reason) == ("extract", "extractor_error")
    assert failed.message == "ValueError: a word too many"


@pytest.mark.heavy
def test_an_article_that_kills_its_process_is_set_aside_and_its_mates_survive(pool: WorkerPool) -> None:
    given = articles("KILLS", "RAISES")
    results = decoded(pool.extract(given))
    reasons = [r.reason if isinstance(r, Reject) else None for r in results]
    assert reasons == [None, None, *["extractor_error"] * 2, *[None] * 8]
    assert [r.article for r in results if isinstance(r, ArticleEvents)] == [*given[:2], *given[4:]]


@pytest.mark.heavy
def test_an_article_that_takes_too_long_is_set_aside() -> None:
    given = articles("HANGS")
    with WorkerPool(POISONOUS, workers=2, limit_seconds=15) as pool:
        results = decoded(pool.extract(given))
        assert [r.reason if isinstance(r, Reject) else None for r in results].count("timeout") == 1
        assert isinstance(results[2], Reject)
        # The pool goes on as if nothing had been.
        assert decoded(pool.extract(articles(n=3))) == list(extract(articles(n=3), ExtractOptions()))


def test_processes_that_were_started_and_not_needed_end_at_once() -> None:
    before = set(multiprocessing.active_children())
    with WorkerPool(ExtractOptions(), workers=1) as pool:
        pool.start()
        (process,) = set(multiprocessing.active_children()) - before
        while pool._ids.empty():  # it tells its id, and then loads its model
            time.sleep(0.05)
    # Nobody has waited for that.
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.heavy
def test_the_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent("""
            import multiprocessing, time
            from flows.extract.options import ExtractOptions
            from flows.extract.pool import WorkerPool
            from tests.extract.test_pool import articles
            if __name__ == "__main__":
                with WorkerPool(ExtractOptions(), workers=1) as pool:
                    list(pool.extract(articles(n=1)))
                    print(*(p.pid for p in multiprocessing.active_children()), flush=True)
                    time.sleep(600)
        """)
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 1
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    for _ in range(100):
        if not any(_runs(pid) for pid in children):
            return
        time.sleep(0.1)
    pytest.fail("processes outlived their parent")


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    # A process that nobody has asked about since it ended is left as a zombie.
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
