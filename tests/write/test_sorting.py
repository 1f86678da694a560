from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.contract import ContractError
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.sorting import YEAR, sort_rows
from flows.write.tables import GROUP_ROWS, sorted_table, table_of
from tests.lakes import assert_whole, rows
from tests.write.staged import result, run_row, stage


@pytest.fixture
def groups_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GROUP_ROWS:
        monkeypatch.setitem(GROUP_ROWS, name, 2)


def mentions(keys: list[tuple[int, int]]) -> pa.Table:
    rows: list[dict[str, Any]] = [
        {
            "event_id": f"{event:016x}",
            "article_id": f"{event:016x}",
            "ordinal": ordinal,
            "start": event,
            "end": event + 4,
            "text": f"said {event}",
            "rule_id": "statement.say",
            "sentence_start": 0,
            "sentence_end": 9,
        }
        for event, ordinal in keys
    ]
    return table_of("mentions", rows)


KEYS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), unique=True)


@settings(max_examples=60, deadline=None)
@given(keys=KEYS, cut=st.integers(1, 5), kept_by_year=st.booleans())
def test_groups_hold_the_rows_in_order(keys: list[tuple[int, int]], cut: int, kept_by_year: bool) -> None:
    table = mentions(keys)
    years = [2020 + event % 3 if kept_by_year else None for event, _ in keys]
    given_rows = table.append_column(YEAR, pa.array(years, pa.int32()))

    def batches(columns: Any) -> Any:
        for start in range(0, len(keys), cut):
            part = given_rows.slice(start, cut)
            yield part.select(columns) if columns else part

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setitem(GROUP_ROWS, "mentions", 3)
        groups = sort_rows("mentions", batches, Path(folder))
        for year in sorted(set(years), key=str):
            expected = sorted_table(
                "mentions", given_rows.filter(pa.array([y == year for y in years], pa.bool_()))
            )
            found = [group for group in groups if group.year == year]
            assert (
                pa.concat_tables(g.read() for g in found).to_pylist()
                == expected.drop_columns([YEAR]).to_pylist()
            )
            assert [g.rows for g in found[:-1]] == [3] * (len(found) - 1)
            ordinals = pa.concat_tables(g.read(["ordinal"]) for g in found)
            assert ordinals.to_pylist() == expected.select(["ordinal"]).to_pylist()
            assert [(g.lowest, g.highest) for g in found] == [
                (g.read()["event_id"][0].as_py(), g.read()["event_id"][-1].as_py()) for g in found
            ]


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    table = mentions([(1, 0), (2, 0), (1, 0)]).append_column(YEAR, pa.nulls(3, pa.int32()))
    with pytest.raises(ContractError, match="more than once"):
        sort_rows("mentions", lambda c: iter([table.select(c) if c else table]), tmp_path)


@pytest.mark.usefixtures("groups_of_two")
def test_commits_of_many_groups_make_whole_lakes_and_the_same_ones(tmp_path: Path) -> None:
    made = []
    for number, lots in enumerate(([range(9)], [range(4, 9), range(4)], [range(3), range(2, 9), [5]])):
        lake = Lake(tmp_path / f"lake-{number}")
        lake.root.mkdir()
        (lake.root / "_lock").touch()
        for run, lot in enumerate(lots):
            batch = stage(tmp_path / f"{number}-{run}", *map(result, lot), run_id=f"run-{run}")
            commit(lake, Changes(f"run-{run}", [batch]), run_row(f"run-{run}", len(lot)))
            assert_whole(lake.root)
        made.append(rows(lake.root))
        assert pq.ParquetFile(lake.file("events")).num_row_groups == 5
    assert made == [made[0]] * 3
    days = [(e["event_date"], e["event_type"], e["event_id"]) for e in made[0]["events"]]
    assert days == sorted(days)
