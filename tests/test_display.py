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


def test_the_closing_table_balances_by_kind_of_source_and_names_the_reasons():
    out = console()
    found = counts()
    found.by_kind = {
        "csv": {"extracted": 5, "unchanged": 20, "no_date": 2},
        "warc": {"extracted": 3, "duplicate": 8, "kept": 0, "language": 1, "no_date": 1},
    }
    RunDisplay(out).print_counts(RunSummary("run", "lake", found))
    lines = [line.split() for line in text_of(out).splitlines()]
    assert lines[:4] == [
        ["source", "read", "extracted", "unchanged", "duplicate", "rejected", "why"],
        ["csv", "27", "5", "20", "0", "2", "2", "no_date"],
        ["warc", "13", "3", "0", "8", "2", "1", "language,", "1", "no_date"],
        ["all", "40", "8", "20", "8", "4", "3", "no_date,", "1", "language"],
    ]
    assert "lake/events and five more tables" in text_of(out)


def test_the_closing_table_fits_eighty_columns():
    out = Console(file=io.StringIO(), width=80, color_system=None)
    found = counts()
    found.by_kind = {"unknown": {"extracted": 123_456, "limit_exceeded": 7, "not_an_article": 12_345}} | {
        "parquet": {"unchanged": 7_654_321, "malformed": 3}
    }
    RunDisplay(out).print_counts(RunSummary("run", "lake", found))
    assert "7654321" in text_of(out)
    assert max(map(len, text_of(out).splitlines()[:-2])) <= 80
