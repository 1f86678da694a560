"""What all tests share."""

import importlib.util
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import settings

from flows import prefect_settings
from flows.extract.extractor import extract
from flows.options import RunOptions
from flows.records import Event
from flows.run import run
from flows.text_article import text_article
from tests.in_process import InProcess
from tests.newsroom import write_articles
from tests.web_site import Site

# The first example of a test loads models; how long it takes says nothing.
settings.register_profile("readout", deadline=None)
settings.load_profile("readout")


# The browser tests need a driver that only `make test-all` installs; `make test` does without.
collect_ignore = [] if importlib.util.find_spec("playwright") else ["browser"]


@pytest.fixture(autouse=True)
def extraction_in_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets runs extract in this process, whose model is loaded already; not where a test is of processes."""
    if "processes" not in request.keywords:
        monkeypatch.setattr("flows.run.WorkerPool", InProcess)
        monkeypatch.setattr("flows.extract.pool.WorkerPool", InProcess)


@pytest.fixture(scope="session")
def events_of() -> Callable[..., tuple[Event, ...]]:
    """Extracts the events of one text; published Wednesday, 15 May 2024, unless told otherwise."""

    def find(text: str, published: date = date(2024, 5, 15), title: str | None = None) -> tuple[Event, ...]:
        return next(iter(extract([text_article(text, published, title)]))).events

    return find


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on the loopback interface."""
    found = Site()
    yield found
    found.close()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets what failed on the network be tried again at once."""
    monkeypatch.setattr("flows.ingest.retrying.PAUSES", (0.01, 0.02))


@pytest.fixture(scope="session")
def warm_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Makes one small run, so that runs in forked processes need not load libraries and models first."""
    folder = tmp_path_factory.mktemp("warm")
    source = write_articles(folder / "a.jsonl", [0])
    run(RunOptions(sources=[str(source)], lake=str(folder / "lake")))


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """One real Prefect server, on a database of its own, for all tests that run the flow."""
    prefect_settings.apply()
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield
