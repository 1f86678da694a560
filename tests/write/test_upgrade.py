"""The lake that version 0.1.0 left behind: two articles and a reject of /srv/news/wire.jsonl."""

import json
import tarfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.contract import ContractError
from flows.options import RunOptions
from flows.run import run
from flows.write.commit import repair
from flows.write.lake import Lake
from flows.write.manifest import LakeVersionError
from flows.write.tables import read_parquet
from flows.write.verify import verify
from tests.lakes import assert_whole, globbed
from tests.newsroom import article, write_articles


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    with tarfile.open(Path(__file__).with_name("lake-0.1.0.tar.gz")) as archive:
        archive.extractall(tmp_path / "lake", filter="data")
    return Lake(tmp_path / "lake")


def test_an_older_lake_is_read(lake: Lake) -> None:
    titles = set(lake.read("articles", ["title"])["title"].to_pylist())
    assert titles == {article(0)["title"], article(47)["title"]}
    assert lake.read("rejects", ["reason"]).to_pylist() == [{"reason": "no_date"}]
    assert lake.read("events").num_rows > 0


def test_an_older_lake_is_whole_once_its_fixed_names_are_there(lake: Lake) -> None:
    repair(lake)
    assert list(verify(lake)) == []


def test_a_run_adds_to_an_older_lake(lake: Lake, tmp_path: Path) -> None:
    source = write_articles(tmp_path / "new.jsonl", [21])
    summary = run(RunOptions(sources=[str(source)], lake=str(lake.root)))
    assert summary.counts.extracted == 1
    assert len(globbed(lake.root, "articles")) == 3
    assert_whole(lake.root)


@pytest.mark.parametrize("version", [0, 3, None])
def test_a_lake_of_another_schema_version_is_refused_and_left_alone(lake: Lake, version: int | None) -> None:
    fields = json.loads(lake.manifest.read_text()) | {"schema_version": version, "readout": "9.9"}
    lake.manifest.write_text(json.dumps(fields))
    before = sorted(lake.root.rglob("*"))
    with pytest.raises(LakeVersionError, match=r"written by Readout 9\.9 with schema version"):
        lake.read("events")
    done = CliRunner().invoke(main, ["verify", "--lake", str(lake.root)])
    assert done.exit_code == 1
    assert "knows versions 1 and 2" in done.output
    assert sorted(lake.root.rglob("*")) == before


def test_a_column_that_came_later_is_null_in_older_files(lake: Lake, tmp_path: Path) -> None:
    (path,) = lake.versions.glob("events-*")
    older = pq.ParquetFile(path).read().drop_columns(["plover_mode"])
    pq.write_table(older, tmp_path / "older.parquet")
    table = read_parquet("events", tmp_path / "older.parquet")
    assert table.schema.equals(lake.read("events").schema)
    assert table["plover_mode"].null_count == table.num_rows > 0


def test_a_file_without_a_column_that_must_be_there_is_refused(lake: Lake, tmp_path: Path) -> None:
    (path,) = lake.versions.glob("events-*")
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["status"]), tmp_path / "older.parquet")
    with pytest.raises(ContractError, match=r"events\.status is missing"):
        read_parquet("events", tmp_path / "older.parquet")
