"""The `readout` command; heavy libraries are imported where they are needed, so that `--help` is quick."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.options import RunOptions
from flows.version import __version__
from flows.write.export.formats import FORMATS, ExportError
from flows.write.export.formats import export as write_export
from flows.write.manifest import LakeError

if TYPE_CHECKING:
    from flows.extract.pool import WorkerPool
    from flows.write.lake import Lake

NOTHING_USABLE = 3
STOPPED = 130  # as shells have it for what Ctrl-C ends

_lake = click.option(
    "--lake",
    default="data",
    show_default=True,
    help="Folder that holds the tables, or its address, such as s3://bucket/lake.",
)


class _NoLakeError(click.ClickException):
    """There are no tables in the folder that was named."""

    exit_code = 2


class _Commands(click.Group):
    """Turns what is wrong with a lake or a file into one sentence and exit 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was called."""
        try:
            return super().invoke(ctx)
        except LakeError as error:
            raise click.ClickException(str(error)) from error
        except (
            PermissionError,
            FileNotFoundError,
            FileExistsError,
            NotADirectoryError,
            IsADirectoryError,
        ) as error:
            if error.filename is None:
                raise
            raise click.ClickException(
                f"{error.filename}: {error.strerror}; see to it, or name another place"
            ) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="readout")
def main() -> None:
    """Turns dated news articles into a dated event table, each row with its evidence."""


def _existing(lake: str) -> "Lake":
    from flows.remote_lake import reading_from
    from flows.write.lake import Lake

    found = Lake(reading_from(lake))
    if not found.manifest.exists() and not found.idle_runs:  # a first run that failed left its row alone
        raise _NoLakeError(f"no lake in {lake}; `readout run --lake {lake}` makes one")
    return found


def _may_hold_tables(lake: str) -> bool:
    from flows.remote_lake import is_address
    from flows.write.lake import Lake

    return is_address(lake) or Lake(Path(lake)).manifest.exists()


def _started_pool(options: RunOptions) -> "WorkerPool":
    from flows.extract.options import ExtractOptions
    from flows.extract.pool import WorkerPool

    pool = WorkerPool(ExtractOptions(options.model), options.workers)
    pool.start()
    return pool


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turns what the system says against writing a file, a full disk for one, into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise click.ClickException(
            f"{error.filename or file}: {error.strerror}; see to it, or name another place with --out"
        ) from error


def _target(lake: str, out: str | None) -> Path | None:
    """Returns the file that `--out` names, which may only be left out where the lake is a folder."""
    from flows.remote_lake import is_address

    if out is None and is_address(lake):
        raise click.UsageError(f"{lake} is an address; name a file on this machine with --out")
    return Path(out) if out else None


def _columns(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Returns the columns that `--column FIELD=NAME` names."""
    pairs = [pair.partition("=") for pair in given]
    if wrong := ["".join(pair) for pair in pairs if not all(pair)]:
        raise click.BadParameter(f"not FIELD=NAME: {', '.join(wrong)}", context, parameter)
    return {field: name for field, _, name in pairs}


# How a run reads and extracts, be it started by hand or by a schedule.
_HOW_TO_RUN = (
    click.option(
        "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract."
    ),
    click.option("--model", default=None, help="spaCy model: a package's name or a path."),
    click.option("--prune", is_flag=True, help="Remove what has vanished from these files and folders."),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        callback=_columns,
        help="Column of a field (text, published, title, url, outlet, id) with an unusual name.",
    ),
    click.option(
        "--dates",
        type=click.Choice(["day-first", "month-first"]),
        help="What 10/11/2012 means in the sources; without it such a date is none.",
    ),
    click.option("--allow-private", is_flag=True, help="Let feeds and redirects lead into private networks."),
)


def _how_to_run(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_HOW_TO_RUN):
        command = option(command)
    return command


def _checked(sources: Sequence[str], given: dict[str, Any]) -> tuple[RunOptions, bool]:
    """Returns a run's parameters, and whether the sources are empty.

    A wrong name is a wrong call, and shall not cost the start of a server.
    """
    from pydantic import ValidationError

    from flows.extract.model_identity import model_identity
    from flows.ingest.listing import NoSuchSourceError, list_sources
    from flows.remote_lake import is_address

    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        options = RunOptions(sources=list(sources), **chosen)
        empty = next(iter(list_sources(options.sources)), None) is None
        model_identity(options.model)
    except ValidationError as error:
        said = (e["msg"].removeprefix("Value error, ") for e in error.errors())
        raise click.UsageError("; ".join(said)) from error
    except NoSuchSourceError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{error} Install it with pip, or give the path of its folder.") from error
    if not is_address(options.lake) and Path(options.lake).is_file():
        raise click.UsageError(f"{options.lake} is a file; --lake names a folder")
    return options, empty


