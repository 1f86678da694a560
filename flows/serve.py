"""Runs the flow on a schedule, for a Prefect server to show, start and watch."""

from pathlib import Path

from flows import prefect_settings

prefect_settings.apply()

from prefect.client.orchestration import get_client  # noqa: E402  Prefect reads its settings when imported
from prefect.client.schemas.objects import (  # noqa: E402
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
)
from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.settings import get_current_settings  # noqa: E402
from prefect.types.entrypoint import EntrypointType  # noqa: E402
from pydantic import ValidationError  # noqa: E402

from flows.options import RunOptions  # noqa: E402
from flows.pipeline import readout  # noqa: E402
from flows.remote_lake import is_address  # noqa: E402


class NoServerError(RuntimeError):
    """No Prefect server is configured, or none answers; a schedule needs one."""


class NoScheduleError(ValueError):
    """What was given is no cron expression."""


def serve(options: RunOptions, name: str, cron: str | None = None, seconds: float | None = None) -> None:
    """Serves the flow until the process is told to stop; a run that is due meanwhile waits for its turn.

    On SIGTERM the run under way is stopped: the batch in hand is dropped whole, those before it are staged
    for the next run, and the schedule stays on, so that it goes on when the process is back.

    Args:
        options: What each run reads and writes; relative paths are taken from the present folder.
        name: Name of the deployment.
        cron: When to run, as a cron expression.
        seconds: How often to run, where no cron expression is given.

    Raises:
        NoScheduleError: Where `cron` is no cron expression.
        NoServerError: Where `PREFECT_API_URL` names no server, or one that does not answer.
    """
    _check_schedule(cron)
    _check_server()
    readout.serve(
        name=name,
        cron=cron,
        interval=seconds,
        parameters={"options": _from_anywhere(options).model_dump(mode="json")},
        description=f"Events of {', '.join(options.sources)} to {options.lake}",
        entrypoint_type=EntrypointType.MODULE_PATH,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        limit=1,
        pause_on_shutdown=False,
    )


def _check_schedule(cron: str | None) -> None:
    try:
        if cron is not None:
            CronSchedule(cron=cron)
    except ValidationError as error:
        raise NoScheduleError(
            f'"{cron}" is no cron expression: it has five fields, such as "0 * * * *" for every hour'
        ) from error


def _check_server() -> None:
    if not get_current_settings().api.url:
        raise NoServerError(
            "a schedule needs a Prefect server: start one with `prefect server start` and set PREFECT_API_URL"
            " to its address, such as http://127.0.0.1:4200/api"
        )
    with get_client(sync_client=True) as client:
        if fault := client.api_healthcheck():
            raise NoServerError(
                f"no Prefect server answers at {client.api_url} ({fault}): start it with"
                " `prefect server start`, or set PREFECT_API_URL to the address of one that runs"
            )


def _from_anywhere(options: RunOptions) -> RunOptions:
    """Returns the options with absolute paths, and patience with runs that were started by hand."""
    sources = [s if "://" in s else str(Path(s).absolute()) for s in options.sources]
    lake = options.lake if is_address(options.lake) else str(Path(options.lake).absolute())
    return options.model_copy(update={"sources": sources, "lake": lake, "wait": True})
