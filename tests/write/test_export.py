"""Each export is read back by the tool that it is for."""

import csv
import json
import resource
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import icalendar
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from deltalake import DeltaTable

from flows.cli import main
from flows.write.export import formats, workbook
from flows.write.export.formats import FORMATS, MissingExtraError, export
from flows.write.lake import Lake
from tests.invented_lake import RUN, sample


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return sample(tmp_path_factory.mktemp("lake"))


@pytest.fixture(scope="module")
def events(lake: Lake) -> list[dict[str, Any]]:
    return lake.read("events").to_pylist()


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_put_in_place_whole_and_can_be_written_again(lake: Lake, tmp_path: Path, name: str):
    for _ in range(2):
        target, n = export(lake, name, tmp_path / "out" / "it")
        assert target.exists()
        assert n > 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["it"]


@pytest.mark.parametrize("name", ["csv", "xlsx", "delta"])
def test_a_folder_with_other_things_in_it_is_never_replaced(lake: Lake, tmp_path: Path, name: str):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(FileExistsError):
        export(lake, name, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "years of work"
    assert [p.name for p in tmp_path.iterdir()] == ["thesis"]


@pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "ics", "zip", "xlsx"])
def test_the_same_lake_makes_the_same_file(lake: Lake, tmp_path: Path, name: str):
    first, _ = export(lake, name, tmp_path / "a")
    second, _ = export(lake, name, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()


def test_pandas_reads_the_csv(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    file, n = export(lake, "csv", tmp_path / "events.csv")
    frame = pd.read_csv(file, parse_dates=["event_date", "published_date"])
    assert n == len(frame) == len(events)
    assert frame["event_date"].dt.date.tolist() == [e["event_date"] for e in events]
    assert frame["place_lat"].dropna().tolist() == [e["place_lat"] for e in events if e["place_lat"]]
    assert [json.loads(p)["run"] for p in frame["provenance"]] == [RUN] * n


def test_no_cell_of_the_csv_is_a_formula(lake: Lake, tmp_path: Path):
    file, _ = export(lake, "csv", tmp_path / "events.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    words = {v for row in rows for k, v in row.items() if k not in ("place_lat", "place_lon")}
    assert not [w for w in words if w.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert '\'=HYPERLINK("https://evil.example")' in words
    # Numbers are no words: a southern latitude keeps its sign.
    assert {float(r["place_lat"]) for r in rows if r["place"] == "Maputo"} == {-25.97}


def test_openpyxl_reads_the_workbook(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    file, _ = export(lake, "xlsx", tmp_path / "readout.xlsx")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["events", "participants", "mentions", "articles", "rejects", "runs"]
    head, *rows = book["events"].iter_rows()
    names = [cell.value for cell in head]
    day, title = names.index("event_date"), names.index("title")
    assert [row[day].value.date() for row in rows] == [e["event_date"] for e in events]
    assert {row[day].number_format for row in rows} == {"yyyy-mm-dd"}
    assert [row[title].value for row in rows] == [e["title"] for e in events]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    runs = [c.value for c in next(book["runs"].iter_rows(min_row=2))]
    assert datetime(2024, 6, 1, 8) in runs


@pytest.mark.heavy
def test_libreoffice_reads_the_workbook(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    office = shutil.which("soffice")
    assert office, "this test needs LibreOffice Calc: `make heavy-tools` installs it"
    file, _ = export(lake, "xlsx", tmp_path / "readout.xlsx")
    # Filter options: comma, double quote, UTF-8; then cells as shown, no formulas, the first sheet alone.
    to_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", to_csv, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with next(tmp_path.glob("*.csv")).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [r["event_date"] for r in rows] == [e["event_date"].isoformat() for e in events]
    assert [r["title"] for r in rows] == [e["title"] for e in events]
    assert [r["quote"] for r in rows] == [e["quote"] for e in events]


def test_pandas_reads_the_json_lines(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    file, n = export(lake, "jsonl", tmp_path / "events.jsonl")
    frame = pd.read_json(file, lines=True)
    assert len(frame) == n == len(events)
    assert pd.to_datetime(frame["event_date"]).dt.date.tolist() == [e["event_date"] for e in events]
    assert frame["provenance"].map(lambda p: p["extractor"]["name"]).tolist() == ["readout"] * n
    assert frame["quote"].tolist() == [e["quote"] for e in events]


def test_duckdb_opens_the_database(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    file, _ = export(lake, "duckdb", tmp_path / "readout.duckdb")
    with duckdb.connect(str(file), read_only=True) as database:
        ask = lambda sql: database.execute(sql).fetchall()  # noqa: E731
        assert ask("SELECT count(*) FROM events") == [(len(events),)]
        types = dict(ask("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'events'"))
        assert (types["event_date"], types["confidence"], types["char_start"]) == (
            "DATE",
            "DOUBLE",
            "INTEGER",
        )
        assert ask("SELECT typeof(finished_at) FROM runs") == [("TIMESTAMP WITH TIME ZONE",)]
        assert ask("SELECT event_date, place FROM planned") == [(date(2024, 6, 3), "Nairobi")]
        assert ask("SELECT name1, name2, meetings FROM met") == [("Ana Duarte", "Samora Nhaca", 1)]
        assert ask("SELECT * FROM call_graph") == [("Kenji Mori", "Wanjiru Otieno", 1)]
        assert ask("SELECT speaker FROM statements WHERE content LIKE 'The port%'") == [("Samora Nhaca",)]
        assert ask("SELECT days FROM reporting_lag WHERE event_type = 'call'") == [(1,)]
        assert ask("SELECT count(*) FROM pairs") == [(2,)]
        comment = ask("SELECT comment FROM duckdb_columns() WHERE column_name = 'place_lat'")[0][0]
        assert comment == "Latitude of the place. Unit: degrees, WGS 84."


def test_the_geojson_follows_rfc_7946(lake: Lake, tmp_path: Path):
    file, n = export(lake, "geojson", tmp_path / "places.geojson")
    collection = json.loads(file.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    places = {f["properties"]["place"]: f["geometry"]["coordinates"] for f in collection["features"]}
    assert n == len(collection["features"]) == 4
    assert places["Maputo"] == [32.58, -25.97]
    assert {f["type"] for f in collection["features"]} == {"Feature"}


def test_icalendar_reads_the_calendar(lake: Lake, tmp_path: Path):
    file, n = export(lake, "ics", tmp_path / "events.ics")
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    entries = {
        str(e["location"]) if "location" in e else str(e["summary"]): e for e in calendar.walk("VEVENT")
    }
    # No statement, and not the trip whose days are unknown.
    assert n == len(entries) == 5
    assert entries["Nairobi"]["status"] == "TENTATIVE"
    assert entries["Nairobi"].decoded("dtstart") == date(2024, 6, 3)
    assert entries["Oslo"].decoded("dtstart") == date(2024, 5, 6)
    assert entries["Oslo"].decoded("dtend") == date(2024, 5, 10)
    assert entries["Maputo"]["url"] == "https://example.org/port"
    assert entries["Maputo"].decoded("dtstamp") == datetime(2024, 6, 1, 8, tzinfo=UTC)


def test_frictionless_finds_the_data_package_valid(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    file, _ = export(lake, "zip", tmp_path / "readout.zip")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "type", "note"])
    package = frictionless.Package(str(tmp_path / "package" / "datapackage.json"))
    rows = package.get_resource("events").read_rows()
    assert [r["event_date"] for r in rows] == [e["event_date"] for e in events]
    assert [r["quote"] for r in rows] == [e["quote"] for e in events]


def test_delta_lake_reads_its_tables(lake: Lake, tmp_path: Path, events: list[dict[str, Any]]):
    folder, _ = export(lake, "delta", tmp_path / "delta")
    table = DeltaTable(str(folder / "events"))
    assert table.to_pyarrow_table().to_pylist() == events
    assert table.metadata().description == "One row per event that an article reports."


def test_a_table_that_no_sheet_holds_is_told_with_what_to_do(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    command = ["export", "xlsx", "--lake", str(lake.root), "--out", str(tmp_path / "out.xlsx")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "rows, more than a sheet of Excel holds; export to duckdb or zip instead" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("report",), *(("export", f) for f in ("csv", "xlsx", "duckdb", "delta"))])
def test_a_disk_without_room_is_told_in_a_sentence_and_nothing_is_left(
    lake: Lake, tmp_path: Path, words: tuple[str, ...]
):
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        *words,
        "--lake",
        str(lake.root),
        "--out",
        str(tmp_path / "it"),
    ]
    # As if the disk were full after so many bytes of a file.
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))  # noqa: E731
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=small)
    assert done.returncode == 1
    # Delta Lake's library says something of its own before.
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "see to it, or name another place" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_missing_is_named_with_its_extra(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name="icalendar")

    monkeypatch.setattr(formats.importlib, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r"readout-events\[ics\]"):
        export(lake, "ics")
