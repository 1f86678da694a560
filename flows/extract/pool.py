"""Extracts in processes of their own, each with its language model, which are kept for a whole run.

An article on which a process dies or takes too long is set aside, and its mates survive: whatever was in
hand then is tried again one article at a time, so that the one to blame is known.
"""

import gc
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from types import TracebackType
from typing import Self

from flows.extract.chunks import chunks
from flows.extract.guarded import extract_encoded, failure
from flows.extract.options import ExtractOptions
from flows.record_files import encode
from flows.records import CleanArticle

LIMIT_SECONDS = 60.0


class WorkerPool:
    """Extracts with a number of processes; a context manager that ends them."""

    def __init__(self, options: ExtractOptions, workers: int, limit_seconds: float = LIMIT_SECONDS) -> None:
        """Prepares the pool; its processes start with the first article.

        Args:
            options: How to extract.
            workers: How many processes.
            limit_seconds: How long one article may take.
        """
        self._options, self._workers, self._limit = options, workers, limit_seconds
        self._context = multiprocessing.get_context("spawn")
        self._executor: ProcessPoolExecutor | None = None
        self._loading: list[Future[None]] = []
        self._ids: SimpleQueue[int] = self._context.SimpleQueue()

    def __enter__(self) -> Self:
        """Returns the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the processes, at once where something has gone wrong or they were not needed."""
        if self._executor and kind is None and not self._loading:
            self._executor.shutdown()
        else:
            self._kill()

    def start(self) -> None:
        """Lets the processes load their models while something else is done; else the first articles do."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._workers, self._context, initializer=_prepare, initargs=(self._ids,)
            )
            self._loading = [self._executor.submit(_load, self._options.model) for _ in range(self._workers)]

    def extract(self, articles: Iterable[CleanArticle]) -> Iterator[bytes]:
        """Yields for each article its events, or why it cannot be extracted, encoded, in the order given.

        Raises:
            OSError: Where the language model is not installed.
        """
        waiting = chunks(articles, self._workers)
        in_hand: deque[tuple[list[CleanArticle], Future[list[bytes]]]] = deque()
        while True:
            # One more than there are processes, so that none waits while the results are taken in here.
            for chunk in itertools.islice(waiting, self._workers + 1 - len(in_hand)):
                in_hand.append((chunk, self._submit(chunk)))
            if not in_hand:
                return
            chunk, future = in_hand[0]
            try:
                results = future.result(timeout=self._limit)
            except (BrokenProcessPool, TimeoutError):
                self._kill()
                unfinished = [(chunk, _result_of(future)) for chunk, future in in_hand]
                in_hand.clear()
                for chunk, done in unfinished:
                    yield from done if done is not None else self._one_by_one(chunk)
            else:
                in_hand.popleft()
                yield from results

    def _one_by_one(self, articles: Sequence[CleanArticle]) -> Iterator[bytes]:
        for article in articles:
            try:
                yield from self._submit([article]).result(timeout=self._limit)
            except BrokenProcessPool:
                self._kill()
                message = "the process that extracted it died"
                yield encode(failure(article, self._options, "extractor_error", message))
            except TimeoutError:
                self._kill()
                message = f"not extracted within {self._limit:g} seconds"
                yield encode(failure(article, self._options, "timeout", message))

    def _submit(self, articles: list[CleanArticle]) -> Future[list[bytes]]:
        return self._running().submit(extract_chunk, articles, self._options)

    def _running(self) -> ProcessPoolExecutor:
        """Returns the executor once the models are loaded."""
        self.start()
        while self._loading:
            self._loading.pop().result()
        assert self._executor is not None  # noqa: S101  it has been started
        return self._executor

    def _kill(self) -> None:
        if self._executor is None:
            return
        ids = set()
        while not self._ids.empty():
            ids.add(self._ids.get())
        for process in multiprocessing.active_children():
            if process.pid in ids:
                process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._executor, self._loading = None, []


def _result_of(future: Future[list[bytes]]) -> list[bytes] | None:
    """Returns the results of a future that ended well, else None."""
    if not future.done() or future.cancelled() or future.exception() is not None:
        return None
    return future.result()


def _prepare(ids: "SimpleQueue[int]") -> None:
    """Begins a process: tells its id, leaves Ctrl-C to the parent, and ends when the parent is gone."""
    ids.put(os.getpid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _load(model: str) -> None:
    from flows.extract import language_model

    language_model.load(model)


def extract_chunk(articles: Sequence[CleanArticle], options: ExtractOptions) -> list[bytes]:
    """Returns for each article what `extract_guarded` yields, encoded, and frees what was in hand for it."""
    # A chunk's documents live to its end (flows/extract/chunks.py bounds them): to look through them on the
    # way, each time that so many objects have been made, frees little and costs a tenth of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return extract_encoded(articles, options)
    finally:
        _clear_away()
        if collects:
            gc.enable()


def _clear_away() -> None:
    """Frees the documents of a chunk, which refer to what was found in them and the other way round.

    Left to chance, those of some hundred articles would lie about, and their memory, with what lives on in
    between, would not be used again as a whole.
    """
    from flows.extract import language_model

    if not language_model.load.cache_info().currsize:
        # The model has met too many words and was dropped: it is to be found among what was kept so far.
        gc.unfreeze()
    gc.collect()
    # What is left stays for good, and need not be looked through after each chunk.
    gc.freeze()
