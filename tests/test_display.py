import io
import itertools

from rich.console import Console

from flows.display import RunDisplay
from flows.records import Counts


def console(terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, color_system=None)


def text_of(shown: Console) -> str:
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue()


def counts() -> Counts:
    return Counts(
        read=40, extracted=8, rejected=2, events=5, events_by_type={"call": 2, "visit": 3},
        rejected_by_reason={"no_date": 2}, by_kind={"csv": {"extracted": 8, "no_date": 2}},
        bytes_read=800_000, bytes_total=3_200_000,
    )  # fmt: skip


def test_off_a_terminal_each_batch_is_one_plain_line():
    out = console()
    ticks = itertools.chain([0.0], itertools.repeat(5.0))
    with RunDisplay(out, clock=lambda: next(ticks)) as display:
        display.update("ingest", Counts(read=40))
        display.update("write", counts())
    # A quarter of what was read is done, and a quarter of all has been read.
    assert text_of(out) == (
        "10 articles, 0.8 of 3.2 MB, 2/s, 75 s left, 5 events (2 calls, 3 visits), 2 rejected\n"
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
    assert "10 articles, 0.8 of 3.2 MB" in text_of(out)
