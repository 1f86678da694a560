"""What the page on schedules tells people to write is what cron, systemd, Prefect and the command take."""

import re
import shlex
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
from cronsim import CronSim
from sqlalchemy.engine import make_url

from flows.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "scheduling.md").read_text(encoding="utf-8")
# A block of code is what is indented; it ends with the next line of text.
BLOCKS = [re.sub(r"(?m)^ {4}", "", block).strip() for block in re.findall(r"(?m)(?:^(?: {4}.*|)\n)+", PAGE)]
UNITS = dict(
    zip(
        re.findall(r"`/etc/systemd/system/(readout[\w-]*\.\w+)`", PAGE),
        [block for block in BLOCKS if block.startswith("[Unit]")],
        strict=True,
    )
)


def assert_taken(command: str) -> None:
    """Checks that the command takes the words of a line that calls it."""
    program, name, *words = shlex.split(command, comments=True)
    assert program.endswith("readout")
    taken = main.commands[name].make_context(name, words)
    assert taken.params["sources"] == ("news/",)
    assert taken.params["lake"] == "lake"


def test_the_cron_line_is_hourly_and_calls_the_command() -> None:
    (line,) = [block for block in BLOCKS if block.startswith("0 *")]
    *when, command = line.split(maxsplit=5)
    times = CronSim(" ".join(when), datetime(2024, 5, 15, 12, 30))
    assert [next(times) for _ in range(2)] == [datetime(2024, 5, 15, 13), datetime(2024, 5, 15, 14)]
    folder, call = command.split(" && ")
    assert folder == "cd /srv/readout"
    # In a crontab an unescaped per cent sign ends the command.
    assert "%" not in command
    assert_taken(call)


@pytest.mark.parametrize("unit", [name for name in UNITS if "failed" not in name and "timer" not in name])
def test_a_unit_calls_the_command(unit: str) -> None:
    (call,) = re.findall(r"(?m)^ExecStart=(.*)$", UNITS[unit])
    assert_taken(call)


def test_the_schedule_of_the_command_is_a_cron_expression() -> None:
    for schedule in re.findall(r'--cron "([^"]*)"', PAGE):
        times = CronSim(schedule, datetime(2024, 5, 15))
        assert next(times) + timedelta(hours=1) == next(times)


SYSTEMD = shutil.which("systemd-analyze")


@pytest.mark.skipif(SYSTEMD is None, reason="no systemd here")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    assert SYSTEMD
    assert len(UNITS) == 4
    program = tmp_path / ".venv" / "bin" / "readout"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    for name, unit in UNITS.items():
        local = unit.replace("/srv/readout/", f"{tmp_path}/").replace("/usr/bin/curl", str(program))
        (tmp_path / name).write_text(local + "\n")
    done = subprocess.run(
        [SYSTEMD, "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "readout" in line]
    assert said == []


def test_the_team_s_database_is_one_that_prefect_can_talk_to() -> None:
    (address,) = re.findall(r"PREFECT_API_DATABASE_CONNECTION_URL=(\S+)", PAGE)
    url = make_url(address)
    assert (url.get_backend_name(), url.get_dialect().driver) == ("postgresql", "asyncpg")


def test_a_wrong_line_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        assert_taken("/srv/readout/.venv/bin/readout run news/ --lake lake --no-such-option")
