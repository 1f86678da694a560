"""Extracts on the workers of a Dask cluster, which need this program and the model, but no shared disk.

Articles travel to the workers and their events back. Each worker extracts in a process of its own, so that
an article on which that hangs or dies is set aside there. When a worker is lost, its articles are done again
elsewhere; an article on which one worker after another is lost is set aside, too.
"""

import functools
import itertools
import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from flows.extract.chunks import chunks
from flows.extract.guarded import failure
from flows.extract.model_identity import model_identity
from flows.extract.options import ExtractOptions
from flows.extract.pool import LIMIT_SECONDS, WorkerPool
from flows.record_files import encode
from flows.records import CleanArticle
from flows.version import __version__

CONNECT_SECONDS = 30.0
# Chunks in hand for each thread of the cluster: one at work and one that has been sent already.
_AHEAD = 2
# A worker has one pool, and a pool one caller at a time.
_ONE_AT_A_TIME = threading.Lock()


class ClusterError(OSError):
    """The cluster cannot be used: it is not there, has no workers, or they run something else."""


def connect(address: str) -> Any:
    """Returns a client of the Dask scheduler at an address, such as `tcp://10.0.0.5:8786`.

    Raises:
        ClusterError: Where none answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise missing_extra() from error
    client: Any = distributed.Client
    try:
        return client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise no_scheduler(address) from error


def missing_extra() -> ClusterError:
    """Returns what to raise where the libraries for a cluster are not installed."""
    return ClusterError("--dask needs the extra: pip install 'readout-events[dask]'")


def no_scheduler(address: str) -> ClusterError:
    """Returns what to raise where no scheduler can be reached at an address."""
    return ClusterError(f"no Dask scheduler answers at {address}")


class DaskCluster:
    """Extracts on a cluster; a context manager that ends the connection and leaves the cluster running."""

    def __init__(self, options: ExtractOptions, client: Any, limit_seconds: float = LIMIT_SECONDS) -> None:
        """Asks the workers what they run.

        Args:
            options: How to extract.
            client: A Dask client, which is closed with this.
            limit_seconds: How long one article may take on a worker.

        Raises:
            ClusterError: Where the cluster cannot be used.
        """
        from distributed import KilledWorker

        self._options, self._client, self._limit = options, client, limit_seconds
        self._killed = KilledWorker
        try:
            self._check()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Returns the cluster."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the connection; what is still in hand is given up."""
        self._client.close()

    def extract(self, articles: Iterable[CleanArticle]) -> Iterator[bytes]:
        """Yields for each article its events, or why it cannot be extracted, encoded, in the order given.

        Raises:
            ClusterError: Where a worker that has joined since runs something else.
            OSError: Where a worker has no language model.
        """
        waiting = chunks(articles)
        in_hand: deque[tuple[list[CleanArticle], Any]] = deque()
        while True:
            # Workers come and go.
            room = max(1, _AHEAD * sum(self._client.nthreads().values())) - len(in_hand)
            for chunk in itertools.islice(waiting, max(0, room)):
                in_hand.append((chunk, self._submit(chunk)))
            if not in_hand:
                return
            chunk, future = in_hand.popleft()
            try:
                yield from future.result()
            except self._killed:
                yield from self._one_by_one(chunk)

    def _one_by_one(self, articles: Sequence[CleanArticle]) -> Iterator[bytes]:
        for article in articles:
            try:
                yield from self._submit([article]).result()
            except self._killed:
                message = "each worker that extracted it died"
                yield encode(failure(article, self._options, "extractor_error", message))

    def _submit(self, articles: list[CleanArticle]) -> Any:
        return self._client.submit(_extract, articles, self._options, self._limit, self._identity, pure=False)

    def _check(self) -> None:
        """Raises a ClusterError unless there are workers, and all run this program with this model."""
        self._identity = (__version__, model_identity(self._options.model))
        address = self._client.scheduler.address
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            found = self._client.run(_identity, self._options.model)
        except TimeoutError as error:
            raise ClusterError(f"the Dask cluster at {address} has no workers") from error
        except (ImportError, AttributeError) as error:
            raise ClusterError(
                f"a worker of the Dask cluster at {address} has no readout-events"
                f" {__version__} installed: {error}"
            ) from error
        for worker, identity in found.items():
            _refuse_others(worker, identity, self._identity)


def _identity(model: str) -> tuple[str, str]:
    """Returns what the worker that this is called on runs: the program's version, and the model."""
    return __version__, model_identity(model)


def _refuse_others(worker: str, found: tuple[str, str], wanted: tuple[str, str]) -> None:
    if found != wanted:
        raise ClusterError(
            f"the worker {worker} runs readout-events {found[0]} with {found[1]}, this is {wanted[0]} with"
            f" {wanted[1]}: rows would not be the same everywhere; install the same version on all"
        )


def _extract(
    articles: list[CleanArticle], options: ExtractOptions, limit_seconds: float, wanted: tuple[str, str]
) -> list[bytes]:
    """Extracts on the worker that this is called on."""
    from distributed import get_worker

    # Workers may join during a run.
    _refuse_others(get_worker().address, _identity(options.model), wanted)
    with _ONE_AT_A_TIME:
        return list(_pool(options, limit_seconds).extract(articles))


@functools.lru_cache(maxsize=1)
def _pool(options: ExtractOptions, limit_seconds: float) -> WorkerPool:
    """Returns a worker's pool of one process, which stays for the runs to come and ends with the worker."""
    # A nanny starts its worker as a daemon, which may have no processes. That rule is to leave none behind
    # when one is terminated; those of a pool end with their parent by themselves.
    multiprocessing.current_process().daemon = False
    return WorkerPool(options, workers=1, limit_seconds=limit_seconds)