@main.command()
@click.argument("sources", nargs=-1)
@_lake
@_how_to_run
@click.option("--dask", metavar="ADDRESS", help="Dask scheduler whose workers extract instead.")
@click.option("--limit", type=click.IntRange(1), help="Stop after this many articles.")
@click.option("--reprocess", is_flag=True, help="Extract again what the lake already holds.")
@click.option("--wait", is_flag=True, help="Wait while another run writes to the lake.")
@click.option("--dry-run", is_flag=True, help="Leave the lake as it is.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the run's counts as JSON, and nothing else.")
def run(sources: tuple[str, ...], quiet: bool, as_json: bool, **given: Any) -> None:
    """Reads SOURCES (files, folders, globs, addresses, -; seeds/ by default) into the lake, as events."""
    from rich.console import Console

    from flows.prefect_settings import quiet_console

    quiet_console()
    from flows.outcome import no_article, print_outcome, why_unusable

    options, empty = _checked(sources or ("seeds",), given)
    if empty and not options.prune and not as_json and not _may_hold_tables(options.lake):
        # An empty folder and no lake: told before the start of a server, which takes its time.
        click.echo(f"Error: {no_article(options)}", err=True)
        sys.exit(NOTHING_USABLE)
    # The workers load their models while Prefect is imported and its server starts, which takes longer.
    pool = None if options.dask else _started_pool(options)
    from flows.display import RunDisplay
    from flows.extract.cluster import ClusterError
    from flows.pipeline import build_flow

    console = Console()
    with RunDisplay(console, quiet=quiet or as_json) as display, pool or nullcontext():
        try:
            summary = build_flow(display, options.dask, pool)(options)
        except ClusterError as error:
            raise click.ClickException(f"{error}; see to the cluster, or leave out --dask") from error
        except KeyboardInterrupt:
            rest = "" if options.dry_run else ", and the next run goes on where this one stopped"
            click.echo(f"Stopped: the tables are whole{rest}.", err=True)
            sys.exit(STOPPED)
    if as_json:
        click.echo(json.dumps(asdict(summary)))
    elif not quiet:
        print_outcome(console, summary, options.dry_run)
    if why := why_unusable(summary, options):
        click.echo(f"Error: {why}", err=True)
        sys.exit(NOTHING_USABLE)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@_lake
@_how_to_run
@click.option("--cron", help='When to run, such as "0 * * * *" for every hour, UTC.')
@click.option("--interval", type=click.FloatRange(min=1), metavar="SECONDS", help="How often to run.")
@click.option("--name", help="Name of the deployment; that of the lake's folder by default.")
def serve(
    sources: tuple[str, ...], cron: str | None, interval: float | None, name: str | None, **given: Any
) -> None:
    """Runs on a schedule over SOURCES, until stopped; needs a Prefect server."""
    if (cron is None) == (interval is None):
        raise click.UsageError("say when to run with either --cron or --interval")
    from flows.serve import NoScheduleError, NoServerError
    from flows.serve import serve as serve_flow

    options, _ = _checked(sources, given)
    try:
        serve_flow(options, name or Path(options.lake).absolute().name, cron, interval)
    except NoScheduleError as error:
        raise click.UsageError(str(error)) from error
    except NoServerError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("event_id")
@_lake
def show(event_id: str, lake: str) -> None:
    """Shows an event's row and its evidence, highlighted in its paragraph."""
    from rich.console import Console

    from flows.show import evidence

    found = evidence(_existing(lake), event_id)
    if found is None:
        raise click.UsageError(f"no event {event_id} in {lake}; the column event_id of its events has them")
    Console().print(found)


@main.command()
@_lake
@click.option("--out", default=None, metavar="FILE", help="Where to write it; LAKE/report.html by default.")
def report(lake: str, out: str | None) -> None:
    """Writes one HTML page to look at the events with: charts, filters, and the evidence of each row."""
    from flows.write.report.page import write_report

    found = _existing(lake)
    file = _target(lake, out) or found.root / "report.html"
    with _told(file):
        number = write_report(found, file)
    # Browsers take long over hundreds of MB, and some give up.
    click.echo(f"{number} events in {file} ({file.stat().st_size / 1e6:.1f} MB); open it in a browser.")


