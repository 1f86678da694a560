"""Runs in processes of their own that say which step they start; forked, so that nothing is loaded anew."""

import multiprocessing
from collections.abc import Callable
from dataclasses import fields
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from flows.options import RunOptions
from flows.run import run
from flows.steps import Steps
from flows.write.manifest import LakeError

STEPS = tuple(f.name for f in fields(Steps))
_FORK = multiprocessing.get_context("fork")


def _reporting(connection: Connection) -> Steps:
    """The real steps, each of which says when it starts."""

    def reporting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            connection.send(name)
            return step(*args)

        return call

    real = Steps()
    return Steps(**{name: reporting(name, getattr(real, name)) for name in STEPS})


def _run(options: RunOptions, connection: Connection, prepare: Callable[[], object]) -> None:
    prepare()
    try:
        summary = run(options, _reporting(connection))
        connection.send(summary.counts)
    except LakeError as error:
        connection.send(error)


def start(
    options: RunOptions, prepare: Callable[[], object] = lambda: None
) -> tuple[BaseProcess, Connection]:
    """Starts a run in a process of its own, which first calls `prepare`."""
    here, there = _FORK.Pipe()
    process = _FORK.Process(target=_run, args=(options, there, prepare))
    process.start()
    there.close()
    return process, here


def finish(options: RunOptions, prepare: Callable[[], object] = lambda: None) -> list[Any]:
    """Runs to the end in a process of its own, and returns what it said."""
    process, connection = start(options, prepare)
    said = hear_out(connection)
    process.join()
    return said


def hear_out(connection: Connection) -> list[Any]:
    """Returns all that a run says until it ends: the steps it starts, and its counts or its error."""
    said = []
    try:
        while True:
            said.append(connection.recv())
    except EOFError:
        return said
