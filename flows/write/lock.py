"""Lets one process at a time write to a lake."""

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from datetime import datetime

from filelock import FileLock, Timeout

from flows.write.durable import write_durably
from flows.write.lake import Lake
from flows.write.manifest import LakeError


class LakeBusyError(LakeError):
    """Another process writes to the lake."""


@contextlib.contextmanager
def writing(lake: Lake, now: datetime, wait: bool = False) -> Iterator[None]:
    """Holds the lake's lock; the system takes it back when the process ends, however it ends.

    Args:
        lake: The lake to write to.
        now: The time, which others are told as since when the lake is held.
        wait: Whether to wait while another holds it.

    Raises:
        LakeBusyError: Where another holds it; the message says who.
        OSError: Where the lake cannot be written.
    """
    lock = FileLock(lake.root / "_lock")
    # Beside the lock, as that must never be written by one who does not hold it.
    holder = lake.root / "_writer.json"
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout as error:
        who = _describe(holder.read_text()) if holder.exists() else ""
        raise LakeBusyError(
            f"another run{who} is writing to {lake.root}: let it end, or wait for it with --wait"
        ) from error
    try:
        me = {"pid": os.getpid(), "host": platform.node(), "since": now.isoformat(timespec="seconds")}
        write_durably(holder, json.dumps(me), holder.with_suffix(".tmp"))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _describe(holder: str) -> str:
    who = json.loads(holder)
    return f" (process {who['pid']} on {who['host']}, since {who['since']})"
