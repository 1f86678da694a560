import io
import itertools

from rich.console import Console

from flows.display import RunDisplay
from flows.records import Counts
from flows.run import RunSummary


def console(terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, color_system=None)


def text_of(shown: Console) -> str:
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue()


def counts() -> Counts:
    return Counts(
        read=40, extracted=8, rejected=2, events=5, events_by_type={"call": 2, "visit": 3},
        rejected_by_reason={"no_date": 2},
    )  # fmt: skip


def test_off_a_terminal_each_batch_is_one_plain_line():
    out = console()
    ticks = itertools.chain([0.0], itertools.repeat(5.0))
    with RunDisplay(out, clock=lambda: next(ticks)) as display:
        display.update("ingest", Counts(read=40))
        display.update("write", counts())
    assert (
        text_of(out) == "10 of 40 articles read, 2/s, 15 s left, 5 events (2 calls, 3 visits), 2 rejected\n"
    )


def test_quiet_prints_nothing():
    out = console(terminal=True)
    with RunDisplay(out, quiet=True) as display:
        display.update("write", counts())
    assert text_of(out) == ""


def test_a_terminal_shows_a_live_line():
    out = console(terminal=True)
    with RunDisplay(out) as display:
        display.update("write", counts())
    assert "10 of 40 articles read" in text_of(out)


def test_the_closing_lines_balance_and_name_the_reasons():
    out = console()
    RunDisplay(out).print_counts(RunSummary("run", "lake", counts()))
    assert "Read 40 articles = 8 extracted + 0 unchanged + 0 duplicate + 2 rejected" in text_of(out)
    assert "rejected, no_date: 2" in text_of(out)
    assert "lake/events/events.parquet" in text_of(out)
