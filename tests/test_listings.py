from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from rich.console import Console, RenderableType

from flows.cli import main
from flows.listings import reject_list, run_list
from tests.invented_lake import sample


def shown(what: RenderableType, width: int = 80) -> list[str]:
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(what)
    return [line.rstrip() for line in capture.get().splitlines()]


def run(hours: int, **given: Any) -> dict[str, Any]:
    start = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(hours=hours)
    counts = dict.fromkeys(("read", "extracted", "unchanged", "duplicate", "rejected", "events"), 100_000)
    times = {"started_at": start, "finished_at": start + timedelta(seconds=90)}
    return {"status": "completed", "error": None} | counts | times | given


def test_runs_fit_80_columns_in_order_of_time():
    lines = shown(run_list([run(2), run(1), run(3, finished_at=None, status="interrupted")]))
    assert [line[:16] for line in lines[1:]] == ["2024-06-01 01:00", "2024-06-01 02:00", "2024-06-01 03:00"]
    assert lines[1].split()[-1] == "90"
    small = shown(run_list([run(1, read=12, extracted=7, unchanged=5, duplicate=0, rejected=0, events=44)]))
    assert small[1].split() == ["2024-06-01", "01:00", "completed", "12", "7", "5", "0", "0", "44", "90"]


def test_rejects_are_counted_by_reason_and_the_first_ones_named():
    one = {"source_uri": "file:///news/a%20b.jsonl", "reason": "no_date", "message": "no publication date"}
    rows = [one | {"source_record": f"line {n}"} for n in range(7)]
    rows.append(one | {"source_uri": "https://example.org/x", "source_record": None, "reason": "empty"})
    lines = shown(reject_list(rows))
    assert lines[0] == "no_date: 7"
    assert lines[1].strip() == "a b.jsonl, line 0:  no publication date"
    assert lines[6].strip() == "… and 2 more"
    assert lines[7:] == ["empty: 1", "  https://example.org/x:  no publication date"]
    assert shown(reject_list([])) == ["Nothing was rejected."]


def test_the_commands_print_them(tmp_path: Path):
    lake = sample(tmp_path)
    listed = CliRunner().invoke(main, ["runs", "--lake", str(lake.root)])
    assert listed.exit_code == 0
    assert "2024-06-01 08:00" in listed.output
    turned_away = CliRunner().invoke(main, ["rejects", "--lake", str(lake.root)])
    assert "empty.txt:  It holds no words." in turned_away.output
