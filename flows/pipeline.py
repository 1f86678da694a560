"""The Prefect flow: ingest, clean, extract and write for each batch in sequence, then commit."""

from collections.abc import Callable
from typing import Any, TypedDict

from flows import prefect_settings

prefect_settings.apply()

from prefect import Flow, flow, get_run_logger, task  # noqa: E402  Prefect reads its settings when imported
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.context import FlowRunContext  # noqa: E402
from prefect.task_runners import TaskRunner  # noqa: E402

from flows.extract.cluster import CONNECT_SECONDS, DaskCluster, missing_extra, no_scheduler  # noqa: E402
from flows.extract.options import ExtractOptions  # noqa: E402
from flows.extract.pool import WorkerPool  # noqa: E402
from flows.options import RunOptions  # noqa: E402
from flows.progress import Progress  # noqa: E402
from flows.run import MakeExtractor, RunSummary, run  # noqa: E402
from flows.steps import Steps, clean_batch, extract_batch, ingest_batch, write_batch  # noqa: E402
from flows.summary import count_rows, sample_markdown  # noqa: E402
from flows.write.commit import commit  # noqa: E402


def _system_refused(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Tells whether a task failed for a reason that may pass: a disk or a network, not what it was given."""
    try:
        state.result()
    except OSError:
        return True
    except Exception:
        return False
    return False


class _Retries(TypedDict):
    retries: int
    retry_delay_seconds: list[float]
    retry_condition_fn: Callable[..., bool]


_RETRIES: _Retries = {
    "retries": 2,
    "retry_delay_seconds": [1, 5],
    "retry_condition_fn": _system_refused,
}
# Extraction fails the same way every time. Reading is not tried again as a whole, as what a batch has taken
# from the stream is gone: readers of addresses try again themselves.
TASKS = Steps(
    ingest=task(name="ingest", cache_policy=NO_CACHE)(ingest_batch),
    clean=task(name="clean", cache_policy=NO_CACHE)(clean_batch),
    extract=task(name="extract", cache_policy=NO_CACHE)(extract_batch),
    write=task(name="write", cache_policy=NO_CACHE, **_RETRIES)(write_batch),
    commit=task(name="commit", cache_policy=NO_CACHE, **_RETRIES)(commit),
)


def _task_runner(dask: str | None) -> TaskRunner[Any] | None:
    if dask is None:
        return None
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise missing_extra() from error
    runner: TaskRunner[Any] = DaskTaskRunner(address=dask, client_kwargs={"timeout": CONNECT_SECONDS})
    return runner


def _cluster() -> MakeExtractor | None:
    """Returns what makes an extractor on the Dask cluster of the flow run's task runner, where it has one.

    Chunks of articles go to that client, and not as task runs to the runner: a task run on a worker needs a
    Prefect server that the worker reaches, and costs more than the chunk (docs/scale.md).
    """
    context = FlowRunContext.get()
    runner: Any = context and context.task_runner
    if not hasattr(type(runner), "client"):
        return None

    def extractor(how: ExtractOptions) -> DaskCluster:
        try:
            client = runner.client
        except (OSError, ValueError) as error:
            raise no_scheduler(runner.address) from error
        return DaskCluster(how, client)

    return extractor


def build_flow(
    progress: Progress | None = None, dask: str | None = None, pool: WorkerPool | None = None
) -> Flow[[RunOptions], RunSummary]:
    """Returns the flow, with somebody to tell how far it has come.

    Args:
        progress: Is told after every step; silent by default.
        dask: The scheduler of a Dask cluster to extract on. Where a cluster is to be made for the run, give
            the flow another DaskTaskRunner: `readout.with_options(task_runner=…)`.
        pool: Processes to extract with that have been started already; not with `dask`.

    Raises:
        ClusterError: Where the libraries for a cluster are not installed.
    """

    @flow(name="readout", task_runner=_task_runner(dask))
    def readout(options: RunOptions) -> RunSummary:
        """Turns dated news articles into a dated event table in Parquet."""
        summary = run(options, TASKS, progress, (lambda _: pool) if pool else _cluster())
        get_run_logger().info("run %s: %s", summary.run_id, summary.counts)
        create_table_artifact(
            key="readout-counts", table=count_rows(summary), description="Counts of the run"
        )
        create_markdown_artifact(key="readout-events", markdown=sample_markdown(summary))
        return summary

    return readout


readout = build_flow()
