import io
from pathlib import Path

from rich.console import Console

from flows.options import RunOptions
from flows.outcome import print_counts, print_outcome, why_unusable
from flows.records import Counts
from flows.run import RunSummary, run
from tests.in_process import InProcess
from tests.newsroom import write_articles


def shown(width: int = 100) -> Console:
    return Console(file=io.StringIO(), width=width, color_system=None)


def text_of(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_closing_table_balances_by_kind_of_source_and_names_the_reasons() -> None:
    out = shown()
    found = Counts(events=5)
    found.by_kind = {
        "csv": {"extracted": 5, "unchanged": 20, "no_date": 2},
        "warc": {"extracted": 3, "duplicate": 8, "kept": 0, "language": 1, "no_date": 1},
    }
    print_counts(out, RunSummary("run", "lake", found))
    lines = [line.split() for line in text_of(out).splitlines()]
    assert lines[:4] == [
        ["source", "read", "extracted", "unchanged", "duplicate", "rejected", "why"],
        ["csv", "27", "5", "20", "0", "2", "2", "no_date"],
        ["warc", "13", "3", "0", "8", "2", "1", "language,", "1", "no_date"],
        ["all", "40", "8", "20", "8", "4", "3", "no_date,", "1", "language"],
    ]
    assert "lake/events and five more tables" in text_of(out)


def test_the_closing_table_fits_eighty_columns() -> None:
    out = shown(80)
    found = Counts(events=5)
    found.by_kind = {"unknown": {"extracted": 123_456, "limit_exceeded": 7, "not_an_article": 12_345}} | {
        "parquet": {"unchanged": 7_654_321, "malformed": 3}
    }
    print_counts(out, RunSummary("run", "lake", found))
    assert "7654321" in text_of(out)
    assert max(map(len, text_of(out).splitlines()[:-2])) <= 80


def outcome(tmp_path: Path, *numbers: int, dry_run: bool = False) -> str:
    source = write_articles(tmp_path / "news.jsonl", numbers)
    options = RunOptions(sources=[str(source)], lake=str(tmp_path / "lake"), dry_run=dry_run)
    out = shown()
    print_outcome(out, run(options, extractor=InProcess), dry_run)
    return text_of(out)


def test_a_run_shows_what_it_wrote_and_one_that_wrote_nothing_what_is_there(tmp_path: Path) -> None:
    assert "Alena Vrbova with Kofi Mensah · Accra" in outcome(tmp_path, 0)
    second = outcome(tmp_path, 0, 3)
    assert "Rafael Ibarra with Nadia Rahman · Dhaka" in second
    assert "Vrbova" not in second
    third = outcome(tmp_path, 0, 3)
    assert third.startswith("Nothing new: all 2 articles")
    assert {"Ibarra", "Vrbova"} <= set(third.split())


def test_of_many_events_the_first_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    shown = outcome(tmp_path, *range(25))
    number = int(shown.split("… and ")[1].split()[0])
    assert f"Wrote {40 + number} events" in shown
    assert "… and" not in outcome(tmp_path, *range(26))


def test_a_dry_run_does_not_claim_to_have_written(tmp_path: Path) -> None:
    outcome(tmp_path, 0)
    words = outcome(tmp_path, 3, dry_run=True)
    assert "a dry run writes nothing" in words
    assert "Wrote" not in words
    assert "Parquet" not in words
    assert "Vrbova" not in words


def test_what_was_of_no_use_is_told_with_what_to_do(tmp_path: Path) -> None:
    options = RunOptions(sources=["news"], lake="lake")
    none, bad, same = (
        RunSummary("run", "lake", counts)
        for counts in (Counts(), Counts(read=1), Counts(read=1, unchanged=1))
    )
    assert why_unusable(none, options) == "no article in news; README.md says what can be read"
    assert "`readout rejects --lake lake` says why" in str(why_unusable(bad, options))
    assert why_unusable(same, options) is None
