"""Extracts on the workers of a Dask cluster, which need this program and the model, but no shared disk.

Articles travel to the workers and their events back. When a worker is lost, its articles are done again
elsewhere; an article on which one worker after another is lost is set aside.
"""

import itertools
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from flows.extract.chunks import chunks
from flows.extract.guarded import extract_encoded, failure
from flows.extract.model_identity import model_identity
from flows.extract.options import ExtractOptions
from flows.record_files import encode
from flows.records import CleanArticle
from flows.version import __version__

_CONNECT_SECONDS = 30.0
# Chunks in hand for each thread of the cluster: one at work and one that has been sent already.
_AHEAD = 2
# The language model is not made for several threads at once.
_ONE_AT_A_TIME = threading.Lock()


class ClusterError(OSError):
    """The cluster cannot be used: it is not there, has no workers, or they run something else."""


class DaskCluster:
    """Extracts on a cluster; a context manager that ends the connection and leaves the cluster running."""

    def __init__(self, options: ExtractOptions, address: str) -> None:
        """Connects to the scheduler, and asks the workers what they run.

        Args:
            options: How to extract.
            address: The scheduler's, such as `tcp://10.0.0.5:8786`.

        Raises:
            ClusterError: Where the cluster cannot be used.
        """
        try:
            import distributed
        except ImportError as error:
            raise ClusterError("--dask needs the extra: pip install 'readout-events[dask]'") from error
        self._options, self._address, self._killed = options, address, distributed.KilledWorker
        try:
            client: Any = distributed.Client
            self._client = client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address}") from error
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
        return self._client.submit(_extract, articles, self._options, self._identity, pure=False)

    def _check(self) -> None:
        """Raises a ClusterError unless there are workers, and all run this program with this model."""
        self._identity = (__version__, model_identity(self._options.model))
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
            found = self._client.run(_identity, self._options.model)
        except TimeoutError as error:
            raise ClusterError(f"the Dask cluster at {self._address} has no workers") from error
        except (ImportError, AttributeError) as error:
            raise ClusterError(
                f"a worker of the Dask cluster at {self._address} has no readout-events"
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


def _extract(articles: list[CleanArticle], options: ExtractOptions, wanted: tuple[str, str]) -> list[bytes]:
    from distributed import get_worker

    # Workers may join during a run.
    _refuse_others(get_worker().address, _identity(options.model), wanted)
    with _ONE_AT_A_TIME:
        return extract_encoded(articles, options)
