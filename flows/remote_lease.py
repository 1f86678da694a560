"""A lease on a lake at an address: one writer at a time, on storage that knows no locks.

The lease is an object beside the tables that names its holder and the time until which it is held; the holder
renews it while it works. Where the storage can create an object only if there is none (S3 and file systems
can), two cannot take it at once. One that a killed run has left is taken over when its time is up, by another
run with the same copy of the lake at once.

It is a promise between runs of this program and not a lock: a holder that was suspended for longer than the
lease's time may wake when another has taken over. It looks once more before it publishes (`check`), so that
only the moment from there to the manifest's replacement is left to chance. Clocks must agree within minutes.
"""

import contextlib
import json
import os
import platform
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any

from flows.write.lock import LakeBusyError

SECONDS = 300.0
_WAIT_SECONDS = 5.0


class Lease:
    """The lease of one lake, once it is held."""

    def __init__(self, storage: Any, path: str, address: str, owner: str) -> None:
        """Prepares a lease.

        Args:
            storage: The fsspec file system.
            path: Where the lease lies on it.
            address: The lake's, for messages.
            owner: Names the copy of the lake, which one run at a time works in.
        """
        self._storage, self._path, self._address, self._owner = storage, path, address, owner
        self._token = uuid.uuid4().hex

    def check(self) -> None:
        """Raises a LakeBusyError unless the lease is still held."""
        found = self._read()
        if found is None or found["token"] != self._token:
            raise LakeBusyError(
                f"another run has taken over {self._address}, as this one did not renew its lease in time;"
                " run again: what was found is kept on this machine"
            )

    def take(self, wait: bool) -> None:
        """Takes the lease, once it is free where `wait` is set.

        Raises:
            LakeBusyError: Where another holds it; the message says who.
        """
        while not self._create():
            found = self._read()
            if found is None:
                continue
            if found["until"] < time.time() or found["owner"] == self._owner:
                self._write()
                # Another may have seen the same, and written a moment later.
                time.sleep(min(1.0, SECONDS / 10))
                if (now := self._read()) and now["token"] == self._token:
                    return
            elif not wait:
                raise LakeBusyError(
                    f"another run (process {found['pid']} on {found['host']}) is writing to"
                    f" {self._address}: let it end, or wait for it with --wait"
                )
            else:
                time.sleep(min(_WAIT_SECONDS, SECONDS / 10))

    def give_back(self) -> None:
        """Lets others have it, unless they have it already."""
        with contextlib.suppress(OSError, LakeBusyError):
            self.check()
            self._storage.rm_file(self._path)

    def renew_until(self, done: threading.Event) -> None:
        """Renews the lease from time to time, as long as it is held."""
        while not done.wait(SECONDS / 4):
            # What fails once may succeed the next time; the check before publishing has the last word.
            with contextlib.suppress(OSError):
                try:
                    self.check()
                except LakeBusyError:
                    return
                self._write()

    def _create(self) -> bool:
        try:
            self._storage.pipe_file(self._path, self._content(), mode="create")
        except FileExistsError:
            return False
        return True

    def _write(self) -> None:
        self._storage.pipe_file(self._path, self._content())

    def _content(self) -> bytes:
        who = {"token": self._token, "owner": self._owner, "pid": os.getpid(), "host": platform.node()}
        return json.dumps(who | {"until": time.time() + SECONDS}).encode()

    def _read(self) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads(self._storage.cat_file(self._path))
        except FileNotFoundError:
            return None
        return found


@contextlib.contextmanager
def leased(lease: Lease, wait: bool) -> Iterator[Lease]:
    """Holds the lease on a lake, and renews it meanwhile.

    Raises:
        LakeBusyError: Where another holds it, and `wait` is not set.
    """
    done = threading.Event()
    lease.take(wait)
    renewing = threading.Thread(target=lease.renew_until, args=(done,), daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        done.set()
        renewing.join()
        lease.give_back()
