"""The Parquet files of a lake, read by the libraries that people use, with nothing of ours."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from tests.invented_lake import RUN, sample

DAYS = [
    date(2024, 5, 6),
    *[date(2024, 5, 13)] * 2,
    date(2024, 5, 14),
    *[date(2024, 5, 15)] * 3,
    date(2024, 6, 3),
]
FINISHED = datetime(2024, 6, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("lake")).root


def runs_in(provenance: list[str]) -> set[str]:
    return {json.loads(words)["run"] for words in provenance}


def test_pandas_with_arrow_types(root: Path):
    events = pd.read_parquet(root / "events", dtype_backend="pyarrow")
    assert events["event_date"].dtype == pd.ArrowDtype(pa.date32())
    assert events["event_date"].tolist() == DAYS
    assert events["event_date_start"].isna().sum() == 1
    assert events["content_start"].dtype == pd.ArrowDtype(pa.int32())
    assert runs_in(events["provenance"].tolist()) == {RUN}
    runs = pd.read_parquet(root / "runs", dtype_backend="pyarrow")
    assert runs["finished_at"].dtype == pd.ArrowDtype(pa.timestamp("us", tz="UTC"))


def test_pandas_with_nullable_types(root: Path):
    events = pd.read_parquet(root / "events", dtype_backend="numpy_nullable")
    # Without Arrow types pandas has no type for a day alone: they come as objects, and right.
    assert events["event_date"].tolist() == DAYS
    assert events["content_start"].dtype == pd.Int32Dtype()
    assert events["place_lat"].dtype == pd.Float64Dtype()
    assert isinstance(events["quote"].dtype, pd.StringDtype)
    assert events["actor2_name"].isna().sum() == 6
    assert runs_in(events["provenance"].tolist()) == {RUN}
    runs = pd.read_parquet(root / "runs", dtype_backend="numpy_nullable")
    assert runs["finished_at"].tolist() == [FINISHED]


def test_pyarrow_dataset(root: Path):
    events = ds.dataset(root / "events", format="parquet")
    assert events.schema.field("event_date").type == pa.date32()
    assert events.schema.field("place_lat").metadata[b"unit"] == b"degrees, WGS 84"
    late = events.to_table(filter=ds.field("event_date") > date(2024, 5, 31))
    assert late["place"].to_pylist() == ["Nairobi"]
    assert events.count_rows(filter=ds.field("event_date_start").is_null()) == 1


def test_polars(root: Path):
    events = pl.read_parquet(root / "events/*.parquet")
    assert events.schema["event_date"] == pl.Date
    assert events["event_date"].to_list() == DAYS
    assert events["event_date_start"].null_count() == 1
    assert runs_in(events["provenance"].to_list()) == {RUN}
    paths = events["provenance"].str.json_path_match("$.extractor.rule")
    assert paths.to_list() == events["rule_id"].to_list()
    assert pl.read_parquet(root / "runs/*.parquet").schema["finished_at"] == pl.Datetime("us", "UTC")


def test_duckdb(root: Path):
    ask = lambda sql: duckdb.sql(sql.replace("LAKE", str(root))).fetchall()  # noqa: E731
    types = dict(row[:2] for row in ask("DESCRIBE FROM 'LAKE/events/*.parquet'"))
    assert (types["event_date"], types["confidence"], types["char_end"]) == ("DATE", "DOUBLE", "INTEGER")
    assert [day for (day,) in ask("SELECT event_date FROM 'LAKE/events/*.parquet'")] == DAYS
    assert ask("SELECT DISTINCT provenance->>'$.run' FROM 'LAKE/events/*.parquet'") == [(RUN,)]
    assert ask("SELECT epoch(finished_at) FROM 'LAKE/runs/*.parquet'") == [(FINISHED.timestamp(),)]


@pytest.mark.heavy
def test_spark(root: Path):
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(root / "warehouse"))
        .getOrCreate()
    )
    try:
        events = spark.read.parquet(str(root / "events"))
        assert dict(events.dtypes)["event_date"] == "date"
        assert [row.event_date for row in events.orderBy("event_date").collect()] == DAYS
        assert events.where(f.col("event_date_start").isNull()).count() == 1
        rules = events.select(f.get_json_object("provenance", "$.run").alias("run")).distinct().collect()
        assert [row.run for row in rules] == [RUN]
        runs = spark.read.parquet(str(root / "runs"))
        assert dict(runs.dtypes)["finished_at"] == "timestamp"
        assert runs.select(f.unix_timestamp("finished_at")).first()[0] == FINISHED.timestamp()
    finally:
        spark.stop()
