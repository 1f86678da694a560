import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import flows
from tests.invented_lake import sample


def test_importing_the_package_imports_nothing_heavy():
    code = (
        "import sys, flows; print([m for m in ('pandas', 'pyarrow', 'spacy', 'prefect') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_events_are_read_with_right_types(tmp_path: Path):
    lake = sample(tmp_path)
    events = flows.read_events(tmp_path)
    assert len(events) == lake.read("events").num_rows == 8
    assert events["event_date"].dtype == "datetime64[s]"
    assert events["event_date"].dt.date.tolist() == lake.read("events")["event_date"].to_pylist()
    open_start = events.loc[events["event_date_precision"] == "before", "event_date_start"]
    assert open_start.isna().tolist() == [True]
    assert isinstance(events["actor1_name"].dtype, pd.StringDtype)
    assert events["content_start"].dtype == "Int32"
    assert events["confidence"].dtype == "float64"
    assert events["actor2_name"].isna().any()


def test_a_folder_without_a_lake_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="readout run --lake"):
        flows.read_events(tmp_path / "nowhere")


def test_the_events_of_a_text_have_spans_into_it():
    text = "Finance Minister Berit Haugen visited Bergen on Tuesday. She said the bridge would open in June."
    events = flows.extract_events(text, "2024-05-15")
    assert [e.event_type for e in events] == ["visit", "statement"]
    visit = events[0]
    assert visit.mentions[0].span.of(text) == "visited"
    assert visit.date.start == date(2024, 5, 14)
    assert [p.actor.name for p in events[1].participants] == ["Berit Haugen"]


def test_a_publication_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="yesterday"):
        flows.extract_events("She said so.", "yesterday")
