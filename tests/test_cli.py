import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.version import __version__
from flows.write.lake import Lake
from tests.in_process import InProcess

GOOD = {
    "id": "harbour-1",
    "published": "2024-05-15",
    "text": "The harbour master said the ferry would sail again on Friday. He met union leaders on Tuesday.",
}

GERMAN = (
    "Der Bürgermeister sagte am Dienstag, die Brücke über den Fluss werde im Juni wieder für den Verkehr "
    "geöffnet, sofern das Wetter es zulasse."
)


def readout(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def write_lines(path: Path, *lines: object) -> str:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, prefect_server: None) -> Path:
    """A folder with a source and the lake that was made of it, which tests take copies of."""
    folder = tmp_path_factory.mktemp("made")
    source = write_lines(folder / "news.jsonl", GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.extract.pool.WorkerPool", InProcess)
        result = readout("run", source, "--lake", str(folder / "lake"))
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> str:
    shutil.copytree(made / "lake", tmp_path / "lake")
    return str(tmp_path / "lake")


def test_version() -> None:
    assert readout("--version").output.strip() == f"readout, version {__version__}"


def test_help_loads_neither_prefect_nor_spacy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from flows.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "assert not {'prefect', 'spacy', 'pyarrow', 'pandas'} & sys.modules.keys(), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_run_prints_its_events_its_counts_and_where_they_lie(made: Path, lake: str) -> None:
    again = readout("run", str(made / "news.jsonl"), "--lake", lake)
    assert again.exit_code == 0
    assert "statement" in again.output
    assert "Nothing new" in again.output
    assert "all 1 0 1 0 0" in " ".join(again.output.split())
    assert lake in again.output.replace("\n", "")


def test_verify_holds_and_names_the_row_once_a_text_is_changed(lake: str) -> None:
    assert readout("verify", "--lake", lake).exit_code == 0
    path = Lake(Path(lake)).file("articles")
    table = pq.ParquetFile(path).read()
    changed = table["text"][0].as_py().replace("ferry", "berry")
    pq.write_table(
        table.set_column(table.schema.get_field_index("text"), table.schema.field("text"), [[changed]]), path
    )
    result = readout("verify", "--lake", lake)
    assert result.exit_code == 1
    events = Lake(Path(lake)).read("events").to_pylist()
    changed_ids = [event["event_id"] for event in events if "ferry" in event["quote"]]
    assert changed_ids
    assert all(event_id in result.output for event_id in changed_ids)


def test_show_prints_the_evidence(lake: str) -> None:
    event = Lake(Path(lake)).read("events").to_pylist()[0]
    result = readout("show", event["event_id"], "--lake", lake)
    assert result.exit_code == 0
    assert "harbour master said" in result.output
    assert event["rule_id"] in result.output
    assert ["published", "2024-05-15"] in [line.split() for line in result.output.splitlines()]


def test_the_report_s_size_is_told(lake: str) -> None:
    page = Path(lake) / "report.html"
    result = readout("report", "--lake", lake)
    assert result.exit_code == 0
    assert f"events in {page} ({page.stat().st_size / 1e6:.1f} MB); open it in a browser." in result.output


def test_an_unknown_event_is_a_wrong_call(lake: str) -> None:
    assert readout("show", "no-such-event", "--lake", lake).exit_code == 2


def test_who_stops_a_run_is_told_that_nothing_is_lost(
    tmp_path: Path, prefect_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    source = write_lines(tmp_path / "news.jsonl", GOOD)
    monkeypatch.setattr(InProcess, "extract", stop)
    monkeypatch.setattr("flows.extract.pool.WorkerPool", InProcess)
    result = readout("run", source, "--lake", str(tmp_path / "lake"))
    assert result.exit_code == 130
    assert (
        result.output == "Stopped: the tables are whole, and the next run goes on where this one stopped.\n"
    )
    assert not Lake(tmp_path / "lake").manifest.exists()


def test_a_source_that_does_not_exist_is_a_wrong_call(tmp_path: Path) -> None:
    result = readout("run", str(tmp_path / "nowhere"), "--lake", str(tmp_path / "lake"))
    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_a_model_that_is_not_installed_is_a_wrong_call(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "news.jsonl", GOOD)
    result = readout("run", source, "--lake", str(tmp_path / "lake"), "--model", "no_such_model")
    assert result.exit_code == 2
    assert "no_such_model" in result.output


def test_bad_input_is_rejected_with_reasons_and_the_rest_goes_on(
    tmp_path: Path, prefect_server: None
) -> None:
    write_lines(
        tmp_path / "mixed.jsonl",
        GOOD,
        '{"id": "broken"',
        {"id": "undated", "text": GOOD["text"]},
        {"id": "empty", "published": "2024-05-15", "text": "  \n "},
        {"id": "foreign", "published": "2024-05-15", "text": GERMAN},
        {"id": "endless", "published": "2024-05-15", "text": "word " * 250_000},
    )
    (tmp_path / "bad-bytes.txt").write_bytes(b"date 2024-05-15 The mayor said \xff\xfe\x00\x01 no.")
    # The lake lies among the sources, as data/ does for `readout run .`.
    result = readout("run", str(tmp_path), "--lake", str(tmp_path / "out"))
    assert result.exit_code == 0
    reasons = sorted(r["reason"] for r in Lake(tmp_path / "out").read("rejects").to_pylist())
    assert reasons == ["empty", "language", "malformed", "no_date", "too_long", "undecodable"]
    run_row = Lake(tmp_path / "out").read("runs").to_pylist()[0]
    assert run_row["read"] == 7
    assert run_row["read"] == sum(run_row[n] for n in ("extracted", "unchanged", "duplicate", "rejected"))


def test_rejects_are_tried_again_after_a_fix(tmp_path: Path, prefect_server: None) -> None:
    source, lake = write_lines(tmp_path / "a.jsonl", GOOD, "{broken"), str(tmp_path / "lake")
    assert readout("run", source, "--lake", lake).exit_code == 0
    write_lines(tmp_path / "a.jsonl", GOOD, GOOD | {"id": "harbour-2", "published": "2024-06-15"})
    result = readout("rejects", "--replay", "--lake", lake)
    assert result.exit_code == 0
    assert "all 2 1 1 0 0" in " ".join(result.output.split())
    assert Lake(Path(lake)).read("rejects").num_rows == 0
    assert "Nothing to try again." in readout("rejects", "--replay", "--lake", lake).output


def test_a_column_is_named_by_its_field(tmp_path: Path, prefect_server: None) -> None:
    (tmp_path / "a.csv").write_text(f"Tag,Meldung\n2024-05-15,{GOOD['text']}\n")
    words = ("run", str(tmp_path / "a.csv"), "--lake", str(tmp_path / "lake"), "--column", "text=Meldung")
    assert readout(*words).exit_code == 3
    assert readout(*words, "--column", "published=Tag").exit_code == 0
    assert readout(*words, "--column", "published").exit_code == 2
    assert readout(*words, "--column", "colour=Tag").exit_code == 2


def test_a_date_that_is_another_day_elsewhere_is_read_as_told(tmp_path: Path, prefect_server: None) -> None:
    source = write_lines(tmp_path / "news.jsonl", GOOD | {"published": "03/04/2024"})
    lake = str(tmp_path / "lake")
    undecided = readout("run", source, "--lake", lake)
    assert undecided.exit_code == 3
    assert "--dates day-first or month-first" in " ".join(readout("rejects", "--lake", lake).output.split())
    told = readout("run", source, "--lake", lake, "--dates", "day-first")
    assert told.exit_code == 0, told.output
    assert str(Lake(Path(lake)).read("articles")["published_date"][0]) == "2024-04-03"
    assert readout("rejects", "--lake", lake).output.strip() == "Nothing was rejected."
    assert readout("verify", "--sources", "--lake", lake).exit_code == 0


def test_nothing_usable_exits_with_3(tmp_path: Path, prefect_server: None) -> None:
    source = write_lines(tmp_path / "bad.jsonl", "not json at all")
    assert readout("run", source, "--lake", str(tmp_path / "lake")).exit_code == 3


def test_an_empty_folder_is_told_without_starting_a_run(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = readout("run", str(tmp_path / "empty"), "--lake", str(tmp_path / "lake"))
    assert result.exit_code == 3
    assert result.output == f"Error: no article in {tmp_path / 'empty'}; README.md says what can be read\n"
    assert not (tmp_path / "lake").exists()


def test_an_empty_folder_leaves_a_row_where_there_is_a_lake(lake: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = readout("run", str(tmp_path / "empty"), "--lake", lake, "--quiet")
    assert result.exit_code == 3
    assert result.output == f"Error: no article in {tmp_path / 'empty'}; README.md says what can be read\n"
    assert Lake(Path(lake)).read("runs")["read"].to_pylist() == [1, 0]


def test_an_empty_name_is_not_the_present_folder(tmp_path: Path) -> None:
    result = readout("run", "", "--lake", str(tmp_path / "lake"))
    assert result.exit_code == 2
    assert "an empty name of a source" in result.output


def test_schema_prints_the_dictionary_and_a_table_s_json_schema() -> None:
    assert "## events" in readout("schema").output
    assert json.loads(readout("schema", "--json-schema", "mentions").output)["title"] == "mentions"
    assert readout("schema", "--json-schema", "nonsense").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["show", "an-event"],
        ["report"],
        ["export", "csv"],
        ["verify"],
        ["rejects"],
        ["rejects", "--replay"],
        ["runs"],
    ],
)
def test_a_folder_without_tables_is_said_to_be_none_in_one_sentence(words: list[str], tmp_path: Path) -> None:
    result = readout(*words, "--lake", str(tmp_path))
    assert result.exit_code == 2
    assert result.output == f"Error: no lake in {tmp_path}; `readout run --lake {tmp_path}` makes one\n"


@pytest.mark.parametrize(
    "words",
    [["report"], ["show", "an-event"], ["export", "csv"], ["rejects"], ["rejects", "--replay"], ["runs"]],
    ids=" ".join,
)
@pytest.mark.parametrize("left", [0, 4, 2000])  # bytes: nothing, the magic number, a piece without its footer
def test_a_damaged_table_is_named_in_one_sentence(words: list[str], left: int, lake: str) -> None:
    for path in Lake(Path(lake)).versions.iterdir():
        path.write_bytes(path.read_bytes()[:left])
    result = readout(*words, "--lake", lake)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {lake}")
    assert "is damaged and cannot be read; restore it from a backup" in result.output
    assert result.output.count("\n") == 1


def test_a_run_into_a_damaged_lake_says_so_and_leaves_it_alone(made: Path, lake: str) -> None:
    (articles,) = Lake(Path(lake)).versions.glob("articles-*")
    articles.write_bytes(articles.read_bytes()[:2000])
    manifest = Lake(Path(lake)).manifest.read_bytes()
    result = readout("run", str(made / "news.jsonl"), "--lake", lake)
    assert result.exit_code == 1
    assert f"Error: {articles} is damaged" in result.output
    assert Lake(Path(lake)).manifest.read_bytes() == manifest


def test_measuring_a_damaged_lake_is_an_error_in_one_sentence(lake: str) -> None:
    gold = Path(__file__).parent / "gold" / "invented.jsonl"
    (events,) = Lake(Path(lake)).versions.glob("events-*")
    events.write_bytes(events.read_bytes()[:2000])
    result = readout("evaluate", str(gold), "--lake", lake)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {events} is damaged")
    assert result.output.count("\n") == 1


def test_a_lake_that_has_lost_its_events_is_not_measured_as_one_without(lake: str) -> None:
    gold = Path(__file__).parent / "gold" / "invented.jsonl"
    (events,) = Lake(Path(lake)).versions.glob("events-*")
    events.unlink()
    result = readout("evaluate", str(gold), "--lake", lake)
    assert result.exit_code == 1
    assert result.output == f"Error: {events} is missing from the lake; restore it from a backup\n"


@pytest.mark.parametrize("words", [("report",), ("export", "csv"), ("show", "x"), ("rejects", "--replay")])
def test_a_table_that_is_gone_is_named_in_one_sentence(words: tuple[str, ...], lake: str) -> None:
    for table in Lake(Path(lake)).versions.iterdir():
        table.unlink()
    result = readout(*words, "--lake", lake)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {lake}")
    assert result.output.endswith(".parquet is missing from the lake; restore it from a backup\n")


def test_verify_goes_on_past_a_table_that_cannot_be_read(lake: str) -> None:
    (events,) = Lake(Path(lake)).versions.glob("events-*")
    events.write_bytes(events.read_bytes()[:2000])
    result = readout("verify", "--lake", lake)
    assert result.exit_code == 1
    assert "its hash differs" in result.output
    assert "is damaged and cannot be read" in result.output


@pytest.mark.parametrize("words", [["report"], ["export", "csv"]])
def test_a_file_that_cannot_be_written_is_named_in_one_sentence(
    words: list[str], lake: str, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    for out in (tmp_path / "taken", tmp_path / "taken" / "file" / "below"):
        result = readout(*words, "--lake", lake, "--out", str(out))
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: {tmp_path}")
        assert result.output.count("\n") == 1


def test_a_file_in_the_place_of_a_lake_is_a_wrong_call(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "news.jsonl", GOOD)
    result = readout("run", source, "--lake", source)
    assert result.exit_code == 2
    assert "--lake names a folder" in result.output


def test_gold_without_an_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    result = readout("evaluate", str(tmp_path / "empty.jsonl"))
    assert result.exit_code == 1
    assert "no article in" in result.output


def test_rejects_of_an_unknown_reason_are_a_wrong_call(lake: str) -> None:
    result = readout("rejects", "--reason", "nonsense", "--lake", lake)
    assert result.exit_code == 2
    assert "no_date" in result.output