@main.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@_lake
@click.option("--out", default=None, metavar="FILE", help="Where to write it; LAKE/export/… by default.")
def export(form: str, lake: str, out: str | None) -> None:
    """Writes the tables for another tool: csv, xlsx, jsonl, duckdb, geojson, ics, zip or delta."""
    try:
        found, file = _existing(lake), _target(lake, out)
        with _told(file or found.root / "export"):
            target, written = write_export(found, form, file)
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{written} events in {target}")


@main.command()
@_lake
@click.option("--sources", is_flag=True, help="Read the source files again, too, and compare.")
def verify(lake: str, sources: bool) -> None:
    """Checks every row against its text; exits 1 if one does not hold."""
    from flows.source_check import source_faults
    from flows.write.verify import verify as faults_of

    found = _existing(lake)
    faults = [*faults_of(found), *(source_faults(found) if sources else ())]
    for fault in faults:
        click.echo(f"{fault.table} {fault.row}: {fault.message}")
    if faults:
        sys.exit(1)
    click.echo(f"{found.read('events', ['event_id']).num_rows} events hold.")


@main.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lake", default=None, help="Folder of the tables to measure; else GOLD is extracted afresh.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="Show the first N differences, too."
)
def evaluate(gold: tuple[Path, ...], lake: str | None, as_json: bool, errors: int) -> None:
    """Measures events against annotated articles, GOLD (JSON Lines)."""
    from flows.evaluate.annotations import GoldFormatError
    from flows.evaluate.predictions import NoArticlesError
    from flows.measure import UndatedGoldError, measure

    try:
        found = measure(gold, _existing(lake) if lake else None)
    except NoArticlesError as error:
        raise click.ClickException(f"{error} ({lake})") from error
    except (GoldFormatError, UndatedGoldError) as error:
        raise click.ClickException(str(error)) from error
    for difference in found.differences[:errors]:
        click.echo(difference.describe(), err=as_json)
    click.echo(found.to_json() if as_json else found.table())


@main.command()
@click.option("--json-schema", "table", metavar="TABLE", help="Print the JSON Schema of one table's rows.")
def schema(table: str | None) -> None:
    """Prints the data dictionary, made from the contract."""
    from flows.contract import TABLES, contract, data_dictionary

    if table is None:
        click.echo(data_dictionary())
    elif table in TABLES:
        click.echo(json.dumps(contract(table).json_schema(), indent=1))
    else:
        raise click.UsageError(f"no table {table}; there are {', '.join(TABLES)}")


@main.command()
@_lake
@click.option("--replay", is_flag=True, help="Read their sources again, after a fix.")
@click.option("--reason", help="Only those of one reason, such as no_date.")
def rejects(lake: str, replay: bool, reason: str | None) -> None:
    """Lists what was turned away, by reason, with where it stands."""
    from rich.console import Console

    from flows.contract import contract
    from flows.listings import reject_list

    found = _existing(lake)
    known = next(c.allowed for c in contract("rejects").columns if c.name == "reason") or ()
    if reason is not None and reason not in known:
        raise click.UsageError(f"no reason {reason}; there are {', '.join(known)}")
    if replay:
        _replay(found, lake, reason)
        return
    rows = found.read("rejects").to_pylist()
    Console().print(reject_list([r for r in rows if reason in (None, r["reason"])]))


def _replay(found: "Lake", lake: str, reason: str | None) -> None:
    from rich.console import Console

    from flows.prefect_settings import quiet_console

    quiet_console()
    from flows.display import RunDisplay
    from flows.outcome import print_counts
    from flows.pipeline import build_flow
    from flows.replay import replay_of

    replay = replay_of(found, reason)
    for uri in replay.gone:
        click.echo(f"{uri}: no longer there; its rejects stay as they are.")
    if replay.unkept:
        click.echo("What came on the standard input was not kept: give it once more, to `readout run -`.")
    if replay.options is None:
        click.echo("Nothing to try again.")
        return
    console = Console()
    with RunDisplay(console) as display:
        # Into the lake that was named, of which `found` may be a copy.
        summary = build_flow(display)(replay.options.model_copy(update={"lake": lake}))
    print_counts(console, summary)


@main.command()
@_lake
def runs(lake: str) -> None:
    """Lists the runs that wrote to the lake: when, what they read, and what became of it."""
    from rich.console import Console

    from flows.listings import run_list

    Console().print(run_list(_existing(lake).read("runs").to_pylist()))


if __name__ == "__main__":
    main()
